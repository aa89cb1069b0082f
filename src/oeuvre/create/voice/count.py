"""Counts a text as the networks do: graphemes, X's weights, Mastodon's links, the septets of an SMS."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from oeuvre.create.voice.small_words import HANGING

_LINK = re.compile(r"https?://\S+|(?<![@\w.-])(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s,;]*)?", re.IGNORECASE)
_LINK_COUNTS = 23
# twitter-text, configuration 3: code points that count as one; all others count as two.
_X_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

# 3GPP TS 23.038: the default alphabet of seven bits, and the signs that take two septets.
_GSM = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = set("^{}\\[~]|€")
_GSM_INSTEAD = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "–": "-", "—": "-", "œ": "oe", "Œ": "OE",
    "ç": "c", "×": "x", "·": "-", "‑": "-", "⁄": "/", "Ł": "L", "ł": "l", "Đ": "D",
    "đ": "d", "ı": "i", "Þ": "Th", "þ": "th", "ð": "d", "ħ": "h", "ẞ": "SS",
}  # fmt: skip


def graphemes(text: str) -> list[str]:
    """The signs of a text as a reader sees them: a letter with its accents, an emoji with its colour or its family.

    The rules of Unicode's annex 29 that living texts need: marks, joiners, variation selectors, skin tones, flags,
    Hangul syllables, CR LF.
    """
    found: list[str] = []
    for sign in text:
        if found and _joins(found[-1], sign):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _joins(before: str, sign: str) -> bool:
    code, last = ord(sign), before[-1]
    if before == "\r" and sign == "\n":
        return True
    if unicodedata.category(before[0]) == "Cc":
        return False
    if unicodedata.category(sign) in ("Mn", "Me", "Mc") or code in (0x200D, 0x200C) or 0xE0020 <= code <= 0xE007F:
        return True
    if 0x1F3FB <= code <= 0x1F3FF:
        return True
    if last == "\u200d":
        return unicodedata.category(sign) == "So"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return len(before) == 1 and 0x1F1E6 <= ord(before) <= 0x1F1FF
    if 0x1160 <= code <= 0x11FF:
        return 0x1100 <= ord(last) <= 0x11FF or 0xAC00 <= ord(last) <= 0xD7A3
    return False


def _x_weight(text: str) -> int:
    total = 0
    for sign in graphemes(text):
        if len(sign) > 1 and any(unicodedata.category(part) == "So" for part in sign):
            total += 2
            continue
        total += sum(1 if any(low <= ord(part) <= high for low, high in _X_LIGHT) else 2 for part in sign)
    return total


def _with_links(text: str, count: Callable[[str], int]) -> int:
    """A link counts 23; a bare address may or may not be taken for one, and counts the more of both."""
    total, rest = 0, text
    for link in _LINK.findall(text):
        rest = rest.replace(link, "", 1)
        total += _LINK_COUNTS if link.lower().startswith("http") else max(_LINK_COUNTS, count(link))
    return total + count(rest)


def septets(text: str) -> int:
    """The septets of an SMS; a text that its alphabet lacks a sign of is counted as what it would cost: 160 for 70."""
    if all(sign in _GSM or sign in _GSM_TWICE for sign in text):
        return sum(2 if sign in _GSM_TWICE else 1 for sign in text)
    units = len(text.encode("utf-16-le")) // 2
    return -(-units * 160 // 70)


def for_sms(text: str) -> str:
    """`text` in the alphabet of an SMS: typographic signs plain, accents that it lacks left off, others dropped.

    No name loses a letter: a text with a letter that has no like there stays as it is, and costs more.
    """
    given = text
    # ½ is 1/2, apart from a figure before it.
    text = re.sub(r"[^\W\d_a-zA-Z]", _apart, text)
    out = []
    for sign in unicodedata.normalize("NFKC", text):
        if sign in _GSM or sign in _GSM_TWICE:
            out.append(sign)
        elif sign in _GSM_INSTEAD:
            out.append(_GSM_INSTEAD[sign])
        elif sign.isspace():
            out.append(" ")
        else:
            plain = unicodedata.normalize("NFKD", sign)[0]
            if plain not in _GSM and sign.isalpha():
                return given.strip()
            out.append(plain if plain in _GSM else "")
    return re.sub(r" {2,}", " ", "".join(out)).strip()


def _apart(found: re.Match[str]) -> str:
    return f" {found[0]} " if unicodedata.category(found[0]) == "No" else found[0]


COUNTS: Mapping[str, Callable[[str], int]] = {
    "characters": len,
    "graphemes": lambda text: len(graphemes(text)),
    "x": lambda text: _with_links(text, _x_weight),
    "mastodon": lambda text: _with_links(text, lambda rest: len(graphemes(rest))),
    "gsm7": septets,
}


def shortened(text: str, limit: int, count: Callable[[str], int]) -> str:
    """`text`, or its first words and an ellipsis, within `limit` as `count` counts."""
    if count(text) <= limit:
        return text
    words = text.split(" ")
    dots = "..." if count is septets else "…"
    while len(words) > 1:
        words.pop()
        while len(words) > 1 and words[-1].casefold() in HANGING:
            words.pop()
        cut = " ".join(words).rstrip(" ,;:–-") + dots
        if count(cut) <= limit:
            return cut
    signs = graphemes(text)
    while signs and count("".join(signs) + dots) > limit:
        signs.pop()
    return "".join(signs) + dots if signs else ""
