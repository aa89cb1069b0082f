"""Shares of what is earned in some places: a tenth in France beside two fifths in the United States."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from oeuvre.royalties import Books, Cap, Holding, Parent, ScenarioRefused, Share, Usage
from oeuvre.royalties.store import Store


def line(name: str, territory: str, amount: int = 10000, work: str = "Poster") -> Usage:
    return Usage("shop", name, 0, work, "print", territory, "", "2026-10-05", "", 1, amount, "EUR", "Shop", "")


def share(percent: int, *places: str, elsewhere: bool = False, cap: Cap | None = None) -> Parent:
    return Parent("Photo", Fraction(percent, 100), "relative", "", cap, places, elsewhere)


def held(work: str, *parents: Parent) -> Holding:
    return Holding(work, (Share(work.lower(), Fraction(1)),), parents)


def books_of(home: Path, *parents: Parent) -> Books:
    made = Books(Store(home))
    works = (held("Photo"), held("Poster", *parents), held("Album", Parent("Poster", Fraction(1, 2), "relative")))
    made.take_holdings({one.id: one for one in works}, {})
    return made


def earned(books: Books) -> dict[str, int]:
    found: dict[str, int] = {}
    for party, _, _, amount in books.earnings():
        found[party] = found.get(party, 0) + amount
    return found


def test_what_is_earned_somewhere_goes_by_the_share_for_that_place(tmp_path: Path) -> None:
    with books_of(tmp_path, share(10, "FR"), share(40, "US"), share(20, "FR", "US", elsewhere=True)) as books:
        # Where nobody told the place, the largest counts.
        for territory, taken in (("FR", 1000), ("US", 4000), ("DE", 2000), ("", 4000)):
            before = earned(books).get("photo", 0)
            books.import_lines([line(territory or "nowhere", territory)])
            books.run()
            assert earned(books)["photo"] - before == taken
        # It is so for whatever stands on it.
        books.import_lines([line("album", "FR", 20000, "Album")])
        books.run()
        assert earned(books) == {"photo": 12000, "poster": 38000, "album": 10000}
        (made,) = books.statements("photo", "2026-10", date(2026, 11, 26))
        shares = {one.territory: one.share for one in made.lines if one.work == "Poster"}
        assert shares == {"FR": Fraction(1, 10), "US": Fraction(2, 5), "DE": Fraction(1, 5), "": Fraction(2, 5)}
        told = books.why(next(one.line for one in made.lines if one.territory == "FR" and one.work == "Poster"))
        assert (told["exact"], told["usage_lines"], told["clauses"][0]["percent"]) == ("1000", 1, "10")
        assert books.verify() is None
        head = books.head()
        assert (books.run().postings, books.head()) == (0, head)


def test_each_place_is_held_to_the_whole_by_itself(tmp_path: Path) -> None:
    with books_of(tmp_path, share(60, "FR"), share(70, "US")) as books:
        books.import_lines([line("a", "US"), line("b", "DE")])
        books.run()
        assert earned(books) == {"photo": 7000, "poster": 13000}
    logo = Parent("Logo", Fraction(1, 2), "relative")
    works = (held("Photo"), held("Logo"), held("Poster", share(60, "FR"), logo))
    with Books(Store(tmp_path / "over")) as books, pytest.raises(ScenarioRefused):
        books.take_holdings({one.id: one for one in works}, {})


def test_a_ceiling_is_over_all_places_together(tmp_path: Path) -> None:
    cap = Cap("poster", 4500, "EUR")
    with books_of(tmp_path, share(10, "FR", cap=cap), share(40, "US", cap=cap)) as books:
        books.import_lines([line("a", "FR"), line("b", "US")])
        books.run()
        assert earned(books) == {"photo": 4500, "poster": 15500}
