"""Figures of money and shares, read exactly from what people and reports write; how amounts are written is
`foundation`’s."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from oeuvre.foundation import MINOR_DIGITS, Language, is_currency, money, plain

_NARROW, _NO_BREAK = "\u202f", "\u00a0"
_FIGURE = re.compile(r"[+-]?\d+(\.\d+)?")
MOST_DIGITS = 40
"""No figure of a report or a scenario has more digits than this, before or behind its point."""


def exact(figure: str) -> Fraction | None:
    """A decimal figure (`33.33`, `1e3`) as the fraction it stands for; None for anything else, or beyond all use."""
    try:
        value = Decimal(figure)
    except (InvalidOperation, ValueError):
        return None
    if not value.is_finite():
        return None
    if value and (value.adjusted() > MOST_DIGITS or int(value.as_tuple().exponent) < -MOST_DIGITS):
        return None
    return Fraction(value)


def minor_units(figure: str, currency: str, decimal_sign: str = ".") -> int | None:
    """`1 234,50` of `currency` in minor units, digits grouped or not; None where it is no whole number of them."""
    value = exact_units(figure, currency, decimal_sign)
    return value.numerator if value is not None and value.denominator == 1 else None


def exact_units(figure: str, currency: str, decimal_sign: str = ".") -> Fraction | None:
    """`0,003421` of `currency` in minor units, exactly; None for what is no figure.

    The other sign of `.` and `,`, spaces and apostrophes group thousands, and only in threes.
    """
    text = figure.strip().replace(_NARROW, " ").replace(_NO_BREAK, " ").replace("’", "'").replace("−", "-")
    group = "," if decimal_sign == "." else "."
    whole, point, part = text.partition(decimal_sign)
    for sign in (group, " ", "'"):
        if sign in whole:
            first, *rest = whole.split(sign)
            if not first.lstrip("+-") or len(first.lstrip("+-")) > 3 or any(len(three) != 3 for three in rest):
                return None
            whole = first + "".join(rest)
    text = f"{whole}.{part}" if point else whole
    if not text.isascii() or not _FIGURE.fullmatch(text):
        return None
    value = exact(text)
    return None if value is None else value * 10 ** MINOR_DIGITS[currency]


def percentage(share: Fraction, language: Language, digits: int = 2) -> str:
    """A share of one as people write it, cut off behind `digits` and then marked so: `6%`, `33.33…%`."""
    scaled = share * 100 * 10**digits
    whole, part = divmod(int(scaled), 10**digits)
    text = (
        f"{whole}.{part:0{digits}}".rstrip("0").rstrip(".") if scaled.denominator == 1 else f"{whole}.{part:0{digits}}…"
    )
    return text.replace(".", ",") + _NARROW + "%" if language == "fr" else text + "%"


__all__ = ["MINOR_DIGITS", "exact", "is_currency", "minor_units", "money", "percentage", "plain"]
