"""What is made once for all test processes: whoever needs it first makes it, others wait for it, look at or copy it."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, worker: str, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of this name, filled by `make`, whatever the number of processes; nobody may change what is in it.

    `worker` is pytest-xdist's `worker_id`, whose processes have folders of their own beside one another.
    """
    base = factory.getbasetemp()
    place = (base if worker == "master" else base.parent) / f"shared-{name}"
    place.mkdir(exist_ok=True)
    folder, done = place / "made", place / "done"
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.is_file():
            folder.mkdir(exist_ok=True)
            make(folder)
            done.touch()
    return folder
