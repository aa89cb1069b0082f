"""What a person says of a refusal, in French or English, as hints about features: "trop sombre", "no photographs".

A small table, and whole phrases only: what it does not know says nothing, and stays on the record word for word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

# How strong a hint is on the scale of a weight.
STRENGTH = 1.2


class Quality(NamedTuple):
    """Adjectives for one end of an axis; `sign` says which. The last two are comparatives of one word."""

    feature: str
    sign: int
    fr: tuple[str, ...]
    en: tuple[str, ...]
    compared: tuple[str, ...] = ()


class Thing(NamedTuple):
    """Nouns for what can stand on a design or be missed there."""

    feature: str
    sign: int
    fr: tuple[str, ...]
    en: tuple[str, ...]


QUALITIES = (
    Quality(
        "dark", 1, ("sombre", "sombres", "fonce", "foncee", "noir", "noire"), ("dark", "black", "gloomy"), ("darker",)
    ),
    Quality(
        "dark",
        -1,
        ("clair", "claire", "claires", "lumineux", "blanc"),
        ("light", "bright", "white", "pale"),
        ("lighter", "brighter"),
    ),
    Quality("warm", 1, ("chaud", "chaude", "chaleureux", "chaleureuse"), ("warm", "hot"), ("warmer",)),
    Quality("warm", -1, ("froid", "froide", "froides", "glacial"), ("cold", "cool"), ("colder", "cooler")),
    Quality(
        "vivid",
        1,
        ("criard", "criarde", "vif", "vive", "voyant", "flashy", "colore", "coloree", "tape-a-l'oeil"),
        ("loud", "garish", "vivid", "colourful", "colorful", "flashy", "gaudy"),
        ("louder",),
    ),
    Quality(
        "vivid",
        -1,
        ("terne", "fade", "sobre", "gris", "grise", "sage", "triste", "plat", "plate"),
        ("dull", "sober", "grey", "gray", "tame", "muted", "bland", "flat", "sad"),
        ("calmer", "quieter"),
    ),
    Quality(
        "density",
        1,
        ("charge", "chargee", "rempli", "remplie", "touffu", "complique", "bruyant", "fouillis"),
        ("busy", "crowded", "cluttered", "full", "complicated", "noisy", "messy"),
        ("busier", "fuller"),
    ),
    Quality(
        "density",
        -1,
        ("vide", "vides", "simple", "depouille", "epure", "minimal", "aere"),
        ("empty", "simple", "bare", "minimal", "sparse", "airy"),
        ("simpler", "emptier"),
    ),
    Quality(
        "contrast",
        1,
        ("contraste", "contrastee", "lisible", "lisibles", "dur", "dure", "tranche"),
        ("contrasted", "legible", "readable", "harsh", "crisp"),
        ("crisper",),
    ),
    Quality(
        "contrast",
        -1,
        ("illisible", "doux", "douce", "delave"),
        ("illegible", "unreadable", "soft", "washed out"),
        ("softer",),
    ),
    Quality("long", 1, ("long", "longue", "bavard", "verbeux"), ("long", "wordy"), ("longer",)),
    Quality("long", -1, ("court", "courte"), ("short",), ("shorter",)),
    Quality(
        "voice:serif",
        1,
        ("classique", "classiques", "ancien", "traditionnel"),
        ("classic", "old-fashioned", "traditional"),
    ),
    Quality("voice:sans", 1, ("moderne", "modernes", "technique"), ("modern", "technical", "corporate")),
)
THINGS = (
    Thing(
        "figure:photo",
        1,
        ("photo", "photos", "photographie", "photographies"),
        ("photo", "photos", "photograph", "photographs", "photography"),
    ),
    Thing("figure:pattern", 1, ("motif", "motifs", "imprime"), ("pattern", "patterns")),
    Thing("figure:list", 1, ("liste", "listes", "tableau"), ("list", "lists", "timetable")),
    Thing(
        "word",
        -1,
        ("image", "images", "illustration", "illustrations", "dessin", "dessins", "icone", "pictogramme"),
        (
            "image",
            "images",
            "picture",
            "pictures",
            "illustration",
            "illustrations",
            "drawing",
            "drawings",
            "icon",
            "icons",
        ),
    ),
    Thing(
        "density",
        1,
        ("texte", "textes", "details", "elements", "choses"),
        ("text", "details", "elements", "things", "stuff"),
    ),
    Thing(
        "word",
        1,
        ("grand titre", "gros titre", "mots", "lettres"),
        ("big headline", "big words", "big word", "words", "letters"),
    ),
    Thing("vivid", 1, ("couleur", "couleurs"), ("colour", "colours", "color", "colors")),
    Thing("contrast", 1, ("contraste",), ("contrast",)),
)
_LESS_ADJECTIVE = ("trop {}", "bien trop {}", "moins {}", "too {}", "way too {}", "less {}")
_MORE_ADJECTIVE = ("pas assez {}", "plus {}", "not {} enough", "not enough {}", "more {}")
_LESS_NOUN = (
    *(
        "pas de {}",
        "pas d'{}",
        "aucune {}",
        "aucun {}",
        "sans {}",
        "moins de {}",
        "moins d'{}",
        "trop de {}",
        "trop d'{}",
    ),
    *("no {}", "without {}", "fewer {}", "less {}", "too many {}", "too much {}", "no more {}", "not a {}"),
)
_MORE_NOUN = (
    *("pas assez de {}", "pas assez d'{}", "davantage de {}", "il manque une {}", "il manque un {}", "manque de {}"),
    *(
        "il faut une {}",
        "il faut un {}",
        "more {}",
        "not enough {}",
        "lacks {}",
        "needs a {}",
        "needs {}",
        "lacks a {}",
    ),
)
# Words that turn what follows round: nothing is learned of "not too dark", nor of "ne pas faire plus clair".
_NOT = frozenset({"pas", "jamais", "ne", "ni", "sans", "not", "never", "nor", "without"})
# How many words before a phrase such a word is looked for, and what it does not reach across: a clause that begins.
_REACH = 3
_CLAUSE = frozenset({"mais", "car", "c'est", "donc", "et", "but", "because", "it's", "and", "so", "though", "parce"})
# Phrases that begin with one of these say no by themselves.
_SAYS_NO = ("pas ", "aucun ", "aucune ", "sans ", "not ", "no ", "without ", "lacks ")
# Said alone, a quality is the reason itself, in so few words.
ALONE = 3


@lru_cache(maxsize=4096)
def hints_in(text: str) -> tuple[tuple[str, float], ...]:
    """(feature, weight) that a reason asks for, each feature once; nothing where it says nothing that is known."""
    plain = _plain(text)
    found: dict[str, float] = {}
    taken = [False] * len(plain)
    heard: list[tuple[int, int]] = []
    for start, end in _places(plain):
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            heard.append((start, end))
    # The "no" of one phrase is that phrase's alone.
    left = "".join("|" if one else sign for sign, one in zip(plain, taken, strict=True))
    for start, end in heard:
        if not _turned(left, plain, start, end):
            feature, value = _phrases()[plain[start:end]]
            found.setdefault(feature, value)
    if not found and len(plain.split()) <= ALONE:
        words = re.findall(r"[\w'-]+", plain)
        if not any(_negates(word) or word == "no" for word in words):
            for quality in QUALITIES:
                if not {*quality.fr, *quality.en}.isdisjoint(words):
                    found.setdefault(quality.feature, -quality.sign * STRENGTH)
    return tuple(found.items())


def _places(plain: str) -> list[tuple[int, int]]:
    """Where known phrases stand as whole words: the longest first, then by their letters, then as they come."""
    phrases, longest = _phrases(), _longest()
    begins = [place.start() for place in re.finditer(r"(?<![\w'-])(?=\w)", plain)]
    ends = [place.start() for place in re.finditer(r"(?<=\w)(?![\w-])", plain)]
    found = [
        (start, end)
        for start in begins
        for end in ends[bisect_right(ends, start) : bisect_right(ends, start + longest)]
        if plain[start:end] in phrases
    ]
    return sorted(found, key=lambda place: (place[0] - place[1], plain[slice(*place)], place))


def _turned(left: str, plain: str, start: int, end: int) -> bool:
    """Whether a negation in the same clause, a few words before a phrase, says the opposite of it."""
    if plain[start:end].startswith(_SAYS_NO):
        return False
    clause = re.split(r"[^\w' -]", left[:start])[-1]
    for word in reversed(clause.split()[-_REACH:]):
        if word in _CLAUSE:
            return False
        if _negates(word):
            return True
    return False


def _negates(word: str) -> bool:
    return word in _NOT or word.startswith("n'") or word.endswith("n't")


def _plain(text: str) -> str:
    """Without accents, capitals and typographic signs."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("’", "'").replace("œ", "oe"))
    return " ".join("".join(sign for sign in bare if not unicodedata.combining(sign)).split())


