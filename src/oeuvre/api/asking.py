"""What every endpoint is given: the desk, who asks, in which language; and how lists are cut into pages."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import Depends, Query, Request
from starlette.requests import HTTPConnection

from oeuvre.api.errors import BadCursor
from oeuvre.api.events import Hub
from oeuvre.api.limits import Limits
from oeuvre.api.problems import language_of
from oeuvre.api.sessions import Session
from oeuvre.api.shapes import Page
from oeuvre.foundation import Language
from oeuvre.studio import Desk

Row = TypeVar("Row")
Item = TypeVar("Item")


@dataclass(frozen=True)
class Asking:
    """One request: the home it is about, the session that asks, the language to answer in."""

    desk: Desk
    hub: Hub
    session: Session
    language: Language
    limits: Limits
    roots: tuple[str, ...]


def asking(request: Request) -> Asking:
    """What a request brings with it; it came through the door, so it has a session."""
    state = request.app.state
    language = language_of(request.headers, request.query_params, state.settings.language)
    return Asking(state.desk, state.hub, request.state.session, language, state.limits, state.roots)


def session_of(connection: HTTPConnection) -> Session | None:
    """The session of a request or a WebSocket that came through the door; None for one that has none."""
    found = getattr(connection.state, "session", None)
    return found if isinstance(found, Session) else None


Here = Annotated[Asking, Depends(asking)]
Cursor = Annotated[str | None, Query(max_length=200, description="Where the page begins: `next` of the one before.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many items at most.")]
_CURSOR = re.compile(r"([a-z]):(\d{1,15})")
_KEYED = re.compile(r"([a-z])=([0-9a-z.-]{1,80})")


def cursor_of(kind: str, number: int) -> str:
    """A place in a list, as the next request names it."""
    return _written(f"{kind}:{number}")


def read_cursor(kind: str, text: str | None) -> int | None:
    """The place that a cursor names; None for the beginning. Raises `BadCursor`."""
    told = _read(_CURSOR, kind, text)
    return None if told is None else int(told)


def key_cursor(kind: str, key: str) -> str:
    """The place behind the row with this key, as the next request names it."""
    return _written(f"{kind}={key}")


def read_key(kind: str, text: str | None) -> str | None:
    """The key of the row behind which a page begins; None for the beginning. Raises `BadCursor`."""
    return _read(_KEYED, kind, text)


def _written(told: str) -> str:
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _read(form: re.Pattern[str], kind: str, text: str | None) -> str | None:
    if not text:
        return None
    try:
        told = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise BadCursor(text[:60]) from error
    found = form.fullmatch(told)
    if found is None or found.group(1) != kind:
        raise BadCursor(text[:60])
    return found.group(2)


def paged(kind: str, items: Sequence[Item], cursor: str | None, limit: int, shape: Callable[[Item], Row]) -> Page[Row]:
    """A part of a list that only grows at its end, from the cursor on."""
    start = read_cursor(kind, cursor) or 0
    end = start + limit
    rows = [shape(item) for item in items[start:end]]
    return Page(items=rows, next=cursor_of(kind, end) if end < len(items) else None, total=len(items))


def paged_after(
    kind: str,
    items: Sequence[Item],
    key: Callable[[Item], str],
    cursor: str | None,
    limit: int,
    shape: Callable[[Item], Row],
) -> Page[Row]:
    """A part of a list whose latest row comes first, behind the row that the cursor names.

    What came since stands before the first page, so nothing is told twice and nothing left out. The oldest rows may be
    forgotten: behind one that is gone, there is nothing.
    """
    told = read_key(kind, cursor)
    start = 0 if told is None else next((at + 1 for at, item in enumerate(items) if key(item) == told), len(items))
    cut = items[start : start + limit]
    more = start + limit < len(items)
    return Page(
        items=[shape(item) for item in cut], next=key_cursor(kind, key(cut[-1])) if more else None, total=len(items)
    )
