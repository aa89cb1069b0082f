"""The page's own sentences, and what others wrote set among them: escaped, isolated, with the right spaces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from oeuvre.foundation import Language, say, set_text

_SLOT = re.compile(r"\{\{\s*(\w+)\s*\}\}")
# Overrides and embeddings make a name read as another one; marks (U+200E, U+200F) and isolates stay, right-to-left
# texts need them.
_TURNING = re.compile(r"[\u202a-\u202e]")


def without_turns(text: str) -> str:
    """`text` without the signs that turn what follows around."""
    return _TURNING.sub("", text)


def plain_line(text: str) -> str:
    """`text` on one line, without controls: for the tab's title and for plain files."""
    kept = "".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in without_turns(text))
    return re.sub(r" {2,}", " ", kept).strip()


def href(path: str) -> str:
    """A relative path as a link: no scheme, no host, whatever a file is called."""
    return quote(path.lstrip("/"), safe="/")


_CREATIVE_COMMONS = re.compile(r"(CC0|CC)(?:-([A-Z-]+))?-(\d[\d.]*)")


def licence_name(licence: str, language: Language) -> str:
    """A licence as people call it: `CC-BY-NC-3.0` is CC BY-NC 3.0."""
    if licence == "all-rights-reserved":
        return say("production:papers.all_rights_reserved", language)
    if licence.startswith("OFL-"):
        return f"SIL {licence.replace('-', ' ')}"
    found = _CREATIVE_COMMONS.fullmatch(licence)
    return " ".join(part for part in found.groups() if part) if found is not None else licence


@dataclass(frozen=True)
class Phrases:
    """Sentences of the catalogue, under `production:page`, in one language."""

    language: Language
    given_language: str

    def say(self, key: str, **values: object) -> str:
        """A sentence whose slots hold our own values (numbers, words of the catalogue)."""
        return say(f"production:page.{key}", self.language, **values)

    def known(self, key: str) -> bool:
        try:
            self.say(key)
        except KeyError:
            return False
        return True

    def phrase(self, key: str, **values: object) -> Markup:
        """A sentence whose slots hold what others wrote: each escaped, and isolated from the direction around it."""
        sentence = self.say(key, **({"count": values["count"]} if "count" in values else {}))
        parts = _SLOT.split(sentence)
        made = Markup("")
        for index, part in enumerate(parts):
            made += Markup("<bdi>{}</bdi>").format(str(values.get(part, ""))) if index % 2 else escape(part)
        return made

    def given(self, text: str) -> Markup:
        """A text of the brief, as it would be set in its language."""
        lang = Markup(' lang="{}"').format(self.given_language) if self.given_language != self.language else Markup("")
        return Markup("<bdi{}>{}</bdi>").format(lang, set_text(text, self.given_language))

    def said(self, text: str) -> Markup:
        """What somebody said, word for word, in this page's quotation marks."""
        return self.phrase("quoted", text=set_text(text, self.language))

    def ruled(self, reason: str) -> str:
        """A reason that our rules gave: several stand in one line, with this language's space before a semicolon."""
        return reason.replace("; ", "\u202f; ") if self.language == "fr" else reason

    def elements(self, names: tuple[str, ...]) -> str:
        """Names of a page's elements, in words."""
        return ", ".join(self.say(f"elements.{name}") if self.known(f"elements.{name}") else name for name in names)

    def weight(self, size: int) -> str:
        """A file's size as people read it."""
        unit = "mega" if size >= 1_000_000 else "kilo"
        value = f"{size / 1_000_000:.1f}" if unit == "mega" else f"{max(1, round(size / 1000))}"
        return self.say(f"sizes.{unit}", size=value.replace(".", ",") if self.language == "fr" else value)

    def number(self, value: float) -> str:
        """A length, without a fraction that is none."""
        text = f"{value:g}" if value < 100_000 else f"{value:.0f}"
        return text.replace(".", ",") if self.language == "fr" else text
