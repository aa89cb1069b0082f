"""Constraints compiled to functions: all operators and logical constraints of ODRL 2.2.

A function is given the facts to look in, nearest first, and the situation. A left operand that nothing answers leaves
its constraint unsatisfied, whatever the operator: what is not known permits nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from oeuvre.licence.odrl.policies import Condition, Constraint, Logical
from oeuvre.licence.odrl.situations import Fact, Facts
from oeuvre.licence.odrl.values import Value, equal, moment_of, order
from oeuvre.licence.odrl.vocabulary import ODRL

View = tuple[Facts, ...]
DAY_OF_WEEK = "dayOfWeek"


class Sets(Protocol):
    """What set operators ask of a situation."""

    def wholes(self, iri: str) -> frozenset[str]:
        """A thing and everything that it is a part of."""
        ...

    def classes(self, iri: str) -> frozenset[str]:
        """A thing and everything that it is an instance or a kind of."""
        ...

    def referred(self, iri: str) -> tuple[Value, ...]:
        """The value that the world states for a right operand given by reference."""
        ...


Test = Callable[[View, Sets], bool]
Comparison = Callable[[tuple[Fact, ...], tuple[Value, ...], Sets], bool]


def _unit(iri: str) -> str:
    return iri.replace("https://", "http://", 1)


def answers(constraint: Constraint, view: View) -> tuple[Fact, ...]:
    """The facts that answer a constraint's left operand, in its unit, from the nearest place that has any."""
    found: tuple[Fact, ...] = ()
    for facts in view:
        found = facts.get(constraint.left, ()) or (facts.get(constraint.unit, ()) if constraint.unit else ())
        if found:
            break
    if not found and constraint.left.endswith(DAY_OF_WEEK):
        found = weekdays(view)
    if constraint.unit:
        wanted = _unit(constraint.unit)
        found = tuple(fact for fact in found if not fact.unit or _unit(fact.unit) == wanted)
    if not found and constraint.status is not None:
        return (Fact(constraint.status),)
    return found


def weekdays(view: View) -> tuple[Fact, ...]:
    """The English name of the day, in UTC: an operand that the draft’s examples have, and that the time answers."""
    times = next((facts[f"{ODRL}dateTime"] for facts in view if f"{ODRL}dateTime" in facts), ())
    found = (moment_of(fact.value) for fact in times)
    names = [f"{at:%A}" for at in found if at is not None]
    return tuple(Fact(Value("text", name, name)) for name in names)


def _any_equal(facts: tuple[Fact, ...], right: tuple[Value, ...], _: Sets) -> bool:
    return any(equal(fact.value, value) for fact in facts for value in right)


def _none_equal(facts: tuple[Fact, ...], right: tuple[Value, ...], sets: Sets) -> bool:
    return not _any_equal(facts, right, sets)


def _all_held(facts: tuple[Fact, ...], right: tuple[Value, ...], _: Sets) -> bool:
    return all(any(equal(fact.value, value) for fact in facts) for value in right)


def _ordered(*wanted: int) -> Comparison:
    def compare(facts: tuple[Fact, ...], right: tuple[Value, ...], _: Sets) -> bool:
        return all(order(fact.value, value) in wanted for fact in facts for value in right)

    return compare


def _part_of(facts: tuple[Fact, ...], right: tuple[Value, ...], sets: Sets) -> bool:
    wanted = {value.text for value in right}
    return any(not wanted.isdisjoint(sets.wholes(fact.value.text)) for fact in facts)


def _has_part(facts: tuple[Fact, ...], right: tuple[Value, ...], sets: Sets) -> bool:
    held = {fact.value.text for fact in facts}
    return all(not held.isdisjoint(sets.wholes(value.text)) for value in right)


def _is_a(facts: tuple[Fact, ...], right: tuple[Value, ...], sets: Sets) -> bool:
    wanted = {value.text for value in right}
    return any(not wanted.isdisjoint(sets.classes(fact.value.text)) for fact in facts)


COMPARISONS: dict[str, Comparison] = {
    "eq": _any_equal,
    "neq": _none_equal,
    "lt": _ordered(-1),
    "lteq": _ordered(-1, 0),
    "gt": _ordered(1),
    "gteq": _ordered(1, 0),
    "isAnyOf": _any_equal,
    "isNoneOf": _none_equal,
    "isAllOf": _all_held,
    "isPartOf": _part_of,
    "hasPart": _has_part,
    "isA": _is_a,
}


def compiled(condition: Condition) -> Test:
    """The function that says whether a condition is satisfied."""
    return _logical(condition) if isinstance(condition, Logical) else _single(condition)


def _single(constraint: Constraint) -> Test:
    compare, right, left = COMPARISONS[constraint.operator], constraint.right, constraint.left
    if constraint.reference or right == (Value("text", f"{ODRL}policyUsage", f"{ODRL}policyUsage", "iri"),):
        return _referring(constraint, compare)
    if constraint.unit or constraint.status is not None or left.endswith(DAY_OF_WEEK):

        def in_unit(view: View, sets: Sets) -> bool:
            facts = answers(constraint, view)
            return bool(facts) and compare(facts, right, sets)

        return in_unit

    def test(view: View, sets: Sets) -> bool:
        for facts in view:
            found = facts.get(left)
            if found:
                return compare(found, right, sets)
        return False

    return test


def _referring(constraint: Constraint, compare: Comparison) -> Test:
    """A right operand that the world states: under a reference, or the time at which the action is exercised."""

    def test(view: View, sets: Sets) -> bool:
        right = sets.referred(constraint.reference)
        if not constraint.reference:
            right = tuple(fact.value for fact in view[-1].get(f"{ODRL}dateTime", ()))
        facts = answers(constraint, view)
        return bool(facts) and bool(right) and compare(facts, right, sets)

    return test


def _logical(logical: Logical) -> Test:
    tests = tuple(compiled(part) for part in logical.parts)
    if logical.operator == "and":
        return lambda view, sets: all(test(view, sets) for test in tests)
    if logical.operator == "or":
        return lambda view, sets: any(test(view, sets) for test in tests)
    if logical.operator == "xone":
        return lambda view, sets: sum(test(view, sets) for test in tests) == 1
    return lambda view, sets: all(test(view, sets) for test in tests) and in_sequence(logical, view)


def in_sequence(logical: Logical, view: View) -> bool:
    """Whether the facts that carry a time became true in the order of the constraints that they answer."""
    latest: datetime | None = None
    for part in logical.parts:
        if not isinstance(part, Constraint):
            continue
        times = [fact.at for fact in answers(part, view) if fact.at is not None]
        if times:
            if latest is not None and max(times) < latest:
                return False
            latest = max(times)
    return True
