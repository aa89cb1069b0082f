"""Words for what this library does not show and the emblem model was taught: `drawn.tsv`, kept by hand.

A row names a training work whose figure is its own mirror image, with the words that people say for it.
"""

from __future__ import annotations

from functools import cache

from oeuvre.create.library.lexicon import Lexicon, keys
from oeuvre.create.library.tables import read_rows, words_of
from oeuvre.foundation import Language


@cache
def _lexicon(language: Language) -> Lexicon:
    return Lexicon({row["name"]: words_of(row[language]) for row in read_rows("drawn.tsv")}, language)


def find_drawn(word: str, language: Language) -> str:
    """The training work that shows a word or short phrase as a whole, by name; empty where the table has none."""
    count = len(keys(word, language))
    hits = [hit for hit in _lexicon(language).find((word,)) if hit.whole and hit.length == count]
    return min(hits, key=lambda hit: (hit.rank, hit.name)).name if hits else ""
