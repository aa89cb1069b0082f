"""Which of the brief's formats a design would lose, told before it is chosen: laid out in each, nothing recorded.

Boxes alone are checked, as most of what fails a format is there (words too small or too long, a picture of too few
pixels); contrast on a photograph is judged when the edition is made. Terms that collide are told as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from oeuvre.create.adapt import Format
from oeuvre.create.design import Kit
from oeuvre.foundation import Language
from oeuvre.production.allowing import allowed, with_word
from oeuvre.production.editions import reason_of, remedy_of
from oeuvre.production.licensing.standing import Licensing
from oeuvre.production.licensing.wording import collision_helps, collision_told
from oeuvre.production.loop import Loop
from oeuvre.production.states import Draft
from oeuvre.production.workshop import EditionJob, EditionResult, Workshop


@dataclass(frozen=True)
class Foreseen:
    """A format that would fail. `elements` are what is at fault; empty where the format itself is not offered."""

    form: Format
    reason: str
    remedy: str
    elements: tuple[str, ...]


def foreseen(loop: Loop, draft: Draft, language: Language) -> tuple[Foreseen, ...]:
    """The formats of the loop's brief that the draft would lose, in the brief's order, told in `language`.

    Raises `DesignNeeds` when something that the design was made with is no longer there.
    """
    kit = loop.kit_of_draft(draft)
    family, lines = str(draft.composed.settings["family"]), loop.credits_of(kit)
    given = allowed(loop.record, loop.run.id, draft.design.id)
    jobs = [
        EditionJob(
            form, family, with_word(kit, given.get(form.name, ())), loop.brief.title, (), credits=lines, trial=True
        )
        for form in loop.formats
    ]
    with Workshop(1, loop.pieces.own_font_paths) as workshop:
        results = list(workshop.editions(jobs))
    lost = [
        Foreseen(result.form, *told, ())
        for result in results
        if (told := _collision(loop, draft, kit, result, language))
    ]
    return tuple(lost) + tuple(
        Foreseen(
            result.form,
            reason_of(result, language),
            remedy_of(result, language),
            tuple(dict.fromkeys(fault.element for fault in result.faults if fault.element)),
        )
        for result in results
        if result.faults or result.error is not None
    )


def _collision(loop: Loop, draft: Draft, kit: Kit, result: EditionResult, language: Language) -> tuple[str, str] | None:
    """What collides among the terms of what an edition would show, and what would resolve it; None where all is well,
    or where the checks hold it back already."""
    if result.faults or result.error is not None:
        return None
    used = [(draft.design, "design"), *loop.recorder.pieces_of(kit, loop.pieces, result.shown, result.emblems)]
    found = Licensing(loop.record).foreseen("adapt", used, loop.run.project)
    if not found.conflicts:
        return None
    return collision_told(loop.record, found, language), collision_helps(loop.record, found, language)
