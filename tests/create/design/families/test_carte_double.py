"""Carte double: two voices, one of them upside down; facts always upright."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from oeuvre.create.design.families.carte_double import FAMILY
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.scene import Scene

Check = Callable[[str, Kit, Page], Scene]


def test_every_page_holds_every_brief(kit: Kit, page: Page, check_family: Check) -> None:
    check_family("carte_double", kit, page)


def test_only_the_answer_is_upside_down(kit: Kit, page: Page) -> None:
    scene = FAMILY.compose(kit, page)
    turned = [text.role for text in scene.texts() if text.turn]
    assert turned == ["answer"]
    assert all(text.turn in (0, 180) for text in scene.texts())


def test_the_answer_is_the_briefs_to_the_letter(kit: Kit, pages: dict[str, Page]) -> None:
    scene = FAMILY.compose(replace(kit, copy=replace(kit.copy, answer="Le jour du beurre")), pages["4:5"])
    (answer,) = [text for text in scene.texts() if text.role == "answer"]
    assert " ".join(answer.lines) == "Le jour du beurre"


def test_without_an_answer_the_client_speaks_then_the_date(kit: Kit, pages: dict[str, Page]) -> None:
    def answer_of(kit: Kit) -> str:
        scene = FAMILY.compose(kit, pages["4:5"])
        return " ".join(" ".join(text.lines) for text in scene.texts() if text.role == "answer")

    assert answer_of(kit).split() == kit.copy.client.split()
    date = kit.copy.facts[0].strong.rstrip(" ,")
    assert answer_of(replace(kit, copy=replace(kit.copy, client=""))) == date


def test_the_answer_faces_the_headline(kit: Kit, pages: dict[str, Page]) -> None:
    for name in ("4:5", "square", "story", "slide"):
        scene = FAMILY.compose(kit, pages[name])
        head = next(text for text in scene.texts() if text.role == "headline").box
        answer = next(text for text in scene.texts() if text.role == "answer").box
        assert head.centre[0] < answer.centre[0]
        assert head.centre[1] < answer.centre[1]


def test_a_headline_alone_is_enough(kit: Kit, page: Page, bare: Callable[[Kit], Kit], check_family: Check) -> None:
    check_family("carte_double", bare(kit), page)
