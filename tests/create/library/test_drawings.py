"""Drawings by rule: whole at any ratio, the same twice, flat, without text, reference or shared id."""

import re

import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.create.library import drawings, emblems
from oeuvre.create.library.drawings.canvas import mix, n, steps

LIGHT = {"ground": "#f7e3c0", "ink": "#0f2a44", "signal": "#f0603a", "second": "#1f8a9a", "light": "#fdf3df"}
DARK = {"ground": "#211d3d", "ink": "#f8eed8", "signal": "#f2a93b", "second": "#6a5fb4", "light": "#f8eed8"}
SIZES = [
    (1080, 1350),
    (1080, 1080),
    (1920, 1080),
    (1080, 1920),
    (728, 90),
    (160, 600),
    (1040, 130),
    (240, 960),
    (241, 156),
]
NAMES = list(drawings())


def test_there_are_many_and_each_kind_is_served() -> None:
    assert len(NAMES) >= 20
    served = [kind for drawing in drawings().values() for kind in drawing.serves]
    assert set(served) == {"scene", "ground", "pattern", "frame", "figure"}
    assert all(served.count(kind) >= 5 for kind in set(served))
    assert all(drawing.words_fr and drawing.words_en for drawing in drawings().values())


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_is_whole_at_every_ratio(name: str) -> None:
    for width, height in SIZES:
        for palette in (LIGHT, DARK):
            svg = drawings()[name].draw(width, height, palette, 3)
            root = ElementTree.fromstring(svg)
            assert root.get("viewBox") == f"0 0 {width} {height}"
            assert len(root) > 1, "more than a ground"
            assert not re.search(r"nan|inf|<text|<image|href|Gradient|<style", svg)
            assert len(svg) < 700_000


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_begins_with_a_ground_that_fills_the_page(name: str) -> None:
    first = next(iter(ElementTree.fromstring(drawings()[name].draw(640, 480, LIGHT, 1))))
    assert first.tag.endswith("rect")
    assert (first.get("width"), first.get("height")) == ("640", "480")


@given(st.sampled_from(NAMES), st.integers(0, 10_000), st.integers(60, 2400), st.floats(0.25, 8))
@settings(max_examples=60, deadline=None)
def test_the_same_arguments_give_the_same_bytes(name: str, seed: int, width: int, ratio: float) -> None:
    height = max(20, round(width / ratio))
    draw = drawings()[name].draw
    svg = draw(width, height, LIGHT, seed)
    assert svg == draw(width, height, LIGHT, seed)
    ElementTree.fromstring(svg)


def test_seeds_differ() -> None:
    same = [name for name in NAMES if len({drawings()[name].draw(1080, 1350, LIGHT, seed) for seed in range(6)}) == 1]
    # What is ruled by geometry alone does not vary, and need not.
    assert set(same) <= {"label", "medal", "rings", "awning", "curtains", "bunting", "sunrise", "firework"}


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_digests_that_two_drawings_do_not_share(name: str) -> None:
    one, other = (set(re.findall(r'id="([^"]+)"', drawings()[name].draw(w, 700, LIGHT, 1))) for w in (500, 900))
    assert not one & other


@pytest.mark.parametrize("name", ["sea", "night", "birches", "window", "hills", "medal"])
def test_a_scene_takes_an_emblem(name: str) -> None:
    svg = drawings()[name].draw(1080, 1350, LIGHT, 1, emblem=emblems()["fox"])  # type: ignore[call-arg]
    ElementTree.fromstring(svg)
    assert emblems()["fox"].inner("#000000").count("<path") <= svg.count("<path")


@pytest.mark.parametrize("name", NAMES)
def test_colours_may_come_as_a_list_or_be_few(name: str) -> None:
    draw = drawings()[name].draw
    assert draw(500, 500, list(LIGHT.values()), 2) == draw(500, 500, LIGHT, 2)
    ElementTree.fromstring(draw(500, 500, ["#112233"], 2))


def test_steps_run_from_one_colour_to_the_other() -> None:
    run = steps("#1f8a9a", "#0f2a44", 5)
    assert (run[0], run[-1], len(set(run))) == ("#1f8a9a", "#0f2a44", 5)
    assert mix("#1f8a9a", "#0f2a44", 0) == "#1f8a9a"


@given(st.floats(-1e5, 1e5))
def test_numbers_are_short_and_near(value: float) -> None:
    assert abs(float(n(value)) - value) <= 0.051
    assert "e" not in n(value)


def test_a_page_without_size_is_refused() -> None:
    with pytest.raises(ValueError, match="width"):
        drawings()["waves"].draw(0, 100, LIGHT, 1)
