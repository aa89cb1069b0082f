"""What a person asks of a project: ideas, drafts, a decision, editions. Each is a way through the loop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from oeuvre.studio.errors import NotDecidable
from oeuvre.studio.folded import Card
from oeuvre.studio.jobs import Tell
from oeuvre.studio.opened import Studio
from oeuvre.studio.places import Place, begun, gone_on

if TYPE_CHECKING:
    from oeuvre.production import Loop

Verdict = Literal["choose", "keep", "refuse", "undo"]


def to_ideas(studio: Studio, place: Place, count: int, tell: Tell) -> None:
    """Ideas until `count` stand that nobody refused, and the page that shows them."""
    from oeuvre.production import gather_report, write_ideas_page

    with begun(studio, place, ideas_only=True, tell=tell) as loop:
        loop.to_ideas(count)
        if not loop.choice_made():
            write_ideas_page(place.out, gather_report(loop, None))


def to_drafts(studio: Studio, place: Place, idea: int | None, tell: Tell) -> None:
    """The sheet of drafts, of all ideas that are wanted or of one."""
    from oeuvre.production import Workshop, gather_report, write_contact_sheet

    with (
        begun(studio, place, idea=idea, tell=tell) as loop,
        Workshop(studio.settings.workers, loop.pieces.own_font_paths) as workshop,
    ):
        loop.to_ideas()
        loop.to_pictures()
        loop.to_drafts(workshop)
        if not loop.choice_made():
            write_contact_sheet(place.out, gather_report(loop, None))


def to_editions(studio: Studio, place: Place, run: str, tell: Tell) -> None:
    """What is missing of a chosen design's editions, laid out and signed, and the folder whole again."""
    with gone_on(studio, run, place.out, tell=tell) as loop:
        if loop.finished() is None:
            _editions(studio, loop)


def _editions(studio: Studio, loop: Loop) -> None:
    from oeuvre.credentials import SigningPool
    from oeuvre.production import Workshop

    with (
        Workshop(studio.settings.workers, loop.pieces.own_font_paths) as workshop,
        SigningPool(loop.authority, workers=studio.settings.workers) as pool,
    ):
        loop.to_drafts(workshop)
        loop.to_editions(workshop, pool)
        loop.hand_off(workshop, pool)


def decide(studio: Studio, place: Place, card: Card, kind: Verdict, because: str) -> None:
    """Choose, keep or refuse a draft; keep or refuse an idea. The record alone is written.

    Raises `ChosenStands` for the refusal of what is chosen, `NotDecidable` for what no decision is about.
    """
    from oeuvre.production import ChosenStands, Recorder

    if card.kind not in ("draft", "idea") or card.act.run is None or kind == "undo":
        raise NotDecidable(card.work.id, kind=card.kind)
    if card.kind == "idea" and kind == "choose":
        raise NotDecidable(card.work.id, kind=card.kind)
    if kind == "refuse" and card.state == "chosen":
        raise ChosenStands(str(card.number), number=card.number)
    party = studio.party()
    with studio.as_begun(card.act, place.out) as run:
        recorder = Recorder(studio.record, run, party)
        if card.kind == "idea":
            recorder.decide_idea(kind, card.work, party, because)
        else:
            recorder.decide(kind, card.work, party, because)
