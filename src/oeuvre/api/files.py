"""Files that people bring: streamed in, told by their bytes, imported by their author under their terms."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request

from oeuvre.api.asking import Asking, Here
from oeuvre.api.errors import NothingSent, TooLarge
from oeuvre.api.projects import Slug
from oeuvre.api.rows import work_row
from oeuvre.api.shapes import WorkRow
from oeuvre.api.slow import slowly
from oeuvre.studio import take_in

router = APIRouter(tags=["files"])
RAW = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post("/projects/{slug}/files", status_code=201, openapi_extra=RAW)
async def bring_file(
    here: Here,
    request: Request,
    slug: Slug,
    name: Annotated[str, Query(min_length=1, max_length=400, description="What the file is called.")],
    author: Annotated[str, Query(max_length=200, description="Whose work it is.")],
    licence: Annotated[str, Query(max_length=200, description="Under which terms: an SPDX identifier or an address.")],
) -> WorkRow:
    """Bring a picture, a sound, a text or a font into a project: the raw bytes as the body.

    What a file is, its bytes say. A drawing or a page that holds a program is kept as it is and never run. A font (TTF,
    OTF, WOFF, WOFF2; 32 MB at most) is read and set once in a process of its own; one packed for browsers is unpacked,
    and a brief or a brand kit names it by the id of its work.
    """
    await asyncio.to_thread(here.desk.fold, slug)
    with tempfile.TemporaryDirectory(prefix="upload-", dir=here.desk.uploads()) as folder:
        path = Path(folder) / "file"
        await receive_into(request, path, here.limits.file)

        def keep() -> WorkRow:
            # One after the other: two that fit one by one may be too much together.
            with here.desk.alone(slug), here.desk.acting(here.session.actor) as studio:
                fold = here.desk.fold(slug)
                work = take_in(studio, fold, path, name=name, author=author, licence=licence, quota=here.limits.project)
            return _row(here, slug, work)

        row = await slowly(keep)
    here.hub.wake()
    return row


def _row(here: Asking, slug: str, work: str) -> WorkRow:
    return work_row(here.desk, here.desk.fold(slug).by_id[work], here.language)


async def receive_into(request: Request, path: Path, most: int) -> int:
    """Write the body of a request into a file as it comes; returns its size. Raises `TooLarge` and `NothingSent`."""
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > most:
        raise TooLarge(request.url.path, most=_shown(most))
    size = 0
    with path.open("wb") as file:
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise TooLarge(request.url.path, most=_shown(most))
            file.write(part)
    if not size:
        raise NothingSent(request.url.path)
    return size


def _shown(size: int) -> str:
    return f"{size // (1024 * 1024)} MB" if size >= 1024 * 1024 else f"{size} B"
