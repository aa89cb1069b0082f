"""The how-to on corrections, followed line by line as a person would."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.conftest import DOCS, Shell, fences

PAGE = DOCS / "how-to/correct-a-design.md"


@pytest.fixture
def followed(shell: Shell, tmp_path: Path) -> Path:
    (tmp_path / "brief.toml").write_text(fences(PAGE, "toml")[0], encoding="utf-8")
    for block in fences(PAGE, "sh"):
        for line in block.strip().splitlines():
            done = shell(line, tmp_path)
            assert done.code == 0, (line, done.err)
    return tmp_path


def test_every_command_works_and_comes_to_what_the_page_says(followed: Path, shell: Shell) -> None:
    import json

    shown = json.loads(shell("oeuvre show 25 --json", followed).out)
    assert (shown["kind"], shown["state"], shown["made_by"]) == ("draft", "chosen", "mixed")
    assert shown["copy"]["headline"] == "Bread, all night long"
    assert [one["number"] for one in shown["versions"]] == [9, 25, 26]
    assert {path.name[:2] for path in (followed / "market/previous").iterdir()} == {"09", "25", "26"}
    signed = next((followed / "market/editions").iterdir())
    assert json.loads(shell(f"oeuvre verify '{signed}' --json", followed).out)["edited_by"]
