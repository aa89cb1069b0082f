"""Faces cover French and English, Typst knows each by the name we give it, and a person's own files make a pairing."""

import shutil
from pathlib import Path

import pytest
import typst
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.create.library import NoFontGiven, NotAFont, Pairing, WebFont, faces, font_paths, own_fonts, pairings
from oeuvre.foundation import say

FRENCH = "àâäçéèêëîïôöùûüÿœæ ÀÂÇÉÈÊËÎÏÔÙÛÜŸŒÆ « » ’ – … € ° n° &"
ENGLISH = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 £ $ “ ” ‘ ’ — – ! ? ; : , . ( ) / @ % + # *"
PAIRINGS = pairings()


@pytest.mark.parametrize("pairing", PAIRINGS, ids=lambda one: one.id)
def test_every_face_covers_french_and_english(pairing: Pairing) -> None:
    for face in pairing.faces():
        assert face.covers(FRENCH + ENGLISH) == "", face.path.name


def test_there_are_enough_and_they_differ() -> None:
    assert len(PAIRINGS) >= 14
    assert len({pairing.id for pairing in PAIRINGS}) == len(PAIRINGS)
    assert len({pairing.headline.path for pairing in PAIRINGS}) == len(PAIRINGS)
    assert {pairing.width for pairing in PAIRINGS} == {"narrow", "normal", "wide"}
    assert all({400, 500, 600, 700} <= set(pairing.text) for pairing in PAIRINGS)
    assert all(pairing.voices and pairing.kind for pairing in PAIRINGS)


def compile_with_faces(source: str) -> tuple[bytes, list[str]]:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in font_paths()]
    )
    data, warnings = typst.Compiler(root="/", font_paths=fonts).compile_with_warnings(
        input=source.encode(), format="pdf"
    )
    return bytes(data), [str(warning) for warning in warnings]


def test_typst_knows_every_face_by_our_name_and_picks_that_very_file() -> None:
    lines = [
        f'#text(font: "{face.family}", weight: {face.weight}, style: "{face.style}", stretch: {face.stretch}%)[Œuvre]'
        for face in faces().values()
    ]
    _, warnings = compile_with_faces("\n".join(lines))
    assert warnings == []
    known = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path) for path in font_paths()]
    ).fonts()
    for face in faces().values():
        same = [
            Path(info.path).name
            for info in known
            if info.path
            and (info.family, int(info.weight), str(info.style).lower()) == (face.family, face.weight, face.style)
        ]
        assert same == [face.path.name]


def test_a_wrong_name_is_seen() -> None:
    _, warnings = compile_with_faces('#text(font: "Barlow Condensed")[Œuvre]')
    assert any("unknown font family" in warning for warning in warnings)


def test_measures_are_those_of_the_file() -> None:
    for face in faces().values():
        with TTFont(face.path) as font:
            assert font["head"].unitsPerEm == face.units_per_em
            assert face.cap_height == pytest.approx(font["OS/2"].sCapHeight / face.units_per_em, abs=1e-3)
        assert face.descender < 0 < face.x_height < face.cap_height <= face.ascender


def test_the_letters_of_french_have_their_whole_shape() -> None:
    """A glyph may be in the map and yet be drawn as another: one release of an italic has an I for its Œ."""
    for face in faces().values():
        with TTFont(face.path) as font:
            glyphs, names = font["glyf"], font.getBestCmap()
            width = {sign: glyphs[names[ord(sign)]].xMax - glyphs[names[ord(sign)]].xMin for sign in "ŒOŸYÉEœo"}
        assert width["Œ"] > width["O"] * 1.1 or "mono" in face.path.name
        assert width["œ"] > width["o"] * 1.1 or "mono" in face.path.name
        assert width["Ÿ"] < width["Y"] * 1.4
        assert width["É"] < width["E"] * 1.4


@given(st.text(max_size=40))
def test_covers_names_what_is_missing_once_and_never_a_space(text: str) -> None:
    missing = PAIRINGS[0].headline.covers(text)
    assert len(set(missing)) == len(missing)
    assert set(missing) <= set(text)
    assert not any(sign.isspace() for sign in missing)


def test_a_script_that_no_face_has_is_named() -> None:
    assert PAIRINGS[0].covers("Nuit 夜") == "夜"


def test_the_nearest_weight_is_given() -> None:
    assert PAIRINGS[0].text_face(650).weight == 700
    assert PAIRINGS[0].text_face(100).weight == 400


def test_lines_with_accented_capitals_are_set_further_apart() -> None:
    anton = next(pairing for pairing in PAIRINGS if pairing.id == "anton")
    assert anton.leading_for(["L’Œuvre", "de nuit"]) == anton.leading
    assert anton.leading_for(["Été", "de nuit"]) == anton.leading
    assert anton.leading_for(["de nuit", "été"]) == anton.leading
    assert anton.leading_for(["L’Œuvre", "Été à Blois"]) > anton.headline.accent_rise > 0
    assert all(0.05 < pairing.headline.accent_rise < 0.45 for pairing in PAIRINGS)


def test_own_files_make_a_pairing(tmp_path: Path) -> None:
    for key in ("gloock-400-normal", "jost-400-normal", "jost-700-normal"):
        shutil.copy(faces()[key].path, tmp_path / f"{key}.ttf")
    pairing = own_fonts([tmp_path / "jost-400-normal.ttf", tmp_path / "jost-700-normal.ttf"])
    assert (pairing.headline.weight, sorted(pairing.text)) == (700, [400, 700])
    assert pairing.licence == "all-rights-reserved"
    assert pairing.headline.cap_height == faces()["jost-700-normal"].cap_height
    alone = own_fonts([tmp_path / "gloock-400-normal.ttf"])
    assert alone.headline.family == "Gloock"
    assert alone.text_face(700).family == "Gloock"


def test_a_file_that_is_no_font_is_refused_by_name(tmp_path: Path) -> None:
    picture = tmp_path / "logo.ttf"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    cut = tmp_path / "cut.ttf"
    cut.write_bytes(faces()["gloock-400-normal"].path.read_bytes()[:900])
    for path in (picture, cut, tmp_path / "missing.ttf", tmp_path):
        with pytest.raises(NotAFont) as caught:
            own_fonts([path])
        assert caught.value.place == str(path)
        assert caught.value.exit_code == 2
        assert caught.value.remedy("fr")


def test_a_web_font_is_refused_with_the_remedy(tmp_path: Path) -> None:
    web = tmp_path / "brand.woff2"
    web.write_bytes(b"wOF2" + bytes(100))
    with pytest.raises(WebFont) as caught:
        own_fonts([web])
    assert "TTF" in caught.value.remedy("en")


def test_no_file_is_refused() -> None:
    with pytest.raises(NoFontGiven):
        own_fonts([])
    assert say("library:errors.no-font-given.message", "fr")
