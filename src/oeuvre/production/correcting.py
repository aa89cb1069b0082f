"""Corrections: a person changes a design by hand, and what they made is a new version of it on the record.

The version before stays. Checks look at what was corrected: what breaks is told, and stands only on a person's word.
The same correction of the same design is the same version: asked again after an interruption, it goes on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oeuvre import __version__
from oeuvre.create.design import (
    Edit,
    Fault,
    Hand,
    Kit,
    NoRoomToMove,
    NothingEdited,
    NotOnPage,
    NudgeOff,
    Scene,
    checked,
    edited,
    hand_of,
    overshoots,
    palette_named,
    pan_of,
    recoloured,
    standing,
    stands_on,
    without_hidden,
)
from oeuvre.foundation import set_text
from oeuvre.production.errors import BreaksCheck, MarkInScene, NotInFamily, NotRepeatable
from oeuvre.production.kits import kit_from
from oeuvre.production.layout import compose
from oeuvre.production.numbering import last_draft
from oeuvre.production.own import check_own, mark_named, picture_named, picture_of, with_named
from oeuvre.production.pages import page_of
from oeuvre.production.placed import emblems_on
from oeuvre.production.recording import DESIGN_TYPE, rule
from oeuvre.production.states import DECIDING, Draft, drafts_of, latest_choice
from oeuvre.production.workshop import DraftJob, DraftResult, Workshop
from oeuvre.record import Act, NewAct, NewWork, Recorded, Work, iscc

if TYPE_CHECKING:
    from oeuvre.production.loop import Loop

# How often a fault that a person keeps may uncover another.
MOST_TURNS = 5


@dataclass(frozen=True)
class Corrected:
    """A correction done: its draft, the numbers of the acts that say so, and what stands on the person's word.

    `again` says that the record had it already; `left_out` is what found no room on the sheet's page now.
    """

    draft: Draft
    acts: tuple[int, ...]
    kept: tuple[Fault, ...] = ()
    left_out: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True)
class _Made:
    """A design after its correction, composed and checked."""

    value: dict[str, Any]
    kit: Kit
    result: DraftResult
    kept: tuple[Fault, ...]


def resolved(loop: Loop, edit: Edit) -> Edit:
    """The correction with its mark and its picture named as a design names them, and both at the loop's hand.

    Raises what `checked` raises, `MarkUnknown`, `PictureUnknown` or `PictureError`.
    """
    edit = checked(edit)
    mark = mark_named(loop.record, edit.mark) if edit.mark is not None else None
    picture = picture_named(loop.record, edit.picture) if edit.picture is not None else None
    check_own(loop.record, mark, picture)
    loop.pieces = with_named(loop.record, loop.pieces, mark or "", picture or "")
    return replace(edit, mark=mark, picture=picture)


def corrected_value(
    loop: Loop, design: Mapping[str, Any], edit: Edit, accepted: Sequence[tuple[str, str]] = ()
) -> dict[str, Any]:
    """The value of a design after a correction that is resolved. Raises `PaletteUnknown`."""
    language = loop.brief.language
    palette = None
    if edit.palette is not None:
        palette = palette_named(edit.palette, loop.ingredients.palettes, loop.brief.brand.colours)
    if edit.colours:
        palette = recoloured(palette or kit_from(design, loop.brief, loop.pieces).palette, edit.colours)
    value = edited(
        design,
        edit,
        headline=set_text(edit.headline, language) if edit.headline is not None else None,
        line=set_text(edit.line, language) if edit.line is not None else None,
        palette=palette,
        mark=edit.mark,
        picture=picture_of(loop.pieces, edit.picture).name if edit.picture is not None else None,
        accepted=accepted,
    )
    return {**value, "version": __version__}


def value_bytes(value: Mapping[str, Any]) -> bytes:
    """A design's value as the record keeps it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()


def check_edit(loop: Loop, draft: Draft, edit: Edit) -> None:
    """Whatever is wrong with a correction itself, told without drawing or recording anything.

    Raises what `correct` raises, but `BreaksCheck`, which only drawing tells.
    """
    if _same_before(loop, draft, wanted := resolved(loop, edit)) is None:
        _value(loop, draft, wanted)


