"""Shares that terms ask, in the books and in quotes: those of the making, once, and never more than there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from oeuvre.licence import Action, Price
from oeuvre.licence import Basis as PricedBy
from oeuvre.production import (
    MoneyLineage,
    Ran,
    holdings,
    import_usage,
    money_lineage,
    offer,
    open_books,
    percent_asked,
    permit,
    run_books,
    statements_of,
)
from oeuvre.record import Work
from oeuvre.royalties import AccountKind, read_mapping
from tests.production.licensed import DAY, Desk, opened

USES = frozenset({Action.REPRODUCE, Action.ADAPT, Action.COMMERCIALISE, Action.DISTRIBUTE})
MAPPING = read_mapping(
    '{"source": "shop", "columns": {"line": "id", "work": "work", "amount": "amount", "day": "day"},'
    ' "fixed": {"currency": "EUR", "use": "print"}}'
)


@dataclass
class Shop:
    """A home with its books, in which works are sold."""

    desk: Desk
    home: Path
    files: int = 0

    def photo(self, title: str, author: str, percent: int | str, ceiling: int | None = None) -> Work:
        """A picture that its author brought, at a share of revenue."""
        piece = self.desk.piece(title, "all-rights-reserved", author, by=author, project="four")
        self.share(piece, author, percent, ceiling)
        return piece

    def share(self, piece: Work, author: str, percent: int | str, ceiling: int | None = None) -> None:
        asked = Fraction(percent)
        price = Price(PricedBy.REVENUE_SHARE, "EUR", actions=USES, percent=asked, ceiling=ceiling)
        offer(self.desk.record, self.desk.party(author), piece, price)
        self.desk.clock.now += DAY

    def lineage(self, work: Work) -> MoneyLineage:
        record = self.desk.record
        return money_lineage(record, work.id, asked=percent_asked(record), at=self.desk.clock.now)

    def sell(self, *rows: tuple[Work, str, str]) -> Ran:
        """Takes sales in (work, amount, day) and runs the books."""
        record = self.desk.record
        self.files += 1
        path = self.home / f"sales-{self.files}.csv"
        lines = (f"{self.files}.{n},{work.id},{amount},{day}\n" for n, (work, amount, day) in enumerate(rows))
        path.write_text("id,work,amount,day\n" + "".join(lines), encoding="utf-8")
        with open_books(self.home, record) as books:
            import_usage(record, books, path, MAPPING)
            return run_books(record, books)

    def earned(self, name: str, period: str = "2026") -> int:
        """What a party can be paid."""
        with open_books(self.home, self.desk.record) as books:
            accounts = books.balances(self.desk.party(name).id).get("EUR", {})
            return accounts.get(AccountKind.PAYABLE, 0)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with opened(tmp_path) as desk:
        yield Shop(desk, tmp_path)


class TestOfItsMaking:
    def test_a_share_raised_later_does_not_reach_back(self, shop: Shop) -> None:
        photo = shop.photo("four.jpg", "Pia", 10)
        design = shop.desk.design((photo, "photograph"), brief=shop.desk.brief())
        shop.share(photo, "Pia", 90)
        assert shop.lineage(design).edges() == [(design.id, photo.id, 10)]
        later = shop.desk.design((photo, "photograph"), brief=shop.desk.brief())
        assert shop.lineage(later).edges() == [(later.id, photo.id, 90)]
        shop.sell((design, "10.00", "2026-03-20"))
        assert (shop.earned("Pia"), shop.earned("Ana Duarte")) == (100, 900)

    def test_a_price_that_is_waived_takes_nothing(self, shop: Shop) -> None:
        photo = shop.photo("four.jpg", "Pia", 10)
        pia = shop.desk.party("Pia")
        permit(shop.desk.record, pia, photo, "Pia", ["prices"], because="By letter.")
        design = shop.desk.design((photo, "photograph"), brief=shop.desk.brief())
        assert shop.lineage(design).edges() == []

    def test_of_two_shares_that_one_work_asks_the_larger_is_taken(self, shop: Shop) -> None:
        photo = shop.photo("four.jpg", "Pia", 10)
        wider = Price(PricedBy.REVENUE_SHARE, "EUR", actions=USES | {Action.PRESENT}, percent=Fraction(15))
        offer(shop.desk.record, shop.desk.party("Pia"), photo, wider)
        design = shop.desk.design((photo, "photograph"), brief=shop.desk.brief())
        assert shop.lineage(design).edges() == [(design.id, photo.id, 15)]

    def test_what_a_work_pays_already_is_not_taken_again_of_what_reaches_a_piece(self, shop: Shop) -> None:
        photo = shop.photo("four.jpg", "Pia", 10)
        montage = shop.desk.design((photo, "photograph"), brief=shop.desk.brief())
        shop.share(montage, "Ana Duarte", 20)
        design = shop.desk.design((montage, "photograph"), (photo, "pattern"), brief=shop.desk.brief())
        taken = {(child, parent.partition("~")[0]): percent for child, parent, percent in shop.lineage(design).edges()}
        assert taken == {(design.id, photo.id): 10, (design.id, montage.id): 20}
        # On its own account the montage pays what it owes.
        assert shop.lineage(montage).edges() == [(montage.id, photo.id, 10)]
        shop.sell((design, "10.00", "2026-03-20"), (montage, "10.00", "2026-03-20"))
        assert shop.earned("Pia") == 200


def test_a_statement_gives_the_ground_of_the_share_that_it_pays(shop: Shop) -> None:
    photo = shop.photo("four.jpg", "Pia", 10)
    other = shop.desk.piece("pain.jpg", "all-rights-reserved", "Bo", by="Bo", project="four")
    design = shop.desk.design((photo, "photograph"), (other, "pattern"), brief=shop.desk.brief())
    held = holdings(shop.desk.record, design.id, at=shop.desk.clock.now, asked=percent_asked(shop.desk.record))
    assert {one.party.name for one in held.holders} == {"Bo", "Ana Duarte"}
    shop.sell((design, "10.00", "2026-03-20"))
    with open_books(shop.home, shop.desk.record) as books:
        (made,) = statements_of(shop.desk.record, books, "Bo", "2026-03", date(2026, 4, 1))
    # Pia is paid through her photograph and is none of those who share the rest.
    assert "4 of 5" in made.grounds[design.id]
