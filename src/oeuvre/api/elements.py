"""What stands where on a design: headlines to be clicked and retyped, marks to be dragged."""

from __future__ import annotations

from fastapi import APIRouter, Response

from oeuvre.api.asking import Asking, Here
from oeuvre.api.errors import NotThere
from oeuvre.api.ideas import WorkId
from oeuvre.api.shapes import ElementShape, ElementsShape
from oeuvre.record import Work
from oeuvre.studio import Card, Fold, elements_of

router = APIRouter(tags=["works"])
# A design never changes; where its elements stand may, with the version that lays it out.
_FRESH = "private, max-age=600"


@router.get("/works/{work}/elements")
def read_elements(here: Here, response: Response, work: WorkId) -> ElementsShape:
    """The elements of a draft with their boxes in shares of the page, what can be done to each, and what is hidden."""
    found = here.desk.card(here.desk.record.work(work))
    if found is None:
        raise NotThere(work)
    fold, card = found
    response.headers["Cache-Control"] = _FRESH
    return here.desk.once("elements", work, here.language, (), lambda: _elements(here, fold, card))


def _elements(here: Asking, fold: Fold, card: Card) -> ElementsShape:
    with here.desk.acting(reader_of(here, card.work)) as studio:
        pointed = elements_of(studio, here.desk.place(studio, fold.project), card)
    return ElementsShape(
        ratio=pointed.ratio,
        elements=[
            ElementShape(name=one.name, x=one.x, y=one.y, w=one.width, h=one.height, words=one.words, can=list(one.can))
            for one in pointed.elements
        ],
        hidden=list(pointed.hidden),
        colours=dict(pointed.colours),
        contrasts=dict(pointed.contrasts),
    )


def reader_of(here: Asking, work: Work) -> str:
    """In whose name the home is opened: somebody who is on the record already, as looking enrols nobody."""
    people = [party.id for party in here.desk.parties().values() if party.kind in ("person", "collective")]
    return here.session.actor if here.session.actor in people else next(iter(people), here.session.actor)
