"""Candidates: every technique run on a subject."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import islice

from oeuvre.create.brief import Brief
from oeuvre.create.ideas.grave import is_of, plays
from oeuvre.create.ideas.letter import letter_ideas
from oeuvre.create.ideas.likening import ambiguities, analogies, blends
from oeuvre.create.ideas.linking import chains, lamps
from oeuvre.create.ideas.making import Candidate
from oeuvre.create.ideas.resolve import is_near
from oeuvre.create.ideas.subject import Subject
from oeuvre.create.ideas.tables import phrasing
from oeuvre.create.ideas.tact import is_tactful, never_said
from oeuvre.create.ideas.telling import told
from oeuvre.create.ideas.thinking import knows, reflections

# Of one template, so that none floods the pool.
_OF_ONE = 8
# How much chance moves an idea's worth: another seed is another walk through the same good ones.
_CHANCE = 0.13
_NEAR = 0.6
_ENOUGH = 7
# What is taken off a mould beside a whole set of thoughts on the subject.
_MOULD = 0.3
# What is taken off what the tables give for a subject that they do not know: it only fills a set up.
_ASIDE, _BESIDE = 3.0, 0.2
# What part of a set is the letter's, by how well the tables know the subject, and how good it must be.
_SHARES = {1: (0.67, 1.75), 2: (0.17, 2.2)}
# What the best of a letter is worth more, where it shares a set with what the tables know.
_FIRST = 0.8
# Another seed reads other lines of the letter.
_STIRRED = 0.1
# So many headlines more than are asked for leave enough to choose from.
_TO_SPARE = 5
# From this worth on, a line of the letter holds a sheet.
_STRONG = 1.5


def candidates(brief: Brief, subject: Subject, seed: int, asked: int) -> list[Candidate]:
    """Some two hundred: of a subject that the tables know, what they give; of another, what its letter gives first.

    Where the letter has matter for far more than what is `asked` for, it is left at that.
    """
    chance = random.Random(f"{seed}:{'|'.join(subject.texts)[:400]}")
    phrases = phrasing(subject.language)
    known = knows(subject)
    never = never_said(brief, subject.language)
    letter = [one for one in letter_ideas(brief, subject, chance) if is_tactful(one, never, quoting=True)]
    grave = is_of("grave", subject)
    strong = {one.idea.headline for one in letter if one.worth >= _STRONG}
    if not known and not grave and len(strong) >= asked + _TO_SPARE:
        return _moved(letter, chance)
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
    if grave:
        # What was written for such a brief is enough where there is a set of it: a mould knows no tact.
        found = [] if len(said) >= _ENOUGH else [one for one in found if not plays(one)]
    if known:
        letter = _share(letter, round(asked * _SHARES[known][0]), _SHARES[known][1], chance)
    if known and letter and len(said) >= _ENOUGH:
        # A mould speaks of any trade; beside thoughts on this one it only fills up.
        found = [replace(one, worth=one.worth - _MOULD) for one in found]
    if letter and not known:
        # Thoughts that the letter bears out, or that are gentle, may stand beside it; a mould speaks of a neighbour.
        said = [replace(one, worth=one.worth - _BESIDE) for one in said]
        found = [replace(one, worth=one.worth - (_BESIDE if grave and said else _ASIDE)) for one in found]
    found = [one for one in [*said, *found] if is_tactful(one, never, quoting=False)]
    return _moved([*letter, *found], chance)


def _share(letter: list[Candidate], many: int, least: float, chance: random.Random) -> list[Candidate]:
    """The best of a letter, for a part of a set: the tables know the subject, and not what this client says of it."""
    lines: dict[str, float] = {}
    for one in letter:
        if one.worth >= least:
            lines[one.idea.headline] = max(lines.get(one.idea.headline, 0.0), one.worth)
    moved = {line: worth + chance.uniform(-_STIRRED, _STIRRED) for line, worth in lines.items()}
    best = sorted(moved, key=lambda line: -moved[line])[:many]
    return [replace(one, worth=one.worth + _FIRST) for one in letter if one.idea.headline in best]


def _moved(found: list[Candidate], chance: random.Random) -> list[Candidate]:
    return [replace(one, worth=one.worth + chance.uniform(-_CHANCE, _CHANCE)) for one in found]


def _is_near(one: Candidate, subject: Subject) -> bool:
    return is_near(one.idea.motifs[0], subject.language)
