"""Spending: counted exactly, stopped before it passes the cap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.models import Cost, ModelCard, OtherCurrency, PriceUnknown, Purse, SpendCapReached, shown


def card(cost: Cost) -> ModelCard:
    return ModelCard("m", "M", "openai", frozenset({"text"}), "1", "unknown", "unknown", cost, "api.example.org")


PRICED = card(Cost("priced", "EUR", 150_000, 600_000, 40_000))


def test_a_call_that_could_pass_the_cap_is_not_made() -> None:
    purse = Purse(900, 1_000, "EUR")
    purse.allow(PRICED, 100)
    with pytest.raises(SpendCapReached) as raised:
        purse.allow(PRICED, 101)
    assert "0.0009" in raised.value.message("en")
    assert purse.spent_micro == 900


@pytest.mark.parametrize("basis", ["local", "free"])
def test_what_costs_nothing_is_always_allowed(basis: str) -> None:
    Purse(1_000, 1_000, "EUR").allow(card(Cost(basis)), 0)  # type: ignore[arg-type]


def test_an_unsaid_price_and_a_cap_do_not_go_together() -> None:
    Purse().allow(card(Cost()), 0)
    with pytest.raises(PriceUnknown):
        Purse(cap_micro=1).allow(card(Cost()), 0)


def test_currencies_are_not_added_up() -> None:
    purse = Purse()
    purse.pay(PRICED, 5)
    assert purse.currency == "EUR"
    with pytest.raises(OtherCurrency):
        purse.allow(card(Cost("priced", "USD", 1, 1)), 1)


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_cost_is_never_rounded_down(tokens_in: int, tokens_out: int, price_in: int, price_out: int) -> None:
    exact = tokens_in * price_in + tokens_out * price_out
    cost = Cost("priced", "EUR", price_in, price_out).of_text(tokens_in, tokens_out)
    assert exact <= cost * 1_000_000 < exact + 1_000_000


@pytest.mark.parametrize(
    ("micro", "text"), [(0, "0.00"), (1, "0.000001"), (1_500_000, "1.50"), (12_345_678, "12.345678")]
)
def test_amounts_are_shown_exactly(micro: int, text: str) -> None:
    assert shown(micro) == text
