"""Corrections on a real run: every kind of them, what they break, who made what, and what follows."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from oeuvre.create.design import Edit, EditError
from oeuvre.credentials import claim_for, made_by
from oeuvre.production import (
    BreaksCheck,
    Draft,
    Loop,
    MarkUnknown,
    NotInFamily,
    Outline,
    Pointed,
    Reach,
    drafts_of,
    is_repeatable,
    outlined,
    rerun,
    show_work,
)
from oeuvre.production import correct as correct_draft
from oeuvre.record import Act, Record
from oeuvre.studio import Brought, correct, decide_draft, undo
from tests.production.corrected import Bench

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#000" stroke-width="2">'
    '<circle cx="12" cy="12" r="9"/><path d="M7 15c2-6 8-6 10 0"/></svg>'
)
# Drafts of the run, by what they show.
PHOTO, FRAMED, BIG_WORD, SCENE = 1, 11, 9, 8


@pytest.fixture
def bench(made: Bench, tmp_path: Path) -> Bench:
    return made.copied(tmp_path)


def acts(bench: Bench, *kinds: str) -> list[Act]:
    with Record.open(bench.home) as record:
        return list(record.acts(kinds=kinds))


def shown(bench: Bench, number: int) -> dict[str, object]:
    with bench.loop() as (loop, _):
        return show_work(loop.record, bench.draft(loop, number).design)


class TestEveryKind:
    def test_words_colours_nudges_and_what_is_hidden_add_up(self, bench: Bench) -> None:
        first = bench.correct(BIG_WORD, Edit(headline="Du pain, la nuit !"), because="shorter")
        assert (first.draft.number, first.draft.state) == (25, "draft")
        second = bench.correct(25, Edit(palette="nuit", nudge={"mark": (-0.02, 0.01)}, hide=("price",)))
        third = bench.correct(second.draft.number, Edit(line="Jusqu'à minuit", nudge={"mark": (0.01, 0.0)}))
        value = shown(bench, third.draft.number)
        copy = value["copy"]
        assert isinstance(copy, dict)
        # Set as French is set, otherwise as it was typed.
        assert copy["headline"] == "Du pain, la nuit\u202f!"
        assert copy["line"] == "Jusqu’à minuit"
        assert value["palette"] == "nuit"
        edits = value["edits"]
        assert isinstance(edits, dict)
        assert (edits["nudge"], edits["hidden"]) == ({"mark": [-0.01, 0.01]}, ["price"])
        versions = value["versions"]
        assert isinstance(versions, list)
        assert [one["number"] for one in versions] == [BIG_WORD, 25, 26, 27]
        assert versions[1]["because"] == "shorter"
        assert versions[2]["changed"] == ["palette", "nudge", "hide"]
        (_, second_act, _) = acts(bench, "edit")
        assert "price" not in json.dumps(second_act.settings["shown"])

    def test_a_mark_of_the_library_and_one_of_ones_own(self, bench: Bench, tmp_path: Path) -> None:
        piece = bench.correct(BIG_WORD, Edit(mark="owl"))
        assert shown(bench, piece.draft.number)["mark"] == "owl"
        path = tmp_path / "loaf.svg"
        path.write_text(SVG, encoding="utf-8")
        with bench.studio() as studio:
            work = str(studio.bring_in(path, author="Léa Roux", licence="CC-BY-4.0")["work"])
        own = bench.correct(piece.draft.number, Edit(mark=work[:10]))
        with bench.loop() as (loop, _):
            draft = bench.draft(loop, own.draft.number)
            assert (work, "emblem") in {(used.work_id, used.role) for used in draft.composed.used}
            credited = {one.party.name for one in loop.record.credits(draft.design.id)}
            assert "Léa Roux" in credited
            # The owl stood in the version before; it is neither credited here nor in the credential.
            owl = next(used.work_id for used in piece.draft.composed.used if used.role == "emblem")
            assert draft.composed.settings["removed"] == [owl]
            claim = claim_for(loop.record, draft.preview.id)
            assert owl not in {one.instance_id for one in claim.ingredients}
            placed = next(one for one in claim.actions if one.action == "c2pa.placed" and one.description)
            assert (placed.ingredients, placed.source_type) == ((work,), "humanEdits")

    def test_a_picture_of_ones_own(self, bench: Bench, tmp_path: Path) -> None:
        image = Image.new("RGB", (1800, 2200), "#2b4a66")
        draw = ImageDraw.Draw(image)
        for index in range(30):
            draw.ellipse((index * 40, 700 + index * 9, index * 40 + 300, 1000 + index * 9), fill=(70, 90 + index, 120))
        image.save(tmp_path / "stall.jpg", quality=90)
        with bench.studio() as studio:
            work = str(studio.bring_in(tmp_path / "stall.jpg", author="Léa Roux", licence="CC-BY-4.0")["work"])
        done = bench.correct(FRAMED, Edit(picture=work), anyway=True)
        assert (work, "photograph") in {(used.work_id, used.role) for used in done.draft.composed.used}
        with pytest.raises(NotInFamily):
            bench.correct(BIG_WORD, Edit(picture=work))

    def test_a_picture_is_nudged_within_its_frame(self, bench: Bench) -> None:
        done = bench.correct(PHOTO, Edit(nudge={"picture": (0.04, 0.0)}), anyway=True)
        with bench.loop() as (loop, _):
            before = loop.record.store.read(bench.draft(loop, PHOTO).preview.digest)
            after = loop.record.store.read(done.draft.preview.digest)
        assert before != after

    def test_an_element_is_hidden_and_shown_again(self, bench: Bench) -> None:
        hidden = bench.correct(BIG_WORD, Edit(hide=("mark", "line")), anyway=True)
        back = bench.correct(hidden.draft.number, Edit(show=("mark", "line")))
        with bench.loop() as (loop, _):
            first = bench.draft(loop, BIG_WORD)
            assert "emblem" not in {used.role for used in hidden.draft.composed.used}
            assert back.draft.preview.digest == first.preview.digest


class TestWhatBreaks:
    @pytest.mark.parametrize(
        ("number", "edit", "code"),
        [
            (BIG_WORD, Edit(headline="Hippopotomonstrosesquippédaliophobiquement " * 6), "overflow"),
            (BIG_WORD, Edit(colours={"ground": "#ffffff", "ink": "#fdfdfd"}), "contrast"),
            (BIG_WORD, Edit(nudge={"line": (0.0, 0.2)}), "text-on-text"),
            (BIG_WORD, Edit(headline="夜のパン"), "tofu"),
        ],
    )
    def test_is_told_and_not_recorded(self, bench: Bench, number: int, edit: Edit, code: str) -> None:
        before = acts(bench, "edit", "choose", "refuse")
        with pytest.raises(BreaksCheck) as told:
            bench.correct(number, edit)
        assert code in {fault.code for fault in told.value.faults} | {"overflow", "small-headline"}
        assert code in {fault.code for fault in told.value.faults} or code == "overflow"
        for language in ("fr", "en"):
            said = told.value.message(language)  # type: ignore[arg-type]
            assert all(reason in said for reason in told.value.reasons(language))  # type: ignore[arg-type]
        assert acts(bench, "edit", "choose", "refuse") == before

    def test_stays_on_a_persons_word_and_the_act_says_which(self, bench: Bench) -> None:
        edit = Edit(nudge={"line": (0.0, 0.2)})
        done = bench.correct(BIG_WORD, edit, anyway=True)
        assert {fault.code for fault in done.kept} >= {"text-on-text"}
        (act,) = acts(bench, "edit")
        kept = act.settings["anyway"]
        assert isinstance(kept, list | tuple)
        assert {one["code"] for one in kept} == {fault.code for fault in done.kept}  # type: ignore[index,call-overload]
        assert act.words["anyway"]
        # What stays is not told again by the next correction.
        assert bench.correct(done.draft.number, Edit(hide=("price",))).kept == ()

    @pytest.mark.parametrize(
        ("number", "edit", "code"),
        [
            (BIG_WORD, Edit(nudge={"headline": (0.7, 0.0)}), "nudge-off"),
            (SCENE, Edit(nudge={"mark": (0.1, 0.0)}), "mark-in-scene"),
            (SCENE, Edit(hide=("mark",)), "mark-in-scene"),
            (BIG_WORD, Edit(hide=("programme",)), "not-on-page"),
            (BIG_WORD, Edit(palette="arc-en-ciel"), "palette-unknown"),
        ],
    )
    def test_what_cannot_be_is_named(self, bench: Bench, number: int, edit: Edit, code: str) -> None:
        with pytest.raises(EditError) as told:
            bench.correct(number, edit, anyway=True)
        assert told.value.code == code
        if code == "nudge-off":
            assert "headline=" in told.value.remedy("en")
        assert acts(bench, "edit") == []

    def test_what_stands_there_already_is_no_correction(self, bench: Bench) -> None:
        with bench.loop() as (loop, _):
            standing = bench.draft(loop, BIG_WORD).composed.words["headline"] or ""
        with pytest.raises(EditError) as told:
            bench.correct(BIG_WORD, Edit(headline=standing), anyway=True)
        assert told.value.code == "nothing-edited"

    def test_an_unknown_mark(self, bench: Bench) -> None:
        with pytest.raises(MarkUnknown):
            bench.correct(BIG_WORD, Edit(mark="a-mark-of-nobody"))


class TestWhoMadeIt:
    def test_the_record_the_credits_and_the_credential_say_who_edited(self, bench: Bench) -> None:
        done = bench.correct(BIG_WORD, Edit(headline="Du pain, la nuit", colours={"signal": "#0a5c36"}), anyway=True)
        with bench.loop() as (loop, _):
            record, before = loop.record, bench.draft(loop, BIG_WORD)
            assert made_by(record, done.draft.design.id) == "mixed"
            credits_ = {(one.party.name, one.role) for one in record.credits(done.draft.design.id)}
            assert ("Ana Duarte", "editor") in credits_
            claim = claim_for(record, done.draft.preview.id)
            assert claim.editors == ("Ana Duarte",)
            told = {one.action: one.description or "" for one in claim.actions if one.source_type == "humanEdits"}
            assert {"c2pa.edited", "c2pa.color_adjustments"} <= told.keys()
            assert "Ana Duarte" in told["c2pa.color_adjustments"]
            assert claim_for(record, before.preview.id).editors == ()

    def test_a_correction_is_done_again_to_the_byte(self, bench: Bench) -> None:
        bench.correct(BIG_WORD, Edit(headline="Du pain, la nuit", palette="nuit", nudge={"mark": (-0.02, 0.0)}))
        bench.correct(25, Edit(line="Dehors.", hide=("price",)))
        for act in acts(bench, "edit"):
            with bench.loop() as (loop, workshop):
                assert is_repeatable(loop.record, act)
                again = rerun(loop, act, workshop, Reach(nobody, nobody))  # type: ignore[arg-type]
            assert (again.same, again.changed) == (True, ())

    def test_the_same_correction_of_the_same_design_is_the_same_version(self, bench: Bench) -> None:
        first = bench.correct(BIG_WORD, Edit(headline="Du pain, la nuit"))
        again = bench.correct(BIG_WORD, Edit(headline="Du pain, la nuit"))
        assert (again.draft.number, again.again) == (first.draft.number, True)
        assert len(acts(bench, "edit")) == 1


class TestWhatStandsWhere:
    def test_elements_are_where_the_picture_shows_them(self, bench: Bench) -> None:
        """A nudge changes the picture within the mark's two boxes and nowhere else."""
        before = pointed(bench, BIG_WORD)
        made = bench.correct(BIG_WORD, Edit(nudge={"mark": (-0.02, 0.01)}))
        after = pointed(bench, made.draft.number)
        old, new = element(before, "mark"), element(after, "mark")
        assert new.x - old.x == pytest.approx(-0.02, abs=2e-3)
        assert new.y - old.y == pytest.approx(0.01, abs=2e-3)
        with bench.loop() as (loop, _):
            pictures = [
                Image.open(io.BytesIO(loop.record.store.read(bench.draft(loop, number).preview.digest))).convert("RGB")
                for number in (BIG_WORD, made.draft.number)
            ]
        box = ImageChops.difference(*pictures).getbbox()
        assert box is not None
        width, height = pictures[0].size
        assert box[0] / width >= new.x - 0.01
        assert box[1] / height >= old.y - 0.01
        assert box[2] / width <= old.x + old.width + 0.01
        assert box[3] / height <= new.y + new.height + 0.01

    def test_every_draft_says_where_its_headline_is(self, bench: Bench) -> None:
        with bench.loop() as (loop, _):
            for draft in drafts_of(loop.record, loop.run.id)[:8]:
                found = outlined_draft(loop, draft)
                headline = element(found, "headline")
                assert set(headline.can) == {"retype", "nudge"}
                assert headline.words == json.loads(loop.record.store.read(draft.design.digest))["copy"]["headline"]
                for one in found.elements:
                    assert min(one.x, one.y) >= 0
                    assert max(one.x + one.width, one.y + one.height) <= 1.0001
                assert found.contrasts["ink"] >= 3

    def test_what_is_hidden_is_told_and_stands_nowhere_until_it_is_shown(self, bench: Bench) -> None:
        hidden = bench.correct(BIG_WORD, Edit(hide=("price",)))
        found = pointed(bench, hidden.draft.number)
        assert found.hidden == ("price",)
        assert "price" not in [one.name for one in found.elements]
        shown_again = bench.correct(hidden.draft.number, Edit(show=("price",)))
        again = pointed(bench, shown_again.draft.number)
        assert again.hidden == ()
        assert "price" in [one.name for one in again.elements]


