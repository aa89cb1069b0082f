"""Royalties against their goals: lines of a large lineage beside bare numpy and networkx, posting beside plain SQLite.

    python -m benchmarks.royalties [--quick] [--large]

All of a kind run in turns, on the same integers. *bare numpy* walks the lineage by level from every earner, brings the
claims together and rounds by largest remainder, without checks, ids or paths; it is what one would write in an hour.
*networkx* (the `bench` extra) carries each posting's fractions through its ancestors in topological order, on a sample.
`--large` is the largest public registry of works: 6.5 million works, 13 million edges, 10 million events.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from oeuvre.royalties import Cascade, Graph, Lines, aggregated

Ints = npt.NDArray[np.int64]
LEVELS, TURNS = 9, 5
RELATIVE, EDGE = 2, 0
# Relative: whole percents. Absolute: tenths of one, so that the largest ancestor graph stays under a hundred percent.
SCALES = {RELATIVE: 100, EDGE: 1000}


def made_lineage(works: int, policy: int, seed: int = 12) -> Graph:
    """Up to 8 generations, two edges a work and about 12 ancestors, one to three holders a work."""
    chance = np.random.default_rng(seed)
    size = works // LEVELS
    # Works are numbered by level, roots first; each has two or three parents of any generation before it.
    child = np.repeat(np.arange(size, works), np.where(chance.random(works - size) < 0.28, 3, 2))
    parent = (chance.random(len(child)) * (child // size).clip(1, LEVELS - 1) * size).astype(np.int64)
    edges = np.unique(child * works + parent)
    child, parent = edges // works, edges % works
    holders = 1 + (chance.random(works) < 0.35).astype(np.int64) + (chance.random(works) < 0.1)
    first = np.concatenate([[0], np.cumsum(holders)]).astype(np.int64)
    place = np.arange(first[-1]) - np.repeat(first[:-1], holders)
    party = np.repeat(chance.integers(0, works // 3 + 1, works), holders) + place
    weight = np.where(np.repeat(holders, holders) == 2, np.where(place == 0, 3, 2), 1).astype(np.int64)
    return Graph(
        works,
        child,
        parent,
        chance.integers(1, 8, len(child)),
        SCALES[policy],
        np.full(len(child), policy, np.int8),
        first,
        party,
        weight,
    )


def made_events(works: int, events: int, seed: int = 7) -> tuple[Ints, Ints]:
    """Works and amounts (1 cent to 500 euros); some works earn far more often than others."""
    chance = np.random.default_rng(seed)
    return (chance.random(events) ** 2 * works).astype(np.int64), chance.integers(1, 50_000, events)


def ours(cascade: Cascade, work: Ints, amount: Ints) -> Lines:
    """Events to lines, as a run of the ledger does it."""
    sums = aggregated(work, amount, cascade.graph.works)
    earners = np.flatnonzero(sums)
    return cascade.spread(earners, sums[earners])


def bare(graph: Graph, work: Ints, amount: Ints) -> Lines:
    """The same in bare numpy, level by level; one period, no checks."""
    scale, sums = graph.scale, np.bincount(work, amount, graph.works).astype(np.int64)
    earners = np.flatnonzero(sums)
    order = np.argsort(graph.child, kind="stable")
    up, take, rel = graph.parent[order], graph.numerator[order], graph.policy[order] == RELATIVE
    degree = np.bincount(graph.child, minlength=graph.works)
    first = np.concatenate([[0], np.cumsum(degree)])[:-1]
    top = scale**8 if rel.any() else scale
    kept = scale - np.bincount(graph.child, graph.numerator, graph.works).astype(np.int64)
    posting, node, flow = np.arange(len(earners)), earners, np.full(len(earners), top)
    postings, nodes, edges, flows = [], [], [], []
    while len(node):
        count = degree[node]
        ends = np.cumsum(count)
        edge = np.repeat(first[node] - ends + count, count) + np.arange(count.sum())
        posting, flow = np.repeat(posting, count), np.repeat(flow, count)
        flow = flow // scale * take[edge] if rel.any() else take[edge]
        node = up[edge]
        postings.append(posting), nodes.append(node), edges.append(edge), flows.append(flow)
    posting, node, edge, flow = (np.concatenate(each) for each in (postings, nodes, edges, flows))
    if not rel.any():  # an edge counts once
        _, once = np.unique(posting * len(up) + edge, return_index=True)
        posting, node, flow = posting[once], node[once], flow[once]
    posting = np.concatenate([posting, np.arange(len(earners))])
    node = np.concatenate([node, earners])
    if rel.any():
        flow = np.concatenate([flow, np.full(len(earners), top)])
    else:
        flow = np.concatenate([flow, top - np.bincount(posting[: len(flow)], flow, len(earners)).astype(np.int64)])
    pairs, where, paths = np.unique(posting * graph.works + node, return_inverse=True, return_counts=True)
    net = np.zeros(len(pairs), np.int64)
    np.add.at(net, where, flow)
    posting, node = pairs // graph.works, pairs % graph.works
    if rel.any():
        net = np.where(degree[node] > 0, net // scale * kept[node], net)
    held = np.diff(graph.first_share)
    owner = np.repeat(np.arange(graph.works), held)
    weights = np.bincount(owner, graph.weight, graph.works).astype(np.int64)
    whole = int(np.lcm.reduce(np.unique(weights)))
    ends = np.cumsum(held[node])
    share = np.repeat(graph.first_share[node] - ends + held[node], held[node]) + np.arange(ends[-1])
    posting, paths = np.repeat(posting, held[node]), np.repeat(paths, held[node])
    part = np.repeat(net, held[node]) * (graph.weight[share] * (whole // weights[owner[share]]))
    node = np.repeat(node, held[node])
    if rel.any():  # the product passes 64 bits: by quotient and remainder of the amount
        exact = sums[earners][posting].astype(object) * part.astype(object)
        quotient = (exact // (top * whole)).astype(np.int64)
        rest = (exact % (top * whole)).astype(np.int64)
    else:
        product = sums[earners][posting] * part
        quotient = product // (top * whole)
        rest = product - quotient * (top * whole)
    left = sums[earners] - np.bincount(posting, quotient, len(earners)).astype(np.int64)
    ranked = np.lexsort((np.arange(len(rest)), -rest, posting))
    start = np.concatenate([[0], np.cumsum(np.bincount(posting))])[:-1]
    rank = np.empty(len(ranked), np.int64)
    rank[ranked] = np.arange(len(ranked)) - start[posting[ranked]]
    quotient += rank < left[posting]
    return Lines(posting, node, graph.party[share], quotient, paths)


def networkx_seconds(graph: Graph, work: Ints, amount: Ints, sample: int = 400) -> dict[str, float] | None:
    """Seconds that networkx would take for all postings, from a sample, and for one pass of totals; None without it."""
    if importlib.util.find_spec("networkx") is None:
        return None
    import networkx as nx

    made = nx.DiGraph()
    made.add_nodes_from(range(graph.works))
    made.add_weighted_edges_from(
        zip(graph.child.tolist(), graph.parent.tolist(), (graph.numerator / graph.scale).tolist(), strict=True)
    )
    sums = np.bincount(work, amount, graph.works).astype(np.int64)
    earners = np.flatnonzero(sums)
    chosen = np.random.default_rng(1).choice(earners, min(sample, len(earners)), replace=False).tolist()
    start = time.perf_counter()
    for earner in chosen:
        inner = made.subgraph({earner, *nx.descendants(made, earner)})
        flow = dict.fromkeys(inner, 0.0)
        flow[earner] = float(sums[earner])
        for node in nx.topological_sort(inner):
            for _, parent, share in inner.out_edges(node, data="weight"):
                flow[parent] += flow[node] * share
    each = (time.perf_counter() - start) / len(chosen)
    start = time.perf_counter()
    total = dict(enumerate(sums.tolist()))
    for node in nx.topological_sort(made):
        for _, parent, share in made.out_edges(node, data="weight"):
            total[parent] += total[node] * share
    return {"lines": each * len(earners), "totals": time.perf_counter() - start}


def in_turns(runs: dict[str, Callable[[], object]], turns: int) -> dict[str, float]:
    """The median seconds of each, one after the other, over and over."""
    spent: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(turns):
        for name, run in runs.items():
            gc.collect()
            start = time.perf_counter()
            run()
            spent[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in spent.items()}


def differences(one: Lines, other: Lines) -> int:
    """Lines in which two results differ."""
    if len(one.amount) != len(other.amount):
        return abs(len(one.amount) - len(other.amount))
    arrays = ("posting", "work", "party", "amount")
    return int(np.logical_or.reduce([getattr(one, name) != getattr(other, name) for name in arrays]).sum())


def memory() -> float:
    """The most that this process has held so far, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def allocating(works: int, events: int, policy: int, turns: int) -> dict[str, Any]:
    """One lineage, its lines made in both ways."""
    graph = made_lineage(works, policy)
    work, amount = made_events(works, events)
    start = time.perf_counter()
    cascade = Cascade(graph)
    ready = time.perf_counter() - start
    lines = ours(cascade, work, amount)
    other = bare(graph, work, amount)
    error = int(amount.sum()) - int(lines.amount.sum())
    spent = in_turns({"ours": lambda: ours(cascade, work, amount), "bare": lambda: bare(graph, work, amount)}, turns)
    slow = networkx_seconds(graph, work, amount)
    figures: dict[str, Any] = {
        "edges": len(graph.child),
        "lines": len(lines.amount),
        "conservation error": error,
        "lines that differ from bare numpy": differences(lines, other),
        "making the lineage ready, once, s": round(ready, 3),
        "events to lines, s": round(spent["ours"], 3),
        "bare numpy, s": round(spent["bare"], 3),
        "ratio to bare numpy (goal 5 at most)": round(spent["ours"] / spent["bare"], 2),
    }
    if slow is not None:
        figures["networkx for the same lines, from a sample, s"] = round(slow["lines"], 1)
        figures["times faster than networkx for the same lines (goal 50)"] = round(slow["lines"] / spent["ours"])
        figures["networkx for totals alone, s"] = round(slow["totals"], 2)
        figures["all our lines against networkx for totals alone, times faster"] = round(
            slow["totals"] / spent["ours"], 1
        )
    return figures


