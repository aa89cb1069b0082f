"""What is asked, and how the world stands: a request and a state of the world as values.

A request is an `odrl:Request` with one permission, or an evaluation request of the draft. A world holds the
time, facts that answer left operands, what is part of what, actions that were performed (any node with an
`odrl:action`, and payments), and reports of earlier evaluations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from oeuvre.licence.odrl.errors import RequestUnfit
from oeuvre.licence.odrl.policies import action_edges, memberships, odrl
from oeuvre.licence.odrl.values import Value, moment_of, typed, value_of
from oeuvre.licence.odrl.vocabulary import (
    CLASS_OF,
    CURRENT_TIME,
    DCT,
    FACT_PROPERTIES,
    FEATURES,
    FORMAL,
    ODRL,
    PAY,
    RDF,
    REPORT,
    SOTW,
    XSD,
)


class Fact(NamedTuple):
    """A value that answers a left operand, in a unit, known since some time."""

    value: Value
    unit: str = ""
    at: datetime | None = None


Facts = Mapping[str, tuple[Fact, ...]]
NO_FACTS: Facts = {}


@dataclass(frozen=True)
class Request:
    """What somebody asks to do: identifiers of the action, the party and the target; empty where not said."""

    iri: str
    action: str
    party: str = ""
    target: str = ""
    rule: str = ""
    facts: Facts = field(default_factory=dict)
    about: Mapping[str, Facts] = field(default_factory=dict)
    edges: Mapping[str, frozenset[str]] = field(default_factory=dict)
    part_of: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Performed:
    """An action that was performed; `condition` is the duty that it was meant for, where that is stated."""

    iri: str
    action: str
    party: str = ""
    target: str = ""
    facts: Facts = field(default_factory=dict)
    at: datetime | None = None
    condition: str = ""


@dataclass(frozen=True)
class World:
    """How the world stands. `states` holds what earlier reports say of a rule: deontic and performance state."""

    at: datetime | None = None
    facts: Facts = field(default_factory=dict)
    about: Mapping[str, Facts] = field(default_factory=dict)
    performed: tuple[Performed, ...] = ()
    states: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    part_of: tuple[tuple[str, str], ...] = ()
    class_of: tuple[tuple[str, str], ...] = ()
    edges: Mapping[str, frozenset[str]] = field(default_factory=dict)
    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)


_TYPE, _VALUE = URIRef(f"{RDF}type"), URIRef(f"{RDF}value")
_CONTEXTS = tuple(URIRef(f"{space}{name}") for space in (SOTW, FORMAL) for name in ("context", "requestParameter"))
_TIMES = tuple(URIRef(iri) for iri in (f"{DCT}issued", f"{DCT}date", f"{DCT}created", f"{PAY}paymentDate"))
_STATED = ("eq", "isA", "isPartOf", "isAnyOf")


def _first(graph: Graph, node: Node, *names: str) -> Node | None:
    return next((value for name in names for value in graph.objects(node, URIRef(name))), None)


def _text(term: Node | None) -> str:
    return "" if term is None else str(term)


def _when(graph: Graph, node: Node) -> datetime | None:
    found = (value for name in _TIMES for value in graph.objects(node, name))
    return next((at for at in map(moment_of, map(value_of, found)) if at is not None), None)


class _Gathering:
    """Facts as they are found, by whom they are about; the empty name is about the situation as a whole."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: dict[str, dict[str, list[Fact]]] = {}

    def add(self, about: str, operand: str, term: Node, unit: str = "", at: datetime | None = None) -> None:
        facts = self._found.setdefault(about, {}).setdefault(operand, [])
        fact = Fact(value_of(term), unit, at)
        if fact not in facts:
            facts.append(fact)

    def properties(self, node: Node, about: str, known_only: bool = False) -> None:
        """What a node's own properties say of it."""
        for prop, value in self._graph.predicate_objects(node):
            operand = FACT_PROPERTIES.get(str(prop))
            if operand is not None and not isinstance(value, BNode):
                self.add(about, operand, value, at=_when(self._graph, node))
            elif operand is None and not known_only and not isinstance(value, BNode):
                self.add(about, str(prop), value)

    def stated(self, node: Node, about: str) -> None:
        """A fact written as a constraint that holds, or as a request parameter."""
        left = _first(self._graph, node, f"{ODRL}leftOperand")
        operator = _text(_first(self._graph, node, f"{ODRL}operator")).removeprefix(ODRL)
        unit = _text(_first(self._graph, node, f"{ODRL}unit"))
        if left is not None and (not operator or operator in _STATED):
            for value in self._graph.objects(node, odrl("rightOperand")):
                self.add(about, str(left), value, unit, _when(self._graph, node))
        for feature in self._graph.objects(node, URIRef(f"{SOTW}describesFeature")):
            for value in self._graph.objects(node, URIRef(f"{SOTW}value")):
                operand = FEATURES.get(str(feature), str(feature))
                self.add(about, operand, _number_behind(value), unit, _when(self._graph, node))

    def under(self, node: Node, about: str) -> None:
        """Facts that hang from a node: its contexts, parameters, constraints and refinements."""
        names = (*_CONTEXTS, odrl("constraint"), odrl("refinement"))
        for part in {part for name in names for part in self._graph.objects(node, name)}:
            self.stated(part, about)
            if isinstance(part, BNode | URIRef):
                self.properties(part, about, known_only=True)

    def facts(self, about: str) -> Facts:
        return {operand: tuple(facts) for operand, facts in self._found.get(about, {}).items()}

    def others(self) -> dict[str, Facts]:
        return {about: self.facts(about) for about in self._found if about}


