"""What a network's bar covers is never filled by a plain block: a draft has none, so its story has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oeuvre.create.design.families import FAMILIES
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import ProgrammeRow
from oeuvre.create.design.scene import Plate
from tests.create.design.conftest import PAGES, sample_kit
from tests.create.design.families.photographed import photographed

ROWS = (ProgrammeRow("18 h", "Ouverture", "La cour"), ProgrammeRow("22 h", "Dernier tour", "Le quai"))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.id)
@pytest.mark.parametrize("index", [0, 1, 3])
def test_no_plain_block_lies_under_the_words(family: Family, index: int) -> None:
    page = PAGES["story"]
    kit = photographed(sample_kit(index))
    kit = replace(kit, copy=replace(kit.copy, programme=kit.copy.programme or ROWS))
    plates = [item for item in family.compose(kit, page).items if isinstance(item, Plate)]
    under = [plate for plate in plates if plate.role != "ground" and plate.box.y >= page.inner.bottom]
    assert under == []
