"""An evaluation written in the compliance report vocabulary, as Turtle.

Names of reports follow from what is reported on, so the same evaluation gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime

from oeuvre.licence.odrl.conditions import View, answers, compiled
from oeuvre.licence.odrl.deciding import Evaluation, RuleState
from oeuvre.licence.odrl.policies import Condition, Constraint, Logical
from oeuvre.licence.odrl.rules import CONSTRAINT, CompiledRule, DutyState
from oeuvre.licence.odrl.situation import Situation
from oeuvre.licence.odrl.values import TEXT, Value
from oeuvre.licence.odrl.vocabulary import DCT, ODRL, REPORT, XSD

_HEAD = f"@prefix report: <{REPORT}> .\n@prefix odrl: <{ODRL}> .\n@prefix dct: <{DCT}> .\n@prefix xsd: <{XSD}> .\n\n"
_UNSAFE = re.compile('[\\x00-\\x20<>"{}|^`\\\\]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_QUOTED = re.compile('[\\x00-\\x1f"\\\\]')


def report_as_turtle(evaluation: Evaluation) -> str:
    """The report of an evaluation: rules, premises, duties and their states."""
    return _Writer(evaluation).write()


def iri(text: str) -> str:
    """An IRI as Turtle writes it; what may not stand between its brackets is escaped."""
    return f"<{_UNSAFE.sub(lambda found: f'%{ord(found.group()):02X}', text)}>"


def literal(value: Value) -> str:
    """A value as Turtle writes it."""
    if value.kind == TEXT and value.datatype == "iri":
        return iri(value.text)
    text = _QUOTED.sub(lambda sign: _ESCAPES.get(sign.group(), f"\\u{ord(sign.group()):04X}"), value.text)
    return f'"{text}"^^{iri(value.datatype)}' if value.datatype else f'"{text}"'


class _Writer:
    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._situation: Situation = evaluation.situation
        request = self._situation.request
        seed = f"{self._situation.policy.iri}\n{request.iri}\n{self._situation.at}"
        self._root = hashlib.sha256(seed.encode()).hexdigest()[:20]
        self._count = 0
        self._parts: list[str] = []

    def _name(self) -> str:
        self._count += 1
        return f"<urn:oeuvre:report:{self._root}:{self._count}>"

    def _put(self, name: str, kind: str, said: list[str]) -> str:
        self._parts.append(f"{name} a report:{kind}" + "".join(f" ;\n    {line}" for line in said) + " .\n")
        return name

    def write(self) -> str:
        """The whole report."""
        at, request = self._situation.at, self._situation.request
        said = [f'dct:created "{_stamp(at)}"^^xsd:dateTime'] if at is not None else []
        said += [f"report:policy {iri(self._situation.policy.iri)}", f"report:policyRequest {iri(request.iri)}"]
        said += [f"report:ruleReport {self._rule(state)}" for state in self._evaluation.states]
        self._put(f"<urn:oeuvre:report:{self._root}>", "PolicyReport", said)
        return _HEAD + "\n".join(reversed(self._parts))

    def _rule(self, state: RuleState) -> str:
        rule = state.rule
        if state.own is not None:
            return self._duty(state.own)
        name = self._name()
        view = rule.view(self._situation)
        attempted = "Attempted" if self._situation.request.action else "NotAttempted"
        said = [f"report:attemptState report:{attempted}", f"report:rule {iri(rule.rule.iri)}"]
        if self._situation.request.rule:
            said.append(f"report:ruleRequest {iri(self._situation.request.rule)}")
        said += self._premises(rule, state.premises, view)
        said += [f"report:conditionReport {self._duty(duty)}" for duty in state.duties]
        said.append(f"report:activationState report:{_active(state.active)}")
        if rule.rule.kind == "permission":
            return self._put(name, "PermissionReport", said)
        said.append(f"report:deonticState report:{'Violated' if state.violated else 'NonSet'}")
        return self._put(name, "ProhibitionReport", said)

    def _premises(self, rule: CompiledRule, held: tuple[bool, ...], view: View) -> list[str]:
        found = []
        for premise, holds in zip(rule.premises, held, strict=True):
            if premise.kind == CONSTRAINT and premise.condition is not None:
                found.append(f"report:premiseReport {self._condition(premise.condition, holds, view)}")
            else:
                state = f"report:satisfactionState report:{_satisfied(holds)}"
                found.append(f"report:premiseReport {self._put(self._name(), f'{premise.kind}Report', [state])}")
        return found

    def _condition(self, condition: Condition, holds: bool, view: View) -> str:
        name = self._name()
        said = [f"report:constraint {iri(condition.iri)}"]
        if isinstance(condition, Logical):
            said.append(f"report:constraintLogicalOperand odrl:{condition.operator}")
            for part in condition.parts:
                part_holds = compiled(part)(view, self._situation)
                said.append(f"report:premiseReport {self._condition(part, part_holds, view)}")
        else:
            said += self._operands(condition, view)
        said.append(f"report:satisfactionState report:{_satisfied(holds)}")
        return self._put(name, "ConstraintReport", said)

    def _operands(self, condition: Constraint, view: View) -> list[str]:
        left = [f"report:constraintLeftOperand {literal(fact.value)}" for fact in answers(condition, view)]
        right = [f"report:constraintRightOperand {literal(value)}" for value in condition.right]
        return [*left, f"report:constraintOperator odrl:{condition.operator}", *right]

    def _duty(self, state: DutyState) -> str:
        name = self._name()
        view = state.rule.view(self._situation)
        held = tuple(premise.holds(self._situation, view) for premise in state.rule.premises)
        done = "Attempted" if state.performance == "Performed" else "NotAttempted"
        said = [f"report:attemptState report:{done}", f"report:rule {iri(state.rule.rule.iri)}"]
        said += self._premises(state.rule, held, view)
        said += [f"report:conditionReport {self._duty(one)}" for one in state.consequences]
        said.append(f"report:activationState report:{_active(state.active)}")
        said.append(f"report:performanceState report:{state.performance}")
        said.append(f"report:deonticState report:{state.deontic}")
        return self._put(name, "DutyReport", said)


def _stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _active(active: bool) -> str:
    return "Active" if active else "Inactive"


def _satisfied(holds: bool) -> str:
    return "Satisfied" if holds else "Unsatisfied"
