"""Where fields stand in a TOML file."""

from __future__ import annotations

import re
from typing import Any

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.create.brief import dotted, field_lines, line_of

KEYS = st.from_regex(re.compile(r"[a-z_-]{1,6}", re.ASCII), fullmatch=True)
LEAVES = st.one_of(st.text(max_size=30), st.booleans(), st.integers(-9, 9), st.lists(st.text(max_size=20), max_size=3))
TABLES = st.dictionaries(KEYS, LEAVES, min_size=1, max_size=4)
TREES = st.dictionaries(KEYS, LEAVES | TABLES | st.lists(TABLES, min_size=1, max_size=3), max_size=6)


@given(TREES, st.booleans())
def test_the_line_of_each_field_begins_with_its_name(tree: dict[str, Any], multiline: bool) -> None:
    text = tomli_w.dumps(tree, multiline_strings=multiline)
    rows, lines = text.split("\n"), field_lines(text)
    for name, value in tree.items():
        if isinstance(value, dict):
            for inner in value:
                assert rows[lines[(name, inner)] - 1].startswith(f"{inner} =")
        elif isinstance(value, list) and value and isinstance(value[0], dict) and (name, 0) in lines:
            for index, row in enumerate(value):
                for inner in row:
                    assert rows[lines[(name, index, inner)] - 1].startswith(f"{inner} =")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            assert rows[lines[(name,)] - 1].startswith(f"{name} =")
        else:
            assert rows[lines[(name,)] - 1].startswith(f"{name} =")


def test_strings_over_several_lines_hide_what_looks_like_a_field() -> None:
    text = 'a = """\nb = 1\n"""\nc = [\n  "x", # ]\n  "y",\n]\n[t]\nd.e = 2\n[[r]]\nf = 1\n[r.s]\ng = 2\n[[r]]\nf = 3\n'
    lines = field_lines(text)
    assert ("b",) not in lines
    assert lines[("c",)] == 4
    assert lines[("t", "d", "e")] == 9
    assert lines[("r", 0, "s", "g")] == 13
    assert lines[("r", 1, "f")] == 15


def test_a_field_that_is_absent_has_the_line_of_what_it_would_stand_in() -> None:
    lines = field_lines("a = 1\n[t]\nb = 2\n")
    assert line_of(("t", "none"), lines) == 2
    assert line_of(("none",), lines) == 1


def test_places_count_from_one() -> None:
    assert dotted(("references", 0, "path")) == "references[1].path"