@cache
def _phrases() -> Mapping[str, tuple[str, float]]:
    """(feature, weight) of each phrase; one that two features claim is the first one's."""
    found: dict[str, tuple[str, float]] = {}
    for phrase, feature, value in (*_of_qualities(), *_of_things()):
        found.setdefault(phrase, (feature, value))
    return found


@cache
def _longest() -> int:
    return max(map(len, _phrases()))


def _of_qualities() -> Iterable[tuple[str, str, float]]:
    for quality in QUALITIES:
        for word in (*quality.fr, *quality.en):
            yield from ((form.format(word), quality.feature, -quality.sign * STRENGTH) for form in _LESS_ADJECTIVE)
            yield from ((form.format(word), quality.feature, quality.sign * STRENGTH) for form in _MORE_ADJECTIVE)
        yield from ((word, quality.feature, quality.sign * STRENGTH) for word in quality.compared)


def _of_things() -> Iterable[tuple[str, str, float]]:
    for thing in THINGS:
        for word in (*thing.fr, *thing.en):
            yield from ((form.format(word), thing.feature, -thing.sign * STRENGTH) for form in _LESS_NOUN)
            yield from ((form.format(word), thing.feature, thing.sign * STRENGTH) for form in _MORE_NOUN)


__all__ = ["hints_in"]
