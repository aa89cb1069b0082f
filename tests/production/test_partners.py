"""Whose a partner's logo is, and what follows for the page on which it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oeuvre.create.brief import read_brief
from oeuvre.credentials import made_by
from oeuvre.production import Run
from oeuvre.production.pieces import gather
from oeuvre.production.recording import Recorder, rule
from oeuvre.record import NewAct, NewWork, Record

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#123456"/></svg>'


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "home") as opened:
        yield opened


@pytest.mark.parametrize(
    ("partner", "makers"), [('{ path = "tours.svg", name = "Ville de Tours" }', "mixed"), ('"tours.svg"', "unknown")]
)
def test_a_named_partner_is_a_collective_and_the_page_has_known_makers(
    record: Record, tmp_path: Path, partner: str, makers: str
) -> None:
    (tmp_path / "tours.svg").write_text(LOGO, encoding="utf-8")
    path = tmp_path / "brief.toml"
    path.write_text(f'title = "Nuit"\nabout = "Le soir."\n[brand]\npartners = [{partner}]\n', encoding="utf-8")
    brief = read_brief(path)
    pieces = gather(brief, "fr")
    recorder = Recorder(record, Run("a" * 32, "nuit", tmp_path / "out", brief, 0), record.party("Awa", "person"))
    logo = recorder.piece(pieces.client_pieces[0])
    parties = {party.id: party for party in record.parties()}
    authors = [parties[by.party_id] for by in record.made_by_act(logo.id).by if by.role == "author"]
    assert [(one.name, one.kind) for one in authors] == (
        [("Ville de Tours", "collective")] if makers == "mixed" else []
    )
    page = NewWork(record.store.put(b"page"), "image/png", "image", 4, title="Nuit")
    made = record.append(
        NewAct("compose", by=[(rule(record, "composition"), "composer")], used=[(logo, "partner")], made=[(page, "x")])
    )
    assert made_by(record, made[0].works[0].id) == makers
