"""The room's own tables: worlds and their objects, likenesses, and what is said in each language."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

from oeuvre.create.ideas.model import TECHNIQUES, Technique
from oeuvre.create.lexicon import Word
from oeuvre.foundation import Language

# How much more a thought on one subject is worth than one that could be said of several.
_SUBJECT = 0.3
# What stands for the piece of a thing that none of them shows, however near: a commission.
NOT_SHOWN = "-"
# What a language may say of how much less some ideas are worth in it.
_RANKED = ("stray", "unnamed", "plain", "mould", "lamp", "ambiguity", "analogy")


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

    It is the hero itself where it `leads`.
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
    leads: bool
    without: frozenset[str]
    rank: float


@dataclass(frozen=True)
class Thought:
    """A thought on what a brief offers or asks, for one whose texts match all of `when` and none of `unless`.

    A brief of one of `trades` need not match the first of `when`. `hero` is a piece of the library, `drawing` a drawing
    by rule; with neither, the hero is {A} itself, a thing that the brief names, of one of `kinds` where there are any.
    `beside` are pieces that stand by the hero. A `central` one is not called for by a word that stands there besides.
    `rank` is added to its worth. A `gentle` one may be said of what is grave. One of an `offer`, whatever the trade, is
    said of nothing tender either unless it is gentle. One on a `subject` speaks of that very thing. Of `when`,
    the first `shared` patterns are those of its whole group.
    """

    id: str
    when: tuple[re.Pattern[str], ...]
    technique: Technique
    premise: str
    headline: str
    hero: str
    drawing: str
    word: str
    kinds: frozenset[str]
    unless: tuple[re.Pattern[str], ...] = ()
    trades: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()
    central: bool = False
    rank: float = 0.0
    gentle: bool = False
    offer: bool = False
    subject: bool = False
    first: bool = False
    shared: int = 1

    @property
    def asks(self) -> bool:
        """Whether it speaks of a thing of the brief."""
        return "{A" in self.premise + self.headline or not (self.hero or self.drawing)


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
    no_things: frozenset[str]
    rank: Mapping[str, float]
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
def thoughts(language: Language) -> tuple[Thought, ...]:
    """In the order of the tables: on one subject each, then any, those by kind of offer last.

    None in a language that has no such tables.
    """
    folder = resources.files("oeuvre.create.ideas") / "data" / "subjects"
    found = [*_thoughts(f"thoughts-{language}.toml")]
    for one in sorted(file.name for file in folder.iterdir() if file.name.endswith(f"-{language}.toml")):
        found += _thoughts(f"subjects/{one}", subject=True)
    return (*found, *_thoughts(f"offers-{language}.toml", offer=True))


def _thoughts(name: str, offer: bool = False, subject: bool = False) -> tuple[Thought, ...]:
    if not (resources.files("oeuvre.create.ideas") / "data" / name).is_file():
        return ()
    found: list[Thought] = []
    named = name.rpartition("/")[2].removesuffix(".toml") + "-" if subject else "offer-" if offer else ""
    for number, group in enumerate(tomllib.loads(_read(name)).get("thought", ()), start=1):
        when = tuple(re.compile(pattern) for pattern in group["when"])
        for order, line in enumerate(group["lines"], start=1):
            technique, premise, headline, shown_by, *more = re.split(r"\s*\|\s*", line, maxsplit=5)
            kinds, also = (*more, "", "")[:2]
            first, *beside = re.split(r"\s*\+\s*", shown_by)
            piece, _, word = first.partition("=")
            drawing = piece.removeprefix("draw:") if piece.startswith("draw:") else ""
            found.append(
                Thought(
                    id=f"thought-{named}{number}-{order}",
                    when=(*when, re.compile(also)) if also else when,
                    technique=cast(Technique, technique),
                    premise=premise,
                    headline=headline,
                    hero="" if drawing or piece == "A" else piece,
                    drawing=drawing,
                    word=word,
                    kinds=frozenset(kinds.split()),
                    unless=tuple(re.compile(pattern) for pattern in group.get("unless", ())),
                    trades=frozenset(group.get("trades", ())),
                    beside=tuple(beside),
                    central=bool(group.get("central", subject)),
                    rank=float(group.get("rank", _SUBJECT if subject else 0.0)),
                    gentle=bool(group.get("gentle", False)),
                    offer=offer,
                    subject=subject,
                    shared=len(when),
                    first=bool(group.get("first", False)),
                )
            )
    return tuple(found)


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
            leads=row.get("leads", False),
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
    out = raw["leave_out"]
    return Phrasing(
        *(templates, raw["why"], raw["shapes"], lamps, frozenset(out["words"]), frozenset(out.get("things", ()))),
        *(dict.fromkeys(_RANKED, 0.0) | raw.get("rank", {}), tuple(raw["chains"]["lines"])),
    )
