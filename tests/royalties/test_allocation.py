"""Allocation: the vectors that are written down, the laws that hold for every lineage, and everything it refuses."""

from __future__ import annotations

import copy
import random
from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.foundation import OeuvreError
from oeuvre.royalties import allocate, read_scenario
from tests.royalties.conftest import as_json, reference, scenario

EDGE, PATH, RELATIVE = "absolute-edge", "absolute-path", "relative"


def allocated(value: dict[str, Any]) -> Any:
    return allocate(read_scenario(as_json(value)))


def chain(policy: str, percent: str = "10") -> dict[str, Any]:
    return {"A": [], "B": [("A", percent_of(percent), policy)], "C": [("B", percent_of(percent), policy)]}


def percent_of(figure: str) -> float | int:
    return float(figure) if "." in figure else int(figure)


def diamond(policy: str) -> dict[str, Any]:
    parents = {"A": "", "X": "A", "B": "X", "C": "X", "E": "BC"}
    return {work: [(parent, 10, policy) for parent in above] for work, above in parents.items()}


class TestVectors:
    @pytest.mark.parametrize("policy", [EDGE, PATH])
    def test_chain_of_three_absolute(self, policy: str) -> None:
        assert allocated(scenario(chain(policy), [("C", 1000)])).works == {"A": 100, "B": 100, "C": 800}

    def test_v1_fees_at_each_derivation_are_gross_of_the_parent(self) -> None:
        # 1 <- 2 <- 3; 100 paid by 2 to 1 and by 3 to 2; 1000 paid to 2. Second 990, first 210.
        works = allocated(scenario(chain(EDGE), [("A", 100), ("B", 100), ("B", 1000)])).works
        assert works == {"A": 210, "B": 990, "C": 0}

    def test_relative_chain(self) -> None:
        assert allocated(scenario(chain(RELATIVE), [("C", 1000)])).works == {"A": 10, "B": 90, "C": 900}

    def test_v2_relative_chain_with_fees(self) -> None:
        works = allocated(scenario(chain(RELATIVE), [("A", 100), ("B", 100), ("C", 1000)])).works
        assert works == {"A": 120, "B": 180, "C": 900}

    def test_v3_triangle(self) -> None:
        lineage = {"A": [], "B": [("A", 10, EDGE)], "C": [("A", 10, EDGE), ("B", 10, EDGE)]}
        # In tenths: fee 7; three licences of A bought by B, one each of A and B by C; 1 paid to C.
        events = [("A", 70)] * 4 + [("B", 70), ("C", 10)]
        assert allocated(scenario(lineage, events)).works == {"A": 289, "B": 64, "C": 7}

    def test_v4_mixed_policies_and_one_that_was_switched_off(self) -> None:
        lineage = {"A": [], "B": [], "C": [], "W": [("A", 10, EDGE), ("B", 10, EDGE), ("C", 20, RELATIVE)]}
        first = allocated(scenario(lineage, [("W", 100)])).works
        assert first == {"A": 10, "B": 10, "C": 20, "W": 60}
        lineage["W"] = [("C", 20, RELATIVE)]
        assert first["W"] + allocated(scenario(lineage, [("W", 100)])).works["W"] == 140

    def test_v6_stack_of_ten_fifteen_twenty(self) -> None:
        lineage = {"A": [], "B": [], "C": [], "W": [("A", 10, EDGE), ("B", 15, EDGE), ("C", 20, EDGE)]}
        assert allocated(scenario(lineage, [("W", 100)])).works == {"A": 10, "B": 15, "C": 20, "W": 55}

    def test_v7_a_party_outside_is_a_share(self) -> None:
        shares = {"W": {"w": 90, "outside": 10}}
        assert allocated(scenario({"W": []}, [("W", 100)], shares)).parties == {"outside": 10, "w": 90}

    @pytest.mark.parametrize(
        ("policy", "gross", "works"),
        [
            (EDGE, 1000, {"A": 100, "B": 100, "C": 100, "E": 500, "X": 200}),
            (PATH, 1000, {"A": 200, "B": 100, "C": 100, "E": 400, "X": 200}),
            (RELATIVE, 1000, {"A": 2, "B": 90, "C": 90, "E": 800, "X": 18}),
            (RELATIVE, 1_000_000_000, {"A": 2_000_000, "B": 90_000_000, "C": 90_000_000, "E": 800_000_000,
                                       "X": 18_000_000}),
        ],
    )  # fmt: skip
    def test_v9_shared_intermediate(self, policy: str, gross: int, works: dict[str, int]) -> None:
        made = allocated(scenario(diamond(policy), [("E", gross)]))
        assert made.works == works
        assert {line.work: (line.path, line.paths) for line in made.lines} == {
            "A": (("E", "B", "X", "A"), 2),
            "B": (("E", "B"), 1),
            "C": (("E", "C"), 1),
            "E": (("E",), 1),
            "X": (("E", "B", "X"), 2),
        }

    @pytest.mark.parametrize("weight", [1, 33.33, 0.1])
    def test_v12_three_equal_writers_lose_nothing(self, weight: float) -> None:
        shares = {"W": {"a": weight, "b": weight, "c": weight}}
        made = allocated(scenario({"W": []}, [("W", 1_000_000)], shares))
        assert made.parties == {"a": 333_334, "b": 333_333, "c": 333_333}

    def test_the_stack_may_reach_all_and_not_more(self) -> None:
        lineage = {"A": [], "B": [], "W": [("A", 33.33, EDGE), ("B", 66.67, EDGE)]}
        made = allocated(scenario(lineage, [("W", 10_000)]))
        assert made.works == {"A": 3333, "B": 6667, "W": 0}
        assert [line.work for line in made.lines] == ["A", "B"]
        lineage["W"][1] = ("B", 66.68, EDGE)
        assert codes(scenario(lineage, [])) == ["over-hundred"]

    def test_amounts_of_any_size(self) -> None:
        huge = 10**30 + 7
        made = allocated(scenario(diamond(RELATIVE), [("E", huge)]))
        assert sum(made.works.values()) == huge


