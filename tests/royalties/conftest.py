"""What tests of royalties share: scenarios written down shortly, and a second way of working them out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from tests.cli.conftest import handlers, oeuvre

__all__ = ["handlers", "oeuvre"]

Edge = tuple[str, str | int | float, str]


def scenario(
    lineage: Mapping[str, Sequence[Edge]],
    events: Sequence[tuple[str, int]],
    shares: Mapping[str, Mapping[str, Any]] | None = None,
    currency: str = "EUR",
) -> dict[str, Any]:
    """Works with (parent, percent, policy) edges; a work's one party is its id in small letters unless said."""
    held = shares or {}
    return {
        "currency": currency,
        "works": [
            {
                "id": work,
                "shares": [
                    {"party": party, "weight": weight} for party, weight in held.get(work, {work.lower(): 1}).items()
                ],
                "parents": [{"work": to, "percent": percent, "policy": policy} for to, percent, policy in edges],
            }
            for work, edges in lineage.items()
        ],
        "events": [{"id": f"e{n}", "work": work, "amount": amount} for n, (work, amount) in enumerate(events, 1)],
    }


def as_json(value: Any) -> str:
    return json.dumps(value)


def reference(value: Mapping[str, Any]) -> dict[tuple[str, str, str], int]:
    """(event, work, party) -> amount, by walking every path with fractions; shares no code with what is tested."""
    works = {one["id"]: one for one in value["works"]}
    found: dict[tuple[str, str, str], int] = {}
    for event in value["events"]:
        net = {event["work"]: Fraction(1)}
        _climb(works, event["work"], Fraction(1), Fraction(1), event["work"], net, set())
        exact: dict[tuple[str, str], Fraction] = {}
        pays: dict[tuple[str, str], bool] = {}
        for work, amount in net.items():
            weights = {one["party"]: Fraction(str(one["weight"])) for one in works[work]["shares"]}
            for party, weight in weights.items():
                pays[work, party] = bool(amount and weight)
                exact[work, party] = event["amount"] * amount * weight / sum(weights.values())
        floors = {pair: part.numerator // part.denominator for pair, part in exact.items()}
        left = event["amount"] - sum(floors.values())
        for pair in sorted(exact, key=lambda pair: (floors[pair] - exact[pair], pair))[:left]:
            floors[pair] += 1
        found.update({(event["id"], *pair): amount for pair, amount in floors.items() if exact[pair] or pays[pair]})
    return found


def _climb(
    works: Mapping[str, Any],
    work: str,
    reach: Fraction,
    gross: Fraction,
    earner: str,
    net: dict[str, Fraction],
    met: set[tuple[str, str]],
) -> None:
    """Every path upwards, one after the other; `met` has the edges that were counted already."""
    for edge in works[work].get("parents", ()):
        part, to = Fraction(str(edge["percent"])) / 100, edge["work"]
        relative = edge["policy"] == "relative"
        taken = reach * part if relative else gross * part
        if edge["policy"] == "absolute-edge" and (work, to) in met:
            taken = Fraction(0)
        met.add((work, to))
        net[to] = net.get(to, Fraction(0)) + taken
        net[work if relative else earner] -= taken
        _climb(works, to, taken if relative else reach, gross, earner, net, met)
