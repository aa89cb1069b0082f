"""Whole units out of exact fractions: largest remainder, with a tie-break that no order of input can move."""

from __future__ import annotations

from collections.abc import Sequence


def apportion(amount: int, parts: Sequence[int], whole: int) -> list[int]:
    """`amount` in shares of `parts[i] / whole`, in whole units that sum to it.

    Each share is rounded down; the units left go one each to the largest remainders, and among equal remainders to
    the earlier part: who calls brings the parts in the order that ties are to be broken by. The parts must be
    non-negative and sum to `whole`; `amount` must be non-negative (Hamilton's method).
    """
    shares, remainders = [], []
    for part in parts:
        share, remainder = divmod(amount * part, whole)
        shares.append(share)
        remainders.append(remainder)
    left = sum(remainders) // whole
    if left:
        for place in sorted(range(len(parts)), key=lambda place: -remainders[place])[:left]:
            shares[place] += 1
    return shares


def controlled(
    rows: Sequence[int], columns: Sequence[int], parts: Sequence[int], weights: Sequence[int]
) -> list[list[int]]:
    """A table of whole units whose rows and columns sum to what is given (controlled rounding, Cox 1987).

    Cell (i, j) is its exact share `total * parts[i] * weights[j]` of all parts and weights, rounded down or up. The
    sums must be the exact ones rounded down or up too, as `apportion` makes them; then there is such a table. Large
    remainders are rounded up first, ties by row, then column; where that leads nowhere, an augmenting path makes room.
    """
    total, whole = sum(rows), sum(parts) * sum(weights)
    table, remainders = list[list[int]](), list[tuple[int, int, int]]()
    missing_row, missing_column = list(rows), list(columns)
    for i, part in enumerate(parts):
        table.append([])
        for j, weight in enumerate(weights):
            share, remainder = divmod(total * part * weight, whole)
            table[i].append(share)
            missing_row[i] -= share
            missing_column[j] -= share
            if remainder:
                remainders.append((-remainder, i, j))
    up = set[tuple[int, int]]()
    for _, i, j in sorted(remainders):
        if missing_row[i] and missing_column[j]:
            up.add((i, j))
            missing_row[i] -= 1
            missing_column[j] -= 1
    may = {(i, j) for _, i, j in remainders}
    for i, missing in enumerate(missing_row):
        for _ in range(missing):
            missing_column[_make_room(i, missing_column, may, up)] -= 1
    for i, j in up:
        table[i][j] += 1
    return table


def _make_room(row: int, missing: Sequence[int], may: set[tuple[int, int]], up: set[tuple[int, int]]) -> int:
    """Rounds one more cell of a row up, by moving others within their rows; returns the column that gains."""
    came: dict[int, tuple[int, int]] = {}  # column: (row, the column that this row gives up, or -1)
    waiting, rows = [(row, -1)], {row}
    columns = range(len(missing))
    for one, given in waiting:
        for j in columns:
            if j in came or (one, j) not in may or (one, j) in up:
                continue
            came[j] = (one, given)
            if missing[j]:
                _shift(j, came, up)
                return j
            for other in sorted(i for i, column in up if column == j and i not in rows):
                rows.add(other)
                waiting.append((other, j))
    raise ValueError("sums that no rounding has")


def _shift(column: int, came: dict[int, tuple[int, int]], up: set[tuple[int, int]]) -> None:
    while True:
        row, given = came[column]
        up.add((row, column))
        if given < 0:
            return
        up.discard((row, given))
        column = given
