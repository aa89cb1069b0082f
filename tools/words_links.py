"""Which words call each other: those of a definition, and those whose definition cites the word.

Rare words tell more than common ones (inverse document frequency), the first definition more than the fourth. Measured
on this product's own words, plain counting finds neighbours that sentence embeddings miss: pain, boulanger, four.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import log

from tools.words_model import Tables, key

MOST = 30
SYNONYMS = 12
_HEADS = 65_000
# Of the nearest neighbour’s weight; what is below is chance.
_FAINT = 0.12
# Each further definition is of a rarer sense.
_NEXT_SENSE = 0.6
_KNOWN = 1.7
_DEFINITIONS = 5
_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What definitions are made of, whatever they define.
_FRAMEWORK = _set(
    """
    action fait relatif relative personne chose sorte espèce partie ensemble manière qualité état celui celle forme
    type genre terme exemple désigner servir utiliser faire avoir être pouvoir mettre donner rendre prendre lieu
    moyen objet élément effet nom mot sens façon général généralement aussi notamment souvent petit grand certain
    divers autre plusieurs variété nommer appeler former composer constituer concerner qui science technique
    permettre produire caractère ayant lequel particulier quelque faisant cas propre ancien nouveau relation
    appartenir espèces act state quality relating person thing used something someone having made make use kind form
    part place small large usually especially often consist cause become move give take put get characterize group
    member unit quantity number time genus family native various several one two condition process property instance
    resemble contain produce be have do not other any way good new long able
    """
)


# A thing calls a thing before it calls what is done with it.
_TELLING = {"n": 1.0, "a": 0.6, "v": 0.5, "o": 0.15, "u": 0.15}


@dataclass(frozen=True)
class Links:
    """Words, the commonest first (their place is their id), and what each is packed with."""

    words: Sequence[str]
    near: Mapping[str, bytes]
    same: Mapping[str, bytes]


def link(tables: Tables, shunned: Set[str]) -> Links:
    lemma_of = _lemmas(tables)
    words = _heads(tables, shunned)
    ids = {word: place for place, word in enumerate(words)}
    parts = _parts(tables)
    cited = {word: list(_cited(tables.definitions.get(word, ()), lemma_of, word)) for word in words}
    spread = Counter(one for rows in cited.values() for one in {lemma for lemma, _ in rows})
    # In a fiftieth of all definitions a word tells nothing.
    too_wide = len(words) / 50
    telling = {
        word: log(len(words) / (1 + spread[word]))
        for word in words
        if spread[word] < too_wide and word not in _FRAMEWORK
    }
    near: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for word, rows in cited.items():
        length = max(4, len(rows)) ** 0.5
        for lemma, rank in rows:
            if lemma not in telling or lemma not in ids:
                continue
            weight = _NEXT_SENSE**rank * telling[lemma]
            near[word][lemma] += weight * _common(tables, lemma) * _TELLING[parts.get(lemma, "o")]
            # A word that few people know is no association, however often it cites.
            if word in telling:
                cites = 1.6 * _NEXT_SENSE**rank * telling[word] / length
                near[lemma][word] += cites * _common(tables, word) * _TELLING[parts.get(word, "o")]
    synonyms = {
        word: [
            other
            for other in tables.synonyms.get(word, ())
            if other in ids and other != word and tables.zipf.get(other, 0) >= 2.2
        ][:SYNONYMS]
        for word in words
    }
    return Links(
        words,
        {word: _pack(near.get(word, {}), ids) for word in words},
        {word: b"".join(ids[other].to_bytes(2, "big") for other in synonyms[word]) for word in words},
    )


def _parts(tables: Tables) -> dict[str, str]:
    """The part of speech that a lemma has most often."""
    best: dict[str, tuple[int, str]] = {}
    for one in tables.forms:
        if one.form == one.lemma:
            best[one.form] = max(best.get(one.form, (-1, "")), (one.share, one.part))
    return {word: part for word, (_, part) in best.items()}


def _lemmas(tables: Tables) -> dict[str, str]:
    """The likeliest lemma of each form; a noun before a verb when both are about as usual."""
    best: dict[str, tuple[float, str]] = {}
    for one in tables.forms:
        if one.part == "o" and one.share < 100:
            continue
        weight = one.share * {"n": 1.6, "a": 1.1}.get(one.part, 1.0)
        if weight > best.get(one.form, (0.0, ""))[0]:
            best[one.form] = (weight, one.lemma)
    return {form: lemma for form, (_, lemma) in best.items()}


def _heads(tables: Tables, shunned: Set[str]) -> list[str]:
    # What only Wiktionary has may be a name written small.
    lemmas = {one.lemma for one in tables.forms if one.part in "nav"}
    known = [
        word
        for word in lemmas
        if len(word) > 2
        and tables.zipf.get(word, 0) >= _KNOWN
        and word not in shunned
        and (word in tables.definitions or word in tables.synonyms)
        and _TOKEN.fullmatch(word)
    ]
    return sorted(known, key=lambda word: (-tables.zipf.get(word, 0), word))[:_HEADS]


def _cited(definitions: Sequence[str], lemma_of: Mapping[str, str], head: str) -> Iterator[tuple[str, int]]:
    for rank, text in enumerate(definitions[:_DEFINITIONS]):
        for token in dict.fromkeys(_TOKEN.findall(text.lower())):
            lemma = lemma_of.get(key(token))
            if lemma is not None and lemma != head and len(lemma) > 2:
                yield lemma, rank


def _common(tables: Tables, word: str) -> float:
    """0.15 to 1: how likely it is that a reader knows the word; the very common ones say no more."""
    return min(1.0, max(0.15, (tables.zipf.get(word, 0) - 1.2) / 2.6))


def _pack(weights: Mapping[str, float], ids: Mapping[str, int]) -> bytes:
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    if not best:
        return b""
    top = best[0][1]
    kept = [(word, weight) for word, weight in best if weight > _FAINT * top]
    return b"".join(ids[word].to_bytes(2, "big") + bytes([round(255 * weight / top)]) for word, weight in kept)
