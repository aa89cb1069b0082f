"""Whose folder a run writes in, and what a run is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.production import ForeignFolder, HomeInside, RunBusy, check_folder, lock, open_folder, read_run_of, slug
from oeuvre.production.errors import PathOutside
from oeuvre.production.handoff import zip_folder
from oeuvre.production.run import MARKER, RESULT, place_in
from oeuvre.studio import folder_name


def taken(out: Path, run: str) -> str | None:
    """Lock and take a folder, as a run does."""
    check_folder(out, out.parent / "home")
    with lock(out):
        return open_folder(out, run, "project")


def test_a_folder_with_something_else_in_it_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ForeignFolder):
        taken(tmp_path / "out", "a")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.txt"]
    (tmp_path / "out" / MARKER).write_text("not ours", encoding="utf-8")
    with pytest.raises(ForeignFolder):
        taken(tmp_path / "out", "a")


def test_a_folder_that_a_killed_run_had_begun_is_taken(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / ".lock").touch()
    (out / f".{MARKER}.part").write_bytes(b'{"ru')
    assert taken(out, "a") is None
    assert read_run_of(out) == ("a", None)


def test_another_run_shelves_the_result_and_leaves_what_is_not_ours(tmp_path: Path) -> None:
    out = tmp_path / "out"
    taken(out, "aaaaaaaaaaaaaaaa")
    (out / "index.html").write_text("a", encoding="utf-8")
    (out / "editions").mkdir()
    (out / "editions" / "one.png").write_text("a", encoding="utf-8")
    (out / "brief.toml").write_text("mine", encoding="utf-8")
    assert taken(out, "bbbbbbbbbbbbbbbb") == "aaaaaaaaaaaaaaaa"
    assert (out / "brief.toml").read_text(encoding="utf-8") == "mine"
    assert not (out / "index.html").exists()
    assert (out / "previous" / "aaaaaaaaaaaa" / "editions" / "one.png").is_file()
    assert taken(out, "bbbbbbbbbbbbbbbb") == "aaaaaaaaaaaaaaaa"
    assert read_run_of(out) == ("bbbbbbbbbbbbbbbb", "aaaaaaaaaaaaaaaa")


@pytest.mark.parametrize("marker", ['{"run": "../../../x"}', '{"run": 7}', '{"run": "a", "history": ["../b"]}', "[1]"])
def test_a_marker_that_would_lead_out_of_the_folder_is_not_ours(tmp_path: Path, marker: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / MARKER).write_text(marker, encoding="utf-8")
    with pytest.raises(ForeignFolder):
        taken(tmp_path / "out", "b")


@pytest.mark.parametrize(
    "name",
    [
        "../a",
        "/etc/passwd",
        "editions/../../a",
        "editions//a",
        "editions/",
        "",
        ".",
        "brief.toml",
        "drafts/a\\..\\b",
        "previous/a",
    ],
)
def test_a_name_that_leads_out_of_the_result_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PathOutside):
        place_in(tmp_path, name)


@given(st.text(alphabet="./\\aé ", max_size=12), st.sampled_from(sorted(RESULT)))
def test_a_name_of_the_result_lies_within_it(name: str, part: str) -> None:
    try:
        place = place_in(Path("/out"), f"{part}/{name}")
    except PathOutside:
        return
    assert place.resolve().is_relative_to("/out")


def test_a_folder_that_is_a_link_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "editions").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PathOutside):
        place_in(tmp_path / "out", "editions/a.png")


def test_the_zip_takes_no_file_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "secret").write_text("mine", encoding="utf-8")
    (tmp_path / "out" / "copy.md").write_text("ours", encoding="utf-8")
    (tmp_path / "out" / "notes.txt").symlink_to(tmp_path / "secret")
    with zipfile.ZipFile(zip_folder(tmp_path / "out")) as archive:
        assert archive.namelist() == ["out/copy.md"]


def test_one_process_at_a_time(tmp_path: Path) -> None:
    with lock(tmp_path), pytest.raises(RunBusy), lock(tmp_path):
        pass
    with lock(tmp_path):
        pass


@pytest.mark.parametrize(
    ("out", "home", "refused"),
    [
        ("h", "h", True),
        ("h/store/a", "h", True),
        ("h/trust", "h", True),
        ("o", "o/h", True),
        ("o", "o/a/h", True),
        ("h/result", "h", False),
        ("o", "h", False),
    ],
)
def test_home_and_result_stay_apart(tmp_path: Path, out: str, home: str, refused: bool) -> None:
    if refused:
        with pytest.raises(HomeInside):
            check_folder(tmp_path / out, tmp_path / home)
    else:
        check_folder(tmp_path / out, tmp_path / home)
    assert not list(tmp_path.iterdir())


@given(st.text(max_size=300))
def test_any_title_names_a_folder_and_files(title: str) -> None:
    name = folder_name(title)
    assert name
    assert len(name.encode()) <= 160
    assert not set(name) & set('/\\:*?"<>|\0')
    assert name not in (".", "..")
    made = slug(title)
    assert made
    assert made.isascii()
    assert len(made) <= 60
    assert made == slug(title)
