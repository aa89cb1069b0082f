"""From words to the works that a model was taught on: by their names, by the library's tables, by association.

Names of works are English. A French word comes to them by a table of what names commonly speak of (`french.tsv`) and by
the library, whose emblems bear the same names and French words; a word that nothing bears comes by the words it calls
to mind, and weighs less.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from oeuvre.create.explore.errors import TooManyWords
from oeuvre.create.lexicon import content, neighbours
from oeuvre.create.library import find_emblems
from oeuvre.foundation import Language

MOST_WORDS = 1000
# A prompt speaks of so many things, each by so many works; what comes after is not drawn on.
MOST_THINGS, WORKS_EACH = 8, 3
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTS = re.compile(r"[,;:.!?\n/|()«»“”\"]+")
# How much a way counts: the whole name, its last word, another of its words, the library's tables, a word called to
# mind. The last word of an English name says what the thing is.
_WHOLE, _LAST, _PART, _TABLE, _ASSOCIATED = 1.0, 1.2, 0.7, 0.8, 0.35
_FRENCH = Path(__file__).parent / "french.tsv"
_ASSOCIATES = 12
# A French word that the library is this sure of is not read as an English one.
_SURE = 0.6

Way = Literal["name", "library", "association"]


@dataclass(frozen=True)
class Called:
    """A work that a word of a prompt leads to: by which way, and how much it weighs (0 to 1); `said` is the word of
    its name that was meant, where one was."""

    word: str
    name: str
    way: Way
    weight: float
    said: str = ""


@dataclass(frozen=True)
class Heard:
    """What was understood of a prompt: the works of each word in their order, and the words that nothing knows."""

    called: tuple[Called, ...]
    unknown: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words that led somewhere."""
        return tuple(dict.fromkeys(one.word for one in self.called))


def checked_prompt(prompt: str) -> str:
    """A prompt as it can be kept: what is no character is taken out. Raises `TooManyWords`."""
    words = len(prompt.split())
    if words > MOST_WORDS:
        raise TooManyWords(words=words, most=MOST_WORDS)
    return prompt.encode("utf-8", "ignore").decode().replace("\x00", "")


def hear(prompt: str, names: Mapping[str, Sequence[str]], language: Language) -> Heard:
    """The works that a prompt calls, of those that `names` gives with the words of each. Raises `TooManyWords`."""
    prompt = checked_prompt(prompt)
    index: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for name, words in names.items():
        last = _stem(words[-1]) if words else ""
        for word in dict.fromkeys(map(_stem, words)):
            part = (_LAST if word == last else _PART) / len(words) ** 0.5
            index[word].append((name, _WHOLE if len(words) == 1 else part))
    called: list[Called] = []
    unknown: list[str] = []
    for thing in _things(prompt, language):
        found = _called(thing, index, names, language)
        if found:
            called += found
        else:
            unknown.append(thing)
        if len({one.word for one in called}) >= MOST_THINGS:
            break
    return Heard(tuple(called), tuple(unknown))


def _things(prompt: str, language: Language) -> list[str]:
    """The words of a prompt that speak of something, each once, in their order."""
    found: list[str] = []
    for part in _PARTS.split(prompt):
        for token in content(part, language):
            if any(sign.isalpha() for sign in token.surface):
                found.append(token.surface.lower())
    return list(dict.fromkeys(found))


def _called(
    thing: str, index: Mapping[str, Sequence[tuple[str, float]]], names: Mapping[str, Sequence[str]], language: Language
) -> list[Called]:
    other: Language = "en" if language == "fr" else "fr"
    best: dict[str, Called] = {}

    def offer(name: str, way: Way, weight: float, said: str = "") -> None:
        if name in names and (name not in best or weight > best[name].weight):
            best[name] = Called(thing, name, way, round(weight, 4), said)

    meant = _in_english(thing) if language == "fr" else ""
    for name, weight in index.get(_stem(meant), ()):
        offer(name, "name", weight, meant)

    for tongue in (language, other):
        for match in find_emblems([thing], tongue, limit=2 * WORKS_EACH):
            if match.why != "field":
                offer(match.emblem.name, "library", _TABLE * min(match.score, 1.0))
        if best:
            break
    # A French word may be spelt like an English one that means something else (pain): the library's word goes first.
    if language == "en" or max((one.weight for one in best.values()), default=0.0) < _SURE:
        for word in _LETTERS.findall(thing):
            for name, weight in index.get(_stem(word), ()):
                offer(name, "name", weight, word)
    if not best:
        for said, nearness in neighbours(thing, language)[:_ASSOCIATES]:
            weight = _ASSOCIATED * (0.5 + nearness / 2)
            for match in find_emblems([said], language, limit=2):
                if match.why != "field":
                    offer(match.emblem.name, "association", weight * min(match.score, 1.0))
            if language == "en":
                for name, share in index.get(_stem(said), ())[:2]:
                    offer(name, "association", weight * share)
    ranked = sorted(best.values(), key=lambda one: (-one.weight, one.name))
    return ranked[:WORKS_EACH]


@cache
def _french() -> dict[str, str]:
    rows = _FRENCH.read_text(encoding="utf-8").splitlines()[1:]
    return dict(row.split("\t") for row in rows)


def _in_english(word: str) -> str:
    """The word by which names call what a French word means, singular or plural; empty where the table has none."""
    known = _french()
    for ending, instead in (("", ""), ("s", ""), ("x", ""), ("aux", "al")):
        if word.endswith(ending) and (found := known.get(word.removesuffix(ending) + instead)):
            return found
    return ""


def _stem(word: str) -> str:
    """An English word as a key: small, singular as far as its ending tells."""
    key = word.lower()
    if len(key) > 4 and key.endswith("ies"):
        return key[:-3] + "y"
    if len(key) > 4 and key.endswith(("shes", "ches", "xes", "sses")):
        return key[:-2]
    if len(key) > 3 and key.endswith("s") and not key.endswith("ss"):
        return key[:-1]
    return key
