"""Whether the record holds, for everybody who looks: a large one takes a second to walk."""

from __future__ import annotations

import threading
import time

from oeuvre.record import Record, Verdict

# After how many seconds a record that did not grow is walked again, for what befalls the file itself.
_AGAIN = 600.0


class Walk:
    """The last walk over a record; it is done anew once the record grew, by one thread at a time."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._last: tuple[int, float, Verdict] | None = None
        self._lock = threading.Lock()

    def verdict(self) -> Verdict:
        """Whether every act holds, as of the record's head or a few minutes before."""
        with self._lock:
            now, head = time.monotonic(), self._record.head()
            if self._last is None or self._last[0] != head or now - self._last[1] > _AGAIN:
                self._last = (head, now, self._record.verify())
            return self._last[2]
