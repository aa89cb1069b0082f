"""Corrections as scripts and people make them: the contract of `edit`, `show` and `undo`."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Finished, Ran

Command = Callable[..., Ran]


@pytest.fixture
def out(workable: Finished, tmp_path: Path) -> Path:
    """The result's folder, to be changed too."""
    folder = tmp_path / "out"
    shutil.copytree(workable.out, folder)
    return folder


def test_a_correction_of_the_choice(workable: Finished, out: Path, oeuvre: Command) -> None:
    home, chosen = workable.home, workable.value["chosen"]["number"]
    words = ("--home", home, "--as", "Ana Duarte", "edit", str(chosen), "--out", out)
    done = oeuvre(*words, "--headline", "Du pain, la nuit", "--because", "plus court", "--json")
    assert done.code in (0, 3), done.err
    assert set(done.value) == {"acts", "works"}
    (work,) = done.value["works"]
    assert set(work) == {"work", "number", "path", "family", "state"}
    assert (work["number"], work["state"]) == (25, "chosen")
    assert (out / work["path"]).is_file()
    log = oeuvre("--home", home, "record", "log", "--json").value
    assert [act["kind"] for act in log if act["seq"] in done.value["acts"]] == ["edit", "choose"]

    # A draft by its number, its file, the beginning of its id: one work, told whole.
    shown = oeuvre("--home", home, "show", work["work"][:12], "--json").value
    assert {"kind", "pieces", "versions", "family", "copy", "palette", "mark", "parties"} <= set(shown)
    assert (shown["kind"], shown["copy"]["headline"], shown["made_by"]) == ("draft", "Du pain, la nuit", "mixed")
    assert [one["number"] for one in shown["versions"]] == [chosen, 25]
    assert oeuvre("--home", home, "show", "25", "--json").value == shown
    by_file = oeuvre("--home", home, "show", out / work["path"], "--json").value
    assert (by_file["kind"], by_file["number"]) == ("draft", 25)
    edition = next((out / "editions").glob("*-social-square.png"))
    of_edition = oeuvre("--home", home, "show", edition, "--json").value
    assert (of_edition["kind"], of_edition["copy"]) == ("edition", shown["copy"])
    told = oeuvre("--home", home, "show", "25")
    assert "Du pain, la nuit" in told.out
    assert "Ana Duarte" in told.out
    assert oeuvre("--home", home, "verify", edition, "--json").value["edited_by"] == ["Ana Duarte"]

    undone = oeuvre("--home", home, "undo", "25", "--out", out, "--json")
    assert undone.value["chosen"]["number"] == chosen


@pytest.mark.parametrize(
    ("words", "code", "ends"),
    [
        (["--colours-of-nobody"], "bad-use", 2),
        ([], "nothing-edited", 2),
        (["--headline", "  "], "headline-empty", 2),
        (["--palette", "ground=red"], "colour-unclear", 2),
        (["--palette", "arc-en-ciel"], "palette-unknown", 2),
        (["--mark", "nobody's mark"], "mark-unknown", 2),
        (["--nudge", "moon=+1%,+1%"], "element-unknown", 2),
        (["--nudge", "headline=+90%,0%"], "nudge-off", 2),
        (["--palette", "ground=#ffffff,ink=#fefefe"], "breaks-check", 3),
    ],
)
def test_bad_input_is_named_and_records_nothing(
    workable: Finished, oeuvre: Command, words: list[str], code: str, ends: int
) -> None:
    number = next(one["number"] for one in workable.value["drafts"] if one["family"] == "grand_mot")
    before = oeuvre("--home", workable.home, "record", "verify", "--json").value["head"]
    done = oeuvre("--home", workable.home, "edit", str(number), *words, "--out", workable.out, "--json")
    assert (done.value["error"]["code"], done.code) == (code, ends)
    assert oeuvre("--home", workable.home, "record", "verify", "--json").value["head"] == before


def test_a_file_of_ones_own_asks_for_its_author(workable: Finished, oeuvre: Command, tmp_path: Path) -> None:
    drawing = tmp_path / "loaf.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>', encoding="utf-8"
    )
    done = oeuvre("--home", workable.home, "edit", "1", "--mark", drawing, "--out", workable.out, "--json")
    assert (done.value["error"]["code"], done.code) == ("origin-unnamed", 2)