def _value(loop: Loop, draft: Draft, edit: Edit) -> dict[str, Any]:
    """The value of a draft after a correction that is resolved and holds."""
    design = json.loads(loop.record.store.read(draft.design.digest))
    value = corrected_value(loop, design, edit)
    if _said(value) == _said(design) and hand_of(value) == hand_of(design):
        raise NothingEdited(str(draft.number))
    _check_hand(loop, str(draft.composed.settings["family"]), design, value, edit)
    return value


def correct(
    loop: Loop, draft: Draft, edit: Edit, workshop: Workshop, *, because: str = "", anyway: bool = False
) -> Corrected:
    """Correct a draft: the new version on the record, and the choice moved to it where the draft was chosen.

    Raises `BreaksCheck` with every fault unless `anyway`, and what is wrong with the correction itself before.
    """
    edit = resolved(loop, edit)
    known = _same_before(loop, draft, edit)
    if known is not None:
        moved = _record(loop, draft, lambda: (), known.design, known.number, because)
        acts = (known.composed.seq, *(act.act.seq for act in moved))
        return Corrected(_draft(loop, known.number), acts, again=True)
    design = json.loads(loop.record.store.read(draft.design.digest))
    family = str(draft.composed.settings["family"])
    _value(loop, draft, edit)
    number = last_draft(loop) + 1
    made = _made(loop, design, edit, family, number, workshop, anyway)
    recorded = _record(loop, draft, lambda: (_act(loop, draft, edit, made, number, because),), None, number, because)
    before = draft.composed.settings["left_out"]
    assert isinstance(before, Sequence)
    gone = tuple(name for name in made.result.left_out if name not in before)
    return Corrected(_draft(loop, number), tuple(act.act.seq for act in recorded), made.kept, gone)


def _record(
    loop: Loop, draft: Draft, acts: Callable[[], Sequence[NewAct]], design: Work | None, number: int, because: str
) -> tuple[Recorded, ...]:
    """Acts on the record, and with them the choice where it stands on the draft that was corrected.

    A correction takes seconds, and somebody may have chosen another draft meanwhile: what stands is looked at again,
    and the choice moves only if nothing was recorded between the look and the act. `design` is the new version, where
    no act makes it.
    """
    while True:
        made = list(acts())
        head = loop.record.head()
        choice = latest_choice(loop.record.acts(run=loop.run.id, kinds=DECIDING))
        if choice is not None and any(used.work_id == draft.design.id for used in choice.used):
            chosen = design or next(work for work, role in made[0].made if role == "draft")
            made.append(
                loop.recorder.act(
                    "choose",
                    by=[(loop.party, "chooser")],
                    used=[(chosen, "chosen")],
                    settings={"number": number, "instead_of": draft.number},
                    words={"because": because} if because else {},
                )
            )
        recorded = loop.record.append_at(head, made)
        if recorded is not None:
            return recorded


def _said(design: Mapping[str, Any]) -> dict[str, Any]:
    """What stands on a design, as the record writes it, but for what its edits and its version say of how it came."""
    held = {name: value for name, value in design.items() if name not in ("edits", "version")}
    plain: dict[str, Any] = json.loads(json.dumps(held))
    return plain


def _draft(loop: Loop, number: int) -> Draft:
    return next(one for one in drafts_of(loop.record, loop.run.id) if one.number == number)


def _same_before(loop: Loop, draft: Draft, edit: Edit) -> Draft | None:
    """The version that this very correction of this very design has made already."""
    for one in drafts_of(loop.record, loop.run.id):
        act = one.composed
        if act.kind == "edit" and any(used.work_id == draft.design.id for used in act.used if used.role == "edited"):
            told = _told_edit(act)
            if told is not None and told == _with_right_words(loop, edit):
                return one
    return None


def _with_right_words(loop: Loop, edit: Edit) -> Edit:
    language = loop.brief.language
    return replace(
        edit,
        headline=set_text(edit.headline, language) if edit.headline is not None else None,
        line=set_text(edit.line, language) if edit.line is not None else None,
    )


def _told_edit(act: Act) -> Edit | None:
    """The correction that an act tells of; None where its words were erased."""
    held, changed = act.settings.get("edit"), act.settings.get("changed")
    if not isinstance(held, Mapping) or not isinstance(changed, Sequence):
        return None
    words = {name: act.words.get(name) for name in ("headline", "line") if name in changed}
    if any(text is None for text in words.values()):
        return None
    return Edit.from_dict({**held, **words})


