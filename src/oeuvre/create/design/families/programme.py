"""Programme: the list is the picture. A big headline, then hour, name and place on rules, the facts on a band.

Tall and square: headline on top, rows under it. Wide: headline left, rows right. Strip: two columns while rows fit.
Tower: the hour over the name. Tiny: no list, a card sends to it. A list that does not fit whole is left out whole,
never cut.
"""

from __future__ import annotations

from dataclasses import dataclass

from oeuvre.create.design import copyfit
from oeuvre.create.design.arrange import column, strip
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import Kit, ProgrammeRow
from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Scene, Text
from oeuvre.create.design.sheet import Block, Sheet


@dataclass(frozen=True)
class _Table:
    """Rows solved: each cell's lines, the x of the three columns, the size of type and the height of each row."""

    rows: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]
    name_x: float
    size: float
    heights: tuple[float, ...]


def _plan(sheet: Sheet, rows: tuple[ProgrammeRow, ...], width: float, size: float, stacked: bool) -> _Table | None:
    """The rows at `size`, or None when a cell does not fit its column."""
    bold, plain = sheet.text_face(700), sheet.text_face(500)
    gap, language = size * 0.9, sheet.kit.language
    time_width = max((shape(bold, row.time).advance for row in rows), default=0.0) * size
    place_width = max((shape(plain, row.place).advance for row in rows), default=0.0) * size
    if time_width:
        time_width = max(time_width, width * 0.15) if not stacked else time_width
    if stacked:
        name_width, place_room = width, width
    else:
        # Places keep to one line where the names leave them the width.
        longest = max((shape(plain, row.name).advance for row in rows), default=0.0) * size
        spare = width - (time_width + gap if time_width else 0) - longest * 1.01 - gap
        place_room = min(place_width, max(width * 0.32, spare))
        name_width = width - (time_width + gap if time_width else 0) - (place_room + gap if place_width else 0)
    cells = []
    heights = []
    for row in rows:
        name = copyfit.wrap(plain, row.name, size, name_width, language=language) if name_width > 0 else None
        place = copyfit.wrap(plain, row.place, size, place_room * 1.001, language=language) if row.place else ()
        if name is None or place is None or len(name) > 2 or len(place) > 2:
            return None
        if time_width > width * 0.45 and not stacked:
            return None
        cells.append(((row.time,) if row.time else (), name, place))
        lines = max(len(name), len(place), 1)
        if stacked:
            if time_width + gap + place_width > width:
                return None
            lines = (1 if row.time or row.place else 0) + len(name)
        heights.append(size * (1.2 * lines + (0.72 if not stacked else 0.9)))
    start = 0.0 if stacked or not time_width else time_width + gap
    return _Table(tuple(cells), start, size, tuple(heights))


def _largest(sheet: Sheet, box: Box, most_size: float, stacked: bool) -> _Table | None:
    """The table at the largest size that fits the box; smaller when names then keep to one line."""
    size = most_size
    shrunk = 0.58 if sheet.page.shape == "tall" else 0.8
    found: _Table | None = None
    while size >= max(sheet.page.least_text, found.size * shrunk if found else 0.0):
        tried = _plan(sheet, sheet.kit.copy.programme, box.width, size, stacked)
        if tried is not None and sum(tried.heights) <= box.height:
            if stacked or all(len(name) == 1 and len(place) < 2 for _, name, place in tried.rows):
                return tried
            found = found or tried
        size *= 0.97
    return found


def _rows(
    sheet: Sheet, box: Box, ink: str, rule: str, *, most_size: float, stacked: bool = False, most_stretch: float = 1.4
) -> float:
    """The programme standing on the box's bottom, as large as it goes; returns its top (the bottom when there is none).

    Rows are spread over the box, up to `most_stretch` times their own height.
    """
    rows = sheet.kit.copy.programme
    if not rows:
        return box.bottom
    table = _largest(sheet, box, most_size, stacked)
    if table is None:
        if sheet.page.shape in ("tall", "square", "wide"):
            sheet.overflow.append("programme")
        return box.bottom
    stretch = min(max(box.height / sum(table.heights), 1.0), most_stretch)
    heights = [height * stretch for height in table.heights]
    y = top = box.bottom - sum(heights)
    bold, plain = sheet.text_face(700), sheet.text_face(500)
    cap = metrics(plain).cap_height * table.size
    pitch = table.size * 1.2

    def put(lines: tuple[str, ...], face_weight: int, x: float, at: float, align: str) -> None:
        if not lines:
            return
        face = bold if face_weight == 700 else plain
        tall = cap + pitch * (len(lines) - 1)
        block = Block(lines, face, table.size, pitch, 0.0, tall, 0.0)
        sheet.put("row", block, x, at, ink, align=align)  # type: ignore[arg-type]

    thickness = max(table.size * 0.065, 0.4)
    for (time, name, place), height in zip(table.rows, heights, strict=True):
        sheet.rule(box.x, y, box.width, rule, thickness)
        if stacked:
            at = y + table.size * 0.5
            put(time, 700, box.x, at, "left")
            put(place, 500, box.right, at, "right")
            put(name, 500, box.x, at + (pitch if time or place else 0.0), "left")
        else:
            # The first lines of the three cells share a baseline; a cell of two lines hangs from it.
            lines_most = max(len(name), len(place), 1)
            at = y + (height - cap - pitch * (lines_most - 1)) / 2
            put(time, 700, box.x, at, "left")
            put(name, 500, box.x + table.name_x, at, "left")
            put(place, 500, box.right, at, "right")
        y += height
    sheet.placed.add("programme")
    return top


