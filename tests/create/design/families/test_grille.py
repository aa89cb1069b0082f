"""Grille: one figure, one rule, never a word on either."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_says_what_it_has_room_for(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("grille", kit, page)


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    check_family("grille", bare(kit), page)


def test_the_same_kit_gives_the_same_page(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    assert check_family("grille", kit, pages["4:5"]) == check_family("grille", kit, pages["4:5"])


def test_no_word_stands_on_the_figure(kit: Kit, page: Page, check_family: Check) -> None:
    scene = check_family("grille", kit, page)
    for drawing in scene.drawings():
        if drawing.role not in ("emblem", "scene") or drawing.ink is None:
            continue
        for text in scene.texts():
            assert drawing.ink.meets(text.box) is None, text.role


def test_every_figure_can_be_drawn(kit_of: Callable[..., Kit], page: Page, check_family: Check) -> None:
    for seed in range(10):
        scene = check_family("grille", replace(kit_of(0), seed=seed), page)
        assert [drawing for drawing in scene.drawings() if drawing.role in ("emblem", "scene")]


def test_without_a_piece_the_figure_is_geometry(kit: Kit, page: Page, check_family: Check) -> None:
    scene = check_family("grille", replace(kit, emblem=None, emblems=()), page)
    assert not [drawing for drawing in scene.drawings() if drawing.role == "emblem"]


def test_nothing_touches(
    kit: Kit, page: Page, check_family: Check, touching: Callable[[Scene, Kit], list[str]]
) -> None:
    assert touching(check_family("grille", kit, page), kit) == []
