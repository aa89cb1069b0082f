"""Terms over two times: when they hold, and when they were known. Nothing that is told later reaches back.

A version or an event counts from the later of the moment it names and the moment it was told. So consent is withdrawn
from a day on and never before it, and what was decided as known at a moment can be decided again in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from oeuvre.licence.terms import Action, Terms


@dataclass(frozen=True)
class Version:
    """Terms that hold for uses from `since` on, told at `known`; both with a time zone."""

    terms: Terms
    since: datetime
    known: datetime

    @property
    def counts_from(self) -> datetime:
        """The first moment of use that this version governs."""
        return max(self.since, self.known)


class EventKind(StrEnum):
    """What happens to a work's terms: consent withdrawn, a dispute opened, a dispute over."""

    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"
    SETTLED = "settled"


@dataclass(frozen=True)
class Event:
    """A withdrawal (of some actions, or of all) or a dispute, from `since` on, told at `known`.

    `cases` are a dispute's own name, and the disputes that a settlement ends; one that names none ends all before it.
    """

    kind: EventKind
    since: datetime
    known: datetime
    actions: frozenset[Action] = frozenset(Action)
    cases: frozenset[str] = frozenset()

    @property
    def counts_from(self) -> datetime:
        """The first moment at which it tells."""
        return max(self.since, self.known)


def terms_as_of(versions: Sequence[Version], at: datetime, known_at: datetime) -> Terms | None:
    """The terms that govern a use at `at`, as known at `known_at`; None where none did yet.

    Of several that count, the one that began last; of those, the one told last.
    """
    counted = [one for one in versions if one.known <= known_at and one.counts_from <= at]
    return max(counted, key=lambda one: (one.counts_from, one.known, one.terms.digest)).terms if counted else None


def halting(events: Sequence[Event], actions: frozenset[Action], at: datetime, known_at: datetime) -> Event | None:
    """The event that keeps any of `actions` from being newly granted at `at`, as known at `known_at`, if there is one.

    A dispute halts until it is settled itself: another's settlement does not end it. None settles a withdrawal.
    """
    counted = sorted(
        (one for one in events if one.known <= known_at and one.counts_from <= at and one.actions & actions),
        key=lambda one: (one.counts_from, one.known),
    )
    for one in counted:
        if one.kind is EventKind.WITHDRAWN:
            return one
    # A dispute may be settled before the day from which it would have counted.
    settled = {case for one in counted if one.kind is EventKind.SETTLED for case in one.cases}
    for action in sorted(actions):
        open_: list[Event] = []
        for one in (told for told in counted if action in told.actions):
            if one.kind is EventKind.DISPUTED and not one.cases & settled:
                open_.append(one)
            elif one.kind is EventKind.SETTLED and not one.cases:
                open_.clear()
        if open_:
            return open_[-1]
    return None
