"""The books of a home: where usage, terms and rules meet the ledger's file."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Self

from oeuvre.royalties.backlog import months_in_use
from oeuvre.royalties.errors import LineUnfit, PartyUnknown, UsageUnknown
from oeuvre.royalties.explaining import explain
from oeuvre.royalties.intake import Taken, name_work, save_mapping, saved_mapping, take_terms, take_usage
from oeuvre.royalties.ledger import AccountKind, ledger_digest
from oeuvre.royalties.payout import Payout, plan_payout, record_payout, return_payout, sepa_file
from oeuvre.royalties.period import Period, read_period
from oeuvre.royalties.posting import Run, run_months
from oeuvre.royalties.scenario import Holding
from oeuvre.royalties.settlement import balances, disputed, earned_by_month, freeze_all, settle_all
from oeuvre.royalties.statement import Statement, statements
from oeuvre.royalties.store import STANDS, Store
from oeuvre.royalties.suspicion import Held, held_lines, set_works_in_dispute
from oeuvre.royalties.terms import ALWAYS, Account, Payee, Terms, holding_text, read_terms
from oeuvre.royalties.terms_store import holding_body, payees, titles
from oeuvre.royalties.usage import ColumnMapping, Usage, read_usage


class Books:
    """The ledger of one home. A context manager; raises `RoyaltyError` of this room."""

    def __init__(self, store: Store, people: Mapping[str, Payee] | None = None) -> None:
        self.store = store
        self._people = dict(people or {})

    @classmethod
    def open(cls, home: Path, people: Mapping[str, Payee] | None = None) -> Self:
        """The ledger of `home`, made where there is none.

        `people` says who is behind an id, where somebody else keeps that; terms add accounts to it.
        """
        return cls(Store(home), people)

    def payees(self) -> dict[str, Payee]:
        """Everybody who is described, by id."""
        found = payees(self.store)
        for party, one in self._people.items():
            known = found.get(party)
            found[party] = one if known is None else replace(one, account=known.account or one.account)
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    # What comes in.

    def take_terms(self, text: str, place: str = "") -> int:
        """Takes a file of terms (JSON) in; returns its number. The same terms again change nothing."""
        return take_terms(self.store, read_terms(text, place), text)

    def take_holdings(self, works: Mapping[str, Holding], titles: Mapping[str, str], valid_from: str = ALWAYS) -> int:
        """Takes works in as values, as the rooms above draw them from the record: shares may be any fraction."""
        body = {"from": valid_from, "works": {work: holding_text(one) for work, one in sorted(works.items())}}
        text = json.dumps({**body, "titles": dict(titles)}, ensure_ascii=False)
        return take_terms(self.store, Terms(valid_from, works, titles), text)

    def agrees(self, work: str, holding: Holding, day: str) -> bool:
        """Whether the ledger reads a day of use of a work by these very shares and parents."""
        return holding_body(self.store, work, day) == holding_text(holding)

    def described_works(self) -> list[str]:
        """Every work that any terms describe, by id."""
        return [str(work) for (work,) in self.store.rows("SELECT DISTINCT work FROM holding ORDER BY 1")]

    def titles(self) -> dict[str, str]:
        """The newest title of each work that has one."""
        return titles(self.store)

    def used_works(self) -> list[str]:
        """Every work of which any usage came in, by id."""
        return [str(work) for (work,) in self.store.rows("SELECT DISTINCT work FROM usage ORDER BY 1")]

    def work_of(self, source: str, line: str, *, first: bool = False) -> str | None:
        """The work that a line of usage was last (or at `first`) taken in for; None for a line that never came."""
        order = "revision" if first else "revision DESC"
        found: str | None = self.store.one(
            f"SELECT work FROM usage WHERE source = ? AND line = ? ORDER BY {order} LIMIT 1", (source, line)
        )
        return found

    def name_work(self, told: str, work: str) -> int:
        """Usage that waited under a name is for this work from now on; returns how many lines."""
        return name_work(self.store, told, work)

    def mapping(self, source: str) -> ColumnMapping:
        """The mapping that was saved for a source."""
        return saved_mapping(self.store, source)

    def import_usage(
        self,
        path: Path,
        mapping: ColumnMapping,
        *,
        correct: bool = False,
        lines: Iterable[Usage | LineUnfit] | None = None,
    ) -> Taken:
        """Takes a file of usage in and saves its mapping. Lines that cannot be taken are in the answer.

        `lines` are the file's, where somebody above has read them and put the works' ids in the place of names.
        """
        save_mapping(self.store, mapping)
        return take_usage(self.store, read_usage(path, mapping) if lines is None else lines, correct=correct)

    def import_lines(self, lines: Iterable[Usage | LineUnfit], *, correct: bool = False) -> Taken:
        """Takes usage in as values: what the studio itself counted, or another room hands over."""
        return take_usage(self.store, lines, correct=correct)

    def decide(self, source: str, line: str, verdict: str, party: str, because: str) -> None:
        """A person's word on held usage: `release` or `return`; the next run follows it. Raises `UsageUnknown`."""
        store = self.store
        with store.writing():
            known = store.one("SELECT 1 FROM usage WHERE source = ? AND line = ?", (source, line))
            if known is None:
                raise UsageUnknown(f"{source}:{line}")
            store.db.execute(
                "INSERT INTO decision (at, source, line, verdict, party, because) VALUES (?, ?, ?, ?, ?, ?)",
                (time.time_ns() // 1000, source, line, verdict, party, because),
            )

    def dispute(self, party: str, verdict: str, because: str) -> None:
        """Freezes (`open`) or frees (`lift`) what a party could be paid. Raises `PartyUnknown`."""
        store = self.store
        with store.writing():
            if store.number(party) is None:
                raise PartyUnknown(party)
            store.db.execute(
                "INSERT INTO dispute (at, party, verdict, because) VALUES (?, ?, ?, ?)",
                (time.time_ns() // 1000, party, verdict, because),
            )
            freeze_all(store)

    def hold_works(self, works: Collection[str]) -> None:
        """Says which works are in dispute: the next run holds what they earn, and lets the others' money go."""
        set_works_in_dispute(self.store, works)

    # What is done with it.

    def run(self, period: str | None = None) -> Run:
        """Posts what usage and terms say, reverses what they say no more, and settles every month.

        One transaction: a run that is interrupted has not been.
        """
        asked = read_period(period) if period else None
        with self.store.writing():
            months = None if asked is None else self._months(asked)
            done = run_months(self.store, months)
            made, undone = settle_all(self.store)
            done.settlements, done.unsettled = made, undone
        return done

    def _months(self, asked: Period) -> list[str]:
        return [month for month in months_in_use(self.store) if asked.first <= month <= asked.last]

    def close(self, period: str) -> None:
        """Closes the months of a period: what is posted for them later is an adjustment in the next statement."""
        asked = read_period(period)
        with self.store.writing():
            head = self.store.head()[0]
            for month in self._months(asked) or [asked.last]:
                self.store.db.execute(
                    "INSERT OR IGNORE INTO closing VALUES (?, ?, ?)", (month, head, time.time_ns() // 1000)
                )

    def pay(self, currency: str, day: date, payer: str, account: Account, out: Path | None = None) -> Payout:
        """Writes the file of transfers for a day to `out`, and notes that they have left; without `out`, only tells.

        Raises `NothingToPay`, `AccountUnfit`, and `FileExistsError` rather than write over an earlier file. Where
        nobody can be transferred to nothing is written: `unpaid` says why.
        """
        written = False
        try:
            with self.store.writing():
                payout = plan_payout(self.store, currency, day, self.payees())
                file = sepa_file(payout, payer, account) if payout.transfers else b""
                if out is not None and file:
                    record_payout(self.store, payout)
                    with out.open("xb") as target:
                        written = True
                        target.write(file)
        except BaseException:
            # What was not noted must not lie there to be executed.
            if out is not None and written:
                out.unlink(missing_ok=True)
            raise
        return payout

    def returned(self, references: Sequence[str]) -> None:
        """Takes back transfers that a bank did not execute, by their references."""
        return_payout(self.store, references)

    # What is asked of it.

    def why(self, line: str) -> dict[str, Any]:
        """The path of each unit of a line. Raises `LineUnknown`."""
        return explain(self.store, line)

    def statements(self, party: str, period: str, issued: date) -> list[Statement]:
        """A party's statements for a period, one for each currency. Raises `PartyUnknown`, `PeriodUnfit`."""
        return statements(self.store, party, period, issued, self.payees())

    def earnings(self) -> list[tuple[str, str, str, int]]:
        """(party, month, currency, minor units) of everything that was shared out and stands, by party and month."""
        earned = earned_by_month(self.store)
        return sorted(
            (party, month, code, sum_) for (party, code), one in earned.items() for month, sum_ in one.items()
        )

    def held(self) -> list[Held]:
        """Usage whose money is held at the moment, by source and line, each with its reason."""
        return held_lines(self.store)

    def balances(self, party: str) -> dict[str, dict[AccountKind, int]]:
        """A party's accounts by currency. Raises `PartyUnknown`."""
        if self.store.number(party) is None:
            raise PartyUnknown(party)
        return balances(self.store, party)

    def disputed(self) -> set[str]:
        """The parties whose money is frozen."""
        return disputed(self.store)

    def digest(self) -> str:
        """One digest of what stands: usage shared out and settled; the same whatever the order and the batches."""
        rows = self.store.rows(
            f"SELECT p.content FROM posting p WHERE p.kind IN ('royalty', 'held', 'settlement') AND {STANDS}"
        )
        return ledger_digest([content for (content,) in rows])

    def head(self) -> tuple[int, str]:
        """How many postings there are, and the digest of the last."""
        return self.store.head()

    def verify(self) -> int | None:
        """The number of the first posting that does not hold, or None."""
        return self.store.verify()

    def parties(self) -> list[str]:
        """Everybody whose account was ever moved, by id."""
        rows = self.store.rows(
            "SELECT id FROM name WHERE seq IN (SELECT party FROM entry WHERE account >= ?) ORDER BY id",
            (AccountKind.EARNED,),
        )
        return [str(party) for (party,) in rows]
