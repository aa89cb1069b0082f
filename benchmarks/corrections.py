"""A corrected headline to all editions again, against making them all from the brief.

    python -m benchmarks.corrections [--quick]

Both as the program does them, in one process each with two workers: `make` goes from the brief through ideas, drafts
and a choice by rule to signed editions and the hand-off; the correction retypes the chosen headline and ends with the
same signed editions and hand-off. The ratio of the two is the goal, at most a third. Beside it: a correction that
few formats can show (the supporting line hidden), with how many of them were rendered again.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.clocks import Spent, seconds
from benchmarks.designs import BAKERY, WALK
from oeuvre.create.design import Edit
from oeuvre.foundation import read_settings
from oeuvre.studio import Studio, correct

GOAL = 1 / 3
# Headlines of about the length that the examples have.
HEADLINES = {"boulangerie": "Du pain, la nuit", "balades": "Marcher entre amis"}


def _home(folder: Path) -> Studio:
    return Studio(read_settings(str(folder / "home"), "en", "Ana Duarte", environment={"OEUVRE_WORKERS": "2"}))


def _made(folder: Path, brief: Path) -> Spent:
    with _home(folder) as studio:
        return seconds(lambda: studio.make(brief, out=folder / "out", seed=7, choose="auto"))


def _corrected(folder: Path, edit: Edit) -> tuple[Spent, int, int]:
    """What a correction of the chosen design takes, how many formats were laid out and how many rendered again."""
    with _home(folder) as studio:
        chosen = str(_chosen(studio, folder))
        before = len(studio.record.acts(kinds=("adapt",)))
        spent = seconds(lambda: correct(studio, chosen, edit, out=folder / "out"))
        acts = studio.record.acts(kinds=("adapt",))[before:]
    return spent, len(acts), sum(act.settings.get("rendered", True) is True for act in acts)


def _chosen(studio: Studio, folder: Path) -> int:
    number = studio.record.acts(kinds=("choose",))[-1].settings["number"]
    assert isinstance(number, int)
    return number


def measure(brief: Path, rounds: int) -> dict[str, Any]:
    """The medians of one brief's figures."""
    made, retyped, hidden = [], [], []
    for turn in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            made.append(_made(folder, brief))
            headline = HEADLINES.get(brief.parent.name, "La nuit, en plein jour")
            retyped.append(_corrected(folder, Edit(headline=f"{headline}{' ' if turn else ''}".strip())))
            hidden.append(_corrected(folder, Edit(hide=("line",))))

    def median(spent: list[Spent], clock: str) -> float:
        return statistics.median(getattr(one, clock) for one in spent)

    again = [one for one, *_ in retyped]
    return {
        "seconds, all from the brief": round(median(made, "wall"), 2),
        "seconds, a corrected headline": round(median(again, "wall"), 2),
        f"ratio (goal at most {GOAL:.2f})": round(median(again, "wall") / median(made, "wall"), 3),
        "ratio of processor time": round(median(again, "processor") / median(made, "processor"), 3),
        "formats laid out again": retyped[-1][1],
        "formats rendered again": retyped[-1][2],
        "seconds, the line hidden": round(median([one for one, *_ in hidden], "wall"), 2),
        "formats rendered again, the line hidden": hidden[-1][2],
    }


def main(quick: bool = False) -> dict[str, Any]:
    """Measures, prints, and returns the figures."""
    briefs = (BAKERY,) if quick else (BAKERY, WALK)
    figures = {brief.parent.name: measure(brief, 1 if quick else 3) for brief in briefs}
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    return figures


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
