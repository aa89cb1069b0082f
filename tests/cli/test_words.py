"""What a person reads after a command: nothing is kept from them, and their own words come back as they typed them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from oeuvre.cli.output import tell_failed
from oeuvre.foundation import read_settings
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
        assert ended.code == 2
        assert "Kiln Days/editions/Poster.PDF" in ended.err


@pytest.mark.parametrize(("typed", "named"), [("\n", False), ("Ana Duarte\nediting\n", True)])
def test_who_works_here_is_asked_once_and_may_be_passed(
    typed: str, named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from oeuvre.cli.options import first_use
    from oeuvre.studio import Studio

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    heard = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setattr("sys.stderr", heard)
    settings = read_settings(home=str(tmp_path / "home"))
    first_use(settings, as_json=False)
    with Studio(settings) as studio:
        assert studio.is_unnamed() != named
    assert ("unnamed maker" in heard.getvalue()) != named
