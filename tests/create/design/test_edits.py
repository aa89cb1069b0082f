"""Corrections as data: they add up, keep what they do not name, and say what is wrong with them."""

from __future__ import annotations

import contextlib
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.create.design import (
    BY_ID,
    ELEMENTS,
    Drawing,
    Edit,
    EditError,
    Hand,
    Kit,
    Page,
    Palette,
    Text,
    checked,
    edited,
    hand_of,
    items_of,
    nudged,
    overshoots,
    palette_named,
    read_nudge,
    recoloured,
    schemes,
    standing,
    uncovered,
    without_hidden,
)
from oeuvre.create.design.errors import HeadlineEmpty
from oeuvre.create.design.palette import from_scheme

PALETTE = from_scheme(schemes()[0])
DESIGN: dict[str, Any] = {
    "version": "0",
    "family": "grand_mot",
    "palette": asdict(PALETTE),
    "pairing": {"id": "one"},
    "copy": {"headline": "Pain de nuit", "line": "Il sort du four.", "facts": [], "programme": [], "named": True},
    "emblem": "bread",
    "emblems": ["bread", "moon"],
    "drawing": None,
    "picture": None,
    "seed": 1,
    "language": "fr",
}
shares = st.integers(-900, 900).map(lambda value: value / 1000)
names = st.sampled_from(sorted(ELEMENTS))
hideable = names.filter(lambda name: name not in ("headline", "answer"))


