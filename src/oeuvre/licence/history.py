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
    """A withdrawal (of some actions, or of all) or a dispute, from `since` on, told at `known`."""

    kind: EventKind
    since: datetime
    known: datetime
    actions: frozenset[Action] = frozenset(Action)

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

    The last event on an action tells: a dispute that was settled halts no longer, and settles no withdrawal.
    """
    counted = sorted(
        (one for one in events if one.known <= known_at and one.counts_from <= at and one.actions & actions),
        key=lambda one: (one.counts_from, one.known),
    )
    for one in counted:
        if one.kind is EventKind.WITHDRAWN:
            return one
    for action in sorted(actions):
        told = [one for one in counted if action in one.actions]
        if told and told[-1].kind is EventKind.DISPUTED:
            return told[-1]
    return None
