"""Tables of before, whose labels repeated words of the record: nothing of them is in the file once it was opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from pycrdt import Doc, Map

from oeuvre.collective import Room, TableStore
from oeuvre.collective.store import Sent
from tests.collective.yjs import run

WORDS = ("parce que Solange pleurait", "Solange Abadie")


def _label(**more: object) -> Map[Any]:
    told = {"because": WORDS[0], "asked": WORDS[1], "asked_kind": "person"}
    return Map({"kind": "label", "x": 1.0, "text": f"Tournée 1 · {WORDS[1]} : {WORDS[0]}", **told, **more})


def _before(folder: Path) -> None:
    """A file of the first layout: updates as they came, one label overwritten, a snapshot, a version."""
    with TableStore(folder) as store:
        doc: Doc[Any] = Doc()
        bodies: list[bytes] = []
        doc.observe(lambda event: bodies.append(event.update))
        cards = doc.get("cards", type=Map)
        cards["label-round-1"] = _label(row="round", act=7)
        cards["mine"] = _label(text="À moi")
        cards["gone"] = _label(row="round", act=8)
        del cards["gone"]
        cards["note"] = Map({"kind": "note", "text": "reste"})
        store.add("nuit", [Sent("ana", body) for body in bodies])
        store.keep("nuit", "avant", "ana", 3, doc.get_update())
        store.add("jour", [Sent("ben", bodies[0])])
    with sqlite3.connect(folder / "collective.db") as db:
        db.execute("INSERT INTO table_snapshot VALUES ('soir', ?)", (doc.get_update(),))
        db.execute("PRAGMA user_version=1")


def test_words_of_the_record_are_gone_from_tables_snapshots_versions_and_free_pages(tmp_path: Path) -> None:
    _before(tmp_path)
    with TableStore(tmp_path) as store:
        cards = _cards(store, "nuit")
        assert cards["label-round-1"] == {"kind": "label", "x": 1.0, "row": "round", "act": 7.0}
        assert cards["mine"] == {"kind": "label", "x": 1.0, "text": "À moi"}
        assert cards["note"] == {"kind": "note", "text": "reste"}
        assert [(hand.actor, hand.updates) for hand in store.hands("nuit")] == [("ana", 5)]
        (version,) = store.versions("nuit")
        held: Doc[Any] = Doc()
        held.apply_update(store.version_body("nuit", version.id))
        assert set(held.get("cards", type=Map).to_py() or {}) == {"label-round-1", "mine", "note"}
        assert not any(word.encode() in store.version_body("nuit", version.id) for word in WORDS)
    for path in tmp_path.iterdir():
        data = path.read_bytes()
        assert not any(word.encode() in data for word in WORDS), path.name


def test_a_table_that_is_none_keeps_no_other_from_being_opened(tmp_path: Path) -> None:
    _before(tmp_path)
    with sqlite3.connect(tmp_path / "collective.db") as db:
        db.execute("INSERT INTO table_snapshot VALUES ('broken', ?)", (b"\x01\xff\xff",))
    with TableStore(tmp_path) as store:
        assert "because" not in _cards(store, "nuit")["label-round-1"]
        assert store.load("broken") == (b"\x01\xff\xff", [])


def test_what_a_table_lets_go_leaves_the_file_with_the_next_snapshot(tmp_path: Path) -> None:
    with TableStore(tmp_path) as store:

        async def play(room: Room) -> None:
            await room.edit("ana", lambda doc: doc.get("cards", type=Map).__setitem__("a", Map({"text": WORDS[0]})))
            await room.edit("ana", lambda doc: doc.get("cards", type=Map).__delitem__("a"))
            await store.compact(room.project)

        run(store, play)
    assert not any(WORDS[0].encode() in path.read_bytes() for path in tmp_path.iterdir())


def _cards(store: TableStore, project: str) -> dict[str, Any]:
    snapshot, rest = store.load(project)
    doc: Doc[Any] = Doc()
    for body in [*([snapshot] if snapshot else []), *rest]:
        doc.apply_update(body)
    return doc.get("cards", type=Map).to_py() or {}
