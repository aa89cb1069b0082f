"""Who acts in this window."""

from __future__ import annotations

from fastapi import APIRouter, Request

from oeuvre.api.asking import Asking, Cursor, Here, Limit, paged
from oeuvre.api.rows import party_shape
from oeuvre.api.shapes import Me, MeWish, Page, PartyShape
from oeuvre.studio import UNNAMED, Profile

router = APIRouter(tags=["people"])


def _me(here: Asking) -> Me:
    actor = here.session.actor
    party = here.desk.parties().get(actor) if actor else here.desk.own_party()
    unnamed = party is None or (party.kind == "person" and party.name == UNNAMED)
    return Me(
        party=party_shape(party, here.language) if party is not None else None, unnamed=unnamed, language=here.language
    )


@router.get("/me")
def read_me(here: Here) -> Me:
    """Who acts in this window; looking enrols nobody."""
    return _me(here)


@router.put("/me")
def name_me(request: Request, here: Here, wish: MeWish) -> Me:
    """Name the person of this window; in a home where nobody works yet, the home's own as well."""
    name = " ".join(wish.name.split())
    party = here.desk.record.party(name, "person", role=wish.role.strip() or None)
    request.app.state.sessions.name(here.session, party.id)
    if here.desk.studio.is_unnamed():
        here.desk.studio.write_profile(Profile(party.name, wish.role.strip()))
    here.hub.wake()
    return _me(here)


@router.get("/parties")
def list_parties(here: Here, cursor: Cursor = None, limit: Limit = 50) -> Page[PartyShape]:
    """Everybody on the record, in the order in which they came onto it: people, collectives, models, rules."""
    parties = tuple(here.desk.parties().values())
    borrowed = here.desk.borrowed()
    return paged(
        "q",
        parties,
        cursor,
        limit,
        lambda party: party_shape(party, here.language).model_copy(update={"library": party.id in borrowed}),
    )
