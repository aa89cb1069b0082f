"""Choosing a set: the worthiest idea first, then each time the one that is both worthy and far from those chosen."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from oeuvre.create.brief import Brief
from oeuvre.create.ideas.candidates import candidates
from oeuvre.create.ideas.guard import near_reason, unfit_reason
from oeuvre.create.ideas.letter import is_quoting, said_twice
from oeuvre.create.ideas.making import Candidate
from oeuvre.create.ideas.model import Diversity, Idea, Proposal
from oeuvre.create.ideas.space import SPACE, distance
from oeuvre.create.ideas.spelling import is_american, respelt
from oeuvre.create.ideas.subject import read_subject

MOST = 60
# How much distance counts beside worth, and how much a kept idea pulls.
_FAR, _PULL, _PUSH = 0.55, 0.35, 0.25
_POOL = 170
# Techniques that a set shows before it shows one again.
_KINDS = 4


def propose(
    brief: Brief,
    count: int = 6,
    *,
    seed: int = 0,
    kept: Sequence[Idea] = (),
    refused: Sequence[Idea] = (),
    extra_trades: Path | None = None,
) -> Proposal:
    """`count` ideas (at most 60) for a brief, mutually far apart; fewer when no more can be had, and `little` says so.

    None is near one of `kept` or `refused`; kept ones pull the others their way, refused ones push them off. The same
    brief, seed and version give the same ideas.
    """
    count = max(0, min(count, MOST))
    subject = read_subject(brief, extra_trades)
    replaced: Counter[str] = Counter()
    pool: list[Candidate] = []
    asked = count + len(kept) + len(refused)
    for one in sorted(candidates(brief, subject, seed, asked), key=lambda one: (-one.worth, one.idea.key)):
        reason = unfit_reason(one.idea, subject, quoting=is_quoting(one.template))
        if reason:
            replaced[reason] += 1
        elif len(pool) < _POOL:
            pool.append(one)
    chosen = _choose(pool, count, kept, refused, replaced)
    if subject.language == "en" and is_american(brief):
        chosen = [respelt(idea, brief) for idea in chosen]
    little = list(subject.little)
    if len(chosen) < count:
        little.append("few")
    return Proposal(tuple(chosen), dict(sorted(replaced.items())), measure(chosen), tuple(little))


def measure(ideas: Sequence[Idea]) -> Diversity:
    """Mean and nearest distance over all pairs; 1 for fewer than two."""
    apart = [distance(one, other) for one, other in combinations(ideas, 2)]
    if not apart:
        return Diversity(SPACE, 1.0, 1.0)
    return Diversity(SPACE, round(sum(apart) / len(apart), 4), round(min(apart), 4))


def _choose(
    pool: list[Candidate], count: int, kept: Sequence[Idea], refused: Sequence[Idea], replaced: Counter[str]
) -> list[Idea]:
    chosen: list[Candidate] = []
    left = list(pool)
    given = len({one.idea.headline for one in pool}) == 1
    # Beyond one in three, a technique comes again only when nothing else is left.
    most = max(1, math.ceil(count / 3))
    while left and len(chosen) < count:
        ideas = [*kept, *(one.idea for one in chosen)]
        heroes = {_hero(idea) for idea in ideas}
        techniques = Counter(one.idea.technique for one in chosen)
        templates = {one.template for one in chosen}
        headlines = {one.idea.headline for one in chosen}
        best: tuple[float, Candidate] | None = None
        gone: list[Candidate] = []
        for one in left:
            if _hero(one.idea) in heroes or (not given and one.idea.headline in headlines):
                continue
            if not given and is_quoting(one.template) and (one.template in templates or said_twice(one, chosen)):
                continue
            reason = near_reason(one.idea, ideas, refused)
            if reason:
                replaced[reason] += 1
                gone.append(one)
                continue
            used = techniques[one.idea.technique]
            value = one.worth - 0.22 * used - (0.8 if used >= most or (used and len(techniques) < _KINDS) else 0.0)
            value -= 0.5 if one.template in templates else 0.0
            value += _FAR * min((distance(one.idea, other) for other in ideas), default=1.0)
            value += _PULL * max((1 - distance(one.idea, other) for other in kept), default=0.0)
            value -= _PUSH * max((1 - distance(one.idea, other) for other in refused), default=0.0)
            if best is None or value > best[0]:
                best = (value, one)
        if best is None:
            break
        chosen.append(best[1])
        dropped = {id(one) for one in gone}
        left = [one for one in left if one is not best[1] and id(one) not in dropped]
    return [one.idea for one in chosen]


def _hero(idea: Idea) -> str:
    hero = idea.motifs[0]
    return hero.emblem or hero.drawing or hero.word.casefold()
