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
from oeuvre.production import Answer, ask, grant, offer, standing_terms, terms_lines
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
