"""`oeuvre` as a user runs it, begun by a process that has imported it: a real one each time, and no start of seconds.

`run` and `start` begin a process with its own arguments, folder, environment and standard files; so does `oeuvre`, a
command that `shims` puts on the path. What is shared is what no run changes: modules, and tables that ship with us. All
these processes order sets alike: where that may matter, a test begins one cold, as `python -m oeuvre`.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[1]
_HEAD = struct.Struct("!I")
# Run without site and environment: it starts in a moment.
_SHIM = """#!{python} -SEs
import json, os, socket, struct, sys
line = socket.socket(socket.AF_UNIX)
line.connect({place!r})
asked = json.dumps({{"words": sys.argv[1:], "cwd": os.getcwd(), "env": dict(os.environ), "session": False}}).encode()
socket.send_fds(line, [struct.pack("!I", len(asked)) + asked], [0, 1, 2])
line.shutdown(socket.SHUT_WR)
told = b"".join(iter(lambda: line.recv(64), b"")).split()
code = int(told[1])
sys.stdout.flush()
os._exit(code if code >= 0 else 128 - code)
"""


class Running:
    """A process that was begun, with the parts of `subprocess.Popen` that tests use."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._told = b""
        self.returncode: int | None = None
        self.pid = int(self._read(None))

    def _read(self, seconds: float | None) -> bytes:
        self._line.settimeout(seconds)
        while b"\n" not in self._told:
            got = self._line.recv(64)
            if not got:
                raise AssertionError("whoever begins processes is gone")
            self._told += got
        word, _, self._told = self._told.partition(b"\n")
        return word

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, or minus the signal that ended it. Raises `subprocess.TimeoutExpired`."""
        if self.returncode is None:
            try:
                self.returncode = int(self._read(timeout))
            except TimeoutError:
                raise subprocess.TimeoutExpired("oeuvre", timeout or 0.0) from None
            self._line.close()
        return self.returncode

    def poll(self) -> int | None:
        """Its exit code where it is over."""
        try:
            # No time at all would mean that nothing is read, not even what has come.
            return self.wait(0.001)
        except subprocess.TimeoutExpired:
            return None

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def start(
    *words: str | Path,
    env: Mapping[str, str],
    cwd: Path | None = None,
    stdin: IO[Any] | None = None,
    stdout: IO[Any] | None = None,
    stderr: IO[Any] | None = None,
    session: bool = False,
) -> Running:
    """Begin `oeuvre` with these words; standard files that are not given are the null device. `session`: as its own."""
    asked = {
        "words": [str(word) for word in words],
        "cwd": str(cwd or Path.cwd()),
        "env": dict(env),
        "session": session,
    }
    body = json.dumps(asked).encode()
    line = socket.socket(socket.AF_UNIX)
    line.connect(_place())
    with Path(os.devnull).open("r+b") as nothing:
        files = [(given or nothing).fileno() for given in (stdin, stdout, stderr)]
        socket.send_fds(line, [_HEAD.pack(len(body)) + body], files)
    return Running(line)


def run(
    *words: str | Path, env: Mapping[str, str], cwd: Path | None = None, text: str | None = None, seconds: float = 300
) -> tuple[int, str, str]:
    """Run `oeuvre` to its end: exit code, what it printed, what it said."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write((text or "").encode())
        given.seek(0)
        one = start(*words, env=env, cwd=cwd, stdin=given, stdout=out, stderr=err)
        try:
            code = one.wait(seconds)
        except subprocess.TimeoutExpired:
            one.kill()
            raise
        out.seek(0)
        err.seek(0)
        return code, out.read().decode("utf-8"), err.read().decode("utf-8")


@cache
def shims() -> Path:
    """A folder for the path, with `oeuvre` in it."""
    folder = Path(_place()).parent / "bin"
    folder.mkdir()
    command = folder / "oeuvre"
    command.write_text(_SHIM.format(python=Path(sys.executable).resolve(), place=_place()), encoding="utf-8")
    command.chmod(0o755)
    return folder


