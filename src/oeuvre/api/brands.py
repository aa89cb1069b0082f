"""Brand kits: a logo, colours, type, words and forbidden uses that projects share."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated

from fastapi import APIRouter, Path, Request
from pydantic import ValidationError

from oeuvre.api.asking import Cursor, Here, Limit, key_cursor, read_key
from oeuvre.api.errors import BrandChanged, OtherId
from oeuvre.api.shapes import Page
from oeuvre.api.shapes_of_home import BrandKit
from oeuvre.collective import BrandUnknown, Rooms

router = APIRouter(prefix="/brands", tags=["brands"])
BrandId = Annotated[str, Path(pattern="^[a-z0-9][a-z0-9-]{0,59}$", description="A name of one's own, for addresses.")]


def _rooms(request: Request) -> Rooms:
    rooms: Rooms = request.app.state.rooms
    return rooms


@router.get("")
async def list_brands(request: Request, cursor: Cursor = None, limit: Limit = 50) -> Page[BrandKit]:
    """Every brand kit, by its id."""
    after, found = read_key("b", cursor), []
    for _, body in _rooms(request).store.brands():
        try:
            found.append(_kit(body))
        except (ValidationError, ValueError, TypeError):
            continue  # written by another version: it hides no other
    rest = found if after is None else [kit for kit in found if kit.id > after]
    more = len(rest) > limit
    return Page(items=rest[:limit], next=key_cursor("b", rest[limit - 1].id) if more else None, total=len(found))


@router.put("/{brand}")
async def put_brand(here: Here, request: Request, brand: BrandId, kit: BrandKit) -> BrandKit:
    """A brand kit, new or in place of the one with this id; `version` guards what somebody has changed since."""
    if kit.id != brand:
        raise OtherId(brand, said=kit.id)
    store = _rooms(request).store
    # Nothing is awaited between the look and the writing, so that no other request comes between.
    stands = dict(store.brands()).get(brand, "")
    if kit.version is not None and kit.version != (version_of(stands) if stands else ""):
        raise BrandChanged(brand)
    body = kit.model_dump_json(exclude={"version"})
    store.put_brand(brand, body)
    here.hub.wake()
    return _kit(body)


@router.delete("/{brand}", status_code=204)
async def drop_brand(here: Here, request: Request, brand: BrandId) -> None:
    """Remove a brand kit; what was made with it stays as it is."""
    if not _rooms(request).store.drop_brand(brand):
        raise BrandUnknown(brand)
    here.hub.wake()


def _kit(body: str) -> BrandKit:
    return BrandKit(**{**json.loads(body), "version": version_of(body)})


def version_of(body: str) -> str:
    """What a kit is known by as it was kept."""
    return hashlib.sha256(body.encode()).hexdigest()[:16]
