"""Candidates: every technique run on a subject."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import islice

from oeuvre.create.ideas.grave import is_of, plays
from oeuvre.create.ideas.likening import ambiguities, analogies, blends
from oeuvre.create.ideas.linking import chains, lamps
from oeuvre.create.ideas.making import Candidate
from oeuvre.create.ideas.resolve import is_near
from oeuvre.create.ideas.subject import Subject
from oeuvre.create.ideas.tables import phrasing
from oeuvre.create.ideas.telling import told
from oeuvre.create.ideas.thinking import reflections

# Of one template, so that none floods the pool.
_OF_ONE = 8
# How much chance moves an idea's worth: another seed is another walk through the same good ones.
_CHANCE = 0.13
_NEAR = 0.6
_ENOUGH = 7


def candidates(subject: Subject, seed: int) -> list[Candidate]:
    """Between a handful, for a subject of which nothing is known, and some two hundred."""
    chance = random.Random(f"{seed}:{'|'.join(subject.texts)[:400]}")
    phrases = phrasing(subject.language)
    found = [
        *analogies(subject, phrases, chance),
        *blends(subject, phrases, chance),
        *ambiguities(subject, phrases, chance),
        *lamps(subject, phrases, chance),
        *chains(subject, phrases, chance),
    ]
    for template in phrases.templates:
        if template.use and template.technique != "blend":
            found += islice(told(subject, phrases, template, chance), _OF_ONE)
    # A hero that only stands near what is meant is worth as little as one that cannot be drawn.
    found = [replace(one, worth=one.worth - _NEAR) if _is_near(one, subject) else one for one in found]
    said = list(reflections(subject, phrases, chance))
    if is_of("grave", subject):
        # What was written for such a brief is enough where there is a set of it: a mould knows no tact.
        found = [] if len(said) >= _ENOUGH else [one for one in found if not plays(one)]
    found = [*said, *found]
    return [replace(one, worth=one.worth + chance.uniform(-_CHANCE, _CHANCE)) for one in found]


def _is_near(one: Candidate, subject: Subject) -> bool:
    return is_near(one.idea.motifs[0], subject.language)
