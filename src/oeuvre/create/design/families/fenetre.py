"""Fenêtre: an arch, and a world seen through it: a photograph, or an evening drawn by rule with the emblem for a moon.

Tall: headline over the arch on one line where it can be, facts at the foot. Square: words in the left column, the
arch at the right. Wide, strip and tiny: the arch stands on the page's lower edge at the right. Tower: at the foot.
"""

from __future__ import annotations

import math
import random
from dataclasses import replace

from oeuvre.create.design.arrange import column, one_line_or_more, strip
from oeuvre.create.design.breaks import leans
from oeuvre.create.design.contrast import contrast, luminance
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import Kit, Palette
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.pictured import MOST_ENLARGED, enlargement, grades, treatment_for
from oeuvre.create.design.scene import Scene
from oeuvre.create.design.sheet import Sheet


def _svg(box: Box, inner: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box.width:.2f} {box.height:.2f}" '
        f'width="{box.width:.2f}" height="{box.height:.2f}">{inner}</svg>'
    )


def _arch_path(width: float, height: float, inset: float = 0.0, *, closed: bool = True) -> str:
    r = width / 2 - inset
    return (
        f"M{inset:.2f} {height:.2f}V{inset + r:.2f}A{r:.2f} {r:.2f} 0 0 1 {width - inset:.2f} {inset + r:.2f}"
        f"V{height:.2f}{'Z' if closed else ''}"
    )


def _tones(palette: Palette) -> tuple[str, str, list[str], str]:
    """The evening: the deep of the sky, its glow, three grounds from far to near, and the light of what hangs there."""
    tones = sorted({palette.ground, palette.ink, palette.light, *palette.layers}, key=luminance)
    deep, lightest = tones[0], tones[-1]
    if contrast(deep, palette.ground) < 1.12 and palette.dark:
        deep = tones[1]
    glow = palette.signal if contrast(palette.signal, deep) >= 2 else palette.second
    layers = sorted(palette.layers or (palette.second, palette.ink), key=luminance, reverse=True)
    near = [layers[round(step * (len(layers) - 1) / 3)] for step in (1, 2, 3)]
    moon = next((tone for tone in (palette.light, palette.second, lightest) if contrast(tone, deep) >= 4.5), lightest)
    return deep, glow, near, moon


def _sprig(x: float, foot: float, tall: float, lean: float, tone: str) -> str:
    """A stem with plump leaves in pairs and one at its tip, growing from `foot`."""
    parts = [
        f'<path d="M{x:.1f} {foot:.1f}q{lean * 0.2:.1f} {-tall * 0.5:.1f} {lean:.1f} {-tall:.1f}" fill="none" '
        f'stroke="{tone}" stroke-width="{tall * 0.03:.2f}"/>'
    ]
    for step in range(7):
        share = 0.22 + 0.78 * step / 6
        px = x + lean * (0.4 * share * (1 - share) + share * share)
        py = foot - tall * share
        size = tall * (0.34 - 0.15 * share)
        for side in (-1, 1) if step < 6 else (0,):
            angle = side * (56 - 18 * share) + lean / tall * 40
            parts.append(
                f'<path transform="translate({px:.1f} {py:.1f}) rotate({angle:.1f}) scale({size:.2f})" fill="{tone}" '
                'd="M0 .04C.5-.2.42-.72 0-1-.42-.72-.5-.2 0 .04Z"/>'
            )
    return "".join(parts)


