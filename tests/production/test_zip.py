"""One file of the whole result: it replaces its own earlier self and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from oeuvre.foundation import OeuvreError
from oeuvre.production import ZipInTheWay, zip_folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "result"
    (folder / "editions").mkdir(parents=True)
    (folder / "index.html").write_text("page", encoding="utf-8")
    (folder / "editions" / "card.png").write_bytes(b"png")
    return folder


def put(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")


def test_an_earlier_zip_of_the_folder_is_replaced(out: Path) -> None:
    first = zip_folder(out).read_bytes()
    (out / "more.txt").write_text("more", encoding="utf-8")
    target = zip_folder(out)
    assert target.read_bytes() != first
    assert "result/more.txt" in zipfile.ZipFile(target).namelist()
    assert [path.name for path in out.parent.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("kind", ["text", "zip of another", "zip with more", "zip that climbs", "cut zip", "folder"])
def test_anything_else_of_that_name_stays_and_is_told(out: Path, kind: str) -> None:
    target = out.with_name("result.zip")
    if kind == "text":
        target.write_text("my thesis", encoding="utf-8")
    elif kind == "folder":
        target.mkdir()
    elif kind == "cut zip":
        put(target, "result/index.html")
        target.write_bytes(target.read_bytes()[:-30])
    else:
        more = {"zip of another": "results/a", "zip with more": "thesis.txt", "zip that climbs": "result/../a"}[kind]
        put(target, "result/index.html", more)
    before = target.read_bytes() if target.is_file() else b""
    with pytest.raises(ZipInTheWay) as refused:
        zip_folder(out)
    error: OeuvreError = refused.value
    assert (error.code, error.exit_code, error.place) == ("zip-in-the-way", 1, str(target))
    assert (target.read_bytes() if target.is_file() else b"") == before


def test_a_link_in_the_zips_place_is_not_followed(out: Path, tmp_path: Path) -> None:
    out.with_name("result.zip").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ZipInTheWay):
        zip_folder(out)
    assert not (tmp_path / "elsewhere").exists()
