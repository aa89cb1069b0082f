"""Terms of works on the record: where they come from, what composes, what collides, and what resolves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from oeuvre.licence import OPEN, PERMITTED, Action, Limits, Price, Terms, find_template
from oeuvre.licence import Basis as PricedBy
from oeuvre.production import (
    NotTheHolder,
    TermsCollide,
    dispute,
    disputed_works,
    holders,
    offer,
    one_line,
    percent_asked,
    permit,
    settle,
    standing_as_dict,
    standing_terms,
    state_terms,
    told_terms,
    withdraw,
)
from oeuvre.production.licensing.arriving import terms_by_name
from oeuvre.production.licensing.errors import TermsLoosened
from oeuvre.production.licensing.standing import Licensing
from oeuvre.record import NewAct, NewWork, Work
from tests.production.licensed import DAY, Desk, opened


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as found:
        yield found


def clashing(desk: Desk) -> tuple[Work, Work, Work]:
    """A share-alike photograph and a drawing that nobody may sell, on one page."""
    photo = desk.piece("four.jpg", "CC-BY-SA-4.0", "Awa Sow", by="Ana Duarte")
    drawing = desk.piece("lune.svg", "CC-BY-NC-4.0", "Lou Faure", by="Ana Duarte")
    return photo, drawing, desk.design((photo, "photograph"), (drawing, "emblem"))


class TestWhereTermsComeFrom:
    def test_a_piece_has_the_terms_it_came_in_under(self, desk: Desk) -> None:
        found = standing_terms(desk.record, desk.piece("lantern", "CC-BY-3.0", "Delapouite"))
        assert (found.basis, found.licence) == ("came-in", "CC-BY-3.0")
        assert found.terms == find_template("CC-BY-3.0").terms

    def test_what_is_made_here_keeps_its_makers_rights_and_names_whom_it_owes(self, desk: Desk) -> None:
        piece = desk.piece("lantern", "CC-BY-3.0", "Delapouite")
        design = desk.design((piece, "emblem"))
        found = standing_terms(desk.record, design)
        assert (found.basis, found.licence) == ("made-here", "all-rights-reserved")
        assert found.inherited == find_template("CC-BY-3.0").terms
        assert found.witnesses["duties.attribute"] == (piece.id,)
        assert found.witnesses["actions.adapt"] == (design.id,)

    def test_share_alike_leaves_the_makers_no_silence(self, desk: Desk) -> None:
        photo = desk.piece("four.jpg", "CC-BY-SA-4.0", "Awa Sow", by="Ana Duarte")
        found = standing_terms(desk.record, desk.design((photo, "photograph")))
        assert found.licence == "CC-BY-SA-4.0"
        assert found.terms.rule(Action.ADAPT) == PERMITTED

    def test_a_font_gives_a_design_no_terms(self, desk: Desk) -> None:
        face = desk.piece("Fraunces", "OFL-1.1", "Fraunces Project")
        assert standing_terms(desk.record, desk.design((face, "typeface"))).inherited == OPEN

    def test_a_logo_is_set_whole_and_is_no_adaptation(self, desk: Desk) -> None:
        logo = desk.piece("logo.svg", "CC-BY-ND-4.0", "Le Fournil", by="Ana Duarte")
        assert standing_terms(desk.record, desk.design((logo, "logo"))).conflicts == ()
        assert standing_terms(desk.record, desk.design((logo, "emblem"))).conflicts != ()

    def test_an_edition_stands_on_what_is_on_it_and_not_on_what_the_design_had_besides(self, desk: Desk) -> None:
        _, drawing, design = clashing(desk)
        assert standing_terms(desk.record, design).conflicts
        edition = desk.edition(design, (drawing, "emblem"))
        found = standing_terms(desk.record, edition)
        assert [one.work for one in found.parents] == [drawing.id]
        assert found.conflicts == ()

    def test_a_models_picture_has_the_terms_of_its_card_or_the_doubt_is_told(self, desk: Desk) -> None:
        model = [(desk.party("Ink 7B", "model"), "author")]
        known = desk.act(
            "generate", desk.bytes("a", "image/png", "image", attributes={"terms": "CC0"}), "piece", by=model
        )
        silent = desk.act(
            "generate", desk.bytes("b", "image/png", "image", attributes={"terms": "?"}), "piece", by=model
        )
        found = standing_terms(desk.record, known)
        assert (found.basis, found.terms.names) == ("model", frozenset({"CC0-1.0"}))
        assert standing_terms(desk.record, silent).doubts == (("unknown-outputs", silent.id),)

    def test_an_emblem_of_the_house_takes_the_terms_of_what_it_leans_on(self, desk: Desk) -> None:
        near = desk.piece("crescent", "CC-BY-SA-4.0", "Lorc")
        far = desk.piece("boat", "CC-BY-3.0", "Delapouite")
        emblem = desk.act(
            "generate",
            desk.bytes("emblem 1", "image/svg+xml", "image"),
            "emblem",
            by=[(desk.party("Oeuvre: emblem", "model"), "author"), (desk.party("Ana Duarte"), "director")],
            used=[(near, "influence"), (far, "influence")],
            settings={"explored": "emblem", "nearest": [["crescent", "0.4"], ["boat", 0.95]]},
        )
        # A distance that is no number leaves the leaning unmeasured, which counts against the output.
        found = standing_terms(desk.record, emblem)
        assert found.inherited.derivatives.reciprocal == find_template("CC-BY-SA-4.0").terms.derivatives.reciprocal
        assert found.witnesses["derivatives.reciprocal"] == (near.id,)
        design = desk.design((emblem, "emblem"))
        assert standing_terms(desk.record, design).licence == "CC-BY-SA-4.0"

    @pytest.mark.parametrize(
        ("licence", "caution"),
        [("etalab-2.0", "unknown-licence"), ("MIT OR Apache-2.0", "choice-left"), ("CC-BY-SA-2.0", None)],
    )
    def test_licences_beside_the_templates(self, licence: str, caution: str | None) -> None:
        assert terms_by_name(licence).caution == caution

    def test_earlier_share_alike_passes_to_later_versions_but_the_first_to_itself_alone(self) -> None:
        assert "CC-BY-SA-4.0" in (terms_by_name("CC-BY-SA-2.0").terms.derivatives.reciprocal or ())
        assert terms_by_name("CC-BY-SA-1.0").terms.derivatives.reciprocal == frozenset({"CC-BY-SA-1.0"})


class TestConflicts:
    def test_two_clauses_of_two_works_are_named_with_what_resolves_them(self, desk: Desk) -> None:
        photo, drawing, design = clashing(desk)
        (conflict,) = standing_as_dict(desk.record, standing_terms(desk.record, design), "fr")["conflicts"]
        assert {(one["work"], one["clause"]) for one in conflict["clauses"]} == {
            (photo.id, "derivatives.reciprocal"),
            (drawing.id, "actions.commercialise"),
        }
        ways = {one["kind"]: one for one in conflict["resolutions"]}
        assert set(ways) == {"another-work", "permission"}
        assert set(ways["permission"]["parties"]) == {"Awa Sow", "Lou Faure"}
        assert all(title in conflict["says"] for title in ("four.jpg", "lune.svg"))

    def test_nothing_is_permitted_of_what_may_not_be_made(self, desk: Desk) -> None:
        *_, design = clashing(desk)
        terms = standing_terms(desk.record, design).terms
        assert not any(terms.rule(action).permitted for action in Action)

    def test_a_licence_chosen_for_the_result_must_be_one_that_share_alike_allows(self, desk: Desk) -> None:
        photo = desk.piece("four.jpg", "CC-BY-SA-4.0", "Awa Sow", by="Ana Duarte")
        brief = desk.brief(photo)
        design = desk.design((photo, "photograph"), brief=brief)
        terms = find_template("commissioned-work").terms
        with pytest.raises(TermsCollide) as refused:
            state_terms(desk.record, desk.party("Ana Duarte"), design, terms, template="commissioned-work")
        assert "four.jpg" in refused.value.message("en")
        # Stated for the brief before anything is made, it is told when the edition would be made.
        terms = find_template("CC-BY-4.0").terms
        state_terms(desk.record, desk.party("Ana Duarte"), brief, terms, template="CC-BY-4.0")
        found = standing_terms(desk.record, desk.design((photo, "photograph"), brief=brief))
        ways = [one["kind"] for one in standing_as_dict(desk.record, found, "en")["conflicts"][0]["resolutions"]]
        assert "another-licence" in ways

    def test_a_permission_by_a_holder_resolves_it_for_what_it_was_given(self, desk: Desk) -> None:
        photo, drawing, _ = clashing(desk)
        ana = desk.party("Ana Duarte")
        with pytest.raises(NotTheHolder):
            permit(desk.record, ana, drawing, "Awa Sow", {"actions.commercialise"})
        permit(desk.record, ana, drawing, "Lou Faure", {"actions.commercialise"}, project="four", because="letter")
        after = standing_terms(desk.record, desk.design((photo, "photograph"), (drawing, "emblem")))
        assert (after.conflicts, after.licence) == ((), "CC-BY-SA-4.0")
        assert [(one.work, one.kind) for one in after.words] == [(drawing.id, "permission")]
        elsewhere = desk.design((photo, "photograph"), (drawing, "emblem"), project="another")
        assert standing_terms(desk.record, elsewhere).conflicts

    def test_a_permission_ends_and_reaches_nothing_made_before(self, desk: Desk) -> None:
        photo, drawing, before = clashing(desk)
        ana, until = desk.party("Ana Duarte"), desk.clock.now + DAY
        permit(desk.record, ana, drawing, "Lou Faure", {"actions.commercialise"}, until=until, because="letter")
        assert standing_terms(desk.record, before).conflicts
        assert not standing_terms(desk.record, desk.design((photo, "photograph"), (drawing, "emblem"))).conflicts
        desk.clock.now += 2 * DAY
        assert standing_terms(desk.record, desk.design((photo, "photograph"), (drawing, "emblem"))).conflicts


class TestWhoBroughtIt:
    def test_what_the_brief_brings_may_be_used_for_it_and_nothing_follows_for_others(self, desk: Desk) -> None:
        photo = desk.piece("four.jpg", "all-rights-reserved", "Awa Sow", by="Ana Duarte")
        brief = desk.brief(photo)
        found = standing_terms(desk.record, desk.design((photo, "photograph"), brief=brief))
        assert found.conflicts == ()
        assert [one.kind for one in found.words] == ["brought"]
        assert not found.inherited.rule(Action.COMMERCIALISE).permitted
        other = desk.design((photo, "photograph"), brief=desk.brief(project="b"), project="b")
        assert standing_terms(desk.record, other).conflicts

    def test_ones_own_work_needs_nobodys_permission(self, desk: Desk) -> None:
        own = desk.piece("lune.svg", "all-rights-reserved", "Ana Duarte", by="Ana Duarte")
        assert standing_terms(desk.record, desk.design((own, "emblem"))).conflicts == ()

    def test_a_brief_answers_for_no_other_terms_than_all_rights_reserved(self, desk: Desk) -> None:
        photo = desk.piece("four.jpg", "CC-BY-ND-4.0", "Awa Sow", by="Ana Duarte")
        assert standing_terms(desk.record, desk.design((photo, "photograph"), brief=desk.brief(photo))).conflicts


class TestTwoTimes:
    def test_a_statement_governs_from_its_day_and_as_far_as_it_was_known(self, desk: Desk) -> None:
        work = desk.piece("lune.svg", "CC-BY-4.0", "Ana Duarte", by="Ana Duarte")
        ana, start = desk.party("Ana Duarte"), desk.clock.now
        terms = find_template("commercial-with-share").terms
        state_terms(desk.record, ana, work, terms, template="commercial-with-share", since=start + 3 * DAY)
        told = desk.clock.now
        for at, known, licence in (
            (start + DAY, None, "CC-BY-4.0"),
            (start + 4 * DAY, None, "commercial-with-share"),
            (start + 4 * DAY, start, "CC-BY-4.0"),
        ):
            assert standing_terms(desk.record, work, at=at, known_at=known or told + DAY).licence == licence

    def test_what_parents_say_later_does_not_reach_what_was_made(self, desk: Desk) -> None:
        piece = desk.piece("lune.svg", "CC-BY-4.0", "Lou Faure", by="Ana Duarte")
        before = desk.design((piece, "emblem"))
        lou = desk.party("Lou Faure")
        state_terms(desk.record, lou, piece, find_template("CC-BY-ND-4.0").terms, template="CC-BY-ND-4.0")
        assert standing_terms(desk.record, before).conflicts == ()
        assert standing_terms(desk.record, desk.design((piece, "emblem"))).conflicts != ()

    def test_a_design_speaks_for_its_editions_and_the_nearest_word_holds(self, desk: Desk) -> None:
        piece = desk.piece("lantern", "CC-BY-3.0", "Delapouite")
        brief = desk.brief()
        design = desk.design((piece, "emblem"), brief=brief)
        edition = desk.edition(design, (piece, "emblem"))
        ana = desk.party("Ana Duarte")
        for place, name in ((brief, "editorial"), (design, "CC-BY-4.0"), (edition, "commercial-with-share")):
            state_terms(desk.record, ana, place, find_template(name).terms, template=name)
            found = standing_terms(desk.record, edition, at=desk.clock.now + DAY)
            assert (found.licence, found.stated_for) == (name, place.id)
        assert standing_terms(desk.record, design, at=desk.clock.now + DAY).licence == "CC-BY-4.0"

    def test_withdrawal_holds_from_its_day_until_consent_is_given_anew(self, desk: Desk) -> None:
        work = desk.piece("lune.svg", "CC-BY-4.0", "Ana Duarte", by="Ana Duarte")
        ana, start = desk.party("Ana Duarte"), desk.clock.now
        withdraw(desk.record, ana, work, actions=[Action.AI_TRAINING])
        late = desk.clock.now + DAY
        assert standing_terms(desk.record, work, at=start).halted() is None
        found = standing_terms(desk.record, work, at=late)
        assert found.halted(frozenset({Action.AI_TRAINING})) == work.id
        assert found.halted(frozenset({Action.REPRODUCE})) is None
        terms = find_template("CC-BY-4.0").terms
        state_terms(desk.record, ana, work, terms, template="CC-BY-4.0", renew=[Action.AI_TRAINING])
        assert standing_terms(desk.record, work, at=desk.clock.now + DAY).halted() is None
        assert [one["kind"] for one in told_terms(desk.record, work)] == ["license", "withdraw"]
        withdraw(desk.record, ana, work, actions=[Action.AI_TRAINING])
        assert standing_terms(desk.record, work, at=desk.clock.now + DAY).halted() == work.id

    def test_no_price_and_no_terms_stated_later_bring_withdrawn_consent_back(self, desk: Desk) -> None:
        work = desk.piece("lune.svg", "CC-BY-4.0", "Lou Faure", by="Ana Duarte")
        lou, price = desk.party("Lou Faure"), Price(PricedBy.FLAT, "EUR", 5000, actions=frozenset({Action.REPRODUCE}))
        training, searching = frozenset({Action.AI_TRAINING}), frozenset({Action.SEARCH})
        withdraw(desk.record, lou, work, actions=[Action.AI_TRAINING, Action.SEARCH])
        offer(desk.record, lou, work, price)
        terms = find_template("CC-BY-4.0").terms
        state_terms(desk.record, lou, work, terms, template="CC-BY-4.0", renew=[Action.SEARCH])
        found = standing_terms(desk.record, work, at=desk.clock.now + DAY)
        assert (found.halted(training), found.halted(searching)) == (work.id, None)
        with pytest.raises(NotTheHolder):
            state_terms(desk.record, desk.party("Ana Duarte"), work, terms, renew=[Action.AI_TRAINING])

    def test_a_dispute_halts_what_stands_on_the_work_too_until_it_is_settled(self, desk: Desk) -> None:
        piece = desk.piece("lantern", "CC-BY-3.0", "Delapouite")
        other = desk.piece("moon", "CC-BY-3.0", "Lorc")
        edition = desk.edition(desk.design((piece, "emblem")), (piece, "emblem"), (other, "pattern"))
        awa = desk.party("Awa Sow")
        dispute(desk.record, awa, piece, "It is mine.")
        dispute(desk.record, awa, other, "This one too.")
        settle(desk.record, awa, other)
        assert disputed_works(desk.record) == {piece.id}
        assert standing_terms(desk.record, edition, at=desk.clock.now + DAY).halted() == piece.id
        settle(desk.record, awa, piece, "It was not.")
        assert standing_terms(desk.record, edition, at=desk.clock.now + DAY).halted() is None


class TestPricing:
    def test_an_offer_permits_what_it_names_within_its_limits_and_keeps_the_rest(self, desk: Desk) -> None:
        design = desk.design((desk.piece("lantern", "CC-BY-3.0", "Delapouite"), "emblem"))
        ana = desk.party("Ana Duarte")
        price = Price(PricedBy.FLAT, "EUR", 12000, actions=frozenset({Action.REPRODUCE}))
        offer(desk.record, ana, design, price, limits=Limits(territories=frozenset({"FR"}), count=3))
        offer(desk.record, ana, design, replace(price, amount=9000))
        found = standing_terms(desk.record, design, at=desk.clock.now + DAY).terms
        assert {one.amount for one in found.prices} == {9000}
        assert found.rule(Action.REPRODUCE) == PERMITTED
        assert not found.rule(Action.ADAPT).permitted

    def test_a_share_that_a_piece_asks_is_for_the_books(self, desk: Desk) -> None:
        photo = desk.piece("four.jpg", "commercial-with-share", "Awa Sow", by="Ana Duarte")
        design = desk.design((photo, "photograph"))
        asked = percent_asked(desk.record)
        assert {piece: one.share for piece, one in asked(design.id).items()} == {photo.id: Fraction(1, 10)}
        assert asked(photo.id) == {}


def test_terms_of_another_record_that_cannot_be_read_state_nothing(desk: Desk) -> None:
    work = desk.piece("lantern", "CC-BY-3.0", "Delapouite")
    for told in ({"terms": {"actions": {"fly": "permitted"}}}, {"terms": None}, {}):
        desk.record.append(
            NewAct("license", by=[(desk.party("X"), "licensor")], used=[(work, "licensed")], settings=told)
        )
    assert standing_terms(desk.record, work).licence == "CC-BY-3.0"


@pytest.mark.torture
def test_a_long_chain_of_corrections_is_read_without_a_deep_stack(desk: Desk) -> None:
    piece = desk.piece("lantern", "CC-BY-SA-4.0", "Delapouite")
    design = desk.design((piece, "emblem"))
    acts, last = [], design
    new: list[NewWork] = []
    for number in range(1500):
        made = desk.bytes(f"v{number}", "application/json", "design")
        by = [(desk.party("Ana Duarte"), "editor")]
        acts.append(NewAct("edit", by=by, used=[(new[-1] if new else last, "edited")], made=[(made, "draft")]))
        new.append(made)
    works = desk.record.append(acts)
    found = standing_terms(desk.record, works[-1].works[0])
    assert found.licence == "CC-BY-SA-4.0"


def test_one_line_says_the_licence_and_what_is_inherited(desk: Desk) -> None:
    piece = desk.piece("lantern", "CC-BY-3.0", "Delapouite")
    found = standing_terms(desk.record, desk.design((piece, "emblem")))
    assert one_line(desk.record, found, "en") == (
        "All rights reserved; inherits Creative Commons Attribution 3.0 from lantern"
    )
    assert "\u202f; reçoit" in one_line(desk.record, found, "fr")


def test_holders_are_authors_and_of_a_layout_those_who_commissioned_it(desk: Desk) -> None:
    piece = desk.piece("lantern", "CC-BY-3.0", "Delapouite")
    edition = desk.edition(desk.design((piece, "emblem"), brief=desk.brief()), (piece, "emblem"))
    assert [party.name for party in holders(desk.record, piece)] == ["Delapouite"]
    assert [party.name for party in holders(desk.record, edition)] == ["Ana Duarte"]


def test_what_is_about_to_be_made_is_told_before_it_is(desk: Desk) -> None:
    photo, drawing, design = clashing(desk)
    licensing = Licensing(desk.record)
    used = [(design, "design"), (photo, "photograph"), (drawing, "emblem")]
    assert licensing.foreseen("adapt", used, "four").conflicts
    assert licensing.foreseen("adapt", used[:2], "four").licence == "CC-BY-SA-4.0"
    assert isinstance(licensing.foreseen("adapt", used[:1], "four").terms, Terms)


class TestWhoMaySpeak:
    def test_anothers_work_is_put_under_more_and_never_under_less(self, desk: Desk) -> None:
        piece = desk.piece("lantern", "CC-BY-SA-4.0", "Delapouite")
        ana, author = desk.party("Ana Duarte"), desk.party("Delapouite")
        less, more = find_template("CC0-1.0"), find_template("all-rights-reserved")
        with pytest.raises(TermsLoosened):
            state_terms(desk.record, ana, piece, less.terms, template=less.id)
        state_terms(desk.record, ana, piece, more.terms, template=more.id)
        state_terms(desk.record, author, piece, less.terms, template=less.id)
        assert standing_terms(desk.record, piece, at=desk.clock.now + DAY).licence == "CC0-1.0"

    def test_a_project_keeps_its_terms_when_its_brief_is_mended(self, desk: Desk) -> None:
        first = desk.brief()
        terms = find_template("CC-BY-4.0").terms
        state_terms(desk.record, desk.party("Ana Duarte"), first, terms, template="CC-BY-4.0")
        mended = desk.brief(client="Le Fournil")
        design = desk.design((desk.piece("lantern", "CC-BY-3.0", "Delapouite"), "emblem"), brief=mended)
        found = standing_terms(desk.record, design, at=desk.clock.now + DAY)
        assert (found.licence, found.stated_for) == ("CC-BY-4.0", first.id)
