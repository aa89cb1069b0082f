"""The table of checks, its sentences and its page of documentation agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from oeuvre.create.design import checks
from oeuvre.create.design.checks import CHECKS, Fault
from oeuvre.create.design.checks.contact import ShadeFault
from oeuvre.create.design.checks.table import BY_CODE, as_markdown
from oeuvre.foundation import LANGUAGES, Language

SOURCES = Path(checks.__file__).parent
PAGE = Path(__file__).parents[4] / "docs" / "explanation" / "checks.md"
FIGURES = ("ratio", "need", "size", "lines", "percent", "count", "apart", "one", "other_gap", "most")
TEXTS = ("words", "signs", "font", "colour", "other", "box", "family")
VALUES = {**dict.fromkeys(FIGURES, 2.1), **dict.fromkeys(TEXTS, "x"), "shade": "dark"}


def test_every_fault_of_the_art_direction_is_there() -> None:
    assert {check.number for check in CHECKS} == set(range(27))
    assert len(BY_CODE) == len(CHECKS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_says_what_it_looks_at_and_why_it_struck(check: checks.Check, language: Language) -> None:
    kind = ShadeFault if check.code == "one-shade" else Fault
    reason = kind(check.number, check.code, VALUES, None, "date").reason(language)
    assert check.what(language)
    assert "{{" not in reason
    if language == "fr":
        assert not re.search(r"(?<![\u00a0\u202f]) [:;!?%»]|«[^\u202f]|'", reason + check.what("fr"))


def test_codes_in_the_source_are_codes_of_the_table() -> None:
    used = set()
    for path in SOURCES.glob("*.py"):
        used |= set(re.findall(r"Fault\(\s*\d+,\s*\"([a-z-]+)\"", path.read_text(encoding="utf-8")))
    assert used <= set(BY_CODE)
    # Two are chosen between on one line; all others are named where they are found.
    assert set(BY_CODE) - used <= {"logo-stretched", "stretched"}


def test_numbers_in_the_source_are_those_of_the_table() -> None:
    for path in SOURCES.glob("*.py"):
        for number, code in re.findall(r"Fault\(\s*(\d+),\s*\"([a-z-]+)\"", path.read_text(encoding="utf-8")):
            assert BY_CODE[code].number == int(number)


def test_the_documentation_shows_the_table_as_it_is() -> None:
    assert as_markdown("en") in PAGE.read_text(encoding="utf-8")
    assert as_markdown("fr").count("\n") == as_markdown("en").count("\n")


def test_public_names_are_there() -> None:
    assert all(hasattr(checks, name) for name in checks.__all__)
    assert checks.__all__ == sorted(checks.__all__, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
