"""All drawings by rule by name, with the words they answer to and what they may serve as."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol, cast

from oeuvre.create.library.drawings import frames, geometry, land, lines, plants, sea, sky, surfaces
from oeuvre.create.library.drawings.canvas import Colours
from oeuvre.create.library.lexicon import Lexicon
from oeuvre.create.library.search import fields_of
from oeuvre.create.library.tables import read_rows, words_of
from oeuvre.foundation import Language

Serves = Literal["scene", "ground", "frame", "pattern", "figure"]


class Draw(Protocol):
    """Width and height in pixels, colours by role, a seed; shape parameters by name. Gives a standalone SVG."""

    def __call__(self, width: float, height: float, colours: Colours, seed: int = 0) -> str: ...


@dataclass(frozen=True)
class Drawing:
    """A generator. `serves`: scene (a picture with a foot), ground (fills quietly), pattern (fills loudly), frame
    (leaves its middle free), figure (one shape on the ground)."""

    name: str
    draw: Draw
    words_fr: tuple[str, ...]
    words_en: tuple[str, ...]
    fields: tuple[str, ...]
    serves: frozenset[Serves]

    def words(self, language: Language) -> tuple[str, ...]:
        return self.words_fr if language == "fr" else self.words_en


_ROOMS = (sea, sky, land, plants, geometry, surfaces, lines, frames)


@cache
def drawings() -> Mapping[str, Drawing]:
    """All generators by name, in the order of their table."""
    found: dict[str, Drawing] = {}
    for row in read_rows("drawings.tsv"):
        name = row["name"]
        draw = next(
            getattr(room, f"draw_{name.replace('-', '_')}") for room in _ROOMS if hasattr(room, _function(name))
        )
        found[name] = Drawing(
            name=name,
            draw=cast(Draw, draw),
            words_fr=words_of(row["fr"]),
            words_en=words_of(row["en"]),
            fields=tuple(field for field in row["fields"].split(",") if field),
            serves=frozenset(cast(list[Serves], row["serves"].split(","))),
        )
    return found


def _function(name: str) -> str:
    return f"draw_{name.replace('-', '_')}"


@cache
def _lexicon(language: Language) -> Lexicon:
    return Lexicon({name: drawing.words(language) for name, drawing in drawings().items()}, language)


def find_drawings(
    words: Sequence[str], language: Language, *, serves: Collection[Serves] | None = None, limit: int = 6
) -> tuple[Drawing, ...]:
    """Drawings that the words call, the earliest word first; then those of the fields that the words speak of."""
    order = {hit.name: None for hit in _lexicon(language).find(words) if hit.whole}
    for field in fields_of(words, language)[:2]:
        order |= {name: None for name, drawing in drawings().items() if field in drawing.fields and name not in order}
    chosen = (drawings()[name] for name in order)
    return tuple(one for one in chosen if serves is None or not one.serves.isdisjoint(serves))[:limit]
