"""`oeuvre explore` from end to end: the contract for scripts, the record, the same bytes again, and bad input."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from PIL import Image

from oeuvre.record import Record
from tests.cli.conftest import Command


def asked(out: Path, *words: str) -> tuple[str, ...]:
    return ("--home", "home", "--as", "Ana Duarte", "explore", "--out", str(out), "--json", *words)


def test_a_prompt_gives_emblems_files_and_a_record(oeuvre: Command, tmp_path: Path) -> None:
    out = tmp_path / "drawn"
    words = asked(out, "--prompt", "marché de nuit, lune, pain", "--lang", "fr", "-n", "6", "--seed", "7")
    ended = oeuvre(*words)
    assert ended.code == 0, ended.err
    value = ended.value
    assert {"model", "version", "sheet", "works", "filtered", "timings"} <= set(value)
    assert len(value["works"]) == 6
    assert "pain" in {one["word"] for one in value["heard"]}
    with Image.open(out / value["sheet"]) as sheet:
        assert sheet.width > 300
    with Record.open(tmp_path / "home") as record:
        names = {party.id: party.name for party in record.parties()}
        for one in value["works"]:
            svg = (out / one["svg"]).read_bytes()
            work = record.work(one["work"])
            assert work.digest == hashlib.sha256(svg).hexdigest()
            with Image.open(out / one["path"]) as picture:
                assert picture.size == (512, 512)
            paths = re.findall(r' d="([^"]*)"', svg.decode())
            assert sum(len(re.findall("[A-Za-z]", path)) for path in paths) <= 400
            assert len(set(re.findall("#[0-9a-f]{6}", svg.decode()))) <= 4
            act = record.made_by_act(work.id)
            used = {record.work(used.work_id).title for used in act.used if used.role == "influence"}
            assert {"bread", "moon"} <= used
            for near in one["nearest"]:
                assert near["name"] in used
                assert 0.1 <= near["distance"] <= 1
                (by,) = record.made_by_act(near["work"]).by
                assert names[by.party_id] == near["author"]
            assert "marché" not in str(act.settings)
        first = record.made_by_act(value["works"][0]["work"]).seq
    again = oeuvre("--home", "home", "rerun", str(first), "--json")
    assert again.code == 0
    assert again.value["same"] is True
    # The same seed and version, in another folder: the same bytes, and every training work came in but once.
    other = oeuvre(*(word if word != str(out) else str(tmp_path / "other") for word in words)).value
    for one, two in zip(value["works"], other["works"], strict=True):
        assert (out / one["svg"]).read_bytes() == (tmp_path / "other" / two["svg"]).read_bytes()
        assert [near["work"] for near in one["nearest"]] == [near["work"] for near in two["nearest"]]


def test_what_nothing_knows_is_told_and_left_to_chance(oeuvre: Command, tmp_path: Path) -> None:
    ended = oeuvre(*asked(tmp_path / "drawn", "--prompt", "日本語", "-n", "2", "--seed", "1"))
    assert ended.code == 0
    assert ended.value["unknown"] == ["日本語"]
    assert "日本語" in ended.err
    blank = oeuvre(*asked(tmp_path / "blank", "--prompt", "  ", "-n", "2", "--seed", "1")).value
    assert [one["latent"] for one in blank["works"]] == [one["latent"] for one in ended.value["works"]]
    assert len(blank["works"][0]["latent"]) == 64


@pytest.mark.parametrize(
    "words",
    [
        ("-n", "0"),
        ("-n", "10001"),
        ("-n", "many"),
        ("--seed", "-1"),
        ("--prompt", "moon " * 1001),
    ],
)
def test_bad_input_creates_nothing(oeuvre: Command, tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = oeuvre(*asked(tmp_path / "drawn", *words))
    assert ended.code == 2
    assert ended.value["error"]["remedy"]
    assert not (tmp_path / "drawn").exists()
    assert not (tmp_path / "home").exists()


def test_a_file_in_the_folders_place_is_refused(oeuvre: Command, tmp_path: Path) -> None:
    (tmp_path / "drawn").write_text("mine")
    assert oeuvre(*asked(tmp_path / "drawn", "-n", "1")).code == 2
    assert (tmp_path / "drawn").read_text() == "mine"


def test_the_card_of_the_model_adds_up(oeuvre: Command) -> None:
    training = oeuvre("models", "show", "emblem", "--json").value["training"]
    assert sum(training["authors"].values()) == training["works"]
    assert all(set(one) == {"work", "reason"} for one in training["left_out"])
    said = oeuvre("models", "show", "emblem")
    assert said.code == 0
    assert "Icons made by" in said.out