def _evening(kit: Kit, width: float, height: float) -> str:
    """What is seen without a photograph, cut to the arch."""
    pick = random.Random(kit.seed)
    deep, glow, near, moon = _tones(kit.palette)
    parts = [
        f'<defs><clipPath id="arch"><path d="{_arch_path(width, height)}"/></clipPath>'
        f'<linearGradient id="dusk" x1="0" y1="0" x2="0" y2="1"><stop offset=".1" stop-color="{deep}"/>'
        f'<stop offset=".82" stop-color="{glow}"/></linearGradient></defs><g clip-path="url(#arch)">'
        f'<rect width="{width:.1f}" height="{height:.1f}" fill="url(#dusk)"/>'
    ]
    size = min(width * 0.6, height * 0.5)
    cy = min(max(height * 0.29, width * 0.38), height * 0.6 - size / 2)
    for _ in range(26):
        x, y = pick.uniform(0.06, 0.94) * width, pick.uniform(0.03, 0.5) * height
        if math.hypot(x - width / 2, y - cy) < size * 0.62:
            continue
        r = width * pick.choice((0.003, 0.003, 0.0045, 0.012))
        if r > width * 0.01:
            parts.append(
                f'<path transform="translate({x:.1f} {y:.1f}) scale({r * 1.5:.2f})" fill="{moon}" '
                'd="M0-1C.12-.2.2-.12 1 0 .2.12.12.2 0 1-.12.2-.2.12-1 0-.2-.12-.12-.2 0-1Z"/>'
            )
        else:
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.2f}" fill="{moon}"/>')
    if kit.emblem is not None:
        emblem = kit.emblem
        view_w, view_h = emblem.view
        scale = size / max(view_w, view_h)
        parts.append(
            f'<g transform="translate({width / 2 - view_w * scale / 2:.2f} {cy - view_h * scale / 2:.2f}) '
            f'scale({scale:.5f})" fill="{moon}">{emblem.body.replace("currentColor", moon)}</g>'
        )
    else:
        parts.append(f'<circle cx="{width / 2:.1f}" cy="{cy:.1f}" r="{size * 0.42:.1f}" fill="{moon}"/>')
    for row, tone in enumerate(near):
        line = height * (0.77 + 0.085 * row)
        tall = min(width * (0.3 + 0.06 * row), height * (0.2 + 0.03 * row))
        count = 7 - row
        rise = height * 0.02 * (1 if row % 2 else -1)
        for index in range(count):
            place = (index + 0.5 + pick.uniform(-0.22, 0.22)) / count + (0.4 / count if row == 1 else 0.0)
            grown = tall * pick.uniform(0.78, 1.12)
            foot = line + tall * 0.2 - rise * math.sin(math.pi * place)
            parts.append(_sprig(place * width, foot, grown, pick.uniform(-0.14, 0.14) * tall, tone))
        parts.append(
            f'<path d="M0 {line:.1f}Q{width / 2:.1f} {line - 2 * rise:.1f} {width:.1f} {line:.1f}V{height:.1f}H0Z" '
            f'fill="{tone}"/>'
        )
    return f"{''.join(parts)}</g>"


def _window(sheet: Sheet, box: Box, *, bled: bool = False) -> None:
    """The arch with what is seen, and its offset hairline; `bled` when it stands on the page's lower edge."""
    kit, page, palette = sheet.kit, sheet.page, sheet.palette
    off = max(14 * page.u, box.width * 0.02)
    line = max(3 * page.u, box.width * 0.004, 0.5)
    tone = palette.signal if palette.dark and contrast(palette.signal, palette.ground) >= 3 else palette.ink
    if kit.picture is not None and kit.develop is not None and not _soft(kit, box, page):
        wanted = "duotone" if kit.seed % 4 == 3 else "plain"
        treatment = treatment_for(kit, box, page, wanted)  # type: ignore[arg-type]
        sheet.photo(box, treatment=treatment, colours=grades(palette), clip="arch", toward=(0.5, 0.56))
    else:
        sheet.drawing(_svg(box, _evening(kit, box.width, box.height)), box, "scene", ink=box)
    outer = Box(box.x - off, box.y - off, box.width + 2 * off, box.height + off)
    path = _arch_path(outer.width, outer.height, line / 2, closed=False)
    stroke = f'<path d="{path}" fill="none" stroke="{tone}" stroke-width="{line:.2f}"/>'
    sheet.drawing(_svg(outer, stroke), outer, "frame")


def _soft(kit: Kit, box: Box, page: Page) -> bool:
    """Whether the picture is too small for the arch of any page: then the evening is drawn instead.

    It is judged as on a page of 1080 points, whatever this page's own density: a picture that one format shows is in
    every format, and where its pixels do not do, the check of its resolution says so.
    """
    return enlargement(kit, box, replace(page, density=1 / page.u)) > MOST_ENLARGED


