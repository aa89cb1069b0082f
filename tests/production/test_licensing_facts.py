"""What a decision knows from the record: earlier grants, reports, who is who, public licences; by what was known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from oeuvre.credentials import Authority
from oeuvre.licence import (
    Action,
    Basis,
    Duties,
    FieldUnfit,
    GrantFrozen,
    Limits,
    Price,
    QuoteRefused,
    Request,
    Rule,
    Terms,
    Tier,
    find_template,
)
from oeuvre.production import (
    AlreadyPublic,
    answer_as_dict,
    ask,
    find_grant,
    grant,
    granted_as_dict,
    grants_of,
    offer,
    read_price,
    report_use,
    standing_as_dict,
    standing_terms,
    state_terms,
    use_grant,
    withdraw,
)
from oeuvre.record import Work
from tests.production.licensed import DAY, MORNING, Desk, opened

SECOND = timedelta(seconds=30)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as found:
        yield found


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.open(tmp_path, now=MORNING)


def made(desk: Desk) -> Work:
    return desk.design((desk.piece("lantern", "CC0-1.0", "Z"), "emblem"), brief=desk.brief())


def stated(desk: Desk, work: Work, *, duties: Duties | None = None, **price: Any) -> None:
    """Reproducing is permitted for a price, with these duties."""
    told = Price(Basis.TIERED, "EUR", actions=frozenset({Action.REPRODUCE}), **price)
    terms = Terms(prices=frozenset({told}), duties=duties or Duties(), names=frozenset({"own"}))
    terms = terms.with_rules({Action.REPRODUCE: Rule(True)})
    state_terms(desk.record, desk.party("Ana Duarte"), work, terms)


def wish(desk: Desk, name: str, **more: Any) -> Request:
    """A request of somebody who was chosen from the record."""
    where: dict[str, Any] = {"territory": "FR", "purpose": "menus", **more}
    return Request(Action.REPRODUCE, party=name, party_id=desk.party(name).id, **where)


class TestTiersAndReports:
    def test_tiers_go_on_from_what_this_party_was_granted(self, desk: Desk, authority: Authority) -> None:
        work, ana = made(desk), desk.party("Ana Duarte")
        stated(desk, work, tiers=(Tier(0, 100), Tier(100, 50)))
        asked = wish(desk, "Le Fournil", units=100)
        totals = [
            grant(desk.record, authority, ana, work, asked, at=desk.clock.now + SECOND, legal_term=True).grant.total
            for _ in range(2)
        ]
        assert totals == [10_000, 5_000]
        # Another party begins at the first tier, and so does who only bears the name.
        for other in (wish(desk, "Le Moulin", units=100), replace(asked, party_id="")):
            quote = ask(desk.record, work, other, at=desk.clock.now + SECOND).quote
            assert quote is not None
            assert quote.total == 10_000

    def test_no_grant_follows_while_a_report_is_owed(self, desk: Desk, authority: Authority) -> None:
        work, ana = made(desk), desk.party("Ana Duarte")
        stated(desk, work, tiers=(Tier(0, 1),), duties=Duties(report_every_days=7))
        asked = wish(desk, "Le Fournil")
        first = grant(desk.record, authority, ana, work, asked, at=desk.clock.now + SECOND, legal_term=True)
        assert granted_as_dict(desk.record, first, "fr")["report_due"] is None
        desk.clock.now += DAY
        began = desk.clock.now
        use_grant(desk.record, ana, first, at=began)
        after = find_grant(desk.record, first.grant.id, at=began)
        assert after.report_due == began + 7 * DAY
        desk.clock.now += 60 * DAY
        late = ask(desk.record, work, asked, at=desk.clock.now)
        assert late.decision.reasons[0].clause == "duties.report-every-days"
        assert "rien n’a été déclaré depuis le 3\u00a0mars\u00a02026" in answer_as_dict(desk.record, late, "fr")["says"]
        assert ask(desk.record, work, wish(desk, "Le Moulin"), at=desk.clock.now).decision.permitted
        # A grant to the name would be theirs, and so is what they owe.
        named = ask(desk.record, work, replace(asked, party_id=""), at=desk.clock.now)
        assert named.decision.reasons[0].clause == "duties.report-every-days"
        told = report_use(desk.record, desk.party("Le Fournil"), first, units=1)
        assert told.reported is not None
        assert ask(desk.record, work, asked, at=desk.clock.now + DAY).decision.permitted


class TestExclusive:
    def offered(self, desk: Desk, *, exclusive: bool = True) -> Work:
        work = made(desk)
        price = read_price([Action.REPRODUCE], "EUR", amount="10")
        offer(desk.record, desk.party("Ana Duarte"), work, price, limits=Limits(exclusive=True) if exclusive else None)
        return work

    @pytest.mark.parametrize(
        ("asked", "free"),
        [
            ({"territory": "DE"}, True),
            ({"territory": "FR"}, False),
            ({"territory": "WORLD"}, False),
            ({"territory": ""}, False),
            ({"medium": "web"}, True),
            ({"medium": "poster"}, False),
        ],
    )
    def test_it_holds_for_its_places_and_media(
        self, desk: Desk, authority: Authority, asked: dict[str, str], free: bool
    ) -> None:
        work, ana = self.offered(desk), desk.party("Ana Duarte")
        mine = wish(desk, "A", medium="poster")
        grant(desk.record, authority, ana, work, mine, at=desk.clock.now + SECOND, legal_term=True)
        other = wish(desk, "B", **{"medium": "poster", **asked})
        answer = ask(desk.record, work, other, at=desk.clock.now + SECOND)
        assert answer.decision.permitted is free
        if not free:
            assert "l’a déjà\u00a0: A" in answer_as_dict(desk.record, answer, "fr")["says"]

    def test_it_holds_for_its_days(self, desk: Desk, authority: Authority) -> None:
        work, ana = self.offered(desk), desk.party("Ana Duarte")
        at = desk.clock.now + 30 * DAY
        grant(desk.record, authority, ana, work, wish(desk, "A"), at=at, until=at + 30 * DAY)
        desk.clock.now = at
        other = wish(desk, "B")
        # It was not known before, and a use that is over by then is another’s to have.
        early = at - 10 * DAY
        assert ask(desk.record, work, other, at=early, known_at=early).decision.permitted
        for moment, until, permitted in (
            (early, None, False),
            (early, early + DAY, True),
            (at + DAY, None, False),
            (at + DAY, at + 2 * DAY, False),
            (at + 31 * DAY, None, True),
        ):
            assert ask(desk.record, work, other, at=moment, until=until).decision.permitted is permitted

    def test_it_holds_for_every_version_of_the_work(self, desk: Desk, authority: Authority) -> None:
        design, ana = self.offered(desk), desk.party("Ana Duarte")
        edition = desk.edition(design)
        grant(desk.record, authority, ana, edition, wish(desk, "A"), at=desk.clock.now + SECOND, legal_term=True)
        for work in (design, edition, desk.edition(design)):
            assert not ask(desk.record, work, wish(desk, "B"), at=desk.clock.now + SECOND).decision.permitted
        assert ask(desk.record, self.offered(desk), wish(desk, "B"), at=desk.clock.now + SECOND).decision.permitted

    def test_it_holds_for_a_correction_of_the_work(self, desk: Desk, authority: Authority) -> None:
        design, ana = self.offered(desk), desk.party("Ana Duarte")
        new = desk.bytes("Four · 2", "application/vnd.oeuvre.design+json", "design", language="fr")
        mended = desk.act("edit", new, "draft", by=[(ana, "editor")], used=[(design, "edited")], project="four")
        grant(desk.record, authority, ana, design, wish(desk, "A"), at=desk.clock.now + SECOND, legal_term=True)
        assert not ask(desk.record, mended, wish(desk, "B"), at=desk.clock.now + SECOND).decision.permitted

    def test_it_is_of_what_stands_on_the_work_too(self, desk: Desk, authority: Authority) -> None:
        pia, ana = desk.party("Pia"), desk.party("Ana Duarte")
        photo = desk.piece("pain.jpg", "all-rights-reserved", "Pia", by="Pia", project="four")
        uses = [Action.REPRODUCE, Action.ADAPT, Action.DISTRIBUTE]
        own = replace(find_template("CC-BY-4.0").terms, names=frozenset({"own"}), moral_rights=frozenset({"full"}))
        state_terms(desk.record, pia, photo, own)
        desk.clock.now += DAY
        poster = desk.design((photo, "photograph"), brief=desk.brief())
        offer(desk.record, ana, poster, read_price([Action.REPRODUCE], "EUR", amount="5"))
        reserved = replace(find_template("all-rights-reserved").terms, names=frozenset({"own"}))
        state_terms(desk.record, pia, photo, reserved)
        offer(desk.record, pia, photo, read_price(uses, "EUR", amount="1000"), limits=Limits(exclusive=True))
        # Nobody has it alone while somebody has it in a poster, nor a poster that shows what somebody has alone.
        at = desk.clock.now + SECOND
        grant(desk.record, authority, ana, poster, wish(desk, "B"), at=at, until=at + DAY)
        desk.clock.now = at
        with pytest.raises(QuoteRefused):
            grant(desk.record, authority, pia, photo, wish(desk, "A"), at=at + SECOND, legal_term=True)
        desk.clock.now += 2 * DAY
        grant(desk.record, authority, pia, photo, wish(desk, "A"), at=desk.clock.now, legal_term=True)
        desk.clock.now += DAY
        other = ask(desk.record, poster, wish(desk, "B"), at=desk.clock.now)
        assert other.decision.reasons[0].fact == "held_by=A"
        assert ask(desk.record, poster, wish(desk, "A"), at=desk.clock.now).decision.permitted

    def test_it_outlasts_its_last_use(self, desk: Desk, authority: Authority) -> None:
        work, ana = self.offered(desk), desk.party("Ana Duarte")
        at = desk.clock.now + SECOND
        made = grant(desk.record, authority, ana, work, wish(desk, "A"), at=at, until=at + 90 * DAY, units=1)
        desk.clock.now += DAY
        after, _ = use_grant(desk.record, ana, made, at=desk.clock.now)
        assert after.left == 0
        assert not ask(desk.record, work, wish(desk, "B"), at=desk.clock.now).decision.permitted
        assert ask(desk.record, work, wish(desk, "B"), at=at + 91 * DAY).decision.permitted

    def test_no_grant_is_dated_before_anothers(self, desk: Desk, authority: Authority) -> None:
        work, ana = self.offered(desk), desk.party("Ana Duarte")
        at = desk.clock.now + 3 * DAY
        grant(desk.record, authority, ana, work, wish(desk, "A"), at=at, legal_term=True)
        with pytest.raises(FieldUnfit):
            grant(desk.record, authority, ana, work, wish(desk, "B"), at=at - DAY, until=at - DAY / 2)

    def test_nothing_is_exclusive_that_somebody_has(self, desk: Desk, authority: Authority) -> None:
        work, ana = self.offered(desk, exclusive=False), desk.party("Ana Duarte")
        price = read_price([Action.REPRODUCE], "EUR", amount="10")
        grant(desk.record, authority, ana, work, wish(desk, "A"), at=desk.clock.now + SECOND, legal_term=True)
        desk.clock.now += SECOND
        offer(desk.record, ana, work, price, limits=Limits(exclusive=True))
        with pytest.raises(QuoteRefused):
            grant(desk.record, authority, ana, work, wish(desk, "B"), at=desk.clock.now + SECOND, legal_term=True)

    def test_other_terms_do_not_end_it_and_erased_words_do_not(self, desk: Desk, authority: Authority) -> None:
        work, ana = self.offered(desk), desk.party("Ana Duarte")
        made = grant(desk.record, authority, ana, work, wish(desk, "A"), at=desk.clock.now + SECOND, legal_term=True)
        desk.record.erase_words(made.act.seq)
        (left,) = grants_of(desk.record, work, at=desk.clock.now)
        assert (left.receipt, left.licensee, left.grant.request.territory) == ("", desk.party("A").id, "FR")
        offer(desk.record, ana, work, read_price([Action.REPRODUCE], "EUR", amount="5"))
        assert not ask(desk.record, work, wish(desk, "B"), at=desk.clock.now + SECOND).decision.permitted
        assert ask(desk.record, work, wish(desk, "A"), at=desk.clock.now + SECOND).decision.permitted


class TestWhoIsWho:
    def test_a_price_for_members_is_the_partys_and_told_as_unproved(self, desk: Desk) -> None:
        work, ana = made(desk), desk.party("Ana Duarte")
        price = replace(read_price([Action.REPRODUCE], "EUR", amount="120"), member_amount=0)
        offer(desk.record, ana, work, price)
        at = desk.clock.now + SECOND
        typed = ask(desk.record, work, Request(Action.REPRODUCE, party="Ana Duarte"), at=at)
        chosen = ask(desk.record, work, wish(desk, "Ana Duarte"), at=at)
        assert typed.quote is not None
        assert chosen.quote is not None
        assert (typed.quote.total, chosen.quote.total) == (12_000, 0)
        notes = answer_as_dict(desk.record, chosen, "fr")["notes"]
        assert any("rien ne le prouve" in note for note in notes)
        assert not any("rien ne le prouve" in note for note in answer_as_dict(desk.record, typed, "fr")["notes"])

    def test_a_client_nobody_chose_opens_no_commissioned_work(self, desk: Desk) -> None:
        brief = desk.brief(client="Le Fournil")
        work = desk.design((desk.piece("lantern", "CC0-1.0", "Z"), "emblem"), brief=brief)
        terms = find_template("commissioned-work").terms
        # Stated on a record that knew the client only by the brief.
        assert desk.record.find_party("Le Fournil") is None
        state_terms(desk.record, desk.party("Ana Duarte"), work, terms, template="commissioned-work")
        client = desk.record.find_party("Le Fournil")
        assert client is not None
        at = desk.clock.now + SECOND
        assert not ask(desk.record, work, Request(Action.REPRODUCE, party="Le Fournil"), at=at).decision.permitted
        asked = Request(Action.REPRODUCE, party_id=client.id)
        assert ask(desk.record, work, asked, at=at).decision.permitted


class TestPublicLicences:
    def published(self, desk: Desk) -> Work:
        work = made(desk)
        by = find_template("CC-BY-4.0")
        state_terms(desk.record, desk.party("Ana Duarte"), work, by.terms, template=by.id)
        desk.clock.now += DAY
        return work

    @pytest.mark.parametrize("deed", ["withdraw", "withdraw-some", "reserve"])
    def test_whoever_has_a_copy_keeps_it_and_nothing_new_is_granted(
        self, desk: Desk, authority: Authority, deed: str
    ) -> None:
        work, ana = self.published(desk), desk.party("Ana Duarte")
        learn = Request(Action.AI_TRAINING, party="Lab", territory="WORLD", purpose="research")
        early = desk.clock.now
        if deed == "reserve":
            reserved = find_template("all-rights-reserved")
            state_terms(desk.record, ana, work, reserved.terms, template=reserved.id)
        else:
            withdraw(desk.record, ana, work, actions=[Action.AI_TRAINING] if deed == "withdraw-some" else ())
        at = desk.clock.now + SECOND
        answer = ask(desk.record, work, learn, at=at)
        assert answer.decision.permitted
        assert answer.published is not None
        value = answer_as_dict(desk.record, answer, "fr")
        assert "Une licence publique ne se reprend pas" in value["notes"][0]
        standing = standing_terms(desk.record, work, at=at)
        assert "3\u00a0mars\u00a02026" in standing_as_dict(desk.record, standing, "fr")["published"]
        with pytest.raises(GrantFrozen):
            grant(desk.record, authority, ana, work, learn, at=at, legal_term=True)
        assert ask(desk.record, work, learn, at=early).published is None

    def test_a_price_since_says_what_is_free(self, desk: Desk) -> None:
        work, ana = made(desk), desk.party("Ana Duarte")
        free = find_template("CC-BY-NC-4.0")
        state_terms(desk.record, ana, work, free.terms, template=free.id)
        desk.clock.now += DAY
        offer(desk.record, ana, work, read_price([Action.REPRODUCE], "EUR", amount="100"))
        answer = ask(desk.record, work, wish(desk, "A"), at=desk.clock.now + SECOND)
        assert answer_as_dict(desk.record, answer, "en")["says"].startswith("Yes: nothing to pay for whoever has")
        sold = ask(desk.record, work, wish(desk, "A", commercial=True), at=desk.clock.now + SECOND)
        assert sold.published is None

    def test_nobody_has_alone_what_everybody_was_given(self, desk: Desk, authority: Authority) -> None:
        work, ana = self.published(desk), desk.party("Ana Duarte")
        price = read_price([Action.REPRODUCE], "EUR", amount="1000")
        offer(desk.record, ana, work, price, limits=Limits(exclusive=True))
        desk.clock.now += DAY
        with pytest.raises(AlreadyPublic) as refused:
            grant(desk.record, authority, ana, work, wish(desk, "A"), at=desk.clock.now, legal_term=True)
        assert "CC-BY-4.0" in refused.value.message("fr")

    def test_a_place_is_a_code(self, desk: Desk) -> None:
        work = made(desk)
        with pytest.raises(FieldUnfit) as refused:
            ask(desk.record, work, wish(desk, "A", territory="FRANCE"))
        assert "FR pour" in refused.value.message("fr")

    def test_what_was_never_public_is_taken_back(self, desk: Desk) -> None:
        work, ana = made(desk), desk.party("Ana Duarte")
        offer(desk.record, ana, work, read_price([Action.REPRODUCE], "EUR", amount="10"))
        withdraw(desk.record, ana, work)
        answer = ask(desk.record, work, wish(desk, "A"), at=desk.clock.now + SECOND)
        assert not answer.decision.permitted
        assert standing_as_dict(desk.record, answer.standing, "en")["published"] is None
