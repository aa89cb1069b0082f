"""The lineage as money follows it: an order of the works, and what makes a lineage one that cannot be paid along.

A lineage is refused for a cycle, for more than 100 % promised away anywhere, and for policies above one another for
which no reading is written down (`docs/decisions/0018-how-money-follows-a-lineage.md`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from oeuvre.royalties.errors import LineageCycle, MixUnread, OverHundred, ScenarioRefused
from oeuvre.royalties.placing import in_place, territories_of
from oeuvre.royalties.scenario import Holding, Parent

ARROW = " → "


def faults_of(works: Mapping[str, Holding]) -> list[ScenarioRefused]:
    """Every reason for which money cannot follow this lineage; parents that are not in `works` are passed over."""
    order, cycles = _ordered(works)
    if cycles:
        return [LineageCycle(cycle[0], path=ARROW.join(cycle)) for cycle in cycles]
    for territory in territories_of(works):
        there = in_place(works, territory)
        if faults := [*_mixes(there, order), *_overflows(there, order)]:
            return faults
    return []


def ordered(works: Mapping[str, Holding]) -> list[str]:
    """The works, each after all of its parents; the same order for the same works. Assumes that there is no cycle."""
    return _ordered(works)[0]


def _ordered(works: Mapping[str, Holding]) -> tuple[list[str], list[list[str]]]:
    """Works behind their parents, and the cycles met on the way: one for each edge that closes one."""
    state: dict[str, int] = {}
    order: list[str] = []
    cycles: list[list[str]] = []
    for root in sorted(works):
        if root in state:
            continue
        state[root] = 1
        path = [root]
        waiting: list[Iterator[str]] = [_known_parents(works, root)]
        while waiting:
            parent = next(waiting[-1], None)
            if parent is None:
                done = path.pop()
                waiting.pop()
                state[done] = 2
                order.append(done)
            elif parent not in state:
                state[parent] = 1
                path.append(parent)
                waiting.append(_known_parents(works, parent))
            elif state[parent] == 1:
                cycles.append([*path[path.index(parent) :], parent])
    return order, cycles


def _known_parents(works: Mapping[str, Holding], work: str) -> Iterator[str]:
    return iter(sorted(parent.work for parent in works[work].parents if parent.work in works))


def _mixes(works: Mapping[str, Holding], order: list[str]) -> list[ScenarioRefused]:
    """Edges above which another policy stands, and the two absolute policies in one scenario."""
    faults: list[ScenarioRefused] = []
    # For each work and kind of policy, the next work on the way to the nearest such edge above it.
    above: dict[str, dict[bool, str]] = {}
    absolute: dict[str, tuple[str, str]] = {}
    for work in order:
        here: dict[bool, str] = {}
        for parent in sorted(works[work].parents, key=lambda parent: parent.work):
            if parent.work not in works:
                continue
            relative = parent.policy == "relative"
            if not relative:
                absolute.setdefault(parent.policy, (work, parent.work))
            other = above[parent.work].get(not relative)
            if other is not None:
                path = [work, parent.work, other]
                faults.append(MixUnread(work, path=ARROW.join(path), why="mix_above", lower=parent.policy))
            here.setdefault(relative, parent.work)
            for kind in above[parent.work]:
                here.setdefault(kind, parent.work)
        above[work] = here
    if len(absolute) > 1:
        places = {policy: ARROW.join(edge) for policy, edge in absolute.items()}
        both = f"{places['absolute-edge']}; {places['absolute-path']}"
        faults.append(MixUnread(absolute["absolute-edge"][0], path=both, why="mix_absolute", lower="absolute-edge"))
    return faults


def _overflows(works: Mapping[str, Holding], order: list[str]) -> list[ScenarioRefused]:
    """Works of whose gross more than all goes to others."""
    faults: list[ScenarioRefused] = []
    # Counting every path bounds counting every edge from above, and is one pass.
    by_path: dict[str, Fraction] = {}
    heaviest: dict[str, Parent] = {}
    for work in order:
        edges = [parent for parent in works[work].parents if parent.work in works]
        owed = {parent.work: parent.share + by_path[parent.work] for parent in edges if parent.policy != "relative"}
        by_path[work] = sum(owed.values(), Fraction(0))
        direct = sum((parent.share for parent in edges if parent.policy == "relative"), Fraction(0))
        if edges:
            heaviest[work] = max(
                sorted(edges, key=lambda parent: parent.work), key=lambda parent: owed.get(parent.work, parent.share)
            )
        taken = by_path[work] + direct
        if taken > 1 and any(parent.policy == "absolute-edge" for parent in edges):
            taken = direct + _edge_stack(works, work)
        if taken > 1:
            faults.append(OverHundred(work, percent=_figure(taken * 100), path=_heavy_path(works, heaviest, work)))
    return faults


def _edge_stack(works: Mapping[str, Holding], work: str) -> Fraction:
    """The sum of the absolute edges of the ancestor graph, each once."""
    stack, seen, waiting = Fraction(0), {work}, [work]
    while waiting:
        for parent in works[waiting.pop()].parents:
            if parent.policy == "relative" or parent.work not in works:
                continue
            stack += parent.share
            if parent.work not in seen:
                seen.add(parent.work)
                waiting.append(parent.work)
    return stack


def _heavy_path(works: Mapping[str, Holding], heaviest: Mapping[str, Parent], work: str) -> str:
    """The way up along which most is taken: `D → C → A`."""
    path = [work]
    while path[-1] in heaviest:
        edge = heaviest[path[-1]]
        path.append(edge.work)
        if edge.policy == "relative":
            break
    return ARROW.join(path)


def _figure(value: Fraction) -> str:
    """A decimal figure of at most six places behind the point."""
    return f"{float(value):.6f}".rstrip("0").rstrip(".")
