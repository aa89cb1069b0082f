"""Grille: a Swiss page. One figure, one rule, one headline that stands on it; facts in the first column.

The figure is drawn by rule: rings, quarter discs, bars, a fan, a grid of growing discs, or the kit's own piece seen
through a screen of discs or bars. It is never under words.
"""

from __future__ import annotations

import math
import random

from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families import pieces
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.measure import shape
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Drawing, Role, Scene
from oeuvre.create.design.sheet import Sheet, line_end


def _rings(box: Box, ink: str, signal: str, pick: random.Random) -> str:
    cx, cy = box.centre
    radius = min(box.width, box.height) / 2
    count = 8
    core = radius * 0.24
    step = (radius - core) / count
    off = pick.choice((0.0, 0.0, step * 0.42))  # discs that lean to one side, like sound from a moving car
    parts = []
    for index in range(count):
        r = radius - step * index - step * 0.22
        parts.append(
            f'<circle cx="{cx + off * index:.2f}" cy="{cy:.2f}" r="{r:.2f}" fill="none" stroke="{ink}" '
            f'stroke-width="{step * 0.44:.2f}"/>'
        )
    parts.append(f'<circle cx="{cx + off * count:.2f}" cy="{cy:.2f}" r="{core * 0.78:.2f}" fill="{signal}"/>')
    return "".join(parts)


def _quarters(box: Box, ink: str, signal: str, pick: random.Random) -> str:
    """Quarter discs on a grid of three by three, one of them in the signal colour."""
    n = 3
    cell = min(box.width, box.height) / n
    x0, y0 = box.right - cell * n, box.y
    odd = pick.randrange(n * n)
    parts = []
    for index in range(n * n):
        x, y = x0 + index % n * cell, y0 + index // n * cell
        turn = pick.choice((0, 90, 180, 270))
        tone = signal if index == odd else ink
        path = (
            f"M{x:.2f} {y:.2f}A{cell:.2f} {cell:.2f} 0 0 1 {x + cell:.2f} {y + cell:.2f}H{x:.2f}Z"
            if pick.random() < 0.82 or index == odd
            else f"M{x:.2f} {y + cell / 2:.2f}a{cell / 2:.2f} {cell / 2:.2f} 0 1 0 {cell:.2f} 0"
            f"a{cell / 2:.2f} {cell / 2:.2f} 0 1 0 {-cell:.2f} 0Z"
        )
        parts.append(
            f'<path transform="rotate({turn} {x + cell / 2:.2f} {y + cell / 2:.2f})" d="{path}" fill="{tone}" '
            f'stroke="{tone}" stroke-width="{cell * 0.004:.3f}"/>'
        )
    return "".join(parts)


def _fan(box: Box, ink: str, signal: str, pick: random.Random) -> str:
    """Sectors that open like a fan from the box's lower left corner; one of them is the signal."""
    radius = min(box.width, box.height)
    cx, cy = box.right - radius, box.y + radius
    count = pick.choice((7, 9))
    odd = pick.randrange(1, count - 1)
    parts = []
    for index in range(count):
        start = math.pi / 2 * index / count
        end = start + math.pi / 2 / count * 0.6
        r = radius
        tips = [f"{cx + r * math.sin(a):.2f} {cy - r * math.cos(a):.2f}" for a in (start, end)]
        parts.append(
            f'<path d="M{cx:.2f} {cy:.2f}L{tips[0]}A{r:.2f} {r:.2f} 0 0 1 {tips[1]}Z" '
            f'fill="{signal if index == odd else ink}"/>'
        )
    return "".join(parts)


