"""Who asks: the token in the address that opens, the cookie that follows it, and the person of each browser.

A studio on loopback is reached by every page that a browser shows, so Host and Origin are checked first: a page of
another site cannot drive it, nor one that had its own name resolved to this machine (DNS rebinding).
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from oeuvre.api.browsers import Browsers
from oeuvre.api.errors import ForeignOrigin, NoSession
from oeuvre.api.problems import answer, language_of
from oeuvre.foundation import Language

COOKIE = "oeuvre_session"
# What may be asked without a session.
OPEN = frozenset({"/api/health"})
_MOST_SESSIONS = 512
# How long a browser is remembered, in seconds: a year.
_REMEMBERED = 365 * 24 * 3600


@dataclass
class Session:
    """One browser. `actor` is the id of the person who acts in it, empty until the home's own is looked up.

    `been` are all the persons that it has been since the studio began: what it did as one of them may still be on its
    way.
    """

    id: str
    actor: str = ""
    browser: str = ""
    been: frozenset[str] = frozenset()


@dataclass
class Sessions:
    """The sessions of a running studio. They end with it: the address that it prints opens another one.

    `browsers` remembers over the end of the studio which browser is whom; `named` counts how often somebody was named.
    """

    token: str
    browsers: Browsers
    known: OrderedDict[str, Session] = field(default_factory=OrderedDict)
    bearer: Session = field(default_factory=lambda: Session("bearer"))
    named: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def admit(self, token: str, cookies: Mapping[str, str], cookie: str) -> Session | None:
        """The session of whoever has the token: the browser's own that it has already, else a new one.

        A browser that was somebody before the studio was started again is that person still.
        """
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return None
        with self._lock:
            session = self.known.get(cookies.get(cookie, ""))
            if session is not None:
                return session
            browser = cookies.get(self.browsers.cookie, "")
            actor = self.browsers.person(browser)
            session = Session(secrets.token_urlsafe(24), actor, browser if actor else secrets.token_urlsafe(24))
            session.been = frozenset({actor} if actor else ())
            while len(self.known) >= _MOST_SESSIONS:
                # The one that has not asked for longest.
                self.known.popitem(last=False)
            self.known[session.id] = session
        return session

    def name(self, session: Session, actor: str) -> None:
        """From now on a session acts as this person, and so will its browser when the studio is started again."""
        session.actor = actor
        session.been |= {actor}
        self.named += 1
        if session.browser:
            self.browsers.remember(session.browser, actor)

    def of(self, connection: HTTPConnection) -> Session | None:
        """The session of a request or of a WebSocket."""
        told = connection.cookies.get(cookie_of(connection.headers), "")
        with self._lock:
            session = self.known.get(told)
            if session is not None:
                self.known.move_to_end(told)
                return session
        scheme, _, told = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and hmac.compare_digest(told.strip().encode(), self.token.encode()):
            return self.bearer
        return None


def cookie_of(headers: Mapping[str, str]) -> str:
    """The name of the cookie, by port: browsers send cookies to every port of a machine, and studios are several."""
    port = headers.get("host", "").rpartition(":")[2]
    return f"{COOKIE}_{port}" if port.isascii() and port.isdigit() else COOKIE


class Door:
    """Middleware: Host, Origin, then the session; it also lets in whoever opens the address with the token."""

    def __init__(self, app: ASGIApp, sessions: Sessions, language: Language, hosts: frozenset[str]) -> None:
        self.app = app
        self.sessions = sessions
        self.language = language
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not is_ours(headers, self.hosts):
            await self._refuse(ForeignOrigin(headers.get("origin") or headers.get("host") or ""), scope, receive, send)
            return
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        if scope["type"] == "http" and scope["method"] == "GET" and "token" in query:
            await self._open(scope, query, receive, send)
            return
        session = self.sessions.of(HTTPConnection(scope))
        scope.setdefault("state", {})["session"] = session
        # The pages themselves hold nothing of the home; what they ask for does. A WebSocket answers for itself.
        guarded = scope["type"] == "http" and scope["path"].startswith("/api/") and scope["path"] not in OPEN
        if guarded and session is None:
            await self._refuse(NoSession(scope["path"]), scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _open(self, scope: Scope, query: Mapping[str, list[str]], receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        cookie = cookie_of(connection.headers)
        session = self.sessions.admit(query["token"][0], connection.cookies, cookie)
        if session is None:
            await self._refuse(NoSession(scope["path"]), scope, receive, send)
            return
        rest = urlencode([(name, value) for name, values in query.items() if name != "token" for value in values])
        path = "/" + scope["path"].lstrip("/\\")
        response = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
        response.set_cookie(cookie, session.id, httponly=True, samesite="strict", path="/")
        # Lets nobody in: who has it and the token is taken for who they were.
        response.set_cookie(
            self.sessions.browsers.cookie, session.browser, max_age=_REMEMBERED, httponly=True, samesite="strict"
        )
        response.headers["Referrer-Policy"] = "no-referrer"
        await response(scope, receive, send)

    async def _refuse(self, error: Any, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        language = language_of(connection.headers, connection.query_params, self.language)
        if scope["type"] == "websocket":
            # Accepted first: a browser is told the code of a socket that was open, and no other.
            await receive()
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": 4403, "reason": error.message(language)[:120]})
            return
        await answer(error, language)(scope, receive, send)


def is_ours(headers: Headers, hosts: frozenset[str]) -> bool:
    """Whether a request is for this studio, and by a page of it if by any page."""
    host = headers.get("host", "").lower()
    if host not in hosts:
        return False
    origin = headers.get("origin")
    if origin is None:
        # A link from elsewhere may lead here; nothing else of another site's may ask.
        led = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        return led or headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    # Scheme and host and nothing else, as browsers write it; a studio on loopback is asked in the clear.
    return origin.lower() in {f"http://{name}" for name in hosts}


def hosts_of(port: int) -> frozenset[str]:
    """The names under which a studio on loopback is asked for."""
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))
