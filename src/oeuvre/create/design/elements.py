"""What a page is made of, by the names that people use, and where each of it is in a scene."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from oeuvre.create.design.errors import ElementUnknown
from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Item, Plate, Rule, Scene, Text

# Elements by the names that people and programs use, and the roles that they have in a scene.
ROLES: Mapping[str, tuple[str, ...]] = {
    "headline": ("headline",),
    "answer": ("answer",),
    "line": ("line",),
    "facts": ("date", "place", "price", "url", "action"),
    "date": ("date",),
    "place": ("place",),
    "price": ("price",),
    "url": ("url",),
    "action": ("action",),
    "programme": ("row",),
    "small": ("small",),
    "logo": ("logo", "mark"),
    "partners": ("partner",),
    "code": ("code",),
    "mark": ("emblem",),
    "picture": ("photo",),
    "pattern": ("pattern",),
}
ALIASES: Mapping[str, str] = {"photo": "picture", "photograph": "picture", "emblem": "mark", "title": "headline"}
FACTS = ("date", "place", "price", "url")
# What is taken out of the kit, so that the family fills the room; the rest is taken off the scene.
OF_KIT = frozenset({"line", *FACTS, "action", "programme", "small", "logo", "partners", "code", "pattern"})


def element_named(name: str) -> str:
    """An element by its name. Raises `ElementUnknown`."""
    plain = name.strip().casefold()
    plain = ALIASES.get(plain, plain)
    if plain not in ROLES:
        raise ElementUnknown(name.strip(), among=", ".join(ROLES))
    return plain


def items_of(scene: Scene, element: str) -> tuple[int, ...]:
    """The places, among the scene's items, of what an element is made of: its own, and what carries it alone.

    A plate that lies under the element and under nothing else of the page, and a rule over the facts, go with it.
    """
    roles = ROLES[element]
    own = [i for i, item in enumerate(scene.items) if not isinstance(item, Plate | Rule) and item.role in roles]
    if not own or element == "picture":
        return tuple(own)
    with_it = [i for i, item in enumerate(scene.items) if isinstance(item, Plate | Rule) and _carries(scene, i, own)]
    return tuple(sorted((*own, *with_it)))


def _carries(scene: Scene, index: int, own: Sequence[int]) -> bool:
    thing = scene.items[index]
    if isinstance(thing, Plate):
        if thing.role != "plate" or thing.box.area > 0.5 * scene.page.full.area:
            return False
        inside = [
            i
            for i, item in enumerate(scene.items)
            if i > index and _holds(thing.box, item) and not isinstance(item, Rule)
        ]
        return bool(inside) and all(i in own or isinstance(scene.items[i], Plate) for i in inside)
    if not isinstance(thing, Rule) or thing.upright:
        return False
    # A rule belongs to the words that begin under it, near by.
    under = [
        (item.box.y - thing.y, i)
        for i, item in enumerate(scene.items)
        if isinstance(item, Text) and 0 <= item.box.y - thing.y < 3 * item.size and _beside(thing.box, item.box)
    ]
    return bool(under) and min(under)[1] in own and "headline" not in {_role_of(scene.items[i]) for i in own}


def _role_of(item: Item) -> str:
    return "" if isinstance(item, Rule) else item.role


def _holds(box: Box, item: Item) -> bool:
    met = box.meets(item.box)
    return met is not None and met.area > 0.6 * max(item.box.area, 1e-6)


def _beside(one: Box, other: Box) -> bool:
    return min(one.right, other.right) > max(one.x, other.x)


def stands_on(scene: Scene, element: str) -> bool:
    """Whether the element is on the page."""
    return any(not isinstance(scene.items[i], Plate | Rule) for i in items_of(scene, element))


def standing(scene: Scene) -> tuple[str, ...]:
    """The elements that are on the page."""
    return tuple(name for name in ROLES if stands_on(scene, name))
