"""Rounds and taste: how many rounds until a variant is accepted, with and without learning

Simulated people have hidden tastes over families, colours and pictures, and answer each variant with one answer in ten
turned round. A round is twelve; each person says "less like this" of the one that pleases least, and takes the first
variant that has all they want. The same people, seeds and wishes go through both arms; learning alone differs. The
prior and the weights were set by the other kinds of taste: the last kind was held out. Design features only: nothing
is drawn.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.designs import BAKERY, WALK
from oeuvre.create.brief import read_brief
from oeuvre.create.design import DraftSpec, Ingredients, Start, plan, spec_features, vary
from oeuvre.create.design.palette import distance
from oeuvre.production import prepare
from oeuvre.production.kits import ingredients_of
from oeuvre.production.learning import Observation, learn

ROUND, MOST_ROUNDS, NOISE = 12, 40, 0.1
# The kind that nothing was tuned with.
HELD_OUT = "colours and picture"

Wants = tuple[Callable[[DraftSpec], bool], ...]


@dataclass(frozen=True)
class Person:
    """A hidden taste: a variant that fulfils all wishes is accepted."""

    kind: str
    wants: Wants

    def pleased(self, spec: DraftSpec) -> float:
        """The share of wishes that a design fulfils."""
        return sum(want(spec) for want in self.wants) / len(self.wants)

    def nearly(self, spec: DraftSpec) -> bool:
        """Whether it is worth keeping: at most one wish is not fulfilled."""
        return sum(not want(spec) for want in self.wants) <= 1


@cache
def ingredients(path: Any) -> Ingredients:
    brief = read_brief(path)
    return ingredients_of(brief, prepare(brief, "en", strict=False), 0)


def person(kind: str, given: Ingredients, pick: random.Random) -> Person:
    """Someone of this kind, who likes a few of all families, colours or pictures that the brief can have."""
    counts = KINDS[kind]
    families = sorted({spec.family for seed in range(3) for spec in plan(given, seed)})
    liked = set(pick.sample(families, counts[0]))
    favourite = pick.choice(given.palettes)
    # Colours are liked with those that come near them.
    near = sorted(given.palettes, key=lambda one: distance(one.ground, favourite.ground))[: counts[1]]
    grounds = {palette.ground for palette in near}
    drawn = set(pick.sample(sorted({hero.name for hero in given.heroes[:6]}), counts[2]))
    wants: list[Callable[[DraftSpec], bool]] = []
    if liked:
        wants.append(lambda spec: spec.family in liked)
    if grounds:
        wants.append(lambda spec: spec.palette.ground in grounds)
    if drawn:
        wants.append(lambda spec: spec.emblem in drawn)
    return Person(kind, tuple(wants))


# How many families, palettes and pictures someone of a kind likes; 0 where any will do.
KINDS = {
    "family and colours": (1, 2, 0),
    "family and picture": (1, 0, 1),
    "all three": (3, 3, 2),
    HELD_OUT: (0, 2, 1),
}


def rounds_until(someone: Person, given: Ingredients, seed: int, *, learning: bool) -> int:
    """Rounds until a variant is accepted, the first sheet of twelve not counted; `MOST_ROUNDS` when none was."""
    pick = random.Random(f"answers {seed}")
    seen = [Start(spec, given.headlines[spec.headline]) for spec in plan(given, seed, ROUND)]
    told: list[tuple[Start, bool]] = []
    shown: Sequence[Start] = seen
    for number in range(1, MOST_ROUNDS + 1):
        for one in shown:
            keeps = someone.nearly(one.spec)
            told.append((one, keeps != (pick.random() < NOISE)))
        worst = min(shown, key=lambda one: (someone.pleased(one.spec), pick.random()))
        worth = None
        if learning:
            # A kept one says what a keep says; twelve refused one by one each say theirs.
            seen_so_far = [
                Observation(spec_features(one.spec, one.headline, given), kept, 1.0, (len(told) - i) // ROUND)
                for i, (one, kept) in enumerate(told)
            ]
            worth = learn(seen_so_far).worth
        found = vary([worst], "less", given, count=ROUND, seed=1000 * seed + number, worth=worth, taken=seen)
        shown = [Start(one.spec, one.headline) for one in found]
        if any(someone.pleased(one.spec) == 1 for one in shown):
            return number
        seen = [*seen, *shown]
    return MOST_ROUNDS


def measure(kind: str, people: int) -> dict[str, float]:
    """Mean rounds of one kind of taste in both arms, over both example briefs."""
    with_, without = [], []
    for number in range(people):
        given = ingredients((BAKERY, WALK)[number % 2])
        someone = person(kind, given, random.Random(f"{kind} {number}"))
        with_.append(rounds_until(someone, given, number, learning=True))
        without.append(rounds_until(someone, given, number, learning=False))
    mean, plain = statistics.fmean(with_), statistics.fmean(without)
    return {"rounds with learning": mean, "rounds without": plain, "ratio": mean / plain}


def main(*, quick: bool = False) -> dict[str, Any]:
    """All figures of rounds."""
    people = 8 if quick else 40
    found = {kind: measure(kind, people) for kind in KINDS}
    tuned = [found[kind] for kind in KINDS if kind != HELD_OUT]
    return {
        "people of each kind": people,
        **{f"{kind}{' (held out)' if kind == HELD_OUT else ''}": value for kind, value in found.items()},
        "all kinds, ratio (goal 0.5)": sum(one["rounds with learning"] for one in found.values())
        / sum(one["rounds without"] for one in found.values()),
        "tuned kinds, ratio": sum(one["rounds with learning"] for one in tuned)
        / sum(one["rounds without"] for one in tuned),
    }


if __name__ == "__main__":
    import json

    print(json.dumps(main(), indent=2))
