"""Servers on the loopback for tests: each listens on a port that the system picks, and ends by its own handle."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Heard:
    """One request: its path, headers (names in small letters) and JSON body."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]


@dataclass
class Server:
    """A running server: its base address and what it heard."""

    url: str
    heard: list[Heard] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    """Reads a JSON request and hands it to `answer`, which a subclass gives."""

    protocol_version = "HTTP/1.1"
    running: Server

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        heard = Heard(
            self.path, {name.lower(): value for name, value in self.headers.items()}, json.loads(raw or b"{}")
        )
        self.running.heard.append(heard)
        try:
            self.answer(heard)
        except OSError:
            # Who asked has left, as a client does that is out of time.
            self.close_connection = True

    def do_GET(self) -> None:
        self.running.heard.append(Heard(self.path, dict(self.headers.items()), {}))
        self.send(404, b"{}")

    def answer(self, heard: Heard) -> None:
        raise NotImplementedError

    def send(self, status: int, data: bytes, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def send_json(self, status: int, value: object, **headers: str) -> None:
        self.send(status, json.dumps(value).encode(), **headers)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        pass


@contextmanager
def serving(kind: type[Handler]) -> Iterator[Server]:
    """The server while the block runs."""
    running = Server("")
    bound = type("Bound", (kind,), {"running": running})
    with ThreadingHTTPServer(("127.0.0.1", 0), bound) as http:
        http.daemon_threads = True
        http.block_on_close = False
        running.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield running
        finally:
            http.shutdown()
            thread.join()
