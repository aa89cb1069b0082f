"""Ideas of a record of anybody's: one that cannot be read hides no other, and stops no command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from oeuvre.create.ideas import Idea, Motif, idea_json
from oeuvre.production import ideas_of, search
from oeuvre.production.ideas import IDEA_TYPE
from oeuvre.record import NewAct, NewWork, Record

IDEA = Idea(
    "analogy",
    "The loaf is the moon.",
    "Bread, after dark.",
    (),
    ("loaf", "moon"),
    "",
    (Motif("moon"),),
    (),
    "",
    (),
    "en",
)
SOUND: dict[str, Any] = {
    **idea_json(IDEA),
    "number": 1,
    "line": {"text": "Bread, after dark.", "source": "idea", "from": "analogy"},
    "under": "",
    "writer": "rule",
}


def _without(name: str) -> dict[str, Any]:
    return {key: value for key, value in SOUND.items() if key != name}


HOSTILE: dict[str, object] = {
    "a list": [1],
    "no JSON": b"\xff\xfe{",
    "too deep": b"[" * 100_000,
    "of an old version": {"number": 2, "premise": "The loaf is a drum."},
    "no number": _without("number"),
    "no line": _without("line"),
    "a number in words": {**SOUND, "number": "<2>"},
    "a number below": {**SOUND, "number": -5},
    "a number beyond": {**SOUND, "number": 10**30},
    "a number that is true": {**SOUND, "number": True},
    "a number taken": {**SOUND, "premise": "Another."},
    "a line that is a list": {**SOUND, "number": 2, "line": [1]},
    "no motif": {**SOUND, "number": 2, "motifs": []},
    "an unknown technique": {**SOUND, "number": 2, "technique": "telepathy"},
    "an unknown writer": {**SOUND, "number": 2, "writer": "alien"},
    "half a sign": {**SOUND, "number": 2, "premise": "\ud800 moon"},
}


def _put(record: Record, value: object) -> None:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    work = NewWork(record.store.put(data), IDEA_TYPE, "text", len(data), title="t", language="en")
    by = [(record.party("A rule of somebody", "rule"), "concept")]
    record.append(NewAct(kind="propose", project="p", run="ab" * 16, by=by, made=[(work, "idea")]))


@pytest.mark.parametrize("name", HOSTILE)
def test_an_idea_that_cannot_be_read_hides_no_other(tmp_path: Path, name: str) -> None:
    record = Record.open(tmp_path / "home")
    try:
        _put(record, SOUND)
        _put(record, HOSTILE[name])
        (only,) = ideas_of(record, "ab" * 16)
        assert only.idea == IDEA
        found = search(record, "moon")
        assert found[-1].text.startswith(IDEA.premise)
        json.dumps([one.as_dict() for one in found], ensure_ascii=False).encode()
    finally:
        record.close()