@cache
def _place() -> str:
    """Where the process listens that begins the others: started when it is first needed, and ended with this one."""
    folder = tempfile.TemporaryDirectory(prefix="oeuvre-warm-")
    place = str(Path(folder.name) / "line")
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.warm", place],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"ready\n"

    def end() -> None:
        assert parent.stdin is not None
        parent.stdin.close()
        try:
            parent.wait(10)
        except subprocess.TimeoutExpired:
            parent.kill()
            parent.wait()
        folder.cleanup()

    atexit.register(end)
    return place


# --- the process that begins the others ------------------------------------------------------------------------------


def _warm() -> None:
    """Import what commands need, and have tables read that are read once.

    Not the command line itself, which reads its arguments as it is imported; and nothing that computes, since a native
    library that has begun threads waits for them for ever in a process that was forked.
    """
    import gc
    from importlib import import_module

    from oeuvre.create.brief import read_brief
    from oeuvre.create.ideas import propose
    from oeuvre.create.library import find_drawings, find_emblems, find_mark, pairings, photographs
    from oeuvre.create.voice import compose, ground_of

    for room in ("api", "licence", "models", "production", "royalties", "studio"):
        import_module(f"oeuvre.{room}")
    for name in ("boulangerie", "hill-walk"):
        brief = read_brief(ROOT / "examples" / name / "brief.toml")
        language = "fr" if brief.language == "fr" else "en"
        for find in (find_emblems, find_drawings, find_mark):
            find((brief.title, brief.about), language)
        propose(brief, 2)
        compose(ground_of(brief, None), most=2)
    photographs()
    pairings()
    gc.collect()
    gc.freeze()


def _serve(place: str) -> None:
    """Begin processes until standard input ends."""
    wake, woken = socket.socketpair()
    for end in (wake, woken):
        end.setblocking(False)
    signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    # An interrupt from the keyboard is for the tests; whoever is begun hears it again.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(place)
    listener.listen(64)
    lines: dict[int, socket.socket] = {}
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    with selectors.DefaultSelector() as ready:
        for one in (listener, wake, sys.stdin.fileno()):
            ready.register(one, selectors.EVENT_READ)
        while True:
            for key, _ in ready.select():
                if key.fileobj == sys.stdin.fileno():
                    return
                if key.fileobj is wake:
                    with contextlib.suppress(BlockingIOError):
                        wake.recv(4096)
                    _reap(lines)
                    continue
                line, _ = listener.accept()
                asked, files = _heard(line)
                pid = os.fork()
                if pid == 0:
                    for other in (listener, wake, woken, line, *lines.values()):
                        other.close()
                    _become(asked, files)
                for file in files:
                    os.close(file)
                lines[pid] = line
                line.sendall(b"%d\n" % pid)


def _heard(line: socket.socket) -> tuple[dict[str, Any], list[int]]:
    data, files, _, _ = socket.recv_fds(line, 1 << 20, 3)
    (size,) = _HEAD.unpack(data[: _HEAD.size])
    while len(data) < _HEAD.size + size:
        data += line.recv(1 << 20)
    return json.loads(data[_HEAD.size :]), files


def _reap(lines: dict[int, socket.socket]) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        with contextlib.suppress(OSError), lines.pop(pid) as line:
            line.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _become(asked: dict[str, Any], files: list[int]) -> None:
    """Be the command that was asked for, to its end. Never returns."""
    import runpy

    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if asked["session"]:
        os.setsid()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.argv = ["oeuvre", *asked["words"]]
    sys.path[0] = asked["cwd"]
    code: Any = 0
    try:
        runpy.run_module("oeuvre", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    # As the interpreter ends, but for native libraries, which would wait for threads that were not begun with this one.
    vars(threading)["_shutdown"]()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    _warm()
    _serve(sys.argv[1])
    # Native libraries may wait for threads of their own as the interpreter ends: nothing here needs its end.
    os._exit(0)
