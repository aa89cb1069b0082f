"""The frame of an idea follows its reader; what it quotes of the brief does not."""

from __future__ import annotations

import pytest

from oeuvre.create.ideas import why_in
from oeuvre.create.ideas.tables import phrasing
from oeuvre.foundation import LANGUAGES, Language, set_text

FRENCH = set_text("On part de ce que dit le brief : « La baleine qui avait le vertige », « Concarneau ».", "fr")
ENGLISH = set_text("It starts from the brief’s own words: “La baleine qui avait le vertige”, “Concarneau”.", "en")


def test_what_is_quoted_stays_letter_for_letter() -> None:
    assert why_in(FRENCH, "en") == ENGLISH
    assert why_in(ENGLISH, "fr") == FRENCH
    assert (why_in(FRENCH, "fr"), why_in(ENGLISH, "en")) == (FRENCH, ENGLISH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_frame_of_ours_has_its_fellow(language: Language) -> None:
    other: Language = "en" if language == "fr" else "fr"
    for name, frame in phrasing(language).why.items():
        if "{" not in frame:
            assert why_in(set_text(frame, language), other) == set_text(phrasing(other).why[name], other)


def test_a_reason_of_its_own_stands_as_it_was_said() -> None:
    assert why_in("Parce que la mer monte.", "en") == "Parce que la mer monte."
