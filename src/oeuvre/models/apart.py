"""A model in a process of its own: one JSON line to it, one back, each within its time.

`Apart` is the studio's side, `serve_lines` the process'. A damaged file, a hostile one or one that is merely large is
then never the studio's memory, and what it could make of its process it can send back nothing but lines. A process ends
when its input does.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

import oeuvre

# What an answer may be long, in characters, unless more is allowed.
MOST_CHARACTERS = 4 << 20

Answer = Mapping[str, Any]
Work = Callable[[dict[str, Any]], Answer]


class ApartEnded(Exception):
    """The process is gone: `is_late` says that it was ended for taking too long, else it ended by itself."""

    def __init__(self, is_late: bool) -> None:
        super().__init__("late" if is_late else "ended")
        self.is_late = is_late


class ApartGarbled(Exception):
    """The process said what is no JSON object, or more than it may; it was ended."""


class Apart:
    """The process that runs `main` of a module with some arguments; not running until `start`."""

    def __init__(self, module: str, arguments: Sequence[str], most: int = MOST_CHARACTERS) -> None:
        self._module, self._arguments, self._most = module, tuple(arguments), most
        self._process: subprocess.Popen[str] | None = None

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def start(self, seconds: float) -> dict[str, Any]:
        """Begin, and hear its first line within `seconds`. Raises as `ask`."""
        self.close()
        home = str(Path(oeuvre.__file__).resolve().parent.parent)
        paths = dict.fromkeys([home, *(path for path in sys.path if path and Path(path).is_absolute())])
        given = len(self._arguments) + 1
        # Isolated from the environment and from site packages' hooks; paths are handed over, the rest is its own.
        start = (
            f"import sys; sys.path[:] = sys.argv[{given}:]; from {self._module} import main; main(*sys.argv[1:{given}])"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", start, *self._arguments, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        return self._exchange("", seconds)

    def ask(self, question: Answer, seconds: float) -> dict[str, Any]:
        """Say a line, hear one within `seconds`. Raises `ApartEnded` and `ApartGarbled`; the process is gone then."""
        return self._exchange(json.dumps(question) + "\n", seconds)

    def kill(self) -> None:
        """End what is under way, from any thread: whoever waits for an answer hears that the process ended."""
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """End it, and give back what it held."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        process.wait()

    def _exchange(self, line: str, seconds: float) -> dict[str, Any]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise ApartEnded(is_late=False)
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            process.kill()

        late = threading.Timer(seconds, end)
        late.daemon = True
        late.start()
        try:
            process.stdin.write(line)
            process.stdin.flush()
            heard = process.stdout.readline(self._most)
        except (OSError, ValueError):
            heard = ""
        finally:
            late.cancel()
        if not heard:
            self.close()
            raise ApartEnded(is_late.is_set())
        try:
            value = json.loads(heard)
        except ValueError:
            value = None
        if not isinstance(value, dict):
            self.close()
            if is_late.is_set():
                raise ApartEnded(is_late=True)
            raise ApartGarbled
        return value


def serve_lines(load: Callable[[], Work], failed: Callable[[str, Exception], Answer]) -> None:
    """The process' side: load, say that it is ready, then answer each line until there are no more. `failed` makes an
    answer of what went wrong while it loads (`load`) or works (`run`)."""
    # Whatever an engine prints goes nowhere: standard output is for answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    # Who presses Ctrl+C ends the studio, which ends this.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work = load()
    except Exception as error:
        _say(answers, failed("load", error))
        return
    _say(answers, {"ready": True})
    for line in sys.stdin:
        try:
            answer = work(json.loads(line))
        except Exception as error:
            answer = failed("run", error)
        _say(answers, answer)


def limit_process(memory: int, files: int = 64) -> None:
    """Limits of this process, where the system has any: so many bytes of memory, so many open files, nothing written,
    no core left behind."""
    try:
        import resource
    except ImportError:
        return
    for what, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, files),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _say(answers: TextIO, value: Answer) -> None:
    answers.write(json.dumps(value) + "\n")
    answers.flush()
