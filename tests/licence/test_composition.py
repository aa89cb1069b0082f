"""The laws of composition, held over terms of every shape; and conflicts that name the fewest clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oeuvre.licence import (
    CLOSE_COPY,
    OPEN,
    STRICT,
    Action,
    Basis,
    Clause,
    Conflict,
    Derivatives,
    Limits,
    Parent,
    Price,
    Relation,
    Resolution,
    Rule,
    Terms,
    clauses,
    compose,
    contribution,
    find_template,
    meet,
    output_terms,
    permits_no_more,
    witnesses,
)
from tests.licence.strategies import terms

# No limit, and yet terms that bind whatever they are part of.
UNLIMITED = replace(OPEN, binds_embedding=True)
BINDING = st.sampled_from([relation for relation in Relation if relation is not Relation.REFERENCE])
MANY = settings(max_examples=150, deadline=None)


def named(several: Sequence[Terms]) -> list[Parent]:
    return [Parent(f"w{index}", one) for index, one in enumerate(several)]


def together(first: Terms | Conflict, second: Terms | Conflict, relation: Relation) -> Terms | Conflict:
    """What two compositions make: a conflict stays one."""
    for one in (first, second):
        if isinstance(one, Conflict):
            return one
    assert isinstance(first, Terms)
    assert isinstance(second, Terms)
    return compose([Parent("first", first), Parent("second", second)], relation)


def holds_laws(several: list[Terms], relation: Relation) -> None:
    parents = named(several)
    whole = compose(parents, relation)
    assert compose(parents[::-1], relation) == whole if isinstance(whole, Terms) else True
    assert isinstance(compose(parents[::-1], relation), Conflict) == isinstance(whole, Conflict)
    again = compose([*parents, *parents], relation)
    assert isinstance(again, Conflict) if isinstance(whole, Conflict) else again == whole
    for cut in range(1, len(parents)):
        grouped = together(compose(parents[:cut], relation), compose(parents[cut:], relation), relation)
        assert isinstance(grouped, Conflict) if isinstance(whole, Conflict) else grouped == whole
    if isinstance(whole, Terms):
        assert all(permits_no_more(whole, contribution(parent, relation)) for parent in parents)


@MANY
@given(st.lists(terms, min_size=1, max_size=4), BINDING)
def test_order_grouping_and_repetition_change_nothing_and_no_parent_permits_less(
    several: list[Terms], relation: Relation
) -> None:
    holds_laws(several, relation)


@pytest.mark.torture
@settings(max_examples=10_000, deadline=None)
@given(st.lists(terms, min_size=1, max_size=5), BINDING)
def test_the_laws_hold_ten_thousand_times(several: list[Terms], relation: Relation) -> None:
    holds_laws(several, relation)


@MANY
@given(terms, terms, terms)
def test_permitting_no_more_is_an_order(one: Terms, other: Terms, third: Terms) -> None:
    assert permits_no_more(one, one)
    assert permits_no_more(one, OPEN)
    if permits_no_more(one, other) and permits_no_more(other, one):
        assert clauses(one) == clauses(other)
    if permits_no_more(one, other) and permits_no_more(other, third):
        assert permits_no_more(one, third)
    assert permits_no_more(meet(one, other), other)
    if permits_no_more(third, one) and permits_no_more(third, other):
        assert permits_no_more(third, meet(one, other))


@MANY
@given(st.lists(terms, min_size=1, max_size=4), BINDING)
def test_every_clause_has_a_witness_that_says_something_on_it(several: list[Terms], relation: Relation) -> None:
    parents = named(several)
    told = witnesses(parents, relation)
    for key, works in told.items():
        assert works
        for parent in parents:
            if parent.work in works:
                assert key in clauses(contribution(parent, relation))


@MANY
@given(st.lists(terms, min_size=1, max_size=4), BINDING)
def test_the_works_of_a_collision_collide_without_the_others(several: list[Terms], relation: Relation) -> None:
    parents = named(several)
    whole = compose(parents, relation)
    if not isinstance(whole, Conflict):
        return
    for collision in whole.collisions:
        works = set(collision.works)
        kept = [parent for parent in parents if parent.work in works]
        # Prices may be owed to a work further up, which is no parent here.
        if len(kept) == len(works):
            assert isinstance(compose(kept, relation), Conflict)


class TestConflicts:
    def test_names_the_clause_of_each_work_that_collide_and_what_resolves_it(self) -> None:
        parents = [
            Parent("credit", find_template("CC-BY-4.0").terms),
            Parent("alike", find_template("CC-BY-SA-4.0").terms),
            Parent("no-sale", find_template("CC-BY-NC-4.0").terms),
        ]
        conflict = compose(parents, Relation.ADAPTATION)
        assert isinstance(conflict, Conflict)
        assert [one.clauses for one in conflict.collisions] == [
            (Clause("alike", "derivatives.reciprocal"), Clause("no-sale", "actions.commercialise"))
        ]
        assert conflict.collisions[0].works == ("alike", "no-sale")
        kinds = [kind for kind, _ in conflict.collisions[0].resolutions]
        assert kinds == [Resolution.ANOTHER_WORK, Resolution.PERMISSION]

    def test_three_licences_that_meet_in_pairs_and_not_together(self) -> None:
        def alike(*names: str) -> Terms:
            return Terms(
                rules=OPEN.rules, derivatives=Derivatives(allowed=True, reciprocal=frozenset(names)), names=frozenset()
            )

        several = {"a": alike("X", "Y"), "b": alike("Y", "Z"), "c": alike("X", "Z")}
        parents = [Parent(work, terms) for work, terms in several.items()]
        for pair in combinations(parents, 2):
            assert not isinstance(compose(pair, Relation.ADAPTATION), Conflict)
        conflict = compose(parents, Relation.ADAPTATION)
        assert isinstance(conflict, Conflict)
        assert [one.works for one in conflict.collisions] == [("a", "b", "c")]

    def test_fifty_parents_are_told_apart_in_good_time(self) -> None:
        by, alike, free = (find_template(f"CC-{one}-4.0").terms for one in ("BY-NC", "BY-SA", "BY"))
        parents = [Parent(f"w{index}", (by, alike, free)[index % 3]) for index in range(51)]
        conflict = compose(parents, Relation.ADAPTATION)
        assert isinstance(conflict, Conflict)
        assert {len(one.clauses) for one in conflict.collisions} == {2}

    def test_many_limits_that_meet_in_all_groups_but_the_whole(self) -> None:
        """Each of forty leaves one territory out: any thirty-nine have one in common, the forty none."""
        codes = [f"{one}{other}" for one in "ABCD" for other in "ABCDEFGHIJ"]
        parents = []
        for code in codes:
            rule = Rule(True, Limits(territories=frozenset(codes) - {code}))
            parents.append(Parent(code, UNLIMITED.with_rules({Action.ADAPT: rule})))
        assert isinstance(compose(parents[1:], Relation.ADAPTATION), Terms)
        conflict = compose(parents, Relation.ADAPTATION)
        assert isinstance(conflict, Conflict)
        assert [len(one.clauses) for one in conflict.collisions] == [40]

    def test_limits_that_leave_nothing_together(self) -> None:
        def within(*codes: str) -> Terms:
            rule = Rule(True, Limits(territories=frozenset(codes)))
            return UNLIMITED.with_rules({Action.ADAPT: rule})

        parents = [Parent("fr", within("FR")), Parent("both", within("FR", "BE")), Parent("be", within("BE"))]
        assert isinstance(compose(parents[:2], Relation.ADAPTATION), Terms)
        conflict = compose(parents, Relation.ADAPTATION)
        assert isinstance(conflict, Conflict)
        assert [one.clauses for one in conflict.collisions] == [
            (Clause("be", "actions.adapt"), Clause("fr", "actions.adapt"))
        ]

    def test_shares_over_a_parents_ceiling(self) -> None:
        def shared(percent: int, ceiling: int | None) -> Terms:
            price = Price(Basis.REVENUE_SHARE, "EUR", percent=Fraction(percent))
            kept = Derivatives(allowed=True, ceiling=None if ceiling is None else Fraction(ceiling))
            return Terms(rules=OPEN.rules, prices=frozenset({price}), derivatives=kept)

        fine = compose([Parent("a", shared(20, 40)), Parent("b", shared(20, None))], Relation.ADAPTATION)
        assert isinstance(fine, Terms)
        conflict = compose([Parent("a", shared(20, 39)), Parent("b", shared(20, None))], Relation.ADAPTATION)
        assert isinstance(conflict, Conflict)
        assert conflict.collisions[0].clauses == (
            Clause("a", "derivatives.ceiling"),
            Clause("a", "prices"),
            Clause("b", "prices"),
        )
        assert isinstance(compose(named([shared(60, None)] * 2), Relation.ADAPTATION), Conflict)


class TestHouseOutputs:
    ALIKE = Parent("alike", find_template("CC-BY-SA-4.0").terms)
    FREE = Parent("free", find_template("CC-BY-4.0").terms)

    def reciprocal(self, leaning: dict[str, Fraction], reading: object = STRICT) -> object:
        made = output_terms([self.ALIKE, self.FREE], leaning, STRICT if reading is STRICT else CLOSE_COPY)
        assert isinstance(made, Terms)
        return made.derivatives.reciprocal

    def test_leaning_on_a_share_alike_work_inherits_it(self) -> None:
        assert self.reciprocal({"alike": Fraction(1, 10), "free": Fraction(0)}) is not None
        assert self.reciprocal({"alike": Fraction(9, 100), "free": Fraction(1)}) is None

    def test_strictly_what_is_not_measured_counts(self) -> None:
        assert self.reciprocal({}) is not None
        assert self.reciprocal({}, CLOSE_COPY) is None

    def test_below_an_adaptation_there_is_still_credit(self) -> None:
        made = output_terms([self.ALIKE], {"alike": Fraction(0)})
        assert isinstance(made, Terms)
        assert "author" in made.duties.attribute
        # It goes on into what the output is set in, which a font's terms would not.
        assert "author" in contribution(Parent("emblem", made), Relation.ADAPTATION).duties.attribute
        assert output_terms([self.ALIKE], {"alike": Fraction(0)}, CLOSE_COPY) == OPEN

    def test_an_output_that_leans_on_a_work_without_derivatives_is_refused(self) -> None:
        closed = Parent("nd", find_template("CC-BY-ND-4.0").terms)
        assert isinstance(output_terms([closed], {"nd": Fraction(1, 2)}), Conflict)
