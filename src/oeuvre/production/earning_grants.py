"""Grants with a price arrive as usage of their own: receivable until who owes it has paid, and earned then.

A grant is owed from its day on, each work by its lines. What is received is a line for each receipt, of the day of the
grant, since that is when the use was agreed; what is still open is one line that is due, and shrinks. A share of
revenue is owed on what is reported, whatever was expected, and of that it is taken once. What came beyond what is owed
waits for a person, and goes to whatever comes to be owed later; a receipt that was reversed is as if it had not been.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from oeuvre.production.earning import paid_apart
from oeuvre.production.earning_owed import has_share, owed_by, shares_apart, waits_for_revenue
from oeuvre.production.holding import Asked, asks_nothing
from oeuvre.production.licensing.acts import GRANT, REPORT
from oeuvre.production.licensing.receiving import RECEIVE
from oeuvre.record import Act, Record
from oeuvre.royalties import DUE, OVER, NothingOwed, Usage, apportion, is_currency

SOURCE = "grants"
"""The source of these lines in the ledger."""
_SIGNS = 4  # of an id, at least
_OVER = "over"


@dataclass(frozen=True)
class Arrived:
    """A receipt, by its act: the parts of it that works are owed, and what came beyond, in minor units.

    `moved` counts how often each part, and (under "") what came beyond, was told anew since the receipt was noted:
    revenue was reported, or a receipt reversed.
    """

    act: Act = field(repr=False)
    parts: Mapping[str, int] = field(hash=False)
    beyond: int
    moved: Mapping[str, int] = field(hash=False)
    reversed: bool = False


@dataclass(frozen=True)
class Receivable:
    """What a grant is owed and what of it was received, in minor units, in all and by work; `payer` is a party's id.

    `revenue` is what was reported of it, None while nothing was. `receipts` are told by the id of their act.
    """

    grant: str
    act: Act = field(repr=False)
    payer: str
    currency: str
    owed: Mapping[str, int] = field(hash=False)
    receipts: Mapping[str, Arrived] = field(hash=False)
    revenue: int | None
    changes: int
    """How many reports and receipts there are: what is due has been told anew so often."""

    @property
    def received(self) -> Mapping[str, int]:
        """What was received for each work, of what it is owed."""
        sums: dict[str, int] = {}
        for one in self.receipts.values():
            for work, part in one.parts.items():
                sums[work] = sums.get(work, 0) + part
        return sums

    @property
    def beyond(self) -> int:
        """What was received beyond what is owed: it waits."""
        return sum(one.beyond for one in self.receipts.values())

    @property
    def open(self) -> Mapping[str, int]:
        """What is not received yet, by work."""
        received = self.received
        return {work: amount - received.get(work, 0) for work, amount in self.owed.items()}

    @property
    def waits_for_revenue(self) -> bool:
        """Whether it owes a share of revenue that nobody has told."""
        return waits_for_revenue(self.act, self.revenue)

    def as_dict(self) -> dict[str, object]:
        """The shape of `oeuvre royalties receivable --json`."""
        return {
            "grant": self.grant,
            "work": self.act.used[0].work_id if self.act.used else None,
            "payer": self.payer,
            "day": self.act.at.date().isoformat(),
            "currency": self.currency,
            "owed": sum(self.owed.values()),
            "received": sum(self.received.values()) + self.beyond,
            "open": sum(self.open.values()),
            "beyond": self.beyond,
            "revenue": self.revenue,
            "waits_for_revenue": self.waits_for_revenue,
            "receipts": [
                {
                    "act": one.act.seq,
                    "day": one.act.settings.get("day"),
                    "amount": one.act.settings.get("amount"),
                    "reference": one.act.settings.get("reference"),
                    "reversed": one.reversed,
                }
                for one in self.receipts.values()
            ],
        }


def receivables(record: Record) -> list[Receivable]:
    """Every grant with a price, or a share of revenue, in the order of the record, with what was received of it."""
    told: dict[str, list[Act]] = {}
    for act in record.acts(kinds=(REPORT, RECEIVE)):
        told.setdefault(str(act.settings.get("grant")), []).append(act)
    found = []
    for act in record.acts(kinds=(GRANT,)):
        grant, currency = str(act.settings.get("grant") or act.id), str(act.settings.get("currency") or "")
        if is_currency(currency) and (owed_by(act, None) or has_share(act)):
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
    owed, revenue = owed_by(act, None), None
    receipts: dict[str, Arrived] = {}
    for one in later:
        if one.kind == REPORT:
            told = one.settings.get("revenue")
            if not isinstance(told, int):
                continue
            before, revenue = revenue, max(0, (revenue or 0) + told)
            owed = owed_by(act, revenue)
            # What a share takes of revenue is taken no more of the price: that is paid under another id.
            also = owed if shares_apart(act, before) != shares_apart(act, revenue) else ()
            receipts = _shared_out(_cut_back(receipts, owed), owed, receipts, also=also)
        elif isinstance(name := one.settings.get("reverses"), str):
            if name in receipts and not receipts[name].reversed:
                gone = replace(receipts[name], parts={}, beyond=0, reversed=True)
                receipts = _shared_out({**receipts, name: gone}, owed, receipts)
        else:
            amount = one.settings.get("amount")
            if isinstance(amount, int) and amount > 0:
                new = Arrived(one, {}, amount, {})
                receipts = _shared_out({**receipts, one.id: new}, owed, {**receipts, one.id: new}, new=one.id)
    payer = next((by.party_id for by in act.by if by.role == "licensee"), SOURCE)
    return Receivable(grant, act, payer, currency, owed, receipts, revenue, len(later))


def _cut_back(receipts: Mapping[str, Arrived], owed: Mapping[str, int]) -> dict[str, Arrived]:
    """Receipts of which no work has more than it is owed: of the latest it is taken first, and waits."""
    found = dict(receipts)
    sums: dict[str, int] = {}
    for one in receipts.values():
        for work, part in one.parts.items():
            sums[work] = sums.get(work, 0) + part
    for name in reversed(found):
        parts, beyond = dict(found[name].parts), found[name].beyond
        for work, part in sorted(parts.items()):
            back = min(part, max(0, sums[work] - owed.get(work, 0)))
            sums[work] -= back
            parts[work] -= back
            beyond += back
        found[name] = replace(found[name], parts={work: part for work, part in parts.items() if part}, beyond=beyond)
    return found


def _shared_out(
    receipts: Mapping[str, Arrived],
    owed: Mapping[str, int],
    before: Mapping[str, Arrived],
    *,
    new: str = "",
    also: Collection[str] = (),
) -> dict[str, Arrived]:
    """What came beyond what was owed given to what is open now, the oldest receipt first, by how much is open of each.

    What is not as it was `before` is counted as moved, but of the receipt that is `new`; `also` are works that are told
    anew whatever their parts are.
    """
    left = dict(owed)
    for one in receipts.values():
        for work, part in one.parts.items():
            left[work] = left.get(work, 0) - part
    found: dict[str, Arrived] = {}
    for name, one in receipts.items():
        works = sorted(work for work, amount in left.items() if amount > 0)
        weights = [left[work] for work in works]
        given = min(one.beyond, sum(weights))
        parts = dict(one.parts)
        for work, part in zip(works, apportion(given, weights, sum(weights)) if given else [], strict=False):
            if part:
                parts[work] = parts.get(work, 0) + part
                left[work] -= part
        found[name] = replace(one, parts=parts, beyond=one.beyond - given)
        if name != new:
            found[name] = replace(found[name], moved=_moved(before[name], found[name], also))
    return found


def _moved(before: Arrived, now: Arrived, also: Collection[str]) -> dict[str, int]:
    """How often the parts of a receipt were told anew by now; one that was never told has not moved yet."""
    moved = dict(before.moved)
    for work in {*before.parts, *now.parts}:
        known = work in before.parts or work in before.moved
        if known and (before.parts.get(work, 0) != now.parts.get(work, 0) or work in also):
            moved[work] = moved.get(work, 0) + 1
    if before.beyond != now.beyond:
        moved[""] = moved.get("", 0) + 1
    return moved


def grant_lines(record: Record, taken: Collection[str] = (), asked: Asked = asks_nothing) -> Iterator[Usage]:
    """Lines of usage for what grants are paid and owed; nothing of a grant without a price.

    `taken` are lines that an earlier version took in as earned on the day of the grant: those stay as they are. A piece
    whose share (`asked`) is a line of its own takes nothing of the price of the work that it stands on.
    """
    for one in receivables(record):
        told = one.act.settings
        place = (str(told.get("action") or "licence"), str(told.get("territory") or ""), "licence")
        when = (one.act.at.date().isoformat(), "")
        apart = shares_apart(one.act, one.revenue)
        works = {work for each in one.receipts.values() for work in (*each.parts, *each.moved) if work}
        for work in sorted(works | one.owed.keys()):
            line = f"{one.grant}/{work}"
            if line in taken:
                continue
            node = paid_apart(work, apart & asked(work).keys())
            open_, payer = one.open.get(work, 0), (one.currency, one.payer, "")
            if open_ or one.changes:
                yield Usage(SOURCE, line, one.changes, node, *place, *when, 1, open_, *payer, due=DUE)
            for receipt, arrived in one.receipts.items():
                if work in arrived.parts or work in arrived.moved:
                    values = (node, *place, *when, 1, arrived.parts.get(work, 0), *payer)
                    yield Usage(SOURCE, f"{line}/{receipt}", arrived.moved.get(work, 0), *values)
        if one.act.used:
            work = one.act.used[0].work_id
            for receipt, arrived in one.receipts.items():
                if arrived.beyond or "" in arrived.moved:
                    values = (work, *place, *when, 1, arrived.beyond, one.currency, one.payer, "")
                    line = f"{one.grant}/{_OVER}/{receipt}"
                    yield Usage(SOURCE, line, arrived.moved.get("", 0), *values, due=OVER if arrived.beyond else 0)
