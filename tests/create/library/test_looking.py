"""Emblems looked up by a word that a person types: in both languages, before the word is whole."""

from __future__ import annotations

import pytest

from oeuvre.create.library import emblems, look_up


@pytest.mark.parametrize(("text", "language"), [("lune", "fr"), ("moon", "fr"), ("LUNE", "en"), ("moo", "en")])
def test_a_word_of_either_language_finds_what_bears_it(text: str, language: str) -> None:
    first = look_up(text, "fr" if language == "fr" else "en")[0]
    assert "moon" in [word.split()[-1] for word in first.words_en] or "lune" in first.words_fr


def test_accents_and_capitals_count_for_nothing() -> None:
    assert look_up("etoile", "fr")[:6] == look_up("Étoile", "fr")[:6]


def test_nothing_typed_is_all_of_them_and_nonsense_is_none() -> None:
    assert {one.name for one in look_up("  ", "fr")} == set(emblems())
    assert look_up("xqzzv", "en") == ()


def test_a_word_of_the_notions_leads_on() -> None:
    assert len(look_up("nuit", "fr")) >= 6
