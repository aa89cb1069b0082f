"""Planning a sheet: as different in kind as the brief allows, the strongest motifs first, the same each time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.create.design.families import BY_ID, FAMILIES
from oeuvre.create.design.kit import Picture
from oeuvre.create.design.palette import distance, from_pixels
from oeuvre.create.design.plan import (
    MOST_OF_ONE_FAMILY,
    MOST_OF_ONE_GROUND,
    SAME_GROUND,
    DraftSpec,
    Ingredients,
    palettes_for,
    plan,
)
from oeuvre.create.design.suit import WIDE_TITLE, WIDE_WORD, carries, reached
from oeuvre.create.library import emblems, pairings
from tests.create.design.test_palette import photograph

PHOTO = Picture("four.jpg", 2400, 1600, (0.3, 0.3, 0.4, 0.4))


def ingredients(**changes: object) -> Ingredients:
    names = ("croissant", "bread", "grain-bundle", "pretzel", "flour", "moon")
    basis = Ingredients(
        headlines=("La nuit du pain", "Le pain sort du four devant vous.", "On mange dehors"),
        heroes=tuple(emblems()[name] for name in names),
        drawings=(),
        pictures=(),
        palettes=palettes_for(["chaleureux"], ["pain"], []),
        pairings=pairings(),
        programme=True,
        patterns=6,
        language="fr",
    )
    return replace(basis, **changes)  # type: ignore[arg-type]


def families(specs: tuple[DraftSpec, ...]) -> Counter[str]:
    return Counter(spec.family for spec in specs)


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_a_sheet_has_all_kinds_in_it(seed):
    specs = plan(ingredients(), seed)
    assert [spec.number for spec in specs] == list(range(1, 25))
    assert len(families(specs)) >= 8
    assert max(families(specs).values()) <= MOST_OF_ONE_FAMILY
    assert len({spec.palette.name for spec in specs}) >= 6
    assert len({spec.pairing for spec in specs}) >= 6
    shades = Counter(spec.palette.dark for spec in specs)
    assert min(shades[True], shades[False]) >= 6
    # No family comes twice before every family came once.
    first = [spec.family for spec in specs[: len(families(specs))]]
    assert len(set(first)) == len(first)


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_the_same_brief_and_seed_give_the_same_sheet(seed):
    assert plan(ingredients(), seed) == plan(ingredients(), seed)


def test_another_seed_gives_another_sheet():
    assert plan(ingredients(), 1) != plan(ingredients(), 2)


@given(st.integers(0, 500), st.sampled_from(["", "#c8102e", "#0a4d8c", "#f2e205", "#222222"]))
@settings(max_examples=20, deadline=None)
def test_no_ground_takes_the_sheet(seed, brand):
    palettes = palettes_for(["chaleureux"], [], [brand] if brand else [], seed=seed)
    specs = plan(ingredients(palettes=palettes), seed)
    for spec in specs:
        alike = sum(distance(spec.palette.ground, other.palette.ground) < SAME_GROUND for other in specs)
        assert alike <= MOST_OF_ONE_GROUND + 1


@given(st.integers(0, 500))
@settings(max_examples=15, deadline=None)
def test_the_strongest_motifs_come_most_often(seed):
    given_ = ingredients()
    specs = [spec for spec in plan(given_, seed) if "emblem" in BY_ID[spec.family].needs]
    use = Counter(spec.emblem for spec in plan(given_, seed))
    names = [hero.name for hero in given_.heroes]
    assert sum(use[name] for name in names[:3]) > sum(use[name] for name in names[3:])
    assert all((spec.family, spec.emblem) for spec in specs)
    pairs = Counter((spec.family, spec.emblem) for spec in specs)
    assert max(pairs.values()) == 1


def test_one_motif_is_enough():
    specs = plan(ingredients(heroes=(emblems()["croissant"],)), 0)
    assert {spec.emblem for spec in specs} == {"croissant"}
    assert len(families(specs)) >= 8


def test_families_come_only_where_the_brief_feeds_them():
    bare = plan(ingredients(heroes=(), patterns=0, programme=False), 0)
    assert bare
    assert all(not BY_ID[name].needs for name in families(bare))
    fed = plan(ingredients(pictures=(PHOTO,)), 0)
    photographed = {family.id for family in FAMILIES if "picture" in family.needs and not family.treats}
    assert photographed <= set(families(fed))
    assert not {family.id for family in FAMILIES if family.treats} & set(families(fed))
    toned = plan(ingredients(pictures=(replace(PHOTO, may_recolour=True),)), 0)
    assert {family.id for family in FAMILIES if family.treats} <= set(families(toned))


def test_a_code_to_scan_goes_only_where_there_is_room_for_it():
    plain, coded = (families(plan(ingredients(code=code), 3)) for code in (False, True))
    crowded = {family.id for family in FAMILIES if not family.takes_code}
    assert crowded & set(plain)
    assert not crowded & set(coded)


def test_a_photographs_palette_goes_to_a_page_with_the_photograph():
    own = from_pixels(photograph(1), dark=True)
    given_ = ingredients(pictures=(PHOTO,), palettes=(*palettes_for(["chaleureux"], [], []), own))
    with_it = [spec for spec in plan(given_, 0) if spec.palette == own]
    assert any("picture" in BY_ID[spec.family].needs for spec in with_it)


@pytest.mark.parametrize(
    "title",
    [
        "La nuit du pain",
        "What the Owl Saw: a night walk for people under ten",
        "Licenciement économique et harcèlement",
        "Feu",
    ],
)
def test_a_headline_is_given_to_pairings_that_carry_it(title):
    given_ = ingredients(headlines=(title,))
    by_id = {pairing.id: pairing for pairing in given_.pairings}
    for spec in plan(given_, 0):
        pairing = by_id[spec.pairing]
        assert carries(pairing, title, "fr") or not any(carries(one, title, "fr") for one in given_.pairings)
        if pairing.width == "wide":
            assert len(title) <= WIDE_TITLE
            assert max(map(len, title.split())) <= WIDE_WORD


def test_a_narrow_face_reaches_further_with_a_long_title():
    by_id = {pairing.id: pairing for pairing in pairings()}
    title = "What the Owl Saw: a night walk for people under ten"
    assert reached(by_id["big-shoulders"], title, "en") > reached(by_id["syne"], title, "en")


@given(st.text(min_size=1, max_size=300).filter(str.strip))
@settings(max_examples=25, deadline=None)
def test_any_headline_is_planned(title):
    specs = plan(ingredients(headlines=(title,)), 0)
    assert len(specs) == 24
