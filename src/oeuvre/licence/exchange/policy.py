"""Terms as an ODRL 2.2 policy, in JSON-LD and Turtle, and back.

Each permitted action is a permission with its limits as constraints and its duties; each other is a prohibition, which
wins. Nobody needs to know the few words of our own (`urn:oeuvre:odrl:`) to decide: who does not know an action is not
permitted it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC
from typing import Any

from oeuvre.licence import ATTRIBUTION, Action, Basis, Derivatives, Duties, Limits, Price, Rule, Terms, Training
from oeuvre.licence.exchange.losses import Imported, Loss
from oeuvre.licence.odrl import Constraint, OdrlRule, Policy, Value, read_graph, read_policy

ODRL = "http://www.w3.org/ns/odrl/2/"
OURS = "urn:oeuvre:odrl:"
COUNTRY = "urn:iso:std:iso:3166:"
MINOR = "urn:oeuvre:odrl:minor-unit:"
"""The unit of an amount in the smallest unit of a currency: exact, whatever the currency's decimals."""
SHARE_ALIKE = "http://creativecommons.org/ns#ShareAlike"
IDENTIFIER = "http://purl.org/dc/terms/identifier"
ACTIONS: dict[Action, tuple[str, ...]] = {
    # To use a work is to perceive or run it; `odrl:use` would include every other action as well.
    Action.USE: tuple(f"{ODRL}{name}" for name in ("execute", "play", "read")),
    Action.REPRODUCE: (f"{ODRL}reproduce",),
    Action.DISTRIBUTE: (f"{ODRL}distribute",),
    Action.PRESENT: (f"{ODRL}present",),
    Action.ADAPT: (f"{ODRL}derive",),
    Action.COMMERCIALISE: ("http://creativecommons.org/ns#CommercialUse",),
    Action.AI_TRAINING: (f"{OURS}aiTraining",),
    Action.AI_INPUT: (f"{OURS}aiInput",),
    Action.AI_DERIVATIVE: (f"{OURS}aiDerivative",),
    Action.TEXT_AND_DATA_MINING: ("http://www.w3.org/ns/tdmrep#mine",),
    Action.SEARCH: (f"{ODRL}index",),
}
WORDS = {
    "media": "media",
    "channels": "deliveryChannel",
    "purposes": "purpose",
    "industries": "industry",
    "audiences": "recipient",
}


def as_odrl(terms: Terms, target: str) -> dict[str, Any]:
    """The policy as JSON-LD; every part has a name, so that the same terms give the same bytes."""
    base = f"urn:oeuvre:terms:{terms.digest.removeprefix('sha256:')}"
    permitted = [action for action in Action if terms.rule(action).permitted and _consented(terms, action)]
    if not terms.derivatives.allowed:
        permitted = [action for action in permitted if action is not Action.ADAPT]
    return {
        "@context": "http://www.w3.org/ns/odrl.jsonld",
        "@type": "Set",
        "@id": base,
        "uid": base,
        "dct:identifier": sorted(terms.names),
        "conflict": "prohibit",
        "permission": [_permission(terms, action, target, f"{base}:{action}") for action in permitted],
        "prohibition": [
            {"@id": f"{base}:{action}", "action": list(ACTIONS[action])} | _target(target)
            for action in Action
            if action not in permitted
        ],
    }


def write_json_ld(terms: Terms, target: str) -> str:
    """The policy as JSON-LD text."""
    return json.dumps(as_odrl(terms, target), ensure_ascii=False, indent=2) + "\n"


def write_turtle(terms: Terms, target: str) -> str:
    """The policy as Turtle text."""
    graph = read_graph(write_json_ld(terms, target).encode(), "terms")
    for prefix, space in (
        ("odrl", ODRL),
        ("cc", "http://creativecommons.org/ns#"),
        ("dct", "http://purl.org/dc/terms/"),
    ):
        graph.bind(prefix, space)
    return str(graph.serialize(format="turtle"))


