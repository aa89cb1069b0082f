"""Tournaments: drafts two by two until one is left. Each match is an act on the record, and anybody goes on with it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field

from oeuvre.api.asking import Asking, Cursor, Here, Limit, paged
from oeuvre.api.projects import Slug
from oeuvre.api.rows import party_shape
from oeuvre.api.shapes import Page, PartyShape, Refused, Shape
from oeuvre.production import MOST_ENTRANTS, TOURNAMENT_KINDS, Tournament, tournament_at, tournaments_in
from oeuvre.studio import begin_matches, judge_match, refuse_rest, unjudge_match

router = APIRouter(prefix="/projects/{slug}/tournaments", tags=["tournaments"])
Number = Annotated[int, Path(ge=1, le=2**53, description="The act that began the tournament.")]
WorkName = Annotated[str, Field(max_length=64)]


class TournamentNew(Shape):
    """Who takes part, in this order, by the ids of the drafts; they stay the same whatever is made meanwhile."""

    works: Annotated[list[WorkName], Field(min_length=2, max_length=MOST_ENTRANTS)]


class MatchWish(Shape):
    """Which of the two that meet now is preferred, and why."""

    winner: WorkName
    loser: WorkName
    because: str = Field("", max_length=2000)


class MatchShape(Shape):
    """A match that was judged; `act` is its number on the record."""

    winner: str
    loser: str
    because: str
    act: int
    by: PartyShape | None


class TournamentShape(Shape):
    """A tournament as the record has it. `pair` meets now, nobody when `winner` is known.

    `ranking` goes from the first to the last; before the end it is of those who are out.
    """

    act: int
    at: datetime
    by: PartyShape | None
    entrants: list[str]
    matches: list[MatchShape]
    pair: list[str] | None
    winner: str | None
    round: int
    entered: int
    ranking: list[str]


@router.get("")
def list_tournaments(here: Here, slug: Slug, cursor: Cursor = None, limit: Limit = 50) -> Page[TournamentShape]:
    """The tournaments of a project, the first begun first."""
    here.desk.fold(slug)
    found = tournaments_in(here.desk.record.acts(project=slug, kinds=TOURNAMENT_KINDS))
    return paged("t", found, cursor, limit, lambda one: _shape(here, one))


@router.post("", status_code=201)
def begin_tournament(here: Here, slug: Slug, wish: TournamentNew) -> TournamentShape:
    """Begin a tournament."""
    fold = here.desk.fold(slug)
    with here.desk.acting(here.session.actor) as studio:
        made = begin_matches(studio, fold, wish.works)
    here.hub.wake()
    return _shape(here, made)


@router.get("/{number}")
def read_tournament(here: Here, slug: Slug, number: Number) -> TournamentShape:
    """A tournament as it stands."""
    here.desk.fold(slug)
    return _shape(here, tournament_at(here.desk.record, slug, number))


@router.post("/{number}/matches", status_code=201)
def judge_a_match(here: Here, slug: Slug, number: Number, wish: MatchWish) -> TournamentShape:
    """Prefer one of the two that meet now: 409 where others meet by now."""
    with here.desk.alone(slug), here.desk.acting(here.session.actor) as studio:
        held = judge_match(studio, here.desk.fold(slug), number, wish.winner, wish.loser, wish.because)
    here.hub.wake()
    return _shape(here, held)


@router.delete("/{number}/matches/{match}")
def take_match_back(
    here: Here, slug: Slug, number: Number, match: Annotated[int, Path(ge=1, le=2**53, description="The match's act.")]
) -> TournamentShape:
    """Take the last match back, by a later act: the same two meet again. 409 where another was judged since."""
    with here.desk.alone(slug), here.desk.acting(here.session.actor) as studio:
        held = unjudge_match(studio, here.desk.fold(slug), number, match)
    here.hub.wake()
    return _shape(here, held)


@router.post("/{number}/refuse")
def refuse_the_rest(here: Here, slug: Slug, number: Number) -> Refused:
    """Refuse at once what is still open and did not come out among the first four, each for what was said of it."""
    with here.desk.alone(slug), here.desk.acting(here.session.actor) as studio:
        acts = refuse_rest(studio, here.desk.fold(slug), number)
    here.hub.wake()
    return Refused(acts=list(acts))


def _shape(here: Asking, held: Tournament) -> TournamentShape:
    parties, stands = here.desk.parties(), held.standing

    def who(party: str) -> PartyShape | None:
        return party_shape(parties[party], here.language) if party in parties else None

    return TournamentShape(
        act=held.act,
        at=held.at,
        by=who(held.by),
        entrants=list(held.entrants),
        matches=[
            MatchShape(winner=one.winner, loser=one.loser, because=one.because, act=one.act, by=who(one.by))
            for one in held.matches
        ],
        pair=list(stands.pair) if stands.pair is not None else None,
        winner=stands.winner,
        round=stands.round,
        entered=stands.entered,
        ranking=list(held.ranking),
    )
