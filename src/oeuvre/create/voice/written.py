"""A line that the voice wrote: its text, what it is for, where it comes from, and its worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Use = Literal["headline", "line", "action", "caption", "announcement", "alt"]
Source = Literal["brief", "saying", "figure", "model"]


@dataclass(frozen=True)
class Written:
    """A line, as it is set.

    `frame` is the id of the frame that it turns, or empty; `words` are what fills the frame, in the order of its
    slots; `from_field` names the field whose words a line of the brief is. `score` orders lines of one use: higher
    is better. A caption's `label` is its network, an announcement's `60` or `150`; `limit` is the most that it may
    hold (signs as the network counts them, or words), 0 where there is none.
    """

    text: str
    use: Use
    source: Source
    frame: str = ""
    score: float = 0.0
    words: tuple[str, ...] = ()
    from_field: str = ""
    label: str = ""
    limit: int = 0
