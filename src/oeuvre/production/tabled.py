"""A table on paper: its cards where they lie, as one page of a PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from oeuvre.create.design import Press, Source, string_literal

# The longest side of the page, in points: that of an A0 sheet. Around the cards, a margin.
LONGEST, MARGIN = 3370.0, 36.0
_FACE = "Work Sans"
_MOST_TEXT = 600


@dataclass(frozen=True)
class Tabled:
    """A card: where it lies, in px of the table; its picture (WebP, JPEG or PNG) or its words; its caption."""

    x: float
    y: float
    w: float
    h: float
    picture: bytes | None = None
    text: str = ""
    caption: str = ""


def table_pdf(cards: Sequence[Tabled], title: str) -> bytes:
    """The table as a PDF of one page, as large as its cards lie apart, A0 at most; an empty one has its title alone."""
    left, top = (min((getattr(card, side) for card in cards), default=0.0) for side in ("x", "y"))
    width = max((card.x + card.w for card in cards), default=400.0) - left
    height = max((card.y + card.h for card in cards), default=200.0) - top
    scale = min(1.0, (LONGEST - 2 * MARGIN) / max(width, height, 1.0))
    page = f"width: {width * scale + 2 * MARGIN:.1f}pt, height: {height * scale + 2 * MARGIN + 30:.1f}pt, margin: 0pt"
    assets: dict[str, bytes] = {}
    lines = [
        f"#set document(title: {string_literal(title)})",
        f"#set page({page})",
        f'#set text(font: {string_literal(_FACE)}, size: 9pt, fill: rgb("#1b1b1b"))',
        f"#place(dx: {MARGIN}pt, dy: {MARGIN / 2}pt, text(size: 14pt, {string_literal(title)}))",
    ]
    for card in cards:
        lines.append(
            _placed(card, (card.x - left) * scale + MARGIN, (card.y - top) * scale + MARGIN + 30, scale, assets)
        )
    with Press() as press:
        return press.document(Source("\n".join(lines), assets))


def _placed(card: Tabled, x: float, y: float, scale: float, assets: dict[str, bytes]) -> str:
    size = f"width: {card.w * scale:.2f}pt, height: {card.h * scale:.2f}pt"
    if card.picture is not None:
        ending = "webp" if card.picture[8:12] == b"WEBP" else "png" if card.picture[:4] == b"\x89PNG" else "jpg"
        name = f"assets/{hashlib.sha256(card.picture).hexdigest()[:20]}.{ending}"
        assets[name] = card.picture
        what = f'image({string_literal(name)}, {size}, fit: "contain", alt: {string_literal(card.caption)})'
    else:
        told = card.text if len(card.text) <= _MOST_TEXT else card.text[: _MOST_TEXT - 1] + "…"
        type_size = max(2.0, min(14.0, card.h * 0.3) * scale)
        words = f"text(size: {type_size:.2f}pt, {string_literal(told)})"
        what = f'box({size}, clip: true, inset: 3pt, stroke: 0.3pt + rgb("#bbbbbb"), {words})'
    return f"#place(dx: {x:.2f}pt, dy: {y:.2f}pt, {what})"
