"""Checks on what is placed beside type: the logo's zone, pictures' proportions and resolution, subjects, edges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from oeuvre.create.design.checks.blocks import covers, logo_parts, opaque, pixel
from oeuvre.create.design.checks.fault import Fault
from oeuvre.create.design.checks.geometry import ellipse_meets
from oeuvre.create.design.checks.table import limit
from oeuvre.create.design.contrast import luminance
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Drawing, Photo, Plate, Rule, Scene, Text

_VIEW = re.compile(r"<svg\b[^>]*?\bviewBox=[\"']\s*([-\d.eE+]+)[\s,]+([-\d.eE+]+)[\s,]+([-\d.eE+]+)[\s,]+([-\d.eE+]+)")
_WIDTH = re.compile(r"<svg\b[^>]*?\swidth=[\"']\s*([\d.]+)(?:px|pt|mm)?[\"']")
_HEIGHT = re.compile(r"<svg\b[^>]*?\sheight=[\"']\s*([\d.]+)(?:px|pt|mm)?[\"']")
_UNEVEN = re.compile(r"scale\(\s*(-?[\d.]+)[\s,]+(-?[\d.]+)\s*\)")


def check_placed(scene: Scene) -> Iterator[Fault]:
    """Faults 17 (zone and ratio), 18, 19, 20, 25, and the code of 26, from boxes alone."""
    yield from _logo_zone(scene)
    yield from _proportions(scene)
    yield from _resolution(scene)
    yield from _subjects(scene)
    yield from _edges(scene)
    yield from _gaps(scene)
    yield from _code(scene)


def logo_plate(scene: Scene) -> Plate | None:
    """The plate that the logo stands on, when it leaves a quarter of the mark's height all round."""
    parts, whole, mark = logo_parts(scene)
    if whole is None or mark is None:
        return None
    need = whole.inset(-mark.height / 4)
    plates = [item for item in scene.items[: parts[0]] if isinstance(item, Plate) and opaque(item)]
    return next((plate for plate in reversed(plates) if covers(plate.box, need)), None)


def logo_zone(scene: Scene) -> Box | None:
    """The logo and half its mark's height all round; None without a logo. On a plate, the zone ends with the plate."""
    _, whole, mark = logo_parts(scene)
    if whole is None or mark is None:
        return None
    zone = whole.inset(-limit("logo-zone", "zone") * mark.height)
    plate = logo_plate(scene)
    return (zone.meets(plate.box) or zone) if plate else zone


def _logo_zone(scene: Scene) -> Iterator[Fault]:
    parts, whole, _ = logo_parts(scene)
    zone = logo_zone(scene)
    if zone is None or whole is None:
        return
    for index, item in enumerate(scene.items):
        if index in parts:
            continue
        boxes: tuple[Box, ...] = ()
        name = "rule"
        if isinstance(item, Text):
            boxes, name = item.line_boxes(), item.element or item.role
        elif isinstance(item, Rule):
            boxes = (item.box,)
        elif isinstance(item, Drawing):
            near = item.ink is not None and (item.role != "emblem" or ellipse_meets(item.ink, zone, 0.8))
            boxes = (item.ink,) if item.ink and near and item.role in ("emblem", "code", "partner") else ()
            name = item.role
        elif isinstance(item, Photo):
            # A picture that holds the whole zone is its ground; one whose edge runs through it is not.
            boxes = () if covers(item.box, zone, 1.0) else (item.box,)
            name = item.role
        for box in boxes:
            met = zone.meets(box)
            if met is not None and min(met.width, met.height) > pixel(scene.page):
                yield Fault(17, "logo-zone", {"other": name}, met, "logo")
                break


def drawn_ratio(svg: str) -> float | None:
    """Width over height of what an SVG draws: its view box, else its size."""
    found = _VIEW.search(svg)
    if found:
        width, height = float(found[3]), float(found[4])
        return width / height if width > 0 and height > 0 else None
    wide, high = _WIDTH.search(svg), _HEIGHT.search(svg)
    if wide and high and float(high[1]) > 0:
        return float(wide[1]) / float(high[1])
    return None


