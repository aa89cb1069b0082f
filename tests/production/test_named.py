"""Under an idea's headline the thing is still named: loudly where that holds, quietly where it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from oeuvre.create.adapt import formats
from oeuvre.create.brief import read_brief
from oeuvre.create.design import Press, plan
from oeuvre.create.voice import Line
from oeuvre.production import prepare
from oeuvre.production.kits import copy_of, ingredients_of, kit_of
from oeuvre.production.layout import lay_out
from oeuvre.production.pages import page_of

BRIEF = Path(__file__).resolve().parents[2] / "tests/readers/briefs/en-10-bookshop.toml"
IDEA = Line("Each waits to go home.", "idea", "blend")


def test_only_a_name_under_another_headline_is_named() -> None:
    brief = read_brief(BRIEF, known_formats=set(), known_families=set(), known_photos=set())
    assert copy_of(brief, IDEA).named
    assert copy_of(brief, IDEA).line == "Read Till It’s Light"
    assert not copy_of(brief, Line(brief.title, "title", "title")).named


@pytest.mark.parametrize("family", ["grille", "astre", "fenetre", "motif", "papier_decoupe", "titre_debout"])
def test_the_name_stands_on_the_page(family: str) -> None:
    brief = read_brief(BRIEF, known_formats=set(), known_families=set(), known_photos=set())
    pieces = prepare(brief, "en", strict=False)
    spec = next(one for one in plan(ingredients_of(brief, pieces, 0), 0) if one.family == family)
    kit = replace(kit_of(brief, pieces, spec), copy=copy_of(brief, IDEA))
    press, page = Press(), page_of(formats()["social-portrait"])
    said = {name: lay_out(one, family, page, press) for name, one in (("loud", kit), ("quiet", quietly(kit)))}
    assert "line" not in said["loud"].left_out
    size = {name: max(text.size for text in one.scene.texts() if text.role == "line") for name, one in said.items()}
    assert size["loud"] >= size["quiet"]


def quietly(kit):  # type: ignore[no-untyped-def]
    return replace(kit, copy=replace(kit.copy, named=False))
