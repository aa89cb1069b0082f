"""Formats are data: one table that ships, and one that a home may add.

A formats file is TOML, rows of `[[format]]`; `formats.toml` beside this module is the pattern.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from oeuvre.create.adapt.errors import FormatFileError
from oeuvre.create.brief import dotted, field_lines, line_of
from oeuvre.foundation import Language, ManyErrors

Unit = Literal["px", "mm"]
Medium = Literal["png", "jpeg", "pdf", "svg"]

POINTS_PER_MM = 72 / 25.4
FORMATS_FILE = "formats.toml"
LARGEST_FORMATS_FILE = 1_000_000
# As pictures: 100 megapixels at most. As sheets: an A0 and then some.
_LARGEST = {"px": 10_000.0, "mm": 2_000.0}
_SMALLEST = {"px": 32.0, "mm": 15.0}
_LONGEST_RATIO = 12.0
# Least sizes where a row gives none, as parts of the short side (1 px = 1 pt here).
_SAFE, _MIN_TEXT, _MIN_HEADLINE = 0.04, 0.024, 0.06


@dataclass(frozen=True)
class Insets:
    """What stays clear of the trim on each side, in the format's unit."""

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True)
class Format:
    """One format. Width and height are the trim size in `unit`; bleed lies outside it.

    `min_text` is the least type size, in px for `px` and in pt for `mm`; `min_headline` the least cap height of
    the headline, in `unit`. `max_bytes` includes the credential. `dpi` is the least resolution of a placed
    picture. `note` says how far from the eye it is read.
    """

    name: str
    label_fr: str
    label_en: str
    width: float
    height: float
    unit: Unit
    media: tuple[Medium, ...]
    safe: Insets
    min_text: float
    min_headline: float
    bleed_mm: float = 0.0
    crop_marks: bool = False
    max_bytes: int | None = None
    dpi: float = 72.0
    outlines: bool = False
    note_fr: str = ""
    note_en: str = ""

    def label(self, language: Language) -> str:
        return self.label_fr if language == "fr" else self.label_en

    def note(self, language: Language) -> str:
        return self.note_fr if language == "fr" else self.note_en

    @property
    def size_pt(self) -> tuple[float, float]:
        """The trim size in points, one pixel being one point."""
        scale = 1.0 if self.unit == "px" else POINTS_PER_MM
        return self.width * scale, self.height * scale

    @property
    def ratio(self) -> float:
        """Width by height."""
        return self.width / self.height

    @property
    def kind(self) -> Literal["wide", "square", "tall", "tiny"]:
        """How a family is to live in it: `tiny` by its short side (under 200 px or 60 mm), else by its ratio."""
        if min(self.width, self.height) < (200 if self.unit == "px" else 60):
            return "tiny"
        return "wide" if self.ratio > 1.25 else "tall" if self.ratio < 0.9 else "square"


