"""Which trades a brief is near: by their names, their words, the lexicon's own column of trades, and association."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import log
from pathlib import Path

from oeuvre.create.lexicon.entries import tagged_trades
from oeuvre.create.lexicon.known import neighbours
from oeuvre.create.lexicon.tokens import Token, content
from oeuvre.create.lexicon.trades import Trade, trade_texts, trades
from oeuvre.create.lexicon.word import fold, word_set
from oeuvre.foundation import Language

_PARTING = re.compile(r"['’«»“”,.!?:;()]")
# What a trade is called by counts more than what it has; a word that stands inside an item less than an item.
_NAME = 3.0
_ITEM = 1.0
_INSIDE = 0.35
_NAME_INSIDE = 0.7
_TAGGED = 1.3
_OWN = 2.2
_NEAR = 0.22
_NEIGHBOURS = 10
# Each further text of a brief, and each further word of a text, weighs less.
_NEXT_TEXT = 0.8
_NEXT_WORD = 0.97
# A title's own word, where so many others follow that do not take it up.
_IMAGE, _TOLD = 0.5, 14
# Below this sum no trade is near; at the other, it is surely the one.
_FLOOR = 5.0
_SURE = 14.0
_BESIDE_BEST = 0.4
# Its words come to a brief that is about it, and to no other.
_NEVER_BESIDE = frozenset({"funeral-home"})
_SMALL = word_set(
    "de du des d la le les l un une à au aux en et sur sous sans pour par qui que dans son sa ses leur se ne ce "
    "the a an of in on at to for with and or that which its his her their it as by from"
)
# Words of any occasion: they call no trade by themselves.
_LOOSE = word_set(
    "ouverture soirée soir jour journée semaine samedi dimanche matin fête club atelier maison salon centre place rue "
    "rencontre nouveau nouvelle grand petit entrée heure an année gens enfant ami famille monde vie temps main porte "
    "opening evening day week saturday sunday morning party club workshop house centre place street meeting new big "
    "small entrance hour year people child friend family world life time hand door shop open free"
)


def _stem(key: str, language: Language) -> str:
    """Plural and singular alike; the same cut on both sides of a comparison."""
    if len(key) > 3 and key[-1] in ("sx" if language == "fr" else "s") and not key.endswith("ss"):
        return key[:-1]
    return key


@lru_cache(maxsize=8)
def _calls(language: Language, extra: Path | None) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """What each stem says for which trades; rare words say more (inverse frequency over the trades)."""
    known = trades(extra)
    weights: dict[str, dict[str, float]] = defaultdict(dict)

    def add(stem: str, trade: str, weight: float) -> None:
        weights[stem][trade] = max(weight, weights[stem].get(trade, 0.0))

    for name, text, is_name in trade_texts(language, extra):
        for stem, whole in _stems(text, language):
            if is_name:
                add(stem, name, _NAME * (1.0 if whole else _NAME_INSIDE))
            else:
                add(stem, name, _ITEM * (1.0 if whole else _INSIDE))
    for text, kind, names in tagged_trades(language):
        stem = _stem(fold(text), language)
        # Who does it and where it is done name the trade as well: the plumber, the bakehouse.
        own = kind in ("person", "place") and len(names) == 1
        for rank, name in enumerate(names):
            if name in known:
                add(stem, name, _OWN if own else _TAGGED * 0.82**rank)
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for stem, by_trade in weights.items():
        rarity = log(1 + len(known) / len(by_trade)) / log(1 + len(known))
        loose = 0.3 if stem in _LOOSE else 1.0
        found[stem] = tuple((name, weight * rarity * loose) for name, weight in by_trade.items())
    return found


def _stems(key: str, language: Language) -> Iterator[tuple[str, bool]]:
    """The whole text as one stem, then its full words."""
    yield _stem(key, language), True
    words = _PARTING.sub(" ", key).split()
    if len(words) > 1:
        yield from ((_stem(word, language), False) for word in words if len(word) > 1 and word not in _SMALL)


def trades_of(
    texts: Sequence[str], language: Language, extra: Path | None = None, most: int = 3
) -> tuple[tuple[Trade, float], ...]:
    """The trades that the texts of a brief are nearest to, with weights of 0 to 1; () when none is near.

    The first texts weigh more: give the title and what it is about before the rest. A word that is said twice counts
    once; one that the title alone says, before a text of some length, is likely an image and weighs less.
    """
    calls = _calls(language, extra)
    said: dict[str, float] = {}
    rest = {token.lemma for text in texts[1:] for token in content(text, language)}
    for rank, text in enumerate(texts):
        for place, token in enumerate(content(text, language)):
            weight = _NEXT_TEXT**rank * _NEXT_WORD**place
            if not rank and len(rest) >= _TOLD and token.lemma not in rest:
                weight *= _IMAGE
            for stem, share in _heard(token, language):
                said[stem] = max(said.get(stem, 0.0), weight * share)
    scores: dict[str, float] = defaultdict(float)
    for stem, weight in said.items():
        for trade, strength in calls.get(stem, ()):
            scores[trade] += 4 * weight * strength
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < _FLOOR:
        return ()
    best = ranked[0][1]
    known = trades(extra)
    return tuple(
        (known[name], round(min(1.0, best / _SURE) * score / best, 3))
        for name, score in ranked[:most]
        if score >= max(_BESIDE_BEST * best, 0.6 * _FLOOR) and (score == best or name not in _NEVER_BESIDE)
    )


def _heard(token: Token, language: Language) -> Iterator[tuple[str, float]]:
    """The stems that a word of the brief stands for: itself, its lemma, its parts, what it calls to mind."""
    lemma = fold(token.lemma)
    yield _stem(lemma, language), 1.0
    yield _stem(fold(token.surface), language), 1.0
    if " " in lemma or "-" in lemma:
        for part in re.split(r"[ -]", lemma):
            if part not in _SMALL and len(part) > 2:
                yield _stem(part, language), 0.7
    if _stem(lemma, language) not in _LOOSE:
        for other, weight in neighbours(lemma, language, _NEIGHBOURS):
            yield _stem(other, language), _NEAR * weight
