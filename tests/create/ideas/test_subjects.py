"""Thoughts on one subject each: every group is heard by the brief that it gives, with lines enough for a set."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import Any

import pytest

from oeuvre.create.lexicon import trades

FOLDER = resources.files("oeuvre.create.ideas") / "data" / "subjects"
TABLES = sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".toml"))


def _groups(table: str) -> list[dict[str, Any]]:
    groups = tomllib.loads((FOLDER / table).read_text(encoding="utf-8"))["thought"]
    assert isinstance(groups, list)
    return groups


@pytest.mark.parametrize("table", TABLES)
def test_each_group_is_heard_by_its_own_brief(table: str) -> None:
    for number, group in enumerate(_groups(table), start=1):
        said = group["example"].replace("|", "\n").replace("'", "’").casefold()
        assert all(re.search(pattern, said) for pattern in group["when"]), (number, group["example"])
        lines = [re.split(r"\s*\|\s*", line, maxsplit=5) for line in group["lines"]]
        heard = [line for line in lines if len(line) < 6 or re.search(line[5], said)]
        assert len(heard) >= 5, (number, group["example"])
        # A set shows at least four techniques: a group that has fewer would let others in.
        assert len({line[0] for line in heard}) >= 4, (number, group["example"])
        assert len({line[3].split("+")[0].split("=")[0].strip() for line in heard}) >= 4, (number, group["example"])


@pytest.mark.parametrize("table", TABLES)
def test_groups_name_trades_that_exist(table: str) -> None:
    assert {trade for group in _groups(table) for trade in group.get("trades", ())} <= set(trades())


@pytest.mark.parametrize("table", TABLES)
def test_no_pattern_is_called_by_any_brief(table: str) -> None:
    plain = (
        "Venez nombreux samedi à la salle des fêtes, de 10 h à 18 h, entrée libre, réservation sur le site du lieu.",
        "Come along on Saturday at the town hall, from ten to six, free entry, book on the website of the town.",
    )
    for number, group in enumerate(_groups(table), start=1):
        assert not any(all(re.search(p, text.casefold()) for p in group["when"]) for text in plain), number
