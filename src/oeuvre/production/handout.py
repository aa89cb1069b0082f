"""A table as pages that one hands to a client: whose project it is, what was chosen, each row with what led to it, what
was refused set apart, what was written beside; and the table itself as it lies, on one page of its own."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image

from oeuvre.create.design import Press, Source, string_literal
from oeuvre.foundation import Language, say
from oeuvre.production.bench import DRAWING
from oeuvre.production.tabled import MARGIN, Tabled, TabledComment, TabledLine, drawn_table

State = Literal["open", "draft", "chosen", "kept", "refused"]
# A sheet of A4, lying, in points; what is printed on it between the margins.
WIDTH, HEIGHT = 841.9, 595.3
_INNER, _HIGH = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN - 24
# How many works stand side by side, how high their pictures may be in points, and pixels for each point.
_COLUMNS, _TALL, _FINE = 4, 178.0, 2.2
_COLUMNS_OF_REFUSED, _TALL_OF_REFUSED = 6, 132.0
_MOST = 700
_MARKS = {"person": "●", "collective": "●", "model": "◆", "rule": "■"}
_INK, _SOFT, _LINE, _CHOSEN = "#1b1b1b", "#5f5a52", "#d8d3c8", "#c2371d"


@dataclass(frozen=True)
class Shown:
    """A work on paper: its picture (any that Pillow reads) or its words, its number, what it is called, who made it
    (`kind` of party), in which state it is, why."""

    title: str
    number: str = ""
    words: str = ""
    picture: bytes | None = None
    state: State = "draft"
    by: str = ""
    kind: str = "rule"
    reason: str = ""


@dataclass(frozen=True)
class ShownRow:
    """Works that belong together, under what led to them."""

    heading: str
    works: tuple[Shown, ...]


@dataclass(frozen=True)
class Note:
    """Words that somebody wrote on the table, with who it was; answers follow, a line each."""

    text: str
    by: str = ""


@dataclass(frozen=True)
class Handout:
    """What is handed out. `day` is written out; `people` are names with their kind of party."""

    title: str
    client: str
    day: str
    people: tuple[tuple[str, str], ...]
    rows: tuple[ShownRow, ...]
    refused: tuple[Shown, ...]
    notes: tuple[Note, ...]
    cards: tuple[Tabled, ...]
    lines: tuple[TabledLine, ...] = ()
    comments: tuple[TabledComment, ...] = ()


def handout_pdf(handout: Handout, language: Language) -> bytes:
    """The pages as a PDF, A4 lying."""
    assets: dict[str, bytes] = {}
    parts = [_begin(handout, language), _title(handout, language, assets)]
    chosen = [one for row in handout.rows for one in row.works if one.state == "chosen"]
    parts += [_large(one, language, assets) for one in chosen]
    rows = [_row(row, language, assets) for row in handout.rows if row.works]
    parts += ["#pagebreak(weak: true)", *rows] if rows else []
    if handout.refused:
        parts += [_refused(handout.refused, language, assets)]
    if handout.notes:
        parts += [_notes(handout.notes, language)]
    if handout.cards:
        parts += [_overview(handout, language, assets)]
    with DRAWING, Press() as press:
        return press.document(Source("\n".join(parts), assets))


def _say(key: str, language: Language, **slots: object) -> str:
    return string_literal(say(f"production:handout.{key}", language, **slots))


def _begin(handout: Handout, language: Language) -> str:
    title = string_literal(handout.title)
    foot = f'context text(8pt, fill: rgb("{_SOFT}"), [#{title} #h(1fr) #counter(page).display()])'
    return (
        f'#set document(title: {title})\n#set text(font: "Work Sans", size: 9.5pt, fill: rgb("{_INK}"), '
        f'lang: "{language}")\n#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: (x: {MARGIN}pt, '
        f"top: {MARGIN}pt, bottom: {MARGIN + 14}pt), footer-descent: 12pt, footer: {foot})\n#set par(leading: 0.5em)\n"
        f'#let serif(size, words) = text(font: "Instrument Serif", size: size, words)\n'
        f"#let pill(words, solid) = box(inset: (x: 5pt, y: 2pt), radius: 7pt, baseline: 2pt, stroke: 0.7pt + "
        f'rgb("{_CHOSEN}"), fill: if solid {{ rgb("{_CHOSEN}") }} else {{ none }}, text(7.5pt, weight: "semibold", '
        f'fill: if solid {{ white }} else {{ rgb("{_CHOSEN}") }}, words))'
    )


def _title(handout: Handout, language: Language, assets: dict[str, bytes]) -> str:
    """The first page: the project, whose it is, the day, who took part; beside it what was chosen, or the latest."""
    works = [one for row in handout.rows for one in row.works if one.picture is not None]
    cover = next((one for one in works if one.state == "chosen"), works[-1] if works else None)
    people = ", ".join(f"{_MARKS.get(kind, '●')}\u00a0{name}" for name, kind in handout.people)
    told = [f"serif(46pt, {string_literal(handout.title)})"]
    if handout.client:
        told.append(f"text(13pt, {string_literal(handout.client)})")
    told.append(f'text(11pt, fill: rgb("{_SOFT}"), {string_literal(handout.day)})')
    if people:
        told.append(f"block(width: 92%, text(9.5pt, {string_literal(people)}))")
        told.append(f'text(8pt, fill: rgb("{_SOFT}"), {_say("legend", language)})')
    words = f"align(horizon, stack(dir: ttb, spacing: 16pt, {', '.join(told)}))"
    if cover is None:
        return f"#block(height: {_HIGH}pt, {words})"
    picture = _picture(cover, assets, _INNER * 0.46, _HIGH - 20)
    sides = f"columns: (1.05fr, 1fr), rows: {_HIGH}pt, column-gutter: 28pt"
    return f"#grid({sides}, {words}, align(center + horizon, {picture}))"


def _large(one: Shown, language: Language, assets: dict[str, bytes]) -> str:
    """What was chosen, as large as the page allows."""
    told = [
        f"pill({_state(one, language)}, true)",
        f"serif(30pt, {string_literal(one.words or one.title)})",
        f'text(11pt, fill: rgb("{_SOFT}"), {string_literal(f"{one.number} {one.title}".strip())})',
        _made(one),
    ]
    if one.reason:
        told.append(f"serif(15pt, emph({string_literal(_short(one.reason))}))")
    picture = _picture(one, assets, _INNER * 0.6, _HIGH - 8)
    words = f"align(horizon, stack(dir: ttb, spacing: 13pt, {', '.join(told)}))"
    sides = f"columns: (1.5fr, 1fr), rows: {_HIGH}pt, column-gutter: 26pt"
    return f"#pagebreak(weak: true)\n#grid({sides}, align(center + horizon, {picture}), {words})"


def _row(row: ShownRow, language: Language, assets: dict[str, bytes]) -> str:
    return _heading(row.heading) + _grid(row.works, language, assets, _COLUMNS, _TALL)


def _refused(works: Sequence[Shown], language: Language, assets: dict[str, bytes]) -> str:
    heading = say("production:handout.refused", language, count=len(works))
    grid = _grid(works, language, assets, _COLUMNS_OF_REFUSED, _TALL_OF_REFUSED)
    return f"#pagebreak(weak: true)\n{_heading(heading)}{grid}"


def _heading(words: str) -> str:
    return f"#block(sticky: true, above: 20pt, below: 10pt, serif(17pt, {string_literal(_short(words))}))\n"


def _grid(works: Sequence[Shown], language: Language, assets: dict[str, bytes], columns: int, tall: float) -> str:
    wide = (_INNER - 14 * (columns - 1)) / columns
    cells = ",\n".join(_cell(one, language, assets, wide, tall) for one in works)
    return f"#grid(columns: (1fr,) * {columns}, column-gutter: 14pt, row-gutter: 16pt, {cells})"


def _cell(one: Shown, language: Language, assets: dict[str, bytes], wide: float, tall: float) -> str:
    """A work with its number, its name, its state, who made it and why it is in that state."""
    if one.picture is not None:
        shown = f"align(bottom, box(height: {tall:.1f}pt, align(bottom + left, {_picture(one, assets, wide, tall)})))"
    else:
        # An idea is words: they stand where a picture would, as high as they are.
        shown = (
            f'block(width: 100%, inset: 10pt, stroke: 0.6pt + rgb("{_LINE}"), radius: 3pt, '
            f"serif(14pt, emph({string_literal(_short(one.words or one.title))})))"
        )
    named = f"{one.number} {one.title}".strip() if one.picture is not None or one.words else one.number
    pill = f" #h(4pt) #pill({_state(one, language)}, {'true' if one.state == 'chosen' else 'false'})"
    state = pill if one.state in ("chosen", "kept") else ""
    told = [f'text(9pt)[#text(weight: "semibold", {string_literal(named)}){state}]', _made(one)]
    if one.picture is not None and one.words and one.words != one.title:
        told.insert(1, f"text(8.5pt, {string_literal(_short(one.words, 120))})")
    if one.reason:
        told.append(f'text(8.5pt, fill: rgb("{_SOFT}"), emph({string_literal(_short(one.reason, 240))}))')
    return f"block(breakable: false, width: 100%, stack(dir: ttb, spacing: 5pt, {shown}, {', '.join(told)}))"


def _made(one: Shown) -> str:
    mark = _MARKS.get(one.kind, "●")
    return f'text(8pt, fill: rgb("{_SOFT}"), {string_literal(f"{mark} {one.by}" if one.by else "")})'


def _state(one: Shown, language: Language) -> str:
    return _say(f"states.{one.state}", language)


def _notes(notes: Sequence[Note], language: Language) -> str:
    heading = say("production:handout.notes", language)
    cells = ",\n".join(
        f'block(breakable: false, width: 100%, inset: (top: 6pt), stroke: (top: 1.5pt + rgb("{_CHOSEN}")), '
        f"stack(dir: ttb, spacing: 5pt, serif(13pt, {string_literal(_short(one.text))}), "
        f'text(8pt, fill: rgb("{_SOFT}"), {string_literal(one.by)})))'
        for one in notes
    )
    grid = f"#grid(columns: (1fr,) * 3, column-gutter: 18pt, row-gutter: 16pt, {cells})"
    return f"{_heading(heading)}{grid}"


def _overview(handout: Handout, language: Language, assets: dict[str, bytes]) -> str:
    """The table as it lies, as large as it fits on a page."""
    code, more = drawn_table(handout.cards, handout.lines, handout.comments, _INNER, _HIGH - 40)
    assets |= more
    return f"#pagebreak(weak: true)\n{_heading(say('production:handout.table', language))}{code}"


def _picture(one: Shown, assets: dict[str, bytes], wide: float, tall: float) -> str:
    """A picture no larger than its place, in as many pixels as paper shows of it."""
    assert one.picture is not None
    image = Image.open(io.BytesIO(one.picture)).convert("RGBA")
    scale = min(wide / image.width, tall / image.height)
    across, down = image.width * scale, image.height * scale
    data = _printable(image, scale * _FINE)
    name = f"assets/{hashlib.sha256(data).hexdigest()[:20]}.jpg"
    assets[name] = data
    alt = string_literal(one.words or one.title)
    return (
        f'box(stroke: 0.4pt + rgb("{_LINE}"), image({string_literal(name)}, width: {across:.1f}pt, '
        f"height: {down:.1f}pt, alt: {alt}))"
    )


def small_picture(picture: bytes, side: int) -> bytes:
    """A picture as a JPEG on white, of so many pixels along its longer side at most: paper needs no more."""
    image = Image.open(io.BytesIO(picture)).convert("RGBA")
    return _printable(image, side / max(image.size))


def _printable(image: Image.Image, scale: float) -> bytes:
    fine = min(1.0, scale)
    size = (max(1, round(image.width * fine)), max(1, round(image.height * fine)))
    small = image.resize(size, Image.Resampling.LANCZOS)
    ground = Image.new("RGB", small.size, "white")
    ground.paste(small, mask=small.getchannel("A"))
    out = io.BytesIO()
    ground.save(out, "JPEG", quality=84)
    return out.getvalue()


def _short(text: str, most: int = _MOST) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


__all__ = ["Handout", "Note", "Shown", "ShownRow", "State", "handout_pdf", "small_picture"]
