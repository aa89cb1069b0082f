"""Generated cases, written once for ODRL and once for Cedar, whose deny-overrides is ODRL's `conflict prohibit`.

Both get the same rules over parties and their groups, works and their collections, actions and those that include them,
and conditions on numbers, words and sets. Cedar decides by itself: nothing of ours is used to write its side.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from decimal import Decimal

import cedarpy

from oeuvre.licence.odrl import CompiledPolicy, Request, World, compile_policy, read_graph, read_request, read_world
from tests.licence.odrl.evaluating import turtle

PARTIES, GROUPS = ("ann", "bob", "cleo"), ("choir", "guild")
WORKS, COLLECTIONS = ("song", "film", "poster"), ("album", "archive")
WITHIN = {
    "play": "use",
    "display": "play",
    "print": "use",
    "reproduce": "use",
    "extract": "reproduce",
    "sell": "transfer",
}
ACTIONS = ("use", "transfer", *WITHIN)
PURPOSES, PLACES = ("study", "trade", "press"), ("paris", "rome")
COMPARED = {"lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "eq": "==", "neq": "!="}


@dataclass(frozen=True)
class Case:
    """One decision in both languages."""

    policy: bytes
    request: bytes
    world: bytes
    cedar: str
    asked: dict[str, object]
    entities: list[dict[str, object]]

    def ours(self) -> tuple[CompiledPolicy, Request, World]:
        """Compiled and read."""
        return (
            compile_policy(self.policy),
            read_request(read_graph(self.request, "request")),
            read_world(read_graph(self.world, "world")),
        )

    def permits(self) -> bool:
        """What Cedar says."""
        told = cedarpy.is_authorized(self.asked, self.cedar, self.entities)
        assert not told.diagnostics.errors, told.diagnostics.errors
        return told.decision == cedarpy.Decision.Allow


def made_case(seed: int) -> Case:
    """The case of a seed."""
    chance = random.Random(seed)
    members = {party: chance.sample(GROUPS, chance.randint(0, 2)) for party in PARTIES}
    parts = {work: chance.sample(COLLECTIONS, chance.randint(0, 1)) for work in WORKS}
    nested = chance.random() < 0.5
    rules, cedar = [], []
    kinds = [chance.choice(("permission",) * 4 + ("prohibition",)) for _ in range(chance.randint(1, 6))]
    for number, kind in enumerate(kinds):
        said, told = _rule(chance, number)
        rules.append(said)
        cedar.append(f"{'permit' if kind == 'permission' else 'forbid'} {told}")
    heads = " ".join(f"; odrl:{kind} ex:r{number}" for number, kind in enumerate(kinds))
    party, work, action = chance.choice(PARTIES), chance.choice(WORKS), chance.choice(ACTIONS)
    facts, context = _facts(chance)
    world = [f"ex:{one} odrl:partOf ex:{group} ." for one, groups in members.items() for group in groups]
    world += [f"ex:{one} odrl:partOf ex:{whole} ." for one, wholes in parts.items() for whole in wholes]
    world += ["ex:album odrl:partOf ex:archive ."] if nested else []
    return Case(
        turtle(f"ex:p a odrl:Set ; odrl:conflict odrl:prohibit {heads} . {' '.join(rules)}"),
        turtle(
            f"ex:q a odrl:Request ; odrl:permission [ odrl:action odrl:{action} ; odrl:assignee ex:{party} ; "
            f"odrl:target ex:{work} {facts} ] ."
        ),
        turtle(" ".join(world)),
        "\n".join(cedar),
        {"principal": f'P::"{party}"', "action": f'Action::"{action}"', "resource": f'W::"{work}"', "context": context},
        _entities(members, parts, nested),
    )


def _rule(chance: random.Random, number: int) -> tuple[str, str]:
    said, scopes = [f"ex:r{number} a odrl:Rule"], []
    for name, prop, kind, single, several in (
        ("principal", "assignee", "P", PARTIES, GROUPS),
        ("action", "action", "Action", ACTIONS, ACTIONS),
        ("resource", "target", "W", WORKS, COLLECTIONS),
    ):
        if chance.random() < 0.4 and name != "action":
            scopes.append(name)
            continue
        # The widest action stands for most, so that about half of the rules speak of what is asked.
        who = chance.choice((*single, *several)) if name != "action" or chance.random() < 0.5 else "use"
        space = "odrl" if name == "action" else "ex"
        said.append(f"odrl:{prop} {space}:{who}")
        scopes.append(f'{name} in {kind}::"{who}"')
    conditions = [_condition(chance) for _ in range(chance.choice((0, 0, 0, 1, 2)))]
    said += [f"odrl:constraint {written}" for written, _ in conditions]
    when = f" when {{ {' && '.join(told for _, told in conditions)} }}" if conditions else ""
    return " ; ".join(said) + " .", f"({', '.join(scopes)}){when};"


def _condition(chance: random.Random, depth: int = 0) -> tuple[str, str]:
    if depth < 2 and chance.random() < 0.3:
        joined = chance.choice(("and", "or", "xone"))
        parts = [_condition(chance, depth + 1) for _ in range(2)]
        listed = " ".join(written for written, _ in parts)
        one, other = (f"({told})" for _, told in parts)
        told = {"and": f"({one} && {other})", "or": f"({one} || {other})", "xone": f"(({one}) != ({other}))"}[joined]
        return f"[ odrl:{joined} ( {listed} ) ]", told
    kind = chance.choice(("count", "purpose", "spatial", "payAmount"))
    if kind == "count":
        operator, bound = chance.choice(list(COMPARED)), chance.randint(0, 6)
        told = f"(context has count && context.count {COMPARED[operator]} {bound})"
        return _constraint("count", operator, str(bound)), told
    if kind == "payAmount":
        name, method = chance.choice(
            (("lt", "lessThan"), ("lteq", "lessThanOrEqual"), ("gt", "greaterThan"), ("gteq", "greaterThanOrEqual"))
        )
        amount = Decimal(chance.randint(0, 40)) / 10
        told = f'(context has paid && context.paid.{method}(decimal("{amount:.1f}")))'
        return _constraint("payAmount", name, f"{amount:.1f}"), told
    words = PURPOSES if kind == "purpose" else PLACES
    operator = chance.choice(("eq", "neq", "isAnyOf", "isNoneOf"))
    picked = chance.sample(words, 1 if operator in ("eq", "neq") else chance.randint(1, 2))
    listed = ", ".join(f'"{word}"' for word in picked)
    held = f"[{listed}].contains(context.{kind})"
    told = f"(context has {kind} && {'!' if operator in ('neq', 'isNoneOf') else ''}{held})"
    right = f"ex:{picked[0]}" if operator in ("eq", "neq") else "( " + " ".join(f"ex:{word}" for word in picked) + " )"
    return _constraint(kind, operator, right), told


def _constraint(left: str, operator: str, right: str) -> str:
    return f"[ odrl:leftOperand odrl:{left} ; odrl:operator odrl:{operator} ; odrl:rightOperand {right} ]"


def _facts(chance: random.Random) -> tuple[str, dict[str, object]]:
    """What the request states, in Turtle and as Cedar's context; each fact is missing now and then."""
    said, context = "", dict[str, object]()
    for left in ("count", "purpose", "spatial", "payAmount"):
        if chance.random() < 0.2:
            continue
        if left == "count":
            context["count"] = number = chance.randint(0, 6)
            value = str(number)
        elif left == "payAmount":
            value = f"{Decimal(chance.randint(0, 40)) / 10:.1f}"
            context["paid"] = {"__extn": {"fn": "decimal", "arg": value}}
        else:
            context[left] = word = chance.choice(PURPOSES if left == "purpose" else PLACES)
            value = f"ex:{word}"
        said += f"; sotw:context [ odrl:leftOperand odrl:{left} ; odrl:rightOperand {value} ] "
    return said, context


def _entities(members: dict[str, list[str]], parts: dict[str, list[str]], nested: bool) -> list[dict[str, object]]:
    def entity(kind: str, name: str, parents: list[str]) -> dict[str, object]:
        above = [{"type": kind, "id": parent} for parent in parents]
        return {"uid": {"type": kind, "id": name}, "attrs": {}, "parents": above}

    found = [entity("P", party, groups) for party, groups in members.items()]
    found += [entity("P", group, []) for group in GROUPS]
    found += [entity("W", work, wholes) for work, wholes in parts.items()]
    found += [entity("W", "album", ["archive"] if nested else []), entity("W", "archive", [])]
    return found + [entity("Action", action, [WITHIN[action]] if action in WITHIN else []) for action in ACTIONS]


def as_json(case: Case) -> str:
    """A case that disagreed, to be looked at."""
    return json.dumps({"policy": case.policy.decode(), "request": case.request.decode(), "cedar": case.cedar}, indent=1)
