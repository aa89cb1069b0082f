"""Grants with a price arrive as usage of their own: receivable until who owes it has paid, and earned then.

A grant is owed from its day on, each work by its lines. What is received is a line for each receipt, of the day of the
grant, since that is when the use was agreed; what is still open is one line that is due, and shrinks. A share of
expected revenue is trued up once revenue is reported: what is owed is of that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from oeuvre.licence import REVENUE
from oeuvre.production.earning import paid_apart
from oeuvre.production.holding import Asked, asks_nothing
from oeuvre.production.licensing.acts import GRANT
from oeuvre.production.licensing.receiving import RECEIVE
from oeuvre.record import Act, Record
from oeuvre.royalties import NothingOwed, Usage, apportion, is_currency

SOURCE = "grants"
"""The source of these lines in the ledger."""
REPORT = "report"
"""The kind of act by which use, and revenue, is reported; each tells what came since the one before."""
_SIGNS = 4  # of an id, at least
_SHARE, _LEAST = "revenue-share", "minimum-guarantee"


@dataclass(frozen=True)
class Receivable:
    """What a grant is owed and what of it was received, in minor units, in all and by work; `payer` is a party's id.

    `revenue` is what was reported of it, None while nothing was. `receipts` are the parts of each, by its act.
    """

    grant: str
    act: Act = field(repr=False)
    payer: str
    currency: str
    owed: Mapping[str, int] = field(hash=False)
    received: Mapping[str, int] = field(hash=False)
    receipts: Mapping[str, Mapping[str, int]] = field(hash=False)
    revenue: int | None
    changes: int
    """How many reports and receipts there are: what is due has been told anew so often."""

    @property
    def open(self) -> Mapping[str, int]:
        """What is not received yet, by work; what was paid beyond what is owed is a matter between people."""
        return {work: max(0, amount - self.received.get(work, 0)) for work, amount in self.owed.items()}

    def as_dict(self) -> dict[str, object]:
        """The shape of `oeuvre royalties receivable --json`."""
        owed, received = sum(self.owed.values()), sum(self.received.values())
        return {
            "grant": self.grant,
            "work": self.act.used[0].work_id if self.act.used else None,
            "payer": self.payer,
            "day": self.act.at.date().isoformat(),
            "currency": self.currency,
            "owed": owed,
            "received": received,
            "open": sum(self.open.values()),
            "revenue": self.revenue,
        }


def receivables(record: Record) -> list[Receivable]:
    """Every grant with a price, in the order of the record, with what was received of it."""
    told: dict[str, list[Act]] = {}
    for act in record.acts(kinds=(REPORT, RECEIVE)):
        told.setdefault(str(act.settings.get("grant")), []).append(act)
    found = []
    for act in record.acts(kinds=(GRANT,)):
        grant, currency = str(act.settings.get("grant") or act.id), str(act.settings.get("currency") or "")
        if is_currency(currency) and _owed(act, None):
            found.append(_followed(act, grant, currency, told.get(grant, ())))
    return found


def find_receivable(record: Record, named: str) -> Receivable:
    """What is owed for the grant of an id, or its beginning. Raises `NothingOwed`."""
    name = named.strip()
    found = [one for one in receivables(record) if len(name) >= _SIGNS and one.grant.startswith(name)]
    if len(found) != 1:
        raise NothingOwed(name[:40])
    return found[0]


def _followed(act: Act, grant: str, currency: str, later: Sequence[Act]) -> Receivable:
    """A grant after its reports and receipts, each receipt shared out by what was open then."""
    owed, revenue = _owed(act, None), None
    received, receipts = dict[str, int](), dict[str, dict[str, int]]()
    for one in later:
        if one.kind == REPORT:
            told = one.settings.get("revenue")
            if isinstance(told, int):
                revenue = (revenue or 0) + told
                owed = _owed(act, revenue)
            continue
        amount = one.settings.get("amount")
        if not isinstance(amount, int) or amount <= 0:
            continue
        works = sorted(owed)
        left = [max(0, owed[work] - received.get(work, 0)) for work in works]
        weights = left if sum(left) >= amount else [owed[work] for work in works]
        parts = apportion(amount, weights, sum(weights)) if sum(weights) else [amount, *[0] * (len(works) - 1)]
        receipts[one.id] = {work: part for work, part in zip(works, parts, strict=True) if part}
        for work, part in receipts[one.id].items():
            received[work] = received.get(work, 0) + part
    payer = next((by.party_id for by in act.by if by.role == "licensee"), SOURCE)
    return Receivable(grant, act, payer, currency, owed, received, receipts, revenue, len(later))


def grant_lines(record: Record, taken: Collection[str] = (), asked: Asked = asks_nothing) -> Iterator[Usage]:
    """Lines of usage for what grants are paid and owed; nothing of a grant without a price.

    `taken` are lines that an earlier version took in as earned on the day of the grant: those stay as they are. A piece
    whose share (`asked`) is a line of its own takes nothing of the price of the work that it stands on.
    """
    for one in receivables(record):
        told = one.act.settings
        place = (str(told.get("action") or "licence"), str(told.get("territory") or ""), "licence")
        when = (one.act.at.date().isoformat(), "")
        for work, amount in sorted(one.open.items()):
            line = f"{one.grant}/{work}"
            if line in taken:
                continue
            node = paid_apart(work, _shares_apart(told.get("lines")) & asked(work).keys())
            yield Usage(
                *(SOURCE, line, one.changes, node, *place, *when, 1, amount, one.currency, one.payer, ""), due=True
            )
            for receipt, parts in one.receipts.items():
                if work in parts:
                    values = (node, *place, *when, 1, parts[work], one.currency, one.payer, "")
                    yield Usage(SOURCE, f"{line}/{receipt}", 0, *values)


def _shares_apart(lines: object) -> frozenset[str]:
    """The works whose share of the licensee's revenue is a line of its own."""
    told = [line for line in _sequence(lines) if isinstance(line, Mapping)]
    return frozenset(str(line.get("work")) for line in told if line.get("base") == REVENUE)


