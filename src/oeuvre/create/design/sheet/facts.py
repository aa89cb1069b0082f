"""The facts: in columns hung from hairlines, in a stack, on one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oeuvre.create.design import copyfit
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Align, Role
from oeuvre.create.design.sheet.measured import Block
from oeuvre.create.library import Face

if TYPE_CHECKING:
    from oeuvre.create.design.sheet.sheet import Sheet

# A fact as `fact_pairs` tells it, and a cell of the columns: the fact, its blocks, its height and its width.
_Pair = tuple[tuple[str, ...], Role, str, str]
_Row = list[tuple[_Pair, list[Block], float, float]]
_Plan = list[_Row]


def fact_pairs(sheet: Sheet, most: int = 4) -> list[tuple[tuple[str, ...], Role, str, str]]:
    """(elements, role, strong, weak) for what the foot says: date, place, price, then action with the address."""
    copy = sheet.kit.copy
    pairs: list[tuple[tuple[str, ...], Role, str, str]] = [
        ((fact.kind,), fact.kind, fact.strong, fact.weak) for fact in copy.facts if fact.kind != "url"
    ]
    url = copy.fact("url")
    address = f"{url.strong} {url.weak}".strip() if url else ""
    if copy.action:
        pairs.append((("action", "url") if url else ("action",), "action", copy.action, address))
    elif url:
        pairs.append((("url",), "url", address, ""))
    return pairs[:most]


def line_end(words: str) -> str:
    """The first part of a fact whose second stands on a line of its own: the line's end parts them, no comma hangs."""
    return words.rstrip(",; ")


def _over_one_another(pairs: list[_Pair]) -> list[_Pair]:
    return [(what, role, line_end(strong) if weak else strong, weak) for what, role, strong, weak in pairs]


def facts_columns(
    sheet: Sheet,
    x: float,
    bottom: float,
    width: float,
    colour: str,
    *,
    rule: str | None = None,
    size: float | None = None,
    most: int = 4,
) -> float:
    """Facts in columns as wide as their words, hung from hairlines, standing on `bottom`. Returns their top."""
    pairs = _over_one_another(sheet.fact_pairs(most))
    if not pairs:
        return bottom
    full = size or sheet.strong
    # (rows, shrink, most lines): a second row of whole lines before a first row of broken ones.
    tries = (
        (1, 1.0, 1),
        (1, 0.9, 1),
        (2, 1.0, 1),
        (2, 0.9, 1),
        (1, 0.92, 2),
        (2, 1.0, 2),
        (1, 0.8, 2),
        (2, 0.82, 3),
    )
    for rows, shrink, lines in tries:
        plan = _plan_columns(sheet, pairs, width, max(full * shrink, sheet.page.least_text), rows, lines)
        if plan is not None:
            break
    else:
        sheet.overflow.append("facts")
        plan = _plan_columns(sheet, pairs, width, sheet.page.least_text, min(len(pairs), 4), 4, force=True)
    assert plan is not None
    heights = [max(cell[2] for cell in row) for row in plan]
    gap = full * 0.75
    y = bottom - sum(heights) - gap * (len(heights) - 1)
    top = y
    for row, height in zip(plan, heights, strict=True):
        at = x
        lengths = _lengths(sheet, plan, row)
        for index, ((elements, role, _, _), blocks, _, cell_width) in enumerate(row):
            _fact(sheet, elements, role, blocks, at, y, lengths[index], colour, rule or colour, full)
            at += cell_width + full * 0.8
        y += height + gap
    return top


