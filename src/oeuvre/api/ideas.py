"""Ideas on the table: listed, kept, refused."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from oeuvre.api.asking import Asking, Cursor, Here, Limit, paged
from oeuvre.api.errors import DecidedSince, NotThere
from oeuvre.api.projects import Slug
from oeuvre.api.rows import held_idea, idea_shape
from oeuvre.api.shapes import Decision, IdeaShape, Page
from oeuvre.production import shown_name
from oeuvre.studio import Card, decide, take_back

router = APIRouter(tags=["ideas"])
WorkId = Annotated[str, Path(max_length=64, description="The work's id on the record.")]


@router.get("/projects/{slug}/ideas")
def list_ideas(here: Here, slug: Slug, cursor: Cursor = None, limit: Limit = 50) -> Page[IdeaShape]:
    """The ideas of a project, in the order in which they came."""
    cards = [card for card in tuple(here.desk.fold(slug).cards) if card.kind == "idea" and held_idea(here.desk, card)]
    return paged("i", cards, cursor, limit, lambda card: idea_shape(here.desk, card, here.language))


@router.post("/ideas/{work}/decisions")
def decide_on_idea(here: Here, work: WorkId, decision: Decision) -> IdeaShape:
    """Keep or refuse an idea, or take that back; what is kept pulls the next round, what is refused pushes it away."""
    found = here.desk.card(here.desk.record.work(work))
    if found is None or found[1].kind != "idea":
        raise NotThere(work)
    project = found[0].project
    with here.desk.alone(project), here.desk.acting(here.session.actor) as studio:
        card = here.desk.fold(project).by_id[found[1].work.id]
        check_seen(here, card, decision)
        place = here.desk.place(studio, project)
        if decision.kind == "undo":
            take_back(studio, place, card, decision.because)
        else:
            decide(studio, place, card, decision.kind, decision.because)
    here.hub.wake()
    return idea_shape(here.desk, here.desk.fold(project).by_id[work], here.language)


def check_seen(here: Asking, card: Card, decision: Decision) -> None:
    """Whether a decision knows what stands on a work. Raises `DecidedSince` where somebody else was faster."""
    stands = card.decision.seq if card.decision is not None else 0
    expected = decision.act if decision.kind == "undo" and decision.act is not None else decision.seen
    if expected is None or expected == stands:
        return
    raise _decided_since(here, card)


def check_choice(here: Asking, card: Card, before: Card | None, decision: Decision) -> None:
    """Whether a choice knows which one it takes the place of. Raises `DecidedSince` where somebody else was faster."""
    stands = before.decision.seq if before is not None and before.decision is not None else 0
    if decision.kind != "choose" or decision.instead_of is None or decision.instead_of == stands:
        return
    raise _decided_since(here, before if before is not None else card)


def _decided_since(here: Asking, card: Card) -> DecidedSince:
    # What stands may have been taken back: then the last act on the work says who did.
    last = card.decision or here.desk.record.acts(work=card.work.id, last=1)[-1]
    party = here.desk.parties().get(last.by[0].party_id) if last.by else None
    return DecidedSince(card.work.id, who=shown_name(party, here.language) if party else "", act=last.seq)
