"""May this be made from those, and under what? The question of `oeuvre licence check`, answered with every reason.

What Creative Commons calls possible and does not recommend (its FAQ's chart for adapters: BY or BY-NC material under
fewer conditions) is refused or warned of, as asked; both answers say that it is discouraged and not forbidden.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from oeuvre.licence.compose import Clause, Collision, Conflict, Parent, Relation, compose, contribution
from oeuvre.licence.order import clauses, lifted, meet, meet_all
from oeuvre.licence.templates import Template, all_templates
from oeuvre.licence.terms import OPEN, Terms

Discouraged = Literal["refuse", "warn"]
DISCOURAGED: tuple[Discouraged, ...] = ("refuse", "warn")
# Relations whose result is itself licensed: an adaptation. In a collection, every part keeps its own terms.
_PUT_UNDER = (Relation.ADAPTATION, Relation.INPUT)


@dataclass(frozen=True)
class Reason:
    """A collision, and whether it is forbidden or only discouraged."""

    kind: Literal["forbidden", "discouraged"]
    collision: Collision


@dataclass(frozen=True)
class Caution:
    """Something that is allowed and should be known: `discouraged`, or `parts-keep-terms`."""

    kind: Literal["discouraged", "parts-keep-terms"]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Checked:
    """The answer: the terms of the result and the licence they are known by (empty where none says the same)."""

    terms: Terms | None
    licence: str
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Caution, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether the work may be made and shared."""
        return self.terms is not None


def check(
    parents: Sequence[Parent],
    relation: Relation,
    result: Template | None = None,
    discouraged: Discouraged = "refuse",
) -> Checked:
    """Whether a work may be made from `parents`, put under `result` where that is given.

    Without a result: what it inherits. With one: the terms that hold are the result's and the inherited ones together.
    """
    if not any(parent.terms.binds_embedding for parent in parents):
        # With nothing to be set in, it is the fonts themselves that are adapted.
        parents = [replace(parent, relation=parent.relation or relation) for parent in parents]
    composed = compose(parents, relation)
    if isinstance(composed, Conflict):
        if result is None and discouraged == "refuse":
            return _refused(composed, parents, relation)
        again = compose(parents, relation, discouraged=True)
        if isinstance(again, Conflict):
            return Checked(None, "", tuple(Reason("forbidden", one) for one in again.collisions))
        composed = again
    if result is None:
        licence = _best_name(composed, relation)
        return Checked(composed, licence, (), _warned(parents, relation, licence))
    return _under(result, composed, parents, relation, discouraged)


def _refused(conflict: Conflict, parents: Sequence[Parent], relation: Relation) -> Checked:
    """A conflict told: only discouraged where Creative Commons' chart would let it pass."""
    passes = not isinstance(compose(parents, relation, discouraged=True), Conflict)
    return Checked(
        None, "", tuple(Reason("discouraged" if passes else "forbidden", one) for one in conflict.collisions)
    )


def _warned(parents: Sequence[Parent], relation: Relation, licence: str) -> tuple[Caution, ...]:
    """What an inherited licence would lift, which is more than nothing only where that was asked to be let pass."""
    template = all_templates().get(licence)
    if template is None or relation not in _PUT_UNDER:
        return ()
    loose = [
        Clause(one.work, key)
        for one in parents
        if (one.relation or relation) in _PUT_UNDER
        for key in lifted(contribution(one, relation), template.terms)
    ]
    return (Caution("discouraged", tuple(loose)),) if loose else ()


def _under(
    result: Template, composed: Terms, parents: Sequence[Parent], relation: Relation, discouraged: Discouraged
) -> Checked:
    reasons: list[Reason] = []
    loose: list[Clause] = []
    kept: list[Clause] = []
    for parent in parents:
        own, terms = parent.relation or relation, contribution(parent, relation)
        if own is Relation.REFERENCE:
            continue
        gone = [Clause(parent.work, key) for key in lifted(terms, result.terms)]
        if own not in _PUT_UNDER:
            kept += gone
            continue
        if terms.derivatives.reciprocal is not None and result.id not in terms.derivatives.reciprocal:
            alike = Clause(parent.work, "derivatives.reciprocal")
            reasons.append(Reason("forbidden", Collision((Clause("", "licence"), alike))))
        elif terms.derivatives.direct_grant:
            loose += gone
        else:
            reasons += [Reason("forbidden", Collision((Clause("", clause.key), clause))) for clause in gone]
    if loose and discouraged == "refuse":
        reasons += [Reason("discouraged", Collision((Clause("", clause.key), clause))) for clause in loose]
    if reasons:
        return Checked(None, "", tuple(reasons))
    warnings = [Caution("discouraged", tuple(loose))] if loose else []
    warnings += [Caution("parts-keep-terms", tuple(kept))] if kept else []
    terms = replace(meet(composed, result.terms), names=frozenset({result.id}))
    return Checked(terms, result.id, (), tuple(warnings))


def _best_name(terms: Terms, relation: Relation) -> str:
    """The template that says what `terms` say, or nothing: of those that lift nothing, the one that adds least.

    Attribution's form, prices' creditors and notes apart, a name must say the same; one that would only be stricter is
    somebody's choice, not an inheritance.
    """
    if relation is Relation.REFERENCE or terms == OPEN:
        return ""
    alike = terms.derivatives.reciprocal if relation in _PUT_UNDER else None
    best: dict[str, tuple[int, bool, str]] = {}
    for name, template in all_templates().items():
        if alike is not None and name not in alike:
            continue
        apart = _apart(terms, template.terms, alike is not None)
        if apart == 0 or alike is not None:
            best[name] = (apart, name not in terms.names, "".join(chr(0x10FFFF - ord(sign)) for sign in name))
    return min(best, key=lambda name: best[name]) if best else ""


def _apart(one: Terms, other: Terms, alike: bool) -> int:
    """How many clauses two terms say differently, of those that make a licence what it is."""
    idle = {"duties.attribute", "moral-rights", "derivatives.direct-grant", "binds-embedding", "prices"}
    idle |= {"derivatives.minimum-fees"} | ({"derivatives.reciprocal"} if alike else set())
    a, b = clauses(one), clauses(other)
    differ = {key for key in a.keys() | b.keys() if key not in idle and a.get(key) != b.get(key)}
    if bool(one.duties.attribute) != bool(other.duties.attribute):
        differ.add("duties.attribute")
    if bool(one.prices) != bool(other.prices):
        differ.add("prices")
    return len(differ)


def inherited(parents: Sequence[Parent], relation: Relation) -> Terms:
    """What the parents hand down together, whether or not it can be had: for showing beside a conflict."""
    return meet_all(contribution(parent, relation) for parent in parents)
