"""The people whom a brief names are on the drafts, or told as left out."""

from __future__ import annotations

from pathlib import Path

from oeuvre.create.brief import read_brief
from oeuvre.production.kits import copy_of, headline_lines

BRIEF = """
title = "Le renard qui comptait"
about = "Lancement de l’album, lecture et dédicace."
language = "fr"
[facts]
promise = "on repart avec un dessin"
people = ["Maud Keriel", "Ada Sow"]
"""


def test_names_are_the_line_of_every_other_draft_and_else_left_out(tmp_path: Path) -> None:
    path = tmp_path / "brief.toml"
    path.write_text(BRIEF, encoding="utf-8")
    brief = read_brief(path)
    headline = headline_lines(brief)[0]
    odd, even = copy_of(brief, headline, turn=1), copy_of(brief, headline, turn=2)
    assert odd.line == "Maud Keriel, Ada Sow"
    assert "people" not in odd.elements()
    assert even.line != odd.line
    assert "people" in even.elements()


def test_a_given_line_stays(tmp_path: Path) -> None:
    path = tmp_path / "brief.toml"
    path.write_text(BRIEF + '[copy]\nline = "Un livre à compter sur ses doigts"\n', encoding="utf-8")
    brief = read_brief(path)
    copy = copy_of(brief, headline_lines(brief)[0], turn=1)
    assert copy.line == "Un livre à compter sur ses doigts"
    assert "people" in copy.elements()
