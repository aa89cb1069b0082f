"""Drawings of unknown makers are drawn apart, and one that takes too much is refused alone."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator

import pytest
from PIL import Image

from oeuvre.create.brief import UnsafeSvg, clean_svg
from oeuvre.create.design import Apart

SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#d31"/></svg>'


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    one = Apart(seconds=0.3, idle=600)
    yield one
    one.close()


def slow() -> bytes:
    """Within every bound that can be counted, and yet the work of minutes: each group is a layer of its own."""
    mask = '<mask id="m"><rect width="620" height="620" fill="#fff"/></mask>'
    group = '<g mask="url(#m)" opacity=".9"><rect width="620" height="620" fill="#d31"/></g>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 620">{mask}{group * 9000}</svg>'.encode()


def test_a_drawing_is_drawn_for_several_threads(apart: Apart) -> None:
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(apart.png(SQUARE, 20))) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 4
    assert Image.open(io.BytesIO(found[0])).convert("RGB").getpixel((10, 10)) == (0xDD, 0x33, 0x11)


def test_one_that_takes_too_long_is_refused_and_the_next_is_drawn(apart: Apart) -> None:
    with pytest.raises(UnsafeSvg) as told:
        apart.png(clean_svg(slow()).encode(), 620)
    assert told.value.reason == "svg-too-hard"
    assert Image.open(io.BytesIO(apart.png(SQUARE, 20, "none"))).size == (20, 20)
