"""Trame: one ink, one photograph, and words where no dot is left."""

from __future__ import annotations

from collections.abc import Callable

from oeuvre.create.design.families.trame import FAMILY
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene
from tests.create.design.families.photographed import owned, photographed

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_holds_every_brief(kit: Kit, page: Page, check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("trame", photographed(kit), page)


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("trame", photographed(bare(kit)), page)


def test_words_touch_nothing(kit: Kit, page: Page, touching: Callable[[Scene, Kit], list[str]]) -> None:
    if page.shape not in FAMILY.not_offered:
        made = photographed(kit)
        assert touching(FAMILY.compose(made, page), made) == []


def test_the_photograph_is_screened_in_one_ink_of_the_palette(kit: Kit, page: Page) -> None:
    (photo,) = FAMILY.compose(photographed(kit), page).photos()
    assert photo.treatment == "halftone"
    assert photo.pixels.startswith(b"\x89PNG")


def test_it_is_not_for_pictures_that_may_not_be_recoloured() -> None:
    assert "halftone" in FAMILY.treats
    assert "picture" in FAMILY.needs


def test_such_a_picture_is_left_plain_all_the_same(kit: Kit, pages: dict[str, Page]) -> None:
    (photo,) = FAMILY.compose(owned(kit), pages["4:5"]).photos()
    assert photo.treatment == "plain"
    assert photo.pixels.startswith(b"\xff\xd8")


def test_words_stand_under_the_picture_when_the_page_is_tall(kit: Kit, pages: dict[str, Page]) -> None:
    scene = FAMILY.compose(photographed(kit), pages["4:5"])
    (photo,) = scene.photos()
    assert min(text.box.y for text in scene.texts()) >= photo.box.bottom


def test_the_same_kit_gives_the_same_scene(kit: Kit, pages: dict[str, Page]) -> None:
    made = photographed(kit)
    assert FAMILY.compose(made, pages["square"]) == FAMILY.compose(made, pages["square"])
