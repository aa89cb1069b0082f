"""Remake the readers' table: every line that the forty briefs yield, with the verdict that a reader gave it.

    python tools/readers_table.py            # tests/readers/table.tsv: known verdicts kept, new lines marked ?
    python tools/readers_table.py --fresh    # the same for the ten briefs that were written after the frames

A verdict is keep, weak or wrong; `?` is a line that nobody has read yet, and fails the test.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from oeuvre.create.brief import Brief, read_brief
from oeuvre.create.ideas import propose
from oeuvre.create.voice import ground_of, lines_for
from oeuvre.production import worded

READERS = Path(__file__).resolve().parent.parent / "tests" / "readers"
COLUMNS = ("brief", "use", "for", "text", "source", "frame", "verdict", "note")
VERDICTS = ("keep", "weak", "wrong")


@dataclass(frozen=True)
class Row:
    """One line that a brief yields; `key` is what a verdict holds for."""

    brief: str
    use: str
    label: str
    text: str
    source: str
    frame: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.brief, self.use, self.label, self.text)


def open_brief(path: Path) -> Brief:
    return read_brief(path, known_formats=set(), known_families=set(), known_photos=set())


def rows_of(path: Path) -> list[Row]:
    """Every line of a brief: what `oeuvre words` prints, and the premise and line of each of its six ideas."""
    brief = open_brief(path)
    ground = ground_of(brief)
    rows = [
        Row(path.stem, one.use, one.label, one.text.replace("\n", " ⏎ "), one.source, one.frame)
        for one in lines_for(ground, 0)
    ]
    for one in worded(brief, ground, propose(brief, 6, seed=0).ideas, 0):
        rows.append(Row(path.stem, "premise", one.idea.technique, one.idea.premise, "idea", ""))
        rows.append(Row(path.stem, "idea", one.idea.technique, one.line.text, one.line.source, one.line.from_field))
    return rows


def made(folder: Path) -> list[Row]:
    """The lines of every brief of a folder, none told twice."""
    rows = [row for path in sorted(folder.glob("*.toml")) for row in rows_of(path)]
    return list({row.key: row for row in rows}.values())


def read_table(path: Path) -> dict[tuple[str, str, str, str], tuple[str, str]]:
    """Verdict and note by line."""
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {(r["brief"], r["use"], r["for"], r["text"]): (r["verdict"], r["note"]) for r in rows}


def write_table(path: Path, rows: list[Row]) -> Counter[str]:
    """Write the table with the verdicts known so far; returns how many of each."""
    known = read_table(path)
    counts: Counter[str] = Counter()
    lines = ["\t".join(COLUMNS)]
    for row in rows:
        verdict, note = known.get(row.key, ("?", ""))
        counts[verdict] += 1
        lines.append("\t".join((row.brief, row.use, row.label, row.text, row.source, row.frame, verdict, note)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fresh", action="store_true", help="the ten briefs written after the frames")
    fresh = parser.parse_args().fresh
    folder, table = ("fresh", "fresh.tsv") if fresh else ("briefs", "table.tsv")
    counts = write_table(READERS / table, made(READERS / folder))
    total = sum(counts.values())
    print(", ".join(f"{name} {number} ({number / total:.0%})" for name, number in counts.most_common()))


if __name__ == "__main__":
    main()
