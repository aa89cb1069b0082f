"""Receipts read offline, uses counted against them, and reports of use."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from oeuvre.credentials import Anchors, vouched_key
from oeuvre.licence import FieldUnfit, Grant, Request, Use, meter, read_grant, receipt_chain
from oeuvre.production.earning_owed import has_share, revenue_of
from oeuvre.production.licensing.acts import REPORT, USE
from oeuvre.production.licensing.errors import SignerUnknown
from oeuvre.production.licensing.granted import Granted, find_grant, use_of
from oeuvre.record import JSON, NewAct, Party, Record

RECEIPT_TYPE = "application/jwt"


@dataclass(frozen=True)
class Receipt:
    """A receipt read offline: the grant, and whose signature it has (`own` is this home's)."""

    grant: Grant
    own: bool
    signer: str


def read_receipt(receipt: str, anchors: Anchors) -> Receipt:
    """A receipt, its signature verified against the authorities that a home trusts; no database, no network.

    Raises `GrantUnreadable` for what is none, `SignerUnknown` where no trusted authority vouches for the signer,
    `GrantForged` where the signature does not hold.
    """
    text = receipt.strip()
    chain, issued = receipt_chain(text)
    vouched = vouched_key(chain, anchors, issued)
    if vouched is None:
        raise SignerUnknown()
    return Receipt(read_grant(text, vouched.key), vouched.own, vouched.name)


def use_grant(
    record: Record,
    by: Party,
    granted: Granted,
    *,
    units: int = 1,
    use_id: str = "",
    at: datetime | None = None,
    request: Request | None = None,
) -> tuple[Granted, bool]:
    """Count a use against a grant, on one act; the same `use_id` told twice counts once. Whether it was counted now.

    `request` says how it was used where that is not just what was granted. Raises `GrantSpent` with the reason: not
    covered, not begun, over, used up.
    """
    head, now = record.head(), datetime.now(UTC)
    moment = at or now
    work = record.work(granted.grant.work)
    uses = [
        use_of(act) for act in record.acts(kinds=(USE,), work=work) if act.settings.get("grant") == granted.grant.id
    ]
    use = Use(use_id or secrets.token_hex(8), moment, units)
    meter(granted.grant, request or granted.grant.request, use, uses)
    if any(one.id == use.id for one in uses):
        return find_grant(record, granted.grant.id, at=now), False
    settings: dict[str, JSON] = {"grant": granted.grant.id, "use": use.id, "units": units}
    if at is not None:
        settings["at"] = at.isoformat()
    new = NewAct(
        kind=USE,
        project=record.made_by_act(work.id).project,
        by=[(by, "licensee")],
        used=[(work, "used")],
        settings=settings,
    )
    if record.append_at(head, [new]) is None:
        # Others wrote meanwhile: what is left is counted once more.
        return use_grant(record, by, granted, units=units, use_id=use.id, at=at, request=request)
    return find_grant(record, granted.grant.id, at=now), True


def report_use(
    record: Record,
    by: Party,
    granted: Granted,
    *,
    units: int | None = None,
    revenue: int | None = None,
    at: datetime | None = None,
    because: str = "",
) -> Granted:
    """Report the use made of a grant up to `at` (now), on one act; `units` is how much that was, as they tell it.

    `revenue` is what was earned by it since the report before, in minor units of the grant's currency: the shares of
    the grant are owed on that. Below zero it takes back what was reported too much. Reporting counts nothing: uses are
    counted by `use_grant`. What is owed a report starts anew from here. Raises FieldUnfit for the revenue of a grant
    that has no share, or of less than nothing in all.
    """
    if revenue is not None:
        reported = revenue_of(record, granted.grant.id)
        if not has_share(granted.act) or reported + revenue < 0:
            expected = "share" if reported + revenue >= 0 else "no-less"
            raise FieldUnfit("revenue", found=revenue, expected=expected, reported=reported)
    work = record.work(granted.grant.work)
    settings: dict[str, JSON] = {"grant": granted.grant.id, "used": granted.used}
    settings |= {"units": units} if units is not None else {}
    settings |= {"revenue": revenue} if revenue is not None else {}
    settings |= {"at": at.isoformat()} if at is not None else {}
    record.append(
        NewAct(
            kind=REPORT,
            project=record.made_by_act(work.id).project,
            by=[(by, "licensee" if by.id == granted.licensee else "recorder")],
            used=[(work, "reported")],
            settings=settings,
            words={"because": because} if because else {},
        )
    )
    return find_grant(record, granted.grant.id)
