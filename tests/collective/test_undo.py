"""Undo of several people at once, as the studio's pages do it: nobody's edit is undone by another, all end the same.

The scripts run in Node, with the pages' own code; the server's document is told every update in its order.
"""

from __future__ import annotations

import asyncio
import base64
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pycrdt import Doc, Map

from oeuvre.collective import MAPS, Rooms, TableStore
from tests.collective.yjs import Seat, sync

HERE = Path(__file__).parent


def played(first: int, count: int, told: int) -> list[dict[str, Any]]:
    done = subprocess.run(
        ["node", "undo.mjs", str(first), str(count), str(told)], cwd=HERE, check=True, capture_output=True, text=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def the_same_at_the_server(script: dict[str, Any], folder: Path) -> None:
    """Every update of browsers is taken, and the server's table, written and read again, is theirs."""

    async def whole(store: TableStore) -> None:
        async with Rooms(store).room("pain") as room:
            ana, ben = await Seat(room).sit(), await Seat(room, "ben").sit()
            await ana.tell(*(sync(2, base64.b64decode(update)) for update in script["updates"]))
            await ben.read()
            # What waited for the disk together was told as one.
            assert len(ben.heard) < len(script["updates"]) / 2
            assert table_of(ben.client.doc) == table_of(room.doc)
            await store.compact("pain")
        async with Rooms(store).room("pain") as room:
            assert table_of(room.doc) == by_name(json.loads(script["table"])), script["seed"]

    with TableStore(folder / str(script["seed"])) as store:
        asyncio.run(whole(store))


def table_of(doc: Doc[Any]) -> list[dict[str, Any]]:
    return [doc.get(name, type=Map).to_py() or {} for name in MAPS]


def by_name(table: list[list[list[Any]]]) -> list[dict[str, Any]]:
    return [dict(root) for root in table]


def test_nobody_undoes_what_another_did(tmp_path: Path) -> None:
    *scripts, whole = played(0, 1200, 40)
    assert {script["seed"]: script["faults"] for script in scripts if script["faults"]} == {}
    assert whole["played"] == 1200
    assert whole["undone"] > 3000
    for script in scripts:
        the_same_at_the_server(script, tmp_path)


@pytest.mark.torture
@pytest.mark.parametrize("first", range(0, 10_000, 1000))
def test_ten_thousand_scripts_of_undo(first: int, tmp_path: Path) -> None:
    *scripts, _ = played(first, 1000, 200)
    assert {script["seed"]: script["faults"] for script in scripts if script["faults"]} == {}
    for script in scripts:
        the_same_at_the_server(script, tmp_path)
