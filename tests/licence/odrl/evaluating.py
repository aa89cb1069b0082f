"""What the tests of this room share: prefixes, the standard request and world, and one way to evaluate."""

from __future__ import annotations

from datetime import UTC, datetime

from oeuvre.licence.odrl import Evaluation, compile_policy, read_graph, read_request, read_world

PREFIXES = """@prefix ex: <http://example.org/> . @prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix cc: <http://creativecommons.org/ns#> . @prefix dbp: <http://dbpedia.org/resource/> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix sotw: <https://w3id.org/force/sotw#> .
@prefix report: <https://w3id.org/force/compliance-report#> . @prefix odrl-fs: <https://w3id.org/odrl-fs#> .
@prefix pay: <https://www.epimorphics.com/guide-to-the-payments-ontology/> .
@prefix temp: <http://example.com/request/> .
"""
NOON = 'temp:currentTime dct:issued "2026-06-01T12:00:00Z"^^xsd:dateTime .'
ALICE_PLAYS = """ex:q a odrl:Request ; odrl:permission ex:asked .
ex:asked odrl:action odrl:play ; odrl:assignee ex:alice ; odrl:target ex:song ."""


def turtle(text: str) -> bytes:
    return (PREFIXES + text).encode()


def evaluate(policy: str, request: str = ALICE_PLAYS, world: str = NOON) -> Evaluation:
    """The evaluation of Turtle without prefixes; the short way has to agree with the long one every time."""
    compiled = compile_policy(turtle(policy), "policy")
    asked = read_request(read_graph(turtle(request), "request"), "request")
    state = read_world(read_graph(turtle(world), "world"), "world", datetime(2026, 6, 1, 12, tzinfo=UTC))
    evaluation = compiled.evaluate(asked, state)
    assert compiled.verdict(asked, state) == evaluation.decision
    return evaluation
