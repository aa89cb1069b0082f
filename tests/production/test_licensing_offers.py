"""Prices with limits of their own: two territories at two prices stand side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from oeuvre.credentials import Authority
from oeuvre.foundation import LANGUAGES
from oeuvre.licence import Action, Limits, Price, Request, Unpriced, read_terms, terms_as_dict
from oeuvre.licence import Basis as PricedBy
from oeuvre.production import (
    Answer,
    NothingPriced,
    PriceForbidden,
    ask,
    grant,
    offer,
    permit,
    standing_as_dict,
    standing_terms,
    take_back,
    terms_lines,
)
from oeuvre.record import Work
from tests.production.licensed import DAY, MORNING, Desk, opened

PRINT = frozenset({Action.REPRODUCE})
FLAT = Price(PricedBy.FLAT, "EUR", 10000, actions=PRINT)
EACH = Price(PricedBy.PER_UNIT, "EUR", 100, actions=PRINT)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as found:
        yield found


def within(*places: str, **more: object) -> Limits:
    return Limits(territories=frozenset(places), **more)  # type: ignore[arg-type]


def offered(desk: Desk, *offers: tuple[Price, Limits | None]) -> Work:
    design = desk.design((desk.piece("lune", "CC0-1.0", "Lorc"), "emblem"), brief=desk.brief())
    for price, limits in offers:
        offer(desk.record, desk.party("Ana Duarte"), design, price, limits=limits)
        desk.clock.now += DAY
    return design


def asked(desk: Desk, work: Work, territory: str, units: int = 3, medium: str = "") -> Answer:
    request = Request(Action.REPRODUCE, party="Shop", territory=territory, units=units, medium=medium)
    return ask(desk.record, work, request, at=desk.clock.now)


def total(answer: Answer) -> int | None:
    return None if answer.quote is None else answer.quote.total


def test_two_territories_stand_side_by_side_at_two_prices(desk: Desk) -> None:
    design = offered(desk, (FLAT, within("FR", "BE")), (EACH, within("US")))
    assert [total(asked(desk, design, place)) for place in ("FR", "BE", "US")] == [10000, 10000, 300]
    refused = asked(desk, design, "JP")
    assert (refused.decision.permitted, refused.decision.reasons[0].clause) == (False, "actions.reproduce.territories")


def test_an_offer_gives_way_to_one_that_is_for_all_that_it_was_for(desk: Desk) -> None:
    cheaper = replace(FLAT, amount=8000)
    design = offered(desk, (FLAT, within("FR")), (EACH, within("US")), (cheaper, within("FR", "BE")))
    assert [total(asked(desk, design, place)) for place in ("FR", "BE", "US")] == [8000, 8000, 300]
    # Where two of one kind are for the same use, it costs the higher and never both.
    wider = offered(desk, (replace(FLAT, amount=12000), within("FR", "BE")), (FLAT, within("FR", "CH")))
    assert [total(asked(desk, wider, place)) for place in ("FR", "BE", "CH")] == [12000, 12000, 10000]


def test_what_no_price_is_for_is_not_to_be_had(desk: Desk) -> None:
    web = frozenset({"web"})
    design = offered(desk, (FLAT, within("FR", media=frozenset({"print"}))), (EACH, within("US", media=web)))
    assert total(asked(desk, design, "FR", medium="print")) == 10000
    none = asked(desk, design, "FR", medium="web")
    assert isinstance(none.error, Unpriced)
    assert none.quote is None


def test_a_grant_is_within_the_limits_of_the_price_that_it_is_at(desk: Desk, tmp_path: Path) -> None:
    end = datetime(2099, 1, 1, tzinfo=UTC)
    design = offered(desk, (FLAT, within("FR", not_after=end, exclusive=True)), (EACH, within("US")))
    authority, ana = Authority.open(tmp_path, now=MORNING), desk.party("Ana Duarte")
    request = Request(Action.REPRODUCE, party="Shop", territory="FR", purpose="advertising")
    until = end + timedelta(days=300)
    made = grant(desk.record, authority, ana, design, request, until=until)
    assert made.grant.expires == end
    assert made.act.settings["exclusive"] is True


def test_limits_of_a_price_are_kept_written_and_told(desk: Desk) -> None:
    design = offered(desk, (FLAT, within("FR")), (EACH, within("US", count=50)))
    terms = standing_terms(desk.record, design).terms
    assert read_terms(terms_as_dict(terms)) == terms
    for language in LANGUAGES:
        lines = [line for line in terms_lines(desk.record, terms, language) if "100" in line or "1" in line]
        assert any("FR" in line and "US" not in line for line in lines)
        assert any("US" in line and "50" in line for line in lines)


BOTH = frozenset({Action.REPRODUCE, Action.COMMERCIALISE})


def test_a_price_over_more_actions_takes_the_place_of_the_one_for_some(desk: Desk) -> None:
    design = offered(desk, (EACH, within("FR")), (replace(EACH, actions=BOTH), within("FR")))
    assert len(standing_terms(desk.record, design).terms.prices) == 1
    assert total(asked(desk, design, "FR", units=40)) == 4000
    # Told the other way round, both stand, and a use costs the higher of those that are for it.
    other = offered(desk, (replace(EACH, actions=BOTH), within("FR")), (EACH, within("FR")))
    assert total(asked(desk, other, "FR", units=40)) == 4000


def test_prices_are_taken_back_and_what_none_is_left_for_is_permitted_no_more(desk: Desk) -> None:
    design = offered(desk, (FLAT, within("FR")), (EACH, within("US")))
    ana = desk.party("Ana Duarte")
    take_back(desk.record, ana, design, territories=["us"])
    desk.clock.now += DAY
    assert (total(asked(desk, design, "FR")), total(asked(desk, design, "US"))) == (10000, None)
    with pytest.raises(NothingPriced):
        take_back(desk.record, ana, design, actions=[Action.ADAPT])
    take_back(desk.record, ana, design)
    desk.clock.now += DAY
    assert not asked(desk, design, "FR").decision.permitted
    assert standing_terms(desk.record, design).terms.prices == frozenset()


def test_a_price_for_what_a_piece_prohibits_is_refused_with_the_permission_that_it_takes(desk: Desk) -> None:
    photo = desk.piece("usine.jpg", "CC-BY-NC-4.0", "Jonas Lind", by="Ana Duarte", project="four")
    design = desk.design((photo, "photograph"), brief=desk.brief())
    ana = desk.party("Ana Duarte")
    with pytest.raises(PriceForbidden) as refused:
        offer(desk.record, ana, design, replace(FLAT, actions=BOTH))
    for language in LANGUAGES:
        assert "usine.jpg" in refused.value.message(language)
        assert '--by "Jonas Lind" --clause actions.commercialise' in refused.value.remedy(language)
    offer(desk.record, ana, design, FLAT)
    desk.clock.now += DAY
    told = standing_as_dict(desk.record, standing_terms(desk.record, design), "fr")["cautions"]
    assert [one["kind"] for one in told] == ["noncommercial-price"]
    clauses = ["actions.commercialise"]
    permit(desk.record, ana, photo, "Jonas Lind", clauses, result=design.id, because="By letter of 2 March.")
    desk.clock.now += DAY
    offer(desk.record, ana, design, replace(FLAT, actions=BOTH))
    desk.clock.now += DAY
    sold = Request(Action.REPRODUCE, party="Shop", territory="FR", commercial=True)
    assert total(ask(desk.record, design, sold, at=desk.clock.now)) == 10000
    # For another work of the same picture nothing was permitted.
    with pytest.raises(PriceForbidden):
        offer(desk.record, ana, desk.design((photo, "photograph"), brief=desk.brief()), replace(FLAT, actions=BOTH))
