"""Limits of a piece are asked where something is made from it, at the day of its making, for what the brief tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from oeuvre.credentials import Authority
from oeuvre.licence import Action, Derivatives, Fee, Limits, Price, Request, Rule, Terms, find_template
from oeuvre.licence import Basis as PricedBy
from oeuvre.production import (
    approve,
    grant,
    licence_text,
    offer,
    open_books,
    permit,
    run_books,
    standing_as_dict,
    standing_terms,
    state_terms,
    use_grant,
    withdraw,
)
from oeuvre.production.licensing.granted import Granted
from oeuvre.production.licensing.holding_back import collision_settings, may_be_resolved
from oeuvre.production.licensing.standing import Licensing
from oeuvre.record import NewAct, Work
from oeuvre.royalties import AccountKind
from tests.production.licensed import DAY, MORNING, Desk, opened

# Terms that say what a public licence says would be that licence.
BASE = replace(find_template("CC-BY-4.0").terms, names=frozenset({"own"}), moral_rights=frozenset({"full"}))
EUROS = Price(PricedBy.FLAT, "EUR", 5000, actions=frozenset({Action.ADAPT}))


def adapting(**limits: Any) -> Terms:
    return BASE.with_rules({Action.ADAPT: Rule(True, Limits(**limits))})


def derived(**values: Any) -> Terms:
    made: Derivatives = replace(BASE.derivatives, **values)
    return replace(BASE, derivatives=made)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as found:
        yield found


def under(desk: Desk, terms: Terms) -> Work:
    """A photograph of another project, under terms that its author stated."""
    photo = desk.piece("four.jpg", "all-rights-reserved", "Pia", by="Pia", project="other")
    state_terms(desk.record, desk.party("Pia"), photo, terms)
    desk.clock.now += DAY
    return photo


def clauses_told(desk: Desk, work: Work) -> list[str]:
    found = standing_as_dict(desk.record, standing_terms(desk.record, work), "en")["conflicts"]
    return [one["clause"] for conflict in found for one in conflict["clauses"]]


def ways(desk: Desk, work: Work) -> dict[str, list[str]]:
    """What would resolve it, with the clauses of a permission."""
    found = standing_as_dict(desk.record, standing_terms(desk.record, work), "fr")["conflicts"]
    return {way["kind"]: way["clauses"] for conflict in found for way in conflict["resolutions"]}


@pytest.mark.parametrize(
    ("terms", "clause", "resolved"),
    [
        (adapting(not_after=MORNING - DAY), "actions.adapt.not-after", {"another-work", "permission"}),
        (adapting(territories=frozenset({"US"})), "actions.adapt.territories", {"another-work", "permission"}),
        (adapting(purposes=frozenset({"editorial"})), "actions.adapt.purposes", {"another-work", "permission"}),
        (adapting(media=frozenset({"print"})), "actions.adapt.media", {"another-work", "permission"}),
        (adapting(exclusive=True), "actions.adapt.exclusive", {"another-work", "permission", "grant"}),
        (derived(expires=MORNING - DAY), "derivatives.expires", {"another-work", "permission"}),
        (derived(reviewed=True), "derivatives.reviewed", {"another-work", "permission", "grant"}),
        (
            derived(minimum_fees=frozenset({Fee("EUR", 700)})),
            "derivatives.minimum-fees",
            {"another-work", "permission", "grant"},
        ),
        (replace(BASE, prices=frozenset({EUROS})), "prices", {"another-work", "permission", "grant"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_limit_of_a_piece_stops_what_is_made_from_it(
    desk: Desk, terms: Terms, clause: str, resolved: set[str]
) -> None:
    photo = under(desk, terms)
    design = desk.design((photo, "photograph"), brief=desk.brief())
    edition = desk.edition(design, (photo, "photograph"))
    for made in (design, edition):
        assert clauses_told(desk, made) == [clause]
        assert not any(rule.permitted for rule in standing_terms(desk.record, made).terms.rules)
    found = ways(desk, edition)
    assert set(found) == resolved
    permit(desk.record, desk.party("Pia"), photo, "Pia", found["permission"], project="four", because="By letter.")
    desk.clock.now += DAY
    again = desk.edition(design, (photo, "photograph"))
    assert clauses_told(desk, again) == []
    # What was made before is as it was.
    assert clauses_told(desk, edition) == [clause]


def test_a_holder_approves_one_derivative(desk: Desk) -> None:
    photo = under(desk, derived(reviewed=True))
    design, other = (desk.design((photo, "photograph"), brief=desk.brief()) for _ in range(2))
    approve(desk.record, desk.party("Pia"), photo, result=design.id)
    desk.clock.now += DAY
    made = [desk.edition(one, (photo, "photograph")) for one in (design, other)]
    assert [clauses_told(desk, one) for one in made] == [[], ["derivatives.reviewed"]]


@pytest.mark.parametrize(
    ("limits", "told", "refused"),
    [
        ({"territories": frozenset({"FR", "BE"})}, 'territories = ["FR"]', []),
        ({"territories": frozenset({"FR", "BE"})}, 'territories = ["FR", "US"]', ["actions.adapt.territories"]),
        (
            {"purposes": frozenset({"advertising"}), "media": frozenset({"print"})},
            'purposes = ["advertising"]\nmedia = ["print", "web"]',
            ["actions.adapt.media"],
        ),
        ({"industries": frozenset({"food"}), "channels": frozenset({"street"})}, 'industries = ["food"]', None),
        ({"audiences": frozenset({"members"})}, "", []),
    ],
)
def test_a_brief_tells_what_the_making_is_for(
    desk: Desk, limits: dict[str, object], told: str, refused: list[str] | None
) -> None:
    photo = under(desk, adapting(**limits))
    design = desk.design((photo, "photograph"), brief=desk.brief(rights=told))
    assert clauses_told(desk, design) == (["actions.adapt.channels"] if refused is None else refused)


def test_what_is_set_beside_the_rest_is_asked_for_that(desk: Desk) -> None:
    logo = under(desk, BASE.with_rules({Action.DISTRIBUTE: Rule(True, Limits(territories=frozenset({"US"})))}))
    design = desk.design((logo, "logo"), brief=desk.brief())
    assert clauses_told(desk, design) == ["actions.distribute.territories"]


def granted(desk: Desk, home: Path, photo: Work, party: str, **more: Any) -> Granted:
    authority = Authority.open(home, now=MORNING)
    request = Request(Action.ADAPT, party=party, territory="FR", purpose="advertising")
    until = desk.clock.now + timedelta(days=300)
    return grant(desk.record, authority, desk.party("Pia"), photo, request, until=until, **more)


class TestGrants:
    def test_a_price_for_adapting_is_paid_by_a_grant_that_lets_the_edition_be_made(
        self, desk: Desk, tmp_path: Path
    ) -> None:
        photo = under(desk, replace(BASE, prices=frozenset({EUROS})))
        design = desk.design((photo, "photograph"), brief=desk.brief(client="Le Fournil"))
        before = standing_terms(desk.record, design)
        held = desk.record.append(NewAct("refuse", used=[(design, "refused")], settings=collision_settings(before)))[
            0
        ].act
        assert not may_be_resolved(desk.record, held, design.id)
        desk.clock.now = max(desk.clock.now, MORNING)
        granted(desk, tmp_path, photo, "Le Fournil")
        assert may_be_resolved(desk.record, held, design.id)
        desk.clock.now += DAY
        edition = desk.edition(design, (photo, "photograph"))
        found = standing_as_dict(desk.record, standing_terms(desk.record, edition), "en")
        assert found["conflicts"] == []
        assert [(one["kind"], one["clauses"]) for one in found["covered"]] == [("grant", ["actions.adapt"])]
        assert "Le Fournil" in found["covered"][0]["says"]
        paper = licence_text(desk.record, [(standing_terms(desk.record, edition), ("four.png",))], "fr")
        assert "accordée à Le Fournil" in " ".join(paper.split())
        with open_books(tmp_path, desk.record) as books:
            run_books(desk.record, books)
            accounts = books.balances(desk.party("Pia").id)["EUR"]
        assert sum(amount for kind, amount in accounts.items() if kind >= AccountKind.EARNED) == 5000

    def test_a_grant_for_one_covers_one_design_in_all_of_its_formats(self, desk: Desk, tmp_path: Path) -> None:
        photo = under(desk, adapting(exclusive=True))
        made = granted(desk, tmp_path, photo, "Ana Duarte", units=1)
        desk.clock.now += DAY
        design, other = (desk.design((photo, "photograph"), brief=desk.brief()) for _ in range(2))
        use_grant(desk.record, desk.party("Ana Duarte"), made, use_id=design.id)
        desk.clock.now += DAY
        editions = [desk.edition(one, (photo, "photograph")) for one in (design, design, other)]
        assert [clauses_told(desk, one) for one in editions] == [[], [], ["actions.adapt.exclusive"]]

    def test_a_grant_to_somebody_else_covers_nothing(self, desk: Desk, tmp_path: Path) -> None:
        photo = under(desk, adapting(exclusive=True))
        granted(desk, tmp_path, photo, "La Meunerie")
        desk.clock.now += DAY
        design = desk.design((photo, "photograph"), brief=desk.brief(client="Le Fournil"))
        assert clauses_told(desk, design) == ["actions.adapt.exclusive", "events.held-alone"]
        assert set(ways(desk, design)) == {"another-work"}

    def test_a_grant_outlasts_terms_that_were_stated_since(self, desk: Desk, tmp_path: Path) -> None:
        photo = under(desk, adapting(exclusive=True))
        granted(desk, tmp_path, photo, "Ana Duarte")
        reserved = find_template("CC-BY-ND-4.0")
        state_terms(desk.record, desk.party("Pia"), photo, reserved.terms, template=reserved.id)
        desk.clock.now += DAY
        assert clauses_told(desk, desk.design((photo, "photograph"), brief=desk.brief())) == []
        desk.clock.now += 400 * DAY
        late = desk.design((photo, "photograph"), brief=desk.brief())
        assert set(clauses_told(desk, late)) == {"actions.adapt", "derivatives.allowed"}

    @pytest.mark.parametrize(
        ("rights", "refused"),
        [
            ('territories = ["FR"]\npurposes = ["advertising"]', []),
            ("", []),
            (
                'territories = ["FR", "US"]\npurposes = ["Advertising"]',
                ["prices", "actions.adapt.territories"],
            ),
            (
                'territories = ["US"]\npurposes = ["packaging"]',
                ["prices", "actions.adapt.territories", "actions.adapt.purposes"],
            ),
        ],
    )
    def test_a_grant_covers_no_other_place_or_purpose_than_its_own(
        self, desk: Desk, tmp_path: Path, rights: str, refused: list[str]
    ) -> None:
        photo = under(desk, replace(BASE, prices=frozenset({EUROS})))
        granted(desk, tmp_path, photo, "Le Fournil")
        desk.clock.now += DAY
        design = desk.design((photo, "photograph"), brief=desk.brief(client="Le Fournil", rights=rights))
        assert sorted(clauses_told(desk, design)) == sorted(refused)

    def test_what_another_holds_alone_is_used_in_nothing_else(self, desk: Desk, tmp_path: Path) -> None:
        photo = under(desk, BASE)
        alone = Price(PricedBy.FLAT, "EUR", 9000, actions=frozenset({Action.REPRODUCE}))
        offer(desk.record, desk.party("Pia"), photo, alone, limits=Limits(exclusive=True))
        desk.clock.now += DAY
        asked = Request(Action.REPRODUCE, party="La Meunerie", territory="FR", purpose="packaging")
        authority = Authority.open(tmp_path, now=MORNING)
        grant(desk.record, authority, desk.party("Pia"), photo, asked, at=desk.clock.now, legal_term=True)
        desk.clock.now += DAY
        made = [
            desk.design((photo, "photograph"), brief=desk.brief(client=client, rights=rights))
            for client, rights in (
                ("Le Fournil", 'territories = ["EU"]'),
                ("Le Fournil", ""),
                ("Le Fournil", 'territories = ["US"]'),
                ("La Meunerie", 'territories = ["FR"]'),
            )
        ]
        told = ["events.held-alone"]
        assert [clauses_told(desk, one) for one in made] == [told, told, [], []]
        found = standing_as_dict(desk.record, standing_terms(desk.record, made[0]), "en")["conflicts"]
        assert [way["kind"] for one in found for way in one["resolutions"]] == ["another-work"]


class TestWhatWasTold:
    def test_consent_that_is_withdrawn_stops_what_is_made_after(self, desk: Desk) -> None:
        photo = under(desk, BASE)
        before = desk.design((photo, "photograph"), brief=desk.brief())
        withdraw(desk.record, desk.party("Pia"), photo)
        desk.clock.now += DAY
        after = desk.design((photo, "photograph"), brief=desk.brief())
        assert (clauses_told(desk, before), clauses_told(desk, after)) == ([], ["events.withdrawn"])
        assert set(ways(desk, after)) == {"another-work"}

    def test_a_public_licence_goes_on_for_whoever_has_a_copy(self, desk: Desk) -> None:
        photo = desk.piece("four.jpg", "CC-BY-4.0", "Pia")
        withdraw(desk.record, desk.party("Pia"), photo)
        desk.clock.now += DAY
        assert clauses_told(desk, desk.design((photo, "photograph"), brief=desk.brief())) == []

    def test_what_is_made_from_something_that_may_not_be_made_may_not_be_either(self, desk: Desk) -> None:
        photo = under(desk, adapting(territories=frozenset({"US"})))
        montage = desk.design((photo, "photograph"), brief=desk.brief())
        design = desk.design((montage, "photograph"), brief=desk.brief())
        assert {
            clause.work for one in standing_terms(desk.record, design).conflicts for clause in one.collision.clauses
        } == {montage.id}

    def test_a_commissioned_work_is_for_its_own_client(self, desk: Desk) -> None:
        template = find_template("commissioned-work")
        brief = desk.brief(client="Le Fournil")
        montage = desk.design((desk.piece("lantern", "CC0-1.0", "Lorc"), "emblem"), brief=brief)
        state_terms(desk.record, desk.party("Ana Duarte"), montage, template.terms, template=template.id)
        desk.clock.now += DAY
        own = desk.design((montage, "photograph"), brief=desk.brief(client="Le Fournil"))
        other = desk.design((montage, "photograph"), brief=desk.brief(client="La Meunerie"), project="other")
        assert clauses_told(desk, own) == ["derivatives.reviewed"]
        assert clauses_told(desk, other) == ["actions.adapt.exclusive", "derivatives.reviewed"]

    def test_what_is_about_to_be_made_is_asked_too(self, desk: Desk) -> None:
        photo = under(desk, adapting(not_after=MORNING - DAY))
        brief = desk.brief()
        found = Licensing(desk.record).foreseen("compose", [(brief, "brief"), (photo, "photograph")], "four")
        assert [clause.key for one in found.conflicts for clause in one.collision.clauses] == [
            "actions.adapt.not-after"
        ]
