"""The record page: every act, filtered by who, what, when and by the words of prompts and reasons."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from oeuvre.api.asking import Cursor, Here, Limit, cursor_of, read_cursor
from oeuvre.api.rows import act_shape
from oeuvre.api.shapes import ActShape, Page, RecordShape
from oeuvre.production import says
from oeuvre.record import Act

router = APIRouter(tags=["record"])
# How many acts are read at once while looking for those that fit, and how many at most for one page.
_BLOCK, _MOST = 400, 20_000
_PROV = {"prefix": {"oeuvre": "https://oeuvre.example/ns#"}, "entity": {}, "activity": {}, "agent": {}}


@router.get("/acts")
def list_acts(
    here: Here,
    project: Annotated[str | None, Query(max_length=80)] = None,
    party: Annotated[str | None, Query(max_length=64, description="Acts in which this party took part.")] = None,
    kind: Annotated[str | None, Query(max_length=200, description="Of these kinds, with commas between.")] = None,
    work: Annotated[str | None, Query(max_length=64, description="Acts that made or used this work.")] = None,
    since: Annotated[datetime | None, Query(description="At or after this moment.")] = None,
    until: Annotated[datetime | None, Query(description="Before this moment.")] = None,
    q: Annotated[str, Query(max_length=200, description="Whose prompts, lines or reasons say this.")] = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[ActShape]:
    """Acts, the newest first."""
    before = read_cursor("a", cursor)
    words = q.split()
    kinds = tuple(kind.split(",")) if kind else None
    found: list[Act] = []
    looked = 0
    while len(found) <= limit and looked < _MOST:
        block = here.desk.record.acts(
            project or None,
            None,
            kinds,
            party or None,
            work or None,
            before=before,
            last=_BLOCK if words else limit + 1,
        )
        if not block:
            break
        looked += len(block)
        before = block[0].seq
        found += [act for act in reversed(block) if _fits(here, act, since, until, q)]
        if since is not None and block[0].at < _utc(since):
            break
    page = found[:limit]
    more = len(found) > limit
    parties = here.desk.parties()
    return Page(
        items=[act_shape(here.desk, act, here.language, parties) for act in page],
        next=cursor_of("a", page[-1].seq) if more else None,
    )


@router.get("/acts/{seq}")
def read_act(here: Here, seq: Annotated[int, Path(ge=1, le=2**53)]) -> ActShape:
    """One act by its number."""
    return act_shape(here.desk, here.desk.record.act(seq), here.language)


@router.get("/record")
def read_record(here: Here) -> RecordShape:
    """Whether the record holds: every act tied to the one before it, from the first to the last."""
    found = here.desk.record.verify()
    return RecordShape(
        holds=found.holds,
        acts=found.acts,
        head=found.head,
        broken_at=found.broken_at,
        reason=found.reason(here.language) or "",
    )


@router.get(
    "/record/export",
    response_class=FileResponse,
    responses={200: {"content": {"application/json": {"schema": {"type": "object"}, "example": _PROV}}}},
)
def export_record(
    here: Here,
    project: Annotated[str | None, Query(max_length=80, description="Of this project only, with its credits.")] = None,
) -> FileResponse:
    """The record as W3C PROV-JSON: the whole of it, which another home can take in, or a project's part."""
    if project:
        here.desk.fold(project)
    handle, name = tempfile.mkstemp(prefix="export-", suffix=".json", dir=here.desk.uploads())
    os.close(handle)
    path = FilePath(name)
    try:
        here.desk.record.export_prov(path, project=project or None)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(
        path,
        media_type="application/json",
        filename=f"{project or 'record'}.prov.json",
        headers={"Cache-Control": "no-store"},
        background=BackgroundTask(path.unlink, missing_ok=True),
    )


def _fits(here: Here, act: Act, since: datetime | None, until: datetime | None, q: str) -> bool:
    if since is not None and act.at < _utc(since):
        return False
    if until is not None and act.at >= _utc(until):
        return False
    return not q.strip() or says(here.desk.record, act, q)


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
