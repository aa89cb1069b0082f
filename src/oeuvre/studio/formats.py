"""The formats of a design: which of them would fail, and one that is made all the same on a person's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oeuvre.foundation import Language
from oeuvre.studio.errors import NotDecidable
from oeuvre.studio.places import Place, looked_at

if TYPE_CHECKING:
    from oeuvre.production import Draft, Foreseen, Loop
    from oeuvre.studio.folded import Card
    from oeuvre.studio.opened import Studio


def foreseen_of(studio: Studio, place: Place, card: Card, language: Language) -> tuple[Foreseen, ...]:
    """The formats that a draft would lose if it were chosen; nothing is written. Raises `NotDecidable`."""
    from oeuvre.production import foreseen

    with looked_at(studio, _run(card), place.out) as loop:
        return foreseen(loop, _draft(loop, card), language)


def allow(studio: Studio, place: Place, card: Card, form: str, because: str) -> None:
    """Let a draft be made in a format in spite of the checks, by an act. Raises `NotDecidable`, `NotHeldBack`."""
    from oeuvre.production import allow_format

    with looked_at(studio, _run(card), place.out) as loop:
        allow_format(loop.recorder, card.work, loop.party, form, because)


def _run(card: Card) -> str:
    if card.kind != "draft" or card.act.run is None:
        raise NotDecidable(card.work.id, kind=card.kind)
    return card.act.run


def _draft(loop: Loop, card: Card) -> Draft:
    from oeuvre.production import draft_at

    found = draft_at(loop.record, loop.run.id, card.work.id)
    if found is None:
        raise NotDecidable(card.work.id, kind=card.kind)
    return found
