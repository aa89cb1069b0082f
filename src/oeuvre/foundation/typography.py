"""Typographic spaces, quotes and apostrophes, and what "verbatim" means.

French: a narrow no-break space (U+202F) before ; ! ? % and inside « », a no-break space (U+00A0) before a colon
(Lexique des règles typographiques en usage à l'Imprimerie nationale). English: no space before them.
"""

from __future__ import annotations

import re
import unicodedata

NARROW = "\u202f"
NO_BREAK = "\u00a0"
_SPACES = re.compile(r"[\s\u00a0\u202f\u2007\u2009\u200a\u2060\u200b]+")
_MONTHS = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
)
_ORDINALS = "er|st|nd|rd|th"
_UNITS = r"h|min|s|km|m|cm|mm|kg|g|cl|l|ml|€|\$|£|ans|euros?|am|pm|a\.m\.|p\.m\."


def verbatim_key(text: str) -> str:
    """What two texts share when one is the other, verbatim.

    Equal after NFKC with all spaces as one, ’ as ', – as -, and case folded; nothing else may differ.
    """
    text = unicodedata.normalize("NFKC", text)
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u2013", "-").replace("\u2011", "-")
    return _SPACES.sub(" ", text).strip().casefold()


def same_words(one: str, other: str) -> bool:
    """Whether `one` is `other` verbatim."""
    return verbatim_key(one) == verbatim_key(other)


def set_text(text: str, language: str) -> str:
    """`text` as a typographer sets it: right spaces, apostrophes and dashes; the words stay the same.

    Idempotent, and `same_words(text, set_text(text, language))` holds: spaces are only put where one stood
    already, since a space that was not there would be another text.
    """
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"[ \t\r\n\u2009\u200a]+", " ", text).strip()
    text = _apostrophes(text)
    if language == "fr":
        text = re.sub(r"[ \u00a0\u202f]([;!?%»])", NARROW + r"\1", text)
        text = re.sub(r"«[ \u00a0\u202f]", "«" + NARROW, text)
        text = re.sub(r"[ \u00a0\u202f]:", NO_BREAK + ":", text)
        text = re.sub(r"\b(M|Mme|Mlle|Dr|Me|St|Ste)(\.?) (?=\w)", rf"\1\2{NO_BREAK}", text)
    # A number stays with its unit and its month; thousands stay together.
    text = re.sub(rf"(?<=\d)[ \u00a0](?=(?:{_UNITS})(?!\w))", NARROW, text)
    text = re.sub(r"(?<=\d[\u202f ]h)[ \u00a0](?=\d)", NARROW, text)
    text = re.sub(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))", NARROW, text)
    text = re.sub(r"(?<!\d)0\d(?:[ \u00a0]\d\d){4}(?!\d)", lambda call: re.sub(r"[ \u00a0]", NARROW, call[0]), text)
    text = re.sub(rf"(\d(?:{_ORDINALS})?)[ ](?=(?:{_MONTHS})\b)", rf"\1{NO_BREAK}", text, flags=re.IGNORECASE)
    text = re.sub(rf"\b((?:{_MONTHS}))[ ](?=\d)", rf"\1{NO_BREAK}", text, flags=re.IGNORECASE)
    text = re.sub(r"\b([nN]°)[ ](?=\d)", rf"\1{NO_BREAK}", text)
    # A hyphen between two spaces is a range or an aside: an en dash, held to what stands before it.
    text = re.sub(r"[ \u00a0\u202f]-[ \u00a0\u202f]", f"{NO_BREAK}– ", text)
    text = re.sub(r"[ ]–[ ]", f"{NO_BREAK}– ", text)
    return re.sub(r"\S+", _range, text)


def _apostrophes(text: str) -> str:
    """No straight apostrophe stays but the sign for feet and minutes, behind a figure; a pair is a quotation."""
    text = re.sub(r"(?<=\w)'(?=\w)", "\u2019", text)
    text = re.sub(r"(?<!\w)'([^']{2,}?)'(?!\w)", "\u2018\\1\u2019", text)
    return re.sub(r"(?<!\d)'", "\u2019", text)


def _range(found: re.Match[str]) -> str:
    """An en dash between two figures; addresses, telephone numbers and dates with two hyphens keep theirs.

    Word by word, so that a line says the same as the text that it was broken from.
    """
    word = found[0]
    if re.search(r"[/@]|\w\.[^\W\d]|\d-\d+-\d", word):
        return word
    return re.sub(r"(?<=\d)-(?=\d)", "–", word)
