"""What looking prints: words for people, and the same shapes in every JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from oeuvre.cli.commands import look
from oeuvre.foundation import Language
from tests.cli.conftest import Command


def bring(oeuvre: Command, folder: Path, licence: str) -> str:
    """A text brought in; its work's id."""
    path = folder / "words.txt"
    path.write_text("Le soir, le pain est encore chaud.", encoding="utf-8")
    made = oeuvre("--home", folder / "home", "import", path, "--author", "Awa", "--licence", licence, "--json")
    return str(made.value["work"])


@pytest.mark.parametrize(("language", "said"), [("fr", "tous droits réservés"), ("en", "all rights reserved")])
def test_a_licence_is_shown_in_words_and_given_by_its_name(
    oeuvre: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language, said: str
) -> None:
    work = bring(oeuvre, tmp_path, "all-rights-reserved")
    monkeypatch.setattr(look, "LANGUAGE", language)
    shown = oeuvre("--home", tmp_path / "home", "show", work)
    assert said in shown.out
    assert "all-rights-reserved" not in shown.out
    assert oeuvre("--home", tmp_path / "home", "show", work, "--json").value["licence"] == "all-rights-reserved"
