"""Arrays in place of objects: not a unit of difference to `allocate`, whatever the figures."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from oeuvre.royalties import Cascade, Graph, RoyaltyError, aggregated, allocate, read_scenario
from tests.royalties.conftest import as_json, scenario
from tests.royalties.test_allocation import lineages, random_scenario

Row = tuple[str, str, str, int, int]


def both(value: dict[str, Any]) -> tuple[list[Row], list[Row]]:
    """Lines by arrays and lines by fractions."""
    read = read_scenario(as_json(value))
    works = sorted(read.works)
    parties = sorted({share.party for work in read.works.values() for share in work.shares})
    events = sorted(read.events, key=lambda event: event.id)
    lines = Cascade.of(read.works).spread(
        np.array([works.index(event.work) for event in events], np.int64),
        np.array([event.amount for event in events], np.int64),
    )
    arrays = [
        (events[posting].id, works[work], parties[party], amount, paths)
        for posting, work, party, amount, paths in zip(
            *(each.tolist() for each in (lines.posting, lines.work, lines.party, lines.amount, lines.paths)),
            strict=True,
        )
    ]
    exact = [(line.event, line.work, line.party, line.amount, line.paths) for line in allocate(read).lines]
    return arrays, exact


@settings(max_examples=80, deadline=None)
@given(lineages())
def test_the_same_lines_as_by_fractions(value: dict[str, Any]) -> None:
    arrays, exact = both(value)
    assert arrays == exact


@pytest.mark.torture
def test_the_same_lines_on_many_larger_lineages() -> None:
    chance = random.Random(5)
    for _ in range(5_000):
        arrays, exact = both(random_scenario(chance, chance.randint(5, 30)))
        assert arrays == exact


def test_parents_of_two_policies_side_by_side() -> None:
    lineage: dict[str, Any] = {
        "A": [],
        "B": [("A", 10, "absolute-edge")],
        "R": [],
        "S": [("R", 50, "relative")],
        "W": [("B", 10, "absolute-edge"), ("A", 5, "absolute-edge"), ("S", 20, "relative"), ("R", 1, "relative")],
    }
    arrays, exact = both(scenario(lineage, [("W", 1000), ("B", 77), ("S", 33)]))
    assert arrays == exact
    assert dict(row[1:4:2] for row in arrays if row[0] == "e1") == {"A": 150, "B": 100, "R": 110, "S": 100, "W": 540}


@pytest.mark.parametrize("digits", [2, 9, 30])
def test_figures_that_no_64_bit_word_holds_are_worked_out_all_the_same(digits: int) -> None:
    tiny = float(f"1e-{digits}")
    lineage: dict[str, Any] = {"w0": []}
    for step in range(1, 7):
        lineage[f"w{step}"] = [(f"w{step - 1}", 50, "relative")]
    lineage["w6"] = [("w5", tiny, "relative")]
    shares = {"w3": {"a": 1, "b": tiny, "c": 10**digits}}
    arrays, exact = both(scenario(lineage, [("w6", 2**60), ("w5", 999_999_999_999)], shares))
    assert arrays == exact


def test_a_ladder_with_more_paths_than_anyone_could_walk() -> None:
    lineage: dict[str, Any] = {"a00": [], "b00": []}
    for step in range(1, 40):
        for side in "ab":
            lineage[f"{side}{step:02}"] = [(f"{to}{step - 1:02}", 1, "relative") for to in "ab"]
    arrays, exact = both(scenario(lineage, [("a39", 10**17)]))
    assert arrays == exact
    assert max(row[4] for row in arrays) == 2**38


def ints(*values: int) -> Any:
    return np.array(values, np.int64)


def test_a_lineage_that_promises_too_much_is_seen_even_as_arrays() -> None:
    graph = Graph(2, ints(1), ints(0), ints(101), 100, np.zeros(1, np.int8), ints(0, 1, 2), ints(0, 1), ints(1, 1))
    with pytest.raises(RoyaltyError):
        Cascade(graph).spread(ints(1), ints(100))


def test_events_are_summed_exactly_and_not_beyond_what_fits() -> None:
    keys = np.array([0, 1, 0], np.int64)
    assert aggregated(keys, np.array([2**53, 1, 1], np.int64), 3).tolist() == [2**53 + 1, 1, 0]
    with pytest.raises(RoyaltyError):
        aggregated(keys, np.array([2**60, 1, 2**60], np.int64), 2)


def test_nothing_earned_gives_no_lines() -> None:
    read = read_scenario(as_json(scenario({"A": []}, [])))
    none = np.empty(0, np.int64)
    assert len(Cascade.of(read.works).spread(none, none).amount) == 0
