"""Checks on a finished file: its words, its boxes, its fonts, its code, its size and weight."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from oeuvre.create.design.checks.blocks import join_words
from oeuvre.create.design.checks.code_patch import check_code_patch
from oeuvre.create.design.checks.fault import Fault, in_order
from oeuvre.create.design.checks.geometry import check_geometry
from oeuvre.create.design.checks.light import read_pixels
from oeuvre.create.design.checks.wording import joins, orders, says
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Scene, Text
from oeuvre.foundation import verbatim_key

_LIVE = re.compile(r"<(?:\w+:)?(?:text|tspan|textPath|foreignObject)\b")
_MEASURE = re.compile(r"<svg\b[^>]*?\swidth=[\"']([\d.]+)(?:pt|px)?[\"'][^>]*?\sheight=[\"']([\d.]+)(?:pt|px)?[\"']")
_PRINT_CODES = frozenset({"thin-line", "small-reversed", "no-bleed"})


def check_file(
    data: bytes,
    media_type: str,
    scene: Scene,
    brief_words: Sequence[str],
    *,
    most_bytes: int | None = None,
    outlines: bool = True,
) -> tuple[Fault, ...]:
    """Faults 16 and 26 (and 14) on the bytes as they are handed over.

    `brief_words` are the texts that may be stated (title, facts, given copy, programme); what is set must stand in
    one of them, or be several of them in a row. `most_bytes` is the format's cap, `outlines` whether an SVG
    promised its words as outlines.
    """
    found: list[Fault] = list(_allowed(scene, brief_words))
    if most_bytes is not None and len(data) > most_bytes:
        found.append(Fault(26, "too-heavy", {"size": len(data), "need": most_bytes}))
    if media_type == "application/pdf":
        found += _pdf(data, scene, brief_words)
    elif media_type in ("image/png", "image/jpeg"):
        found += _pixels(data, scene, brief_words)
    elif media_type == "image/svg+xml":
        found += _svg(data, scene, outlines)
    return in_order(found)


def _allowed(scene: Scene, brief_words: Sequence[str]) -> Iterator[Fault]:
    """What the scene sets, element by element, stands in the brief."""
    stated = [key for words in brief_words if (key := verbatim_key(words))]
    texts: dict[str, list[Text]] = {}
    for text in scene.texts():
        texts.setdefault(text.role, []).append(text)
    for role, mine in texts.items():
        apart = [[text] for text in mine] if role in ("row", "people") else [mine]
        for group in apart:
            if not any(_stated(lines, stated, brief_words) for lines in orders(group)):
                yield Fault(16, "fact-changed", {"words": join_words(orders(group)[0])}, mine[0].box, role)


def _stated(lines: Sequence[str], stated: Sequence[str], brief_words: Sequence[str]) -> bool:
    stands = any(_stands(verbatim_key(joined), stated) for joined in joins(lines))
    return stands or any(says(lines, words) for words in brief_words)


def _stands(key: str, stated: Sequence[str]) -> bool:
    """Whether `key` is a run of whole words of one stated text, or a row of stated texts."""
    for words in stated:
        at = words.find(key)
        while at >= 0:
            before, after = words[at - 1 : at] if at else "", words[at + len(key) : at + len(key) + 1]
            if not before.isalnum() and not after.isalnum():
                return True
            at = words.find(key, at + 1)
    rest = key
    while rest:
        head = max((words for words in stated if rest == words or rest.startswith(words + " ")), key=len, default="")
        if not head:
            return False
        rest = rest[len(head) :].strip()
    return True


def _pdf(data: bytes, scene: Scene, brief_words: Sequence[str]) -> Iterator[Fault]:
    import pikepdf
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0]
        text_page = page.get_textpage()
        words = text_page.get_text_range()
        # Printers' marks outside the trim may bear words of their own.
        inside = text_page.get_text_bounded(*page.get_trimbox())
        trim = page.get_trimbox()

        def read(box: Box) -> str:
            left, top = trim[0] + box.x - 1, trim[3] - box.y + 1
            return str(text_page.get_text_bounded(left, top - box.height - 2, left + box.width + 2, top))

        yield from _extracted(words, inside, scene, read)
        text_page.close()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield from _page_boxes(pdf.pages[0], scene)
            yield from _embedded(pdf.pages[0], scene)
        if scene.page.printed:
            yield from (fault for fault in check_geometry(scene) if fault.code in _PRINT_CODES)
        media = page.get_mediabox()
        scale = max(300 / 72, 1.0)

        def render() -> Any:
            bitmap = page.render(scale=scale)
            image = bitmap.to_numpy()[..., :3][..., ::-1].copy()
            bitmap.close()
            return image

        corner = ((trim[0] - media[0]) * scale, (media[3] - trim[3]) * scale)
        yield from check_code_patch(scene, brief_words, render, corner, scale)
        page.close()
    finally:
        document.close()


def _letters(text: str) -> str:
    """Signs without spaces and hyphens: where type is broken into lines an extractor puts or loses both."""
    key = verbatim_key(text.replace("\x02", "").replace("\ufffe", "-"))
    return re.sub(r"[\s\-\u00ad]", "", key)


def _extracted(words: str, inside: str, scene: Scene, read: Callable[[Box], str]) -> Iterator[Fault]:
    """Every line of the scene is in the file, letter for letter, and the file says nothing else.

    An extractor may tell two texts on one level through each other; such a line is read in its own box with `read`.
    """
    whole, left = _letters(words), _letters(inside)
    lines = sorted((line for text in scene.texts() for line in text.lines), key=len, reverse=True)
    crossed = False
    for text in scene.texts():
        for line, box in zip(text.lines, text.line_boxes(), strict=True):
            if _letters(line) in whole:
                continue
            if _letters(line) != _letters(read(box)):
                yield Fault(16, "fact-changed", {"words": line}, text.box, text.element or text.role)
                return
            crossed = True
    if crossed:
        # Told through each other, lines cannot be taken out one by one: no letter may be over.
        more = "".join((Counter(left) - Counter("".join(_letters(line) for line in lines))).elements())
        if more:
            yield Fault(16, "fact-changed", {"words": more[:60]})
        return
    for line in lines:
        left = left.replace(_letters(line), "\n", 1)
    more = left.replace("\n", "").strip()
    if more:
        yield Fault(16, "fact-changed", {"words": more[:60]})


def _page_boxes(page: Any, scene: Scene) -> Iterator[Fault]:
    def box(name: str) -> tuple[float, ...] | None:
        value = page.obj.get(name)
        return tuple(float(part) for part in value) if value is not None else None

    media = box("/MediaBox") or (0.0, 0.0, 0.0, 0.0)
    trim = box("/TrimBox") or box("/CropBox") or media
    want = scene.page
    if abs(trim[2] - trim[0] - want.width) > 0.3 or abs(trim[3] - trim[1] - want.height) > 0.3:
        yield Fault(26, "page-boxes", {"box": "TrimBox"})
    if want.bleed > 0:
        # A box that is not there is the next larger one (PDF 2.0, table 31).
        bleed = box("/BleedBox") or box("/CropBox") or media
        sides = (trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
        if box("/TrimBox") is None:
            yield Fault(26, "page-boxes", {"box": "TrimBox"})
        if any(abs(side - want.bleed) > 0.3 for side in sides):
            yield Fault(26, "page-boxes", {"box": "BleedBox"})
        outer = bleed
        if (
            media[0] > outer[0] + 0.3
            or media[1] > outer[1] + 0.3
            or media[2] < outer[2] - 0.3
            or media[3] < outer[3] - 0.3
        ):
            yield Fault(26, "page-boxes", {"box": "MediaBox"})


def _fonts_of(resources: Any, seen: set[int]) -> Iterator[Any]:
    if resources is None:
        return
    yield from (resources.get("/Font") or {}).values()
    for form in (resources.get("/XObject") or {}).values():
        number = form.objgen[0]
        if form.get("/Subtype") == "/Form" and number not in seen:
            seen.add(number)
            yield from _fonts_of(form.get("/Resources"), seen)


def _embedded(page: Any, scene: Scene) -> Iterator[Fault]:
    """Each font carries its own outlines, and is one that the scene names."""
    named = {_plain(text.face.family) for text in scene.texts()} | {
        _plain(text.face.path.stem) for text in scene.texts()
    }
    found = False
    for font in _fonts_of(page.obj.get("/Resources"), set()):
        found = True
        inner = font["/DescendantFonts"][0] if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor")
        name = str(inner.get("/BaseFont", "?")).lstrip("/")
        if font.get("/Subtype") == "/Type3":
            continue
        if descriptor is None or not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield Fault(26, "font-not-embedded", {"font": name})
            continue
        plain = _plain(name.split("+")[-1])
        if named and not any(_akin(plain, one) for one in named):
            yield Fault(14, "font-swapped", {"font": name.split("+")[-1]})
    if scene.texts() and not found:
        yield Fault(26, "font-not-embedded", {"font": scene.texts()[0].face.family})


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.casefold())


def _akin(one: str, other: str) -> bool:
    """Names of one family: "BarlowCondensed-Bold" is "Barlow"; a style may be left out on either side."""
    return bool(one and other) and (one.startswith(other[:6]) or other.startswith(one[:6]))


def _pixels(data: bytes, scene: Scene, brief_words: Sequence[str]) -> Iterator[Fault]:
    image = read_pixels(data)
    height, width = image.shape[:2]
    want = (round(scene.page.width), round(scene.page.height))
    if (width, height) != want:
        yield Fault(26, "wrong-size", {"size": f"{width} × {height} px", "need": f"{want[0]} × {want[1]} px"})
        return
    yield from check_code_patch(scene, brief_words, lambda: image, (0.0, 0.0), width / scene.page.width)


def _svg(data: bytes, scene: Scene, outlines: bool) -> Iterator[Fault]:
    text = data.decode("utf-8", "replace")
    if outlines and _LIVE.search(text):
        yield Fault(26, "text-not-outlined")
    size = _MEASURE.search(text)
    want = scene.page
    if size and (abs(float(size[1]) - want.width) > 0.5 or abs(float(size[2]) - want.height) > 0.5):
        values = {"size": f"{float(size[1]):g} × {float(size[2]):g}", "need": f"{want.width:g} × {want.height:g}"}
        yield Fault(26, "wrong-size", values)
