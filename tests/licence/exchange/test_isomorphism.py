"""Terms through ODRL and back: what comes out is the same graph, not only the same answers."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph
from rdflib.compare import isomorphic

from oeuvre.licence import Terms, all_templates
from oeuvre.licence.exchange import export_terms, import_terms
from oeuvre.licence.odrl import read_graph
from tests.licence.strategies import terms as all_terms

FORMATS = ("odrl-json", "odrl-turtle")
FEW = ("CC-BY-SA-4.0", "CC0-1.0", "model-training-pool")
TARGET = "urn:oeuvre:work:35c7c23d646b9361283aa4cd5fecd407"


def graph(terms: Terms, name: str) -> Graph:
    return read_graph(export_terms(terms, name, TARGET).text.encode(), "terms")


def once_more(terms: Terms, name: str) -> Terms:
    """The terms as ODRL can say them."""
    return import_terms(export_terms(terms, name, TARGET).text, name).terms


# The comparison itself takes seconds where many nodes have no name.
MOST = [pytest.param(name, marks=pytest.mark.torture) for name in all_templates() if name not in FEW]


@pytest.mark.parametrize("template", [*FEW, *MOST])
def test_templates_are_one_graph_in_both_writings_and_after_a_round_trip(template: str) -> None:
    terms = all_templates()[template].terms
    assert isomorphic(graph(terms, FORMATS[0]), graph(terms, FORMATS[1]))
    said = once_more(terms, FORMATS[0])
    for name in FORMATS:
        assert isomorphic(graph(said, name), graph(once_more(said, name), name))


@pytest.mark.torture
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(all_terms)
def test_what_odrl_can_say_goes_round_without_a_change(terms: Terms) -> None:
    said = once_more(terms, FORMATS[0])
    again = once_more(said, FORMATS[1])
    assert isomorphic(graph(said, FORMATS[0]), graph(again, FORMATS[0]))
    assert once_more(again, FORMATS[0]).digest == again.digest
