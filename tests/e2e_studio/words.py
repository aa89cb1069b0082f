"""The studio's words in one language: what a person reads and hears is how these tests find everything."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import oeuvre

FOLDER = Path(oeuvre.__file__).parent / "foundation" / "words"
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
SLOT = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every text of the pages by its dotted key."""
    told: dict[str, str] = {}

    def read(prefix: str, value: Any) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                read(f"{prefix}.{name}" if prefix else name, inner)
        else:
            told[prefix] = value

    read("", json.loads((FOLDER / language / "studio.json").read_text(encoding="utf-8")))
    return told


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    language: str

    @cached_property
    def texts(self) -> dict[str, str]:
        return catalogue(self.language)

    def __call__(self, key: str, **slots: object) -> str:
        """A text as it stands, its slots filled in."""
        return SLOT.sub(lambda found: str(slots[found[1]]), self.texts[key])

    def like(self, key: str, slots: Mapping[str, object] | None = None, *, whole: bool = True) -> re.Pattern[str]:
        """What a text reads like: any space for a space, anything in a slot that is not filled in."""
        text = self.texts[key]
        filled = slots or {}
        parts: list[str] = []
        at = 0
        for found in SLOT.finditer(text):
            parts += [_plain(text[at : found.start()]), _plain(str(filled[found[1]])) if found[1] in filled else ".*"]
            at = found.end()
        parts.append(_plain(text[at:]))
        pattern = "".join(parts)
        return re.compile(f"^\\s*{pattern}\\s*$" if whole else pattern)


def _plain(text: str) -> str:
    escaped = re.sub(r"([.*+?^${}()|\[\]\\/])", r"\\\1", text)
    return re.sub(r"\s+", r"\\s+", escaped)
