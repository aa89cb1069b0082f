"""Variants: what is kept is kept, mixes hold both, no two look alike, the same seed gives the same."""

from __future__ import annotations

import itertools

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from oeuvre.create.design import (
    FAMILIES,
    LOOKS,
    PARTS,
    TRAITS,
    Features,
    Ingredients,
    Picture,
    Start,
    Trait,
    plan,
    spec_features,
    unlikeness,
    vary,
)
from oeuvre.create.design.branded import branded
from oeuvre.create.design.families import BY_ID
from oeuvre.create.design.plan import Concept
from oeuvre.create.design.sketching import is_same, part_alike, shows_picture
from oeuvre.create.design.vary import KINDS, turned_axes
from tests.create.design.test_plan import PHOTO, ingredients
from tests.examples import examples

OTHER = Picture("cour.jpg", 1600, 2400, (0.2, 0.3, 0.4, 0.4), may_recolour=True)
PLAIN = ingredients()
PICTURED = ingredients(pictures=(PHOTO, OTHER))
THOUGHT = ingredients(
    headlines=("La nuit du pain", "On mange dehors", "La lune sort du four.", "Le levain veille."),
    own=2,
    concepts=(Concept(2, ("moon", "bread")), Concept(3, ("flour", "croissant"), second=2)),
)
BRIEFS = {"plain": PLAIN, "pictured": PICTURED, "thought": THOUGHT}
GIVEN = st.sampled_from(sorted(BRIEFS))
SEEDS = st.integers(0, 500)
KEEPS = st.sets(st.sampled_from(TRAITS), max_size=3)


def sheet(of: Ingredients, seed: int = 0) -> list[Start]:
    return [Start(spec, of.headlines[spec.headline]) for spec in plan(of, seed)]


@given(GIVEN, SEEDS, st.integers(0, 23), KEEPS, st.sampled_from(["more", "less", "opposite"]))
@settings(max_examples=examples(300, 20), deadline=None)
def test_what_is_ticked_stays_and_something_else_moves(name, seed, place, keep, kind):
    of = BRIEFS[name]
    start = sheet(of, seed)[place]
    found = vary([start], kind, of, keep=keep, count=12, seed=seed)
    for variant in found:
        assert all(part_alike(trait, variant, start) for trait in keep)
        assert not is_same(variant, start)
    assert found or kind == "opposite" or len(keep) >= 3


@given(GIVEN, SEEDS, st.integers(0, 23))
@settings(max_examples=examples(200, 15), deadline=None)
def test_with_nothing_ticked_more_moves_one_or_two_things_at_a_time(name, seed, place):
    of = BRIEFS[name]
    start = sheet(of, seed)[place]
    found = vary([start], "more", of, count=12, seed=seed)
    assert len(found) == 12
    for variant in found:
        moved = [part for part in PARTS if not part_alike(part, variant, start)]
        # Another idea's words may bring its own thing along; a picture's family is found where one is shown.
        assert 1 <= len(moved) <= 3, moved
    assert len({variant.spec.family for variant in found}) >= 2
    assert len({variant.spec.palette.ground for variant in found}) >= 2


@given(GIVEN, SEEDS, st.integers(0, 23), st.integers(0, 23))
@settings(max_examples=examples(300, 20), deadline=None)
def test_a_mix_holds_both_and_nothing_else_and_no_two_are_one_combination(name, seed, first, second):
    of = BRIEFS[name]
    drafts = sheet(of, seed)
    one, other = drafts[first], drafts[second]
    assume(first != second and not is_same(one, other))
    found = vary([one, other], "mix", of, count=30, seed=seed)
    seen = set()
    for variant in found:
        for part in PARTS:
            assert part_alike(part, variant, one) or part_alike(part, variant, other)
        telling = [part for part in PARTS if not part_alike(part, one, other)]
        taken = tuple(part_alike(part, variant, one) for part in telling)
        assert set(taken) == {True, False}
        assert taken not in seen
        seen.add(taken)


@given(GIVEN, SEEDS, st.integers(0, 23), st.sampled_from([kind for kind in KINDS if kind != "mix"]))
@settings(max_examples=examples(300, 20), deadline=None)
def test_no_two_look_alike_and_none_like_what_there_is(name, seed, place, kind):
    of = BRIEFS[name]
    drafts = sheet(of, seed)
    colours = ("#0a4d8c", "#f2e205") if kind == "palette" else ()
    first = vary([drafts[place]], kind, of, count=16, seed=seed, taken=drafts, colours=colours)
    for one, other in itertools.combinations((*first, *drafts), 2):
        assert one in drafts or not is_same(one, other)
    again = vary([drafts[place]], kind, of, count=16, seed=seed + 1, taken=[*drafts, *first], colours=colours)  # type: ignore[list-item]
    assert not any(is_same(one, other) for one in again for other in first)


