"""Faults that only a whole sheet shows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oeuvre.create.design.checks import WHOLE_SHEET, SheetEntry, sheet_faults, thumbnail_of
from oeuvre.create.design.checks.contact import hash_distance, picture_hash

GROUNDS = ("#14213d", "#f6efdc", "#2a6f5e", "#e9c46a", "#7a1f3d", "#dfe7ef", "#3b2f80", "#f2b5a0")


def picture(seed: int) -> np.ndarray:
    """Four blocks of grey at random: as unlike as layouts are."""
    pick = np.random.default_rng(seed)
    return np.kron(pick.integers(0, 255, (8, 8)), np.ones((4, 4))).astype(np.uint8)


def sheet(count: int = 12) -> list[SheetEntry]:
    return [
        SheetEntry(i + 1, f"famille-{i % 5}", GROUNDS[i % len(GROUNDS)], i % 2 == 0, picture(i)) for i in range(count)
    ]


def test_a_sheet_of_unlike_drafts_has_no_fault() -> None:
    assert sheet_faults(sheet()) == {}


def test_of_two_alike_the_later_goes() -> None:
    entries = sheet()
    nudged = np.clip(entries[2].thumbnail.astype(int) + 6, 0, 255).astype(np.uint8)
    entries[7] = SheetEntry(8, "famille-9", GROUNDS[3], True, nudged)
    faults = sheet_faults(entries)
    assert set(faults) == {8}
    assert faults[8].code == "duplicate"
    assert "3" in faults[8].reason("fr")


def test_a_family_four_times() -> None:
    entries = [
        SheetEntry(e.number, "astre" if i in (0, 3, 6, 9) else e.family, e.ground, e.dark, e.thumbnail)
        for i, e in enumerate(sheet())
    ]
    faults = sheet_faults(entries)
    assert {number: fault.code for number, fault in faults.items()} == {10: "family-again"}


def test_one_ground_six_times_even_if_a_shade_apart() -> None:
    tones = ("#14213d", "#14223d", "#15213d", "#14213e", "#13213d", "#14203d")
    entries = [
        SheetEntry(e.number, f"f{i}", tones[i] if i < 6 else e.ground, e.dark, e.thumbnail)
        for i, e in enumerate(sheet(8))
    ]
    faults = sheet_faults(entries)
    assert {number: fault.code for number, fault in faults.items()} == {6: "ground-again"}


@pytest.mark.parametrize(("dark", "word"), [(True, "sombre"), (False, "claire")])
def test_a_sheet_of_one_shade(dark: bool, word: str) -> None:
    entries = [SheetEntry(e.number, e.family, e.ground, dark, e.thumbnail) for e in sheet()]
    faults = sheet_faults(entries)
    assert set(faults) == {WHOLE_SHEET}
    assert word in faults[WHOLE_SHEET].reason("fr")
    assert faults[WHOLE_SHEET].reason("en")


def test_a_thumbnail_is_small_and_grey() -> None:
    small = thumbnail_of(np.zeros((135, 108, 3), dtype=np.uint8))
    assert small.shape == (32, 32)
    assert small.dtype == np.uint8


@given(st.integers(0, 10_000), st.integers(-20, 20))
def test_a_picture_a_little_lighter_is_the_same_picture(seed: int, lighter: int) -> None:
    one = np.clip(picture(seed), 30, 220)
    assert hash_distance(picture_hash(one), picture_hash((one.astype(int) + lighter).astype(np.uint8))) == 0


@given(st.lists(st.integers(0, 30), min_size=1, max_size=24))
def test_what_is_kept_has_no_double_left(seeds: list[int]) -> None:
    entries = [
        SheetEntry(i + 1, f"f{i}", f"#{i * 9 % 256:02x}{i * 37 % 256:02x}90", i % 2 == 0, picture(seed))
        for i, seed in enumerate(seeds)
    ]
    faults = sheet_faults(entries)
    kept = [entry for entry in entries if entry.number not in faults]
    for index, one in enumerate(kept):
        for other in kept[index + 1 :]:
            assert hash_distance(picture_hash(one.thumbnail), picture_hash(other.thumbnail)) >= 8