def _bars(box: Box, ink: str, signal: str, pick: random.Random) -> str:
    """Upright bars of rising height, standing on the box's foot; one is the signal."""
    count = 9
    pitch = box.width / count
    odd = pick.randrange(3, count)
    parts = []
    phase = pick.uniform(0, 6.2)
    for index in range(count):
        share = 0.16 + 0.84 * ((index + 1) / count) ** 1.3 * (0.8 + 0.2 * math.sin(index * 1.9 + phase))
        high = box.height * min(share, 1.0)
        wide = pitch * 0.62
        x = box.right - pitch * (count - index) + pitch - wide
        parts.append(
            f'<rect x="{x:.2f}" y="{box.bottom - high:.2f}" width="{wide:.2f}" height="{high:.2f}" '
            f'fill="{signal if index == odd else ink}"/>'
        )
    return "".join(parts)


def _grid(box: Box, ink: str, signal: str, pick: random.Random) -> str:
    """Discs on a grid that grow towards a corner; one is the signal."""
    n = 7
    cell = min(box.width, box.height) / n
    x0, y0 = box.right - cell * n, box.y
    fx, fy = pick.choice(((1, 0), (1, 1), (0, 0)))
    odd = (pick.randrange(2, n - 1), pick.randrange(1, n - 1))
    parts = []
    for i in range(n):
        for j in range(n):
            far = math.hypot(i - fx * (n - 1), j - fy * (n - 1)) / (n - 1) / math.sqrt(2)
            r = cell * (0.47 - 0.38 * far)
            tone = ink
            if (i, j) == odd:
                r, tone = cell * 0.47, signal
            parts.append(
                f'<circle cx="{x0 + (i + 0.5) * cell:.2f}" cy="{y0 + (j + 0.5) * cell:.2f}" r="{r:.2f}" fill="{tone}"/>'
            )
    return "".join(parts)


def _screened(kit: Kit, box: Box, ink: str, kind: str, hang: float) -> str:
    """The kit's piece through a screen: discs on a square grid ("screen") or level bars ("slices")."""
    emblem = kit.emblem
    assert emblem is not None
    where = pieces.contained(emblem, box, hang=(hang, 0.5))
    outline = pieces.turned_ink(emblem)
    k = where.width / outline.width
    parts: list[str] = []
    if kind == "slices":
        rows = 34
        pitch = where.height / rows
        thick = pitch * 0.64
        for row in range(rows):
            y = outline.y + (row + 0.5) / rows * outline.height
            for start, end in pieces.spans(emblem, y):
                if (end - start) * k < thick * 0.7:
                    continue
                parts.append(
                    f'<rect x="{where.x + (start - outline.x) * k:.2f}" y="{where.y + pitch * row:.2f}" '
                    f'width="{(end - start) * k:.2f}" height="{thick:.2f}" rx="{thick / 2:.2f}"/>'
                )
    else:
        across = 34
        cell = max(where.width, where.height) / across
        columns, rows = round(where.width / cell), round(where.height / cell)
        fine = 3  # levels sampled in each row: a disc's size is how much of its cell the ink covers
        for row in range(rows):
            cover = [0.0] * columns
            for level in range(fine):
                y = outline.y + (row + (level + 0.5) / fine) * cell / k
                for start, end in pieces.spans(emblem, y):
                    a, b = (start - outline.x) * k / cell, (end - outline.x) * k / cell
                    for column in range(max(int(a), 0), min(int(b) + 1, columns)):
                        cover[column] += max(min(b, column + 1) - max(a, column), 0.0) / fine
            for column, share in enumerate(cover):
                if share > 0.12:
                    r = cell * 0.46 * math.sqrt(min(share, 1.0))
                    parts.append(
                        f'<circle cx="{where.x + (column + 0.5) * cell:.2f}" cy="{where.y + (row + 0.5) * cell:.2f}" '
                        f'r="{r:.2f}"/>'
                    )
    return f'<g fill="{ink}">{"".join(parts)}</g>'


def _chosen(kit: Kit) -> str:
    """The name of the figure that the seed chooses."""
    names = ["rings", "quarters", "fan", "bars", "grid"]
    if kit.emblem is not None and not kit.emblem.cut_edges:
        # The brief's own piece says more than a figure that any brief could have.
        names = ["slices", "screen"]
    return names[kit.seed % len(names)]


