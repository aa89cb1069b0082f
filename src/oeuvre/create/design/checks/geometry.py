"""Checks on where type stands: off the page, on other type, on a rule, on an emblem; sizes and lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from oeuvre.create.design.checks.blocks import (
    Line,
    cap_height,
    covers,
    lines_of,
    pixel,
    plated_between,
    surface_under,
)
from oeuvre.create.design.checks.fault import Fault
from oeuvre.create.design.checks.table import limit
from oeuvre.create.design.contrast import contrast, luminance
from oeuvre.create.design.page import MM, Box, Page
from oeuvre.create.design.scene import Drawing, Photo, Plate, Rule, Scene, Text

_DISPLAY = frozenset({"headline", "answer"})
# Measures are in thousandths of a point, boxes drift by less than this.
_DRIFT = 0.05


def check_geometry(scene: Scene) -> Iterator[Fault]:
    """Faults 1, 2, 3, 4, 8, 9, 10 and 24, from boxes and sizes alone."""
    lines = lines_of(scene)
    yield from _off_page(scene, lines)
    for element in scene.overflow:
        yield Fault(2, "overflow", element=element)
    yield from _text_on_text(scene, lines)
    yield from _text_on_rule(scene, lines)
    yield from _text_on_emblem(scene, lines)
    yield from _sizes(scene)
    yield from _line_counts(scene, lines)
    yield from _fonts(scene)
    if scene.page.printed:
        yield from _printing(scene, lines)


def _off_page(scene: Scene, lines: Iterable[Line]) -> Iterator[Fault]:
    page = scene.page
    for line in lines:
        share = limit("off-page", "art_edge" if line.text.on_art else "edge")
        if not covers(page.full.inset(share * page.short), line.box, _DRIFT):
            yield Fault(1, "off-page", place=line.box, element=line.element)
        slack = limit("unsafe-area", "slack") * page.short
        top, bottom = page.safe_top - slack, page.height - page.safe_bottom + slack
        if not line.text.on_art and (line.box.y < top or line.box.bottom > bottom):
            yield Fault(1, "unsafe-area", place=line.box, element=line.element)


def same_block(one: Line, other: Line) -> bool:
    """Lines of one text, or of one headline set in several pieces: their leading may let boxes pass each other."""
    if one.item == other.item:
        return True
    return one.text.role == other.text.role and one.text.role in _DISPLAY and one.text.turn == other.text.turn


def _text_on_text(scene: Scene, lines: Sequence[Line]) -> Iterator[Fault]:
    least = pixel(scene.page) * limit("text-on-text", "overlap")
    for one, other in combinations(lines, 2):
        # Within a block a descender may pass an accent that is not under it: there, bodies count; ink is for pixels.
        block = same_block(one, other)
        met = one.body.meets(other.body) if block else one.box.meets(other.box)
        if met is not None and min(met.width, met.height) > least:
            if plated_between(scene, one.item, other.item, met):
                continue
            yield Fault(3, "text-on-text", {"other": other.element}, met, one.element)


def _strokes(scene: Scene) -> Iterator[tuple[int, Box]]:
    """Rules, and the four sides of plates that are outlined."""
    for index, item in enumerate(scene.items):
        if isinstance(item, Rule):
            yield index, item.box
        elif isinstance(item, Plate) and item.stroke and item.thickness:
            box, half = item.box, item.thickness / 2
            for x, y, w, h in (
                (box.x, box.y, box.width, 0.0),
                (box.x, box.bottom, box.width, 0.0),
                (box.x, box.y, 0.0, box.height),
                (box.right, box.y, 0.0, box.height),
            ):
                yield index, Box(x - half, y - half, w + 2 * half, h + 2 * half)


def _text_on_rule(scene: Scene, lines: Sequence[Line]) -> Iterator[Fault]:
    least = pixel(scene.page) * limit("text-on-rule", "overlap")
    for index, stroke in _strokes(scene):
        for line in lines:
            met = stroke.meets(line.body)
            if met is None or max(met.width, met.height) <= least:
                continue
            # A stroke along the very edge of the letters grazes them; through them it is a fault.
            inside = line.body.inset(min(line.body.width, line.body.height) * 0.06)
            if inside.meets(stroke) is not None and not plated_between(scene, index, line.item, met):
                yield Fault(3, "text-on-rule", place=met, element=line.element)


def ellipse_meets(ink: Box, box: Box, share: float) -> bool:
    """Whether `box` reaches into the ellipse inscribed in `ink`, shrunk to `share` of it."""
    cx, cy = ink.centre
    rx, ry = ink.width / 2 * share, ink.height / 2 * share
    if rx <= 0 or ry <= 0:
        return False
    dx = max(box.x - cx, cx - box.right, 0.0) / rx
    dy = max(box.y - cy, cy - box.bottom, 0.0) / ry
    return dx * dx + dy * dy < 1


def _text_on_emblem(scene: Scene, lines: Sequence[Line]) -> Iterator[Fault]:
    for index, item in enumerate(scene.items):
        if isinstance(item, Drawing) and item.ink is not None and item.role in ("emblem", "scene"):
            # The corners of an emblem's box are mostly bare: what lies deep in it is struck here, the rest by pixels.
            for line in lines:
                met = item.ink.meets(line.box)
                if met is None or line.text.on_art or not ellipse_meets(item.ink, line.body, 0.72):
                    continue
                if not plated_between(scene, min(index, line.item), max(index, line.item), met):
                    yield Fault(4, "text-on-emblem", {"other": item.role}, met, line.element)
        elif isinstance(item, Drawing | Photo) and item.role in ("code", "partner"):
            for line in lines:
                met = item.box.meets(line.box)
                if met is not None and min(met.width, met.height) > pixel(scene.page):
                    yield Fault(4, "text-on-emblem", {"other": item.role}, met, line.element)


def _sizes(scene: Scene) -> Iterator[Fault]:
    page = scene.page
    texts = scene.texts()
    heads = [text for text in texts if text.role in _DISPLAY]
    if heads:
        cap = max(cap_height(text) for text in heads)
        least = max(limit("small-headline", "cap") * page.short, page.least_headline)
        if cap < least * 0.995:
            yield Fault(8, "small-headline", {"size": cap, "need": least}, heads[0].box, "headline")
        others = [cap_height(text) for text in texts if text.role not in _DISPLAY]
        # A strip, a tower and a card have little to be large in; half as large again still reads as a headline.
        ratio = 1.5 if page.shape in ("strip", "tower", "tiny") else limit("small-headline", "ratio")
        if others and cap < max(others) * ratio * 0.995:
            values = {"size": cap, "need": max(others) * ratio}
            yield Fault(8, "small-headline", values, heads[0].box, "headline")
    floor = least_size(page)
    for text in texts:
        if text.size < floor * 0.995:
            yield Fault(9, "small-print", {"size": text.size, "need": floor}, text.box, text.element or text.role)


def least_size(page: Page) -> float:
    """The least type size of a page, in points."""
    if not page.printed:
        return max(limit("small-print", "screen") * page.short, page.least_text)
    poster = page.short >= 200 * MM
    return max(limit("small-print", "poster" if poster else "printed"), page.least_text)


def _line_counts(scene: Scene, lines: Sequence[Line]) -> Iterator[Fault]:
    for role, most in (("headline", "headline"), ("answer", "headline"), ("line", "line")):
        for turn in (0, 90, 180, 270):
            mine = [line for line in lines if line.text.role == role and line.text.turn == turn]
            rows: list[Line] = []
            for line in mine:
                # Words of several colours on one baseline are one line.
                if not any(_beside(line, have, turn) for have in rows):
                    rows.append(line)
            if len(rows) > limit("many-lines", most):
                yield Fault(10, "many-lines", {"lines": len(rows)}, rows[0].box, role)


def _beside(one: Line, other: Line, turn: int) -> bool:
    if turn in (90, 270):
        return abs(one.body.centre[0] - other.body.centre[0]) < min(one.body.width, other.body.width) * 0.3
    return abs(one.body.centre[1] - other.body.centre[1]) < min(one.body.height, other.body.height) * 0.3


def _fonts(scene: Scene) -> Iterator[Fault]:
    families = {text.face.family for text in scene.texts()}
    if len(families) > limit("many-fonts", "families"):
        yield Fault(24, "many-fonts", {"count": len(families)})
    # A logo's name is part of the logo; a headline is one gesture, whatever its lines measure.
    sizes = sorted(text.size for text in scene.texts() if text.role not in _DISPLAY and text.role != "logo")
    steps: list[float] = []
    for size in sizes:
        if not steps or size > steps[-1] * limit("many-sizes", "apart"):
            steps.append(size)
    count = len(steps) + any(text.role in _DISPLAY for text in scene.texts())
    if count > limit("many-sizes", "sizes"):
        yield Fault(24, "many-sizes", {"count": count})


def _printing(scene: Scene, lines: Sequence[Line]) -> Iterator[Fault]:
    for item in scene.items:
        stroke = item.thickness if isinstance(item, Rule) or (isinstance(item, Plate) and item.stroke) else None
        if stroke is not None and stroke < limit("thin-line", "least") * 0.999:
            yield Fault(26, "thin-line", {"size": stroke}, item.box, "rule")
    least = limit("small-reversed", "least")
    for line in lines:
        under = surface_under(scene, line.item, line.box)
        reversed_out = luminance(line.text.colour[:7]) > luminance(under) and contrast(line.text.colour[:7], under) > 2
        if line.text.size < least * 0.999 and reversed_out and luminance(under) < 0.4:
            yield Fault(26, "small-reversed", {"size": line.text.size}, line.box, line.element)
    yield from _bleed(scene)


def _bleed(scene: Scene) -> Iterator[Fault]:
    page = scene.page
    if page.bleed <= 0:
        return
    near, far = 0.5, page.bleed - 0.5
    for item in scene.items:
        if isinstance(item, Text | Rule) or (isinstance(item, Plate) and item.fill is None):
            continue
        if isinstance(item, Drawing) and item.role in ("logo", "mark", "code", "partner"):
            continue
        box = item.box
        past = (-box.x, -box.y, box.right - page.width, box.bottom - page.height)
        # What ends right at the trim, or just past it, shows paper when the knife drifts.
        if any(-near <= side < far for side in past):
            name = item.role if isinstance(item, Drawing | Photo) else "plate"
            yield Fault(26, "no-bleed", place=box, element=name)


__all__ = ["check_geometry", "ellipse_meets", "least_size", "same_block"]
