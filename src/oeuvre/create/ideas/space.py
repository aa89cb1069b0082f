"""The space in which ideas are near or far, stated so that a figure in it can be read.

An idea is a sparse vector: its content words by rarity, each spread over its nearest words in the dictionaries; its
technique; what its motifs are and the fields that they come from; its light. Distance is one minus the cosine.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache

from oeuvre.create.ideas.model import Idea
from oeuvre.create.lexicon import content, neighbours, zipf
from oeuvre.create.library import drawings, emblems
from oeuvre.foundation import LANGUAGES, Language

SPACE = (
    "words by rarity with their dictionary neighbours, technique, motifs and their fields, light; cosine distance, v1"
)
_SPREAD = 0.25
_NEIGHBOURS = 5
_TECHNIQUE, _HERO, _MOTIF, _FIELD, _LIGHT = 1.1, 1.3, 0.7, 0.35, 0.5


def language_of(idea: Idea) -> Language:
    return idea.language if idea.language in LANGUAGES else "en"


@lru_cache(maxsize=2048)
def _vector(idea: Idea) -> dict[str, float]:
    found: dict[str, float] = {}
    language = language_of(idea)
    for text, weight in ((idea.headline, 1.0), (idea.premise, 0.6), (" ; ".join(idea.path), 0.4)):
        _add_words(found, text, language, weight)
    found[f"technique:{idea.technique}"] = _TECHNIQUE
    for order, motif in enumerate(idea.motifs):
        name = motif.emblem or motif.drawing or motif.word.casefold()
        found[f"motif:{name}"] = max(found.get(f"motif:{name}", 0.0), _MOTIF if order else _HERO)
        for field in _fields(motif.emblem, motif.drawing)[:2]:
            found[f"field:{field}"] = max(found.get(f"field:{field}", 0.0), _FIELD)
    if idea.light:
        found[f"light:{idea.light}"] = _LIGHT
    return found


def vector(idea: Idea) -> Mapping[str, float]:
    """The idea in the stated space: features and weights, most of them words."""
    return dict(_vector(idea))


def words_vector(texts: Iterable[str], language: Language) -> dict[str, float]:
    """Plain texts in the words of the space, to measure how near an idea is to what is said already."""
    found: dict[str, float] = {}
    for text in texts:
        _add_words(found, text, language, 1.0)
    return found


def _add_words(found: dict[str, float], text: str, language: Language, weight: float) -> None:
    for lemma in _lemmas(text, language):
        rarity = _rarity(lemma, language) * weight
        found[lemma] = max(found.get(lemma, 0.0), rarity)
        for near, share in _near(lemma, language):
            found[near] = max(found.get(near, 0.0), rarity * _SPREAD * share)


@lru_cache(maxsize=4096)
def _lemmas(text: str, language: Language) -> tuple[str, ...]:
    return tuple(token.lemma.casefold() for token in content(text, language))


@lru_cache(maxsize=4096)
def _rarity(lemma: str, language: Language) -> float:
    """About 0.25 for the commonest words, 1 for those that nobody says."""
    return max(0.25, min(1.0, (8.0 - zipf(lemma, language)) / 5.5))


@lru_cache(maxsize=4096)
def _near(lemma: str, language: Language) -> tuple[tuple[str, float], ...]:
    return tuple(neighbours(lemma, language, most=_NEIGHBOURS))


@lru_cache(maxsize=1024)
def _fields(emblem: str, drawing: str) -> tuple[str, ...]:
    if emblem in emblems():
        return emblems()[emblem].fields
    if drawing in drawings():
        return drawings()[drawing].fields
    return ()


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """0 for vectors without a feature in common, 1 for the same direction."""
    if len(other) < len(one):
        one, other = other, one
    dot = sum(value * other[name] for name, value in one.items() if name in other)
    norm = math.sqrt(sum(value * value for value in one.values()) * sum(value * value for value in other.values()))
    return dot / norm if norm else 0.0


@lru_cache(maxsize=65536)
def _distance(one: Idea, other: Idea) -> float:
    return max(0.0, min(1.0, 1.0 - cosine(_vector(one), _vector(other))))


def distance(one: Idea, other: Idea) -> float:
    """0 for the same idea, 1 for two that share nothing; the same both ways."""
    first, second = sorted((one, other), key=lambda idea: (idea.headline, idea.premise, idea.path))
    return _distance(first, second)
