"""The catalogue of words: i18next JSON, one file for each room and language, read by Python and the front end alike.

A key is `room:path.to.sentence`. `{{name}}` is filled from the values. A key with a `count` looks for the
`_one` and `_other` forms; French takes the singular for 0 and 1, English for 1 alone (Unicode CLDR).
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Literal, cast

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")

_SLOT = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@cache
def _room(room: str, language: Language) -> dict[str, object]:
    source = resources.files("oeuvre.foundation") / "words" / language / f"{room}.json"
    return cast(dict[str, object], json.loads(source.read_text(encoding="utf-8")))


def plural_form(count: float, language: Language) -> str:
    """`one` or `other`, by the language's cardinal rule."""
    one = abs(count) < 2 if language == "fr" else count == 1
    return "one" if one else "other"


def _look_up(tree: dict[str, object], path: str) -> str | None:
    node: object = tree
    for step in path.split("."):
        if not isinstance(node, dict):
            return None
        node = node.get(step)
    return node if isinstance(node, str) else None


def is_said(key: str, language: Language = "en") -> bool:
    """Whether there is a sentence for a key that was put together of what a record or a file says."""
    room, _, path = key.partition(":")
    return _look_up(_room(room, language), path) is not None


def say(key: str, language: Language = "en", **values: object) -> str:
    """The sentence for `key` in `language`, its slots filled. A missing key is a programming error."""
    room, _, path = key.partition(":")
    tree = _room(room, language)
    sentence: str | None = None
    count = values.get("count")
    if isinstance(count, int | float):
        sentence = _look_up(tree, f"{path}_{plural_form(count, language)}")
    sentence = sentence or _look_up(tree, path)
    if sentence is None:
        raise KeyError(f"no words for {key} in {language}")
    return _SLOT.sub(lambda slot: str(values.get(slot.group(1), slot.group(0))), sentence)
