"""Asking for a use of a work, granting it on a signed receipt, and counting uses against that."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from oeuvre.credentials import Authority, read_anchors, vouched_key
from oeuvre.credentials.certificates import read_pair
from oeuvre.licence import (
    Action,
    FieldUnfit,
    GrantForged,
    GrantFrozen,
    GrantSpent,
    GrantUnreadable,
    Limits,
    QuoteRefused,
    Request,
    find_template,
    receipt_chain,
)
from oeuvre.production import (
    GrantUnknown,
    MomentUnfit,
    NotTheHolder,
    SignerUnknown,
    answer_as_dict,
    ask,
    dispute,
    find_grant,
    free_money,
    grant,
    granted_as_dict,
    grants_of,
    hold_money,
    offer,
    open_books,
    percent_asked,
    permit,
    read_moment,
    read_price,
    read_receipt,
    receive,
    run_books,
    settle,
    state_terms,
    use_grant,
    withdraw,
)
from oeuvre.record import Record, Work
from tests.production.licensed import DAY, MORNING, Desk, opened

PRINT = Request(Action.REPRODUCE, party="Le Fournil", territory="FR", purpose="packaging")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as found:
        yield found


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority.open(tmp_path, now=MORNING)


def offered(desk: Desk, **limits: object) -> Work:
    """A design that may be reproduced in France for 120 euros, three times a grant unless limits say otherwise."""
    design = desk.design((desk.piece("lantern", "CC-BY-3.0", "Delapouite"), "emblem"), brief=desk.brief())
    price = read_price([Action.REPRODUCE], "EUR", amount="120")
    within = Limits(**{"territories": frozenset({"FR"}), "count": 3, **limits})  # type: ignore[arg-type]
    offer(desk.record, desk.party("Ana Duarte"), design, price, limits=within)
    return design


def later(desk: Desk) -> dict[str, object]:
    return {"at": desk.clock.now + DAY, "legal_term": True}


class TestAsking:
    def test_yes_for_how_much_and_who_gets_what(self, desk: Desk) -> None:
        answer = ask(desk.record, offered(desk), PRINT, at=desk.clock.now)
        value = answer_as_dict(desk.record, answer, "fr")
        assert (value["allowed"], value["quote"]["total"], value["quote"]["money"]) == (True, 12000, "120,00\u00a0€")
        assert sum(part["amount"] for part in value["quote"]["split"]) == 12000
        assert {part["name"] for part in value["quote"]["split"]} == {"Ana Duarte"}
        assert value["says"] == "Oui, pour 120,00\u00a0€."

    def test_no_names_the_clause_and_the_fact(self, desk: Desk) -> None:
        answer = ask(desk.record, offered(desk), Request(Action.REPRODUCE, territory="US"), at=desk.clock.now)
        value = answer_as_dict(desk.record, answer, "en")
        assert (value["allowed"], value["quote"]) == (False, None)
        assert value["reasons"][0]["clause"] == "actions.reproduce.territories"
        assert "US" in value["says"]

    def test_as_known_then(self, desk: Desk) -> None:
        design = offered(desk)
        before = desk.clock.now - DAY
        assert not ask(desk.record, design, PRINT, at=desk.clock.now, known_at=before).decision.permitted

    def test_a_commissioned_work_is_for_its_commissioner(self, desk: Desk) -> None:
        brief = desk.brief(client="Le Fournil")
        design = desk.design((desk.piece("lantern", "CC-BY-3.0", "Delapouite"), "emblem"), brief=brief)
        terms = find_template("commissioned-work").terms
        state_terms(desk.record, desk.party("Ana Duarte"), brief, terms, template="commissioned-work")
        moment = desk.clock.now + DAY
        fournil = desk.record.find_party("Le Fournil")
        assert fournil is not None
        asked = [Request(Action.REPRODUCE, party_id=fournil.id)]
        asked += [Request(Action.REPRODUCE, party=name) for name in ("Le Fournil", "Le Moulin")]
        assert [ask(desk.record, design, one, at=moment).decision.permitted for one in asked] == [True, False, False]

    def test_a_share_of_revenue_that_a_piece_asks_goes_to_its_author(self, desk: Desk) -> None:
        photo = desk.piece("four.jpg", "commercial-with-share", "Awa Sow", by="Ana Duarte")
        design = desk.design((photo, "photograph"), brief=desk.brief())
        selling = Request(Action.REPRODUCE, commercial=True)
        answer = ask(desk.record, design, selling, at=desk.clock.now + DAY, revenue=100_000)
        assert answer.quote is not None
        assert sum(part.amount for part in answer.quote.split) == answer.quote.total
        found = [desk.record.find_party(part.party) for part in answer.quote.split if part.work == photo.id]
        owed = {party.name for party in found if party is not None}
        assert owed == {"Awa Sow"}


class TestGranting:
    def test_the_receipt_is_read_offline_and_says_what_was_asked(self, desk: Desk, authority: Authority) -> None:
        made = grant(desk.record, authority, desk.party("Ana Duarte"), offered(desk), PRINT, **later(desk))  # type: ignore[arg-type]
        read = read_receipt(made.receipt, read_anchors(authority.home))
        fournil = desk.record.find_party("Le Fournil")
        assert fournil is not None
        asked = replace(PRINT, party_id=fournil.id)
        assert (read.own, read.grant.request, read.grant.count, read.grant.total) == (True, asked, 3, 12000)
        assert read.grant.term == "legal"
        lines: Any = made.act.settings["lines"]
        (line,) = lines
        assert (line["work"], line["basis"], line["amount"]) == (made.grant.work, "flat", 12000)
        assert made.receipt not in str(made.act.settings)

    def test_a_receipt_outlives_the_renewal_of_the_key(self, desk: Desk, authority: Authority) -> None:
        made = grant(
            desk.record, authority, desk.party("Ana Duarte"), offered(desk), PRINT, at=desk.clock.now, legal_term=True
        )
        authority.renew(new_root=True)
        assert read_receipt(made.receipt, read_anchors(authority.home)).own
        # At a moment when the certificate did not hold, nobody vouches for it.
        chain, issued = receipt_chain(made.receipt)
        assert vouched_key(chain, read_anchors(authority.home), issued - 9 * DAY) is None

    def test_nobody_elses_receipt_passes(self, desk: Desk, authority: Authority, tmp_path: Path) -> None:
        made = grant(desk.record, authority, desk.party("Ana Duarte"), offered(desk), PRINT, legal_term=True)
        stranger = Authority.open(tmp_path / "other")
        with pytest.raises(SignerUnknown):
            read_receipt(made.receipt, read_anchors(stranger.home))
        head, body, seal = made.receipt.split(".")
        forged = ".".join((head, body, seal[:-6] + ("AAAAAA" if seal[-6:] != "AAAAAA" else "BBBBBB")))
        with pytest.raises(GrantForged):
            read_receipt(forged, read_anchors(authority.home))
        with pytest.raises(GrantUnreadable):
            read_receipt("eyJ.eyJ.x", read_anchors(authority.home))

    def test_what_is_refused_frozen_or_to_nobody_is_not_granted(self, desk: Desk, authority: Authority) -> None:
        ana, design = desk.party("Ana Duarte"), offered(desk)
        head = desk.record.head()
        with pytest.raises(QuoteRefused):
            grant(desk.record, authority, ana, design, Request(Action.ADAPT, party="X"), **later(desk))  # type: ignore[arg-type]
        with pytest.raises(FieldUnfit):
            grant(desk.record, authority, ana, design, Request(Action.REPRODUCE, territory="FR"), **later(desk))  # type: ignore[arg-type]
        assert desk.record.head() == head
        dispute(desk.record, desk.party("Awa Sow"), design, "It is mine.")
        with pytest.raises(GrantFrozen):
            grant(desk.record, authority, ana, design, PRINT, **later(desk))  # type: ignore[arg-type]

    def test_one_exclusive_holder_at_a_time(self, desk: Desk, authority: Authority) -> None:
        design, ana = offered(desk, exclusive=True), desk.party("Ana Duarte")
        at = desk.clock.now + DAY
        grant(desk.record, authority, ana, design, PRINT, at=at, until=at + 30 * DAY)
        other = Request(Action.REPRODUCE, party="Le Moulin", territory="FR")
        assert not ask(desk.record, design, other, at=at + DAY).decision.permitted
        # The name is not the party: whoever types it is nobody known.
        assert not ask(desk.record, design, PRINT, at=at + DAY).decision.permitted
        mine = replace(PRINT, party_id=desk.party("Le Fournil").id)
        assert ask(desk.record, design, mine, at=at + DAY).decision.permitted
        assert ask(desk.record, design, other, at=at + 31 * DAY).decision.permitted

    @pytest.mark.parametrize(("per", "asked", "paid_for"), [("unit", 5, 5), ("use", 5, 1), ("flat", 5, None)])
    def test_a_price_by_count_buys_no_more_than_it_counts(
        self, desk: Desk, authority: Authority, per: str, asked: int, paid_for: int | None
    ) -> None:
        ana, design = desk.party("Ana Duarte"), desk.design(brief=desk.brief())
        offer(desk.record, ana, design, read_price([Action.REPRODUCE], "EUR", amount="2", per=per))
        request = Request(Action.REPRODUCE, party="Le Fournil", territory="FR", purpose="menus", units=asked)
        made = grant(desk.record, authority, ana, design, request, at=desk.clock.now, legal_term=True)
        assert (made.grant.count, made.grant.total) == (paid_for, 200 * (paid_for if paid_for else 1))
        if paid_for is None:
            return
        with pytest.raises(GrantSpent):
            use_grant(desk.record, ana, made, units=paid_for + 1, at=desk.clock.now + DAY)
        with pytest.raises(FieldUnfit):
            grant(desk.record, authority, ana, design, request, at=desk.clock.now, units=paid_for + 1, legal_term=True)

    def test_no_grant_is_dated_before_what_is_told_of_terms(self, desk: Desk, authority: Authority) -> None:
        ana, design = desk.party("Ana Duarte"), offered(desk)
        before = desk.clock.now
        desk.clock.now += DAY
        withdraw(desk.record, ana, design)
        head = desk.record.head()
        with pytest.raises(FieldUnfit):
            grant(desk.record, authority, ana, design, PRINT, at=before, legal_term=True)
        assert desk.record.head() == head

    def test_no_grant_ends_before_it_begins(self, desk: Desk, authority: Authority) -> None:
        ana, design, at = desk.party("Ana Duarte"), offered(desk), desk.clock.now
        head = desk.record.head()
        with pytest.raises(FieldUnfit):
            grant(desk.record, authority, ana, design, PRINT, at=at, until=at - DAY)
        assert desk.record.head() == head


class TestCounting:
    def test_uses_count_once_each_and_no_further_than_granted(self, desk: Desk, authority: Authority) -> None:
        ana = desk.party("Ana Duarte")
        made = grant(desk.record, authority, ana, offered(desk), PRINT, at=desk.clock.now, until=desk.clock.now + DAY)
        at = desk.clock.now + timedelta(hours=1)
        after, counted = use_grant(desk.record, ana, made, units=2, use_id="june", at=at)
        assert (after.left, counted) == (1, True)
        assert use_grant(desk.record, ana, made, units=2, use_id="june", at=at)[1] is False
        for units, moment, why in ((2, at, "used-up"), (1, at + 2 * DAY, "expired"), (1, at - 9 * DAY, "not-begun")):
            with pytest.raises(GrantSpent) as spent:
                use_grant(desk.record, ana, made, units=units, at=moment)
            assert spent.value.values["reason"] == why

    def test_another_use_than_was_asked_is_not_covered(self, desk: Desk, authority: Authority) -> None:
        ana = desk.party("Ana Duarte")
        made = grant(desk.record, authority, ana, offered(desk), PRINT, at=desk.clock.now, legal_term=True)
        abroad = replace(made.grant.request, territory="BE")
        with pytest.raises(GrantSpent):
            use_grant(desk.record, ana, made, request=abroad, at=desk.clock.now + DAY)

    def test_a_withdrawal_afterwards_stops_no_use_under_it(self, desk: Desk, authority: Authority) -> None:
        ana, design = desk.party("Ana Duarte"), offered(desk)
        made = grant(desk.record, authority, ana, design, PRINT, at=desk.clock.now, legal_term=True)
        withdraw(desk.record, ana, design)
        assert use_grant(desk.record, ana, made, at=desk.clock.now + DAY)[1]
        with pytest.raises(GrantFrozen):
            grant(desk.record, authority, ana, design, PRINT, at=desk.clock.now + DAY, legal_term=True)

    def test_a_grant_is_found_by_its_number_its_beginning_or_its_receipt(
        self, desk: Desk, authority: Authority
    ) -> None:
        made = grant(
            desk.record, authority, desk.party("Ana Duarte"), offered(desk), PRINT, at=desk.clock.now, legal_term=True
        )
        for named in (made.grant.id, made.grant.id[:8], made.receipt):
            assert find_grant(desk.record, named).act.seq == made.act.seq
        with pytest.raises(GrantUnknown):
            find_grant(desk.record, "ffff")

    def test_erased_words_leave_the_grant_and_its_count(self, desk: Desk, authority: Authority) -> None:
        made = grant(
            desk.record, authority, desk.party("Ana Duarte"), offered(desk), PRINT, at=desk.clock.now, legal_term=True
        )
        desk.record.erase_words(made.act.seq)
        (after,) = grants_of(desk.record, at=desk.clock.now)
        assert (after.receipt, after.grant.count, after.grant.total) == ("", 3, 12000)
        assert granted_as_dict(desk.record, after, "en")["party"] == "Le Fournil"


def test_many_at_once_overspend_nothing(desk: Desk, authority: Authority, tmp_path: Path) -> None:
    ana, design, at = desk.party("Ana Duarte"), offered(desk, exclusive=True), desk.clock.now
    made = grant(desk.record, authority, ana, design, PRINT, at=at, units=1, legal_term=True)
    other = offered(desk, exclusive=True)

    def use(number: int) -> bool:
        with Record.open(tmp_path) as record:
            try:
                return use_grant(record, ana, made, use_id=f"u{number}", at=at + DAY)[1]
            except GrantSpent:
                return False

    def take(number: int) -> bool:
        asked = Request(Action.REPRODUCE, party=f"P{number}", territory="FR", purpose="menus")
        with Record.open(tmp_path) as record:
            try:
                return bool(grant(record, authority, ana, other, asked, legal_term=True).receipt)
            except QuoteRefused:
                return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(4))) == 1
        assert sum(pool.map(take, range(4))) == 1


class TestWhatPeopleWrite:
    def test_days_and_moments(self) -> None:
        assert read_moment("2026-12-31", end=True) - read_moment("2026-12-31") == DAY - timedelta(microseconds=1)
        assert read_moment("2026-12-31T09:00+01:00").utcoffset() == timedelta(hours=1)
        for wrong in ("soon", "2026-12-31T09:00", "2026-13-01"):
            with pytest.raises(MomentUnfit):
                read_moment(wrong)

    def test_prices(self) -> None:
        assert read_price([Action.USE], "EUR", amount="120,50").amount == 12050
        assert read_price([Action.USE], "JPY", amount="120").amount == 120
        assert read_price([Action.USE], "EUR", share="12,5 %").percent == 25 / 2
        for wrong in ({"amount": "1.234"}, {"amount": "-1"}, {"share": "101"}, {"amount": "1", "per": "moon"}):
            with pytest.raises(FieldUnfit):
                read_price([Action.USE], "EUR", **wrong)
        with pytest.raises(FieldUnfit):
            read_price([Action.USE], "XXX", amount="1")

    def test_a_permission_names_clauses_that_there_are(self, desk: Desk) -> None:
        work = desk.piece("lune.svg", "CC-BY-4.0", "Lou Faure")
        for wrong in ([], ["actions.fly"], ["moral-rights"], ["duties.attribute"]):
            with pytest.raises(FieldUnfit):
                permit(desk.record, desk.party("Ana Duarte"), work, "Lou Faure", wrong)


def test_a_dispute_holds_what_the_work_earned_and_its_end_frees_that(
    desk: Desk, authority: Authority, tmp_path: Path
) -> None:
    ana, awa = desk.party("Ana Duarte"), desk.party("Awa Sow")
    works = [offered(desk), offered(desk)]
    with open_books(tmp_path, desk.record) as books:
        for work in works:
            made = grant(desk.record, authority, ana, work, PRINT, at=desk.clock.now, legal_term=True)
            receive(desk.record, ana, made.act, made.grant.total, day=desk.clock.now.date())
        run_books(desk.record, books, asked=percent_asked(desk.record))
        for work in works:
            dispute(desk.record, awa, work, "It is mine.")
            assert hold_money(desk.record, books, work, "It is mine.") == (ana.id,)
        for work in works:
            settle(desk.record, awa, work)
            assert free_money(desk.record, books, work, "") == (ana.id,)


def test_nobody_grants_what_another_made(desk: Desk, authority: Authority) -> None:
    piece = desk.piece("lantern", "CC-BY-3.0", "Delapouite")
    asked = Request(Action.REPRODUCE, party="Le Fournil", territory="WORLD", purpose="menus")
    with pytest.raises(NotTheHolder):
        grant(desk.record, authority, desk.party("Ana Duarte"), piece, asked, at=desk.clock.now, legal_term=True)
    made = grant(desk.record, authority, desk.party("Delapouite"), piece, asked, at=desk.clock.now, legal_term=True)
    assert made.grant.duties == ("attribute",) or made.grant.total == 0


class TestWhoseKey:
    def test_a_certificate_for_something_else_signs_no_receipt(self, authority: Authority) -> None:
        root = read_pair(authority.root_path)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
        key = ec.generate_private_key(ec.SECP256R1())
        usage = x509.KeyUsage(True, False, False, False, False, False, False, False, False)

        def vouched(purpose: x509.ObjectIdentifier, *, ca: bool) -> bool:
            made = (
                x509.CertificateBuilder()
                .subject_name(name)
                .issuer_name(root.certificate.subject)
                .public_key(key.public_key())
                .serial_number(7)
                .not_valid_before(MORNING - DAY)
                .not_valid_after(MORNING + DAY)
                .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
                .add_extension(usage, critical=True)
                .add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
                .sign(root.key, SHA256())
            )
            chain = (made.public_bytes(Encoding.DER),)
            return vouched_key(chain, read_anchors(authority.home), MORNING) is not None

        assert vouched(ExtendedKeyUsageOID.EMAIL_PROTECTION, ca=False)
        assert not vouched(ExtendedKeyUsageOID.SERVER_AUTH, ca=False)
        assert not vouched(ExtendedKeyUsageOID.EMAIL_PROTECTION, ca=True)
