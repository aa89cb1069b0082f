"""The card of a house model, read from its folder: what it was taught, how good it is, whose terms hold for it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from oeuvre.models.house.collection import LeftOut, TrainingWork, words_of
from oeuvre.models.house.errors import HouseUnfit

WORKS_HEADING = ("name", "author", "licence", "page", "family", "held", "rows")


@dataclass(frozen=True)
class Author:
    """Who made training works, under which licence, how many, and the page to credit."""

    name: str
    licence: str
    works: int
    page: str = ""


@dataclass(frozen=True)
class Card:
    """A model as the record names it. `version` is the first 16 hexadecimals of the SHA-256 of its weights; `works`
    counts what it was shown, and the counts of `authors` add up to it; `held_out` counts what it was measured against.

    `figures` maps a measured thing to its value; `recipe`, `machine`, `hours` and `images` say how it was trained;
    `attribution` what is kept to trace an output to works, and how large it is; `failings` are sentences in English.
    """

    name: str
    version: str
    works: int
    held_out: int
    authors: tuple[Author, ...]
    left_out: tuple[LeftOut, ...]
    weights_licence: str
    outputs: str
    credit: str
    collection: str
    images: int
    hours: float
    machine: str
    recipe: Mapping[str, object]
    figures: Mapping[str, object]
    attribution: Mapping[str, object]
    failings: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The shape that `oeuvre models show NAME --json` prints."""
        return {
            "name": self.name,
            "version": self.version,
            "training": {
                "works": self.works,
                "held_out": self.held_out,
                "authors": {author.name: author.works for author in self.authors},
                "licences": dict(sorted(_licences(self.authors).items())),
                "left_out": [{"work": one.work, "reason": one.reason} for one in self.left_out],
            },
            "weights_licence": self.weights_licence,
            "outputs": self.outputs,
            "credit": self.credit,
            "collection": self.collection,
            "images": self.images,
            "hours": self.hours,
            "machine": self.machine,
            "recipe": dict(self.recipe),
            "figures": dict(self.figures),
            "attribution": dict(self.attribution),
            "failings": list(self.failings),
        }


def _licences(authors: Sequence[Author]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for author in authors:
        counts[author.licence] += author.works
    return counts


def count_authors(works: Sequence[TrainingWork]) -> tuple[Author, ...]:
    """The authors of the works that a model was shown, most works first."""
    counts = Counter((work.author, work.licence) for work in works if not work.held)
    pages = {work.author: work.page for work in works if work.page}
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Author(name, licence, count, pages.get(name, "")) for (name, licence), count in ordered)


def credit_line(authors: Sequence[Author], source: str = "") -> str:
    """“Icons made by …” for every author, as icon sets ask, and where the set is to be found."""
    names = list(dict.fromkeys(author.name for author in authors))
    return f"Icons made by {', '.join(names)}.{' ' if source else ''}{source}"


def read_card(folder: Path) -> Card:
    """The card of the model in a folder. Raises `HouseUnfit` when it cannot be read."""
    try:
        held = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        works = read_training(folder)
        return Card(
            name=str(held["name"]),
            version=str(held["version"]),
            works=sum(not work.held for work in works),
            held_out=sum(work.held for work in works),
            authors=count_authors(works),
            left_out=tuple(LeftOut(str(work), str(reason)) for work, reason in held["left_out"]),
            weights_licence=str(held["weights_licence"]),
            outputs=str(held["outputs"]),
            credit=str(held["credit"]),
            collection=str(held["collection"]),
            images=int(held["images"]),
            hours=float(held["hours"]),
            machine=str(held["machine"]),
            recipe=dict(held["recipe"]),
            figures=dict(held["figures"]),
            attribution=dict(held["attribution"]),
            failings=tuple(held["failings"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HouseUnfit(str(folder / "card.json"), model=folder.name, reason="card") from error


def read_training(folder: Path) -> tuple[TrainingWork, ...]:
    """The works of a model, in the order of its figures' owners. Raises `HouseUnfit`."""
    try:
        lines = (folder / "works.tsv").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise HouseUnfit(str(folder / "works.tsv"), model=folder.name, reason="works") from error
    if not lines or tuple(lines[0].split("\t")) != WORKS_HEADING:
        raise HouseUnfit(str(folder / "works.tsv"), model=folder.name, reason="works")
    works = []
    for line in lines[1:]:
        name, author, licence, page, family, held, _ = line.split("\t")
        works.append(TrainingWork(name, author, licence, words_of(name), page, family, held == "1"))
    return tuple(works)
