"""Who acts: the one that --as names, the one that works here, else somebody unnamed; never the system's account."""

from __future__ import annotations

import getpass
from pathlib import Path

from tests.cli.conftest import Command


def bring(oeuvre: Command, folder: Path, text: str, *words: str) -> str:
    """Import a text; returns what was said beside the value."""
    path = folder / f"{text}.txt"
    path.write_text(text, encoding="utf-8")
    ended = oeuvre(
        "--home", folder / "home", *words, "import", path, "--author", "Léa", "--licence", "CC0-1.0", "--json"
    )
    assert ended.code == 0, ended.err
    return ended.err


def importers(oeuvre: Command, folder: Path) -> list[tuple[str, str]]:
    """(name, kind) of each act's importer."""
    acts = oeuvre("--home", folder / "home", "record", "log", "--json").value
    found = []
    for act in acts:
        if act["kind"] == "import":
            work = oeuvre("--home", folder / "home", "show", act["made"][0]["work"], "--json").value
            found += [(p["name"], p["kind"]) for p in work["parties"] if p["act_role"] == "importer"]
    return found


def test_nobody_named_is_said_once_and_asked_never(oeuvre: Command, tmp_path: Path) -> None:
    said = bring(oeuvre, tmp_path, "one")
    assert said.count("unnamed maker") == 1
    assert importers(oeuvre, tmp_path) == [("unnamed maker", "person")]
    assert getpass.getuser() not in {name for name, _ in importers(oeuvre, tmp_path)}


def test_as_creates_the_party_once_and_init_names_who_works_here(oeuvre: Command, tmp_path: Path) -> None:
    assert "unnamed" not in bring(oeuvre, tmp_path, "one", "--as", "Inès Morvan")
    bring(oeuvre, tmp_path, "two", "--as", "Inès  Morvan")
    ended = oeuvre("--home", tmp_path / "home", "init", "--name", "Paul Vidal", "--role", "édition", "--json")
    assert (ended.code, ended.value["party"]["name"]) == (0, "Paul Vidal")
    assert "unnamed" not in bring(oeuvre, tmp_path, "three")
    assert [name for name, _ in importers(oeuvre, tmp_path)] == ["Inès Morvan", "Inès Morvan", "Paul Vidal"]


def test_a_persons_act_is_never_a_rules(oeuvre: Command, tmp_path: Path) -> None:
    from oeuvre.production.recording import RULES
    from oeuvre.record import Record

    with Record.open(tmp_path / "home") as record:
        record.party(RULES["choice"], "rule")
    bring(oeuvre, tmp_path, "one", "--as", RULES["choice"])
    assert importers(oeuvre, tmp_path) == [(RULES["choice"], "person")]


def test_only_what_it_says_it_is_comes_in(oeuvre: Command, tmp_path: Path) -> None:
    home = tmp_path / "home"
    bad = {"empty.txt": b"", "fake.mp3": b"hello", "cut.wav": b"RIFF1234WAV", "tool.png": b"MZ\x90\x00", "x.bin": b"x"}
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
        ended = oeuvre("--home", home, "import", tmp_path / name, "--author", "A", "--licence", "CC0-1.0", "--json")
        assert ended.code == 2, name
    good = tmp_path / "a.md"
    good.write_text("# a", encoding="utf-8")
    ended = oeuvre("--home", home, "import", good, "--author", "A", "--licence", "as I like", "--json")
    assert (ended.code, ended.value["error"]["code"]) == (2, "licence-unclear")
    assert not home.exists()
    several = oeuvre(
        "--home", home, "import", good, tmp_path / "fake.mp3", "--author", "A", "--licence", "CC0-1.0", "--json"
    )
    assert several.code == 2
    assert ["work" in one for one in several.value] == [True, False]
