"""What the benchmarks claim is measured rightly: words accounted for, fifty formats, web pages with the same lines."""

from __future__ import annotations

import html
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.__main__ import rows, table
from benchmarks.as_html import write_page
from benchmarks.clocks import seconds
from benchmarks.designs import BAKERY, Design, draft_jobs
from benchmarks.editions import unaccounted, write_table
from oeuvre.create.adapt import all_formats, formats
from oeuvre.create.design import BY_ID
from oeuvre.create.design.scene import Text
from oeuvre.production import Workshop
from oeuvre.production.workshop import EditionResult


@pytest.fixture(scope="module")
def made() -> tuple[Design, EditionResult]:
    """A design of the bakery in one format, checked."""
    job = draft_jobs(BAKERY, 0, 3)[1]
    design = Design(job.family, job.kits[0], "Marché de nuit au Fournil")
    with Workshop(1) as workshop:
        return design, next(iter(workshop.editions([design.job(formats()["social-portrait"])])))


class TestWords:
    def test_all_of_a_real_edition_are_accounted_for(self, made: tuple[Design, EditionResult]) -> None:
        assert unaccounted(*made) == []

    def test_a_changed_letter_is_seen(self, made: tuple[Design, EditionResult]) -> None:
        design, result = made
        lines = tuple((role, text.replace("18", "19")) for role, text in result.lines)
        assert "date" in unaccounted(design, replace(result, lines=lines))

    def test_an_element_that_is_gone_must_be_listed(self, made: tuple[Design, EditionResult]) -> None:
        design, result = made
        without = replace(result, lines=tuple(line for line in result.lines if line[0] != "headline"))
        assert "headline" in unaccounted(design, without)
        assert "headline" not in unaccounted(design, replace(without, left_out=(*result.left_out, "headline")))


def test_the_table_makes_fifty_formats(tmp_path: Path) -> None:
    write_table(tmp_path)
    assert len(all_formats(tmp_path)) == 50


def test_a_web_page_holds_every_line_drawing_and_font_of_its_scene(tmp_path: Path) -> None:
    job = draft_jobs(BAKERY, 0, 6)[5]
    scene = BY_ID[job.family].compose(job.kits[0], job.page)
    page = write_page(scene, tmp_path, "page").read_text(encoding="utf-8")
    lines = [line for item in scene.items if isinstance(item, Text) for line in item.lines]
    assert lines
    assert all(f">{html.escape(line)}</div>" in page for line in lines)
    assert len(list(tmp_path.glob("*.ttf"))) == len({text.face.path for text in scene.texts()})
    assert page.count("<img ") == len(scene.drawings()) + len(scene.photos())


def test_processor_time_counts_processes_that_were_started() -> None:
    work = [sys.executable, "-c", "sum(range(8_000_000))"]
    spent = seconds(lambda: subprocess.run(work, check=True))
    assert spent.processor > 0.02
    assert spent.wall > 0


def test_a_nested_result_becomes_rows() -> None:
    assert list(rows({"a": {"b": 1.23456, "c": [1, 2]}, "d": None, "e": {}})) == [
        ("a · b", "1.235"),
        ("a · c", "1, 2"),
        ("d", "none"),
        ("e", "none"),
    ]
    assert "| a | 2 |" in table("Heading", {"a": 2})
