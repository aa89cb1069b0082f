"""Fitting words to boxes: the largest headline among its breaks, and text wrapped and balanced.

A line's width is linear in its size, so nothing is searched: sizes are solved.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache

import pyphen

from oeuvre.create.design.breaks import leans, line_options
from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.library import Face


@dataclass(frozen=True)
class Fitted:
    """A headline that fits: lines, size, and the pitch between their baselines. `height` is capitals to baseline."""

    lines: tuple[str, ...]
    size: float
    pitch: float
    height: float
    width: float
    below: float
    bad_ends: int


def _line_gap(face: Face, lines: tuple[str, ...], leading: float, tracking: float) -> float:
    """Between one baseline and the next capitals, in em: the leading, or more where ink would touch ink."""
    cap = metrics(face).cap_height
    shaped = [shape(face, line, tracking) for line in lines]
    touching = max((a.below + max(b.above - cap, 0.0) for a, b in itertools.pairwise(shaped)), default=0.0)
    # Lines never share a level: tails of one and accents of the next are kept apart wherever they stand.
    return max(leading, touching + 0.012, max((one.below for one in shaped[:-1]), default=0.0) + 0.03)


def fit_lines(
    face: Face, lines: tuple[str, ...], width: float, height: float, leading: float, tracking: float = 0.0
) -> Fitted:
    """The largest size at which these lines fit `width` and `height` (capitals of the first to last baseline)."""
    cap = metrics(face).cap_height
    shaped = [shape(face, line, tracking) for line in lines]
    widest = max((max(one.advance, one.right) - min(one.left, 0.0) for one in shaped), default=0.01)
    gap = _line_gap(face, lines, leading, tracking)
    tall = cap * len(lines) + gap * (len(lines) - 1)
    size = max(min(width / max(widest, 1e-6), height / tall), 0.0)
    return Fitted(lines, size, (cap + gap) * size, tall * size, widest * size, shaped[-1].below * size, 0)


def fit_headline(
    face: Face,
    text: str,
    language: str,
    width: float,
    height: float,
    leading: float,
    tracking: float = 0.0,
    *,
    most_lines: int = 4,
    lines: int | None = None,
) -> Fitted:
    """The break that gives the largest type in the box; each bad line end weighs as 32 % of the size."""
    best: tuple[float, Fitted] | None = None
    options = line_options(text, language, lines or most_lines, lambda line: shape(face, line, tracking).advance)
    wanted = options if lines is None else options[-1:]
    for pieces, bad in wanted:
        fitted = fit_lines(face, pieces, width, height, leading, tracking)
        worth = fitted.size * (1 - 0.32 * bad)
        if best is None or worth > best[0] * 1.0001:
            best = (worth, Fitted(**{**fitted.__dict__, "bad_ends": bad}))
    if best is None:
        return Fitted(("",), 0.0, 0.0, 0.0, 0.0, 0.0, 0)
    return best[1]


@lru_cache(maxsize=4)
def _hyphens(language: str) -> pyphen.Pyphen | None:
    code = {"fr": "fr_FR", "en": "en_GB"}.get(language)
    return pyphen.Pyphen(lang=code, left=3, right=3) if code else None


def _greedy(face: Face, text: str, width: float, tracking: float, language: str | None) -> tuple[str, ...] | None:
    """Lines of at most `width` em, or None when a word is wider than that and may not be hyphenated."""
    lines: list[str] = []
    line = ""
    dictionary = _hyphens(language) if language else None
    for word in text.split(" "):
        tried = f"{line} {word}" if line else word
        if shape(face, tried, tracking).advance <= width:
            line = tried
            continue
        if dictionary is not None and len(word) > 7:
            for head, tail in dictionary.iterate(word):
                begun = f"{line} {head}-" if line else f"{head}-"
                if shape(face, begun, tracking).advance <= width:
                    lines.append(begun)
                    line, word = "", tail
                    break
        if line:
            lines.append(line)
        if shape(face, word, tracking).advance > width:
            return None
        line = word
    if line:
        lines.append(line)
    return tuple(lines)


def wrap(
    face: Face,
    text: str,
    size: float,
    width: float,
    *,
    tracking: float = 0.0,
    balance: bool = True,
    hyphenate: str | None = None,
    language: str | None = None,
) -> tuple[str, ...] | None:
    """`text` in lines no wider than `width` at `size`, the line count kept and the lines balanced (no widow).

    None when one word is wider than the box. `hyphenate` is a language, for body text in narrow boxes alone. With a
    `language`, no line ends with a word that leans on the next one where another break of as many lines fits.
    """
    if not text:
        return ()
    room = width / size
    lines = _greedy(face, text, room, tracking, None)
    if lines is None and hyphenate:
        lines = _greedy(face, text, room, tracking, hyphenate)
    if lines is None or len(lines) < 2 or not balance:
        return lines
    low, high = room * 0.35, room
    for _ in range(12):
        middle = (low + high) / 2
        tried = _greedy(face, text, middle, tracking, None)
        if tried is not None and len(tried) <= len(lines):
            lines, high = tried, middle
        else:
            low = middle
    if language and any(leans(line, language) for line in lines[:-1]):
        options = line_options(text, language, len(lines), lambda line: shape(face, line, tracking).advance)
        broken, bad = options[-1]
        fits = all(shape(face, line, tracking).advance <= room for line in broken)
        if fits and len(broken) == len(lines) and bad < sum(leans(line, language) for line in lines[:-1]):
            return broken
    return lines
