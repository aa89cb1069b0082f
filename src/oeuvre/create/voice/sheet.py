"""All that `oeuvre words` prints for a brief: headlines, lines, calls, captions, announcements, alternative texts."""

from __future__ import annotations

from oeuvre.create.voice.announce import actions, alternative_texts, announcements
from oeuvre.create.voice.captions import captions
from oeuvre.create.voice.compose import LONGEST, compose, figures_for
from oeuvre.create.voice.ground import Ground
from oeuvre.create.voice.headline import Line, LineSource, supporting_lines
from oeuvre.create.voice.written import Written

_MOST_HEADLINES, _MOST_LINES = 8, 4
_LEAST_UNDER = 0.7


def lines_for(ground: Ground, seed: int = 0) -> tuple[Written, ...]:
    """Up to 8 headlines, 4 supporting lines, 3 calls to action, a caption a network, announcements, alternative texts.

    In this order, the best first within each use; the same ground, seed and version give the same.
    """
    headlines = compose(ground, most=_MOST_HEADLINES, seed=seed)
    lines = _lines(ground, headlines, seed)
    calls = actions(ground)
    told = captions(ground, headlines, lines, calls)
    return (*headlines, *lines, *calls, *told, *announcements(ground), *alternative_texts(ground))


def _lines(ground: Ground, headlines: tuple[Written, ...], seed: int) -> tuple[Written, ...]:
    """Supporting lines: the brief's own, then frames that no headline took."""
    best = headlines[0]
    source: LineSource = "title" if best.from_field == "title" else "clause"
    own = supporting_lines(ground.brief, Line(best.text, source, best.from_field))
    found = [
        Written(line.text, "line", "brief", "", round(0.9 - 0.05 * order, 2), (), line.from_field)
        for order, line in enumerate(own)
    ][:_MOST_LINES]
    if ground.brief.copy.line or len(found) == _MOST_LINES:
        return tuple(found)
    said = {line.text for line in (*headlines, *found)}
    taken = {line.frame for line in headlines}
    words = {word for line in headlines[:2] for word in line.words}
    more = figures_for(ground, "line", seed, LONGEST, _MOST_HEADLINES + _MOST_LINES + 4)
    if ground.language == "fr":
        # Under the brief's own sentences a weak figure is one too many.
        more = [line for line in more if line.score >= _LEAST_UNDER]
    fresh = [line for line in more if line.frame not in taken and line.text not in said and not words & set(line.words)]
    return tuple([*found, *fresh][:_MOST_LINES])