@given(GIVEN, SEEDS, st.integers(0, 23), st.sampled_from(KINDS), st.permutations(["copy", "palette", "mark"]))
@settings(max_examples=examples(150, 12), deadline=None)
def test_the_same_wish_and_seed_give_the_same_whatever_the_order_of_ticks(name, seed, place, kind, ticks):
    of = BRIEFS[name]
    drafts = sheet(of, seed)
    starts = [drafts[place], drafts[(place + 5) % 24]] if kind == "mix" else [drafts[place]]

    def once(keep: list[Trait]) -> object:
        return vary(starts, kind, of, keep=keep, count=8, seed=seed)

    assert once(ticks) == once(sorted(ticks))


@given(GIVEN, SEEDS, st.integers(0, 23))
@settings(max_examples=examples(200, 15), deadline=None)
def test_every_variant_is_one_that_its_family_takes(name, seed, place):
    of = BRIEFS[name]
    for kind in ("more", "less", "opposite"):
        for variant in vary([sheet(of, seed)[place]], kind, of, count=20, seed=seed):
            family, spec = BY_ID[variant.spec.family], variant.spec
            assert family.grounds == "any" or spec.palette.dark == (family.grounds == "dark")
            assert "picture" not in family.needs or spec.picture is not None
            assert "emblem" not in family.needs or spec.emblem
            assert shows_picture(spec) or spec.emblem
            treated = spec.picture is not None and family.treats
            assert not treated or not of.pictures[spec.picture].own or of.pictures[spec.picture].may_recolour


def test_less_goes_farther_than_more():
    for place in range(0, 24, 3):
        start = sheet(PLAIN)[place]

        def mean(kind: str, start: Start = start) -> float:
            found = vary([start], kind, PLAIN, count=12)  # type: ignore[arg-type]
            return sum(unlikeness(one, start) for one in found) / len(found)

        assert mean("less") > 2 * mean("more")


def test_an_opposite_stands_on_the_other_side():
    for place in range(24):
        start = sheet(PLAIN, 3)[place]
        before = spec_features(start.spec, start.headline, PLAIN)
        found = vary([start], "opposite", PLAIN, count=8)
        assert len(found) == 8
        for variant in found:
            assert variant.turned
            assert turned_axes(before, spec_features(variant.spec, variant.headline, PLAIN)) == variant.turned
        assert sum(len(variant.turned) for variant in found) / 8 >= 2


def test_our_colours_change_colours_alone_and_stand_to_the_bit():
    start = sheet(PLAIN)[4]
    found = vary([start], "palette", PLAIN, count=12, colours=("#0a4d8c", "#f2e205"))
    assert len(found) == 12
    leading = set()
    for variant in found:
        assert [part for part in PARTS if not part_alike(part, variant, start)] == ["palette"]
        held = variant.spec.palette
        brand = {held.ground, held.ink, held.signal} & {"#0a4d8c", "#f2e205"}
        assert brand
        leading |= brand
    assert leading == {"#0a4d8c", "#f2e205"}
    assert branded(("#0a4d8c",))


def test_a_taste_steers_what_is_shown_and_leaves_one_place_in_four_to_chance():
    start = sheet(PLAIN)[0]

    def likes_light(designs: list[Features]) -> list[float]:
        return [1.0 if one["dark"] < 0 else 0.0 for one in designs]

    steered = vary([start], "less", PLAIN, count=12, worth=likes_light)
    assert [variant.explored for variant in steered].count(True) == 3
    chosen = [variant for variant in steered if not variant.explored]
    assert sum(not variant.spec.palette.dark for variant in chosen) >= 8
    plain = vary([start], "less", PLAIN, count=12)
    assert not any(variant.explored for variant in plain)


def test_a_persons_own_words_and_picture_are_kept_as_they_stand():
    start = next(one for one in sheet(PICTURED) if shows_picture(one.spec))
    own = Start(start.spec, "Mes propres mots")
    for variant in vary([own], "more", PICTURED, keep=["copy", "mark"], count=10):
        assert variant.headline == "Mes propres mots"
        assert variant.origin("copy") == 0
        assert shows_picture(variant.spec)
        assert variant.spec.picture == start.spec.picture


def test_every_family_has_its_look():
    assert set(LOOKS) == {family.id for family in FAMILIES}
    photographs = {name for name, look in LOOKS.items() if look.figure == "photo"}
    assert photographs == {family.id for family in FAMILIES if "picture" in family.needs}
