"""Bytes that somebody made, served so that nothing in them runs, from whatever page they are looked at."""

from __future__ import annotations

from fastapi.responses import FileResponse, Response

from oeuvre.record import BytesMissing, Record, Work
from oeuvre.studio import safe_name

# Pictures that hold no program; an SVG is shown by <img> alone, which runs none.
_SAFE = frozenset({"image/png", "image/jpeg", "image/webp"})
_TYPES = _SAFE | {"image/svg+xml", "application/pdf", "audio/wav", "audio/mpeg", "audio/flac", "audio/ogg"}
_ENDINGS = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/toml": ".toml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "font/ttf": ".ttf",
    "font/otf": ".otf",
}
INERT = {
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, max-age=31536000, immutable",
}


def content_response(record: Record, work: Work) -> FileResponse:
    """The bytes of a work. Raises `BytesMissing` where the store has not got them."""
    path = record.store.path(work.digest)
    if not path.is_file():
        raise BytesMissing(work.id)
    shown_as = work.media_type if work.media_type in _TYPES else "text/plain; charset=utf-8"
    if work.modality not in ("text", "image", "audio", "design"):
        shown_as = "application/octet-stream"
    response = FileResponse(
        path,
        media_type=shown_as,
        filename=file_name(work),
        content_disposition_type="inline" if work.media_type in _SAFE else "attachment",
    )
    response.headers.update(INERT)
    response.headers["ETag"] = f'"{work.digest[:32]}"'
    return response


def file_name(work: Work) -> str:
    """What a work's file is called when it is saved."""
    stem, ending = safe_name(work.title or work.id[:12]), _ENDINGS.get(work.media_type, "")
    if work.media_type.endswith("+json"):
        ending = ".json"
    return stem if not ending or stem.lower().endswith((ending, ".jpeg")) else stem + ending


def picture_response(data: bytes, media_type: str, tag: str, *, status: int = 200) -> Response:
    """A picture of our own making, or of a drawing that ships with us."""
    return Response(data, status, {**INERT, "ETag": tag}, media_type)