def _check_hand(loop: Loop, family: str, before: Mapping[str, Any], value: Mapping[str, Any], edit: Edit) -> None:
    """What is wrong with where things go, found before anything is rendered."""
    page = page_of(loop.sheet_format())
    kit = kit_from(value, loop.brief, loop.pieces)
    still = without_hidden(replace(kit, hand=replace(kit.hand, nudges=())))
    scene = compose(still, family, page)
    old = kit_from(before, loop.brief, loop.pieces)
    shown = compose(without_hidden(replace(old, hand=replace(old.hand, nudges=()))), family, page)
    for name in edit.hide:
        if not stands_on(shown, name) and name not in old.elements():
            raise _not_on_page(name, shown, old)
    for name in edit.nudge:
        if not stands_on(scene, name):
            raise _not_on_page(name, scene, still)
    if edit.mark is not None and edit.mark not in emblems_on(scene, still):
        raise NotInFamily("mark", family=family, what="mark")
    if edit.picture is not None and not stands_on(scene, "picture"):
        raise NotInFamily("picture", family=family, what="picture")
    _check_nudges(scene, kit.hand, old.hand, edit)
    if "picture" in edit.nudge and pan_of(kit.hand) != (0.0, 0.0):
        panned = compose(without_hidden(kit), family, page)
        if [photo.crop for photo in panned.photos()] == [photo.crop for photo in shown.photos()]:
            raise NoRoomToMove("picture")


def _not_on_page(name: str, scene: Scene, kit: Kit) -> NotOnPage:
    """Why an element cannot be taken hold of: it is not there, or it is one with the picture that it is drawn into."""
    kind = MarkInScene if name == "mark" and emblems_on(scene, kit) else NotOnPage
    return kind(name, what=name, elements=standing(scene))


def _check_nudges(scene: Scene, hand: Hand, before: Hand, edit: Edit) -> None:
    """A nudge that leaves the page is told by how much, and which one would stay on it."""
    beyond = [one for one in overshoots(scene, hand) if one.element in edit.nudge]
    if not beyond:
        return
    worst = beyond[0]
    had = {name: (dx, dy) for name, dx, dy in before.nudges}.get(worst.element, (0.0, 0.0))
    dx, dy = next((dx, dy) for name, dx, dy in hand.nudges if name == worst.element)
    for one in beyond:
        if one.element == worst.element:
            dx += {"left": one.by, "right": -one.by}.get(one.side, 0.0)
            dy += {"top": one.by, "bottom": -one.by}.get(one.side, 0.0)
    most = ",".join(f"{_whole(100 * one):+d}%" for one in (dx - had[0], dy - had[1]))
    raise NudgeOff(
        worst.element,
        what=worst.element,
        side=worst.side,
        percent=max(round(100 * worst.by), 1),
        most=f"{worst.element}={most}",
    )


def _whole(percent: float) -> int:
    """Towards zero, so that what is offered does stay on the page."""
    return int(percent + (1e-6 if percent > 0 else -1e-6))


def _made(
    loop: Loop, design: Mapping[str, Any], edit: Edit, family: str, number: int, workshop: Workshop, anyway: bool
) -> _Made:
    """The corrected design composed; with `anyway`, what breaks is accepted, fault by fault."""
    kept: list[Fault] = []
    for _ in range(MOST_TURNS):
        value = corrected_value(loop, design, edit, [(fault.code, fault.element) for fault in kept])
        kit = kit_from(value, loop.brief, loop.pieces)
        page = page_of(loop.sheet_format())
        (result,) = workshop.drafts([DraftJob(number, family, (kit,), page, loop.credits_of(kit))])
        if not result.faults:
            return _Made(value, kit, result, tuple(kept))
        if not anyway:
            raise BreaksCheck(str(number), faults=result.faults)
        kept += result.faults
    raise BreaksCheck(str(number), faults=kept)


