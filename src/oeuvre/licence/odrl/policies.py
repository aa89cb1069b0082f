"""A policy as a value: rules, constraints and collections read out of a graph, checked once.

What is shared at the policy's level (target, action, parties, constraints) is handed to each rule; rules of the
policies that it inherits from are among its own. Whatever contains itself is refused.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection as RDFList
from rdflib.term import Node

from oeuvre.licence.odrl.errors import (
    ConstraintUnfit,
    OperatorUnknown,
    ParentMissing,
    PolicyMissing,
    Recursive,
    RuleUnfit,
)
from oeuvre.licence.odrl.values import Value, value_of
from oeuvre.licence.odrl.vocabulary import (
    CONFLICTS,
    INCLUDED_IN,
    LOGICAL,
    NOT_IN_FORCE,
    ODRL,
    OLD_ACTIONS,
    OPERATORS,
    PART_OF,
    POLICY_TYPES,
    RDF,
    SKOS,
    name_of,
)

_TYPE, _VALUE = URIRef(f"{RDF}type"), URIRef(f"{RDF}value")
# Deeper than any policy that a person could follow.
MOST_NESTING = 60
NAMELESS = "urn:oeuvre:node:"
"""What names of nodes begin with that have none of their own."""


@lru_cache(maxsize=512)
def odrl(name: str) -> URIRef:
    """An IRI of ODRL."""
    return URIRef(f"{ODRL}{name}")


@dataclass(frozen=True)
class Constraint:
    """`left operator right`; `reference` stands for a right operand that is stated elsewhere, in the world."""

    iri: str
    left: str
    operator: str
    right: tuple[Value, ...]
    unit: str = ""
    status: Value | None = None
    reference: str = ""


@dataclass(frozen=True)
class Logical:
    """Constraints under `and`, `or`, `xone` or `andSequence`, in the order written."""

    iri: str
    operator: str
    parts: tuple[Condition, ...]


Condition = Constraint | Logical


@dataclass(frozen=True)
class Whom:
    """A target or a party of a rule: an identifier, what it is a part of, and refinements; empty means anyone."""

    iri: str
    source: str = ""
    refinements: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Deed:
    """An action of a rule, with the refinements of what is meant by it."""

    iri: str
    refinements: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A permission, prohibition or duty. Several targets, parties or actions are alternatives.

    `duties` are a permission's conditions, a prohibition's remedies or a duty's consequences.
    """

    iri: str
    kind: str
    actions: tuple[Deed, ...] = ()
    targets: tuple[Whom, ...] = ()
    assignees: tuple[Whom, ...] = ()
    assigners: tuple[Whom, ...] = ()
    constraints: tuple[Condition, ...] = ()
    duties: tuple[Rule, ...] = ()


@dataclass(frozen=True)
class Policy:
    """All rules in force of one file. `conflict` is `perm`, `prohibit` or `invalid`; `offers` are set aside."""

    iri: str
    conflict: str
    rules: tuple[Rule, ...]
    offers: tuple[str, ...] = ()
    included_in: dict[str, frozenset[str]] = field(default_factory=dict)
    implies: dict[str, frozenset[str]] = field(default_factory=dict)
    part_of: tuple[tuple[str, str], ...] = ()
    """Every part and whole that the file states."""


def action_edges(graph: Graph) -> dict[str, frozenset[str]]:
    """What a graph adds to the vocabulary: each action and those that include it or mean the same."""
    edges: dict[str, set[str]] = {}
    for action, wider in graph.subject_objects(odrl("includedIn")):
        edges.setdefault(str(action), set()).add(str(wider))
    for one, other in graph.subject_objects(URIRef(f"{SKOS}exactMatch")):
        edges.setdefault(str(one), set()).add(str(other))
        edges.setdefault(str(other), set()).add(str(one))
    return {action: frozenset(wider) for action, wider in edges.items()}


