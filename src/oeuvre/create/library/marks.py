"""Logo marks for a client who has none: Phosphor's filled signs, which hold at the height of a line of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from oeuvre.create.library.credit import Credit
from oeuvre.create.library.emblems import standalone
from oeuvre.create.library.lexicon import Lexicon, is_loose, weigh
from oeuvre.create.library.search import fields_of, kindred_words
from oeuvre.create.library.tables import read_rows, read_shapes, words_of
from oeuvre.foundation import Language


@dataclass(frozen=True)
class Mark:
    """One sign. `body` is SVG in `currentColor` on a canvas of `view` (width, height), with no id and no reference."""

    name: str
    words_fr: tuple[str, ...]
    words_en: tuple[str, ...]
    fields: tuple[str, ...]
    credit: Credit
    view: tuple[float, float]
    body: str

    def svg(self, colour: str) -> str:
        return standalone(self.view, self.body.replace("currentColor", colour))


@cache
def marks() -> tuple[Mark, ...]:
    """All marks in the order of their table."""
    shapes = read_shapes("marks.json")
    return tuple(
        Mark(
            name=row["name"],
            words_fr=words_of(row["fr"]),
            words_en=words_of(row["en"]),
            fields=tuple(row["fields"].split(",")),
            credit=Credit(row["name"], "Phosphor Icons", "MIT", "phosphoricons.com"),
            view=shapes[row["name"]][:2],
            body=shapes[row["name"]][2],
        )
        for row in read_rows("marks.tsv")
    )


@cache
def _lexicon(language: Language) -> Lexicon:
    return Lexicon({mark.name: (mark.words_fr if language == "fr" else mark.words_en) for mark in marks()}, language)


def find_mark(words: Sequence[str], language: Language) -> Mark | None:
    """The mark that the words call by name, else one that their notions call, else the first of their field.

    A word that goes with any subject (club, day) calls a mark only when nothing else does.
    """
    by_name = {mark.name: mark for mark in marks()}
    spoken = [hit for hit in _lexicon(language).find(words) if hit.whole]
    kindred = [hit for hit in _lexicon(language).find(kindred_words(words, language)) if hit.whole]
    telling = [(hit, 1.0) for hit in spoken if not is_loose(hit, language)] + [(hit, 0.5) for hit in kindred]
    telling = telling or [(hit, 1.0) for hit in spoken]
    if telling:
        # What several words lead to outweighs what one of them does, and the name counts most.
        worth: dict[str, float] = {}
        for hit, share in telling:
            worth[hit.name] = worth.get(hit.name, 0.0) + share * weigh(hit, language) * 0.93**hit.place
        return by_name[max(worth, key=lambda name: (worth[name], name))]
    for field in fields_of(words, language):
        for mark in marks():
            if mark.fields[0] == field:
                return mark
    return None
