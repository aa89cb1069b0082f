"""From the words of a brief to pieces of the library, by hand-kept tables; no model, no chance.

Three ways lead from a word to a piece, the surest first: the piece bears the word; the table of notions (`fields.tsv`)
names the piece for it (night: moon, owl); the piece is of the field that the word speaks of. Words meet without
accents, case, plural, elision or articles, so that « pain au levain » and « pains au Levain » are one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from oeuvre.create.library.emblems import Emblem, Role, emblems
from oeuvre.create.library.lexicon import Hit, Lexicon, weigh
from oeuvre.create.library.tables import read_rows, words_of
from oeuvre.foundation import Language

Why = Literal["word", "near", "field"]


@dataclass(frozen=True)
class Notion:
    """A line of `fields.tsv`: the fields its words speak of, and the pieces that show it, the best first."""

    name: str
    fields: tuple[str, ...]
    pieces: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A piece that a word of the brief leads to. `why` tells which way; `score` orders matches of one search."""

    emblem: Emblem
    score: float
    word: str
    why: Why


@cache
def notions() -> Mapping[str, Notion]:
    return {
        row["name"]: Notion(row["name"], tuple(row["fields"].split(",")), tuple(row["pieces"].split(",")))
        for row in read_rows("fields.tsv")
    }


@cache
def _notion_lexicon(language: Language) -> Lexicon:
    return Lexicon({row["name"]: words_of(row[language]) for row in read_rows("fields.tsv")}, language)


@cache
def _emblem_lexicon(language: Language) -> Lexicon:
    return Lexicon({name: piece.words(language) for name, piece in emblems().items()}, language)


def fields_of(words: Sequence[str], language: Language) -> tuple[str, ...]:
    """The fields (of emblems.FIELDS) that the words speak of, the weightiest first; words may be whole phrases."""
    weights = _weigh_fields(_notion_lexicon(language).find(words), language)
    for hit in _emblem_lexicon(language).find(words):
        if hit.whole:
            field = emblems()[hit.name].fields[0]
            weights[field] = weights.get(field, 0) + weigh(hit, language) * 0.35
    return _by_weight(weights)


def _weigh_fields(hits: Iterable[Hit], language: Language) -> dict[str, float]:
    weights: dict[str, float] = {}
    for hit in hits:
        for order, field in enumerate(notions()[hit.name].fields):
            weights[field] = weights.get(field, 0) + weigh(hit, language) * (1.0, 0.5, 0.3)[min(order, 2)]
    return weights


def _by_weight(weights: Mapping[str, float]) -> tuple[str, ...]:
    return tuple(sorted(weights, key=lambda field: (-weights[field], field)))


def kindred_words(words: Sequence[str], language: Language) -> tuple[str, ...]:
    """The words of the notions that these words call, the weightiest notion first: harvest leads to wine."""
    hits = sorted(_notion_lexicon(language).find(words), key=lambda hit: (-weigh(hit, language), hit.name))
    rows = {row["name"]: row for row in read_rows("fields.tsv")}
    return tuple(word for hit in hits for word in words_of(rows[hit.name][language]))


def find_emblems(
    text_words: Sequence[str], language: Language, *, roles: Collection[Role] | None = None, limit: int = 12
) -> tuple[Match, ...]:
    """Pieces for the words of a brief (words or whole phrases, the weightiest first), the best piece first.

    With `roles`, only pieces that can serve in one of them. A piece whose note limits its subject comes only when its
    own first word is said, never through a notion or a field.
    """
    best: dict[str, Match] = {}
    told = _notion_lexicon(language).find(text_words)
    meanings: dict[int, set[str]] = {}
    for hit in told:
        for place in range(hit.place, hit.place + hit.length):
            meanings.setdefault(place, set()).update(notions()[hit.name].fields)

    def offer(name: str, score: float, word: str, why: Why) -> None:
        piece = emblems()[name]
        if roles is not None and piece.roles.isdisjoint(roles):
            return
        score = round(score * (1.0 if piece.score == 3 else 0.9), 6)
        if name not in best or score > best[name].score:
            best[name] = Match(piece, score, word, why)

    for hit in _emblem_lexicon(language).find(text_words):
        if emblems()[hit.name].needs_asking and (hit.rank > 0 or not hit.whole):
            continue
        # A word may have two meanings (avocat): the one that the table of notions knows goes first.
        known = meanings.get(hit.place, set())
        doubt = 0.6 if known and known.isdisjoint(emblems()[hit.name].fields) else 1.0
        offer(hit.name, weigh(hit, language) * doubt, hit.word, "word" if hit.whole else "near")
    for hit in told:
        for order, name in enumerate(notions()[hit.name].pieces):
            if hit.whole and not emblems()[name].needs_asking:
                offer(name, weigh(hit, language) * 0.97 * 0.93**order, hit.word, "near")
    if len(best) < limit:
        for order, field in enumerate(fields_of(text_words, language)[:3]):
            for name in _of_field(field):
                offer(name, 0.25 * 0.8**order, field, "field")
    ranked = sorted(best.values(), key=lambda match: (-match.score, match.emblem.name))
    return tuple(ranked[:limit])


@cache
def _of_field(field: str) -> tuple[str, ...]:
    """Strong pieces whose first field this is; none that asks for its own subject, is cut by an edge or is a frame."""
    return tuple(
        name
        for name, piece in emblems().items()
        if piece.fields[0] == field and piece.score == 3 and not piece.needs_asking and not piece.cut_edges
    )


def ordinary_words(language: Language) -> Iterable[str]:
    """All words that lead somewhere, for documentation and tests."""
    for row in read_rows("fields.tsv"):
        yield from words_of(row[language])
