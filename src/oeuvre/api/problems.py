"""Errors as RFC 9457 problems, in the language of the request: the third face of their one definition."""

from __future__ import annotations

import contextlib
import json
import logging
import re
import tempfile
import traceback
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from oeuvre.api.errors import BadBody, BadShape, NotAllowed, NotThere
from oeuvre.api.shapes import Problem
from oeuvre.foundation import Language, ManyErrors, OeuvreError, say
from oeuvre.record import full_disk

MEDIA_TYPE = "application/problem+json"
# What an error is over HTTP where it says nothing itself: by how the command line would end.
_BY_EXIT = {0: 409, 1: 409, 2: 400, 3: 409}
# A project's brief, wherever the home keeps it.
_BRIEF = re.compile(r"briefs/[^/\s]+/brief\.toml")
_log = logging.getLogger("oeuvre.api")


def language_of(headers: Any, query: Any, default: Language) -> Language:
    """The language of a request: `?lang=`, then the first of Accept-Language that is one of ours, then the home's."""
    asked = query.get("lang")
    if asked in ("fr", "en"):
        return "fr" if asked == "fr" else "en"
    for part in (headers.get("accept-language") or "").split(","):
        tag = part.split(";")[0].strip().lower()[:2]
        if tag in ("fr", "en"):
            return "fr" if tag == "fr" else "en"
    return default


def language_in(request: Request) -> Language:
    """The language of a request to this app."""
    return language_of(request.headers, request.query_params, request.app.state.settings.language)


def status_of(error: OeuvreError) -> int:
    """The status of an error: its own, else by how grave it is."""
    return error.http_status if error.http_status != 500 or error.code == "unexpected" else _BY_EXIT[error.exit_code]


def roots_of(*folders: Path) -> tuple[str, ...]:
    """The folders of this machine that no answer names, the innermost first."""
    return _innermost({str(folder) for folder in (*folders, Path(tempfile.gettempdir()))})


def _innermost(named: Collection[str]) -> tuple[str, ...]:
    # In the root of a disk lies everything: to take that away would take every sign that parts folders.
    return tuple(sorted({one for one in named if Path(one) != Path(one).parent}, key=len, reverse=True))


def without(text: str, roots: Sequence[str]) -> str:
    """A text in which files are named from their folder on: where that lies is nobody's business.

    A folder's name within another path, or within an address, is left alone.
    """
    for root in roots:
        inside = rf"(?<![\w.~/\\-]){re.escape(root)}"
        text = re.sub(inside + r"[/\\]", "", text)
        text = re.sub(inside + r"(?![\w.-])", Path(root).name.replace("\\", r"\\"), text)
    return _BRIEF.sub("brief.toml", text)


def _roots_in(error: OeuvreError) -> set[str]:
    """The folders of this machine that an error itself speaks of, wherever a project's result was laid."""
    found = set()
    for told in (error.place, *error.values.values()):
        if isinstance(told, str | Path) and 1 < len(str(told)) < 4096 and Path(told).is_absolute():
            with contextlib.suppress(OSError, ValueError):
                if Path(told).parent.is_dir():
                    found.add(str(Path(told).parent))
    return found


def remedy_of(error: OeuvreError, language: Language) -> str:
    """The next step as it is taken in the studio, where the command line's is another."""
    try:
        return say(f"api:counsel.{error.room}-{error.code}", language, place=error.place, **error.values)
    except KeyError:
        return error.remedy(language)


def problem_of(error: OeuvreError, language: Language, roots: Sequence[str] = ()) -> Problem:
    """An error as a problem; the first of several is told, all are listed."""
    found: Sequence[OeuvreError] = error.all()
    first = found[0] if found else error
    roots = _innermost({*roots, *(root for one in found for root in _roots_in(one))})
    return Problem(
        title=first.code,
        status=max(map(status_of, found), default=500) if isinstance(error, ManyErrors) else status_of(error),
        detail=without(first.message(language), roots),
        code=first.code,
        place=without(first.place, roots),
        remedy=without(remedy_of(first, language), roots),
        errors=[_finding(one, language, roots) for one in found] if len(found) > 1 else [],
    )


