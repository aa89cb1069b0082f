"""A project as one file: everything that lies in its folder and everything that people brought; its table as a PDF."""

from __future__ import annotations

import asyncio
import contextlib
import io
import math
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from oeuvre.api.asking import Asking, Here
from oeuvre.api.inert import file_name
from oeuvre.api.labelling import said
from oeuvre.api.projects import Slug
from oeuvre.collective import Rooms
from oeuvre.foundation import OeuvreError
from oeuvre.production import Tabled, result_files, table_pdf
from oeuvre.studio import Fold, thumbnail

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

    def write(self, data: ReadableBuffer, /) -> int:
        part = bytes(data)
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


@router.get(
    "/projects/{slug}/table.pdf",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def print_table(here: Here, request: Request, slug: Slug) -> Response:
    """The table as a PDF of one page: what lies on it, where it lies; the bin stays out."""
    fold = await asyncio.to_thread(here.desk.fold, slug)
    rooms: Rooms = request.app.state.rooms
    async with rooms.room(slug) as room:
        cards = room.cards()
    data = await asyncio.to_thread(_printed, here, fold, list(cards.values()))
    headers = {"Content-Disposition": f'attachment; filename="{slug}-table.pdf"', "Cache-Control": "no-store"}
    return Response(data, media_type="application/pdf", headers=headers)


def _printed(here: Asking, fold: Fold, cards: Sequence[Mapping[str, Any]]) -> bytes:
    found = [_tabled(here, fold, card) for card in cards if not card.get("bin")]
    return table_pdf([card for card in found if card is not None], fold.title or fold.project)


def _tabled(here: Asking, fold: Fold, card: Mapping[str, Any]) -> Tabled | None:
    """A card as it is printed; None for one that lies nowhere: people's windows wrote it, and may write anything."""
    try:
        x, y, w, h = (float(card[name]) for name in ("x", "y", "w", "h"))
    except (KeyError, TypeError, ValueError):
        return None
    if not all(math.isfinite(value) and abs(value) < 1e7 for value in (x, y, w, h)) or w <= 0 or h <= 0:
        return None
    shown = fold.card_of(str(card.get("work") or ""))
    if shown is None:
        told = said(card, here.language) if card.get("kind") == "label" else None
        text = told or card.get("text") or card.get("title") or card.get("url") or ""
        return Tabled(x, y, w, h, text=str(text))
    caption = shown.headline or shown.work.title or ""
    picture = None
    if shown.image is not None:
        with contextlib.suppress(OeuvreError, OSError):
            picture = thumbnail(here.desk.record, here.desk.settings.home, shown.image, 1024)
    return Tabled(x, y, w, h, picture, "" if picture else caption, caption)
