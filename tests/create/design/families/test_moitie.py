"""Moitié: half picture, half words; on the picture nothing but the client’s sign."""

from __future__ import annotations

from collections.abc import Callable

from oeuvre.create.design.families.moitie import FAMILY
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Photo, Scene
from tests.create.design.families.photographed import owned, photographed

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_holds_every_brief(kit: Kit, page: Page, check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("moitie", photographed(kit), page)


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("moitie", photographed(bare(kit)), page)


def test_words_touch_nothing(kit: Kit, page: Page, touching: Callable[[Scene, Kit], list[str]]) -> None:
    if page.shape not in FAMILY.not_offered:
        made = photographed(kit)
        assert touching(FAMILY.compose(made, page), made) == []


def test_no_word_but_the_sign_stands_on_the_picture(kit: Kit, page: Page) -> None:
    scene = FAMILY.compose(photographed(kit), page)
    if scene.overflow:
        return
    (photo,) = [one for one in scene.photos() if one.role == "photo"]
    for text in scene.texts():
        assert text.role == "logo" or text.box.meets(photo.box) is None, text


def test_a_picture_of_their_own_is_left_as_it_is(kit: Kit, pages: dict[str, Page]) -> None:
    for seed in range(3):
        made = owned(kit, seed)
        assert [one.treatment for one in FAMILY.compose(made, pages["4:5"]).photos()] == ["plain"]


def test_the_picture_reaches_the_bleed(kit: Kit, pages: dict[str, Page]) -> None:
    page = pages["poster"]
    photo = next(item for item in FAMILY.compose(photographed(kit), page).items if isinstance(item, Photo))
    assert photo.box.x == page.bled.x
    assert round(photo.box.right, 3) == round(page.bled.right, 3)
    assert round(photo.box.bottom, 3) == round(page.bled.bottom, 3)