def wider_actions(action: str, edges: dict[str, frozenset[str]]) -> frozenset[str]:
    """An action and every action that includes it; a deprecated action is what took its place too."""
    found: set[str] = set()
    waiting = [action]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        found.add(one)
        waiting.extend(edges.get(one, ()))
        if one in INCLUDED_IN:
            waiting.append(INCLUDED_IN[one])
        if one.startswith(ODRL) and name_of(one) in OLD_ACTIONS:
            waiting.append(OLD_ACTIONS[name_of(one)])
        if one in _NEW_TO_OLD:
            waiting.extend(_NEW_TO_OLD[one])
    return frozenset(found)


_NEW_TO_OLD: dict[str, tuple[str, ...]] = {
    new: tuple(f"{ODRL}{old}" for old, own in OLD_ACTIONS.items() if own == new) for new in OLD_ACTIONS.values()
}


def memberships(graph: Graph, place: str) -> tuple[tuple[str, str], ...]:
    """Every part and whole of a graph. Raises Recursive where an ODRL collection is a part of itself."""
    pairs = [(str(a), str(b)) for name in PART_OF for a, b in graph.subject_objects(URIRef(name))]
    pairs += [(str(b), str(a)) for a, b in graph.subject_objects(URIRef("http://purl.org/dc/terms/hasPart"))]
    own = [(str(a), str(b)) for a, b in graph.subject_objects(odrl("partOf"))]
    # A collection and its source are one set of things under two names.
    own += [(str(a), str(b)) for a, b in graph.subject_objects(odrl("source")) if isinstance(a, URIRef) and a != b]
    refuse_cycles(own, place)
    return tuple(pairs)


def refuse_cycles(pairs: list[tuple[str, str]], place: str) -> None:
    """Raises Recursive, naming the way round, where following pairs leads back to the start."""
    wholes: dict[str, list[str]] = {}
    for part, whole in pairs:
        wholes.setdefault(part, []).append(whole)
    done: set[str] = set()
    for start in sorted(wholes):
        if start in done:
            continue
        path = {start: None}
        stack = [(start, iter(wholes[start]))]
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                del path[node]
                done.add(node)
            elif following in path:
                way = list(path)
                raise Recursive(place, path=" → ".join([*way[way.index(following) :], following]))
            elif following not in done:
                path[following] = None
                stack.append((following, iter(wholes.get(following, ()))))


