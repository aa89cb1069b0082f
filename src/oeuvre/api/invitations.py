"""Partners that are invited to propose by themselves: to which moments, by whom, and the end of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import Field

from oeuvre.api.asking import Asking, Cursor, Here, Limit, paged
from oeuvre.api.projects import Slug
from oeuvre.api.rows import party_shape
from oeuvre.api.shapes import Page, PartyShape, Shape
from oeuvre.models import WrongUse
from oeuvre.production import (
    MOST_PROPOSED,
    PROPOSED,
    Invitation,
    Moment,
    dismiss,
    invitations_of,
    invite,
    model_party,
    rule,
)
from oeuvre.studio import HOUSE, Studio, moments_of

router = APIRouter(prefix="/projects/{slug}/invitations", tags=["partners"])
PartnerId = Annotated[str, Path(max_length=120, description="The partner's id, as the list of partners has it.")]


class InvitationWish(Shape):
    """When a partner is to propose, what it is to bear in mind, and how many proposals it makes at most."""

    moments: Annotated[list[Literal["ideas", "sheet", "round", "choice"]], Field(min_length=1, max_length=4)]
    say: str = Field("", max_length=500)
    count: int = Field(PROPOSED, ge=1, le=MOST_PROPOSED)


class InvitationShape(Shape):
    """An invitation that stands; `act` is its number on the record, `by` who invited."""

    partner: str
    moments: list[Literal["ideas", "sheet", "round", "choice"]]
    say: str
    count: int
    by: PartyShape | None
    at: datetime
    act: int


@router.get("")
def list_invitations(here: Here, slug: Slug, cursor: Cursor = None, limit: Limit = 50) -> Page[InvitationShape]:
    """The invitations that stand, the first given first."""
    here.desk.fold(slug)
    return paged("v", invitations_of(here.desk.record, slug), cursor, limit, lambda one: _shape(here, one))


@router.put("/{partner}")
def invite_a_partner(here: Here, slug: Slug, partner: PartnerId, wish: InvitationWish) -> InvitationShape:
    """Invite a partner to propose at these moments, by an act; an earlier invitation of it is replaced."""
    here.desk.fold(slug)
    card = here.desk.studio.catalogue.card(partner) if partner != HOUSE else None
    offered = moments_of(card)
    moments: list[Moment] = [one for one in wish.moments if one in offered]
    if not moments or (card is not None and not card.does):
        raise WrongUse(partner, reason="not-for-text")
    with here.desk.alone(slug), here.desk.acting(here.session.actor) as studio:
        record = studio.record
        party = model_party(record, card) if card is not None else rule(record, "composition")
        invite(
            record,
            slug,
            party,
            partner,
            moments,
            say=wish.say,
            count=wish.count,
            language=here.language,
            by=studio.party(),
        )
        held = _standing(studio, slug, partner)
    here.hub.wake()
    return _shape(here, held)


@router.delete("/{partner}", status_code=204)
def dismiss_a_partner(here: Here, slug: Slug, partner: PartnerId) -> None:
    """Take an invitation back, by an act: 404 where none stands."""
    here.desk.fold(slug)
    with here.desk.alone(slug), here.desk.acting(here.session.actor) as studio:
        dismiss(studio.record, slug, partner, studio.party())
    here.hub.wake()


def _standing(studio: Studio, slug: str, partner: str) -> Invitation:
    return next(one for one in invitations_of(studio.record, slug) if one.partner == partner)


def _shape(here: Asking, one: Invitation) -> InvitationShape:
    parties = here.desk.parties()
    return InvitationShape(
        partner=one.partner,
        moments=list(one.moments),
        say=one.say,
        count=one.count,
        by=party_shape(parties[one.by], here.language) if one.by in parties else None,
        at=one.at,
        act=one.act,
    )
