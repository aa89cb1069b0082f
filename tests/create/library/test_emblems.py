"""Emblems: their words, their drawing, their notes; hollows filled path by path."""

import re

import pytest
from defusedxml import ElementTree
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.create.library import FIELDS, emblem_group, emblems, find_mark, marks, pattern_svg
from oeuvre.create.library.silhouette import subpaths

PALETTE = {"ground": "#f7e3c0", "ink": "#0f2a44", "signal": "#f0603a", "second": "#1f8a9a", "light": "#fdf3df"}
NAMES = sorted(emblems())


def bounds(path: str) -> tuple[float, ...]:
    pen = BoundsPen(None)
    parse_path(path, pen)
    return tuple(pen.bounds or ())


def test_words_carry_no_gender_mark() -> None:
    for piece in emblems().values():
        assert piece.words_fr
        assert piece.words_en
        assert not [word for word in (*piece.words_fr, *piece.words_en) if re.search(r"\((m|f)", word)]


def test_fields_are_of_the_fixed_list() -> None:
    assert all(set(piece.fields) <= set(FIELDS) for piece in emblems().values())


def test_every_emblem_draws_in_one_colour_without_ids_or_references() -> None:
    for piece in emblems().values():
        svg = piece.svg("#c8102e")
        ElementTree.fromstring(svg)
        assert "currentColor" not in svg
        assert "#c8102e" in svg
        assert not re.search(r"\bid=|href|url\(|<style|<script", svg)


@given(st.sampled_from(NAMES))
def test_filled_hollows_keep_the_outline(name: str) -> None:
    for path in re.findall(r'\bd="([^"]*)"', emblems()[name].body):
        whole = bounds(path)
        parts = [bounds(piece) for piece in subpaths(path)]
        assert parts
        joined = (
            *map(min, zip(*(p[:2] for p in parts), strict=True)),
            *map(max, zip(*(p[2:] for p in parts), strict=True)),
        )
        assert joined == pytest.approx(whole, abs=0.6)


def test_a_subpath_begins_where_a_relative_move_leads() -> None:
    assert subpaths("M10 10h10v10zm5 5l1 0 0 1z") == ["M10 10h10v10Z", "M15 15l1 0l0 1Z"]


def test_flags_of_an_arc_may_stand_without_spaces() -> None:
    assert subpaths("M0 0a5 5 0 0110 0z") == ["M0 0a5 5 0 0 1 10 0Z"]


def test_what_is_not_path_data_is_refused() -> None:
    with pytest.raises(ValueError, match="not path data"):
        subpaths("M0 0L5 #")


def test_notes_are_obeyed() -> None:
    letter = emblems()["abstract-114"]
    assert not letter.may_mirror
    assert "scale(-1 1)" not in emblem_group(letter, "#000000", 0, 0, 10, mirrored=True)
    assert "scale(-1 1)" in emblem_group(emblems()["fox"], "#000000", 0, 0, 10, mirrored=True)
    assert emblems()["church"].needs_asking
    assert not emblems()["panda"].needs_asking
    assert emblems()["ballerina-shoes"].cut_edges == {"top"}
    assert emblems()["fox"].cut_edges == frozenset()


def test_a_pattern_holds_one_odd_piece_and_is_cut_by_the_edges() -> None:
    pieces = [emblems()[name] for name in ("croissant", "pretzel", "bread")]
    svg = pattern_svg(pieces, 1080, 1350, PALETTE, 180, odd_one=emblems()["fox"], seed=4)
    ElementTree.fromstring(svg)
    assert svg.count(PALETTE["signal"]) == emblems()["fox"].body.count("currentColor")
    assert svg == pattern_svg(pieces, 1080, 1350, PALETTE, 180, odd_one=emblems()["fox"], seed=4)
    assert svg != pattern_svg(pieces, 1080, 1350, PALETTE, 180, odd_one=emblems()["fox"], seed=5)


@pytest.mark.parametrize(
    ("language", "words", "mark"),
    [
        ("fr", ["boulangerie"], "bread"),
        ("fr", ["vendanges au domaine"], "wine"),
        ("fr", ["cabinet d’avocats"], "scales"),
        ("en", ["Community choir"], "music-notes"),
        ("en", ["vet"], "paw-print"),
        ("en", ["law seminar"], "scales"),
    ],
)
def test_a_client_without_a_logo_gets_a_fitting_mark(language: str, words: list[str], mark: str) -> None:
    found = find_mark(words, language)  # type: ignore[arg-type]
    assert found is not None
    assert found.name == mark


def test_words_that_say_nothing_give_no_mark() -> None:
    assert find_mark(["xyzzy"], "en") is None


def test_every_mark_draws() -> None:
    for mark in marks():
        ElementTree.fromstring(mark.svg("#123456"))
        assert set(mark.fields) <= set(FIELDS)
