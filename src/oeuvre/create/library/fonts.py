"""Faces and pairings: a headline face and the weights of a text face that go with it, each tried in the typesetter.

`Face.family` is the name that Typst wants, which is not always the one on the box: it drops « Black » from Archivo
Black and « Condensed » from Barlow Condensed, whose `stretch` (percent of the normal width) must then be given too.
"""

from __future__ import annotations

import json
import shutil
import struct
import tempfile
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from oeuvre.create.library.errors import NoFontGiven, NotAFont, WebFont
from oeuvre.create.library.font_kinds import FONT_ENDINGS, font_type
from oeuvre.create.library.tables import data_folder

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

Width = Literal["narrow", "normal", "wide"]
Style = Literal["normal", "italic", "oblique"]


@dataclass(frozen=True)
class Face:
    """One font file. Cap height, x-height, ascender and descender (negative) are parts of the em.

    `accent_rise` is how far É stands above the cap height, in ems too.
    """

    family: str
    weight: int
    style: Style
    stretch: int
    path: Path
    file_licence: str
    package: str
    version: str
    copyright: str
    units_per_em: int
    cap_height: float
    x_height: float
    ascender: float
    descender: float
    accent_rise: float
    axes: Mapping[str, float] = field(default_factory=dict, hash=False)

    @property
    def licence_text(self) -> Path | None:
        """The licence that must go wherever a packaged face goes; a person's own font has its terms elsewhere."""
        return self.path.parent / "LICENSE.txt" if self.package else None

    def covers(self, text: str) -> str:
        """The characters of `text` that the face cannot draw, each once; spaces are drawn whatever the font says."""
        known = _characters(self.path)
        missing = (
            sign for sign in text if ord(sign) not in known and not sign.isspace() and sign not in "\u2060\u200b"
        )
        return "".join(dict.fromkeys(missing))


@dataclass(frozen=True)
class Pairing:
    """A headline face, its text faces by weight, and how the headline is set: leading and tracking are in ems.

    `leading` is the white between the baseline of one line and the cap height of the next.
    """

    id: str
    name: str
    headline: Face
    text: Mapping[int, Face]
    leading: float
    tracking: float
    voices: tuple[str, ...]
    width: Width
    kind: str
    licence: str

    def faces(self) -> tuple[Face, ...]:
        return (self.headline, *self.text.values())

    def text_face(self, weight: int) -> Face:
        """The text face of this weight, or of the nearest there is, the bolder of two equally near."""
        return self.text[min(self.text, key=lambda there: (abs(there - weight), -there))]

    def leading_for(self, lines: Sequence[str]) -> float:
        """The leading for these lines: more than usual when a capital below the first line bears an accent (É, À)."""
        accented = any(not _PLAIN_CAPITALS.isdisjoint(_bare_accents(line)) for line in lines[1:])
        return max(self.leading, round(self.headline.accent_rise + 0.03, 4)) if accented else self.leading

    def covers(self, text: str) -> str:
        """The characters of `text` that its headline or its text face cannot draw."""
        return "".join(dict.fromkeys(sign for face in self.faces() for sign in face.covers(text)))


_PLAIN_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _bare_accents(line: str) -> set[str]:
    """The letters of the line that bear an accent above, without it."""
    found = set()
    for sign in line:
        parts = unicodedata.normalize("NFD", sign)
        if any(unicodedata.combining(part) == 230 for part in parts[1:]):
            found.add(parts[0])
    return found


def _accent_top(font: TTFont) -> float:
    """The top of É, or of what a face without É would draw, in units of the font."""
    from fontTools.pens.boundsPen import BoundsPen

    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    pen = BoundsPen(glyphs)
    glyphs[names.get(ord("É"), ".notdef")].draw(pen)
    return float(pen.bounds[3]) if pen.bounds else 0.0


