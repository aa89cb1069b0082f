"""What goes when not everything fits, and in which order.

The order is a promise of the product: a person can say beforehand what a small format will lack.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from oeuvre.create.adapt.errors import DoesNotFit

T = TypeVar("T")

DROP_ORDER = ("line", "pattern", "url", "price", "action", "place", "partners", "logo")
NEVER_DROPPED = ("headline", "date")


@dataclass(frozen=True)
class Attempt(Generic[T]):
    """What laying out with some contents gave; `reason` says why it does not fit, for a person."""

    result: T
    fits: bool
    reason: str = ""


@dataclass(frozen=True)
class Fitted(Generic[T]):
    """The layout that fits, and what had to go for it, in the order in which it went."""

    result: T
    left_out: tuple[str, ...]


def fit_contents(
    contents: Collection[str],
    try_layout: Callable[[frozenset[str]], Attempt[T]],
    *,
    order: Sequence[str] = DROP_ORDER,
    place: str = "",
) -> Fitted[T]:
    """Lays out with all contents, then with ever less, until it fits.

    `contents` are names; what is not in `order` stays in every attempt, headline and date always do. Raises
    `DoesNotFit` with the last attempt's reason, `place` naming the format.
    """
    kept = set(contents)
    left_out: list[str] = []
    going = [name for name in order if name in kept and name not in NEVER_DROPPED]
    attempt = try_layout(frozenset(kept))
    while not attempt.fits:
        if not going:
            raise DoesNotFit(place, reason=attempt.reason, kept=", ".join(sorted(kept)))
        name = going.pop(0)
        kept.discard(name)
        left_out.append(name)
        attempt = try_layout(frozenset(kept))
    return Fitted(attempt.result, tuple(left_out))
