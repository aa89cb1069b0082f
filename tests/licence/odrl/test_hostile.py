"""What anyone may have written: it is refused with a line and a reason, in bounded time, and nothing is fetched."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest
from rdflib import Graph

from oeuvre.licence.odrl import (
    ConstraintUnfit,
    ContextRemote,
    OdrlError,
    OperatorUnknown,
    ParentMissing,
    PolicyMissing,
    RDFMalformed,
    RDFTooLarge,
    Recursive,
    RequestUnfit,
    RuleUnfit,
    compile_policy,
    read_graph,
    read_request,
    read_world,
    refuse_crossed,
    report_as_turtle,
)
from tests.licence.odrl.evaluating import ALICE_PLAYS, NOON, PREFIXES, evaluate, turtle

RULE = "ex:p a odrl:Set ; odrl:permission ex:r . ex:r odrl:action odrl:play "
CONSTRAINED = RULE + "; odrl:constraint ex:c . ex:c "


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("something is being fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def raised(policy: str) -> OdrlError:
    with pytest.raises(OdrlError) as caught:
        compile_policy(turtle(policy), "P.ttl")
    assert caught.value.exit_code == 2
    assert all((caught.value.message("fr"), caught.value.remedy("fr"), caught.value.message("en")))
    return caught.value


@pytest.mark.parametrize(
    ("policy", "kind"),
    [
        pytest.param("ex:a ex:b ex:c .", PolicyMissing, id="no policy"),
        pytest.param("", PolicyMissing, id="nothing at all"),
        pytest.param(
            CONSTRAINED + "odrl:operator odrl:eq ; odrl:rightOperand 1 .", ConstraintUnfit, id="no left operand"
        ),
        pytest.param(
            CONSTRAINED + "odrl:leftOperand odrl:count ; odrl:rightOperand 1 .", ConstraintUnfit, id="no operator"
        ),
        pytest.param(
            CONSTRAINED + "odrl:leftOperand odrl:count ; odrl:operator odrl:eq .", ConstraintUnfit, id="no right"
        ),
        pytest.param(
            CONSTRAINED + "odrl:leftOperand odrl:count, odrl:event ; odrl:operator odrl:eq ; odrl:rightOperand 1 .",
            ConstraintUnfit,
            id="two left operands",
        ),
        pytest.param(
            CONSTRAINED + "odrl:leftOperand odrl:count ; odrl:operator ex:like ; odrl:rightOperand 1 .",
            OperatorUnknown,
            id="an operator of nobody",
        ),
        pytest.param(CONSTRAINED + "odrl:and ( ex:c ) .", Recursive, id="a constraint within itself"),
        pytest.param(
            CONSTRAINED + "odrl:or ( ex:d ) . ex:d odrl:xone ( ex:c ) .", Recursive, id="two within each other"
        ),
        pytest.param(
            RULE + "; odrl:duty ex:d . ex:d odrl:consequence ex:d .", Recursive, id="a duty its own consequence"
        ),
        pytest.param(
            "ex:p a odrl:Set ; odrl:inheritFrom ex:p ; odrl:permission ex:r .", Recursive, id="its own parent"
        ),
        pytest.param(
            "ex:p a odrl:Set ; odrl:inheritFrom ex:q . ex:q a odrl:Set ; odrl:inheritFrom ex:p .",
            Recursive,
            id="two parents",
        ),
        pytest.param("ex:p a odrl:Set ; odrl:inheritFrom ex:far .", ParentMissing, id="a parent elsewhere"),
        pytest.param(
            RULE + "; odrl:target ex:t . ex:t odrl:partOf ex:t .", Recursive, id="a collection part of itself"
        ),
        pytest.param(
            RULE + "; odrl:target ex:t . ex:t odrl:partOf ex:u . ex:u odrl:partOf ex:v . ex:v odrl:partOf ex:t .",
            Recursive,
            id="three collections in a ring",
        ),
        pytest.param(
            RULE + "; odrl:target ex:t . ex:t odrl:source ex:u . ex:u odrl:partOf ex:t .", Recursive, id="a source"
        ),
        pytest.param("ex:p a odrl:Set ; odrl:conflict ex:mine .", RuleUnfit, id="a strategy of nobody"),
        pytest.param('ex:p a odrl:Set ; odrl:permission "all" .', RuleUnfit, id="text for a rule"),
        pytest.param(
            CONSTRAINED + "odrl:and _:l . _:l rdf:first ex:d ; rdf:rest _:l .", Recursive, id="a list in a ring"
        ),
    ],
)
def test_a_policy_that_cannot_be_tried_is_refused(policy: str, kind: type[OdrlError]) -> None:
    assert type(raised(policy)) is kind


def test_a_ring_of_collections_across_files_is_refused() -> None:
    policy = compile_policy(turtle(RULE + "; odrl:target ex:a . ex:a odrl:partOf ex:b ."))
    world = read_world(read_graph(turtle("ex:b odrl:partOf ex:a ."), "w"))
    with pytest.raises(Recursive):
        refuse_crossed(policy.policy, read_request(read_graph(turtle(ALICE_PLAYS), "r")), world)


def test_malformed_turtle_names_its_line() -> None:
    with pytest.raises(RDFMalformed) as caught:
        read_graph(b"@prefix ex: <http://example.org/> .\nex:a ex:b ex:c .\nex:a ex:b ;;; oops\n", "P.ttl")
    assert caught.value.values["line"] == 3


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"<a> <b>",
        b"nonsense",
        b"ex:a ex:b ex:c .",
        b'<a> <b> "unclosed .',
        b"@prefix x <y> .",
        b"{} => {} .",
    ],
)
def test_other_malformed_text_is_refused(content: bytes) -> None:
    with pytest.raises(RDFMalformed):
        read_graph(content, "P")


def test_malformed_json_names_its_line() -> None:
    with pytest.raises(RDFMalformed) as caught:
        read_graph(b'{\n "@type": "Set",\n "uid": \n}', "P.jsonld")
    assert caught.value.values["line"] == 4


@pytest.mark.parametrize(
    "context",
    [
        "http://example.org/context.jsonld",
        ["http://www.w3.org/ns/odrl.jsonld", "https://example.org/more"],
        {"ex": "http://example.org/", "thing": {"@id": "ex:thing", "@context": "http://example.org/scoped"}},
        {"@import": "http://example.org/imported"},
        "file:///etc/passwd",
        "../context.json",
    ],
)
def test_a_context_that_stands_elsewhere_is_refused_and_never_fetched(context: Any) -> None:
    with pytest.raises(ContextRemote):
        read_graph(json.dumps({"@context": context, "@type": "Set"}).encode(), "P.jsonld")


def test_nesting_without_end_is_refused() -> None:
    for content in (b"[" * 100_000, b'{"a":' * 100_000, b"<a> <b> " + b"[ <b> " * 50_000, b"<a> <b> " + b"( " * 50_000):
        with pytest.raises((RDFTooLarge, RDFMalformed)):
            read_graph(content, "P")


def test_a_list_of_ten_thousand_members_is_read() -> None:
    many = " ".join(f"ex:t{number}" for number in range(10_000))
    policy = (
        CONSTRAINED + f"odrl:leftOperand odrl:purpose ; odrl:operator odrl:isAnyOf ; odrl:rightOperand ( {many} ) ."
    )
    request = """ex:q a odrl:Request ; odrl:permission [ odrl:action odrl:play ;
    sotw:context [ odrl:leftOperand odrl:purpose ; odrl:rightOperand ex:t9999 ] ] ."""
    assert evaluate(policy, request).decision == "permit"


def test_a_chain_of_three_thousand_collections_is_followed() -> None:
    chain = " ".join(f"ex:t{number} odrl:partOf ex:t{number + 1} ." for number in range(3_000))
    assert (
        evaluate(RULE + "; odrl:target ex:t3000 .", ALICE_PLAYS, f"{NOON} ex:song odrl:partOf ex:t0 . {chain}").decision
        == "permit"
    )


def test_templates_are_only_text() -> None:
    hostile = "{{ ''.__class__.__mro__ }} {% for x in y %} ${jndi:ldap://x} <%= 7*7 %>"
    policy = (
        RULE
        + "; odrl:constraint [ odrl:leftOperand odrl:purpose ; odrl:operator odrl:eq ; "
        + f'odrl:rightOperand "{hostile}" ] .'
    )
    found = evaluate(policy)
    assert found.decision == "not-applicable"
    assert hostile in report_as_turtle(found)


def test_text_cannot_break_out_of_a_report() -> None:
    sly = "x> . <http://evil.example/> a <http://evil.example/y"
    policy = {
        "@context": "http://www.w3.org/ns/odrl.jsonld",
        "@type": "Set",
        "uid": "http://example.org/p",
        "permission": [
            {
                "uid": sly,
                "action": "play",
                "constraint": {
                    "uid": 'c" ;\n\t\\',
                    "leftOperand": "purpose",
                    "operator": "eq",
                    "rightOperand": 'quote " backslash \\ newline \n end',
                },
            }
        ],
    }
    compiled = compile_policy(json.dumps(policy).encode())
    evaluation = compiled.evaluate(read_request(read_graph(turtle(ALICE_PLAYS), "r")), read_world(Graph()))
    report = Graph().parse(data=report_as_turtle(evaluation), format="turtle")
    assert not [one for one in report.subjects() if str(one).startswith("http://evil")]


def test_a_json_ld_policy_decides_as_its_turtle_does() -> None:
    policy = {
        "@context": "http://www.w3.org/ns/odrl.jsonld",
        "@type": "Agreement",
        "uid": "http://example.org/p",
        "conflict": "prohibit",
        "permission": [
            {
                "target": "http://example.org/song",
                "assignee": "http://example.org/alice",
                "action": "play",
                "constraint": [
                    {
                        "leftOperand": "dateTime",
                        "operator": "lteq",
                        "rightOperand": {"@value": "2026-12-31", "@type": "xsd:date"},
                    }
                ],
            }
        ],
        "prohibition": [{"target": "http://example.org/song", "action": "sell"}],
    }
    content = json.dumps(policy).encode()
    first, second = compile_policy(content, "a").policy, compile_policy(content + b" ", "a").policy
    assert first == second
    asked = read_request(read_graph(turtle(ALICE_PLAYS), "r"))
    world = read_world(read_graph(turtle(NOON), "w"))
    found = compile_policy(content).evaluate(asked, world)
    assert found.decision == "permit"
    assert all(name.startswith("urn:oeuvre:node:") for name in (*found.active, *found.inactive))


def test_the_draft_s_own_way_of_writing_json_ld_is_read() -> None:
    request = {
        "@context": [
            "http://www.w3.org/ns/odrl.jsonld",
            "https://raw.githubusercontent.com/w3c/odrl/refs/heads/master/formal-semantics/ontology/evaluation_request.json",
        ],
        "@type": "EvaluationRequest",
        "@id": "http://example.org/q",
        "evaluatedAction": "odrl:print",
        "evaluatedTarget": "http://example.org/doc",
        "requestParameters": {
            "@type": "RequestParameter",
            "value": {"@id": "1000"},
            "describesFeature": "http://dbpedia.org/resource/Dots_per_inch",
        },
    }
    read = read_request(read_graph(json.dumps(request).encode(), "r"))
    assert (read.action, read.target) == ("http://www.w3.org/ns/odrl/2/print", "http://example.org/doc")
    assert read.facts["http://dbpedia.org/resource/Dots_per_inch"][0].value.value == 1000


@pytest.mark.parametrize(
    "request_",
    [
        "ex:q a odrl:Request .",
        "ex:q a odrl:Request ; odrl:permission [ odrl:target ex:song ] .",
        "ex:q a odrl:Request ; odrl:permission [ odrl:action odrl:play, odrl:print ] .",
        "ex:q a odrl:Request ; odrl:permission [ odrl:action odrl:play ], [ odrl:action odrl:print ] .",
        "ex:q a odrl:Request ; odrl:action odrl:play . ex:z a odrl:Request ; odrl:action odrl:play .",
        "ex:q ex:is ex:nothing .",
    ],
)
def test_a_request_that_asks_nothing_or_two_things_is_refused(request_: str) -> None:
    with pytest.raises(RequestUnfit):
        read_request(read_graph(turtle(request_), "r"), "r")


def test_a_policy_of_ten_thousand_rules_is_read_once_and_decided() -> None:
    lines = [PREFIXES, "ex:p a odrl:Set ; odrl:permission ", ", ".join(f"ex:r{n}" for n in range(10_000)), " ."]
    lines += [f"ex:r{n} odrl:action odrl:play ; odrl:target ex:t{n} .\n" for n in range(10_000)]
    content = "".join(lines).encode()
    compiled = compile_policy(content)
    assert compile_policy(content) is compiled
    asked = read_request(read_graph(turtle(ALICE_PLAYS.replace("ex:song", "ex:t9999")), "r"))
    world = read_world(read_graph(turtle(NOON), "w"))
    assert compiled.verdict(asked, world) == "permit"
    found = compiled.evaluate(asked, world)
    assert found.active == ("http://example.org/r9999",)
    assert len(found.inactive) == 9_999
