"""Our own cases, from tables written by hand: operators, actions, logic, conflicts, and whole scenarios."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, URIRef

from oeuvre.licence.odrl import report_as_turtle
from tests.licence.odrl.evaluating import ALICE_PLAYS, NOON, evaluate

HERE = Path(__file__).parent
CASES: dict[str, list[Any]] = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))
SCENARIOS: list[dict[str, Any]] = tomllib.loads((HERE / "scenarios.toml").read_text(encoding="utf-8"))["case"]
REPORT = "https://w3id.org/force/compliance-report#"
PLACES = """ex:Paris odrl:partOf ex:France . ex:France dct:isPartOf ex:Europe . ex:marketing skos:broader ex:commerce .
ex:study a ex:Research . ex:Research rdfs:subClassOf ex:Knowledge . """
ACTIONS = "ex:loop odrl:includedIn odrl:play . ex:broadcast skos:exactMatch odrl:stream . "


def named(rows: list[Any]) -> list[Any]:
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


def test_there_are_at_least_three_hundred_cases_each_with_a_name_of_its_own() -> None:
    names = [f"{table} {row[0]}" for table, rows in CASES.items() for row in rows]
    names += [scenario["name"] for scenario in SCENARIOS]
    assert len(names) >= 300
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("left", "operator", "right", "given", "holds"), named(CASES["constraints"]))
def test_constraint(left: str, operator: str, right: str, given: str, holds: bool) -> None:
    policy = f"""ex:p a odrl:Set ; odrl:permission ex:r . ex:r odrl:action odrl:play ; odrl:constraint ex:c .
    ex:c odrl:leftOperand {left} ; odrl:operator odrl:{operator} ; odrl:rightOperand {right} ."""
    stated = f"; sotw:context [ odrl:leftOperand {left} ; odrl:rightOperand {given} ] ." if given else "."
    request = f"ex:q a odrl:Request ; odrl:permission ex:asked . ex:asked odrl:action odrl:play {stated}"
    found = evaluate(policy, request, PLACES)
    if not given and left == "odrl:dateTime":
        pytest.fail("the time is always known")
    assert found.decision == ("permit" if holds else "not-applicable")
    report = Graph().parse(data=report_as_turtle(found), format="turtle")
    premise = next(report.subjects(URIRef(f"{REPORT}constraint"), URIRef("http://example.org/c")))
    state = report.value(premise, URIRef(f"{REPORT}satisfactionState"))
    assert str(state) == REPORT + ("Satisfied" if holds else "Unsatisfied")


@pytest.mark.parametrize(("rule", "asked", "included"), named(CASES["actions"]))
@pytest.mark.parametrize("kind", ["permission", "prohibition"])
def test_action(rule: str, asked: str, included: bool, kind: str) -> None:
    policy = f"ex:p a odrl:Set ; odrl:{kind} ex:r . ex:r odrl:action {rule} ; odrl:target ex:song . {ACTIONS}"
    request = f"ex:q a odrl:Request ; odrl:permission [ odrl:action {asked} ; odrl:target ex:song ] ."
    expected = {"permission": "permit", "prohibition": "prohibit"}[kind] if included else "not-applicable"
    assert evaluate(policy, request).decision == expected


@pytest.mark.parametrize(("operator", "parts", "holds"), named(CASES["logical"]))
@pytest.mark.parametrize("listed", [True, False], ids=["list", "values"])
def test_logical_constraint(operator: str, parts: list[bool], holds: bool, listed: bool) -> None:
    operands = " ".join(f"ex:c{place}" for place in range(len(parts)))
    several = f"( {operands} )" if listed else operands.replace(" ", ", ")
    policy = f"""ex:p a odrl:Set ; odrl:permission ex:r . ex:r odrl:action odrl:play ; odrl:constraint ex:all .
    ex:all odrl:{operator} {several} . """
    for place, part in enumerate(parts):
        wanted = "ex:yes" if part else "ex:no"
        policy += f"ex:c{place} odrl:leftOperand ex:word{place} ; odrl:operator odrl:eq ; odrl:rightOperand {wanted} . "
    stated = ", ".join(f"[ odrl:leftOperand ex:word{place} ; odrl:rightOperand ex:yes ]" for place in range(len(parts)))
    request = f"ex:q a odrl:Request ; odrl:permission [ odrl:action odrl:play ; sotw:context {stated} ] ."
    assert evaluate(policy, request).decision == ("permit" if holds else "not-applicable")


@pytest.mark.parametrize(("strategy", "permits", "prohibits", "decision"), named(CASES["conflicts"]))
def test_conflict(strategy: str, permits: bool, prohibits: bool, decision: str) -> None:
    preferred = f"odrl:conflict {strategy} ; " if strategy else ""
    policy = f"""ex:p a odrl:Set ; {preferred} odrl:permission ex:r ; odrl:prohibition ex:n .
    ex:r odrl:action {"odrl:play" if permits else "odrl:print"} .
    ex:n odrl:action {"odrl:play" if prohibits else "odrl:print"} ."""
    found = evaluate(policy)
    assert found.decision == decision
    assert (f"conflict-{strategy.removeprefix('odrl:') or 'invalid'}" in {reason.code for reason in found.reasons}) == (
        permits and prohibits
    )


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in SCENARIOS])
def test_scenario(case: dict[str, Any]) -> None:
    found = evaluate(case["policy"], case.get("request", ALICE_PLAYS), f"{NOON} {case.get('world', '')}")
    short = [{name.removeprefix("http://example.org/") for name in names} for names in (found.active, found.inactive)]
    assert found.decision == case["decision"]
    assert short == [set(case.get("active", ())), set(case.get("inactive", ()))]
    report = Graph().parse(data=report_as_turtle(found), format="turtle")
    states = {
        str(report.value(node, URIRef(f"{REPORT}rule"))).removeprefix("http://example.org/"): str(
            report.value(node, URIRef(f"{REPORT}activationState"))
        ).removeprefix(REPORT)
        for node in report.subjects(URIRef(f"{REPORT}rule"))
    }
    assert states == dict.fromkeys(short[0], "Active") | dict.fromkeys(short[1], "Inactive")