def outlined_draft(loop: Loop, draft: Draft) -> Pointed:
    design = json.loads(loop.record.store.read(draft.design.digest))
    settings = draft.composed.settings
    left_out = settings["left_out"]
    assert isinstance(left_out, list | tuple)
    return outlined(loop, design, str(settings["family"]), [str(one) for one in left_out])


def pointed(bench: Bench, number: int) -> Pointed:
    with bench.loop() as (loop, _):
        return outlined_draft(loop, bench.draft(loop, number))


def element(found: Pointed, name: str) -> Outline:
    return next(one for one in found.elements if one.name == name)


def nobody(name: str) -> object:
    raise AssertionError(name)


@pytest.fixture(scope="module")
def delivered(made: Bench, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The run with a draft chosen by a person and its editions signed."""
    bench = made.copied(tmp_path_factory.mktemp("delivered"))
    with bench.studio() as studio:
        decide_draft(studio, "choose", str(BIG_WORD), "the big word", out=bench.out)
    return bench


@pytest.fixture
def chosen(delivered: Bench, tmp_path: Path) -> Bench:
    return delivered.copied(tmp_path)


class TestEditions:
    def test_the_choice_moves_and_every_format_follows(self, chosen: Bench) -> None:
        before = {path.name: path.read_bytes() for path in (chosen.out / "editions").iterdir()}
        with chosen.studio() as studio:
            done = correct(studio, str(BIG_WORD), Edit(headline="Du pain, la nuit"), out=chosen.out, because="shorter")
        (work,) = done.works
        assert (work["number"], work["state"]) == (25, "chosen")
        assert [act.kind for act in acts(chosen, "edit", "choose")][-2:] == ["edit", "choose"]
        after = {path.name: path.read_bytes() for path in (chosen.out / "editions").iterdir()}
        assert after.keys() == before.keys()
        assert all(after[name] != before[name] for name in after)
        (shelf,) = (chosen.out / "previous").iterdir()
        assert {path.name: path.read_bytes() for path in shelf.iterdir()} == before
        assert "Du pain, la nuit" in (chosen.out / "copy.md").read_text(encoding="utf-8").replace("\\", "")

    def test_a_choice_that_somebody_made_meanwhile_stands(self, chosen: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        """A correction takes seconds: what it was begun on may be chosen no more when it is done."""
        with chosen.loop() as (loop, workshop):
            start, other = chosen.draft(loop, BIG_WORD), chosen.draft(loop, 2)
            drafts = workshop.drafts

            def meanwhile(jobs: object) -> object:
                loop.recorder.decide("choose", other.design, loop.party, "mine")
                return drafts(jobs)  # type: ignore[arg-type]

            monkeypatch.setattr(workshop, "drafts", meanwhile)
            done = correct_draft(loop, start, Edit(headline="Du pain, la nuit"), workshop)
            assert done.draft.state == "draft"
            assert chosen.draft(loop, 2).state == "chosen"
        assert [act.kind for act in acts(chosen, "edit", "choose")][-2:] == ["choose", "edit"]

    def test_only_what_changed_is_rendered_again(self, chosen: Bench) -> None:
        """The leaderboard has no room for the line: hiding it changes nothing there."""
        lacking = {
            str(act.settings["format"])
            for act in acts(chosen, "adapt")
            if "line" in act.settings["left_out"]  # type: ignore[operator]
        }
        assert lacking
        count = len(acts(chosen, "adapt"))
        with chosen.studio() as studio:
            correct(studio, str(BIG_WORD), Edit(hide=("line",)), out=chosen.out)
        new = acts(chosen, "adapt")[count:]
        reused = {str(act.settings["format"]) for act in new if act.settings.get("rendered") is False}
        assert reused == lacking
        assert len(new) > len(reused)
        with chosen.loop() as (loop, workshop):
            for act in new:
                assert rerun(loop, act, workshop, Reach(nobody, nobody)).same  # type: ignore[arg-type]

    def test_an_interrupted_correction_goes_on(self, chosen: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
        """Killed after the correction is recorded and before its editions are: asked again, it is finished."""
        from oeuvre.production.loop import Loop

        with monkeypatch.context() as broken:
            broken.setattr(Loop, "to_editions", interrupted)
            with chosen.studio() as studio, pytest.raises(KeyboardInterrupt):
                correct(studio, str(BIG_WORD), Edit(headline="Du pain, la nuit"), out=chosen.out)
        with chosen.studio() as studio:
            done = correct(studio, str(BIG_WORD), Edit(headline="Du pain, la nuit"), out=chosen.out)
        assert done.again
        assert len(acts(chosen, "edit")) == 1
        laid_out = {
            act.settings["format"] for act in acts(chosen, "adapt") if act.settings["design"] == done.works[0]["work"]
        }
        assert laid_out == {"social-portrait", "banner-leaderboard", "card"}

    def test_undo_gives_way_to_the_choice_before(self, chosen: Bench) -> None:
        before = {path.name: path.read_bytes() for path in (chosen.out / "editions").iterdir()}
        with chosen.studio() as studio:
            correct(studio, str(BIG_WORD), Edit(headline="Du pain, la nuit"), out=chosen.out)
            made = undo(studio, "25", "no, the first one", out=chosen.out)
        assert not made.waiting
        with chosen.loop() as (loop, _):
            states = {draft.number: draft.state for draft in drafts_of(loop.record, loop.run.id)}
        assert (states[BIG_WORD], states[25]) == ("chosen", "draft")
        assert {path.name: path.read_bytes() for path in (chosen.out / "editions").iterdir()} == before
        with chosen.studio() as studio:
            made = undo(studio, str(BIG_WORD), out=chosen.out)
        assert made.waiting
        assert not (chosen.out / "index.html").exists()
        assert not list((chosen.out / "editions").glob("*")) if (chosen.out / "editions").is_dir() else True
        assert (chosen.out / "previous" / f"{BIG_WORD:02d}-grand-mot").is_dir()

    def test_a_file_of_ones_own_is_brought_in_with_its_author(self, chosen: Bench, tmp_path: Path) -> None:
        path = tmp_path / "loaf.svg"
        path.write_text(SVG, encoding="utf-8")
        brought = Brought(mark=path, author="Léa Roux", licence="CC-BY-4.0")
        with chosen.studio() as studio:
            done = correct(studio, str(BIG_WORD), Edit(), brought=brought, out=chosen.out)
        assert done.works[0]["number"] == 25
        assert "Léa Roux" in (chosen.out / "CREDITS.txt").read_text(encoding="utf-8")


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt
