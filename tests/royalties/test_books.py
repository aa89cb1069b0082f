"""The books: usage in any order and batch, corrections, holds, settlements, and why each unit is where it is."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from oeuvre.foundation import ManyErrors, OeuvreError
from oeuvre.royalties import Account, AccountKind, Books, LineUnknown, NotConserved, read_mapping
from oeuvre.royalties.ledger import Entries, Header
from oeuvre.royalties.terms_store import titles

MAPPING = json.dumps(
    {
        "source": "shop",
        "columns": {name: name for name in ("line", "work", "use", "territory", "day", "units", "amount", "payer")},
        "fixed": {"currency": "EUR"},
    }
)
HEADING = "line,work,use,territory,day,units,amount,payer\n"
TENTH = {"percent": 10, "policy": "relative"}
Rows = list[tuple[Any, ...]]


def terms(**more: Any) -> str:
    """C from B from A, relative tenths; two people in C."""
    works = [
        {"id": "A", "title": "La source", "shares": [{"party": "ana", "weight": 1}]},
        {"id": "B", "title": "Le pont", "shares": [{"party": "bo", "weight": 1}], "parents": [{**TENTH, "work": "A"}]},
        {
            "id": "C",
            "title": "La mer",
            "shares": [{"party": "cleo", "weight": 2}, {"party": "dan", "weight": 1}],
            "parents": [{**TENTH, "work": "B"}],
        },
    ]
    return json.dumps({"works": works, **more})


def usage(count: int = 40, seed: int = 1) -> Rows:
    chance = random.Random(seed)
    return [
        (
            f"l{n}",
            chance.choice("ABC"),
            chance.choice(["stream", "download"]),
            chance.choice(["FR", "BE"]),
            f"2026-{chance.choice(['09', '10'])}-{chance.randint(1, 28):02}",
            chance.randint(1, 50),
            f"{chance.randint(1, 9999) / 100:.2f}",
            chance.choice(["Deezer", "Qobuz"]),
        )
        for n in range(count)
    ]


class Desk:
    """Books in a folder, and a file for each import."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.books = Books.open(folder / "home")
        self.files = 0

    def take(self, rows: Rows, *, correct: bool = False, mapping: str = MAPPING, heading: str = HEADING) -> Any:
        self.files += 1
        path = self.folder / f"usage-{self.files}.csv"
        path.write_text(heading + "".join(",".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
        return self.books.import_usage(path, read_mapping(mapping), correct=correct)

    def balance(self, party: str, account: AccountKind = AccountKind.PAYABLE) -> int:
        return self.books.balances(party).get("EUR", {}).get(account, 0)

    def lines(self) -> list[tuple[Any, ...]]:
        return self.books.store.rows(
            "SELECT e.posting || '.' || e.place, e.amount FROM entry e JOIN posting p ON p.seq = e.posting "
            "WHERE e.account = 2 AND p.kind = 'royalty'"
        )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.books.take_terms(terms())
    yield made
    made.books.store.close()


def steps_of(desk: Desk, later: list[str]) -> list[Callable[[], object]]:
    """Terms in three steps; usage, a line that waits for terms, one that moves to another month, one to be decided."""
    waits = ("z", "Z", "stream", "FR", "2026-10-01", 1, "5.00", "Deezer")
    moved = (*usage()[0][:4], "2026-11-03", *usage()[0][5:])
    odd = ("n", "A", "stream", "FR", "2026-09-02", 9000, "5.00", "Deezer")
    return [
        *(partial(desk.books.take_terms, one) for one in later),
        lambda: desk.take([*usage(), waits]),
        lambda: desk.take([moved], correct=True),
        lambda: desk.take([odd]),
        lambda: desk.books.decide("shop", "n", "return", "mia", ""),
    ]


class TestRuns:
    def test_what_came_in_is_what_the_parties_have(self, desk: Desk) -> None:
        rows = usage()
        desk.take(rows)
        done = desk.books.run()
        cents = sum(round(float(row[6]) * 100) for row in rows)
        assert done.gross == {"EUR": cents}
        assert sum(desk.balance(party) for party in ("ana", "bo", "cleo", "dan")) == cents
        assert done.postings == 6
        assert desk.books.verify() is None

    def test_a_second_run_finds_nothing_to_do(self, desk: Desk) -> None:
        desk.take(usage())
        desk.books.run()
        head = desk.books.store.head()
        again = desk.books.run()
        assert (again.postings, again.reversals, again.settlements) == (0, 0, 0)
        assert desk.books.store.head() == head

    def test_the_same_file_again_changes_nothing(self, desk: Desk) -> None:
        first = desk.take(usage())
        again = desk.take(usage())
        assert (first.imported, again.imported, again.known) == (40, 0, 40)

    def test_twenty_orders_and_five_sizes_of_batches_give_one_digest(self, tmp_path: Path) -> None:
        rows, digests = usage(60), set()
        for shuffle in range(20):
            batch = (6, 11, 20, 31, 60)[shuffle % 5]
            folder = tmp_path / f"{shuffle}"
            folder.mkdir()
            desk = Desk(folder)
            desk.books.take_terms(terms(rules={"taxes": [{"name": "w", "percent": 12.5}], "reserve": {"percent": 10}}))
            random.Random(shuffle).shuffle(rows)
            for start in range(0, len(rows), batch):
                desk.take(rows[start : start + batch])
                if batch > 6 or start % 12 == 0:
                    desk.books.run()
            desk.books.run()
            digests.add(desk.books.digest())
            assert desk.books.verify() is None
            desk.books.store.close()
        assert len(digests) == 1

    def test_a_correction_touches_only_the_posting_it_must(self, desk: Desk) -> None:
        rows = usage()
        desk.take(rows)
        desk.books.run()
        before = dict(desk.books.store.rows("SELECT name, seq FROM posting WHERE kind = 'royalty'"))
        line = next(row for row in rows if row[1] == "A")
        corrected = (*line[:6], "1000.00", line[7])
        refused = desk.take([corrected])
        assert [one.values["why"] for one in refused.refused] == ["line_changed"]
        assert desk.take([corrected], correct=True).corrected == 1
        done = desk.books.run()
        assert (done.postings, done.reversals) == (1, 1)
        touched = desk.books.store.rows("SELECT name FROM posting WHERE kind = 'reversal' AND name LIKE 'royalty%'")
        assert [name.split("|")[1:3] for (name,) in touched] == [[line[4][:7], "A"]]
        after = desk.books.store.rows("SELECT DISTINCT name FROM posting WHERE kind = 'royalty'")
        assert before.keys() == {name for (name,) in after}
        assert desk.books.verify() is None

    def test_a_correction_undone_gives_back_the_state(self, desk: Desk) -> None:
        rows = usage()
        desk.take(rows)
        desk.books.run()
        before = desk.books.digest()
        desk.take([(*rows[0][:6], "77.00", rows[0][7])], correct=True)
        desk.books.run()
        assert desk.books.digest() != before
        desk.take([rows[0]], correct=True)
        desk.books.run()
        assert desk.books.digest() == before

    def test_usage_of_a_work_that_nobody_described_waits(self, desk: Desk) -> None:
        desk.take([("x", "Z", "stream", "FR", "2026-10-01", 1, "5.00", "Deezer")])
        done = desk.books.run()
        assert [one.work for one in done.unmatched] == ["Z"]
        desk.books.take_terms(json.dumps({"works": [{"id": "Z", "shares": [{"party": "zoe", "weight": 1}]}]}))
        assert desk.books.run().unmatched == []
        assert desk.balance("zoe") == 500


class TestTime:
    def test_terms_govern_from_their_day_and_known_later_they_restate(self, desk: Desk) -> None:
        desk.take(
            [
                ("early", "C", "stream", "FR", "2026-10-05", 1, "10.00", "Deezer"),
                ("late", "C", "stream", "FR", "2026-10-25", 1, "10.00", "Deezer"),
            ]
        )
        desk.books.run()
        assert desk.balance("cleo") == 1200
        alone = {"id": "C", "shares": [{"party": "cleo", "weight": 1}]}
        desk.books.take_terms(json.dumps({"from": "2026-10-20", "works": [alone]}))
        done = desk.books.run()
        assert (done.postings, done.reversals) == (2, 1)
        assert desk.balance("cleo") == 600 + 1000
        assert desk.balance("ana") == 10
        line = next(line for line, amount in desk.lines() if amount == 1000)
        assert [one["line"] for one in desk.books.why(line)["usage"]] == ["late"]

    def test_what_was_posted_before_is_still_explained_as_it_was_known(self, desk: Desk) -> None:
        desk.take([("l", "C", "stream", "FR", "2026-10-05", 1, "10.00", "Deezer")])
        desk.books.run()
        before = {line: desk.books.why(line) for line, _ in desk.lines()}
        desk.books.take_terms(json.dumps({"works": [{"id": "C", "shares": [{"party": "cleo", "weight": 1}]}]}))
        desk.take([("l", "C", "stream", "FR", "2026-10-05", 1, "20.00", "Deezer")], correct=True)
        desk.books.run()
        for line, told in before.items():
            now = desk.books.why(line)
            assert now["reversed_by"]
            assert {**now, "reversed_by": None} == told

    def test_a_parent_that_was_never_described_is_refused_with_the_terms(self, desk: Desk) -> None:
        work = {"id": "D", "shares": [{"party": "d", "weight": 1}]}
        parent = {"work": "nowhere", "percent": 1, "policy": "relative"}
        with pytest.raises(OeuvreError) as refused:
            desk.books.take_terms(json.dumps({"works": [{**work, "parents": [parent]}]}))
        assert refused.value.code == "work-unknown"
        assert desk.books.store.one("SELECT count(*) FROM terms") == 1
        back = {"id": "A", "shares": [{"party": "ana", "weight": 1}]}
        with pytest.raises((OeuvreError, ManyErrors)):
            desk.books.take_terms(json.dumps({"works": [{**back, "parents": [{**parent, "work": "C"}]}]}))

    def test_looking_at_what_is_new_alone_leads_to_the_same_as_looking_at_everything(self, tmp_path: Path) -> None:
        rules = {"taxes": [{"name": "w", "percent": 3}], "reserve": {"percent": 7, "months": 1}}
        later = [
            terms(rules=rules),
            json.dumps({"from": "2026-09-10", "works": [{"id": "B", "shares": [{"party": "bea", "weight": 1}]}]}),
            json.dumps({"works": [{"id": "Z", "shares": [{"party": "zoe", "weight": 1}]}]}),
        ]
        digests = []
        for step_by_step in (True, False):
            (tmp_path / str(step_by_step)).mkdir()
            desk = Desk(tmp_path / str(step_by_step))
            steps = steps_of(desk, later)
            order = (0, 3, 1, 4, 5, 2, 6) if step_by_step else range(len(steps))
            for place in order:
                steps[place]()
                if step_by_step:
                    desk.books.run()
            desk.books.run()
            digests.append(desk.books.digest())
            assert desk.books.verify() is None
            desk.books.store.close()
        assert digests[0] == digests[1]


class TestWhy:
    def test_each_line_leads_to_usage_clauses_share_and_rounding(self, desk: Desk) -> None:
        desk.take(usage())
        desk.books.run()
        for line, amount in desk.lines():
            told = desk.books.why(line)
            assert told["amount"] == amount
            assert Fraction(told["exact"]) + Fraction(told["rounding"]) == amount
            assert abs(Fraction(told["rounding"])) < 1
            assert sum(one["amount"] for one in told["usage"]) == told["gross"] == told["net"]
            product = Fraction(told["weight"]) / Fraction(told["weights"])
            assert Fraction(told["share"]) == Fraction(told["claim"]) / 100 * product
            assert [one["parent"] for one in told["clauses"]] == told["path"][1:]

    @pytest.mark.parametrize("line", ["0.0", "1.99", "x", "", "1", "9" * 40 + ".1"])
    def test_a_line_that_is_not_there(self, desk: Desk, line: str) -> None:
        with pytest.raises(LineUnknown):
            desk.books.why(line)


class TestMoney:
    def test_deductions_tax_reserve_advance_and_minimum(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path)
        desk.books.take_terms(
            json.dumps(
                {
                    "works": [{"id": "A", "shares": [{"party": "ana", "weight": 1}]}],
                    "rules": {
                        "deductions": [{"name": "distribution", "percent": 15, "uses": ["stream"]}],
                        "taxes": [{"name": "withholding", "percent": 10, "parties": ["ana"]}],
                        "reserve": {"percent": 20, "months": 1},
                    },
                    "advances": [{"id": "v1", "party": "ana", "currency": "EUR", "amount": 5000, "day": "2026-08-01"}],
                }
            )
        )
        desk.take(
            [
                ("1", "A", "stream", "FR", "2026-09-01", 1, "100.00", "Deezer"),
                ("2", "A", "download", "FR", "2026-10-01", 1, "10.00", "Deezer"),
            ]
        )
        desk.books.run()
        desk.books.close("2026-10")
        # September: 10000 - 1500 = 8500; 5000 recouped; tax 350; reserve 630 of 3150; 2520 payable.
        # October: 1000; tax 100; reserve 180; 720 payable, and the 630 of September come free.
        accounts = desk.books.balances("ana")["EUR"]
        assert accounts == {
            AccountKind.RESERVE: 180,
            AccountKind.TAX: 450,
            AccountKind.PAYABLE: 5000 + 2520 + 720 + 630,
        }
        assert sum(accounts.values()) == 8500 + 1000
        desk.books.store.close()

    def test_an_advance_that_is_not_earned_back_stays_open(self, desk: Desk) -> None:
        advance = {"id": "v", "party": "ana", "currency": "EUR", "amount": 10_000, "day": "2026-09-15"}
        desk.books.take_terms(json.dumps({"advances": [advance]}))
        desk.take([("1", "A", "stream", "FR", "2026-09-01", 1, "30.00", "Deezer")])
        desk.books.run()
        assert desk.books.balances("ana")["EUR"] == {AccountKind.ADVANCE: -7000, AccountKind.PAYABLE: 10_000}

    def test_converted_once_at_a_dated_rate(self, desk: Desk) -> None:
        rates = [{"from": "USD", "to": "EUR", "day": "2026-10-31", "rate": 0.9, "source": "ECB"}]
        desk.books.take_terms(json.dumps({"rules": {"currency": "EUR"}, "rates": rates}))
        mapping = json.dumps({**json.loads(MAPPING), "fixed": {"currency": "USD"}})
        desk.take([("1", "A", "stream", "FR", "2026-10-01", 1, "10.05", "Shop")], mapping=mapping)
        assert desk.books.run().problems == []
        assert desk.balance("ana") == 904  # 904.5, half to even
        facts = desk.books.why(desk.lines()[0][0])["facts"]
        assert facts["from"] == ["USD", 1005]
        assert facts["rate"] == ["9/10", "2026-10-31", "ECB"]

    def test_a_rate_that_nobody_gave_leaves_the_usage_waiting(self, desk: Desk) -> None:
        desk.books.take_terms(json.dumps({"rules": {"currency": "CHF"}}))
        desk.take([("1", "A", "stream", "FR", "2026-10-01", 1, "10.05", "Shop")])
        done = desk.books.run()
        assert [one.code for one in done.problems] == ["rate-missing"]
        assert done.postings == 0

    def test_a_dispute_freezes_and_frees(self, desk: Desk) -> None:
        desk.take(usage())
        desk.books.run()
        whole = desk.balance("ana")
        desk.books.dispute("ana", "open", "two people say they wrote it")
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.HELD)) == (0, whole)
        desk.take([("more", "A", "stream", "FR", "2026-10-01", 1, "10.00", "Deezer")])
        desk.books.run()
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.HELD)) == (0, whole + 1000)
        desk.books.dispute("ana", "lift", "settled between them")
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.HELD)) == (whole + 1000, 0)
        assert desk.books.verify() is None

    @pytest.mark.parametrize("seed", range(4))
    def test_whatever_happens_all_accounts_together_are_what_was_earned(self, tmp_path: Path, seed: int) -> None:
        chance, desk = random.Random(seed), Desk(tmp_path)
        rules = {"taxes": [{"name": "w", "percent": 12.5}], "reserve": {"percent": 10, "months": 1}}
        advance = {"id": "v", "party": "bo", "currency": "EUR", "amount": 9000, "day": "2026-09-02"}
        desk.books.take_terms(terms(rules=rules, advances=[advance], parties=PAID))
        rows = usage(30, seed)
        for step in range(9):
            act = chance.choice(["take", "take", "correct", "dispute", "lift", "pay"])
            line = chance.choice(rows)
            if act == "take":
                desk.take(chance.sample(rows, 9))
            elif act == "correct":
                desk.take([(*line[:6], f"{chance.randint(0, 99)}.00", line[7])], correct=True)
            elif act == "pay" and desk.balance("ana") > 0:
                desk.books.pay(
                    "EUR", date(2026, 11, 1), "M", Account("DE89370400440532013000"), tmp_path / f"{step}.xml"
                )
            elif act in ("dispute", "lift") and desk.books.store.number("ana") is not None:
                desk.books.dispute("ana", "open" if act == "dispute" else "lift", "")
            desk.books.run()
            for party in desk.books.parties():
                earned = desk.books.store.one(
                    "SELECT sum(e.amount) FROM entry e JOIN posting p ON p.seq = e.posting "
                    "JOIN name n ON n.seq = e.party WHERE n.id = ? AND p.name LIKE 'royalty|%'",
                    (party,),
                )
                accounts = desk.books.balances(party).get("EUR", {})
                assert sum(accounts.values()) == (earned or 0)
                assert accounts.get(AccountKind.EARNED, 0) == 0
                if party in desk.books.disputed():
                    assert accounts.get(AccountKind.PAYABLE, 0) <= 0
        assert desk.books.verify() is None
        desk.books.store.close()


