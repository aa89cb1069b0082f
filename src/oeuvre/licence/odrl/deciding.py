"""Deciding: which rules are active for a request in a world, and what follows from them.

A policy is compiled once, kept by the digest of its bytes, and asked as often as one likes: `verdict` says only what
follows, `evaluate` says it with the state of every premise. Both ask the same functions.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal, NamedTuple

from oeuvre.licence.odrl.policies import Policy, read_policy
from oeuvre.licence.odrl.reading import read_graph
from oeuvre.licence.odrl.rules import CONSTRAINT, CompiledRule, DutyState, compile_rule, duty_state, violated
from oeuvre.licence.odrl.situation import Situation
from oeuvre.licence.odrl.situations import Request, World

Outcome = Literal["permit", "prohibit", "not-applicable"]
MOST_KEPT = 64
_PREFERRED: dict[str, Outcome] = {"perm": "permit", "prohibit": "prohibit"}


class Reason(NamedTuple):
    """Why: a code of the catalogue of words, the rule, and the premise or duty that it hangs on."""

    code: str
    rule: str = ""
    node: str = ""
    detail: str = ""


@dataclass(frozen=True)
class RuleState:
    """One permission, prohibition or duty as evaluated; `premises` are in the order of the compiled rule's."""

    rule: CompiledRule
    active: bool
    premises: tuple[bool, ...]
    duties: tuple[DutyState, ...] = ()
    violated: bool = False
    own: DutyState | None = None


@dataclass(frozen=True)
class Evaluation:
    """What was found: `active` and `inactive` rules by IRI, duties among them."""

    decision: Outcome
    states: tuple[RuleState, ...]
    active: tuple[str, ...]
    inactive: tuple[str, ...]
    reasons: tuple[Reason, ...]
    situation: Situation