def _plan_columns(
    sheet: Sheet,
    pairs: list[tuple[tuple[str, ...], Role, str, str]],
    width: float,
    size: float,
    rows: int,
    most_lines: int,
    *,
    force: bool = False,
) -> _Plan | None:
    per_row = -(-len(pairs) // rows)
    gap = (sheet.strong if size < sheet.strong else size) * 0.8
    plan = []
    bold, plain = sheet.text_face(700), sheet.text_face(500)
    weak_size = max(size * 0.79, sheet.page.least_text)
    parted = [pairs[start : start + per_row] for start in range(0, len(pairs), per_row)]
    needs = [
        [
            max(
                shape(bold, strong).advance * size,
                shape(plain, weak).advance * weak_size if weak else 0.0,
            )
            * 1.01
            for _, _, strong, weak in row
        ]
        for row in parted
    ]
    whole = width - gap * (per_row - 1)
    common = _common(needs, whole - 9 * sheet.page.u * per_row)
    if not common and len(needs) > 1:
        # Rows whose columns stand almost under each other look like a slip: they share them, or lines are broken.
        if most_lines == 1:
            return None
        common = _share(_widest(needs), whole)
    for row, need in zip(parted, needs, strict=True):
        natural = common[: len(row)] if common else need
        room = width - gap * (len(row) - 1)
        if common and len(row) < len(common):
            # A short last row keeps to the columns of the first.
            room = sum(natural) + (width - gap * (per_row - 1) - sum(common)) * len(row) / len(common)
        # A rule that ends just past its words looks like a slip: each gets 9 u more than they need, or none.
        if common and sum(common) > whole - 9 * sheet.page.u * per_row:
            widths = natural
        elif sum(natural) + 9 * sheet.page.u * len(row) <= room:
            widths = [have + (room - sum(natural)) / len(row) for have in natural]
        elif most_lines == 1:
            return None
        else:
            widths = _share(natural, room)
        cells = []
        for pair, cell_width in zip(row, widths, strict=True):
            blocks = []
            for text, type_size, weight in ((pair[2], size, 700), (pair[3], weak_size, 500)):
                if not text:
                    continue
                lines = copyfit.wrap(sheet.text_face(weight), text, type_size, cell_width, language=sheet.kit.language)
                if lines is None and force:
                    lines = (text,)
                if lines is None or (len(lines) > most_lines and not force):
                    return None
                blocks.append(_block(sheet, lines, sheet.text_face(weight), type_size))
            cells.append((pair, blocks, _fact_height(sheet, blocks), cell_width))
        plan.append(cells)
    return plan


def _block(sheet: Sheet, lines: tuple[str, ...], face: Face, size: float, leading: float = 1.22) -> Block:
    cap = metrics(face).cap_height * size
    wide = max(shape(face, line).advance for line in lines) * size
    below = shape(face, lines[-1]).below * size
    return Block(lines, face, size, size * leading, wide, cap + size * leading * (len(lines) - 1), below)


def _fact_height(sheet: Sheet, blocks: list[Block], rule: bool = True) -> float:
    first = blocks[0].size
    return (first * 0.62 if rule else 0) + sum(one.height for one in blocks) + first * 0.5 * (len(blocks) - 1)


def _lengths(sheet: Sheet, plan: _Plan, row: _Row) -> list[float]:
    """The lengths of a row's rules. One that ends a hair after its words looks like a mistake: then it ends with them,
    and so do the rules over and under it in the same column."""
    lengths = []
    for index, (_, blocks, _, width) in enumerate(row):
        column = [other[index] for other in plan if index < len(other) and abs(other[index][3] - width) < 0.5]
        reach = max(_reach(cell[1]) for cell in column) if column else _reach(blocks)
        lengths.append(reach if 0 < width - reach < 10 * sheet.page.u else width)
    return lengths


def _reach(blocks: list[Block]) -> float:
    """How far a fact's ink reaches from the left end of its rule."""
    widest = 0.0
    for block in blocks:
        shaped = [shape(block.face, line) for line in block.lines]
        hung = min(max(shaped[0].left, 0.0), 0.09)
        widest = max(widest, max(one.right - hung for one in shaped) * block.size)
    return widest


def _fact(
    sheet: Sheet,
    elements: tuple[str, ...],
    role: Role,
    blocks: list[Block],
    x: float,
    y: float,
    length: float,
    colour: str,
    rule: str,
    size: float,
) -> None:
    sheet.rule(x, y, length, rule, max(size * 0.075, 0.4))
    at = y + blocks[0].size * 0.62
    for index, block in enumerate(blocks):
        # An action's second line is the address; any other fact's is its own second part.
        told: Role = "url" if role == "action" and index else role
        # The first letter's ink stands under the rule's end, not its side bearing.
        bearing = shape(block.face, block.lines[0]).left * block.size
        sheet.put(told, block, x - min(max(bearing, 0.0), block.size * 0.09), at, colour)
        at += block.height + blocks[0].size * 0.5
    sheet.placed.update(elements)


def facts_stack(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    colour: str,
    *,
    anchor: str = "top",
    align: Align = "left",
    size: float | None = None,
    most: int = 4,
    most_lines: int = 3,
    room: float | None = None,
) -> Box:
    """Facts one under the other. `anchor` "bottom" stands them on `y`; `room` is the height they may take."""
    strong = size or sheet.strong
    pairs = _over_one_another(sheet.fact_pairs(most))
    for shrink in (1.0, 0.92, 0.85, 0.78):
        before = list(sheet.overflow)
        cells = [
            [
                sheet.measure(text, strong * shrink * k, width, weight=weight, most_lines=most_lines, element="facts")
                for text, k, weight in ((one[2], 1.0, 700), (one[3], 0.79, 500))
                if text
            ]
            for one in pairs
        ]
        gap = strong * shrink * 0.82
        inner = strong * shrink * 0.42
        total = sum(sum(b.height for b in cell) + inner * (len(cell) - 1) for cell in cells)
        total += gap * max(len(cells) - 1, 0)
        fits = (room is None or total <= room) and sheet.overflow == before
        if fits:
            break
        if shrink != 0.78:
            sheet.overflow = before
    if room is not None and cells and total > room * 1.002:
        sheet.overflow.append("facts")
    at = y - total - (cells[-1][-1].below if cells else 0) if anchor == "bottom" else y
    top = at
    for pair, cell in zip(pairs, cells, strict=True):
        for index, block in enumerate(cell):
            told: Role = "url" if pair[1] == "action" and index else pair[1]
            sheet.put(told, block, x, at, colour, align=align)
            at += block.height + (inner if index < len(cell) - 1 else gap)
        sheet.placed.update(pair[0])
    left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width
    return Box(left, top, width, total)


def facts_line(
    sheet: Sheet,
    x: float,
    baseline: float,
    width: float,
    colour: str,
    *,
    size: float | None = None,
    most: int = 3,
    sign: bool | None = None,
    ground: str | None = None,
) -> float:
    """Facts on one line with points between, as many as fit, for strips. Returns the top of the capitals.

    With `sign`, which the lowest strips have unless told otherwise, the client's mark opens the line: what is
    dropped before the logo may then stay.
    """
    strong = size or sheet.strong
    above = baseline
    if (sheet.page.ratio >= 5 if sign is None else sign) and "logo" not in sheet.placed:
        made = _line_sign(sheet, x, baseline, width, strong, colour, ground)
        if made:
            away = made.height * 0.5 + strong * 0.35
            x, width, above = made.right + away, width - made.width - away, made.y - made.height * 0.5
            above += strong * 0.6
    face = sheet.text_face(700)
    cap = metrics(face).cap_height
    gap = strong * 0.95
    at = x
    for index, (elements, role, first, second) in enumerate(sheet.fact_pairs(most)):
        words = f"{first} {second}".strip() if role != "action" else first
        wide = shape(face, words).advance * strong
        if index == 0 and wide > width:
            strong = max(strong * width / wide * 0.999, sheet.page.least_text)
            wide = shape(face, words).advance * strong
        start = at + (gap if index else 0.0)
        if start + wide > x + width:
            if index == 0:
                sheet.overflow.append("facts")
                break
            continue
        if index:
            r = strong * 0.09
            sheet.plate(Box(at + gap / 2 - r, baseline - cap * strong / 2 - r, 2 * r, 2 * r), colour, radius=r)
        block = Block((words,), face, strong, strong, wide, cap * strong, 0.0)
        sheet.put(role, block, start, baseline - cap * strong, colour)
        at = start + wide
        sheet.placed.update(elements if role != "action" else ("action",))
    return min(baseline - cap * strong, above)


def _line_sign(
    sheet: Sheet, x: float, baseline: float, width: float, strong: float, colour: str, ground: str | None
) -> Box | None:
    """The mark, or a client's own logo, at the head of a line of facts, its middle on that of the capitals."""
    logo = sheet.kit.logo
    if logo is None or not (logo.own or logo.mark or logo.mark_svg):
        return None
    if logo.own and logo.colours and min(contrast(tone, ground or sheet.ground) for tone in logo.colours[:2]) < 3:
        # It would need a plate, for which a line has no height.
        return None
    middle = baseline - metrics(sheet.text_face(700)).cap_height * strong / 2
    return sheet.logo(
        x, min(middle, baseline - strong * 0.35), strong * 0.95, colour, ground=ground, anchor="middle",
        most_width=width * 0.2, mark_only=True,
    )  # fmt: skip


def _common(rows: Sequence[Sequence[float]], room: float) -> list[float]:
    """Widths that all rows can share, so that their columns stand under each other; none when they would not fit."""
    if len(rows) < 2:
        return []
    widest = _widest(rows)
    return widest if sum(widest) <= room else []


def _widest(rows: Sequence[Sequence[float]]) -> list[float]:
    return [max(row[index] for row in rows if index < len(row)) for index in range(len(rows[0]))]


def _share(natural: Sequence[float], room: float) -> list[float]:
    """Widths that sum to `room`: short ones keep what they need, long ones share the rest."""
    widths = list(natural)
    fair = room / len(widths)
    short = [index for index, have in enumerate(widths) if have <= fair]
    long = [index for index in range(len(widths)) if index not in short]
    left = room - sum(widths[index] for index in short)
    total = sum(widths[index] for index in long) or 1.0
    for index in long:
        widths[index] = left * widths[index] / total
    return widths
