"""The readers' table: what forty briefs yield, line by line, is what readers read, and they found nothing wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tools.readers_table import READERS, VERDICTS, Row, made, read_table

# A line that is wrong reaches a client; a weak one costs a glance.
LEAST_KEPT = 0.60
MOST_OF_ONE_FRAME = 0.05


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return made(READERS / "briefs")


def test_there_are_twenty_briefs_in_each_language() -> None:
    names = [path.stem[:2] for path in (READERS / "briefs").glob("*.toml")]
    assert Counter(names) == {"fr": 20, "en": 20}


def test_every_line_was_read_and_none_is_wrong(rows: list[Row]) -> None:
    table = read_table(READERS / "table.tsv")
    unread = [row.key for row in rows if row.key not in table or table[row.key][0] not in VERDICTS]
    assert not unread, f"{len(unread)} lines without a verdict (tools/readers_table.py writes them): {unread[:5]}"
    wrong = [row.key for row in rows if table[row.key][0] == "wrong"]
    assert not wrong


def test_most_lines_are_kept(rows: list[Row]) -> None:
    table = read_table(READERS / "table.tsv")
    for language in ("fr", "en"):
        verdicts = Counter(table[row.key][0] for row in rows if row.brief.startswith(language))
        share = verdicts["keep"] / verdicts.total()
        print(f"\n{language}: {verdicts.total()} lines, keep {share:.0%}, {dict(verdicts)}")
        assert share >= LEAST_KEPT


def test_no_frame_makes_more_than_a_twentieth(rows: list[Row]) -> None:
    frames = Counter(row.frame for row in rows if row.source in ("saying", "figure"))
    name, most = frames.most_common(1)[0]
    assert most <= MOST_OF_ONE_FRAME * len(rows), name


def test_the_fresh_briefs_are_reported_apart() -> None:
    folder: Path = READERS / "fresh"
    fresh = made(folder)
    table = read_table(READERS / "fresh.tsv")
    assert len(list(folder.glob("*.toml"))) == 10
    verdicts = Counter(table.get(row.key, ("?", ""))[0] for row in fresh)
    print(f"\nfresh: {verdicts.total()} lines, keep {verdicts['keep'] / verdicts.total():.0%}, {dict(verdicts)}")
    # Nobody mends for these: what is weak or wrong in them is what a new brief has to expect.
    assert set(verdicts) <= set(VERDICTS)
