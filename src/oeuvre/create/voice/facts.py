"""Facts as they are set: a strong line and a weak one, which together are the fact again, sign for sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from oeuvre.create.brief import Brief
from oeuvre.create.voice.capitals import with_capital
from oeuvre.foundation import set_text

FactKind = Literal["date", "place", "price", "product", "promise", "people", "url"]

# Shorter facts stand on one line.
_SHORT = 16
_TIME = re.compile(
    r"(?:de |à |dès |from |at |doors |portes? |ouverture |noon|midi)*\s*"
    r"(?:\d{1,2}\s*h\b|\d{1,2}[.:]\d\d|\d{1,2}\s*(?:am|pm)\b|noon|midi|minuit|midnight)",
    re.IGNORECASE,
)
_OR = re.compile(r"(?:or|ou)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Fact:
    """One fact. `strong` and `weak` joined with a space are the fact, verbatim; `weak` may be empty."""

    kind: FactKind
    strong: str
    weak: str = ""

    @property
    def text(self) -> str:
        return f"{self.strong} {self.weak}".strip()


def facts_of(brief: Brief, language: str | None = None) -> tuple[Fact, ...]:
    """Every fact that the brief states, the most needed first; each person is a fact.

    `language` is that of the typography, the brief's own unless said otherwise.
    """
    language = language or brief.language
    facts = brief.facts
    found: list[Fact] = []
    for kind, text in _stated(brief):
        found.append(_split(kind, set_text(text, language)))
    found += [_split("people", set_text(name, language)) for name in facts.people]
    if facts.url:
        # An address is no prose: its hyphens stay hyphens.
        found.append(Fact("url", facts.url))
    return tuple(found)


def _stated(brief: Brief) -> Iterator[tuple[FactKind, str]]:
    facts = brief.facts
    stated: tuple[tuple[FactKind, str], ...] = (
        ("date", facts.date),
        ("place", facts.place),
        ("price", facts.price),
        ("product", facts.product),
        ("promise", facts.promise),
    )
    return ((kind, text) for kind, text in stated if text)


def _split(kind: FactKind, text: str) -> Fact:
    text = with_capital(text)
    if len(text) < _SHORT:
        return Fact(kind, text)
    places = _borders(text, kind)
    if kind == "date":
        # A day and its hours part where the hours begin.
        timed = [place for place in places if _TIME.match(text[place:])]
        places = timed or places
    if not places:
        return Fact(kind, text)
    place = min(places, key=lambda at: (abs(at - len(text) / 2), at))
    return Fact(kind, text[:place].rstrip(), text[place:].lstrip())


def _borders(text: str, kind: FactKind) -> list[int]:
    """Where a second line may begin: after a comma, a semicolon or an aside's dash, outside brackets and quotes."""
    places: list[int] = []
    for found in re.finditer(r"[,;] +|[\u00a0 ][–—] +", text):
        before = text[: found.start()]
        closed = before.count("(") == before.count(")") and before.count("«") == before.count("»")
        if kind == "price" and _OR.match(text[found.end() :]):
            # "£9, or £22 with the record": half of it would be another price.
            continue
        dash = "–" in found.group() or "—" in found.group()
        if closed and found.start() >= 2 and not (dash and _is_range(text, found.start(), found.end())):
            places.append(found.end())
    return places


def _is_range(text: str, start: int, end: int) -> bool:
    """Whether a dash says "from ... to ...": figures stand close on both sides."""
    before = re.search(r"[^,;]*$", text[:start])
    after = re.match(r"[^,;]*", text[end:])
    return all(part is not None and re.search(r"\d", part.group()) for part in (before, after))
