"""The room's tables name only what exists, and every line of them can be filled."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from oeuvre.create.design import BY_ID
from oeuvre.create.ideas import TECHNIQUES
from oeuvre.create.ideas.filling import Unfillable, fill, length, material_of
from oeuvre.create.ideas.tables import NOT_SHOWN, likenesses, phrasing, shown, worlds
from oeuvre.create.lexicon import Word, trades
from oeuvre.create.library import emblems
from oeuvre.foundation import Language, say

LANGUAGES: tuple[Language, ...] = get_args(Language)
_UNELIDED = re.compile(r"(?<!-)\b(?:l[ea]|de|que) [aeiouéêœ]|\b(?:à|de) les?\b", re.IGNORECASE)
WORDS = {
    "fr": (
        Word(text="four", language="fr", part="noun", gender="m"),
        Word(text="abeille", language="fr", part="noun", gender="f"),
        Word(text="héron", language="fr", part="noun", gender="m"),
        Word(text="farine", language="fr", part="noun", gender="f", number="mass"),
    ),
    "en": (
        Word(text="loaf", language="en", part="noun"),
        Word(text="oven", language="en", part="noun"),
        Word(text="flour", language="en", part="noun", number="mass"),
    ),
}


def test_every_trade_and_every_far_field_is_a_world() -> None:
    for language in LANGUAGES:
        known = worlds(language)
        assert set(trades()) <= set(known)
        assert {kin.field_en for trade in trades().values() for kin in trade.kin if not kin.id} <= set(known)
        assert {world.emblem for world in known.values()} <= set(emblems())


def test_likenesses_name_pieces_shapes_and_trades_that_exist() -> None:
    lights = set(phrasing("en").lamps)
    for language in LANGUAGES:
        for far in likenesses(language):
            assert far.emblem in emblems(), far.id
            assert set(far.shapes) <= set(phrasing(language).shapes), far.id
            assert far.light in lights, far.id
            assert far.fields <= set(trades()), far.id


def test_things_are_shown_by_pieces_that_exist() -> None:
    for language in LANGUAGES:
        for trade in ("", *trades()):
            assert set(shown(language, trade).values()) <= {*emblems(), NOT_SHOWN}


def test_lights_of_all_trades_have_a_lamp() -> None:
    for language in LANGUAGES:
        lamps = phrasing(language).lamps
        assert {light for trade in trades().values() for light in trade.light} <= set(lamps)
        assert {lamp.emblem for lamp in lamps.values()} <= set(emblems())


def test_templates_name_families_and_pieces_that_exist() -> None:
    known = set(BY_ID)
    for language in LANGUAGES:
        for template in phrasing(language).templates:
            assert set(template.families) <= known, template.id
            assert not template.extra or template.extra in emblems(), template.id


@pytest.mark.parametrize("technique", ["inversion", "constraint", "viewpoint", "exaggeration", "metonymy"])
def test_a_technique_has_eight_ways_to_be_said(technique: str) -> None:
    assert technique in TECHNIQUES
    for language in LANGUAGES:
        assert sum(one.technique == technique for one in phrasing(language).templates) >= 8


def test_lines_of_likenesses_and_lamps_can_be_filled() -> None:
    for language in LANGUAGES:
        texts = {"far": "far", "shape": "shape"}
        lines = [line for far in likenesses(language) for line in far.lines]
        lines += [line for lamp in phrasing(language).lamps.values() for line in lamp.lines]
        for line in lines:
            for word in WORDS[language]:
                try:
                    said = fill(line, {"A": material_of(word)}, language, texts)
                except Unfillable:
                    assert word.number == "mass"
                    continue
                assert not set(said) & set("{}[]|"), said
                assert length(said) <= 9, said
                assert not _UNELIDED.search(said), said


def test_every_code_that_a_person_is_told_has_its_words() -> None:
    for language in LANGUAGES:
        for technique in TECHNIQUES:
            assert say(f"ideas:technique.{technique}", language)
        for code in ("too-close", "near-refused", "brief", "cliche", "avoid", "unfit"):
            assert say(f"ideas:replaced.{code}", language)
        codes = ("no-trade", "far-trade", "short-brief", "long-brief", "language", "contradictory", "no-subject", "few")
        for code in codes:
            assert say(f"ideas:little.{code}", language)
