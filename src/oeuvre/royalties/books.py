"""The books of a home: where usage, terms and rules meet the ledger's file."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from oeuvre.royalties.backlog import months_in_use
from oeuvre.royalties.errors import AccountUnfit, LineUnfit, MonthOpen, PartyUnknown, UsageUnknown
from oeuvre.royalties.explaining import explain
from oeuvre.royalties.holds import ClaimHeld, Hold, held_claims, let_go, set_holds, standing_holds
from oeuvre.royalties.intake import Taken, name_work, save_mapping, saved_mapping, take_terms, take_usage
from oeuvre.royalties.ledger import AccountKind, ledger_digest
from oeuvre.royalties.payout import Payout, is_bic, is_iban, plan_payout, record_payout, return_payout, sepa_file
from oeuvre.royalties.period import Period, months_after, read_period
from oeuvre.royalties.posting import Run, run_months
from oeuvre.royalties.scenario import Holding
from oeuvre.royalties.settlement import balances, disputed, earned_by_month, freeze_all, settle_all
from oeuvre.royalties.statement import Statement, shared_out, statements
from oeuvre.royalties.store import STANDS, Store
from oeuvre.royalties.suspicion import USED, Held, held_lines
from oeuvre.royalties.terms import ALWAYS, Account, Payee, Terms, holding_text, read_terms
from oeuvre.royalties.terms_store import closed_months, holding_body, known_terms, payees, titles
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

    def take_terms(self, text: str, place: str = "", *, restate: bool = False) -> int:
        """Takes a file of terms (JSON) in; returns its number. The same terms again change nothing.

        Raises `MonthsClosed` where its works earned in months that are closed, unless those may be restated. Rules and
        rates never reach a closed month (`kept_months` says which).
        """
        return take_terms(self.store, read_terms(text, place), text, restate=restate)

    def kept_months(self, text: str, place: str = "") -> list[str]:
        """The closed months that rules or rates of a file of terms would govern, and do not."""
        terms = read_terms(text, place)
        days = [terms.valid_from] if terms.given else []
        days += [one.day for one in terms.rates]
        return closed_months(self.store, min(days)) if days else []

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
        rows = self.store.rows(
            "SELECT DISTINCT coalesce(n.work, u.work) FROM (SELECT DISTINCT work FROM usage) u "
            "LEFT JOIN named n ON n.told = u.work ORDER BY 1"
        )
        return [str(work) for (work,) in rows]

    def taken_lines(self, source: str) -> set[str]:
        """The lines that a source first told as paid already."""
        rows = self.store.rows("SELECT line FROM usage WHERE source = ? AND revision = 0 AND due = 0", (source,))
        return {str(line) for (line,) in rows}

    def told_names(self) -> list[str]:
        """What usage came in for, name or work, as its sources told it."""
        return [str(work) for (work,) in self.store.rows("SELECT DISTINCT work FROM usage ORDER BY 1")]

    def work_of(self, source: str, line: str, *, first: bool = False) -> str | None:
        """The work that a line of usage is for, or (`first`) what it first came in for; None for a line that never
        came."""
        column, order = ("told", "revision") if first else ("work", "revision DESC")
        found: str | None = self.store.one(
            f"SELECT u.{column} FROM {USED} WHERE u.source = ? AND u.line = ? ORDER BY u.{order} LIMIT 1",
            (source, line),
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
        """A person's word on held usage as it is now: `release` or `return`; the next run follows it.

        A line that is corrected afterwards is looked at anew. Raises `UsageUnknown`.
        """
        store = self.store
        with store.writing():
            known = store.one(
                "SELECT seq FROM usage WHERE source = ? AND line = ? ORDER BY revision DESC LIMIT 1", (source, line)
            )
            if known is None:
                raise UsageUnknown(f"{source}:{line}")
            store.db.execute(
                "INSERT INTO decision (at, source, line, verdict, party, because, usage) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (time.time_ns() // 1000, source, line, verdict, party, because, known),
            )

    def dispute(self, party: str, verdict: str, because: str, by: str = "") -> None:
        """Freezes (`open`) or frees (`lift`) what a party could be paid; `by` says so. Raises `PartyUnknown`.

        What a work in dispute earns is another matter: `hold` holds the claims, and nothing else of whoever holds it.
        """
        store = self.store
        with store.writing():
            if store.number(party) is None:
                raise PartyUnknown(party)
            store.db.execute(
                "INSERT INTO dispute (at, party, verdict, because, by) VALUES (?, ?, ?, ?, ?)",
                (time.time_ns() // 1000, party, verdict, because, by),
            )
            freeze_all(store)

    def hold(self, holds: Collection[Hold], by: str = "", because: str = "") -> int:
        """Says because of which works claims wait from now on; the next run holds them, and lets all others go.

        Returns how many holds began or ended.
        """
        return set_holds(self.store, holds, by, because)

    def let_go(self, cause: str, by: str, because: str) -> None:
        """A person's word that what waits because consent to a work was withdrawn is free. Raises `NothingHeld`."""
        let_go(self.store, cause, by, because)

    def holds(self) -> list[Hold]:
        """The holds that stand."""
        return standing_holds(self.store)

    # What is done with it.

    def run(self, period: str | None = None, by: str = "") -> Run:
        """Posts what usage and terms say, reverses what they say no more, and settles every month.

        One transaction: a run that is interrupted has not been. `by` is who had it run.
        """
        asked = read_period(period) if period else None
        with self.store.writing():
            months = None if asked is None else self._months(asked)
            done = run_months(self.store, months)
            made, undone = settle_all(self.store, by)
            done.settlements, done.unsettled = made, undone
        return done

    def _months(self, asked: Period) -> list[str]:
        return [month for month in months_in_use(self.store) if asked.first <= month <= asked.last]

    def close(self, period: str, by: str = "", *, at: datetime | None = None) -> None:
        """Closes the months of a period, by somebody, at a moment (now): reserves that are due come free, the months
        keep the rules and rates by which they were settled, and what is posted for them later is an adjustment in the
        next statement. Raises `MonthOpen` while the period is not over.
        """
        asked, moment = read_period(period), at or datetime.now(UTC)
        if asked.end >= moment.date():
            raise MonthOpen(period, day=asked.end.isoformat())
        months = [asked.first]
        while months[-1] < asked.last:
            months.append(months_after(months[-1], 1))
        with self.store.writing():
            known, microseconds = known_terms(self.store), int(moment.timestamp() * 1_000_000)
            put = "INSERT OR IGNORE INTO closing (month, posting, at, terms, by) VALUES (?, ?, ?, ?, ?)"
            open_ = [month for month in months if not self.store.one("SELECT 1 FROM closing WHERE month = ?", (month,))]
            # What comes free by closing belongs to what is closed.
            settle_all(self.store, by, through=max(open_, default=""))
            head = self.store.head()[0]
            self.store.db.executemany(put, [(month, head, microseconds, known, by) for month in open_])

    def pay(
        self,
        currency: str,
        day: date,
        payer: str,
        account: Account,
        out: Path | None = None,
        *,
        by: str = "",
        early: bool = False,
        because: str = "",
    ) -> Payout:
        """Writes the file of transfers for a day to `out`, and notes that they have left; without `out`, only tells.

        Paid is what belongs to months that are closed and whose dispute deadline has passed; `early` pays everything
        that is payable, on the word of `by`, and `because`: what is corrected or disputed later is then owed back.
        Raises `NothingToPay`, `AccountUnfit`, and `FileExistsError` rather than write over an earlier file. Where
        nobody can be transferred to nothing is written: `unpaid` says why.
        """
        written = False
        try:
            with self.store.writing():
                payout = plan_payout(self.store, currency, day, self.payees(), early=early)
                file = sepa_file(payout, payer, account) if payout.transfers else b""
                if out is not None and file:
                    record_payout(self.store, payout, by, because)
                    with out.open("xb") as target:
                        written = True
                        target.write(file)
        except BaseException:
            # What was not noted must not lie there to be executed.
            if out is not None and written:
                out.unlink(missing_ok=True)
            raise
        return payout

    def plan_pay(self, currency: str, day: date, *, early: bool = False) -> Payout:
        """Who would be paid on a day and who would not, and why; nothing is written. Raises `NothingToPay`."""
        return plan_payout(self.store, currency, day, self.payees(), early=early)

    def set_account(self, party: str, account: Account) -> None:
        """Where a party is paid from now on. Raises `AccountUnfit` where it is no account."""
        known = self.payees().get(party, Payee(party, party))
        for fits, text, why in ((is_iban, account.iban, "iban"), (is_bic, account.bic, "bic")):
            if (text or why == "iban") and not fits(text):
                raise AccountUnfit(known.name, why=why, found=text)
        told = {"iban": account.iban, "bic": account.bic, "holder": account.holder}
        value = {"id": party, "name": known.name, "identifiers": dict(known.identifiers), "account": told}
        self.take_terms(json.dumps({"parties": [value]}, ensure_ascii=False))

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

    def shared_out(self) -> list[tuple[str, str, str, int, int]]:
        """(party, month, currency, earned in it, corrections of closed months) by the statement that tells it."""
        return shared_out(self.store)

    def closed(self) -> set[str]:
        """The months that are closed."""
        return {str(month) for (month,) in self.store.rows("SELECT month FROM closing")}

    def held(self) -> list[Held]:
        """Usage whose money is held at the moment, by source and line, each with its reason."""
        return held_lines(self.store)

    def claims(self) -> list[ClaimHeld]:
        """Claims that wait because of a work in dispute or withdrawn, by month, work and party."""
        return held_claims(self.store)

    def receivables(self) -> list[Held]:
        """What was granted and is not paid yet, by source and line."""
        return [one for one in held_lines(self.store, receivable=True) if one.amount]

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
