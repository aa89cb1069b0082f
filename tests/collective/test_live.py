"""The table over real sockets: who may, what is told, and that no acknowledged edit is lost when a studio is killed."""

from __future__ import annotations

import asyncio
import random
import threading
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pycrdt import Doc, Map

from oeuvre.collective import DATABASE_NAME
from tests.collective.serving import PROJECT, begin_project
from tests.collective.test_hostile import HOSTILE
from tests.collective.wires import BEARER, Killable, Wire, studio, until
from tests.collective.yjs import on_disk, presence


@pytest.fixture
def home(tmp_path: Path) -> Path:
    begin_project(tmp_path)
    return tmp_path


def test_two_windows_see_the_same_and_edits_made_away_come_in(home: Path) -> None:
    async def whole() -> None:
        async with studio(home) as (_, port):
            ana = await Wire().open(port, **BEARER)
            ben = await Wire().open(port, **BEARER)
            await ana.send(presence((ana.client.doc.client_id, 1, {"selected": ["Ana"]})))
            await asyncio.gather(
                *(wire.put(f"{n}-{i}", x=float(i)) for n, wire in enumerate((ana, ben)) for i in range(50))
            )
            await until(lambda: len(ana.acknowledged) == len(ben.acknowledged) == 50)
            await until(
                lambda: {k for k in ana.client.held() if k[1] == "-"} == {k for k in ben.client.held() if k[1] == "-"}
            )
            await until(lambda: any(b"Ana" in data for data in ben.heard))
            # One goes away, both go on, it comes back.
            await ana.close()
            await until(lambda: any(data.endswith(b"null") for data in ben.heard))
            ana.socket = None
            await ana.put("away", x=1.0)
            await ben.put("0-7", x=-7.0)
            await ana.open(port, **BEARER)
            await until(lambda: "away" in ben.client.held())
            await until(lambda: ana.client.held() == ben.client.held())
            assert ana.client.held()["0-7"]["x"] == -7.0
            assert sum(key[1] == "-" for key in ana.client.held()) == 100
            # The works that the table lacked were put there by rule.
            assert [card for card in ana.client.held().values() if card["kind"] == "work"]
            await ben.close()
            await ana.close()

    asyncio.run(whole())
    assert {"away", "0-0", "1-49"} <= set(on_disk(home / DATABASE_NAME))


def test_a_studio_that_stops_says_so_and_keeps_all(home: Path) -> None:
    async def whole() -> Wire:
        async with studio(home) as (_, port):
            ana = await Wire().open(port, **BEARER)
            await ana.put("a")
        await until(lambda: ana.closed is not None)
        return ana

    ana = asyncio.run(whole())
    assert ana.closed is not None
    assert ana.closed[0] == 1012
    assert ana.acknowledged <= set(on_disk(home / DATABASE_NAME))


@pytest.mark.parametrize(
    ("slug", "headers", "code"),
    [
        (PROJECT, {"none": ""}, 4401),
        (PROJECT, {"Authorization": "Bearer wrong"}, 4401),
        (PROJECT, {"Origin": "http://elsewhere.example"}, 4403),
        ("vin", {}, 4404),
        ("x" * 300, {}, 4404),
        ("%2E%2E", {}, 4404),
    ],
)
def test_who_may_not_is_told_why(home: Path, slug: str, headers: dict[str, str], code: int) -> None:
    async def whole() -> Wire:
        async with studio(home) as (_, port):
            wire = await Wire().open(port, slug, **({} if code == 4401 else BEARER), **headers)
            await until(lambda: wire.closed is not None)
            return wire

    found = asyncio.run(whole())
    assert found.closed is not None
    assert found.closed[0] == code
    assert found.closed[1]


def test_hostile_messages_end_their_own_socket(home: Path) -> None:
    chosen = dict(random.Random(7).sample(sorted(HOSTILE.items()), 40))
    chosen |= {name: HOSTILE[name] for name in ("over a megabyte", "nothing", "maps 90000 deep", "arrays 300000 deep")}

    async def whole() -> None:
        async with studio(home) as (_, port):
            ana = await Wire().open(port, **BEARER)
            for name, message in (*chosen.items(), ("text", "words")):
                eve = await Wire().open(port, **BEARER)
                await eve.send(message)
                if not name.startswith(("a clock of", "a deletion of")):
                    await until(lambda eve=eve: eve.closed is not None)
                    assert eve.closed is not None
                    assert eve.closed[0] in (1007, 1008, 1009), name
                    assert eve.closed[1], name
                await eve.close()
            flood = await Wire().open(port, **BEARER)
            for _ in range(6000):
                await flood.send(b"\x00\x02\x02\x00\x00")
            await until(lambda: flood.closed is not None)
            assert flood.closed is not None
            assert flood.closed[0] == 1008
            await ana.put("still here")
            await until(lambda: "still here" in ana.acknowledged)
            assert ana.closed is None
            await ana.close()

    asyncio.run(whole())
    assert "still here" in on_disk(home / DATABASE_NAME)