class CompiledPolicy:
    """A policy whose rules are functions, found by the target that they speak of."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.rules = tuple(compile_rule(rule, policy.implies) for rule in policy.rules)
        self._anywhere: list[CompiledRule] = []
        self._by_target: dict[str, list[CompiledRule]] = {}
        for rule in self.rules:
            if rule.rule.kind == "duty":
                continue
            named = [whom.iri or whom.source for whom in rule.rule.targets]
            if not named or not all(named):
                self._anywhere.append(rule)
                continue
            keys = {name for whom in rule.rule.targets for name in (whom.iri, whom.source) if name}
            for key in keys:
                self._by_target.setdefault(key, []).append(rule)

    def verdict(self, request: Request, world: World) -> Outcome:
        """What follows for a request, and no more."""
        situation = Situation(self.policy, request, world)
        permitted = implied = prohibited = False
        for rule in self._speaking_of(situation):
            if rule.active(situation):
                if rule.rule.kind == "permission":
                    permitted = True
                    implied = implied or (bool(rule.implied) and rule.by_implication(situation))
                else:
                    prohibited = True
        return follows(self.policy.conflict, permitted, prohibited and not implied)

    def _speaking_of(self, situation: Situation) -> list[CompiledRule]:
        found = list(self._anywhere)
        if self._by_target and situation.request.target:
            for whole in situation.wholes(situation.request.target):
                found += self._by_target.get(whole, ())
        return found

    def evaluate(self, request: Request, world: World) -> Evaluation:
        """What follows, with the state of every rule, premise and duty."""
        situation = Situation(self.policy, request, world)
        states = tuple(_state(rule, situation) for rule in self.rules)
        permits = [one for one in states if one.active and one.rule.rule.kind == "permission"]
        prohibits = [one for one in states if one.active and one.rule.rule.kind == "prohibition"]
        implied = any(one.rule.by_implication(situation) for one in permits)
        decision = follows(self.policy.conflict, bool(permits), bool(prohibits) and not implied)
        flags: dict[str, bool] = {}
        for state in states:
            flags[state.rule.rule.iri] = flags.get(state.rule.rule.iri, False) or state.active
            for duty in _all_duties(state.duties):
                flags[duty.rule.rule.iri] = flags.get(duty.rule.rule.iri, False) or duty.active
        return Evaluation(
            decision,
            states,
            tuple(name for name, on in flags.items() if on),
            tuple(name for name, on in flags.items() if not on),
            tuple(_reasons(self.policy, states, permits, prohibits, implied)),
            situation,
        )


def _all_duties(duties: tuple[DutyState, ...]) -> list[DutyState]:
    found: list[DutyState] = []
    for duty in duties:
        found += [duty, *_all_duties(duty.consequences)]
    return found


def follows(conflict: str, permitted: bool, prohibited: bool) -> Outcome:
    """What follows from active permissions and prohibitions; `invalid` voids the policy where both are."""
    if permitted and prohibited:
        return _PREFERRED.get(conflict, "not-applicable")
    if permitted:
        return "permit"
    return "prohibit" if prohibited else "not-applicable"


def _state(rule: CompiledRule, situation: Situation) -> RuleState:
    if rule.rule.kind == "duty":
        own = duty_state(rule, situation)
        view = rule.view(situation)
        held = tuple(premise.holds(situation, view) for premise in rule.premises)
        return RuleState(rule, own.active, held, own.consequences, own.deontic == "Violated", own)
    view = rule.view(situation)
    held = tuple(premise.holds(situation, view) for premise in rule.premises)
    if rule.rule.kind == "permission":
        duties = tuple(duty_state(one, situation, rule) for one in rule.duties)
        return RuleState(rule, all(held) and all(duty.met for duty in duties), held, duties)
    broken = violated(rule, situation)
    remedies = tuple(duty_state(one, situation, triggered=broken) for one in rule.duties)
    mended = bool(remedies) and all(remedy.deontic == "Fulfilled" for remedy in remedies)
    return RuleState(rule, all(held), held, remedies, broken and not mended)


def _reasons(
    policy: Policy,
    states: tuple[RuleState, ...],
    permits: list[RuleState],
    prohibits: list[RuleState],
    implied: bool,
) -> list[Reason]:
    found = [Reason("offer", offer) for offer in policy.offers]
    if permits and prohibits:
        code = "implied" if implied else f"conflict-{policy.conflict}"
        found.append(Reason(code, permits[0].rule.rule.iri, prohibits[0].rule.rule.iri))
    if not states and not policy.offers:
        found.append(Reason("no-rules"))
    for state in states:
        name, kind = state.rule.rule.iri, state.rule.rule.kind
        if state.own is not None:
            found.append(Reason(f"duty-{state.own.deontic}", name, name))
        elif state.active:
            found.append(Reason(f"{kind}-active", name))
        else:
            for premise, held in zip(state.rule.premises, state.premises, strict=True):
                if not held:
                    code = "constraint" if premise.kind == CONSTRAINT else premise.kind.lower()
                    found.append(Reason(f"{code}-unsatisfied", name, ", ".join(premise.nodes)))
        if all(state.premises) and kind == "permission":
            found += [
                Reason("duty-unmet", name, duty.rule.rule.iri, duty.deontic) for duty in state.duties if not duty.met
            ]
        if kind == "prohibition" and state.violated:
            found.append(Reason("prohibition-violated", name))
    return found


_kept: OrderedDict[str, CompiledPolicy] = OrderedDict()


def compile_policy(content: bytes, place: str = "") -> CompiledPolicy:
    """A policy in Turtle or JSON-LD, compiled; the same bytes are compiled once.

    Raises whatever `read_graph` and `read_policy` raise.
    """
    digest = hashlib.sha256(content).hexdigest()
    kept = _kept.get(digest)
    if kept is None:
        kept = _kept[digest] = CompiledPolicy(read_policy(read_graph(content, place), place))
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    else:
        _kept.move_to_end(digest)
    return kept
