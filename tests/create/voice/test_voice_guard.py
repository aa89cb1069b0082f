"""The guard of facts finds what a text states and its brief does not give, and lets what is given pass."""

from __future__ import annotations

import pytest

from oeuvre.create.brief import Facts
from oeuvre.create.voice import states_only
from tests.create.voice.voice_briefs import brief, night_market, repair_cafe


@pytest.mark.parametrize(
    ("text", "planted"),
    [
        ("Le pain sort à 19 h.", "19"),
        ("Trois fournées, un four.", "trois"),
        ("Rendez-vous samedi.", "samedi"),
        ("Le marché de janvier.", "janvier"),
        ("Le marché du 12 mars.", "mars"),
        ("La soupe est à 5 €.", "€"),
        ("Un pain offert à chacun.", "offert"),
        ("Le meilleur pain de la nuit.", "le meilleur"),
        ("Depuis 1950, le four chauffe.", "1950"),
        ("Le pain sort du four, à Nantes.", "Nantes"),
        ("Le four numéro un.", "numéro un"),
        ("Du pain bio sort du four.", "bio"),
        ("Tout est sur lepain.example", "lepain.example"),
        ("Une vingtaine de pains.", "vingtaine"),
        ("Un four garanti.", "garanti"),
        ("Le four #Paris", "Paris"),
    ],
)
def test_a_planted_fact_is_found_in_french(text: str, planted: str) -> None:
    assert planted in states_only(text, night_market())


@pytest.mark.parametrize(
    ("text", "planted"),
    [
        ("Free repairs for lamps.", "free"),
        ("Two lamps, one tea.", "two"),
        ("See you on Sunday.", "sunday"),
        ("Mend it in May 2027.", "2027"),
        ("Only £3 a lamp.", "£"),
        ("The best menders in Tidewick.", "the best"),
        ("Mending lamps since Victoria.", "since victoria"),
        ("Bring it to Leeds.", "Leeds"),
        ("Award-winning menders.", "award-winning"),
        ("Half a lamp is no lamp.", "half"),
        ("Tomorrow your lamp works.", "tomorrow"),
        ("With Ada Morel and her tools.", "Ada"),
    ],
)
def test_a_planted_fact_is_found_in_english(text: str, planted: str) -> None:
    assert planted in states_only(text, repair_cafe())


@pytest.mark.parametrize(
    "text",
    [
        "Le pain sort du four devant vous.",
        "Vendredi 4 décembre, 18 h : le pain.",
        "Vendredi, à 18 heures, rue du Levain.",
        "Entrée libre, soupe chaude.",
        "Le Fournil de la Butte ouvre la nuit.",
        "VENEZ DEHORS",
        "Avec Ada Morel et Bo Li.",
        "« Le four », dit la nuit. La rue répond.",
        "On y mange dehors… Le four veille.",
    ],
)
def test_what_the_brief_gives_may_be_stated(text: str) -> None:
    assert states_only(text, night_market()) == []


def test_figures_are_the_same_in_words_on_another_clock_and_grouped() -> None:
    told = brief("T", "Douze ateliers.", facts=Facts(date="04/12/2026, 18 h", price="1 200 €"))
    assert states_only("12 ateliers pour 1200 €, le 4 décembre.", told) == []
    assert states_only("Un treizième ? Non, treize ateliers.", told) == ["treize"]
    english = brief("T", "Doors at 18:00.", "en")
    assert states_only("Doors at 6 pm.", english) == []


def test_the_fixed_words_of_a_saying_are_excused() -> None:
    assert states_only("Les sept merveilles du four.", night_market(), excused="Les sept merveilles .") == []
    assert states_only("Les sept merveilles du four.", night_market()) == ["sept"]


def test_goal_audience_and_mood_give_no_fact() -> None:
    steered = brief("Le four", "Du pain.", goal="vendre 300 pains à Nantes", audience="les gens de Nantes")
    assert states_only("Le pain est à Nantes, 300 fois.", steered) == ["300", "Nantes"]


def test_in_another_language_figures_prices_and_addresses_are_read() -> None:
    german = brief("Brot", "Brot am Abend um 18 Uhr.", "de")
    assert states_only("Brot um 18 Uhr.", german) == []
    assert states_only("Brot um 19 Uhr für 3 € auf brot.example", german) == ["19", "3", "€", "brot.example"]
