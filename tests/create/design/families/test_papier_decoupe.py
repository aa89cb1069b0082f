"""Papier découpé: sky above, facts on the deepest layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_says_what_it_has_room_for(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("papier_decoupe", kit, page)


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    check_family("papier_decoupe", bare(kit), page)


def test_the_same_kit_gives_the_same_page(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    assert check_family("papier_decoupe", kit, pages["4:5"]) == check_family("papier_decoupe", kit, pages["4:5"])


def test_facts_are_read_on_the_deepest_layer(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    scene = check_family("papier_decoupe", kit, pages["4:5"])
    for text in scene.texts():
        if text.role in ("date", "place", "price"):
            assert contrast(text.colour, kit.palette.layers[-1]) >= 4.5


def test_the_headline_is_above_what_stands_on_the_horizon(kit: Kit, page: Page, check_family: Check) -> None:
    scene = check_family("papier_decoupe", kit, page)
    standing = next(drawing.ink for drawing in scene.drawings() if drawing.role == "scene")
    assert standing is not None
    for text in scene.texts():
        if text.role == "headline":
            assert standing.meets(text.box) is None


def test_without_a_piece_the_sun_is_enough(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("papier_decoupe", replace(kit, emblem=None, emblems=()), page)


def test_nothing_touches(
    kit: Kit, page: Page, check_family: Check, touching: Callable[[Scene, Kit], list[str]]
) -> None:
    assert touching(check_family("papier_decoupe", kit, page), kit) == []
