"""Pleine page: the photograph is the page, and the words stand where it is calm.

The headline goes where the picture asks for the least: above or below in tall pages, left or right in wide ones. A
scrim is laid on an edge only as far as the measured contrast and unrest of what lies there ask for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from oeuvre.create.design.arrange import column, strip
from oeuvre.create.design.contrast import contrast, luminance
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import Developed, Kit, Scrim, Treatment
from oeuvre.create.design.page import MM, Box, Page
from oeuvre.create.design.pictured import MOST_ROUGH, behind, enlargement, grades, mixed, most_enlarged, treatment_for
from oeuvre.create.design.scene import Drawing, Item, Photo, Scene, Text
from oeuvre.create.design.sheet import Sheet

# What the words aim at on a photograph; above AA, since pixels vary.
_AIM = 5.6
_STRENGTHS = (0.0, 0.3, 0.45, 0.6, 0.72, 0.82, 0.9, 0.96)


@dataclass(frozen=True)
class _Way:
    """One arrangement: where the subject should stand, which edges words lie on, and how they are set."""

    toward: tuple[float, float]
    words: Callable[[Sheet, str], None]


def _above(sheet: Sheet, ink: str) -> None:
    """Sign and line on top, the headline under them, the facts at the foot."""
    page, inner, u = sheet.page, sheet.page.inner, sheet.page.u
    logo = sheet.logo(inner.x, inner.y, 40 * u, ink, most_width=inner.width * 0.46)
    said = sheet.line(inner.right, inner.y + 4 * u, inner.width * 0.46, ink, align="right", most_lines=3)
    top = max([made.bottom for made in (logo, said) if made] or [inner.y - 60 * u]) + 60 * u
    wanted = page.height * (0.28 if page.shape == "tall" else 0.29)
    sheet.headline(Box(inner.x, top, inner.width * 0.94, wanted), colour=ink, most_lines=4)
    sheet.foot(inner.x, inner.bottom, inner.width, ink)


def _below(sheet: Sheet, ink: str) -> None:
    """Everything but the sign at the foot."""
    page, inner, u = sheet.page, sheet.page.inner, sheet.page.u
    sheet.logo(inner.x, inner.y, 40 * u, ink, most_width=inner.width * 0.6)
    foot = sheet.foot(inner.x, inner.bottom, inner.width, ink)
    foot = foot - sheet.strong * 1.1 if foot < inner.bottom else foot
    said = sheet.line(inner.x, foot, inner.width * 0.9, ink, anchor="bottom", most_lines=2)
    foot = said.y - sheet.strong * 1.05 if said else foot
    wanted = page.height * (0.26 if page.shape == "tall" else 0.28)
    sheet.headline(Box(inner.x, foot - wanted, inner.width * 0.94, wanted), colour=ink, most_lines=4, valign="bottom")


def _beside(left: bool) -> Callable[[Sheet, str], None]:
    def words(sheet: Sheet, ink: str) -> None:
        inner = sheet.page.inner
        width = inner.width * 0.5
        box = Box(inner.x if left else inner.right - width, inner.y, width, inner.height)
        column(sheet, box, ink, accent=ink, most_lines=4)

    return words


def _strip(sheet: Sheet, ink: str) -> None:
    inner = sheet.page.inner
    strip(sheet, Box(inner.x, inner.y, inner.width * 0.62, inner.height), ink)


def _tower(sheet: Sheet, ink: str) -> None:
    page, inner = sheet.page, sheet.page.inner
    sheet.logo(inner.x, inner.y, sheet.strong, ink, most_width=inner.width)
    top = page.height * 0.5
    box = Box(inner.x, top, inner.width, inner.bottom - top)
    column(sheet, box, ink, accent=ink, style="stack", valign="bottom", logo=False, line=False)


def _ways(page: Page) -> tuple[_Way, ...]:
    if page.shape == "strip":
        return (_Way((0.8, 0.5), _strip),)
    if page.shape == "tower":
        return (_Way((0.5, 0.24), _tower),)
    if page.shape == "wide":
        return _Way((0.74, 0.5), _beside(True)), _Way((0.26, 0.5), _beside(False))
    return _Way((0.5, 0.62), _above), _Way((0.5, 0.34), _below)


@dataclass(frozen=True)
class _Area:
    """What a line of words covers (or the client's sign with its clear space), and whether it is large type."""

    box: Box
    large: bool = False
    sign: bool = False


def _areas(items: Iterable[Item], page: Page) -> list[_Area]:
    found = []
    for item in items:
        if isinstance(item, Text):
            around = [box.inset(-page.u * 4) for box in item.line_boxes()]
            found += [_Area(box, item.large, item.role == "logo") for box in around]
        elif isinstance(item, Drawing | Photo) and item.role in ("logo", "mark"):
            found.append(_Area(item.box.inset(-item.box.height * 0.5), sign=True))
    return found


def _edges(page: Page, areas: list[_Area], *, signs: bool = False) -> list[tuple[str, list[_Area]]]:
    """The words parted by the edge whose scrim would carry them.

    A sign that stands alone on its edge takes no scrim, unless `signs` asks for one: it has its own plate.
    """
    if page.shape in ("wide", "strip"):
        middle = sum(area.box.centre[0] for area in areas) / len(areas)
        return [("left" if middle < page.width / 2 else "right", areas)]
    top = [area for area in areas if area.box.centre[1] < page.height / 2]
    low = [area for area in areas if area.box.centre[1] >= page.height / 2]
    return [
        (edge, held)
        for edge, held in (("top", top), ("bottom", low))
        if held and (signs or not all(area.sign for area in held))
    ]


def _hidden(got: Developed, frame: Box, sheet: Sheet) -> float:
    """The share of the subject that words lie on."""
    x, y, w, h = got.subject
    subject = Box(frame.x + x * frame.width, frame.y + y * frame.height, w * frame.width, h * frame.height)
    met = [subject.meets(area.box) for area in _areas(sheet.items, sheet.page)]
    return min(sum(one.area for one in met if one) / subject.area, 1.0) if subject.area else 0.0


def _scrim(edge: str, held: list[_Area], frame: Box, strength: float, tone: str) -> Scrim:
    far = {
        "top": max(area.box.bottom for area in held) - frame.y,
        "bottom": frame.bottom - min(area.box.y for area in held),
        "left": max(area.box.right for area in held) - frame.x,
        "right": frame.right - min(area.box.x for area in held),
    }[edge] / (frame.height if edge in ("top", "bottom") else frame.width)
    reach = min(far * 1.45, far + 0.2)
    return Scrim(edge, reach, strength, tone, hold=min(far / reach * 0.9, 0.94))  # type: ignore[arg-type]


def _needed(got: Developed, frame: Box, sheet: Sheet, ink: str, tone: str) -> tuple[float, tuple[Scrim, ...]]:
    """The lightest scrims under which every line can be read, and what they weigh (over 1: even they fail)."""
    scrims: list[Scrim] = []
    weight = 0.0
    for edge, held in _edges(sheet.page, _areas(sheet.items, sheet.page)):
        for strength in _STRENGTHS:
            one = (_scrim(edge, held, frame, strength, tone),) if strength else ()
            if all(
                look.contrast(ink) >= (3.4 if area.large else _AIM) and look.deviation <= MOST_ROUGH * 0.85
                for area in held
                for look in (behind(got, frame, area.box, one),)
            ):
                break
        else:
            weight += 2.0
        # What a scrim costs is how much of the picture it takes away.
        weight += strength * min(one[0].reach, 1.0) if one else 0.0
        scrims += one
    return weight, tuple(scrims)


def _card(kit: Kit, page: Page) -> Scene:
    """A card is too small for words on a picture: they stand beside it, on a ground as deep as its darks."""
    tones = grades(kit.palette)
    tone, ink = tones[0], tones[-1]
    sheet = Sheet(kit, page, ground=tone, reversed_words=luminance(ink) > luminance(tone))
    inner, bled = page.inner, page.bled
    sheet.plate(bled, tone, role="ground")
    start = page.width * 0.56
    frame = Box(start, bled.y, bled.right - start, bled.height)
    treatment = treatment_for(kit, frame, page, "plain" if kit.seed % 3 == 0 else "duotone")
    if treatment == "halftone":
        able = [one for one in (kit.palette.signal, kit.palette.second, kit.palette.light) if contrast(one, tone) >= 2]
        sheet.photo(
            frame, treatment=treatment, colours=(able[0] if able else ink,), toward=(0.5, 0.5), cell=1.2 * MM,
            lights=True,
        )  # fmt: skip
    else:
        sheet.photo(frame, treatment=treatment, colours=tones, toward=(0.5, 0.5))
    words = Box(inner.x, inner.y, start - inner.x - page.margin, inner.height)
    most = 1 if len(kit.copy.headline) > 28 else 2
    column(sheet, words, ink, accent=ink, ground=tone, style="stack", most=most, line=False)
    return sheet.scene("pleine_page")


def compose(kit: Kit, page: Page) -> Scene:
    if page.shape == "tiny":
        return _card(kit, page)
    frame = page.bled
    palette = kit.palette
    wanted: Treatment = "plain" if kit.seed % 3 == 0 else "duotone"
    treatment = treatment_for(kit, frame, page, wanted)
    tones = grades(palette)
    if treatment == "halftone":
        return _screened(kit, page, tones)
    if treatment == "plain" and enlargement(kit, frame, page) > most_enlarged(page) and page.ratio < 1.35:
        return _faded(kit, page, tones)
    gradings = [(tones, 0.0)]
    if treatment == "duotone":
        # The same grade kept in its lower half: the whole picture deep enough for light words, without any scrim.
        gradings.append(((tones[0], mixed(tones[0], tones[1] if len(tones) > 2 else tones[-1], 0.74)), 0.7))
    best: tuple[float, Sheet, Developed, tuple[Scrim, ...], _Way, tuple[str, ...]] | None = None
    for way in _ways(page):
        for colours, price in gradings:
            got = Sheet(kit, page).develop(frame, treatment=treatment, colours=colours, toward=way.toward)
            if got is None:
                bare = Sheet(kit, page)
                way.words(bare, palette.ink)
                return bare.scene("pleine_page")
            for ink, tone in ((tones[-1], tones[0]), (tones[0], tones[-1]))[: 1 if price else 2]:
                sheet = Sheet(kit, page, ground=tone)
                way.words(sheet, ink)
                weight, scrims = _needed(got, frame, sheet, ink, tone)
                # Light words on a dark picture are the rule; the other way must be clearly calmer.
                weight += price + (0.4 if luminance(ink) < luminance(tone) else 0.0)
                weight += 1.0 if sheet.overflow else 0.0
                weight += 1.2 * _hidden(got, frame, sheet)
                if best is None or weight < best[0] - 0.02:
                    best = (weight, sheet, got, scrims, way, colours)
    assert best is not None
    _, sheet, got, scrims, way, colours = best
    words, sheet.items = sheet.items, []
    if scrims:
        made = sheet.develop(frame, treatment=treatment, colours=colours, toward=way.toward, scrims=scrims)
        got = made or got
    sheet.place_photo(got, frame, treatment=treatment)
    _pill(sheet, words, got, frame)
    sheet.items += [replace(item, on_art=True) if isinstance(item, Text) else item for item in words]
    sheet.asks.add("empty")
    return sheet.scene("pleine_page")


def _faded(kit: Kit, page: Page, tones: tuple[str, ...]) -> Scene:
    """The same page from a picture too small for it, which may not be screened: as high as it is sharp, then dark."""
    assert kit.picture is not None
    tone, ink, bled = tones[0], tones[-1], page.bled
    tall = min(most_enlarged(page) * kit.picture.height / page.density, bled.height)
    frame = Box(bled.x, bled.y, bled.width, tall)
    sheet = Sheet(kit, page, ground=tone)
    way = _ways(page)[-1]
    way.words(sheet, ink)
    words, sheet.items = sheet.items, []
    top = min(
        [area.box.y for area in _areas(words, page) if area.box.centre[1] > page.height / 2] or [page.height * 0.8]
    )
    low = min(frame.bottom, max(top, frame.y + tall * 0.5))
    scrims: tuple[Scrim, ...] = (
        Scrim("bottom", min((frame.bottom - low) / tall + 0.3, 1.0), 1.0, tone, hold=(frame.bottom - low) / tall),
    )
    above = [area for area in _areas(words, page) if area.box.centre[1] < page.height / 2]
    if not all(area.sign for area in above):
        scrims += (_scrim("top", above, frame, 0.72, tone),)
    sheet.plate(bled, tone, role="ground")
    got = sheet.develop(frame, toward=way.toward, scrims=scrims)
    if got is not None:
        sheet.place_photo(got, frame)
        _pill(sheet, words, got, frame)
    sheet.items += [replace(item, on_art=True) if isinstance(item, Text) else item for item in words]
    sheet.asks.add("empty")
    return sheet.scene("pleine_page")


def _pill(sheet: Sheet, words: Iterable[Item], got: Developed, frame: Box) -> None:
    """A flat plate under the client's sign where the picture behind it is not even enough."""
    parts = [
        item.box
        for item in words
        if (isinstance(item, Text) and item.role == "logo")
        or (isinstance(item, Drawing | Photo) and item.role in ("logo", "mark"))
    ]
    if not parts:
        return
    whole = parts[0]
    for box in parts[1:]:
        whole = whole.joined(box)
    pad = whole.height * 0.55
    zone = Box(whole.x - pad, whole.y - pad, whole.width + 2 * pad, whole.height + 2 * pad)
    look = behind(got, frame, zone)
    uneven = (look.high + 0.05) / (look.low + 0.05)
    mark = next(
        (item.colour for item in words if isinstance(item, Text) and item.role == "logo"),
        sheet.palette.on(sheet.ground),
    )
    if uneven > 1.7 or look.contrast(mark) < 4.5:
        sheet.plate(zone, sheet.ground, radius=zone.height / 2)


def _screened(kit: Kit, page: Page, tones: tuple[str, ...]) -> Scene:
    """The same page from a picture too small for it: dots on the dark tone, gone where the words stand."""
    frame, palette = page.bled, kit.palette
    tone, ink = tones[0], tones[-1]
    able = [one for one in (palette.signal, palette.second, palette.light) if 2 <= contrast(one, tone) <= 9]
    sheet = Sheet(kit, page, ground=tone)
    way = _ways(page)[-1 if page.shape in ("tall", "square") else 0]
    way.words(sheet, ink)
    words, sheet.items = sheet.items, []
    scrims = tuple(
        replace(_scrim(edge, held, frame, 1.0, tone), hold=0.74)
        for edge, held in _edges(page, _areas(words, page), signs=True)
    )
    sheet.photo(
        frame,
        treatment="halftone",
        colours=(able[0] if able else ink,),
        toward=way.toward,
        cell=max(page.u * 13, 1.2 * MM if page.printed else 4.0),
        lights=True,
        scrims=scrims,
    )
    sheet.items += words
    return sheet.scene("pleine_page")


FAMILY = Family(
    id="pleine_page",
    fr="Pleine page",
    en="Full bleed",
    compose=compose,
    needs=frozenset({"picture"}),
    titles=(3, 60),
)
