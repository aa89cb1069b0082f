"""From a word to something that can be drawn: a piece of the library, a drawing by rule, or an honest commission.

The surest way first: the piece bears the word; the hand-kept notions of the library name one for it; a drawing by rule
bears it; a synonym or the head of the phrase does; the nearest neighbour in the dictionaries does.
"""

from __future__ import annotations

from functools import lru_cache

from oeuvre.create.ideas.model import Motif
from oeuvre.create.lexicon import content, find, neighbours, synonyms
from oeuvre.create.library import drawings, emblems, find_emblems
from oeuvre.foundation import Language

# A neighbour that shares so little of a definition is another thing.
_NEAR_ENOUGH = 0.35


@lru_cache(maxsize=4096)
def resolve(word: str, language: Language, *, parts: bool = True) -> Motif:
    """The motif of a word or short phrase. `word` stays as given; both of its names empty means a commission.

    Without `parts`, a phrase is not drawn as one of the words in it.
    """
    for said in _ways(word, language, parts):
        emblem = _emblem(said, language)
        if emblem:
            return Motif(word, emblem=emblem)
        drawing = _drawings(language).get(said.casefold(), "")
        if drawing:
            return Motif(word, drawing=drawing)
    return Motif(word)


def _ways(word: str, language: Language, parts: bool) -> list[str]:
    """The word itself, its singular, what is in it, its synonyms, its nearest neighbours."""
    ways = [word]
    known = find(word, language)
    if known is not None:
        ways.append(known.text)
    if not parts:
        return ways
    inside = [token for token in content(word, language) if token.word is not None]
    ways += [token.lemma for token in (inside if language == "fr" else inside[::-1])]
    ways += list(synonyms(word, language)[:4])
    ways += [near for near, weight in neighbours(word, language, most=3) if weight >= _NEAR_ENOUGH]
    return list(dict.fromkeys(ways))


@lru_cache(maxsize=4096)
def _emblem(word: str, language: Language) -> str:
    """The best piece whose word, or whose notion, this is; never one that a mere field led to."""
    several = len(word.split()) > 1
    for match in find_emblems((word,), language, limit=3):
        # A word inside the phrase is a part of it: the whole is asked for here.
        if match.why == "word" and not (several and len(match.word.split()) == 1):
            return match.emblem.name
    if several:
        return ""
    best = next((m for m in find_emblems((word,), language, roles=("hero",), limit=2) if m.why != "field"), None)
    return best.emblem.name if best is not None and best.score >= 0.6 else ""


@lru_cache(maxsize=2)
def _drawings(language: Language) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, drawing in drawings().items():
        for said in drawing.words(language):
            found.setdefault(said.casefold(), name)
    return found


def is_strong(motif: Motif) -> bool:
    """Whether it may stand alone and very big: a piece chosen for that, or a drawing."""
    if motif.emblem:
        piece = emblems()[motif.emblem]
        return piece.score == 3 or "hero" in piece.roles
    return bool(motif.drawing)
