"""What a person reads after a command: nothing is kept from them, and their own words come back as they typed them."""

from __future__ import annotations

from pathlib import Path

import pytest

from oeuvre.cli.output import tell_failed
from tests.cli.conftest import Command


def test_formats_that_could_not_be_made_are_told_after_a_decision_too(capsys: pytest.CaptureFixture[str]) -> None:
    tell_failed({"failed": [{"format": "card", "reason": "the headline is too small", "remedy": "Shorten it."}]})
    said = capsys.readouterr().err
    assert "card: the headline is too small" in said.replace("\u00a0", "")
    assert "→ Shorten it." in said
    tell_failed({"failed": []})
    tell_failed({})
    assert capsys.readouterr().err == ""


def test_a_path_that_leads_nowhere_is_named_as_it_was_typed(oeuvre: Command, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("note", encoding="utf-8")
    oeuvre("import", note, "--author", "Ana", "--licence", "CC0-1.0")
    for command in ("show", "lineage", "credits"):
        ended = oeuvre(command, "Kiln Days/editions/Poster.PDF")
        assert ended.code == 1
        assert "Kiln Days/editions/Poster.PDF" in ended.err
