"""`oeuvre licence export` and `import` from end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from oeuvre.licence.exchange import FORMATS
from tests.cli.conftest import Command, handlers, oeuvre

__all__ = ["handlers", "oeuvre"]


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_exported_is_imported(oeuvre: Command, tmp_path: Path, name: str) -> None:
    out = tmp_path / "licence"
    words = ("licence", "export", "CC-BY-4.0", "--format", name, "--target", "https://example.org/7", "--out", out)
    done = oeuvre(*words, "--json")
    assert done.code == 0
    assert set(done.value) == {"format", "text", "lost"}
    assert out.read_text(encoding="utf-8") == done.value["text"]
    back = oeuvre("licence", "import", out, "--format", name, "--json")
    assert back.code == 0
    assert set(back.value) == {"format", "terms", "unread"}


def test_a_person_is_told_what_is_lost(oeuvre: Command, tmp_path: Path) -> None:
    done = oeuvre("licence", "export", "CC-BY-4.0", "--format", "tdmrep")
    assert done.code == 0
    assert "tdm-reservation" in done.out
    assert "actions.adapt" in done.err
    assert "actions.adapt" not in done.out
    (tmp_path / "tdmrep.json").write_text(done.out, encoding="utf-8")
    assert oeuvre("licence", "import", tmp_path / "tdmrep.json", "--format", "tdmrep").code == 0


def test_an_unknown_format_licence_or_file_ends_with_two(oeuvre: Command, tmp_path: Path) -> None:
    for words in (
        ("export", "CC-BY-4.0", "--format", "morse"),
        ("export", "CC-BY-9.9", "--format", "spdx"),
        ("export", str(tmp_path / "none.json"), "--format", "spdx"),
        ("import", str(tmp_path / "none"), "--format", "spdx"),
    ):
        done = oeuvre("licence", *words, "--json")
        assert (done.code, set(done.value)) == (2, {"error"})
