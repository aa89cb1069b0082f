"""Faults of finished files: each is planted in the bytes or in what was promised."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
import segno
from PIL import Image

from oeuvre.create.design.checks import check_file
from oeuvre.create.design.page import Box
from oeuvre.create.design.press import Press
from oeuvre.create.design.scene import Drawing, Plate, Rule, Scene
from tests.create.design.checks.planted import CARD, PAGE, SIGNAL, B, N, card, change, plus, sound, words

BRIEF = (
    "La nuit du pain",
    "Marché nocturne des artisans boulangers",
    "Vendredi 12 juin, de 19 h à minuit",
    "Place des Halles, Tours",
    "Levain & Lune",
    "lefournil.example",
)
PDF = "application/pdf"


def codes(data: bytes, kind: str, scene: Scene, **more: object) -> set[str]:
    return {fault.code for fault in check_file(data, kind, scene, BRIEF, **more)}  # type: ignore[arg-type]


def edited(data: bytes, change_page: Callable[[pikepdf.Page], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change_page(pdf.pages[0])
        pdf.save(out)
    return out.getvalue()


def with_code(url: str = "https://lefournil.example", x: float = 880) -> Scene:
    svg = segno.make(url, error="m").svg_inline(border=2, omitsize=True)
    drawn = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"') if "xmlns" not in svg else svg
    plate = Box(870, 820, 140, 140)
    return plus(sound(), Plate(plate, "#ffffff"), Drawing(drawn, Box(x, 830, 120, 120), "code"))


@pytest.fixture(scope="module")
def card_pdf(press: Press) -> bytes:
    return press.pdf(card(), bleed=CARD.bleed)


class TestPdf:
    def test_a_sound_file_passes(self, card_pdf: bytes, press: Press) -> None:
        assert check_file(card_pdf, PDF, card(), BRIEF) == ()
        assert check_file(press.pdf(sound()), PDF, sound(), BRIEF) == ()

    def test_a_file_that_says_another_word(self, card_pdf: bytes) -> None:
        scene = change(card(), "date", lines=(f"Samedi 12{B}juin,",))
        assert "fact-changed" in codes(card_pdf, PDF, scene)

    def test_a_file_that_says_more_than_the_scene(self, press: Press) -> None:
        data = press.pdf(plus(card(), words("price", ("gratuit",), 20, 134, 9)), bleed=CARD.bleed)
        assert "fact-changed" in codes(data, PDF, card())

    def test_a_scene_that_says_what_the_brief_does_not(self, press: Press) -> None:
        scene = plus(card(), words("price", (f"5{N}€",), 20, 134, 9, colour="#241a4d"))
        assert "fact-changed" in codes(press.pdf(scene, bleed=CARD.bleed), PDF, scene)

    def test_hyphens_of_typesetting_are_undone(self, press: Press) -> None:
        scene = change(sound(), "line", lines=("Marché noc-", "turne des artisans", "boulangers"))
        assert check_file(press.pdf(scene), PDF, scene, BRIEF) == ()

    def test_no_bleed(self, press: Press) -> None:
        assert "page-boxes" in codes(press.pdf(card()), PDF, card())

    def test_a_trim_box_of_another_size(self, card_pdf: bytes) -> None:
        def shrink(page: pikepdf.Page) -> None:
            left, bottom, right, top = (float(value) for value in page.obj.TrimBox)
            page.obj.TrimBox = pikepdf.Array([left + 4, bottom, right, top])

        assert "page-boxes" in codes(edited(card_pdf, shrink), PDF, card())

    def test_a_font_left_outside(self, card_pdf: bytes) -> None:
        def drop(page: pikepdf.Page) -> None:
            for font in page.obj.Resources.Font.values():
                descriptor = font.DescendantFonts[0].FontDescriptor
                for key in ("/FontFile2", "/FontFile3"):
                    if key in descriptor:
                        del descriptor[key]

        assert "font-not-embedded" in codes(edited(card_pdf, drop), PDF, card())

    def test_another_font_than_the_scene_names(self, card_pdf: bytes) -> None:
        def rename(page: pikepdf.Page) -> None:
            for font in page.obj.Resources.Font.values():
                font.DescendantFonts[0].BaseFont = pikepdf.Name("/ABCDEF+Helvetica")

        assert "font-swapped" in codes(edited(card_pdf, rename), PDF, card())

    def test_a_hair_of_a_line(self, press: Press) -> None:
        scene = plus(card(), Rule(20, 98, 80, 0.15, "#241a4d"))
        assert "thin-line" in codes(press.pdf(scene, bleed=CARD.bleed), PDF, scene)


class TestCode:
    def test_a_code_that_leads_to_the_address(self, press: Press) -> None:
        scene = with_code()
        assert check_file(press.png(scene), "image/png", scene, BRIEF) == ()
        assert check_file(press.pdf(scene), PDF, scene, BRIEF) == ()

    def test_a_code_that_leads_elsewhere(self, press: Press) -> None:
        scene = with_code("https://autre.example")
        assert "code-moved" in codes(press.png(scene), "image/png", scene)

    def test_a_code_that_slipped(self, press: Press) -> None:
        printed = with_code(x=760)
        assert "code-moved" in codes(press.png(printed), "image/png", with_code())

    def test_a_code_under_a_plate(self, press: Press) -> None:
        hidden = plus(with_code(), Plate(Box(900, 850, 70, 70), SIGNAL))
        assert "code-moved" in codes(press.pdf(hidden), PDF, with_code())


class TestPixelsAndOutlines:
    def test_sound_pixels(self, press: Press) -> None:
        data = press.png(sound())
        assert check_file(data, "image/png", sound(), BRIEF, most_bytes=len(data)) == ()

    def test_too_heavy(self, press: Press) -> None:
        data = press.png(sound())
        assert "too-heavy" in codes(data, "image/png", sound(), most_bytes=len(data) - 1)

    def test_another_size(self, press: Press) -> None:
        with Image.open(io.BytesIO(press.png(sound()))) as picture:
            out = io.BytesIO()
            picture.convert("RGB").resize((1080, 1349)).save(out, "JPEG")
        assert "wrong-size" in codes(out.getvalue(), "image/jpeg", sound())

    def test_outlines_kept_and_lost(self, press: Press) -> None:
        data = press.svg(sound())
        assert check_file(data, "image/svg+xml", sound(), BRIEF) == ()
        live = data.replace(b"</svg>", b"<text>La nuit</text></svg>")
        assert "text-not-outlined" in codes(live, "image/svg+xml", sound())
        assert "text-not-outlined" not in codes(live, "image/svg+xml", sound(), outlines=False)

    def test_an_svg_of_another_size(self, press: Press) -> None:
        other = replace(sound(), page=replace(PAGE, height=1400))
        assert "wrong-size" in codes(press.svg(sound()), "image/svg+xml", other)
