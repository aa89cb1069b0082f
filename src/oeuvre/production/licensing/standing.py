"""The terms of a work as they stand: stated by a person, as it came in, or composed of what it was made from.

`standing_terms` answers for any work of the record, at any moment and as known at any moment, with a witness for each
clause. What parents hand down is as it was when the child was made: nothing that is told later reaches back
(docs/decisions/0023-two-times-and-no-way-back.md and 0027-terms-on-the-record.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from oeuvre.create.brief import ALL_RIGHTS_RESERVED
from oeuvre.licence import (
    INALIENABLE,
    OPEN,
    Action,
    Caution,
    CheckReason,
    Clause,
    Collision,
    Conflict,
    Event,
    EventKind,
    HouseReading,
    Parent,
    Relation,
    Terms,
    Version,
    all_templates,
    check,
    clauses,
    compose,
    halting,
    leaned_on,
    meet,
    waived,
    witnesses,
)
from oeuvre.production.licensing.acts import Permission, Statement
from oeuvre.production.licensing.arriving import (
    RESERVED,
    Arrived,
    Basis,
    leanings,
    terms_by_name,
    terms_of_outputs,
)
from oeuvre.production.licensing.arriving import Caution as Doubt
from oeuvre.production.licensing.house_reading import reading_at
from oeuvre.production.licensing.lineage import PEOPLE, Making, Reader
from oeuvre.production.licensing.making import ASKED, COMMISSIONED, Held, Meant, held_by_grant, refused_making
from oeuvre.record import Record, Work

# What terms are called that are nobody's template and name themselves nothing.
OWN = "own"
# What a relation asks of each parent, and a person's word for a project therefore gives.
_ASKED = {
    Relation.ADAPTATION: frozenset({"actions.adapt", "derivatives.allowed"}),
    Relation.COLLECTION: frozenset({"actions.reproduce", "actions.distribute"}),
}


@dataclass(frozen=True)
class Word:
    """Whose word lets a work be used in spite of its terms: for the project it was brought for, a permission, a grant.

    `recorder` wrote a permission down on the holder's word; empty where the holder did. `credit` is its form as agreed.
    """

    work: str
    kind: Literal["brought", "permission", "grant"]
    clauses: tuple[str, ...]
    act: int = 0
    party: str = ""
    recorder: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Standing:
    """A work's terms at `at`, as known at `known_at`.

    `terms` are what holds for whoever wants to use it, `inherited` what its parents hand down together, `licence` the
    licence it is under (a template's name, or empty). `witnesses` gives for each clause of `terms` the works it came
    from, this one among them. Where `conflicts` are, nobody may make or share it, and `terms` permit nothing.
    `words` are those that cover parents; `doubts` what should be known (works by doubt); `histories` the withdrawals
    and disputes of this work and of those it stands on.
    """

    work: str
    basis: Basis
    terms: Terms
    inherited: Terms
    licence: str
    witnesses: Mapping[str, tuple[str, ...]] = field(hash=False)
    at: datetime
    known_at: datetime
    statement: Statement | None = None
    stated_for: str = ""
    parents: tuple[Parent, ...] = ()
    conflicts: tuple[CheckReason, ...] = ()
    cautions: tuple[Caution, ...] = ()
    words: tuple[Word, ...] = ()
    doubts: tuple[tuple[Doubt, str], ...] = ()
    histories: tuple[tuple[str, tuple[Event, ...]], ...] = ()

    def halted(self, actions: frozenset[Action] = frozenset(Action)) -> str | None:
        """The work whose withdrawal or dispute keeps `actions` from being granted anew, or None."""
        return next((work for work, events in self.histories if halting(events, actions, self.at, self.known_at)), None)

    def events(self, actions: frozenset[Action] = frozenset(Action)) -> tuple[Event, ...]:
        """The events that tell for `actions`: those of the work that halts them, else of this one."""
        halted = self.halted(actions)
        return dict(self.histories).get(self.work if halted is None else halted, ())


@dataclass(frozen=True)
class _Handed:
    """What a work hands down to what is made from it, and what is doubted of it."""

    terms: Terms
    basis: Basis
    conflicts: tuple[CheckReason, ...] = ()
    doubts: tuple[tuple[Doubt, str], ...] = ()


_Key = tuple[str, datetime]


class Licensing:
    """Reads the terms of works of one record, each work once; made anew where acts may have come since."""

    def __init__(self, record: Record, known_at: datetime | None = None, reading: HouseReading | None = None) -> None:
        self.reader = Reader(record)
        self.known_at = known_at
        self.reading = reading
        self._handed: dict[_Key, _Handed] = {}

    def standing(self, work_id: str, at: datetime | None = None) -> Standing:
        """The terms of a work of the record. Raises `WorkUnknown`."""
        work = self.reader.work(work_id)
        now = datetime.now(UTC)
        return self._standing(self.reader.making(work_id), work, at or self.known_at or now, self.known_at or now)

    def as_if(self, work_id: str, terms: Terms, template: str = "") -> Standing:
        """A work's terms as they would be, were these stated for it now. Raises `WorkUnknown`."""
        work, now = self.reader.work(work_id), datetime.now(UTC)
        stated = Statement(Version(terms, now, now), template, 0)
        return self._standing(self.reader.making(work_id), work, now, now, stated)

    def foreseen(
        self, kind: str, used: Sequence[tuple[Work, str]], project: str | None, at: datetime | None = None
    ) -> Standing:
        """The terms of something that is about to be made from these works, each in its role."""
        now = at or datetime.now(UTC)
        pairs = tuple(dict.fromkeys((work.id, role) for work, role in used))
        return self._standing(Making("", kind, project, now, pairs), None, now, self.known_at or now)

    # --- what a work is under -----------------------------------------------------------------------------------

    def _standing(
        self, making: Making, work: Work | None, at: datetime, known: datetime, stated: Statement | None = None
    ) -> Standing:
        line, composing = self.reader.line(making), self.reader.composed(making)
        self._resolve(self._needs(composing))
        parents, words, doubts, refused = self._parents(composing, line, min(at, known))
        statement, stated_for = (stated, making.made) if stated else self._statement(line, at, known)
        arrived = self._arrived(making, work)
        doubts = tuple(dict.fromkeys((*doubts, *(((arrived.caution, making.made),) if arrived.caution else ()))))
        own, name = self._own(statement, arrived, parents)
        composed = compose(parents, Relation.ADAPTATION)
        inherited = OPEN if isinstance(composed, Conflict) else composed
        checked = _put_under(parents, own, name)
        conflicts, cautions = _told_together((*checked.reasons, *refused)), checked.cautions
        terms = Terms(names=own.names) if conflicts else checked.terms
        # What follows from share-alike is the parents' word and not the makers'.
        silent = statement is None and arrived.basis != "came-in" and inherited.derivatives.reciprocal is not None
        own_parent = Parent(making.made, OPEN if silent else own, Relation.ADAPTATION)
        told = {} if conflicts else witnesses([*parents, own_parent], Relation.ADAPTATION)
        return Standing(
            work=making.made,
            basis="stated" if statement is not None else arrived.basis,
            terms=terms,
            inherited=inherited,
            licence=checked.licence if not conflicts else name,
            witnesses=told,
            at=at,
            known_at=known,
            statement=statement,
            stated_for=stated_for,
            parents=parents,
            conflicts=conflicts,
            cautions=cautions,
            words=words,
            doubts=doubts,
            histories=self._histories(line, at, known),
        )

    def _own(self, statement: Statement | None, arrived: Arrived, parents: Sequence[Parent]) -> tuple[Terms, str]:
        """The terms that those who made or brought a work put it under, and their licence's name."""
        if statement is not None:
            return statement.version.terms, statement.template
        if arrived.basis == "came-in":
            name = arrived.licence if arrived.licence in all_templates() else next(iter(arrived.terms.names), "")
            return arrived.terms, name
        composed = compose(parents, Relation.ADAPTATION)
        if not isinstance(composed, Conflict) and composed.derivatives.reciprocal is not None:
            # Share-alike leaves the makers no silence: what they make is under the licence that it asks for.
            found = check(list(parents), Relation.ADAPTATION)
            return (found.terms or composed), found.licence or min(composed.derivatives.reciprocal)
        if arrived.basis == "model":
            # What leans on works under one licence is known by that one's name, never by another that says as much.
            alike = check(list(parents), Relation.ADAPTATION).licence
            known = set[str]() if isinstance(composed, Conflict) else composed.names
            named = next(iter(arrived.terms.names), "") or (alike if alike in known else "")
            return arrived.terms, named
        return RESERVED, ALL_RIGHTS_RESERVED

    def _statement(self, line: Sequence[Making], at: datetime, known: datetime) -> tuple[Statement | None, str]:
        """What was stated nearest: for the work, for one that it is a state of, for the brief it was made for."""
        for state in line:
            found = self.reader.told(state.made).stated(at, known)
            if found is not None:
                return found, state.made
        briefs = self.reader.briefs_of(line) if line[0].kind != "import" else ()
        stated = [(one, brief) for brief in briefs if (one := self.reader.told(brief).stated(at, known)) is not None]
        if not stated:
            return None, ""
        # A brief that was mended goes on under what was said of the one before.
        return max(stated, key=lambda pair: (pair[0].version.counts_from, pair[0].act))

    def _arrived(self, making: Making, work: Work | None) -> Arrived:
        """How a work came to be under terms without anybody stating them."""
        if work is None or making.kind in ("generate", "propose") or making.used:
            return self._made_here(making, work)
        if making.kind == "import" and making.act is not None and work.media_type != "application/toml":
            return terms_by_name(work.licence or ALL_RIGHTS_RESERVED)
        return Arrived(RESERVED, ALL_RIGHTS_RESERVED, "made-here")

    def _made_here(self, making: Making, work: Work | None) -> Arrived:
        if work is not None and making.act is not None and self._by_model_alone(making):
            said = work.attributes.get("terms")
            if any(role == "influence" for _, role in making.used):
                # A house model's card speaks in sentences; what binds are the works that the output leans on.
                return Arrived(OPEN, "", "model")
            return terms_of_outputs(said if isinstance(said, str) else "")
        return Arrived(RESERVED, ALL_RIGHTS_RESERVED, "made-here")

    def _by_model_alone(self, making: Making) -> bool:
        """Whether a model made it, and nobody who could hold anything in it."""
        if making.act is None or making.kind not in ("generate", "propose"):
            return False
        makers = [by for by in making.act.by if by.role in ("author", "writer", "concept")]
        kinds = {self.reader.kind_of_party(by.party_id) for by in makers}
        return "model" in kinds and not kinds & set(PEOPLE)

    # --- what works hand down -----------------------------------------------------------------------------------

    def _needs(self, making: Making) -> list[_Key]:
        return [(work, making.at) for work, _ in self.reader.parents(making)]

    def _resolve(self, wanted: list[_Key]) -> None:
        """What each of these works hands down, those above it first: a lineage may be longer than a stack is deep."""
        pending = list(wanted)
        open_: set[_Key] = set()
        while pending:
            key = pending[-1]
            if key in self._handed:
                pending.pop()
                continue
            making = self.reader.making(key[0])
            missing = [one for one in self._needs(making) if one not in self._handed]
            if missing and key not in open_:
                open_.add(key)
                pending += missing
                continue
            pending.pop()
            self._handed[key] = self._hand_down(key, making)

    def _hand_down(self, key: _Key, making: Making) -> _Handed:
        work_id, at = key
        known = at if self.known_at is None else min(at, self.known_at)
        statement = self.reader.told(work_id).stated(at, known)
        arrived = self._arrived(making, self.reader.work(work_id))
        doubts: tuple[tuple[Doubt, str], ...] = ((arrived.caution, work_id),) if arrived.caution else ()
        if arrived.basis == "came-in":
            return _Handed(statement.version.terms if statement else arrived.terms, "came-in", doubts=doubts)
        parents, _, more, refused = self._parents(making, self.reader.line(making))
        composed = compose(parents, Relation.ADAPTATION)
        doubts = tuple(dict.fromkeys((*doubts, *more)))
        if isinstance(composed, Conflict):
            refused += tuple(CheckReason("forbidden", one) for one in composed.collisions)
        if refused or isinstance(composed, Conflict):
            return _Handed(Terms(), arrived.basis, refused, doubts)
        if arrived.basis == "model":
            composed = meet(composed, arrived.terms)
        # The makers' own silence binds nobody among themselves; what they stated does.
        own = statement.version.terms if statement else None
        return _Handed(composed if own is None else meet(composed, own), arrived.basis, doubts=doubts)

    def _parents(
        self, making: Making, line: Sequence[Making], today: datetime | None = None
    ) -> tuple[tuple[Parent, ...], tuple[Word, ...], tuple[tuple[Doubt, str], ...], tuple[CheckReason, ...]]:
        """The parents with the terms that they hand down, whose word covers them, what is doubted, and which of them
        may not be used in this making by a limit of theirs. A permission for this very work counts until `today`."""
        found = self.reader.parents(making)
        words: list[Word] = []
        doubts: list[tuple[Doubt, str]] = []
        plain: list[Parent] = []
        learned: list[Parent] = []
        refused: list[CheckReason] = []
        meant = self.reader.meant(line)
        works = frozenset(one.made for one in line) | {work for work, _ in making.used}
        briefs = self.reader.briefs(line)
        for work, relation in found:
            handed = self._handed[work, making.at]
            doubts += handed.doubts
            terms = handed.terms
            for word in self._words(work, relation, handed, making, works, briefs, today):
                words.append(word)
                terms = _let_go(work, terms, word.clauses)
            if relation is not None:
                held = held_by_grant(self.reader.record, self.reader.grants(work), meant, making.at, works)
                asked = ASKED[relation]
                if (right := held.covers(asked, meant)) is not None:
                    keys = tuple(f"actions.{action}" for action in asked)
                    words.append(Word(work, "grant", keys, right.act, right.party))
                    # A grant outlasts terms that were stated since.
                    terms = _let_go(work, terms, _prohibited(terms, asked))
                elif against := self._refused(work, terms, relation, making, briefs, meant, held):
                    refused.append(CheckReason("forbidden", Collision(against)))
            (plain if relation else learned).append(Parent(work, terms, _told_apart(relation)))
        if learned and making.act is not None:
            used = self.reader.works([parent.work for parent in learned])
            reading = self.reading or reading_at(self.reader.record, making.at)
            plain += leaned_on(learned, leanings(making.act, used), reading)
        return tuple(plain), tuple(words), tuple(dict.fromkeys(doubts)), tuple(refused)

    def _refused(
        self,
        work: str,
        terms: Terms,
        relation: Relation,
        making: Making,
        briefs: Sequence[str],
        meant: Meant,
        held: Held,
    ) -> tuple[Clause, ...]:
        """The clauses by which a piece may not be used in this making."""
        known = making.at if self.known_at is None else min(making.at, self.known_at)
        events = self.reader.told(work).happened(making.at, known)
        own = COMMISSIONED in terms.names and self.reader.made_for(work, making.project, briefs, meant)
        found = refused_making(terms, relation, meant, events, held, making.at, own=own)
        return tuple(Clause(work, clause) for clause in sorted(found))

    def _words(
        self,
        work: str,
        relation: Relation | None,
        handed: _Handed,
        making: Making,
        works: frozenset[str],
        briefs: Sequence[str],
        today: datetime | None,
    ) -> list[Word]:
        found = []
        asked = _ASKED.get(relation or Relation.ADAPTATION, frozenset())
        reserved = clauses(handed.terms) == clauses(RESERVED)
        if handed.basis == "came-in" and reserved and self.reader.brought_for(work, making.project, briefs):
            # Who brings a piece for a project answers for it there; nothing follows for anybody else.
            found.append(Word(work, "brought", tuple(sorted(asked))))
        known = making.at if self.known_at is None else min(making.at, self.known_at)
        for one in self.reader.told(work).permissions:
            if one.known <= known and one.covers(making.project, works | set(briefs), making.at):
                found.append(_permitted(one))
            elif today is not None and one.result in works and one.covers(making.project, works, today):
                # A word for one work that is there already; what it was made under stays as it was for anything else.
                found.append(_permitted(one))
        return found

    # --- what happened ------------------------------------------------------------------------------------------

    def _histories(
        self, line: Sequence[Making], at: datetime, known: datetime
    ) -> tuple[tuple[str, tuple[Event, ...]], ...]:
        """Withdrawals and disputes of the work in all its states; disputes alone of those that it stands on.

        Consent that is withdrawn stops nothing that was made before; whose a work is stays in question all the same.
        """
        found: dict[str, tuple[Event, ...]] = {}
        for one in line:
            if events := self.reader.told(one.made).happened(at, known):
                found[one.made] = events
        for work in self.reader.above(line):
            events = tuple(one for one in self.reader.told(work).events if one.kind is not EventKind.WITHDRAWN)
            if events and work not in found:
                found[work] = events
        own = line[0].made
        return tuple(sorted(found.items(), key=lambda item: item[0] != own))


def _told_together(reasons: Sequence[CheckReason]) -> tuple[CheckReason, ...]:
    """Conflicts with those of one work alone as one: what a single licence refuses in several clauses, it refuses."""
    alone: dict[tuple[str, str], list[Clause]] = {}
    several = []
    for reason in reasons:
        works = {clause.work for clause in reason.collision.clauses}
        if len(works) == 1:
            alone.setdefault((reason.kind, works.pop()), []).extend(reason.collision.clauses)
        else:
            several.append(reason)
    single = [CheckReason(_kind(kind), Collision(tuple(sorted(set(told))))) for (kind, _), told in alone.items()]
    return (*single, *several)


def _kind(kind: str) -> Literal["forbidden", "discouraged"]:
    return "discouraged" if kind == "discouraged" else "forbidden"


def _told_apart(relation: Relation | None) -> Relation | None:
    return None if relation is Relation.ADAPTATION else relation


def _prohibited(terms: Terms, asked: Sequence[Action]) -> list[str]:
    """The clauses by which terms prohibit what is asked altogether."""
    found = [f"actions.{action}" for action in asked if not terms.rule(action).permitted]
    return found + (["derivatives.allowed"] if Action.ADAPT in asked and not terms.derivatives.allowed else [])


def _let_go(work: str, terms: Terms, keys: Sequence[str]) -> Terms:
    """Terms without the clauses that a holder lets go; what is owed to others by name is not theirs to give away."""
    given = waived(terms, keys)
    prices = given.prices | {one for one in terms.prices if one.of not in ("", work)}
    fees = given.derivatives.minimum_fees | {one for one in terms.derivatives.minimum_fees if one.of not in ("", work)}
    return replace(given, prices=prices, derivatives=replace(given.derivatives, minimum_fees=fees))


def _permitted(one: Permission) -> Word:
    # An older record may hold permissions on what nobody can give away: that part of them is none.
    keys = tuple(sorted(one.clauses - INALIENABLE))
    return Word(one.work, "permission", keys, one.act, one.party, one.recorder, one.credit)


@dataclass(frozen=True)
class _Put:
    """A work put under terms: what holds, or why it may not be."""

    terms: Terms
    licence: str
    reasons: tuple[CheckReason, ...] = ()
    cautions: tuple[Caution, ...] = ()


def _put_under(parents: Sequence[Parent], own: Terms, name: str) -> _Put:
    """The parents' terms and the makers' together.

    A licence that people know by its deed must lift nothing, or who reads its name would be misled; terms of our own
    only add to what is inherited, and share-alike must name them.
    """
    template = all_templates().get(name)
    if template is not None and template.terms == own and template.deed and parents:
        checked = check(list(parents), Relation.ADAPTATION, template)
        return _Put(checked.terms or Terms(), name, checked.reasons, checked.warnings)
    composed = compose(parents, Relation.ADAPTATION)
    if isinstance(composed, Conflict):
        return _Put(Terms(), name, tuple(CheckReason("forbidden", one) for one in composed.collisions))
    alike = composed.derivatives.reciprocal
    if alike is not None and name not in alike:
        asking = [one.work for one in parents if one.terms.derivatives.reciprocal is not None]
        clash = [Collision((Clause("", "licence"), Clause(work, "derivatives.reciprocal"))) for work in asking]
        return _Put(Terms(), name, tuple(CheckReason("forbidden", one) for one in clash))
    return _Put(replace(meet(composed, own), names=own.names or frozenset({name or OWN})), name)


def standing_terms(
    record: Record,
    work: Work | str,
    *,
    at: datetime | None = None,
    known_at: datetime | None = None,
    reading: HouseReading | None = None,
) -> Standing:
    """The terms of a work at `at` (now), as known at `known_at` (now), with a witness for each clause.

    Moments have a time zone. `reading` says what a house model's outputs take from the works they lean on: that
    of the home at their making, unless given. Raises `WorkUnknown`.
    """
    return Licensing(record, known_at, reading).standing(work.id if isinstance(work, Work) else work, at)
