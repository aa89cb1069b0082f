"""Lineage and credits, on graphs that a person can check and against plain recomputation."""

from __future__ import annotations

import itertools

import pytest

from oeuvre.record import NewAct, Party, Record, Work, WorkUnknown
from oeuvre.record.exchange import credits_on_each

from .conftest import make, new_work


def diamond(record: Record, anna: Party) -> tuple[Work, Work, Work, Work]:
    root = make(record, anna)
    left, right = make(record, anna, [root]), make(record, anna, [root])
    return root, left, right, make(record, anna, [left, right])


class TestLineage:
    def test_ancestors_and_descendants_of_a_diamond(self, record: Record, anna: Party) -> None:
        root, left, right, leaf = diamond(record, anna)
        beside = make(record, anna, [right])
        up = record.ancestors(leaf.id)
        assert up.nodes == (root, left, right, leaf)
        assert {(edge.parent, edge.child) for edge in up.edges} == {
            (root.id, left.id),
            (root.id, right.id),
            (left.id, leaf.id),
            (right.id, leaf.id),
        }
        assert up.parties == (anna,)
        assert record.descendants(right.id).nodes == (right, leaf, beside)
        assert {(edge.parent, edge.child) for edge in record.descendants(right.id).edges} == {
            (right.id, leaf.id),
            (right.id, beside.id),
        }
        around = record.lineage(right.id)
        assert set(around.nodes) == {root, right, leaf, beside}
        assert len(around.edges) == 3

    def test_a_work_alone_is_its_own_lineage(self, record: Record, anna: Party) -> None:
        alone = make(record, anna)
        assert record.ancestors(alone.id).nodes == record.descendants(alone.id).nodes == (alone,)
        assert record.ancestors(alone.id).edges == ()
        assert record.paths(alone.id, alone.id) == ((alone.id,),)

    def test_an_unknown_work_is_told(self, record: Record) -> None:
        for ask in (record.ancestors, record.descendants, record.credits, record.made_by_act):
            with pytest.raises(WorkUnknown):
                ask("0" * 32)

    def test_paths_between_two_works_the_shortest_first(self, record: Record, anna: Party) -> None:
        root, left, right, leaf = diamond(record, anna)
        last = make(record, anna, [leaf, root])
        found = record.paths(root.id, last.id)
        assert found[0] == (root.id, last.id)
        assert set(found[1:]) == {
            (root.id, left.id, leaf.id, last.id),
            (root.id, right.id, leaf.id, last.id),
        }
        assert record.paths(last.id, root.id) == ()
        assert record.paths(left.id, right.id) == ()

    def test_the_first_paths_come_at_once_among_billions(self, record: Record, anna: Party) -> None:
        works = [make(record, anna)]
        for _ in range(50):
            works.append(make(record, anna, works[-2:]))
        found = record.paths(works[0].id, works[-1].id, limit=5)
        assert len(found) == 5
        assert all(path[0] == works[0].id and path[-1] == works[-1].id for path in found)
        steps = {(edge.parent, edge.child) for edge in record.ancestors(works[-1].id).edges}
        assert all(step in steps for path in found for step in itertools.pairwise(path))

    def test_no_question_about_lineage_scans_a_table(self, record: Record, anna: Party) -> None:
        import sqlalchemy as sa

        from oeuvre.record import lineage

        with record._reading() as connection:
            for name in ("_ANCESTORS", "_DESCENDANTS", "_EDGES_UP", "_EDGES_DOWN", "_BY_UP", "_BY_DOWN", "_PATHS"):
                question = sa.text(f"EXPLAIN QUERY PLAN {getattr(lineage, name)}")
                values = {"work": "a", "start": "a", "end": "b", "limit": 1}
                steps = [row.detail for row in connection.execute(question, values)]
                scanned = {step.split()[1] for step in steps if step.startswith("SCAN")}
                assert scanned <= {"walk", "up", "down", "inside", "path", "step", "reached"}

    def test_as_dict_has_nodes_edges_and_parties(self, record: Record, anna: Party) -> None:
        _, _, _, leaf = diamond(record, anna)
        told = record.ancestors(leaf.id).as_dict()
        assert set(told) == {"work", "nodes", "edges", "parties"}
        assert told["work"] == leaf.id


class TestCredits:
    def test_everyone_behind_a_work_is_credited_and_who_refused_is_not(self, record: Record, anna: Party) -> None:
        rule, zoe = record.party("composer", "rule"), record.party("Zoe", "person")
        picture = make(record, anna, kind="import")
        other = make(record, zoe, kind="import")
        draft, loser = new_work(record, b"draft"), new_work(record, b"loser")
        recorded = record.append(
            [
                NewAct("compose", by=[(rule, "composer")], used=[(picture, "picture")], made=[(draft, "draft")]),
                NewAct("compose", by=[(rule, "composer")], used=[(other, "picture")], made=[(loser, "draft")]),
                NewAct("choose", by=[(zoe, "chooser")], used=[(draft, "chosen"), (loser, "passed over")]),
                NewAct("refuse", by=[(zoe, "judge")], used=[(loser, "refused"), (draft, "compared")]),
            ]
        )
        chosen, lost = recorded[0].works[0], recorded[1].works[0]
        edition = make(record, rule, [chosen], kind="adapt")
        told = [(credit.party.name, credit.role, credit.works) for credit in record.credits(edition.id)]
        assert told == [
            ("Anna Moreau", "maker", (picture.id,)),
            ("composer", "composer", (chosen.id,)),
            ("Zoe", "chooser", (chosen.id,)),
            ("composer", "maker", (edition.id,)),
        ]
        assert [(credit.party.name, credit.role) for credit in record.credits(lost.id)] == [
            ("Zoe", "maker"),
            ("composer", "composer"),
        ]

    def test_a_forgotten_party_keeps_its_place_without_its_name(self, record: Record, anna: Party) -> None:
        work = make(record, anna)
        record.forget_party(anna.id)
        (credit,) = record.credits(work.id)
        assert (credit.party.id, credit.party.forgotten) == (anna.id, True)


def test_credits_on_many_works_are_those_on_each(record: Record, anna: Party) -> None:
    """An export reads the acts behind a whole run once, and says of each work what is said of it alone."""
    root, left, right, leaf = diamond(record, anna)
    ben = record.party("Ben", "person")
    record.append(NewAct("choose", by=[(ben, "chooser")], used=[(left, "chosen")]))
    works = [one.id for one in (root, left, right, leaf)]
    with record._reading() as connection:
        assert credits_on_each(connection, works) == {one: record.credits(one) for one in works}
        assert credits_on_each(connection, works[:1]) == {root.id: record.credits(root.id)}


def test_what_a_correction_took_off_is_not_credited_on_it(record: Record, anna: Party) -> None:
    """The first version keeps its credit; the second, from which the piece was taken, has none of it."""
    ben, carla = record.party("Ben", "person"), record.party("Carla", "person")
    old, new = make(record, ben), make(record, carla)
    first = make(record, anna, [old], kind="compose")
    second = record.append(
        NewAct(
            "edit",
            by=[(anna, "editor")],
            used=[(first, "edited"), (new, "emblem")],
            made=[(new_work(record), "draft")],
            settings={"removed": [old.id]},
        )
    )[0].works[0]
    assert {one.party.name for one in record.credits(first.id)} == {"Anna Moreau", "Ben"}
    assert {one.party.name for one in record.credits(second.id)} == {"Anna Moreau", "Carla"}
    again = make(record, anna, [second, old], kind="compose")
    assert {one.party.name for one in record.credits(again.id)} == {"Anna Moreau", "Ben", "Carla"}
