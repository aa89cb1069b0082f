"""The process that holds a file of weights: one question a line, one answer a line back.

The engine opens a door on the loopback whether one wants it or not: a password that nobody is told keeps it shut.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from oeuvre.models.apart import Work, serve_lines

# One thread: a second one waits for the first on a busy machine and made the whole five times slower.
THREADS = 1


def main(path: str, context: str) -> None:
    """Load the weights at `path` for so many tokens of context, and answer until the input ends."""
    serve_lines(lambda: _loaded(path, int(context)), _failed)


def _loaded(path: str, context: int) -> Work:
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = path
    parameters.n_ctx = context
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = THREADS
    parameters.cpuparams_batch.n_threads = THREADS
    parameters.port = 0
    parameters.api_keys = [secrets.token_hex(32)]
    parameters.endpoint_slots = False
    parameters.offline = True
    server = xllamacpp.Server(parameters)

    def answered(question: dict[str, Any]) -> Mapping[str, Any]:
        answer = server.handle_chat_completions(question)
        return answer if isinstance(answer, dict) else {"error": {"message": "no object"}}

    return answered


def _failed(when: str, error: Exception) -> Mapping[str, Any]:
    if when == "run":
        return {"error": {"message": str(error)[:500]}}
    return {"failed": "engine-missing" if isinstance(error, ImportError) else "load"}
