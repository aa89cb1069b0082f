"""The hand-tagged lexicon: nouns, verbs, adjectives and words of two senses, read from `data/` when first asked for."""

from __future__ import annotations

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
# Parts of a form’s uses, in hundredths.
_SELDOM = 5
_RARELY = 10
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
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    names = header.split("\t")
    for line in lines:
        cells = line.split("\t")
        yield dict(zip(names, cells + [""] * (len(names) - len(cells)), strict=False))


def listed(cell: str) -> tuple[str, ...]:
    """The items of a cell, parted by commas."""
    return tuple(cell.split(",")) if cell else ()


@cache
def _rows(language: Language, part: Part) -> Mapping[str, Mapping[str, str]]:
    if part not in _FILES:
        return {}
    return {row["word"]: row for row in read_table(f"{_FILES[part]}-{language}.tsv")}


@cache
def entries(language: Language, part: Part = "noun") -> Mapping[str, Word]:
    """The hand-tagged words of one part of speech, by their text as the table writes it, in its order."""
    return MappingProxyType({text: _entry(text, language, part) for text in _rows(language, part)})


@cache
def _entry(text: str, language: Language, part: Part) -> Word:
    return _word(_rows(language, part)[text], language, part)


def tagged_trades(language: Language) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each noun and verb, its kind, and the trades in whose world it is at home, the most typical first."""
    parts: tuple[Part, ...] = ("noun", "verb")
    for part in parts:
        for text, row in _rows(language, part).items():
            if row["trades"] != "*":
                yield text, row.get("kind", ""), listed(row["trades"])


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
def _texts(language: Language, part: Part) -> Mapping[str, str]:
    """The entry that a key stands for: dictionary forms, and the other forms that the tables write out."""
    found: dict[str, str] = {}
    for text, row in _rows(language, part).items():
        for column in ("plural", "f", "mpl", "fpl"):
            if row.get(column):
                found.setdefault(fold(row[column]), text)
    found.update({fold(text): text for text in _rows(language, part)})
    return found


@cache
def _compound_plurals(language: Language) -> Mapping[str, Word]:
    nouns = [_entry(text, language, "noun") for text in _rows(language, "noun") if " " in text or "-" in text]
    return {fold(_plural(word)): word for word in reversed(nouns) if word.number != "plural"}


def _plural(word: Word) -> str:
    return french.plural_fr(word) if word.language == "fr" else english.plural_en(word)


# How a plural may end, and its singular.
_ENDINGS: Mapping[Language, tuple[tuple[str, str], ...]] = {
    "fr": (("s", ""), ("x", ""), ("aux", "al"), ("aux", "ail")),
    "en": (("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe"), ("men", "man")),
}


def _singular(key: str, language: Language) -> Word | None:
    """The noun of one word whose plural this is; amies is of amie here, and of ami in most word lists."""
    for ending, instead in _ENDINGS[language]:
        if key.endswith(ending):
            text = _texts(language, "noun").get(key.removesuffix(ending) + instead)
            if text is not None:
                word = _entry(text, language, "noun")
                if word.number != "plural" and fold(_plural(word)) == key:
                    return word
    return None


@cache
def compounds(language: Language) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The words of several words, singular and plural, by their first word; the longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    keys = [key for part in _PARTS for key in _texts(language, part)]
    keys += _compound_plurals(language)
    for key in keys:
        if " " in key:
            first, *rest = key.split(" ")
            found.setdefault(first, set()).add((first, *rest))
    return MappingProxyType(
        {first: tuple(sorted(ones, key=lambda one: (-len(one), one))) for first, ones in found.items()}
    )


def find_exact(text: str, language: Language, part: Part) -> Word | None:
    """The hand-tagged word whose dictionary form this is."""
    known = _rows(language, part)
    return _entry(text, language, part) if text in known else None


def is_entry(key: str, language: Language) -> bool:
    """Whether a key is a form that the tables write out."""
    return any(key in _texts(language, part) for part in _PARTS)


@lru_cache(maxsize=20_000)
def find(text: str, language: Language, part: Part | None = None) -> Word | None:
    """The hand-tagged word that a text is, in whatever form it stands (plural, feminine, capitals); else None."""
    key = fold(text)
    parts = _PARTS if part is None else (part,)
    for one in parts:
        if key in _texts(language, one):
            return _entry(_texts(language, one)[key], language, one)
    if " " in key:
        return _compound_plurals(language).get(key) if "noun" in parts else None
    known = readings(key, language)
    nouns = sum(one.share for one in known if one.part == "n")
    # A form that is nearly always a verb (bears) is the noun only where a noun is asked for.
    if "noun" in parts and (part == "noun" or not known or nouns >= _SELDOM or known[0].part != "v"):
        word = _singular(key, language) or ("-" in key and _compound_plurals(language).get(key)) or None
        if word is not None:
            return word
    for reading in known:
        for one in parts:
            # A form that is mostly something else (est, the verb, and est, the east) is no use of the word.
            if _DATA_PART.get(one) == reading.part and reading.share >= _RARELY:
                text_of = _texts(language, one).get(reading.lemma)
                if text_of is not None:
                    return _entry(text_of, language, one)
    return None
