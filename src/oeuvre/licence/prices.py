"""Shares of revenue that terms ask: one for each work, however many prices and paths lead to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

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


def percent_together(prices: Iterable[Price]) -> Fraction:
    """What the shares of all works come to, in percent."""
    return sum((price.percent or Fraction(0) for price in shares_asked(prices).values()), Fraction(0))


def _weight(price: Price) -> tuple[Fraction, bool, int, str]:
    # No ceiling is the highest; the currency decides between figures that are alike.
    return (price.percent or Fraction(0), price.ceiling is None, price.ceiling or 0, price.currency)
