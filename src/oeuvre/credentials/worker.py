"""The process in which files of unknown makers are parsed and works are signed.

One JSON request a line on standard input, one JSON answer a line on standard output: what a hostile file could make of
this process, it can send back nothing but JSON. Its memory, file sizes and open files are limited; time is kept by the
parent, which ends a worker that is late.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from oeuvre.credentials.claims import Claim
from oeuvre.credentials.errors import CredentialsError


def limit(memory_bytes: int) -> None:
    """Sets the limits of this process, where the system has any."""
    try:
        import resource
    except ImportError:
        return
    for what, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 4 << 30),
        (resource.RLIMIT_NOFILE, 256),
    ):
        hard = resource.getrlimit(what)[1]
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (ceiling, hard))


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to one request: `{"ok": ...}` or `{"error": {"code", "place", "values"}}`."""
    try:
        if request["do"] == "verify":
            from oeuvre.credentials.reading import examine

            added = [(name, pem) for name, pem in request["added"]]
            return {"ok": examine(Path(request["path"]), request["own"], added)}
        from oeuvre.credentials.signing import sign_file

        return {
            "ok": sign_file(
                Path(request["source"]),
                Path(request["temporary"]),
                Path(request["sidecar"]),
                Claim.from_json(request["claim"]),
                Path(request["signer"]),
                request["anchors"],
            )
        }
    except CredentialsError as error:
        values = {name: str(value) for name, value in error.values.items()}
        return {"error": {"code": error.code, "place": error.place, "values": values}}
    except (OSError, MemoryError, RecursionError, ValueError, KeyError, TypeError) as error:
        # A file that breaks the reading in a way of its own is that file's fault, and must not end the worker.
        return {"error": {"code": "", "place": "", "values": {"detail": f"{type(error).__name__}: {error}"}}}


def main(memory_bytes: int) -> None:
    """Serves requests until standard input closes."""
    limit(memory_bytes)
    # An interrupt from the keyboard reaches the whole group; the parent decides what becomes of a file in hand.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setrecursionlimit(10_000)
    # Native code may print: keep the channel of answers for answers.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        channel.write(json.dumps(answer(json.loads(line))) + "\n")
        channel.flush()