def growing(sizes: tuple[int, ...]) -> dict[str, Any]:
    """Processor microseconds a work (preparing, aggregating and spreading), for lineages of growing size."""
    found = {}
    for works in sizes:
        graph = made_lineage(works, EDGE)
        work, amount = made_events(works, works * 10)
        start = time.process_time()
        cascade, sums = Cascade(graph), aggregated(work, amount, works)
        earners = np.flatnonzero(sums)
        for _ in cascade.batches(earners, sums[earners]):
            pass  # a run posts each batch and lets it go
        found[f"{works:,} works"] = round((time.process_time() - start) / works * 1e6, 2)
    return found


def large() -> dict[str, Any]:
    """The largest registry: lines are counted batch by batch, as a run posts them."""
    works, events = 6_500_000, 10_000_000
    start = time.perf_counter()
    graph = made_lineage(works, EDGE)
    work, amount = made_events(works, events)
    made = time.perf_counter() - start
    start = time.perf_counter()
    cascade = Cascade(graph)
    sums = aggregated(work, amount, works)
    earners = np.flatnonzero(sums)
    lines, paid = 0, 0
    for got in cascade.batches(earners, sums[earners]):
        lines += len(got.amount)
        paid += int(got.amount.sum())
    return {
        "edges": len(graph.child),
        "postings": len(earners),
        "lines": lines,
        "making the lineage up, s": round(made, 1),
        "allocating, s": round(time.perf_counter() - start, 1),
        "conservation error": int(amount.sum()) - paid,
        "most memory, GB (goal 8)": round(memory(), 2),
    }


def main(quick: bool = False, registry: bool = False) -> dict[str, Any]:
    """Measures, prints, and returns the figures; the full run takes a few minutes."""
    works, events, turns = (10_000, 100_000, 2) if quick else (100_000, 1_000_000, TURNS)
    figures: dict[str, Any] = {"works": works, "events": events}
    figures["absolute by edge"] = allocating(works, events, EDGE, turns)
    figures["relative"] = allocating(works, events, RELATIVE, 1 if quick else 2)
    figures["most memory so far, GB (goal 1.5)"] = round(memory(), 2)
    figures["cost, processor microseconds a work"] = growing((1_000, 10_000) if quick else (10_000, 100_000, 1_000_000))
    if registry:
        figures["the largest registry"] = large()
    print(json.dumps(figures, indent=2))
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--large", action="store_true", help="also 6.5 million works (minutes, 8 GB)")
    asked = parser.parse_args()
    main(asked.quick, asked.large)
