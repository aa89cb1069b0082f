"""Rideau: bars before a hidden thing, every word on the ground."""

from __future__ import annotations

from collections.abc import Callable

from oeuvre.create.design.families.rideau import FAMILY
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_holds_every_brief(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("rideau", kit, page)


def test_no_word_stands_before_the_bars(kit: Kit, page: Page) -> None:
    scene = FAMILY.compose(kit, page)
    if scene.overflow:
        return
    stage = next(drawing for drawing in scene.drawings() if drawing.role == "scene").box
    for text in scene.texts():
        # The stage reaches a little under the ground that is drawn over it.
        assert text.box.y > stage.bottom - 41 * page.u or text.box.right < stage.x, text


def test_the_hidden_thing_stands_behind_the_bars(kit: Kit, page: Page) -> None:
    assert kit.emblem is not None
    svg = next(drawing for drawing in FAMILY.compose(kit, page).drawings() if drawing.role == "scene").svg
    outline = kit.emblem.body.split('d="')[1][:40]
    assert outline in svg
    behind, before = svg.split(outline)[0], svg.split(outline)[1]
    assert "<rect" in behind
    assert before.count("<rect") >= 2


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    check_family("rideau", bare(kit), page)
