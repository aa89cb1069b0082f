"""Terms of every shape, for laws that must hold of all of them."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction

from hypothesis import strategies as st

from oeuvre.licence import (
    ATTRIBUTION,
    PROHIBITED,
    Action,
    Basis,
    Derivatives,
    Duties,
    Fee,
    Limits,
    Price,
    Rule,
    Terms,
    Training,
    all_templates,
)

LICENCES = ("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0", "FAL-1.3", "GPL-3.0-only", "commercial-with-share")
DAYS = st.integers(1, 28).map(lambda day: datetime(2026, 6, day, tzinfo=UTC))


def maybe(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Nothing more often than a value."""
    return st.one_of(st.none(), st.none(), values)


def some(*words: str) -> st.SearchStrategy[frozenset[str] | None]:
    return st.one_of(st.none(), st.none(), st.frozensets(st.sampled_from(words), min_size=1))


limits = st.builds(
    Limits,
    not_before=st.one_of(st.none(), DAYS),
    not_after=st.one_of(st.none(), DAYS),
    territories=some("FR", "BE", "CA"),
    media=some("print", "web"),
    channels=some("press", "social"),
    purposes=some("editorial", "advertising"),
    industries=some("music", "games"),
    audiences=some("members", "public"),
    count=st.one_of(st.none(), st.integers(1, 5)),
    exclusive=st.booleans(),
)
rules = st.one_of(st.just(PROHIBITED), st.just(Rule(True)), st.just(Rule(True)), st.builds(Rule, st.just(True), limits))
prices = st.builds(
    Price,
    basis=st.just(Basis.REVENUE_SHARE),
    currency=st.sampled_from(("EUR", "CAD")),
    of=st.sampled_from(("up1", "up2")),
    percent=st.integers(1, 60).map(Fraction),
    ceiling=st.one_of(st.none(), st.integers(0, 99)),
)
derivatives = st.builds(
    Derivatives,
    allowed=st.sampled_from((True, True, True, False)),
    reciprocal=st.one_of(st.none(), st.none(), st.frozensets(st.sampled_from(LICENCES))),
    ceiling=st.one_of(st.none(), st.integers(10, 90).map(Fraction)),
    minimum_fees=st.frozensets(
        st.builds(Fee, st.just("EUR"), st.integers(1, 9), st.sampled_from(("up1", "up2"))), max_size=2
    ),
    reviewed=st.booleans(),
    expires=st.one_of(st.none(), DAYS),
    direct_grant=st.booleans(),
)
made_up = st.builds(
    Terms,
    names=st.frozensets(st.sampled_from(("a", "b")), max_size=1),
    rules=st.tuples(*[rules for _ in Action]),
    duties=st.builds(
        Duties,
        attribute=st.frozensets(st.sampled_from(ATTRIBUTION)),
        label_ai=st.booleans(),
        report_every_days=st.one_of(st.none(), st.integers(1, 90)),
    ),
    prices=st.frozensets(prices, max_size=2),
    derivatives=derivatives,
    training=st.sampled_from(Training),
    moral_rights=st.frozensets(st.sampled_from(("full", "cc-4"))),
    binds_embedding=st.booleans(),
)
from_template = st.sampled_from(sorted(all_templates())).map(lambda name: all_templates()[name].terms)
terms = st.one_of(from_template, made_up)