PAID = [{"id": "ana", "name": "Ana", "account": {"iban": "FR7630006000011234567890189"}}]


class TestHolds:
    LISTENERS = json.dumps(
        {**json.loads(MAPPING), "columns": {**json.loads(MAPPING)["columns"], "listener": "payer", "payer": "use"}}
    )

    def test_one_listener_is_held_and_a_person_decides(self, desk: Desk) -> None:
        rows = [
            ("bot", "A", "stream", "FR", "2026-10-01", 5000, "50.00", "listener-1"),
            ("fan", "A", "stream", "FR", "2026-10-01", 20, "1.00", "listener-2"),
        ]
        desk.take(rows, mapping=self.LISTENERS)
        done = desk.books.run()
        assert [(one.line, one.reason) for one in done.held] == [("bot", "one-listener")]
        assert [(one.line, one.verdict) for one in desk.books.held()] == [("bot", "")]
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.HELD)) == (100, 5000)
        held = desk.books.store.one("SELECT seq FROM posting WHERE kind = 'held'")
        assert [one["line"] for one in desk.books.why(f"{held}.1")["usage"]] == ["bot"]
        desk.books.decide("shop", "bot", "release", "mia", "a shop window")
        desk.books.run()
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.HELD)) == (5100, 0)
        desk.books.decide("shop", "bot", "return", "mia", "it was a bot after all")
        desk.books.run()
        assert (desk.balance("ana"), desk.balance("ana", AccountKind.HELD)) == (100, 0)
        assert "listener-1" not in "".join(map(str, desk.books.store.rows("SELECT * FROM usage")))
        assert desk.books.verify() is None

    def test_spikes_zero_rates_and_duplicates(self, desk: Desk) -> None:
        rows = [
            ("quiet", "A", "stream", "FR", "2026-09-01", 10, "1.00", "p"),
            ("loud", "A", "stream", "FR", "2026-10-01", 9000, "90.00", "p"),
            ("free", "B", "stream", "FR", "2026-10-01", 2000, "0.00", "p"),
            ("once", "C", "stream", "FR", "2026-10-01T10:00:00", 1, "5.00", "p"),
            ("twice", "C", "stream", "FR", "2026-10-01T10:00:00", 1, "5.00", "p"),
            ("other", "C", "stream", "FR", "2026-10-01", 1, "5.00", "p"),
            ("another", "C", "stream", "FR", "2026-10-01", 1, "5.00", "p"),
        ]
        desk.take(rows)
        reasons = {one.line: one.reason for one in desk.books.run().held}
        assert reasons == {"loud": "spike", "free": "zero-rate", "twice": "duplicate"}


