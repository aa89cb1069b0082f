"""Money received for a grant, written down by who saw it arrive: an act for each receipt, once for a bank’s line.

What was written down wrongly, or taken back by the bank, is reversed by an act that names the receipt.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from oeuvre.record import JSON, Act, NewAct, Party, Record, Work, register_kind
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

    `reference` is the line of the bank: told twice it counts once, until it is reversed. From the next run on it is
    earned, up to what is owed; what exceeds that is held.

    Raises `NothingOwed` for a grant without a price, `ReceiptUnfit` for an amount that is none or a day to come, and
    for a reference that came with another amount.
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
    for act in _standing(record, grant, work) if reference else ():
        if act.settings.get("reference") == reference:
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
    made = record.append_at(head, [_noted(record, by, work, settings, because)])
    if made is None:
        # Others wrote meanwhile, perhaps of the same line of the bank.
        return receive(record, by, granted, amount, day=day, reference=reference, because=because)
    return made[0].act, True


def _noted(record: Record, by: Party, work: Work, settings: dict[str, JSON], because: str) -> NewAct:
    """The act of a receipt, or of one that is taken back."""
    return NewAct(
        kind=RECEIVE,
        project=record.made_by_act(work.id).project,
        by=[(by, "recorder")],
        used=[(work, "received")],
        settings=settings,
        words={"because": because} if because else {},
    )


def reverse_receipt(record: Record, by: Party, granted: Act, named: str, *, because: str = "") -> Act:
    """Take a receipt of a grant (its act) back: it was written down wrongly, or the bank took the money back.

    `named` is its act’s number, or the bank’s reference. From the next run on it is as if it had not come; what was
    paid of it is owed back. Raises `ReceiptUnfit` where no receipt that stands has that name.
    """
    grant = str(granted.settings.get("grant") or granted.id)
    if not granted.used:
        raise NothingOwed(grant)
    work, head, name = record.work(granted.used[0].work_id), record.head(), named.strip()
    found = [
        act
        for act in _standing(record, grant, work)
        if name and name in (str(act.seq), act.id, act.settings.get("reference"))
    ]
    if len(found) != 1:
        raise ReceiptUnfit(grant, why="receipt_unknown", found=name[:60])
    told = found[0].settings
    settings: dict[str, JSON] = {"grant": grant, "reverses": found[0].id, "amount": -int(str(told.get("amount") or 0))}
    settings |= {"currency": told.get("currency")}
    made = record.append_at(head, [_noted(record, by, work, settings, because)])
    # Others wrote meanwhile, perhaps the same.
    return made[0].act if made is not None else reverse_receipt(record, by, granted, named, because=because)


def _standing(record: Record, grant: str, work: Work) -> list[Act]:
    """The receipts of a grant that were not reversed."""
    acts = [act for act in record.acts(kinds=(RECEIVE,), work=work) if act.settings.get("grant") == grant]
    gone = {act.settings.get("reverses") for act in acts}
    return [act for act in acts if act.id not in gone and "reverses" not in act.settings]
