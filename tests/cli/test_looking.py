"""What looking prints: words for people, and the same shapes in every JSON."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from oeuvre.cli.commands import show
from oeuvre.foundation import Language, read_settings
from oeuvre.record import NewAct, NewWork
from oeuvre.studio import Studio
from tests.cli.conftest import Command

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?Z")


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
    monkeypatch.setattr(show, "LANGUAGE", language)
    shown = oeuvre("--home", tmp_path / "home", "show", work)
    assert said in shown.out
    assert "all-rights-reserved" not in shown.out
    assert oeuvre("--home", tmp_path / "home", "show", work, "--json").value["licence"] == "all-rights-reserved"


def test_every_time_ends_in_z(oeuvre: Command, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Studio(read_settings(home=str(home), environment={})) as studio:
        digest = studio.record.store.put(b"Nuit")
        work = NewWork(digest, "text/plain", "text", 4, title="Nuit")
        author = studio.record.party("Awa", "person")
        studio.record.append(
            NewAct("import", project="nuit", run="a" * 32, by=[(author, "author")], made=[(work, "x")])
        )
    project = oeuvre("--home", home, "projects", "--json").value[0]
    act = oeuvre("--home", home, "record", "log", "--json").value[0]
    oeuvre("--home", home, "trust", "renew")
    anchor = oeuvre("--home", home, "trust", "show", "--json").value["anchors"][0]
    assert all(MOMENT.fullmatch(at) for at in (project["first"], project["last"], act["at"]))
    assert all(MOMENT.fullmatch(anchor[name]) for name in ("not_before", "not_after"))


@pytest.mark.parametrize("command", [("show", "1"), ("taste",)])
def test_a_folder_that_holds_no_run_is_told(oeuvre: Command, tmp_path: Path, command: tuple[str, ...]) -> None:
    home = tmp_path / "home"
    with Studio(read_settings(home=str(home), environment={})) as studio:
        digest = studio.record.store.put(b"Nuit")
        work = NewWork(digest, "text/plain", "text", 4, title="Nuit")
        author = studio.record.party("Awa", "person")
        studio.record.append(NewAct(kind="import", project="nuit", by=[(author, "author")], made=[(work, "text")]))
    (tmp_path / "elsewhere").mkdir()
    told = oeuvre("--home", home, *command, "--out", tmp_path / "elsewhere", "--json")
    assert told.value["error"]["code"] == "nothing-to-choose"
