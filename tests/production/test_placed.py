"""Every emblem that a page shows is known by name, in whatever scene its family draws it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from oeuvre.create.adapt import formats
from oeuvre.create.design import BY_ID, DraftSpec, Kit, plan
from oeuvre.create.library import emblems
from oeuvre.production.kits import ingredients_of, kit_of
from oeuvre.production.pages import page_of
from oeuvre.production.placed import PHOTO, credited, emblems_on
from tests.production.briefs import pieces_for, written


@cache
def kits() -> dict[str, Kit]:
    """A kit for each family that a brief with a programme can feed."""
    brief = written()
    pieces = pieces_for(brief)
    specs: tuple[DraftSpec, ...] = plan(ingredients_of(brief, pieces, 3), 3)
    return {spec.family: kit_of(brief, pieces, spec) for spec in reversed(specs)}


@pytest.mark.parametrize("name", sorted(kits()))
@pytest.mark.parametrize("format_name", ["social-portrait", "banner-billboard", "card"])
def test_an_emblem_is_named_exactly_when_another_would_change_the_page(name: str, format_name: str) -> None:
    kit, page = kits()[name], page_of(formats()[format_name])
    assert kit.emblem is not None
    if page.shape in BY_ID[name].not_offered:
        pytest.skip("the family is not offered in this shape")
    names = {one.name for one in (kit.emblem, *kit.emblems)}
    other = next(one for key, one in emblems().items() if key not in names and one.roles == kit.emblem.roles)
    scene = BY_ID[name].compose(kit, page)
    placed = emblems_on(scene, kit)
    changed = BY_ID[name].compose(replace(kit, emblem=other), page)
    differs = [one.svg for one in scene.drawings()] != [one.svg for one in changed.drawings()]
    # Where the hero leads the pattern, the pattern alone places it.
    if kit.emblem not in kit.emblems or "pattern" not in {one.role for one in scene.drawings()}:
        assert (kit.emblem.name in placed) == differs
    assert set(placed) <= names


def test_credits_name_what_stands_on_the_page_and_nothing_else() -> None:
    kit, page = kits()["astre"], page_of(formats()["social-portrait"])
    assert kit.emblem is not None
    lines = {one.name: f"by {one.credit.author}: {one.name}" for one in (kit.emblem, *kit.emblems)}
    printed = credited(kit, "astre", page, {**lines, PHOTO: "photograph"}).copy.credit
    assert printed == lines[kit.emblem.name]
    assert credited(kit, "astre", page, {}).copy.credit == ""
