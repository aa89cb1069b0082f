"""The wire to an endpoint: bounded in bytes and time, to the stated host and no other, with no more than is needed.

Redirects are not followed, so that what `data_goes` says is true. Of what the client would send beside the question
only what the protocol needs goes out: nothing of this machine's system, and no organisation named by a variable that
was set for another service.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

import httpx2

from oeuvre.models.hosts import is_loopback

# The longest answer that is read, in bytes: 24 pictures of it would still fit in memory.
LARGEST_ANSWER = 48 << 20
CONNECT_SECONDS = 5.0
READ_SECONDS = 60.0

_SENT = frozenset({"accept", "authorization", "connection", "content-length", "content-type", "host"})


class TooLong(httpx2.TransportError):
    """More bytes than are read."""


class Packed(httpx2.TransportError):
    """An answer that would have to be unpacked; none was asked for."""


class Stopped(httpx2.TransportError):
    """A person stopped what was asked for: nothing goes over this wire any more."""


class TooSlow(httpx2.ReadTimeout):
    """An answer that was not whole in time; `seconds` is how long it was heard."""

    def __init__(self, seconds: float, request: httpx2.Request) -> None:
        super().__init__("too slow", request=request)
        self.seconds = seconds


class _Bounded(httpx2.SyncByteStream):
    """An answer's bytes, up to a number of bytes and a moment."""

    def __init__(
        self,
        stream: httpx2.SyncByteStream,
        seconds: float,
        request: httpx2.Request,
        is_stopped: Callable[[], bool],
    ) -> None:
        self._stream = stream
        self._is_stopped = is_stopped
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._bounded()
        except httpx2.TransportError:
            if self._is_stopped():
                raise Stopped("stopped", request=self._request) from None
            raise

    def _bounded(self) -> Iterator[bytes]:
        total = 0
        for chunk in self._stream:
            total += len(chunk)
            if total > LARGEST_ANSWER:
                raise TooLong("too long", request=self._request)
            if time.monotonic() > self._until:
                raise TooSlow(self._seconds, self._request)
            yield chunk

    def close(self) -> None:
        self._stream.close()


class Wire(httpx2.BaseTransport):
    """A transport to one endpoint; a whole answer may take twice `read_seconds`."""

    def __init__(self, url: str, read_seconds: float = READ_SECONDS) -> None:
        host = urlsplit(url).hostname or ""
        proxy = None
        if not is_loopback(host) and not urllib.request.proxy_bypass(host):
            proxy = urllib.request.getproxies().get(urlsplit(url).scheme)
        self._read_seconds = read_seconds
        self._inner = httpx2.HTTPTransport(trust_env=False, proxy=proxy, retries=0)
        self._is_stopped = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()

    def stop(self) -> None:
        """End, from any thread, the call that is under way, and every later one; whoever waits gets `Stopped`."""
        with self._lock:
            self._is_stopped = True
            for one in self._sockets:
                _hang_up(one)

    def _heard(self, event: str, told: Mapping[str, object]) -> None:
        """What the connection does: its socket is known from the moment that there is one."""
        if event not in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            return
        info = getattr(told.get("return_value"), "get_extra_info", None)
        found = info("socket") if callable(info) else None
        if isinstance(found, socket.socket):
            with self._lock:
                # One that was closed, or handed over to the layer that enciphers, has no number any more.
                self._sockets = [one for one in self._sockets if one.fileno() >= 0] + [found]
                if self._is_stopped:
                    _hang_up(found)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        try:
            return self._handle(request)
        except httpx2.TransportError:
            if self._is_stopped:
                raise Stopped("stopped", request=request) from None
            raise

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        if self._is_stopped:
            raise Stopped("stopped", request=request)
        kept = [(name, value) for name, value in request.headers.raw if name.decode("latin-1").lower() in _SENT]
        headers = httpx2.Headers([*kept, (b"accept-encoding", b"identity"), (b"user-agent", b"oeuvre")])
        # The client reads its own marks off the request again: what goes out is a copy.
        sent = httpx2.Request(
            request.method,
            request.url,
            headers=headers,
            stream=request.stream,
            extensions={**request.extensions, "trace": self._heard},
        )
        response = self._inner.handle_request(sent)
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            response.close()
            raise Packed("packed", request=request)
        assert isinstance(response.stream, httpx2.SyncByteStream)
        response.stream = _Bounded(response.stream, 2 * self._read_seconds, request, lambda: self._is_stopped)
        return response

    def close(self) -> None:
        self._inner.close()


def _hang_up(one: socket.socket) -> None:
    """Shut a socket down both ways, which wakes whoever reads from it; closing it would not."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(one, socket.SHUT_RDWR)


def new_client(wire: Wire, read_seconds: float = READ_SECONDS) -> httpx2.Client:
    """An HTTP client for one endpoint, over its wire."""
    timeout = httpx2.Timeout(read_seconds, connect=CONNECT_SECONDS)
    return httpx2.Client(transport=wire, trust_env=False, follow_redirects=False, timeout=timeout)
