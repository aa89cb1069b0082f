"""What is made of an emblem that was kept: a lockup with a name, a pattern, a turn into another, each on the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fastapi import APIRouter

from oeuvre.api.asking import Asking, Here
from oeuvre.api.exploring import Project, check_project
from oeuvre.api.exploring_shapes import LockupWish, MadeShape, PatternWish, TurnIntoWish
from oeuvre.api.ideas import WorkId
from oeuvre.production import (
    Composed,
    figured,
    make_lockup,
    make_pattern,
    make_turn,
    open_explorer,
    shown_name,
)

if TYPE_CHECKING:
    from oeuvre.studio import Studio

router = APIRouter(prefix="/explore/emblems", tags=["explore"])


@router.post("/{work}/lockup", status_code=201)
def make_a_lockup(here: Here, work: WorkId, wish: LockupWish, project: Project = None) -> MadeShape:
    """An emblem with a name beside or under it, in the headline face of a pairing."""

    def make(studio: Studio) -> Composed:
        emblem = figured(studio.record, studio.record.work(work))
        return make_lockup(
            studio.record, studio.party(), emblem, wish.name, font=wish.font, place=wish.place, project=project
        )

    return _made(here, project, make)


@router.post("/{work}/pattern", status_code=201)
def make_a_pattern(here: Here, work: WorkId, wish: PatternWish, project: Project = None) -> MadeShape:
    """A tile of an emblem that repeats without a seam, by a wallpaper group."""

    def make(studio: Studio) -> Composed:
        emblem = figured(studio.record, studio.record.work(work))
        return make_pattern(studio.record, studio.party(), emblem, wish.group, project=project)

    return _made(here, project, make)


@router.post("/{work}/turn", status_code=201)
def make_a_turn(here: Here, work: WorkId, wish: TurnIntoWish, project: Project = None) -> MadeShape:
    """An emblem that turns into another and back, as a drawing or a picture that moves."""

    def make(studio: Studio) -> Composed:
        first, last = (figured(studio.record, studio.record.work(one)) for one in (work, wish.into))
        return make_turn(studio.record, studio.party(), first, last, wish.form, wish.steps, project=project)

    return _made(here, project, make)


def _made(here: Asking, project: str | None, make: Callable[[Studio], Composed]) -> MadeShape:
    """What was made, on the record and, in a project, on its table."""
    check_project(here, project)
    with here.desk.acting(here.session.actor) as studio, open_explorer().turn():
        work = make(studio).work
        act = studio.record.made_by_act(work.id)
        owed = studio.record.credits(work.id)
    here.hub.wake()
    authors = [shown_name(one.party, here.language) for one in owed if one.role == "author"]
    return MadeShape(
        work=work.id,
        title=work.title or work.id[:12],
        act=act.seq,
        media_type=work.media_type,
        authors=list(dict.fromkeys(authors)),
    )
