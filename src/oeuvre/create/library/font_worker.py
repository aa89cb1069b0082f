"""The process in which a font of unknown making is read, unpacked and set: whatever it breaks, it breaks here alone.

Memory, time and the size of what it writes are limited. One line of JSON on standard output is its answer.
"""

from __future__ import annotations

import json
import os
import struct
import tempfile
from itertools import islice
from pathlib import Path

from oeuvre.create.library.font_kinds import font_type

# The em may have so many units (OpenType, `head`).
_EM = range(16, 16_385)
# A font packed for browsers may be so much larger once it is unpacked, and one that is not may have so many bytes.
MOST_UNPACKED = 64 * 1024 * 1024
# So many glyphs are drawn to see that they can be; the first ones of a font are its letters.
_DRAWN, _SET = 2_000, 60
_NEEDED = ("head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "name")
_OUTLINES = ("glyf", "CFF ")


class Unsound(Exception):
    """Why a font is refused: a key under `library:unsound`."""


def limit(memory: int, seconds: int) -> None:
    """Set the limits of this process, where the system has any."""
    try:
        import resource
    except ImportError:
        return
    for what, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 2 * MOST_UNPACKED),
        (resource.RLIMIT_NOFILE, 128),
    ):
        hard = resource.getrlimit(what)[1]
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (ceiling, hard))


def examine(path: Path, unpacked: Path) -> str:
    """The media type of a font that can be set in; one that is packed is written to `unpacked`. Raises `Unsound`."""
    with path.open("rb") as handle:
        head = handle.read(64)
    kind = font_type(head)
    if kind == "font/collection":
        raise Unsound("collection")
    if kind in ("font/woff", "font/woff2"):
        # How many bytes it will be, by its own head: one that says less than it has is refused by the reading.
        if struct.unpack(">I", head[16:20])[0] > MOST_UNPACKED:
            raise Unsound("large")
        _unpack(path, unpacked)
        path = unpacked
        with path.open("rb") as handle:
            kind = font_type(handle.read(4))
    if kind not in ("font/ttf", "font/otf"):
        raise Unsound("damaged")
    _read(path)
    _set(path)
    return kind


def _unpack(path: Path, unpacked: Path) -> None:
    from fontTools.ttLib import TTFont

    # Its date too stays what it was: the same file brought again is the same font.
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        font.flavor = None
        font.save(unpacked, reorderTables=False)


def _read(path: Path) -> None:
    """Read every table that setting needs, and draw the letters."""
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        if any(tag not in font for tag in _NEEDED) or not any(tag in font for tag in _OUTLINES):
            raise Unsound("outlines" if all(tag in font for tag in _NEEDED) else "damaged")
        for tag in _NEEDED:
            font[tag]
        if font["head"].unitsPerEm not in _EM or font["hhea"].ascent <= font["hhea"].descent:
            raise Unsound("measures")
        glyphs, letters = font.getGlyphSet(), font.getBestCmap() or {}
        drawn = 0
        for name in islice(dict.fromkeys(letters.values()), _DRAWN):
            pen = BoundsPen(glyphs)
            glyphs[name].draw(pen)
            drawn += pen.bounds is not None
        if not drawn:
            raise Unsound("empty")


def _set(path: Path) -> None:
    """Set its first letters as drafts and editions will: in pixels and as a PDF, by the typesetter itself."""
    import typst
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        letters = "".join(chr(sign) for sign in islice(sorted(font.getBestCmap()), 400) if chr(sign).isalnum())[:_SET]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "font.otf").write_bytes(path.read_bytes())
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        if not fonts.fonts():
            raise Unsound("damaged")
        family = json.dumps(fonts.fonts()[0].family, ensure_ascii=False)
        source = Path(folder) / "sample.typ"
        words = json.dumps(letters or "A", ensure_ascii=False)
        source.write_text(
            f"#set page(width: 200pt, height: 60pt)\n#set text(font: {family})\n#{words}", encoding="utf-8"
        )
        compiler = typst.Compiler(root=folder, font_paths=fonts)
        for form in ("png", "pdf"):
            compiler.compile(str(source), format=form)


def answer(path: Path, unpacked: Path) -> dict[str, str]:
    """`{"kind": media type}` or `{"refused": why}`."""
    try:
        return {"kind": examine(path, unpacked)}
    except Unsound as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": "late"}
    except ImportError:
        raise
    except Exception:  # fontTools and the typesetter fail over a broken font, each in ways of its own
        return {"refused": "damaged"}


def main(arguments: list[str]) -> None:
    """Examine one font: its path, where to write it unpacked, bytes of memory, seconds."""
    path, unpacked, memory, seconds = arguments
    limit(int(memory), int(seconds))
    # Native code may print: standard output is kept for the answer.
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as channel:
        os.dup2(2, 1)
        channel.write(json.dumps(answer(Path(path), Path(unpacked))) + "\n")
