"""Worker processes with limits, and the doors `sign` and `verify` that go through them.

A worker is a fresh Python with nothing but this room in it: no settings of the user's, no site packages' start-up
code, no fork of a process that holds the library's state (which the library refuses). It starts in about a tenth of a
second and is kept for as long as the pool lives.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self, TypeVar

import oeuvre
from oeuvre.credentials.authority import Anchors, Authority, read_anchors
from oeuvre.credentials.claims import Claim, Signed
from oeuvre.credentials.errors import (
    FROM_WORKER,
    FileMissing,
    FileUnreadable,
    ReaderStopped,
    SigningFailed,
    WorkerStopped,
)
from oeuvre.credentials.kinds import HEAD_BYTES, is_text
from oeuvre.credentials.placing import Places, put_in_place, sweep
from oeuvre.credentials.states import Reason, Verification, from_worker
from oeuvre.credentials.traces import find_trace, open_bytes

Item = TypeVar("Item")
Result = TypeVar("Result")

_START = "import sys; sys.path[:] = sys.argv[2:]; from oeuvre.credentials.worker import main; main(int(sys.argv[1]))"

# A worker that says more than this is not believed.
_ANSWER_CHARACTERS = 64 << 20


@dataclass(frozen=True)
class Limits:
    """What one worker may take: address space in bytes, seconds for one file."""

    memory_bytes: int = 3 << 30
    seconds: float = 60.0


@dataclass(frozen=True)
class Job:
    """One file to sign: from `source` to `target`, which may be the same."""

    source: Path
    target: Path
    claim: Claim


class Worker:
    """One worker process, started when it is first asked and started again after it died."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[str] | None = None

    def _start(self) -> subprocess.Popen[str]:
        home = str(Path(oeuvre.__file__).resolve().parent.parent)
        paths = [path for path in sys.path if path and Path(path).is_absolute()]
        return subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _START, str(self._limits.memory_bytes), *dict.fromkeys([home, *paths])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def warm(self) -> None:
        """Starts the process, without waiting for it."""
        if self._process is None:
            self._process = self._start()

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The worker's answer. Raises `WorkerStopped` if it died or was late; the next question starts another."""
        self.warm()
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        late = threading.Timer(self._limits.seconds, process.kill)
        late.start()
        try:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            line = process.stdout.readline(_ANSWER_CHARACTERS)
            value: Any = json.loads(line)
        except (OSError, ValueError) as error:
            self.close()
            raise WorkerStopped(str(request.get("path") or request.get("source"))) from error
        finally:
            late.cancel()
        if not isinstance(value, dict):
            self.close()
            raise WorkerStopped(str(request.get("path") or request.get("source")))
        return value

    def close(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        try:
            process.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class SigningPool:
    """Workers that sign and verify for one home. Use it as a context manager; it may be shared by threads.

    With `authority` left out it can only verify, against the anchors of `anchors_home`.
    """

    def __init__(
        self,
        authority: Authority | None = None,
        *,
        anchors_home: Path | None = None,
        workers: int = 1,
        limits: Limits | None = None,
    ) -> None:
        self._authority = authority
        home = authority.home if authority is not None else anchors_home
        self._home = home
        self._workers = [Worker(limits or Limits()) for _ in range(max(1, workers))]
        self._swept: set[Path] = set()
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def warm(self) -> Self:
        """Starts the workers now, so that they are ready when the first file is."""
        for worker in self._workers:
            worker.warm()
        return self

    def close(self) -> None:
        for worker in self._workers:
            worker.close()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        worker = self._free.get()
        try:
            return worker.ask(request)
        finally:
            self._free.put(worker)

    def sign(self, source: Path, target: Path, claim: Claim) -> Signed:
        """Signs `source` into `target`, at once and in one piece: `target` is never half written."""
        if self._authority is None:
            raise ValueError("a pool without an authority only verifies")
        if not source.is_file():
            raise FileMissing(str(source))
        try:
            return self._sign(self._authority, source, target, claim)
        except OSError as error:
            raise SigningFailed(str(target), detail=error.strerror or str(error)) from error

    def _sign(self, authority: Authority, source: Path, target: Path, claim: Claim) -> Signed:
        anchors = authority.trusted()
        if target.parent not in self._swept:
            sweep(target.parent)
            self._swept.add(target.parent)
        with Places(target) as places:
            request = {
                "do": "sign",
                "source": str(source.absolute()),
                "temporary": str(places.work.absolute()),
                "sidecar": str(places.sidecar.absolute()),
                "claim": claim.as_json(),
                "signer": str(authority.signer_path.absolute()),
                "anchors": anchors.all(),
            }
            result = _unwrap(self._ask(request), str(source))
            return put_in_place(places, manifest_bytes=int(result["manifest_bytes"]), sidecar=bool(result["sidecar"]))

    def sign_many(self, jobs: Sequence[Job | tuple[Path, Path, Claim]]) -> list[Signed]:
        """Signs all of them, as many at a time as there are workers; results in the order asked. An error ends it."""
        wanted = [job if isinstance(job, Job) else Job(*job) for job in jobs]
        return self._each(lambda job: self.sign(job.source, job.target, job.claim), wanted)

    @contextlib.contextmanager
    def signing(self) -> Iterator[Callable[[Path, Path, Claim], Future[Signed]]]:
        """Sign in the background while the block prepares more: a function that takes what `sign` takes. What has not
        begun when the block is left by an error is not signed."""
        with ThreadPoolExecutor(len(self._workers)) as threads:
            try:
                yield lambda source, target, claim: threads.submit(self.sign, source, target, claim)
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise

    def verify_file(self, path: Path, anchors: Anchors | None = None) -> Verification:
        """What the credential of one file is worth."""
        anchors = read_anchors(self._home) if anchors is None else anchors
        # `does not exist` is told before a process is started for it.
        try:
            if not path.exists():
                raise FileMissing(str(path))
        except OSError as error:
            raise FileUnreadable(str(path), detail=error.strerror or str(error)) from error
        request = {"do": "verify", "path": str(path.absolute()), "own": anchors.own, "added": anchors.added}
        try:
            value = self._ask(request)
        except WorkerStopped:
            return _unread(path)
        if "error" in value and not value["error"]["code"]:
            return _unread(path)
        verdict = _unwrap(value, str(path))
        try:
            return from_worker(path, verdict)
        except (KeyError, TypeError, ValueError):
            return _unread(path)

    def verify_many(self, paths: Sequence[Path]) -> list[Verification]:
        """The same for several files, in their order; the first error ends it."""
        anchors = read_anchors(self._home)
        return self._each(lambda path: self.verify_file(path, anchors), paths)

    def _each(self, do: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
        if len(self._workers) == 1 or len(items) < 2:
            return [do(item) for item in items]
        with ThreadPoolExecutor(len(self._workers)) as threads:
            return list(threads.map(do, items))


def _unwrap(value: dict[str, Any], place: str) -> dict[str, Any]:
    error = value.get("error")
    if error is None:
        result: dict[str, Any] = value["ok"]
        return result
    kind = FROM_WORKER.get(str(error["code"]))
    if kind is None:
        raise SigningFailed(place, **error["values"])
    raise kind(str(error["place"]), **error["values"])


def _unread(path: Path) -> Verification:
    """A file that stopped its reader: altered if it bears the mark of a manifest, unreadable if not."""
    try:
        with open_bytes(path) as data:
            marked = find_trace(data, reads_as_text=is_text(data[:HEAD_BYTES], len(data) <= HEAD_BYTES))
    except OSError as error:
        raise FileUnreadable(str(path), detail=error.strerror or str(error)) from error
    if not marked:
        raise ReaderStopped(str(path))
    return Verification(path, "altered", False, (Reason("reader-stopped"),), (), "unknown")


def sign(source: Path, target: Path, claim: Claim, authority: Authority) -> Signed:
    """Signs one file in a worker of its own. For several, a `SigningPool` starts its workers once."""
    with SigningPool(authority) as pool:
        return pool.sign(source, target, claim)


def verify(path: Path, anchors_home: Path | None = None) -> Verification:
    """What the credential of `path` is worth to the home at `anchors_home`. Makes nothing, fetches nothing."""
    with SigningPool(anchors_home=anchors_home) as pool:
        return pool.verify_file(path)