def _number_behind(value: Node) -> Node:
    """The draft writes some parameters as identifiers (`{"@id": "1000"}`): what reads as a number is one."""
    plain = str(value).removeprefix("urn:oeuvre:base:").removeprefix("/")
    if isinstance(value, URIRef) and typed(plain, f"{XSD}decimal").kind == "number":
        return Literal(plain, datatype=URIRef(f"{XSD}decimal"))
    return value


def read_request(graph: Graph, place: str = "") -> Request:
    """The one request of a graph. Raises RequestUnfit, Recursive."""
    whole, rule = _asking(graph, place)
    actions = [
        *graph.objects(rule, odrl("action")),
        *graph.objects(rule, URIRef(f"{SOTW}evaluatedAction")),
        *graph.objects(rule, URIRef(f"{FORMAL}requestedAction")),
    ]
    if not actions and whole != rule:
        actions = list(graph.objects(whole, odrl("action")))
    if len(actions) != 1:
        raise RequestUnfit(place, detail="odrl:action", count=len(actions))
    meant = _first(graph, actions[0], f"{RDF}value")
    party = _either(graph, (rule, whole), f"{ODRL}assignee", f"{SOTW}evaluatedParty", f"{FORMAL}requestingParty")
    target = _either(graph, (rule, whole), f"{ODRL}target", f"{SOTW}evaluatedTarget", f"{FORMAL}requestedTarget")
    gathered = _Gathering(graph)
    for node in dict.fromkeys((whole, rule)):
        gathered.under(node, "")
        gathered.properties(node, "", known_only=True)
    gathered.under(actions[0], "")
    for whom in (party, target):
        if whom is not None:
            gathered.properties(whom, str(whom))
    return Request(
        _named(graph, whole),
        _text(meant) or str(actions[0]),
        _text(party),
        _text(target),
        _named(graph, rule),
        gathered.facts(""),
        gathered.others(),
        action_edges(graph),
        memberships(graph, place),
    )


def _named(graph: Graph, node: Node) -> str:
    uid = _first(graph, node, f"{ODRL}uid")
    return str(node) if isinstance(node, URIRef) else (_text(uid) or "urn:oeuvre:request")


def _either(graph: Graph, nodes: Iterable[Node], *names: str) -> Node | None:
    return next((value for node in nodes if (value := _first(graph, node, *names)) is not None), None)


def _asking(graph: Graph, place: str) -> tuple[Node, Node]:
    """The node of the request, and the node that says what is asked."""
    kinds = (f"{ODRL}Request", f"{SOTW}EvaluationRequest", f"{FORMAL}EvaluationRequest")
    found = {node for kind in kinds for node in graph.subjects(_TYPE, URIRef(kind))}
    if not found:
        asked = (f"{SOTW}evaluatedAction", f"{FORMAL}requestedAction", f"{ODRL}permission")
        found = {node for name in asked for node in graph.subjects(URIRef(name))}
    if len(found) != 1:
        raise RequestUnfit(place, detail="odrl:Request", count=len(found))
    whole = found.pop()
    rules = list(graph.objects(whole, odrl("permission")))
    if len(rules) > 1:
        raise RequestUnfit(place, detail="odrl:permission", count=len(rules))
    return whole, rules[0] if rules else whole


