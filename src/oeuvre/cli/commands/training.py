"""`oeuvre models train`: a model of the house on works whose terms allow it, taken up again after any interruption."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oeuvre.cli.options import common
from oeuvre.cli.output import LANGUAGE, emit, show, tell
from oeuvre.foundation import Settings, say

if TYPE_CHECKING:
    from oeuvre.models.house import LeftOut, Progress

_MOST_TOLD = 12


class Training:
    """Progress of a training on standard error, with the time that is left; a line a stage where nobody watches."""

    def __init__(self, as_json: bool) -> None:
        self._quiet = as_json
        self._live = sys.stderr.isatty() and not as_json
        self._bar: Any = None
        self._tasks: dict[str, Any] = {}
        self._stage = ""

    def __call__(self, progress: Progress) -> None:
        if self._quiet:
            return
        label = say(f"training:stages.{progress.stage}", LANGUAGE)
        if progress.stage != self._stage and not self._live:
            tell(label)
        self._stage = progress.stage
        if not self._live:
            return
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Bar(*columns, TextColumn("{task.fields[said]}"), console=Console(stderr=True))
            self._bar.start()
        if progress.stage not in self._tasks:
            self._tasks[progress.stage] = self._bar.add_task(label, total=progress.of, said="")
        distance = progress.figures.get("frechet")
        said = "" if distance is None else say("training:shown.frechet", LANGUAGE, value=f"{distance:.1f}")
        self._bar.update(self._tasks[progress.stage], completed=progress.done, total=progress.of, said=said)

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


@click.command("train", help=say("training:help.train", LANGUAGE))
@click.argument("model", metavar=say("models:arguments.model", LANGUAGE), default="emblem")
@click.option(
    "--collection", type=click.Path(path_type=Path, file_okay=False), help=say("training:help.collection", LANGUAGE)
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=say("training:help.out", LANGUAGE))
@click.option("--minutes", type=click.IntRange(1, 100_000), help=say("training:help.minutes", LANGUAGE))
@click.option("--release", "is_release", is_flag=True, help=say("training:help.release", LANGUAGE))
@common
def train_command(
    settings: Settings,
    as_json: bool,
    model: str,
    collection: Path | None,
    out: Path | None,
    minutes: int | None,
    is_release: bool,
) -> int:
    from oeuvre.models.house import read_works, train
    from oeuvre.production import PERMITTING, collection_folder, withdrawn_from
    from oeuvre.studio import Studio

    folder = collection or collection_folder(model)
    with Studio(settings) as studio:
        gone = withdrawn_from(studio.existing_record(), model)
        works, left_out = read_works(folder, permitted=PERMITTING, withdrawn=gone)
        if not as_json:
            tell(say("training:shown.works", LANGUAGE, count=len(works), left=len(left_out)))
            _tell_left_out(left_out)
        working = out or settings.home / "training" / model
        seconds = None if minutes is None else 60.0 * minutes
        progress = Training(as_json)
        try:
            images = train(
                working, name=model, folder=folder, seconds=seconds, permitted=PERMITTING, withdrawn=gone, tell=progress
            )
            made = _release(studio, settings, model, folder, working, gone, progress) if is_release else None
        except KeyboardInterrupt:
            progress.close()
            tell(say("training:shown.stopped", LANGUAGE, out=working))
            return 1
        finally:
            progress.close()
    value: dict[str, object] = {
        "model": model,
        "out": str(working),
        "images": images,
        "works": len(works),
        "left_out": [{"work": one.work, "reason": one.reason} for one in left_out],
        **(made or {}),
    }
    if as_json:
        emit(value)
    elif made is None:
        tell(say("training:shown.kept", LANGUAGE, images=images, out=working, model=model))
    else:
        show(say("training:shown.released", LANGUAGE, model=model, version=made["version"], act=made["act"]))
    return 0


def _release(
    studio: Any, settings: Settings, model: str, folder: Path, working: Path, gone: Iterable[str], tell: Training
) -> dict[str, object]:
    """Make a model of the training, in the home, and put on the record which works it learnt from."""
    from oeuvre.models.house import open_house, release
    from oeuvre.production import HOUSES, PERMITTING, drawings_of, keep_drawings, record_training

    weights = settings.home / HOUSES
    card = release(working, name=model, folder=folder, permitted=PERMITTING, withdrawn=gone, tell=tell, weights=weights)
    house = open_house(model, weights)
    drawings = drawings_of(folder, [work for work in house.training if not work.held])
    keep_drawings(house.folder, drawings)
    act = record_training(studio.record, studio.party(), house, drawings, {"hours": card.hours})
    return {"version": card.version, "act": act.seq, "figures": dict(card.figures), "weights": str(house.folder)}


def _tell_left_out(left_out: list[LeftOut]) -> None:
    """The works that are left out, by name and reason; of very many, how many more."""
    for one in left_out[:_MOST_TOLD]:
        tell(f"  {one.work}  ({say(f'house:reasons.{one.reason}', LANGUAGE)})")
    if len(left_out) > _MOST_TOLD:
        tell(say("training:shown.more", LANGUAGE, count=len(left_out) - _MOST_TOLD))
