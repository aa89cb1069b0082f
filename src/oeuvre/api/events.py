"""News of a running studio: whoever listens is woken when a job moves or something was recorded."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field


@dataclass
class Hub:
    """Wakes the listeners of one event loop, from any thread. `closed` once the studio ends."""

    closed: bool = False
    _loop: asyncio.AbstractEventLoop | None = None
    _waiting: set[asyncio.Future[None]] = field(default_factory=set)

    def open(self) -> None:
        """Begin on the running loop."""
        self._loop = asyncio.get_running_loop()
        self.closed = False

    def close(self) -> None:
        """End all waiting: streams say goodbye."""
        self.closed = True
        self.wake()

    def wake(self) -> None:
        """There is news. Called from any thread, before the loop runs and after it ended as well."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for one in waiting:
            if not one.done():
                one.set_result(None)

    async def wait(self, seconds: float) -> None:
        """Until there is news, at most so long."""
        if self.closed:
            return
        one: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(one)
        try:
            await asyncio.wait_for(one, seconds)
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(one)
