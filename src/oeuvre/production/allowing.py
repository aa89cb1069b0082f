"""A format that the checks held back, made all the same on a person's word: an act of its own on the record.

The word is given for one design in one format, for the very faults that held it back; a later version of the design
is checked afresh.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from oeuvre.create.design import Kit
from oeuvre.production.errors import NotHeldBack
from oeuvre.production.licensing.holding_back import may_be_resolved
from oeuvre.production.recording import Recorder
from oeuvre.record import Act, Party, Record, Work, register_kind

ALLOW = register_kind("allow").name

# (code, element) of a fault, as a hand accepts it.
Pair = tuple[str, str]


def allow_format(recorder: Recorder, design: Work, party: Party, form: str, because: str = "") -> Act:
    """Let a design be made in a format that the checks held back; the edition is laid out by who asks next.

    Raises `NotHeldBack` where nothing is held back, or where it is by something that nobody's word can mend (a shape
    that the family does not offer, words that must stay and find no room, too heavy a file).
    """
    held = held_back(recorder.record, recorder.run.id, design.id).get(form)
    pairs = faults_of(held) if held is not None else ()
    if held is None or not pairs:
        raise NotHeldBack(form)
    words = {"reasons": held.words.get("because") or ""}
    if because:
        words["because"] = because
    return recorder.record.append(
        recorder.act(
            ALLOW,
            by=[(party, "director")],
            used=[(design, "allowed")],
            settings={
                "design": design.id,
                "format": form,
                "accepted": [list(pair) for pair in pairs],
            },
            words=words,
        )
    )[0].act


def held_back(record: Record, run: str, design: str) -> dict[str, Act]:
    """The refusals of formats that hold for a design, by format: those that nobody's word came after.

    One for terms that collide holds until something is told of those terms; then it is seen again.
    """
    found: dict[str, Act] = {}
    for act in record.acts(run=run, kinds=("refuse", ALLOW)):
        form = act.settings.get("format")
        if act.settings.get("design") != design or not isinstance(form, str):
            continue
        if act.kind == ALLOW:
            found.pop(form, None)
        else:
            found[form] = act
    return {form: act for form, act in found.items() if not may_be_resolved(record, act, design)}


def faults_of(refusal: Act) -> tuple[Pair, ...]:
    """The faults of a refused format that a person may accept; none where something else stood in its way."""
    faults = refusal.settings.get("faults")
    if refusal.settings.get("error") is not None or not isinstance(faults, Sequence):
        return ()
    named = [fault for fault in faults if isinstance(fault, Mapping) and "element" in fault]
    return tuple((str(fault["code"]), str(fault["element"])) for fault in named)


def allowed(record: Record, run: str, design: str) -> dict[str, tuple[Pair, ...]]:
    """What a person accepted of a design, by format."""
    found: dict[str, tuple[Pair, ...]] = {}
    for act in record.acts(run=run, kinds=(ALLOW,)):
        form, pairs = act.settings.get("format"), act.settings.get("accepted")
        if act.settings.get("design") == design and isinstance(form, str) and isinstance(pairs, Sequence):
            given = tuple((str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, Sequence))
            found[form] = tuple(dict.fromkeys((*found.get(form, ()), *given)))
    return found


def with_word(kit: Kit, pairs: Sequence[Pair]) -> Kit:
    """The kit with what a person accepted in one format."""
    return replace(kit, hand=replace(kit.hand, accepted=(*kit.hand.accepted, *pairs))) if pairs else kit
