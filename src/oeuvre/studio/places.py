"""Where a project is worked on: its brief as the record has it, the folder of its result, its seed.

A brief that was written in the studio lies in `<home>/briefs/<project>/`, with the files that came with it, so that it
can be edited by hand as well; what counts is the record's.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from oeuvre.studio.errors import NoBrief, ProjectUnknown
from oeuvre.studio.folded import Fold
from oeuvre.studio.opened import Studio, folder_name

if TYPE_CHECKING:
    from oeuvre.create.brief import Brief
    from oeuvre.production import Loop
    from oeuvre.record import Act, Work
    from oeuvre.studio.jobs import Tell

BRIEFS = "briefs"


@dataclass(frozen=True)
class Place:
    """A project's brief on the record, the folder of its result, its seed."""

    project: str
    brief: Work
    out: Path
    seed: int


def brief_folder(home: Path, project: str) -> Path:
    """Where a project's brief and the files beside it lie."""
    return home / BRIEFS / project


def place_of(studio: Studio, fold: Fold, base: Path) -> Place:
    """Where a project is worked on. Raises `ProjectUnknown`, and `NoBrief` where the record has none for it."""
    from oeuvre.production import read_run_of

    if not fold.acts:
        raise ProjectUnknown(fold.project)
    if fold.brief is None or not studio.record.store.has(fold.brief.digest):
        raise NoBrief(fold.project)
    out, seed = None, 0
    for act in fold.begun:
        told = act.settings.get("seed")
        seed = told if isinstance(told, int) else seed
        folder = act.words.get("out")
        # What the record says of a place is believed only where the folder says of itself that it is a result's.
        with contextlib.suppress(OSError):
            if folder and read_run_of(Path(folder)) is not None:
                out = Path(folder)
    if not fold.begun:
        told = next((c.act.settings.get("seed") for c in fold.cards if c.kind == "brief"), 0)
        seed = told if isinstance(told, int) else 0
    return Place(fold.project, fold.brief, out or free_folder(studio, base, fold), seed)


def free_folder(studio: Studio, base: Path, fold: Fold) -> Path:
    """A folder of the project's name that nothing else lies in."""
    from oeuvre.production import ForeignFolder, check_folder, read_run_of

    name = folder_name(fold.title or fold.project)
    runs = {act.run for act in fold.begun}
    for number in range(1, 1000):
        out = base / (name if number == 1 else f"{name} {number}")
        with contextlib.suppress(ForeignFolder):
            check_folder(out, studio.home)
            held = read_run_of(out) if out.is_dir() else None
            if held is None or held[0] in runs:
                return out
    return base / name


@contextlib.contextmanager
def begun(
    studio: Studio,
    place: Place,
    *,
    idea: int | None = None,
    ideas_only: bool = False,
    house: bool = False,
    tell: Tell | None = None,
) -> Iterator[Loop]:
    """The loop of a project's brief as it is now, its folder taken: begun, or gone on with.

    With `ideas_only`, drafts of one idea of this very run stay where they are in the folder.
    """
    from oeuvre.production import Run, check_folder, check_wish, identify, lock, open_folder, prepare, read_run_of

    with restored_brief(studio, place.brief) as brief:
        pieces = prepare(brief, studio.settings.language, strict=False)
        check_folder(place.out, studio.home)
        ideas_run = identify(brief, place.seed, place.out)
        run_id = identify(brief, place.seed, place.out, idea)
        if idea is not None:
            check_wish(studio.record, run_id, ideas_run, idea, place.out.name)
        studio.party()
        with lock(place.out):
            held = read_run_of(place.out)
            stays = ideas_only and held is not None and studio.ideas_run_of(held[0]) == run_id
            previous = held[1] if stays and held else open_folder(place.out, run_id, place.project)
            run = Run(run_id, place.project, place.out, brief, place.seed, previous, idea, ideas_run)
            yield studio.loop(run, pieces, tell, None if house else studio.at_hand(), through=True)


@contextlib.contextmanager
def gone_on(studio: Studio, run_id: str, out: Path, *, tell: Tell | None = None) -> Iterator[Loop]:
    """The loop of a run as it was begun, its folder taken back if another lay in it meanwhile."""
    from oeuvre.production import check_folder, lock, open_folder, prepare

    with studio.as_begun(_beginning(studio, run_id), out) as run:
        pieces = prepare(run.brief, studio.settings.language, strict=False)
        check_folder(out, studio.home)
        with lock(out):
            previous = open_folder(out, run.id, run.project)
            yield studio.loop(replace(run, previous=previous), pieces, tell, through=True)


@contextlib.contextmanager
def looked_at(studio: Studio, run_id: str, out: Path) -> Iterator[Loop]:
    """The loop of a run as it was begun, to write on its record alone: its folder is not taken."""
    from oeuvre.production import prepare

    with studio.as_begun(_beginning(studio, run_id), out) as run:
        yield studio.loop(run, prepare(run.brief, studio.settings.language, strict=False), None)


def _beginning(studio: Studio, run_id: str) -> Act:
    """The act that began a run. Raises `NothingToChoose`."""
    from oeuvre.production import NothingToChoose

    acts = studio.record.acts(run=run_id, kinds=("import",))
    begun = [act for act in acts if act.made and act.made[0].role == "brief"]
    if not begun:
        raise NothingToChoose(run_id)
    return begun[-1]


@contextlib.contextmanager
def restored_brief(studio: Studio, work: Work) -> Iterator[Brief]:
    """A brief of the record with its files, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="oeuvre-brief-") as name:
        yield studio.restore_brief(studio.record, work, Path(name))


def files_of(work: Work | None) -> Mapping[str, str]:
    """The digests of the files that a brief names, by their keys."""
    files = work.attributes.get("files") if work is not None else None
    return {str(key): str(digest) for key, digest in files.items()} if isinstance(files, Mapping) else {}
