"""A project as one file: everything that lies in its folder and everything that people brought, streamed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from oeuvre.api.asking import Asking, Here
from oeuvre.api.inert import file_name
from oeuvre.api.projects import Slug
from oeuvre.production import result_files

router = APIRouter(tags=["files"])
# A time for all entries, so that the same works give the same file.
_WHEN = (1980, 1, 1, 0, 0, 0)
_BLOCK = 1 << 18


@router.get(
    "/projects/{slug}/download",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}},
)
def download_project(here: Here, slug: Slug) -> StreamingResponse:
    """All of a project as one ZIP: its folder with editions, credits and record, and the files that people brought."""
    named = _files(here, slug)
    headers = {
        "Content-Disposition": f'attachment; filename="{slug}.zip"',
        "Cache-Control": "no-store",
    }
    return StreamingResponse(zipped(named), media_type="application/zip", headers=headers)


def _files(here: Asking, slug: str) -> list[tuple[str, Path]]:
    """Name in the archive and place of everything that goes into it."""
    fold = here.desk.fold(slug)
    store = here.desk.record.store
    found = [(f"{slug}/{name}", path) for name, path in result_files(here.desk.place(here.desk.studio, slug).out)]
    taken = {name for name, _ in found}
    for card in fold.cards:
        wanted = card.work.attributes.get("imported") or (not found and card.kind in ("edition", "brief"))
        if not wanted or not store.has(card.work.digest):
            continue
        name = f"{slug}/works/{file_name(card.work)}"
        if name in taken:
            name = f"{slug}/works/{card.work.id[:8]}-{file_name(card.work)}"
        taken.add(name)
        found.append((name, store.path(card.work.digest)))
    return found


class _Sink(io.RawIOBase):
    """What was written since it was last taken; it cannot be gone back in, so that nothing has to be kept."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._parts.append(part)
        return len(part)

    def take(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def zipped(named: list[tuple[str, Path]]) -> Iterator[bytes]:
    """A ZIP of files, made while it is sent; what is compressed already is only stored."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name, path in named:
            info = zipfile.ZipInfo(name, _WHEN)
            info.external_attr = 0o644 << 16
            with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
                while block := source.read(_BLOCK):
                    target.write(block)
                    if part := sink.take():
                        yield part
        if not named:
            archive.comment = b"nothing yet"
    yield sink.take()
