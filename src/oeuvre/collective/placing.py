"""Cards for works that a table lacks: where each goes, as a person would lay sheets out, and putting them there.

Ideas stand left, the first sheet is a grid with its words over it, each round is a row beneath, the editions of a
design stand right of it. Nothing that lies on the table is moved or changed, and what a person put in a place has it:
new cards go around. All is in px of the table; y grows downwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from pycrdt import Doc, Map

from oeuvre.collective.beside import beside
from oeuvre.collective.room import Room
from oeuvre.collective.taken import Taken

Kind = Literal["idea", "draft", "correction", "edition", "other"]
# A brief that was changed begins its rounds anew: those of the second time count from here, the third from twice here.
ANEW = 1000
Card = dict[str, Any]
GAP, BETWEEN = 24.0, 96.0
LABEL_HEIGHT = 56.0
_COLUMNS = {"idea": 2, "draft": 6, "round": 12, "correction": 4, "edition": 4, "other": 3}
_WIDTH = {"idea": 320.0, "draft": 240.0, "correction": 240.0, "edition": 200.0, "other": 200.0}
_TALLEST = {"idea": 200.0, "draft": 360.0, "correction": 360.0, "edition": 280.0, "other": 280.0}
_LEAST_LABEL = {"idea": 480.0, "draft": 480.0, "correction": 240.0, "edition": 480.0, "other": 480.0}
# How many columns to the left, and lines of each, are looked at for what comes late to the rows left of the sheets.
_FURTHEST, _LINES = 40, 12


@dataclass(frozen=True)
class TableWork:
    """A work as far as its place goes. `round` is 0 for the first sheet; `of` is the design of an edition, and the one
    that a correction corrects.

    `number` orders the works of a row; `ratio` is width by height, 0 for what has none (an idea is text).
    """

    id: str
    kind: Kind
    number: int = 0
    round: int = 0
    ratio: float = 0.0
    of: str | None = None


@dataclass(frozen=True)
class Label:
    """What stands over a row: `text` in one language, and what it tells as data, for pages in any other.

    The data lies flat on the card; it has none of the names that every card has.
    """

    text: str
    told: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Placing:
    """What to place, and the label of each row, by `ideas`, `round-0`, `round-1`, …, `corrections-of-…`,
    `editions-of-…` (or `editions` for all of them) and `other`; a row without one stands for itself."""

    works: Sequence[TableWork]
    labels: Mapping[str, Label]


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    w: float
    h: float


def cards_for(now: Mapping[str, Mapping[str, Any]], placing: Placing, *, by: str, made: datetime) -> dict[str, Card]:
    """The cards to be added to a table that has the cards `now`, by id: the work's own, and `label-…` for words.

    The same works on the same table give the same cards. Works in the bin are on the table.
    """
    taken = Taken((box.x, box.y, box.w, box.h) for card in now.values() if not card.get("bin") and (box := _box(card)))
    added: dict[str, Card] = {}
    for row, works in _rows(placing.works):
        if all(work.id in now for work in works):
            continue
        kind = "round" if works[0].kind == "draft" and works[0].round % ANEW else works[0].kind
        columns = _COLUMNS[kind]
        cells = _grid(works, columns)
        label = f"label-{row}"
        words = placing.labels.get(row) or placing.labels.get(row.partition("-of-")[0])
        width = max(box.x + box.w for box in cells.values())
        if words is not None:
            width = max(_LEAST_LABEL[works[0].kind], width)
        x, y = _corner(row, works, cells, now, added, taken, width, headed=words is not None)
        if label not in now and words is not None:
            box = _Box(x, y - LABEL_HEIGHT - GAP, width, LABEL_HEIGHT)
            added[label] = {**words.told, **_card("label", box, by, made, 0), "text": words.text}
            taken.add(box.x, box.y, box.w, box.h)
        for order, work in enumerate(works):
            if work.id not in now:
                box = _free(taken, x, y, cells[work.id], kind)
                added[work.id] = _card("work", box, by, made, order) | {"work": work.id}
                taken.add(box.x, box.y, box.w, box.h)
    return added


async def place(room: Room, placing: Placing, *, by: str) -> tuple[str, ...]:
    """Put cards on a table for the works that it lacks, in one edit of the party `by` (the rule); the ids of the cards.

    Durable when this returns; where they go is found beside the loop. Raises `CollectiveError` when the table cannot be
    written.
    """
    added: dict[str, Card] = {}

    def change(doc: Doc[Any]) -> None:
        cards = doc.get("cards", type=Map)
        for key, card in found.items():
            # Somebody may have laid it down meanwhile, and what lies there stays.
            if key not in cards:
                cards[key] = Map(card)
                added[key] = card

    async with room.placing:
        known = room.doc.get("cards", type=Map)
        if any(work.id not in known for work in placing.works):
            now = room.cards()
            found = await beside(cards_for, now, placing, by=by, made=datetime.now(UTC))
            await room.edit(by, change)
    return tuple(added)


def _rows(works: Iterable[TableWork]) -> list[tuple[str, list[TableWork]]]:
    """The rows in the order in which they are laid out, each with its works in theirs."""
    rows: dict[tuple[int, int, str], list[TableWork]] = {}
    # A correction of a correction stands right of that one, which must have its place by then.
    corrections: dict[str, int] = {}
    for work in works:
        if work.kind == "idea":
            key = (0, 0, "ideas")
        elif work.kind == "draft":
            key = (1, work.round, f"round-{work.round}")
        elif work.kind in ("correction", "edition"):
            name = f"{work.kind}s-of-{work.of or ''}"
            key = (2, corrections.setdefault(name, work.number) if work.kind == "correction" else 1 << 30, name)
        else:
            key = (3, 0, "other")
        rows.setdefault(key, []).append(work)
    return [(key[2], sorted(rows[key], key=lambda one: (one.number, one.id))) for key in sorted(rows)]


def _grid(works: Sequence[TableWork], columns: int) -> dict[str, _Box]:
    """Where each work of a row lies, from the row's own corner; a line is as high as its tallest."""
    cells: dict[str, _Box] = {}
    y = 0.0
    for first in range(0, len(works), columns):
        x = tallest = 0.0
        for work in works[first : first + columns]:
            width, height = _size(work)
            cells[work.id] = _Box(x, y, width, height)
            x += _WIDTH[work.kind] + GAP
            tallest = max(tallest, height)
        y += tallest + GAP
    return cells


