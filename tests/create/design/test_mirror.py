"""Layouts for scripts that run to the left: moved to the other edge, nothing flipped that is read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oeuvre.create.design import mirrored, runs_right_to_left
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Drawing, Photo, Plate, Rule, Scene, Text
from oeuvre.create.library import pairings

FACE = pairings()[0].headline
PAGE = Page("page", 400, 500, 10, 20)


def scene(*items: Text | Plate | Rule | Drawing | Photo) -> Scene:
    return Scene(PAGE, "#ffffff", items, "grille", "ar")


WORDS = Text("headline", ("Nuit", "du pain"), FACE, 40, "#000000", 30, 60, 44)
SVG = '<svg xmlns="x" viewBox="10 0 50 20"><path d="M10 0"/></svg>'
THINGS = (
    WORDS,
    replace(WORDS, align="center", x=200, y=200),
    replace(WORDS, turn=90, x=300, y=100),
    Plate(Box(0, 0, 120, 500), "#cc0000"),
    Rule(30, 400, 100, 2, "#000000"),
    Rule(60, 300, 100, 2, "#000000", upright=True),
    Drawing(SVG, Box(20, 30, 50, 20), "scene", Box(20, 30, 9, 9)),
    Drawing("<svg/>", Box(20, 430, 60, 20), "logo", Box(22, 430, 9, 9)),
    Photo(b"", Box(250, 300, 150, 200), (10, 10), subject=Box(260, 310, 20, 20)),
)


def test_everything_stands_at_the_other_edge() -> None:
    for before, after in zip(THINGS, mirrored(scene(*THINGS)).items, strict=True):
        assert after.box.right == pytest.approx(PAGE.width - before.box.x, abs=16)  # letters keep their own bearings
        assert after.box.y == pytest.approx(before.box.y)
        assert after.box.width == pytest.approx(before.box.width, abs=2)
    lines = mirrored(scene(WORDS)).texts()[0]
    assert (lines.x, lines.align) == (PAGE.width - WORDS.x, "right")


def test_twice_is_as_before() -> None:
    again = mirrored(mirrored(scene(*THINGS)))
    for before, after in zip(THINGS, again.items, strict=True):
        if not isinstance(before, Drawing):
            assert after == before


def test_scenes_are_flipped_in_their_view_and_signs_are_not() -> None:
    drawn, logo = mirrored(scene(*THINGS)).drawings()
    assert '<g transform="translate(70.0000 0) scale(-1 1)"><path d="M10 0"/></g></svg>' in drawn.svg
    assert drawn.ink == Box(PAGE.width - 29, 30, 9, 9)
    assert logo.svg == "<svg/>"
    assert logo.ink is not None
    assert logo.ink.x - logo.box.x == 2


def test_words_on_a_photograph_stay_where_it_was_made_ready_for_them() -> None:
    whole = scene(Photo(b"", Box(0, 0, 400, 500), (10, 10)), WORDS)
    assert mirrored(whole) == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [("سوق الليل", True), ("12 לילה", True), ("Night", False), ("2027", False), ("", False), ("« لیل »", True)],
)
def test_the_first_letter_with_a_direction_decides(text: str, expected: bool) -> None:
    assert runs_right_to_left(text) is expected
