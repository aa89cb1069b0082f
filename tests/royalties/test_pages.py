"""The pages on royalties say what the program does: examples are run, tables are the program's own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from oeuvre.royalties import allocate, read_scenario
from oeuvre.royalties.papers import CSV_COLUMNS
from oeuvre.royalties.statement import MOVES
from oeuvre.royalties.suspicion import REASONS
from oeuvre.royalties.usage import COLUMNS
from tests.cli.conftest import Command
from tests.cli.test_royalties import MAPPING, TERMS, USAGE, put
from tests.royalties.conftest import as_json, scenario
from tests.royalties.test_allocation import diamond

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reference/royalties.md").read_text(encoding="utf-8")
BLOCKS = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


def test_the_scenario_on_the_page_gives_what_the_page_says() -> None:
    asked, given = BLOCKS[:2]
    assert allocate(read_scenario(json.dumps(asked))).as_dict() == given


def test_import_and_run_print_the_keys_of_the_page(oeuvre: Command, tmp_path: Path) -> None:
    for name, value in (("usage.csv", USAGE), ("mapping.json", MAPPING), ("terms.json", TERMS)):
        put(tmp_path, name, value)
    taken = oeuvre("royalties", "import", "usage.csv", "--mapping", "mapping.json", "--json").value
    assert taken == BLOCKS[2]
    run = oeuvre("royalties", "run", "--terms", "terms.json", "--json").value
    told = BLOCKS[3]
    assert run.keys() == told.keys()
    assert {key: run[key] for key in run if key not in ("digest", "head")} == {
        key: told[key] for key in told if key not in ("digest", "head")
    }


def test_every_name_that_a_script_could_meet_is_on_the_page() -> None:
    for name in (*COLUMNS, *REASONS, "rounding", "evidence"):
        assert f"`{name}`" in PAGE or f'"{name}"' in PAGE, name
    assert {name for name in MOVES if f"`{name}`" not in PAGE} == {"unsettled"}
    assert "amount" in CSV_COLUMNS


def test_the_vectors_of_the_explanation_are_those_of_the_program() -> None:
    page = (DOCS / "explanation/royalties.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (absolute-edge|absolute-path|relative)[^|]*\|(.*)\|$", page, re.MULTILINE)
    checked = 0
    for policy, cells in rows:
        figures = [int(cell) for cell in cells.split("|")]
        if len(figures) != 5:
            continue
        works: Any = allocate(read_scenario(as_json(scenario(diamond(policy), [("E", 1000)])))).works
        assert [works[name] for name in "EBCXA"] == figures
        checked += 1
    assert checked == 3