def _size(work: TableWork) -> tuple[float, float]:
    width, tallest = _WIDTH[work.kind], _TALLEST[work.kind]
    if not work.ratio > 0 or not math.isfinite(work.ratio):
        return width, tallest
    height = min(tallest, width / work.ratio)
    return round(min(width, height * work.ratio), 1), round(height, 1)


def _corner(
    row: str,
    works: Sequence[TableWork],
    cells: Mapping[str, _Box],
    now: Mapping[str, Mapping[str, Any]],
    added: Mapping[str, Card],
    taken: Taken,
    width: float,
    *,
    headed: bool,
) -> tuple[float, float]:
    """The corner of a row: under its own words when it has some, else where there is room for all of it."""
    label = now.get(f"label-{row}")
    standing = _box(label) if label is not None and not label.get("bin") else None
    if standing is not None:
        return standing.x, standing.y + standing.h + GAP
    # A row of which something lies on the table goes on where it began.
    for work in works:
        known = now.get(work.id)
        box = _box(known) if known is not None and not known.get("bin") else None
        if box is not None and any(other.id not in now for other in works):
            return box.x - cells[work.id].x, box.y - cells[work.id].y
    head = LABEL_HEIGHT + GAP if headed else 0.0
    height = max(box.y + box.h for box in cells.values()) + head
    if row == "ideas":
        return _clear(_Box(-width - BETWEEN, 0.0, width, height), taken, down=True, head=head)
    if row == "other":
        return _clear(
            _Box(-width - BETWEEN, _bottom(taken, -width - BETWEEN, -BETWEEN), width, height),
            taken,
            down=True,
            head=head,
        )
    if "-of-" in row:
        of = works[0].of or ""
        chosen = _box(added.get(of) or now.get(of) or {})
        if chosen is not None:
            gap = GAP if works[0].kind == "correction" else BETWEEN
            start = _Box(chosen.x + chosen.w + gap, chosen.y - head, width, height)
            return _clear(start, taken, down=False, head=head)
    below = _bottom(taken, 0.0, width) if row != "round-0" else 0.0
    return _clear(_Box(0.0, below, width, height), taken, down=True, head=head)


def _free(taken: Taken, x: float, y: float, cell: _Box, kind: str) -> _Box:
    """A cell's own place in the row whose corner is `x`, `y`, or the nearest that nothing covers.

    Rows go on to the right. What stands left of the sheets would come among those there: it goes on to the left, in
    columns as high as the row is, and to the right only where that is taken very far.
    """
    own = taken.rightwards(x + cell.x, y + cell.y, cell.w, cell.h, step=GAP)
    stands = x < 0 and kind in ("idea", "other")
    if not stands or own + cell.w <= x + _COLUMNS[kind] * (_WIDTH[kind] + GAP):
        return _Box(own, y + cell.y, cell.w, cell.h)
    for column in range(1, _FURTHEST + 1):
        left = x - column * (_WIDTH[kind] + GAP)
        for line in range(_LINES):
            top = y + line * (_TALLEST[kind] + GAP)
            if top > y + cell.y:
                break
            if taken.rightwards(left, top, cell.w, cell.h, step=GAP) == left:
                return _Box(left, top, cell.w, cell.h)
    return _Box(own, y + cell.y, cell.w, cell.h)


def _bottom(taken: Taken, left: float, right: float) -> float:
    """Beneath all that lies between two abscissae."""
    end = taken.bottom(left, right)
    return 0.0 if end is None else end + BETWEEN


def _clear(box: _Box, taken: Taken, *, down: bool, head: float) -> tuple[float, float]:
    """The nearest place downwards or to the right where a whole row has room; the corner of its first card."""
    if down:
        return box.x, taken.downwards(box.x, box.y, box.w, box.h, step=BETWEEN, gap=GAP) + head
    return taken.rightwards(box.x, box.y, box.w, box.h, step=BETWEEN, gap=GAP), box.y + head


def _box(card: Mapping[str, Any]) -> _Box | None:
    """Where a card lies; none for one whose measures are no numbers of a table (windows write what they like)."""
    sides = [card.get(side) for side in ("x", "y", "w", "h")]
    numbers = [float(side) for side in sides if isinstance(side, (int, float)) and abs(side) < 1e7]
    return _Box(*numbers) if len(numbers) == 4 and numbers[2] >= 0 and numbers[3] >= 0 else None


def _card(kind: str, box: _Box, by: str, made: datetime, z: int) -> Card:
    return {
        "kind": kind,
        "x": round(box.x, 1),
        "y": round(box.y, 1),
        "w": box.w,
        "h": box.h,
        "z": z,
        "by": by,
        "made": made.isoformat().replace("+00:00", "Z"),
    }
