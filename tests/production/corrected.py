"""A run to correct: made once for all tests, its drafts composed and nothing chosen."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oeuvre.create.design import Edit
from oeuvre.foundation import read_settings
from oeuvre.production import Corrected, Draft, Loop, Workshop, correct, drafts_of, lock, prepare
from oeuvre.studio import Studio

BRIEF = """
title = "Marché de nuit au Fournil"
about = "Une boulangerie artisanale ouvre ses portes le vendredi soir, on y mange dehors."
language = "fr"
client = "Le Fournil de la Butte"
mood = ["chaleureux"]
formats = ["social-portrait", "banner-leaderboard", "card"]
[facts]
date = "vendredi 4 décembre, 18 h"
place = "12 rue du Levain"
price = "entrée libre"
[copy]
line = "On y mange dehors, près du four."
[[references]]
library = "fig"
"""


@dataclass(frozen=True)
class Bench:
    """A home and a run's folder, to be worked in."""

    home: Path
    out: Path

    def copied(self, to: Path) -> Bench:
        """The same, to be changed freely."""
        shutil.copytree(self.home, to / "home")
        shutil.copytree(self.out, to / "out")
        return Bench(to / "home", to / "out")

    def studio(self, who: str = "Ana Duarte") -> Studio:
        return Studio(read_settings(str(self.home), "en", who, environment={"OEUVRE_WORKERS": "1"}))

    @contextlib.contextmanager
    def loop(self, who: str = "Ana Duarte") -> Iterator[tuple[Loop, Workshop]]:
        """The run's loop and a workshop, as a command has them."""
        with (
            self.studio(who) as studio,
            studio.restored("1", self.out) as run,
            lock(self.out),
            Workshop(1) as workshop,
        ):
            yield studio.loop(run, prepare(run.brief, "en", strict=False), None), workshop

    def correct(self, number: int, edit: Edit, **more: object) -> Corrected:
        """A correction, without the pages that follow it."""
        with self.loop() as (loop, workshop):
            return correct(loop, self.draft(loop, number), edit, workshop, **more)  # type: ignore[arg-type]

    @staticmethod
    def draft(loop: Loop, number: int) -> Draft:
        return next(one for one in drafts_of(loop.record, loop.run.id) if one.number == number)


def made_bench(base: Path) -> Bench:
    """A run of the brief above, its drafts composed."""
    (base / "brief.toml").write_text(BRIEF, encoding="utf-8")
    bench = Bench(base / "home", base / "out")
    with bench.studio() as studio:
        studio.make(base / "brief.toml", out=bench.out, seed=7, choose="later")
    return bench
