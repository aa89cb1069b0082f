"""Money: usage comes in, months are run, statements are read, and every line of one opens to its path of cents."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from oeuvre.api.asking import Asking, Cursor, Here, Limit, paged, paged_after
from oeuvre.api.errors import NotThere
from oeuvre.api.files import RAW, receive_into
from oeuvre.api.ideas import WorkId
from oeuvre.api.royalties_rows import (
    balance_shape,
    claim_shapes,
    held_shape,
    imported_shape,
    mapping_shape,
    ran_shape,
    receivable_shape,
    titles_of,
)
from oeuvre.api.royalties_shapes import (
    BalanceShape,
    BooksShape,
    ClaimShape,
    ColumnsShape,
    HeldDecision,
    HeldShape,
    ImportedShape,
    MappingShape,
    PartyDispute,
    RanShape,
    ReceiptWish,
    ReceivableShape,
    ReleaseWish,
    ReversalWish,
    RunWish,
    StatementRow,
    StatementShape,
    WhyShape,
)
from oeuvre.api.shapes import Page
from oeuvre.production import (
    find_receivable,
    import_usage,
    list_statements,
    open_books,
    party_id,
    receivables,
    receive,
    reverse_receipt,
    run_books,
    statement_value,
    statements_of,
    why_line,
)
from oeuvre.royalties import Books, RoyaltyError, UsageUnreadable, read_mapping, write_statement
from oeuvre.studio import Look, look_at_usage, safe_name

router = APIRouter(prefix="/royalties", tags=["money"])
PartyName = Annotated[str, Path(max_length=200, description="A party’s id, or its name.")]
PeriodName = Annotated[str, Path(max_length=10, description="A month, a quarter or a year: `2026-10`, `2026-Q4`.")]
Source = Annotated[str, Query(min_length=1, max_length=80, description="Who the report is from.")]
FileName = Annotated[str, Query(max_length=400, description="What the file is called.")]
_FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
}
_TYPES = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "json": "application/json"}


@contextlib.contextmanager
def _books(here: Asking) -> Iterator[Books]:
    """The books, for as long as they are used, by the thread that uses them."""
    with open_books(here.desk.settings.home, here.desk.record) as books:
        yield books


@router.get("")
def read_books(here: Here) -> BooksShape:
    """The books at a glance, and whether their chain of postings holds."""
    with _books(here) as books:
        broken, (postings, head) = books.verify(), books.head()
        return BooksShape(
            works=len(books.used_works()),
            held=len(books.held()),
            postings=postings,
            head=head,
            digest=books.digest(),
            holds=broken is None,
            broken_at=broken,
            disputed=sorted(books.disputed()),
        )


@router.get("/statements")
def list_all_statements(
    here: Here,
    party: Annotated[str | None, Query(max_length=200, description="Of this party only, by id or name.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[StatementRow]:
    """The statements that can be read: each party and month that anything was shared out for, the newest first."""
    with _books(here) as books:
        rows = list_statements(here.desk.record, books, here.language)
        if party is not None:
            rows = [row for row in rows if party in (row["party"], row["name"])]
    return paged("m", rows, cursor, limit, StatementRow.model_validate)


@router.get("/statements/{party}/{period}")
def read_statements(here: Here, party: PartyName, period: PeriodName) -> list[StatementShape]:
    """The statements of a party for a period, one a currency: from the balance before to the balance after."""
    with _books(here) as books:
        made = statements_of(here.desk.record, books, party, period, language=here.language)
        return [StatementShape.model_validate(statement_value(one, here.language)) for one in made]


@router.get("/statements/{party}/{period}/file", response_class=Response, responses=_FILES)
def read_statement_file(
    here: Here,
    party: PartyName,
    period: PeriodName,
    kind: Annotated[Literal["pdf", "csv", "json"], Query(alias="format")] = "pdf",
    currency: Annotated[str, Query(max_length=3, description="Of several, which.")] = "",
) -> Response:
    """A statement as a file in the language of the request: a page to read, a table that sums to it, or JSON."""
    with _books(here) as books:
        found = statements_of(here.desk.record, books, party, period, language=here.language)
    made = next((one for one in found if currency.upper() in ("", one.currency)), None)
    if made is None:
        raise NotThere(f"/royalties/statements/{party}/{period}/file")
    with tempfile.TemporaryDirectory(prefix="statement-", dir=here.desk.uploads()) as folder:
        path = write_statement(made, FilePath(folder), here.language)[kind]
        data = path.read_bytes()
    name = f"{safe_name(made.party.name)}-{made.period.name}-{made.currency}.{kind}".encode("ascii", "replace").decode()
    headers = {"Content-Disposition": f'attachment; filename="{name.replace("?", "_")}"'}
    return Response(data, media_type=_TYPES[kind], headers=headers)


@router.get("/lines/{line}")
def read_why(
    here: Here, line: Annotated[str, Path(max_length=30, description="As a statement names it: `12.3`.")]
) -> WhyShape:
    """The path of each cent of a line: usage, deductions, the clause of each step, the share, the rounding."""
    with _books(here) as books:
        return WhyShape.model_validate(why_line(here.desk.record, books, line, here.language))


@router.get("/parties/{party}")
def read_balance(here: Here, party: PartyName) -> BalanceShape:
    """A party’s accounts by currency."""
    with _books(here) as books:
        return balance_shape(here, books, party_id(here.desk.record, books, party))


@router.post("/parties/{party}/disputes", status_code=201)
def dispute_party(here: Here, party: PartyName, wish: PartyDispute) -> BalanceShape:
    """Freeze what a party could be paid, or free it again: what is frozen is not lost."""
    with _books(here) as books:
        found = party_id(here.desk.record, books, party)
        books.dispute(found, wish.verdict, wish.because, _acting(here))
        return balance_shape(here, books, found)


@router.get("/mappings/{source}")
def read_mapping_of(here: Here, source: Annotated[str, Path(max_length=80)]) -> MappingShape:
    """How the columns of a source are read, as it was kept when its first file came in."""
    with _books(here) as books:
        return mapping_shape(books.mapping(source))


@router.post("/usage/columns", openapi_extra=RAW)
async def read_columns(here: Here, request: Request, source: Source, name: FileName = "usage.csv") -> ColumnsShape:
    """What a file of usage looks like and how it would be read: the raw bytes as the body. Nothing of it is kept."""

    def look(path: FilePath) -> ColumnsShape:
        found, saved = look_at_usage(path, source), False
        with _books(here) as books, contextlib.suppress(RoyaltyError):
            kept = books.mapping(source)
            fits = all(not isinstance(one, str) or one in found.headings for one in kept.columns.values())
            if fits:
                found, saved = Look(found.headings, found.rows, kept, ()), True
        return ColumnsShape(
            headings=list(found.headings),
            rows=[list(row) for row in found.rows],
            mapping=mapping_shape(found.mapping),
            saved=saved,
            lacking=list(found.lacking),
        )

    with tempfile.TemporaryDirectory(prefix="usage-", dir=here.desk.uploads()) as folder:
        path = FilePath(folder) / safe_name(name)
        await receive_into(request, path, here.limits.file)
        return await asyncio.to_thread(look, path)


@router.post("/usage", status_code=201, openapi_extra=RAW)
async def bring_usage(
    here: Here,
    request: Request,
    source: Source,
    name: FileName = "usage.csv",
    mapping: Annotated[
        str, Query(max_length=6000, description="A mapping as JSON; the one that is kept for the source without.")
    ] = "",
    project: Annotated[str | None, Query(max_length=80, description="Whose numbers the file’s names are.")] = None,
    correct: Annotated[bool, Query(description="Whether lines with other values are corrections.")] = False,
) -> ImportedShape:
    """Take a file of usage in: the raw bytes as the body. Good lines come in, bad ones are listed; twice is once."""

    def take(path: FilePath) -> ImportedShape:
        if project:
            here.desk.fold(project)
        with _books(here) as books:
            columns = read_mapping(mapping, "mapping", source) if mapping.strip() else books.mapping(source)
            if columns.source != source:
                raise UsageUnreadable("mapping", detail=columns.source)
            made = import_usage(here.desk.record, books, path, columns, project=project or None, correct=correct)
        return imported_shape(here, source, made)

    with tempfile.TemporaryDirectory(prefix="usage-", dir=here.desk.uploads()) as folder:
        path = FilePath(folder) / safe_name(name)
        await receive_into(request, path, here.limits.file)
        return await asyncio.to_thread(take, path)


@router.get("/held")
def list_held(here: Here, cursor: Cursor = None, limit: Limit = 50) -> Page[HeldShape]:
    """Usage that a rule holds, with the reason: its money waits until a person releases or returns it."""
    with _books(here) as books:
        rows, titles = books.held(), titles_of(here, books)
    return paged_after(
        "h", rows, lambda one: _key(one.source, one.line), cursor, limit, lambda one: held_shape(one, titles, here)
    )


@router.get("/claims")
def list_claims(here: Here, cursor: Cursor = None, limit: Limit = 50) -> Page[ClaimShape]:
    """Claims that wait because a work is in dispute, or consent to it was withdrawn: nothing of them is lost."""
    with _books(here) as books:
        found, titles = books.claims(), titles_of(here, books)
    rows = claim_shapes(found, titles, here)
    return paged_after("k", rows, lambda one: one.line, cursor, limit, lambda one: one)


@router.post("/works/{work}/releases", status_code=201)
def release_work(here: Here, work: WorkId, wish: ReleaseWish) -> Page[ClaimShape]:
    """Let go what waits because consent to a work was withdrawn; a dispute ends by being settled. Answers with what
    waits still."""
    with _books(here) as books:
        by = _acting(here)
        books.let_go(work, by, wish.because)
        books.run(by=by)
        rows = claim_shapes(books.claims(), titles_of(here, books), here)
    return Page(items=rows[:200], next=None, total=len(rows))


@router.get("/receivables")
def list_receivables(here: Here, cursor: Cursor = None, limit: Limit = 50) -> Page[ReceivableShape]:
    """Grants with a price: what is owed, received and open of each, the newest first."""
    rows = list(reversed(receivables(here.desk.record)))
    return paged("o", rows, cursor, limit, lambda one: receivable_shape(one, here))


@router.post("/receipts", status_code=201)
def note_receipt(here: Here, wish: ReceiptWish) -> ReceivableShape:
    """Write down that money for a grant arrived: from the next run on it is earned."""
    with here.desk.acting(here.session.actor) as studio:
        record = studio.record
        found = find_receivable(record, wish.grant)
        told = {"reference": wish.reference, "because": wish.because}
        receive(record, studio.party(), found.act, wish.amount, day=wish.day, **told)
        now = find_receivable(record, found.grant)
    here.hub.wake()
    return receivable_shape(now, here)


@router.post("/receipts/{grant}/{act}/reversal", status_code=201)
def take_back(here: Here, grant: str, act: int, wish: ReversalWish) -> ReceivableShape:
    """Take a receipt of a grant back: it was written down wrongly, or the bank took the money back."""
    with here.desk.acting(here.session.actor) as studio:
        record = studio.record
        found = find_receivable(record, grant)
        reverse_receipt(record, studio.party(), found.act, str(act), because=wish.because)
        now = find_receivable(record, found.grant)
    here.hub.wake()
    return receivable_shape(now, here)


def _corrections(books: Books) -> Counter[str]:
    """What is told as corrections of closed months, by currency, in minor units."""
    found = Counter[str]()
    for _, _, currency, _, corrected in books.shared_out():
        found[currency] += corrected
    return found


def _acting(here: Asking) -> str:
    """The name of who acts."""
    with here.desk.acting(here.session.actor) as studio:
        return studio.party().name


def _key(source: str, line: str) -> str:
    """A key that a cursor can carry."""
    return f"{source} {line}".encode().hex()[-80:]


@router.post("/held/decisions", status_code=201)
def decide_held(here: Here, wish: HeldDecision) -> Page[HeldShape]:
    """Release held usage, or return it to who sent it; the next run follows that. Answers with what is held still."""
    with _books(here) as books:
        books.decide(wish.source, wish.line, wish.verdict, _acting(here), wish.because)
        titles = titles_of(here, books)
        rows = [held_shape(one, titles, here) for one in books.held()]
    return Page(items=rows[:200], next=None, total=len(rows))


@router.post("/runs", status_code=201)
def run_period(here: Here, wish: RunWish) -> RanShape:
    """Take grants in, draw shares from the record, post and settle: a month, a quarter, a year, or all.

    Running again changes nothing that stands; what came in late or was corrected is posted as a correction.
    """
    with _books(here) as books:
        before = _corrections(books)
        done = run_books(here.desk.record, books, wish.period, by=_acting(here))
        now = _corrections(books)
        corrected = {code: amount - before[code] for code, amount in now.items() if amount != before[code]}
        shape = ran_shape(here, books, done).model_copy(update={"corrected": corrected})
    here.hub.wake()
    return shape