def test_versions_are_kept_listed_and_brought_back(home: Path) -> None:
    async def whole() -> None:
        async with (
            studio(home) as (_, port),
            httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}/api/tables", headers=BEARER) as http,
        ):
            ana = await Wire().open(port, **BEARER)
            await ana.put("a", x=1.0)
            await until(lambda: "a" in ana.acknowledged)
            kept = await http.post(f"/{PROJECT}/versions", json={"name": "  Before   the meeting "})
            assert kept.status_code == 201, kept.text
            assert kept.json()["name"] == "Before the meeting"
            await ana.put("a", x=2.0)
            await ana.put("b")
            await until(lambda: "b" in ana.acknowledged)
            assert [one["id"] for one in (await http.get(f"/{PROJECT}/versions")).json()["items"]] == [
                kept.json()["id"]
            ]
            at = f"/{PROJECT}/versions/{kept.json()['id']}"
            seen: Doc[Any] = Doc()
            seen.apply_update((await http.get(at)).content)
            cards = seen.get("cards", type=Map).to_py() or {}
            assert "a" in cards
            assert "b" not in cards
            renamed = await http.put(at, json={"name": " Monday  morning "})
            assert (renamed.status_code, renamed.json()["name"]) == (200, "Monday morning")
            back = await http.post(f"{at}/restore")
            assert back.status_code == 204, back.text
            await until(lambda: ana.client.held().get("a", {}).get("x") == 1.0)
            assert "b" in ana.client.held()
            assert (await http.delete(at)).status_code == 204
            assert (await http.get(f"/{PROJECT}/versions")).json()["items"] == []
            # The table itself is as it was.
            assert {"a", "b"} <= set(ana.client.held())
            for method, path, body, status in (
                ("GET", "/vin/versions", None, 404),
                ("POST", f"/{PROJECT}/versions/none/restore", None, 404),
                ("GET", at, None, 404),
                ("PUT", at, {"name": "Tuesday"}, 404),
                ("DELETE", at, None, 404),
                ("PUT", at, {"name": " "}, 422),
                ("POST", f"/{PROJECT}/versions", {"name": ""}, 422),
                ("POST", f"/{PROJECT}/versions", {"name": "   "}, 422),
            ):
                found = await http.request(method, path, json=body)
                assert found.status_code == status, found.text
                assert found.headers["content-type"] == "application/problem+json"
            await ana.close()

    asyncio.run(whole())


# --- killed ---------------------------------------------------------------------------------------------------------


class Crowd:
    """Three windows that edit as fast as they can, and what has been acknowledged to any of them."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.wires = [Wire() for _ in range(3)]
        self.count = 0
        self.ever: set[str] = set()

    async def open(self, port: int) -> None:
        await asyncio.gather(*(wire.open(port, **BEARER) for wire in self.wires))

    async def write(self, wire: Wire) -> None:
        while wire.closed is None:
            # A studio that has little of the machine is not buried in edits: what waits is sent again after a kill.
            if self.count - len(self.acknowledged()) > 60:
                await asyncio.sleep(0.01)
                continue
            self.count += 1
            await wire.put(f"card-{self.count}", x=float(self.count))
            await asyncio.sleep(self.random.random() * 0.006)

    def acknowledged(self) -> set[str]:
        self.ever |= set.union(*(wire.acknowledged for wire in self.wires))
        return self.ever

    def all_closed(self) -> bool:
        return all(wire.closed is not None for wire in self.wires)


async def _lives(home: Path, times: int, seed: int) -> int:
    """Have a studio killed amid edits, look at the file alone, go on; how many edits were acknowledged."""
    crowd = Crowd(seed)
    with Killable() as studios:
        for life in range(times):
            pid, port = await studios.begin(home)
            await crowd.open(port)
            writing = [asyncio.create_task(crowd.write(wire)) for wire in crowd.wires]
            enough = len(crowd.acknowledged()) + crowd.random.randint(3, 40)
            await until(lambda enough=enough: len(crowd.acknowledged()) >= enough)
            studios.kill(pid)
            await until(crowd.all_closed)
            await asyncio.gather(*writing)
            assert crowd.acknowledged() <= set(on_disk(home / DATABASE_NAME)), f"life {life} (seed {seed})"
        # Nothing of those who were there is lost either: they come back, and all see all.
        pid, port = await studios.begin(home)
        await crowd.open(port)
        mine = {f"card-{n}" for n in range(1, crowd.count + 1)}
        await until(lambda: all(mine <= set(wire.client.held()) for wire in crowd.wires))
        await until(lambda: mine <= crowd.acknowledged())
        first, *others = [wire.client.held() for wire in crowd.wires]
        assert all(held == first for held in others)
        studios.kill(pid)
        await until(crowd.all_closed)
    assert mine <= set(on_disk(home / DATABASE_NAME))
    return len(crowd.ever)


def test_twenty_kills_lose_no_acknowledged_edit(home: Path) -> None:
    assert asyncio.run(_lives(home, 20, seed=20)) > 60


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(10))
def test_two_hundred_kills_lose_no_acknowledged_edit(home: Path, seed: int) -> None:
    assert asyncio.run(_lives(home, 20, seed=seed)) > 60


def test_an_edit_is_on_the_disk_whatever_else_the_studio_is_busy_with(home: Path) -> None:
    async def whole() -> None:
        async with studio(home) as (_, port):
            ana = await Wire().open(port, **BEARER)
            await until(lambda: ana.client.held())
            free = threading.Event()
            loop = asyncio.get_running_loop()
            # More than the program's common threads can do at once.
            busy = [loop.run_in_executor(None, free.wait) for _ in range(64)]
            try:
                await ana.put("a", x=1.0)
                await until(lambda: "a" in ana.acknowledged)
            finally:
                free.set()
                await asyncio.gather(*busy)
            await ana.close()

    asyncio.run(whole())
    assert "a" in on_disk(home / DATABASE_NAME)
