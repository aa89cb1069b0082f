"""The record page: every act, filtered by who, what, when and by the words of prompts and reasons."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from oeuvre.api.asking import Cursor, Here, Limit, cursor_of, read_cursor
from oeuvre.api.rows import act_shape
from oeuvre.api.shapes import ActShape, Page, RecordShape

router = APIRouter(tags=["record"])
_PROV = {"prefix": {"oeuvre": "https://oeuvre.example/ns#"}, "entity": {}, "activity": {}, "agent": {}}


@router.get("/acts")
def list_acts(
    here: Here,
    project: Annotated[str | None, Query(max_length=80)] = None,
    party: Annotated[
        str | None, Query(max_length=500, description="Acts in which one of these parties took part, commas between.")
    ] = None,
    kind: Annotated[str | None, Query(max_length=200, description="Of these kinds, with commas between.")] = None,
    work: Annotated[str | None, Query(max_length=64, description="Acts that made or used this work.")] = None,
    since: Annotated[datetime | None, Query(description="At or after this moment.")] = None,
    until: Annotated[datetime | None, Query(description="Before this moment.")] = None,
    q: Annotated[str, Query(max_length=200, description="Whose prompts, lines or reasons say this.")] = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[ActShape]:
    """Acts, the newest first."""
    before, record = read_cursor("a", cursor), here.desk.record
    if project:
        here.desk.fold(project)
    kinds = tuple(kind.split(",")) if kind else None
    whose = tuple(party.split(",")) if party else None
    since, until = since and _utc(since), until and _utc(until)
    if q.split():
        among = record.numbers(whose, work or None) if whose or work else None
        found = here.desk.find(
            q, before=before, project=project or None, kinds=kinds, since=since, until=until, among=among
        )
        numbers = list(islice(found, limit + 1))
        acts = list(reversed(record.acts_at(numbers[:limit])))
        more = len(numbers) > limit
    else:
        block = record.acts(
            project or None,
            None,
            kinds,
            whose,
            work or None,
            before=before,
            last=limit + 1,
            since=since,
            until=until,
        )
        more = len(block) > limit
        acts = list(reversed(block))[:limit]
    parties = here.desk.parties()
    return Page(
        items=[act_shape(here.desk, act, here.language, parties) for act in acts],
        next=cursor_of("a", acts[-1].seq) if more else None,
    )


@router.get("/acts/{seq}")
def read_act(here: Here, seq: Annotated[int, Path(ge=1, le=2**53)]) -> ActShape:
    """One act by its number."""
    return act_shape(here.desk, here.desk.record.act(seq), here.language)


@router.get("/record")
def read_record(here: Here) -> RecordShape:
    """Whether the record holds: every act tied to the one before it, from the first to the last."""
    found = here.desk.walk.verdict()
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


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
