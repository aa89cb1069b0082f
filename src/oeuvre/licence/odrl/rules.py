"""Rules compiled to functions: premises that must hold, and duties with their states.

A permission or prohibition is active when its action, target, party and constraints fit the request in the situation;
a permission needs its duties met besides. A duty is active while its constraints hold (consequences and remedies: once
what they follow from was violated), fulfilled when a fitting action was performed in time, violated when its time has
passed, and not set before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from oeuvre.licence.odrl.conditions import Test, View, compiled
from oeuvre.licence.odrl.policies import Condition, Constraint, Deed, Logical, Rule, Whom
from oeuvre.licence.odrl.situation import COUNT, DATE_TIME, Situation
from oeuvre.licence.odrl.situations import Fact, Performed
from oeuvre.licence.odrl.values import Value
from oeuvre.licence.odrl.vocabulary import XSD

ACTION, TARGET, PARTY, CONSTRAINT = "Action", "Target", "Party", "Constraint"
FULFILLED, VIOLATED, NON_SET = "Fulfilled", "Violated", "NonSet"
PERFORMED, UNPERFORMED = "Performed", "Unperformed"


@dataclass(frozen=True)
class Premise:
    """One thing that must hold: its kind, its node (or several), and the function that says so."""

    kind: str
    nodes: tuple[str, ...]
    holds: Callable[[Situation, View], bool]
    condition: Condition | None = None


@dataclass(frozen=True)
class DutyState:
    """How a duty stands; `met` is whether a permission under it may be used."""

    rule: CompiledRule
    active: bool
    performance: str
    deontic: str
    met: bool
    consequences: tuple[DutyState, ...] = ()


@dataclass(frozen=True)
class CompiledRule:
    """A rule with its functions. `counts` says whether a constraint asks how often it was exercised."""

    rule: Rule
    premises: tuple[Premise, ...]
    duties: tuple[CompiledRule, ...]
    implied: frozenset[str]
    counts: bool

    def view(self, situation: Situation) -> View:
        """Where the constraints look; uses are counted from the history where no count is stated."""
        view = situation.view(self.rule.iri)
        if self.counts and not any(COUNT in facts for facts in view) and situation.world.performed:
            used = sum(fits(self, situation, deed) for deed in situation.world.performed)
            return ({COUNT: (Fact(Value("number", used, str(used), f"{XSD}integer")),)}, *view)
        return view

    def matches(self, situation: Situation) -> bool:
        """Whether all premises hold."""
        view = self.view(situation)
        return all(premise.holds(situation, view) for premise in self.premises)

    def active(self, situation: Situation) -> bool:
        """Whether a permission or a prohibition is in effect for the request."""
        if not self.matches(situation):
            return False
        return self.rule.kind != "permission" or all(duty_state(one, situation, self).met for one in self.duties)

    def by_implication(self, situation: Situation) -> bool:
        """Whether the request is not of the action itself, but of one that it implies."""
        return not any(deed.iri in situation.actions for deed in self.rule.actions) and bool(self.implied)


def compile_rule(rule: Rule, implies: dict[str, frozenset[str]]) -> CompiledRule:
    """A rule with its functions; `implies` are the actions that an action of the policy brings with it."""
    implied = frozenset(one for deed in rule.actions for one in implies.get(deed.iri, ()))
    implied = implied if rule.kind == "permission" else frozenset()
    premises: list[Premise] = []
    if rule.kind != "duty":
        premises.append(Premise(ACTION, tuple(deed.iri for deed in rule.actions), _action(rule.actions, implied)))
        premises.append(Premise(TARGET, _names(rule.targets), _whom(rule.targets, TARGET)))
        premises.append(Premise(PARTY, _names(rule.assignees), _whom(rule.assignees, PARTY)))
    premises += [
        Premise(CONSTRAINT, (condition.iri,), _condition(compiled(condition)), condition)
        for condition in rule.constraints
    ]
    return CompiledRule(
        rule,
        tuple(premises),
        tuple(compile_rule(duty, implies) for duty in rule.duties),
        implied,
        any(asks_count(condition) for condition in rule.constraints),
    )


def asks_count(condition: Condition) -> bool:
    """Whether a condition asks for a count, at any depth."""
    if isinstance(condition, Logical):
        return any(map(asks_count, condition.parts))
    return condition.left == COUNT


def _names(several: tuple[Whom, ...]) -> tuple[str, ...]:
    return tuple(one.iri or one.source for one in several)


def _condition(test: Test) -> Callable[[Situation, View], bool]:
    return lambda situation, view: test(view, situation)


def _refined(conditions: tuple[Condition, ...]) -> Callable[[Situation, View], bool]:
    tests = tuple(map(compiled, conditions))
    return lambda situation, view: all(test(view, situation) for test in tests)


def _action(deeds: tuple[Deed, ...], implied: frozenset[str]) -> Callable[[Situation, View], bool]:
    """Whether the requested action is one of a rule's, with its refinements; no action means any."""
    if not deeds:
        return lambda situation, view: True
    plain = frozenset(deed.iri for deed in deeds if not deed.refinements) | implied
    refined = tuple((deed.iri, _refined(deed.refinements)) for deed in deeds if deed.refinements)

    def holds(situation: Situation, view: View) -> bool:
        actions = situation.actions
        return not plain.isdisjoint(actions) or any(
            iri in actions and fits_too(situation, view) for iri, fits_too in refined
        )

    return holds


