"""What the word builders hand to each other, and how a word is spelt as a key."""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Language = Literal["fr", "en"]

# Where a word typed with oe has the ligature; goéland, moelle and coefficient have none.
_LIGATURE = re.compile(r"oe(?=u|il|soph|strog|cum|dem|dèm|dip|nolog|nan|néc|tus|tal$|taux$)")


@dataclass(frozen=True)
class Form:
    """One reading of one written form; `share` is its part of the form's uses, in hundredths."""

    form: str
    part: str
    lemma: str
    gender: str = ""
    number: str = ""
    kind: str = ""
    share: int = 100
    phonemes: str = ""


@dataclass(frozen=True)
class Tables:
    """All that is known of a language: forms, Zipf frequency, the definitions and the synonyms of a lemma."""

    forms: Sequence[Form]
    zipf: Mapping[str, float]
    definitions: Mapping[str, Sequence[str]]
    synonyms: Mapping[str, Sequence[str]]


def key(word: str) -> str:
    """A word as the tables spell it: small letters, composed accents, ligatures, a straight apostrophe."""
    word = unicodedata.normalize("NFC", word.strip().lower()).replace("’", "'").replace("æ", "ae")
    return _LIGATURE.sub("œ", word)


def read_frequencies(path: Path) -> dict[str, float]:
    """A list of wordfreq (msgpack: a header, then the words at each hundredth of a decibel below certainty)."""
    raw = gzip.decompress(path.read_bytes())
    bins, _ = _unpack(raw, 0)
    assert isinstance(bins, list)
    found: dict[str, float] = {}
    for hundredths, words in enumerate(bins[1:]):
        for word in words:
            found.setdefault(key(word), 9 - hundredths / 100)
    return found


def _unpack(raw: bytes, place: int) -> tuple[object, int]:
    """One msgpack value; only the kinds that these lists use."""
    code = raw[place]
    place += 1
    if code <= 0x7F:
        return code, place
    if code <= 0x8F:
        table: dict[object, object] = {}
        for _ in range(code & 15):
            name, place = _unpack(raw, place)
            table[name], place = _unpack(raw, place)
        return table, place
    if code <= 0x9F or code in (0xDC, 0xDD):
        width = {0xDC: 2, 0xDD: 4}.get(code, 0)
        count = int.from_bytes(raw[place : place + width], "big") if width else code & 15
        place += width
        row: list[object] = []
        for _ in range(count):
            value, place = _unpack(raw, place)
            row.append(value)
        return row, place
    if code <= 0xBF or code in (0xD9, 0xDA):
        width = {0xD9: 1, 0xDA: 2}.get(code, 0)
        count = int.from_bytes(raw[place : place + width], "big") if width else code & 31
        place += width
        return raw[place : place + count].decode("utf-8"), place + count
    raise ValueError(f"msgpack code {code:#x} is not one that word lists use")
