"""A client's logo or a partner's: its ratio, its main colours and whether it spells a name already."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from oeuvre.create.design import Logo, Press, string_literal

# A sign this wide is taken to be a word mark: the name is not set beside it again.
WORD_MARK_RATIO = 1.9


def read_logo(data: bytes, kind: str, width: int, height: int) -> Logo:
    """The logo in `data` (a cleaned SVG, or pixels). Colours are those that cover most of its ink."""
    ratio = width / height if height else 1.0
    if kind == "svg":
        text = data.decode("utf-8")
        pixels = _rasterise(text, ratio)
        return Logo(svg=text, ratio=ratio, colours=_main_colours(pixels), has_name=_has_name(text, ratio))
    image = Image.open(io.BytesIO(data)).convert("RGBA")
    out = io.BytesIO()
    image.save(out, "PNG")
    return Logo(
        pixels=out.getvalue(),
        pixel_size=image.size,
        ratio=ratio,
        colours=_main_colours(image.resize((96, max(1, round(96 / ratio))))),
        has_name=ratio >= WORD_MARK_RATIO,
    )


def _has_name(svg: str, ratio: float) -> bool:
    return "<text" in svg or ratio >= WORD_MARK_RATIO


def _rasterise(svg: str, ratio: float) -> Image.Image:
    """The drawing on nothing, about 96 pixels wide."""
    with Press() as press:
        (press.root / "assets" / "sign.svg").write_text(svg, encoding="utf-8")
        height = 96 / max(ratio, 0.05)
        source = (
            f"#set page(width: 96pt, height: {height:.2f}pt, margin: 0pt, fill: none)\n"
            f"#image({string_literal('assets/sign.svg')}, width: 96pt, height: {height:.2f}pt)"
        )
        return Image.open(io.BytesIO(press.compile_text(source))).convert("RGBA")


def _main_colours(image: Image.Image, most: int = 3) -> tuple[str, ...]:
    """The colours that meet whatever lies under the sign, the longest edge first, those under 6 % left out.

    Ink inside other ink (a name knocked out of a disc) says nothing of the ground, so only edges are counted.
    """
    rgba = np.asarray(image.convert("RGBA"))
    solid = np.pad(rgba[..., 3] > 200, 3)
    inner = solid.copy()
    for shift in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        for step in (1, 2, 3):
            inner &= np.roll(solid, (shift[0] * step, shift[1] * step), (0, 1))
    edge = (solid & ~inner)[3:-3, 3:-3]
    inked = rgba[edge][:, :3]
    if not len(inked):
        return ()
    coarse = (inked.astype(np.int32) // 24) @ np.array([121, 11, 1])
    values, inverse, counts = np.unique(coarse, return_inverse=True, return_counts=True)
    order = np.argsort(-counts)
    found = []
    for index in order[:most]:
        if counts[index] < 0.06 * len(inked):
            break
        r, g, b = np.median(inked[inverse == index], axis=0).astype(int)
        found.append(f"#{r:02x}{g:02x}{b:02x}")
    return tuple(found) if len(values) else ()
