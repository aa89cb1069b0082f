"""A turn begins and ends with its emblems, moves as SVG, GIF and APNG, and rests where motion is not wanted."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from lxml import etree
from numpy.typing import NDArray
from PIL import Image

from oeuvre.create.design import Press
from oeuvre.create.explore import Inks, Moving, NoOutline, draw_emblem, fields_between, turn, turn_pictures, turn_svg
from tests.create.explore.conftest import disc, square

Floats = NDArray[np.float32]
INKS = Inks("#112233", "#fff4dd", "#e04f1a", "#f3b53f")


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as one:
        yield one


def test_a_turn_begins_and_ends_with_its_emblems(fields: Floats) -> None:
    turned = turn(fields_between(fields[0], fields[3], 8))
    assert turned.emblems[0].outline.data == draw_emblem(fields[0]).outline.data
    assert turned.emblems[-1].outline.data == draw_emblem(fields[3]).outline.data
    assert turned.order[0] == 0
    assert max(turned.order) == len(turned.emblems) - 1
    # It closes: from the last place back to the first is one step.
    assert turned.order[-1] == 1


def test_what_moves_by_svg_shows_its_first_emblem_where_nothing_moves(press: Press) -> None:
    turned = turn(fields_between(square(40), disc(20), 5))
    svg = turn_svg(turned, INKS, "Lune & pain")
    root = etree.fromstring(svg.encode())
    groups = [one for one in root if one.tag.endswith("}g")]
    assert len(groups) == 5
    assert [one.get("visibility") for one in groups] == [None, *["hidden"] * 4]
    assert "prefers-reduced-motion" in svg
    still = press.drawing(svg.encode(), 96)
    assert still == press.drawing(turned.emblems[0].svg(INKS, title="Lune & pain").encode(), 96)


@pytest.mark.parametrize("form", ["gif", "apng"])
def test_what_moves_by_pixels_has_every_step_and_the_same_bytes(press: Press, form: Moving) -> None:
    turned = turn(fields_between(square(40), disc(20), 5))

    def draw(svg: str) -> bytes:
        return press.drawing(svg.encode(), 64)

    data = turn_pictures(turned, INKS, draw, form)
    assert data == turn_pictures(turned, INKS, draw, form)
    with Image.open(io.BytesIO(data)) as moving:
        assert getattr(moving, "n_frames", 1) == 8
        assert moving.size == (64, 64)
        assert moving.info["loop"] == 0
        shades = []
        for number in (0, 4):
            moving.seek(number)
            shades.append(np.asarray(moving.convert("RGB"), np.int16))
    # A square's corner has ink where a disc has none.
    assert np.abs(shades[0] - shades[1]).max() > 100


def test_what_cannot_be_turned_is_refused(fields: Floats) -> None:
    with pytest.raises(NoOutline):
        turn([np.full((64, 32), -1, np.float32), fields[0]])
    for first, last, steps in ((disc(20), disc(20)[:32], 4), (disc(20), disc(10), 1)):
        with pytest.raises(ValueError, match="two"):
            fields_between(first, last, steps)
