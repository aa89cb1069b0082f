"""Rounds on a real run: composed, checked, on the record, cut short and gone on with, refused whole, done again."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from oeuvre.credentials import made_by
from oeuvre.foundation import Settings
from oeuvre.production import (
    Draft,
    Loop,
    Reach,
    Wish,
    Workshop,
    draft_path,
    drafts_of,
    prepare,
    refuse_round,
    rerun,
    to_round,
)
from oeuvre.production.errors import BadColour, NoColours, NoSuchRound, NothingToVary, RoundSize, TwoDesigns
from oeuvre.production.rounds import MOST, Round, variant_rounds
from oeuvre.production.workshop import DraftJob, DraftResult
from oeuvre.studio import Studio

TEXT = """
title = "Marché de nuit au Fournil"
about = "Une boulangerie artisanale ouvre ses portes le vendredi soir, on y mange dehors."
language = "fr"
client = "Le Fournil de la Butte"
mood = ["chaleureux", "joueur"]
formats = ["social-square"]
[facts]
date = "vendredi 4 décembre"
place = "12 rue du Levain"
"""
NOBODY = Reach(lambda name: pytest.fail(name), lambda name: pytest.fail(name))


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    base = tmp_path_factory.mktemp("rounds")
    (base / "brief.toml").write_text(TEXT, encoding="utf-8")
    with Studio(Settings(base / "home", "fr", "Ana Duarte", 1, {})) as opened:
        opened.make(base / "brief.toml", out=base / "out", seed=4, choose="later")
        yield opened


@pytest.fixture
def loop(studio: Studio) -> Iterator[Loop]:
    with studio.restored("", studio.home.parent / "out") as run:
        yield studio.loop(run, prepare(run.brief, "fr", strict=False), None)


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop(1) as bench:
        yield bench


def drafts(loop: Loop) -> dict[int, Draft]:
    return {one.number: one for one in drafts_of(loop.record, loop.run.id)}


def sound(loop: Loop, count: int) -> list[Draft]:
    return [one for one in drafts(loop).values() if not one.struck and one.round == 0][:count]


def last(loop: Loop) -> Round:
    return variant_rounds(loop.record, loop.run.id)[-1]


def design(loop: Loop, draft: Draft) -> dict[str, object]:
    value = json.loads(loop.record.store.read(draft.design.digest))
    assert isinstance(value, dict)
    return value


class TestARound:
    def test_variants_are_drafts_of_the_run_and_say_what_led_to_them(self, loop: Loop, workshop: Workshop) -> None:
        (start,) = sound(loop, 1)
        before = max(drafts(loop))
        made = to_round(loop, Wish("more", (start,), ("family", "copy"), 3, "Plus chaud"), workshop)
        assert not made.short
        assert len(made.round.drafts) == 3
        assert made.round.number == last(loop).number
        parties = {party.id: party.name for party in loop.record.parties()}
        for draft in made.round.drafts:
            assert draft.number > before
            assert draft.state == "draft"
            act = draft.composed
            assert [by.role for by in act.by] == ["composer", "director"]
            assert parties[act.by[1].party_id] == "Ana Duarte"
            assert act.words["because"] == "Plus chaud"
            assert act.settings["round_kind"] == "more"
            assert list(act.settings["keep"]) == ["family", "copy"]  # type: ignore[arg-type, call-overload]
            assert (start.design.id, "like") in {(used.work_id, used.role) for used in act.used}
            assert act.settings["family"] == start.composed.settings["family"]
            assert design(loop, draft)["copy"] == design(loop, start)["copy"]
            assert (loop.run.out / draft_path(draft)).is_file()
        assert set(made.acts) >= {draft.composed.seq for draft in made.round.drafts}
        assert made.round.title("fr") == f"Dans l’esprit de {start.number}, en gardant la mise en page et les mots"
        assert loop.record.verify().holds

    def test_who_asks_directs_and_makes_nothing(self, loop: Loop, workshop: Workshop) -> None:
        (start,) = sound(loop, 1)
        made = to_round(loop, Wish("more", (start,), ("mark", "copy"), 1), workshop)
        draft = made.round.drafts[0]
        assert made_by(loop.record, draft.preview.id) == made_by(loop.record, start.preview.id)
        assert "director" in {credit.role for credit in loop.record.credits(draft.preview.id)}

    def test_a_mix_takes_every_part_from_one_or_the_other(self, loop: Loop, workshop: Workshop) -> None:
        one, other = sound(loop, 5)[0], sound(loop, 5)[4]
        made = to_round(loop, Wish("mix", (one, other), (), 3), workshop)
        parents = [design(loop, one), design(loop, other)]
        for draft in made.round.drafts:
            value = design(loop, draft)
            for part in ("family", "palette", "emblem"):
                assert value[part] in [parent[part] for parent in parents]
            assert value["copy"]["headline"] in [p["copy"]["headline"] for p in parents]  # type: ignore[index]

    def test_our_colours_leave_all_else(self, loop: Loop, workshop: Workshop) -> None:
        (start,) = sound(loop, 1)
        made = to_round(loop, Wish("palette", (start,), (), 2, colours=("#0A4D8C",)), workshop)
        for draft in made.round.drafts:
            value, first = design(loop, draft), design(loop, start)
            assert {k: v for k, v in value.items() if k not in ("palette", "seed")} == {
                k: v for k, v in first.items() if k not in ("palette", "seed")
            }
            assert "#0a4d8c" in value["palette"].values()  # type: ignore[attr-defined]

    def test_the_same_wish_again_is_another_round_and_repeats_nothing(self, loop: Loop, workshop: Workshop) -> None:
        (start,) = sound(loop, 1)
        wish = Wish("less", (start,), (), 2)
        one, other = to_round(loop, wish, workshop), to_round(loop, wish, workshop)
        assert other.round.number == one.round.number + 1
        looks = [
            {k: v for k, v in design(loop, draft).items() if k != "seed"}
            for draft in drafts(loop).values()
            if not draft.struck
        ]
        assert all(a != b for i, a in enumerate(looks) for b in looks[:i])

    def test_any_variant_is_done_again_to_the_byte(self, loop: Loop, workshop: Workshop) -> None:
        start = sound(loop, 2)[1]
        made = to_round(loop, Wish("opposite", (start,), (), 2), workshop)
        turned = made.round.drafts[0].composed.settings["turned"]
        assert turned
        assert "(" in made.round.title("fr")
        loop.recorder.decide("keep", made.round.drafts[0].design, loop.party, "")
        for draft in made.round.drafts:
            assert rerun(loop, draft.composed, workshop, NOBODY).same


class TestCutShort:
    def test_a_round_goes_on_where_it_stood_and_comes_to_the_same(self, loop: Loop, workshop: Workshop) -> None:
        start = sound(loop, 3)[2]
        wish = Wish("more", (start,), (), 4)
        with pytest.raises(KeyboardInterrupt):
            to_round(loop, wish, _Interrupted(workshop, after=2))  # type: ignore[arg-type]
        half = last(loop)
        assert len(half.drafts) <= 2
        whole = to_round(loop, wish, workshop)
        assert whole.round.number == half.number
        assert len(whole.round.drafts) == 4
        assert set(half.works) <= set(whole.round.works)
        candidates = [loop.record.act(seq).settings.get("candidate") for seq in whole.round.acts]
        tried = [one for one in candidates if one is not None]
        assert sorted(tried) == list(range(len(tried)))  # type: ignore[type-var]
        for draft in whole.round.drafts:
            assert rerun(loop, draft.composed, workshop, NOBODY).same

    def test_another_wish_leaves_it_and_begins_its_own(self, loop: Loop, workshop: Workshop) -> None:
        (start,) = sound(loop, 1)
        with pytest.raises(KeyboardInterrupt):
            to_round(loop, Wish("more", (start,), (), 3), _Interrupted(workshop, after=1))  # type: ignore[arg-type]
        number = last(loop).number
        made = to_round(loop, Wish("more", (start,), ("palette",), 1), workshop)
        assert made.round.number == number + 1


class _Interrupted:
    """The workshop, and an interruption after some results."""

    def __init__(self, workshop: Workshop, after: int) -> None:
        self.workshop, self.left = workshop, after

    def drafts(self, jobs: list[DraftJob]) -> Iterator[DraftResult]:
        for result in self.workshop.drafts(jobs):
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            yield result


class TestRefused:
    def test_none_of_these_is_one_transaction_and_spares_what_was_decided(self, loop: Loop, workshop: Workshop) -> None:
        (start,) = sound(loop, 1)
        made = to_round(loop, Wish("less", (start,), (), 3), workshop)
        loop.recorder.decide("keep", made.round.drafts[0].design, loop.party, "")
        acts = refuse_round(loop, made.round.number, "trop sombre")
        assert len(acts) == 2
        assert acts == tuple(range(acts[0], acts[0] + 2))
        states = [drafts(loop)[one.number].state for one in made.round.drafts]
        assert states == ["kept", "refused", "refused"]
        assert all(loop.record.act(seq).words["because"] == "trop sombre" for seq in acts)
        assert refuse_round(loop, made.round.number, "") == ()
        # What people refuse is no fault of the sheet.
        assert last(loop).drafts == tuple(drafts(loop)[one.number] for one in made.round.drafts)

    def test_a_round_that_is_none(self, loop: Loop) -> None:
        with pytest.raises(NoSuchRound):
            refuse_round(loop, 99, "")


class TestBadWishes:
    @pytest.mark.parametrize(
        ("kind", "count", "of", "colours", "error"),
        [
            ("more", 0, 1, (), RoundSize),
            ("more", MOST + 1, 1, (), RoundSize),
            ("mix", 3, 1, (), TwoDesigns),
            ("more", 3, 2, (), TwoDesigns),
            ("palette", 3, 1, ("red",), BadColour),
            ("palette", 3, 1, ("#12345g",), BadColour),
            ("palette", 3, 1, (), NoColours),
        ],
    )
    def test_each_is_told_before_anything_is_composed(
        self, loop: Loop, workshop: Workshop, kind: str, count: int, of: int, colours: tuple[str, ...], error: type
    ) -> None:
        head = loop.record.head()
        with pytest.raises(error) as found:
            to_round(loop, Wish(kind, tuple(sound(loop, of)), (), count, colours=colours), workshop)  # type: ignore[arg-type]
        assert found.value.message("fr")
        assert found.value.remedy("en")
        assert loop.record.head() == head

    def test_a_design_mixed_with_itself(self, loop: Loop, workshop: Workshop) -> None:
        (one,) = sound(loop, 1)
        with pytest.raises(TwoDesigns):
            to_round(loop, Wish("mix", (one, one)), workshop)

    def test_an_opposite_of_what_is_kept_whole(self, loop: Loop, workshop: Workshop) -> None:
        (one,) = sound(loop, 1)
        with pytest.raises(NothingToVary) as found:
            to_round(loop, Wish("opposite", (one,), ("family", "palette", "mark", "copy")), workshop)
        assert "la mise en page" in found.value.message("fr")


def test_the_sheet_is_judged_without_its_rounds_and_the_rule_chooses_what_it_planned(
    loop: Loop, workshop: Workshop
) -> None:
    before = {one.number: one.state for one in drafts(loop).values()}
    found = loop.to_drafts(workshop)
    assert {one.number: one.state for one in found} == before
    loop.choose_by_rule(found, workshop)
    chosen = next(one for one in drafts(loop).values() if one.state == "chosen")
    assert chosen.round == 0
