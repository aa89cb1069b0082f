"""Whose a piece is: authors as they are named now, makers as a file's own credential states them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from oeuvre.create.brief import read_brief
from oeuvre.credentials import Action, Authority, Claim, made_by, sign
from oeuvre.production import Run, bring_in
from oeuvre.production.pieces import Piece
from oeuvre.production.recording import Recorder
from oeuvre.record import Record

BRIEF = 'title = "Nuit"\nabout = "Une boulangerie ouvre le soir."\nclient = "Le Fournil"\n'


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "home") as opened:
        yield opened


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#a52").save(out, "JPEG")
    return out.getvalue()


def recorder(record: Record, folder: Path) -> Recorder:
    (folder / "brief.toml").write_text(BRIEF, encoding="utf-8")
    run = Run("a" * 32, "nuit", folder / "out", read_brief(folder / "brief.toml"), 0)
    return Recorder(record, run, record.party("Awa", "person"))


def reference(data: bytes, author: str) -> Piece:
    return Piece("reference:x", "four.jpg", author, "CC-BY-4.0", "image/jpeg", "image", data, of_client=True)


def authors(record: Record, work: str) -> list[str]:
    names = {party.id: party.name for party in record.parties()}
    return [names[by.party_id] for by in record.made_by_act(work).by if by.role == "author"]


def test_a_credit_that_was_put_right_is_another_work(record: Record, tmp_path: Path) -> None:
    wrong = recorder(record, tmp_path).piece(reference(picture(), "Jean Du Pont"))
    right = recorder(record, tmp_path).piece(reference(picture(), "Jean Dupont"))
    assert authors(record, wrong.id) == ["Jean Du Pont"]
    assert authors(record, right.id) == ["Jean Dupont"]
    again = recorder(record, tmp_path).piece(reference(picture(), "Jean Dupont"))
    nobody = recorder(record, tmp_path).piece(reference(picture(), ""))
    assert again.id == right.id
    assert nobody.id not in (wrong.id, right.id)


def test_the_same_file_by_another_author_is_imported_anew(record: Record, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture())
    importer = record.party("Awa", "person")
    ids = [
        bring_in(record, tmp_path / "a.jpg", author=author, licence="CC-BY-4.0", importer=importer)["work"]
        for author in ("Léa", "Noé", "Léa", "Noé")
    ]
    assert ids[:2] == ids[2:]
    assert authors(record, str(ids[1])) == ["Noé"]


def test_a_picture_whose_credential_says_machine_is_not_shown_as_its_sender_s(record: Record, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture())
    claim = Claim(
        title="a",
        media_type="image/jpeg",
        actions=(Action("c2pa.created", "trainedAlgorithmicMedia"),),
        made_by="machine",
    )
    sign(tmp_path / "a.jpg", tmp_path / "signed.jpg", claim, Authority.open(tmp_path / "elsewhere"))
    work = recorder(record, tmp_path).piece(reference((tmp_path / "signed.jpg").read_bytes(), "Le Fournil"))
    assert made_by(record, work.id) == "machine"
    plain = recorder(record, tmp_path).piece(reference(picture(), "Le Fournil"))
    assert made_by(record, plain.id) == "human"
