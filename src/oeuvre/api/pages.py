"""The studio's own pages: the built front end, and every address of it that a person can bookmark."""

from __future__ import annotations

from html import escape
from pathlib import Path
from urllib.parse import unquote

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from oeuvre.api.errors import NotThere
from oeuvre.api.problems import language_of
from oeuvre.foundation import say

STATIC = Path(__file__).parent / "static"
router = APIRouter(include_in_schema=False)
SECURE = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; "
        "media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


@router.get("/{path:path}")
def page(request: Request, path: str) -> Response:
    """A built file, else the one page; it finds its own way from the address."""
    static = request.app.state.static
    if path.startswith("api/") or path == "api":
        raise NotThere(request.url.path)
    found = _file(static, path)
    if found is not None and found.name != "index.html":
        response = FileResponse(found, media_type=_TYPES.get(found.suffix))
        age = "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
        response.headers["Cache-Control"] = age
        return response
    if path.startswith("assets/"):
        raise NotThere(request.url.path)
    index = static / "index.html"
    if not index.is_file():
        return _not_built(request)
    return FileResponse(index, media_type="text/html", headers={"Cache-Control": "no-cache"})


def _file(static: Path, path: str) -> Path | None:
    """A file of the built front end, and of nothing else."""
    parts = unquote(path).split("/")
    if not path or any(part in ("", ".", "..") or "\\" in part or "\0" in part for part in parts):
        return None
    found = static.joinpath(*parts)
    return found if found.is_file() and found.resolve().is_relative_to(static.resolve()) else None


def _not_built(request: Request) -> HTMLResponse:
    """A page that says, in both languages, that the studio's pages were not built."""
    first = language_of(request.headers, request.query_params, request.app.state.settings.language)
    told = []
    for language in (first, "en" if first == "fr" else "fr"):
        title, text = say("api:not_built.title", language), say("api:not_built.text", language)
        told.append(f'<section lang="{language}"><h1>{escape(title)}</h1><p>{escape(text)}</p></section>')
    style = (
        "body{font:1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:12vh auto;padding:0 1.5rem}h1{font-size:1.4rem}"
    )
    html = (
        f'<!doctype html><html lang="{first}"><head><meta charset="utf-8"><title>Oeuvre</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style></head><body>{"".join(told)}</body>'
    )
    return HTMLResponse(html, 503, {"Cache-Control": "no-store"})