class _Both(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    fr: str = Field(min_length=1, max_length=80)
    en: str = Field(min_length=1, max_length=80)


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
    name: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
    label: Annotated[str, Field(min_length=1, max_length=80)] | _Both | None = None
    note: Annotated[str, Field(max_length=200)] | _Both = ""
    width: float = Field(gt=0)
    height: float = Field(gt=0)
    unit: Unit
    media: list[Medium] = Field(min_length=1)
    safe: float | list[float] | None = None
    min_text: float | None = Field(default=None, gt=0)
    min_headline: float | None = Field(default=None, gt=0)
    bleed_mm: float = Field(default=0, ge=0, le=20)
    crop_marks: bool = False
    max_bytes: int | None = Field(default=None, ge=20_000)
    dpi: float = Field(default=0, ge=0, le=1200)
    outlines: bool = False


@cache
def formats() -> Mapping[str, Format]:
    """The formats that ship, by name, in the table's order."""
    source = resources.files("oeuvre.create.adapt") / FORMATS_FILE
    return {item.name: item for item in _rows(source.read_text(encoding="utf-8"), FORMATS_FILE, ())}


def read_formats(path: str | Path, taken: Collection[str] = ()) -> tuple[Format, ...]:
    """The formats of a person's own table. Raises `ManyErrors` of `FormatFileError`, all findings at once.

    A name in `taken` may not be given again: scripts lean on the sizes that ship.
    """
    path = Path(path)
    try:
        if path.stat().st_size > LARGEST_FORMATS_FILE:
            raise ManyErrors([FormatFileError(str(path), problem="too-large")])
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ManyErrors([FormatFileError(str(path), problem="not-text")]) from error
    except (OSError, ValueError) as error:
        raise ManyErrors([FormatFileError(str(path), problem="missing")]) from error
    return _rows(text, str(path), taken)


def all_formats(home: str | Path | None = None) -> Mapping[str, Format]:
    """The formats that ship, and those of `<home>/formats.toml` when there is one."""
    own = Path(home) / FORMATS_FILE if home is not None else None
    found = dict(formats())
    if own is not None and own.exists():
        found |= {item.name: item for item in read_formats(own, tuple(found))}
    return found


def _rows(text: str, source: str, taken: Collection[str]) -> tuple[Format, ...]:
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = f"{source}:{found.group(1)}:{found.group(2)}" if found else source
        raise ManyErrors([FormatFileError(place, problem="syntax", detail=str(error).split(" (at ")[0])]) from error
    lines = field_lines(text)
    findings: list[FormatFileError] = []

    def note(location: tuple[str | int, ...], problem: str, **values: object) -> None:
        place = f"{source}:{line_of(location, lines)} {dotted(location)}"
        findings.append(FormatFileError(place, problem=problem, field=dotted(location), **values))

    for name in tree:
        if name != "format":
            note((name,), "unknown")
    rows = tree.get("format", [])
    if not isinstance(rows, list):
        note(("format",), "rows")
        rows = []
    kept: list[Format] = []
    names = set(taken)
    for index, row in enumerate(rows):
        try:
            edge = _Row.model_validate(row)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                location = tuple(
                    part for part in item["loc"] if not str(part).startswith(("constrained", "_", "list["))
                )
                note(("format", index, *location), *_problem(item))
            continue
        if edge.name in names:
            note(("format", index, "name"), "taken", value=edge.name)
        names.add(edge.name)
        problems = list(_measures(edge))
        for field, problem in problems:
            note(("format", index, field), problem)
        if not problems:
            kept.append(_format(edge))
    if findings:
        raise ManyErrors(findings)
    return tuple(kept)


def _problem(item: Any) -> tuple[str]:
    kind = str(item["type"])
    if kind == "extra_forbidden":
        return ("unknown",)
    if kind == "missing":
        return ("absent",)
    if kind == "literal_error":
        return ("choice-unit" if "unit" in item["loc"] else "choice-media",)
    if kind == "string_pattern_mismatch":
        return ("name",)
    return ("range" if kind.startswith(("greater", "less", "too_", "string_too", "finite")) else "type",)


def _measures(edge: _Row) -> Iterable[tuple[str, str]]:
    """What only several numbers together show: `(field, problem)`."""
    for field, value in (("width", edge.width), ("height", edge.height)):
        if not _SMALLEST[edge.unit] <= value <= _LARGEST[edge.unit]:
            yield field, f"size-{edge.unit}"
    if max(edge.width, edge.height) > _LONGEST_RATIO * min(edge.width, edge.height):
        yield "height", "ratio"
    if edge.unit == "px" and (edge.width % 1 or edge.height % 1):
        yield "width", "whole"
    sides = edge.safe if isinstance(edge.safe, list) else [edge.safe or 0.0] * 4
    sound = len(sides) == 4 and min(sides) >= 0
    if not sound or sides[0] + sides[2] > edge.height / 2 or sides[1] + sides[3] > edge.width / 2:
        yield "safe", "safe"
    if edge.crop_marks and edge.unit != "mm":
        yield "crop_marks", "marks"
    if edge.max_bytes and not set(edge.media) <= {"png", "jpeg"}:
        yield "max_bytes", "cap"


def _format(edge: _Row) -> Format:
    short = min(edge.width, edge.height)
    if isinstance(edge.safe, list):
        safe = Insets(*edge.safe)
    else:
        even = edge.safe if edge.safe is not None else round(short * _SAFE, 2)
        safe = Insets(even, even, even, even)
    least = round(short * _MIN_TEXT, 1) if edge.unit == "px" else 7.0
    fr, en = _both(edge.label or edge.name)
    note_fr, note_en = _both(edge.note)
    return Format(
        name=edge.name,
        label_fr=fr,
        label_en=en,
        width=edge.width,
        height=edge.height,
        unit=edge.unit,
        media=cast(tuple[Medium, ...], tuple(dict.fromkeys(edge.media))),
        safe=safe,
        min_text=edge.min_text or max(least, 11.0 if edge.unit == "px" else 7.0),
        min_headline=edge.min_headline or round(short * _MIN_HEADLINE, 2),
        bleed_mm=edge.bleed_mm,
        crop_marks=edge.crop_marks,
        max_bytes=edge.max_bytes,
        dpi=edge.dpi or (72.0 if edge.unit == "px" else 150.0),
        outlines=edge.outlines,
        note_fr=note_fr,
        note_en=note_en,
    )


def _both(words: str | _Both) -> tuple[str, str]:
    return (words, words) if isinstance(words, str) else (words.fr, words.en)
