"""A generator of another maker from the command line: added, listed, shown, explored, drawn again, removed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oeuvre.cli.app import oeuvre as commands
from oeuvre.models.foreign import GeneratorUnfit
from oeuvre.record import Record
from tests.models.foreign.building import SIZE, petals, write


def run(home: Path, *words: str) -> object:
    return commands.main(["--home", str(home), *words], standalone_mode=False)


def test_a_generator_is_explored_and_each_picture_is_drawn_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    model, manifest = write(tmp_path / "in")
    assert run(home, "models", "add", str(model), "--manifest", str(manifest), "--json") == 0
    card = json.loads(capsys.readouterr().out)
    assert (card["id"], card["training"]["known"], card["picture"]) == ("petals", "known", [16, 16, 3])
    assert run(home, "models", "list", "--json") == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == ["petals"]
    asked = ["explore", "--model", "petals", "--prompt", "a rose", "-n", "3", "--seed", "5", "--json"]
    assert run(home, *asked, "--out", str(tmp_path / "one")) == 0
    done = json.loads(capsys.readouterr().out)
    assert done["unknown"] == ["a", "rose"]
    assert len(done["works"]) == 3
    assert len(done["works"][0]["latent"]) == SIZE
    assert (tmp_path / "one" / done["sheet"]).is_file()
    assert run(home, *asked, "--out", str(tmp_path / "two")) == 0
    capsys.readouterr()
    for row in done["works"]:
        assert (tmp_path / "one" / row["path"]).read_bytes() == (tmp_path / "two" / row["path"]).read_bytes()
    with Record.open(home) as record:
        act = record.made_by_act(done["works"][1]["work"])
        assert (act.settings["training"], act.settings["weights_licence"]) == ("known", "CC0-1.0")
        assert act.words["prompt"] == "a rose"
        kinds = {party.id: party.kind for party in record.parties()}
        assert [(kinds[by.party_id], by.role) for by in act.by] == [("model", "author"), ("person", "director")]
    assert run(home, "rerun", str(act.seq), "--json") == 0
    assert json.loads(capsys.readouterr().out)["same"] is True
    assert run(home, "models", "sample", "petals", "-n", "2", "--out", str(tmp_path / "three"), "--json") == 0
    assert len(list((tmp_path / "three").glob("picture-*.png"))) == 2
    capsys.readouterr()
    assert run(home, "models", "remove", "petals", "--json") == 0


def test_a_hostile_generator_leaves_nothing(tmp_path: Path) -> None:
    model, manifest = write(tmp_path / "in", petals()[:-700])
    with pytest.raises(GeneratorUnfit):
        run(tmp_path / "home", "models", "add", str(model), "--manifest", str(manifest))
    assert not list((tmp_path / "home").rglob("*.onnx"))
