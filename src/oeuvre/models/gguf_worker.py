"""The process that holds a file of weights: one JSON question a line on standard input, one answer a line back.

A process of its own, so that neither a damaged file nor the memory of a large one is the studio's. The engine opens a
door on the loopback whether one wants it or not: a password that nobody is told keeps it shut. It ends when its input
does.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from typing import Any, TextIO

# One thread: a second one waits for the first on a busy machine and made the whole five times slower.
THREADS = 1


def main(path: str, context: int) -> None:
    """Load the weights at `path` and answer until the input ends."""
    # Whatever the engine prints goes nowhere: standard output is for answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
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
        version = str(getattr(xllamacpp, "__version__", ""))
    except ImportError:
        _say(answers, {"failed": "engine-missing"})
        return
    except Exception:
        _say(answers, {"failed": "load"})
        return
    _say(answers, {"ready": True, "engine": version})
    for line in sys.stdin:
        _say(answers, _answer(server, json.loads(line)))


def _answer(server: Any, question: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = server.handle_chat_completions(question)
    except Exception as error:
        return {"error": {"message": str(error)[:500]}}
    return answer if isinstance(answer, dict) else {"error": {"message": "no object"}}


def _say(answers: TextIO, value: dict[str, Any]) -> None:
    answers.write(json.dumps(value) + "\n")
    answers.flush()
