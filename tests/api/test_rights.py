"""Terms, grants and split sheets over the wire: asked, stated, priced, granted, proposed, signed."""

from __future__ import annotations

from typing import Any

import pytest

from oeuvre.api.whole import picture_credit
from oeuvre.credentials import read_anchors
from oeuvre.production import read_receipt
from tests.api.conftest import Studio

OFFER = {"actions": ["reproduce"], "amount": "120,50", "territories": ["fr"]}
QUESTION = {"action": "reproduce", "territory": "FR", "party": "Le Fournil"}


def post(studio: Studio, path: str, body: Any, **headers: str) -> Any:
    return studio.client.post(f"/api{path}", json=body, headers=headers)


@pytest.fixture
def named(studio: Studio) -> Studio:
    """A studio in whose window Awa Diop acts."""
    assert studio.client.put("/api/me", json={"name": "Awa Diop"}).status_code == 200
    return studio


def test_what_is_reserved_is_refused_with_the_clause_and_the_work(named: Studio) -> None:
    work = named.designs[0]
    answer = post(named, f"/works/{work}/questions", QUESTION).json()
    assert (answer["allowed"], answer["outcome"], answer["quote"]) == (False, "refused", None)
    reason = answer["reasons"][0]
    assert reason["clause"] == "actions.reproduce"
    assert work in [one["work"] for one in reason["of"]]
    assert named.get("/acts?kind=license,grant")["items"] == []


def test_an_offer_prices_a_use_and_its_split_comes_to_the_price(named: Studio) -> None:
    work = named.designs[0]
    told = post(named, f"/works/{work}/offers", OFFER)
    assert (told.status_code, told.json()["basis"]) == (201, "stated")
    answer = post(named, f"/works/{work}/questions", QUESTION).json()
    assert answer["allowed"]
    assert answer["quote"]["total"] == 12050
    assert sum(part["amount"] for part in answer["quote"]["split"]) == 12050
    assert answer["duties"][0]["kind"] == "pay"
    elsewhere = post(named, f"/works/{work}/questions", {**QUESTION, "territory": "US"}).json()
    assert not elsewhere["allowed"]
    assert "territor" in elsewhere["reasons"][0]["fact"]


def test_a_grant_is_signed_counted_and_spent(named: Studio) -> None:
    work = named.designs[0]
    assert post(named, f"/works/{work}/grants", QUESTION).json()["code"] == "quote-refused"
    post(named, f"/works/{work}/offers", OFFER)
    wish = {**QUESTION, "count": 1, "until": "2027-06-30"}
    lacking = post(named, f"/works/{work}/grants", wish)
    assert (lacking.status_code, lacking.json()["code"]) == (422, "grant-incomplete")
    wish["purpose"] = "emballage"
    first = post(named, f"/works/{work}/grants", wish, **{"Idempotency-Key": "g1"})
    again = post(named, f"/works/{work}/grants", wish, **{"Idempotency-Key": "g1"})
    assert first.status_code == 201, first.text
    assert again.json() == first.json()
    made = first.json()
    assert [one["grant"] for one in named.get("/grants")["items"]] == [made["grant"]]
    receipt = named.client.get(f"/api/grants/{made['grant']}/receipt")
    assert receipt.headers["content-type"].startswith("application/jwt")
    assert read_receipt(receipt.text, read_anchors(named.home)).grant.total == 12050
    assert post(named, f"/grants/{made['grant']}/uses", {"use": "a"}).json()["counted"]
    assert not post(named, f"/grants/{made['grant']}/uses", {"use": "a"}).json()["counted"]
    spent = post(named, f"/grants/{made['grant']}/uses", {"use": "b"})
    assert (spent.status_code, spent.json()["code"]) == (409, "grant-spent")


def test_terms_are_stated_withdrawn_disputed_and_settled(named: Studio) -> None:
    work = named.designs[0]
    stated = post(named, f"/works/{work}/terms", {"template": "cc-by-4.0", "because": "parlé"}).json()
    assert (stated["licence"], stated["statement"]["template"]) == ("CC-BY-4.0", "CC-BY-4.0")
    assert any("CC-BY-4.0" in line for line in stated["attribution"])
    assert post(named, f"/works/{work}/questions", QUESTION).json()["allowed"]
    assert post(named, f"/works/{work}/disputes", {"because": "à moi"}).json()["halted"]["kind"] == "disputed"
    assert not post(named, f"/works/{work}/questions", QUESTION).json()["allowed"]
    assert post(named, f"/works/{work}/settlements", {}).json()["halted"] is None
    assert post(named, f"/works/{work}/settlements", {}).json()["code"] == "nothing-disputed"
    assert post(named, f"/works/{work}/withdrawals", {}).json()["halted"]["kind"] == "withdrawn"
    acts = named.get(f"/works/{work}/terms/acts?limit=2")
    assert [one["kind"] for one in acts["items"]] == ["withdraw", "dispute"]
    rest = named.get(f"/works/{work}/terms/acts?cursor={acts['next']}")
    assert [one["kind"] for one in rest["items"]] == ["dispute", "license"]


