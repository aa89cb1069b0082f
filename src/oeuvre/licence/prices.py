"""Shares of revenue that terms ask: one for each work, however many prices and paths lead to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from oeuvre.licence.places import WORLD, countries_of
from oeuvre.licence.terms import Action, Basis, Price

_OF_MAKING = frozenset({Action.ADAPT, Action.REPRODUCE, Action.DISTRIBUTE, Action.COMMERCIALISE})
"""What a work does with the pieces on it by being made and sold: a share on any of these is owed of what it earns."""


def shares_asked(prices: Iterable[Price]) -> Mapping[str, Price]:
    """The share of revenue that each work asks of what is made from it and sold, by the work it is owed for.

    Of several that one work asks the larger counts, of equal ones the one with the higher ceiling: a share is taken
    once, whatever ways lead to it.
    """
    found: dict[str, Price] = {}
    for price in prices:
        if price.basis is not Basis.REVENUE_SHARE or not price.actions & _OF_MAKING or not price.percent:
            continue
        known = found.get(price.of)
        if known is None or _weight(price) > _weight(known):
            found[price.of] = price
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class PlacedShare:
    """A share of revenue for what is earned in some places (codes of territories), or (`elsewhere`) in all others; of
    what is earned anywhere where there are none."""

    price: Price
    places: frozenset[str] = frozenset()
    elsewhere: bool = False


def shares_by_place(prices: Iterable[Price]) -> Mapping[str, tuple[PlacedShare, ...]]:
    """The shares that each work asks, told apart by territory: in every place the largest of those that are for it.

    A share without territories is for all; unions of countries are taken as their members.
    """
    asked: dict[str, list[Price]] = {}
    for price in prices:
        if price.basis is Basis.REVENUE_SHARE and price.actions & _OF_MAKING and price.percent:
            asked.setdefault(price.of, []).append(price)
    return {work: _by_place(told) for work, told in sorted(asked.items())}


def _by_place(prices: Iterable[Price]) -> tuple[PlacedShare, ...]:
    everywhere = [one for one in prices if one.limits.territories is None or WORLD in one.limits.territories]
    placed = [(one, countries_of(one.limits.territories or ())) for one in prices if one not in everywhere]
    best = max(everywhere, key=_weight, default=None)
    if not placed:
        return (PlacedShare(best),) if best is not None else ()
    found: dict[Price, set[str]] = {}
    for place in sorted(frozenset().union(*(places for _, places in placed))):
        there = [one for one, places in placed if place in places]
        found.setdefault(max((*there, *everywhere), key=_weight), set()).add(place)
    told = [PlacedShare(price, frozenset(places)) for price, places in found.items() if price is not best]
    named = frozenset().union(*(one.places for one in told)) if told else frozenset()
    if best is not None:
        told.append(PlacedShare(best, named, elsewhere=bool(named)))
    return tuple(told)


def percent_together(prices: Iterable[Price]) -> Fraction:
    """What the shares of all works come to, in percent."""
    return sum((price.percent or Fraction(0) for price in shares_asked(prices).values()), Fraction(0))


def _weight(price: Price) -> tuple[Fraction, bool, int, str]:
    # No ceiling is the highest; the currency decides between figures that are alike.
    return (price.percent or Fraction(0), price.ceiling is None, price.ceiling or 0, price.currency)