def _seen(kit: Kit) -> bool:
    """Whether the figure is the kit's own piece, seen through a screen."""
    return _chosen(kit) in ("screen", "slices")


def _figure(sheet: Sheet, box: Box, hang: float = 1.0) -> None:
    """The page's figure in `box`; `hang` is 0 to stand at its left, 1 at its right."""
    kit, palette = sheet.kit, sheet.palette
    pick = random.Random(kit.seed)
    name = _chosen(kit)
    ink = palette.ink
    signal = palette.signal if contrast(palette.signal, palette.ground) >= 1.7 else palette.second
    if name in ("slices", "screen"):
        body = _screened(kit, box, signal if contrast(signal, palette.ground) >= 2 else ink, name, hang)
        sheet.drawing(pieces.canvas(box, body), box, "emblem", ink=box)
        return
    draw = {"rings": _rings, "quarters": _quarters, "fan": _fan, "bars": _bars, "grid": _grid}[name]
    side = min(box.width, box.height)
    square = box if name == "bars" else Box(box.right - side, box.y, side, side)
    sheet.drawing(pieces.canvas(square, draw(square, ink, signal, pick)), square, "scene", ink=square)


def _code_box(sheet: Sheet) -> Box | None:
    return next((item.box for item in sheet.items if isinstance(item, Drawing) and item.role == "code"), None)


def _column(sheet: Sheet, x: float, y: float, width: float, ink: str, most: int) -> tuple[float, int]:
    """The first facts down the first column, strong over weak. Returns their bottom and how many were set."""
    size, at, count = sheet.strong * 1.04, y, 0
    bold = sheet.text_face(700)
    # A date that is a little too wide for its column is set a little smaller, not broken.
    told = [
        (what, role, line_end(strong) if weak else strong, weak) for what, role, strong, weak in sheet.fact_pairs(most)
    ]
    needs = [shape(bold, strong).advance * size for _, role, strong, _ in told if role != "action"]
    size *= min([width / need * 0.998 for need in needs if width * 0.998 < need <= width / 0.84], default=1.0)
    for elements, role, strong, weak in told:
        if role == "action":
            break
        for text, k, weight in ((strong, 1.0, 700), (weak, 0.82, 500)):
            if not text:
                continue
            block = sheet.measure(text, size * k, width, weight=weight, most_lines=3, element="facts", leading=1.2)
            sheet.put(role, block, x, at, ink)
            at += block.height + size * (0.42 if weight == 700 and weak else 0.95)
        sheet.placed.update(elements)
        count += 1
    return at - size * 0.95, count


def _first_width(sheet: Sheet, most: int) -> float:
    """The width of the first column: a third of the page, or what its facts need for one line, up to two fifths."""
    inner = sheet.page.inner
    size = sheet.strong * 1.04
    needs = [
        shape(sheet.text_face(weight), text).advance * size * k
        for _, role, strong, weak in sheet.fact_pairs(most)
        if role != "action"
        for text, k, weight in ((strong, 1.0, 700), (weak, 0.82, 500))
        if text
    ]
    least, largest = inner.width / 3 - 24 * sheet.page.u, inner.width * 0.42
    # Those that fit once they are set a little smaller take all that there is.
    able = [min(need * 1.01, largest) for need in needs if need * 0.85 <= largest]
    return min(max([least, *able]), largest)


