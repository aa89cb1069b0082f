"""The page of the card says what the model that ships says, and every author is named in it and in NOTICE."""

from __future__ import annotations

from pathlib import Path

import pytest

from oeuvre.models.house import UNPICKED, House, open_house
from tools.write_model_card import FOLDER, curve_svg, page

NOTICE = Path(__file__).parents[3] / "NOTICE"


@pytest.fixture(scope="module")
def house() -> House:
    return open_house()


def test_the_page_is_that_of_the_model_that_ships(house: House) -> None:
    assert (FOLDER / "emblem.md").read_text(encoding="utf-8") == page(house)
    assert (FOLDER / "emblem-curve.svg").read_text(encoding="utf-8") == curve_svg(house)
    assert (FOLDER / "emblem-unpicked.png").stat().st_size > 10_000
    assert UNPICKED == 100


def test_every_author_is_credited_where_the_weights_go(house: House) -> None:
    notice, shown = NOTICE.read_text(encoding="utf-8"), page(house)
    assert len(house.card.authors) > 30
    for author in house.card.authors:
        assert f"  {author.name}: " in notice
        assert f"| {author.name} | {author.works} |" in shown
    assert shown.count("Icons made by ") == 1
