"""What a brief says and what it touches: words with care, facts' own fields, nothing that is denied."""

from __future__ import annotations

import pytest

from oeuvre.create.brief import Facts, Row
from oeuvre.create.voice import cues_of, sensitive_of
from tests.create.voice.voice_briefs import brief, night_market


@pytest.mark.parametrize(
    ("about", "language", "cue"),
    [
        ("Entrée gratuite pour tous.", "fr", "free"),
        ("Un atelier de couture le dimanche matin.", "fr", "sunday"),
        ("La librairie rouvre après travaux.", "fr", "reopening"),
        ("On déménage rue des Lilas.", "fr", "moving"),
        ("Fripes et vêtements de seconde main.", "fr", "secondhand"),
        ("Une randonnée en famille.", "fr", "families"),
        ("On y danse jusqu’à minuit.", "fr", "night"),
        ("Bring your broken lamp, we will repair it.", "en", "mending"),
        ("The library lends drills and tents.", "en", "lending"),
        ("A choir for absolute beginners.", "en", "beginners"),
        ("Free entry for under tens.", "en", "free"),
        ("We are hiring a night baker.", "en", "recruitment"),
        ("Soup under the stars.", "en", "outdoors"),
    ],
)
def test_words_give_a_cue(about: str, language: str, cue: str) -> None:
    assert cue in cues_of(brief("Titre", about, language))


@pytest.mark.parametrize(
    ("about", "language", "cue"),
    [
        ("Un film gratuitement offensant.", "fr", "free"),
        ("Il a été fabriqué en Auvergne.", "fr", "summer"),
        ("Un café sans musique.", "fr", "music"),
        ("Une table de nuit en chêne.", "fr", "night"),
        ("L’occasion de se rencontrer.", "fr", "secondhand"),
        ("Tout est prêt à servir.", "fr", "lending"),
        ("A quiet room, no music.", "en", "music"),
        ("Book a table by telephone.", "en", "reading"),
        ("Of course you may.", "en", "workshop"),
        ("Spring onions and radishes.", "en", "spring"),
        ("A spelling bee.", "en", "animals"),
        ("Wedding rings, made to measure.", "en", "free"),
    ],
)
def test_look_alikes_and_denied_words_give_none(about: str, language: str, cue: str) -> None:
    assert cue not in cues_of(brief("Titre", about, language))


def test_fields_of_the_facts_give_cues() -> None:
    found = cues_of(night_market())
    assert {"date", "place", "address", "price", "free", "people", "programme", "friday", "evening"} <= found
    assert "people" not in cues_of(brief(facts=Facts(date="mardi")))


@pytest.mark.parametrize(
    ("date", "language", "expected"),
    [
        ("samedi 3 mai, 14 h - 20 h", "fr", {"saturday"}),
        ("mardi, 18 h", "fr", {"evening"}),
        ("mardi, 22 h 30", "fr", {"evening", "night"}),
        ("mardi, 8 h 30", "fr", {"morning"}),
        ("Tuesday, 7.30 pm", "en", {"evening"}),
        ("Tuesday 12 May, 7 am", "en", {"morning"}),
        ("Saturday and Sunday", "en", {"saturday", "sunday", "weekend"}),
    ],
)
def test_days_and_hours_give_cues(date: str, language: str, expected: set[str]) -> None:
    timed = {"morning", "noon", "evening", "night", "friday", "saturday", "sunday", "weekend"}
    assert cues_of(brief("T", "x", language, facts=Facts(date=date))) & timed == expected


def test_an_hour_of_the_programme_is_an_hour() -> None:
    assert "evening" in cues_of(brief("T", "x", "fr", programme=(Row("20 h", "accordéon"),)))


@pytest.mark.parametrize(
    ("about", "language", "topic"),
    [
        ("Un accompagnement pour les familles en deuil.", "fr", "grief"),
        ("Le cabinet d’avocats vous reçoit.", "fr", "law"),
        ("Une maraude pour les sans-abri.", "fr", "poverty"),
        ("Dégustation de vins nature.", "fr", "alcohol"),
        ("A hospice garden opens.", "en", "grief"),
        ("Advice after a flood.", "en", "disaster"),
        ("A night shelter needs blankets.", "en", "poverty"),
    ],
)
def test_what_a_brief_touches_is_found(about: str, language: str, topic: str) -> None:
    assert topic in sensitive_of(brief("T", about, language))


def test_goal_audience_and_mood_may_make_a_topic_sensitive_and_give_no_cue() -> None:
    steered = brief(
        "T", "Un concert.", goal="collecter des fonds pour l’hôpital", audience="les enfants", mood=("été",)
    )
    assert "health" in sensitive_of(steered)
    assert not cues_of(steered) & {"children", "summer"}


@pytest.mark.parametrize("about", ["Un toast à l’avocat.", "Une nature morte au citron.", "Une chasse au trésor."])
def test_look_alikes_touch_nothing(about: str) -> None:
    assert not sensitive_of(brief("T", about)) & {"law", "grief", "animals-harm"}
