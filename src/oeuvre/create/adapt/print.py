"""Finishes a PDF for a printer: page boxes, crop marks, title and language, embedded fonts.

Boxes are those of ISO 32000-1, 14.11.2: the trim is what remains, the bleed is cut away, marks stand outside both.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from oeuvre.create.adapt.errors import PdfUnsound
from oeuvre.create.adapt.formats import POINTS_PER_MM

# Crop marks: hairlines of 0.25 pt and 5 mm, that begin 1 mm outside the bleed (at least 3 mm from the trim).
MARK_WIDTH_PT = 0.25
_MARK_LENGTH = 5 * POINTS_PER_MM
_MARK_GAP = 1 * POINTS_PER_MM
_LEAST_OFFSET = 3 * POINTS_PER_MM
_SLUG = 1 * POINTS_PER_MM
# Half a tenth of a millimetre: what rounding to whole decimals may cost.
_TOLERANCE = 0.15

Rectangle = tuple[float, float, float, float]


def finish_pdf(
    pdf: bytes,
    trim_mm: tuple[float, float],
    bleed_mm: float = 0.0,
    crop_marks: bool = False,
    *,
    title: str = "",
    language: str = "",
) -> bytes:
    """The same page with explicit boxes, and crop marks when asked.

    The page must be the trim with the bleed on each side, or carry a TrimBox of that size. Dates are removed, so
    that the same design gives the same bytes. Raises `PdfUnsound` for other sizes, several pages, or a font that
    is not embedded.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        if len(document.pages) != 1:
            raise PdfUnsound(problem="pages", count=len(document.pages))
        missing = sorted(set(_fonts_outside(document.pages[0].obj)))
        if missing:
            raise PdfUnsound(problem="fonts", names=", ".join(missing))
        page = document.pages[0]
        trim = _trim_of(page, trim_mm, bleed_mm)
        bleed = _grown(trim, bleed_mm * POINTS_PER_MM)
        if crop_marks:
            offset = max(bleed_mm * POINTS_PER_MM + _MARK_GAP, _LEAST_OFFSET)
            media = _grown(trim, offset + _MARK_LENGTH + _SLUG)
            _clip_to(document, page, bleed)
            page.contents_add(document.make_stream(_marks(trim, offset)))
        else:
            media = bleed
        for name, box in (("/MediaBox", media), ("/CropBox", media), ("/BleedBox", bleed), ("/TrimBox", trim)):
            page.obj[name] = pikepdf.Array([_decimal(side) for side in box])
        _describe(document, title, language)
        out = io.BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def boxes_of(pdf: bytes) -> dict[str, Rectangle]:
    """The media, bleed and trim box of the first page, in points, as `media`, `bleed`, `trim`."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        found = {"media": page.mediabox, "bleed": page.bleedbox, "trim": page.trimbox}
        return {name: _numbers(box) for name, box in found.items()}


def fonts_missing(pdf: bytes) -> tuple[str, ...]:
    """Names of fonts that are used and not embedded."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return tuple(sorted({name for page in document.pages for name in _fonts_outside(page.obj)}))


def _numbers(box: Any) -> Rectangle:
    left, bottom, right, top = (float(side) for side in box)
    return left, bottom, right, top


def _trim_of(page: Any, trim_mm: tuple[float, float], bleed_mm: float) -> Rectangle:
    width, height = (side * POINTS_PER_MM for side in trim_mm)
    if "/TrimBox" in page.obj:
        found = _numbers(page.obj["/TrimBox"])
        if _is_size(found, width, height):
            return _exactly(found, width, height)
    media = _numbers(page.mediabox)
    edge = bleed_mm * POINTS_PER_MM
    if _is_size(media, width + 2 * edge, height + 2 * edge):
        return _exactly((media[0] + edge, media[1] + edge, media[2] - edge, media[3] - edge), width, height)
    raise PdfUnsound(
        problem="size",
        found=f"{(media[2] - media[0]) / POINTS_PER_MM:.1f} × {(media[3] - media[1]) / POINTS_PER_MM:.1f}",
        wanted=f"{trim_mm[0] + 2 * bleed_mm:g} × {trim_mm[1] + 2 * bleed_mm:g}",
    )


def _is_size(box: Rectangle, width: float, height: float) -> bool:
    return abs(box[2] - box[0] - width) < _TOLERANCE and abs(box[3] - box[1] - height) < _TOLERANCE


def _exactly(box: Rectangle, width: float, height: float) -> Rectangle:
    """A box of exactly this size with the same middle."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return across - width / 2, down - height / 2, across + width / 2, down + height / 2


def _grown(box: Rectangle, by: float) -> Rectangle:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _decimal(value: float) -> Any:
    from decimal import Decimal

    return Decimal(f"{value:.4f}").normalize() + 0


def _clip_to(document: Any, page: Any, box: Rectangle) -> None:
    """What was drawn past the page's edge must not show now that the page has grown."""
    left, bottom, right, top = box
    opening = f"q {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n\n"
    page.contents_add(document.make_stream(opening.encode("ascii")), prepend=True)
    page.contents_add(document.make_stream(b"\nQ\n"))


def _marks(trim: Rectangle, offset: float) -> bytes:
    """Two lines at each corner, in line with the trim, black in every ink a gray turns into."""
    left, bottom, right, top = trim
    near, far = offset, offset + _MARK_LENGTH
    lines = []
    for x, side in ((left, -1), (right, 1)):
        for y, end in ((bottom, -1), (top, 1)):
            lines.append(f"{x + side * near:.4f} {y:.4f} m {x + side * far:.4f} {y:.4f} l S")
            lines.append(f"{x:.4f} {y + end * near:.4f} m {x:.4f} {y + end * far:.4f} l S")
    drawn = "\n".join(lines)
    return f"/Artifact BMC q 0 G {MARK_WIDTH_PT} w 0 J [] 0 d\n{drawn}\nQ EMC\n".encode("ascii")


def _describe(document: Any, title: str, language: str) -> None:
    import pikepdf

    if language and language != "und":
        document.Root["/Lang"] = pikepdf.String(language)
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            if name in metadata:
                del metadata[name]
        if title:
            metadata["dc:title"] = title
        if language:
            metadata["dc:language"] = {language}
    for name in ("/CreationDate", "/ModDate"):
        if name in document.docinfo:
            del document.docinfo[name]
    if title:
        document.docinfo["/Title"] = title
        document.Root["/ViewerPreferences"] = pikepdf.Dictionary(DisplayDocTitle=True)


def _fonts_outside(holder: Any, seen: set[Any] | None = None) -> Iterator[str]:
    """Names of the fonts that a page, or a form inside it, uses and does not carry."""
    seen = set() if seen is None else seen
    resources = holder.get("/Resources", {})
    for font in _values(resources.get("/Font", {})):
        if font.get("/Subtype") == "/Type3":
            continue
        parts = list(font.get("/DescendantFonts", [])) or [font]
        for part in parts:
            descriptor = part.get("/FontDescriptor", {})
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield str(part.get("/BaseFont", "?")).lstrip("/")
    for kind in ("/XObject", "/Pattern"):
        for form in _values(resources.get(kind, {})):
            if form.objgen not in seen and "/Resources" in form:
                seen.add(form.objgen)
                yield from _fonts_outside(form, seen)


def _values(dictionary: Any) -> list[Any]:
    return [dictionary[key] for key in dictionary.keys()]  # noqa: SIM118 - a PDF dictionary iterates otherwise