def apart(hide: list[str], show: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(hide), tuple(name for name in show if name not in hide)


edits = st.builds(
    lambda nudge, hide, show: Edit(nudge=nudge, hide=apart(hide, show)[0], show=apart(hide, show)[1]),
    st.dictionaries(names, st.tuples(shares, shares), max_size=3),
    st.lists(hideable, max_size=3),
    st.lists(hideable, max_size=3),
).filter(lambda edit: bool(edit.changed))


class TestAddingUp:
    @given(edits, edits)
    def test_nudges_are_added_and_what_is_shown_again_is_hidden_no_more(self, one: Edit, other: Edit) -> None:
        first = edited(DESIGN, checked(one))
        hand = hand_of(edited(first, checked(other)))
        moved = {name: (dx, dy) for name, dx, dy in hand.nudges}
        for name in {*one.nudge, *other.nudge}:
            wanted = [one.nudge.get(name, (0, 0))[axis] + other.nudge.get(name, (0, 0))[axis] for axis in (0, 1)]
            assert moved.get(name, (0.0, 0.0)) == pytest.approx(wanted, abs=2e-4)
        assert not set(other.show) & set(hand.hidden)
        assert set(other.hide) <= set(hand.hidden)

    @given(edits)
    def test_a_correction_leaves_alone_what_it_does_not_name(self, edit: Edit) -> None:
        before = repr(DESIGN)
        made = edited(DESIGN, checked(edit))
        assert repr(DESIGN) == before
        assert {name: value for name, value in made.items() if name != "edits"} == DESIGN

    @given(edits)
    def test_it_comes_back_as_it_was_written(self, edit: Edit) -> None:
        assert Edit.from_dict(checked(edit).as_dict()) == checked(edit)

    def test_a_nudge_back_leaves_nothing(self) -> None:
        there = edited(DESIGN, Edit(nudge={"mark": (0.1, -0.05)}))
        assert "nudge" not in edited(there, Edit(nudge={"mark": (-0.1, 0.05)}))["edits"]

    def test_words_colours_and_pieces_stand_in_the_design_itself(self) -> None:
        other = from_scheme(schemes()[1])
        edit = Edit(headline="x", line="y", palette=other.name, mark="owl")
        made = edited(DESIGN, edit, headline="Du pain", line="Tout chaud.", palette=other, mark="owl")
        assert made["copy"]["headline"] == made["edits"]["headline"] == "Du pain"
        assert (made["copy"]["line"], made["copy"]["named"]) == ("Tout chaud.", False)
        assert made["palette"]["ground"] == other.ground
        # The pattern's pieces follow the mark.
        assert (made["emblem"], made["emblems"]) == ("owl", ["owl", "moon"])

    def test_a_line_that_is_written_anew_is_shown(self) -> None:
        hidden = edited(DESIGN, Edit(hide=("line",)))
        assert hand_of(hidden).hidden == ("line",)
        assert hand_of(edited(hidden, Edit(line="Là."), line="Là.")).hidden == ()


class TestBadInput:
    @pytest.mark.parametrize(
        ("edit", "code"),
        [
            (Edit(), "nothing-edited"),
            (Edit(headline=" \n\t "), "headline-empty"),
            (Edit(colours={"ground": "red"}), "colour-unclear"),
            (Edit(colours={"ground": "#12345"}), "colour-unclear"),
            (Edit(colours={"sky": "#123456"}), "colour-unclear"),
            (Edit(hide=("moon",)), "element-unknown"),
            (Edit(hide=("headline",)), "stays-shown"),
            (Edit(hide=("line",), show=("line",)), "stays-shown"),
            (Edit(nudge={"mark": (1.5, 0.0)}), "nudge-unclear"),
            (Edit(nudge={"nothing": (0.1, 0.0)}), "element-unknown"),
        ],
    )
    def test_is_named_in_both_languages(self, edit: Edit, code: str) -> None:
        with pytest.raises(EditError) as told:
            checked(edit)
        assert told.value.code == code
        for language in ("fr", "en"):
            said = told.value.message(language) + told.value.remedy(language)  # type: ignore[arg-type]
            assert "{{" not in said

    @pytest.mark.parametrize("text", ["mark", "mark=", "mark=10%", "mark=a,b", "mark=1,2,3", "mark=+10%,-5%,2%"])
    def test_a_nudge_that_is_no_pair(self, text: str) -> None:
        with pytest.raises(EditError):
            read_nudge(text)

    def test_a_palette_that_nobody_has(self) -> None:
        with pytest.raises(EditError) as told:
            palette_named("arc-en-ciel", [PALETTE])
        assert PALETTE.name in told.value.remedy("fr")

    @given(st.text(max_size=400))
    def test_any_text_is_a_headline_or_an_empty_one(self, text: str) -> None:
        with contextlib.suppress(HeadlineEmpty):
            made = checked(Edit(headline=text)).headline
            assert made
            assert "\n" not in made
            assert len(made) <= 300


class TestReading:
    @pytest.mark.parametrize(
        ("text", "by"),
        [
            ("mark=+10%,-5%", (0.1, -0.05)),
            ("mark=10,-5", (0.1, -0.05)),
            ("photo= 2.5% , 0%", (0.025, 0.0)),
            ("mark=+2,5%;-1,5%", (0.025, -0.015)),
        ],
    )
    def test_a_nudge_as_people_write_it(self, text: str, by: tuple[float, float]) -> None:
        assert read_nudge(text) == ("picture" if text.startswith("photo") else "mark", pytest.approx(by))

    def test_a_palette_by_its_id_or_its_name_in_either_language(self) -> None:
        scheme = schemes()[0]
        found = [palette_named(name, ()).ground for name in (scheme.id, scheme.fr, scheme.en.upper())]
        assert len(set(found)) == 1

    def test_a_palette_is_made_around_the_brand(self) -> None:
        palette = palette_named(schemes()[0].id, (), ["#c8102e"])
        assert "#c8102e" in (palette.ground, palette.ink, palette.signal)

    def test_other_colours_keep_the_other_roles(self) -> None:
        made = recoloured(PALETTE, {"ground": "#f5efe0", "ink": "#222222"})
        assert (made.ground, made.ink, made.signal) == ("#f5efe0", "#222222", PALETTE.signal)
        assert not made.dark
        assert made.layers != PALETTE.layers
        assert recoloured(made, {"ink": "#111111"}).name == made.name


def scene_of(kit: Kit, page: Page, family: str = "grand_mot") -> Any:
    return BY_ID[family].compose(kit, page)


class TestOnAPage:
    def test_a_nudge_moves_the_element_and_nothing_else(self, kit: Kit, pages: dict[str, Page]) -> None:
        for page in (pages["4:5"], pages["square"]):
            scene = scene_of(kit, page)
            for name in standing(scene):
                places = set(items_of(scene, name))
                made = nudged(scene, Hand(nudges=((name, 0.01, -0.02),)))
                for index, (before, after) in enumerate(zip(scene.items, made.items, strict=True)):
                    if name == "picture" or index not in places:
                        assert after == before
                    else:
                        assert after.box.x - before.box.x == pytest.approx(0.01 * page.width, abs=0.01)
                        assert after.box.y - before.box.y == pytest.approx(-0.02 * page.height, abs=0.01)

    def test_words_never_leave_the_page_and_it_is_told_by_how_much(self, kit: Kit, pages: dict[str, Page]) -> None:
        scene = scene_of(kit, pages["4:5"])
        hand = Hand(nudges=(("headline", 0.8, 0.0),))
        (over, *_) = overshoots(scene, hand)
        assert (over.element, over.side) == ("headline", "right")
        less = Hand(nudges=(("headline", 0.8 - over.by - 1e-6, 0.0),))
        assert overshoots(scene, less) == ()

    @given(shares, shares)
    @settings(deadline=None, max_examples=40)
    def test_in_another_format_a_nudge_goes_no_farther_than_the_page(self, dx: float, dy: float) -> None:
        from tests.create.design.conftest import PAGES, sample_kit

        for name in ("square", "story", "leaderboard"):
            page = PAGES[name]
            scene = scene_of(sample_kit(0), page)
            hand = Hand(nudges=(("headline", dx, dy), ("facts", dx, dy)))
            made = nudged(scene, hand, clamp=True)
            for before, after in zip(scene.items, made.items, strict=True):
                if isinstance(after, Text) and after != before:
                    inner = page.inner
                    assert after.box.right <= max(inner.right, before.box.right) + 0.01
                    assert after.box.x >= min(inner.x, before.box.x) - 0.01
                    assert after.box.bottom <= max(inner.bottom, before.box.bottom) + 0.01

    def test_what_is_hidden_is_not_there(self, kit: Kit, pages: dict[str, Page]) -> None:
        hand = Hand(hidden=("line", "mark", "facts"))
        bare = replace(kit, hand=hand)
        scene = uncovered(scene_of(without_hidden(bare), pages["4:5"]), hand)
        assert not {"line", "date", "place"} & {text.role for text in scene.texts()}
        assert not [one for one in scene.items if isinstance(one, Drawing) and one.role == "emblem"]
        assert [text for text in scene.texts() if text.role == "headline"]


def test_layers_of_a_palette_are_those_of_its_ground() -> None:
    """What a brand's ground gives scenes is what a person's own ground gives them."""
    made = recoloured(PALETTE, {"ground": "#803020"})
    assert isinstance(made, Palette)
    assert len(made.layers) == 5
