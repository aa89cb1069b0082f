"""Works: the cards of a table; a work's own page, bytes, picture and lineage; what is decided on it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, JSONResponse, Response

from oeuvre.api.asking import Cursor, Here, Limit, cursor_of, read_cursor
from oeuvre.api.errors import NotThere
from oeuvre.api.ideas import WorkId, check_choice, check_seen
from oeuvre.api.inert import content_response, picture_response
from oeuvre.api.lineages import lineage_shape
from oeuvre.api.projects import Slug
from oeuvre.api.rows import design_of, job_shape, work_row
from oeuvre.api.shapes import Decision, Edit, Job, LineageShape, Page, WorkRow, WorkWhole
from oeuvre.api.whole import work_whole
from oeuvre.create.design import Edit as Correction
from oeuvre.create.design import checked
from oeuvre.record import BytesMissing
from oeuvre.studio import (
    NotDecidable,
    Studio,
    Tell,
    after_undoing,
    check_correction,
    decide,
    propose_at,
    take_back,
    thumbnail,
    to_corrected,
    to_editions,
)

router = APIRouter(tags=["works"])
Kinds = Annotated[str | None, Query(max_length=120, description="Of these kinds only, with commas between.")]
States = Annotated[str | None, Query(max_length=80, description="In these states only, with commas between.")]
Words = Annotated[str, Query(max_length=200, description="Whose title, headline or reason says this.")]
# What a design stands on that is listed only when it is asked for: a sheet has two dozen of them.
QUIET = frozenset({"piece", "other"})
_DECIDED: dict[int | str, dict[str, Any]] = {
    200: {"model": WorkRow, "description": "The draft as it stands now."},
    202: {"model": Job, "description": "The editions that follow."},
}


@router.get("/projects/{slug}/works")
def list_works(
    here: Here,
    slug: Slug,
    kind: Kinds = None,
    state: States = None,
    of_round: Annotated[int | None, Query(alias="round", ge=0, le=9999, description="Of this round only.")] = None,
    run: Annotated[
        str | None, Query(max_length=64, description="Of this run only: rounds are numbered in each.")
    ] = None,
    ids: Annotated[str | None, Query(max_length=14_000, description="These works only, with commas between.")] = None,
    since: Annotated[int | None, Query(ge=0, description="Only what acts after this one made or changed.")] = None,
    q: Words = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[WorkRow]:
    """The works of a project as cards, in the order in which they came; pieces of the library only when asked for.

    With `ids`, of whatever kind, the cards that show these works. With `since`, those that are new or changed; `head`
    is then where the next look begins, so that a list that is kept never needs to be read whole again.
    """
    kinds = frozenset(kind.split(",")) if kind else None
    states = frozenset(state.split(",")) if state else None
    words = q.casefold().split()
    start = read_cursor("w", cursor) or 0
    fold = here.desk.fold(slug)
    head = fold.seq
    if ids is not None:
        named = {card.work.id: card for one in ids.split(",") if (card := fold.card_of(one)) is not None}
        cards = sorted(named.values(), key=lambda card: card.place)
    else:
        cards = list(fold.cards)
    found = [
        card
        for card in cards
        if (card.kind in kinds if kinds else ids is not None or card.kind not in QUIET)
        and (states is None or card.state in states)
        and (of_round is None or card.round == of_round)
        and (run is None or card.act.run == run)
        and (since is None or card.touched > since)
        and (not words or all(word in card.words for word in words))
    ]
    rest = [card for card in found if card.place >= start]
    page = rest[:limit]
    return Page(
        items=[work_row(here.desk, card, here.language) for card in page],
        next=cursor_of("w", rest[limit].place) if len(rest) > limit else None,
        total=len(found),
        head=head,
    )


@router.get("/works/{work}")
def read_work(here: Here, work: WorkId) -> WorkWhole:
    """Everything of a work's page: what is set on it, its pieces, credits, terms, credential, versions, editions."""
    return work_whole(here, here.desk.record.work(work))


@router.get(
    "/works/{work}/content",
    response_class=FileResponse,
    responses={200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}},
)
def read_content(here: Here, work: WorkId) -> FileResponse:
    """The bytes of a work, inert: nothing in them runs, whatever they are."""
    return content_response(here.desk.record, here.desk.record.work(work))


@router.get(
    "/works/{work}/thumb",
    response_class=Response,
    responses={200: {"content": {"image/webp": {"schema": {"type": "string", "format": "binary"}}}}},
)
def read_thumb(
    here: Here, request: Request, work: WorkId, size: Annotated[Literal["64", "256", "1024"], Query()] = "256"
) -> Response:
    """A small picture of a work (WebP), `size` pixels along its long side; of a design, of its preview."""
    found = here.desk.record.work(work)
    shown = here.desk.card(found)
    if shown is not None and shown[1].work.id == work and shown[1].image is not None:
        found = shown[1].image
    if not here.desk.record.store.has(found.digest):
        raise BytesMissing(found.id)
    tag = f'"{found.digest[:32]}-{size}"'
    if tag in request.headers.get("if-none-match", ""):
        return picture_response(b"", "image/webp", tag, status=304)
    return picture_response(thumbnail(here.desk.record, here.desk.settings.home, found, int(size)), "image/webp", tag)


