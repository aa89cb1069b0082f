"""Motif: a pattern under a plate, and one piece that is unlike the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from oeuvre.create.design.families.motif import FAMILY
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Plate, Scene

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_holds_every_brief(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("motif", kit, page)


def test_one_piece_alone_has_the_odd_colour(kit: Kit, pages: dict[str, Page]) -> None:
    for seed in range(4):
        scene = FAMILY.compose(replace(kit, seed=seed), pages["4:5"])
        (pattern,) = [drawing for drawing in scene.drawings() if drawing.role == "pattern"]
        pieces = pattern.svg.split("<g ")[1:]
        odd = [piece for piece in pieces if f'fill="{scene.tokens["odd"]}"' in piece]
        assert len(odd) == 1
        assert len(pieces) > 20


def test_all_words_stand_on_the_plate(kit: Kit, page: Page) -> None:
    scene = FAMILY.compose(kit, page)
    if scene.overflow:
        return
    plate = next(p for p in scene.items if isinstance(p, Plate) and p.fill == scene.tokens["plate"]).box
    for text in scene.texts():
        assert plate.x <= text.box.x
        assert text.box.right <= plate.right
        assert plate.y <= text.box.y
        assert text.box.bottom <= plate.bottom


def test_without_its_pattern_the_plate_remains(kit: Kit, pages: dict[str, Page]) -> None:
    scene = FAMILY.compose(kit.without("pattern"), pages["4:5"])
    assert not [drawing for drawing in scene.drawings() if drawing.role == "pattern"]
    assert scene.texts()


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    check_family("motif", bare(kit), page)


def test_one_emblem_is_enough(kit: Kit, pages: dict[str, Page], check_family: Check) -> None:
    check_family("motif", replace(kit, emblems=kit.emblems[:1]), pages["square"])
