"""Moitié: half picture, half words, and nothing on the picture but the client's sign on a tab of the ground.

Square: the picture above. Tall: the words above, the picture from the middle to the foot. Wide: the picture is the
right 54 %. Strip and tiny: the right 38 %. Tower: the upper 45 %.
"""

from __future__ import annotations

from oeuvre.create.design.arrange import column, one_line_or_more, shifted, strip
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import Kit, Treatment
from oeuvre.create.design.page import MM, Box, Page
from oeuvre.create.design.pictured import grades, treatment_for
from oeuvre.create.design.scene import Align, Item, Photo, Scene, Text
from oeuvre.create.design.sheet import Sheet

_SIDES: tuple[Align, ...] = ("left", "right")


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


def _tab(sheet: Sheet, top: float, bottom: float) -> None:
    """The client's sign on a pill of the ground, in the corner of the picture that hides least of its subject."""
    page, inner = sheet.page, sheet.page.inner
    subject = next((photo.subject for photo in sheet.items if isinstance(photo, Photo) and photo.subject), None)
    height = 34 * page.u
    pad_x, pad_y = height * 0.76, height * 0.52
    tried = []
    for low in (False, True):
        for align in _SIDES:
            items = sheet.items
            sheet.items = []
            made = sheet.logo(
                inner.x + pad_x if align == "left" else inner.right - pad_x,
                bottom - pad_y if low else top + pad_y,
                height,
                sheet.palette.ink,
                align=align,
                anchor="bottom" if low else "top",
                most_width=inner.width * 0.6,
            )
            words, sheet.items = sheet.items, items
            if made is None:
                return
            box = Box(made.x - pad_x, made.y - pad_y, made.width + 2 * pad_x, made.height + 2 * pad_y)
            hidden = subject.meets(box) if subject else None
            tried.append((hidden.area if hidden else 0.0, box, words))
    _, box, words = min(tried, key=lambda one: one[0])
    sheet.plate(box, sheet.ground, radius=box.height / 2)
    sheet.items += words


def _words(sheet: Sheet, bottom: float, most: float, accent: str) -> float:
    """Headline, line and facts standing on `bottom`, at most `most` high; returns the top of the headline."""
    page, inner, ink = sheet.page, sheet.page.inner, sheet.palette.ink
    foot = sheet.foot(inner.x, bottom, inner.width, ink, rule=accent)
    foot = foot - sheet.strong * 1.15 if foot < bottom else foot
    said = sheet.line(inner.x, foot, inner.width, ink, anchor="bottom", most_lines=2)
    foot = said.y - sheet.strong * 1.15 if said else foot
    top = bottom - most
    wanted = min(max(foot - top, 1.0), page.height * 0.28)
    head = one_line_or_more(
        sheet,
        Box(inner.x, foot - wanted, inner.width, wanted),
        ink,
        least_cap=page.short * (0.085 if page.ratio > 0.62 else 0.12),
        valign="bottom",
        one_height=page.height * 0.15,
    )
    if page.safe_top:
        # Where a network covers the page, tall letters must not rise out of the safe area either.
        return min(item.box.y for item in sheet.items if isinstance(item, Text) and item.role == "headline")
    return head.box.y


def _words_within(sheet: Sheet, heights: list[float], accent: str) -> float:
    """The words in the first of these heights that holds them; the picture gives way before they do."""
    top = 0.0
    for most in heights:
        sheet.items, sheet.overflow = [], []
        top = _words(sheet, sheet.page.inner.bottom, most, accent)
        if not sheet.overflow:
            break
    return top


def _is_headline(item: Item) -> bool:
    return isinstance(item, Text) and item.role == "headline"


def compose(kit: Kit, page: Page) -> Scene:
    sheet = Sheet(kit, page)
    palette, inner, bled = kit.palette, page.inner, page.bled
    ink = palette.ink
    accent = palette.signal if contrast(palette.signal, palette.ground) >= 3 else ink
    if page.shape == "tall":
        # The words take what they need on top; the picture begins a margin under them.
        top = _words_within(sheet, [page.height * share - inner.y for share in (0.47, 0.55)], accent)
        cut = max(inner.bottom + inner.y - top + page.margin, page.height * 0.42)
        words, sheet.items = shifted(sheet.items, cut - page.margin - inner.bottom), []
        # What is free parts the headline, which hangs from the top, from the rest, which stands on the picture.
        free = top + cut - page.margin - inner.bottom - inner.y
        words = [one for item in words for one in shifted([item], -free if _is_headline(item) and free > 0 else 0.0)]
        _picture(sheet, Box(bled.x, cut, bled.width, bled.bottom - cut))
        sheet.items += words
        _tab(sheet, cut + page.margin * 0.7, min(inner.bottom, page.height - page.margin))
    elif page.shape == "square":
        top = _words_within(sheet, [page.height * share for share in (0.45, 0.54)], accent)
        cut = min(top - page.margin, page.height * 0.58)
        words, sheet.items = sheet.items, []
        _picture(sheet, Box(bled.x, bled.y, bled.width, cut - bled.y))
        sheet.items += words
        _tab(sheet, inner.y, cut - page.margin * 0.7)
    elif page.shape == "tower":
        cut = page.height * 0.4
        _picture(sheet, Box(bled.x, bled.y, bled.width, cut - bled.y))
        column(
            sheet,
            Box(inner.x, cut + page.margin * 1.5, inner.width, inner.bottom - cut - page.margin * 1.5),
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
        tiny = page.shape == "tiny"
        # The picture gives way to a headline that could not be read otherwise.
        for share in (0.62,) if tiny else (0.46, 0.55):
            sheet = Sheet(kit, page)
            start = page.width * share
            _picture(sheet, Box(start, bled.y, bled.right - start, bled.height))
            width = start - inner.x - page.margin * (0.7 if tiny else 1.0)
            column(
                sheet,
                Box(inner.x, inner.y, width, inner.height),
                ink,
                accent=accent,
                style="stack",
                most=2 if tiny else 4,
                line=not tiny,
            )
            if "headline" not in sheet.overflow:
                break
    return sheet.scene("moitie")


FAMILY = Family(
    id="moitie",
    fr="Moitié",
    en="Half and half",
    compose=compose,
    needs=frozenset({"picture"}),
    titles=(3, 80),
)
