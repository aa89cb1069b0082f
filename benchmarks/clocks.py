"""What a piece of work takes: time on the wall, and processor time of this process and of all that it started."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Spent:
    """Seconds on the wall's clock and of the processor."""

    wall: float
    processor: float


def seconds(run: Callable[[], object]) -> Spent:
    """What `run()` takes, here and in the processes that this one started."""
    start, used = time.perf_counter(), processor_seconds()
    run()
    return Spent(time.perf_counter() - start, processor_seconds() - used)


def processor_seconds() -> float:
    """Processor time until now of this process and of everything it started, as Linux counts it."""
    tick = os.sysconf("SC_CLK_TCK")
    parents, times = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile; its parent has its time
        pid = int(stat.parent.name)
        parents[pid] = int(fields[1])
        times[pid] = sum(int(field) for field in fields[11:15]) / tick

    def is_ours(pid: int) -> bool:
        while pid and pid != os.getpid():
            pid = parents.get(pid, 0)
        return pid == os.getpid()

    return sum(used for pid, used in times.items() if is_ours(pid))
