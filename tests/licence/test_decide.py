"""Every stored limit is enforced: one test for each field, and each decision says by which clause and fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.licence import (
    OPEN,
    Action,
    Decision,
    Derivatives,
    Duties,
    Duty,
    DutyKind,
    Event,
    EventKind,
    Facts,
    Fee,
    Limits,
    Outcome,
    Parent,
    Relation,
    Request,
    Rule,
    Terms,
    Training,
    Version,
    actions_of,
    clause_in_words,
    compose,
    contribution,
    decide,
    decision_as_dict,
    find_template,
    reason_in_words,
    terms_as_of,
)
from tests.licence.strategies import terms

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def within(action: Action = Action.USE, **limits: Any) -> Terms:
    return OPEN.with_rules({action: Rule(True, Limits(**limits))})


def broken(terms: Terms, request: Request, facts: Facts | None = None, at: datetime = NOON) -> list[str]:
    """The clauses that refuse a request, each of which can be said in both languages."""
    decision = decide(terms, request, facts or Facts(), at)
    for reason in decision.reasons:
        assert reason.fact
        assert clause_in_words(reason.clause, "fr") != clause_in_words(reason.clause, "en")
    return [] if decision.permitted else [reason.clause for reason in decision.reasons]


@pytest.mark.parametrize("action", Action)
def test_an_action_is_prohibited_by_its_own_rule_alone(action: Action) -> None:
    shut = OPEN.with_rules({action: Rule(False)})
    assert f"actions.{action}" in broken(shut, Request(action))
    assert broken(OPEN, Request(action)) == []
    assert broken(Terms(rules=OPEN.rules, derivatives=OPEN.derivatives, training=Training.TRAIN), Request(action)) == []


@pytest.mark.parametrize(
    ("limits", "inside", "outside"),
    [
        ({"territories": frozenset({"FR"})}, {"territory": "FR"}, {"territory": "US"}),
        ({"media": frozenset({"print"})}, {"medium": "print"}, {"medium": "web"}),
        ({"channels": frozenset({"press"})}, {"channel": "press"}, {"channel": "social"}),
        ({"purposes": frozenset({"editorial"})}, {"purpose": "editorial"}, {"purpose": "advertising"}),
        ({"industries": frozenset({"music"})}, {"industry": "music"}, {"industry": "games"}),
        ({"audiences": frozenset({"members"})}, {"audience": "members"}, {"audience": "public"}),
    ],
)
def test_a_set_limits_to_what_is_in_it(
    limits: Mapping[str, Any], inside: Mapping[str, Any], outside: Mapping[str, Any]
) -> None:
    bound, clause = within(**limits), f"actions.use.{next(iter(limits))}"
    assert broken(bound, Request(Action.USE, **inside)) == []
    assert broken(bound, Request(Action.USE, **outside)) == [clause]
    # What is not told is not guessed.
    assert broken(bound, Request(Action.USE)) == [clause]


class TestOtherLimits:
    def test_not_before(self) -> None:
        bound = within(not_before=NOON)
        assert broken(bound, Request(Action.USE), at=NOON) == []
        assert broken(bound, Request(Action.USE), at=NOON - DAY) == ["actions.use.not-before"]

    def test_not_after(self) -> None:
        bound = within(not_after=NOON)
        assert broken(bound, Request(Action.USE), at=NOON) == []
        assert broken(bound, Request(Action.USE), at=NOON + DAY) == ["actions.use.not-after"]

    def test_count(self) -> None:
        bound = within(count=3)
        assert broken(bound, Request(Action.USE, units=2), Facts(used=1)) == []
        assert broken(bound, Request(Action.USE, units=2), Facts(used=2)) == ["actions.use.count"]

    def test_exclusive(self) -> None:
        bound = within(exclusive=True)
        assert broken(bound, Request(Action.USE, party="ana"), Facts(held_by="ana")) == []
        assert broken(bound, Request(Action.USE, party="bo"), Facts(held_by="ana")) == ["actions.use.exclusive"]

    def test_members_are_an_audience(self) -> None:
        assert broken(within(audiences=frozenset({"members"})), Request(Action.USE), Facts(member=True)) == []


class TestTraining:
    @pytest.mark.parametrize(
        ("action", "least"),
        [
            (Action.SEARCH, Training.SEARCH_ONLY),
            (Action.AI_INPUT, Training.RETRIEVAL),
            (Action.AI_TRAINING, Training.TRAIN_WITH_PAY),
            (Action.TEXT_AND_DATA_MINING, Training.TRAIN_WITH_PAY),
        ],
    )
    def test_consent_lets_pass_what_it_reaches(self, action: Action, least: Training) -> None:
        for consent in Training:
            refused = broken(replace(OPEN, training=consent), Request(action))
            assert refused == ([] if consent.rank >= least.rank else ["training"])

    def test_training_with_pay_owes_pay(self) -> None:
        decision = decide(replace(OPEN, training=Training.TRAIN_WITH_PAY), Request(Action.AI_TRAINING), Facts(), NOON)
        assert [duty.kind for duty in decision.duties] == [DutyKind.PAY]


class TestDerivatives:
    @pytest.mark.parametrize(
        ("fields", "good", "bad"),
        [
            ({"reviewed": True}, {"approved": True}, {}),
            ({"ceiling": Fraction(30)}, {"ancestors_percent": Fraction(30)}, {"ancestors_percent": Fraction(301, 10)}),
        ],
    )
    def test_fact_decides(self, fields: dict[str, Any], good: dict[str, Any], bad: dict[str, Any]) -> None:
        bound = replace(OPEN, derivatives=replace(OPEN.derivatives, **fields))
        assert broken(bound, Request(Action.ADAPT), Facts(**good)) == []
        assert broken(bound, Request(Action.ADAPT), Facts(**bad)) == [f"derivatives.{next(iter(fields))}"]
        assert broken(bound, Request(Action.PRESENT), Facts(**bad)) == []

    def test_allowed(self) -> None:
        bound = replace(OPEN, derivatives=Derivatives())
        assert broken(bound, Request(Action.ADAPT)) == ["derivatives.allowed"]
        assert broken(bound, Request(Action.AI_DERIVATIVE)) == ["derivatives.allowed"]

    def test_expires(self) -> None:
        bound = replace(OPEN, derivatives=replace(OPEN.derivatives, expires=NOON))
        assert broken(bound, Request(Action.ADAPT), at=NOON) == []
        assert broken(bound, Request(Action.ADAPT), at=NOON + DAY) == ["derivatives.expires"]

    def test_reciprocal_and_minimum_fee_are_duties_of_adapting(self) -> None:
        fields = {"reciprocal": frozenset({"CC-BY-SA-4.0"}), "minimum_fees": frozenset({Fee("EUR", 500)})}
        bound = replace(OPEN, derivatives=replace(OPEN.derivatives, **fields))
        duties = decide(bound, Request(Action.ADAPT), Facts(), NOON).duties
        assert [(duty.kind, duty.details) for duty in duties] == [
            (DutyKind.SHARE_ALIKE, ("CC-BY-SA-4.0",)),
            (DutyKind.MINIMUM_FEE, ("500 EUR",)),
        ]
        assert decide(bound, Request(Action.PRESENT), Facts(), NOON).outcome is Outcome.PERMITTED


class TestDuties:
    def test_attribution_is_owed_where_the_work_is_shared(self) -> None:
        bound = replace(OPEN, duties=Duties(attribute=frozenset({"title", "author"})))
        decision = decide(bound, Request(Action.DISTRIBUTE), Facts(), NOON)
        assert decision.outcome is Outcome.PERMITTED_WITH_DUTIES
        assert [(duty.kind, duty.details, duty.clause) for duty in decision.duties] == [
            (DutyKind.ATTRIBUTE, ("author", "title"), "duties.attribute")
        ]
        assert decide(bound, Request(Action.USE), Facts(), NOON).outcome is Outcome.PERMITTED

    def test_a_label_is_owed_where_a_model_adapts(self) -> None:
        bound = replace(OPEN, duties=Duties(label_ai=True))
        decision = decide(bound, Request(Action.ADAPT, by_model=True), Facts(), NOON)
        assert [duty.kind for duty in decision.duties] == [DutyKind.LABEL_AI]
        assert decide(bound, Request(Action.ADAPT), Facts(), NOON).duties == ()

    def test_use_that_was_not_reported_in_time_is_refused(self) -> None:
        bound = replace(OPEN, duties=Duties(report_every_days=30))
        assert decide(bound, Request(Action.USE), Facts(), NOON).duties[0].details == ("30",)
        began = Facts(began=NOON - 31 * DAY)
        assert broken(bound, Request(Action.USE), began) == ["duties.report-every-days"]
        assert broken(bound, Request(Action.USE), replace(began, reported=NOON - 30 * DAY)) == []

    def test_moral_rights_go_with_every_decision(self) -> None:
        bound = replace(OPEN, moral_rights=frozenset({"full"}))
        assert decide(bound, Request(Action.USE), Facts(), NOON).notes == ("full",)


def test_commerce_and_models_ask_more_than_one_rule() -> None:
    assert actions_of(Request(Action.ADAPT, commercial=True, by_model=True)) == (
        Action.ADAPT,
        Action.COMMERCIALISE,
        Action.AI_DERIVATIVE,
    )
    noncommercial = find_template("CC-BY-NC-4.0").terms
    assert broken(noncommercial, Request(Action.PRESENT, commercial=True)) == ["actions.commercialise"]
    assert broken(noncommercial, Request(Action.PRESENT)) == []


@pytest.mark.parametrize("kind", DutyKind)
def test_every_duty_has_its_words(kind: DutyKind) -> None:
    decision = Decision(Outcome.PERMITTED_WITH_DUTIES, (), (Duty(kind, ("x",), "prices"),), ("full", "of their own"))
    french, english = decision_as_dict(decision, "fr"), decision_as_dict(decision)
    assert french["duties"][0]["says"] != english["duties"][0]["says"]
    assert english["notes"][1] == "of their own"


def test_a_reason_names_clause_and_fact_in_words() -> None:
    told = decide(within(territories=frozenset({"FR"})), Request(Action.USE, territory="US"), Facts(), NOON).reasons[0]
    assert reason_in_words(told.clause, told.fact) == "the territory, in the rule on “use” (asked for: US)"


class TestTwoTimes:
    OPENED = Version(OPEN, NOON - 10 * DAY, NOON - 10 * DAY)
    SHUT = Version(Terms(), NOON - 5 * DAY, NOON)

    def test_terms_are_those_of_the_time_of_use(self) -> None:
        versions = (self.OPENED, self.SHUT)
        assert terms_as_of(versions, NOON - 11 * DAY, NOON) is None
        assert decide(versions, Request(Action.USE), Facts(), NOON - DAY, NOON + DAY).permitted
        assert not decide(versions, Request(Action.USE), Facts(), NOON + DAY).permitted
        assert broken_versions(versions, NOON - 11 * DAY) == ["terms"]

    def test_as_known_then_is_decided_the_same_for_ever(self) -> None:
        later = Version(Terms(), NOON, NOON + 3 * DAY)
        for versions in ((self.OPENED,), (self.OPENED, later)):
            assert decide(versions, Request(Action.USE), Facts(), NOON + DAY, NOON + DAY).permitted

    def test_consent_is_withdrawn_from_a_day_on_and_never_before(self) -> None:
        told_late = Event(EventKind.WITHDRAWN, NOON - 5 * DAY, NOON, frozenset({Action.AI_TRAINING}))
        facts = Facts(events=(told_late,))
        asked = Request(Action.AI_TRAINING)
        assert decide(OPEN, asked, facts, NOON - DAY, NOON + DAY).permitted
        assert broken(OPEN, asked, facts, NOON) == ["events.withdrawn"]
        assert broken(OPEN, Request(Action.USE), facts, NOON) == []

    def test_a_grant_made_before_goes_on(self) -> None:
        facts = Facts(events=(Event(EventKind.WITHDRAWN, NOON, NOON),))
        assert broken(OPEN, Request(Action.USE), replace(facts, granted_at=NOON - DAY), NOON + DAY) == []
        assert broken(OPEN, Request(Action.USE), replace(facts, granted_at=NOON), NOON + DAY) == ["events.withdrawn"]

    def test_a_dispute_halts_until_it_is_settled_and_settles_no_withdrawal(self) -> None:
        opened, settled = Event(EventKind.DISPUTED, NOON, NOON), Event(EventKind.SETTLED, NOON + DAY, NOON + DAY)
        asked = Request(Action.USE)
        assert broken(OPEN, asked, Facts(events=(opened,)), NOON) == ["events.disputed"]
        assert broken(OPEN, asked, Facts(events=(opened, settled)), NOON + DAY) == []
        withdrawn = Event(EventKind.WITHDRAWN, NOON, NOON)
        assert broken(OPEN, asked, Facts(events=(withdrawn, settled)), NOON + DAY) == ["events.withdrawn"]


def broken_versions(versions: tuple[Version, ...], at: datetime) -> list[str]:
    return [reason.clause for reason in decide(versions, Request(Action.USE), Facts(), at).reasons]


requests = st.builds(
    Request,
    action=st.sampled_from(Action),
    party=st.sampled_from(("", "ana")),
    territory=st.sampled_from(("", "FR", "BE")),
    medium=st.sampled_from(("", "print")),
    channel=st.sampled_from(("", "press")),
    purpose=st.sampled_from(("", "editorial")),
    industry=st.sampled_from(("", "music")),
    audience=st.sampled_from(("", "public")),
    units=st.integers(1, 3),
    commercial=st.booleans(),
    by_model=st.booleans(),
)
facts = st.builds(
    Facts,
    used=st.integers(0, 3),
    held_by=st.sampled_from(("", "ana", "bo")),
    began=st.one_of(st.none(), st.just(NOON - 40 * DAY)),
    approved=st.booleans(),
    ancestors_percent=st.integers(0, 60).map(Fraction),
    member=st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(terms, min_size=1, max_size=3), st.sampled_from([*Relation][:4]), requests, facts)
def test_what_composed_terms_permit_every_parent_permits_for_no_more_duties(
    several: list[Terms], relation: Relation, request: Request, known: Facts
) -> None:
    parents = [Parent(f"w{index}", one) for index, one in enumerate(several)]
    made = compose(parents, relation)
    if not isinstance(made, Terms):
        return
    decision = decide(made, request, known, NOON)
    for parent in parents:
        own = decide(contribution(parent, relation), request, known, NOON)
        if decision.permitted:
            assert own.permitted
            assert {duty.kind for duty in own.duties} <= {duty.kind for duty in decision.duties}