def _piece(sheet: Sheet) -> str:
    """The emblem's colour: a second one that parts from the ground."""
    palette = sheet.palette
    able = (tone for tone in (palette.second, palette.signal, palette.light) if contrast(tone, sheet.ground) >= 1.7)
    return next(able, palette.signal)


def _corner(sheet: Sheet, reach: float) -> None:
    """The emblem in the upper right corner, cut by it, as big as the words leave it; none under a fifth of it."""
    kit, page = sheet.kit, sheet.page
    if kit.emblem is None:
        return
    tone = _piece(sheet)
    words = [box for item in sheet.items if isinstance(item, Text) for box in item.line_boxes()]
    size = page.short * reach
    while size > page.short * 0.19:
        cx, cy = page.width - size * 0.36, size * 0.36
        held = Box(cx - size / 2, cy - size / 2, size, size)
        if all(held.meets(word.inset(-page.margin * 0.4)) is None for word in words):
            items, sheet.items = sheet.items, []
            sheet.emblem(kit.emblem, cx, cy, size, tone)
            sheet.items += items
            return
        size *= 0.94


def _band(sheet: Sheet, style: str = "columns", most: int = 4) -> float:
    """The facts at the foot on a band of colour that runs off the page; returns the band's top."""
    page, palette, inner, bled = sheet.page, sheet.palette, sheet.page.inner, sheet.page.bled
    tone = palette.signal
    on = palette.on(tone)
    if contrast(on, tone) < 4.5:
        tone, on = palette.ink, palette.on(palette.ink)
    before = len(sheet.items)
    top = sheet.foot(inner.x, inner.bottom, inner.width, on, rule=on, ground=tone, style=style, most=most)
    if len(sheet.items) == before:
        return inner.bottom + page.margin
    words, sheet.items = sheet.items[before:], sheet.items[:before]
    edge = top - page.margin * 0.72
    sheet.plate(Box(bled.x, edge, bled.width, bled.bottom - edge), tone, role="band")
    sheet.items += words
    return edge


def compose(kit: Kit, page: Page) -> Scene:
    sheet = Sheet(kit, page)
    palette = kit.palette
    ink = palette.ink
    accent = palette.signal if contrast(palette.signal, palette.ground) >= 3 else ink
    if page.shape in ("tall", "square"):
        _stack(sheet)
    elif page.shape == "wide":
        _wide(sheet, accent)
    elif page.shape == "tower":
        _tower(sheet, accent)
    elif page.shape == "tiny":
        _card(sheet)
    else:
        _strip(sheet, ink)
    return sheet.scene("programme")


def _stack(sheet: Sheet) -> None:
    page, inner, u, ink = sheet.page, sheet.page.inner, sheet.page.u, sheet.palette.ink
    floor = _band(sheet) - page.margin * 0.62
    logo = sheet.logo(inner.x, inner.y, 40 * u, ink, most_width=inner.width * 0.6)
    top = (logo.bottom + 62 * u) if logo else inner.y
    room = floor - top
    most = 36 if page.shape == "square" else 44 if page.ratio > 0.62 else 54
    placed, items, overflow = set(sheet.placed), list(sheet.items), list(sheet.overflow)
    # The list gives way to the headline until that one can be read from afar.
    for share in (0.6, 0.53, 0.46):
        sheet.placed, sheet.items, sheet.overflow = set(placed), list(items), list(overflow)
        box = Box(inner.x, floor - room * share, inner.width, room * share)
        above = _rows(sheet, box, ink, ink, most_size=most * u)
        said = sheet.line(inner.x, above - 36 * u, inner.width, ink, anchor="bottom", most_lines=2)
        above = (said.y - 54 * u) if said else above - 54 * u
        head = sheet.headline(
            Box(inner.x, top, inner.width, max(above - top, 1.0)), colour=ink, most_lines=4, valign="top"
        )
        cap = head.size * metrics(sheet.kit.pairing.headline).cap_height
        if cap >= page.short * 0.066 and sheet.overflow == overflow:
            break
    _corner(sheet, 0.36)