class PolicyReader:
    """Reads the policies of one graph; `place` is where it came from, for errors."""

    def __init__(self, graph: Graph, place: str) -> None:
        self._graph = graph
        self._place = place
        # Asked of every rule many times over; rdflib's own look-up makes a generator for each question.
        self._held: dict[Node, dict[Node, list[Node]]] = {}
        for subject, prop, value in graph:
            self._held.setdefault(subject, {}).setdefault(prop, []).append(value)
        self._names: dict[Node, str] = {}
        self._conditions: dict[Node, Condition] = {}
        self._digests: dict[Node, str] = {}

    def read(self) -> Policy:
        """Every policy that no other inherits from, as one.

        Raises PolicyMissing, RuleUnfit, ConstraintUnfit, OperatorUnknown, Recursive, ParentMissing.
        """
        nodes = self._policies()
        if not nodes:
            raise PolicyMissing(self._place)
        inherits = [(node, parent) for node in nodes for parent in self._parents(node)]
        refuse_cycles([(self.name(child), self.name(parent)) for child, parent in inherits], self._place)
        parents = {parent for _, parent in inherits}
        tops = [node for node in nodes if node not in parents]
        offers = [node for node in tops if self._types(node) and self._types(node) <= NOT_IN_FORCE]
        rules: dict[str, Rule] = {}
        conflicts: set[str] = set()
        for node in tops:
            if node in offers:
                continue
            conflicts.add(self._conflict(node))
            for member in self._lineage(node):
                for rule in self._rules(member):
                    rules.setdefault(rule.iri, rule)
        return Policy(
            self.name(tops[0]),
            conflicts.pop() if len(conflicts) == 1 else "invalid",
            tuple(rules.values()),
            tuple(self.name(node) for node in offers),
            action_edges(self._graph),
            self._implied(),
            memberships(self._graph, self._place),
        )

    def _objects(self, node: Node, prop: Node) -> list[Node]:
        """The values of a property, in the graph's order."""
        held = self._held.get(node)
        return held.get(prop, []) if held is not None else []

    def _named(self, node: Node, prop: Node) -> list[Node]:
        """The values of a property, by their names."""
        found = self._objects(node, prop)
        return sorted(found, key=self.name) if len(found) > 1 else found

    def _value(self, node: Node, prop: Node) -> Node | None:
        """A value of a property, or None."""
        found = self._objects(node, prop)
        return found[0] if found else None

    def name(self, node: Node) -> str:
        """A node's IRI, else its `odrl:uid`, else a name that follows from what it says."""
        if node not in self._names:
            uid = self._value(node, odrl("uid")) if isinstance(node, BNode) else None
            named = str(node) if uid is None else str(uid)
            self._names[node] = (
                f"{NAMELESS}{self._said(node, 0)[:20]}" if isinstance(node, BNode) and uid is None else named
            )
        return self._names[node]

    def _said(self, node: Node, depth: int) -> str:
        """A digest of what stands under a node without a name: the same in every reading of the same file."""
        if not isinstance(node, BNode) or depth > MOST_NESTING:
            return "…" if isinstance(node, BNode) else node.n3()
        if node not in self._digests:
            self._digests[node] = "↺"
            if self._is_list(node):
                lines = [self._said(member, depth + 1) for member in self._members(node)]
            else:
                pairs = self._graph.predicate_objects(node)
                lines = sorted(f"{prop} {self._said(value, depth + 1)}" for prop, value in pairs)
            self._digests[node] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        return self._digests[node]

    def _policies(self) -> list[Node]:
        found = {node for name in POLICY_TYPES for node in self._graph.subjects(_TYPE, odrl(name))}
        for name in ("permission", "prohibition", "obligation"):
            found |= set(self._graph.subjects(odrl(name)))
        return sorted(found, key=self.name)

    def _types(self, node: Node) -> frozenset[str]:
        return frozenset(name for name in map(name_of, map(str, self._objects(node, _TYPE))) if name in POLICY_TYPES)

    def _parents(self, node: Node) -> list[Node]:
        found: list[Node] = []
        for named in sorted(self._objects(node, odrl("inheritFrom")), key=str):
            same = list(self._graph.subjects(odrl("uid"), named))
            found.append(same[0] if same and (named, None, None) not in self._graph else named)
        return found

    def _lineage(self, node: Node) -> list[Node]:
        """A policy and all that it inherits from, each once."""
        found: dict[Node, None] = {}
        waiting = [node]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            found[one] = None
            for parent in self._parents(one):
                if (parent, None, None) not in self._graph:
                    raise ParentMissing(self._place, policy=self.name(one), parent=str(parent))
                waiting.append(parent)
        return list(found)

    def _conflict(self, node: Node) -> str:
        given = {name_of(str(term)) for term in self._objects(node, odrl("conflict"))}
        if not given:
            return "invalid"
        if not given <= set(CONFLICTS) or len(given) > 1:
            raise RuleUnfit(self._place, rule=self.name(node), detail="odrl:conflict")
        return given.pop()

    def _implied(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for action, implied in self._graph.subject_objects(odrl("implies")):
            found.setdefault(str(action), set()).add(str(implied))
        return {action: frozenset(implied) for action, implied in found.items()}

    def _rules(self, policy: Node) -> Iterator[Rule]:
        for prop, kind in (("permission", "permission"), ("prohibition", "prohibition"), ("obligation", "duty")):
            for node in self._named(policy, odrl(prop)):
                yield self._rule(node, kind, policy, ())

    def _rule(self, node: Node, kind: str, policy: Node, path: tuple[str, ...]) -> Rule:
        name = self.name(node)
        if name in path or len(path) > MOST_NESTING:
            raise Recursive(self._place, path=" → ".join((*path[-4:], name)))
        if not isinstance(node, URIRef | BNode):
            raise RuleUnfit(self._place, rule=str(node), detail=kind)
        within = {"permission": ("duty",), "prohibition": ("remedy",), "duty": ("consequence",)}[kind]
        shared = policy if not path else None
        return Rule(
            name,
            kind,
            tuple(map(self._deed, self._several(node, "action", shared))),
            tuple(map(self._whom, self._several(node, "target", shared))),
            tuple(map(self._whom, self._several(node, "assignee", shared))),
            tuple(map(self._whom, self._several(node, "assigner", shared))),
            self._all_conditions(node, "constraint")
            + (self._all_conditions(shared, "constraint") if shared is not None else ()),
            tuple(
                self._rule(duty, "duty", policy, (*path, name))
                for prop in within
                for duty in self._named(node, odrl(prop))
            ),
        )

    def _several(self, node: Node, prop: str, shared: Node | None) -> list[Node]:
        """A property's values, else those that the whole policy shares."""
        own = self._named(node, odrl(prop))
        return own or (self._named(shared, odrl(prop)) if shared is not None else [])

    def _deed(self, node: Node) -> Deed:
        meant = self._value(node, _VALUE)
        return Deed(str(meant) if meant is not None else self.name(node), self._all_conditions(node, "refinement"))

    def _whom(self, node: Node) -> Whom:
        source = self._value(node, odrl("source"))
        named = self.name(node)
        return Whom(
            "" if named.startswith(NAMELESS) else named,
            "" if source is None else str(source),
            self._all_conditions(node, "refinement"),
        )

    def _all_conditions(self, node: Node, prop: str) -> tuple[Condition, ...]:
        found = self._named(node, odrl(prop))
        return tuple(self._condition(one, ()) for one in found)

    def _condition(self, node: Node, path: tuple[str, ...]) -> Condition:
        known = self._conditions.get(node)
        if known is not None:
            return known
        name = self.name(node)
        if name in path:
            raise Recursive(self._place, path=" → ".join((*path, name)))
        if len(path) > MOST_NESTING:
            raise Recursive(self._place, path=" → ".join(path[:3]) + " → …")
        for operator in LOGICAL:
            parts = self._operands(node, operator)
            if parts:
                read = Logical(name, operator, tuple(self._condition(part, (*path, name)) for part in parts))
                self._conditions[node] = read
                return read
        made = self._constraint(node, name)
        self._conditions[node] = made
        return made

    def _operands(self, node: Node, operator: str) -> list[Node]:
        found: list[Node] = []
        for value in self._named(node, odrl(operator)):
            found += self._members(value) if self._is_list(value) else [value]
        return found

    def _is_list(self, node: Node) -> bool:
        return str(node) == f"{RDF}nil" or (node, URIRef(f"{RDF}first"), None) in self._graph

    def _members(self, node: Node) -> list[Node]:
        try:
            return list(RDFList(self._graph, node))
        except ValueError:
            raise Recursive(self._place, path=f"{self.name(node)} → …") from None

    def _constraint(self, node: Node, name: str) -> Constraint:
        left = list(self._objects(node, odrl("leftOperand")))
        operator = list(self._objects(node, odrl("operator")))
        if len(left) != 1 or len(operator) != 1:
            raise ConstraintUnfit(self._place, constraint=name, detail="odrl:operator" if left else "odrl:leftOperand")
        told = name_of(str(operator[0]))
        if told not in OPERATORS:
            raise OperatorUnknown(self._place, constraint=name, operator=str(operator[0]), among=", ".join(OPERATORS))
        datatype = self._value(node, odrl("dataType"))
        kind = "" if datatype is None else str(datatype)
        right: list[Value] = []
        for term in sorted(self._objects(node, odrl("rightOperand")), key=lambda term: (str(term), repr(term))):
            right += [value_of(one, kind) for one in (self._members(term) if self._is_list(term) else [term])]
        reference = self._value(node, odrl("rightOperandReference"))
        if not right and reference is None:
            raise ConstraintUnfit(self._place, constraint=name, detail="odrl:rightOperand")
        unit = self._value(node, odrl("unit"))
        status = self._value(node, odrl("status"))
        return Constraint(
            name,
            str(left[0]),
            told,
            tuple(right),
            "" if unit is None else str(unit),
            None if status is None else value_of(status, kind),
            "" if reference is None else str(reference),
        )


def read_policy(graph: Graph, place: str = "") -> Policy:
    """The policies of a graph as one value; see PolicyReader.read."""
    return PolicyReader(graph, place).read()
