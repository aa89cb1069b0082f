"""What a person asks of a project: ideas, drafts, a decision, editions. Each is a way through the loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from oeuvre.studio.errors import NotDecidable
from oeuvre.studio.folded import Card
from oeuvre.studio.jobs import Tell
from oeuvre.studio.opened import Studio
from oeuvre.studio.places import Place, begun, gone_on, looked_at

if TYPE_CHECKING:
    from oeuvre.create.design import Edit, RoundKind, Trait
    from oeuvre.production import Draft, Loop

Verdict = Literal["choose", "keep", "refuse"]


@dataclass(frozen=True)
class RoundAsked:
    """What is asked of a round; `like` are designs by their ids, `colours` as #rrggbb, `heard` as a taste has it."""

    kind: RoundKind
    like: Sequence[str]
    keep: Sequence[Trait] = ()
    count: int = 12
    because: str = ""
    colours: Sequence[str] = ()
    heard: Sequence[tuple[str, float]] = ()


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

    Who refuses what is chosen has changed their mind: the choice is taken back by an act of its own.
    Raises `NotDecidable` for what no decision is about.
    """
    from oeuvre.production import Recorder, refuse_chosen

    if card.kind not in ("draft", "idea") or card.act.run is None:
        raise NotDecidable(card.work.id, kind=card.kind)
    if card.kind == "idea" and kind == "choose":
        raise NotDecidable(card.work.id, kind=card.kind)
    party = studio.party()
    with studio.as_begun(card.act, place.out) as run:
        recorder = Recorder(studio.record, run, party)
        if card.kind == "idea":
            recorder.decide_idea(kind, card.work, party, because)
        elif kind == "refuse" and card.state == "chosen":
            refuse_chosen(recorder, _draft(studio, card), because)
        else:
            recorder.decide(kind, card.work, party, because)


def to_variants(studio: Studio, place: Place, run: str, wish: RoundAsked, tell: Tell) -> None:
    """A round of variants, and the pages that show the run."""
    from oeuvre.studio.rounds import round_in

    with gone_on(studio, run, place.out, tell=tell) as loop:
        round_in(
            studio,
            loop,
            wish.kind,
            wish.like,
            keep=wish.keep,
            count=wish.count,
            because=wish.because,
            colours=wish.colours,
            heard=wish.heard,
        )


def check_variants(studio: Studio, place: Place, run: str, wish: RoundAsked) -> None:
    """Whatever is wrong with what is asked of a round, told at once. Raises what `settled_wish` raises."""
    from oeuvre.production import Wish, drafts_of, settled_wish

    with looked_at(studio, run, place.out) as loop:
        drafts = drafts_of(studio.record, run)
        like = tuple(studio.draft_named(drafts, name, place.out) for name in wish.like)
        settled_wish(loop, Wish(wish.kind, like, tuple(wish.keep), wish.count, wish.because, tuple(wish.colours)))


def check_correction(studio: Studio, place: Place, card: Card, edit: Edit) -> None:
    """Whatever is wrong with a correction itself, told at once. Raises what `check_edit` raises."""
    from oeuvre.production import check_edit

    with looked_at(studio, str(card.act.run), place.out) as loop:
        check_edit(loop, _draft(studio, card), edit)


def to_corrected(
    studio: Studio,
    place: Place,
    card: Card,
    edit: Edit,
    because: str,
    anyway: bool,
    tell: Tell,
    *,
    recolour: bool = False,
) -> None:
    """A correction by hand, and what follows from it."""
    from oeuvre.studio.corrections import correct_in

    tell("drafts", 0, 1)
    with gone_on(studio, str(card.act.run), place.out, tell=tell) as loop:
        correct_in(studio, loop, card.work.id, edit, because=because, anyway=anyway, recolour=recolour)


def refuse_all(studio: Studio, place: Place, run: str, number: int, because: str) -> tuple[int, ...]:
    """None of these: every open draft of a round refused; the record alone is written."""
    from oeuvre.production import refuse_round

    with looked_at(studio, run, place.out) as loop:
        return refuse_round(loop, number, because)


def take_back(studio: Studio, place: Place, card: Card, because: str) -> None:
    """Take back what was decided last on a draft or an idea; the record alone is written. Raises `NothingToUndo`."""
    from oeuvre.production import NothingToUndo, Recorder, ideas_of, reopen, reopen_idea

    if card.kind not in ("draft", "idea") or card.act.run is None:
        raise NotDecidable(card.work.id, kind=card.kind)
    party = studio.party()
    if card.kind == "draft":
        draft = _draft(studio, card)
        with studio.as_begun(card.act, place.out) as run:
            reopen(Recorder(studio.record, run, party), draft, because)
        return
    idea = next((one for one in ideas_of(studio.record, card.act.run) if one.work.id == card.work.id), None)
    if idea is None:
        raise NothingToUndo(card.work.id)
    with studio.as_begun(card.act, place.out) as run:
        reopen_idea(Recorder(studio.record, run, party), idea, because)


def _draft(studio: Studio, card: Card) -> Draft:
    """The draft that a card shows, as it stands on the record now. Raises `NothingToUndo` where there is none."""
    from oeuvre.production import NothingToUndo, draft_at

    draft = draft_at(studio.record, card.act.run or "", card.work.id)
    if draft is None:
        raise NothingToUndo(card.work.id)
    return draft


def after_undoing(studio: Studio, place: Place, card: Card, tell: Tell) -> None:
    """What follows when a choice was taken back: its files are set aside, the one before it is whole again."""
    from oeuvre.production import Workshop, drafts_of
    from oeuvre.studio.decisions import set_aside
    from oeuvre.studio.rounds import shown_again

    with gone_on(studio, str(card.act.run), place.out, tell=tell) as loop:
        draft = studio.draft_named(drafts_of(studio.record, loop.run.id), card.work.id, place.out)
        if draft.state != "chosen":
            set_aside(loop, draft)
        with Workshop(studio.settings.workers, loop.pieces.own_font_paths) as workshop:
            shown_again(studio, loop, workshop)
