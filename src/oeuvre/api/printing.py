"""A table as a handout: what lies on it, in the rows in which it lies, as the record tells of it."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from oeuvre.api.asking import Asking
from oeuvre.api.labelling import said, said_by
from oeuvre.api.rows import brief_values, work_row
from oeuvre.api.shapes import WorkRow
from oeuvre.foundation import OeuvreError, say
from oeuvre.production import (
    Handout,
    Note,
    ShownRow,
    ShownWork,
    Tabled,
    TabledComment,
    TabledLine,
    handout_pdf,
    shown_name,
    small_picture,
)
from oeuvre.studio import SIZES, Card, Fold, Tell, thumbnail

# How far right of its words a row may run, and how far left of them it may begin, in px of the table.
_ROW, _BEFORE = 2000.0, 40.0
# What of a work is printed as a picture of its own, and what as a small one on the page of the whole table, in pixels.
_LARGE, _SMALL = SIZES[-1], 256
_TINY = 160
# What stands under the words that a rule wrote over a row; what a person wrote over may be anything.
_UNDER = {
    "ideas": ("idea", "line"),
    "sheet": ("draft",),
    "round": ("draft",),
    "correction": ("draft",),
    "editions": ("edition",),
}
_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Heading:
    """What stands over works: words, or the title of a frame; `kinds` are those of a rule's row."""

    box: _Box
    words: str
    is_frame: bool
    kinds: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Lying:
    """What lies on a table: its maps as plain values, by id."""

    cards: Mapping[str, Mapping[str, Any]]
    edges: Mapping[str, Mapping[str, Any]]
    comments: Mapping[str, Mapping[str, Any]]


def printed(here: Asking, fold: Fold, lying: Lying, tell: Tell) -> bytes:
    """The table as a PDF; what people's windows wrote may be anything, and what makes no sense is left out."""
    there = {name: (card, box) for name, card in lying.cards.items() if not card.get("bin") and (box := _box(card))}
    words = said_by(fold, here.desk.parties(), here.language)
    found: dict[str, Tabled] = {}
    shown: list[tuple[_Box, WorkRow, ShownWork]] = []
    for done, (name, (card, box)) in enumerate(sorted(there.items(), key=lambda one: _number(one[1][0].get("z")) or 0)):
        tell("pdf", done, len(there))
        work = fold.card_of(str(card.get("work") or ""))
        if work is None:
            found[name] = Tabled(*box, text=_text(here, card, words), frame=card.get("kind") == "frame")
            continue
        row = work_row(here.desk, work, here.language)
        small = _picture(here, work, _SMALL)
        words_on = row.headline or row.title
        found[name] = Tabled(*box, small and small_picture(small, _TINY), "" if small else words_on, words_on)
        # Editions of a design that is chosen no more lie on the table, and are nobody's to be handed.
        if not row.superseded:
            shown.append((box, row, _shown(here, work, row)))
    tell("pdf", len(there), len(there))
    headings = [
        _Heading(box, _text(here, card, words), card.get("kind") == "frame", _UNDER.get(str(card.get("row") or "")))
        for card, box in there.values()
        if card.get("kind") in ("label", "frame")
    ]
    brief = brief_values(here.desk, fold.brief) if fold.brief is not None else {}
    lines = tuple(
        TabledLine(found[start], found[end], str(edge.get("label") or ""))
        for edge in lying.edges.values()
        if (start := str(edge.get("from"))) in found and (end := str(edge.get("to"))) in found
    )
    comments = [one for told in lying.comments.values() if (one := _commented(found, told)) is not None]
    handout = Handout(
        title=fold.title or fold.project,
        client=str(brief.get("client") or ""),
        day=_day(here),
        people=_people(row for _, row, _ in shown),
        rows=_rows(here, shown, headings),
        refused=tuple(one for _, row, one in _read(shown) if row.state == "refused"),
        notes=_notes(here, [card for card, _ in there.values()], comments),
        cards=tuple(found.values()),
        lines=lines,
        comments=tuple(comments),
    )
    return handout_pdf(handout, here.language)


def _day(here: Asking) -> str:
    now = datetime.now(UTC).astimezone()
    month = say(f"production:handout.months.{now.month}", here.language)
    return say("production:handout.day", here.language, day=now.day, month=month, year=str(now.year))


def _people(rows: Iterable[WorkRow]) -> tuple[tuple[str, str], ...]:
    """Who made, asked for or decided on what is shown: people first, then models, then rules."""
    parties = [one for row in rows for one in (row.by, row.asked, row.decided_by) if one is not None and one.name]
    order = {"person": 0, "collective": 1, "model": 2, "rule": 3}
    # A client who brought files and whose project it is may stand on the record as a person and as a collective.
    found = {party.name: (party.name, party.kind) for party in parties}
    return tuple(sorted(found.values(), key=lambda one: (order.get(one[1], 4), one[0])))


