"""A capital at the start of a line, where the line stays the same words for it."""

from __future__ import annotations

import re

from oeuvre.foundation import same_words


def with_capital(text: str) -> str:
    """`text` with a capital first, unless its first word is spelt its own way (`iPad`, `lefournil.example`).

    A letter whose capital is another word's (the Turkish dotless i) or several letters stays as it is.
    """
    first = text.split(" ")[0]
    if any(sign.isupper() for sign in first[1:]) or re.search(r"\w\.\w|@|/", first):
        return text
    capital = text[:1].upper() + text[1:]
    return capital if len(capital) == len(text) and same_words(capital, text) else text
