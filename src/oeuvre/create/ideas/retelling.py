"""The frame of an idea said in another language: words of the brief stay as the brief has them."""

from __future__ import annotations

import re
from functools import cache

from oeuvre.create.ideas.tables import phrasing
from oeuvre.foundation import LANGUAGES, Language, set_text

# Stands for what a reason quotes of the brief: none of its signs is changed by the rules of a language.
_SAID = "SAID"
_QUOTED = re.compile(r"[«“]\s*(.*?)\s*[»”]")
_MARKS: dict[Language, str] = {"fr": "« {} »", "en": "“{}”"}


def why_in(why: str, language: Language) -> str:
    """The reason of an idea in `language`, where it is one of our frames: with what it quotes of the brief, letter for
    letter, in the marks of that language. Any other reason is the idea's own, and stands as it was said."""
    for told, (name, shape) in _frames().items():
        found = shape.fullmatch(why)
        if found is None:
            continue
        if told[0] == language:
            return why
        frame = phrasing(language).why[name]
        if "{said}" not in frame:
            return set_text(frame, language)
        said = _QUOTED.sub(lambda quoted: _MARKS[language].format(quoted[1]), found["said"])
        return set_text(frame.replace("{said}", said), language)
    return why


@cache
def _frames() -> dict[tuple[Language, str], tuple[str, re.Pattern[str]]]:
    """Every reason that holds nothing but words of ours and of the brief, by language and name."""
    found: dict[tuple[Language, str], tuple[str, re.Pattern[str]]] = {}
    for language in LANGUAGES:
        for name, frame in phrasing(language).why.items():
            if "{" in frame.replace("{said}", ""):
                continue
            told = re.escape(set_text(frame.replace("{said}", _SAID), language)).replace(_SAID, "(?P<said>.+)")
            found[language, name] = (name, re.compile(told))
    return found
