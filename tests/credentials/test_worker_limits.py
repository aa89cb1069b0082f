"""The worker: what dies, hangs or eats memory in it harms nobody, and the next file is served."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from oeuvre.credentials import Authority, Claim, Limits, ReaderStopped, SigningPool, WorkerStopped
from oeuvre.credentials.pool import Worker
from tests.credentials.signed_files import Make, Samples


def worker_of(pool: SigningPool) -> subprocess.Popen[str]:
    process = pool._workers[0]._process
    assert process is not None
    return process


def test_a_killed_worker_is_replaced_for_the_next_file(
    tmp_path: Path, authority: Authority, samples: Samples, claim: Claim
) -> None:
    with SigningPool(authority).warm() as pool:
        first = worker_of(pool)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        with pytest.raises(WorkerStopped):
            pool.sign(samples["jpg"], tmp_path / "a.jpg", claim)
        assert list(tmp_path.iterdir()) == []
        pool.sign(samples["jpg"], tmp_path / "a.jpg", claim)
        assert worker_of(pool).pid != first.pid


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, authority: Authority, signed: Make) -> None:
    path = signed("jpg")
    plain = tmp_path / "plain.png"
    plain.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    with SigningPool(authority, limits=Limits(seconds=0.5)) as pool:
        for file in (path, plain):
            pool.warm()
            os.kill(worker_of(pool).pid, signal.SIGSTOP)
            if file == path:
                # It bears the marks of a credential: it must not pass for one that had none.
                found = pool.verify_file(file)
                assert (found.state, [one.code for one in found.reasons]) == ("altered", ["reader-stopped"])
            else:
                with pytest.raises(ReaderStopped) as caught:
                    pool.verify_file(file)
                assert caught.value.exit_code == 2


def test_memory_has_a_limit(tmp_path: Path, authority: Authority, signed: Make) -> None:
    path = signed("jpg")
    with SigningPool(authority, limits=Limits(memory_bytes=24 << 20)) as pool:
        found = pool.verify_file(path)
    assert (found.state, [one.code for one in found.reasons]) == ("altered", ["reader-stopped"])


def test_no_worker_outlives_its_pool(authority: Authority) -> None:
    with SigningPool(authority, workers=2).warm() as pool:
        running = [worker._process for worker in pool._workers]
    assert all(process is not None and process.poll() is not None for process in running)


def test_a_worker_that_answers_nonsense_is_not_believed(authority: Authority) -> None:
    worker = Worker(Limits())
    worker._process = subprocess.Popen(
        [sys.executable, "-c", "print('[1, 2]')"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with pytest.raises(WorkerStopped):
        worker.ask({"do": "verify", "path": "x"})


def test_importing_the_room_loads_nothing_heavy() -> None:
    heavy = ("c2pa", "cryptography", "sqlalchemy", "PIL", "numpy", "typst", "pydantic", "lxml")
    code = (
        f"import sys, oeuvre.credentials, oeuvre.credentials.worker; print([n for n in {heavy!r} if n in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_a_module_in_the_working_folder_is_not_run(
    tmp_path: Path, signed: Make, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from oeuvre.credentials import verify

    path = signed("png")
    for name in ("json", "c2pa", "oeuvre"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('planted')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert verify(path, home).state == "trusted"
