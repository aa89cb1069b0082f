"""The words that may fill a frame: the brief's, its trades', everybody's; indexed by what slots ask for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, cast

from oeuvre.create.lexicon import Trade, Word, entries, is_unfit, zipf
from oeuvre.create.voice.headline import holds_any
from oeuvre.create.voice.slots import Slot
from oeuvre.foundation import Language, verbatim_key

Part = Literal["noun", "verb", "adjective"]
Source = Literal["brief", "trade", "any"]
PART_OF: Mapping[str, Part] = {"noun": "noun", "verb": "verb", "adj": "adjective"}

# A word that a reader must look up is no word for a poster, unless the brief itself uses it.
LEAST_ZIPF = 2.2
# How near the brief its trades' and everybody's words can come, where the brief's own are up to 1.
NEAREST_TRADE, NEAREST_ANY = 0.5, 0.15
_TRADES_IN_ALL = 103


@dataclass(frozen=True)
class Filler:
    """A word that may fill a slot. `weight`, 0 to 1, says how near the brief it is; `told_by` is the brief's field.

    `known` tells a word of the hand-tagged lexicon from one whose gender and number alone are known; `by_reader` a verb
    that the brief calls the reader to do from what the client does, `many` a noun that it says in the plural.
    """

    word: Word
    weight: float
    source: Source
    told_by: str = ""
    known: bool = True
    by_reader: bool = False
    many: bool = False

    @cached_property
    def key(self) -> str:
        """What makes two fillers the same word."""
        return verbatim_key(self.word.text)


@dataclass(frozen=True, eq=False)
class Pool:
    """Fillers of one part of speech, each once, the nearest first, and who has which property."""

    fillers: tuple[Filler, ...]
    by: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> Mapping[str, Filler]:
        """Each filler by its key."""
        return {filler.key: filler for filler in self.fillers}

    def matching(self, slot: Slot, numbers: frozenset[str]) -> list[Filler]:
        """Fillers that fulfil what the index knows: origin, kind, number, gender, tags; the nearest first."""
        return [self.fillers[place] for place in sorted(self._places(slot, numbers))]

    def count(self, slot: Slot, numbers: frozenset[str]) -> int:
        """How many fillers fulfil what the index knows."""
        return len(self._places(slot, numbers))

    def _places(self, slot: Slot, numbers: frozenset[str]) -> set[int]:
        at: set[int] = set(self.by.get(f"from:{slot.origin}", frozenset()))
        if slot.tagged:
            at &= self.by.get("known", frozenset())
        if slot.by_reader:
            at &= self.by.get("by:reader", frozenset())
        if slot.said_many:
            at &= self.by.get("said:many", frozenset())
        if slot.kinds:
            at &= self._either(f"kind:{kind}" for kind in slot.kinds)
        if slot.part == "noun":
            at &= self._either(f"num:{number}" for number in numbers)
            if slot.gender in ("m", "f"):
                at &= self.by.get(f"gender:{slot.gender}", frozenset())
        for tag in slot.having:
            at &= self.by.get(f"tag:{tag}", frozenset())
        for tags in slot.having_one:
            at &= self._either(f"tag:{tag}" for tag in tags)
        for tag in slot.lacking:
            at -= self.by.get(f"tag:{tag}", frozenset())
        return at

    def _either(self, keys: Iterable[str]) -> frozenset[int]:
        return frozenset().union(*(self.by.get(key, frozenset()) for key in keys))


def pool_of(fillers: Iterable[Filler]) -> Pool:
    """A pool of fillers: of the same word the nearest is kept."""
    nearest: dict[str, Filler] = {}
    for filler in fillers:
        kept = nearest.get(filler.key)
        if kept is None or filler.weight > kept.weight:
            nearest[filler.key] = filler
    ordered = tuple(sorted(nearest.values(), key=lambda filler: (-filler.weight, filler.key)))
    by: dict[str, set[int]] = {}
    for place, filler in enumerate(ordered):
        for key in _properties(filler):
            by.setdefault(key, set()).add(place)
    return Pool(ordered, {key: frozenset(places) for key, places in by.items()})


def _properties(filler: Filler) -> list[str]:
    word = filler.word
    origins = {"brief": ("brief", "trade", "any"), "trade": ("trade", "any"), "any": ("any",)}[filler.source]
    keys = [f"from:{origin}" for origin in origins]
    keys += [f"tag:{tag}" for tag in word.tags]
    keys += [f"num:{word.number}", f"gender:{word.gender}", f"kind:{word.kind}"]
    keys += ["by:reader"] if filler.by_reader else []
    keys += ["said:many"] if filler.many else []
    return [*keys, "known"] if filler.known else keys


def lexicon_fillers(
    language: Language, part: Part, trades: Sequence[tuple[Trade, float]], avoid: Sequence[str]
) -> list[Filler]:
    """The lexicon's words that a brief of these trades may borrow; words to avoid, rare and unfit ones are left out."""
    weights = {trade.id: weight for trade, weight in trades}
    found: list[Filler] = []
    for word in _fit_entries(language, part):
        own = [
            weights[trade] * (1.0 if order == 0 else 0.7) for order, trade in enumerate(word.trades) if trade in weights
        ]
        if own:
            found.append(Filler(word, round(NEAREST_TRADE * max(own) * _rarity(word), 6), "trade"))
        elif "*" in word.trades or not word.trades:
            found.append(Filler(word, NEAREST_ANY, "any"))
    return [filler for filler in found if not holds_any(filler.word.text, avoid)]


@lru_cache(maxsize=8)
def whole_pool(language: Language, part: Part) -> Pool:
    """Every word of the lexicon that may be printed, as everybody's: what the rarity of a frame is measured by."""
    return pool_of(Filler(word, NEAREST_ANY, "any") for word in _fit_entries(language, part))


@lru_cache(maxsize=8)
def _fit_entries(language: Language, part: Part) -> tuple[Word, ...]:
    return tuple(
        word
        for word in entries(language, part).values()
        if (" " in word.text or zipf(word.text, language) >= LEAST_ZIPF) and not is_unfit(word.text, language)
    )


def _rarity(word: Word) -> float:
    """Inverse frequency over trades, 0 to 1: a word that is at home in one trade says most of it."""
    return math.log((_TRADES_IN_ALL + 1) / max(1, len(word.trades))) / math.log(_TRADES_IN_ALL + 1)


def as_language(language: str) -> Language | None:
    """A language that the voice composes in, or None."""
    return cast(Language, language) if language in ("fr", "en") else None
