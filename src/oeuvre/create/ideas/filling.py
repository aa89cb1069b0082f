"""Filling a line's slots with nouns and gestures: articles, contraction, agreement, capitals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from oeuvre.create.lexicon import Word, agree, noun_phrase
from oeuvre.foundation import Language, set_text

_SLOT = re.compile(r"\{(?P<letter>[A-Za-z]+\d?):?(?P<form>[a-z]*)(?P<marks>(?:\.[A-Za-z]+)*)\}|\[(?P<choices>[^\]]*)\]")
# Forms that speak of one among several: a mass noun has none.
_COUNTED = frozenset({"un", "ce", "a", "this"})
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
# Where an English noun phrase stops being its head and what stands before it.
_AFTER_HEAD = re.compile(
    r"\s(?:of|on|in|at|with|that|who|as|from|by|to|for|under|over|before|after|through|down|up|off|into|round|around|"
    r"across|between|behind|against|being|going|nobody|a|the)\b.*$|\s\w+ing\b.*$"
)


class Unfillable(Exception):
    """The line asks of a word what it cannot give: an article for a mass noun, a plural that it has not."""


@dataclass(frozen=True)
class Material:
    """A word or phrase to put into a slot. `text` is as the table gives it, `word` what is inflected.

    `trade` is the id of the trade whose material it is.
    """

    word: Word
    text: str
    trade: str = ""

    @property
    def plural(self) -> bool:
        return self.word.number == "plural"


def material_of(word: Word, trade: str = "") -> Material:
    """A noun or phrase of the lexicon; an English article at its head is taken off for the forms that set their own."""
    text = word.text.strip()
    if word.language != "en" or word.part == "verb":
        return Material(word, text, trade)
    bare = _ARTICLE.sub("", text)
    plural = word.number == "count" and _is_plural_en(bare)
    return Material(replace(word, text=bare, part="noun", number="plural" if plural else word.number), text, trade)


def _is_plural_en(text: str) -> bool:
    head = _AFTER_HEAD.sub("", text).split()[-1:] or [""]
    return bool(re.search(r"(?<![su])s$|(?<!s)es$", head[0])) and not head[0].endswith(("ss", "us", "is"))


def fill(line: str, slots: Mapping[str, Material], language: Language, texts: Mapping[str, str] | None = None) -> str:
    """The line with every slot filled, set by the rules of the language. Raises Unfillable.

    `texts` are whole phrases (`far`, `shape`, `why`) that need no form but perhaps a capital.
    """
    last: list[Material] = []

    def put(found: re.Match[str]) -> str:
        if found["choices"] is not None:
            choices = found["choices"].split("|")
            if len(choices) == 1:
                return found[0]
            # The word that stands before agrees; at the head of a line, the one that comes.
            ahead = _SLOT.search(line, found.end())
            near = last[-1] if last else slots.get(ahead["letter"] or "") if ahead else None
            return agree(choices, near.word, plural=near.plural) if near else choices[0]
        letter, form, marks = found["letter"], found["form"], found["marks"].split(".")
        capital = "Maj" in marks or "Cap" in marks
        if texts and letter in texts:
            return _capital(texts[letter]) if capital else texts[letter]
        last.append(slots[letter])
        return _say(slots[letter], form, "pl" in marks, capital)

    return set_text(_SLOT.sub(put, line), language)


def _say(material: Material, form: str, plural: bool, capital: bool) -> str:
    word = material.word
    if form in ("as", "base") or word.part == "verb" or (word.language == "fr" and not word.gender):
        return _capital(material.text) if capital else material.text
    plural = plural or material.plural
    if form == "one":
        form = "bare" if word.number in ("mass", "plural") else "a"
    if word.number == "mass" and (form in _COUNTED or plural):
        raise Unfillable(word.text)
    if plural and len(word.text.split()) > 2 and word.number != "plural":
        raise Unfillable(word.text)
    if material.plural and form in ("a", "this"):
        raise Unfillable(word.text)
    return noun_phrase(word, form, plural=plural, capital=capital)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def length(text: str) -> int:
    """How many words a line has, as a reader counts them."""
    return len([word for word in re.split(r"[\s\u00a0\u202f]+", text) if any(sign.isalnum() for sign in word)])
