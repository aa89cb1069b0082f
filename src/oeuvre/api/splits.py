"""Who holds what in a work: by a split sheet that everybody on it signed, else by a default that follows from acts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import lcm
from typing import Annotated

from fastapi import APIRouter, Path, Query

from oeuvre.api.asking import Asking, Cursor, Here, Limit, paged_after
from oeuvre.api.errors import BadShape, DecidedSince
from oeuvre.api.ideas import WorkId
from oeuvre.api.projects import Slug
from oeuvre.api.shapes import Page
from oeuvre.api.splits_shapes import (
    HoldingsShape,
    PartsShape,
    PartsWish,
    RefusalWish,
    SheetShape,
    SheetWish,
    SignatureWish,
)
from oeuvre.production import (
    PartsTable,
    Sheet,
    all_sheets,
    held_work,
    holdings,
    parts_in_words,
    parts_table,
    percent_asked,
    propose_split,
    read_shares,
    refuse_split,
    set_parts,
    sheet_at,
    sheets_of,
    sign_split,
)
from oeuvre.royalties import SharesNotWhole, exact, figure

router = APIRouter(tags=["rights"])
SheetId = Annotated[str, Path(max_length=64, description="The id of a sheet, or how it begins.")]


@router.get("/works/{work}/holdings")
def read_holdings(here: Here, work: WorkId) -> HoldingsShape:
    """Who holds a work now, each with the acts that say so; what stands on it and is paid on its own account."""
    record = here.desk.record
    found = holdings(record, work, asked=percent_asked(record))
    told = found.as_dict(here.language)
    sheet = _sheet_shape(here, found.sheet) if found.sheet is not None else None
    return HoldingsShape.model_validate({**told, "sheet": sheet})


@router.get("/works/{work}/sheets")
def list_sheets_of(here: Here, work: WorkId, cursor: Cursor = None, limit: Limit = 50) -> Page[SheetShape]:
    """The split sheets of a work, or of the work that it is an edition of, the newest first."""
    return _listed(here, sheets_of(here.desk.record, held_work(here.desk.record, work).id), cursor, limit)


@router.get("/projects/{slug}/sheets")
def list_sheets_in(here: Here, slug: Slug, cursor: Cursor = None, limit: Limit = 50) -> Page[SheetShape]:
    """The split sheets of a project, the newest first."""
    here.desk.fold(slug)
    return _listed(here, all_sheets(here.desk.record, slug), cursor, limit)


@router.get("/sheets")
def list_sheets(
    here: Here,
    waiting: Annotated[
        str | None, Query(max_length=64, description="Only open ones that this party has still to sign.")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[SheetShape]:
    """Every split sheet of this home, the newest first."""
    found = all_sheets(here.desk.record)
    if waiting is not None:
        found = tuple(one for one in found if waiting in {who.id for who in one.waits_for})
    return _listed(here, found, cursor, limit)


@router.post("/works/{work}/sheets", status_code=201)
def propose_sheet(here: Here, work: WorkId, wish: SheetWish) -> SheetShape:
    """Propose a split sheet. It counts for nothing until everybody on it has signed it."""
    since = _day(wish.since)
    told, parts = _in_parts([(one.name, one.share) for one in wish.shares], wish.parts)
    with here.desk.acting(here.session.actor) as studio:
        record, by = studio.record, studio.party()
        held = held_work(record, work)
        shares = read_shares(record, told, parts=parts)
        sheet = propose_split(record, held, by, shares, since=since, because=wish.because)
        if wish.sign and by.id in {who.id for who in sheet.waits_for}:
            sheet = sign_split(record, sheet, by)
    here.hub.wake()
    return _sheet_shape(here, sheet)


@router.get("/sheets/{sheet}")
def read_sheet(here: Here, sheet: SheetId) -> SheetShape:
    """A split sheet, and who has signed it."""
    return _sheet_shape(here, sheet_at(here.desk.record, sheet))


@router.post("/sheets/{sheet}/signatures", status_code=201)
def sign_sheet(here: Here, sheet: SheetId, wish: SignatureWish) -> SheetShape:
    """Sign a sheet as whoever acts in this window; only somebody who stands on it can."""
    with here.desk.acting(here.session.actor) as studio:
        found = sheet_at(studio.record, sheet)
        if found.digest != wish.digest:
            raise DecidedSince(sheet)
        signed = sign_split(studio.record, found, studio.party())
    here.hub.wake()
    return _sheet_shape(here, signed)


@router.post("/sheets/{sheet}/refusals", status_code=201)
def refuse_sheet(here: Here, sheet: SheetId, wish: RefusalWish) -> SheetShape:
    """Refuse a sheet that is not signed by everybody yet: it will never count."""
    with here.desk.acting(here.session.actor) as studio:
        refused = refuse_split(studio.record, sheet_at(studio.record, sheet), studio.party(), wish.because)
    here.hub.wake()
    return _sheet_shape(here, refused)


@router.get("/parts")
def read_parts(here: Here) -> PartsShape:
    """The table that says who holds what where no sheet is signed, in figures and in sentences."""
    return _parts_shape(here, parts_table(here.desk.record))


@router.put("/parts")
def change_parts(here: Here, wish: PartsWish) -> PartsShape:
    """Change figures of that table, from now on."""
    with here.desk.acting(here.session.actor) as studio:
        table = set_parts(studio.record, studio.party(), wish.parts)
    here.hub.wake()
    return _parts_shape(here, table)


def _parts_shape(here: Asking, table: PartsTable) -> PartsShape:
    return PartsShape.model_validate({**table.as_dict(), "lines": parts_in_words(table, here.language)})


def _sheet_shape(here: Asking, sheet: Sheet) -> SheetShape:
    title = here.desk.making.work(sheet.work).title or sheet.work[:12]
    return SheetShape.model_validate({**sheet.as_dict(here.language), "title": title})


def _listed(here: Asking, found: tuple[Sheet, ...], cursor: str | None, limit: int) -> Page[SheetShape]:
    return paged_after("s", found, lambda one: one.id, cursor, limit, lambda one: _sheet_shape(here, one))


def _in_parts(told: list[tuple[str, str]], parts: bool) -> tuple[list[tuple[str, str]], bool]:
    """Percentages among which there are fractions (`100/3`) as whole parts of their sum, which must be 100."""
    found = [_fraction(share) for _, share in told]
    if not any("/" in share for _, share in told) or any(one is None for one in found):
        return told, parts
    shares = [one for one in found if one is not None]
    total = sum(shares, Fraction(0))
    if not parts and total != 100:
        raise SharesNotWhole(figure(total), found=figure(total))
    whole = lcm(*(one.denominator for one in shares))
    return [(name, str(int(share * whole))) for (name, _), share in zip(told, shares, strict=True)], True


def _fraction(share: str) -> Fraction | None:
    """A figure as people write it; None for none that is read here."""
    over, _, under = share.replace(",", ".").replace("%", "").partition("/")
    first, second = exact(over.strip()), exact(under.strip() or "1")
    return first / second if first is not None and second else None


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadShape("since", detail=text) from None
