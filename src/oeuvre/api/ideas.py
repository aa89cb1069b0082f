"""Ideas on the table: listed, kept, refused."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from oeuvre.api.asking import Cursor, Here, Limit, paged
from oeuvre.api.errors import NotThere
from oeuvre.api.projects import Slug
from oeuvre.api.rows import idea_shape
from oeuvre.api.shapes import Decision, IdeaShape, Page
from oeuvre.studio import decide, take_back

router = APIRouter(tags=["ideas"])
WorkId = Annotated[str, Path(max_length=64, description="The work's id on the record.")]


@router.get("/projects/{slug}/ideas")
def list_ideas(here: Here, slug: Slug, cursor: Cursor = None, limit: Limit = 50) -> Page[IdeaShape]:
    """The ideas of a project, in the order in which they came."""
    shapes = [idea_shape(here.desk, c, here.language) for c in here.desk.fold(slug).cards if c.kind == "idea"]
    return paged("i", [shape for shape in shapes if shape is not None], cursor, limit, lambda shape: shape)


@router.post("/ideas/{work}/decisions")
def decide_on_idea(here: Here, work: WorkId, decision: Decision) -> IdeaShape:
    """Keep or refuse an idea, or take that back; what is kept pulls the next round, what is refused pushes it away."""
    found = here.desk.card(here.desk.record.work(work))
    if found is None or found[1].kind != "idea":
        raise NotThere(work)
    fold, card = found
    with here.desk.acting(here.session.actor) as studio:
        place = here.desk.place(studio, fold.project)
        if decision.kind == "undo":
            take_back(studio, place, card, decision.because)
        else:
            decide(studio, place, card, decision.kind, decision.because)
    here.hub.wake()
    shape = idea_shape(here.desk, here.desk.fold(fold.project).by_id[work], here.language)
    if shape is None:
        raise NotThere(work)
    return shape
