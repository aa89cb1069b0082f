"""From a month that was run to a file of transfers, over the wire: closing, accounts, a plan, the file."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.conftest import Studio

IBAN, PAYER = "FR76 3000 6000 0112 3456 7890 189", "FR14 2004 1010 0505 0001 3M02 606"


@pytest.fixture
def earned(studio: Studio) -> Studio:
    """A studio that earned 12.50 in October and 7.00 that came late."""
    bring(studio, "1", "12,50")
    return studio


def bring(studio: Studio, line: str, amount: str) -> Any:
    """Brings a line in and runs; answers with what of it corrects closed months."""
    content = f"Ligne;Œuvre;Montant;Devise;Date\n{line};{studio.designs[0]};{amount};EUR;02/10/2026\n".encode()
    params = {"source": "boutique"}
    look = studio.client.post("/api/royalties/usage/columns", params=params, content=content).json()
    taken = {**params, "mapping": json.dumps(look["mapping"])}
    assert studio.client.post("/api/royalties/usage", params=taken, content=content).status_code == 201
    return studio.client.post("/api/royalties/runs", json={}).json()["corrected"]


def test_a_closed_month_stays_and_what_comes_late_is_told_where_its_statement_tells_it(earned: Studio) -> None:
    party = earned.get("/royalties/statements")["items"][0]["party"]
    (before,) = earned.get(f"/royalties/statements/{party}/2026-10")
    assert (before["leads"], before["closed"]) == ("so_far", False)
    assert earned.get("/royalties/months")["items"] == [{"month": "2026-10", "closed": False, "over": True}]
    closed = earned.client.post("/api/royalties/closings", json={"period": "2026-10"})
    assert (closed.status_code, closed.json()["items"][0]["closed"]) == (201, True)
    assert bring(earned, "2", "7,00") == {"EUR": 700}
    rows = earned.get("/royalties/statements")["items"]
    assert [(one["period"], one["earned"], one["corrections"]) for one in rows] == [
        ("2026-11", 700, 700),
        ("2026-10", 1250, 0),
    ]
    for one in rows:
        (told,) = earned.get(f"/royalties/statements/{party}/{one['period']}")
        assert told["moves"].get("earned", 0) + told["moves"].get("adjusted", 0) == one["earned"]
    early = earned.client.post("/api/royalties/closings", json={"period": "2099-01"})
    assert early.json()["code"] == "month-open"
    assert "oeuvre " not in early.json()["remedy"]


def test_a_payout_is_planned_then_written_once_and_read_again(earned: Studio) -> None:
    (row,) = earned.get("/royalties/parties")["items"]
    assert row["iban"] == ""
    wish = {"plan": True, "early": True}
    plan = earned.client.post("/api/royalties/payouts", json=wish).json()
    assert [one["reason"] for one in plan["unpaid"]] == ["no-account"]
    address = f"/api/royalties/parties/{row['party']}/account"
    assert earned.client.put(address, json={"iban": "FR00 1234"}).json()["code"] == "account-unfit"
    assert earned.client.put(address, json={"iban": IBAN}).json()["iban"] == "0189"
    plan = earned.client.post("/api/royalties/payouts", json=wish).json()
    assert ([one["amount"] for one in plan["transfers"]], plan["file"]) == ([1250], None)
    told = {"early": True, "payer": "Le Fournil", "iban": PAYER}
    # Nobody is paid early without a word, and nothing leaves an account that is none.
    assert earned.client.post("/api/royalties/payouts", json=told).status_code == 422
    made = earned.client.post("/api/royalties/payouts", json={**told, "because": "le loyer"}).json()
    assert made["total"] == 1250
    file = earned.client.get(f"/api/royalties/payouts/{made['file']}")
    assert file.status_code == 200
    assert IBAN.replace(" ", "").encode() in file.content
    again = earned.client.post("/api/royalties/payouts", json={**told, "because": "encore"})
    assert again.json()["code"] == "nothing-to-pay"
    (statement,) = earned.get(f"/royalties/statements/{row['party']}/2026")
    assert (statement["leads"], statement["amount"]) == ("paid", 1250)
    assert earned.client.get("/api/royalties/payouts/2026-10-01-00000000.xml").status_code == 404
