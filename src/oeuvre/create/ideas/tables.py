"""The room's own tables: worlds and their objects, likenesses, and what is said in each language."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

from oeuvre.create.ideas.model import TECHNIQUES, Technique
from oeuvre.create.lexicon import Word
from oeuvre.foundation import Language


@dataclass(frozen=True)
class World:
    """A trade or a far field as one noun, and the thing that shows it."""

    noun: Word
    thing: Word
    emblem: str


@dataclass(frozen=True)
class Likeness:
    """A far thing that everybody knows, with its outlines, the truest first, and what is said of a thing seen as it."""

    id: str
    kind: str
    far: str
    emblem: str
    shapes: tuple[str, ...]
    light: str
    mood: tuple[str, ...]
    fields: frozenset[str]
    lines: tuple[str, ...]
    rank: float


@dataclass(frozen=True)
class Template:
    """A way to say one technique. `use` names its materials by letter; `extra` is an emblem that joins the hero.

    A word with one of the tags `without` does not fit.
    """

    id: str
    technique: Technique
    use: str
    headline: str
    premise: str
    families: tuple[str, ...]
    number: str
    gender: str
    extra: str
    without: frozenset[str]
    rank: float


@dataclass(frozen=True)
class Lamp:
    """A light of the trade table as a word, the thing that it makes one think of, and lines on a thing in it."""

    word: str
    when: str
    thing: str
    emblem: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Phrasing:
    """All that is said in one language."""

    templates: tuple[Template, ...]
    why: Mapping[str, str]
    shapes: Mapping[str, str]
    lamps: Mapping[str, Lamp]
    left_out: frozenset[str]
    chains: tuple[str, ...]


def _read(name: str) -> str:
    return (resources.files("oeuvre.create.ideas") / "data" / name).read_text(encoding="utf-8")


@cache
def worlds(language: Language) -> Mapping[str, World]:
    """By trade id, or by the English name of a field that is no trade."""
    found: dict[str, World] = {}
    for row in csv.DictReader(_read("worlds.tsv").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        noun, thing = (
            Word(
                text=row[f"{which}_{language}"],
                language=language,
                part="noun",
                gender=row[f"{which}_gender"] if language == "fr" else "",
            )
            for which in ("world", "object")
        )
        found[row["id"]] = World(noun, thing, row["emblem"])
    return found


@cache
def shown(language: Language, trade: str = "") -> Mapping[str, str]:
    """Things by the piece that shows them, where none bears their name: a roof by a house, a whale by its tail.

    With a trade, words as only that trade means them: the « tuba » of swimmers is no instrument.
    """
    rows = csv.DictReader(_read("shown.tsv").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row[language]: row["piece"] for row in rows if row[language] and (row["trade"] or "") == trade}


@cache
def likenesses(language: Language) -> tuple[Likeness, ...]:
    """In the order of the table."""
    rows = cast(list[dict[str, Any]], tomllib.loads(_read("likenesses.toml"))["likeness"])
    return tuple(
        Likeness(
            id=row["id"],
            kind=row.get("kind", ""),
            far=row[language],
            emblem=row["emblem"],
            shapes=tuple(row["shapes"]),
            light=row["light"],
            mood=tuple(row["mood"]),
            fields=frozenset(row.get("fields", ())),
            lines=tuple(row[f"lines_{language}"]),
            rank=float(row.get("rank", 0.0)),
        )
        for row in rows
    )


@cache
def phrasing(language: Language) -> Phrasing:
    """The templates, reasons, outlines and lights of a language."""
    raw = tomllib.loads(_read(f"templates-{language}.toml"))
    templates = tuple(
        Template(
            id=f"{technique}-{number}",
            technique=technique,
            use=row.get("use", ""),
            headline=row.get("headline", ""),
            premise=row["premise"],
            families=tuple(row["families"]),
            number=row.get("number", ""),
            gender=row.get("gender", ""),
            extra=row.get("with", ""),
            without=frozenset(row.get("without", ())),
            rank=float(row.get("rank", 0.0)),
        )
        for technique in TECHNIQUES
        for number, row in enumerate(raw.get(technique, ()), start=1)
    )
    lamps = {
        name: Lamp(row["word"], row["when"], row["thing"], row["emblem"], tuple(row["lines"]))
        for name, row in cast(dict[str, dict[str, Any]], raw["lights"]).items()
    }
    return Phrasing(
        templates, raw["why"], raw["shapes"], lamps, frozenset(raw["leave_out"]["words"]), tuple(raw["chains"]["lines"])
    )
