"""`oeuvre licence reading`: how a home reads the law on what a house model makes."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Command


def test_the_reading_is_shown_and_set(oeuvre: Command, tmp_path: Path) -> None:
    home = ("--home", tmp_path / "home", "--as", "Ana", "licence", "reading", "--json")
    before = oeuvre(*home)
    assert (before.code, before.value["name"], before.value["unmeasured"]) == (0, "strict", True)
    assert not (tmp_path / "home").exists()
    assert oeuvre(*home, "close-copy").value["name"] == "close-copy"
    assert oeuvre(*home, "--adaptation", "25").value["name"] is None
    assert oeuvre(*home).value["adaptation"] == "25"
    assert oeuvre(*home, "lenient").code == 2
