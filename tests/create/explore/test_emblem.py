"""Emblems: every manner within the limits of a file, in four colours at most, drawn by a real typesetter."""

from __future__ import annotations

import io
import re
from typing import Literal

import numpy as np
import pytest
from lxml import etree
from numpy.typing import NDArray
from PIL import Image

from oeuvre.create.design import Press
from oeuvre.create.explore import (
    FRAMES,
    MANNERS,
    MOST_COLOURS,
    MOST_COMMANDS,
    Emblem,
    Inks,
    Lettering,
    Manner,
    NoOutline,
    draw_emblem,
    lockup,
    trace,
    widened,
)
from tests.create.explore.conftest import disc, square

Floats = NDArray[np.float32]
INKS = Inks("#112233", "#fff4dd", "#e04f1a", "#f3b53f")


def drawn(fields: Floats, manner: Manner) -> list[Emblem]:
    found = []
    for half in fields:
        try:
            found.append(draw_emblem(half, manner))
        except NoOutline:
            continue
    return found


@pytest.mark.parametrize("manner", MANNERS)
def test_every_manner_keeps_the_limits_of_a_file(fields: Floats, manner: Manner) -> None:
    found = drawn(fields[:12], manner)
    assert len(found) >= 10
    assert sum(one.manner == manner for one in found) >= 4
    for number, one in enumerate(found):
        svg = one.svg(INKS, FRAMES[number % len(FRAMES)])
        paths = re.findall(r' d="([^"]*)"', svg)
        assert sum(len(re.findall("[A-Za-z]", path)) for path in paths) <= MOST_COMMANDS
        assert len(set(re.findall(r"#[0-9a-f]{6}", svg))) <= MOST_COLOURS
        assert one.outline.segments <= 200
        assert etree.fromstring(svg.encode()).tag.endswith("svg")


def test_a_frame_holds_the_figure_and_turns_its_colours(fields: Floats) -> None:
    emblem = draw_emblem(square(40))
    with Press() as press:
        for frame in FRAMES:
            png = press.drawing(emblem.svg(INKS, frame).encode(), 128)
            picture = Image.open(io.BytesIO(png)).convert("RGB")
            pixels = np.asarray(picture)
            assert pixels[64, 64].tobytes().hex() == (INKS.figure if frame == "none" else INKS.ground)[1:]
            assert pixels[127, 1].tobytes().hex() == INKS.ground[1:]


def test_a_title_is_written_so_that_xml_holds_it() -> None:
    svg = draw_emblem(disc(20)).svg(INKS, title="pain & <lune>\x00 🥖")
    assert etree.fromstring(svg.encode())[0].text == "pain & <lune> 🥖"


def test_what_stands_off_a_figure_at_the_edge_is_not_cut() -> None:
    full = square(64)
    outline = trace(widened(full, 6), -0.4)
    points = np.concatenate([path.reshape(-1, 2) for path in outline.paths])
    assert points.min() > 4
    assert points.max() < 252


def test_a_name_stands_beside_or_under() -> None:
    emblem, name = draw_emblem(disc(24)), Lettering("M10 0L110 0L110 40L10 40Z", (10, 0, 110, 40))
    boxes = {}
    places: tuple[Literal["beside", "under"], ...] = ("beside", "under")
    for place in places:
        svg = lockup(emblem, INKS, name, place)
        found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
        assert found is not None
        boxes[place] = (float(found[1]), float(found[2]))
        with Press() as press:
            assert Image.open(io.BytesIO(press.drawing(svg.encode(), 200))).width == 200
    assert boxes["beside"][0] > 2 * boxes["beside"][1] * 0.9
    assert boxes["under"][1] > boxes["under"][0]
    with pytest.raises(ValueError, match="ink"):
        lockup(emblem, INKS, Lettering("", (0, 0, 0, 0)))
