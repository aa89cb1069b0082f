"""Ceilings in sum: month after month, over all versions of a work, in whatever order usage came."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from oeuvre.royalties import Books, Cap, Holding, Parent, Share, Usage
from oeuvre.royalties.store import STANDS, Store

TENTH = Fraction(1, 10)


def line(name: str, work: str, day: str, amount: int, revision: int = 0) -> Usage:
    return Usage("shop", name, revision, work, "print", "FR", "", day, "", 1, amount, "EUR", "Shop", "")


def held(work: str, *parents: Parent) -> Holding:
    return Holding(work, (Share(work.lower(), Fraction(1)),), parents)


def capped(parent: str, most: int, share: Fraction = TENTH, currency: str = "EUR", account: str = "design") -> Parent:
    return Parent(parent, share, "relative", cap=Cap(account, most, currency))


def books_of(home: Path, *works: Holding) -> Books:
    made = Books(Store(home))
    made.take_holdings({one.id: one for one in works}, {})
    return made


def taken(books: Books, party: str = "photo") -> dict[str, int]:
    """What a party earned, by month."""
    return {month: amount for who, month, _, amount in books.earnings() if who == party}


POSTER = (held("Photo"), held("Poster", capped("Photo", 5000)))


def test_an_edge_takes_no_more_than_its_ceiling_and_the_rest_stays_with_the_child(tmp_path: Path) -> None:
    with books_of(tmp_path, *POSTER) as books:
        days = ("2026-01-05", "2026-02-05", "2026-03-05")
        books.import_lines([line(day, "Poster", day, 30000) for day in days])
        books.run()
        assert taken(books) == {"2026-01": 3000, "2026-02": 2000}
        assert taken(books, "poster") == {"2026-01": 27000, "2026-02": 28000, "2026-03": 30000}
        assert books.verify() is None
        head = books.head()
        assert (books.run().postings, books.head()) == (0, head)


def test_a_correction_of_an_early_month_restates_what_later_ones_took(tmp_path: Path) -> None:
    with books_of(tmp_path, *POSTER) as books:
        days = ("2026-01-05", "2026-02-05", "2026-03-05")
        books.import_lines([line(day, "Poster", day, 30000) for day in days])
        books.run()
        books.import_lines([line("2026-01-05", "Poster", "2026-01-05", 5000, revision=1)])
        done = books.run()
        assert (done.reversals, done.postings) == (3, 3)
        assert taken(books) == {"2026-01": 500, "2026-02": 3000, "2026-03": 1500}
        assert books.verify() is None


def test_all_versions_of_a_design_share_one_ceiling(tmp_path: Path) -> None:
    other = held("Banner", capped("Photo", 5000))
    with books_of(tmp_path, *POSTER, other) as books:
        lines = [("a", "Poster", "2026-01-05"), ("b", "Banner", "2026-01-06"), ("c", "Banner", "2026-02-05")]
        books.import_lines([line(name, work, day, 40000) for name, work, day in lines])
        books.run()
        assert taken(books) == {"2026-01": 5000}
        assert sum(taken(books, "poster").values()) + sum(taken(books, "banner").values()) == 115000


@pytest.mark.parametrize("seed", range(4))
def test_orders_and_batches_come_to_one_ledger(tmp_path: Path, seed: int) -> None:
    works = (held("Photo", capped("Song", 700, Fraction(1, 3), account="photo")), held("Song"), *POSTER[1:])
    lines = [line(f"{n}", "Poster", f"2026-{n % 5 + 1:02}-{n % 28 + 1:02}", 1009 * n) for n in range(1, 40)]
    random.Random(seed).shuffle(lines)
    sizes: Sequence[int] = ((40,), (1,), (7,), (13,))[seed]
    with books_of(tmp_path / "shuffled", *works) as books, books_of(tmp_path / "sorted", *works) as whole:
        for at in range(0, len(lines), sizes[0]):
            books.import_lines(lines[at : at + sizes[0]])
            if sizes[0] > 1:
                books.run()
        books.run()
        whole.import_lines(sorted(lines, key=lambda one: one.line))
        whole.run()
        assert books.digest() == whole.digest()
        assert (sum(taken(books).values()) + sum(taken(books, "song").values())) <= 5000
        assert sum(taken(books, "song").values()) <= 700
        assert books.verify() is None


def test_why_and_the_statement_say_what_a_ceiling_left(tmp_path: Path) -> None:
    with books_of(tmp_path, *POSTER) as books:
        books.import_lines([line("a", "Poster", "2026-01-05", 30000), line("b", "Poster", "2026-02-05", 30000)])
        books.run()
        (made,) = books.statements("photo", "2026-02", date(2026, 4, 1))
        (told,) = made.lines
        assert told.net == 2000
        why = books.why(told.line)
        assert (why["exact"], why["rounding"]) == ("2000", "0")
        assert why["clauses"] == [
            {"work": "Poster", "parent": "Photo", "percent": "20/3", "policy": "relative", "ceiling": 5000}
            | {"account": "design"}
        ]
        assert why["facts"]["caps"] == [["design", 2000]]


def test_a_ceiling_in_another_currency_bounds_nothing(tmp_path: Path) -> None:
    with books_of(tmp_path, held("Photo"), held("Poster", capped("Photo", 100, currency="USD"))) as books:
        books.import_lines([line("a", "Poster", "2026-01-05", 30000)])
        books.run()
        assert taken(books) == {"2026-01": 3000}


@pytest.mark.parametrize("holders", [1, 2, 4, 7])
def test_lines_come_to_the_ceiling_to_the_unit_and_to_no_more(tmp_path: Path, holders: int) -> None:
    photo = Holding("Photo", tuple(Share(f"p{n}", Fraction(1)) for n in range(holders)))
    poster = Holding("Poster", tuple(Share(f"d{n}", Fraction(1)) for n in range(10)), (capped("Photo", 2),))
    with books_of(tmp_path, photo, poster) as books:
        books.import_lines([line("a", "Poster", "2026-01-05", 1004)])
        books.run()
        assert sum(amount for who, _, _, amount in books.earnings() if who.startswith("p")) == 2
        assert sum(amount for *_, amount in books.earnings()) == 1004
        assert books.verify() is None


def test_what_was_too_little_to_take_does_not_use_a_ceiling_up(tmp_path: Path) -> None:
    with books_of(tmp_path, held("Photo"), held("Poster", capped("Photo", 5))) as books:
        books.import_lines([line(f"{n}", "Poster", f"2026-0{n}-05", 1) for n in range(1, 8)])
        books.import_lines([line("b", "Poster", "2026-08-05", 10000)])
        books.run()
        assert taken(books) == {"2026-08": 5}


@pytest.mark.parametrize("seed", range(5))
def test_a_ceiling_is_reached_exactly_along_shared_ancestors(tmp_path: Path, seed: int) -> None:
    """Capped and other edges side by side and one above the other: never over, and full in the end."""
    chance = random.Random(seed)
    song = held("Song")
    photo = Holding(
        "Photo", (Share("photo", Fraction(1)), Share("lab", Fraction(2))), (capped("Song", 33, account="s"),)
    )
    sketch = held("Sketch", Parent("Song", TENTH, "relative"))
    parents = (capped("Photo", 101, Fraction(1, 7)), Parent("Sketch", TENTH, "relative"))
    with books_of(tmp_path, song, photo, sketch, held("Poster", *parents)) as books:
        lines = [line(f"{n}", "Poster", f"2026-0{n % 8 + 1}-05", chance.randint(1, 300)) for n in range(30)]
        for n, one in enumerate(lines):
            books.import_lines([one])
            if n % 11 == 0:
                books.run()
        books.run()
        accounts: dict[str, int] = {}
        for facts in books.store.rows(f"SELECT p.facts FROM posting p WHERE p.kind = 'royalty' AND {STANDS}"):
            for account, units in json.loads(facts[0])["caps"]:
                accounts[account] = accounts.get(account, 0) + units
        assert accounts["design"] == 101
        assert accounts["s"] <= 33
        assert sum(amount for *_, amount in books.earnings()) == sum(one.amount for one in lines)
        assert books.verify() is None
        for party in ("photo", "song", "poster"):
            books.statements(party, "2026", date(2027, 1, 2))


@pytest.mark.parametrize("net", [3, 5, 7, 1001])
def test_a_work_that_keeps_nothing_hands_on_every_unit(tmp_path: Path, net: int) -> None:
    half = Fraction(1, 2)
    poster = held("Poster", capped("Photo", 10**6, half, account="a"), capped("Song", 10**6, half, account="b"))
    with books_of(tmp_path, held("Photo"), held("Song"), poster) as books:
        books.import_lines([line("a", "Poster", "2026-01-05", net)])
        books.run()
        assert sorted(amount for *_, amount in books.earnings()) == [net // 2, net - net // 2]
        assert books.verify() is None
