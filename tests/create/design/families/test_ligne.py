"""Ligne: lines over the whole width, a stepped headline, no word on a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_says_what_it_has_room_for(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("ligne", kit, page)


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    check_family("ligne", bare(kit), page)


def test_the_same_kit_gives_the_same_page(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    assert check_family("ligne", kit, pages["4:5"]) == check_family("ligne", kit, pages["4:5"])


def test_each_line_of_the_headline_is_further_in(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    lines = [text for text in check_family("ligne", kit, pages["4:5"]).texts() if text.role == "headline"]
    lefts = [text.x for text in lines]
    assert lefts == sorted(lefts)
    if len(lefts) > 1:
        assert lefts[1] - lefts[0] > 0.05 * pages["4:5"].width


def test_a_kit_without_a_piece_has_a_disc(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("ligne", replace(kit, emblem=None, emblems=()), page)


def test_nothing_touches(
    kit: Kit, page: Page, check_family: Check, touching: Callable[[Scene, Kit], list[str]]
) -> None:
    assert touching(check_family("ligne", kit, page), kit) == []
