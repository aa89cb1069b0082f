"""A word, and how it is spelt as a key."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from oeuvre.foundation import Language

Part = Literal["noun", "verb", "adjective", "proper", "phrase"]

# Where a word typed with oe has the ligature; goéland, moelle and coefficient have none. As in tools/words_model.py.
_LIGATURE = re.compile(r"oe(?=u|il|soph|strog|cum|dem|dèm|dip|nolog|nan|néc|tus|tal$|taux$)")


@dataclass(frozen=True)
class Word:
    """A word or a compound in its dictionary form, and what is known of it.

    `text` is the singular of a noun without article (the plural where `number` is plural), the masculine singular of
    an adjective, the infinitive of a verb. `number` is count, mass or plural. `forms`: French adjectives have their
    four (m, f, mpl, fpl), English nouns an irregular plural. `trades` holds identifiers of trades, the most typical
    first, or `*` for a word of everybody's life. `before`: a French adjective that stands before its noun. A phrase
    is printed as it stands and takes no article.
    """

    text: str
    language: Language
    part: Part
    kind: str = ""
    gender: str = ""
    number: str = "count"
    tags: frozenset[str] = frozenset()
    shapes: frozenset[str] = frozenset()
    trades: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    before: bool = False
    opposite: str = ""


def word_set(words: str) -> frozenset[str]:
    """The words of a table that is written as running text."""
    return frozenset(words.split())


def word_pairs(pairs: str) -> dict[str, str]:
    """A table of words written as running text: `man:men woman:women`."""
    return dict(pair.split(":") for pair in pairs.split())


def fold(text: str) -> str:
    """A word or phrase as a key: small letters, composed accents, ligatures, straight apostrophes, single spaces."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("’", "'").replace("æ", "ae")
    if "oe" in text:
        text = _LIGATURE.sub("œ", text)
    # split also takes the spaces that do not break.
    return " ".join(text.split())
