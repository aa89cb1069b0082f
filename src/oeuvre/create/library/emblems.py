"""The emblems: one-colour pieces of the game-icons set, chosen by eye, each with its words, roles and author.

A ready-made emblem is a cut-out, never an icon: very big, in one flat colour, cropped or standing on something.
`score` is 3 for a strong cut-out at 60 % of the page, 2 for a sound one in a smaller place. `note` is to be obeyed;
what a program can obey of it is told by `may_mirror`, `needs_asking` and `cut_edges`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from oeuvre.create.library.credit import Credit
from oeuvre.create.library.silhouette import fill_holes
from oeuvre.create.library.tables import read_rows, read_shapes, words_of
from oeuvre.foundation import Language

Shape = Literal["disc", "tall", "wide", "square"]
Weight = Literal["solid", "open"]
Role = Literal["hero", "pattern", "tile", "mark"]

SOURCE = "game-icons.net"
FIELDS: tuple[str, ...] = (
    *("bakery", "food", "drink", "market", "farm", "garden", "nature", "animals", "sea", "sky", "travel", "books"),
    *("school", "science", "stage", "music", "art", "games", "sport", "craft", "house", "city", "fashion", "health"),
    *("people", "trade", "tech", "feast", "ornament"),
)


@dataclass(frozen=True)
class Emblem:
    """One piece. `body` is SVG in `currentColor` on a canvas of `view` (width, height), with no id and no reference."""

    name: str
    words_fr: tuple[str, ...]
    words_en: tuple[str, ...]
    fields: tuple[str, ...]
    shape: Shape
    mirror: bool
    weight: Weight
    roles: frozenset[Role]
    score: int
    note: str
    credit: Credit
    view: tuple[float, float]
    body: str

    def words(self, language: Language) -> tuple[str, ...]:
        return self.words_fr if language == "fr" else self.words_en

    @property
    def may_mirror(self) -> bool:
        """Whether flipping it left to right says nothing else: letters and signs never are."""
        return "mirror" not in self.note

    @property
    def needs_asking(self) -> bool:
        """Whether the note limits the subjects it is for, so that only its own word may call it, never a field."""
        return any(sign in self.note for sign in ("religious", "remembrance", "civic use", "poisonous", "sensitive"))

    @property
    def cut_edges(self) -> frozenset[str]:
        """Edges along which the drawing is cut straight: it must stand on that edge of the page, or hang from it."""
        if "cut" not in self.note:
            return frozenset()
        if "all sides" in self.note:
            return frozenset({"left", "right", "top", "bottom"})
        edges = {edge for edge in ("left", "right", "top") if edge in self.note.split(":")[0]}
        if re.search(r"\b(foot|bottom)\b", self.note.split(":")[0]):
            edges.add("bottom")
        if re.search(r"both (sides|ends)|its ends|the sides", self.note):
            edges |= {"left", "right"}
        return frozenset(edges)

    def inner(self, colour: str, colour2: str | None = None) -> str:
        """The drawing in `colour`; with `colour2`, its hollows are filled, so that it stands alone on any ground."""
        front = self.body.replace("currentColor", colour)
        return front if colour2 is None else fill_holes(self.body, colour2) + front

    def svg(self, colour: str, colour2: str | None = None) -> str:
        """A standalone SVG of the size of `view`."""
        return standalone(self.view, self.inner(colour, colour2))


def standalone(view: tuple[float, float], inner: str) -> str:
    width, height = view
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}">{inner}</svg>'
    )


@cache
def emblems() -> Mapping[str, Emblem]:
    """All pieces by name, in the order of the alphabet."""
    shapes = read_shapes("emblems.json")
    pieces: dict[str, Emblem] = {}
    for row in sorted(read_rows("emblems.tsv"), key=lambda row: row["name"]):
        name = row["name"]
        width, height, body = shapes[name]
        pieces[name] = Emblem(
            name=name,
            words_fr=words_of(row["fr"]),
            words_en=words_of(row["en"]),
            fields=tuple(row["fields"].split(",")),
            shape=cast(Shape, row["shape"]),
            mirror=row["mirror"] == "y",
            weight=cast(Weight, row["weight"]),
            roles=frozenset(cast(list[Role], row["role"].split(","))),
            score=int(row["score"]),
            note=row["note"] or "",
            credit=Credit(name, row["author"], row["licence"], SOURCE, row["page"]),
            view=(width, height),
            body=body,
        )
    return MappingProxyType(pieces)