def _tower(sheet: Sheet, accent: str) -> None:
    page, inner, ink = sheet.page, sheet.page.inner, sheet.palette.ink
    items, placed, overflow = list(sheet.items), set(sheet.placed), list(sheet.overflow)
    foot = sheet.foot(inner.x, inner.bottom, inner.width, ink, rule=accent, style="stack", room=page.height * 0.3)
    floor = foot - sheet.strong * 1.5 if foot < inner.bottom else foot
    top = page.height * 0.28
    rows = _rows(
        sheet, Box(inner.x, top, inner.width, floor - top), ink, accent, most_size=sheet.weak * 1.1, stacked=True
    )
    if "programme" in sheet.placed:
        _head(sheet, Box(inner.x, inner.y, inner.width, rows - sheet.strong * 1.6 - inner.y), ink)
        return
    # No room for the list: the emblem stands where it would have been.
    sheet.items, sheet.placed, sheet.overflow = items, placed, overflow
    head = column(sheet, inner, ink, accent=accent, style="stack", valign="top", line=False)
    below = min(
        (item.box.y for item in sheet.items if isinstance(item, Text) and item.box.y > head.bottom), default=0.0
    )
    size = min(page.width * 1.1, below - head.bottom - sheet.strong * 3)
    if sheet.kit.emblem is not None and size > page.width * 0.5:
        words, sheet.items = sheet.items, []
        sheet.emblem(sheet.kit.emblem, page.width * 0.5, (head.bottom + below) / 2, size, _piece(sheet))
        sheet.items += words


def _card(sheet: Sheet) -> None:
    """A card has no room for a list: it sends to it. Headline, the facts on the band, and the piece at the right."""
    page, inner, ink = sheet.page, sheet.page.inner, sheet.palette.ink
    edge = _band(sheet, "columns", 2)
    piece = sheet.kit.emblem
    size = edge * 0.84 if piece else 0.0
    words = inner.width - (size * 0.72 + page.margin * 0.6 if piece else 0.0)
    logo = sheet.logo(inner.x, inner.y, sheet.weak, ink, most_width=words)
    top = logo.bottom + sheet.strong * 0.8 if logo else inner.y
    box = Box(inner.x, top, words, max(edge - sheet.strong * 0.9 - top, 1.0))
    sheet.headline(box, colour=ink, most_lines=4, valign="middle")
    if piece:
        on_top, sheet.items = sheet.items, []
        sheet.emblem(piece, page.width - size * 0.36 + page.bleed * 0.4, edge / 2, size, _piece(sheet))
        sheet.items += on_top


def _head(sheet: Sheet, box: Box, ink: str) -> None:
    """The client's sign and the headline alone."""
    logo = sheet.logo(box.x, box.y, sheet.strong, ink, most_width=box.width)
    top = logo.bottom + sheet.strong * 1.1 if logo else box.y
    sheet.headline(Box(box.x, top, box.width, max(box.bottom - top, 1.0)), colour=ink, most_lines=4, valign="top")


def _wide(sheet: Sheet, accent: str) -> None:
    page, palette = sheet.page, sheet.palette
    inner, bled = page.inner, page.bled
    tone = palette.signal
    on = palette.on(tone)
    if contrast(on, tone) < 4.5:
        tone, on = palette.ink, palette.on(palette.ink)
    for share in (0.43, 0.52):
        split = page.width * share
        sheet.items, sheet.overflow = [], []
        sheet.plate(Box(bled.x, bled.y, split - bled.x, bled.height), tone, role="band")
        left = Box(inner.x, inner.y, split - inner.x - page.margin * 0.9, inner.height)
        head = column(sheet, left, on, accent=on, ground=tone, style="stack", valign="top")
        if not sheet.overflow:
            break
    # Rows stay well under the headline: their capitals at most a 2.7th of its own.
    cap = head.size * metrics(sheet.kit.pairing.headline).cap_height
    most = min(page.short * 0.06, cap / 2.7 / metrics(sheet.text_face(700)).cap_height)
    right = Box(split + page.margin, inner.y, inner.right - split - page.margin, inner.height)
    _rows(sheet, right, palette.ink, palette.ink, most_size=max(most, page.least_text), most_stretch=3.6)


def _strip(sheet: Sheet, ink: str) -> None:
    page, inner = sheet.page, sheet.page.inner
    split = inner.x + inner.width * 0.5
    top = inner.bottom
    if page.ratio < 6 and sheet.kit.copy.programme:
        top = _rows(
            sheet,
            Box(split + page.margin, inner.y, inner.right - split - page.margin, inner.height),
            ink,
            ink,
            most_size=sheet.weak,
        )
    listed = top < inner.bottom
    emblem = sheet.kit.emblem if not listed else None
    size = page.height * 1.3
    right = split if listed else page.width - size * 0.95 if emblem else inner.right
    strip(sheet, Box(inner.x, inner.y, right - inner.x - page.margin, inner.height), ink)
    if emblem:
        words, sheet.items = sheet.items, []
        sheet.emblem(emblem, page.width - size * 0.42, page.height * 0.5, size, _piece(sheet))
        sheet.items += words


FAMILY = Family(
    id="programme",
    fr="Programme",
    en="Line-up",
    compose=compose,
    needs=frozenset({"programme"}),
    titles=(3, 60),
)