@router.get("/works/{work}/lineage")
def read_lineage(
    here: Here,
    work: WorkId,
    fold: Annotated[int, Query(ge=10, le=2000, description="How many works are shown before they are folded.")] = 200,
    rounds: Annotated[bool, Query(description="Whether the variants of a round are told as one node.")] = False,
) -> LineageShape:
    """Where a work comes from and what came of it; of many, the farthest are folded into one node each side."""
    return lineage_shape(here, here.desk.record.work(work), fold, rounds=rounds)


@router.post("/works/{work}/decisions", response_model=None, responses=_DECIDED)
def decide_on_work(here: Here, work: WorkId, decision: Decision) -> JSONResponse:
    """Choose, keep or refuse a draft, or take that back. A choice lays out its editions, as a job, unless it says
    otherwise; whoever refuses what is chosen takes the choice back first, and its editions are set aside."""
    found = here.desk.card(here.desk.record.work(work))
    if found is None:
        raise NotThere(work)
    fold, card = found
    if card.kind not in ("draft", "idea") or card.act.run is None:
        raise NotDecidable(work, kind=card.kind)
    desk, actor, run = here.desk, here.session.actor, card.act.run
    with desk.alone(fold.project):
        fold = desk.fold(fold.project)
        card, before = fold.by_id[card.work.id], fold.chosen_in(run)
        check_seen(here, card, decision)
        check_choice(here, card, before, decision)
        with desk.acting(actor) as studio:
            place = desk.place(studio, fold.project)
            if decision.kind == "undo":
                take_back(studio, place, card, decision.because)
            else:
                decide(studio, place, card, decision.kind, decision.because)
        now = desk.fold(fold.project)
    here.hub.wake()
    stands, card = now.chosen_in(run), now.by_id[card.work.id]
    decided = card.decision.seq if card.decision and decision.kind != "undo" else None
    if decision.kind != "choose" and before is not None and stands is not before and decision.editions:

        def put_back(studio: Studio, tell: Tell) -> None:
            after_undoing(studio, desk.place(studio, fold.project), card, tell)

        # Taken back, chosen and taken back again while others work: what still waits puts back whatever then stands.
        back = f"back:{card.work.id}"
        job = desk.waiting("editions", fold.project, actor, back) or desk.begin(
            "editions", fold.project, actor, put_back, mark=f"{back} {desk.record.head()}"
        )
        return _answer(job_shape(here, job, decided), 202)
    # A choice is laid out; what is kept beside one is signed.
    if card.kind == "draft" and decision.editions and stands is not None and decision.kind in ("choose", "keep"):

        def lay_out(studio: Studio, tell: Tell) -> None:
            to_editions(studio, desk.place(studio, fold.project), run, tell)

        # One that waits lays out all that stands when its turn comes: what is kept meanwhile needs none of its own.
        job = desk.waiting("editions", fold.project, actor, run) or desk.begin(
            "editions", fold.project, actor, lay_out, mark=f"{run} {desk.record.head()}"
        )
        if decision.kind == "choose" and stands is not before:
            propose_at(desk, fold.project, "choice", work=card.work.id)
        return _answer(job_shape(here, job, decided), 202)
    # A reason that is given after a choice says the same once more, and is no new moment.
    if decision.kind == "choose" and stands is not before:
        propose_at(desk, fold.project, "choice", work=card.work.id)
    return _answer(work_row(desk, card, here.language), 200)


@router.post("/works/{work}/edits", status_code=202)
def correct_work(here: Here, work: WorkId, edit: Edit) -> Job:
    """Correct a design by hand: a new version by the person who asks; a chosen one's editions follow."""
    found = here.desk.card(here.desk.record.work(work))
    if found is None or found[1].kind != "draft":
        raise NotDecidable(work, kind=found[1].kind if found else "other")
    fold, card = found
    given = edit.model_dump(exclude_none=True, exclude={"anyway", "because", "recolour"})
    if edit.recolour and edit.mark is None:
        # That which stands there; a piece of the library has the palette's colours already.
        given["mark"] = str(design_of(here.desk, card.work).get("emblem") or "").removeprefix("work:")
    wanted = checked(Correction.from_dict(given))

    if not edit.recolour:
        # What can be told at once is; of a drawing in the palette, only the correction itself makes what is to be told.
        with here.desk.acting(here.session.actor) as studio:
            check_correction(studio, here.desk.place(studio, fold.project), card, wanted)

    def work_on(studio: Studio, tell: Tell) -> None:
        place = here.desk.place(studio, fold.project)
        to_corrected(studio, place, card, wanted, edit.because, edit.anyway, tell, recolour=edit.recolour)

    told = f"{card.work.id} {edit.model_dump_json()}"
    return job_shape(here, here.desk.begin("edit", fold.project, here.session.actor, work_on, mark=told))


def _answer(shape: WorkRow | Job, status: int) -> JSONResponse:
    return JSONResponse(shape.model_dump(mode="json"), status)
