"""Windows that mean harm, or are broken: each is ended with a reason, the table is intact, the others see nothing."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text, write_var_uint

from oeuvre.collective import BadMessage, Room, Rooms, TableStore
from tests.collective.yjs import Client, Seat, chunk, item, items, presence, run, sync, value

GREAT = (1 << 31, (1 << 32) - 1, 1 << 40, (1 << 53) - 1, 1 << 53, (1 << 63) - 1)
uint = write_var_uint
CODES = {1007, 1008, 1009}


def deep(kind: bytes, depth: int) -> bytes:
    return b"\x01" + kind * depth + b"\x7e"


def nested(client: int, first: int, last: int) -> bytes:
    """Maps inside one another, as an update of its own for each stretch."""
    parts = [
        item(7, b"\x01") if clock == 0 else item(7, b"\x01", within=(client, clock - 1)) for clock in range(first, last)
    ]
    return items(client, first, *parts)


def hostile() -> dict[str, bytes]:
    """Messages that no browser sends."""
    found: dict[str, bytes] = {}
    for kind in (2, 4, 5, 50, 99, 100, 101, 127, 255):
        found[f"kind {kind}"] = bytes((kind, 1))
    found |= {f"step {step}": sync(step, b"\x00\x00") for step in (3, 4, 127)}
    found["nothing"] = b""
    found["a number without an end"] = b"\xff" * 40
    found["a number of eleven bytes"] = b"\x80" * 10 + b"\x01"
    found["over a megabyte"] = sync(2, b"x" * (1 << 20))
    found["two messages"] = sync(2, b"\x00\x00") * 2
    for size in (0, 1, 2, 5, 100):
        found[f"no step of {size}"] = b"\x00" + b"\x00" * 0 if not size else b"\x00\x02" + uint(size + 1) + b"x" * size
        found[f"a state of {size} bytes"] = sync(0, b"\xff" * (size + 1))
    for great in GREAT:
        found |= {
            f"clients {great}": sync(2, uint(great) + b"\x00"),
            f"edits {great}": sync(2, uint(1) + uint(great) + uint(5) + uint(0) + b"\x00"),
            f"deletions {great}": sync(2, uint(0) + uint(great)),
            f"deleted ranges {great}": sync(2, uint(0) + uint(1) + uint(5) + uint(great)),
            f"a deletion of {great}": sync(2, uint(0) + uint(1) + uint(5) + uint(1) + uint(0) + uint(great)),
            f"values {great}": sync(2, value(5, 0, uint(great))),
            f"an array of {great}": sync(2, value(5, 0, b"\x01\x75" + uint(great))),
            f"an object of {great}": sync(2, value(5, 0, b"\x01\x76" + uint(great))),
            f"a text of {great}": sync(2, value(5, 0, b"\x01\x77" + uint(great))),
            f"bytes of {great}": sync(2, value(5, 0, b"\x01\x74" + uint(great))),
            f"nothing, {great} long": sync(2, items(5, 0, b"\x00" + uint(great))),
            f"deleted, {great} long": sync(2, items(5, 0, item(1, uint(great)))),
            f"a clock of {great}": sync(2, value(5, great)),
            f"a state of {great} clients": sync(0, uint(great)),
            f"presence of {great}": b"\x01" + chunk(uint(great)),
        }
    found |= {f"the client {great}": sync(2, value(great, 0)) for great in GREAT if great >= 1 << 53}
    found |= {f"presence at {great}": presence((5, great, {})) for great in GREAT[-3:]}
    for name, kind in (("arrays", b"\x75\x01"), ("objects", b"\x76\x01\x00")):
        found |= {
            f"{name} {depth} deep": sync(2, value(5, 0, deep(kind, depth))) for depth in (50, 1000, 30_000, 300_000)
        }
    found |= {f"maps {depth} deep": sync(2, nested(5, 0, depth)) for depth in (40, 1000, 20_000, 90_000)}
    found |= {
        f"content {kind}": sync(2, items(5, 0, item(kind, b"\x01\x01\x00"))) for kind in (2, 9, 11, 12, 19, 30, 31)
    }
    found |= {f"type {kind}": sync(2, items(5, 0, item(7, uint(kind)))) for kind in (3, 4, 5, 6, 7, 15, 99)}
    found |= {f"value {kind}": sync(2, value(5, 0, bytes((1, kind)))) for kind in (0, 1, 90, 115, 122, 128, 255)}
    found["values of none"] = sync(2, value(5, 0, b"\x00"))
    found["a text of none"] = sync(2, items(5, 0, item(4, b"\x00")))
    found["a text that is no UTF-8"] = sync(2, items(5, 0, item(4, chunk(b"\xff\xfe"))))
    found["JSON that is none"] = sync(2, items(5, 0, item(5, chunk(b"{"))))
    found["JSON too deep"] = sync(2, items(5, 0, item(5, chunk(b"[" * 100_000))))
    found["no number"] = sync(2, items(5, 0, item(5, chunk(b"NaN"))))
    found["a whole number too great"] = sync(2, value(5, 0, b"\x01\x7d" + b"\xff" * 9 + b"\x01"))
    found["a rest"] = sync(2, value(5, 0) + b"x")
    found["a parent of a third kind"] = sync(2, items(5, 0, bytes((8,)) + b"\x07\x01k\x01\x7e"))
    found["itself within itself"] = sync(2, items(5, 0, item(7, b"\x01", within=(5, 0))))
    found["itself beside itself"] = sync(2, items(5, 0, bytes((0x88,)) + uint(5) + uint(0) + b"\x01\x7e"))
    circle = [bytes((0x88,)) + uint(5) + uint(clock) + b"\x01\x7e" for clock in (1, 0)]
    found["two beside one another"] = sync(2, items(5, 0, *circle))
    a = uint(1) + uint(6) + uint(0) + bytes((0x88,)) + uint(7) + uint(0) + b"\x01\x7e"
    b = uint(1) + uint(7) + uint(0) + bytes((0x88,)) + uint(6) + uint(0) + b"\x01\x7e"
    found["two clients beside one another"] = sync(2, uint(2) + a + b + b"\x00")
    found["a client twice"] = sync(2, uint(2) + value(6, 0)[1:-1] + value(6, 1)[1:-1] + b"\x00")
    found |= {f"cut at {at}": sync(2, value(5, 0)[:at]) for at in range(1, len(value(5, 0)))}
    for state in (b"", b"{", b"[]", b"3", b"NaN", b'{"a":1e}', b"\xff\xff", b"[" * 9000):
        found[f"presence {state[:9]!r}"] = presence((5, 1, state))
    found["presence with a rest"] = b"\x01" + chunk(b"\x00x")
    return found


HOSTILE = hostile()


def test_there_are_many() -> None:
    assert len(HOSTILE) >= 158


def test_every_one_ends_that_window_alone(store: TableStore) -> None:
    """One room for all of them: what one did must not show in the next."""
    kept: list[str] = []
    ended: dict[str, BadMessage] = {}

    async def play(room: Room) -> None:
        ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
        for number, (name, message) in enumerate(HOSTILE.items()):
            eve = await Seat(room, "eve").sit()
            try:
                await eve.tell(message)
                kept.append(name)
            except BadMessage as error:
                ended[name] = error
            room.leave(eve.window)
            await ana.tell(*ana.client.put(f"a{number}", x=float(number)))
        await ana.read()
        await ben.read()
        mine = {key: card for key, card in ben.client.held().items() if key != "k"}
        assert len(mine) == len(HOSTILE)
        assert (
            ben.client.held()
            == ana.client.held()
            == room.cards() | {key: card for key, card in ana.client.held().items() if key == "k"}
        )
        late = await Seat(room, "late").sit()
        assert late.client.held() == ana.client.held()
        assert late.client.doc.get_state() == room.doc.get_state()

    run(store, play)
    assert {name: error for name, error in ended.items() if error.close not in CODES or not error.reason} == {}
    # What hangs on edits that never came waits for them, and is held against nobody yet.
    assert all(name.startswith(("a clock of", "a deletion of")) for name in kept), kept
    with TableStore(store.path.parent) as again, sqlite3.connect(again.path) as db:
        doc: Doc[Any] = Doc()
        for (body,) in db.execute("SELECT body FROM table_update ORDER BY seq"):
            doc.apply_update(body)
        assert len(doc.get("cards", type=Map).to_py() or {}) == len(HOSTILE)
    db.close()


def test_types_are_not_put_inside_one_another_bit_by_bit(store: TableStore) -> None:
    """Depth is counted over messages and over closing: the library ends the process when a deep chain is deleted."""

    async def play(room: Room) -> None:
        for first in range(0, 60, 5):
            eve = await Seat(room, "eve").sit()
            await eve.tell(sync(2, nested(5, first, first + 5)))
            await room.settled()

    with pytest.raises(BadMessage, match="deep"):
        run(store, play)

    async def more(room: Room) -> None:
        eve = await Seat(room, "eve").sit()
        await eve.tell(sync(2, nested(5, 15, 40)))

    with pytest.raises(BadMessage, match="deep"):
        run(store, more)


def test_depth_is_counted_around_corners(store: TableStore) -> None:
    """A type beside a plain value in a type is as deep as that value, though it names no parent."""

    async def play(room: Room) -> None:
        eve = await Seat(room, "eve").sit()
        clock, parent = 0, None
        for _ in range(40):
            plain = item(8, b"\x01\x7e", within=parent) if parent else item(8, b"\x01\x7e")
            beside = bytes((0x87,)) + uint(5) + uint(clock) + b"\x01"
            await eve.tell(sync(2, items(5, clock, plain, beside)))
            parent, clock = (5, clock + 1), clock + 2

    with pytest.raises(BadMessage, match="deep"):
        run(store, play)


def test_what_a_table_needs_is_not_too_deep(store: TableStore) -> None:
    async def play(room: Room) -> None:
        ana = await Seat(room, "ana").sit()
        comments = ana.client.doc.get("comments", type=Map)
        for n in range(30):
            answers = Array([{"text": "a", "to": {"b": [1]}}])
            await ana.tell(*ana.client.edit(lambda _, n=n, a=answers: comments.__setitem__("c", Map({"n": n, "r": a}))))
            await ana.tell(*ana.client.edit(lambda _: comments["c"]["r"].append({"text": "b"})))
            await ana.tell(*ana.client.put("t", body=Text("abc"), x=float(n)))
            await ana.tell(*ana.client.edit(lambda cards: cards["t"]["body"].insert(1, "€𝄞")))
        await ana.read()
        assert room.doc.get("comments", type=Map).to_py() == comments.to_py()

    run(store, play)
    run(store, play)


def test_nobody_edits_in_the_name_of_another_window(store: TableStore) -> None:
    """An edit under another's number would have that one's own next edit taken for known, and lost."""

    async def play(room: Room) -> None:
        ana, eve = await Seat(room, "ana").sit(), await Seat(room, "eve").sit()
        await ana.tell(*ana.client.put("a"))
        clock = 1 + len(ana.client.cards["a"])
        with pytest.raises(BadMessage, match="another") as told:
            await eve.tell(sync(2, value(ana.client.doc.client_id, clock)))
        assert told.value.close == 1008
        with pytest.raises(BadMessage, match="another"):
            await eve.tell(sync(2, value(room.doc.client_id, 0)))
        await ana.tell(*ana.client.put("b"))
        await ana.read()
        assert room.cards().keys() == ana.client.held().keys() == {"a", "b"}
        # One that has only said who is there has its number too.
        zoe = await Seat(room, "zoe").sit()
        await zoe.tell(presence((zoe.client.doc.client_id, 1, {})))
        with pytest.raises(BadMessage, match="another"):
            await eve.tell(sync(2, value(zoe.client.doc.client_id, 0)))
        # Ana's other window gives back what hers made, and may.
        other = await Seat(room, "ana").sit()
        await other.tell(sync(1, ana.client.doc.get_update()))

    run(store, play)


def _mutated(random_: random.Random, body: bytes) -> bytes:
    data = bytearray(body)
    for _ in range(random_.randint(1, 4)):
        at = random_.randrange(len(data)) if data else 0
        what = random_.randrange(5)
        if what == 0 and data:
            data[at] = random_.randrange(256)
        elif what == 1 and data:
            data[at] ^= 1 << random_.randrange(8)
        elif what == 2:
            del data[at : at + random_.randint(1, 9)]
        elif what == 3:
            data[at:at] = random_.randbytes(random_.randint(1, 9))
        else:
            data += data[at : at + random_.randint(1, 30)]
    return bytes(data)


def _fuzz(seed: int, folder: Path, rounds: int) -> None:
    """Edits of an honest window, each changed at random and sent by another; then the table is looked at."""
    random_ = random.Random(seed)
    codes: set[int] = set()

    async def whole(store: TableStore) -> None:
        async with Rooms(store).room("pain") as room:
            ana, ben = await Seat(room, "ana").sit(), await Seat(room, "ben").sit()
            comments = ana.client.doc.get("comments", type=Map)
            # Her number is known to be hers from her first edit on.
            await ana.tell(*ana.client.put("first"))
            for n in range(rounds):
                messages = random_.choice(
                    (
                        lambda n=n: ana.client.put(f"a{n}", x=random_.random(), tags=["a", {"b": None}], t=Text("été")),
                        lambda n=n: ana.client.put("same", x=float(n)),
                        lambda: ana.client.edit(lambda cards: cards.pop("same", None)),
                        lambda n=n: ana.client.edit(
                            lambda _: comments.__setitem__(f"c{n}", Map({"replies": Array([n])}))
                        ),
                    )
                )()
                eve = await Seat(room, "eve", Client()).sit()
                try:
                    for message in itertools.chain.from_iterable(itertools.repeat(messages, 4)):
                        body = _mutated(random_, message[3:])
                        await eve.tell(sync(message[1], body) if random_.random() < 0.8 else _mutated(random_, message))
                    await eve.tell(_mutated(random_, presence((5, 1, {"name": "x"}))))
                except BadMessage as error:
                    codes.add(error.close)
                room.leave(eve.window)
                await ana.tell(*messages)
            for seat in (ana, ben):
                await seat.read()
            late = await Seat(room, "late").sit()
            assert ana.client.doc.get_state() == ben.client.doc.get_state() == room.doc.get_state()
            assert ana.client.held() == ben.client.held() == late.client.held()
            assert ana.client.durable == ana.client.sent
            state, held = room.doc.get_state(), ana.client.held()
        await store.compact("pain")
        async with Rooms(store).room("pain") as room:
            assert room.doc.get_state() == state
            late = await Seat(room, "late").sit()
            assert late.client.held() == held

    with TableStore(folder / str(seed)) as store:
        asyncio.run(whole(store))
    assert codes <= CODES


def test_what_is_wrong_is_seen_before_the_document_is_touched(store: TableStore, monkeypatch: Any) -> None:
    """A circle, and an edit within a plain value: neither has the whole table read again for everybody."""
    read = 0
    really = Room._read_again

    def counted(self: Room) -> None:
        nonlocal read
        read += 1
        really(self)

    async def play(room: Room) -> None:
        ana = await Seat(room, "ana").sit()
        await ana.tell(*ana.client.put("a"))
        monkeypatch.setattr(Room, "_read_again", counted)
        for message in (
            HOSTILE["two clients beside one another"],
            sync(2, items(5, 0, item(8, b"\x01\x7e"), item(8, b"\x01\x7e", within=(5, 0)))),
        ):
            eve = await Seat(room, "eve").sit()
            with pytest.raises(BadMessage):
                await eve.tell(message)
        await ana.read()
        assert room.cards().keys() == {"a"}

    run(store, play)
    assert read == 0


def test_edits_of_several_clients_are_taken_in_whatever_order_they_stand(store: TableStore) -> None:
    async def play(room: Room) -> None:
        one, two = Client(), Client()
        for n in range(6):
            for there in (one, two):
                there.edit(lambda cards, n=n: cards.__setitem__("same", Map({"n": n})))
                one.doc.apply_update(two.doc.get_update())
                two.doc.apply_update(one.doc.get_update())
        ana = await Seat(room, "ana").sit()
        await ana.tell(sync(1, one.doc.get_update()))
        assert room.cards() == {"same": {"n": 5}}

    run(store, play)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_edits_changed_at_random_do_no_harm(seed: int, tmp_path: Path) -> None:
    _fuzz(seed, tmp_path, 12)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(40))
def test_edits_changed_at_random_do_no_harm_for_long(seed: int, tmp_path: Path) -> None:
    _fuzz(1000 + seed, tmp_path, 300)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=200), kind=st.sampled_from([b"", b"\x00\x00", b"\x00\x01", b"\x00\x02", b"\x01", b"\x03"])
)
def test_any_bytes_are_taken_or_refused(data: bytes, kind: bytes, tmp_path: Path) -> None:
    async def whole(store: TableStore) -> None:
        async with Rooms(store).room("pain") as room:
            eve = await Seat(room, "eve").sit()
            with contextlib.suppress(BadMessage):
                await eve.tell(kind + (chunk(data) if kind else data))
            await room.settled()

    with TableStore(tmp_path) as store:
        asyncio.run(whole(store))
