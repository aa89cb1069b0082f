"""Photographs for demonstrations: few, open, each with its author; a client's own pictures always come first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oeuvre.create.library.credit import Credit
from oeuvre.create.library.lexicon import Lexicon
from oeuvre.create.library.tables import data_folder, read_rows, words_of
from oeuvre.foundation import Language


@dataclass(frozen=True)
class Photograph:
    """A JPEG of the package, at most 2400 px on its long side; width and height in pixels.

    `subject` is what it shows, pointed at by a person: x, y, width and height in shares of the whole.
    """

    name: str
    path: Path
    width: int
    height: int
    credit: Credit
    words_fr: tuple[str, ...]
    words_en: tuple[str, ...]
    subject: tuple[float, float, float, float]

    def words(self, language: Language) -> tuple[str, ...]:
        return self.words_fr if language == "fr" else self.words_en


@cache
def photographs() -> tuple[Photograph, ...]:
    from PIL import Image

    found: list[Photograph] = []
    for row in read_rows("photographs.tsv"):
        path = data_folder() / "photographs" / f"{row['name']}.jpg"
        with Image.open(path) as picture:
            width, height = picture.size
        x, y, wide, tall = (float(share) for share in row["subject"].split())
        credit = Credit(row["title"], row["author"], row["licence"], "lomiri-wallpapers")
        found.append(
            Photograph(
                row["name"], path, width, height, credit, words_of(row["fr"]), words_of(row["en"]), (x, y, wide, tall)
            ),
        )
    return tuple(found)


def find_photographs(words: Sequence[str], language: Language) -> tuple[Photograph, ...]:
    """Photographs that the words call, the earliest word first; none when none fits."""
    lexicon = Lexicon({one.name: one.words(language) for one in photographs()}, language)
    order = dict.fromkeys(hit.name for hit in lexicon.find(words) if hit.whole)
    by_name = {one.name: one for one in photographs()}
    return tuple(by_name[name] for name in order)
