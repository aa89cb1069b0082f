"""Money received for a grant, written down by who saw it arrive: an act for each receipt, once for a bank’s line."""

from __future__ import annotations

from datetime import UTC, date, datetime

from oeuvre.record import JSON, Act, NewAct, Party, Record, register_kind
from oeuvre.royalties import NothingOwed, ReceiptUnfit

RECEIVE = register_kind("receive").name


def receive(
    record: Record,
    by: Party,
    granted: Act,
    amount: int,
    *,
    day: date | None = None,
    reference: str = "",
    because: str = "",
) -> tuple[Act, bool]:
    """Write down that `amount` minor units of the price of a grant (its act) came on `day` (today); whether it was new.

    `reference` is the line of the bank: told twice it counts once. From the next run on it is earned. Raises
    `NothingOwed` for a grant without a price, `ReceiptUnfit` for an amount that is none or a day to come, and for a
    reference that came with another amount.
    """
    grant, currency = str(granted.settings.get("grant") or granted.id), str(granted.settings.get("currency") or "")
    today = datetime.now(UTC).date()
    if not currency or not granted.used:
        raise NothingOwed(grant)
    arrived = day or today
    if amount <= 0:
        raise ReceiptUnfit(grant, why="line_amount", found=amount)
    if arrived > today:
        raise ReceiptUnfit(grant, why="line_day", found=arrived.isoformat())
    work = record.work(granted.used[0].work_id)
    head = record.head()
    for act in record.acts(kinds=(RECEIVE,), work=work) if reference else ():
        if act.settings.get("grant") == grant and act.settings.get("reference") == reference:
            if act.settings.get("amount") != amount:
                raise ReceiptUnfit(grant, why="reference_changed", found=reference)
            return act, False
    settings: dict[str, JSON] = {
        "grant": grant,
        "amount": amount,
        "currency": currency,
        "day": arrived.isoformat(),
    }
    if reference:
        settings["reference"] = reference
    new = NewAct(
        kind=RECEIVE,
        project=record.made_by_act(work.id).project,
        by=[(by, "recorder")],
        used=[(work, "received")],
        settings=settings,
        words={"because": because} if because else {},
    )
    made = record.append_at(head, [new])
    if made is None:
        # Others wrote meanwhile, perhaps of the same line of the bank.
        return receive(record, by, granted, amount, day=day, reference=reference, because=because)
    return made[0].act, True
