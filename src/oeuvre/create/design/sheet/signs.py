"""The client's sign: their logo, or a mark and their name, on a plate where the ground is too near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oeuvre.create.design import copyfit
from oeuvre.create.design.contrast import best_on, contrast
from oeuvre.create.design.kit import Logo
from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Align, Drawing, Photo, Text
from oeuvre.create.library import Face

if TYPE_CHECKING:
    from oeuvre.create.design.sheet.sheet import Sheet


def logo(
    sheet: Sheet,
    x: float,
    y: float,
    height: float,
    colour: str,
    *,
    ground: str | None = None,
    align: Align = "left",
    anchor: str = "top",
    most_width: float | None = None,
    mark_only: bool = False,
) -> Box | None:
    """The client's logo, or a mark and their name, `height` high. Returns its box, None when there is nothing.

    An own logo keeps its colours; where they lack contrast (3) with the ground, it stands on a plate.
    """
    kit = sheet.kit
    if kit.logo is None:
        return None
    ground = ground or sheet.ground
    logo = kit.logo
    name = "" if (logo.has_name or mark_only) else kit.copy.client
    sign_ratio = logo.ratio if logo.own else 1.0
    sign_height = height * (1.3 if logo.own or logo.mark or logo.mark_svg else 0.0)
    sign_width = min(sign_height * sign_ratio, most_width or 9e9)
    sign_height = sign_width / sign_ratio if sign_width else 0.0
    face = sheet.text_face(700)
    size = max(height * 0.8, sheet.page.least_text)
    gap = size * 0.42 if sign_width and name else 0.0
    room = (most_width or sheet.page.width) - sign_width - gap
    lines: tuple[str, ...] = (name,)
    name_width = shape(face, name, -0.01).advance * size if name else 0.0
    if name and name_width > room:
        smaller = size * room / name_width if room > 0 else 0.0
        parted, parted_width = _parted_name(sheet, face, name, room) if sign_width else ((), 0.0)
        if smaller >= sheet.page.least_text:
            size, name_width = smaller, room
        elif parted:
            lines, size = parted, sheet.page.least_text
            name_width = parted_width
        elif sign_width:
            name, name_width, gap = "", 0.0, 0.0
        else:
            sheet.overflow.append("logo")
    width = sign_width + gap + name_width
    pitch = size * 1.14
    cap = metrics(face).cap_height * size + pitch * (len(lines) - 1)
    tall = max(sign_height, cap)
    left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width
    top = y if anchor == "top" else (y - tall if anchor == "bottom" else y - tall / 2)
    box = Box(left, top, width, tall)
    if logo.own and logo.colours and min(contrast(tone, ground) for tone in logo.colours[:2]) < 3:
        fill = best_plate(logo, sheet.palette.ground, sheet.palette.light, sheet.palette.ink)
        # The plate's edge stands where the sign's would have stood.
        left += {"left": 0.3, "center": 0.0, "right": -0.3}[align] * tall
        plate = Box(left - tall * 0.3, top - tall * 0.26, width + tall * 0.6, tall * 1.52)
        sheet.plate(plate, fill)
        box = Box(plate.x, top, plate.width, tall)
        colour = best_on(fill, (sheet.palette.ink, sheet.palette.ground, sheet.palette.light))
    sign = Box(left, top + (tall - sign_height) / 2, sign_width, sign_height)
    if sign_width:
        _sign(sheet, logo, sign, colour)
    if name:
        sheet.items.append(
            Text(
                "logo",
                lines,
                face,
                size,
                colour,
                left + sign_width + gap,
                top + (tall - cap) / 2,
                pitch,
                "left",
                -0.01,
            )
        )
    sheet.placed.add("logo")
    return box


def _parted_name(sheet: Sheet, face: Face, name: str, room: float) -> tuple[tuple[str, ...], float]:
    """A long name on two lines at the least size beside its mark, and their width; nothing when it is too wide."""
    size = sheet.page.least_text
    # A strip has no height to give away, and a name of one word has no break.
    if sheet.page.shape == "strip" or " " not in name:
        return (), 0.0
    lines = copyfit.wrap(face, name, size, max(room, 1.0) * 0.995, tracking=-0.01, language=sheet.kit.language)
    if lines is None or len(lines) != 2:
        return (), 0.0
    return lines, max(shape(face, line, -0.01).advance for line in lines) * size


def _sign(sheet: Sheet, logo: Logo, box: Box, colour: str) -> None:
    if logo.svg:
        sheet.items.append(Drawing(logo.svg, box, "logo", ink=box))
    elif logo.pixels:
        sheet.items.append(Photo(logo.pixels, box, logo.pixel_size, role="logo"))
    elif logo.mark is not None:
        sheet.items.append(Drawing(logo.mark.svg(colour), box, "mark", ink=box))
    elif logo.mark_svg:
        sheet.items.append(Drawing(logo.mark_svg.replace("currentColor", colour), box, "mark", ink=box))


def best_plate(logo: Logo, *candidates: str) -> str:
    """The ground on which the weakest of a logo's main colours is read best; plain white when none will do."""
    tones = logo.colours[:3] or ("#000000",)
    best = max(candidates, key=lambda ground: min(contrast(tone, ground) for tone in tones))
    return best if min(contrast(tone, best) for tone in tones) >= 3 else "#ffffff"
