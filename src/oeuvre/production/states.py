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
    def struck(self) -> bool:
        """Whether a check struck it out (a person may still choose it, knowing why)."""
        return self.state == "refused" and self.decision is not None and "faults" in self.decision.settings


def drafts_of(record: Record, run: str) -> tuple[Draft, ...]:
    """The run's drafts by number, each in the state that the latest decisions leave it in."""
    acts = record.acts(run=run, kinds=("compose", "choose", "keep", "refuse"))
    chosen = latest_choice(acts)
    found = []
    decisions: dict[str, Act] = {}
    for act in acts:
        # A refusal that names a format failed an edition, not the draft.
        if act.kind in ("keep", "refuse") and "format" not in act.settings:
            for used in act.used:
                decisions[used.work_id] = act
    for act in acts:
        if act.kind != "compose":
            continue
        made = {one.role: one.work_id for one in act.made}
        if "draft" not in made:
            continue
        design = made["draft"]
        decision = decisions.get(design)
        state = {"keep": "kept", "refuse": "refused"}[decision.kind] if decision else "draft"
        if chosen is not None and any(used.work_id == design for used in chosen.used):
            state, decision = "chosen", chosen
        number = act.settings["number"]
        assert isinstance(number, int)
        found.append(Draft(number, record.work(design), record.work(made["preview"]), act, state, decision))
    return tuple(sorted(found, key=lambda draft: draft.number))


def latest_choice(acts: Sequence[Act]) -> Act | None:
    """The choice that holds: the last one."""
    choices = [act for act in acts if act.kind == "choose"]
    return choices[-1] if choices else None


def decider(record: Record, act: Act, parties: dict[str, Party] | None = None) -> Party:
    """The first party of an act."""
    known = parties or {party.id: party for party in record.parties()}
    return known[act.by[0].party_id]


def latest_run(record: Record) -> str | None:
    """The run that was begun last in this home."""
    begun = [act.run for act in record.acts(kinds=("import",)) if act.run and act.made and act.made[0].role == "brief"]
    return begun[-1] if begun else None


def find_draft(drafts: Sequence[Draft], name: str) -> Draft | None:
    """The draft that a number, a file name (its number leads it) or the beginning of an id means."""
    text = name.strip()
    if text.isdecimal() and len(text) <= 3:
        return next((draft for draft in drafts if draft.number == int(text)), None)
    stem = text.replace("\\", "/").rsplit("/", 1)[-1]
    head = stem.split("-", 1)[0]
    if "." in stem and head.isdecimal() and len(head) <= 3:
        return next((draft for draft in drafts if draft.number == int(head)), None)
    matching = [d for d in drafts if len(text) >= 4 and (d.design.id.startswith(text) or d.preview.id.startswith(text))]
    return matching[0] if len(matching) == 1 else None


def draft_path(draft: Draft) -> str:
    """Where a draft's picture lies, relative to the folder."""
    return f"drafts/{draft.number:02d}-{str(draft.composed.settings['family']).replace('_', '-')}.png"


def kept_path(draft: Draft) -> str:
    """Where a kept draft's signed picture lies."""
    return f"kept/{draft.number:02d}-{str(draft.composed.settings['family']).replace('_', '-')}.png"
