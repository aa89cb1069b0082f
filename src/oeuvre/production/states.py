"""What the record says of a run's drafts: which were composed, what was decided, by whom. Projections, no state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oeuvre.record import Act, Party, Record, Work


@dataclass(frozen=True)
class Draft:
    """A draft of a run and what stands on it: the design, its preview, its act, its latest decision."""

    number: int
    design: Work
    preview: Work
    composed: Act
    state: str
    decision: Act | None

    @property
    def round(self) -> int | None:
        """The round that it is of, 0 for the first sheet; None for a person's correction, which is of none."""
        found = self.composed.settings.get("round", 0)
        return found if self.composed.kind == "compose" and isinstance(found, int) else None

    @property
    def struck(self) -> bool:
        """Whether a check struck it out (a person may still choose it, knowing why)."""
        return self.state == "refused" and self.decision is not None and "faults" in self.decision.settings


# Acts by which a draft comes onto the record: composed by rule, for the sheet or a round, or corrected by a person.
MAKING = ("compose", "edit")
# Acts that decide on one, and the one that takes a decision back.
DECIDING = ("choose", "keep", "refuse", "reopen")


def drafts_of(record: Record, run: str) -> tuple[Draft, ...]:
    """The run's drafts by number, each in the state that the latest decisions leave it in."""
    return _drafts(record, record.acts(run=run, kinds=(*MAKING, *DECIDING)))


def draft_at(record: Record, run: str, design: str) -> Draft | None:
    """The draft of a run that a design is, as `drafts_of` has it, without reading the others; None for another's."""
    mine = record.acts(run=run, work=design, kinds=(*MAKING, *DECIDING))
    # A choice is of the whole run: what was chosen and taken back before it decides whether this one still is.
    choices = record.acts(run=run, kinds=("choose", "reopen"))
    acts = {
        act.seq: act for act in (*choices, *mine) if act.kind not in MAKING or design in {w.work_id for w in act.made}
    }
    return next(
        (one for one in _drafts(record, [act for _, act in sorted(acts.items())]) if one.design.id == design), None
    )


def _drafts(record: Record, acts: Sequence[Act]) -> tuple[Draft, ...]:
    decisions, chosen = standing_decisions(acts)
    composed = [
        (act, made)
        for act in acts
        if act.kind in MAKING and "draft" in (made := {one.role: one.work_id for one in act.made})
    ]
    choice = {used.work_id for used in chosen.used} if chosen is not None else set()
    works = record.works_at([made[role] for _, made in composed for role in ("draft", "preview")])
    found = []
    for act, made in composed:
        design = made["draft"]
        decision = decisions.get(design)
        state = {"keep": "kept", "refuse": "refused"}[decision.kind] if decision else "draft"
        if design in choice:
            state, decision = "chosen", chosen
        number = act.settings["number"]
        assert isinstance(number, int)
        found.append(Draft(number, works[design], works[made["preview"]], act, state, decision))
    return tuple(sorted(found, key=lambda draft: draft.number))


def standing_decisions(acts: Sequence[Act]) -> tuple[dict[str, Act], Act | None]:
    """What is kept or refused, by work, and the choice that holds.

    Taking a choice back gives way to the one before it, if any; a keeping or refusal that is taken back leaves its
    work open.
    """
    decisions: dict[str, Act] = {}
    choices: list[tuple[set[str], Act]] = []
    for act in acts:
        works = [used.work_id for used in act.used]
        if act.kind == "choose":
            choices.append((set(works), act))
        elif act.kind in ("keep", "refuse") and "format" not in act.settings:
            # A refusal that names a format failed an edition, not the draft.
            decisions.update(dict.fromkeys(works, act))
        elif act.kind == "reopen":
            for work in works:
                if choices and work in choices[-1][0]:
                    while choices and work in choices[-1][0]:
                        choices.pop()
                else:
                    decisions.pop(work, None)
    return decisions, choices[-1][1] if choices else None


def latest_choice(acts: Sequence[Act]) -> Act | None:
    """The choice that holds among acts of the kinds in `DECIDING`: the last one that was not taken back."""
    return standing_decisions(acts)[1]


def decider(record: Record, act: Act, parties: dict[str, Party] | None = None) -> Party:
    """The first party of an act."""
    known = parties or {party.id: party for party in record.parties()}
    return known[act.by[0].party_id]


def latest_run(record: Record) -> str | None:
    """The run that was begun last in this home."""
    begun = [act.run for act in record.acts(kinds=("import",)) if act.run and act.made and act.made[0].role == "brief"]
    return begun[-1] if begun else None


# Numbers go on through a project; a longer row of figures is how an id begins.
_DIGITS = 6
_LEAST_OF_AN_ID = 4


def find_draft(drafts: Sequence[Draft], name: str) -> Draft | None:
    """The draft that a number, a file name (its number leads it) or the beginning of an id means."""
    text = name.strip()
    if text.isdecimal() and len(text) <= _DIGITS:
        numbered = next((draft for draft in drafts if draft.number == int(text)), None)
        if numbered is not None or len(text) < _LEAST_OF_AN_ID:
            return numbered
    stem = text.replace("\\", "/").rsplit("/", 1)[-1]
    head = stem.split("-", 1)[0]
    if "." in stem and head.isdecimal() and len(head) <= _DIGITS:
        return next((draft for draft in drafts if draft.number == int(head)), None)
    long = len(text) >= _LEAST_OF_AN_ID
    matching = [d for d in drafts if long and (d.design.id.startswith(text) or d.preview.id.startswith(text))]
    return matching[0] if len(matching) == 1 else None


def draft_path(draft: Draft) -> str:
    """Where a draft's picture lies, relative to the folder."""
    return f"drafts/{draft.number:02d}-{str(draft.composed.settings['family']).replace('_', '-')}.png"


def kept_path(draft: Draft) -> str:
    """Where a kept draft's signed picture lies."""
    return f"kept/{draft.number:02d}-{str(draft.composed.settings['family']).replace('_', '-')}.png"
