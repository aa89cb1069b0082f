"""What a brief says and what it touches: cues and sensitive topics, by a table of words in both languages.

A frame may fire only where the brief gives its cues, and never where it would be out of place. Words that the brief
denies ("no music", « sans alcool ») give no cue; they still may make a topic sensitive, since caution costs little.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from oeuvre.create.brief import Brief
from oeuvre.foundation import verbatim_key

_EVENING, _NIGHT = 18, 22
_GROWN = 18
_DENIED = {
    "fr": re.compile(r"(?<!\w)(?:(?:sans|ni|aucune?|pas de|pas des|plus de)\s+|(?:pas|plus) d')[\w-]+"),
    "en": re.compile(r"(?<!\w)(?:no|without|nor|never|not a)\s+[\w-]+"),
}
_HOUR = {
    "fr": re.compile(r"(?<!\d)(\d{1,2})\s*(?:h\b|heures?\b|:\d\d)"),
    "en": re.compile(r"(?<!\d)(\d{1,2})(?:[.:]\d\d)?\s*(am|pm|a\.m\.|p\.m\.)?(?!\w)"),
}
_AGES = re.compile(r"(?<!\d)(?:\d{1,2}\s?(?:-|–|à)\s?)(\d{1,2})\s?ans\b")
_CUE_OF_DAY = {
    "vendredi": "friday",
    "samedi": "saturday",
    "dimanche": "sunday",
    "friday": "friday",
    "saturday": "saturday",
    "sunday": "sunday",
}


@dataclass(frozen=True)
class _Notion:
    said: dict[str, re.Pattern[str]]
    but: dict[str, re.Pattern[str]]


def _table() -> dict[str, Any]:
    source = resources.files("oeuvre.create.voice") / "data" / "cues.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


_TABLE = _table()
# Cues that facts and tables give, beside those that words give.
_BY_FACTS = frozenset({"date", "place", "address", "price", "free", "people", "programme"})
CUES: frozenset[str] = frozenset(_TABLE["cue"]) | _BY_FACTS
SENSITIVE: frozenset[str] = frozenset(_TABLE["sensitive"])
# Over these nobody jokes and nobody says "see you there".
GRAVE: frozenset[str] = SENSITIVE - {"alcohol", "money", "law", "religion", "politics", "diet", "safety"}
# Twenty thousand words say what they are about in the first of them.
_MOST_SIGNS = 20_000


def _pattern(word: str) -> str:
    word = verbatim_key(word)
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"\w*"
    if word.endswith("~"):
        return re.escape(word[:-1]) + r"(?:e?s|x|e)?"
    return re.escape(word)


def _either(words: list[str]) -> re.Pattern[str]:
    """Any of some words; of none, nothing."""
    if not words:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(_pattern(word) for word in words)})(?![\w-])")


@cache
def _notions(group: str) -> dict[str, _Notion]:
    return {
        name: _Notion(
            {language: _either(row.get(language, [])) for language in ("fr", "en")},
            {language: _either(row.get(f"but_{language}", [])) for language in ("fr", "en")},
        )
        for name, row in _TABLE[group].items()
    }


def _said(group: str, text: str, language: str) -> set[str]:
    found = set()
    for name, notion in _notions(group).items():
        if notion.said[language].search(text) and notion.said[language].search(notion.but[language].sub(" | ", text)):
            found.add(name)
    return found


def stated_texts(brief: Brief) -> tuple[str, ...]:
    """Everything that a brief lets one state, field by field: title, facts, about, programme, client and copy."""
    facts, copy = brief.facts, brief.copy
    rows = [part for row in brief.programme for part in (row.time, row.name, row.place)]
    told = (brief.title, facts.promise, facts.product, brief.about, brief.client, copy.headline, copy.line)
    rest = (copy.action, copy.small, facts.date, facts.place, facts.price, *facts.people, *rows, facts.url)
    return tuple(text for text in (*told, *rest) if text)


def cues_of(brief: Brief) -> frozenset[str]:
    """The cues that a brief in French or English gives; for another language, those of its filled fields alone."""
    facts = brief.facts
    given = {
        "date": facts.date,
        "place": facts.place,
        "price": facts.price,
        "people": facts.people,
        "programme": brief.programme,
    }
    found = {cue for cue, value in given.items() if value}
    if brief.language not in _DENIED:
        return frozenset(found)
    text = verbatim_key(" | ".join(stated_texts(brief))[:_MOST_SIGNS])
    found |= _said("cue", _DENIED[brief.language].sub(" | ", text), brief.language)
    # A street in the text is no address of the brief's; a number, a street or a town in its place is.
    if is_street(facts.place, brief.language) or re.search(r"\d|(?<!\w)[A-ZÀ-Þ]", facts.place):
        found.add("address")
    else:
        found.discard("address")
    if facts.price and re.fullmatch(
        r"(?:free|0 ?[€£$]|€0|£0|libre|gratuit\w*|offert\w*)\W*", verbatim_key(facts.price)
    ):
        found.add("free")
    if "free" in found and re.search(r"[1-9]\d*\s*[€£$]|[€£$]\s*[1-9]", facts.price):
        found.discard("free")
    if brief.language == "fr" and any(int(oldest) < _GROWN for oldest in _AGES.findall(text)):
        found.add("children")
    found |= {cue for day, cue in _CUE_OF_DAY.items() if re.search(rf"(?<!\w){day}s?(?!\w)", text)}
    if {"saturday", "sunday"} <= found:
        found.add("weekend")
    hours = " | ".join((facts.date, *(row.time for row in brief.programme)))
    return frozenset(found | _by_hour(verbatim_key(hours), brief.language))


def _by_hour(text: str, language: str) -> set[str]:
    """Evening from six, night from ten, by the first hour that is told: "14 h - 20 h" is an afternoon."""
    starts = [_hour(found, language) for found in _HOUR[language].finditer(text)]
    known = [hour for hour in starts if hour is not None]
    if not known:
        return set()
    first = known[0]
    cues = {"evening"} if _EVENING <= first < 24 else set()
    if first >= _NIGHT or first < 4:
        cues.add("night")
    if 5 <= first < 11:
        cues.add("morning")
    return cues


def _hour(found: re.Match[str], language: str) -> int | None:
    hour = int(found[1])
    if hour > 24:
        return None
    if language == "en":
        if found[2] is None:
            return hour if re.search(r"[.:]\d\d", found[0]) else None
        return hour % 12 + (12 if found[2].startswith("p") else 0)
    return hour


def sensitive_of(brief: Brief) -> frozenset[str]:
    """Topics that ask for care: what the brief says anywhere, goal, audience and mood included."""
    if brief.language not in _DENIED:
        return frozenset()
    steering = (brief.goal, brief.audience, *brief.mood)
    text = verbatim_key(" | ".join((*steering, *stated_texts(brief)))[:_MOST_SIGNS])
    return frozenset(_said("sensitive", text, brief.language))


def is_street(text: str, language: str) -> bool:
    """Whether part of an address is a street rather than a town or a house."""
    return language in _DENIED and "address" in _said("cue", verbatim_key(text), language)


def topics_of(brief: Brief) -> frozenset[str]:
    """The topics that a brief itself shows, by its main fields: coffee between two lectures makes no topic."""
    if brief.language not in _DENIED:
        return frozenset()
    told = (brief.title, brief.facts.product, brief.facts.promise, *brief.words_use, brief.about)
    text = _DENIED[brief.language].sub(" | ", verbatim_key(" | ".join(told)[:_MOST_SIGNS]))
    cues = _said("cue", text, brief.language)
    return frozenset(topic for topic, shown_by in _TABLE["topics"].items() if cues & set(shown_by))
