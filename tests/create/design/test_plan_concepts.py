"""Drafts of ideas: each has its share of the sheet, its own words, motifs and light, where a family carries them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.create.design import Concept, DraftSpec, palettes_for, plan
from oeuvre.create.design.families import BY_ID
from tests.create.design.test_plan import ingredients

NIGHT = palettes_for(["nuit"], [], [], count=4)
OWN = ("La nuit du pain", "Le pain sort du four devant vous.")
SAID = ("Le croissant est la lune", "Ceci n’est pas un marché", "Tous les chemins mènent au four")


def of_ideas(seed: int, *concepts: Concept) -> tuple[DraftSpec, ...]:
    palettes = (*palettes_for(["chaleureux"], ["pain"], []), *NIGHT)
    given_ = ingredients(headlines=(*OWN, *SAID), own=len(OWN), palettes=palettes, concepts=concepts)
    return plan(given_, seed)


MOON = Concept(2, ("moon", "croissant"), ("night",), ("affiche_papier",), tuple(one.name for one in NIGHT))
STALL = Concept(3, ("shop",), (), ())
ROADS = Concept(4, (), ("contours",), ())


@given(st.integers(0, 5000))
@settings(max_examples=20, deadline=None)
def test_each_idea_has_its_share_of_the_sheet(seed: int) -> None:
    specs = of_ideas(seed, MOON, STALL, ROADS)
    assert len(specs) == 24
    assert Counter(spec.concept for spec in specs) == {0: 8, 1: 8, 2: 8}


@given(st.integers(0, 5000))
@settings(max_examples=20, deadline=None)
def test_a_kept_idea_leads_the_sheet(seed: int) -> None:
    specs = of_ideas(seed, replace(MOON, kept=True), STALL, ROADS)
    counts = Counter(spec.concept for spec in specs)
    assert counts[0] == 16
    assert counts[1] == counts[2] == 4


def test_ideas_that_were_all_kept_share_alike() -> None:
    specs = of_ideas(7, *(replace(one, kept=True) for one in (MOON, STALL, ROADS)))
    assert Counter(spec.concept for spec in specs) == {0: 8, 1: 8, 2: 8}


def test_a_draft_says_its_idea_or_the_brief_and_never_another_idea() -> None:
    specs = of_ideas(3, MOON, STALL, ROADS)
    for spec in specs:
        assert spec.headline in (0, 1, {0: 2, 1: 3, 2: 4}[spec.concept or 0])
    said = [spec for spec in specs if spec.headline >= len(OWN)]
    assert len(said) >= 12
    own = Counter(spec.concept for spec in specs if spec.headline < len(OWN))
    assert set(own) == {0, 1, 2}


def test_a_draft_shows_its_idea() -> None:
    specs = of_ideas(5, MOON, STALL, ROADS)
    for spec in specs:
        if spec.concept == 0:
            assert spec.emblem in MOON.heroes
            assert spec.motifs == MOON.heroes
        if spec.concept == 2 and "contours" in BY_ID[spec.family].drawings:
            assert spec.drawing == "contours"


def test_an_idea_brings_its_light() -> None:
    specs = [spec for spec in of_ideas(1, MOON, STALL) if spec.concept == 0]
    lit = [spec for spec in specs if spec.palette.name in MOON.palettes]
    assert len(lit) * 2 >= len(specs)


def test_one_idea_alone_makes_a_whole_sheet_in_many_families() -> None:
    specs = of_ideas(0, MOON)
    assert {spec.concept for spec in specs} == {0}
    assert len({spec.family for spec in specs}) >= 8


def test_a_headline_that_no_family_carries_gives_way_to_the_briefs_words() -> None:
    given_ = ingredients(
        headlines=("La nuit du pain", "Un titre que rien ne porte " * 8),
        own=1,
        concepts=(Concept(1, ("moon",)),),
    )
    specs = plan(given_, 0)
    assert all(spec.headline == 0 for spec in specs)
