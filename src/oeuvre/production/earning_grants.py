"""Grants with a price arrive as usage of their own, each line of the quote once, on the day it was granted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from oeuvre.record import Act, Record
from oeuvre.royalties import Usage, is_currency

SOURCE = "grants"
"""The source of these lines in the ledger."""
GRANT = "grant"


def grant_lines(record: Record) -> Iterator[Usage]:
    """A line of usage for each work that a grant pays for, in the order of the record.

    The act has `grant` (its id), `currency`, `total`, and `lines` of work and amount where other works than the granted
    one have a price of their own; amounts are integers of minor units. Nothing of a grant without a price.
    """
    for act in record.acts(kinds=(GRANT,)):
        told = act.settings
        grant, currency = str(told.get("grant") or act.id), str(told.get("currency") or "")
        if not is_currency(currency):
            continue
        day, use = act.at.date().isoformat(), str(told.get("action") or "licence")
        for work, amount in sorted(_owed(act).items()):
            yield Usage(
                *(SOURCE, f"{grant}/{work}", 0, work, use, str(told.get("territory") or ""), "licence", day, ""),
                *(1, amount, currency, _payer(act), ""),
            )


def _payer(act: Act) -> str:
    """Whoever the grant was given to, by id."""
    return next((by.party_id for by in act.by if by.role == "licensee"), SOURCE)


def _owed(act: Act) -> dict[str, int]:
    """What each work is paid by a grant."""
    lines = act.settings.get("lines")
    owed: dict[str, int] = {}
    for line in lines if isinstance(lines, Sequence) and not isinstance(lines, str) else ():
        if isinstance(line, Mapping) and isinstance(line.get("amount"), int):
            work = str(line.get("work"))
            owed[work] = owed.get(work, 0) + int(str(line["amount"]))
    total = act.settings.get("total")
    if not owed and isinstance(total, int) and act.used:
        owed = {act.used[0].work_id: total}
    return {work: amount for work, amount in owed.items() if amount > 0}