def read_world(graph: Graph, place: str = "", at: datetime | None = None) -> World:
    """The state of the world in a graph; `at` is the time where the graph states none. Raises Recursive."""
    gathered = _Gathering(graph)
    states_of_world = {
        node for node, kind in graph.subject_objects(_TYPE) if str(kind).lower().rpartition("#")[2].endswith("sotw")
    }
    contexts = {part for name in _CONTEXTS for part in graph.objects(None, name)}
    done = list(_performed(graph))
    deeds = {URIRef(one.iri) for one in done}
    for node in sorted(states_of_world | contexts, key=str):
        gathered.properties(node, "", known_only=True)
        if node in states_of_world:
            gathered.under(node, "")
    for node in sorted(set(graph.subjects(odrl("leftOperand"))), key=str):
        owners = set(graph.subjects(None, node))
        if not owners & deeds and not any((owner, odrl("action"), None) in graph for owner in owners):
            gathered.stated(node, "")
    for value in graph.objects(URIRef(CURRENT_TIME), URIRef(f"{DCT}issued")):
        gathered.add("", f"{ODRL}dateTime", value)
    for node in set(graph.subjects()):
        if isinstance(node, URIRef):
            gathered.properties(node, str(node))
    facts = dict(gathered.facts(""))
    now = next((moment_of(fact.value) for fact in facts.get(f"{ODRL}dateTime", ())), None) or at
    if now is not None and f"{ODRL}dateTime" not in facts:
        facts[f"{ODRL}dateTime"] = (Fact(Value("time", now, now.isoformat(), f"{XSD}dateTime")),)
    classes = [(str(a), str(b)) for name in CLASS_OF for a, b in graph.subject_objects(URIRef(name))]
    return World(
        now,
        facts,
        gathered.others(),
        tuple(done),
        _states(graph),
        memberships(graph, place),
        tuple(classes),
        action_edges(graph),
        {str(node): tuple(map(value_of, graph.objects(node, _VALUE))) for node in set(graph.subjects(_VALUE))},
    )


def _performed(graph: Graph) -> Iterable[Performed]:
    conditions = tuple(URIRef(f"{SOTW}{name}") for name in ("conditionID", "conditionId"))
    rules = {odrl(name) for name in ("Permission", "Prohibition", "Duty")}
    for node in sorted(set(graph.subjects(odrl("action"))), key=str):
        if rules & set(graph.objects(node, _TYPE)):
            continue
        deed = _first(graph, node, f"{ODRL}action")
        meant = _first(graph, deed, f"{RDF}value") if deed is not None else None
        gathered = _Gathering(graph)
        gathered.properties(node, "", known_only=True)
        gathered.under(node, "")
        if deed is not None:
            gathered.under(deed, "")
        condition = next((str(value) for name in conditions for value in graph.objects(node, name)), "")
        yield Performed(
            str(node),
            _text(meant) or _text(deed),
            _text(_first(graph, node, f"{ODRL}assignee")),
            _text(_first(graph, node, f"{ODRL}target")),
            gathered.facts(""),
            _when(graph, node),
            condition,
        )
    for node in sorted(set(graph.subjects(_TYPE, URIRef(f"{PAY}Payment"))), key=str):
        gathered = _Gathering(graph)
        currency = _text(_first(graph, node, f"{PAY}currency"))
        for amount in graph.objects(node, URIRef(f"{PAY}netAmount")):
            gathered.add("", f"{ODRL}payAmount", amount, currency)
        condition = next((str(value) for name in conditions for value in graph.objects(node, name)), "")
        payer = _text(_first(graph, node, f"{PAY}payer"))
        yield Performed(str(node), f"{ODRL}compensate", payer, "", gathered.facts(""), _when(graph, node), condition)


def _states(graph: Graph) -> dict[str, tuple[str, str]]:
    """What reports of earlier evaluations say of rules."""
    found: dict[str, tuple[str, str]] = {}
    for node, rule in graph.subject_objects(URIRef(f"{REPORT}rule")):
        deontic = _text(_first(graph, node, f"{REPORT}deonticState")).removeprefix(REPORT)
        performance = _text(_first(graph, node, f"{REPORT}performanceState")).removeprefix(REPORT)
        if deontic or performance:
            found[str(rule)] = (deontic, performance)
    return found


def utc_now() -> datetime:
    """The time, for a world that states none."""
    return datetime.now(UTC)
