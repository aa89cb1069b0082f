"""Decisions on the drafts of a run: chosen, kept, refused, or taken back; what follows is made again at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from oeuvre.studio.jobs import Tell
from oeuvre.studio.opened import Made, Studio
from oeuvre.studio.rounds import gone_on, shown_again

if TYPE_CHECKING:
    from oeuvre.production import Draft, Loop


def decide_draft(
    studio: Studio,
    kind: Literal["choose", "keep", "refuse"],
    name: str,
    because: str,
    *,
    out: Path | None = None,
    tell: Tell | None = None,
) -> Made:
    """Choose, keep or refuse a draft of a run; what follows from it (editions, signatures, page) is made again.

    Who refuses what is chosen has changed their mind: the choice is taken back by an act of its own, the choice before
    it, if any, holds again, and the editions are set aside as `undo` sets them aside.
    """
    from oeuvre.production import Workshop, drafts_of, refuse_chosen

    with gone_on(studio, name, out, tell) as loop:
        draft = studio.draft_named(drafts_of(studio.record, loop.run.id), name, loop.run.out)
        if kind == "refuse" and draft.state == "chosen":
            refuse_chosen(loop.recorder, draft, because)
            set_aside(loop, draft)
        else:
            loop.recorder.decide(kind, draft.design, loop.party, because)
        with Workshop(studio.settings.workers, loop.pieces.own_font_paths) as workshop:
            if loop.choice_made():
                loop.to_drafts(workshop)
            return shown_again(studio, loop, workshop)


def undo(studio: Studio, name: str, because: str = "", *, out: Path | None = None, tell: Tell | None = None) -> Made:
    """Take back what was decided last on a draft; the choice before it, if any, holds again and its editions are back.

    Raises `NothingToUndo`. Where nothing is chosen any more, the signed files lie in the folder's `previous` alone.
    """
    from oeuvre.production import Workshop, drafts_of, reopen

    with gone_on(studio, name, out, tell) as loop:
        draft = studio.draft_named(drafts_of(studio.record, loop.run.id), name, loop.run.out)
        reopen(loop.recorder, draft, because)
        if draft.state == "chosen":
            set_aside(loop, draft)
        with Workshop(studio.settings.workers, loop.pieces.own_font_paths) as workshop:
            return shown_again(studio, loop, workshop)


def set_aside(loop: Loop, draft: Draft) -> None:
    """What follows when a choice was taken back: its editions lie in `previous`, and nowhere else where none holds."""
    from oeuvre.production import clear_editions, shelve_editions

    shelve_editions(loop, draft)
    if not loop.choice_made():
        clear_editions(loop, draft)