def _last_row(sheet: Sheet, ink: str, taken: int) -> float:
    """Under the rule: the line at the left, what facts are left at the right. Returns the top of the row."""
    inner, u = sheet.page.inner, sheet.page.u
    base = sheet.foot(inner.x, inner.bottom, inner.width, ink, style="none")
    code = _code_box(sheet)
    if code:
        # Words beside the code stand on its foot; under it stands the legal line.
        base = code.bottom
    width = inner.width - (code.width + 40 * u if code else 0)
    size = sheet.strong * 0.96
    rows: list[tuple[Role, str, int]] = []
    for elements, role, strong, weak in sheet.fact_pairs(4)[taken:]:
        if role == "action":
            rows.append((role, strong, 700))
            if weak:
                rows.append(("url", weak, 500))
        else:
            rows.append((role, f"{strong} {weak}".strip(), 700))
        sheet.placed.update(elements)
    text = sheet.kit.copy.line
    # Facts keep to one line where the sentence beside them can be narrower.
    needs = [shape(sheet.text_face(weight), words).advance * size * 1.01 for _, words, weight in rows]
    share = min(max([width * 0.46, *(need for need in needs if need <= width * 0.64)]), width * 0.64)
    share = share if text else width * 0.96
    rest = width - share - size * 1.2 if rows else width * 0.92
    # A few words are a name, not a sentence.
    heavy = 700 if len(text) <= 24 else 500
    left = sheet.measure(text, size, rest, weight=heavy, most_lines=3, leading=1.3) if text else None
    if left and len(left.lines) > 2:
        smaller = sheet.measure(text, size * 0.86, rest, weight=heavy, most_lines=3, leading=1.3)
        left = smaller if len(smaller.lines) < len(left.lines) else left
    right = [
        (role, sheet.measure(words, size, share, weight=weight, most_lines=2, element="facts"))
        for role, words, weight in rows
    ]
    between = size * 0.6
    tall = sum(block.height for _, block in right) + between * max(len(right) - 1, 0)
    tall = max(tall, left.height if left else 0.0)
    below = max([block.below for _, block in right[-1:]] + ([left.below] if left else []), default=0.0)
    top = base - tall - below if right or left else base
    if left:
        sheet.put("line", left, inner.x, top, ink)
        sheet.placed.add("line")
    at = top
    for role, block in right:
        x, align = (inner.x + width, "right") if text else (inner.x, "left")
        sheet.put(role, block, x, at, ink, align=align)  # type: ignore[arg-type]
        at += block.height + between
    return min(top, code.y) if code else top


def _upright(kit: Kit, page: Page, column: int) -> tuple[Sheet, bool]:
    """Tall and square pages, `column` facts in the first column. The sheet, and whether they end above the headline."""
    sheet = Sheet(kit, page)
    inner, u, form, ink = page.inner, page.u, page.shape, kit.palette.ink
    first = _first_width(sheet, column) + 24 * u
    logo = sheet.logo(inner.x, inner.y, 40 * u, ink, most_width=inner.width * 0.6)
    top = (logo.bottom if logo else inner.y - 70 * u) + 74 * u
    end, count = _column(sheet, inner.x, top, first - 24 * u, ink, column)
    row = _last_row(sheet, ink, count)
    rule = row - 42 * u if row < inner.bottom - 1 else row
    long = form == "tall" or len(kit.copy.headline) > 28
    # One short word stays a line of type: the figure is the big thing here.
    short = len(kit.copy.headline) <= 9
    share = 0.13 if short else 0.23 if page.ratio > 0.62 else 0.18
    wanted = page.height * share * (1.3 if long and form == "square" else 1)
    head = sheet.headline(
        Box(inner.x, rule - 44 * u - wanted, inner.width, wanted),
        colour=ink,
        valign="bottom",
        most_lines=3 if long else 2,
    )
    sheet.rule(inner.x, rule, inner.width, ink, max(4.5 * u, 0.9))
    x = inner.x + first + 20 * u
    high = inner.y if logo is None or logo.right < x - 20 * u else top
    room = Box(x, high, inner.right - x, head.box.y - 60 * u - high)
    if min(room.width, room.height) >= page.short * 0.18:
        _figure(sheet, room)
    return sheet, end <= head.box.y - 36 * u