def _consented(terms: Terms, action: Action) -> bool:
    needed = {
        Action.AI_TRAINING: Training.TRAIN_WITH_PAY,
        Action.AI_INPUT: Training.RETRIEVAL,
        Action.SEARCH: Training.SEARCH_ONLY,
    }.get(action, Training.NONE)
    return terms.training.rank >= needed.rank


def _target(target: str) -> dict[str, str]:
    return {"target": target} if target else {}


def _permission(terms: Terms, action: Action, target: str, name: str) -> dict[str, Any]:
    limits = terms.rule(action).limits
    ends = [moment for moment in (limits.not_after, terms.derivatives.expires) if moment is not None]
    if action is Action.ADAPT and ends:
        limits = replace(limits, not_after=min(ends))
    found: dict[str, Any] = {"@id": name, "action": list(ACTIONS[action])} | _target(target)
    said = [{"@id": f"{name}:{one['@id']}"} | {k: v for k, v in one.items() if k != "@id"} for one in _limits(limits)]
    found |= {"constraint": said} if said else {}
    duties = [
        {"@id": f"{name}:{one['@id']}"} | {k: v for k, v in one.items() if k != "@id"} for one in _duties(terms, action)
    ]
    return found | ({"duty": duties} if duties else {})


def _is(name: str, left: str, operator: str, right: Any) -> dict[str, Any]:
    return {"@id": name, "leftOperand": left, "operator": operator, "rightOperand": right}


def _limits(limits: Limits) -> list[dict[str, Any]]:
    found = []
    for name, operator, moment in (("from", "gteq", limits.not_before), ("until", "lteq", limits.not_after)):
        if moment is not None:
            right = {"@value": moment.isoformat(), "@type": "xsd:dateTime"}
            found.append(_is(name, "dateTime", operator, right))
    if limits.territories is not None:
        places = [{"@id": f"{COUNTRY}{place}"} for place in sorted(limits.territories)]
        found.append(_is("territories", "spatial", "isPartOf", places))
    for field, left in WORDS.items():
        words = getattr(limits, field)
        if words is not None:
            found.append(_is(field, left, "isAnyOf", sorted(words)))
    if limits.count is not None:
        found.append(_is("count", "count", "lteq", limits.count))
    return found


def _duties(terms: Terms, action: Action) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if terms.duties.attribute:
        parts = sorted(terms.duties.attribute)
        refined = _is("", f"{OURS}element", "isAllOf", parts)
        found.append({"@id": "attribute", "action": _refined(f"{ODRL}attribute", refined)})
    if terms.duties.label_ai:
        found.append({"@id": "label", "action": f"{OURS}labelAI"})
    if terms.duties.report_every_days is not None:
        every = {"@value": f"P{terms.duties.report_every_days}D", "@type": "xsd:duration"}
        found.append({"@id": "report", "action": _refined(f"{ODRL}inform", _is("", "timeInterval", "lteq", every))})
    if terms.rule(action).limits.exclusive:
        found.append({"@id": "exclusive", "action": f"{ODRL}ensureExclusivity"})
    if action is Action.ADAPT and terms.derivatives.reciprocal is not None:
        refined = _is("", f"{OURS}licence", "isAnyOf", sorted(terms.derivatives.reciprocal) or [""])
        found.append({"@id": "alike", "action": _refined(SHARE_ALIKE, refined)})
    if action is Action.ADAPT and terms.derivatives.reviewed:
        found.append({"@id": "review", "action": f"{ODRL}obtainConsent"})
    return found + _pay(terms, action)


def _pay(terms: Terms, action: Action) -> list[dict[str, Any]]:
    """A duty to compensate for each price; of one that is not a flat amount only that it is owed, and by what basis."""
    found: list[dict[str, Any]] = []
    prices = sorted((price for price in terms.prices if action in price.actions), key=repr)
    for number, price in enumerate(prices):
        plain = Price(Basis.FLAT, price.currency, price.amount, price.of, price.actions)
        if price == plain and not price.of:
            refined = _is("", "payAmount", "eq", price.amount) | {"unit": f"{MINOR}{price.currency}"}
        else:
            refined = _is("", f"{OURS}price", "eq", str(price.basis))
        found.append({"@id": f"pay-{number}", "action": _refined(f"{ODRL}compensate", refined)})
    unpaid = action is Action.AI_TRAINING and terms.training is Training.TRAIN_WITH_PAY and not prices
    if unpaid or (action is Action.ADAPT and terms.derivatives.minimum_fees):
        refined = _is("", f"{OURS}price", "eq", "derivative" if action is Action.ADAPT else "training")
        found.append({"@id": "pay", "action": _refined(f"{ODRL}compensate", refined)})
    return found


