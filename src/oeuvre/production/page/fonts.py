"""The page's own faces, cut down to the signs that a page shows and embedded as WOFF."""

from __future__ import annotations

import base64
import io
from functools import lru_cache

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from oeuvre.create.library import faces

# Key in the library, then family, weight and style as the style sheet asks for them.
PAGE_FACES = (
    ("gloock-400-normal", "Gloock", 400, "normal"),
    ("instrument-sans-400-normal", "Instrument Sans", 400, "normal"),
    ("instrument-sans-600-normal", "Instrument Sans", 600, "normal"),
    ("instrument-serif-400-italic", "Instrument Serif", 400, "italic"),
    ("dm-mono-400-normal", "DM Mono", 400, "normal"),
)
# What any page shows: kept whatever the text, so that most pages share one cut of each face.
USUAL = frozenset({*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŒœŸ’‘“”„–—…•€\u202f\u2009\u2011\u00a0×→·№−")})


# The names that stay in a cut face: copyright, family, style, licence and where it can be read; in English.
NAMES, ENGLISH = frozenset({0, 1, 2, 13, 14}), 0x409


@lru_cache(maxsize=64)
def cut(key: str, more: frozenset[int]) -> bytes:
    """One face with the usual signs and `more`, as WOFF; the same in, the same bytes out."""
    font = TTFont(io.BytesIO(faces()[key].path.read_bytes()), recalcTimestamp=False)
    options = Options()
    options.layout_features = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk"]
    options.hinting = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=USUAL | more)
    # Looking for names that features refer to costs as much as the rest, and none of ours has any.
    names = font["name"]
    del font["name"]
    subsetter.subset(font)
    names.names = [one for one in names.names if one.nameID in NAMES and one.isUnicode() and one.langID == ENGLISH]
    font["name"] = names
    _add_narrow_spaces(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _add_narrow_spaces(font: TTFont) -> None:
    """French stands on U+202F and few faces have it: four fifths of a word space, all of it in a fixed pitch."""
    cmap = font.getBestCmap()
    widths = font["hmtx"]
    space = widths[cmap[0x20]][0]
    fixed = bool(font["post"].isFixedPitch) or widths[cmap[ord("i")]][0] == widths[cmap[ord("m")]][0]
    added = {sign: f"uni{sign:04X}" for sign in (0x202F, 0x2009) if sign not in cmap}
    font.setGlyphOrder([*font.getGlyphOrder(), *added.values()])
    for name in added.values():
        font["glyf"].glyphs[name] = Glyph()
        widths[name] = (space if fixed else round(space * 0.8), 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)


def font_rules(text: str) -> str:
    """The @font-face rules for a page that shows `text`. Signs that a face lacks fall to the reader's own fonts."""
    more = frozenset(map(ord, text)) - USUAL
    rules = []
    for key, family, weight, style in PAGE_FACES:
        data = base64.b64encode(cut(key, more)).decode()
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};'
            f'src:url("data:font/woff;base64,{data}") format("woff")}}'
        )
    return "\n".join(rules)
