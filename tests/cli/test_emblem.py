"""What is made of an emblem from the command line: on the record, with whom it owes something to."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from oeuvre.cli.app import oeuvre as commands
from oeuvre.models.house import open_house
from oeuvre.production import (
    EmblemOfOther,
    FileEnding,
    NameUndrawable,
    NotAnEmblem,
    emblem_uses,
    explore_into,
    open_folder,
)
from oeuvre.record import NewAct, Record
from oeuvre.studio import Fold, ProjectUnknown


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, str]]:
    """A home with two emblems."""
    folder = tmp_path_factory.mktemp("emblems")
    with Record.open(folder / "home") as record:
        ana = record.party("Ana", "person")
        done = explore_into(record, open_house(), ana, folder / "out", prompt="mask", count=2, seed=7, language="en")
    works = done.value["works"]
    assert isinstance(works, list)
    return folder, (str(works[0]["work"]), str(works[1]["work"]))


def run(folder: Path, *words: str) -> object:
    return commands.main(["--home", str(folder / "home"), "emblem", *words], standalone_mode=False)


def test_a_lockup_a_pattern_and_a_turn_are_files_and_acts(
    home: tuple[Path, tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, (first, last) = home
    asked = {
        "lockup.svg": ("lockup", first, "Maison Goupil", "--font", "anton", "--under"),
        "tile.svg": ("pattern", first, "--group", "p4gm"),
        "page.png": ("pattern", first, "--page", "300x200", "--cell", "120"),
        "turn.svg": ("turn", first, last, "--steps", "4"),
        "turn.gif": ("turn", first, last, "--steps", "4"),
    }
    for name, words in asked.items():
        assert run(folder, *words, "--out", str(folder / name), "--json") == 0
        told = json.loads(capsys.readouterr().out)
        assert "Oeuvre: emblem" in told["authors"]
        assert len(told["authors"]) > 1
        data = (folder / name).read_bytes()
        if name.endswith(".svg"):
            etree.fromstring(data)
        with Record.open(folder / "home") as record:
            act = record.made_by_act(told["work"])
            assert act.kind == "compose"
            assert first in [used.work_id for used in act.used if used.role == "emblem"]
            assert act.project is None
            assert rerun(folder, act.seq, capsys)
            if name == "lockup.svg":
                assert act.words["name"] == "Maison Goupil"
                assert [used.role for used in act.used] == ["emblem", "typeface"]
    assert (folder / "turn.gif").read_bytes().startswith(b"GIF8")
    assert (folder / "page.png").read_bytes().startswith(b"\x89PNG")


def rerun(folder: Path, act: int, capsys: pytest.CaptureFixture[str]) -> bool:
    """Whether an act done again gives the same bytes."""
    assert commands.main(["--home", str(folder / "home"), "rerun", str(act), "--json"], standalone_mode=False) == 0
    return bool(json.loads(capsys.readouterr().out)["same"])


def test_in_a_project_they_lie_on_its_table_whether_it_is_named_or_its_folder_is_written_to(
    home: tuple[Path, tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, (first, _) = home
    result = folder / "result"
    result.mkdir()
    with Record.open(folder / "home") as record:
        ana = record.party("Ana", "person")
        begun = NewAct(
            kind="choose", project="bakery", run="a" * 32, by=[(ana, "chooser")], settings={"project_title": "Bakery"}
        )
        record.append([begun])
        open_folder(result, "a" * 32, "bakery")
    works = []
    for words in (
        ("pattern", first, "--out", str(result / "tile.svg")),
        ("lockup", first, "Bakery", "--project", "Bakery", "--out", str(folder / "other.svg")),
    ):
        assert run(folder, *words, "--json") == 0
        works.append(json.loads(capsys.readouterr().out)["work"])
    with Record.open(folder / "home") as record:
        assert [record.made_by_act(work).project for work in works] == ["bakery", "bakery"]
        fold = Fold("bakery")
        fold.take(record.acts("bakery"), record.work)
        assert [(card.work.id, card.kind) for card in fold.cards] == [(work, "picture") for work in works]
    with pytest.raises(ProjectUnknown):
        run(folder, "pattern", first, "--project", "nowhere", "--out", str(folder / "n.svg"))


def test_what_cannot_be_made_is_said(home: tuple[Path, tuple[str, str]]) -> None:
    folder, (first, _) = home
    out = str(folder / "x.svg")
    with pytest.raises(NameUndrawable):
        run(folder, "lockup", first, " ", "--out", out)
    with pytest.raises(NameUndrawable):
        run(folder, "lockup", first, "市場", "--out", out)
    with pytest.raises(FileEnding):
        run(folder, "pattern", first, "--out", str(folder / "x.pdf"))
    with Record.open(folder / "home") as record:
        piece = next(one for one in record.works(role="piece") if one.modality == "image")
    with pytest.raises(NotAnEmblem):
        run(folder, "pattern", piece.id, "--out", out)
    assert not Path(out).exists()


def test_an_emblem_of_another_version_is_named_as_such(
    home: tuple[Path, tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, (first, _) = home
    house = open_house()
    other = replace(house, card=replace(house.card, version="0" * 16))
    monkeypatch.setattr(emblem_uses, "find_house", lambda home, name: other)
    # One that the home trained under the name of one that ships is not asked for what the other drew.
    assert run(folder, "pattern", first, "--out", str(folder / "y.svg")) == 0
    monkeypatch.setattr(emblem_uses, "open_house", lambda name: other)
    with pytest.raises(EmblemOfOther) as caught:
        run(folder, "pattern", first, "--out", str(folder / "y.svg"))
    assert house.card.version in caught.value.message("fr")