@cache
def _characters(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def faces() -> Mapping[str, Face]:
    """Every packaged face by its key, such as `fraunces-900-normal`."""
    folder = data_folder() / "fonts"
    raw = json.loads((data_folder() / "fonts.json").read_text(encoding="utf-8"))
    return {
        key: Face(
            family=row["family"],
            weight=row["weight"],
            style=row["style"],
            stretch=row["stretch"],
            path=folder / row["file"],
            file_licence=row["licence"],
            package=row["package"],
            version=row["version"],
            copyright=row["copyright"],
            units_per_em=row["units_per_em"],
            cap_height=row["cap_height"],
            x_height=row["x_height"],
            ascender=row["ascender"],
            descender=row["descender"],
            accent_rise=row["accent_rise"],
        )
        for key, row in raw.items()
    }


@cache
def pairings() -> tuple[Pairing, ...]:
    """The packaged pairings, in the order of their table."""
    table = tomllib.loads((data_folder() / "pairings.toml").read_text(encoding="utf-8"))
    return tuple(
        Pairing(
            id=row["id"],
            name=row["name"],
            headline=faces()[row["headline"]],
            text=_text_faces(row["text"]),
            leading=row["leading"],
            tracking=row["tracking"],
            voices=tuple(row["voices_fr"] + row["voices_en"]),
            width=row["width"],
            kind=row["kind"],
            licence="OFL-1.1",
        )
        for row in table["pairing"]
    )


def _text_faces(package: str) -> dict[int, Face]:
    return {
        face.weight: face
        for key, face in faces().items()
        if key.startswith(f"{package}-") and key.endswith("-normal") and key.count("-") == package.count("-") + 2
    }


def font_paths() -> list[Path]:
    """The folders that Typst must read to know every packaged face."""
    return sorted({face.path.parent for face in faces().values()})


# What fontTools raises over broken tables besides its own error.
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RecursionError, TypeError,
    ValueError, struct.error,
)  # fmt: skip


def read_face(path: Path) -> Face:
    """A face from a person's own font file (TrueType or OpenType), as Typst will name it."""
    import typst
    from fontTools.ttLib import TTFont, TTLibError

    try:
        start = path.open("rb").read(4)
    except OSError as error:
        raise NotAFont(str(path)) from error
    if font_type(start) in ("font/woff", "font/woff2"):
        raise WebFont(str(path))
    if font_type(start) not in FONT_ENDINGS:
        raise NotAFont(str(path))
    try:
        with TTFont(path) as font:
            em = font["head"].unitsPerEm
            sizes, line = font["OS/2"], font["hhea"]
            axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} if "fvar" in font else {}
            words = font["name"].getDebugName(0) or ""
            cap = getattr(sizes, "sCapHeight", 0) or em * 0.7
            x_height = getattr(sizes, "sxHeight", 0) or em * 0.5
            measures = (round(value / em, 4) for value in (cap, x_height, line.ascent, line.descent))
            cap_height, x_height, ascender, descender = measures
            accent_rise = round(_accent_top(font) / em - cap_height, 4)
    except (TTLibError, *_BROKEN) as error:
        raise NotAFont(str(path)) from error
    # Alone in a folder: Typst reads folders with all that is below them.
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(path, Path(folder) / f"font{FONT_ENDINGS[font_type(start)]}")
        mine = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]).fonts()
    if not mine:
        raise NotAFont(str(path))
    stretch = float(mine[0].stretch)
    return Face(
        family=mine[0].family,
        weight=int(mine[0].weight),
        style=cast(Style, str(mine[0].style).lower()),
        stretch=round(stretch * 100 if stretch < 5 else stretch),
        path=path,
        file_licence="all-rights-reserved",
        package="",
        version="",
        copyright=words,
        units_per_em=em,
        cap_height=cap_height,
        x_height=x_height,
        ascender=ascender,
        descender=descender,
        accent_rise=accent_rise,
        axes=axes,
    )


def own_fonts(paths: Sequence[Path]) -> Pairing:
    """A pairing made of a person's own files: the boldest is the headline, the family of the lightest sets the text.

    Raises NotAFont, WebFont or NoFontGiven. With one file, it sets both.
    """
    if not paths:
        raise NoFontGiven()
    own = [read_face(path) for path in paths]
    headline = max(own, key=lambda face: (face.weight, face.style == "normal"))
    body = min(own, key=lambda face: (face.style != "normal", abs(face.weight - 400)))
    text = {face.weight: face for face in own if face.family == body.family and face.style == body.style}
    return Pairing(
        id="own",
        name=headline.family if headline.family == body.family else f"{headline.family} + {body.family}",
        headline=headline,
        text=dict(sorted(text.items())),
        leading=0.2,
        tracking=0.0,
        voices=(),
        width="normal" if 80 <= headline.stretch <= 112 else "narrow" if headline.stretch < 80 else "wide",
        kind="own",
        licence="all-rights-reserved",
    )
