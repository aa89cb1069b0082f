"""Tournaments two by two, and what preferences teach."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from oeuvre.production.learning import Observation, Preference, learn
from oeuvre.production.matches import Match, standing


@given(count=st.integers(2, 128), seed=st.integers(0, 1000))
def test_the_best_wins_after_one_match_fewer_than_there_are(count: int, seed: int) -> None:
    entrants = [str(n) for n in range(count)]
    random.Random(seed).shuffle(entrants)
    matches: list[Match] = []
    while (pair := standing(entrants, matches).pair) is not None:
        winner, loser = sorted(pair, key=int)
        assert len({*pair}) == 2
        matches.append(Match(winner, loser, "", len(matches), "ana"))
    assert len(matches) == count - 1
    assert standing(entrants, matches).winner == "0"
    assert len({match.loser for match in matches}) == count - 1


def test_a_preference_moves_what_the_two_differ_in_and_nothing_else() -> None:
    warm, cold = {"warm": 1.0, "word": 1.0}, {"warm": -1.0, "word": 1.0}
    learned = learn([], [], [Preference(warm, cold)] * 6)
    assert learned.weight("warm") > 0.5
    assert learned.weight("word") == 0.0
    # How strict a person is stays as it was.
    assert abs(float(learned.mean[0])) < 1e-9
    assert learned.worth([warm]) > learned.worth([cold])


def test_a_preference_and_its_opposite_teach_nothing() -> None:
    warm, cold = {"warm": 1.0}, {"warm": -1.0}
    learned = learn([Observation({"dark": 1.0}, True)], [], [Preference(warm, cold), Preference(cold, warm)])
    assert abs(learned.weight("warm")) < 1e-9
    assert learned.weight("dark") > 0
