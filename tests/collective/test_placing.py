"""Where cards of new works go: rows as a person would lay them, around what is there, the same for the same."""

from __future__ import annotations

import asyncio
import itertools
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Map

from oeuvre.collective import ANEW, Label, Placing, Room, Rooms, TableStore, TableWork, cards_for, place
from oeuvre.collective.taken import MOST_STEPS, Taken
from tests.collective.yjs import Seat

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
LABELS = {
    name: Label(text, {"row": name.split("-")[0]})
    for name, text in {
        "ideas": "The ideas",
        "editions": "The editions",
        "corrections-of-draft-2": "Correction of 2",
        "other": "The rest",
        **{f"round-{number}": f"Round {number}" for number in range(6)},
    }.items()
}
IDEAS = [TableWork(f"idea-{n}", "idea", n) for n in range(1, 6)]
SHEET = [TableWork(f"draft-{n}", "draft", n, 0, 0.8) for n in range(1, 25)]
ROUNDS = [
    TableWork(f"draft-{24 + 12 * r + n}", "draft", 24 + 12 * r + n, r + 1, 0.8) for r in (0, 1) for n in range(1, 13)
]
EDITIONS = [TableWork(f"edition-{n}", "edition", n, ratio=n / 4, of="draft-7") for n in range(1, 12)]


def placed(works: list[TableWork], now: dict[str, Any] | None = None) -> dict[str, dict[str, Any]]:
    return cards_for(now or {}, Placing(works, LABELS), by="rule", made=NOW)


def meet(a: dict[str, Any], b: dict[str, Any]) -> bool:
    across = a["x"] < b["x"] + b["w"] and b["x"] < a["x"] + a["w"]
    return across and a["y"] < b["y"] + b["h"] and b["y"] < a["y"] + a["h"]


