"""The brief of a project: read, read while it is typed, changed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from oeuvre.api.asking import Asking, Here
from oeuvre.api.errors import BriefChanged
from oeuvre.api.projects import Slug
from oeuvre.api.rows import brief_values
from oeuvre.api.shapes import BriefBody, BriefShape, Reading
from oeuvre.foundation import say
from oeuvre.production import shown_name
from oeuvre.record import Work, WorkUnknown
from oeuvre.studio import Fold, NoBrief, keep_brief, reading_of

router = APIRouter(tags=["brief"])


def _shape(here: Asking, slug: str, earlier: str | None = None) -> BriefShape:
    fold = here.desk.fold(slug)
    work = fold.brief if earlier is None else _earlier(here, slug, earlier)
    if work is None or not here.desk.record.store.has(work.digest):
        raise NoBrief(slug)
    desk, values = here.desk, brief_values(here.desk, work)
    return BriefShape(
        brief=values,
        toml=here.desk.record.store.read(work.digest).decode("utf-8", "replace"),
        work=work.id,
        # Read anew only where the home's own formats or trades were changed.
        reading=desk.once(
            "reading",
            work.id,
            here.language,
            (desk.formats(), desk.trades_changed()),
            lambda: Reading(**reading_of(desk.studio, values, slug, work, here.language)),
        ),
    )


def _earlier(here: Asking, slug: str, work: str) -> Work:
    """A brief that a project once had. Raises `WorkUnknown` for what is no brief of it."""
    found = here.desk.record.work(work)
    for act in here.desk.making.acts(found.id):
        if act.project == slug and any(one.work_id == found.id and one.role == "brief" for one in act.made):
            return found
    raise WorkUnknown(work)


@router.get("/projects/{slug}/brief")
def read_brief(
    here: Here,
    slug: Slug,
    work: Annotated[
        str | None, Query(max_length=64, description="An earlier brief of the project, by its work; else the latest.")
    ] = None,
) -> BriefShape:
    """The brief as it is now, or as it once was, as values and as TOML, with what it will print."""
    return _shape(here, slug, work)


@router.put("/projects/{slug}/brief")
def change_brief(here: Here, slug: Slug, body: BriefBody) -> BriefShape:
    """A new version of the brief, on the record; the next ideas and drafts begin a run of it."""
    with here.desk.alone(slug), here.desk.acting(here.session.actor) as studio:
        fold = here.desk.fold(slug)
        _check_base(here, fold, body.base)
        keep_brief(studio, slug, body.brief, fold.brief, here.desk.place(studio, slug).seed if fold.brief else 0)
    here.hub.wake()
    return _shape(here, slug)


def _check_base(here: Asking, fold: Fold, base: str | None) -> None:
    """Whether a change of a brief began from the one that stands. Raises `BriefChanged`."""
    if base is None or fold.brief is None or base == fold.brief.id:
        return
    act = here.desk.making.acts(fold.brief.id)[-1]
    party = here.desk.parties().get(act.by[0].party_id) if act.by else None
    who = shown_name(party, here.language) if party else say("api:nobody", here.language)
    raise BriefChanged(fold.project, who=who, work=fold.brief.id)


@router.post("/brief/reading")
def read_while_typed(
    here: Here,
    body: BriefBody,
    project: Annotated[str | None, Query(max_length=80, description="Whose files the brief may name.")] = None,
) -> Reading:
    """What a brief would print and what is wrong with it; nothing is written, nothing recorded."""
    known = here.desk.fold(project).brief if project and here.desk.exists(project) else None
    return Reading(**reading_of(here.desk.studio, body.brief, project if known else None, known, here.language))
