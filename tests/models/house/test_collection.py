"""A training collection names every work, its author and its terms, and leaves out by name what may not be used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from oeuvre.models.house import COLLECTIONS, CollectionUnfit, read_collection, read_works
from oeuvre.models.house.collection import words_of
from tests.models.house.folders import HEADING, fill_folder

EMBLEM = COLLECTIONS / "emblem"


def test_the_set_that_ships_is_whole_and_every_work_has_an_author() -> None:
    works, left_out = read_works(EMBLEM)
    assert len(works) == 4121
    assert len(left_out) == 13
    assert {one.reason for one in left_out} == {"no-author"}
    assert all(work.author and work.licence in ("CC-BY-3.0", "CC0-1.0") for work in works)
    assert len({work.author for work in works}) == 35


def test_families_of_near_twins_are_named() -> None:
    families = {work.name: work.family for work in read_works(EMBLEM)[0]}
    assert families["card-4-hearts"] == "cards"
    assert families["sri-lanka"] == "maps"
    assert families["owl"] == ""
    assert sum(family == "cards" for family in families.values()) > 50


def test_a_licence_that_does_not_permit_training_is_left_out_by_name() -> None:
    works, left_out = read_works(EMBLEM, permitted={"CC0-1.0"}, withdrawn={"kusarigama"})
    assert {work.licence for work in works} == {"CC0-1.0"}
    reasons = {one.work: one.reason for one in left_out}
    assert reasons["kusarigama"] == "withdrawn"
    assert len(works) + len(left_out) == 4134


def test_leaving_works_out_changes_nothing_about_the_others() -> None:
    held = {work.name: work.held for work in read_works(EMBLEM)[0]}
    fewer = {work.name: work.held for work in read_works(EMBLEM, permitted={"CC0-1.0"})[0]}
    assert fewer.items() <= held.items()


def test_a_folder_of_one_s_own_becomes_half_fields(tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    collection = read_collection(
        fill_folder(tmp_path / "stars"), cache=tmp_path / "rows.npz", tell=lambda *one: heard.append(one)
    )
    assert len(collection.works) == 60
    assert set(collection.owners.tolist()) == set(range(60))
    assert collection.fields.shape[1:] == (64, 32)
    assert collection.weights().sum() == pytest.approx(1.0)
    assert heard[-1] == (60, 60)
    again = read_collection(tmp_path / "stars", cache=tmp_path / "rows.npz")
    assert again.digest == collection.digest
    assert np.array_equal(again.fields, collection.fields)


def test_files_that_cannot_be_read_are_left_out_and_the_others_stay(tmp_path: Path) -> None:
    folder = fill_folder(tmp_path / "stars")
    (folder / "star-000.svg").write_text("<svg", encoding="utf-8")
    (folder / "star-009.png").write_bytes(b"\x89PNG nonsense")
    (folder / "star-001.svg").unlink()
    collection = read_collection(folder)
    assert {one.work: one.reason for one in collection.left_out} == {
        "star-000": "unreadable",
        "star-001": "unreadable",
        "star-009": "unreadable",
    }
    assert len(collection.works) == 57
    assert collection.owners.max() == 56


def test_a_name_that_leads_out_of_the_folder_reads_nothing(tmp_path: Path) -> None:
    folder = fill_folder(tmp_path / "stars")
    (tmp_path / "secret.svg").write_text((folder / "star-002.svg").read_text())
    table = folder / "works.tsv"
    table.write_text(table.read_text() + "../secret\tEve\tCC0-1.0\t\n")
    assert ("../secret", "unreadable") in [(one.work, one.reason) for one in read_collection(folder).left_out]


def test_a_drawing_cannot_pull_in_another_file(tmp_path: Path) -> None:
    folder = fill_folder(tmp_path / "stars")
    (tmp_path / "other.svg").write_text((folder / "star-002.svg").read_text())
    (folder / "star-002.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><image href="../other.svg" width="512" '
        'height="512"/></svg>'
    )
    assert "star-002" in [one.work for one in read_collection(folder).left_out]


def test_an_author_without_terms_is_left_out(tmp_path: Path) -> None:
    folder = fill_folder(tmp_path / "stars")
    table = folder / "works.tsv"
    table.write_text(table.read_text().replace("Bo\tCC-BY-4.0", "Bo\t"))
    works, left_out = read_works(folder)
    assert {work.author for work in works} == {"Ada"}
    assert {one.reason for one in left_out} == {"no-licence"}


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (None, "no-table"),
        (f"{HEADING}\none\ttwo\n", "bad-table"),
        (f"{HEADING}\na\tb\tc\td\na\tb\tc\td\n", "bad-table"),
        (f"{HEADING}\na\tb\tc\td\n", "too-few"),
        (b"\xff\xfe\x00", "bad-table"),
    ],
)
def test_a_collection_that_will_not_do_says_why(tmp_path: Path, table: str | bytes | None, reason: str) -> None:
    if table is not None:
        (tmp_path / "works.tsv").write_bytes(table if isinstance(table, bytes) else table.encode())
    with pytest.raises(CollectionUnfit) as caught:
        read_collection(tmp_path)
    assert caught.value.values["reason"] == reason
    assert "{{" not in caught.value.message("fr") + caught.value.message("en") + caught.value.remedy("fr")


def test_words_of_a_name_leave_figures_out() -> None:
    assert words_of("tarot-00-the-fool") == ("tarot", "the", "fool")
