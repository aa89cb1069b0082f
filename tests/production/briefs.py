"""Briefs for tests, written without a file system's help."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from oeuvre.create.brief import Brief, read_brief
from oeuvre.foundation import Language
from oeuvre.production import Pieces, prepare

TEXT = """
title = "Marché de nuit au Fournil"
about = "Une boulangerie artisanale ouvre ses portes le vendredi soir, on y mange dehors."
language = "fr"
client = "Le Fournil de la Butte"
[facts]
date = "vendredi 4 décembre"
place = "12 rue du Levain"
[[programme]]
time = "18 h"
name = "four"
[[programme]]
time = "19 h"
name = "soupe"
[[programme]]
time = "20 h"
name = "accordéon"
"""


def written(text: str = TEXT) -> Brief:
    """The brief in `text`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "brief.toml"
        path.write_text(text, encoding="utf-8")
        return read_brief(path)


@cache
def pieces_for(brief: Brief, language: Language = "fr") -> Pieces:
    """What the brief's drafts are made with."""
    return prepare(brief, language, strict=False)
