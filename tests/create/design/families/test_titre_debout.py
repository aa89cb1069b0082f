"""Titre debout: the headline stands on its band, and lies down where it could not be read standing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from oeuvre.create.design.families.titre_debout import FAMILY, STANDS_WIDE
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Plate, Scene

Check = Callable[[str, Kit, Page], Scene]


def _headline(scene: Scene) -> set[int]:
    return {text.turn for text in scene.texts() if text.role == "headline"}


def test_every_offered_page_holds_every_brief(kit: Kit, page: Page, check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("titre_debout", kit, page)


@pytest.mark.parametrize("name", ["4:5", "square", "story", "poster", "skyscraper"])
def test_it_stands_on_tall_pages_inside_its_band(kit: Kit, pages: dict[str, Page], name: str) -> None:
    scene = FAMILY.compose(kit, pages[name])
    assert _headline(scene) == {270}
    if "headline" in scene.overflow:
        return
    band = next(item for item in scene.items if isinstance(item, Plate) and item.role == "band").box
    for text in scene.texts():
        if text.role == "headline":
            assert band.x <= text.box.x
            assert text.box.right <= band.right
        else:
            assert text.box.x >= band.right or text.box.y >= band.bottom


def test_on_a_wide_page_only_a_short_one_stands(kit: Kit, pages: dict[str, Page]) -> None:
    short = len(kit.copy.headline) <= STANDS_WIDE
    assert _headline(FAMILY.compose(kit, pages["slide"])) == ({270} if short else {0})
    assert _headline(FAMILY.compose(kit, pages["billboard"])) == {0}


def test_it_is_not_offered_on_a_card() -> None:
    assert "tiny" in FAMILY.not_offered


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("titre_debout", bare(kit), page)


def test_chance_is_the_seeds(kit: Kit, pages: dict[str, Page]) -> None:
    assert FAMILY.compose(kit, pages["4:5"]) == FAMILY.compose(kit, pages["4:5"])
    scenes = {FAMILY.compose(replace(kit, seed=seed), pages["4:5"]).drawings()[0].svg for seed in range(6)}
    assert len(scenes) > 3
