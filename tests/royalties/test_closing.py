"""What closing a month settles for good, what is paid by it, and what a line of usage says exactly."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from oeuvre.royalties import Account, AccountKind, MonthOpen, MonthsClosed, PayDayUnfit, Usage, check_day, read_mapping
from oeuvre.royalties.rounding import apportion, controlled
from tests.royalties.test_books import PAID, Desk, terms

PAYER = Account("DE89370400440532013000")
NOVEMBER = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.books.take_terms(terms(parties=PAID, rules={"dispute_days": 10}))
    yield made
    made.books.store.close()


def line(name: str, day: str, amount: str, work: str = "A", units: int = 1) -> tuple[object, ...]:
    return (name, work, "stream", "FR", day, units, amount, "Deezer")


def rules(desk: Desk, **told: object) -> None:
    desk.books.take_terms(json.dumps({"rules": told}))


class TestPaying:
    def test_paid_are_closed_months_past_their_deadline(self, desk: Desk, tmp_path: Path) -> None:
        desk.take([line("s", "2026-09-05", "5.00"), line("o", "2026-10-05", "7.00"), line("n", "2026-11-05", "1.00")])
        desk.books.run()
        open_ = desk.books.pay("EUR", date(2026, 11, 25), "M", PAYER, tmp_path / "p.xml")
        assert (open_.total, [(one.amount, one.reason) for one in open_.unpaid]) == (0, [(1300, "open")])
        desk.books.close("2026-09", "mia", at=NOVEMBER)
        desk.books.close("2026-10", "mia", at=NOVEMBER + timedelta(days=9))
        for day, total, left in (
            (date(2026, 11, 11), 0, (1300, "deadline", "2026-11-11")),
            (date(2026, 11, 12), 500, (800, "deadline", "2026-11-20")),
            (date(2026, 11, 21), 1200, (100, "open", "")),
        ):
            told = desk.books.pay("EUR", day, "M", PAYER)
            assert told.total == total
            assert [(one.amount, one.reason, one.until) for one in told.unpaid] == [left]
        desk.books.pay("EUR", date(2026, 11, 21), "M", PAYER, tmp_path / "p.xml", by="mia")
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.PAID)) == (100, 1200)
        assert desk.books.store.one("SELECT by FROM closing WHERE month = '2026-10'") == "mia"
        facts = json.loads(desk.books.store.one("SELECT facts FROM posting WHERE kind = 'payout'"))
        assert (facts["through"], facts["by"]) == ("2026-10", "mia")

    def test_a_day_to_come_shortens_no_deadline(self, desk: Desk) -> None:
        today = datetime.now(UTC).date()
        desk.take([line("s", "2026-09-05", "5.00")])
        desk.books.run()
        desk.books.close("2026-09", "mia", at=datetime.now(UTC) - timedelta(days=9))
        told = desk.books.pay("EUR", today + timedelta(days=1200), "M", PAYER)
        assert (told.total, told.early, [one.reason for one in told.unpaid]) == (0, False, ["deadline"])
        for day, fits in ((today, True), (today + timedelta(weeks=4), True), (today + timedelta(days=29), False)):
            if fits:
                check_day(day, today)
                continue
            with pytest.raises(PayDayUnfit):
                check_day(day, today)
        with pytest.raises(PayDayUnfit):
            check_day(today - timedelta(days=1), today)

    def test_what_an_open_month_takes_back_is_not_paid(self, desk: Desk) -> None:
        desk.take([line("s", "2026-09-05", "5.00")])
        desk.books.run()
        desk.books.close("2026-09", at=NOVEMBER)
        desk.take([line("s", "2026-09-05", "2.00")], correct=True)
        desk.books.run()
        assert desk.books.pay("EUR", date(2026, 11, 30), "M", PAYER).total == 200

    def test_early_on_a_persons_word(self, desk: Desk, tmp_path: Path) -> None:
        desk.take([line("o", "2026-10-05", "7.00")])
        desk.books.run()
        told = {"by": "mia", "early": True, "because": "Rent is due."}
        made = desk.books.pay("EUR", date(2026, 10, 20), "M", PAYER, tmp_path / "p.xml", **told)
        assert (made.total, made.early, made.through) == (700, True, "2026-10")
        facts = json.loads(desk.books.store.one("SELECT facts FROM posting WHERE kind = 'payout'"))
        assert (facts["early"], facts["by"], facts["because"]) == (True, "mia", "Rent is due.")

    def test_two_of_one_name_are_told_apart_before_they_are_paid(self, desk: Desk) -> None:
        desk.take([line("o", "2026-10-05", "7.00")])
        desk.books.run()
        twin = {"id": "ana-2", "name": " ANA "}
        desk.books.take_terms(json.dumps({"parties": [twin]}))
        early = {"by": "mia", "early": True}
        told = desk.books.pay("EUR", date(2026, 11, 30), "M", PAYER, **early)
        assert [(one.party, one.reason) for one in told.unpaid] == [("ana", "identity")]
        known = {**PAID[0], "identifiers": {"IPI": "00014107338"}}
        desk.books.take_terms(json.dumps({"parties": [known]}))
        told = desk.books.pay("EUR", date(2026, 11, 30), "M", PAYER, **early)
        assert [(one.party, one.identifiers) for one in told.transfers] == [("ana", {"ipi": "00014107338"})]


class TestReserves:
    def test_they_come_free_by_closing_and_by_nothing_else(self, desk: Desk) -> None:
        rules(desk, reserve={"percent": 10, "months": 1})
        desk.take([line("s", "2026-08-05", "100.00")])
        desk.books.run()
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.RESERVE)) == (9000, 1000)
        # A line of a later month, which was not closed, frees nobody's reserve.
        desk.take([line("f", "2026-11-20", "0.01")])
        desk.books.run()
        assert desk.balance("ana", AccountKind.RESERVE) == 1000
        # Closing does, whether anything was earned in that month or not.
        desk.books.close("2026-08")
        assert desk.balance("ana", AccountKind.RESERVE) == 1000
        desk.books.close("2026-09")
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.RESERVE)) == (10001, 0)
        (made,) = desk.books.statements("ana", "2026-09", date(2026, 11, 26))
        assert dict(made.moves)["released"] == 1000

    def test_a_month_that_is_not_over_is_not_closed(self, desk: Desk) -> None:
        for period in (datetime.now(UTC).date().isoformat()[:7], "2090-01"):
            with pytest.raises(MonthOpen):
                desk.books.close(period)


class TestRules:
    def test_they_merge_by_key(self, desk: Desk) -> None:
        rules(desk, currency="EUR", minimum={"USD": 500}, taxes=[{"name": "w", "percent": 10}])
        desk.take([line("o", "2026-10-05", "10.00")])
        desk.books.run()
        rules(desk, minimum={"EUR": 100})
        assert desk.books.run().reversals == 0
        assert desk.balance("ana", AccountKind.TAX) == 100
        (made,) = desk.books.statements("ana", "2026-10", date(2026, 11, 26))
        assert (made.minimum, made.dispute_until) == (100, date(2026, 12, 6))
        rules(desk, taxes=[])
        desk.books.run()
        assert desk.balance("ana", AccountKind.TAX) == 0

    def test_a_closed_month_keeps_the_rules_and_the_rates_that_it_was_settled_by(self, desk: Desk) -> None:
        mapping = json.dumps(
            {
                "source": "us",
                "columns": {
                    name: name for name in ("line", "work", "use", "territory", "day", "units", "amount", "payer")
                },
                "fixed": {"currency": "USD"},
            }
        )
        rate = {"from": "USD", "to": "EUR", "day": "2026-10-01", "rate": 0.9}
        desk.books.take_terms(json.dumps({"rules": {"currency": "EUR"}, "rates": [rate]}))
        desk.take([line("o", "2026-10-05", "10.00")], mapping=mapping)
        desk.books.run()
        desk.books.close("2026-10")
        late = json.dumps({"rules": {"taxes": [{"name": "w", "percent": 50}]}, "rates": [{**rate, "rate": 0.5}]})
        assert desk.books.kept_months(late) == ["2026-10"]
        desk.books.take_terms(late)
        head = desk.books.head()
        desk.books.run()
        assert (desk.books.head(), desk.balance("ana")) == (head, 900)
        # A correction is read by the same rate, and still explains itself.
        desk.take([line("o", "2026-10-05", "20.00")], mapping=mapping, correct=True)
        desk.books.run()
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.TAX)) == (1800, 0)
        told = [desk.books.why(name) for name, amount in desk.lines() if amount == 1800]
        assert [one["line"] for one in told[0]["usage"]] == ["o"]

    def test_works_that_would_restate_a_closed_month_are_told_first(self, desk: Desk) -> None:
        desk.take([line("o", "2026-10-05", "10.00", "C")])
        desk.books.run()
        desk.books.close("2026-10")
        text = json.dumps({"works": [{"id": "A", "shares": [{"party": "zoe", "weight": 1}]}]})
        with pytest.raises(MonthsClosed) as told:
            desk.books.take_terms(text)
        assert told.value.values["months"] == "2026-10"
        desk.books.take_terms(json.dumps({**json.loads(text), "from": "2026-11-01"}))
        desk.books.take_terms(text, restate=True)
        desk.books.run()
        assert desk.balance("zoe") == 10

    def test_an_advance_that_is_amended_is_reversed_and_posted_anew(self, desk: Desk) -> None:
        told = {"id": "v", "party": "ana", "currency": "EUR", "amount": 5000, "day": "2026-09-01"}
        for amount, postings in ((5000, 1), (500, 3), (500, 3), (0, 4)):
            desk.books.take_terms(json.dumps({"advances": [{**told, "amount": amount}]}))
            desk.books.run()
            assert desk.balance("ana") == amount
            name = "SELECT count(*) FROM posting WHERE name = 'advance|v'"
            assert desk.books.store.one(name) == postings
        assert desk.books.verify() is None


class TestLines:
    def test_amounts_below_the_cent_are_summed_exactly_and_rounded_once(self, desk: Desk) -> None:
        rows = [line(f"l{n}", "2026-10-05", "0.003421") for n in range(1000)]
        assert desk.take(rows).imported == 1000
        done = desk.books.run()
        assert done.gross == {"EUR": 342}
        assert desk.take(rows).known == 1000
        assert desk.books.run().postings == 0
        told = desk.books.why(desk.lines()[0][0])
        assert (told["facts"]["exact"], told["usage"][0]["exact"]) == ("3421/10", "0.3421")
        desk.take([line("l0", "2026-10-05", "0.803421")], correct=True)
        assert desk.books.run().gross == {"EUR": 422}
        assert desk.books.verify() is None

    def test_a_block_of_a_sales_report_comes_in(self, desk: Desk) -> None:
        block = {
            "source": "dsp",
            "record": "SU02",
            "separator": "\t",
            "header": False,
            "columns": {"line": 2, "work": 3, "units": 4, "amount": 5, "territory": 6},
            "fixed": {"currency": "EUR", "day": "2026-10", "use": "stream"},
        }
        path = desk.folder / "report.tsv"
        rows = [["HEAD", "x"], ["SU02", "1", "C", "10", "0.0343", "FR"], ["SU02", "2", "C", "3", "0.0102", "BE"]]
        path.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")

        assert desk.books.import_usage(path, read_mapping(json.dumps(block))).imported == 2
        assert desk.books.run().gross == {"EUR": 4}

    def test_an_id_twice_with_other_values_is_refused_both_times(self, desk: Desk) -> None:
        rows = [line("a", "2026-10-05", "1.00"), line("b", "2026-10-05", "2.00"), line("a", "2026-10-05", "3.00")]
        for correct in (False, True):
            for order in (rows, rows[::-1]):
                taken = desk.take([*order, rows[1]], correct=correct)
                assert taken.imported + taken.known == 2
                assert [(one.values["why"], one.values["line"], one.values["others"]) for one in taken.refused] == [
                    ("line_twice", 2, "4"),
                    ("line_twice", 4, "2"),
                ]
        assert desk.books.run().gross == {"EUR": 200}

    def test_a_release_is_of_the_line_as_it_was(self, desk: Desk) -> None:
        desk.take([line("a", "2026-10-05", "0.00", units=5000)])
        desk.books.run()
        desk.books.decide("shop", "a", "release", "mia", "")
        desk.books.run()
        assert desk.books.held() == []
        desk.take([line("a", "2026-10-05", "0.00", units=9_000_000)], correct=True)
        desk.books.run()
        assert [(one.line, one.units, one.verdict) for one in desk.books.held()] == [("a", 9_000_000, "")]

    def test_a_source_corrects_a_line_whose_name_was_found(self, desk: Desk) -> None:

        values = ("stream", "FR", "", "2026-10-05", "", 1)
        told = Usage("shop", "a", 0, "poster-x", *values, 1000, "EUR", "shop", "")
        desk.books.import_lines([told])
        assert desk.books.run().unmatched[0].work == "poster-x"
        assert desk.books.name_work("poster-x", "A") == 1
        desk.books.run()
        assert (desk.balance("ana"), desk.books.work_of("shop", "a")) == (1000, "A")
        # The shop counts its own revisions, and knows nothing of names that were found.
        later = Usage("shop", "a", 1, "poster-x", *values, 300, "EUR", "shop", "")
        assert desk.books.import_lines([later, told]).corrected == 1
        desk.books.run()
        assert desk.balance("ana") == 300
        told_why = [desk.books.why(name) for name, amount in desk.lines() if amount == 300]
        assert [one["amount"] for one in told_why[0]["usage"]] == [300]
        assert desk.books.used_works() == ["A"]


class TestAcrossParties:
    def test_what_two_statements_show_of_a_use_is_what_that_use_brought(self, desk: Desk) -> None:
        half = [{"party": "ana", "weight": 1}, {"party": "bo", "weight": 1}]
        desk.books.take_terms(json.dumps({"works": [{"id": "H", "shares": half}]}))
        uses = ("print", "web")
        desk.take([(use, "H", use, "FR", "2026-10-05", 1, "0.01", "Deezer") for use in uses])
        desk.books.run()
        shown = dict.fromkeys(uses, 0)
        for party in ("ana", "bo"):
            (made,) = desk.books.statements(party, "2026-10", date(2026, 11, 26))
            assert made.earned == 1
            for one in made.lines:
                shown[one.use] += one.net
        assert shown == {"print": 1, "web": 1}

    @pytest.mark.parametrize("seed", range(40))
    def test_rows_and_columns_sum_and_every_cell_is_its_share_rounded(self, seed: int) -> None:
        chance = random.Random(seed)
        parts = [chance.randint(1, 9) for _ in range(chance.randint(1, 6))]
        weights = [chance.choice((0, 1, 1, 7, 400)) for _ in range(chance.randint(1, 6))]
        weights[0] += 1
        total = chance.randint(0, 60)
        rows, columns = apportion(total, parts, sum(parts)), apportion(total, weights, sum(weights))
        table = controlled(rows, columns, parts, weights)
        assert [sum(row) for row in table] == rows
        assert [sum(column) for column in zip(*table, strict=True)] == columns
        for part, row in zip(parts, table, strict=True):
            for weight, cell in zip(weights, row, strict=True):
                exact = total * part * weight / (sum(parts) * sum(weights))
                assert abs(cell - exact) < 1
