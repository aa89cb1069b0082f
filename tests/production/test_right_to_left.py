"""A brief in Hebrew with a font file of its own: every sign is drawn, from the right."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from oeuvre.create.adapt import formats
from oeuvre.create.brief import read_brief
from oeuvre.create.design import Press, plan
from oeuvre.production import NoFaceForScript, Workshop, prepare
from oeuvre.production.kits import ingredients_of, kit_of
from oeuvre.production.layout import lay_out
from oeuvre.production.pages import page_of
from oeuvre.production.workshop import DraftJob

BRIEF = """
title = "שוק לילה במאפייה"
about = "מאפייה פותחת את הדלתות בערב."
language = "he"
client = "המאפייה"
[facts]
date = "יום שישי 4"
[brand]
fonts = [%s]
"""


def write_font(path: Path) -> None:
    """A font whose letters are plain bars: all of Hebrew, figures and common signs."""
    letters = [*map(chr, range(0x5D0, 0x5EB)), *"0123456789.,-:·HOxpÉ"]
    names = [".notdef", "space", *(f"u{ord(letter):04X}" for letter in letters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({32: "space", 0xA0: "space", **{ord(one): f"u{ord(one):04X}" for one in letters}})
    glyphs = {}
    for index, name in enumerate(names):
        pen = TTGlyphPen(None)
        if name != "space":
            right = 260 + 20 * (index % 10)
            for point in ((60, 0), (60, 700), (right, 700), (right, 0)):
                (pen.moveTo if point == (60, 0) else pen.lineTo)(point)
            pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (520, 60)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    names_of_font = {"familyName": "Bars", "styleName": "Regular", "fullName": "Bars Regular", "psName": "Bars-Regular"}
    builder.setupNameTable(names_of_font)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, sCapHeight=700, sxHeight=500, usWinAscent=800)
    builder.setupPost()
    builder.save(path)


def brief_in(folder: Path, fonts: str) -> Path:
    path = folder / "brief.toml"
    path.write_text(BRIEF % fonts, encoding="utf-8")
    return path


def test_without_a_font_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoFaceForScript) as refused:
        prepare(read_brief(brief_in(tmp_path, "")), "fr", strict=False)
    assert "[brand] fonts" in refused.value.remedy("en")


def test_with_one_it_is_laid_out_from_the_right(tmp_path: Path) -> None:
    write_font(tmp_path / "bars.ttf")
    brief = read_brief(brief_in(tmp_path, '"bars.ttf"'))
    pieces = prepare(brief, "fr", strict=False)
    specs = {spec.family: spec for spec in plan(ingredients_of(brief, pieces, 0), 0)}
    page = page_of(formats()["social-portrait"])
    with Press(pieces.own_font_paths) as press:
        layout = lay_out(kit_of(brief, pieces, specs["grille"]), "grille", page, press)
    assert not [fault for fault in layout.faults if fault.number == 13], "no sign is missing"
    headline = [text for text in layout.scene.texts() if text.role == "headline"]
    assert all(text.align == "right" and text.x > page.width * 0.8 for text in headline)
    assert all(unicodedata.bidirectional(line[0]) == "R" for text in headline for line in text.lines)
    # The workshop's own press knows the font too.
    with Workshop(1, pieces.own_font_paths) as workshop:
        jobs = [DraftJob(1, "grille", (kit_of(brief, pieces, specs["grille"]),), page)]
        assert next(workshop.drafts(jobs)).png == layout.png