def _refined(action: str, refinement: dict[str, Any]) -> dict[str, Any]:
    return {"rdf:value": {"@id": action}, "refinement": {k: v for k, v in refinement.items() if k != "@id"}}


def read_odrl(text: str, place: str) -> Imported:
    """Terms from a policy in JSON-LD or Turtle, as far as they hold what it says.

    A permission with anything that terms do not hold is not taken, and is listed: less is permitted, never more.
    Raises whatever reading a policy raises.
    """
    graph = read_graph(text.encode(), place)
    policy = read_policy(graph, place)
    names = frozenset(str(value) for _, prop, value in graph if str(prop) == IDENTIFIER)
    found = _Reading(policy)
    terms = replace(found.terms(), names=names)
    return Imported("odrl", terms, tuple(found.unread))


class _Reading:
    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self.unread: list[Loss] = [Loss("policy", offer) for offer in policy.offers]
        self._attribute: set[str] = set()
        self._label, self._every = False, list[int]()
        self._alike: frozenset[str] | None = None
        self._reviewed = False
        self._prices: dict[tuple[str, int], set[Action]] = {}

    def terms(self) -> Terms:
        """What the policy's rules come to."""
        rules: dict[Action, Rule] = {}
        barred: set[Action] = set()
        for rule in self._policy.rules:
            if rule.kind == "duty":
                self.unread.append(Loss("obligation", rule.iri))
                continue
            actions = self._actions(rule)
            if rule.kind == "prohibition":
                barred |= actions
            elif actions:
                limits = self._permission(rule, actions)
                for action in actions if limits is not None else ():
                    rules[action] = Rule(True, limits or Limits())
        # Whatever strategy a policy has, what it prohibits somewhere is not taken as permitted.
        rules = {action: rule for action, rule in rules.items() if action not in barred}
        training = Training.SEARCH_ONLY if Action.SEARCH in rules else Training.NONE
        training = Training.RETRIEVAL if Action.AI_INPUT in rules else training
        training = Training.TRAIN if Action.AI_TRAINING in rules else training
        return Terms(
            duties=Duties(frozenset(self._attribute), self._label, min(self._every, default=None)),
            prices=frozenset(
                Price(Basis.FLAT, currency, amount, actions=frozenset(actions))
                for (currency, amount), actions in self._prices.items()
            ),
            derivatives=Derivatives(Action.ADAPT in rules, self._alike, reviewed=self._reviewed),
            training=training,
        ).with_rules(rules)

    def _actions(self, rule: OdrlRule) -> set[Action]:
        """Actions of ours all of whose names a rule has; of a prohibition, one name is enough."""
        named = {deed.iri for deed in rule.actions if not deed.refinements or rule.kind == "prohibition"}
        enough = all if rule.kind == "permission" else any
        found = {action for action, iris in ACTIONS.items() if enough(iri in named for iri in iris)}
        wide = {f"{ODRL}use"} & named
        if wide and rule.kind == "prohibition":
            found |= set(Action)
        known = {iri for action in found for iri in ACTIONS[action]}
        self.unread += [Loss(rule.kind, deed.iri) for deed in rule.actions if deed.iri not in known]
        return found

    def _permission(self, rule: OdrlRule, actions: set[Action]) -> Limits | None:
        values: dict[str, Any] = {}
        fine = not rule.assignees and self._refined_nowhere(rule)
        for condition in rule.constraints:
            read = self._limit(condition) if isinstance(condition, Constraint) else None
            if read is None or read[0] in values:
                fine = False
                self.unread.append(Loss("constraint", condition.iri))
            else:
                values[read[0]] = read[1]
        if not fine:
            self.unread.append(Loss("permission", rule.iri))
            return None
        for duty in rule.duties:
            if not self._duty(duty, values, actions):
                self.unread.append(Loss("duty", duty.iri))
                return None
        return Limits(**values)

    def _refined_nowhere(self, rule: OdrlRule) -> bool:
        return not any(whom.refinements for whom in (*rule.targets, *rule.assigners))

    def _limit(self, one: Constraint) -> tuple[str, Any] | None:
        left, texts = one.left.removeprefix(ODRL), [value.text for value in one.right]
        if one.unit or one.reference or one.status is not None:
            return None
        if left == "dateTime" and len(one.right) == 1 and one.right[0].kind == "time":
            field = {"gteq": "not_before", "lteq": "not_after"}.get(one.operator)
            return (field, one.right[0].value.astimezone(UTC)) if field else None
        if left == "spatial" and one.operator in ("isPartOf", "isAnyOf", "eq"):
            codes = frozenset(text.removeprefix(COUNTRY) for text in texts)
            fitting = all(text.startswith(COUNTRY) for text in texts) and all(_is_country(code) for code in codes)
            return ("territories", codes) if fitting else None
        if left == "count" and one.operator == "lteq" and len(one.right) == 1:
            return ("count", int(one.right[0].value)) if _is_whole(one.right[0]) else None
        field = next((name for name, operand in WORDS.items() if operand == left), None)
        fitting = one.operator == "isAnyOf" or (one.operator == "eq" and len(texts) == 1)
        return (field, frozenset(texts)) if field and fitting else None

    def _duty(self, duty: OdrlRule, limits: dict[str, Any], actions: set[Action]) -> bool:
        """Whether terms hold what a duty asks; what it asks is taken."""
        if len(duty.actions) != 1 or duty.duties or duty.constraints:
            return False
        deed = duty.actions[0]
        refined = [one for one in deed.refinements if isinstance(one, Constraint)]
        if len(refined) != len(deed.refinements) or len(refined) > 1:
            return False
        texts = [value.text for value in refined[0].right] if refined else []
        name = deed.iri
        if name == f"{ODRL}attribute" and (not refined or refined[0].left == f"{OURS}element"):
            self._attribute |= set(texts) & set(ATTRIBUTION) if refined else {"author"}
            return not set(texts) - set(ATTRIBUTION)
        if name == f"{OURS}labelAI" and not refined:
            self._label = True
            return True
        if name == f"{ODRL}ensureExclusivity" and not refined:
            limits["exclusive"] = True
            return True
        if name == f"{ODRL}obtainConsent" and not refined and actions == {Action.ADAPT}:
            self._reviewed = True
            return True
        if name == f"{ODRL}compensate" and refined:
            return self._flat(refined[0], actions)
        if name == f"{ODRL}inform" and refined and refined[0].left == f"{ODRL}timeInterval":
            days = texts[0].removeprefix("P").removesuffix("D") if len(texts) == 1 else ""
            if days.isascii() and days.isdigit() and int(days) > 0:
                self._every.append(int(days))
                return True
        if name == SHARE_ALIKE and refined and refined[0].left == f"{OURS}licence":
            asked = frozenset(text for text in texts if text)
            self._alike = asked if self._alike is None else self._alike & asked
            return True
        return False

    def _flat(self, amount: Constraint, actions: set[Action]) -> bool:
        fitting = amount.left == f"{ODRL}payAmount" and amount.operator == "eq" and len(amount.right) == 1
        currency = amount.unit.removeprefix(MINOR)
        if not fitting or not amount.unit.startswith(MINOR) or not _is_whole(amount.right[0]):
            return False
        if len(currency) != 3 or not (currency.isascii() and currency.isalpha() and currency.isupper()):
            return False
        self._prices.setdefault((currency, int(amount.right[0].value)), set()).update(actions)
        return True


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()


def _is_whole(value: Value) -> bool:
    return value.kind == "number" and value.value.denominator == 1 and value.value > 0