def codes(value: Any) -> list[str]:
    with pytest.raises(OeuvreError) as refused:
        read_scenario(value if isinstance(value, str) else as_json(value))
    assert all(one.message(tongue) and one.remedy(tongue) for one in refused.value.all() for tongue in ("fr", "en"))
    assert all("{{" not in one.message("fr") + one.remedy("fr") for one in refused.value.all())
    return [one.code for one in refused.value.all()]


def reasons(value: Any) -> str:
    with pytest.raises(OeuvreError) as refused:
        read_scenario(as_json(value))
    return " ".join(one.message("en") for one in refused.value.all())


class TestRefusals:
    def test_a_cycle_is_named(self) -> None:
        lineage = {"A": [("C", 1, EDGE)], "B": [("A", 1, EDGE)], "C": [("B", 1, EDGE)]}
        assert codes(scenario(lineage, [])) == ["lineage-cycle"]
        assert "A → C → B → A" in reasons(scenario(lineage, []))
        assert codes(scenario({"A": [("A", 1, EDGE)]}, [])) == ["lineage-cycle"]

    @pytest.mark.parametrize(("policy", "over"), [(EDGE, 25), (PATH, 20)])
    def test_over_a_hundred_anywhere_is_refused_earning_or_not(self, policy: str, over: int) -> None:
        lineage = {work: [(to, over, policy) for to, _, _ in edges] for work, edges in diamond(policy).items()}
        assert codes(scenario(lineage, [])) == ["over-hundred"]
        assert "E → B → X → A" in reasons(scenario(lineage, []))
        under = {work: [(to, over * 2 / 3, policy) for to, _, _ in edges] for work, edges in lineage.items()}
        assert allocated(scenario(under, [("E", 3)])).works

    def test_relative_counts_direct_parents_alone(self) -> None:
        lineage = {"A": [], "B": [("A", 90, RELATIVE)], "C": [("B", 90, RELATIVE)]}
        assert allocated(scenario(lineage, [("C", 1000)])).works == {"A": 810, "B": 90, "C": 100}
        lineage["C"].append(("A", 11, RELATIVE))
        assert codes(scenario(lineage, [])) == ["over-hundred"]

    @pytest.mark.parametrize(("lower", "upper"), [(EDGE, RELATIVE), (RELATIVE, EDGE), (PATH, RELATIVE)])
    @pytest.mark.parametrize("between", [0, 2])
    def test_deeper_mixes(self, lower: str, upper: str, between: int) -> None:
        lineage: dict[str, Any] = {"A": [], "B0": [("A", 1, upper)]}
        for step in range(between):
            lineage[f"B{step + 1}"] = [(f"B{step}", 1, upper)]
        lineage["C"] = [(f"B{between}", 1, lower)]
        assert set(codes(scenario(lineage, []))) == {"mix-unread"}

    def test_two_absolute_policies_in_one_scenario(self) -> None:
        assert codes(scenario({"A": [], "B": [("A", 1, EDGE)], "C": [("A", 1, PATH)]}, [])) == ["mix-unread"]

    def test_every_reason_is_told_at_once(self) -> None:
        value = scenario({"A": [("Z", 10, EDGE)], "B": [("A", 101, EDGE)], "C": [("A", 1, "both")]}, [("Q", 5)])
        value["currency"] = "EURO"
        value["works"][0]["shares"] = []
        value["works"][1]["shares"] = [{"party": "p", "weight": -1}, {"party": "q", "weight": 0}]
        value["works"].append(copy.deepcopy(value["works"][2]))
        value["events"] += [
            {"id": "e1", "work": "A", "amount": 1},
            {"id": "e2", "work": "A", "amount": 1.5},
            {"id": "e3", "work": "A", "amount": -1},
            {"id": "e4", "work": "A"},
        ]
        assert Counter(codes(value)) == Counter(
            {
                "currency-unknown": 1, "shares-empty": 1, "weight-unfit": 1, "percent-unfit": 1, "policy-unknown": 1,
                "duplicate": 2, "work-unknown": 2, "amount-unfit": 2, "field-missing": 1,
            }
        )  # fmt: skip

    @pytest.mark.parametrize("amount", ["1.0", "1e3", '"5"', "true", "null", "-0", "[1]", "1" * 5000])
    def test_an_amount_is_a_whole_number_written_as_one(self, amount: str) -> None:
        text = as_json(scenario({"A": []}, [("A", 12345)])).replace("12345", amount)
        assert codes(text) == ["amount-unfit"]

    @pytest.mark.parametrize("figure", ["1e999999999", '"10"', "true", "100.0001", "null"])
    def test_a_percentage_is_a_number_up_to_a_hundred(self, figure: str) -> None:
        text = as_json(scenario({"A": [], "B": [("A", 12345, EDGE)]}, [])).replace("12345", figure)
        assert codes(text) == ["percent-unfit"]

    @pytest.mark.parametrize("text", ["", "[]", "{", '{"currency": NaN}', "[" * 100_000, "3"])
    def test_what_is_not_a_scenario(self, text: str) -> None:
        assert codes(text) == ["scenario-unreadable"]

    def test_a_key_twice_a_party_twice_a_parent_twice(self) -> None:
        assert codes('{"currency": "EUR", "currency": "USD"}') == ["duplicate"]
        value = scenario({"A": [], "B": [("A", 1, EDGE), ("A", 2, EDGE)]}, [])
        value["works"][0]["shares"] *= 2
        assert codes(value) == ["duplicate", "duplicate"]

    def test_shares_of_nothing(self) -> None:
        assert codes(scenario({"A": []}, [], {"A": {"p": 0}})) == ["shares-zero"]


