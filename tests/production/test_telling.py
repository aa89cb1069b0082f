"""What is told of a run: a fact in its own order, and an act by whoever did it."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from oeuvre.create.design import Copy, FactLine, ProgrammeRow
from oeuvre.foundation import LANGUAGES, Language, is_said
from oeuvre.production.editions import said_on
from oeuvre.production.gathering import act_row
from oeuvre.production.handoff import told_lines
from oeuvre.record import KINDS, NewAct, NewWork, Record, register_kind

PLACE = "Unit 4, Tanner’s Yard, Calderbrook"


@pytest.mark.parametrize("parts", list(itertools.permutations(["Unit 4,", "Tanner’s Yard,", "Calderbrook"])))
def test_a_fact_set_in_parts_is_told_as_the_brief_has_it_wherever_they_stand(parts: tuple[str, ...]) -> None:
    lines = [("headline", "Kiln Days"), *(("place", part) for part in parts)]
    assert told_lines(lines, {"place": PLACE}) == [("headline", "Kiln Days"), ("place", PLACE)]


def test_a_comma_that_the_end_of_a_line_stood_for_is_there_again() -> None:
    lines = [("place", "Unit 4, Tanner’s Yard"), ("place", "Calderbrook")]
    assert told_lines(lines, {"place": PLACE}) == [("place", PLACE)]
    assert told_lines(lines[:1], {"place": PLACE}) == lines[:1]


def test_rows_stay_rows_in_their_order() -> None:
    lines = [("row", "3 pm"), ("row", "reading"), ("row", "4 pm")]
    assert told_lines(lines, {}) == lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_piece_is_brought_in_by_its_importer_and_said_to_be_its_authors(tmp_path: Path, language: Language) -> None:
    with Record.open(tmp_path) as record:
        author, importer = record.party("Delapouite", "person"), record.party("Awa", "person")
        piece = NewWork(record.store.put(b"seedling"), "text/plain", "text", 8, title="seedling")
        made = [(piece, "piece")]
        for brings in (importer, author):
            record.append(
                NewAct("import", project="p", run="r", by=[(author, "author"), (brings, "importer")], made=made)
            )
        parties = {party.id: party for party in record.parties()}
        rows = [act_row(act, parties, language, record) for act in record.acts(run="r", kinds=("import",))]
    assert (rows[0].who, rows[0].thing) == ("Awa", "seedling")
    assert "Delapouite" in rows[0].what
    assert rows[1].who == "Delapouite"
    assert "Delapouite" not in rows[1].what


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_has_its_line_and_one_of_a_kind_that_nobody_knows_too(tmp_path: Path, language: Language) -> None:
    foreign = register_kind("minted-elsewhere").name
    try:
        assert [kind for kind in KINDS if kind != foreign and not is_said(f"production:acts.{kind}", language)] == []
        with Record.open(tmp_path) as record:
            person = record.party("Awa", "person")
            record.append(NewAct(foreign, project="p", by=[(person, "author")]))
            parties = {party.id: party for party in record.parties()}
            rows = [act_row(act, parties, language, record) for act in record.acts(project="p")]
    finally:
        del KINDS[foreign]
    assert [foreign in row.what for row in rows] == [True]


def test_a_programme_is_told_a_row_at_a_time() -> None:
    rows = [("3 pm", "reading", "the loft"), ("4 pm", "cake")]
    cells = ["3 pm", "reading", "the loft", "4 pm", "cake", "and more"]
    told = told_lines([("row", cell) for cell in cells], {}, rows)
    assert [text for _, text in told] == ["3 pm · reading · the loft", "4 pm · cake", "and more"]


def test_an_edition_is_described_by_what_stands_on_it_and_nothing_else() -> None:
    copy = Copy(
        headline="Kiln Days",
        line="Every pot is still warm.",
        facts=(FactLine("place", "Tanner’s Yard", "Calderbrook"), FactLine("price", "Free")),
        action="Come early",
        programme=(ProgrammeRow("3 pm", "unpacking", "the yard"), ProgrammeRow("4 pm", "tea", "")),
    )
    lines = [("headline", "Kiln Days"), ("place", "Calderbrook"), ("row", "3 pm"), ("line", "Every pot is still warm.")]
    said = ["Tanner’s Yard Calderbrook", "Every pot is still warm.", "3 pm unpacking, the yard. 4 pm tea"]
    assert said_on(copy, lines) == said
    assert said_on(copy, lines[:1]) == []