def compose(kit: Kit, page: Page) -> Scene:
    sheet = Sheet(kit, page)
    palette, inner, u, form = kit.palette, page.inner, page.u, page.shape
    ink = palette.ink
    thick = max(4.5 * u, 0.9)
    if form in ("strip", "tower"):
        # White beside a short headline is what a grid is for.
        sheet.asks.add("empty")
    if form in ("tall", "square"):
        for column in (2, 1, 0):
            sheet, fits = _upright(kit, page, column)
            if fits:
                break
    elif form == "tower":
        logo = sheet.logo(inner.x, inner.y, sheet.strong, ink, most_width=inner.width)
        foot = sheet.foot(inner.x, inner.bottom, inner.width, ink, style="stack")
        line = sheet.line(inner.x, foot - sheet.strong * 1.1, inner.width, ink, anchor="bottom")
        rule = (line.y if line else foot) - sheet.strong
        wanted = page.height * 0.27
        head = sheet.headline(
            Box(inner.x, rule - sheet.strong * 0.9 - wanted, inner.width, wanted), colour=ink, valign="bottom",
            most_lines=5,
        )  # fmt: skip
        sheet.rule(inner.x, rule, inner.width, ink, thick)
        top = (logo.bottom if logo else inner.y) + sheet.strong
        _figure(sheet, Box(inner.x, top, inner.width, head.box.y - sheet.strong * 1.2 - top))
    elif form == "strip":
        side = page.height * (0.9 if page.ratio < 5 else 0.84)
        left = inner.width - side - page.margin * 0.8
        top = sheet.facts_line(inner.x, inner.bottom, left, ink, sign=True)
        if page.ratio < 5:
            rule = top - sheet.strong * 0.75
            sheet.rule(inner.x, rule, left, ink, max(thick, 1.4))
            sheet.headline(
                Box(inner.x, inner.y, left, rule - inner.y - sheet.strong * 0.7), colour=ink, most_lines=2,
                valign="bottom",
            )  # fmt: skip
        else:
            sheet.headline(
                Box(inner.x, inner.y, left, top - inner.y - sheet.strong * 0.8), colour=ink, most_lines=1,
                valign="middle",
            )  # fmt: skip
        _figure(sheet, Box(inner.right - side + page.margin * 0.4, (page.height - side) / 2, side, side))
    else:
        tiny = form == "tiny"
        left = inner.width * (0.6 if tiny else 0.54)
        logo = sheet.logo(inner.x, inner.y, sheet.weak if tiny else 40 * u, ink, most_width=left)
        if tiny:
            most = 1 if len(kit.copy.headline) > 26 else 2
            foot = sheet.foot(inner.x, inner.bottom, left, ink, style="stack", most=most)
            rule = foot - sheet.strong * 0.8
        else:
            foot = sheet.foot(inner.x, inner.bottom, left, ink, rule=ink)
            rule = foot
            line = sheet.line(inner.x, (logo.bottom if logo else inner.y - 52 * u) + 56 * u, left, ink, size=34 * u)
            logo = line or logo
        top = (logo.bottom if logo else inner.y) + (sheet.strong * 0.8 if tiny else 60 * u)
        gap = sheet.strong * (0.7 if tiny else 1.3)
        sheet.headline(
            Box(inner.x, top, left, rule - gap - top), colour=ink, valign="bottom", most_lines=4 if tiny else 3
        )
        if tiny:
            sheet.rule(inner.x, rule, left, ink, thick)
            side = page.height * 0.92
            x = inner.x + left + page.margin * 0.6
            # A geometric figure runs off the right edge; a piece keeps most of itself on the page.
            wide = min(side, (page.width - x) * 1.18) if _seen(kit) else side
            _figure(sheet, Box(x, (page.height - side) / 2, wide, side), hang=0.0)
        else:
            x = inner.x + left + page.margin
            _figure(sheet, Box(x, inner.y, inner.right - x, inner.height))
    return sheet.scene("grille")


FAMILY = Family(
    id="grille",
    fr="Grille",
    en="Grid",
    compose=compose,
    titles=(3, 48),
)
