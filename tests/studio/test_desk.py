"""The desk: projects kept folded, looked through in a list, and folded again where words were erased."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oeuvre.foundation import read_settings
from oeuvre.record import NewAct
from oeuvre.studio import Desk
from oeuvre.studio import desk as desks
from tests.api.planted import SLUG, plant


@pytest.fixture
def home(tmp_path: Path) -> Path:
    plant(tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    with Desk(read_settings(home=str(home), language="en", environment={}, here=home.parent), home.parent) as found:
        yield found


class TestManyProjects:
    def test_a_list_longer_than_what_is_kept_folds_each_project_once(
        self, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(desks, "_FOLDED", 3)
        for number in range(6):
            plant(home, drafts=2, project=f"p{number}", title=f"Project {number}")
        settings = read_settings(home=str(home), language="en", environment={}, here=home.parent)
        with Desk(settings, home.parent) as desk:
            first = [desk.sum_of(one) for one in desk.projects()]
            read: list[str] = []
            monkeypatch.setattr(desk, "_catch_up", lambda fold, head: read.append(fold.project))
            assert [desk.sum_of(one) for one in desk.projects()] == first
            assert read == []
            assert {one.drafts for one in first} == {2, 6}

    def test_folding_a_project_anew_tells_no_act_twice(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        design = next(card for card in desk.fold(SLUG).cards if card.kind == "draft").work.id
        before = desk.making.acts(design)
        for _ in range(3):
            desk._folds.clear()
            desk.fold(SLUG)
        assert desk.making.acts(design) == before

    def test_a_sum_follows_what_is_recorded(self, desk: Desk) -> None:
        project = desk.projects()[0]
        drafts = [card.work for card in desk.fold(SLUG).cards if card.kind == "draft"]
        assert desk.sum_of(project).cover == drafts[0].id
        person = desk.record.party("Ana", "person")
        desk.record.append(
            NewAct("keep", project=SLUG, run="a" * 32, by=[(person, "chooser")], used=[(drafts[3], "kept")])
        )
        assert desk.sum_of(desk.projects()[0]).cover == drafts[3].id


class TestErased:
    def test_words_that_were_erased_are_shown_and_found_no_more(self, desk: Desk) -> None:
        drafts = [card.work for card in desk.fold(SLUG).cards if card.kind == "draft"]
        person = desk.record.party("Ana", "person")
        act = desk.record.append(
            NewAct(
                "refuse",
                project=SLUG,
                run="a" * 32,
                by=[(person, "chooser")],
                used=[(drafts[0], "refused")],
                words={"because": "A secret reason"},
            )
        )[0].act
        assert "secret" in desk.fold(SLUG).by_id[drafts[0].id].words
        desk.record.erase_words(act.seq)
        card = desk.fold(SLUG).by_id[drafts[0].id]
        assert "secret" not in card.words
        assert card.state == "refused"
        assert card.decision is not None
        assert card.decision.words.get("because") is None


class TestTaste:
    def test_what_came_since_is_taken_in_and_gives_what_all_of_it_gives(self, desk: Desk) -> None:
        from oeuvre.production import reset_taste, taste_of

        drafts = [card.work for card in desk.fold(SLUG).cards if card.kind == "draft"]
        person = desk.record.party("Ana", "person")

        def decide(kind: str, place: int, because: str = "") -> None:
            desk.record.append(
                NewAct(
                    kind,
                    project=SLUG,
                    run="a" * 32,
                    by=[(person, "chooser")],
                    used=[(drafts[place], kind)],
                    words={"because": because} if because else {},
                )
            )

        def same() -> None:
            folded, whole = desk.taste(SLUG), taste_of(desk.record, SLUG)
            assert (folded.decisions, folded.since) == (whole.decisions, whole.since)
            assert folded.learned.names == whole.learned.names
            assert folded.learned.mean.tolist() == whole.learned.mean.tolist()

        same()
        decide("refuse", 0, "trop sombre")
        same()
        decide("keep", 1)
        decide("reopen", 0)
        same()
        reset_taste(desk.record, SLUG, person)
        same()
        decide("refuse", 2, "not legible enough")
        same()
        assert desk.taste(SLUG) is desk.taste(SLUG)


class TestProjects:
    def test_a_list_taken_on_act_by_act_is_the_list_read_anew(self, desk: Desk, home: Path) -> None:
        plant(home, drafts=1, project="other", title="Other")
        person = desk.record.party("Ana", "person")
        for project, run in ((SLUG, "c" * 32), ("other", None), (SLUG, None)):
            desk.projects()
            desk.record.append(NewAct("keep", project=project, run=run, by=[(person, "chooser")]))
            assert desk.projects() == desk.record.projects()
        desk.record.append(
            NewAct("import", project="new", by=[(person, "commissioner")], settings={"project_title": "New"})
        )
        assert [one.slug for one in desk.projects()] == ["new", SLUG, "other"]
