"""Projects: the list of them, a new one, its ideas and drafts asked for."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Body, Path

from oeuvre.api.asking import Cursor, Here, Limit, key_cursor, paged, read_key
from oeuvre.api.errors import BadCursor
from oeuvre.api.rows import job_shape, project_row, round_shape
from oeuvre.api.shapes import DraftsWish, IdeasWish, Job, Page, ProjectBegun, ProjectNew, ProjectRow, RoundShape
from oeuvre.production import IDEAS
from oeuvre.studio import Desk, ProjectUnknown, Studio, Tell, new_project, propose_at, to_drafts, to_ideas
from oeuvre.studio import Job as Working

router = APIRouter(prefix="/projects", tags=["projects"])
# In a cursor: the last act that the order knows, and the place in it.
_PLACE = re.compile(r"(\d{1,15})\.(\d{1,15})")
Slug = Annotated[str, Path(max_length=80, description="The project's name in addresses.")]


@router.get("")
def list_projects(here: Here, cursor: Cursor = None, limit: Limit = 50) -> Page[ProjectRow]:
    """Every project, the one that was worked on last first.

    The pages that follow keep the order which the first one had, whatever is worked on meanwhile: each project is told
    once. One that was begun since stands on the first page of the next look.
    """
    start, told = 0, read_key("p", cursor)
    if told is None:
        head, projects = here.desk.projects_at()
    else:
        named = _PLACE.fullmatch(told)
        if named is None:
            raise BadCursor((cursor or "")[:60])
        head, start = int(named[1]), int(named[2])
        projects = here.desk.projects_as_of(head)
    end = start + limit
    return Page(
        items=[project_row(here.desk, one) for one in projects[start:end]],
        next=key_cursor("p", f"{head}.{end}") if end < len(projects) else None,
        total=len(projects),
    )


@router.post("", status_code=201)
def begin_project(here: Here, new: ProjectNew) -> ProjectBegun:
    """A new project of a brief, and the first long work on it as `start` says."""
    desk, actor = here.desk, here.session.actor
    with desk.acting(actor) as studio:
        project = new_project(studio, new.brief, new.seed)
    job = None
    if new.start == "ideas":
        job = ask_ideas(desk, project, actor, IDEAS)
    elif new.start == "drafts":
        job = ask_drafts(desk, project, actor, None)
    here.hub.wake()
    return ProjectBegun(project=_row(desk, project), job=job_shape(here, job) if job else None)


@router.get("/{slug}")
def read_project(here: Here, slug: Slug) -> ProjectRow:
    """One project."""
    return _row(here.desk, slug)


@router.post("/{slug}/ideas", status_code=202)
def ask_for_ideas(here: Here, slug: Slug, wish: Annotated[IdeasWish, Body()]) -> Job:
    """Ideas until `count` stand that nobody refused; those that stand already are kept."""
    here.desk.fold(slug)
    return job_shape(here, ask_ideas(here.desk, slug, here.session.actor, wish.count))


@router.post("/{slug}/drafts", status_code=202)
def ask_for_drafts(here: Here, slug: Slug, wish: Annotated[DraftsWish, Body()]) -> Job:
    """The sheet of drafts: of the ideas that were kept, or of one by its number."""
    here.desk.fold(slug)
    return job_shape(here, ask_drafts(here.desk, slug, here.session.actor, wish.idea))


@router.get("/{slug}/rounds")
def list_rounds(here: Here, slug: Slug, cursor: Cursor = None, limit: Limit = 50) -> Page[RoundShape]:
    """The rounds of a project in the order in which they were begun, each with what led to it; a run's first sheet is
    its round 0."""
    fold = here.desk.fold(slug)
    rounds = tuple(fold.rounds.items())
    return paged("r", rounds, cursor, limit, lambda one: round_shape(here.desk, fold, one, here.language))


def _row(desk: Desk, slug: str) -> ProjectRow:
    found = next((one for one in desk.projects() if one.slug == slug), None)
    if found is None:
        raise ProjectUnknown(slug)
    return project_row(desk, found)


def ask_ideas(desk: Desk, project: str, actor: str, count: int) -> Working:
    """Put the finding of ideas in line."""

    def work(studio: Studio, tell: Tell) -> None:
        to_ideas(studio, desk.place(studio, project), count, tell)
        propose_at(desk, project, "ideas")

    return desk.begin("ideas", project, actor, work, mark=str(count))


def ask_drafts(desk: Desk, project: str, actor: str, idea: int | None) -> Working:
    """Put the composing of a sheet in line."""

    def work(studio: Studio, tell: Tell) -> None:
        to_drafts(studio, desk.place(studio, project), idea, tell)
        propose_at(desk, project, "sheet")

    return desk.begin("drafts", project, actor, work, mark=str(idea or ""))


__all__ = ["Slug", "ask_drafts", "ask_ideas", "router"]
