"""Formats as data, and the order in which things are left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.create.adapt import (
    DROP_ORDER,
    NEVER_DROPPED,
    AdaptError,
    Attempt,
    DoesNotFit,
    Insets,
    all_formats,
    fit_contents,
    formats,
    read_formats,
)
from oeuvre.foundation import ManyErrors

PROMISED = {
    "social-square": (1080, 1080, "px", ("png", "jpeg")),
    "social-portrait": (1080, 1350, "px", ("png", "jpeg")),
    "social-story": (1080, 1920, "px", ("png", "jpeg")),
    "social-landscape": (1200, 628, "px", ("png", "jpeg")),
    "banner-leaderboard": (728, 90, "px", ("png",)),
    "banner-skyscraper": (160, 600, "px", ("png",)),
    "banner-billboard": (970, 250, "px", ("png",)),
    "slide": (1920, 1080, "px", ("png", "pdf")),
    "poster-a3": (297, 420, "mm", ("pdf",)),
    "card": (85, 55, "mm", ("pdf",)),
    "vector": (1080, 1350, "px", ("svg",)),
}
FLYER = '[[format]]\nname = "flyer-a5"\nwidth = 148\nheight = 210\nunit = "mm"\nmedia = ["pdf"]\n'


def test_the_table_that_ships_is_the_promised_one() -> None:
    found = formats()
    assert {name: (item.width, item.height, item.unit, item.media) for name, item in found.items()} == PROMISED
    assert {name for name, item in found.items() if item.max_bytes == 150_000} == {
        "banner-leaderboard",
        "banner-skyscraper",
        "banner-billboard",
    }
    poster = found["poster-a3"]
    assert (poster.bleed_mm, poster.crop_marks) == (3, True)
    assert poster.size_pt == pytest.approx((841.89, 1190.55), abs=0.01)
    assert [name for name, item in found.items() if item.outlines] == ["vector"]
    for item in found.values():
        assert item.label("fr")
        assert item.label("fr") != "" != item.note("en")


def test_a_format_says_how_a_family_lives_in_it() -> None:
    kinds = {name: item.kind for name, item in formats().items()}
    assert kinds["banner-leaderboard"] == kinds["banner-skyscraper"] == kinds["card"] == "tiny"
    assert kinds["social-square"] == "square"
    assert kinds["social-story"] == kinds["poster-a3"] == "tall"
    assert kinds["slide"] == kinds["banner-billboard"] == "wide"


def test_a_home_adds_formats_of_its_own(tmp_path: Path) -> None:
    assert list(all_formats(tmp_path)) == list(formats()) == list(all_formats(None))
    (tmp_path / "formats.toml").write_text(FLYER + "safe = [5, 6, 7, 8]\nbleed_mm = 3\n")
    flyer = all_formats(tmp_path)["flyer-a5"]
    assert flyer.safe == Insets(5, 6, 7, 8)
    assert (flyer.label("fr"), flyer.min_text, flyer.dpi) == ("flyer-a5", 7.0, 150.0)
    assert flyer.min_headline == pytest.approx(148 * 0.06)


@pytest.mark.parametrize(
    ("text", "line", "field", "problem"),
    [
        (FLYER.replace("148", '"large"'), 3, "width", "type"),
        (FLYER.replace("width = 148\n", ""), 1, "width", "absent"),
        (FLYER + "widht = 3\n", 7, "widht", "unknown"),
        (FLYER.replace('"mm"', '"cm"'), 5, "unit", "choice-unit"),
        (FLYER.replace('"pdf"', '"gif"'), 6, "media[1]", "choice-media"),
        (FLYER.replace("flyer-a5", "Flyer A5"), 2, "name", "name"),
        (FLYER.replace("flyer-a5", "card"), 2, "name", "taken"),
        (FLYER.replace("148", "99999"), 3, "width", "size-mm"),
        (FLYER.replace("148", "16"), 4, "height", "ratio"),
        (FLYER.replace("148", "-1"), 3, "width", "range"),
        (FLYER.replace('"mm"', '"px"').replace("148", "148.5"), 3, "width", "whole"),
        (FLYER + "safe = 90\n", 7, "safe", "safe"),
        (FLYER + "safe = [1, 2]\n", 7, "safe", "safe"),
        (FLYER + "safe = []\n", 7, "safe", "safe"),
        (FLYER.replace('"mm"', '"px"') + "crop_marks = true\n", 7, "crop_marks", "marks"),
        (FLYER + "max_bytes = 150000\n", 7, "max_bytes", "cap"),
        (FLYER + "max_bytes = 15\n", 7, "max_bytes", "range"),
        (FLYER + "dpi = nan\n", 7, "dpi", "range"),
    ],
)
def test_a_finding_has_its_line_and_field(tmp_path: Path, text: str, line: int, field: str, problem: str) -> None:
    path = tmp_path / "formats.toml"
    path.write_text(text)
    with pytest.raises(ManyErrors) as caught:
        all_formats(tmp_path)
    found = caught.value.all()
    wanted = f"{path}:{line} format[1].{field}"
    assert (wanted, problem) in [(error.place, error.values["problem"]) for error in found]
    for error in found:
        assert error.exit_code == 2
        assert "{{" not in error.message("fr") + error.message("en") + error.remedy("fr") + error.remedy("en")


def test_all_findings_come_at_once_and_unreadable_tables_are_named(tmp_path: Path) -> None:
    path = tmp_path / "formats.toml"
    path.write_text(FLYER.replace("148", "0") + FLYER + FLYER + "[other]\n")
    with pytest.raises(ManyErrors) as caught:
        read_formats(path)
    assert sorted(str(error.values["problem"]) for error in caught.value.all()) == ["range", "taken", "unknown"]
    for data, problem in (
        (b"a = ", "syntax"),
        (b"\xff", "not-text"),
        (b"format = 3", "rows"),
        (b"#" * 2_000_000, "too-large"),
    ):
        path.write_bytes(data)
        with pytest.raises(ManyErrors) as caught:
            read_formats(path)
        assert caught.value.all()[0].values["problem"] == problem
    with pytest.raises(ManyErrors):
        read_formats(tmp_path / "none.toml")


NAMES = st.sets(st.sampled_from([*DROP_ORDER, *NEVER_DROPPED, "small"]))


@given(NAMES, st.integers(0, 12))
def test_the_least_goes_in_the_promised_order(contents: set[str], room: int) -> None:
    tried: list[frozenset[str]] = []

    def layout(kept: frozenset[str]) -> Attempt[int]:
        tried.append(kept)
        return Attempt(len(kept), len(kept) <= room, "too much")

    going = [name for name in DROP_ORDER if name in contents]
    if len(contents) - len(going) > room:
        with pytest.raises(DoesNotFit) as caught:
            fit_contents(contents, layout, place="card")
        assert (caught.value.place, caught.value.reason, caught.value.exit_code) == ("card", "too much", 3)
        assert "too much" in caught.value.message("fr")
    else:
        fitted = fit_contents(contents, layout)
        assert fitted.result == min(len(contents), room) or fitted.result == len(contents)
        assert list(fitted.left_out) == going[: len(fitted.left_out)]
        assert len(contents) - fitted.result == len(fitted.left_out)
    assert tried[0] == contents
    assert all(set(NEVER_DROPPED) & contents <= kept for kept in tried)


def test_the_rooms_errors_are_one_family() -> None:
    assert issubclass(DoesNotFit, AdaptError)