@st.composite
def lineages(draw: st.DrawFn, most: int = 9) -> dict[str, Any]:
    """A scenario that holds: one policy, any shape, figures with two digits behind the point."""
    return random_scenario(random.Random(draw(st.integers(0, 2**32))), draw(st.integers(1, most)))


def random_scenario(chance: random.Random, size: int) -> dict[str, Any]:
    policy = chance.choice([EDGE, PATH, RELATIVE])
    names = [f"w{n}" for n in chance.sample(range(100), size)]
    lineage: dict[str, list[Any]] = {}
    for place, work in enumerate(names):
        parents = chance.sample(names[:place], min(place, chance.choice([0, 1, 1, 2, 3])))
        room = 9900 if policy == RELATIVE else 900
        lineage[work] = [(to, chance.randint(0, room // max(1, len(parents))) / 100, policy) for to in parents]
    if policy != RELATIVE:
        lineage = cooled(lineage)
    shares = {
        work: {f"p{n}": chance.choice([0, 1, 1, 3, 33.33, 0.07]) for n in chance.sample(range(6), 3)} | {"p9": 1}
        for work in names
    }
    events = [
        (chance.choice(names), chance.choice([0, 1, 7, 99, 1000, 10**18 + 1])) for _ in range(chance.randint(1, 5))
    ]
    return scenario(lineage, events, shares)


def cooled(lineage: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Percentages halved until no stack passes 100."""
    stack: dict[str, float] = {}
    for work, edges in lineage.items():
        stack[work] = sum(percent + stack[to] for to, percent, _ in edges)
    factor = 1.0
    while max(stack.values()) * factor > 100:
        factor /= 2
    return {
        work: [(to, round(percent * factor, 6), policy) for to, percent, policy in edges]
        for work, edges in lineage.items()
    }


def pairs(made: Any) -> dict[tuple[str, str, str], int]:
    return {(line.event, line.work, line.party): line.amount for line in made.lines}


class TestLaws:
    @settings(max_examples=60, deadline=None)
    @given(lineages())
    def test_conserved_by_event_by_work_by_party(self, value: dict[str, Any]) -> None:
        made = allocated(value)
        total = sum(event["amount"] for event in value["events"])
        for event in value["events"]:
            assert sum(line.amount for line in made.lines if line.event == event["id"]) == event["amount"]
        assert sum(made.works.values()) == sum(made.parties.values()) == total
        assert all(line.amount >= 0 and line.path[-1] == line.work for line in made.lines)

    @settings(max_examples=40, deadline=None)
    @given(lineages(), st.randoms(use_true_random=False))
    def test_the_order_of_everything_changes_nothing(self, value: dict[str, Any], chance: random.Random) -> None:
        before = allocated(value)
        for part in (value["works"], value["events"]):
            chance.shuffle(part)
        for work in value["works"]:
            chance.shuffle(work["parents"])
            chance.shuffle(work["shares"])
        assert allocated(value) == before

    @settings(max_examples=40, deadline=None)
    @given(lineages())
    def test_doubling_moves_no_line_by_more_than_a_unit(self, value: dict[str, Any]) -> None:
        before = pairs(allocated(value))
        for event in value["events"]:
            event["amount"] *= 2
        after = pairs(allocated(value))
        assert before.keys() == after.keys()
        assert all(abs(after[pair] - 2 * before[pair]) <= 2 for pair in before)

    @settings(max_examples=40, deadline=None)
    @given(lineages())
    def test_a_parent_that_takes_nothing_changes_nothing(self, value: dict[str, Any]) -> None:
        before = allocated(value)
        policies = {edge["policy"] for work in value["works"] for edge in work["parents"]} or {EDGE}
        for work in value["works"]:
            work["parents"].append({"work": "zero", "percent": 0, "policy": min(policies)})
        value["works"].append({"id": "zero", "shares": [{"party": "p9", "weight": 1}], "parents": []})
        after = allocated(value)
        assert after.lines == before.lines
        assert after.parties == before.parties

    @settings(max_examples=100, deadline=None)
    @given(lineages())
    def test_the_same_as_walking_every_path_with_fractions(self, value: dict[str, Any]) -> None:
        assert pairs(allocated(value)) == reference(value)

    def test_a_thousand_random_lineages_have_no_difference(self) -> None:
        chance = random.Random(12)
        for _ in range(1000):
            value = random_scenario(chance, chance.randint(1, 8))
            assert pairs(allocated(value)) == reference(value)

    @pytest.mark.torture
    def test_many_larger_lineages_have_no_difference(self) -> None:
        chance = random.Random(2026)
        for _ in range(10_000):
            value = random_scenario(chance, chance.randint(5, 14))
            assert pairs(allocated(value)) == reference(value)


def test_claims_of_one_earner_sum_to_one() -> None:
    from oeuvre.royalties import Claims

    works = read_scenario(as_json(scenario(diamond(RELATIVE), []))).works
    assert sum((claim.share for claim in Claims(works).on("E")), Fraction(0)) == 1


def test_a_long_chain_is_followed_without_recursion() -> None:
    lineage: dict[str, Any] = {"w00000": []}
    for step in range(1, 3000):
        lineage[f"w{step:05}"] = [(f"w{step - 1:05}", 0.01, EDGE)]
    made = allocated(scenario(lineage, [("w02999", 10_000)]))
    assert made.works["w02999"] == 10_000 - 2999
