"""Faults that boxes, sizes and words show: each is planted in a sound scene and caught, and the sound scene passes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from oeuvre.create.design.checks import EXEMPTIONS, check_scene
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Drawing, Plate, Rule, Scene
from oeuvre.create.library import faces
from tests.create.design.checks.planted import (
    CARD,
    COPY,
    INK,
    KIT,
    PAGE,
    SIGNAL,
    B,
    N,
    card,
    change,
    emblem,
    photo,
    plus,
    sound,
    under,
    without,
    words,
)

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect width="200" height="100"/></svg>'
ANTON = faces()["anton-400-normal"]


def codes(scene: Scene) -> set[str]:
    return {fault.code for fault in check_scene(scene, KIT)}


def longer(role: str, *lines: str, size: float = 90, **more: object) -> Scene:
    return change(sound(), role, lines=lines, size=size, pitch=size * 1.3, y=660, **more)


PLANTED: dict[str, tuple[str, Callable[[], Scene]]] = {
    "a headline over the left edge": ("off-page", lambda: change(sound(), "headline", x=4)),
    "a date under the foot": ("off-page", lambda: change(sound(), "date", y=1335)),
    "art type over its narrower band": ("off-page", lambda: change(sound(), "headline", x=-20, on_art=True)),
    "a logo under a story's bar": ("unsafe-area", lambda: replace(sound(), page=replace(PAGE, safe_top=190))),
    "a block larger than its box": ("overflow", lambda: replace(sound(), overflow=("headline",))),
    "the line on the headline": ("text-on-text", lambda: change(sound(), "line", x=70, y=860)),
    "lines of one block on each other": ("text-on-text", lambda: change(sound(), "headline", pitch=60)),
    "a rule through a date": ("text-on-rule", lambda: plus(sound(), Rule(60, 1222, 500, 3, SIGNAL))),
    "a frame through the headline": (
        "text-on-rule",
        lambda: plus(sound(), Plate(Box(50, 860, 900, 700), None, stroke=INK, thickness=4)),
    ),
    "an emblem over the headline": ("text-on-emblem", lambda: under(sound(), emblem(120, 760, 400))),
    "a date on the code": (
        "text-on-emblem",
        lambda: under(sound(), Drawing(LOGO, Box(60, 1190, 200, 100), "code")),
    ),
    "a headline of small type": ("small-headline", lambda: change(sound(), "headline", size=70, pitch=76)),
    "a headline like the rest": ("small-headline", lambda: change(sound(), "line", size=110, x=70, y=540, pitch=120)),
    "small print for ants": ("small-print", lambda: change(sound(), "place", size=20)),
    "five lines of headline": ("many-lines", lambda: longer("headline", "La", "nuit", "du grand", "pain", "noir")),
    "four lines of support": ("many-lines", lambda: longer("line", "Marché", "nocturne des", "artisans", "boulangers")),
    "a widow in the line": (
        "widow",
        lambda: longer("line", "Marché nocturne des artisans boulangers et", "du", size=30),
    ),
    "a short word alone in the headline": ("widow", lambda: longer("headline", "La grande nuit", "du")),
    "a headline that ends on a preposition": (
        "bad-break",
        lambda: change(sound(), "headline", lines=("La nuit du", "pain")),
    ),
    "a headline that ends on an opening quote": ("bad-break", lambda: longer("headline", "La nuit «", "du pain »")),
    "a sign that the face lacks": ("tofu", lambda: change(sound(), "line", lines=("Marché 漢字",))),
    "an ordinary space before a colon": ("wrong-spaces", lambda: longer("line", "Ce soir : le marché", size=30)),
    "a straight apostrophe": ("wrong-spaces", lambda: longer("line", "L'artisan boulanger", size=30)),
    "two spaces": ("wrong-spaces", lambda: longer("line", "Le  marché", size=30)),
    "no narrow space before a question mark": ("wrong-spaces", lambda: longer("line", "Une place ?", size=30)),
    "a date that moved a day": ("fact-changed", lambda: change(sound(), "date", lines=(f"Vendredi 13{B}juin,",))),
    "a headline with a word too few": ("fact-changed", lambda: change(sound(), "headline", lines=("La nuit",))),
    "a price that nobody gave": ("fact-changed", lambda: plus(sound(), words("price", (f"5{N}€",), 850, 1258, 30))),
    "words that crowd the logo": ("logo-zone", lambda: change(sound(), "line", x=70, y=126)),
    "a mark drawn out": ("logo-stretched", lambda: change(sound(), "mark", box=Box(70, 74, 46, 40))),
    "an emblem drawn out": ("stretched", lambda: change(sound(), "emblem", box=Box(270, 190, 560, 540))),
    "a photograph drawn out": (
        "stretched",
        lambda: plus(without(sound(), "emblem"), replace(photo(Box(270, 190, 540, 540)), source_size=(600, 540))),
    ),
    "a photograph blown up": (
        "enlarged",
        lambda: plus(without(sound(), "emblem"), replace(photo(Box(270, 190, 540, 540)), crop=(0, 0, 270, 270))),
    ),
    "a subject half out of the page": (
        "subject-cut",
        lambda: plus(without(sound(), "emblem"), photo(Box(270, 190, 540, 540), subject=Box(700, 300, 200, 200))),
    ),
    "a face cut by the frame": (
        "subject-cut",
        lambda: plus(without(sound(), "emblem"), photo(Box(270, 190, 540, 540), cuts_face=True)),
    ),
    "a plate over the subject": (
        "subject-cut",
        lambda: plus(
            without(sound(), "emblem"),
            photo(Box(270, 190, 540, 540), subject=Box(400, 300, 200, 200)),
            Plate(Box(380, 280, 120, 240), INK),
        ),
    ),
    "a third family of type": ("many-fonts", lambda: change(sound(), "date", face=ANTON)),
    "five sizes": (
        "many-sizes",
        lambda: plus(sound(), words("small", ("a",), 700, 900, 48), words("small", ("b",), 700, 1000, 70)),
    ),
    "a rule that nearly lines up": ("near-edges", lambda: change(sound(), "rule", x=75)),
    "two plates that nearly line up": (
        "near-edges",
        lambda: plus(sound(), Plate(Box(700, 820, 200, 90), SIGNAL), Plate(Box(706, 930, 200, 90), SIGNAL)),
    ),
    "gaps that are nearly equal": (
        "uneven-gaps",
        lambda: plus(sound(), *(Plate(Box(x, 1050, 80, 80), SIGNAL) for x in (500, 620, 744))),
    ),
    "a band that stops at the trim": (
        "no-bleed",
        lambda: under(card(), Plate(Box(0, 0, CARD.width, 12), SIGNAL, role="band")),
    ),
    "a hair of a line": ("thin-line", lambda: plus(card(), Rule(20, 98, 80, 0.15, "#241a4d"))),
    "small reversed type": (
        "small-reversed",
        lambda: plus(
            card(), Plate(Box(140, 112, 90, 24), "#241a4d"), words("place", ("Place des Halles, Tours",), 146, 120, 7)
        ),
    ),
    "a code half off the page": (
        "code-moved",
        lambda: plus(sound(), Drawing(LOGO.replace("200", "100"), Box(1020, 700, 100, 100), "code")),
    ),
    "a code on the bare dark ground": (
        "code-moved",
        lambda: plus(sound(), Drawing(LOGO.replace("200", "100"), Box(900, 700, 100, 100), "code")),
    ),
}


def test_a_sound_scene_has_no_fault() -> None:
    assert [fault.reason("fr") for fault in check_scene(sound(), KIT)] == []


def test_a_sound_card_has_no_fault() -> None:
    kit = replace(KIT, copy=replace(COPY, facts=COPY.facts[:1]))
    assert [fault.reason("fr") for fault in check_scene(card(), kit)] == []


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_caught(planted: str) -> None:
    code, build = PLANTED[planted]
    found = [fault for fault in check_scene(build(), KIT) if fault.code == code]
    assert found
    assert all(fault.reason(language) for fault in found for language in ("fr", "en"))


def test_faults_come_in_the_order_of_their_numbers_each_once() -> None:
    scene = change(change(sound(), "headline", x=4), "place", size=20)
    found = check_scene(scene, KIT)
    assert [fault.number for fault in found] == sorted(fault.number for fault in found)
    assert len({(fault.code, fault.element) for fault in found}) == len(found)


@pytest.mark.parametrize("planted", [name for name, (code, _) in PLANTED.items() if code in EXEMPTIONS])
def test_a_family_that_asks_is_free_of_it(planted: str) -> None:
    code, build = PLANTED[planted]
    assert code not in codes(replace(build(), asks=frozenset({code})))


@pytest.mark.parametrize("code", ["overflow", "fact-changed", "tofu", "off-page"])
def test_nobody_is_free_of_what_a_reader_needs(code: str) -> None:
    name = next(name for name, (planted, _) in PLANTED.items() if planted == code)
    assert code in codes(replace(PLANTED[name][1](), asks=frozenset({code})))


class TestVerbatim:
    def test_capitals_are_the_same_words(self) -> None:
        assert "fact-changed" not in codes(change(sound(), "headline", lines=("LA NUIT", "DU PAIN"), size=150))

    def test_a_fact_on_one_line_is_both_its_parts(self) -> None:
        whole = f"Vendredi 12{B}juin, de 19{N}h à minuit"
        scene = plus(without(sound(), "date", "place"), words("date", (whole,), 70, 1210, 36))
        assert "fact-changed" not in codes(scene)

    def test_hyphens_of_typesetting_are_undone(self) -> None:
        lines = ("Marché noc-", "turne des artisans bou-", "langers")
        assert "fact-changed" not in codes(longer("line", *lines, size=30))

    def test_a_hyphen_of_the_text_is_kept(self) -> None:
        kit = replace(KIT, copy=replace(COPY, line="Un rendez-vous du soir"))
        scene = longer("line", "Un rendez-", "vous du soir", size=30)
        assert "fact-changed" not in {fault.code for fault in check_scene(scene, kit)}

    def test_half_a_fact_is_another_fact(self) -> None:
        items = [item for item in sound().items if getattr(item, "lines", ()) != (f"de 19{N}h à minuit",)]
        assert "fact-changed" in codes(replace(sound(), items=tuple(items)))

    def test_a_headline_set_word_by_word_is_read_in_order(self) -> None:
        pieces = [
            words("headline", (word,), 70, 700 + 130 * i, 130) for i, word in enumerate(["La", "nuit", "du", "pain"])
        ]
        assert "fact-changed" not in codes(plus(without(sound(), "headline"), *pieces))
        swapped = [replace(piece, lines=other.lines) for piece, other in zip(pieces, reversed(pieces), strict=True)]
        assert "fact-changed" in codes(plus(without(sound(), "headline"), *swapped))


def test_type_on_a_plate_over_an_emblem_is_no_bite() -> None:
    scene = sound()
    plate = Plate(Box(60, 780, 960, 380), "#33265f")
    items = (emblem(120, 760, 400), plate, *without(scene, "emblem").items)
    assert "text-on-emblem" not in codes(replace(scene, items=items))


def test_a_logo_on_its_own_pill_is_on_ground() -> None:
    scene = without(sound(), "emblem", "line")
    items = (photo(Box(0, 0, 1080, 600)), Plate(Box(50, 55, 320, 78), INK, radius=39), *scene.items)
    assert "logo-zone" not in codes(replace(scene, items=items))
    assert "logo-zone" in codes(replace(scene, items=(photo(Box(0, 100, 1080, 600)), *scene.items)))
