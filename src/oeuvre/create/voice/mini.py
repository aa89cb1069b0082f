"""The mini brief that a frame's `fires` column tells: `trade=bakery | text="…" | date="…"`."""

from __future__ import annotations

import re
from pathlib import Path

from oeuvre.create.brief import Brief, Facts, GivenCopy
from oeuvre.create.voice.frames import Frame

_FIELD = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|“([^”]*)”|([^|"“]+))""")


def mini_brief(frame: Frame) -> tuple[Brief, tuple[str, ...]]:
    """The brief in which a frame rightly fires, and the ids of the trades that it names."""
    told = {name: next(value for value in values if value) for name, *values in _FIELD.findall(frame.fires)}
    told = {name: value.strip() for name, value in told.items()}

    def many(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in told.get(name, "").split(",") if part.strip())

    brief = Brief(
        told.get("title", ""),
        told.get("text", told.get("about", "")),
        frame.language,
        Path(f"{frame.id}.toml"),
        Path(),
        client=told.get("client", ""),
        audience=told.get("audience", ""),
        goal=told.get("goal", ""),
        mood=many("mood"),
        facts=Facts(
            product=told.get("product", ""),
            promise=told.get("promise", ""),
            people=many("people"),
            place=told.get("place", ""),
            date=told.get("date", ""),
            price=told.get("price", ""),
            url=told.get("url", ""),
        ),
        words_use=many("use"),
        copy=GivenCopy(action=told.get("action", "")),
    )
    return brief, many("trade")
