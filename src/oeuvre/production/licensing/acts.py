"""Acts on a work's terms, and what they come to: statements, permissions, withdrawals and disputes.

    license    terms stated for a work, from a moment on      permit    a holder's permission on named clauses
    withdraw   consent withdrawn, wholly or of some actions   dispute   a dispute opened, or settled
    grant      a receipt given to somebody                    use       a use counted against a receipt
    report     the use made of a grant, reported

What a person wrote is among the words of an act; names of people stand with the parties.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from oeuvre.foundation import OeuvreError
from oeuvre.licence import Action, Event, EventKind, Terms, Version, read_terms
from oeuvre.record import Act, Record, register_kind

LICENSE, WITHDRAW = "license", "withdraw"
PERMIT = register_kind("permit").name
DISPUTE = register_kind("dispute").name
GRANT = register_kind("grant").name
USE = register_kind("use").name
REPORT = register_kind("report").name
REVIEWED = "derivatives.reviewed"
"""The clause that wants every derivative approved; a holder's permission on it is that approval."""
TELLING = (LICENSE, PERMIT, WITHDRAW, DISPUTE)
"""The kinds of act that change what may be done with a work."""


@dataclass(frozen=True)
class Statement:
    """Terms that somebody stated for a work by act number `act`; `template` is the licence's name, or empty.

    `renewed` are the actions that they gave consent to anew, each by name.
    """

    version: Version
    template: str
    act: int
    renewed: frozenset[Action] = frozenset()


@dataclass(frozen=True)
class Permission:
    """A holder's word that some clauses of work `work` do not bind: for one project, for one work, or for all.

    `project`, `result` and `licensee` (a party) are what it is for; all empty is anything. It counts from `since`, told
    at `known`, to `until`. `party` gave it, by act number `act`; `recorder` wrote it down on their word, and is empty
    where they did so themselves. `credit` is the form of the credit that was agreed on.
    """

    work: str
    clauses: frozenset[str]
    project: str
    result: str
    since: datetime
    known: datetime
    until: datetime | None
    party: str
    act: int
    licensee: str = ""
    recorder: str = ""
    credit: str = ""

    def covers(self, project: str | None, works: Collection[str], at: datetime) -> bool:
        """Whether it holds for something of `project` that is, or comes of, one of `works`, made at `at`."""
        meant = (not self.project or self.project == project) and (not self.result or self.result in works)
        return meant and not self.licensee and self.runs(at)

    def runs(self, at: datetime) -> bool:
        """Whether it counts at a moment."""
        return max(self.since, self.known) <= at and (self.until is None or at <= self.until)


@dataclass(frozen=True)
class Told:
    """All that acts say of one work's terms, in their order."""

    statements: tuple[Statement, ...] = ()
    permissions: tuple[Permission, ...] = ()
    events: tuple[Event, ...] = ()

    def stated(self, at: datetime, known_at: datetime) -> Statement | None:
        """The statement that governs a use at `at`, as known at `known_at`: of those that count, what began last."""
        counted = [one for one in self.statements if one.version.known <= known_at and one.version.counts_from <= at]
        return max(counted, key=lambda one: (one.version.counts_from, one.act)) if counted else None

    def happened(self, at: datetime, known_at: datetime) -> tuple[Event, ...]:
        """Withdrawals and disputes; a withdrawal is over for those actions alone that consent was given to anew since.

        Terms or a price stated afterwards say nothing of what was withdrawn: whoever gives consent anew names it.
        """
        given = [
            (one.version.counts_from, one.renewed)
            for one in self.statements
            if one.renewed and one.version.known <= known_at and one.version.counts_from <= at
        ]
        left = (
            one
            if one.kind is not EventKind.WITHDRAWN
            else replace(one, actions=one.actions.difference(*(told for when, told in given if one.counts_from < when)))
            for one in self.events
        )
        return tuple(one for one in left if one.actions)


NOTHING = Told()


def told_of(record: Record, work: str) -> Told:
    """What the record says of a work's terms. A statement that cannot be read (a record may be another's) is none."""
    acts = record.acts(kinds=TELLING, work=work)
    return told_by(acts, work) if acts else NOTHING


def told_by(acts: Sequence[Act], work: str) -> Told:
    """The same, of acts that are at hand."""
    statements: list[Statement] = []
    permissions: list[Permission] = []
    events: list[Event] = []
    for act in acts:
        if all(used.work_id != work for used in act.used):
            continue
        if act.kind == LICENSE and (terms := _terms(act.settings.get("terms"))) is not None:
            since = moment_of(act.settings.get("since")) or act.at
            template = act.settings.get("template")
            name = template if isinstance(template, str) else ""
            statements.append(Statement(Version(terms, since, act.at), name, act.seq, _actions(act, "renewed")))
        elif act.kind == PERMIT:
            permissions.append(_permission(act, work))
        elif act.kind in (WITHDRAW, DISPUTE):
            events.append(_event(act))
    return Told(tuple(statements), tuple(permissions), tuple(events))


def _terms(value: object) -> Terms | None:
    if not isinstance(value, Mapping):
        return None
    try:
        return read_terms(value)
    except OeuvreError:
        return None


def moment_of(value: object) -> datetime | None:
    """A moment as acts write it, with its zone; None for anything else."""
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return read if read is not None and read.tzinfo is not None else None


def _permission(act: Act, work: str) -> Permission:
    settings = act.settings
    keys, project, result = settings.get("clauses"), settings.get("for_project"), settings.get("for_work")
    licensee = settings.get("for_party")
    holder = next((by.party_id for by in act.by if by.role == "licensor"), act.by[0].party_id if act.by else "")
    recorder = next((by.party_id for by in act.by if by.role == "recorder"), "")
    return Permission(
        work=work,
        clauses=frozenset(map(str, keys)) if isinstance(keys, Sequence) and not isinstance(keys, str) else frozenset(),
        project=project if isinstance(project, str) else "",
        result=result if isinstance(result, str) else "",
        since=moment_of(settings.get("since")) or act.at,
        known=act.at,
        until=moment_of(settings.get("until")),
        party=holder,
        act=act.seq,
        licensee=licensee if isinstance(licensee, str) else "",
        recorder=recorder if recorder != holder else "",
        credit=act.words.get("credit") or "",
    )


def _event(act: Act) -> Event:
    since = moment_of(act.settings.get("since")) or act.at
    actions = _actions(act, "actions") or frozenset(Action)
    if act.kind == WITHDRAW:
        return Event(EventKind.WITHDRAWN, since, act.at, actions)
    if act.settings.get("state") != "settled":
        return Event(EventKind.DISPUTED, since, act.at, actions, frozenset({act.id}))
    named = act.settings.get("cases")
    cases = frozenset(map(str, named)) if isinstance(named, Sequence) and not isinstance(named, str) else frozenset()
    return Event(EventKind.SETTLED, since, act.at, actions, cases)


def _actions(act: Act, setting: str) -> frozenset[Action]:
    """The actions that a setting names, of those there are."""
    named = act.settings.get(setting)
    known = {str(action) for action in Action}
    return frozenset(
        Action(one) for one in (named if isinstance(named, Sequence) else ()) if isinstance(one, str) and one in known
    )
