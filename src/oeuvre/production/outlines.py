"""What stands where on a design: its elements with their boxes, so that a person can point at one and correct it.

A design on the record says what is on it, not where: it is laid out again, without rendering, as it was composed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from oeuvre.create.design import (
    COLOUR_ROLES,
    ELEMENTS,
    STAYS,
    Box,
    Drawing,
    Scene,
    Text,
    check_scene,
    contrast,
    items_of,
    nudged,
    stands_on,
    without_hidden,
)
from oeuvre.production.kits import kit_from
from oeuvre.production.layout import compose
from oeuvre.production.pages import page_of
from oeuvre.production.placed import credited, emblems_on

if TYPE_CHECKING:
    from oeuvre.create.design import Kit, Page
    from oeuvre.production.loop import Loop

Deed = Literal["retype", "nudge", "hide", "swap"]
# Groups of other elements: those are pointed at one by one.
GROUPS = frozenset({"facts"})
TYPED = ("headline", "line")


@dataclass(frozen=True)
class Outline:
    """An element of a design: its box in shares of the page (from the left, from the top), and what can be done to it.

    `words` are those that are set there, for what can be retyped; empty for all else.
    """

    name: str
    x: float
    y: float
    width: float
    height: float
    words: str
    can: tuple[Deed, ...]


@dataclass(frozen=True)
class Pointed:
    """A design to be pointed at: its elements with the largest first, what is hidden, its colours by role.

    `contrasts` are the contrasts of each colour with the ground (WCAG 2, from 1 to 21).
    """

    ratio: float
    elements: tuple[Outline, ...]
    hidden: tuple[str, ...]
    colours: Mapping[str, str]
    contrasts: Mapping[str, float]


def outlined(loop: Loop, design: Mapping[str, Any], family: str, left_out: Sequence[str]) -> Pointed:
    """The elements of a design of the record as its picture shows them; `left_out` found no room when it was composed.

    Raises `DesignNeeds` when something that it was made with is no longer there.
    """
    page = page_of(loop.sheet_format())
    kit = kit_from(design, loop.brief, loop.pieces)
    hidden = kit.hand.hidden
    kit = credited(without_hidden(kit), family, page, loop.credits_of(kit))
    for name in left_out:
        if name in kit.elements():
            kit = kit.without(name)
    scene = nudged(_laid(kit, family, page), kit.hand)
    found = [_outline(scene, kit, name) for name in ELEMENTS if name not in GROUPS and stands_on(scene, name)]
    palette = {role: str(getattr(kit.palette, role)) for role in COLOUR_ROLES if getattr(kit.palette, role)}
    return Pointed(
        ratio=page.width / page.height,
        elements=tuple(sorted((one for one in found if one), key=lambda one: -one.width * one.height)),
        hidden=hidden,
        colours=palette,
        contrasts={role: round(contrast(colour, palette["ground"]), 2) for role, colour in palette.items()},
    )


def _laid(kit: Kit, family: str, page: Page) -> Scene:
    """The scene; the name under another headline is said quietly where it found no room, as `lay_out` does."""
    scene = compose(kit, family, page)
    if kit.copy.named and ("line" in scene.left_out or check_scene(scene, kit)):
        return compose(replace(kit, copy=replace(kit.copy, named=False)), family, page)
    return scene


def _outline(scene: Scene, kit: Kit, name: str) -> Outline | None:
    """Where an element is seen; None when all of it lies off the page."""
    roles = ELEMENTS[name]
    own = [scene.items[i] for i in items_of(scene, name)]
    boxes = [
        one.ink if isinstance(one, Drawing) and one.ink is not None else one.box
        for one in own
        if getattr(one, "role", "") in roles
    ]
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.joined(box)
    seen = whole.meets(Box(0.0, 0.0, scene.page.width, scene.page.height))
    if seen is None:
        return None
    can: list[Deed] = []
    if name in TYPED and any(isinstance(one, Text) for one in own):
        can.append("retype")
    can.append("nudge")
    if name not in STAYS:
        can.append("hide")
    if name == "picture" or (name == "mark" and emblems_on(scene, kit)):
        can.append("swap")
    return Outline(
        name,
        x=round(seen.x / scene.page.width, 4),
        y=round(seen.y / scene.page.height, 4),
        width=round(seen.width / scene.page.width, 4),
        height=round(seen.height / scene.page.height, 4),
        words=str(getattr(kit.copy, name)) if name in TYPED else "",
        can=tuple(can),
    )
