"""The training pool: equal where nothing is known, measured only where measuring says something."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.royalties import Influence, pool_parents, share_pool

HALF = Fraction(1, 2)


def measured(share: str, low: str, high: str) -> Influence:
    return Influence(Fraction(share), Fraction(low), Fraction(high))


def test_without_measure_or_analogy_all_is_equal() -> None:
    shares = share_pool(["b", "a", "c"], HALF)
    assert [(one.work, one.share, one.evidence) for one in shares] == [
        (work, Fraction(1, 3), "equal") for work in "abc"
    ]


def test_only_what_clears_the_equal_split_is_counted_and_the_rest_goes_by_analogy() -> None:
    influence = {"a": measured("0.6", "0.4", "0.8"), "b": measured("0.2", "0.1", "0.5"), "c": measured("0", "0", "0.1")}
    shares = {one.work: one for one in share_pool(["a", "b", "c", "d"], HALF, influence, {"b": 3, "d": 1})}
    assert shares["a"].attributed == HALF * Fraction(3, 5)
    assert (shares["a"].evidence, shares["c"].evidence) == ("measured", "measured")
    assert shares["c"].attributed == 0
    assert (shares["b"].attributed, shares["b"].evidence) == (HALF * Fraction(2, 5) * Fraction(3, 4), "analogy")
    assert shares["d"].attributed == HALF * Fraction(2, 5) * Fraction(1, 4)
    assert sum(one.share for one in shares.values()) == 1


def test_an_interval_that_holds_the_equal_split_says_nothing() -> None:
    influence = {"a": measured("0.9", "0.5", "1"), "b": measured("0.1", "0", "0.5")}
    assert {one.evidence for one in share_pool(["a", "b"], HALF, influence)} == {"equal"}


@given(
    st.integers(1, 8),
    st.fractions(0, 1, max_denominator=50),
    st.lists(st.tuples(*[st.fractions(0, 1, max_denominator=50)] * 3), max_size=8),
    st.lists(st.integers(0, 9), max_size=8),
)
def test_a_pool_is_shared_out_whole(
    count: int, equal: Fraction, told: list[tuple[Fraction, Fraction, Fraction]], uses: list[int]
) -> None:
    works = [f"w{n}" for n in range(count)]
    influence = {}
    for work, figures in zip(works, told, strict=False):
        low, share, high = sorted(figures)
        influence[work] = Influence(share, low, high)
    shares = share_pool(works, equal, influence, dict(zip(works, uses, strict=False)))
    assert sum(one.share for one in shares) == 1
    assert all(one.share >= equal / count for one in shares)
    parents = pool_parents(shares, Fraction(3, 10))
    assert sum(parent.share for parent in parents) == Fraction(3, 10)
    assert {parent.evidence for parent in parents} <= {"measured", "analogy", "equal"}


def test_a_pool_of_nothing_and_an_interval_that_is_none() -> None:
    with pytest.raises(ValueError, match="works"):
        share_pool([], HALF)
    with pytest.raises(ValueError, match="interval"):
        measured("0.9", "0", "0.5")
