"""What the acts of a home say, kept ready to be searched: prompts, lines and reasons.

It is read off the record once and then act by act; where words are erased, all of it is let go and read anew.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from oeuvre.record import Act, Record

if TYPE_CHECKING:
    from collections.abc import Sequence

# How many acts are read in one go.
_BLOCK = 5_000


@dataclass(frozen=True)
class Saying:
    """An act and the texts that it says, as a search compares them."""

    seq: int
    at: datetime
    kind: str
    project: str | None
    texts: tuple[str, ...]
    all: str


class Said:
    """The sayings of a home."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._sayings: list[Saying] = []
        self._seq = 0
        self._lock = threading.Lock()

    def forget(self) -> None:
        """Let go of everything that was read: words were erased."""
        with self._lock:
            self._sayings, self._seq = [], 0

    def find(
        self,
        text: str,
        head: int,
        *,
        before: int | None = None,
        project: str | None = None,
        kinds: Collection[str] | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        among: Collection[int] | None = None,
    ) -> Iterator[int]:
        """The numbers of acts up to `head` in which all words of a text stand together, the newest first."""
        from oeuvre.production import folded

        words = folded(text).split()
        rarest = max(words, key=len, default="")
        for one in reversed([one for one in self._up_to(head) if rarest in one.all]):
            if (
                (before is None or one.seq < before)
                and project in (None, one.project)
                and (kinds is None or one.kind in kinds)
                and (since is None or one.at >= since)
                and (until is None or one.at < until)
                and (among is None or one.seq in among)
                and any(_has(told, words) for told in one.texts)
            ):
                yield one.seq

    def _up_to(self, head: int) -> Sequence[Saying]:
        from oeuvre.production import sayings

        with self._lock:
            while self._seq < head:
                end = min(head, self._seq + _BLOCK)
                for act in self._record.acts(after=self._seq, before=end + 1):
                    self._keep(act, sayings)
                self._seq = end
            return tuple(self._sayings)

    def _keep(self, act: Act, sayings: Callable[[Record, Act], tuple[str, ...]]) -> None:
        texts = sayings(self._record, act)
        if texts:
            self._sayings.append(Saying(act.seq, act.at, act.kind, act.project, texts, "\n".join(texts)))


def _has(told: str, words: Sequence[str]) -> bool:
    return all(word in told for word in words)


__all__ = ["Said", "Saying"]
