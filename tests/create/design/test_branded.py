"""« In our colours »: nothing but the brand's own colours, and neutrals of their hues."""

from __future__ import annotations

import pytest

from oeuvre.create.design.branded import branded
from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.palette import LARGE, SMALL, gap, oklch_of

BRANDS = (("#1F4E5F", "#C9B79C"), ("#0a4d8c",), ("#808080",), ("#ffffff", "#000000"), ("#dd3b14", "#f5c518", "#111111"))


@pytest.mark.parametrize("colours", BRANDS)
def test_every_colour_is_the_brands_own_or_of_its_hue(colours: tuple[str, ...]) -> None:
    own = {colour.lower() for colour in colours}
    found = branded(colours)
    assert len(found) >= 6
    for palette in found:
        roles = (palette.ground, palette.ink, palette.signal, palette.second, palette.light)
        assert own & {palette.ground, palette.ink, palette.signal}
        assert palette.brand[0] in roles
        for colour in set(roles) - own:
            _, chroma, hue = oklch_of(colour)
            assert chroma < 0.02 or any(gap(hue, oklch_of(one)[2]) < 12 for one in own), (palette.name, colour)


@pytest.mark.parametrize("colours", BRANDS)
def test_what_is_read_has_its_contrast(colours: tuple[str, ...]) -> None:
    for palette in branded(colours):
        assert contrast(palette.ink, palette.ground) >= SMALL, palette
        assert contrast(palette.signal, palette.ground) >= LARGE, palette


def test_the_first_six_have_grounds_of_their_own() -> None:
    first = branded(("#1F4E5F", "#C9B79C"))[:6]
    assert len({palette.ground for palette in first}) == 6
    assert {"#1f4e5f", "#c9b79c"} <= {palette.ground for palette in first}
