"""Étiquette: a framed label, everything on one axis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_says_what_it_has_room_for(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("etiquette", kit, page)


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    check_family("etiquette", bare(kit), page)


def test_the_same_kit_gives_the_same_page(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    assert check_family("etiquette", kit, pages["4:5"]) == check_family("etiquette", kit, pages["4:5"])


def test_words_are_centred_on_the_page(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    page = pages["4:5"]
    for text in check_family("etiquette", kit, page).texts():
        if text.role in ("headline", "line", "logo"):
            assert text.align == "center"
            assert abs(text.x - page.width / 2) < 1


def test_the_name_is_set_in_capitals(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    names = [text for text in check_family("etiquette", kit, pages["4:5"]).texts() if text.role == "logo"]
    assert [line for text in names for line in text.lines] == [kit.copy.client.upper()]


def test_without_a_piece_the_seal_is_plain(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("etiquette", replace(kit, emblem=None, emblems=()), page)


def test_nothing_touches(
    kit: Kit, page: Page, check_family: Check, touching: Callable[[Scene, Kit], list[str]]
) -> None:
    assert touching(check_family("etiquette", kit, page), kit) == []
