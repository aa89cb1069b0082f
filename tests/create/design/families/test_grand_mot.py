"""Grand mot: every line of the stack has the same width, whatever its length."""

from __future__ import annotations

from collections.abc import Callable

from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_says_what_it_has_room_for(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("grand_mot", kit, page)


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    check_family("grand_mot", bare(kit), page)


def test_the_same_kit_gives_the_same_page(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    assert check_family("grand_mot", kit, pages["4:5"]) == check_family("grand_mot", kit, pages["4:5"])


def test_all_lines_are_set_to_one_width(kit: Kit, page: Page, check_family: Check) -> None:
    lines = [text for text in check_family("grand_mot", kit, page).texts() if text.role == "headline"]
    widths = [text.box.width for text in lines]
    assert max(widths) <= min(widths) * 1.005
    lefts = [text.box.x for text in lines]
    assert max(lefts) - min(lefts) <= 0.003 * page.width


def test_words_and_cut_out_keep_apart(kit: Kit, page: Page, check_family: Check) -> None:
    scene = check_family("grand_mot", kit, page)
    for drawing in scene.drawings():
        if drawing.role != "emblem" or drawing.ink is None:
            continue
        for text in scene.texts():
            assert drawing.ink.meets(text.box) is None, text.role


def test_nothing_touches(
    kit: Kit, page: Page, check_family: Check, touching: Callable[[Scene, Kit], list[str]]
) -> None:
    assert touching(check_family("grand_mot", kit, page), kit) == []
