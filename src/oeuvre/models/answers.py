"""Reads what a model wrote, strictly: bounded text, and JSON that is one whole value.

Nothing here repairs an answer. A fence of code around JSON, which many models put there unasked, is taken off, and so
is what a model thought aloud before it answered.
"""

from __future__ import annotations

import json
import re
from typing import Any

from oeuvre.models.errors import AnswerTooLong, AnswerUnreadable

# In characters and in levels of JSON: a thousand times what is asked for, and still read in a moment.
LONGEST_TEXT = 4_000_000
DEEPEST = 12

_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>\s*", re.DOTALL)
_HALF = re.compile("[\ud800-\udfff]")
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)


def read_text(text: object, model: str) -> str:
    """The text of an answer. Raises `AnswerUnreadable` when it is none, `AnswerTooLong` past the limit."""
    if not isinstance(text, str):
        raise AnswerUnreadable(model, reason="no-text")
    if len(text) > LONGEST_TEXT:
        raise AnswerTooLong(model)
    text = whole_signs(text)
    return _THOUGHT.sub("", text).strip()


def read_json(text: str, model: str) -> dict[str, object] | list[object]:
    """The JSON object or list that `text` is. Raises `AnswerUnreadable` with the reason."""
    fenced = _FENCE.match(text)
    try:
        value = json.loads(fenced[1] if fenced else text, parse_constant=_refuse, parse_int=_whole)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict | list) or _depth(value) > DEEPEST:
        raise AnswerUnreadable(model, reason="web-page" if _is_page(text) else "bad-json")
    cleaned: dict[str, object] | list[object] = _cleaned(value)
    return cleaned


def whole_signs(text: str) -> str:
    """`text` with U+FFFD for each half of a surrogate pair: JSON may escape one, and no file can hold it."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def _cleaned(value: Any) -> Any:
    """A value of JSON, not too deep, with whole signs alone in its texts and names."""
    if isinstance(value, str):
        return whole_signs(value)
    if isinstance(value, dict):
        return {whole_signs(key): _cleaned(one) for key, one in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


def _refuse(name: str) -> object:
    raise ValueError(name)


def _whole(digits: str) -> int:
    if len(digits) > 20:
        raise ValueError("a number that nothing here counts to")
    return int(digits)


def _is_page(text: str) -> bool:
    return bool(re.match(r"\s*<(!doctype|html|head|body)\b", text, re.IGNORECASE))


def _depth(value: object, level: int = 1) -> int:
    if level > DEEPEST:
        return level
    if isinstance(value, dict):
        return max((_depth(one, level + 1) for one in value.values()), default=level)
    if isinstance(value, list):
        return max((_depth(one, level + 1) for one in value), default=level)
    return level