def _proportions(scene: Scene) -> Iterator[Fault]:
    for item in scene.items:
        if not isinstance(item, Drawing | Photo) or item.box.height <= 0 or item.box.width <= 0:
            continue
        placed = item.box.width / item.box.height
        off = 0.0
        if isinstance(item, Drawing):
            own = drawn_ratio(item.svg)
            off = abs(placed / own - 1) if own else 0.0
            if item.role in ("emblem", "mark", "logo", "partner", "code"):
                if 'preserveAspectRatio="none"' in item.svg:
                    off = max(off, 1.0)
                if item.role == "emblem":
                    uneven = (abs(float(b) / float(a)) - 1 for a, b in _UNEVEN.findall(item.svg) if float(a))
                    off = max([off, *(abs(one) for one in uneven)])
            slack = limit("stretched", "ratio")
        else:
            width, height = item.source_size
            off = abs(placed / (width / height) - 1) if width and height else 0.0
            # Pixels are whole: a small picture cannot be truer than one of them.
            slack = max(limit("stretched", "ratio"), 1.0 / max(min(width, height), 1))
            if item.crop is not None and item.crop[3] > 0:
                off = max(off, abs(placed / (item.crop[2] / item.crop[3]) - 1))
                slack = max(slack, 1.0 / max(min(item.crop[2], item.crop[3]), 1))
        if off > slack:
            client = item.role in ("logo", "mark")
            code, number = ("logo-stretched", 17) if client else ("stretched", 18)
            yield Fault(number, code, {"percent": max(round(off * 100), 1)}, item.box, "logo" if client else item.role)


def _resolution(scene: Scene) -> Iterator[Fault]:
    for photo in scene.photos():
        if photo.treatment == "halftone":
            continue
        source = photo.crop[2] if photo.crop else float(photo.source_size[0])
        if source <= 0:
            continue
        if scene.page.printed:
            dots = min(source, photo.source_size[0]) / (photo.box.width / 72)
            if dots < limit("enlarged", "dpi") * 0.99:
                yield Fault(19, "enlarged", {"size": f"{dots:.0f} dpi"}, photo.box, photo.role)
        else:
            times = max(photo.enlarged, photo.box.width / source, photo.box.width / max(photo.source_size[0], 1))
            if times > limit("enlarged", "screen") * 1.005:
                yield Fault(19, "enlarged", {"size": f"{times:.1f} ×"}, photo.box, photo.role)


def _subjects(scene: Scene) -> Iterator[Fault]:
    for index, photo in enumerate(scene.items):
        if not isinstance(photo, Photo) or photo.role != "photo":
            continue
        if photo.cuts_face:
            yield Fault(20, "subject-cut", {"percent": 0}, photo.subject or photo.box, "photo")
            continue
        subject = photo.subject
        if subject is None or subject.area <= 0:
            continue
        frame = photo.box.meets(scene.page.full)
        seen = subject.meets(frame) if frame else None
        share = seen.area / subject.area if seen else 0.0
        if seen is not None:
            for later in scene.items[index + 1 :]:
                hidden = later.box.meets(seen) if isinstance(later, Plate) and opaque(later) else None
                if hidden is not None:
                    share = min(share, (seen.area - hidden.area) / subject.area)
        if share < limit("subject-cut", "inside") - 1e-6:
            yield Fault(20, "subject-cut", {"percent": round(share * 100)}, subject, "photo")


@dataclass(frozen=True)
class _Edge:
    """`at` is where the thing is anchored, `ink` where each of its lines is seen to begin: letters have white at
    their sides, each its own."""

    at: float
    ink: tuple[float, ...]
    start: float
    end: float
    name: str
    item: int
    centre: float | None = None


def _edge_sets(scene: Scene) -> Iterator[list[_Edge]]:
    """Edges that an eye compares: lefts, rights, tops and bottoms of flat things, and where type is aligned."""
    page = scene.page
    lefts: list[_Edge] = []
    rights: list[_Edge] = []
    tops: list[_Edge] = []
    bottoms: list[_Edge] = []
    for index, item in enumerate(scene.items):
        if isinstance(item, Text):
            if item.turn or item.on_art or not item.lines or item.align == "center":
                continue
            box = item.box
            ink = tuple(one.x if item.align == "left" else one.right for one in item.line_boxes())
            edge = _Edge(item.x, ink, box.y, box.bottom, item.element or item.role, index, _row_centre(scene, item))
            (lefts if item.align == "left" else rights).append(edge)
            continue
        flat = isinstance(item, Rule) or (isinstance(item, Plate) and opaque(item) and not item.radius)
        if not flat and not (isinstance(item, Photo) and item.role == "photo"):
            continue
        box = item.box
        name = item.role if isinstance(item, Photo) else "rule" if isinstance(item, Rule) else "plate"
        if not isinstance(item, Rule) or not item.upright:
            middle = box.centre[0]
            lefts.append(_Edge(box.x, (box.x,), box.y, box.bottom, name, index, middle))
            rights.append(_Edge(box.right, (box.right,), box.y, box.bottom, name, index, middle))
        if not isinstance(item, Rule):
            tops.append(_Edge(box.y, (box.y,), box.x, box.right, name, index))
            bottoms.append(_Edge(box.bottom, (box.bottom,), box.x, box.right, name, index))
    for edges, far in ((lefts, page.width), (rights, page.width), (tops, page.height), (bottoms, page.height)):
        # What runs off the page has no edge there.
        yield [edge for edge in edges if 1 < edge.at < far - 1]


