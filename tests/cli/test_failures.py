"""Every way to fail prints one JSON value of one shape, with its exit code, and creates nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command

FAILURES: tuple[tuple[str, int, str], ...] = (
    ("", 2, "bad-use"),
    ("nope", 2, "bad-use"),
    ("make", 2, "bad-use"),
    ("make brief.toml --seed -1", 2, "bad-use"),
    ("make brief.toml --seed 99999999999", 2, "bad-use"),
    ("make brief.toml --choose best", 2, "bad-use"),
    ("make brief.toml --lang de", 2, "bad-use"),
    ("make none.toml", 2, "brief-missing"),
    ("make .", 2, "brief-is-folder"),
    ("verify", 2, "bad-use"),
    ("verify none.png", 2, "file-missing"),
    ("record", 2, "bad-use"),
    ("trust", 2, "bad-use"),
    ("record export", 2, "bad-use"),
    ("record export --prov -", 1, "no-record"),
    ("record import --prov none.json", 2, "export-missing"),
    ("trust add none.pem", 2, "certificate-unreadable"),
    ("choose 3", 1, "nothing-to-choose"),
    ("keep 3 --out nowhere", 1, "nothing-to-choose"),
    ("show abcd", 1, "work-unknown"),
    ("lineage abcd", 1, "work-unknown"),
    ("credits abcd", 1, "work-unknown"),
    ("import none.png --author A --licence CC0-1.0", 2, "file-unknown"),
    ("import none.png", 2, "origin-unnamed"),
)


@pytest.mark.parametrize(("words", "code", "name"), FAILURES, ids=[words or "nothing" for words, *_ in FAILURES])
def test_a_failure_is_one_value_and_creates_nothing(
    oeuvre: Command, tmp_path: Path, words: str, code: int, name: str
) -> None:
    ended = oeuvre("--home", tmp_path / "home", *words.split(), "--json")
    assert ended.code == code
    assert set(ended.value["error"]) == {"code", "message", "place", "remedy"}
    assert ended.value["error"]["code"] == name
    assert all(isinstance(text, str) for text in ended.value["error"].values())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", ["record verify", "projects", "record log", "trust show"])
def test_looking_into_nothing_answers_and_creates_nothing(oeuvre: Command, tmp_path: Path, words: str) -> None:
    ended = oeuvre("--home", tmp_path / "home", *words.split(), "--json")
    assert ended.code == (0 if words == "record verify" else 1)
    assert ended.value is not None
    assert not list(tmp_path.iterdir())


def test_options_stand_before_and_after_every_name(oeuvre: Command, tmp_path: Path) -> None:
    home = ("--home", str(tmp_path / "home"))
    for words in (
        ("--json", *home, "record", "verify"),
        ("record", "--json", *home, "verify"),
        ("record", "verify", "--json", *home),
    ):
        assert oeuvre(*words).value["holds"] is True


def test_every_finding_of_a_brief_has_its_line(oeuvre: Command, tmp_path: Path) -> None:
    brief = tmp_path / "brief.toml"
    brief.write_text('title = ""\nformats = ["poster-a4"]\ncolour = 3\n', encoding="utf-8")
    ended = oeuvre("--home", tmp_path / "home", "make", brief, "--json")
    assert ended.code == 2
    assert len(ended.value["errors"]) == 4
    assert all("brief.toml:" in one["place"] for one in ended.value["errors"])
    assert list(tmp_path.iterdir()) == [brief]


def test_a_home_that_cannot_be_read_is_said(oeuvre: Command, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    picture = tmp_path / "a.txt"
    picture.write_text("a", encoding="utf-8")
    (home / "home.toml").write_text("name = ", encoding="utf-8")
    ended = oeuvre("--home", home, "import", picture, "--author", "A", "--licence", "CC0-1.0", "--json")
    assert (ended.code, ended.value["error"]["code"]) == (2, "home-unreadable")
    (home / "home.toml").unlink()
    (home / "formats.toml").write_text("[[format]\n", encoding="utf-8")
    brief = tmp_path / "brief.toml"
    brief.write_text('title = "A"\nabout = "B"\n', encoding="utf-8")
    ended = oeuvre("--home", home, "make", brief, "--json")
    assert (ended.code, ended.value["error"]["code"]) == (2, "format-file")
    assert not list(home.glob("oeuvre.db*"))


def test_what_cannot_hold_the_result_is_refused_untouched(oeuvre: Command, tmp_path: Path) -> None:
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    brief = folder / "brief.toml"
    brief.write_text('title = "Night market"\nabout = "We eat outside."\n', encoding="utf-8")
    for out, place, code in (
        (folder, home, "foreign-folder"),
        (brief, home, "foreign-folder"),
        (brief / "x", home, "folder-unwritable"),
        (home, home, "home-inside"),
        (home / "store" / "x", home, "home-inside"),
        (home, home / "x", "home-inside"),
    ):
        ended = oeuvre("--home", place, "make", brief, "--choose", "auto", "--out", out, "--json")
        assert ended.value["error"]["code"] == code, out
    assert sorted(tmp_path.rglob("*")) == [folder, brief]


def test_a_file_in_the_zips_place_is_told_before_any_work(oeuvre: Command, tmp_path: Path) -> None:
    brief = tmp_path / "brief.toml"
    brief.write_text('title = "Nuit"\nabout = "Une boulangerie ouvre le soir."\n', encoding="utf-8")
    (tmp_path / "result.zip").write_text("mine", encoding="utf-8")
    words = ("make", brief, "--choose", "auto", "--out", tmp_path / "result", "--zip", "--json")
    ended = oeuvre("--home", tmp_path / "home", *words)
    assert (ended.code, ended.value["error"]["code"]) == (1, "zip-in-the-way")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["brief.toml", "result.zip"]
    assert (tmp_path / "result.zip").read_text(encoding="utf-8") == "mine"
