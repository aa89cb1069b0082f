"""A generator of another maker from the command line: added, listed, shown, explored, drawn again, removed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from oeuvre.cli.app import oeuvre as commands
from oeuvre.models.foreign import GeneratorUnfit, add_generator
from oeuvre.production import MixUnfit, PictureOfOther, WaysOfHouse
from oeuvre.record import NewAct, NewWork, Record
from oeuvre.studio import ProjectUnknown
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


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    value = json.loads(capsys.readouterr().out)
    assert isinstance(value, dict)
    return value


def test_pictures_are_mixed_chosen_among_sought_and_followed_in_a_project(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    add_generator(home, *write(tmp_path / "in"))
    with Record.open(home) as record:
        ana = record.party("Ana", "person")
        record.append([NewAct(kind="choose", project="roses", by=[(ana, "chooser")])])
    draw = ["explore", "--model", "petals", "--project", "roses", "--json", "--seed", "5"]
    assert run(home, *draw, "-n", "4", "--out", str(tmp_path / "one")) == 0
    first = told(capsys)["works"]
    assert (
        run(
            home,
            *draw,
            "-n",
            "3",
            "--mix",
            first[0]["work"],
            "--mix",
            f"{first[1]['work']}=2",
            "--out",
            str(tmp_path / "m"),
        )
        == 0
    )
    mixed = told(capsys)["works"]
    parents = np.array([first[0]["latent"], first[1]["latent"]])
    near = np.linalg.norm(parents - np.array(mixed[0]["latent"]), axis=1)
    assert near[1] < near[0] < float(np.linalg.norm(parents[0] - parents[1]))
    liked = ["--like", first[2]["work"], "--unlike", first[3]["work"]]
    assert run(home, *draw, "-n", "5", *liked, "--out", str(tmp_path / "l")) == 0
    assert len(told(capsys)["works"]) == 5
    picture = tmp_path / "one" / first[0]["path"]
    assert run(home, *draw, "-n", "2", "--from", str(picture), "--author", "Awa", "--out", str(tmp_path / "f")) == 0
    sought = told(capsys)
    assert sought["alike"] > 0.85
    with Record.open(home) as record:
        act = record.made_by_act(mixed[2]["work"])
        assert act.project == "roses"
        assert [(used.work_id, used.role) for used in act.used] == [(one["work"], "like") for one in first[:2]]
        made = record.made_by_act(sought["works"][1]["work"])
        assert [used.role for used in made.used] == ["drawing"]
    assert run(home, "rerun", str(made.seq), "--json") == 0
    assert told(capsys)["same"] is True
    assert run(home, "models", "directions", "petals", "--out", str(tmp_path / "d"), "--json") == 0
    assert told(capsys)["directions"]
    assert (tmp_path / "d/sheet.png").is_file()


def test_what_cannot_be_mixed_or_is_asked_of_another_model_is_said(tmp_path: Path) -> None:
    home = tmp_path / "home"
    add_generator(home, *write(tmp_path / "in"))
    run(home, "explore", "--model", "petals", "-n", "2", "--seed", "1", "--out", str(tmp_path / "one"), "--json")
    held = json.loads((tmp_path / "one/explore.json").read_text())
    ids = [one["work"] for one in held["works"]]
    out = ["--out", str(tmp_path / "x")]
    for words, error in (
        (("--mix", ids[0]), MixUnfit),
        (("--mix", ids[0], "--mix", f"{ids[1]}=-1"), MixUnfit),
        (("--like", ids[0], "--project", "nowhere"), ProjectUnknown),
    ):
        with pytest.raises(error):
            run(home, "explore", "--model", "petals", *words, *out)
    with pytest.raises(WaysOfHouse):
        run(home, "explore", "--mix", ids[0], "--mix", ids[1], *out)
    with Record.open(home) as record:
        party = record.party("Ana", "person")
        other = NewWork(record.store.put(b"words"), "text/plain", "text", 5, title="Words")
        (made,) = record.append([NewAct(kind="import", by=[(party, "author")], made=[(other, "text")])])
    with pytest.raises(PictureOfOther):
        run(home, "explore", "--model", "petals", "--like", made.works[0].id, *out)
    assert not (tmp_path / "x").exists()


def test_a_hostile_generator_leaves_nothing(tmp_path: Path) -> None:
    model, manifest = write(tmp_path / "in", petals()[:-700])
    with pytest.raises(GeneratorUnfit):
        run(tmp_path / "home", "models", "add", str(model), "--manifest", str(manifest))
    assert not list((tmp_path / "home").rglob("*.onnx"))
