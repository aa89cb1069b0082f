"""The word data of the package oeuvre-words, read from its SQLite file; every look-up is kept.

Nothing here writes, and nothing is read until a word is asked for.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import local

from oeuvre.create.lexicon.errors import NoWordData, OtherWordData
from oeuvre.create.lexicon.word import fold
from oeuvre.foundation import Language

_FORMAT = 1
_NUMBERS: Mapping[Language, int] = {"fr": 0, "en": 1}
_PACKED_NEAR = 3
_PACKED_SAME = 2
# One connection a thread: SQLite's are not shared.
_threads = local()


@dataclass(frozen=True)
class Reading:
    """One reading of a written form.

    `part` is n, v, a, o (a small word or adverb) or u (unknown); `gender` m, f, e (either) or empty; `number` s, p, m
    (a mass) or empty; `share` the reading's part of the form's uses, 0 to 100; `phonemes` IPA or ARPAbet.
    """

    form: str
    part: str
    lemma: str
    gender: str
    number: str
    kind: str
    share: int
    zipf: float
    phonemes: tuple[str, ...]


def _base() -> sqlite3.Connection:
    found = getattr(_threads, "base", None)
    if isinstance(found, sqlite3.Connection):
        return found
    try:
        import oeuvre_words
    except ImportError as error:
        raise NoWordData from error
    path = oeuvre_words.path()
    if not path.is_file():
        raise NoWordData(str(path))
    if oeuvre_words.FORMAT != _FORMAT:
        raise OtherWordData(str(path), found=oeuvre_words.FORMAT, expected=_FORMAT)
    # Immutable: no lock is taken and no journal looked for, so that a read-only installation serves.
    base = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    _threads.base = base
    return base


def _rows(query: str, *values: object) -> Sequence[tuple[object, ...]]:
    base = _base()
    try:
        return base.execute(query, values).fetchall()
    except sqlite3.DatabaseError as error:
        raise OtherWordData(found=str(error), expected=_FORMAT) from error


@cache
def _codes(language: Language) -> Mapping[str, str]:
    rows = _rows("SELECT code, phoneme FROM codes WHERE language = ?", _NUMBERS[language])
    return {str(code): str(phoneme) for code, phoneme in rows}


def _decode(packed: str, language: Language) -> tuple[str, ...]:
    """One sign a sound; a digit after an English vowel is its stress."""
    codes = _codes(language)
    if language == "fr":
        return tuple(codes[sign] for sign in packed)
    sounds: list[str] = []
    for sign in packed:
        if sign.isdigit():
            sounds[-1] += sign
        else:
            sounds.append(codes[sign])
    return tuple(sounds)


@lru_cache(maxsize=50_000)
def readings(form: str, language: Language) -> tuple[Reading, ...]:
    """All readings of one written form, the likeliest first; none when the word is unknown."""
    form = fold(form)
    rows = _rows(
        "SELECT part, lemma, gender, number, kind, share, zipf, phonemes FROM forms WHERE language = ? AND form = ?",
        *(_NUMBERS[language], form),
    )
    found = [
        Reading(
            form,
            str(part),
            _lemma(form, str(rule)),
            str(gender),
            str(number),
            str(kind),
            int(str(share)),
            int(str(hundredths)) / 100,
            _decode(str(phonemes), language),
        )
        for part, rule, gender, number, kind, share, hundredths, phonemes in rows
    ]
    return tuple(sorted(found, key=lambda one: (-one.share, "navou".index(one.part), one.lemma)))


def _lemma(form: str, rule: str) -> str:
    """A rule says how many signs to cut from the end, counted from the sign 0, and what to add."""
    if not rule:
        return form
    return form[: len(form) - (ord(rule[0]) - ord("0"))] + rule[1:]


@lru_cache(maxsize=10_000)
def is_aspirated(form: str) -> bool:
    """Whether nothing is elided before this French word: hibou, onze, yaourt."""
    return bool(_rows("SELECT 1 FROM aspirated WHERE word = ?", fold(form)))


@cache
def unfit_words(language: Language) -> frozenset[str]:
    rows = _rows("SELECT word FROM unfit WHERE language = ?", _NUMBERS[language])
    return frozenset(str(word) for (word,) in rows)


@cache
def _vocabulary(language: Language) -> Sequence[str]:
    (packed,) = _rows("SELECT words FROM vocabulary WHERE language = ?", _NUMBERS[language])[0]
    assert isinstance(packed, bytes)
    return zlib.decompress(packed).decode("utf-8").split("\n")


@lru_cache(maxsize=20_000)
def links(word: str, language: Language) -> tuple[tuple[tuple[str, float], ...], tuple[str, ...]]:
    """The neighbours of a lemma with weights of 0 to 1, and its synonyms; the best first."""
    rows = _rows("SELECT near, same FROM links WHERE language = ? AND word = ?", _NUMBERS[language], fold(word))
    if not rows:
        return (), ()
    near, same = rows[0]
    assert isinstance(near, bytes)
    assert isinstance(same, bytes)
    words = _vocabulary(language)
    return (
        tuple(
            (words[int.from_bytes(near[at : at + 2], "big")], near[at + 2] / 255)
            for at in range(0, len(near), _PACKED_NEAR)
        ),
        tuple(words[int.from_bytes(same[at : at + 2], "big")] for at in range(0, len(same), _PACKED_SAME)),
    )
