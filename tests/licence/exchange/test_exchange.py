"""Round trips: whatever a format cannot say is listed, and nothing that comes back permits more than went out."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oeuvre.foundation import OeuvreError, gravest
from oeuvre.licence import (
    Action,
    Basis,
    Limits,
    Price,
    Rule,
    Terms,
    all_templates,
    permits_no_more,
    terms_as_dict,
)
from oeuvre.licence.exchange import (
    FORMATS,
    ExchangeUnfit,
    ExchangeUnknown,
    export_terms,
    import_terms,
    losses,
    robots_line,
    tdm_headers,
    tdm_meta,
    training_assertion,
)
from oeuvre.licence.odrl import compile_policy, read_graph, read_request, read_world
from tests.licence.strategies import terms as all_terms

TARGET = "https://example.org/works/7"
some = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def permitted(terms: Terms) -> set[Action]:
    return {action for action in Action if terms.rule(action).permitted}


@pytest.mark.parametrize("name", FORMATS)
@some
@given(terms=all_terms)
def test_nothing_is_lost_without_being_listed(name: str, terms: Terms) -> None:
    exported = export_terms(terms, name, TARGET)
    try:
        back = import_terms(exported.text, name).terms
    except OeuvreError:
        back = Terms()
    differing = {loss.field for loss in losses(terms, back)}
    assert differing == {loss.field for loss in exported.lost}
    if not exported.lost:
        assert terms_as_dict(back) == terms_as_dict(terms)


@pytest.mark.parametrize("name", FORMATS)
@some
@given(terms=all_terms)
def test_what_comes_back_permits_no_action_that_went_out_prohibited(name: str, terms: Terms) -> None:
    try:
        back = import_terms(export_terms(terms, name, TARGET).text, name).terms
    except OeuvreError:
        return
    assert permitted(back) <= permitted(terms)
    for action in permitted(back):
        bound, own = back.rule(action).limits, terms.rule(action).limits
        assert own.territories is None or (bound.territories is not None and bound.territories <= own.territories)
        assert own.not_after is None or (bound.not_after is not None and bound.not_after <= own.not_after)
        assert own.count is None or (bound.count is not None and bound.count <= own.count)


@pytest.mark.parametrize("name", FORMATS)
@some
@given(terms=all_terms)
def test_the_same_terms_give_the_same_bytes(name: str, terms: Terms) -> None:
    assert export_terms(terms, name, TARGET).text == export_terms(terms, name, TARGET).text


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    refused = None
    try:
        import_terms(text, name)
    except OeuvreError as error:
        refused = error
    assert refused is None or (refused.message("fr") and gravest(one.exit_code for one in refused.all()) == 2)


@pytest.mark.parametrize("identifier", sorted(all_templates()))
def test_a_template_goes_through_spdx_whole(identifier: str) -> None:
    exported = export_terms(all_templates()[identifier].terms, "spdx")
    assert exported.lost == ()


@pytest.mark.parametrize("identifier", ["CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-ND-4.0", "CC0-1.0", "CC-PDM-1.0"])
def test_a_creative_commons_licence_goes_through_its_deed_and_xmp_whole(identifier: str) -> None:
    for name in ("cc", "xmp"):
        exported = export_terms(all_templates()[identifier].terms, name)
        assert exported.lost == ()
        assert "creativecommons.org" in exported.text


def test_other_terms_have_no_deed_and_everything_is_listed() -> None:
    exported = export_terms(all_templates()["MIT"].terms, "cc")
    assert exported.text == ""
    assert "actions.use" in {loss.field for loss in exported.lost}


def test_spdx_identifiers_joined_by_and_bind_together() -> None:
    back = import_terms("CC-BY-4.0 AND CC-BY-SA-4.0", "spdx").terms
    for identifier in ("CC-BY-4.0", "CC-BY-SA-4.0"):
        assert permits_no_more(back, all_templates()[identifier].terms)
    for text in ("CC-BY-4.0 OR MIT", "GPL-3.0-only WITH x", "AND", "", "CC-BY-4.0 MIT"):
        with pytest.raises(OeuvreError):
            import_terms(text, "spdx")


def test_tdmrep_says_the_same_in_three_places() -> None:
    closed, free = Terms(), all_templates()["CC0-1.0"].terms
    assert json.loads(export_terms(closed, "tdmrep", "/works/7").text) == [
        {"location": "/works/7", "tdm-reservation": 1}
    ]
    assert tdm_headers(closed) == {"tdm-reservation": "1"}
    assert tdm_meta(closed) == '<meta name="tdm-reservation" content="1">'
    assert tdm_headers(free) == {"tdm-reservation": "0"}


def test_the_assertion_has_the_four_entries() -> None:
    entries = training_assertion(Terms())["entries"]
    assert {name: entry["use"] for name, entry in entries.items()} == dict.fromkeys(
        ("cawg.data_mining", "cawg.ai_inference", "cawg.ai_training", "cawg.ai_generative_training"), "notAllowed"
    )


def test_a_price_is_owed_in_odrl_too() -> None:
    """A flat price comes back as it was; of any other only that it is owed, so that nothing is taken for free."""
    flat = Price(Basis.FLAT, "EUR", 1250, actions=frozenset({Action.REPRODUCE}))
    shared = Price(Basis.REVENUE_SHARE, "EUR", percent=Fraction(10), actions=frozenset({Action.COMMERCIALISE}))
    terms = Terms(prices=frozenset({flat, shared})).with_rules(
        dict.fromkeys((Action.REPRODUCE, Action.COMMERCIALISE), Rule(True))
    )
    for name in ("odrl-json", "odrl-turtle"):
        back = import_terms(export_terms(terms, name, TARGET).text, name)
        assert back.terms.prices == {flat}
        assert permitted(back.terms) == {Action.REPRODUCE}
        assert any(loss.field == "duty" for loss in back.unread)


def test_an_exported_policy_decides_as_its_terms_do() -> None:
    limits = Limits(territories=frozenset({"FR"}), purposes=frozenset({"editorial"}))
    terms = Terms().with_rules({Action.REPRODUCE: Rule(True, limits), Action.USE: Rule(True)})
    policy = compile_policy(export_terms(terms, "odrl-json", TARGET).text.encode())
    asks = "@prefix odrl: <http://www.w3.org/ns/odrl/2/> . <urn:q> a odrl:Request ; odrl:permission [ odrl:target "
    place = "[ odrl:leftOperand odrl:spatial ; odrl:rightOperand <urn:iso:std:iso:3166:%s> ]"
    purpose = '[ odrl:leftOperand odrl:purpose ; odrl:rightOperand "editorial" ]'
    for action, country, decision in (
        ("play", "DE", "permit"),
        ("reproduce", "FR", "permit"),
        ("reproduce", "DE", "not-applicable"),
        ("derive", "FR", "prohibit"),
    ):
        text = f"{asks} <{TARGET}> ; odrl:action odrl:{action} ; odrl:constraint {place % country}, {purpose} ] ."
        request = read_request(read_graph(text.encode(), "request"))
        assert policy.verdict(request, read_world(read_graph(b"", "world"))) == decision


def test_robots_has_its_line() -> None:
    assert robots_line("https://example.org/license.xml") == "License: https://example.org/license.xml"


def test_rsl_of_others_is_read_carefully() -> None:
    text = """<rsl xmlns="https://rslstandard.org/rsl"><content url="/">
    <license><permits type="usage">ai-input search</permits><payment type="free"/></license>
    <license><permits type="usage">ai-train</permits><payment type="subscription"/></license>
    <license><prohibits type="usage">ai-input</prohibits></license></content></rsl>"""
    found = import_terms(text, "rsl")
    assert permitted(found.terms) == {Action.SEARCH}
    assert ("payment", "subscription") in {(loss.field, loss.value) for loss in found.unread}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rsl", "<rsl"),
        ("rsl", "<other/>"),
        ("rsl", '<!DOCTYPE x [<!ENTITY a "b">]><rsl xmlns="https://rslstandard.org/rsl">&a;</rsl>'),
        ("xmp", "<x/>"),
        ("tdmrep", "{}"),
        ("tdmrep", '[{"tdm-reservation": true}]'),
        ("cawg", '{"entries": {"cawg.ai_training": {"use": "perhaps"}}}'),
        ("cc", "https://example.org/licence"),
    ],
)
def test_what_is_not_its_format_is_refused(name: str, text: str) -> None:
    with pytest.raises(ExchangeUnfit):
        import_terms(text, name)


def test_an_unknown_format_is_named_with_those_that_there_are() -> None:
    with pytest.raises(ExchangeUnknown) as caught:
        import_terms("", "morse")
    assert "odrl-json" in caught.value.message("en")
