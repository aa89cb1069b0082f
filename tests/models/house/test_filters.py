"""Each fault is seen by its measure, and a plain figure has none."""

from __future__ import annotations

import numpy as np
import pytest

from oeuvre.models.house import FAULTS, HEIGHT, SIDE, WIDTH, fault_of, faults, field_of


def half(mask: np.ndarray) -> np.ndarray:
    return field_of(mask)[:, :WIDTH]


def page() -> np.ndarray:
    return np.zeros((SIDE, SIDE), bool)


def box(top: int, left: int, high: int, wide: int) -> np.ndarray:
    mask = page()
    mask[top : top + high, left : left + wide] = True
    return mask | mask[:, ::-1]


def combs(step: int, size: int) -> np.ndarray:
    mask = page()
    for top in range(8, SIDE - 8, step):
        for left in range(8, SIDE // 2 - size, step):
            mask[top : top + size, left : left + size] = True
    return mask | mask[:, ::-1]


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        (half(box(64, 80, 128, 96)), None),
        (half(page()), "empty"),
        (half(~page()), "full"),
        (half(box(60, 70, 140, 116) | combs(60, 10)), "crumbs"),
        (half(combs(42, 28)), "parts"),
        (0.05 * half(box(64, 80, 128, 96)), "blurred"),
        (half(box(0, 0, 256, 84)), "frame"),
    ],
)
def test_a_fault_is_named(field: np.ndarray, fault: str | None) -> None:
    assert fault_of(field.astype(np.float32)) == fault
    assert fault is None or fault in FAULTS


def test_a_copy_is_a_fault_of_a_figure_that_has_no_other() -> None:
    good, blank = half(box(64, 80, 128, 96)), np.full((HEIGHT, WIDTH), -1.0, np.float32)
    assert faults(np.stack([good, good, blank]), [0.5, 0.02, 0.02]) == [None, "copy", "empty"]