def _rows(here: Asking, shown: list[tuple[_Box, WorkRow, ShownWork]], headings: list[_Heading]) -> tuple[ShownRow, ...]:
    """What was not refused, under the words that stand over it or the title of its frame, in reading order."""
    rest = say("production:handout.rest", here.language)
    order = sorted(range(len(headings)), key=lambda at: (headings[at].box[1], headings[at].box[0]))
    rows: dict[int, list[ShownWork]] = {at: [] for at in (*order, -1)}
    for box, row, one in _read(shown):
        if row.state != "refused":
            rows[_over(box, row.kind, headings)].append(one)
    return tuple(ShownRow(headings[at].words if at >= 0 else rest, tuple(works)) for at, works in rows.items() if works)


def _over(box: _Box, kind: str, headings: list[_Heading]) -> int:
    """The frame that holds a card, else the nearest words above it that fit its kind; -1 for what stands by itself."""
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    for at, one in enumerate(headings):
        left, top, width, height = one.box
        if one.is_frame and left <= x <= left + width and top <= y <= top + height:
            return at
    above = [
        (one.box[1], one.box[0], at)
        for at, one in enumerate(headings)
        if not one.is_frame
        and (one.kinds is None or kind in one.kinds)
        and one.box[1] <= box[1]
        and one.box[0] - _BEFORE <= box[0] < one.box[0] + max(one.box[2], _ROW)
    ]
    return max(above)[2] if above else -1


def _read(shown: list[tuple[_Box, WorkRow, ShownWork]]) -> list[tuple[_Box, WorkRow, ShownWork]]:
    """In reading order, ideas first: lines of cards from above, each from the left."""
    return sorted(shown, key=lambda one: (one[1].kind != "idea", round(one[0][1] / 80), one[0][0]))


def _shown(here: Asking, card: Card, row: WorkRow) -> ShownWork:
    from oeuvre.create.design import BY_ID

    family = BY_ID.get(row.family or "")
    title = family.name(here.language) if family is not None and row.kind == "draft" else row.title
    by = row.asked or row.by
    if row.kind == "draft" and row.by.kind in ("person", "collective", "model"):
        by = row.by
    return ShownWork(
        title=title,
        number=str(row.number) if row.number is not None else "",
        words=row.headline or "",
        picture=_picture(here, card, _LARGE),
        state=cast(Any, row.state),
        by=by.name,
        kind=by.kind,
        reason=row.reason,
    )


def _picture(here: Asking, card: Card, size: int) -> bytes | None:
    if card.image is None:
        return None
    with contextlib.suppress(OeuvreError, OSError):
        return thumbnail(here.desk.record, here.desk.settings.home, card.image, size)
    return None


def _text(here: Asking, card: Mapping[str, Any], words: Mapping[int, Mapping[str, Any]]) -> str:
    """What is written on a card: a rule's label in the reader's language, with who asked and why."""
    told = None
    if card.get("kind") == "label":
        act = _number(card.get("act"))
        told = said({**card, **words.get(int(act or 0), {})}, here.language)
    return str(told or card.get("text") or card.get("title") or card.get("url") or "")


def _notes(here: Asking, cards: list[Mapping[str, Any]], comments: list[TabledComment]) -> tuple[Note, ...]:
    """Notes and links with who wrote them, then comments by the numbers of their pins."""
    parties = here.desk.parties()
    found = []
    for card in cards:
        text = _text(here, card, {}) if card.get("kind") in ("note", "link") else ""
        party = parties.get(str(card.get("by") or ""))
        if text.strip():
            found.append(Note(text, shown_name(party, here.language) if party is not None else ""))
    return (*found, *(Note(f"{number}. {one.text}") for number, one in enumerate(comments, 1)))


def _commented(cards: Mapping[str, Tabled], told: Mapping[str, Any]) -> TabledComment | None:
    """A comment where it is pinned: on its card, or on the table; what is done with is left out."""
    x, y, card = _number(told.get("x")), _number(told.get("y")), cards.get(str(told.get("card") or ""))
    if told.get("done") or x is None or y is None or (told.get("card") and card is None):
        return None
    replies = [told, *(one for one in told.get("replies") or () if isinstance(one, Mapping))]
    text = "\n".join(f"{one.get('name') or ''}: {one.get('text') or ''}" for one in replies)
    return TabledComment(x + (card.x if card else 0.0), y + (card.y if card else 0.0), text)


def _box(card: Mapping[str, Any]) -> _Box | None:
    """Where a card lies (x, y, w, h); None for one that lies nowhere: people's windows wrote it."""
    x, y, w, h = (_number(card.get(name)) for name in ("x", "y", "w", "h"))
    if x is None or y is None or w is None or h is None or w <= 0 or h <= 0:
        return None
    return x, y, w, h


def _number(value: object) -> float | None:
    """A number that something can be placed by."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and abs(value) < 1e7 else None


__all__ = ["Lying", "printed"]
