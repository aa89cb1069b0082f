"""A sheet is an argument: on one brief no two families put words and pictures in the same places."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from oeuvre.create.design.checks import design_mask, overlap
from oeuvre.create.design.families import FAMILIES
from oeuvre.create.design.kit import ProgrammeRow
from oeuvre.create.design.press import Press
from tests.create.design.conftest import PAGES, sample_kit
from tests.create.design.families.photographed import photographed

# ART_DIRECTION B: intersection over union of the masks of any two families.
MOST_ALIKE = 0.6
ROWS = (
    ProgrammeRow("18 h", "Ouverture", "La cour"),
    ProgrammeRow("19 h", "Première partie", "La halle"),
    ProgrammeRow("20 h 30", "Deuxième partie", "La halle"),
    ProgrammeRow("22 h", "Dernier tour", "Le quai"),
)


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


@pytest.mark.parametrize("index", [0, 3, 4])
def test_no_two_families_fill_the_page_alike(index: int, press: Press) -> None:
    kit = photographed(sample_kit(index))
    kit = replace(kit, copy=replace(kit.copy, programme=kit.copy.programme or ROWS))
    masks = {}
    for family in FAMILIES:
        scene = family.compose(kit, PAGES["4:5"])
        hidden = press.png(scene, scale=0.2, words=False)
        masks[family.id] = design_mask(scene, np.asarray(Image.open(io.BytesIO(hidden)).convert("RGB")))
    alike = {
        f"{one} {other}": round(overlap(masks[one], masks[other]), 2)
        for one, other in combinations(sorted(masks), 2)
        if overlap(masks[one], masks[other]) > MOST_ALIKE
    }
    assert alike == {}
