"""Ideas and words for a brief, without any draft: shown, kept, refused."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from oeuvre.foundation import OeuvreError
from oeuvre.studio.jobs import Tell
from oeuvre.studio.opened import Made, Studio, folder_name

if TYPE_CHECKING:
    from oeuvre.production import Loop


@dataclass(frozen=True)
class Shown:
    """The ideas of a brief: the value that scripts get, and the page on which people see them."""

    value: Mapping[str, object]
    page: Path
    told: tuple[OeuvreError, ...] = ()


def find_ideas(
    studio: Studio,
    brief_path: Path,
    *,
    count: int,
    seed: int = 0,
    out: Path | None = None,
    house: bool = False,
    tell: Tell | None = None,
    begin: Callable[[], None] | None = None,
) -> Shown:
    """Ideas until `count` stand that nobody refused, on the record and on a page; `make` goes on from them."""
    from oeuvre.production import (
        Run,
        check_folder,
        gather_report,
        identify,
        lock,
        open_folder,
        prepare,
        read_run_of,
        slug,
        write_ideas_page,
    )

    brief = studio.read(brief_path)
    pieces = prepare(brief, studio.settings.language, strict=False)
    out = Path(os.path.abspath(out or Path.cwd() / folder_name(brief.title)))  # noqa: PTH100 (takes `..` out)
    check_folder(out, studio.home)
    if begin is not None:
        begin()
    run_id, project = identify(brief, seed, out), slug(brief.title)
    studio.party()  # a home that cannot be written is told before the folder is taken
    with lock(out):
        held = read_run_of(out)
        # Drafts of one idea of this very run stay where they are.
        stays = held is not None and studio.ideas_run_of(held[0]) == run_id
        previous = held[1] if stays and held else open_folder(out, run_id, project)
        run = Run(run_id, project, out, brief, seed, previous)
        loop = studio.loop(run, pieces, tell, None if house else studio.at_hand())
        loop.to_ideas(count)
        report = gather_report(loop, None)
        return Shown(report.ideas_json(), write_ideas_page(out, report), tuple(loop.at_hand.told))


def decide_idea(
    studio: Studio,
    kind: Literal["keep", "refuse"],
    name: str,
    because: str,
    *,
    out: Path | None = None,
    tell: Tell | None = None,
) -> Made:
    """Keep or refuse an idea of a run; the page that shows it is made again."""
    from oeuvre.production import NoSuchIdea, RunBusy, find_idea, ideas_of, lock, prepare, read_run_of

    with studio.restored(name, out) as run, lock(run.out):
        if (read_run_of(run.out) or ("",))[0] != run.id:
            raise RunBusy(str(run.out))  # another process took the folder before it was locked
        ideas = ideas_of(studio.record, run.ideas)
        idea = find_idea(ideas, name)
        if idea is None:
            raise NoSuchIdea(name, last=len(ideas), out=str(run.out))
        pieces = prepare(run.brief, studio.settings.language, strict=False)
        loop = studio.loop(run, pieces, tell)
        loop.idea_recorder.decide_idea(kind, idea.work, loop.party, because)
        return _shown_again(studio, loop)


def _shown_again(studio: Studio, loop: Loop) -> Made:
    from oeuvre.credentials import SigningPool
    from oeuvre.production import Workshop, drafts_of, gather_report, write_contact_sheet, write_ideas_page

    out = loop.run.out
    if not loop.choice_made():
        report = gather_report(loop, None)
        if drafts_of(studio.record, loop.run.id):
            write_contact_sheet(out, report)
        else:
            write_ideas_page(out, report)
        return Made(report.as_json(), out, waiting=True)
    with (
        Workshop(studio.settings.workers, loop.pieces.own_font_paths) as workshop,
        SigningPool(loop.authority, workers=studio.settings.workers) as pool,
    ):
        _, value = loop.hand_off(workshop, pool)
    return Made(value, out)


def write_words(
    studio: Studio, brief_path: Path, *, seed: int = 0, house: bool = False
) -> tuple[Mapping[str, object], tuple[OeuvreError, ...]]:
    """Lines for a brief, the value that scripts get, and what went wrong with a model; all of it is on the record."""
    from oeuvre.production import AtHand, brief_alone, find_lines, slug

    brief = studio.read(brief_path)
    at_hand = AtHand() if house else studio.at_hand()
    given = brief_alone(studio.record, brief, studio.party(), slug(brief.title))
    value = find_lines(studio.record, brief, given, seed=seed, trades=studio.trades(), at_hand=at_hand)
    return value, tuple(at_hand.told)
