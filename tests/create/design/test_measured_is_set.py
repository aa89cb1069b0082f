"""What is measured is what is set: the ink that HarfBuzz foretells is where Typst puts it, for every packaged face."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image

from oeuvre.create.design import Page, Press, Scene
from oeuvre.create.design.scene import Text
from oeuvre.create.library import Face, faces

# Kerning, a ligature, an accent on a capital, a descender.
WORDS = "AVÉ Tough fjord"
SIZE = 60.0


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as made:
        yield made


@pytest.mark.parametrize("face", faces().values(), ids=lambda face: f"{face.family}-{face.weight}-{face.style}")
@pytest.mark.parametrize("tracking", [0.0, 0.04])
def test_ink_stands_where_it_was_measured(press: Press, face: Face, tracking: float) -> None:
    text = Text("headline", (WORDS,), face, SIZE, "#000000", 100, 100, SIZE, tracking=tracking)
    page = Page("try", 1000, 300, 10, 10)
    scene = Scene(page, "#ffffff", (text,), family="none", language="en")
    pixels = np.asarray(Image.open(io.BytesIO(press.png(scene))).convert("L"))
    rows, columns = np.nonzero(pixels < 128)
    box = text.box
    measured = np.array([box.x, box.y, box.right, box.bottom])
    drawn = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
    assert np.abs(measured - drawn).max() < 1.5
