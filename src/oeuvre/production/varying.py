"""From designs on the record to a round's variants: what a design was planned as, and the kits of a variant."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oeuvre.create.design import DraftSpec, Kit, Start, Trait, Variant
from oeuvre.foundation import set_text
from oeuvre.production.kits import kit_of
from oeuvre.production.states import Draft
from oeuvre.production.workshop import repair_kits

if TYPE_CHECKING:
    from oeuvre.production.loop import Loop


@dataclass(frozen=True)
class Begun:
    """A draft that a round starts from or keeps clear of: what it looks like, and its kit."""

    draft: Draft
    start: Start
    kit: Kit


def begun(loop: Loop, draft: Draft) -> Begun:
    """A draft as a round knows it. Raises `DesignNeeds` for one of which something is no longer there."""
    kit = loop.kit_of_draft(draft)
    return Begun(draft, start_of(loop, draft, kit), kit)


def start_of(loop: Loop, draft: Draft, kit: Kit) -> Start:
    """What a draft was planned as, read off the design itself, whoever composed or corrected it."""
    given = loop.ingredients
    design: Mapping[str, Any] = json.loads(loop.record.store.read(draft.design.digest))
    language = loop.brief.language
    lines = [set_text(text, language) for text in given.headlines]
    words = kit.copy.headline
    used = {one.work_id for one in draft.composed.used}
    concept = next((i for i, one in enumerate(loop.ideas) if one.work.id in used), None)
    picture = next((i for i, one in enumerate(given.pictures) if kit.picture and one.name == kit.picture.name), None)
    names = tuple(emblem.name for emblem in kit.emblems)
    spec = DraftSpec(
        draft.number,
        str(draft.composed.settings["family"]),
        kit.palette,
        kit.pairing.id,
        lines.index(words) if words in lines else -1,
        kit.emblem.name if kit.emblem else "",
        kit.drawing,
        picture,
        int(design["seed"]),
        concept if concept is not None and concept < len(given.concepts) else None,
        names,
    )
    # Lines of the brief are told apart as the brief has them, before they are set.
    return Start(spec, given.headlines[spec.headline] if spec.headline >= 0 else words)


def kits_of_variant(
    loop: Loop, variant: Variant, number: int, starts: Sequence[Begun], keep: Sequence[Trait], kind: str
) -> tuple[Kit, ...]:
    """The kit of a variant and the repairs that a check may ask for; none of them changes what is to stay.

    Words and pieces that a start gives are taken from it as they stand there, a person's corrections included; what a
    hand moved or hid is of that layout alone, and stays with its family.
    """
    spec = replace(variant.spec, number=number)
    plan = spec if spec.headline >= 0 else replace(spec, headline=0)
    kit = kit_of(loop.brief, loop.pieces, plan, ideas=loop.ideas)
    words, mark, family = (variant.origin(part) for part in ("copy", "mark", "family"))
    if words is not None:
        # The credit is printed anew for what stands on this page.
        kit = replace(kit, copy=replace(starts[words].kit.copy, credit=""))
    if mark is not None:
        lent = starts[mark].kit
        picture = kit.picture if spec.picture is not None else None
        kit = replace(kit, emblem=lent.emblem, emblems=lent.emblems, drawing=lent.drawing, picture=picture)
    if family is not None:
        hidden = starts[family].kit.hand.hidden
        kit = replace(kit, hand=replace(kit.hand, hidden=hidden))
    palettes = () if "palette" in keep or kind in ("mix", "palette") else loop.ingredients.palettes
    pairings = () if kind == "palette" else loop.pieces.pairings
    return tuple(one for one in repair_kits(kit, palettes, pairings) if _fits(variant, one))


def _fits(variant: Variant, kit: Kit) -> bool:
    """Whether a repair leaves an opposite opposite: another palette must not turn it back."""
    return not variant.turned or kit.palette.dark == variant.spec.palette.dark


__all__ = ["Begun", "begun", "kits_of_variant", "start_of"]
