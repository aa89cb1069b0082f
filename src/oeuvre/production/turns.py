"""Whose turn it is at a model: one question is worked on at a time, a few wait in line, the rest is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from oeuvre.create.explore import ExplorerBusy

# Questions that may wait while one is worked on.
WAITING = 6


class Turns:
    """The line before one model."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.line = threading.BoundedSemaphore(1 + WAITING)

    @contextmanager
    def take(self, model: str) -> Iterator[None]:
        """One's turn at `model`. Raises `ExplorerBusy` where too many wait already."""
        if not self.line.acquire(blocking=False):
            raise ExplorerBusy(model)
        try:
            with self._lock:
                yield
        finally:
            self.line.release()

    def finish(self, close: Callable[[], None]) -> None:
        """Close the model when whoever has a turn at it is done; who waits in line still comes after."""
        with self._lock:
            close()
