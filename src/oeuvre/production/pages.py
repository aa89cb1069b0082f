"""From a format of adaptation to a page of design."""

from __future__ import annotations

from oeuvre.create.adapt import Format
from oeuvre.create.design import MM, Page

# A page this short (in mm) is held in the hand: the families' tiny layout.
SMALL_MM = 62.0

# Printed words may stand in reserve (light on dark), where ink closes small ones: 8 pt at least (ART_DIRECTION G 26).
LEAST_IN_RESERVE = 8.0


def page_of(form: Format) -> Page:
    """The page that families fill for a format; lengths in points, one point a pixel on screen."""
    scale = MM if form.unit == "mm" else 1.0
    width, height = form.size_pt
    printed = form.unit == "mm"
    return Page(
        name=form.name,
        width=width,
        height=height,
        least_text=max(form.min_text, LEAST_IN_RESERVE) if printed else form.min_text,
        least_headline=form.min_headline * scale,
        bleed=form.bleed_mm * MM,
        safe_top=form.safe.top * scale,
        safe_bottom=form.safe.bottom * scale,
        printed=printed,
        small=printed and min(form.width, form.height) < SMALL_MM,
        density=max(form.dpi / 72, 1.0) if printed else 1.0,
    )
