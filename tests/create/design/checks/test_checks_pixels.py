"""Faults that only pixels show, planted and rendered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from oeuvre.create.design.checks import check, check_pixels
from oeuvre.create.design.page import Box
from oeuvre.create.design.press import Press
from oeuvre.create.design.scene import Drawing, Photo, Plate, Rule, Scene
from tests.create.design.checks.planted import (
    GROUND,
    INK,
    KIT,
    PALETTE,
    SIGNAL,
    change,
    emblem,
    noise,
    plus,
    sound,
    under,
    without,
    words,
)

Render = Callable[..., tuple[Any, Any]]
HUES = ("#d33a2c", "#3f8f3a", "#2b62c9", "#e3c53b", "#b14fc0", "#35b5b0", "#ffffff")


def stripes() -> Drawing:
    bars = "".join(f'<rect x="{x}" width="7" height="1350" fill="#ffffff"/>' for x in range(0, 1080, 14))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1080 1350" width="1080" height="1350">{bars}</svg>'
    return Drawing(svg, Box(0, 0, 1080, 1350), "pattern")


def full_photo() -> Photo:
    return Photo(noise(1080, 1350), Box(0, 0, 1080, 1350), (1080, 1350))


def touching() -> Scene:
    return change(sound(), "headline", lines=("jugez", "Été plié"), size=150, pitch=124, y=820)


PLANTED: dict[str, tuple[str, Callable[[], Scene]]] = {
    "ink at the trim": ("off-page", lambda: change(sound(), "date", x=8)),
    "a plate painted over the date": ("hidden-text", lambda: plus(sound(), Plate(Box(40, 1200, 440, 100), "#33265f"))),
    "a tail that runs into the next line": ("text-on-text", touching),
    "letters on the tip of an emblem": ("text-on-emblem", lambda: under(sound(), emblem(420, 610, 640))),
    "pale type on pale": ("contrast", lambda: change(sound(), "date", colour="#4a3f7c")),
    "type of the ground's own colour": ("contrast", lambda: change(sound(), "headline", colour=GROUND)),
    "a headline half lost in a plate of its colour": (
        "contrast",
        lambda: under(sound(), Plate(Box(300, 760, 500, 420), INK)),
    ),
    "small type that only large could bear": ("contrast", lambda: change(sound(), "place", colour="#8478bd")),
    "facts on stripes": ("busy-ground", lambda: under(change(sound(), "date", colour=SIGNAL), stripes())),
    "facts on a photograph's thicket": ("busy-ground", lambda: under(without(sound(), "emblem"), full_photo())),
    "a headline across a plate's edge": (
        "straddle",
        lambda: under(change(sound(), "headline", colour="#e2562b"), Plate(Box(0, 760, 320, 420), "#ffffff")),
    ),
    "a second surface under the logo's foot": ("logo-zone", lambda: under(sound(), Plate(Box(0, 118, 1080, 60), INK))),
    "a mark as dark as its ground": (
        "logo-contrast",
        lambda: change(sound(), "mark", svg=emblem(0, 0, 1, "#3a2f68", "bread").svg),
    ),
    "half a page with nothing": ("empty", lambda: without(sound(), "emblem")),
    "a full page without margins": (
        "crowded",
        lambda: change(under(without(sound(), "emblem"), full_photo()), "date", x=38),
    ),
    "seven colours": (
        "many-colours",
        lambda: plus(sound(), *(Plate(Box(620 + 60 * i, 760, 60, 400), hue) for i, hue in enumerate(HUES))),
    ),
}


def codes(scene: Scene, render: Render, **more: Any) -> set[str]:
    return {fault.code for fault in check_pixels(scene, *render(scene), **more)}


def test_a_sound_scene_has_no_fault(render: Render) -> None:
    assert [fault.reason("fr") for fault in check_pixels(sound(), *render(sound()), brand=(SIGNAL,))] == []


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_caught(planted: str, render: Render) -> None:
    code, build = PLANTED[planted]
    scene = build()
    found = [fault for fault in check_pixels(scene, *render(scene)) if fault.code == code]
    assert found
    assert all(fault.reason(language) for fault in found for language in ("fr", "en"))


def test_contrast_says_what_it_measured_and_what_it_takes(render: Render) -> None:
    scene = change(sound(), "date", colour="#4a3f7c")
    fault = next(fault for fault in check_pixels(scene, *render(scene)) if fault.code == "contrast")
    assert fault.element == "date"
    assert fault.values["need"] == 4.5
    assert 1 < float(str(fault.values["ratio"])) < 3
    assert "," in fault.reason("fr")
    assert "." in fault.reason("en")


def test_large_type_needs_three_where_small_needs_more(render: Render) -> None:
    scene = change(sound(), "headline", colour="#8478bd")
    assert "contrast" not in codes(scene, render)


def test_a_brand_colour_is_kept_to_the_bit(render: Render) -> None:
    assert "brand-lost" not in codes(sound(), render, brand=(SIGNAL,))
    assert "brand-lost" in codes(sound(), render, brand=("#f2b135",))


def test_a_brand_colour_may_live_in_a_thin_rule(render: Render) -> None:
    scene = plus(sound(), Rule(70, 1170, 400, 0.6, "#c8102e"))
    assert "brand-lost" not in codes(scene, render, brand=("#C8102E",))


def test_steps_of_one_tone_are_one_colour(render: Render) -> None:
    steps = ("#14404d", "#1d5663", "#286c79", "#35838f", "#4499a4", "#55afb8", "#69c4cc")
    scene = plus(sound(), *(Plate(Box(620 + 60 * i, 760, 60, 400), tone) for i, tone in enumerate(steps)))
    assert "many-colours" not in codes(scene, render)


def test_an_emptiness_that_is_meant_is_none(render: Render) -> None:
    assert "empty" not in codes(replace(without(sound(), "emblem"), asks=frozenset({"empty"})), render)


def test_a_calm_photograph_is_not_empty(render: Render) -> None:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (1080, 700), "#40507a").save(out, "PNG")
    calm = Photo(out.getvalue(), Box(0, 130, 1080, 600), (1080, 600))
    assert "empty" not in codes(under(without(sound(), "emblem"), calm), render)


class TestWhole:
    """`check`: boxes, words and pixels in one call."""

    def test_a_sound_scene_is_sound(self, press: Press) -> None:
        report = check(sound(), replace(KIT, palette=replace(PALETTE, brand=(SIGNAL,))), press)
        assert report.reasons("fr") == ()
        assert report.sound
        assert report.shown.startswith(b"\x89PNG")

    def test_a_render_that_was_made_anyway_is_looked_at(self, press: Press) -> None:
        shown = press.png(sound(), scale=1.0)
        report = check(sound(), KIT, press, scale=1.0, shown=shown)
        assert report.sound
        assert report.shown is shown

    def test_a_face_that_the_press_has_not_is_told(self, press: Press) -> None:
        face = replace(sound().texts()[0].face, family="No Such Face")
        report = check(change(sound(), "date", face=face), KIT, press)
        fault = next(fault for fault in report.faults if fault.number == 14)
        assert fault.code == "font-swapped"
        assert "no such face" in fault.reason("en").lower()

    def test_boxes_and_pixels_are_told_together(self, press: Press) -> None:
        scene = change(change(sound(), "date", colour="#4a3f7c"), "place", size=20)
        assert {"contrast", "small-print"} <= {fault.code for fault in check(scene, KIT, press).faults}


def test_photo_that_holds_the_logo_calmly_is_its_ground(render: Render) -> None:
    scene = under(without(sound(), "emblem"), full_photo())
    assert "logo-zone" in codes(scene, render)


def test_words_apart_are_no_fault_of_touching(render: Render) -> None:
    scene = change(sound(), "headline", lines=("jugez", "Été plié"), size=150, pitch=200, y=760)
    assert "text-on-text" not in codes(scene, render)


def test_type_is_found_even_where_it_cannot_be_seen(render: Render) -> None:
    """A word of the ground's very colour leaves no difference between the two renders."""
    scene = plus(sound(), words("price", ("Entrée libre",), 620, 1080, 40, colour=GROUND))
    fault = next(f for f in check_pixels(scene, *render(scene)) if f.element == "price")
    assert fault.code == "contrast"
    assert fault.values["ratio"] == pytest.approx(1.0, abs=0.05)
