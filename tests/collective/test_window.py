"""What a window is sent comes in order, whether it is written at once or waits its turn."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from oeuvre.collective import Who, Window


@given(st.lists(st.sampled_from(["send", "busy", "free", "read"]), max_size=40))
def test_nothing_overtakes_what_waits(steps: list[str]) -> None:
    written: list[bytes] = []
    free = True

    def at_once(data: bytes) -> bool:
        if free:
            written.append(data)
        return free

    async def played() -> list[bytes]:
        nonlocal free
        window = Window(Who("ana"), at_once=at_once)
        sent: list[bytes] = []
        held: bytes | None = None
        for step in [*steps, "read", "read"]:
            if step == "send":
                sent.append(str(len(sent)).encode())
                window.send(sent[-1])
            elif step in ("busy", "free"):
                free = step == "free"
            else:
                # The task that writes what waits: a message that it took is on its way until it asks for the next.
                if held is not None:
                    written.append(held)
                    held = None
                if not window.unread.empty():
                    held = await window.next()
        while held is not None or not window.unread.empty():
            if held is not None:
                written.append(held)
            held = await window.next() if not window.unread.empty() else None
        return sent

    assert asyncio.run(played()) == written