def compose(kit: Kit, page: Page) -> Scene:
    sheet = Sheet(kit, page)
    palette, inner, bled, u = kit.palette, page.inner, page.bled, page.u
    ink = palette.ink
    accent = palette.signal if contrast(palette.signal, palette.ground) >= 3 else ink
    if page.shape == "tall":
        _tall(sheet, accent)
    elif page.shape == "square":
        # A long headline needs a wider column: then the arch is slim.
        for share in (0.38, 0.28):
            sheet = Sheet(kit, page)
            width = page.width * share
            box = Box(inner.right - width, inner.y + 14 * u, width, inner.height - 14 * u)
            _window(sheet, box)
            words = Box(inner.x, inner.y, box.x - 14 * u - page.margin * 0.9 - inner.x, inner.height)
            head = column(sheet, words, ink, accent=accent, style="stack", valign="top", facts_room=0.4)
            if "headline" not in sheet.overflow and not any(leans(line, kit.language) for line in head.lines[:-1]):
                break
        else:
            sheet = Sheet(kit, page)
            _tall(sheet, accent)
    elif page.shape == "tower":
        width = page.width * 0.72
        top = page.height * 0.62
        _window(sheet, Box((page.width - width) / 2, top, width, bled.bottom - top), bled=True)
        words = Box(inner.x, inner.y, inner.width, top - page.width * 0.13 - inner.y)
        column(sheet, words, ink, accent=accent, style="stack", valign="top", facts_room=0.6)
    elif page.shape == "strip":
        tall = page.height * 0.84
        width = tall * (0.86 if page.ratio < 6 else 1.3)
        box = Box(inner.right - width - page.margin * 0.4, page.height - tall, width, tall + page.bleed)
        _window(sheet, box, bled=True)
        strip(sheet, Box(inner.x, inner.y, box.x - page.margin * 1.6 - inner.x, inner.height), ink)
    else:
        tiny = page.shape == "tiny"
        width = min(page.width * (0.3 if tiny else 0.36), page.height * 0.76)
        top = page.height * (0.14 if tiny else 0.12)
        box = Box(inner.right - width - 14 * u, top, width, bled.bottom - top)
        _window(sheet, box, bled=True)
        words = Box(inner.x, inner.y, box.x - page.margin * 1.25 - inner.x, inner.height)
        column(
            sheet,
            words,
            ink,
            accent=accent,
            style="stack" if tiny else "columns",
            most=2 if tiny else 4,
            line=not tiny,
        )
    return sheet.scene("fenetre")


def _tall(sheet: Sheet, accent: str) -> None:
    page, ink = sheet.page, sheet.palette.ink
    inner, u = page.inner, page.u
    logo = sheet.logo(inner.x, inner.y, 40 * u, ink, most_width=inner.width * 0.46)
    said = sheet.line(inner.right, inner.y + 4 * u, inner.width * 0.46, ink, align="right", most_lines=3)
    top = max([made.bottom for made in (logo, said) if made] or [inner.y - 52 * u]) + 52 * u
    foot = sheet.foot(inner.x, inner.bottom, inner.width, ink, rule=accent)
    floor = foot - sheet.strong * 1.1 if foot < inner.bottom else inner.bottom
    one = one_line_or_more(
        sheet,
        Box(inner.x, top, inner.width, page.height * 0.215),
        ink,
        least_cap=page.short * 0.068,
        align="center",
        one_height=page.height * 0.12,
    )
    start = one.box.bottom + max(one.below, 0.0) + 62 * u
    # Where facts leave it little height the arch is a low one.
    width = min(page.width * 0.7, (floor - start) / 0.66)
    _window(sheet, Box((page.width - width) / 2, start, width, floor - start))
    if page.safe_bottom > page.margin * 2:
        _garden(sheet)


def _garden(sheet: Sheet) -> None:
    """Sprigs along the page's foot, where the network covers it."""
    page, pick = sheet.page, random.Random(sheet.kit.seed)
    top = page.inner.bottom + page.margin * 0.6
    box = Box(page.bled.x, top, page.bled.width, page.bled.bottom - top)
    _, _, near, _ = _tones(sheet.palette)
    able = sorted(near, key=lambda tone: contrast(tone, sheet.ground))
    parts = []
    for row, tone in enumerate(able[-2:]):
        tall, count = box.height * (0.92 - 0.26 * row), 8 - row
        for index in range(count):
            place = (index + 0.5 + pick.uniform(-0.2, 0.2)) / count
            grown = tall * pick.uniform(0.66, 0.88)  # its tip leaf rises a fifth over it
            parts.append(_sprig(place * box.width, box.height, grown, pick.uniform(-0.14, 0.14) * grown, tone))
    svg = f'<clipPath id="foot"><rect width="{box.width:.1f}" height="{box.height:.1f}"/></clipPath>'
    sheet.drawing(_svg(box, f'{svg}<g clip-path="url(#foot)">{"".join(parts)}</g>'), box, "scene")


FAMILY = Family(
    id="fenetre",
    fr="Fenêtre",
    en="Window",
    compose=compose,
    titles=(3, 60),
    widths=frozenset({"narrow", "normal"}),
    drawings=(),
)
