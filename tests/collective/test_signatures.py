"""In whose name things stand: what a window signs for somebody else is put right, and nothing else is touched."""

from __future__ import annotations

from typing import Any

import pytest
from pycrdt import Array, Map

from oeuvre.collective import BadMessage, Room, TableStore, Who, Window
from tests.collective.yjs import Client, Seat, presence, run, sync, value


def said(by: str, name: str, text: str = "Yes?") -> Map[Any]:
    return Map({"by": by, "name": name, "text": text, "at": "2026", "replies": Array([])})


def comments(seat: Seat) -> Map[Any]:
    found: Map[Any] = seat.client.doc.get("comments", type=Map)
    return found


def test_a_card_and_a_comment_stand_in_the_name_of_who_sits_there(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        await ben.tell(*ben.client.put("false", by="ana"), *ben.client.put("true", by="ben"), *ben.client.put("none"))
        await ben.tell(*ben.client.edit(lambda _: comments(ben).__setitem__("c", said("ana", "Ana"))))
        await ben.tell(*ben.client.edit(lambda _: comments(ben).__setitem__("d", said("ben", "Ana"))))
        await ana.read()
        await ben.read()
        assert {key: card["by"] for key, card in room.cards().items() if "by" in card} == {
            "false": "ben",
            "true": "ben",
        }
        told = comments(ana).to_py() or {}
        assert {(told[key]["by"], told[key]["name"]) for key in "cd"} == {("ben", "Ben")}
        assert comments(ben).to_py() == told

    run(store, play)


def test_nobody_changes_what_another_said_or_made(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        await ana.tell(*ana.client.put("a", by="ana"))
        await ana.tell(*ana.client.edit(lambda _: comments(ana).__setitem__("c", said("ana", "Ana", "Larger?"))))
        await ben.read()
        await ben.tell(*ben.client.edit(lambda cards: cards["a"].__setitem__("by", "ben")))
        await ben.tell(*ben.client.edit(lambda _: comments(ben)["c"].__setitem__("text", "I resign")))
        await ben.tell(*ben.client.edit(lambda _: comments(ben)["c"].__setitem__("done", True)))
        await ben.tell(
            *ben.client.edit(
                lambda _: comments(ben)["c"]["replies"].append(Map({"by": "ana", "name": "Ana", "text": "I do"}))
            )
        )
        await ana.read()
        assert room.cards()["a"]["by"] == "ana"
        kept = comments(ana)["c"].to_py() or {}
        assert (kept["text"], kept["by"], kept["done"]) == ("Larger?", "ana", True)
        assert [(one["by"], one["name"], one["text"]) for one in kept["replies"]] == [("ben", "Ben", "I do")]

    run(store, play)


def test_nobody_takes_away_what_another_said(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        reply = {"by": "ana", "name": "Ana", "text": "As it is", "at": "2026"}
        await ana.tell(*ana.client.put("a", by="ana"))
        await ana.tell(*ana.client.edit(lambda _: comments(ana).__setitem__("c", said("ana", "Ana"))))
        await ana.tell(*ana.client.edit(lambda _: comments(ana).__setitem__("d", said("ana", "Ana"))))
        await ana.tell(*ana.client.edit(lambda _: comments(ana)["d"].__setitem__("card", "a")))
        await ana.tell(*ana.client.edit(lambda _: comments(ana)["c"]["replies"].append(Map(dict(reply)))))
        await ben.read()
        other = {**reply, "text": "I give in"}
        await ben.tell(*ben.client.edit(lambda _: comments(ben)["c"]["replies"].__setitem__(0, Map(other))))
        await ana.read()
        replies = (comments(ana)["c"].to_py() or {})["replies"]
        assert [(one["by"], one["text"]) for one in replies] == [("ana", "As it is"), ("ben", "I give in")]
        await ben.read()
        await ben.tell(*ben.client.edit(lambda _: comments(ben)["c"]["replies"].pop(0)))
        await ben.tell(*ben.client.edit(lambda _: comments(ben).pop("c")))
        await ana.read()
        assert [one["text"] for one in (comments(ana)["c"].to_py() or {})["replies"]] == ["As it is", "I give in"]
        # With the card on which it was said, it goes.
        await ben.read()
        await ben.tell(*ben.client.edit(lambda cards: (cards.pop("a"), comments(ben).pop("d"))))
        await ana.read()
        assert "d" not in (comments(ana).to_py() or {})
        await ana.tell(*ana.client.edit(lambda _: comments(ana).pop("c")))
        await ben.read()
        assert "c" not in (comments(ben).to_py() or {})

    run(store, play)


def test_what_another_made_comes_back_as_theirs(store: TableStore) -> None:
    """Undo puts what was deleted into the document anew, by whoever undoes."""

    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        await ana.tell(*ana.client.put("a", by="ana"))
        await ben.read()
        await ben.tell(*ben.client.edit(lambda cards: cards.pop("a")))
        await ben.tell(*ben.client.put("a", by="ana"))
        await ana.read()
        assert ana.client.held()["a"]["by"] == "ana"

    run(store, play)


def test_presence_has_the_name_that_the_server_knows(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        await ben.tell(presence((ben.client.doc.client_id, 1, {"id": "ana", "name": "Ana", "cursor": {"x": 1}})))
        await ana.read()
        assert b'"name":"Ben"' in ana.heard[-1]
        assert b'"id":"ben"' in ana.heard[-1]
        assert b"cursor" in ana.heard[-1]
        # Named in the meantime: what comes next is theirs under that name.
        ben.window.who = Who("cleo", "Cleo", signs={"ben": frozenset({"Ben"})})
        await ben.tell(presence((ben.client.doc.client_id, 2, {"id": "ben", "name": "Ben"})))
        await ben.tell(*ben.client.put("was", by="ben"), *ben.client.put("is", by="cleo"))
        await ana.read()
        assert any(b'"name":"Cleo"' in heard for heard in ana.heard)
        assert {key: card["by"] for key, card in room.cards().items()} == {"was": "ben", "is": "cleo"}

    run(store, play)
    assert {hand.actor for hand in store.hands("pain")} == {"cleo"}


def test_two_who_have_no_name_are_two() -> None:
    one, other = (Window(Who("", shown=name, is_named=False), name) for name in ("a", "b"))
    assert not one.is_of(other)
    assert one.is_of(Window(Who("ana"), "a"))
    assert Window(Who("ana"), "c").is_of(Window(Who("ana"), "d"))


def test_one_without_a_name_does_not_write_under_the_number_of_another(store: TableStore) -> None:
    async def play(room: Room) -> None:
        seats = [Seat(room, name, Client()) for name in ("one", "two")]
        for seat in seats:
            seat.window.who = Who("", is_named=False)
            await seat.sit()
        one, two = seats
        await one.tell(*one.client.put("a"))
        clock = 1 + len(one.client.cards["a"])
        with pytest.raises(BadMessage, match="another"):
            await two.tell(sync(2, value(one.client.doc.client_id, clock)))

    run(store, play)


def test_the_person_of_a_table_is_looked_up_again_once_they_are_named() -> None:
    """As the studio does it, over a record."""
    from oeuvre.api.sessions import Session
    from oeuvre.api.tables import who_is

    class Party:
        id, name, kind = "p1", "Cleo", "person"

    class Desk:
        def own_party(self) -> None:
            return None

        def parties(self) -> dict[str, Party]:
            return {"p1": Party()}

    session = Session("s")
    desk: Any = Desk()
    before = who_is(desk, session)
    assert (before.id, before.is_named) == ("", False)
    session.actor, session.been = "p1", frozenset({"p1"})
    assert who_is(desk, session).name == "Cleo"
    assert who_is(desk, session).may_sign("p1", "Cleo")
    assert not who_is(desk, session).may_sign("p1", "Ana")