def _finding(error: OeuvreError, language: Language, roots: Sequence[str]) -> dict[str, str]:
    told = {**error.as_dict(language), "remedy": remedy_of(error, language)}
    return {key: without(text, roots) for key, text in told.items()}


def answer(error: OeuvreError, language: Language, roots: Sequence[str] = ()) -> JSONResponse:
    """The response that tells an error."""
    problem = problem_of(error, language, roots)
    return Told(problem.model_dump(), problem.status, media_type=MEDIA_TYPE)


class Told(JSONResponse):
    """A problem as bytes; half a sign, which JSON may escape and UTF-8 cannot hold, is shown as a mark."""

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def told_by_app(app: FastAPI) -> None:
    """Have an app tell every error as a problem: ours, a body's, a router's. `Foreseen` tells the others."""

    @app.exception_handler(OeuvreError)
    async def ours(request: Request, error: OeuvreError) -> JSONResponse:
        return answer(error, language_in(request), request.app.state.roots)

    @app.exception_handler(RequestValidationError)
    async def shape(request: Request, error: RequestValidationError) -> JSONResponse:
        language = language_in(request)
        found = [BadShape(_place(one["loc"]), detail=_wrong(one, language)) for one in error.errors()[:20]]
        return answer(ManyErrors(found) if len(found) > 1 else found[0], language)

    @app.exception_handler(HTTPException)
    async def routed(request: Request, error: HTTPException) -> JSONResponse:
        kind = {400: BadBody, 405: NotAllowed, 422: BadBody}.get(error.status_code, NotThere)
        response = answer(kind(request.url.path, method=request.method), language_in(request))
        response.headers.update(error.headers or {})
        return response


class Foreseen:
    """Middleware: what nobody foresaw is told as a problem as well, and the connection stays good for the next."""

    def __init__(self, app: ASGIApp, language: Language, roots: Sequence[str]) -> None:
        self.app = app
        self.language = language
        self.roots = roots

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_on)
        except Exception as error:
            if begun:
                raise
            connection = HTTPConnection(scope)
            language = language_of(connection.headers, connection.query_params, self.language)
            full = full_disk(error)
            if full is None:
                # What went wrong inside is for the log of who runs the studio, not for who asks.
                _log.error("%s", "".join(traceback.format_exception(error, limit=-6)))
            told = answer(full, language, self.roots) if full is not None else _unforeseen(language)
            await told(scope, receive, send)


def _unforeseen(language: Language) -> JSONResponse:
    problem = Problem(
        title="unexpected",
        status=500,
        detail=say("api:unforeseen", language),
        code="unexpected",
        remedy=say("api:counsel.foundation-unexpected", language),
    )
    return Told(problem.model_dump(), 500, media_type=MEDIA_TYPE)


def _place(parts: Sequence[object]) -> str:
    return ".".join(str(part) for part in parts)


# What Pydantic calls what is wrong, where several of its words are one to a person.
_WRONG = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_too_short": "short",
    "string_too_long": "long",
    "too_short": "few",
    "too_long": "many",
    "greater_than_equal": "below",
    "less_than_equal": "above",
    "literal_error": "choice",
    "enum": "choice",
    "string_pattern_mismatch": "pattern",
    "json_invalid": "json",
    "string_type": "text",
    "int_type": "number",
    "int_parsing": "number",
    "int_from_float": "number",
    "float_type": "number",
    "float_parsing": "number",
    "bool_type": "yes_no",
    "bool_parsing": "yes_no",
    "list_type": "list",
    "dict_type": "object",
    "model_attributes_type": "object",
    "datetime_parsing": "moment",
    "datetime_from_date_parsing": "moment",
}


def _wrong(one: Mapping[str, Any], language: Language) -> str:
    """What is wrong with a field, in the reader's language."""
    told = {name: str(value)[:200] for name, value in (one.get("ctx") or {}).items()}
    least = told.get("min_length") or told.get("ge") or ""
    most = told.get("max_length") or told.get("le") or ""
    return say(
        f"api:wrong.{_WRONG.get(one['type'], 'other')}",
        language,
        least=least,
        most=most,
        choices=told.get("expected", "").replace(" or ", ", "),
    )
