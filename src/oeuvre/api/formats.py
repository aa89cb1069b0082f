"""The formats that a design would lose, told before it is chosen; and one made all the same on a person's word."""

from __future__ import annotations

from fastapi import APIRouter

from oeuvre.api.asking import Asking, Here
from oeuvre.api.elements import reader_of
from oeuvre.api.errors import NotThere
from oeuvre.api.ideas import WorkId
from oeuvre.api.naming import both
from oeuvre.api.rows import job_shape
from oeuvre.api.shapes import FormatWord, Job, LostFormat
from oeuvre.production import ALLOW
from oeuvre.studio import Card, Fold, NotDecidable, Studio, Tell, allow, foreseen_of, to_editions

router = APIRouter(tags=["works"])


@router.get("/works/{work}/formats/foreseen")
def read_foreseen(here: Here, work: WorkId) -> list[LostFormat]:
    """Which of the brief's formats a draft would lose if it were chosen, and why; none where all of them hold."""
    fold, card = _draft(here, work)
    # What a design loses hangs on nothing but itself, the formats of the home, and what people accepted of it.
    accepted = tuple(act.seq for act in here.desk.record.acts(run=card.act.run, kinds=(ALLOW,)))
    of = (here.desk.formats(), accepted)
    return here.desk.once("foreseen", work, here.language, of, lambda: _foreseen(here, fold, card, work))


def _foreseen(here: Asking, fold: Fold, card: Card, work: str) -> list[LostFormat]:
    with here.desk.acting(reader_of(here, card.work)) as studio:
        found = foreseen_of(studio, here.desk.place(studio, fold.project), card, here.language)
    return [
        LostFormat(
            design=work,
            format=one.form.name,
            label=one.form.label(here.language),
            named=both(one.form.label),
            reason=one.reason,
            remedy=one.remedy,
            acceptable=bool(one.elements),
            elements=list(one.elements),
        )
        for one in found
    ]


@router.post("/works/{work}/formats", status_code=202)
def make_all_the_same(here: Here, work: WorkId, wish: FormatWord) -> Job:
    """Have a chosen draft made in a format that the checks held back: an act by the person, then the edition."""
    fold, card = _draft(here, work)
    desk, actor, run = here.desk, here.session.actor, card.act.run or ""
    with desk.alone(fold.project), desk.acting(actor) as studio:
        allow(studio, desk.place(studio, fold.project), card, wish.format, wish.because)
    here.hub.wake()

    def lay_out(studio: Studio, tell: Tell) -> None:
        to_editions(studio, desk.place(studio, fold.project), run, tell)

    mark = f"{run} {desk.record.head()}"
    return job_shape(here, desk.begin("editions", fold.project, actor, lay_out, mark=mark))


def _draft(here: Asking, work: str) -> tuple[Fold, Card]:
    """A draft of a project. Raises `NotThere`, `NotDecidable`."""
    found = here.desk.card(here.desk.record.work(work))
    if found is None:
        raise NotThere(work)
    if found[1].kind != "draft" or found[1].act.run is None:
        raise NotDecidable(work, kind=found[1].kind)
    return found
