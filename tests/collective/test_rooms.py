"""Rooms: seen once it is on the disk, kept over closing, the same for all, one window's fault nobody else's."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Array, Doc, Map

from oeuvre.collective import (
    BadMessage,
    CollectiveError,
    Room,
    Rooms,
    TablesFull,
    TablesNewer,
    TablesReadOnly,
    TableStore,
    TablesUnreadable,
    VersionsFull,
    VersionUnknown,
)
from oeuvre.collective.rooms import MOST_OF_A_SESSION
from oeuvre.collective.store import MOST_VERSIONS
from tests.collective.yjs import Client, Seat, chunk, on_disk, presence, run, sync, value


def test_an_edit_is_seen_by_others_and_acknowledged(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        await ana.tell(*ana.client.put("a", x=1.0))
        assert not ben.client.held()
        await ben.read()
        await ana.read()
        assert ben.client.held() == {"a": {"kind": "note", "x": 1.0}}
        assert ana.client.durable == ana.client.sent

    run(store, play)
    assert on_disk(store.path) == {"a": {"kind": "note", "x": 1.0}}


def test_nothing_is_shown_or_acknowledged_before_it_is_on_the_disk(store: TableStore, monkeypatch: Any) -> None:
    gate = asyncio.Event()
    sync_really = TableStore.sync

    async def slow(self: TableStore) -> None:
        await gate.wait()
        await sync_really(self)

    monkeypatch.setattr(TableStore, "sync", slow)

    async def play(room: Room) -> None:
        ana, ben, cleo = Seat(room, "ana"), Seat(room, "ben"), Seat(room, "cleo")
        for seat in (ana, ben):
            await seat.sit()
        await room.join(cleo.window)
        await ana.tell(*ana.client.put("a"))
        await cleo.tell(cleo.client.hello())
        for _ in range(20):
            await asyncio.sleep(0)
        # Ana has no acknowledgement, ben no edit, and cleo no answer but was asked what she has.
        assert [seat.window.unread.qsize() for seat in (ana, ben, cleo)] == [0, 0, 1]
        gate.set()
        for seat in (ana, ben, cleo):
            await seat.read()
        assert ben.client.held() == cleo.client.held() == {"a": {"kind": "note"}}
        assert ana.client.durable >= 1

    run(store, play)


def test_edits_made_away_are_merged_whatever_comes_first(store: TableStore) -> None:
    """A window that comes back may send its newest edit before those that it hangs on: none is lost."""

    async def play(room: Room) -> None:
        ben = await Seat(room, "ben").sit()
        ana = Seat(room, "ana")
        away = [message for n in range(5) for message in ana.client.put(f"a{n}")]
        await ben.tell(*ben.client.put("b"))
        ana.client.sent = 0
        await room.join(ana.window)
        newest = ana.client.put("a5")
        await ana.tell(*newest)
        await room.settled()
        assert room.cards().keys() == {"b"}
        assert ana.window.durable == 0
        await ana.tell(ana.client.hello())
        await ana.read()
        await ben.read()
        assert len(away) == 5
        assert set(ben.client.held()) == set(ana.client.held()) == {"b", *(f"a{n}" for n in range(6))}
        assert ana.client.durable == ana.client.sent == 2

    run(store, play)
    assert len(on_disk(store.path)) == 7


def test_a_gap_that_is_never_filled_ends_that_window_alone(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        ana.client.put("lost")
        with pytest.raises(BadMessage, match="never came") as told:
            await ana.tell(*(message for n in range(300) for message in ana.client.put(f"a{n}")))
        assert told.value.close == 1007
        await ben.tell(*ben.client.put("b"))
        await ben.read()
        assert room.cards().keys() == {"b"}
        assert ana.window.durable <= 1

    run(store, play)


def test_deletions_that_come_early_wait_too(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        put = ana.client.put("a")
        gone = ana.client.edit(lambda cards: cards.pop("a"))
        await ana.tell(*gone)
        await ana.tell(*put)
        await ben.read()
        assert ben.client.held() == room.cards() == {}
        assert ana.window.durable == 3

    run(store, play)
    assert on_disk(store.path) == {}


def test_a_table_is_kept_and_grows_with_what_it_holds_not_with_what_was_done(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana = await Seat(room).sit()
        for n in range(1500):
            await ana.tell(*ana.client.put("a", x=float(n)))
        await ana.read()

    run(store, play)
    assert store.tail("pain") == 0
    assert on_disk(store.path) == {"a": {"kind": "note", "x": 1499.0}}
    body, rest = store.load("pain")
    assert len(body or b"") < 200_000
    assert rest == []
    (hand,) = store.hands("pain")
    assert (hand.actor, hand.updates >= 1500, hand.first <= hand.last) == ("ana", True, True)
    run(store, play)
    assert store.hands("pain")[0].updates >= 3000


def test_compacting_keeps_what_another_program_wrote(store: TableStore, tmp_path: Path) -> None:
    with TableStore(tmp_path) as other:

        async def play(room: Room) -> None:
            ana = await Seat(room).sit()
            for n in range(450):
                await ana.tell(*ana.client.put(f"a{n}"))
            async with Rooms(other).room("pain") as second:
                ben = await Seat(second, "ben").sit()
                await ben.tell(*ben.client.put("b"))
                await ben.read()

        run(store, play)
    assert store.tail("pain") == 0
    assert len(on_disk(store.path)) == 451


def test_rooms_close_when_the_last_leaves_and_open_once(store: TableStore) -> None:
    opened: list[Room] = []

    async def opening(room: Room) -> None:
        await asyncio.sleep(0.01)
        opened.append(room)
        if room.project == "bad":
            raise ValueError("no works")

    async def whole() -> None:
        rooms = Rooms(store, opening)

        async def visit(project: str) -> Room:
            async with rooms.room(project) as room:
                await Seat(room).sit()
                await asyncio.sleep(0.02)
                return room

        found = await asyncio.gather(*(visit("pain") for _ in range(5)), visit("vin"), visit("bad"))
        assert len({id(room) for room in found}) == len(opened) == 3
        assert rooms.open_rooms() == ()
        task = asyncio.create_task(visit("pain"))
        await asyncio.sleep(0.005)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        for _ in range(3):
            await asyncio.sleep(0.02)
        assert rooms._open == {}

    asyncio.run(whole())


def test_a_stop_ends_the_windows_and_loses_nothing(store: TableStore) -> None:
    async def whole() -> None:
        rooms = Rooms(store)
        async with rooms.room("pain") as room:
            ana = await Seat(room).sit()
            await ana.tell(*ana.client.put("a"))
            await rooms.close()
            assert ana.window.closed is not None
            assert ana.window.closed.close == 1012
            assert on_disk(store.path).keys() == {"a"}
            with pytest.raises(BadMessage):
                await ana.tell(*ana.client.put("b"))

    asyncio.run(whole())


# --- presence ----------------------------------------------------------------------------------------------------


def test_nobody_speaks_for_another(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana, ben, eve = [await Seat(room, name).sit() for name in ("ana", "ben", "eve")]
        await ana.tell(presence((11, 1, {"name": "Ana"})))
        await eve.tell(presence((33, 1, {"name": "Eve"})))
        await eve.tell(presence((11, 2, {"name": "I am Ana"}), (33, 2, {"name": "Eve"})), presence((11, 9, None)))
        for seat in (ana, ben):
            await seat.read()
        told = b"".join(ben.heard)
        assert b"Ana" in told
        assert b"I am" not in told
        room.leave(eve.window)
        await ana.read()
        assert ana.heard[-1].endswith(b"\x04null")
        late = await Seat(room, "late").sit()
        assert b'"Ana"' in b"".join(late.heard)
        assert b'"Eve"' not in b"".join(late.heard)

    run(store, play)


def test_a_window_may_send_back_what_it_was_told_of_a_hundred(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana = await Seat(room).sit()
        everybody = [(n, 5, {"name": "x" * 300}) for n in range(200, 300)]
        await ana.tell(presence((7, 1, {})))
        for _ in range(300):
            await ana.tell(presence(*everybody[:3]))
        await ana.tell(presence(*everybody))

    run(store, play)


@pytest.mark.parametrize(
    "state",
    [
        *(
            b"",
            b"{",
            b"[]",
            b"3",
            b'"a"',
            b"NaN",
            b'{"x":NaN}',
            b'{"x":Infinity}',
            b"\xff\xfe{\x00}\x00",
            b"\xef\xbb\xbf{}",
        ),
        *(b"[" * 5000, b'{"a":' * 5000, b'{"a":"' + b"x" * 20_000 + b'"}', b"{\x00}"),
    ],
)
def test_presence_that_a_browser_could_not_read_is_not_passed_on(store: TableStore, state: bytes) -> None:
    async def play(room: Room) -> None:
        ana, eve = await Seat(room, "ana").sit(), await Seat(room, "eve").sit()
        with pytest.raises(BadMessage) as told:
            await eve.tell(presence((9, 1, state)))
        assert told.value.close in (1007, 1009)
        await ana.read()
        assert all(message[0] != 1 for message in ana.heard)

    run(store, play)


def test_presence_that_is_older_is_not_told(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        await ana.tell(presence((7, 5, {"n": 1})), presence((7, 5, {"n": 2})), presence((7, 4, {"n": 3})))
        await ben.read()
        assert sum(message[0] == 1 for message in ben.heard) == 1
        await ben.tell(b"\x03")
        await ben.read()
        assert b'"n": 1' in ben.heard[-1]

    run(store, play)


# --- floods and those who do not read --------------------------------------------------------------------------------


def test_a_flood_ends_that_window(store: TableStore) -> None:
    long = b"x" * 1_000_000

    async def play(room: Room) -> None:
        ana, eve, max_ = [await Seat(room, name).sit() for name in ("ana", "eve", "max")]
        for seat, message in ((eve, sync(2, b"\x00\x00")), (max_, sync(2, value(5, 0, b"\x01\x77" + chunk(long))))):
            with pytest.raises(BadMessage, match="too many") as told:
                await seat.tell(*itertools.repeat(message, 20_000))
            assert told.value.close == 1008
            room.leave(seat.window)
        await ana.tell(*ana.client.put("a"))
        await ana.read()
        assert "a" in room.cards()

    run(store, play)


def test_a_window_that_does_not_read_is_let_go_and_nobody_waits(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana, ben, deaf = [await Seat(room, name).sit() for name in ("ana", "ben", "deaf")]
        await ana.tell(*ana.client.put("a"))
        for n in range(5000):
            await ana.tell(presence((7, n + 1, {"x": n})))
            if n % 500 == 0:
                await ben.read()
        await ben.read()
        assert deaf.window.closed is not None
        assert deaf.window.closed.close == 1013
        assert ben.heard[-1].endswith(b'{"x": 4999}')
        assert ben.client.held().keys() == {"a"}

    run(store, play)


def test_a_session_that_has_the_table_read_again_too_often_is_kept_out(store: TableStore) -> None:
    rooms = Rooms(store)
    for _ in range(4):
        with pytest.raises(BadMessage, match="none"), rooms.visit("eve"):
            raise BadMessage(1007, "an update that is none", is_costly=True)
    with pytest.raises(BadMessage, match="later") as told, rooms.visit("eve"):
        pass
    assert told.value.close == 1013
    with rooms.visit("ana"):
        pass


def test_windows_are_counted(store: TableStore) -> None:
    rooms = Rooms(store)
    with contextlib.ExitStack() as held:
        for _ in range(MOST_OF_A_SESSION):
            held.enter_context(rooms.visit("eve"))
        with pytest.raises(BadMessage, match="too many") as told, rooms.visit("eve"):
            pass
        assert told.value.close == 1013
        with rooms.visit("ana"):
            pass
    with rooms.visit("eve"):
        pass


def test_a_full_table_says_so_and_can_be_emptied(store: TableStore, monkeypatch: Any) -> None:
    monkeypatch.setattr("oeuvre.collective.room.MOST_DOCUMENT", 100_000)
    monkeypatch.setattr("oeuvre.collective.room._RESERVE", 1_000)
    monkeypatch.setattr("oeuvre.collective.room._MEASURED", 0.0)

    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        for n in range(9):
            await ana.tell(*ana.client.put(f"a{n}", text="x" * 10_000))
        await ana.read()
        await ben.read()
        with pytest.raises(BadMessage, match="full") as told:
            await ben.tell(*ben.client.put("b", text="x" * 20_000))
        assert told.value.close == 4413
        room.leave(ben.window)
        # Into the bin, then away for ever: then there is room again.
        await ana.tell(*ana.client.edit(lambda cards: cards["a0"].__setitem__("bin", "2026")))
        for n in range(9):
            await ana.tell(*ana.client.edit(lambda cards, n=n: cards.pop(f"a{n}")))
        await ana.tell(*ana.client.put("b", text="x" * 20_000))
        await ana.read()
        assert room.cards().keys() == {"b"}

    run(store, play)
    assert on_disk(store.path).keys() == {"b"}


# --- the machine -----------------------------------------------------------------------------------------------------


def test_a_disk_that_is_full_is_told_and_nothing_acknowledged_is_lost(store: TableStore) -> None:
    acknowledged: set[str] = set()

    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        await ana.tell(*ana.client.put("a"))
        await ana.read()
        (pages,) = store._db.execute("PRAGMA page_count").fetchone()
        store._db.execute(f"PRAGMA max_page_count={pages + 2}")
        big = "x" * 5000
        for n in range(50):
            if ana.window.closed is not None:
                break
            await ana.tell(*ana.client.put(f"a{n}", text=big))
            await asyncio.sleep(0.01)
            if ana.window.closed is None:
                await ana.read()
                acknowledged.update(ana.client.held() if ana.client.durable == ana.client.sent else ())
        assert ana.window.closed is not None
        assert (ana.window.closed.close, ana.window.closed.reason) == (1011, "the disk is full")
        assert acknowledged
        await room.ready()
        assert acknowledged <= set(on_disk(store.path)) == set(room.cards())
        with pytest.raises(TablesFull):
            await room.edit("rule", lambda doc: doc.get("cards", type=Map).__setitem__("r", Map({"text": big * 20})))
        assert "r" not in room.cards()
        # There is room again: the window comes back with all that it has.
        store._db.execute("PRAGMA max_page_count=1000000")
        again = await Seat(room, "ana", ana.client).sit()
        await again.read()
        third = await Seat(room, "cleo").sit()
        assert third.client.held() == ana.client.held() == room.cards()
        assert ben.window.closed is not None

    run(store, play)
    assert acknowledged <= set(on_disk(store.path))


def test_a_file_that_may_not_be_written_any_more_is_told(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana = await Seat(room, "ana").sit()
        await ana.tell(*ana.client.put("a"))
        await ana.read()
        store._db.execute("PRAGMA query_only=1")
        await ana.tell(*ana.client.put("b"))
        with pytest.raises(TablesReadOnly):
            await room.settled()
        assert ana.window.closed is not None
        assert (ana.window.closed.close, ana.window.closed.reason) == (1011, "the table cannot be written")
        # It is still there to be looked at, as far as it was kept.
        late = await Seat(room, "late").sit()
        assert late.client.held().keys() == {"a"}
        with pytest.raises(TablesReadOnly):
            await room.keep("Monday", "ana")

    run(store, play)


def test_a_sync_that_fails_is_made_good_before_the_next(store: TableStore, monkeypatch: Any) -> None:
    failing = [True]
    really = os.fdatasync

    def refused(handle: int) -> None:
        if failing:
            raise OSError(28, "No space left on device")
        really(handle)

    monkeypatch.setattr("oeuvre.collective.store._fdatasync", refused)

    async def play(room: Room) -> None:
        ana = await Seat(room, "ana").sit()
        await ana.tell(*ana.client.put("a"))
        with pytest.raises(CollectiveError):
            await room.settled()
        assert ana.client.durable < ana.client.sent
        failing.clear()
        again = await Seat(room, "ana", ana.client).sit()
        await again.tell(*again.client.put("b"))
        await again.read()
        assert again.client.durable == again.client.sent
        # All of it is in the file itself: the journal was emptied into it.
        assert store._sound

    run(store, play)
    assert on_disk(store.path).keys() == {"a", "b"}


def test_an_edit_of_the_server_that_fails_leaves_the_table_as_it_was(store: TableStore) -> None:
    def half(doc: Doc[Any]) -> None:
        doc.get("cards", type=Map)["half"] = Map({})
        raise ValueError("no")

    async def play(room: Room) -> None:
        ana = await Seat(room, "ana").sit()
        await ana.tell(*ana.client.put("a"))
        with pytest.raises(ValueError, match="no"):
            await room.edit("rule", half)
        await ana.read()
        assert room.cards().keys() == ana.client.held().keys() == {"a"}
        late = await Seat(room, "late").sit()
        assert late.client.held().keys() == {"a"}

    run(store, play)


def test_files_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    (tmp_path / "collective.db").write_bytes(b"not a database" * 100)
    with pytest.raises(TablesUnreadable, match=r"collective\.db"):
        TableStore(tmp_path)
    newer = tmp_path / "newer"
    with TableStore(newer) as store:
        store._db.execute("PRAGMA user_version=99")
    with pytest.raises(TablesNewer):
        TableStore(newer)
    with pytest.raises(TablesReadOnly):
        TableStore(Path("/proc/oeuvre"))
    assert (newer / "collective.db").stat().st_mode & 0o077 == 0


# --- versions and brand kits ---------------------------------------------------------------------------------------


def test_a_version_comes_back_as_an_edit_and_nothing_is_lost(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana = await Seat(room, "ana").sit()
        comments = ana.client.doc.get("comments", type=Map)
        await ana.tell(*ana.client.put("moved", x=1.0, y=1.0), *ana.client.put("deleted", x=2.0))
        await ana.tell(
            *ana.client.edit(lambda _: comments.__setitem__("c", Map({"text": "Yes?", "replies": Array([])}))),
            *ana.client.edit(
                lambda _: comments.__setitem__("d", Map({"text": "No", "replies": Array([{"by": "ana"}])}))
            ),
        )
        version = await room.keep("Monday", "ana")
        moved = ana.client.cards["moved"]
        await ana.tell(*ana.client.edit(lambda _: (moved.__setitem__("x", 9.0), moved.__setitem__("bin", "2026"))))
        await ana.tell(*ana.client.edit(lambda cards: cards.pop("deleted")), *ana.client.put("later", x=3.0))
        await ana.tell(*ana.client.edit(lambda _: comments["c"]["replies"].append({"by": "ana"})))
        await ana.tell(*ana.client.edit(lambda _: comments.pop("d")))
        await ana.read()
        await room.restore(version.id, "ana")
        await ana.read()
        assert ana.client.held() == {
            "moved": {"kind": "note", "x": 1.0, "y": 1.0},
            "deleted": {"kind": "note", "x": 2.0},
            "later": {"kind": "note", "x": 3.0},
        }
        # What was said since stays; what came back can be answered.
        assert comments["c"]["replies"].to_py() == [{"by": "ana"}]
        await ana.tell(*ana.client.edit(lambda _: comments["d"]["replies"].append({"by": "ana"})))
        assert room.doc.get("comments", type=Map)["d"]["replies"].to_py() == [{"by": "ana"}, {"by": "ana"}]
        with pytest.raises(VersionUnknown):
            await room.restore("none", "ana")

    run(store, play)
    (version,) = store.versions("pain")
    assert (version.name, version.actor, version.cards) == ("Monday", "ana", 2)
    assert store.versions("vin") == ()


def test_a_restored_table_is_taken_by_what_windows_wrote_into_it(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana = await Seat(room, "ana").sit()
        await ana.tell(*ana.client.edit(lambda cards: cards.__setitem__("odd", 5)), *ana.client.put("a"))
        version = await room.keep("odd", "ana")
        await ana.tell(*ana.client.edit(lambda cards: cards.__setitem__("a", "text")))
        await room.restore(version.id, "ana")
        assert room.cards() == {"a": {"kind": "note"}}

    run(store, play)


def test_versions_have_an_end(store: TableStore) -> None:
    for number in range(MOST_VERSIONS):
        store.keep("pain", str(number), "ana", 0, b"")
    with pytest.raises(VersionsFull):
        store.keep("pain", "one more", "ana", 0, b"")
    store.drop("pain", store.versions("pain")[-1].id)
    assert store.keep("pain", "one more", "ana", 0, b"").name == "one more"


def test_brand_kits_are_kept(store: TableStore, tmp_path: Path) -> None:
    store.put_brand("b", '{"id":"b"}')
    store.put_brand("a", '{"id":"a"}')
    store.put_brand("b", '{"id":"b","name":"B"}')
    with TableStore(tmp_path) as other:
        assert other.brands() == (("a", '{"id":"a"}'), ("b", '{"id":"b","name":"B"}'))
    assert store.drop_brand("a")
    assert not store.drop_brand("a")


def test_a_client_is_what_it_says() -> None:
    """The window that tests play does what a window does."""
    ana = Client()
    messages = ana.put("a", x=1.0)
    assert [message[:2] for message in messages] == [b"\x00\x02"]
    assert ana.hear(sync(0, b"\x00"))[0][:2] == b"\x00\x01"
