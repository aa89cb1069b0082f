"""A project as one file: everything that lies in its folder and everything that people brought; its table as a PDF."""

from __future__ import annotations

import asyncio
import io
import secrets
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Request
from fastapi import Path as InPath
from fastapi.responses import FileResponse, Response, StreamingResponse

from oeuvre.api.asking import Here
from oeuvre.api.errors import NotThere
from oeuvre.api.packing import Named, packed
from oeuvre.api.printing import Lying, printed
from oeuvre.api.projects import Slug
from oeuvre.api.rows import job_shape
from oeuvre.api.shapes import ExportWish, Job
from oeuvre.api.slow import slowly
from oeuvre.collective import Rooms
from oeuvre.studio import Studio, Tell

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

router = APIRouter(tags=["files"])
# A time for all entries, so that the same works give the same file.
_WHEN = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1 << 18


@router.get(
    "/projects/{slug}/download",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def download_project(here: Here, request: Request, slug: Slug) -> StreamingResponse:
    """All of a project as one ZIP: its folder with editions, credits and record, every draft and edition of every run,
    the files that people brought (with `.txt` behind the name of one that holds a program), the notes of its table.

    `README.txt` says what is in it and what is left out.
    """
    await asyncio.to_thread(here.desk.fold, slug)
    lying = await _lying(request, slug)
    named = await slowly(packed, here, slug, lying.cards)
    headers = {
        "Content-Disposition": f'attachment; filename="{slug}.zip"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse((part for _, part in zipped(named)), media_type="application/zip", headers=headers)


class _Sink(io.RawIOBase):
    """What was written since it was last taken; it cannot be gone back in, so that nothing has to be kept."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        part = bytes(data)
        self._parts.append(part)
        return len(part)

    def take(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def zipped(named: list[Named]) -> Iterator[tuple[int, bytes]]:
    """A ZIP of files, made while it is sent, each part with how many files are done; all are only stored."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for done, (name, path) in enumerate(named):
            info = zipfile.ZipInfo(name, _WHEN)
            info.external_attr = 0o644 << 16
            if isinstance(path, bytes):
                archive.writestr(info, path)
                continue
            with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
                while block := source.read(_BLOCK):
                    target.write(block)
                    if part := sink.take():
                        yield done, part
        if not named:
            archive.comment = b"nothing yet"
    yield len(named), sink.take()


@router.get(
    "/projects/{slug}/table.pdf",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def print_table(here: Here, request: Request, slug: Slug) -> Response:
    """The table as pages for a client: a title, what was chosen, each row with what led to it, what was refused, notes
    and comments, and the table as it lies; the bin stays out.

    Of a large table it takes long: `POST /projects/{slug}/exports` makes the same as a job, with progress.
    """
    fold = await asyncio.to_thread(here.desk.fold, slug)
    lying = await _lying(request, slug)
    data = await slowly(printed, here, fold, lying, _silent)
    headers = {"Content-Disposition": f'attachment; filename="{slug}-table.pdf"', "Cache-Control": "no-store"}
    return Response(data, media_type="application/pdf", headers=headers)


@router.post("/projects/{slug}/exports", status_code=202)
async def export_project(here: Here, request: Request, slug: Slug, wish: ExportWish) -> Job:
    """The table as a PDF, or all of the project as a ZIP, made as a job; its file is at `/jobs/{id}/file`."""
    desk = here.desk
    fold = await asyncio.to_thread(desk.fold, slug)
    lying = await _lying(request, slug)
    name = f"{slug}-{secrets.token_hex(8)}.{wish.kind}"

    def work(studio: Studio, tell: Tell) -> None:
        target = desk.exports() / name
        try:
            with target.open("wb") as file:
                if wish.kind == "pdf":
                    file.write(printed(here, fold, lying, tell))
                else:
                    named = packed(here, slug, lying.cards)
                    for done, part in zipped(named):
                        tell("zip", done, len(named))
                        file.write(part)
        except BaseException:
            target.unlink(missing_ok=True)
            raise

    job = await asyncio.to_thread(lambda: desk.begin(wish.kind, slug, here.session.actor, work, file=name))
    return job_shape(here, job)


@router.get(
    "/jobs/{job_id}/file",
    response_class=FileResponse,
    responses={200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}},
)
def read_export(here: Here, job_id: Annotated[str, InPath(max_length=40)]) -> FileResponse:
    """The file that a job made; it is kept for a day."""
    job = here.desk.jobs.get(job_id)
    path = here.desk.exports() / job.file
    if not job.file or job.state != "done" or not path.is_file():
        raise NotThere(f"/jobs/{job_id}/file")
    what = "application/pdf" if job.kind == "pdf" else "application/zip"
    called = f"{job.project}-table.pdf" if job.kind == "pdf" else f"{job.project}.zip"
    return FileResponse(path, media_type=what, filename=called, headers={"Cache-Control": "no-store"})


async def _lying(request: Request, slug: str) -> Lying:
    rooms: Rooms = request.app.state.rooms
    async with rooms.room(slug) as room:
        return Lying(room.cards(), room.cards("edges"), room.cards("comments"))


def _silent(step: str, done: int, of: int) -> None:
    """Nobody watches."""
