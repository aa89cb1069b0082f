"""A title of one letter, of signs, of Typst's own code, or far too long: a sheet is planned for each."""

from __future__ import annotations

import pytest

from oeuvre.create.design import Press, plan
from oeuvre.production import DRAFTS
from oeuvre.production.kits import ingredients_of, kit_of
from oeuvre.production.layout import lay_out
from oeuvre.production.pages import page_of
from tests.production.briefs import pieces_for, written

TITLES = ("A", "?!…", '#import "x": *; $a_1$ *b* _c_ <d> @e "); panic("', "Une annonce qui ne finit jamais. " * 9)


@pytest.mark.parametrize("title", TITLES, ids=["letter", "signs", "code", "long"])
def test_a_sheet_of_eight_families_is_planned_and_composed(title: str) -> None:
    from oeuvre.create.adapt import formats

    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    brief = written(f'title = "{quoted}"\nabout = "On y va."\nlanguage = "fr"\n[copy]\nheadline = "{quoted}"\n')
    pieces = pieces_for(brief)
    specs = plan(ingredients_of(brief, pieces, 0), 0, DRAFTS)
    assert len(specs) == DRAFTS
    assert len({spec.family for spec in specs}) >= 8
    with Press() as press:
        layout = lay_out(kit_of(brief, pieces, specs[0]), specs[0].family, page_of(formats()["social-square"]), press)
    assert layout.png
    if len(title) > 200:
        assert layout.faults, "what cannot be read is struck out, with its reason"
    else:
        said = "".join(line for text in layout.scene.texts() if text.role == "headline" for line in text.lines)
        assert "".join(said.split()).casefold() == "".join(title.split()).casefold()
