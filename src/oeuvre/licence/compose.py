"""The terms of what is made from others: `compose` takes the stricter of every clause, or says what collides.

The relation decides what a parent contributes and asks: an adaptation takes all its terms, a mere reference none, a
font none from being embedded. The result is the same however parents are ordered, repeated
or grouped, and permits no more than any parent that contributes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from itertools import combinations, islice, product
from typing import TypeVar

from oeuvre.licence.order import CLAUSES, clauses, lifted, meet_all, meet_rules
from oeuvre.licence.prices import shares_asked
from oeuvre.licence.templates import all_templates
from oeuvre.licence.terms import OPEN, PERMITTED, Action, Rule, Terms, Training


class Relation(StrEnum):
    """How a work stands to one that it was made from."""

    ADAPTATION = "adaptation"
    COLLECTION = "collection"
    INPUT = "input"
    TRAINING = "training"
    REFERENCE = "reference"


_ASKED = {
    Relation.ADAPTATION: (Action.ADAPT,),
    Relation.COLLECTION: (Action.REPRODUCE, Action.DISTRIBUTE),
    Relation.INPUT: (Action.AI_INPUT, Action.AI_DERIVATIVE),
    Relation.TRAINING: (Action.AI_TRAINING,),
    Relation.REFERENCE: (),
}
_CONSENT = {Relation.INPUT: Training.RETRIEVAL, Relation.TRAINING: Training.TRAIN_WITH_PAY}
# Those by which something is made that share-alike and no-derivatives speak of; a collection is not an adaptation.
_DERIVING = (Relation.ADAPTATION, Relation.INPUT)
# More parents than this in one collision are no longer told apart: the smallest are what helps.
_MOST_TOGETHER = 4
_MOST_SETS = 32
# Up to so many different clauses every group of four is tried, up to so many every pair.
_FEW, _MANY = 24, 300

K = TypeVar("K")


@dataclass(frozen=True)
class Parent:
    """A work that something is made from, its terms, and its own relation where it is not that of the others."""

    work: str
    terms: Terms
    relation: Relation | None = None


@dataclass(frozen=True, order=True)
class Clause:
    """One clause of one work: `derivatives.reciprocal` of work `a` (keys are those of `clauses`)."""

    work: str
    key: str


def clause_of(key: str) -> str:
    """The clause that the key of a reason belongs to: `actions.adapt` of `actions.adapt.territories`."""
    return ".".join(key.split(".")[:2]) if key.startswith("actions.") else key


class Resolution(StrEnum):
    """What would let a work be made after all."""

    ANOTHER_WORK = "another-work"
    ANOTHER_LICENCE = "another-licence"
    PERMISSION = "permission"
    GRANT = "grant"


# What one party alone asks for, and gives by granting: a price before anything is made, review, exclusivity.
_GRANTED = frozenset({"prices", "derivatives.minimum-fees", "derivatives.reviewed"})


@dataclass(frozen=True)
class Collision:
    """Clauses that cannot stand together, none of which is idle: without any one of them the rest could."""

    clauses: tuple[Clause, ...]

    @property
    def works(self) -> tuple[str, ...]:
        """The works whose clauses these are."""
        return tuple(sorted({clause.work for clause in self.clauses}))

    @property
    def resolutions(self) -> tuple[tuple[Resolution, tuple[str, ...]], ...]:
        """What would resolve it, and for each the works any one of which it concerns; the result is named `""`."""
        works = tuple(work for work in self.works if work)
        told: list[tuple[Resolution, tuple[str, ...]]] = [(Resolution.ANOTHER_WORK, works)]
        if "" in self.works:
            told.append((Resolution.ANOTHER_LICENCE, ("",)))
        if all(clause_of(clause.key) in CLAUSES for clause in self.clauses if clause.work):
            told.append((Resolution.PERMISSION, works))
        keys = {clause.key for clause in self.clauses}
        if len(self.works) == 1 and works and all(one in _GRANTED or one.endswith(".exclusive") for one in keys):
            told.append((Resolution.GRANT, works))
        return tuple(told)


@dataclass(frozen=True)
class Conflict:
    """Why nothing may be made of these parents in this relation: every smallest set of clauses that collide."""

    relation: Relation
    collisions: tuple[Collision, ...]


def compose(
    parents: Iterable[Parent],
    relation: Relation,
    registry: Mapping[str, Terms] | None = None,
    discouraged: bool = False,
) -> Terms | Conflict:
    """The terms that a work takes from `parents`, or the conflict that keeps it from being made.

    `registry` gives the terms of licences by name, which share-alike clauses point to: the templates when left out. A
    licence that is not in it can be shared alike by name alone. `discouraged` lets a share-alike licence take in what
    Creative Commons discourages and allows (BY-NC under BY-SA); the laws of composition are those of the default.
    """
    given = [(parent, contribution(parent, relation)) for parent in parents]
    singles = [Collision((clause,)) for clause in dict.fromkeys(_refusals(given, relation))]
    if singles:
        return Conflict(relation, tuple(sorted(singles, key=lambda one: one.clauses)))
    known = _known() if registry is None else registry
    collisions = [*_apart(given, relation), *_share_alike(given, relation, known, discouraged), *_over_ceiling(given)]
    return Conflict(relation, tuple(collisions)) if collisions else meet_all(terms for _, terms in given)


def contribution(parent: Parent, relation: Relation) -> Terms:
    """The terms that one parent hands down, prices and fees marked as its own.

    None from a mere reference; none from a font that is set in the work. A font that is itself adapted is told by its
    own relation.
    """
    own = parent.relation or relation
    embedded = own is Relation.COLLECTION or (own is Relation.ADAPTATION and parent.relation is None)
    if own is Relation.REFERENCE or (embedded and not parent.terms.binds_embedding):
        return OPEN
    terms = parent.terms
    if not terms.prices and not terms.derivatives.minimum_fees:
        return terms
    fees = frozenset(replace(fee, of=fee.of or parent.work) for fee in terms.derivatives.minimum_fees)
    return replace(
        terms,
        prices=frozenset(replace(price, of=price.of or parent.work) for price in terms.prices),
        derivatives=replace(terms.derivatives, minimum_fees=fees),
    )


def witnesses(parents: Sequence[Parent], relation: Relation) -> dict[str, tuple[str, ...]]:
    """For each clause of the composed terms, the works that it came from.

    Those that say the very clause; where it is the meet of several, all that say something on it.
    """
    given = [(parent.work, contribution(parent, relation)) for parent in parents]
    told = {}
    for key, value in clauses(meet_all(terms for _, terms in given)).items():
        very = {work for work, terms in given if clauses(terms).get(key) == value}
        told[key] = tuple(sorted(very or {work for work, terms in given if key in clauses(terms)}))
    return told


_Given = Sequence[tuple[Parent, Terms]]


def _refusals(given: _Given, relation: Relation) -> Iterable[Clause]:
    """Clauses by which one parent alone refuses the relation."""
    for parent, terms in given:
        own = parent.relation or relation
        for action in _ASKED[own]:
            if not terms.rule(action).permitted:
                yield Clause(parent.work, f"actions.{action}")
        if own in _DERIVING and not terms.derivatives.allowed:
            yield Clause(parent.work, "derivatives.allowed")
        if terms.training.rank < _CONSENT.get(own, Training.NONE).rank:
            yield Clause(parent.work, "training")


def _apart(given: _Given, relation: Relation) -> Iterable[Collision]:
    """Limits that are each fine and leave nothing together: Belgium alone beside France alone."""
    for action in Action:
        asking = [(parent, terms) for parent, terms in given if action in _ASKED[parent.relation or relation]]
        alike: dict[Rule, list[str]] = {}
        for parent, terms in asking:
            alike.setdefault(terms.rule(action), []).append(parent.work)
        if not _leave_nothing(alike):
            continue
        for group in _smallest(list(alike), _leave_nothing)[:_MOST_SETS]:
            works = sorted(alike[rule][0] for rule in group)
            yield Collision(tuple(Clause(work, f"actions.{action}") for work in works))


def _leave_nothing(rules: Iterable[Rule]) -> bool:
    return not reduce(meet_rules, rules, PERMITTED).permitted


def _known() -> Mapping[str, Terms]:
    return {name: template.terms for name, template in all_templates().items()}


def _share_alike(
    given: _Given, relation: Relation, known: Mapping[str, Terms], discouraged: bool
) -> Iterable[Collision]:
    """Sets of clauses that leave no licence under which a derivative could be shared alike."""
    deriving = [(parent, terms) for parent, terms in given if (parent.relation or relation) in _DERIVING]
    wanted = [terms.derivatives.reciprocal for _, terms in deriving if terms.derivatives.reciprocal is not None]
    if not wanted:
        return ()
    licences = frozenset().union(*wanted)
    bars: dict[Clause, frozenset[str]] = {}
    for parent, terms in deriving:
        for clause, barred in _bars(parent.work, terms, licences, known, discouraged):
            bars[clause] = bars.get(clause, frozenset()) | barred
    asking = [
        Clause(parent.work, "derivatives.reciprocal")
        for parent, terms in deriving
        if terms.derivatives.reciprocal is not None
    ]
    return _smallest_covers(licences, bars, asking)


def _bars(
    work: str, terms: Terms, licences: frozenset[str], known: Mapping[str, Terms], discouraged: bool
) -> Iterable[tuple[Clause, frozenset[str]]]:
    """For each clause of a work, the licences that it rules out."""
    if terms.derivatives.reciprocal is not None:
        yield Clause(work, "derivatives.reciprocal"), licences - terms.derivatives.reciprocal
    if discouraged and terms.derivatives.direct_grant:
        return
    for licence in licences & known.keys():
        for key in lifted(terms, known[licence]):
            yield Clause(work, key), frozenset({licence})


def _smallest_covers(
    licences: frozenset[str], bars: Mapping[Clause, frozenset[str]], asking: Sequence[Clause]
) -> list[Collision]:
    """The smallest sets of clauses that rule out every licence, with one that asks for sharing alike among them."""
    if licences - frozenset().union(*bars.values()):
        return []
    # Clauses that rule out the same are told apart only when the sets are written out.
    alike: dict[tuple[frozenset[str], bool], list[Clause]] = {}
    for clause in sorted(bars):
        alike.setdefault((bars[clause], clause in asking), []).append(clause)

    def covers(group: Sequence[tuple[frozenset[str], bool]]) -> bool:
        return any(asks for _, asks in group) and licences <= frozenset().union(*(barred for barred, _ in group))

    written = (one for group in _smallest(list(alike), covers) for one in product(*(alike[kind] for kind in group)))
    return [Collision(tuple(sorted(one))) for one in islice(written, _MOST_SETS)]


def _smallest(kinds: Sequence[K], collide: Callable[[Sequence[K]], bool]) -> list[Sequence[K]]:
    """All the smallest groups of `kinds` that collide, given that all of them do and that more never collide less.

    Where trying every group would take too long, one group of which none can be left out.
    """
    largest = _MOST_TOGETHER if len(kinds) <= _FEW else 2 if len(kinds) <= _MANY else 0
    for size in range(1, largest + 1):
        groups = [group for group in combinations(kinds, size) if collide(group)]
        if groups:
            return list(groups)
    left = list(kinds)
    for kind in kinds:
        fewer = [other for other in left if other != kind]
        left = fewer if collide(fewer) else left
    return [left]


def _over_ceiling(given: _Given) -> Iterable[Collision]:
    """Shares of revenue that together pass what one of the parents lets a derivative owe, or all there is."""
    asked = shares_asked(meet_all(terms for _, terms in given).prices)
    shares = {work: price.percent or Fraction(0) for work, price in asked.items()}
    largest = sorted(shares, key=lambda work: (-shares[work], work))
    ceilings: list[tuple[Fraction, Clause | None]] = [(Fraction(100), None)]
    ceilings += [
        (terms.derivatives.ceiling, Clause(parent.work, "derivatives.ceiling"))
        for parent, terms in given
        if terms.derivatives.ceiling is not None
    ]
    found: dict[Collision, None] = {}
    for ceiling, clause in ceilings:
        taken = Fraction(0)
        for count, work in enumerate(largest, 1):
            taken += shares[work]
            if taken > ceiling:
                priced = [Clause(one, "prices") for one in largest[:count]]
                found[Collision(tuple(sorted([*priced, *([clause] if clause else [])])))] = None
                break
    return list(found)
