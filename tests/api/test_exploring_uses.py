"""What is made of a kept emblem over the API: on the table, with whom it owes something to, and made again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from oeuvre.cli.app import oeuvre as commands
from oeuvre.record import Record
from tests.api.conftest import Opened, Studio
from tests.api.planted import SLUG


@pytest.fixture
def home(opened: Opened) -> Studio:
    return opened(drafts=2)


def ask(studio: Studio, path: str, body: Any, **query: Any) -> Any:
    answer = studio.client.post(f"/api/explore{path}", json=body, params=query or None)
    assert answer.status_code < 300, answer.text
    return answer.json()


def kept(studio: Studio, count: int) -> list[str]:
    nine = ask(studio, "/nine", {"seed": 2}, project=SLUG)["figures"]
    return [ask(studio, "/emblems", {"point": one["point"]}, project=SLUG)["work"] for one in nine[:count]]


def test_a_lockup_a_pattern_and_a_turn_lie_on_the_table_and_are_made_again(
    home: Studio, capsys: pytest.CaptureFixture[str]
) -> None:
    first, last = kept(home, 2)
    made = [
        ask(home, f"/emblems/{first}/lockup", {"name": "Le Fournil", "place": "under"}, project=SLUG),
        ask(home, f"/emblems/{first}/pattern", {"group": "p31m"}, project=SLUG),
        ask(home, f"/emblems/{first}/turn", {"into": last, "steps": 4}, project=SLUG),
        ask(home, f"/emblems/{first}/turn", {"into": last, "steps": 4, "form": "gif"}, project=SLUG),
    ]
    assert [one["media_type"] for one in made] == [*["image/svg+xml"] * 3, "image/gif"]
    rows = {one["id"]: one for one in home.get(f"/projects/{SLUG}/works", params={"limit": 200})["items"]}
    for one in made:
        assert rows[one["work"]]["kind"] == "picture"
        assert "Oeuvre: emblem" in one["authors"]
        assert len(one["authors"]) > 1
        assert home.client.get(f"/api/works/{one['work']}/thumb?size=256").status_code == 200
        words = ["--home", str(home.home), "rerun", str(one["act"]), "--json"]
        assert commands.main(words, standalone_mode=False) == 0
        assert json.loads(capsys.readouterr().out)["same"] is True
    told = home.get(f"/acts/{made[0]['act']}")
    assert told["what"] == "sets an emblem with a name"


def test_what_cannot_be_made_is_refused_and_leaves_nothing(home: Studio) -> None:
    (emblem,) = kept(home, 1)
    with Record.open(home.home) as record:
        before = record.head()
    for path, body, code in (
        (f"/emblems/{emblem}/lockup", {"name": "市場"}, "name-undrawable"),
        (f"/emblems/{emblem}/lockup", {"name": "Pain", "font": "none"}, "font-unknown"),
        (f"/emblems/{emblem}/pattern", {"group": "p5"}, "bad-shape"),
        (f"/emblems/{home.designs[0]}/pattern", {"group": "p1"}, "not-an-emblem"),
    ):
        answer = home.client.post(f"/api/explore{path}", json=body, params={"project": SLUG})
        assert answer.status_code == 422, answer.text
        assert answer.json()["code"] == code
    with Record.open(home.home) as record:
        assert record.head() == before
