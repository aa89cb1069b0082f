"""Looking an emblem up by a word that a person types, in either language, before the word is whole."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from oeuvre.create.library.emblems import Emblem, emblems
from oeuvre.create.library.search import find_emblems
from oeuvre.foundation import Language

# How many pieces the table of notions may add to those that bear the word.
_NEAR = 24
# With fewer than this, pieces of the field that the word speaks of are offered as well.
_FEW = 6


def look_up(text: str, language: Language) -> tuple[Emblem, ...]:
    """Pieces for what a person types, the best first; every piece in the order of its name where nothing is typed.

    First those that bear the word, then those of which a word begins so, the reader's language before the other; then
    those that the word leads to by the table of notions. Accents and capitals count for nothing.
    """
    wanted = _key(text)
    if not wanted:
        return tuple(sorted(emblems().values(), key=lambda one: (_key(one.words(language)[0]), one.name)))
    other: Language = "en" if language == "fr" else "fr"
    ranks: dict[str, tuple[int, int]] = {}
    for order, tongue in enumerate((language, other)):
        for name, words in _keys(tongue).items():
            rank = next((at for at, word in enumerate(words) if word == wanted), None)
            begun = next((at for at, word in enumerate(words) if _begins(word, wanted)), None)
            found = (order, rank) if rank is not None else (2 + order, begun) if begun is not None else None
            if found is not None:
                ranks[name] = min(ranks.get(name, found), found)
    near: list[str] = []
    far: list[str] = []
    for tongue in (language, other):
        for match in find_emblems([text], tongue, limit=_NEAR):
            (far if match.why == "field" else near).append(match.emblem.name)
    bearing = sorted(ranks, key=lambda name: (ranks[name], name))
    names = dict.fromkeys([*bearing, *near])
    if len(names) < _FEW:
        names |= dict.fromkeys(far)
    return tuple(emblems()[name] for name in names)


@cache
def _keys(language: Language) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(map(_key, piece.words(language))) for name, piece in emblems().items()}


def _begins(word: str, wanted: str) -> bool:
    """Whether a word, or one of a compound, begins with what was typed."""
    return len(wanted) > 1 and any(part.startswith(wanted) for part in (word, *word.split()))


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", " ".join(text.split()).casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


__all__ = ["look_up"]