def _whom(several: tuple[Whom, ...], kind: str) -> Callable[[Situation, View], bool]:
    """Whether the request's target or party is one of a rule's, or a part of it that fits its refinements."""
    if not several:
        return lambda situation, view: True
    tests = tuple(_one(whom) for whom in several)
    if kind == TARGET:
        return lambda situation, view: any(test(situation, situation.request.target) for test in tests)
    return lambda situation, view: any(test(situation, situation.request.party) for test in tests)


def _one(whom: Whom) -> Callable[[Situation, str], bool]:
    named = frozenset(name for name in (whom.iri, whom.source) if name)
    refined = _refined(whom.refinements)

    def fits_whom(situation: Situation, asked: str) -> bool:
        if not asked or (named and named.isdisjoint(situation.wholes(asked))):
            return False
        return not whom.refinements or refined(situation, (situation.about(asked), situation.facts))

    return fits_whom


def fits(rule: CompiledRule, situation: Situation, deed: Performed, above: CompiledRule | None = None) -> bool:
    """Whether an action that was performed is one that a rule speaks of.

    A duty without a party of its own is owed by the permission's, and where that names none by whoever asks.
    """
    view = situation.history(deed)
    wider = situation.wider(deed.action)
    own = rule.rule
    if deed.condition and deed.condition != own.iri and own.kind == "duty":
        return False
    if own.actions and not any(one.iri in wider and _refined(one.refinements)(situation, view) for one in own.actions):
        return False
    if own.targets and deed.target and not any(_one(one)(situation, deed.target) for one in own.targets):
        return False
    if own.targets and not deed.target and not deed.condition:
        return False
    parties = own.assignees or (above.rule.assignees if above is not None else ())
    if parties:
        if not any(_one(one)(situation, deed.party) for one in parties):
            return False
    elif own.kind == "duty" and deed.party and situation.request.party:
        return deed.party in situation.wholes(situation.request.party)
    return True


def in_time(deed: Performed, situation: Situation) -> bool:
    """Whether an action was performed by the time of evaluation; one without a time was."""
    return deed.at is None or situation.at is None or deed.at <= situation.at


def duty_state(
    duty: CompiledRule, situation: Situation, above: CompiledRule | None = None, triggered: bool = True
) -> DutyState:
    """How a duty stands. `above` is the permission it conditions; `triggered` is False before a violation calls it."""
    view = duty.view(situation)
    active = triggered and all(premise.holds(situation, view) for premise in duty.premises)
    deeds = [
        deed for deed in situation.world.performed if in_time(deed, situation) and fits(duty, situation, deed, above)
    ]
    # Constraints are of the action that is asked; only a time by which to do it is of the doing.
    timely = any(
        all(one.holds(situation, situation.history(deed) if is_deadline(one) else view) for one in duty.premises)
        for deed in deeds
    )
    performance, deontic = PERFORMED if deeds else UNPERFORMED, NON_SET
    reported, said = situation.world.states.get(duty.rule.iri, ("", ""))
    if said:
        performance = said
    if reported:
        deontic = reported
    elif timely:
        deontic = FULFILLED
    elif triggered and overdue(duty, situation, view):
        deontic = VIOLATED
    consequences = tuple(
        duty_state(one, situation, above or duty, triggered=deontic == VIOLATED) for one in duty.duties
    )
    made_good = (
        bool(consequences) and performance == PERFORMED and all(one.deontic == FULFILLED for one in consequences)
    )
    # A world that reports on duties tells every violation: what it does not call violated may still be done in time.
    on_course = deontic == FULFILLED or bool(situation.world.states) or not active
    met = made_good if deontic == VIOLATED else on_course
    return DutyState(duty, active, performance, deontic, met, consequences)


def is_deadline(premise: Premise) -> bool:
    """Whether a premise is a time by which something is to be done."""
    condition = premise.condition
    return isinstance(condition, Constraint) and condition.left == DATE_TIME and condition.operator in ("lt", "lteq")


def overdue(duty: CompiledRule, situation: Situation, view: View) -> bool:
    """Whether a time by which a duty was to be done has passed."""
    known = any(DATE_TIME in facts for facts in view)
    return known and any(is_deadline(one) and not one.holds(situation, view) for one in duty.premises)


def violated(prohibition: CompiledRule, situation: Situation) -> bool:
    """Whether a report or the history says that what is prohibited was done."""
    reported = situation.world.states.get(prohibition.rule.iri, ("", ""))[0]
    if reported:
        return reported == VIOLATED
    return any(
        in_time(deed, situation)
        and fits(prohibition, situation, deed)
        and all(one.holds(situation, situation.history(deed)) for one in prohibition.premises if one.kind == CONSTRAINT)
        for deed in situation.world.performed
    )
