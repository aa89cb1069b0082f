"""From a month that was run to money that leaves: months are closed, accounts are told, a file of transfers is written.

A file of transfers stays in the home (`payouts/`): it is for a bank to execute, and nothing is sent.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import FileResponse

from oeuvre.api.asking import Asking, Cursor, Here, Limit, paged
from oeuvre.api.errors import NotThere
from oeuvre.api.royalties_rows import balance_shape, payout_shape
from oeuvre.api.royalties_shapes import (
    AccountWish,
    BalanceShape,
    CloseWish,
    MonthShape,
    PayoutShape,
    PayoutWish,
)
from oeuvre.api.shapes import Page
from oeuvre.production import follow_holds, open_books, party_id
from oeuvre.royalties import Account, check_day, last_day

router = APIRouter(prefix="/royalties", tags=["money"])
_FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/xml": {"schema": {"type": "string", "format": "binary"}}}}
}
_FOLDER = "payouts"
FileName = Annotated[
    str, Path(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}\.xml$", description="As a payout has it.")
]


@router.get("/months")
def list_months(here: Here, cursor: Cursor = None, limit: Limit = 50) -> Page[MonthShape]:
    """The months that anything was shared out in, the newest first: closed, over and to be closed, or running."""
    with open_books(here.desk.settings.home, here.desk.record) as books:
        closed, told = books.closed(), {month for _, month, *_ in books.shared_out()}
    today = datetime.now(UTC).date()
    rows = [(month, month in closed, last_day(month) < today) for month in sorted(told | closed, reverse=True)]
    return paged("q", rows, cursor, limit, lambda one: MonthShape(month=one[0], closed=one[1], over=one[2]))


@router.post("/closings", status_code=201)
def close_months(here: Here, wish: CloseWish) -> Page[MonthShape]:
    """Close a month, a quarter or a year for good: what comes later is told as a correction in the next statement."""
    with open_books(here.desk.settings.home, here.desk.record) as books:
        books.close(wish.period, _acting(here))
    here.hub.wake()
    return list_months(here, None, 200)


@router.get("/parties")
def list_balances(here: Here, cursor: Cursor = None, limit: Limit = 50) -> Page[BalanceShape]:
    """Everybody whose accounts ever moved: what they are owed, what is frozen, and where they are paid."""
    with open_books(here.desk.settings.home, here.desk.record) as books:
        rows = [balance_shape(here, books, party) for party in books.parties()]
    rows.sort(key=lambda one: (one.name.casefold(), one.party))
    return paged("u", rows, cursor, limit, lambda one: one)


@router.put("/parties/{party}/account")
def set_account(
    here: Here, party: Annotated[str, Path(max_length=200, description="A party’s id, or its name.")], wish: AccountWish
) -> BalanceShape:
    """Say where a party is paid; it counts from the next file of transfers on."""
    with open_books(here.desk.settings.home, here.desk.record) as books:
        found = party_id(here.desk.record, books, party)
        books.set_account(found, Account(wish.iban, wish.bic, wish.holder))
        return balance_shape(here, books, found)


@router.post("/payouts", status_code=201)
def write_payout(here: Here, wish: PayoutWish) -> PayoutShape:
    """Write the file of transfers for a day and note that they leave; with `plan` only tell who would be paid."""
    day = wish.day or datetime.now(UTC).date()
    check_day(day, datetime.now(UTC).date())
    account = Account(wish.iban, wish.bic, wish.payer)
    with open_books(here.desk.settings.home, here.desk.record) as books:
        # What is in dispute by now is not paid because nobody has run the ledger since.
        follow_holds(here.desk.record, books)
        if wish.plan:
            return payout_shape(here, books, books.plan_pay(wish.currency, day, early=wish.early), None)
        folder = here.desk.settings.home / _FOLDER
        folder.mkdir(exist_ok=True)
        out = folder / f"{day.isoformat()}-{secrets.token_hex(4)}.xml"
        by, word = _acting(here), wish.because
        made = books.pay(wish.currency, day, wish.payer, account, out, by=by, early=wish.early, because=word)
        shape = payout_shape(here, books, made, out.name if made.transfers else None)
    here.hub.wake()
    return shape


@router.get("/payouts/{file}", response_class=FileResponse, responses=_FILES)
def read_payout_file(here: Here, file: FileName) -> FileResponse:
    """A file of transfers (SEPA, pain.001) for a bank to execute."""
    path = here.desk.settings.home / _FOLDER / file
    if not path.is_file():
        raise NotThere(f"/royalties/payouts/{file}")
    return FileResponse(path, media_type="application/xml", filename=file)


def _acting(here: Asking) -> str:
    """The name of who acts."""
    with here.desk.acting(here.session.actor) as studio:
        return studio.party().name
