"""Claims that wait because of a work: of that work alone, whatever earned them, and nothing of it is lost."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oeuvre.royalties import Account, AccountKind, Hold, RoyaltyError
from tests.royalties.test_books import PAID, Desk, terms, usage

HELD = AccountKind.HELD
A = Hold("A", "disputed", "A")


def earned(*rows: tuple[str, str, str]) -> list[tuple[object, ...]]:
    """Lines of usage by id, work and amount, of one day of October."""
    return [(line, work, "stream", "FR", "2026-10-05", 1, amount, "Deezer") for line, work, amount in rows]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.books.take_terms(terms(parties=PAID, rules={"dispute_days": 5}))
    yield made
    made.books.store.close()


def hold(desk: Desk, *holds: Hold) -> None:
    desk.books.hold(holds, "mia", "who made it?")
    desk.books.run()


class TestWhatWaits:
    def test_the_claims_of_a_work_wait_whatever_earned_them_and_all_else_is_paid(self, desk: Desk) -> None:
        # Of C's 100.00 B has a tenth of which A has a tenth; Ana is paid for A alone, and for nothing of B or C.
        desk.take(earned(("c", "C", "100.00"), ("b", "B", "10.00"), ("a", "A", "5.00")))
        hold(desk, A)
        assert (desk.balance("ana"), desk.balance("ana", HELD)) == (0, 100 + 100 + 500)
        assert (desk.balance("bo"), desk.balance("bo", HELD)) == (900 + 900, 0)
        claims = desk.books.claims()
        assert [(one.work, one.paid_for, one.party, one.amount) for one in claims] == [
            ("A", "A", "ana", 500),
            ("B", "A", "ana", 100),
            ("C", "A", "ana", 100),
        ]
        assert {(one.cause, one.reason) for one in claims} == {("A", "disputed")}
        assert desk.books.why(claims[0].line)["account"] == "held"
        assert desk.books.verify() is None

    def test_whoever_is_paid_by_way_of_a_held_work_waits_too(self, desk: Desk) -> None:
        desk.take(earned(("c", "C", "100.00"), ("a", "A", "5.00")))
        hold(desk, Hold("B", "disputed", "B"))
        # What reaches A through B waits, what A earned itself does not.
        assert (desk.balance("ana"), desk.balance("ana", HELD)) == (500, 100)
        assert (desk.balance("bo"), desk.balance("bo", HELD)) == (0, 900)
        assert desk.balance("cleo") == 6000

    def test_named_parties_alone_wait_in_one_work(self, desk: Desk) -> None:
        desk.take(earned(("c", "C", "100.00"), ("b", "B", "100.00")))
        hold(desk, Hold("photo", "disputed", "C", ("dan",)))
        assert (desk.balance("dan"), desk.balance("dan", HELD)) == (0, 3000)
        assert desk.balance("cleo") == 6000
        assert [one.cause for one in desk.books.claims()] == ["photo"]

    def test_withdrawn_consent_holds_from_its_month_on_and_a_person_may_let_it_go(self, desk: Desk) -> None:
        september = [("s", "A", "stream", "FR", "2026-09-30", 1, "7.00", "Deezer")]
        desk.take([*september, *earned(("a", "A", "5.00"))])
        withdrawn = Hold("A", "withdrawn", "A", (), "2026-10")
        hold(desk, withdrawn)
        assert (desk.balance("ana"), desk.balance("ana", HELD)) == (700, 500)
        desk.books.let_go("A", "mia", "a grant goes on")
        hold(desk, withdrawn)
        assert (desk.balance("ana"), desk.balance("ana", HELD)) == (1200, 0)
        with pytest.raises(RoyaltyError):
            desk.books.let_go("A", "mia", "again")
        # Told anew, of another month, it holds anew.
        hold(desk, Hold("A", "withdrawn", "A", (), "2026-09"))
        assert desk.balance("ana", HELD) == 1200

    def test_a_statement_tells_what_waits_and_why(self, desk: Desk) -> None:
        desk.take(earned(("c", "C", "100.00"), ("a", "A", "5.00")))
        hold(desk, Hold("B", "withdrawn", "B"))
        (made,) = desk.books.statements("ana", "2026-10", date(2026, 11, 26))
        assert [(one.work, one.net) for one in made.lines] == [("A", 500)]
        assert [(one.work, one.net, one.held) for one in made.held] == [("C", 100, "withdrawn")]
        assert (made.closing, dict(made.standing)["held"]) == (500, 100)


class TestItsEnd:
    def test_it_frees_exactly_what_it_held_whoever_holds_the_work_by_then(self, desk: Desk) -> None:
        desk.take(earned(("c", "C", "100.00"), ("a", "A", "5.00")))
        desk.books.run()
        before = {party: desk.balance(party) for party in ("ana", "bo", "cleo", "dan")}
        hold(desk, A)
        changed = {"from": "2026-11-01", "works": [{"id": "A", "shares": [{"party": "bo", "weight": 1}]}]}
        desk.books.take_terms(json.dumps(changed))
        hold(desk)
        assert {party: desk.balance(party) for party in before} == before
        assert desk.books.claims() == []

    def test_of_two_holds_one_is_left(self, desk: Desk) -> None:
        desk.take(earned(("c", "C", "100.00"), ("a", "A", "5.00")))
        hold(desk, A, Hold("B", "disputed", "B"))
        assert desk.balance("ana", HELD) == 600
        hold(desk, Hold("B", "disputed", "B"))
        assert (desk.balance("ana"), desk.balance("ana", HELD)) == (500, 100)

    def test_what_left_before_is_not_asked_back(self, desk: Desk, tmp_path: Path) -> None:
        desk.take(earned(("a", "A", "5.00"), ("c", "C", "100.00")))
        desk.books.run()
        desk.books.close("2026-10", at=datetime(2026, 11, 1, tzinfo=UTC))
        payer = Account("DE89370400440532013000")
        paid = desk.books.pay("EUR", date(2026, 11, 20), "M", payer, tmp_path / "p.xml")
        assert [(one.party, one.amount) for one in paid.transfers] == [("ana", 600)]
        hold(desk, A, Hold("C", "disputed", "C"))
        assert (desk.balance("ana"), desk.balance("ana", HELD)) == (0, 0)
        assert (desk.balance("cleo"), desk.balance("cleo", HELD)) == (0, 6000)
        # What is earned from now on waits.
        desk.take([("n", "A", "stream", "FR", "2026-11-05", 1, "3.00", "Deezer")])
        desk.books.run()
        assert (desk.balance("ana"), desk.balance("ana", HELD)) == (0, 300)


class TestLateMoney:
    """What left is an amount, and not a month."""

    PAYER = Account("DE89370400440532013000")

    def test_what_comes_in_late_for_a_month_that_was_paid_waits(self, desk: Desk, tmp_path: Path) -> None:
        february = [("f", "A", "stream", "FR", "2026-09-20", 1, "7.00", "Deezer")]
        desk.take([*february, *earned(("a", "A", "5.00"), ("c", "C", "100.00"))])
        desk.books.run()
        # October is closed and paid; September stays open, though it lies before.
        desk.books.close("2026-10", at=datetime(2026, 11, 1, tzinfo=UTC))
        paid = desk.books.pay("EUR", date(2026, 11, 20), "M", self.PAYER, tmp_path / "p.xml")
        assert [(one.party, one.amount) for one in paid.transfers] == [("ana", 600)]
        desk.take(
            [
                ("late", "A", "stream", "FR", "2026-10-25", 1, "1000.00", "Deezer"),
                ("tv", "A", "broadcast", "FR", "2026-10-26", 1, "1.01", "TF1"),
            ]
        )
        hold(desk, A)
        claims = {(one.month, one.work): one.amount for one in desk.books.claims() if one.party == "ana"}
        assert claims == {("2026-09", "A"): 700, ("2026-10", "A"): 100_101}
        assert (desk.balance("ana"), desk.balance("ana", HELD)) == (0, 100_801)
        line = next(one.line for one in desk.books.claims() if one.month == "2026-10")
        why = desk.books.why(line)
        assert (why["amount"], why["whole"], why["rounding"]) == (100_101, 100_601, "0")
        made = desk.books.statements("ana", "2026-Q4", date(2026, 12, 26))[0]
        assert sum(one.net for one in made.held) == 100_101
        # Everything is closed and paid, and nothing of it goes to her while it is in dispute.
        desk.books.close("2026-09", at=datetime(2026, 11, 2, tzinfo=UTC))
        desk.books.run()
        again = desk.books.pay("EUR", date(2026, 11, 25), "M", self.PAYER, early=True, by="mia", because="moving")
        assert "ana" not in [one.party for one in again.transfers]
        hold(desk)
        assert (desk.balance("ana"), desk.balance("ana", HELD)) == (100_801, 0)
        assert desk.books.verify() is None

    def test_a_reserve_of_what_had_left_does_not_come_free_while_it_is_in_dispute(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        rules = {"dispute_days": 5, "reserve": {"percent": 10, "months": 1}}
        desk.books.take_terms(json.dumps({"rules": rules}))
        desk.take([("s", "A", "stream", "FR", "2026-09-20", 1, "18.00", "Deezer")])
        desk.books.run()
        desk.books.close("2026-09", at=datetime(2026, 10, 1, tzinfo=UTC))
        desk.books.pay("EUR", date(2026, 11, 20), "M", self.PAYER, tmp_path / "p.xml")
        assert desk.balance("ana", AccountKind.PAID) == 1620
        hold(desk, A)
        desk.books.close("2026-10", at=datetime(2026, 11, 1, tzinfo=UTC))
        desk.books.run()
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.RESERVE)) == (0, 180)
        hold(desk)
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.RESERVE)) == (180, 0)


@pytest.mark.parametrize("seed", range(6))
def test_held_payable_and_paid_together_are_what_was_earned(tmp_path: Path, seed: int) -> None:
    """Whatever is held, corrected, freed, closed and paid, in whatever order."""
    chance, desk = random.Random(seed), Desk(tmp_path)
    desk.books.take_terms(terms(parties=PAID, rules={"dispute_days": 0}))
    rows, cents = usage(24, seed), dict[str, int]()
    for step in range(10):
        act = chance.choice(["take", "correct", "hold", "hold", "free", "pay", "close"])
        if act == "take":
            for row in chance.sample(rows, 8):
                cents.setdefault(row[0], round(float(row[6]) * 100))
                desk.take([row])
        elif act == "correct" and cents:
            line = chance.choice([row for row in rows if row[0] in cents])
            cents[line[0]] = chance.randint(0, 99) * 100
            desk.take([(*line[:6], f"{cents[line[0]] // 100}.00", line[7])], correct=True)
        elif act in ("hold", "free"):
            count = 0 if act == "free" else chance.randint(1, 2)
            desk.books.hold([Hold(work, "disputed", work) for work in chance.sample("ABC", count)])
        elif act == "close":
            desk.books.close(chance.choice(["2026-09", "2026-10"]), at=datetime(2026, 11, 1, tzinfo=UTC))
        elif act == "pay" and "ana" in desk.books.parties() and desk.balance("ana") > 0:
            payer = Account("DE89370400440532013000")
            desk.books.pay("EUR", date(2026, 11, 9), "M", payer, tmp_path / f"{step}.xml")
        desk.books.run()
        whole = 0
        for party in desk.books.parties():
            accounts = desk.books.balances(party).get("EUR", {})
            assert accounts.keys() <= {HELD, AccountKind.PAYABLE, AccountKind.PAID}
            assert accounts.get(HELD, 0) >= 0
            whole += sum(accounts.values())
        assert whole == sum(cents.values())
        assert sum(one.amount for one in desk.books.claims()) == sum(
            desk.balance(party, HELD) for party in desk.books.parties()
        )
    assert desk.books.verify() is None
    desk.books.hold([])
    desk.books.run()
    assert sum(desk.balance(party, HELD) for party in desk.books.parties()) == 0
    desk.books.store.close()
