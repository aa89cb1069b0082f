"""Pleine page: words only where the photograph lets them be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from oeuvre.create.design.families.pleine_page import FAMILY
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene, Text
from tests.create.design.families.photographed import owned, photographed

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_holds_every_brief(kit: Kit, page: Page, check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("pleine_page", photographed(kit), page)


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("pleine_page", photographed(bare(kit)), page)


def test_words_touch_nothing(kit: Kit, page: Page, touching: Callable[[Scene, Kit], list[str]]) -> None:
    if page.shape not in FAMILY.not_offered:
        made = photographed(kit)
        assert touching(FAMILY.compose(made, page), made) == []


def test_the_photograph_fills_the_page_to_its_bleed(kit: Kit, page: Page) -> None:
    photo = FAMILY.compose(photographed(kit), page).photos()[0]
    if page.shape == "tiny":
        # On a card the words stand beside the picture, which runs off the other three edges.
        assert (photo.box.y, photo.box.right, photo.box.bottom) == (page.bled.y, page.bled.right, page.bled.bottom)
        assert photo.box.x > page.width / 2
    else:
        assert photo.box == page.bled


def test_words_can_be_read_on_the_pixels_behind_them(kit: Kit, pages: dict[str, Page]) -> None:
    from oeuvre.create.design.checks import check
    from oeuvre.create.design.press import Press

    made = photographed(kit)
    scene = FAMILY.compose(made, pages["4:5"])
    with Press() as press:
        found = {fault.code for fault in check(scene, made, press, scale=0.5).faults}
    assert not found & {"contrast", "busy-ground", "hidden-text", "logo-contrast", "logo-zone"}


def test_their_own_picture_is_never_graded(kit: Kit, pages: dict[str, Page]) -> None:
    for number in range(3):
        scene = FAMILY.compose(owned(kit, number), pages["square"])
        assert [photo.treatment for photo in scene.photos()] == ["plain"]


def test_a_small_picture_of_their_own_is_not_enlarged_but_fades(kit: Kit, pages: dict[str, Page]) -> None:
    made = owned(kit)
    assert made.picture is not None
    made = replace(made, picture=replace(made.picture, width=1400, height=900))
    assert FAMILY.compose(made, pages["story"]).photos()[0].box.height < pages["story"].height


def test_a_small_picture_that_may_be_recoloured_is_screened(kit: Kit, pages: dict[str, Page]) -> None:
    made = photographed(kit)
    assert made.picture is not None
    made = replace(made, picture=replace(made.picture, width=700, height=500))
    assert [photo.treatment for photo in FAMILY.compose(made, pages["4:5"]).photos()] == ["halftone"]


def test_words_know_that_they_stand_on_a_picture(kit: Kit, pages: dict[str, Page]) -> None:
    scene = FAMILY.compose(owned(kit), pages["4:5"])
    assert all(item.on_art for item in scene.items if isinstance(item, Text))
