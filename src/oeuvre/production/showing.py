"""Showing a work: what it is, what stands on it, who made it, which versions there are. A projection of the record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from oeuvre.credentials import made_by
from oeuvre.production.recording import DESIGN_TYPE
from oeuvre.production.states import DECIDING, MAKING, standing_decisions
from oeuvre.record import Act, Record, Work

# What a work is to people, by the role in which an act made it; a design's picture stands for the design.
_KINDS = {
    "brief": "brief",
    "idea": "idea",
    "line": "line",
    "lines": "text",
    "draft": "draft",
    "preview": "draft",
    "kept": "draft",
    "rendition": "edition",
    "edition": "edition",
}
_BY_MODALITY = {"image": "picture", "audio": "sound", "text": "text", "font": "font"}
_STATES = {"keep": "kept", "refuse": "refused", "choose": "chosen"}
_COLOURS = ("ground", "ink", "signal", "second", "light")


def show_work(record: Record, work: Work) -> dict[str, Any]:
    """All that a work's page says of it, as JSON values.

    Of a design, and of what was laid out of it: `family`, `palette` (its name), `colours` by role, `copy` by element,
    `mark`, `picture` and `edits`; null for any other work. `versions` are those of its design, the oldest first, each
    with its number, its state, and what a person changed.
    """
    act = record.made_by_act(work.id)
    role = next((one.role for one in act.made if one.work_id == work.id), "")
    laid_out = _laid_out(record, act)
    design = _design_of(record, work, act)
    parties = {party.id: party for party in record.parties()}
    shown: dict[str, Any] = {
        **work.as_dict(),
        "kind": kind_of(work, role, act),
        "made_by": made_by(record, work.id),
        "act": act.as_dict(),
        "pieces": [
            {"work": one.work_id, "role": one.role, "title": record.work(one.work_id).title} for one in laid_out.used
        ],
        "parties": [{**parties[by.party_id].as_dict(), "act_role": by.role} for by in act.by],
        "number": None,
        "state": None,
        "reason": "",
        **dict.fromkeys(("family", "palette", "colours", "copy", "mark", "picture", "edits")),
        "versions": [],
    }
    if design is not None:
        shown |= _design(record, design)
        shown["versions"] = _versions(record, design)
        mine = next(one for one in shown["versions"] if one["work"] == design.id)
        shown |= {"number": mine["number"], "state": mine["state"], "reason": mine["reason"]}
    elif shown["kind"] == "brief" and act.project:
        briefs = record.works(project=act.project, role="brief")
        shown["versions"] = [{"work": one.id, "act": record.made_by_act(one.id).seq} for one in briefs]
    return shown


def kind_of(work: Work, role: str, act: Act) -> str:
    """What a work is: brief, idea, line, draft, edition, piece, picture, sound, text, font or other."""
    if role in _KINDS:
        return _KINDS[role]
    own = act.kind == "generate" or bool(work.attributes.get("imported"))
    if role == "piece" and not own:
        return "piece"
    return _BY_MODALITY.get(work.modality, "other")


def _laid_out(record: Record, act: Act) -> Act:
    """The act whose pieces stand on a work: of a signed file, the one that laid it out."""
    if act.kind == "sign" and act.used:
        return record.made_by_act(act.used[0].work_id)
    return act


def _design_of(record: Record, work: Work, act: Act) -> Work | None:
    """The design that a work is, or that it was laid out of."""
    if work.media_type == DESIGN_TYPE:
        return work
    made = _laid_out(record, act)
    named = made.settings.get("design")
    found = named if isinstance(named, str) else next((one.work_id for one in made.made if one.role == "draft"), None)
    return record.work(found) if found is not None else None


def _design(record: Record, design: Work) -> dict[str, Any]:
    """What stands on a design, as its value has it; an element without words is left out."""
    held = json.loads(record.store.read(design.digest))
    copy: dict[str, Any] = {}
    for name, value in held["copy"].items():
        if name == "facts":
            copy |= {fact["kind"]: f"{fact['strong']} {fact['weak']}".strip() for fact in value}
        elif name == "programme":
            copy |= {"programme": value} if value else {}
        elif isinstance(value, str) and value:
            copy[name] = value
    return {
        "family": held["family"],
        "palette": held["palette"]["name"],
        "colours": {role: held["palette"][role] for role in _COLOURS},
        "copy": copy,
        "mark": held["emblem"],
        "picture": held["picture"],
        "edits": dict(held.get("edits") or {}),
    }


def _versions(record: Record, design: Work) -> list[dict[str, Any]]:
    """The design, what it was corrected from and what it was corrected to, in the order they were made."""
    run = record.made_by_act(design.id).run
    acts = record.acts(run=run, kinds=(*MAKING, *DECIDING)) if run else (record.made_by_act(design.id),)
    made = {one.work_id: act for act in acts if act.kind in MAKING for one in act.made if one.role == "draft"}
    above = {work: _edited(act) for work, act in made.items()}
    family = {design.id}
    while True:
        near = {work for work, parent in above.items() if parent in family} | {above.get(work) for work in family}
        more = {work for work in near if work is not None and work in made}
        if more <= family:
            break
        family |= more
    decisions, chosen = standing_decisions(acts)
    rows = []
    for work in sorted(family, key=lambda one: made[one].seq if one in made else 0):
        act = made.get(work) or record.made_by_act(work)
        decision = decisions.get(work)
        if chosen is not None and any(used.work_id == work for used in chosen.used):
            decision = chosen
        rows.append(_version(work, act, decision))
    return rows


def _version(work: str, act: Act, decision: Act | None) -> dict[str, Any]:
    changed = act.settings.get("changed")
    return {
        "work": work,
        "number": act.settings.get("number"),
        "act": act.seq,
        "by": act.by[0].party_id if act.by else None,
        "edited": act.settings.get("edited"),
        "changed": list(changed) if isinstance(changed, list | tuple) else [],
        "because": act.words.get("because") or "",
        "anyway": act.words.get("anyway") or "",
        "state": _STATES[decision.kind] if decision is not None else "draft",
        "reason": (decision.words.get("because") or "") if decision is not None else "",
    }


def _edited(act: Act) -> str | None:
    return next((used.work_id for used in act.used if used.role == "edited"), None)


def fallen_out(shown: Mapping[str, Any]) -> tuple[str, ...]:
    """The elements that a person hid."""
    edits = shown.get("edits") or {}
    return tuple(str(name) for name in edits.get("hidden") or ())


__all__ = ["fallen_out", "kind_of", "show_work"]
