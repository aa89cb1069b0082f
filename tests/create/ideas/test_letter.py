"""Ideas that start from the letter: what is cut from it can be quoted, and nothing is said that it does not say."""

from __future__ import annotations

import re

import pytest

from oeuvre.create.brief import Brief, Facts, Row
from oeuvre.create.ideas import TECHNIQUES, propose
from oeuvre.create.ideas.letter import matters_of
from oeuvre.create.ideas.letter.cutting import fragments
from oeuvre.create.ideas.letter.moves import moves
from oeuvre.create.ideas.letter.things import claims, thing_of
from oeuvre.create.ideas.spelling import is_american
from oeuvre.create.ideas.subject import read_subject
from oeuvre.create.ideas.thinking import knows
from oeuvre.create.library import drawings, emblems
from oeuvre.foundation import LANGUAGES, Language
from tests.create.ideas.briefs import brief

SYRUP = brief(
    "fr",
    "Sirop de poires, cuite d’octobre",
    "Nous cuisons le sirop deux fois par an dans un chaudron de cuivre de 1907, seize heures sans s’arrêter, avec les "
    "poires des vieux vergers et rien d’autre, pas un gramme de sucre. La cuite d’octobre est la plus noire. 1 400 "
    "pots numérotés, il nous faut une affichette de comptoir.",
    facts=Facts(product="sirop de poires sans sucre ajouté", promise="huit kilos de poires dans chaque kilo de sirop"),
)
BOXES = brief(
    "en",
    "Everything I Couldn’t Throw Away",
    "Exhibition of forty shallow wall boxes, made from what was left in her late husband’s shed: hinges, fuse wire, "
    "seed packets, one glove, a drawer of keys to nothing. It isn’t a sad show, people laugh in it. Visitors may leave "
    "a key.",
    facts=Facts(product="forty boxes from one shed", promise="bring a key to nothing and leave it with us"),
)


def _lines(one: Brief) -> dict[str, str]:
    return {matter.line: matter.kind for matter in matters_of(one, read_subject(one))}


def test_a_letter_gives_its_counts_stretches_lists_and_what_it_does_without() -> None:
    syrup, boxes = _lines(SYRUP), _lines(BOXES)
    assert syrup["huit kilos de poires dans chaque kilo de sirop"] == "ratio"
    assert syrup["seize heures sans s’arrêter"] == "span"
    assert syrup["pas un gramme de sucre"] == "without"
    assert syrup["1 400 pots numérotés"] == "count"
    assert boxes["Hinges. Fuse wire. Seed packets. One glove"] == "list"
    assert boxes["a drawer of keys to nothing"] == "detail"
    assert boxes["bring a key to nothing and leave it with us"] == "call"


@pytest.mark.parametrize("one", [SYRUP, BOXES], ids=lambda one: one.title)
def test_where_no_table_knows_the_subject_every_headline_is_the_letter_s_own(one: Brief) -> None:
    assert knows(read_subject(one)) == 0
    said = re.sub(r"\W+", " ", " ".join((one.title, one.about, one.facts.product, one.facts.promise)).casefold())
    ideas = propose(one).ideas
    assert len(ideas) == 6
    for idea in ideas:
        # A list is set with a full stop behind each thing.
        assert all(re.sub(r"\W+", " ", part.casefold()).strip() in said for part in idea.headline.split(". "))
    assert len({idea.headline for idea in ideas}) == 6


def test_what_is_said_to_those_who_make_the_poster_is_not_quoted() -> None:
    assert not any("affichette" in line for line in _lines(SYRUP))
    asked = brief("en", "Tea", "We need a poster for the door. Please avoid teapots. The kettle is on from six.")
    assert not any("poster" in line or "avoid" in line for line in _lines(asked))


@pytest.mark.parametrize(
    ("language", "text", "never"),
    [
        (
            "fr",
            "Un salon où l’on vous coupe les cheveux sans miroir, en parlant d’autre chose.",
            "les cheveux sans miroir",
        ),
        ("fr", "On ne répare pas votre vélo, on vous apprend à le faire.", "On ne répare pas votre vélo"),
        (
            "en",
            "People come in with a dolphin, and leave with something they chose.",
            "leave with something they chose",
        ),
        ("en", "We are repairing them one winter at a time in the ice house.", "We are repairing them one winter"),
    ],
)
def test_a_cut_that_would_change_what_is_said_is_not_made(language: Language, text: str, never: str) -> None:
    assert never not in [one.text for one in fragments(text, "about", language)]


def test_a_name_of_a_thing_is_told_from_a_clause() -> None:
    assert claims("On prête les brosses", "fr")
    assert claims("we laugh in it", "en")
    assert not claims("une cabine avec une vraie porte", "fr")
    assert not claims("a drawer of keys to nothing", "en")
    assert thing_of("a drawer of keys to nothing", "en") == "drawer"
    assert thing_of("portée une fois, racontée toujours", "fr") == ""


def test_a_title_that_is_an_image_does_not_call_for_its_subject() -> None:
    night = brief(
        "fr",
        "Le pain des oiseaux de nuit",
        "Nous gardons la nuit les enfants des parents qui travaillent de nuit. Il y a douze lits et une veilleuse.",
        facts=Facts(product="garde de nuit pour enfants"),
    )
    assert knows(read_subject(night)) == 0
    assert not any("pain" in idea.premise.replace(night.title, "") for idea in propose(night, 3).ideas)


def test_words_to_avoid_are_not_quoted() -> None:
    one = brief("en", BOXES.title, BOXES.about, words_avoid=("key", "hinges"))
    assert not [line for line in _lines(one) if "key" in line or "Hinges" in line]


def test_a_programme_is_shown_by_its_own_rows() -> None:
    rows = (Row("10:00", "Peg cuts the first yard"), Row("11:30", "Thread a machine"), Row("2:00", "Bring one thing"))
    one = brief("en", "Opening day", "A shop opens.", programme=rows)
    told = [matter for matter in matters_of(one, read_subject(one)) if matter.kind == "programme"]
    assert [matter.items for matter in told] == [tuple(row.name for row in rows)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_move_can_be_made(language: Language) -> None:
    for kind, rows in moves(language).items():
        # Few forms, each of which does what the line says; somebody grave is served by each kind that can be grave.
        assert len(rows) >= 2 or kind.startswith("tone-"), kind
        for row in rows:
            assert row.technique in TECHNIQUES
            name = row.shown.removeprefix("draw:")
            assert row.shown == "A" or name in (drawings() if row.shown.startswith("draw:") else emblems()), row
            assert not re.search(r"\d", row.premise + row.headline), row
            assert set(re.findall(r"\{(\w+)", row.premise + row.headline)) <= {*"xXqQtTabc"}, row


def test_americans_are_told_by_their_prices_hours_and_states() -> None:
    assert is_american(brief("en", "Fabrics", "A shop.", facts=Facts(place="212 Main Street, Ashby Falls, Ohio")))
    assert not is_american(brief("en", "Fabrics", "A shop.", facts=Facts(price="£4")))
