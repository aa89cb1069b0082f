"""The hand-tagged lexicon: nouns, verbs, adjectives and words of two senses, read from `data/` when first asked for."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType

from oeuvre.create.lexicon import english, french
from oeuvre.create.lexicon.store import readings
from oeuvre.create.lexicon.word import Part, Word, fold
from oeuvre.foundation import Language

_FILES = {"noun": "nouns", "verb": "verbs", "adjective": "adjectives"}
# Which part a text is taken for when nothing says.
_PARTS: tuple[Part, ...] = ("noun", "adjective", "verb")
_DATA_PART = {"noun": "n", "verb": "v", "adjective": "a"}


@dataclass(frozen=True)
class Ambiguous:
    """A word of two senses: what each is, its trades, a plain drawable noun for each, and a line that plays on both."""

    word: str
    language: Language
    senses: tuple[str, str]
    trades: tuple[tuple[str, ...], tuple[str, ...]]
    motifs: tuple[str, str]
    play: str


def data_folder() -> Path:
    return Path(str(resources.files("oeuvre.create.lexicon") / "data"))


def read_table(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table in `data/`; none while the table is not there. Cells that a row leaves off are empty."""
    path = data_folder() / name
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(rows)
        for row in rows:
            if row:
                yield dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=False))


def listed(cell: str) -> tuple[str, ...]:
    """The items of a cell, parted by commas."""
    return tuple(item.strip() for item in cell.split(",") if item.strip())


@cache
def entries(language: Language, part: Part = "noun") -> Mapping[str, Word]:
    """The hand-tagged words of one part of speech, by their text as the table writes it, in its order."""
    if part not in _FILES:
        return MappingProxyType({})
    return MappingProxyType(
        {row["word"]: _word(row, language, part) for row in read_table(f"{_FILES[part]}-{language}.tsv")}
    )


def _word(row: Mapping[str, str], language: Language, part: Part) -> Word:
    forms: tuple[str, ...] = ()
    if part == "adjective" and language == "fr":
        forms = (row["word"], row["f"], row["mpl"], row["fpl"])
    elif row.get("plural"):
        forms = (row["plural"],)
    return Word(
        text=row["word"],
        language=language,
        part=part,
        kind=row.get("kind", ""),
        gender=row.get("gender", ""),
        number=row.get("number", "") or "count",
        tags=frozenset(listed(row["tags"])),
        shapes=frozenset(listed(row.get("shapes", ""))),
        trades=listed(row["trades"]),
        forms=forms,
        before=row.get("before", "") == "y",
        opposite=row.get("opposite", ""),
    )


@cache
def ambiguous(language: Language) -> Mapping[str, Ambiguous]:
    """The words of two senses, by their text."""
    return MappingProxyType(
        {
            row["word"]: Ambiguous(
                row["word"],
                language,
                (row["sense1"], row["sense2"]),
                (listed(row["trades1"]), listed(row["trades2"])),
                (row["motif1"], row["motif2"]),
                row["play"],
            )
            for row in read_table(f"ambiguous-{language}.tsv")
        }
    )


@cache
def _by_key(language: Language, part: Part) -> Mapping[str, Word]:
    """Every dictionary form as a key, and the forms that the tables write out."""
    found: dict[str, Word] = {}
    for word in entries(language, part).values():
        for form in word.forms:
            found.setdefault(fold(form), word)
    found.update({fold(word.text): word for word in entries(language, part).values()})
    return MappingProxyType(found)


@cache
def _plurals(language: Language) -> Mapping[str, Word]:
    """The plurals of the compounds and of the nouns that the word data does not know."""
    plural = french.plural_fr if language == "fr" else english.plural_en
    return MappingProxyType(
        {fold(plural(word)): word for word in reversed(list(entries(language).values())) if word.number != "plural"}
    )


@cache
def compounds(language: Language) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The words of several words, singular and plural, by their first word; the longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    keys = [*_by_key(language, "noun"), *_by_key(language, "adjective"), *_by_key(language, "verb")]
    keys += [key for key in _plurals(language) if " " in key]
    for key in keys:
        if " " in key:
            first, *rest = key.split(" ")
            found.setdefault(first, set()).add((first, *rest))
    return MappingProxyType(
        {first: tuple(sorted(ones, key=lambda one: (-len(one), one))) for first, ones in found.items()}
    )


@lru_cache(maxsize=20_000)
def find(text: str, language: Language, part: Part | None = None) -> Word | None:
    """The hand-tagged word that a text is, in whatever form it stands (plural, feminine, capitals); else None."""
    key = fold(text)
    parts = _PARTS if part is None else (part,)
    for one in parts:
        if key in _by_key(language, one):
            return _by_key(language, one)[key]
    if "noun" in parts and key in _plurals(language):
        return _plurals(language)[key]
    if " " in key:
        return None
    for reading in readings(key, language):
        for one in parts:
            # A form that is mostly something else (est, the verb, and est, the east) is no use of the word.
            if _DATA_PART.get(one) == reading.part and reading.share >= 10:
                found = _by_key(language, one).get(reading.lemma)
                if found is not None:
                    return found
    return None
