"""`oeuvre royalties` from end to end: exit codes, one JSON value, and words in both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

SCENARIO = {
    "currency": "EUR",
    "works": [
        {"id": "A", "shares": [{"party": "ana", "weight": 1}]},
        {
            "id": "B",
            "shares": [{"party": "bo", "weight": 33.33}, {"party": "cleo", "weight": 66.67}],
            "parents": [{"work": "A", "percent": 10, "policy": "absolute-edge"}],
        },
    ],
    "events": [{"id": "e1", "work": "B", "amount": 1000}],
}
TERMS = {
    "works": SCENARIO["works"],
    "parties": [{"id": "ana", "name": "Ana", "account": {"iban": "FR7630006000011234567890189"}}],
}
COLUMNS = {"line": "id", "work": "work", "amount": "amount", "day": "day"}
MAPPING = {
    "source": "shop",
    "columns": COLUMNS,
    "fixed": {"currency": "EUR"},
}
USAGE = "id,work,amount,day\n1,B,10.00,2026-10-05\n2,A,oops,2026-10-05\n3,Z,5.00,2026-10-05\n"
PAYER = ("--payer", "Maison", "--iban", "DE89370400440532013000", "--day", "2026-11-30")


def put(folder: Path, name: str, value: Any) -> Path:
    path = folder / name
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


class TestAllocate:
    def test_prints_one_value(self, oeuvre: Command, tmp_path: Path) -> None:
        done = oeuvre("royalties", "allocate", put(tmp_path, "s.json", SCENARIO), "--json")
        assert done.code == 0
        assert done.value == {
            "works": {"A": 100, "B": 900},
            "parties": {"ana": 100, "bo": 300, "cleo": 600},
            "lines": [
                {"event": "e1", "work": "A", "party": "ana", "path": ["B", "A"], "paths": 1, "amount": 100},
                {"event": "e1", "work": "B", "party": "bo", "path": ["B"], "paths": 1, "amount": 300},
                {"event": "e1", "work": "B", "party": "cleo", "path": ["B"], "paths": 1, "amount": 600},
            ],
        }

    def test_a_bad_scenario_exits_with_every_reason(self, oeuvre: Command, tmp_path: Path) -> None:
        bad = {**SCENARIO, "currency": "EURO", "events": [{"id": "e", "work": "Q", "amount": -1}]}
        done = oeuvre("royalties", "allocate", put(tmp_path, "s.json", bad), "--json")
        assert done.code == 2
        assert {one["code"] for one in done.value["errors"]} == {"currency-unknown", "work-unknown", "amount-unfit"}
        assert oeuvre("royalties", "allocate", tmp_path / "nowhere.json", "--json").code == 2


@pytest.fixture
def kept(oeuvre: Command, tmp_path: Path) -> Command:
    """A home with one month of usage, posted."""
    for name, value in (("usage.csv", USAGE), ("mapping.json", MAPPING), ("terms.json", TERMS)):
        put(tmp_path, name, value)
    oeuvre("royalties", "import", "usage.csv", "--mapping", "mapping.json", "--json")
    oeuvre("royalties", "run", "--terms", "terms.json", "--json")
    return oeuvre


class TestLedger:
    def test_import_lists_what_it_could_not_take(self, oeuvre: Command, tmp_path: Path) -> None:
        for name, value in (("usage.csv", USAGE), ("mapping.json", MAPPING)):
            put(tmp_path, name, value)
        done = oeuvre("royalties", "import", "usage.csv", "--mapping", "mapping.json", "--json")
        assert done.code == 3
        assert {key: done.value[key] for key in ("source", "lines", "imported", "known", "corrected")} == {
            "source": "shop", "lines": 3, "imported": 2, "known": 0, "corrected": 0,
        }  # fmt: skip
        assert [(one["line"], one["code"]) for one in done.value["refused"]] == [(3, "line-unfit")]
        again = oeuvre("royalties", "import", "usage.csv", "--source", "shop", "--json")
        assert again.value["known"] == 2
        assert oeuvre("royalties", "import", "usage.csv", "--source", "else", "--json").code == 2
        assert oeuvre("royalties", "import", "usage.csv", "--json").code == 2

    def test_run_posts_and_tells_what_waits(self, kept: Command) -> None:
        done = kept("royalties", "run", "--json")
        assert done.code == 3
        assert (done.value["postings"], done.value["gross"]) == (0, {"EUR": 1000})
        assert [one["work"] for one in done.value["unmatched"]] == ["Z"]
        verified = kept("royalties", "verify", "--json")
        assert (verified.code, verified.value["holds"]) == (0, True)
        assert verified.value["digest"] == done.value["digest"]

    def test_why_and_statement(self, kept: Command, tmp_path: Path) -> None:
        made = kept("royalties", "statement", "ana", "--period", "2026-10", "--out", "out", "--json")
        assert made.code == 0
        assert [(one["closing"], one["payable"]) for one in made.value] == [(100, 100)]
        assert all((tmp_path / path).stat().st_size for path in made.value[0]["files"].values())
        line = made.value[0]["lines"][0]["line"]
        told = kept("royalties", "why", line, "--json")
        assert (told.value["path"], told.value["amount"], told.value["rounding"]) == (["B", "A"], 100, "0")
        assert "10%" in kept("royalties", "why", line).out
        assert kept("royalties", "why", "99.1", "--json").code == 1
        assert kept("royalties", "statement", "nobody", "--period", "2026-10", "--json").code == 1
        assert kept("royalties", "statement", "ana", "--period", "october", "--json").code == 2

    def test_pay_writes_a_file_and_names_who_is_left(self, kept: Command, tmp_path: Path) -> None:
        told = kept("royalties", "pay", *PAYER, "--json")
        assert (told.code, told.value["file"], told.value["total"]) == (3, None, 0)
        assert {one["reason"] for one in told.value["unpaid"]} == {"open"}
        # Before its time a month is paid on somebody's word alone.
        early = ("--early", "--because", "Rent is due.", "--json")
        assert kept("royalties", "pay", *PAYER, *early).code == 2
        done = kept("--as", "Mia", "royalties", "pay", *PAYER, "--out", "pay.xml", *early)
        assert (done.code, done.value["total"], done.value["early"]) == (3, 100, True)
        assert {one["party"]: one["reason"] for one in done.value["unpaid"]} == {
            "bo": "no-account",
            "cleo": "no-account",
        }
        assert (tmp_path / "pay.xml").read_text(encoding="utf-8").count("<CdtTrfTxInf>") == 1
        reference = done.value["transfers"][0]["reference"]
        assert kept("royalties", "pay", "--returned", reference, "--json").value == {"returned": [reference]}
        assert kept("royalties", "pay", "--json").code == 2

    def test_a_dispute_freezes(self, kept: Command) -> None:
        done = kept("royalties", "dispute", "ana", "--because", "who?", "--json")
        assert done.value == {"party": "ana", "disputed": True, "accounts": {"EUR": {"held": 100}}}
        assert kept("royalties", "dispute", "ana", "--lift", "--json").value["accounts"] == {"EUR": {"payable": 100}}
        assert kept("royalties", "dispute", "nobody", "--json").code == 1

    def test_held_usage_is_listed_and_decided(self, oeuvre: Command, tmp_path: Path) -> None:
        put(tmp_path, "mapping.json", {**MAPPING, "columns": {**COLUMNS, "units": "units"}})
        put(tmp_path, "terms.json", TERMS)
        twice = [f"{line},A,9.00,2026-10-06T10:00:00,1" for line in (2, 3)]
        put(tmp_path, "usage.csv", "\n".join(["id,work,amount,day,units", "1,A,0.00,2026-10-05,5000", *twice, ""]))
        oeuvre("royalties", "import", "usage.csv", "--mapping", "mapping.json", "--json")
        assert oeuvre("royalties", "run", "--terms", "terms.json", "--json").code == 3
        held = oeuvre("royalties", "held", "--json")
        assert [(one["line"], one["reason"], one["amount"]) for one in held.value] == [
            ("1", "zero-rate", 0),
            ("3", "duplicate", 900),
        ]
        why = ("--because", "two tickets", "--json")
        decided = oeuvre("--as", "Mia", "royalties", "decide", "release", "shop", "3", *why)
        assert decided.value == {"source": "shop", "line": "3", "verdict": "release"}
        oeuvre("royalties", "run", "--json")
        assert [one["line"] for one in oeuvre("royalties", "held", "--json").value] == ["1"]
        assert oeuvre("royalties", "decide", "return", "shop", "77", "--json").code == 1
