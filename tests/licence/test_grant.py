"""Ask, quote, grant: every price is enforced, a split sums up, anybody verifies a receipt and nobody bends it."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.licence import (
    OPEN,
    Action,
    Basis,
    CurrenciesDiffer,
    Edge,
    Event,
    EventKind,
    Facts,
    Fee,
    FieldUnfit,
    GrantForged,
    GrantFrozen,
    GrantSpent,
    GrantUnreadable,
    Limits,
    Part,
    Price,
    Quote,
    QuoteRefused,
    Request,
    Rule,
    SharesUnfit,
    Terms,
    Tier,
    Training,
    Unpriced,
    Use,
    key_id,
    left_of,
    make_grant,
    meter,
    quote,
    quote_as_dict,
    read_grant,
    sign_grant,
    split_amount,
    tiered,
)

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)
KEY, OTHER = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
ALONE = {"w": {"ana": Fraction(1)}, "up": {"bo": Fraction(1)}}
SALE = Request(Action.DISTRIBUTE, party="zoe", commercial=True, units=10)


def priced(*prices: Price, **fields: Any) -> Terms:
    return replace(OPEN, prices=frozenset(prices), **fields)


def ask(terms: Terms, request: Request = SALE, facts: Facts | None = None, **more: Any) -> Quote:
    return quote("w", terms, request, facts or Facts(), NOON, more.pop("shares", ALONE), **more)


class TestPrices:
    def test_flat_and_per_use_and_per_unit(self) -> None:
        for basis, total in ((Basis.FLAT, 70), (Basis.PER_USE, 70), (Basis.PER_UNIT, 700)):
            assert ask(priced(Price(basis, "EUR", 70))).total == total

    def test_members_pay_their_own_price(self) -> None:
        terms = priced(Price(Basis.PER_UNIT, "EUR", 70, member_amount=0))
        assert ask(terms, facts=Facts(member=True)).total == 0
        assert ask(terms).total == 700

    def test_a_share_of_revenue_stops_at_its_ceiling(self) -> None:
        share = Price(Basis.REVENUE_SHARE, "EUR", percent=Fraction("33.33"), ceiling=400)
        assert ask(priced(share), revenue=1000).total == 333
        assert ask(priced(share), revenue=5000).total == 400

    def test_a_guarantee_fills_up_to_its_minimum(self) -> None:
        share = Price(Basis.REVENUE_SHARE, "EUR", percent=Fraction(10))
        least = Price(Basis.MINIMUM_GUARANTEE, "EUR", 150)
        assert ask(priced(share, least), revenue=1000).total == 150
        assert ask(priced(share, least), revenue=9000).total == 900

    def test_tiers(self) -> None:
        tiers = (Tier(0, 10), Tier(5, 4), Tier(8, 1))
        assert ask(priced(Price(Basis.TIERED, "EUR", tiers=tiers))).total == 5 * 10 + 3 * 4 + 2 * 1
        assert tiered(tiers, 4, 2) == 14
        assert tiered(tiers, 100, 3) == 3

    def test_only_actions_that_cost_it(self) -> None:
        terms = priced(Price(Basis.FLAT, "EUR", 70, actions=frozenset({Action.AI_TRAINING})))
        assert ask(terms).total == 0
        assert ask(terms, Request(Action.AI_TRAINING)).total == 70

    def test_a_minimum_fee_is_never_waived(self) -> None:
        fees = replace(OPEN.derivatives, minimum_fees=frozenset({Fee("EUR", 500, "up")}))
        made = ask(priced(derivatives=fees), Request(Action.ADAPT))
        assert (made.total, made.split) == (500, (Part("up", "bo", 500),))

    def test_pay_without_a_price(self) -> None:
        with pytest.raises(Unpriced):
            ask(priced(training=Training.TRAIN_WITH_PAY), Request(Action.AI_TRAINING))

    def test_nothing_is_converted(self) -> None:
        with pytest.raises(CurrenciesDiffer):
            ask(priced(Price(Basis.FLAT, "EUR", 1), Price(Basis.FLAT, "USD", 1)))

    def test_what_is_refused_has_no_price(self) -> None:
        with pytest.raises(QuoteRefused) as caught:
            ask(OPEN.with_rules({Action.COMMERCIALISE: Rule(False)}))
        assert caught.value.exit_code == 3
        assert "use commercially" in caught.value.message("en")

    def test_no_units_and_no_revenue_below_nothing(self) -> None:
        with pytest.raises(FieldUnfit):
            Request(Action.USE, units=0)
        with pytest.raises(FieldUnfit) as caught:
            ask(OPEN, revenue=-1)
        assert caught.value.message("fr")

    def test_is_told_to_programs_and_people(self) -> None:
        fees = replace(OPEN.derivatives, minimum_fees=frozenset({Fee("EUR", 500, "up")}))
        made = ask(priced(derivatives=fees), Request(Action.ADAPT))
        told = quote_as_dict(made, "fr")
        assert (told["total"], told["currency"], told["split"]) == (
            500,
            "EUR",
            [{"work": "up", "party": "bo", "amount": 500}],
        )
        assert told["decision"]["duties"][0]["says"] != quote_as_dict(made)["decision"]["duties"][0]["says"]
        assert json.loads(json.dumps(told)) == told


class TestShares:
    SHARE = Price(Basis.REVENUE_SHARE, "EUR", percent=Fraction(10), of="up")

    def test_a_share_of_the_revenue_is_not_taken_again_of_the_works_own_price(self) -> None:
        terms = priced(self.SHARE, Price(Basis.FLAT, "EUR", 10000))
        edges = [Edge("w", "up", Fraction(10))]
        made = ask(terms, revenue=100000, edges=edges)
        assert made.split == (Part("up", "bo", 10000), Part("w", "ana", 10000))
        assert {(line.work, line.base) for line in made.lines} == {("up", "revenue"), ("w", "")}

    def test_where_nobody_tells_the_revenue_it_is_of_what_the_work_is_paid(self) -> None:
        terms = priced(self.SHARE, Price(Basis.FLAT, "EUR", 10000))
        made = ask(terms, edges=[Edge("w", "up", Fraction(10))])
        assert made.split == (Part("up", "bo", 1000), Part("w", "ana", 9000))
        assert {(line.work, line.base) for line in made.lines} == {("up", "receipts"), ("w", "")}

    def test_of_two_shares_of_one_work_the_larger_counts(self) -> None:
        other = replace(self.SHARE, percent=Fraction(15), actions=frozenset({Action.DISTRIBUTE}))
        made = ask(priced(self.SHARE, other), revenue=1000)
        assert [(line.work, line.amount) for line in made.lines] == [("up", 150)]

    def test_a_ceiling_counts_in_all_that_a_party_paid(self) -> None:
        terms = priced(replace(self.SHARE, ceiling=5000))
        paid = [
            ask(terms, revenue=100000, facts=Facts(paid={("up", "EUR"): before})).total for before in (0, 3000, 5000)
        ]
        assert paid == [5000, 2000, 0]
        # What was paid in another currency, or for another work, is something else.
        assert ask(terms, revenue=100000, facts=Facts(paid={("up", "USD"): 5000, ("w", "EUR"): 5000})).total == 5000


class TestSplit:
    def test_goes_up_the_lineage(self) -> None:
        made = ask(priced(Price(Basis.FLAT, "EUR", 1000)), edges=[Edge("w", "up", Fraction(10))])
        assert made.split == (Part("up", "bo", 100), Part("w", "ana", 900))

    def test_three_equal_writers_share_every_unit(self) -> None:
        parts = split_amount(1_000_000, "w", {"w": dict.fromkeys("abc", Fraction(1))})
        assert [part.amount for part in parts] == [333_334, 333_333, 333_333]

    def test_diamond(self) -> None:
        ten = Fraction(10)
        edges = [
            Edge("E", "B", ten),
            Edge("E", "C", ten),
            Edge("B", "X", ten),
            Edge("C", "X", ten),
            Edge("X", "A", ten),
        ]
        parts = split_amount(1000, "E", {work: {work: Fraction(1)} for work in "ABCEX"}, edges)
        assert {part.work: part.amount for part in parts} == {"E": 800, "B": 90, "C": 90, "X": 18, "A": 2}

    @pytest.mark.parametrize(
        ("shares", "edges"),
        [
            ({}, []),
            ({"w": {"ana": Fraction(-1), "bo": Fraction(2)}}, []),
            (ALONE, [Edge("w", "up", Fraction(101))]),
            (ALONE, [Edge("w", "up", Fraction(-1))]),
            (ALONE, [Edge("w", "up", Fraction(1)), Edge("up", "w", Fraction(1))]),
        ],
    )
    def test_shares_that_split_nothing(self, shares: Any, edges: list[Edge]) -> None:
        with pytest.raises(SharesUnfit):
            split_amount(100, "w", shares, edges)

    def test_a_lineage_of_many_paths(self) -> None:
        """Sixty diamonds in a row: 2 ** 60 paths, 181 works."""
        edges, shares = [], {"n0": {"n0": Fraction(1)}}
        for step in range(60):
            for side in ("l", "r"):
                edges += [Edge(f"n{step}", f"{side}{step}", Fraction(10))]
                edges += [Edge(f"{side}{step}", f"n{step + 1}", Fraction(10))]
                shares[f"{side}{step}"] = {"p": Fraction(1)}
            shares[f"n{step + 1}"] = {"p": Fraction(1)}
        assert sum(part.amount for part in split_amount(10**18, "n0", shares, edges)) == 10**18

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 10**18), st.lists(st.integers(1, 99), min_size=1, max_size=6), st.integers(0, 100))
    def test_no_unit_is_lost(self, amount: int, weights: list[int], percent: int) -> None:
        shares = {"w": {str(index): Fraction(one, 7) for index, one in enumerate(weights)}, "up": {"bo": Fraction(1)}}
        assert sum(p.amount for p in split_amount(amount, "w", shares, [Edge("w", "up", Fraction(percent))])) == amount


BOUND = OPEN.with_rules(
    {Action.DISTRIBUTE: Rule(True, Limits(count=25, not_before=NOON - DAY, not_after=NOON + 9 * DAY))}
)


def granted(terms: Terms = BOUND, events: tuple[Event, ...] = (), at: datetime = NOON, **more: Any) -> Any:
    return make_grant(ask(terms, **more), terms, events, "maison", at, "g-1")


class TestReceipts:
    def test_is_read_back_whole_by_whoever_has_the_public_key(self) -> None:
        grant = granted()
        receipt = sign_grant(grant, KEY)
        assert read_grant(receipt, KEY.public_key()) == grant
        assert jwt.get_unverified_header(receipt) == {
            "alg": "ES256",
            "typ": "oeuvre-grant+jwt",
            "kid": key_id(KEY.public_key()),
        }
        assert (grant.count, grant.expires, grant.digest) == (25, NOON + 9 * DAY, BOUND.digest)

    def test_another_key_or_a_changed_byte_is_seen(self) -> None:
        receipt = sign_grant(granted(), KEY)
        with pytest.raises(GrantForged):
            read_grant(receipt, OTHER.public_key())
        head, body, signature = receipt.split(".")
        claims = json.loads(urlsafe_b64decode(body + "=="))
        bent = urlsafe_b64encode(json.dumps(claims | {"count": 10**6}).encode()).rstrip(b"=").decode()
        with pytest.raises(GrantForged):
            read_grant(f"{head}.{bent}.{signature}", KEY.public_key())

    def test_no_other_algorithm_is_taken(self) -> None:
        claims = {"iss": "m", "sub": "w", "jti": "1", "iat": 0}
        for forged in (jwt.encode(claims, None, algorithm="none"), jwt.encode(claims, "s" * 40, algorithm="HS256")):
            with pytest.raises((GrantForged, GrantUnreadable)):
                read_grant(forged, KEY.public_key())

    @pytest.mark.parametrize("text", ["", "a.b.c", "x" * 200_000, "é"])
    def test_what_is_no_receipt(self, text: str) -> None:
        with pytest.raises(GrantUnreadable) as caught:
            read_grant(text, KEY.public_key())
        assert caught.value.message("fr")

    def test_a_token_for_something_else(self) -> None:
        claims = {"iss": "m", "sub": "w", "jti": "1", "iat": 0}
        for headers in ({}, {"typ": "oeuvre-grant+jwt"}):
            with pytest.raises(GrantUnreadable):
                read_grant(jwt.encode(claims, KEY, algorithm="ES256", headers=headers), KEY.public_key())


class TestMetering:
    def test_counts_down_and_a_use_told_twice_is_one(self) -> None:
        grant = granted()
        first = Use("u1", NOON, 20)
        assert meter(grant, SALE, first, []) == 5
        assert meter(grant, SALE, first, [first]) == 5
        assert left_of(grant, [first, first]) == 5
        with pytest.raises(GrantSpent) as caught:
            meter(grant, SALE, Use("u2", NOON, 6), [first])
        assert caught.value.values["reason"] == "used-up"

    @pytest.mark.parametrize(("at", "reason"), [(NOON - DAY, "not-begun"), (NOON + 10 * DAY, "expired")])
    def test_holds_from_its_first_moment_to_its_last(self, at: datetime, reason: str) -> None:
        with pytest.raises(GrantSpent) as caught:
            meter(granted(), SALE, Use("u", at), [])
        assert caught.value.values["reason"] == reason
        assert caught.value.message("fr") != caught.value.message("en")

    @pytest.mark.parametrize(
        "other", [{"party": "ana"}, {"action": Action.ADAPT}, {"territory": "US"}, {"by_model": True}]
    )
    def test_covers_what_was_asked_and_no_more(self, other: dict[str, Any]) -> None:
        with pytest.raises(GrantSpent):
            meter(granted(), replace(SALE, **other), Use("u", NOON), [])
        assert meter(granted(), replace(SALE, commercial=False), Use("u", NOON), []) == 24


class TestFreezing:
    @pytest.mark.parametrize("kind", [EventKind.WITHDRAWN, EventKind.DISPUTED])
    def test_no_new_grant_and_the_old_one_goes_on(self, kind: EventKind) -> None:
        before = granted()
        event = Event(kind, NOON + DAY, NOON + DAY)
        with pytest.raises(GrantFrozen):
            granted(events=(event,), at=NOON + DAY)
        assert meter(before, SALE, Use("u", NOON + 2 * DAY), []) == 24
        assert granted(events=(event,), at=NOON) == before

    def test_a_quote_is_held_for_its_time_and_its_terms(self) -> None:
        with pytest.raises(GrantSpent):
            granted(at=NOON + DAY, until=NOON)
        with pytest.raises(GrantSpent):
            make_grant(ask(BOUND), OPEN, (), "maison", NOON, "g-1")
