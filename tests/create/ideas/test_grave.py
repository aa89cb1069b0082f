"""Of what is grave nothing makes light; what is offered in any trade has its thoughts."""

from __future__ import annotations

import random
from typing import get_args

import pytest

from oeuvre.create.brief import Brief
from oeuvre.create.ideas import Idea, propose
from oeuvre.create.ideas.candidates import candidates
from oeuvre.create.ideas.grave import grave_words, is_gentle, is_of, plays
from oeuvre.create.ideas.subject import read_subject
from oeuvre.create.ideas.tables import phrasing, thoughts
from oeuvre.create.ideas.thinking import reflections
from oeuvre.foundation import Language

from .briefs import BRIEFS, brief

GRAVE = (
    brief("fr", "Accompagner un deuil", "Une maison d’obsèques familiale qui prend le temps de recevoir les familles."),
    brief("fr", "On vous croit", "Une association reçoit les femmes victimes de violences, sans rendez-vous."),
    brief("fr", "Vivre avec un cancer", "Un atelier de couture pour les malades, chaque mardi, dans une salle claire."),
    brief("en", "A gentle funeral", "A family funeral home that takes its time with the bereaved."),
    brief("en", "The hospice garden", "A garden beside the hospice, open to families at any hour of the day."),
)


@pytest.mark.parametrize("one", GRAVE, ids=lambda one: one.title)
def test_no_template_makes_light_of_what_is_grave(one: Brief) -> None:
    subject = read_subject(one)
    assert is_of("grave", subject)
    by_id = {thought.id: thought for thought in thoughts(subject.language)}
    pool = candidates(one, subject, 0, 6)
    assert not any(plays(candidate) for candidate in pool)
    said = [by_id[candidate.template] for candidate in pool if candidate.template in by_id]
    assert all(is_gentle(thought, subject.language) for thought in said)
    assert len(propose(one).ideas) >= 4


def test_other_briefs_are_not_grave() -> None:
    for one in BRIEFS:
        assert not is_of("grave", read_subject(one)), one.title
    for text in ("Violons et violoncelles", "Une maladie de la vigne", "Les veuves noires, araignées du jardin"):
        assert not grave_words("fr")["grave"].search(text.casefold()), text


def test_words_of_both_languages_are_read() -> None:
    for language in get_args(Language):
        assert set(grave_words(language)) == {"grave", "tender"}


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("La navette des plages", "Une navette gratuite relie le parking aux trois plages, tout le mois d’août."),
        ("Escrime : venez essayer", "Le club d’escrime ouvre ses séances d’essai aux adultes débutants."),
        ("Gratiferia", "Déposez ce qui ne sert plus, prenez ce qui vous plaît : jouets, vaisselle, lampes."),
    ],
)
def test_an_offer_is_heard_in_any_trade(title: str, about: str) -> None:
    subject = read_subject(brief("fr", title, about))
    found = {one.template for one in reflections(subject, phrasing("fr"), random.Random(0))}
    assert len(found & {thought.id for thought in thoughts("fr")}) >= 4


def test_what_is_tender_hears_gentle_offers_only() -> None:
    ward = brief("fr", "Un concert à l’hôpital", "Un quatuor joue dans le hall pour les malades et les familles.")
    own = {thought.headline for thought in thoughts("fr") if thought.offer and not thought.gentle}
    assert not _of(propose(ward).ideas, own)


def _of(ideas: tuple[Idea, ...], lines: set[str]) -> list[Idea]:
    return [idea for idea in ideas if idea.headline.replace("\u202f", " ").replace("\u00a0", " ") in lines]
