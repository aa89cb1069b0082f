"""Second thoughts: a decision taken back by a later act, and what becomes of the editions of a choice that was."""

from __future__ import annotations

import hashlib
import shutil
from typing import TYPE_CHECKING

from oeuvre.production.errors import NothingToUndo
from oeuvre.production.gathering import signed_works
from oeuvre.production.recording import REOPEN, Recorder
from oeuvre.production.run import PREVIOUS, place_in
from oeuvre.production.states import Draft
from oeuvre.record import Act, NewAct, Work

if TYPE_CHECKING:
    from oeuvre.production.ideas import Proposed
    from oeuvre.production.loop import Loop


def reopen(recorder: Recorder, draft: Draft, because: str = "") -> Act:
    """Take back what was decided last on a draft, by a later act. Raises `NothingToUndo`."""
    if draft.decision is None:
        raise NothingToUndo(str(draft.number))
    reopened = _reopened(recorder, draft.design, draft.number, draft.decision, because)
    return recorder.record.append(reopened)[0].act


def reopen_idea(recorder: Recorder, idea: Proposed, because: str = "") -> Act:
    """Take back what was decided last on an idea, by a later act. Raises `NothingToUndo`."""
    if idea.decision is None:
        raise NothingToUndo(f"i{idea.number}")
    reopened = _reopened(recorder, idea.work, idea.number, idea.decision, because, idea=True)
    return recorder.record.append(reopened)[0].act


def refuse_chosen(recorder: Recorder, draft: Draft, because: str = "") -> tuple[Act, ...]:
    """Refuse the draft that is chosen: its choice is taken back by one act, it is refused by the next, or neither is.

    The choice before it, if any, holds again. Raises `NothingToUndo` for a draft on which nothing was decided.
    """
    if draft.decision is None:
        raise NothingToUndo(str(draft.number))
    refused = recorder.act(
        "refuse",
        by=[(recorder.party, "reviewer")],
        used=[(draft.design, "refused")],
        settings={"number": draft.number},
        words={"because": because} if because else {},
    )
    back = _reopened(recorder, draft.design, draft.number, draft.decision, because)
    return tuple(one.act for one in recorder.record.append([back, refused]))


def _reopened(recorder: Recorder, work: Work, number: int, decision: Act, because: str, **more: bool) -> NewAct:
    return recorder.act(
        REOPEN,
        by=[(recorder.party, "reviewer")],
        used=[(work, "reopened")],
        settings={"number": number, "undone": decision.kind, "act": decision.seq, **more},
        words={"because": because} if because else {},
    )


def shelve_editions(loop: Loop, draft: Draft) -> None:
    """The signed files of a design that was chosen before, kept in the folder's `previous`, under its number."""
    family = str(draft.composed.settings["family"]).replace("_", "-")
    shelf = loop.run.out / PREVIOUS / f"{draft.number:02d}-{family}"
    for *_, edition in signed_works(loop.record, loop.run.id, draft.design.id):
        path = shelf / str(edition.attributes["path"]).rsplit("/", 1)[-1]
        if not path.is_file() and loop.record.store.has(edition.digest):
            # A copy for people of what the store holds: it need not outlive a power cut.
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f".{path.name}.part")
            shutil.copyfile(loop.record.store.path(edition.digest), part)
            part.replace(path)


def clear_editions(loop: Loop, draft: Draft) -> None:
    """The folder without the signed files of a design whose choice was taken back, nor the page that showed them.

    A file that is not as it was signed is a person's by now, and stays.
    """
    for *_, edition in signed_works(loop.record, loop.run.id, draft.design.id):
        path = place_in(loop.run.out, str(edition.attributes["path"]))
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == edition.digest:
            path.unlink()
    place_in(loop.run.out, "index.html").unlink(missing_ok=True)


__all__ = ["clear_editions", "refuse_chosen", "reopen", "reopen_idea", "shelve_editions"]
