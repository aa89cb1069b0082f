"""Moitié: half picture, half words, and nothing on the picture but the client's sign on a tab of the ground.

Square: the picture above. Tall: the words above, the picture from the middle to the foot. Wide: the picture is the
right 54 %. Strip and tiny: the right 38 %. Tower: the upper 45 %.
"""

from __future__ import annotations

from oeuvre.create.design.arrange import column, strip
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import Kit, Treatment
from oeuvre.create.design.page import MM, Box, Page
from oeuvre.create.design.pictured import grades, treatment_for
from oeuvre.create.design.scene import Scene
from oeuvre.create.design.sheet import Sheet


def _picture(sheet: Sheet, box: Box, toward: tuple[float, float] = (0.5, 0.5)) -> None:
    """The picture as it is, or in two tones every third time, where it may be."""
    kit, page = sheet.kit, sheet.page
    wanted: Treatment = "duotone" if kit.seed % 3 == 2 else "plain"
    treatment = treatment_for(kit, box, page, wanted)
    palette = kit.palette
    if treatment == "halftone":
        sheet.plate(box, palette.second)
        ink = max((palette.ink, palette.ground, palette.light), key=lambda tone: contrast(tone, palette.second))
        cell = max(12 * page.u, 1.2 * MM if page.printed else 4.0)
        sheet.photo(
            box,
            treatment="halftone",
            colours=(ink,),
            toward=toward,
            cell=cell,
            lights=contrast(ink, "#000000") > contrast(palette.second, "#000000"),
        )
    else:
        sheet.photo(box, treatment=treatment, colours=grades(palette), toward=toward)


def _tab(sheet: Sheet, x: float, y: float, align: str = "left") -> None:
    """The client's sign on a pill of the ground, on the picture."""
    page = sheet.page
    height = {"tiny": sheet.weak, "tower": sheet.strong}.get(page.shape, 34 * page.u)
    before = len(sheet.items)
    pad_x, pad_y = height * 0.76, height * 0.52
    made = sheet.logo(
        x + (pad_x if align == "left" else -pad_x),
        y + pad_y,
        height,
        sheet.palette.ink,
        align=align,  # type: ignore[arg-type]
        most_width=page.inner.width * 0.6,
    )
    if made is None:
        return
    box = Box(made.x - pad_x, made.y - pad_y, made.width + 2 * pad_x, made.height + 2 * pad_y)
    words, sheet.items = sheet.items[before:], sheet.items[:before]
    sheet.plate(box, sheet.ground, radius=box.height / 2)
    sheet.items += words


def compose(kit: Kit, page: Page) -> Scene:
    sheet = Sheet(kit, page)
    palette, inner, bled = kit.palette, page.inner, page.bled
    ink = palette.ink
    accent = palette.signal if contrast(palette.signal, palette.ground) >= 3 else ink
    if page.shape == "tall":
        cut = page.height * 0.465
        _picture(sheet, Box(bled.x, cut, bled.width, bled.bottom - cut))
        top = max(inner.y, page.margin * 1.0)
        foot = sheet.foot(inner.x, cut - page.margin * 0.95, inner.width, ink, rule=accent)
        foot = foot - sheet.strong * 1.1 if foot < cut - page.margin else foot
        said = sheet.line(inner.x, foot, inner.width, ink, anchor="bottom", most_lines=2)
        foot = said.y - sheet.strong * 1.0 if said else foot
        sheet.headline(
            Box(inner.x, top, inner.width, foot - top), colour=ink, colours=(ink,), most_lines=3, valign="top"
        )
        _tab(sheet, inner.x, cut + page.margin * 0.8)
    elif page.shape == "square":
        cut = page.height * 0.5
        _picture(sheet, Box(bled.x, bled.y, bled.width, cut - bled.y))
        foot = sheet.foot(inner.x, inner.bottom, inner.width, ink, rule=accent)
        foot = foot - sheet.strong * 1.0 if foot < inner.bottom else foot
        said = sheet.line(inner.x, foot, inner.width, ink, anchor="bottom", most_lines=2)
        foot = said.y - sheet.strong * 0.95 if said else foot
        top = cut + page.margin * 0.9
        sheet.headline(Box(inner.x, top, inner.width, max(foot - top, 1)), colour=ink, most_lines=2, valign="middle")
        _tab(sheet, inner.x, inner.y)
    elif page.shape == "tower":
        cut = page.height * 0.4
        _picture(sheet, Box(bled.x, bled.y, bled.width, cut - bled.y))
        column(
            sheet,
            Box(inner.x, cut + page.margin * 1.2, inner.width, inner.bottom - cut - page.margin * 1.2),
            ink,
            accent=accent,
            style="stack",
            valign="top",
        )
    elif page.shape == "strip":
        start = page.width * (0.62 if page.ratio < 6 else 0.7)
        _picture(sheet, Box(start, bled.y, bled.right - start, bled.height))
        strip(sheet, Box(inner.x, inner.y, start - inner.x - page.margin, inner.height), ink)
    else:
        start = page.width * (0.62 if page.shape == "tiny" else 0.46)
        _picture(sheet, Box(start, bled.y, bled.right - start, bled.height))
        column(
            sheet,
            Box(inner.x, inner.y, start - inner.x - page.margin * (0.7 if page.shape == "tiny" else 1.0), inner.height),
            ink,
            accent=accent,
            style="stack",
            most=2 if page.shape == "tiny" else 4,
            line=page.shape != "tiny",
        )
    return sheet.scene("moitie")


FAMILY = Family(
    id="moitie",
    fr="Moitié",
    en="Half and half",
    compose=compose,
    needs=frozenset({"picture"}),
    titles=(3, 80),
)
