"""Fenêtre: an arch with a photograph in it, or an evening with the emblem for a moon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from oeuvre.create.design import check_scene
from oeuvre.create.design.families.fenetre import FAMILY
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene
from tests.create.design.families.photographed import owned, photographed

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_holds_every_brief(kit: Kit, page: Page, check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("fenetre", photographed(kit), page)


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    if page.shape not in FAMILY.not_offered:
        check_family("fenetre", photographed(bare(kit)), page)


def test_words_touch_nothing(kit: Kit, page: Page, touching: Callable[[Scene, Kit], list[str]]) -> None:
    if page.shape not in FAMILY.not_offered:
        made = photographed(kit)
        assert touching(FAMILY.compose(made, page), made) == []


def test_the_photograph_is_cut_to_an_arch_with_a_line_outside(kit: Kit, pages: dict[str, Page]) -> None:
    scene = FAMILY.compose(owned(kit), pages["4:5"])
    (photo,) = scene.photos()
    assert (photo.clip, photo.treatment) == ("arch", "plain")
    (line,) = [drawing for drawing in scene.drawings() if drawing.role == "frame"]
    assert line.box.x < photo.box.x
    assert line.box.right > photo.box.right


def test_without_a_photograph_an_evening_is_drawn(kit: Kit, page: Page, check_family: Check) -> None:
    scene = check_family("fenetre", kit, page)
    assert scene.photos() == ()
    (evening,) = [drawing for drawing in scene.drawings() if drawing.role == "scene" and drawing.ink is not None]
    assert "<text" not in evening.svg


def test_an_evening_needs_no_emblem(kit: Kit, pages: dict[str, Page]) -> None:
    scene = FAMILY.compose(replace(kit, emblem=None, emblems=()), pages["square"])
    assert [drawing.role for drawing in scene.drawings() if drawing.role == "scene"]


def test_a_picture_too_small_for_the_arch_gives_way_to_the_evening(kit: Kit, pages: dict[str, Page]) -> None:
    made = photographed(kit)
    assert made.picture is not None
    made = replace(made, picture=replace(made.picture, width=300, height=200))
    assert FAMILY.compose(made, pages["4:5"]).photos() == ()


def test_a_photograph_that_one_format_shows_is_in_every_format(kit: Kit, pages: dict[str, Page]) -> None:
    """Print wants more pixels: it is the check that says so, with its figure, and not the photograph that is gone."""
    made, screen = owned(kit), pages["4:5"]
    assert FAMILY.compose(made, screen).photos()
    poster = replace(screen, width=1684, height=2384, printed=True, density=150 / 72)
    scene = FAMILY.compose(made, poster)
    assert scene.photos()
    assert "enlarged" in {fault.code for fault in check_scene(scene, made)}
