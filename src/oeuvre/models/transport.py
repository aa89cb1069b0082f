"""The wire to an endpoint: bounded in bytes and time, to the stated host and no other, with no more than is needed.

Redirects are not followed, so that what `data_goes` says is true. Of what the client would send beside the question
only what the protocol needs goes out: nothing of this machine's system, and no organisation named by a variable that
was set for another service.
"""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator
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


class TooSlow(httpx2.ReadTimeout):
    """An answer that was not whole in time; `seconds` is how long it was heard."""

    def __init__(self, seconds: float, request: httpx2.Request) -> None:
        super().__init__("too slow", request=request)
        self.seconds = seconds


class _Bounded(httpx2.SyncByteStream):
    """An answer's bytes, up to a number of bytes and a moment."""

    def __init__(self, stream: httpx2.SyncByteStream, seconds: float, request: httpx2.Request) -> None:
        self._stream = stream
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
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

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        kept = [(name, value) for name, value in request.headers.raw if name.decode("latin-1").lower() in _SENT]
        headers = httpx2.Headers([*kept, (b"accept-encoding", b"identity"), (b"user-agent", b"oeuvre")])
        # The client reads its own marks off the request again: what goes out is a copy.
        sent = httpx2.Request(
            request.method, request.url, headers=headers, stream=request.stream, extensions=request.extensions
        )
        response = self._inner.handle_request(sent)
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            response.close()
            raise Packed("packed", request=request)
        assert isinstance(response.stream, httpx2.SyncByteStream)
        response.stream = _Bounded(response.stream, 2 * self._read_seconds, request)
        return response

    def close(self) -> None:
        self._inner.close()


def new_client(url: str, read_seconds: float = READ_SECONDS) -> httpx2.Client:
    """An HTTP client for one endpoint."""
    timeout = httpx2.Timeout(read_seconds, connect=CONNECT_SECONDS)
    return httpx2.Client(transport=Wire(url, read_seconds), trust_env=False, follow_redirects=False, timeout=timeout)
