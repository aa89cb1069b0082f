"""Numbers of drafts and ideas: in a studio they go on through a project, so that each is said of one thing alone.

At the terminal a run has its folder to itself, and its sheet begins at 1. Where a sheet begins is read off its first
draft: drafts are recorded in the order of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from oeuvre.create.design import DraftSpec
from oeuvre.production.states import MAKING
from oeuvre.record import Act

if TYPE_CHECKING:
    from oeuvre.production.loop import Loop

# How many drafts a sheet has.
SHEET = 24


def numbered(loop: Loop, specs: Sequence[DraftSpec]) -> tuple[DraftSpec, ...]:
    """The plan of a sheet, numbered from 1, or on from the last draft of the project where numbers go through it.

    A sheet that has begun goes on as it began.
    """
    after = _sheet_after(loop)
    return tuple(replace(one, number=after + one.number) for one in specs)


def last_draft(loop: Loop) -> int:
    """The last number that a new draft may not have: one of its run, or of its project where numbers go through it.

    The numbers of a sheet stay free for it, should it have been cut short.
    """
    after = _sheet_after(loop)
    own = [_number(act) for act in loop.record.acts(run=loop.run.id, kinds=MAKING)]
    last = max([after + SHEET, *own])
    return max(last, _last_of_others(loop)) if loop.through or after else last


def last_idea(loop: Loop) -> int:
    """The last number of an idea in the project of a loop whose numbers go through it; 0 for any other."""
    proposed = loop.record.acts(project=loop.run.project, kinds=("propose",)) if loop.through else ()
    ideas = loop.record.works_at({one.work_id for act in proposed for one in act.made if one.role == "idea"})
    numbers = (work.attributes.get("number") for work in ideas.values())
    return max((one for one in numbers if isinstance(one, int)), default=0)


def _sheet_after(loop: Loop) -> int:
    begun = loop.record.acts(run=loop.run.id, kinds=("compose",))
    if begun:
        return _number(begun[0]) - 1
    return _last_of_others(loop) if loop.through else 0


def _last_of_others(loop: Loop) -> int:
    """The last number of the other runs of the project, those included that their sheets may still come to."""
    sheets: dict[str, int] = {}
    last = 0
    for act in loop.record.acts(project=loop.run.project, kinds=MAKING):
        if act.run is not None and act.run != loop.run.id:
            sheets.setdefault(act.run, _number(act) - 1 + SHEET)
            last = max(last, _number(act))
    return max([last, *sheets.values()])


def _number(act: Act) -> int:
    number = act.settings.get("number")
    return number if isinstance(number, int) else 0
