"""A request in a world, as the compiled rules look at it."""

from __future__ import annotations

from oeuvre.licence.odrl.conditions import View
from oeuvre.licence.odrl.policies import Policy, refuse_cycles, wider_actions
from oeuvre.licence.odrl.situations import NO_FACTS, Fact, Facts, Performed, Request, World
from oeuvre.licence.odrl.values import Value, moment_of
from oeuvre.licence.odrl.vocabulary import ODRL, XSD

DATE_TIME = f"{ODRL}dateTime"
COUNT = f"{ODRL}count"


class Situation:
    """A request in a world under a policy; what is a part of what is followed once and kept."""

    __slots__ = ("_classes", "_edges", "_known", "_parents", "actions", "at", "facts", "policy", "request", "world")

    def __init__(self, policy: Policy, request: Request, world: World) -> None:
        self.policy, self.request, self.world = policy, request, world
        self.facts: Facts = {**world.facts, **request.facts} if request.facts else world.facts
        stated = request.facts.get(DATE_TIME)
        self.at = moment_of(stated[0].value) if stated else world.at
        self._parents: dict[str, list[str]] | None = None
        self._known: dict[str, frozenset[str]] = {}
        self._classes: dict[str, list[str]] | None = None
        self._edges = policy.included_in
        if world.edges or request.edges:
            self._edges = {**policy.included_in}
            for more in (world.edges, request.edges):
                for action, wider in more.items():
                    self._edges[action] = self._edges.get(action, frozenset()) | wider
        self.actions = self.wider(request.action)

    def wider(self, action: str) -> frozenset[str]:
        """An action and all that include it."""
        return wider_actions(action, self._edges)

    def wholes(self, iri: str) -> frozenset[str]:
        """A thing and everything that it is a part of."""
        found = self._known.get(iri)
        if found is None:
            if self._parents is None:
                self._parents = _followed(self.policy.part_of, self.world.part_of, self.request.part_of)
            found = self._known[iri] = _reached(iri, self._parents)
        return found

    def classes(self, iri: str) -> frozenset[str]:
        """A thing and everything that it is an instance or a kind of."""
        if self._classes is None:
            self._classes = _followed(self.world.class_of)
        return _reached(iri, self._classes)

    def referred(self, iri: str) -> tuple[Value, ...]:
        """What the world states as the value of a right operand given by reference."""
        return self.world.values.get(iri, ())

    def about(self, iri: str) -> Facts:
        """Facts about one thing: those of the request, else those of the world."""
        return self.request.about.get(iri) or self.world.about.get(iri, NO_FACTS)

    def view(self, rule: str) -> View:
        """Where a rule's constraints look: at the rule itself, then at the situation."""
        own = self.world.about.get(rule)
        return (own, self.facts) if own else (self.facts,)

    def history(self, deed: Performed) -> View:
        """Where constraints look for an action that was performed: at it, then at the situation at its time."""
        if deed.at is None:
            return (deed.facts, self.facts)
        moment = Fact(Value("time", deed.at, deed.at.isoformat(), f"{XSD}dateTime"))
        return ({**deed.facts, DATE_TIME: (moment,)}, self.facts)


def _followed(*several: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    parents: dict[str, list[str]] = {}
    for pairs in several:
        for part, whole in pairs:
            parents.setdefault(part, []).append(whole)
    return parents


def _reached(iri: str, parents: dict[str, list[str]]) -> frozenset[str]:
    if iri not in parents:
        return frozenset((iri,))
    found: set[str] = set()
    waiting = [iri]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(parents.get(one, ()))
    return frozenset(found)


def refuse_crossed(policy: Policy, request: Request, world: World, place: str = "") -> None:
    """Raises Recursive where collections contain themselves only when all files are read together."""
    if sum(bool(pairs) for pairs in (policy.part_of, request.part_of, world.part_of)) > 1:
        refuse_cycles([*policy.part_of, *request.part_of, *world.part_of], place)