class TestFile:
    def test_nothing_can_be_changed_or_taken_away(self, desk: Desk) -> None:
        desk.take(usage(5))
        desk.books.run()
        tables = [name for (name,) in desk.books.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET rowid = rowid"):
                if desk.books.store.one(f"SELECT count(*) FROM {table}"):
                    with pytest.raises(sqlite3.Error):
                        desk.books.store.db.execute(statement)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE entry SET amount = amount + 1 WHERE posting = 2 AND place = 1",
            "UPDATE posting SET gross = gross + 1 WHERE seq = 2",
            "UPDATE name SET id = id || 'x' WHERE seq = 1",
            "DELETE FROM posting WHERE seq = 2",
        ],
    )
    def test_what_was_changed_all_the_same_is_seen(self, desk: Desk, statement: str) -> None:
        desk.take(usage())
        desk.books.run()
        path = desk.books.store.path
        desk.books.store.close()
        with sqlite3.connect(path) as file:
            for (trigger,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                file.execute(f"DROP TRIGGER {trigger}")
            file.execute(statement)
        file.close()
        desk.books = Books.open(path.parent)
        assert desk.books.verify() is not None

    def test_a_posting_that_does_not_sum_is_never_written(self, desk: Desk) -> None:
        header = Header("royalty", "x", "A", "2026-10", "EUR", 1, 1, "", "{}")
        with pytest.raises(NotConserved), desk.books.store.writing():
            desk.books.store.post([header], Entries.of([[(2, 0, 0, 1)]]))
        assert desk.books.store.head()[0] == 0

    def test_another_programs_file_and_a_later_ones(self, tmp_path: Path) -> None:
        (tmp_path / "royalties.db").write_bytes(b"no database at all, but long enough to be looked at" * 100)
        with pytest.raises(OeuvreError) as refused:
            Books.open(tmp_path)
        assert refused.value.code == "ledger-damaged"
        with sqlite3.connect(tmp_path / "later.db") as file:
            file.execute("PRAGMA user_version = 99")
        file.close()
        (tmp_path / "later.db").replace(tmp_path / "royalties.db")
        with pytest.raises(OeuvreError) as refused:
            Books.open(tmp_path)
        assert refused.value.code == "ledger-newer"

    def test_titles_are_known(self, desk: Desk) -> None:
        assert titles(desk.books.store)["C"] == "La mer"
