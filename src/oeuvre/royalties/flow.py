"""Where the money came from, as a picture: bands from uses over works to the party, as wide as what they carried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from oeuvre.foundation import Language, say
from oeuvre.royalties.currency import money
from oeuvre.royalties.statement import Statement, StatementLine

WIDTH = 500.0
"""The width of the drawing, in points; its height goes with how much there is to name."""

_INK, _QUIET, _HAIR = "#15120e", "#6b6459", "#d8d2c6"
_BANDS = ("#2746c9", "#6f83d8", "#15120e", "#8d8577", "#4a5fd0", "#b3aa99")
# Words stand over bands: a rim of paper keeps them legible.
_HALO = 'stroke="#f4f1ea" stroke-width="2.2" stroke-linejoin="round" stroke-opacity="0.75" paint-order="stroke"'
_MOST = 6
_GAP, _BAR = 9.0, 5.0
_LABEL = 9.0
_PARTING = " · "


@dataclass(frozen=True)
class _Node:
    """A bar in a column: its name and amount, its top and its height in points."""

    name: str
    note: str
    amount: int
    top: float
    height: float


def flow_svg(statement: Statement, language: Language) -> str:
    """The picture as SVG; empty where nothing was earned.

    Left what was used and where, in the middle the works that earned it, right the works by which it reached the party
    (their own, or ancestors of those that earned). Only the largest are named, the others are drawn together.
    """
    lines = [line for line in statement.lines if line.net > 0]
    if not lines:
        return ""
    columns = [
        [_use(line, language) for line in lines],
        *_told_apart(
            [statement.title(line.work) for line in lines], [statement.title(line.paid_for) for line in lines]
        ),
    ]
    others = say("royalties:flow.others", language)
    amounts = [line.net for line in lines]
    named = [_largest(column, amounts, others) for column in columns]
    height = 70 + 30.0 * max(len(set(column)) for column in named)
    nodes = [_stack(column, amounts, others, height, statement.currency, language) for column in named]
    lefts = (0.0, WIDTH * 0.46, WIDTH - _BAR)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}" width="{WIDTH:g}" '
        f'height="{height:g}" font-family="Instrument Sans" font-size="{_LABEL}">'
    ]
    colours = {name: _BANDS[place % len(_BANDS)] for place, name in enumerate(nodes[1])}
    for ends in ((0, 1), (1, 2)):
        parts += _bands(named, amounts, nodes, ends, lefts, colours)
    for column, left in zip(nodes, lefts, strict=True):
        for node in column.values():
            parts.append(_bar(node, left, last=left == lefts[-1]))
    heads = ("used", "earned_by", "reached_by")
    for head, left, anchor in zip(heads, lefts, ("start", "start", "end"), strict=True):
        place = left + (_BAR if anchor == "end" else 0)
        parts.append(
            f'<text x="{place:g}" y="8" text-anchor="{anchor}" fill="{_QUIET}" font-size="7.5" letter-spacing="0.6">'
            f"{escape(say(f'royalties:flow.{head}', language).upper())}</text>"
        )
    return "\n".join([*parts, "</svg>"])


def use_in_words(use: str, language: Language) -> str:
    """A use as people call it; one that a source has a word of its own for stays as it came."""
    try:
        return say(f"royalties:uses.{use}", language) if use else ""
    except KeyError:
        return use


def _use(line: StatementLine, language: Language) -> str:
    told = [use_in_words(line.use, language) or line.channel or line.payer, line.territory]
    return " · ".join(part for part in told if part) or say("royalties:flow.usage", language)


def _largest(names: Sequence[str], amounts: Sequence[int], others: str) -> list[str]:
    """The names, all but the largest six called `others`; a single one left over keeps its own."""
    sums: dict[str, int] = {}
    for name, amount in zip(names, amounts, strict=True):
        sums[name] = sums.get(name, 0) + amount
    if len(sums) <= _MOST:
        return list(names)
    kept = set(sorted(sums, key=lambda name: (-sums[name], name))[: _MOST - 1])
    return [name if name in kept else others for name in names]


def _stack(
    names: Sequence[str], amounts: Sequence[int], others: str, height: float, currency: str, language: Language
) -> dict[str, _Node]:
    """Bars from the largest down, `others` last; together as high as the drawing allows, the same scale everywhere."""
    sums: dict[str, int] = {}
    for name, amount in zip(names, amounts, strict=True):
        sums[name] = sums.get(name, 0) + amount
    room = (height - 18) * 0.7
    scale = room / sum(amounts)
    order = sorted(sums, key=lambda name: (name == others, -sums[name], name))
    heights = {name: max(1.2, sums[name] * scale) for name in order}
    # Thin bars still need room for their two lines of words.
    spaces = [max(heights[name] + _GAP, 2 * _LABEL + 5) for name in order]
    free = height - 18 - sum(spaces)
    top = 18 + max(0.0, free / 2 if len(order) > 1 else (height - 18 - heights[order[0]]) / 2)
    found = {}
    for name, space in zip(order, spaces, strict=True):
        found[name] = _Node(name, money(sums[name], currency, language), sums[name], top, heights[name])
        top += space
    return found


def _bands(
    named: Sequence[Sequence[str]],
    amounts: Sequence[int],
    nodes: Sequence[dict[str, _Node]],
    ends: tuple[int, int],
    lefts: Sequence[float],
    colours: dict[str, str],
) -> list[str]:
    """Bands between two columns, coloured by the work in the middle."""
    start, end = ends
    sums: dict[tuple[str, str], int] = {}
    for one, other, amount in zip(named[start], named[end], amounts, strict=True):
        sums[one, other] = sums.get((one, other), 0) + amount
    used = [dict.fromkeys(column, 0.0) for column in nodes]
    parts = []
    order = [(one, other) for one in nodes[start] for other in nodes[end] if (one, other) in sums]
    right_top = {}
    for one, other in sorted(order, key=lambda pair: [*nodes[end]].index(pair[1])):
        node = nodes[end][other]
        right_top[one, other] = node.top + used[end][other]
        used[end][other] += node.height * sums[one, other] / node.amount
    for one, other in order:
        left, right = nodes[start][one], nodes[end][other]
        y0 = left.top + used[start][one]
        h0 = left.height * sums[one, other] / left.amount
        used[start][one] += h0
        y1, h1 = right_top[one, other], right.height * sums[one, other] / right.amount
        x0, x1 = lefts[start] + _BAR, lefts[end]
        middle = (x0 + x1) / 2
        colour = colours[one if start == 1 else other]
        parts.append(
            f'<path d="M{x0:.2f},{y0:.2f} C{middle:.2f},{y0:.2f} {middle:.2f},{y1:.2f} {x1:.2f},{y1:.2f} '
            f"L{x1:.2f},{y1 + h1:.2f} C{middle:.2f},{y1 + h1:.2f} {middle:.2f},{y0 + h0:.2f} {x0:.2f},{y0 + h0:.2f} Z"
            f'" fill="{colour}" fill-opacity="0.22"/>'
        )
    return parts


def _bar(node: _Node, left: float, *, last: bool) -> str:
    x, anchor = (left - 5, "end") if last else (left + _BAR + 5, "start")
    middle = node.top + node.height / 2
    return (
        f'<rect x="{left:.2f}" y="{node.top:.2f}" width="{_BAR:g}" height="{node.height:.2f}" fill="{_INK}"/>'
        f'<text x="{x:.2f}" y="{middle - 1.5:.2f}" text-anchor="{anchor}" fill="{_INK}" font-weight="600" {_HALO}>'
        f"{escape(_short(node.name))}</text>"
        f'<text x="{x:.2f}" y="{middle + 8.5:.2f}" text-anchor="{anchor}" fill="{_QUIET}" {_HALO}>'
        f"{escape(node.note)}</text>"
    )


def _told_apart(*columns: Sequence[str]) -> list[list[str]]:
    """Titles without the project's name where all that have one have the same: what is left tells the files apart."""
    names = {name for column in columns for name in column}
    starts = [name.partition(_PARTING)[0] for name in names if _PARTING in name]

    def told(name: str) -> str:
        start, _, end = name.partition(_PARTING)
        return end if end and not end.isdigit() and starts.count(start) == len(starts) > 1 else name

    return [[told(name) for name in column] for column in columns]


def _short(name: str) -> str:
    """A name of at most 26 signs: the beginning of what it is of, and what it is."""
    if len(name) <= 26:
        return name
    start, parting, end = name.rpartition(_PARTING)
    if parting and len(end) <= 17:
        return f"{start[: 22 - len(end)].rstrip()}…{_PARTING}{end}"
    return name[:25].rstrip() + "…"
