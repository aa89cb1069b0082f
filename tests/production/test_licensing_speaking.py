"""Who may price, grant, withdraw, permit, approve and settle: holders and those who directed, and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from oeuvre.credentials import Authority
from oeuvre.licence import CLAUSES, Action, FieldUnfit, Limits, Price, Request, find_template
from oeuvre.production import (
    EvidenceMissing,
    NotTheClaimant,
    NotTheHolder,
    TermsCollide,
    approve,
    ask,
    deciders,
    dispute,
    disputed_works,
    edition_today,
    grant,
    licence_text,
    offer,
    permit,
    propose_split,
    read_price,
    read_shares,
    renew,
    settle,
    sign_split,
    speakers,
    standing_as_dict,
    standing_terms,
    state_terms,
    told_terms,
    withdraw,
)
from oeuvre.production.naming import UNNAMED
from oeuvre.record import NewAct, Party, Record, Work
from tests.production.licensed import DAY, MORNING, Desk, opened

PRICE: Price = read_price([Action.REPRODUCE], "EUR", amount="10")
PRINT = Request(Action.REPRODUCE, party="Le Fournil", territory="FR", purpose="menus")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as found:
        yield found


@pytest.fixture
def design(desk: Desk) -> Work:
    return desk.design((desk.piece("lantern", "CC0-1.0", "Z"), "emblem"), brief=desk.brief())


DEEDS: tuple[Callable[[Desk, Party, Work], object], ...] = (
    lambda desk, by, work: offer(desk.record, by, work, PRICE),
    lambda desk, by, work: state_terms(desk.record, by, work, find_template("CC-BY-4.0").terms, template="CC-BY-4.0"),
    lambda desk, by, work: withdraw(desk.record, by, work),
)


class TestWhoMay:
    @pytest.mark.parametrize("deed", DEEDS)
    def test_only_who_holds_or_directed_a_work_made_here(
        self, desk: Desk, design: Work, deed: Callable[[Desk, Party, Work], object]
    ) -> None:
        ana, eve = desk.party("Ana Duarte"), desk.party("Eve")
        dispute(desk.record, desk.party("Awa Sow"), design, "It is mine.")
        head = desk.record.head()
        with pytest.raises(NotTheHolder) as told:
            deed(desk, eve, design)
        assert (told.value.exit_code, desk.record.head()) == (3, head)
        assert "Ana Duarte" in told.value.message("fr")
        deed(desk, ana, design)

    def test_nobody_else_grants(self, desk: Desk, design: Work, tmp_path: Path) -> None:
        ana, eve, authority = desk.party("Ana Duarte"), desk.party("Eve"), Authority.open(tmp_path, now=MORNING)
        offer(desk.record, ana, design, PRICE)
        with pytest.raises(NotTheHolder):
            grant(desk.record, authority, eve, design, PRINT, at=desk.clock.now, legal_term=True)
        assert grant(desk.record, authority, ana, design, PRINT, at=desk.clock.now, legal_term=True).receipt

    def test_whoever_opened_a_dispute_may_settle_it(self, desk: Desk, design: Work) -> None:
        awa = desk.party("Awa Sow")
        dispute(desk.record, awa, design, "It is mine.")
        settle(desk.record, awa, design)
        assert disputed_works(desk.record) == frozenset()

    def test_nobody_else_ends_it(self, desk: Desk, design: Work) -> None:
        ana, bo, eve = (desk.party(name) for name in ("Ana Duarte", "Bo", "Eve"))
        dispute(desk.record, bo, design, "It is mine.")
        for other in (ana, eve):
            with pytest.raises(NotTheClaimant) as told:
                settle(desk.record, other, design, "No.")
            assert "Bo" in told.value.message("fr")
        # Another's dispute is another case: its end is not the end of the first.
        dispute(desk.record, eve, design, "Mine, too.")
        settle(desk.record, eve, design, "Never mind.")
        assert disputed_works(desk.record) == {design.id}
        assert standing_terms(desk.record, design, at=desk.clock.now + DAY).halted() == design.id
        settle(desk.record, bo, design)
        assert disputed_works(desk.record) == frozenset()
        assert standing_terms(desk.record, design, at=desk.clock.now + DAY).halted() is None

    def test_a_dispute_counts_from_the_day_that_it_names(self, desk: Desk, design: Work) -> None:
        soon = desk.clock.now + 10 * DAY
        dispute(desk.record, desk.party("Awa Sow"), design, "It is mine.", since=soon)
        assert disputed_works(desk.record, desk.clock.now + DAY) == frozenset()
        assert disputed_works(desk.record, soon + DAY) == {design.id}

    def test_a_click_without_a_name_opens_nothing_to_everybody(self, desk: Desk, design: Work) -> None:
        nobody, eve = desk.party(UNNAMED), desk.party("Eve")
        chosen = NewAct("choose", project="four", by=[(nobody, "chooser")], used=[(design, "chosen")], run="ab" * 16)
        desk.record.append(chosen)
        for by in (eve, nobody):
            with pytest.raises(NotTheHolder):
                offer(desk.record, by, design, PRICE)
        assert [party.name for party in deciders(desk.record, design)] == ["Ana Duarte"]

    def test_offers_at_once_all_stand(self, desk: Desk, design: Work, tmp_path: Path) -> None:
        ana, places = desk.party("Ana Duarte"), ("FR", "BE", "US", "DE")

        def offered(place: str) -> None:
            with Record.open(tmp_path) as record:
                offer(record, ana, design, PRICE, limits=Limits(territories=frozenset({place})))

        with ThreadPoolExecutor(len(places)) as pool:
            list(pool.map(offered, places))
        prices = standing_terms(desk.record, design).terms.prices
        assert {next(iter(one.limits.territories or ())) for one in prices} == set(places)

    def test_who_holds_by_a_sheet_may_too(self, desk: Desk, design: Work) -> None:
        ana, bo = desk.party("Ana Duarte"), desk.party("Bo")
        sheet = propose_split(desk.record, design, ana, read_shares(desk.record, [("Ana Duarte", "50"), ("Bo", "50")]))
        with pytest.raises(NotTheHolder):
            offer(desk.record, bo, design, PRICE)
        for party in (ana, bo):
            sheet = sign_split(desk.record, sheet, party)
        offer(desk.record, bo, design, PRICE)
        assert {party.name for party in deciders(desk.record, design)} == {"Ana Duarte", "Bo"}

    def test_where_nobody_gave_a_name_everybody_may(self, desk: Desk) -> None:
        new = desk.bytes("Four", "text/plain", "text")
        work = desk.act("propose", new, "line", by=[(desk.party("unnamed maker"), "writer")], project="four")
        offer(desk.record, desk.party("Eve"), work, PRICE)
        assert deciders(desk.record, work) == ()

    def test_what_came_in_is_its_authors(self, desk: Desk) -> None:
        photo = desk.piece("four.jpg", "CC-BY-4.0", "Pia", by="Ana Duarte", project="four")
        assert [party.name for party in speakers(desk.record, photo)] == ["Pia"]
        for deed in DEEDS[::2]:
            with pytest.raises(NotTheHolder):
                deed(desk, desk.party("Ana Duarte"), photo)


class TestPermissions:
    @pytest.mark.parametrize("key", sorted(set(CLAUSES) & {"duties.attribute", "moral-rights"}))
    def test_nobody_gives_their_name_away(self, desk: Desk, key: str) -> None:
        photo = desk.piece("four.jpg", "CC-BY-4.0", "Pia")
        with pytest.raises(FieldUnfit) as told:
            permit(desk.record, desk.party("Pia"), photo, "Pia", [key])
        assert "inaliénables" in told.value.message("fr")

    def test_no_conflict_over_a_name_is_resolved_by_a_permission(self, desk: Desk) -> None:
        photo = desk.piece("four.jpg", "CC-BY-4.0", "Pia", by="Ana Duarte")
        design = desk.design((photo, "photograph"), brief=desk.brief())
        found = find_template("CC0-1.0")
        with pytest.raises(TermsCollide) as told:
            state_terms(desk.record, desk.party("Ana Duarte"), design, found.terms, template=found.id)
        assert "permission" not in told.value.remedy("en")

    def test_a_word_of_another_needs_evidence_and_is_told_as_reported(self, desk: Desk) -> None:
        ana, pia = desk.party("Ana Duarte"), desk.party("Pia")
        photo = desk.piece("four.jpg", "CC-BY-ND-4.0", "Pia", by="Ana Duarte")
        keys = ["actions.adapt", "derivatives.allowed"]
        with pytest.raises(EvidenceMissing):
            permit(desk.record, ana, photo, "Pia", keys, because=" ")
        permit(desk.record, ana, photo, "Pia", keys, because="Letter of 12 November", credit="Photo Pia / Voz")
        design = desk.design((photo, "photograph"), brief=desk.brief())
        standing = standing_terms(desk.record, design, at=desk.clock.now)
        (covered,) = standing_as_dict(desk.record, standing, "fr")["covered"]
        assert (covered["party"], covered["reported_by"], covered["credit"]) == ("Pia", "Ana Duarte", "Photo Pia / Voz")
        assert "rapportée par Ana Duarte et non signée par Pia" in covered["says"]
        for language, said in (("fr", "Pia ne l’a pas signée"), ("en", "Pia has not signed it")):
            text = licence_text(desk.record, [(standing, ("a.png",))], language)  # type: ignore[arg-type]
            assert said in " ".join(text.split())
        # A holder’s own word stands without more.
        own = desk.piece("lune.jpg", "CC-BY-ND-4.0", "Pia", by="Ana Duarte")
        permit(desk.record, pia, own, "Pia", keys)
        other = standing_terms(desk.record, desk.design((own, "photograph")), at=desk.clock.now)
        assert [word.recorder for word in other.words] == [""]
        assert [one["kind"] for one in told_terms(desk.record, own)] == ["permit"]

    def test_what_was_told_since_lets_the_editions_pass_and_not_the_design(self, desk: Desk) -> None:
        photo = desk.piece("four.jpg", "CC-BY-ND-4.0", "Pia", by="Ana Duarte")
        design = desk.design((photo, "photograph"), brief=desk.brief())
        before = edition_today(desk.record, standing_terms(desk.record, design))
        assert before is not None
        assert before.conflicts
        keys = ["actions.adapt", "derivatives.allowed"]
        permit(desk.record, desk.party("Ana Duarte"), photo, "Pia", keys, project="four", because="By mail")
        after = standing_terms(desk.record, design)
        assert after.conflicts
        today = edition_today(desk.record, after)
        assert today is not None
        assert today.conflicts == ()
        # A licence of the result that lifts what is still reserved stands in the way anew.
        by = find_template("CC-BY-NC-4.0")
        with pytest.raises(TermsCollide):
            state_terms(desk.record, desk.party("Ana Duarte"), design, by.terms, template=by.id)

    def test_an_approval_is_a_holders_for_one_derivative(self, desk: Desk, tmp_path: Path) -> None:
        ana, bo, authority = desk.party("Ana Duarte"), desk.party("Bo"), Authority.open(tmp_path, now=MORNING)
        design = desk.design((desk.piece("lantern", "CC0-1.0", "Z"), "emblem"), brief=desk.brief())
        offer(desk.record, ana, design, read_price([Action.ADAPT], "EUR", amount="5"))
        priced = standing_terms(desk.record, design, at=desk.clock.now).terms
        wanted = replace(priced, derivatives=replace(priced.derivatives, reviewed=True), names=frozenset({"own"}))
        state_terms(desk.record, ana, design, wanted)
        asked = Request(Action.ADAPT, party="Bo", party_id=bo.id, territory="FR", purpose="cover")
        moment = desk.clock.now + timedelta(seconds=30)
        assert not ask(desk.record, design, asked, at=moment).decision.permitted
        with pytest.raises(NotTheHolder):
            approve(desk.record, bo, design, party=bo)
        with pytest.raises(FieldUnfit):
            approve(desk.record, ana, design)
        approve(desk.record, ana, design, party=bo, because="Sketch of 3 March")
        moment = desk.clock.now
        assert ask(desk.record, design, asked, at=moment).decision.permitted
        # It is for Bo and not for whoever types that name, and for one grant.
        assert not ask(desk.record, design, replace(asked, party_id=""), at=moment).decision.permitted
        made = grant(desk.record, authority, ana, design, asked, at=moment, legal_term=True)
        assert made.act.settings["approval"] == desk.record.acts(kinds=("permit",))[-1].seq
        assert not ask(desk.record, design, asked, at=desk.clock.now + timedelta(seconds=30)).decision.permitted


def test_consent_is_given_anew_by_name_and_the_terms_stay(desk: Desk, design: Work) -> None:
    ana = desk.party("Ana Duarte")
    offer(desk.record, ana, design, PRICE)
    before = standing_terms(desk.record, design, at=desk.clock.now).terms.digest
    withdraw(desk.record, ana, design, actions=[Action.REPRODUCE])
    assert standing_terms(desk.record, design, at=desk.clock.now).halted() == design.id
    with pytest.raises(FieldUnfit):
        renew(desk.record, ana, design, [])
    renew(desk.record, ana, design, [Action.REPRODUCE])
    after = standing_terms(desk.record, design, at=desk.clock.now)
    assert (after.halted(), after.terms.digest) == (None, before)
    assert told_terms(desk.record, design)[0]["renewed"] == ["reproduce"]


def test_terms_go_by_the_name_they_have_a_right_to(desk: Desk, design: Work) -> None:
    ana, by = desk.party("Ana Duarte"), find_template("CC-BY-4.0").terms
    state_terms(desk.record, ana, design, replace(by, names=frozenset({"mine"})))
    assert standing_terms(desk.record, design, at=desk.clock.now).licence == "CC-BY-4.0"
    zero = find_template("CC0-1.0").terms
    stricter = replace(zero, duties=by.duties)
    state_terms(desk.record, ana, design, stricter)
    found = standing_terms(desk.record, design, at=desk.clock.now)
    assert (found.licence, "CC0-1.0" in found.terms.names) == ("", False)
