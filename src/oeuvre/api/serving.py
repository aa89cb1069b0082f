"""Serving the studio on loopback: one address, opened in the browser, ended by a signal."""

from __future__ import annotations

import contextlib
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from oeuvre.api.app import create_app
from oeuvre.api.connections import Direct, Patient
from oeuvre.api.errors import PortTaken
from oeuvre.api.sessions import hosts_of
from oeuvre.foundation import Settings
from oeuvre.studio import Studio

HOST = "127.0.0.1"
# The largest message of a table, in bytes.
_MOST_MESSAGE = 1 << 20
# How long open connections may take to end, in seconds.
_GRACE = 5


class _Server(uvicorn.Server):
    """A server that says when it is ready, and ends its streams when it is told to end."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None], ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready, self._ending = ready, ending

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._ending()
        super().handle_exit(sig, frame)


def listen(port: int) -> socket.socket:
    """A socket on loopback; port 0 takes a free one. Raises `PortTaken`."""
    one = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        one.bind((HOST, port))
    except (OSError, OverflowError) as error:
        one.close()
        raise PortTaken(str(port)) from error
    one.listen(128)
    return one


def serve(settings: Settings, *, port: int, base: Path, ready: Callable[[str], None], token: str = "") -> None:
    """Serve the home until SIGINT or SIGTERM; `ready` is called with the address that opens it.

    Raises `HomeUnusable`, what opening a record raises, and `PortTaken`.
    """
    token = token or secrets.token_urlsafe(24)
    with Studio(settings) as studio:
        studio.record.head()  # a home that cannot be opened is told before anybody is let in
    with listen(port) as one:
        bound = one.getsockname()[1]
        app = create_app(settings, token=token, hosts=hosts_of(bound), base=base)
        config = uvicorn.Config(
            app,
            http=Patient,
            log_level="warning",
            access_log=False,
            ws=Direct,
            ws_max_size=_MOST_MESSAGE,
            ws_per_message_deflate=False,
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
        address = f"http://{HOST}:{bound}/?token={token}"
        # The server has ended by itself when it raises the signal that it was ended by.
        with contextlib.suppress(KeyboardInterrupt):
            _Server(config, lambda: ready(address), app.state.hub.close).run([one])


__all__ = ["HOST", "listen", "serve"]
