"""Shares that terms ask, in the books and in quotes: those of the making, once, and never more than there is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from oeuvre.credentials import Authority
from oeuvre.licence import PERMITTED, Action, FieldUnfit, Limits, Price, Request
from oeuvre.licence import Basis as PricedBy
from oeuvre.production import (
    Granted,
    MoneyLineage,
    Ran,
    ask,
    dispute,
    grant,
    holdings,
    import_usage,
    money_lineage,
    offer,
    open_books,
    own_terms,
    percent_asked,
    permit,
    receivables,
    receive,
    report_use,
    reverse_receipt,
    run_books,
    settle,
    state_terms,
    statements_of,
)
from oeuvre.record import Work
from oeuvre.royalties import AccountKind, ReceiptUnfit, Usage, read_mapping
from tests.production.licensed import DAY, MORNING, Desk, opened

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
            party = self.desk.party(name).id
            accounts = books.balances(party).get("EUR", {}) if party in books.parties() else {}
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

    @pytest.mark.parametrize("action", [Action.ADAPT, Action.REPRODUCE, Action.DISTRIBUTE, Action.COMMERCIALISE])
    def test_a_share_on_anything_that_a_work_does_with_a_piece_is_taken(self, shop: Shop, action: Action) -> None:
        photo = shop.desk.piece("four.jpg", "all-rights-reserved", "Pia", by="Pia", project="four")
        price = Price(PricedBy.REVENUE_SHARE, "EUR", actions=frozenset({action}), percent=Fraction(10))
        offer(shop.desk.record, shop.desk.party("Pia"), photo, price)
        design = shop.desk.design((photo, "photograph"), brief=shop.desk.brief())
        assert shop.lineage(design).edges() == [(design.id, photo.id, 10)]

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


class TestPlaces:
    """A tenth in France beside two fifths in the United States."""

    def design(self, shop: Shop, rights: str = "") -> tuple[Work, Work]:
        photo = shop.desk.piece("four.jpg", "all-rights-reserved", "Pia", by="Pia", project="four")
        for percent, place in ((10, "FR"), (40, "US")):
            price = Price(PricedBy.REVENUE_SHARE, "EUR", actions=USES, percent=Fraction(percent))
            limits = Limits(territories=frozenset({place}))
            offer(shop.desk.record, shop.desk.party("Pia"), photo, price, limits=limits)
            shop.desk.clock.now += DAY
        return photo, shop.desk.design((photo, "photograph"), brief=shop.desk.brief(rights=rights))

    def test_a_share_keeps_its_limits_in_the_books(self, shop: Shop) -> None:
        _, design = self.design(shop, 'territories = ["FR", "US"]')
        for territory, taken in (("FR", 1000), ("US", 4000), ("DE", 0)):
            before = shop.earned("Pia")
            with open_books(shop.home, shop.desk.record) as books:
                told = ("print", territory, "", "2026-03-20", "", 1, 10000, "EUR", "Shop", "")
                books.import_lines([Usage("shop", territory, 0, design.id, *told)])
                assert run_books(shop.desk.record, books).run.problems == []
            assert shop.earned("Pia") - before == taken

    def test_what_lies_outside_of_what_the_brief_tells_falls_away_at_the_making(self, shop: Shop) -> None:
        photo, design = self.design(shop, 'territories = ["FR"]')
        assert shop.lineage(design).edges() == [(design.id, photo.id, 10)]

    def test_a_quote_and_its_split_agree(self, shop: Shop) -> None:
        _, design = self.design(shop, 'territories = ["FR", "US"]')
        flat = Price(PricedBy.FLAT, "EUR", 10000, actions=frozenset({Action.REPRODUCE, Action.COMMERCIALISE}))
        offer(shop.desk.record, shop.desk.party("Ana Duarte"), design, flat)
        shop.desk.clock.now += DAY
        pia = shop.desk.party("Pia").id
        for territory, percent in (("FR", 10), ("US", 40)):
            request = replace(TestQuotes.BUY, territory=territory)
            made = ask(shop.desk.record, design, request, at=shop.desk.clock.now).quote
            assert made is not None
            (line,) = (one for one in made.lines if one.percent)
            assert Fraction(line.percent) == percent
            assert sum(one.amount for one in made.split if one.party == pia) == percent * 100


class TestBadLineage:
    def test_a_work_that_owes_more_than_there_is_waits_and_nobody_else_does(self, shop: Shop) -> None:
        pia, bo = shop.photo("four.jpg", "Pia", 90), shop.photo("pain.jpg", "Bo", 60)
        good = shop.desk.design((pia, "photograph"), brief=shop.desk.brief())
        bad = shop.desk.design((pia, "photograph"), (bo, "emblem"), brief=shop.desk.brief())
        done = shop.sell((good, "10.00", "2026-03-20"), (bad, "7.00", "2026-03-20"))
        assert [(one.code, one.place) for one in done.run.problems] == [("over-hundred", "Four · 1")]
        assert "150" in done.run.problems[0].message("en")
        assert "four.jpg" in done.run.problems[0].message("fr")
        assert [(one.work, one.amount, one.lines) for one in done.run.unmatched] == [(bad.id, 700, 1)]
        assert (shop.earned("Pia"), shop.earned("Ana Duarte"), shop.earned("Bo")) == (900, 100, 0)
        # It is told at every run, and nothing is taken in twice.
        again = shop.sell((good, "1.00", "2026-04-20"))
        assert (again.drawn, len(again.run.problems), again.run.gross) == (0, 1, {"EUR": 1100})

    def test_what_does_not_hold_with_terms_from_elsewhere_stops_itself_alone(self, shop: Shop) -> None:
        design = shop.desk.design((shop.photo("four.jpg", "Pia", 10), "photograph"), brief=shop.desk.brief())
        plain = shop.desk.design((shop.desk.piece("lune", "CC0-1.0", "Lorc"), "emblem"), brief=shop.desk.brief())
        shop.sell((plain, "10.00", "2026-03-20"))
        shares = [{"party": shop.desk.party("Bo").id, "weight": 1}]
        # An absolute share of something that pays a relative one: no reading is written down for that.
        album = {
            "id": "album",
            "shares": shares,
            "parents": [{"work": "song", "percent": 5, "policy": "absolute-edge"}],
        }
        song = {"id": "song", "shares": shares}
        with open_books(shop.home, shop.desk.record) as books:
            books.take_terms(json.dumps({"works": [album, song]}))
            other = {"work": design.id, "percent": 5, "policy": "absolute-edge"}
            stub = {"id": design.id, "shares": shares}
            books.take_terms(json.dumps({"works": [{**album, "parents": [other]}, stub]}))
        done = shop.sell((plain, "10.00", "2026-03-21"), (design, "7.00", "2026-03-21"))
        assert [one.code for one in done.run.problems] == ["mix-unread"]
        assert shop.earned("Ana Duarte") == 2000


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
    assert "4 of 5" in made.ground(made.lines[0])


def test_a_dispute_holds_a_work_under_every_id_that_it_earns_by(shop: Shop) -> None:
    photo = shop.photo("four.jpg", "Pia", 10)
    other = shop.desk.piece("pain.jpg", "all-rights-reserved", "Bo", by="Bo", project="four")
    uses = [f"actions.{one}" for one in ("reproduce", "distribute", "adapt", "commercialise")]
    permit(shop.desk.record, shop.desk.party("Bo"), other, "Bo", uses, because="By letter.")
    pieces = ((photo, "photograph"), (other, "pattern"))
    design = shop.desk.design(*pieces, brief=shop.desk.brief())
    edition, record = shop.desk.edition(design, *pieces), shop.desk.record
    ana, bo = shop.desk.party("Ana Duarte"), shop.desk.party("Bo")
    flat = Price(PricedBy.FLAT, "EUR", 10000, actions=frozenset({Action.REPRODUCE, Action.COMMERCIALISE}))
    offer(record, ana, edition, flat)
    shop.desk.clock.now += DAY
    # With revenue told, the price of the edition is paid without the photograph: under an id of its own.
    granted = TestQuotes().granted(shop, edition, 100000)
    receive(record, ana, granted.act, 20000)
    with open_books(shop.home, record) as books:
        run_books(record, books)
    free = {name: shop.earned(name) for name in ("Ana Duarte", "Bo", "Pia")}
    assert free == {"Ana Duarte": 2000, "Bo": 8000, "Pia": 10000}
    for disputed, held in ((other, {"Bo"}), (design, {"Ana Duarte", "Bo"})):
        dispute(record, bo, disputed, "mine")
        with open_books(shop.home, record) as books:
            run_books(record, books)
            assert {found.name for one in books.claims() if (found := record.find_party(one.party))} == held
        assert {name: shop.earned(name) for name in free} == {
            name: 0 if name in held else amount for name, amount in free.items()
        }
        settle(record, bo, disputed)
    with open_books(shop.home, record) as books:
        run_books(record, books)
    assert {name: shop.earned(name) for name in free} == free


class TestReceipts:
    """What is reported and received, and what is put right."""

    def money(self, shop: Shop) -> dict[str, int]:
        with open_books(shop.home, shop.desk.record) as books:
            assert run_books(shop.desk.record, books).run.problems == []
            assert books.verify() is None
        return {name: shop.earned(name) for name in ("Pia", "Ana Duarte")}

    def test_a_share_alone_is_owed_from_the_beginning_and_on_what_is_reported(self, shop: Shop) -> None:
        photo, record = shop.photo("four.jpg", "Pia", 10), shop.desk.record
        pia = shop.desk.party("Pia")
        authority = Authority.open(shop.home, now=MORNING)
        until = shop.desk.clock.now + timedelta(days=300)
        made = grant(record, authority, pia, photo, TestQuotes.BUY, until=until)
        (owed,) = receivables(record)
        assert (owed.waits_for_revenue, sum(owed.open.values())) == (True, 0)
        # Money that comes before anything is reported waits, and goes to what is owed then.
        receive(record, pia, made.act, 5000)
        assert self.money(shop) == {"Pia": 0, "Ana Duarte": 0}
        report_use(record, pia, made, revenue=40000)
        assert self.money(shop)["Pia"] == 4000
        report_use(record, pia, made, revenue=20000)
        (owed,) = receivables(record)
        assert (owed.waits_for_revenue, sum(owed.open.values()), owed.beyond) == (False, 1000, 0)
        assert self.money(shop)["Pia"] == 5000
        # Too much was reported, so too much had come.
        report_use(record, pia, made, revenue=-30000)
        assert receivables(record)[0].beyond == 2000
        assert self.money(shop)["Pia"] == 3000
        with pytest.raises(FieldUnfit):
            report_use(record, pia, made, revenue=-30001)

    def test_once_revenue_is_reported_a_share_is_of_that_and_of_nothing_else(self, shop: Shop) -> None:
        design, record = TestQuotes().priced(shop, shop.photo("four.jpg", "Pia", 10)), shop.desk.record
        made, ana = TestQuotes().granted(shop, design, 0), shop.desk.party("Ana Duarte")
        receive(record, ana, made.act, 10000)
        # Out of the price, as long as nobody tells what was earned with it.
        assert self.money(shop) == {"Pia": 1000, "Ana Duarte": 9000}
        report_use(record, ana, made, revenue=100000)
        receive(record, ana, made.act, 10000)
        assert self.money(shop) == {"Pia": 10000, "Ana Duarte": 10000}

    def test_a_receipt_is_reversed_by_an_act_that_names_it(self, shop: Shop) -> None:
        design, record = TestQuotes().priced(shop, shop.photo("four.jpg", "Pia", 10)), shop.desk.record
        made, ana = TestQuotes().granted(shop, design, 100000), shop.desk.party("Ana Duarte")
        receive(record, ana, made.act, 1_000_000, reference="17")
        assert self.money(shop) == {"Pia": 10000, "Ana Duarte": 10000}
        with pytest.raises(ReceiptUnfit):
            receive(record, ana, made.act, 10_000, reference="17")
        reverse_receipt(record, ana, made.act, "17", because="read wrongly")
        assert self.money(shop) == {"Pia": 0, "Ana Duarte": 0}
        with pytest.raises(ReceiptUnfit):
            reverse_receipt(record, ana, made.act, "17")
        receive(record, ana, made.act, 10_000, reference="17")
        assert self.money(shop) == {"Pia": 5000, "Ana Duarte": 5000}
        (owed,) = receivables(record)
        assert [one.reversed for one in owed.receipts.values()] == [True, False]
        assert (sum(owed.open.values()), owed.beyond) == (10_000, 0)


class TestQuotes:
    BUY = Request(Action.REPRODUCE, party="Shop", commercial=True, territory="FR", purpose="advertising")

    def priced(self, shop: Shop, photo: Work, amount: int = 10000) -> Work:
        """A design with a photograph on it, at a flat price of its own."""
        design = shop.desk.design((photo, "photograph"), brief=shop.desk.brief())
        flat = Price(PricedBy.FLAT, "EUR", amount, actions=frozenset({Action.REPRODUCE, Action.COMMERCIALISE}))
        offer(shop.desk.record, shop.desk.party("Ana Duarte"), design, flat)
        shop.desk.clock.now += DAY
        return design

    def granted(self, shop: Shop, design: Work, revenue: int) -> Granted:
        authority = Authority.open(shop.home, now=MORNING)
        ana = shop.desk.party("Ana Duarte")
        until = shop.desk.clock.now + timedelta(days=300)
        return grant(shop.desk.record, authority, ana, design, self.BUY, until=until, revenue=revenue)

    def test_a_share_is_a_line_of_the_revenue_or_a_part_of_what_the_work_is_paid(self, shop: Shop) -> None:
        photo = shop.photo("four.jpg", "Pia", 10)
        design = self.priced(shop, photo)
        pia = shop.desk.party("Pia").id
        for revenue, owed, total in ((100000, 10000, 20000), (0, 1000, 10000)):
            made = ask(shop.desk.record, design, self.BUY, at=shop.desk.clock.now, revenue=revenue).quote
            assert made is not None
            assert (made.total, sum(one.amount for one in made.split if one.party == pia)) == (total, owed)

    def test_the_books_follow_the_quote(self, shop: Shop) -> None:
        design = self.priced(shop, shop.photo("four.jpg", "Pia", 10))
        made = self.granted(shop, design, 100000)
        with open_books(shop.home, shop.desk.record) as books:
            run_books(shop.desk.record, books)
            for name, owed in (("Pia", 10000), ("Ana Duarte", 10000)):
                accounts = books.balances(shop.desk.party(name).id)["EUR"]
                assert sum(amount for kind, amount in accounts.items() if kind >= AccountKind.EARNED) == owed
        split = {str(one["party"]): one["amount"] for one in made.act.settings["split"]}  # type: ignore[union-attr, call-overload, index]
        assert split == {shop.desk.party("Pia").id: 10000, shop.desk.party("Ana Duarte").id: 10000}

    def test_a_split_stops_at_the_ceiling_as_the_books_do(self, shop: Shop) -> None:
        design = self.priced(shop, shop.photo("four.jpg", "Pia", 10, ceiling=5000), 100000)
        made = ask(shop.desk.record, design, self.BUY, at=shop.desk.clock.now).quote
        assert made is not None
        split = {one.party: one.amount for one in made.split}
        assert split == {shop.desk.party("Pia").id: 5000, shop.desk.party("Ana Duarte").id: 95000}
        granted = self.granted(shop, design, 0)
        receive(shop.desk.record, shop.desk.party("Ana Duarte"), granted.act, 100000)
        with open_books(shop.home, shop.desk.record) as books:
            run_books(shop.desk.record, books)
        assert (shop.earned("Pia"), shop.earned("Ana Duarte")) == (5000, 95000)

    def test_a_ceiling_counts_over_all_grants_to_one_licensee(self, shop: Shop) -> None:
        photo = shop.photo("four.jpg", "Pia", 10, ceiling=8000)
        design, other = self.priced(shop, photo), self.priced(shop, photo)
        totals = [self.granted(shop, work, 50000).grant.total for work in (design, other, design)]
        assert totals == [15000, 13000, 10000]

    def test_a_ceiling_of_what_may_be_derived_counts_the_works_own_share(self, shop: Shop) -> None:
        photo = shop.photo("four.jpg", "Pia", 10)
        montage = shop.desk.design((photo, "photograph"), brief=shop.desk.brief())
        asked = Price(PricedBy.REVENUE_SHARE, "EUR", actions=USES, percent=Fraction(25))
        for ceiling, permitted in ((30, False), (35, True)):
            terms = own_terms(shop.desk.record, montage).with_rules(dict.fromkeys(USES, PERMITTED))
            derivatives = replace(terms.derivatives, allowed=True, ceiling=Fraction(ceiling))
            stated = replace(terms, prices=frozenset({asked}), derivatives=derivatives, names=frozenset({"own"}))
            state_terms(shop.desk.record, shop.desk.party("Ana Duarte"), montage, stated)
            shop.desk.clock.now += DAY
            found = ask(shop.desk.record, montage, Request(Action.ADAPT), at=shop.desk.clock.now)
            assert found.decision.permitted is permitted, found.decision.reasons


def test_a_correction_has_no_ceiling_of_its_own(shop: Shop) -> None:
    photo = shop.photo("four.jpg", "Pia", 10, ceiling=5000)
    designs = [shop.desk.design((photo, "photograph"), brief=shop.desk.brief())]
    for _ in range(2):
        by = [(shop.desk.party("Ana Duarte"), "editor")]
        new = shop.desk.bytes("Four · 1", "application/vnd.oeuvre.design+json", "design", language="fr")
        used = [(designs[-1], "edited"), (photo, "photograph")]
        designs.append(shop.desk.act("edit", new, "draft", by=by, used=used, project="four", run="ab" * 16))
    shop.sell(*((design, "600.00", f"2026-0{month}-20") for month, design in enumerate(designs, 3)))
    assert shop.earned("Pia") == 5000


def test_the_books_stop_at_the_ceiling_of_a_share_over_all_editions_of_a_design(shop: Shop) -> None:
    photo = shop.photo("four.jpg", "Pia", 10, ceiling=5000)
    design = shop.desk.design((photo, "photograph"), brief=shop.desk.brief())
    poster, banner = (shop.desk.edition(design, (photo, "photograph")) for _ in range(2))
    shop.sell((poster, "300.00", "2026-03-20"), (banner, "300.00", "2026-04-20"))
    assert (shop.earned("Pia"), shop.earned("Ana Duarte")) == (5000, 55000)
    other = shop.desk.design((photo, "photograph"), brief=shop.desk.brief())
    shop.sell((other, "100.00", "2026-04-21"))
    assert shop.earned("Pia") == 6000