def _row_centre(scene: Scene, text: Text) -> float:
    """The middle of all type on the first baseline of `text`: rows that share it are centred, not aligned."""
    mine = text.baselines()[0]
    row = [other.box for other in scene.texts() if other.lines and abs(other.baselines()[0] - mine) < 0.3 * text.size]
    return (min(box.x for box in row) + max(box.right for box in row)) / 2


def _edges(scene: Scene) -> Iterator[Fault]:
    unit = scene.page.u
    low, high = limit("near-edges", "nearest") * unit, limit("near-edges", "farthest") * unit
    reach = 0.12 * scene.page.short
    for edges in _edge_sets(scene):
        for one, other in combinations(edges, 2):
            if abs(one.at - other.at) > high * 4 or _one_headline(scene, one, other):
                continue
            apart = min(abs(a - b) for a in (one.at, *one.ink) for b in (other.at, *other.ink))
            between = max(one.start, other.start) - min(one.end, other.end)
            centred = (
                one.centre is not None and other.centre is not None and abs(one.centre - other.centre) < 1.5 * unit
            )
            if low < apart < high and between < reach and not centred:
                place = scene.items[one.item].box
                yield Fault(25, "near-edges", {"other": other.name, "apart": apart}, place, one.name)


def _one_headline(scene: Scene, one: _Edge, other: _Edge) -> bool:
    """Lines of a headline are aligned by their ink, which differs with their first letters."""
    first, second = scene.items[one.item], scene.items[other.item]
    return isinstance(first, Text) and isinstance(second, Text) and first.role == second.role == "headline"


def _gaps(scene: Scene) -> Iterator[Fault]:
    """Gaps within a row of plates or pictures of one height, and within a column of one width."""
    unit = scene.page.u
    low, high = limit("uneven-gaps", "low"), limit("uneven-gaps", "high")
    boxes = [
        item.box
        for item in scene.items
        if (isinstance(item, Plate) and opaque(item) and item.role == "plate")
        or (isinstance(item, Photo) and item.role == "photo")
    ]
    for across in (True, False):
        rows: dict[tuple[float, float], list[tuple[float, float]]] = {}
        for box in boxes:
            key = (round(box.y), round(box.height)) if across else (round(box.x), round(box.width))
            rows.setdefault(key, []).append((box.x, box.right) if across else (box.y, box.bottom))
        for spans in rows.values():
            spans.sort()
            gaps = [b[0] - a[1] for a, b in pairwise(spans) if b[0] - a[1] > unit]
            for one, other in combinations(gaps, 2):
                if abs(one - other) > 0.5 * unit and low < one / other < high:
                    yield Fault(25, "uneven-gaps", {"one": one, "other_gap": other}, None, "plate")
                    return


def _code(scene: Scene) -> Iterator[Fault]:
    """A code is whole on the page, on a light plate, with nothing over it."""
    for index, item in enumerate(scene.items):
        if not isinstance(item, Drawing) or item.role != "code":
            continue
        inside = covers(scene.page.full.inset(0.02 * scene.page.short), item.box)
        plates = [
            plate
            for plate in scene.items[:index]
            if isinstance(plate, Plate)
            and opaque(plate)
            and covers(plate.box, item.box)
            and luminance(plate.fill or "#000000") > 0.7
        ]
        bare = scene.ground if not plates else ""
        light = bool(plates) or luminance(bare) > 0.7
        later = [
            above
            for above in scene.items[index + 1 :]
            if (not isinstance(above, Plate) or opaque(above)) and (met := above.box.meets(item.box)) and met.area > 1
        ]
        if not inside or not light or later:
            yield Fault(26, "code-moved", place=item.box, element="code")