def overlaps(cards: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    return [(a, b) for a, b in itertools.combinations(cards, 2) if meet(cards[a], cards[b])]


def test_a_whole_project_is_laid_out_in_rows() -> None:
    cards = placed([*EDITIONS, *ROUNDS, *SHEET, *IDEAS])
    assert overlaps(cards) == []
    assert len(cards) == 5 + 24 + 24 + 11 + 5
    assert all(cards[f"idea-{n}"]["x"] + cards[f"idea-{n}"]["w"] < 0 for n in range(1, 6))
    assert len({cards[f"draft-{n}"]["y"] for n in range(1, 25)}) == 4
    assert len({cards[f"draft-{n}"]["y"] for n in range(25, 37)}) == 1
    assert len({cards[f"draft-{n}"]["x"] for n in range(25, 37)}) == 12
    tops = [cards[f"draft-{n}"]["y"] for n in (1, 25, 37)]
    assert tops == sorted(tops)
    assert all(cards[f"edition-{n}"]["x"] > cards["draft-7"]["x"] for n in range(1, 12))
    for label, first in (("round-0", 1), ("round-1", 25), ("round-2", 37)):
        card = cards[f"label-{label}"]
        assert (card["kind"], card["text"], card["x"]) == ("label", LABELS[label].text, cards[f"draft-{first}"]["x"])
        assert card["row"] == "round"
        assert 0 < cards[f"draft-{first}"]["y"] - card["y"] - card["h"] < 50
    work = cards["draft-3"]
    assert (work["kind"], work["work"], work["by"], work["made"]) == ("work", "draft-3", "rule", "2026-11-25T12:00:00Z")


def test_the_same_works_give_the_same_cards_whenever_they_come() -> None:
    """A sheet that comes draft by draft lies as one that comes at once."""
    at_once = placed([*IDEAS, *SHEET])
    cards: dict[str, dict[str, Any]] = {}
    for count in (1, 5, 24):
        cards |= placed([*IDEAS, *SHEET[:count]], cards)
    both = [
        {key: (card["x"], card["y"]) for key, card in found.items() if card["kind"] == "work"}
        for found in (at_once, cards)
    ]
    assert both[0] == both[1]
    assert placed([*IDEAS, *SHEET], cards) == {}
    assert placed([*SHEET, *IDEAS]) == at_once


def test_what_a_person_placed_stays_and_is_gone_around() -> None:
    cards = placed(SHEET)
    cards["note"] = {"kind": "note", "x": 0.0, "y": 2000.0, "w": 900.0, "h": 700.0}
    cards["draft-7"] |= {"x": 5000.0, "y": -400.0}
    before = {key: dict(card) for key, card in cards.items()}
    added = placed([*SHEET, *ROUNDS, *EDITIONS], cards)
    assert {key: cards[key] for key in before} == before
    assert not set(added) & set(before)
    assert overlaps(cards | added) == []
    # The editions follow the chosen design to where it was taken.
    assert added["edition-1"]["x"] > 5000
    assert added["edition-1"]["y"] == -400.0
    assert min(card["y"] for key, card in added.items() if key.startswith("draft")) > 2700


def test_what_is_in_the_bin_is_on_the_table_and_takes_no_room() -> None:
    cards = placed(SHEET)
    for card in cards.values():
        card["bin"] = "2026-11-25T12:00:00Z"
    added = placed([*SHEET, *EDITIONS], cards)
    assert set(added) == {work.id for work in EDITIONS} | {"label-editions-of-draft-7"}


def test_an_idea_that_comes_late_stays_with_the_ideas() -> None:
    """What was brought lies under the ideas: a seventh idea goes beside them, and not among the first sheet."""
    six = [TableWork(f"idea-{n}", "idea", n) for n in range(1, 7)]
    brought = [TableWork("logo", "other", 0, ratio=1.0)]
    cards = placed([*six, *brought])
    cards |= placed([*six, TableWork("idea-7", "idea", 7), *brought, *SHEET], cards)
    assert overlaps(cards) == []
    assert cards["idea-7"]["x"] + cards["idea-7"]["w"] < cards["draft-1"]["x"]
    assert cards["idea-7"]["y"] <= cards["idea-6"]["y"]


def test_corrections_stand_beside_what_they_correct() -> None:
    corrected = [
        TableWork("draft-51", "correction", 51, of="draft-50", ratio=0.8),
        TableWork("draft-50", "correction", 50, of="draft-6", ratio=0.8),
        TableWork("draft-52", "correction", 52, of="draft-2", ratio=0.8),
    ]
    cards = placed([*SHEET, *corrected])
    assert overlaps(cards) == []
    assert cards["draft-50"]["y"] == cards["draft-51"]["y"] == cards["draft-6"]["y"]
    assert cards["draft-6"]["x"] < cards["draft-50"]["x"] < cards["draft-51"]["x"]
    assert cards["draft-52"]["x"] > cards["draft-6"]["x"]
    assert [key for key in cards if key.startswith("label-corr")] == ["label-corrections-of-draft-2"]
    words = cards["label-corrections-of-draft-2"]
    assert (words["text"], words["row"]) == ("Correction of 2", "corrections")
    assert words["y"] + words["h"] < cards["draft-52"]["y"]


def test_a_brief_that_changed_begins_anew_below() -> None:
    cards = placed(SHEET)
    again = [TableWork(f"second-{n}", "draft", n, ANEW, 0.8) for n in range(1, 25)]
    added = placed([*SHEET, *again], cards)
    assert len({card["y"] for card in added.values() if card["kind"] == "work"}) == 4
    assert min(card["y"] for card in added.values()) > max(card["y"] + card["h"] for card in cards.values())


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.text(max_size=5),
        st.fixed_dictionaries(
            {},
            optional={
                **{
                    side: st.one_of(st.floats(), st.none(), st.text(max_size=2), st.integers(-5000, 5000))
                    for side in "xywh"
                },
                "bin": st.one_of(st.none(), st.booleans(), st.text(max_size=3)),
            },
        ),
        max_size=12,
    ),
    st.lists(
        st.builds(
            TableWork,
            st.sampled_from("abcdefghij"),
            st.sampled_from(("idea", "draft", "correction", "edition", "other")),
            st.integers(-5, 30),
            st.integers(0, 3),
            st.floats(),
            st.one_of(st.none(), st.sampled_from("abcx")),
        ),
        max_size=12,
        unique_by=lambda work: work.id,
    ),
)
def test_whatever_lies_there_a_place_is_found(now: dict[str, Any], works: list[TableWork]) -> None:
    """Windows write what they like, also what is no measure at all; new cards do not cover one another."""
    added = cards_for(now, Placing(works, LABELS), by="rule", made=NOW)
    assert overlaps(added) == []
    assert {work.id for work in works} <= set(now) | set(added)


