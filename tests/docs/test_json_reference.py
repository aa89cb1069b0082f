"""The contract for scripts: what the page shows has the very keys and kinds of values that the program prints."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.docs.conftest import DOCS, FENCE, Followed, Shell

PAGE = DOCS / "reference/json.md"
EDITION = "market/editions/night-market-at-the-mill-oven-social-portrait.png"
COMMANDS = {
    "Errors": ("oeuvre make nowhere.toml --json", 2),
    "make": ("oeuvre make brief.toml --out market --json", 0),
    "ideas": ("oeuvre ideas brief.toml --out looked-at --json", 0),
    "words": ("oeuvre words brief.toml --json", 0),
    "edit, undo": ("oeuvre edit 2 --headline 'Bread, all night' --anyway --out market --json", 0),
    "more, mix": ("oeuvre more 1 -n 1 --out market --json", 0),
    "taste": ("oeuvre taste --json", 0),
    "rerun": ("oeuvre rerun {proposed} --json", 0),
    "verify": (f"oeuvre verify {EDITION} --json", 0),
    "import": (f"oeuvre import {EDITION} --author 'Ana Duarte' --licence CC-BY-4.0 --json", 0),
    "lineage": (f"oeuvre lineage {EDITION} --json", 0),
    "record verify": ("oeuvre record verify --json", 0),
    "record export, record import": ("oeuvre record export --prov out.json --json", 0),
    "projects": ("oeuvre projects --json", 0),
    # In a home of its own: the tutorial's is to be made without a model.
    "models": (
        "oeuvre --home models-home models add openai --url http://127.0.0.1:8080/v1 --model my-model --json",
        0,
    ),
}


def shown() -> dict[str, Any]:
    """The first JSON block under each heading."""
    found: dict[str, Any] = {}
    for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        heading = section.partition("\n")[0].strip()
        blocks = [json.loads(body) for tongue, body in FENCE.findall(section) if tongue == "json"]
        if blocks:
            found[heading] = blocks[0]
    return found


def differences(page: Any, real: Any, place: str = "") -> list[str]:
    """Where two values differ in shape: keys, and kinds of values where both have one."""
    if isinstance(page, dict) and isinstance(real, dict):
        if place.endswith((".attributes", ".timings", ".identifiers", ".replaced")):
            return []
        odd = [f"{place}: {sorted(set(page) ^ set(real))}"] if set(page) != set(real) else []
        return odd + [
            one for key in set(page) & set(real) for one in differences(page[key], real[key], f"{place}.{key}")
        ]
    if isinstance(page, list) and isinstance(real, list):
        return differences(page[0], real[0], f"{place}[]") if page and real else []
    if page is None or real is None:
        return []
    number = (int, float)
    same = type(page) is type(real) or (isinstance(page, number) and isinstance(real, number))
    return [] if same else [f"{place}: {type(page).__name__} on the page, {type(real).__name__} printed"]


def test_every_shape_on_the_page_is_tried() -> None:
    assert set(shown()) == set(COMMANDS)


@pytest.mark.parametrize("heading", COMMANDS)
def test_the_program_prints_what_the_page_shows(tutorial: Followed, shell: Shell, heading: str) -> None:
    line, code = COMMANDS[heading]
    if "{proposed}" in line:
        acts = json.loads(shell("oeuvre record log --json", tutorial.folder).out)
        line = line.format(proposed=next(act["seq"] for act in acts if act["kind"] == "propose"))
    done = shell(line, tutorial.folder)
    assert done.code == code, done.err
    assert differences(shown()[heading], json.loads(done.out)) == []


def test_what_is_not_there_is_told_by_its_exit_code(tutorial: Followed, shell: Shell) -> None:
    assert shell("oeuvre verify nowhere.png --json", tutorial.folder).code == 2
    assert shell("oeuvre verify brief.toml market/copy.md", tutorial.folder).code in (1, 2)


def test_several_files_give_an_array_in_their_order_and_the_gravest_code(tutorial: Followed, shell: Shell) -> None:
    done = shell(f"oeuvre verify {EDITION} nowhere.png {EDITION} --json", tutorial.folder)
    assert [one.get("state") for one in json.loads(done.out)] == ["trusted", None, "trusted"]
    assert done.code == 2
