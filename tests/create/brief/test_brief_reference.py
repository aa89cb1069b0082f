"""The reference pages say what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from oeuvre.create.adapt import all_formats, formats
from oeuvre.create.brief import errors as brief_errors
from oeuvre.create.brief import read_brief
from oeuvre.create.brief.edge import KNOWN_FIELDS

PAGES = Path(__file__).parents[3] / "docs" / "reference"
BLOCK = re.compile(r"```toml\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("number", [0, 1])
def test_every_brief_on_the_page_is_read(tmp_path: Path, number: int) -> None:
    block = BLOCK.findall((PAGES / "brief.md").read_text(encoding="utf-8"))[number]
    (tmp_path / "photos").mkdir()
    for name in ("logo.svg", "photos/four.jpg"):
        (tmp_path / name).write_bytes(b"x")
    path = tmp_path / "brief.toml"
    path.write_text(block, encoding="utf-8")
    assert read_brief(path, known_formats=formats()).references


def test_every_field_and_every_code_is_on_the_page() -> None:
    page = (PAGES / "brief.md").read_text(encoding="utf-8")
    for fields in KNOWN_FIELDS.values():
        for field in fields:
            assert re.search(rf"\b{field}\b", page), field
    for kind in vars(brief_errors).values():
        if isinstance(kind, type) and kind.__module__ == brief_errors.__name__ and kind is not brief_errors.BriefError:
            assert kind.code in page or kind.code in ("brief-exists", "brief-not-written")


def test_the_table_of_formats_is_the_one_that_ships(tmp_path: Path) -> None:
    page = (PAGES / "formats.md").read_text(encoding="utf-8")
    for item in formats().values():
        row = re.search(rf"^\| `{item.name}` \| ([\d.]+) × ([\d.]+) (\w+) \| ([\w, ]+) \|", page, re.MULTILINE)
        assert row
        assert (float(row.group(1)), float(row.group(2)), row.group(3)) == (item.width, item.height, item.unit)
        assert tuple(row.group(4).lower().split(", ")) == item.media
    (tmp_path / "formats.toml").write_text(BLOCK.findall(page)[0], encoding="utf-8")
    assert {"flyer-a5", "newsletter-head"} < set(all_formats(tmp_path))
