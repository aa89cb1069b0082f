"""A font of unknown making is read, unpacked and set once in a process of its own; what breaks it is told."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from oeuvre.create.design import Press
from oeuvre.create.library import MOST_FONT_BYTES, FontRefused, check_font, faces, own_fonts

GLOOCK = faces()["gloock-400-normal"].path


def packed(path: Path, flavour: str) -> Path:
    with TTFont(GLOOCK) as font:
        font.flavor = flavour
        font.save(path)
    return path


def without(*tags: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with TTFont(GLOOCK) as font:
            for tag in tags:
                del font[tag]
            font.save(path)

    return make


def em_of_nothing(path: Path) -> None:
    with TTFont(GLOOCK) as font:
        font["head"].unitsPerEm = 0
        font.save(path)


def in_a_ring(path: Path) -> None:
    """A letter that is made of itself."""
    with TTFont(GLOOCK, recalcBBoxes=False) as font:
        table = font["glyf"]
        name = next(one for one in font.getBestCmap().values() if table[one].isComposite())
        table[name].components[0].glyphName = name
        font.save(path)


def bare(path: Path) -> None:
    with TTFont(GLOOCK) as font:
        for table in font["cmap"].tables:
            table.cmap.clear()
        font.save(path)


def bomb(path: Path) -> None:
    """A packed font that says it is three gigabytes."""
    packed(path, "woff2")
    data = bytearray(path.read_bytes())
    data[16:20] = struct.pack(">I", 3 << 30)
    path.write_bytes(data)


def heavy(path: Path) -> None:
    with path.open("wb") as file:
        file.write(GLOOCK.read_bytes())
        file.truncate(MOST_FONT_BYTES + 1)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_bytes(GLOOCK.read_bytes()[:900]), "damaged"),
        (lambda path: path.write_bytes(b"OTTO" + bytes(400)), "damaged"),
        (lambda path: path.write_bytes(b"wOF2" + bytes(400)), "damaged"),
        (lambda path: path.write_bytes(b"ttcf" + bytes(400)), "collection"),
        (without("OS/2"), "damaged"),
        (without("glyf", "loca"), "outlines"),
        (em_of_nothing, "measures"),
        (in_a_ring, "damaged"),
        (bare, "empty"),
        (bomb, "large"),
        (heavy, "large"),
    ],
)
def test_what_is_unsound_is_refused_with_its_reason(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    path = tmp_path / "brand.ttf"
    make(path)
    with pytest.raises(FontRefused) as caught:
        check_font(path, tmp_path / "unpacked", name="Quais.ttf")
    assert caught.value.values["reason"] == reason
    assert not (tmp_path / "unpacked").exists()
    for language in ("fr", "en"):
        assert "Quais.ttf" in caught.value.message(language)
        assert caught.value.remedy(language)


def test_a_packed_font_is_unpacked_to_the_same_bytes_each_time_and_is_set_in(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for flavour in ("woff", "woff2"):
        for unpacked in (first, second):
            assert check_font(packed(tmp_path / f"g.{flavour}", flavour), unpacked) == "font/ttf"
    assert first.read_bytes() == second.read_bytes()
    # It is set in without an ending in its name, as a file in a store has it.
    pairing = own_fonts([first])
    assert pairing.headline.family == "Gloock"
    with Press([first]) as press:
        drawn = press.compile_text('#set page(width: 90pt, height: 30pt)\n#set text(font: "Gloock")\nPain')
    assert drawn[:4] == b"\x89PNG"


def test_a_font_that_is_not_packed_is_left_as_it_is(tmp_path: Path) -> None:
    assert check_font(GLOOCK, tmp_path / "unpacked") == "font/ttf"
    assert not (tmp_path / "unpacked").exists()
