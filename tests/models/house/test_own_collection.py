"""A folder of a person's own drawings with a small table of terms: each fault is said, the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from oeuvre.models.house import CollectionUnfit, read_collection, read_works
from tests.models.house.folders import star

TABLE = """[terms]
author = "Ada"
licence = "CC0-1.0"
[[works]]
file = "star-001.svg"
author = "Bo"
licence = "CC-BY-4.0"
page = "https://bo.example"
[[works]]
file = "star-002.svg"
author = "Cy"
[[works]]
file = "star-003.svg"
licence = "CC-BY-NC-4.0"
[about]
weights_licence = "CC-BY-4.0"
outputs = "With credit to Bo."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for index in range(64):
        (tmp_path / f"star-{index:03d}.svg").write_text(star(index), encoding="utf-8")
    (tmp_path / "works.toml").write_text(TABLE, encoding="utf-8")
    return tmp_path


def test_every_drawing_has_the_folder_s_terms_or_its_own(folder: Path) -> None:
    works, left_out = read_works(folder, permitted={"CC0-1.0", "CC-BY-4.0"})
    by_name = {work.name: work for work in works}
    assert (by_name["star-000"].author, by_name["star-000"].licence) == ("Ada", "CC0-1.0")
    assert (by_name["star-001"].author, by_name["star-001"].page) == ("Bo", "https://bo.example")
    # Whose author is another, and whose licence nobody said, has not the folder's licence.
    assert {(one.work, one.reason) for one in left_out} == {("star-002", "no-licence"), ("star-003", "terms")}


def test_three_unreadable_files_are_named_and_the_rest_goes_on(folder: Path) -> None:
    for index, data in ((10, b"<svg"), (11, b""), (12, b"\x89PNG\r\n\x1a\nbroken")):
        (folder / f"star-{index:03d}.svg").write_bytes(data)
    read = read_collection(folder, permitted={"CC0-1.0", "CC-BY-4.0"})
    unreadable = {one.work for one in read.left_out if one.reason == "unreadable"}
    assert unreadable == {"star-010", "star-011", "star-012"}
    assert len(read.works) == 64 - 2 - 3
    assert (read.about.weights_licence, read.about.outputs) == ("CC-BY-4.0", "With credit to Bo.")


def test_a_withdrawn_drawing_is_left_out_by_name(folder: Path) -> None:
    _, left_out = read_works(folder, withdrawn={"star-020"})
    assert ("star-020", "withdrawn") in {(one.work, one.reason) for one in left_out}


@pytest.mark.parametrize(
    "table",
    [
        "[[works]\n",
        'works = "all"\n',
        '[[works]]\nfile = "nowhere.svg"\n',
        '[[works]]\nfile = "star-001.svg"\n[[works]]\nfile = "star-001.svg"\n',
        '[terms]\nauthor = "A"\nlicence = "CC0-1.0"\n[about]\noutputs = 3\n',
    ],
)
def test_a_table_that_cannot_be_right_is_refused(folder: Path, table: str) -> None:
    (folder / "works.toml").write_text(table, encoding="utf-8")
    with pytest.raises(CollectionUnfit) as caught:
        read_collection(folder)
    assert caught.value.values["reason"] == "bad-table"
