"""Astre: an object shines above the words, never behind them."""

from __future__ import annotations

from collections.abc import Callable

from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_says_what_it_has_room_for(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("astre", kit, page)


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    check_family("astre", bare(kit), page)


def test_the_same_kit_gives_the_same_page(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    assert check_family("astre", kit, pages["4:5"]) == check_family("astre", kit, pages["4:5"])


def test_no_word_stands_on_the_object(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    for name in ("4:5", "square", "story", "slide", "billboard"):
        scene = check_family("astre", kit, pages[name])
        for drawing in scene.drawings():
            if drawing.ink is None or drawing.role not in ("emblem", "scene"):
                continue
            for text in scene.texts():
                assert drawing.ink.meets(text.box) is None, (name, text.role)


def test_an_open_piece_is_the_figure_on_a_full_moon(
    kit_of: Callable[..., Kit], pages: dict[str, Page], check_family: Check
) -> None:
    kit = next(kit_of(index) for index in range(6) if kit_of(index).emblem.weight == "open")  # type: ignore[union-attr]
    scene = check_family("astre", kit, pages["4:5"])
    assert not [drawing for drawing in scene.drawings() if drawing.role == "emblem"]
    assert [drawing for drawing in scene.drawings() if drawing.role == "scene"]


def test_nothing_touches(
    kit: Kit, page: Page, check_family: Check, touching: Callable[[Scene, Kit], list[str]]
) -> None:
    assert touching(check_family("astre", kit, page), kit) == []