UNFIT: tuple[tuple[Any, str], ...] = (
    ({"template": "CC-BY-9.9"}, "licence-unknown"),
    ({}, "bad-shape"),
    ({"template": "CC-BY-4.0", "terms": {}}, "bad-shape"),
    ({"template": "CC-BY-4.0", "since": "2026-02-31"}, "moment-unfit"),
    ({"terms": {"nope": 1}}, "field-unknown"),
)


def test_terms_that_are_none_are_refused_and_nothing_is_written(named: Studio) -> None:
    for body, code in UNFIT:
        answer = post(named, f"/works/{named.designs[0]}/terms", body)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert named.get("/acts?kind=license")["items"] == []


def test_a_format_of_others_says_what_it_cannot_say(named: Studio) -> None:
    post(named, f"/works/{named.designs[0]}/offers", OFFER)
    told = named.get(f"/works/{named.designs[0]}/terms/formats/tdmrep")
    assert "prices" in [one["field"] for one in told["lost"]]
    assert named.client.get(f"/api/works/{named.designs[0]}/terms/formats/nope").status_code == 422


def test_a_sheet_counts_when_everybody_on_it_has_signed_that_very_one(named: Studio) -> None:
    work = named.designs[0]
    before = named.get(f"/works/{work}/holdings")
    assert before["basis"] == "acts"
    shares = [{"name": "Awa Diop", "share": "200/3"}, {"name": "Jean Petit", "share": "100/3"}]
    sheet = post(named, f"/works/{work}/sheets", {"shares": shares, "sign": True}).json()
    assert (sheet["state"], [one["name"] for one in sheet["waits_for"]]) == ("open", ["Jean Petit"])
    jean = sheet["waits_for"][0]["party"]
    assert [one["sheet"] for one in named.get(f"/sheets?waiting={jean}")["items"]] == [sheet["sheet"]]
    # Whoever is not on it cannot sign, and nobody signs another one than they read.
    named.client.put("/api/me", json={"name": "Zoé"})
    assert post(named, f"/sheets/{sheet['sheet']}/signatures", {"digest": sheet["digest"]}).status_code == 403
    named.client.put("/api/me", json={"name": "Jean Petit"})
    assert post(named, f"/sheets/{sheet['sheet']}/signatures", {"digest": "0" * 64}).status_code == 409
    signed = post(named, f"/sheets/{sheet['sheet']}/signatures", {"digest": sheet["digest"]}).json()
    assert signed["state"] == "signed"
    told = named.get(f"/works/{work}/holdings")
    assert (told["basis"], [one["share"] for one in told["holders"]]) == ("sheet", ["2/3", "1/3"])
    assert named.get(f"/projects/{named.slug}/sheets")["total"] == 1


def test_shares_that_do_not_come_to_a_hundred_are_refused_with_the_studios_own_way_out(named: Studio) -> None:
    shares = [{"name": "Awa Diop", "share": "60"}, {"name": "Jean Petit", "share": "30"}]
    answer = post(named, f"/works/{named.designs[0]}/sheets", {"shares": shares})
    assert (answer.status_code, answer.json()["code"]) == (422, "shares-not-whole")
    assert "--" not in answer.json()["remedy"]
    assert named.get(f"/works/{named.designs[0]}/sheets")["items"] == []


def test_a_refused_sheet_never_counts_and_parts_can_be_changed(named: Studio) -> None:
    work = named.designs[0]
    sheet = post(named, f"/works/{work}/sheets", {"shares": [{"name": "Awa Diop", "share": "100"}]}).json()
    refused = post(named, f"/sheets/{sheet['sheet']}/refusals", {"because": "il manque Zoé"}).json()
    assert (refused["state"], refused["refused_because"]) == ("refused", "il manque Zoé")
    late = post(named, f"/sheets/{sheet['sheet']}/signatures", {"digest": sheet["digest"]})
    assert late.json()["code"] == "sheet-closed"
    parts = named.client.put("/api/parts", json={"parts": {"piece": "5"}})
    assert parts.json()["parts"]["piece"] == "5"
    assert named.client.put("/api/parts", json={"parts": {"nope": "5"}}).json()["code"] == "part-unfit"


def test_the_credit_of_a_picture_has_the_form_that_its_licence_asks_for() -> None:
    told = picture_credit("usine.jpg", "Jonas Lind", ["CC-BY-NC-4.0"], "CC BY-NC 4.0", "en")
    assert "Jonas Lind" in told
    assert "https://creativecommons.org/licenses/by-nc/4.0/" in told
    own = picture_credit("logo.svg", "Le Fournil", ["all-rights-reserved"], "all rights reserved", "en")
    assert own == "logo.svg, Le Fournil, all rights reserved"
