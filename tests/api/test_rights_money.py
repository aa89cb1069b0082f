"""Money over the wire: a report comes in, a month is run, a statement opens to its cents, what is held is decided."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from tests.api.conftest import Studio


def report(work: str) -> bytes:
    """A month of a shop: good lines, one that is none, one of nobody, one that pays nothing for very many uses."""
    lines = [f"{place};{work};{place},50;EUR;{place:02d}/10/2026;FR;{place}" for place in range(1, 6)]
    lines += [f"6;{work};douze;EUR;06/10/2026;FR;1", "7;inconnu;5,00;EUR;07/10/2026;FR;1"]
    lines += [f"8;{work};0,00;EUR;28/10/2026;FR;5000"]
    return "\n".join(["Ligne;Œuvre;Montant;Devise;Date;Pays;Quantité", *lines, ""]).encode()


def send(studio: Studio, path: str, content: bytes, **params: str) -> Any:
    return studio.client.post(f"/api/royalties/{path}", params={"source": "boutique", **params}, content=content)


@pytest.fixture
def earned(studio: Studio) -> Studio:
    """A studio whose month of October came in and was run."""
    content = report(studio.designs[0])
    mapping = send(studio, "usage/columns", content).json()["mapping"]
    assert send(studio, "usage", content, mapping=json.dumps(mapping)).status_code == 201
    assert studio.client.post("/api/royalties/runs", json={"period": "2026-10"}).status_code == 201
    return studio


def test_a_report_is_read_as_it_is_and_its_bad_lines_are_told(studio: Studio) -> None:
    content = report(studio.designs[0])
    look = send(studio, "usage/columns", content).json()
    assert (look["saved"], look["lacking"]) == (False, [])
    assert (look["mapping"]["separator"], look["mapping"]["decimal"], look["mapping"]["dates"]) == (";", ",", "dmy")
    assert send(studio, "usage", content).json()["code"] == "mapping-unknown"
    made = send(studio, "usage", content, mapping=json.dumps(look["mapping"])).json()
    assert (made["imported"], made["waiting"]) == (7, ["inconnu"])
    assert [one["line"] for one in made["refused"]] == ["7"]
    # The mapping is kept, and the same file again changes nothing.
    assert send(studio, "usage/columns", content).json()["saved"]
    again = send(studio, "usage", content).json()
    assert (again["imported"], again["known"]) == (0, 7)


def test_a_statement_opens_to_its_cents_and_its_table_sums_to_it(earned: Studio) -> None:
    row = earned.get("/royalties/statements")["items"][0]
    assert (row["period"], row["currency"], row["earned"]) == ("2026-10", "EUR", 1750)
    (told,) = earned.get(f"/royalties/statements/{row['party']}/2026-10")
    assert told["closing"] == told["opening"] + sum(told["moves"].values()) == 1750
    why = earned.get(f"/royalties/lines/{told['lines'][0]['line']}")
    assert (why["usage_lines"], why["gross"], why["rounding"]) == (5, 1750, "0")
    assert why["names"][why["party"]] == told["name"]
    address = f"/api/royalties/statements/{row['party']}/2026-10/file"
    table = earned.client.get(address, params={"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert sum(round(100 * float(one["amount"])) for one in rows if one["kind"] != "closing") == 1750
    page = earned.client.get(address, params={"format": "pdf", "lang": "fr"})
    assert page.content.startswith(b"%PDF-")
    assert "attachment" in page.headers["content-disposition"]


def test_what_is_held_waits_for_a_word_and_a_run(earned: Studio) -> None:
    (held,) = earned.get("/royalties/held")["items"]
    assert (held["line"], held["units"]) == ("8", 5000)
    word = {"source": held["source"], "line": held["line"], "verdict": "return", "because": "un essai"}
    answer = earned.client.post("/api/royalties/held/decisions", json=word)
    assert answer.status_code == 201
    earned.client.post("/api/royalties/runs", json={})
    assert earned.get("/royalties/held")["items"] == []
    nothing = earned.client.post("/api/royalties/held/decisions", json={**word, "line": "nope"})
    assert (nothing.status_code, nothing.json()["code"]) == (404, "usage-unknown")


def test_running_again_changes_nothing_and_the_chain_holds(earned: Studio) -> None:
    before = earned.get("/royalties")
    again = earned.client.post("/api/royalties/runs", json={}).json()
    assert (again["postings"], again["reversals"]) == (0, 0)
    assert earned.get("/royalties")["head"] == before["head"]
    assert before["holds"]


def test_a_dispute_freezes_what_a_party_could_be_paid(earned: Studio) -> None:
    party = earned.get("/royalties/statements")["items"][0]["party"]
    frozen = earned.client.post(f"/api/royalties/parties/{party}/disputes", json={"verdict": "open"}).json()
    assert frozen["disputed"]
    assert earned.get("/royalties/statements")["items"][0]["disputed"]
    assert not earned.client.post(f"/api/royalties/parties/{party}/disputes", json={"verdict": "lift"}).json()[
        "disputed"
    ]


UNKNOWN = (
    ("lines/nope", "line-unknown"),
    ("statements/nobody/2026-10", "party-unknown"),
    ("mappings/nobody", "mapping-unknown"),
    ("parties/nobody", "party-unknown"),
)


def test_what_the_books_do_not_know_is_told_with_the_studios_own_way_out(studio: Studio) -> None:
    for path, code in UNKNOWN:
        answer = studio.client.get(f"/api/royalties/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, code)
        assert "--" not in answer.json()["remedy"]


def test_what_is_granted_is_owed_until_a_receipt_is_written_down(studio: Studio) -> None:
    assert studio.get("/royalties/receivables")["items"] == []
    wish = {"grant": "nope", "amount": 100}
    answer = studio.client.post("/api/royalties/receipts", json=wish)
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing-owed")


def test_claims_of_a_work_in_dispute_wait_and_say_why(earned: Studio) -> None:
    work = earned.designs[0]
    party = earned.get("/royalties/statements")["items"][0]["party"]
    before = earned.get(f"/royalties/parties/{party}")["accounts"]["EUR"]["payable"]
    opened = earned.client.post(f"/api/works/{work}/disputes", json={"because": "Qui l’a dessinée ?"})
    assert opened.status_code == 201
    earned.client.post("/api/royalties/runs", json={})
    rows = earned.get("/royalties/claims")["items"]
    assert {(row["cause"], row["reason"]) for row in rows} == {(work, "disputed")}
    assert sum(row["amount"] for row in rows) == before
    assert earned.get(f"/royalties/parties/{party}")["accounts"] == {"EUR": {"held": before}}
    # A dispute is settled, and no word of one person lets its money go.
    refused = earned.client.post(f"/api/royalties/works/{work}/releases", json={"because": "Je veux."})
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing-held")
    assert "oeuvre " not in refused.json()["remedy"]
