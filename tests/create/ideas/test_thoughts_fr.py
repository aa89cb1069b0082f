"""French thoughts: their table names only what exists, its lines are whole and short, and briefs hear their own."""

from __future__ import annotations

import re

from oeuvre.create.ideas import propose
from oeuvre.create.ideas.filling import Unfillable, fill, length, material_of
from oeuvre.create.ideas.tables import thoughts
from oeuvre.create.lexicon import Word, trades
from oeuvre.create.library import emblems

from .briefs import brief

_UNELIDED = re.compile(r"(?<!-)\b(?:l[ea]|de|que) [aeiouéêœ]|\b(?:à|de) les?\b", re.IGNORECASE)
WORDS = (
    Word(text="abeille", language="fr", part="noun", gender="f"),
    Word(text="héron", language="fr", part="noun", gender="m"),
)


def test_thoughts_name_pieces_and_trades_that_exist() -> None:
    for thought in thoughts("fr"):
        assert {name for name in (thought.hero, *thought.beside) if name} <= set(emblems()), thought
        assert thought.trades <= set(trades()), thought


def test_lines_of_thoughts_can_be_filled_and_are_short() -> None:
    for thought in thoughts("fr"):
        for word in WORDS:
            for line in (thought.headline, thought.premise):
                try:
                    said = fill(line, {"A": material_of(word)}, "fr", {"lieu": "le fournil"})
                except Unfillable:
                    continue
                assert not set(said) & set("{}[]|"), said
                assert not _UNELIDED.search(said), said
                assert said[-1] in ".!?»…", said
                assert line != thought.headline or length(said) <= 8, said


def test_no_line_is_said_twice() -> None:
    lines = [thought.headline for thought in thoughts("fr")]
    assert sorted(lines) == sorted(set(lines))


def test_a_brief_hears_what_it_promises() -> None:
    plumber = brief("fr", "Une fuite ? On arrive", "Un plombier qui répare les robinets au lieu de les remplacer.")
    own = {thought.headline for thought in thoughts("fr") if thought.when[0].search("fuite répare robinet")}
    assert len([idea for idea in propose(plumber).ideas if idea.headline.replace("\u202f", " ") in own]) >= 4


def test_what_stands_against_a_thought_keeps_it_away() -> None:
    mourning = brief("fr", "Une nuit de veille", "Un cercle de parole pour les personnes en deuil, la nuit.")
    assert not any("chouette" in idea.headline for idea in propose(mourning).ideas)
