"""A home, opened: whose run a decision is about, and what a record from elsewhere cannot bring about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oeuvre.foundation import read_settings
from oeuvre.production import NothingToChoose
from oeuvre.record import NewAct, NewWork, Record
from oeuvre.studio import LicenceUnclear, Studio, decide_draft

BRIEF = b'title = "Nuit"\nabout = "Une boulangerie ouvre le soir."\nformats = ["card"]\n'


def begin(record: Record, run: str, out: Path) -> None:
    """The act with which a run begins."""
    party = record.party("Awa", "person")
    brief = NewWork(record.store.put(BRIEF), "application/toml", "text", len(BRIEF), title="Nuit", language="fr")
    record.append(
        NewAct(
            "import",
            project="nuit",
            run=run,
            by=[(party, "commissioner")],
            made=[(brief, "brief")],
            settings={"seed": 0},
            words={"out": str(out)},
        )
    )


def marked(folder: Path, run: str) -> Path:
    folder.mkdir()
    (folder / ".oeuvre.json").write_text(json.dumps({"run": run, "history": []}), encoding="utf-8")
    return folder


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(read_settings(home=str(tmp_path / "home"), environment={}))


def test_a_place_that_only_a_record_names_is_left_alone(studio: Studio, tmp_path: Path) -> None:
    """A record taken in from elsewhere may name any folder of this machine as a run's place."""
    with studio:
        (tmp_path / "documents").mkdir()
        begin(studio.record, "a" * 32, tmp_path / "documents")
        with pytest.raises(NothingToChoose):
            decide_draft(studio, "choose", "1", "")
    assert list((tmp_path / "documents").iterdir()) == []


def test_a_decision_is_about_the_run_that_lies_in_the_folder(studio: Studio, tmp_path: Path) -> None:
    """The brief was changed and changed back: the folder holds the first run again, though another began later."""
    with studio:
        out = marked(tmp_path / "out", "a" * 32)
        begin(studio.record, "a" * 32, out)
        begin(studio.record, "b" * 32, out)
        for folder in (None, out):
            with studio.restored("1", folder) as run:
                assert run.id == "a" * 32


def test_a_folder_of_another_home_is_not_chosen_in(studio: Studio, tmp_path: Path) -> None:
    with studio:
        begin(studio.record, "a" * 32, tmp_path / "out")
        with pytest.raises(NothingToChoose):
            decide_draft(studio, "choose", "1", "", out=marked(tmp_path / "out", "c" * 32))


def test_a_licence_in_common_words_is_recorded_by_its_identifier(studio: Studio, tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("Le soir, le pain est encore chaud.", encoding="utf-8")
    with studio:
        studio.check_import(path, author="Awa", licence="Tous droits réservés")
        made = studio.bring_in(path, author="Awa", licence="CC BY 4.0")
        assert studio.record.work(str(made["work"])).licence == "CC-BY-4.0"
        with pytest.raises(LicenceUnclear):
            studio.check_import(path, author="Awa", licence="libre de droits")