def _owed(act: Act, revenue: int | None) -> dict[str, int]:
    """What each work is owed by a grant, its shares of revenue by what was reported (None: as was expected)."""
    lines = [line for line in _sequence(act.settings.get("lines")) if isinstance(line, Mapping)]
    owed: dict[str, int] = {}
    for line in (*(one for one in lines if one.get("basis") != _LEAST), *_least(lines)):
        amount = line.get("amount")
        if isinstance(amount, int):
            work = str(line.get("work"))
            least = line.get("basis") == _LEAST and revenue is not None
            due = max(0, int(str(line["counted"])) - owed.get(work, 0)) if least else _trued(line, amount, revenue)
            owed[work] = owed.get(work, 0) + due
    total = act.settings.get("total")
    if not lines and isinstance(total, int) and act.used:
        owed = {act.used[0].work_id: total}
    return {work: amount for work, amount in owed.items() if amount > 0 or revenue is not None}


def _least(lines: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Guarantees come last: they fill up what the other lines of their work leave."""
    return [line for line in lines if line.get("basis") == _LEAST]


def _trued(line: Mapping[str, Any], amount: int, revenue: int | None) -> int:
    """What a line is owed once revenue is reported; of an earlier grant the percentage is what it came to."""
    counted = line.get("counted")
    if revenue is None or line.get("basis") != _SHARE:
        return amount
    if line.get("percent"):
        ceiling = line.get("ceiling")
        # As a quote rounds: in favour of who pays.
        due = int(revenue * Fraction(str(line["percent"])) / 100)
        return min(due, ceiling) if isinstance(ceiling, int) else due
    return int(Fraction(amount, counted) * revenue) if isinstance(counted, int) and counted else amount


def _sequence(value: object) -> Sequence[Any]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()
