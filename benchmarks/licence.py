"""Licences against their goals: a decision beside Cedar's and pyodre's, on the same policy, request and state.

    python -m benchmarks.licence [--quick]

Each peer is asked the way its users ask it: cedarpy gets the policy as text with every call, as its interface has it,
and pyodre runs only where it is installed (it is nobody's dependency here, and it executes what stands in a policy).
Ours compiles once and is asked many times; compiling is timed beside it.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import statistics
import time
from collections.abc import Callable
from typing import Any

from oeuvre.licence.odrl import compile_policy, read_graph, read_request, read_world, report_as_turtle

TURNS = 7
PREFIXES = """@prefix ex: <http://example.org/> . @prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix sotw: <https://w3id.org/force/sotw#> . @prefix temp: <http://example.com/request/> .
"""
POLICY = f"""{PREFIXES} ex:p a odrl:Set ; odrl:conflict odrl:prohibit ; odrl:permission ex:a, ex:b ;
odrl:prohibition ex:n .
ex:a odrl:action odrl:use ; odrl:target ex:song ; odrl:assignee ex:choir ; odrl:constraint
  [ odrl:leftOperand odrl:count ; odrl:operator odrl:lteq ; odrl:rightOperand 5 ],
  [ odrl:leftOperand odrl:purpose ; odrl:operator odrl:isAnyOf ; odrl:rightOperand ( ex:study ex:press ) ] .
ex:b odrl:action odrl:print ; odrl:target ex:song ; odrl:assignee ex:bob .
ex:n odrl:action odrl:reproduce ; odrl:target ex:song ; odrl:constraint
  [ odrl:leftOperand odrl:purpose ; odrl:operator odrl:eq ; odrl:rightOperand ex:trade ] .
"""
REQUEST = f"""{PREFIXES} ex:q a odrl:Request ; odrl:permission [ odrl:action odrl:play ; odrl:assignee ex:ann ;
odrl:target ex:song ; sotw:context [ odrl:leftOperand odrl:count ; odrl:rightOperand 3 ],
[ odrl:leftOperand odrl:purpose ; odrl:rightOperand ex:study ] ] ."""
WORLD = f"""{PREFIXES} ex:ann odrl:partOf ex:choir .
temp:currentTime dct:issued "2026-06-01T12:00:00Z"^^xsd:dateTime ."""
CEDAR = """permit (principal in P::"choir", action in Action::"use", resource == W::"song")
when { context has count && context.count <= 5 && context has purpose && ["study", "press"].contains(context.purpose) };
permit (principal == P::"bob", action in Action::"print", resource == W::"song");
forbid (principal, action in Action::"reproduce", resource == W::"song")
when { context has purpose && context.purpose == "trade" };"""
ASKED = {
    "principal": 'P::"ann"',
    "action": 'Action::"play"',
    "resource": 'W::"song"',
    "context": {"count": 3, "purpose": "study"},
}
ENTITIES = [
    {"uid": {"type": "P", "id": "ann"}, "attrs": {}, "parents": [{"type": "P", "id": "choir"}]},
    {"uid": {"type": "P", "id": "choir"}, "attrs": {}, "parents": []},
    {"uid": {"type": "W", "id": "song"}, "attrs": {}, "parents": []},
    {"uid": {"type": "Action", "id": "use"}, "attrs": {}, "parents": []},
    *(
        {"uid": {"type": "Action", "id": one}, "attrs": {}, "parents": [{"type": "Action", "id": "use"}]}
        for one in ("play", "print", "reproduce")
    ),
]
ODRE = {
    "@context": "http://www.w3.org/ns/odrl.jsonld",
    "@type": "Set",
    "uid": "http://example.org/p",
    "permission": [
        {
            "target": "http://example.org/song",
            "action": "read",
            "constraint": [
                {
                    "leftOperand": "dateTime",
                    "operator": "lt",
                    "rightOperand": {"@value": "2099-01-01T00:00:00", "@type": "xsd:dateTime"},
                }
            ],
        }
    ],
}


def timed(function: Callable[[], object], calls: int) -> float:
    """Seconds a call, in one run of many."""
    begun = time.perf_counter()
    for _ in range(calls):
        function()
    return (time.perf_counter() - begun) / calls


def main(quick: bool = False) -> dict[str, Any]:
    """Ratios and times, the peers and ours in turns."""
    import cedarpy

    compiled = compile_policy(POLICY.encode())
    request, world = (
        read_request(read_graph(REQUEST.encode(), "request")),
        read_world(read_graph(WORLD.encode(), "world")),
    )
    entities, asked = json.dumps(ENTITIES), {**ASKED, "context": json.dumps(ASKED["context"])}
    assert compiled.verdict(request, world) == "permit"
    assert cedarpy.is_authorized(dict(asked), CEDAR, entities).decision == cedarpy.Decision.Allow
    kinds: dict[str, tuple[Callable[[], object], int]] = {
        "decision": (lambda: compiled.verdict(request, world), 2000),
        "decision with report": (lambda: report_as_turtle(compiled.evaluate(request, world)), 500),
        "cedarpy": (lambda: cedarpy.is_authorized(dict(asked), CEDAR, entities), 500),
        "compile": (
            lambda: compile_policy(POLICY.encode() + str(time.perf_counter_ns()).encode().join((b"#", b"\n"))),
            10,
        ),
    }
    odre = peer_odre()
    if odre is not None:
        kinds["pyodre"] = (odre, 5)
    times: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(2 if quick else TURNS):
        for name, (function, calls) in kinds.items():
            times[name].append(timed(function, max(1, calls // 20) if quick else calls))
    median = {name: statistics.median(found) for name, found in times.items()}
    result: dict[str, Any] = {
        "times cedarpy (goal 5)": median["cedarpy"] / median["decision"],
        "times pyodre (goal 1000)": median["pyodre"] / median["decision"] if odre is not None else "not installed",
        "decision, microseconds (about 50)": median["decision"] * 1e6,
        "decision with report, microseconds (about 1000)": median["decision with report"] * 1e6,
        "cedarpy, microseconds": median["cedarpy"] * 1e6,
        "compiling a policy, milliseconds": median["compile"] * 1e3,
    }
    if odre is not None:
        result["pyodre, microseconds"] = median["pyodre"] * 1e6
    print(json.dumps(result, indent=2))
    return result


def peer_odre() -> Callable[[], object] | None:
    """One decision of pyodre, on the one kind of policy that it understands; None where it is not installed."""
    if importlib.util.find_spec("pyodre") is None:
        return None
    module = importlib.import_module("pyodre.odre")
    peer = module.ODRE().set_interpreter(importlib.import_module("pyodre.python_interpreter").PythonInterpreter())
    policy = json.dumps(ODRE)
    return lambda: peer.enforce(policy)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    main(parser.parse_args().quick)
