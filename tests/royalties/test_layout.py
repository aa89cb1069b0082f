"""A ledger of an earlier layout opens, keeps every posting, and goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from oeuvre.royalties import AccountKind, Books, Usage
from oeuvre.royalties.layout import LAYOUT

EARLIER = Path(__file__).with_name("layout-1.sql")
"""Written by the program of layout 1: a closed month, a release, a name, reserves, an advance, a payout, a dispute."""
HEAD = "3773963af9e41f9b29536c568f268ff887f9dd1177b8047ffc3b442df9a76bac"


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    with closing(sqlite3.connect(tmp_path / "royalties.db")) as file:
        file.executescript(EARLIER.read_text(encoding="utf-8"))
    with Books.open(tmp_path) as made:
        yield made


def test_it_opens_with_every_posting_as_it_was(books: Books) -> None:
    assert books.store.one("PRAGMA user_version") == LAYOUT
    assert books.head() == (53, HEAD)
    assert books.verify() is None
    assert [(one.cause, one.reason, one.work) for one in books.holds()] == [("A", "disputed", "A")]
    assert books.balances("ana")["EUR"][AccountKind.PAID] == 539


def test_it_still_refuses_to_change(books: Books) -> None:
    for table in ("decision", "closing", "advance", "hold", "posting"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid"):
            with pytest.raises(sqlite3.Error):
                books.store.db.execute(statement)


def test_it_goes_on_and_frees_what_the_dispute_held_and_nothing_that_was_free_is_taken_back(books: Books) -> None:
    before = {party: books.balances(party)["EUR"] for party in ("bo", "cleo", "dan")}
    books.run()
    # The earlier layout held all that A earned and nothing that reached it: so the claims of A are held now.
    assert {one.paid_for for one in books.claims()} == {"A"}
    assert {party: books.balances(party)["EUR"] for party in before} == before
    books.hold([])
    books.run()
    assert books.claims() == []
    accounts = books.balances("ana")["EUR"]
    assert AccountKind.HELD not in accounts
    assert accounts[AccountKind.PAID] == 539
    assert books.verify() is None
    head = books.head()
    books.run()
    assert books.head() == head
    (made,) = books.statements("cleo", "2026-10", date(2026, 11, 26))
    assert made.closing == books.balances("cleo")["EUR"][AccountKind.PAYABLE]


def test_what_comes_in_later_is_of_the_new_layout(books: Books) -> None:
    values = ("A", "stream", "FR", "", "2026-10-09", "", 1, 0, "EUR", "Deezer", "")
    assert books.import_lines([Usage("shop", "small", 0, *values, rest="3/4")]).imported == 1
    books.run()
    assert books.verify() is None