def _act(loop: Loop, draft: Draft, edit: Edit, made: _Made, number: int, because: str) -> NewAct:
    """The correction as an act."""
    record, recorder, kit, result = loop.record, loop.recorder, made.kit, made.result
    data = value_bytes(made.value)
    title = f"{loop.brief.title} · {number}"
    attributes: dict[str, Any] = {
        "number": number,
        "family": draft.composed.settings["family"],
        "palette": kit.palette.name,
        "pairing": kit.pairing.id,
    }
    design = NewWork(
        record.store.put(data),
        DESIGN_TYPE,
        "design",
        len(data),
        title=title,
        language=loop.brief.language,
        attributes=attributes,
    )
    preview = NewWork(
        record.store.put(result.png),
        "image/png",
        "image",
        len(result.png),
        title=title,
        iscc=iscc(result.png, "image/png"),
        attributes=attributes,
    )
    pieces = recorder.pieces_of(kit, loop.pieces, result.shown, result.emblems)
    thoughts = _thoughts(loop, draft, edit)
    used = [(draft.design, "edited"), (recorder.brief(loop.brief), "brief"), *thoughts, *pieces]
    settings: dict[str, Any] = {
        **attributes,
        "edited": draft.number,
        "changed": list(edit.changed),
        "edit": {name: value for name, value in edit.as_dict().items() if name not in ("headline", "line")},
        "removed": _removed(draft, used),
        "version": __version__,
        "left_out": list(result.left_out),
        "shown": list(result.shown),
        "headline_share": round(result.big, 4),
    }
    words = {"headline": kit.copy.headline}
    if edit.line is not None:
        words["line"] = set_text(edit.line, loop.brief.language)
    if because:
        words["because"] = because
    if made.kept:
        settings["anyway"] = [{"number": f.number, "code": f.code, "element": f.element} for f in made.kept]
        words["anyway"] = "; ".join(dict.fromkeys(fault.reason(loop.words) for fault in made.kept))
    return recorder.act(
        "edit",
        by=[(loop.party, "editor"), (rule(record, "composition"), "composer")],
        used=used,
        made=[(design, "draft"), (preview, "preview")],
        settings=settings,
        words=words,
    )


def _thoughts(loop: Loop, draft: Draft, edit: Edit) -> list[tuple[Work, str]]:
    """The idea that a design is of, and a model's words on it: once retyped, they are what led to the headline."""
    found = []
    for used in draft.composed.used:
        if used.role in ("idea", "copy"):
            role = "idea" if edit.headline is not None else used.role
            found.append((loop.record.work(used.work_id), role))
    return found


def _removed(draft: Draft, used: Sequence[tuple[Work, str]]) -> list[str]:
    """What stood on the page before and stands there no more: who made it has no part in this version."""
    seen = {work.id for work, role in used if role != "idea"}
    return [
        one.work_id
        for one in draft.composed.used
        if one.role not in ("brief", "idea", "edited", "like", "unlike") and one.work_id not in seen
    ]


def recomposed(loop: Loop, act: Act, workshop: Workshop) -> tuple[bytes, bytes]:
    """A correction done again with what its act tells: the design's bytes and its picture's.

    Raises `NotRepeatable` when the words of it were erased.
    """
    edit = _told_edit(act)
    parent = next((used.work_id for used in act.used if used.role == "edited"), None)
    if edit is None or parent is None:
        raise NotRepeatable(str(act.seq), kind=act.kind)
    design = json.loads(loop.record.store.read(loop.record.work(parent).digest))
    told = act.settings.get("anyway")
    kept = [one for one in told if isinstance(one, Mapping)] if isinstance(told, Sequence) else []
    value = corrected_value(loop, design, edit, [(str(one["code"]), str(one["element"])) for one in kept])
    kit = kit_from(value, loop.brief, loop.pieces, place=str(act.seq))
    page, number = page_of(loop.sheet_format()), act.settings["number"]
    assert isinstance(number, int)
    job = DraftJob(number, str(act.settings["family"]), (kit,), page, loop.credits_of(kit))
    (result,) = workshop.drafts([job])
    return value_bytes(value), result.png


def versions_before(drafts: Sequence[Draft], draft: Draft) -> list[Draft]:
    """The drafts that a corrected one comes from, the nearest first."""
    by_design = {one.design.id: one for one in drafts}
    found: list[Draft] = []
    current: Draft | None = draft
    while current is not None:
        parent = next((used.work_id for used in current.composed.used if used.role == "edited"), None)
        current = by_design.get(parent) if parent is not None else None
        if current is not None:
            found.append(current)
    return found


__all__ = [
    "Corrected",
    "check_edit",
    "correct",
    "corrected_value",
    "recomposed",
    "resolved",
    "value_bytes",
    "versions_before",
]
