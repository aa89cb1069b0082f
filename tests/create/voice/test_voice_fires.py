"""Each frame has a mini brief in which it rightly fires, and gives exactly the line that its writer meant."""

from __future__ import annotations

import pytest

from oeuvre.create.voice import Frame, candidates, frames, ground_of, mini_brief, states_only
from oeuvre.create.voice.fill import fires
from oeuvre.foundation import set_text

EVERY_WORD = 100_000


@pytest.mark.parametrize("frame", [*frames("fr"), *frames("en")], ids=lambda frame: frame.id)
def test_a_frame_fires_in_its_mini_brief(frame: Frame) -> None:
    brief, trades = mini_brief(frame)
    ground = ground_of(brief, trade_ids=trades)
    assert fires(frame, ground), f"needs {frame.when}, forbids {frame.avoid}: {ground.cues} {ground.sensitive}"
    lines = []
    for line in candidates(ground, width=EVERY_WORD, only={frame.id}):
        lines.append(line.text)
        if line.text == set_text(frame.line, frame.language):
            assert states_only(line.text, ground, excused=frame.fixed) == []
            return
    pytest.fail(f"{frame.line!r} is not among {len(lines)} lines: {lines[:12]}")
