"""Rounds of variants, and the taste that decisions teach."""

from __future__ import annotations

from fastapi import APIRouter

from oeuvre.api.asking import Asking, Here
from oeuvre.api.errors import RoundUnclear
from oeuvre.api.projects import Slug
from oeuvre.api.rows import job_shape
from oeuvre.api.shapes import Job, Refused, RefuseRound, RoundWish, Taste
from oeuvre.production import NoSuchRound, hints_in, reset_taste
from oeuvre.studio import (
    Card,
    Fold,
    NotDecidable,
    RoundAsked,
    Studio,
    Tell,
    check_variants,
    propose_at,
    refuse_all,
    to_variants,
    told_of,
)
from oeuvre.studio import Job as Working

router = APIRouter(prefix="/projects/{slug}", tags=["rounds"])


@router.post("/rounds", status_code=202)
def ask_for_round(here: Here, slug: Slug, wish: RoundWish) -> Job:
    """A round of variants of one design, or of two mixed: each a draft, numbered on in the same run."""
    fold = here.desk.fold(slug)
    like = [_draft(here, fold, work) for work in wish.like]
    return job_shape(here, ask_round(here, slug, like, wish))


def ask_round(here: Asking, slug: str, like: list[Card], wish: RoundWish) -> Working:
    """Put a round in line."""
    desk, run = here.desk, str(like[0].act.run)
    because = wish.because.strip()
    asked = RoundAsked(
        wish.kind,
        [card.work.id for card in like],
        wish.keep,
        wish.count,
        because,
        wish.colours,
        heard=hints_in(because),
    )

    with desk.acting(here.session.actor) as studio:
        check_variants(studio, desk.place(studio, slug), run, asked)

    def work(studio: Studio, tell: Tell) -> None:
        to_variants(studio, desk.place(studio, slug), run, asked, tell)

    told = told_of(desk.fold(slug), asked)
    return desk.begin("round", slug, here.session.actor, work, mark=wish.model_dump_json(), told=told)


@router.post("/rounds/refuse")
def refuse_a_round(here: Here, slug: Slug, wish: RefuseRound) -> Refused:
    """None of these: every open draft of a round refused, for one reason that steers the next."""
    rounds = tuple(here.desk.fold(slug).rounds)
    runs = [run for run, number in rounds if number == wish.round and wish.run in (None, run)]
    if not runs:
        last = max((number for run, number in rounds if wish.run in (None, run)), default=0)
        raise NoSuchRound(str(wish.round), number=wish.round, last=last)
    if len(runs) > 1:
        raise RoundUnclear(slug, number=wish.round)
    run = runs[0]
    with here.desk.alone(slug), here.desk.acting(here.session.actor) as studio:
        acts = refuse_all(studio, here.desk.place(studio, slug), run, wish.round, wish.because)
    here.hub.wake()
    if acts:
        # Who is invited to this moment proposes away from what was refused, or on what it was made of.
        propose_at(here.desk, slug, "round", work=next(iter(here.desk.fold(slug).rounds[run, wish.round]), None))
    return Refused(acts=list(acts))


@router.get("/taste")
def read_taste(here: Here, slug: Slug) -> Taste:
    """What choices and refusals have taught so far, in numbers and in words."""
    return _taste(here, slug)


@router.delete("/taste")
def forget_taste(here: Here, slug: Slug) -> Taste:
    """Forget what was learned, from now on, by an act; the decisions themselves stand."""
    here.desk.fold(slug)
    with here.desk.acting(here.session.actor) as studio:
        reset_taste(studio.record, slug, studio.party())
    here.hub.wake()
    return _taste(here, slug)


def _taste(here: Asking, slug: str) -> Taste:
    return Taste.model_validate(here.desk.taste(slug).as_dict(here.language))


def _draft(here: Asking, fold: Fold, work: str) -> Card:
    """The card of a draft of this project."""
    card = fold.card_of(work)
    if card is None:
        here.desk.record.work(work)
    if card is None or card.kind != "draft" or card.act.run is None:
        raise NotDecidable(work, kind=card.kind if card else "other")
    return card
