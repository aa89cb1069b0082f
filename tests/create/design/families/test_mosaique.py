"""Mosaïque: a wall of tiles and one cleared block that holds all the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from oeuvre.create.design.families.mosaique import FAMILY, _wall
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Plate, Scene

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_holds_every_brief(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("mosaique", kit, page)


def test_all_words_stand_in_the_block(kit: Kit, page: Page) -> None:
    scene = FAMILY.compose(kit, page)
    if scene.overflow:
        return
    block = next(item for item in scene.items if isinstance(item, Plate) and item.fill == scene.tokens["block"]).box
    for text in scene.texts():
        joined = block.joined(text.box)
        assert joined.area == pytest.approx(block.area, rel=1e-3), text


def test_the_wall_covers_the_page_and_no_tile_is_lost_at_its_edges(page: Page) -> None:
    wall = _wall(page)
    assert wall.x + wall.across * wall.cell >= page.width - 0.01
    assert wall.y + wall.down * wall.cell >= page.height - 0.01
    for cell in wall.free():
        seen = wall.box(*cell).meets(page.full)
        assert seen is not None
        assert seen.area > 0.85 * wall.cell**2


def test_a_wall_has_few_colours(kit: Kit, pages: dict[str, Page]) -> None:
    import re

    for seed in range(6):
        scene = FAMILY.compose(replace(kit, seed=seed), pages["4:5"])
        (wall,) = [drawing for drawing in scene.drawings() if drawing.role == "pattern"]
        assert len(set(re.findall(r"#[0-9a-f]{6}", wall.svg))) <= 5


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    check_family("mosaique", bare(kit), page)


def test_the_same_kit_gives_the_same_wall(kit: Kit, page: Page) -> None:
    assert FAMILY.compose(kit, page) == FAMILY.compose(kit, page)