def test_cards_are_put_in_one_edit_and_only_once(tmp_path: Path) -> None:
    async def whole(store: TableStore) -> None:
        async def opening(room: Room) -> None:
            await place(room, Placing(SHEET, LABELS), by="rule")

        async with Rooms(store, opening).room("pain") as room:
            ana = await Seat(room).sit()
            assert len(ana.client.held()) == 25
            await ana.tell(*ana.client.edit(lambda cards: cards["draft-3"].__setitem__("x", -900.0)))
            assert await place(room, Placing(SHEET, LABELS), by="rule") == ()
            more = await place(room, Placing([*SHEET, *IDEAS], LABELS), by="rule")
            assert len(more) == 6
            await ana.read()
            assert ana.client.held()["draft-3"]["x"] == -900.0
            assert len(ana.client.held()) == 31
            assert store.tail("pain") == 3
            # What a window wrote where a card should be is no card.
            await ana.tell(*ana.client.edit(lambda cards: cards.__setitem__("edition-1", "x")))
            await place(room, Placing([*SHEET, *EDITIONS], LABELS), by="rule")
            await ana.read()
            assert isinstance(ana.client.cards["edition-2"], Map)
        assert {hand.actor for hand in store.hands("pain")} == {"rule", "ana"}

    with TableStore(tmp_path) as store:
        asyncio.run(whole(store))


# --- what is in the way ----------------------------------------------------------------------------------------

Box = tuple[float, float, float, float]
sides = st.integers(-60, 60).map(float)
sizes = st.integers(0, 40).map(float)
boxes = st.lists(st.tuples(sides, sides, sizes, sizes), max_size=30)


def step_by_step(box: Box, taken: list[Box], axis: int, step: float, gap: float) -> float:
    """The nearest free place as it is meant, looking at everything for each step."""
    at = list(box)
    while met := [
        one
        for one in taken
        if all(at[a] < one[a] + one[a + 2] + gap and one[a] < at[a] + at[a + 2] + gap for a in (0, 1))
    ]:
        at[axis] = max(one[axis] + one[axis + 2] for one in met) + step
    return at[axis]


@given(box=st.tuples(sides, sides, sizes, sizes), taken=boxes)
def test_the_nearest_free_place_is_found_without_looking_at_everything_again(box: Box, taken: list[Box]) -> None:
    held = Taken(taken[:5])
    for one in taken[5:]:
        held.add(*one)
    assert held.rightwards(*box, step=24.0) == step_by_step(box, taken, 0, 24.0, 0.0)
    assert held.rightwards(*box, step=96.0, gap=24.0) == step_by_step(box, taken, 0, 96.0, 24.0)
    assert held.downwards(*box, step=96.0, gap=24.0) == step_by_step(box, taken, 1, 96.0, 24.0)


def test_thousands_of_cards_laid_to_be_in_the_way_are_stepped_over() -> None:
    """Each gap is too narrow for a card: where every step looks at every card, this does not end."""
    wall = {f"w{n}": {"kind": "note", "x": n * 230.0, "y": -20_000.0, "w": 1.0, "h": 40_000.0} for n in range(12_000)}
    cards = cards_for(wall, Placing(SHEET, LABELS), by="rule", made=NOW)
    assert len(cards) == len(SHEET) + 1


def test_a_place_is_taken_as_it_is_after_very_many_steps() -> None:
    held = Taken((n * 20.0, 0.0, 1.0, 10.0) for n in range(MOST_STEPS + 500))
    assert held.rightwards(0.0, 0.0, 19.5, 10.0, step=0.0) < 20.0 * (MOST_STEPS + 2)


def test_two_who_look_for_room_at_once_do_not_find_the_same(store: TableStore) -> None:
    async def whole() -> None:
        async with Rooms(store).room("pain") as room:
            await asyncio.gather(
                place(room, Placing(SHEET[:6], {}), by="rule"), place(room, Placing(IDEAS, {}), by="rule")
            )
            await asyncio.gather(*(place(room, Placing([*SHEET, *IDEAS], {}), by="rule") for _ in range(2)))
            assert overlaps(room.cards()) == []
            assert len(room.cards()) == len(SHEET) + len(IDEAS)

    asyncio.run(whole())
