"""What a statement says of its lines: who paid, why money waits, whether it may still change, in whose language."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oeuvre.royalties import Books, Statement, Usage, headline
from oeuvre.royalties.papers import statement_csv, statement_source

ID = "b997407881c0f23ef3078a5cf55e1004"


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    with Books.open(tmp_path) as books:
        books.take_terms(json.dumps({"works": [{"id": "loaf", "shares": [{"party": "ines", "weight": 1}]}]}))
        yield books


def sold(line: str, amount: int, *, due: bool = False) -> Usage:
    place = ("reproduce", "FR", "licence" if due else "shop")
    return Usage("grants", line, 0, "loaf", *place, "2026-09-10", "", 1, amount, "EUR", ID, "", due=due)


def made(books: Books, period: str = "2026-09") -> Statement:
    (found,) = books.statements("ines", period, date(2026, 10, 5))
    return replace(found, names={ID: "Librairie Ombres"})


def test_what_is_granted_and_not_paid_is_no_suspicion(books: Books) -> None:
    books.import_lines([sold("1", 1000), sold("2", 3000, due=True)])
    books.run()
    told = statement_source(made(books), "en").main
    assert "Granted, not paid for yet" in told
    assert "looked unusual" not in told
    assert "Librairie Ombres" in told
    assert ID not in told


def test_a_statement_is_provisional_until_its_month_is_closed_and_says_what_was_paid(books: Books) -> None:
    books.import_lines([sold("1", 1000)])
    books.run()
    before = made(books)
    assert headline(before) == ("so_far", 1000)
    assert "provisional" in statement_source(before, "en").main
    books.close("2026-09", at=datetime(2026, 10, 2, tzinfo=UTC))
    after = made(books)
    assert headline(after) == ("due", 1000)
    # Closing changes no figure, and so no number.
    assert after.number == before.number
    assert "provisional" not in statement_source(after, "en").main


def test_the_list_tells_what_its_statements_tell(books: Books) -> None:
    books.import_lines([sold("1", 1000)])
    books.run()
    books.close("2026-09", at=datetime(2026, 10, 2, tzinfo=UTC))
    books.import_lines([sold("2", 500)])
    books.run()
    assert books.shared_out() == [("ines", "2026-09", "EUR", 1000, 0), ("ines", "2026-10", "EUR", 0, 500)]
    for _, month, _, own, corrected in books.shared_out():
        told = made(books, month)
        assert (told.earned, dict(told.moves).get("adjusted", 0)) == (own, corrected)


def test_the_table_is_in_the_readers_language(books: Books) -> None:
    books.import_lines([sold("1", 1000)])
    books.run()
    first, *rows = csv.reader(io.StringIO(statement_csv(made(books), "fr")))
    assert {"sorte", "montant", "payeur"} <= set(first)
    assert [row[0] for row in rows] == ["solde avant", "ligne", "solde après"]
    assert "reproduction" in rows[1]
    assert "Librairie Ombres" in rows[1]
