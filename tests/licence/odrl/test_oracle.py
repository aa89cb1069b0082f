"""On generated cases, permit and deny are what Cedar says; an evaluator that was broken on purpose is found out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from oeuvre.licence.odrl import conditions, rules, vocabulary
from oeuvre.licence.odrl.situation import Situation
from oeuvre.licence.odrl.situations import Fact
from oeuvre.licence.odrl.values import Value, order
from tests.licence.odrl.oracle import as_json, made_case

FEW, MANY = 500, 10_000


def disagreements(first: int, last: int) -> Iterator[int]:
    """Seeds of the cases on which Cedar and ours differ, by the short way and the long one."""
    for seed in range(first, last):
        case = made_case(seed)
        policy, request, world = case.ours()
        verdict = policy.verdict(request, world)
        assert verdict == policy.evaluate(request, world).decision
        if (verdict == "permit") != case.permits():
            yield seed


def test_cedar_agrees_on_five_hundred_cases() -> None:
    wrong = list(disagreements(0, FEW))
    assert wrong == [], as_json(made_case(wrong[0]))


@pytest.mark.torture
def test_cedar_agrees_on_ten_thousand_cases() -> None:
    wrong = list(disagreements(FEW, FEW + MANY))
    assert wrong == [], as_json(made_case(wrong[0]))


def test_both_outcomes_are_tried() -> None:
    permitted = sum(made_case(seed).permits() for seed in range(200))
    assert 40 < permitted < 160


class TestBrokenOnPurpose:
    """Each of these evaluators is wrong in one small way; Cedar has to notice every one."""

    @pytest.fixture(autouse=True)
    def _forget(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("oeuvre.licence.odrl.deciding.MOST_KEPT", 0)

    def test_lteq_that_forgets_equality(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def below(facts: tuple[Fact, ...], right: tuple[Value, ...], _: object) -> bool:
            return all(order(fact.value, value) == -1 for fact in facts for value in right)

        monkeypatch.setitem(conditions.COMPARISONS, "lteq", below)
        assert any(disagreements(0, FEW))

    def test_isnoneof_that_holds_of_everything(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(conditions.COMPARISONS, "isNoneOf", lambda *_: True)
        assert any(disagreements(0, FEW))

    def test_display_that_left_play(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(vocabulary.INCLUDED_IN, f"{vocabulary.ODRL}display")
        assert any(disagreements(0, FEW))

    def test_collections_that_nobody_looks_into(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("oeuvre.licence.odrl.situation._reached", lambda iri, parents: frozenset((iri,)))
        assert any(disagreements(0, FEW))

    def test_permissions_that_win(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            "oeuvre.licence.odrl.deciding.follows", lambda _, permitted, __: "permit" if permitted else "not-applicable"
        )
        assert any(disagreements(0, FEW))

    def test_constraints_of_which_one_is_enough(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def any_holds(rule: rules.CompiledRule, situation: Situation) -> bool:
            view = rule.view(situation)
            held = [premise.holds(situation, view) for premise in rule.premises]
            return all(held[:3]) and (any(held[3:]) or not held[3:])

        monkeypatch.setattr(rules.CompiledRule, "matches", any_holds)
        differing = (seed for seed in range(FEW) if (verdict_of(seed) == "permit") != made_case(seed).permits())
        assert next(differing, None) is not None


def verdict_of(seed: int) -> str:
    """What ours says, by the short way alone."""
    policy, request, world = made_case(seed).ours()
    return policy.verdict(request, world)
