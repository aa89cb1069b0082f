"""Which packaged pieces stand on a page, and the credits that are printed there when the brief asks for them.

A family may draw an emblem into a scene of its own (a sun, a tree, a thing on the horizon); the record and the credits
must know of it all the same, so it is looked for in what the scene draws, not in what it says of itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from oeuvre.create.design import Kit, Page, Scene, without_hidden
from oeuvre.create.library import Emblem
from oeuvre.production.layout import compose

_PATH = re.compile(r'\bd="([^"]+)"')
# Enough of a path to be nobody else's; families cut paths into pieces, but keep their beginnings.
_TELLING = 80

# The key of the photograph's line among credits.
PHOTO = "photo"


def emblems_on(scene: Scene, kit: Kit) -> tuple[str, ...]:
    """The names of the kit's emblems that stand on the page, the hero first."""
    drawn = [drawing.svg for drawing in scene.drawings()]
    names = [one.name for one in dict.fromkeys((kit.emblem, *kit.emblems)) if one is not None and _traced(one, drawn)]
    # A screened emblem is dots, not a path: there the scene says what it is.
    if kit.emblem is not None and any(drawing.role == "emblem" for drawing in scene.drawings()):
        names.insert(0, kit.emblem.name)
    return tuple(dict.fromkeys(names))


def _traced(emblem: Emblem, drawn: list[str]) -> bool:
    paths = _PATH.findall(emblem.body)
    if not paths:
        return False
    telling = max(paths, key=len)[:_TELLING]
    return any(telling in svg for svg in drawn)


def credited(kit: Kit, family: str, page: Page, lines: Mapping[str, str]) -> Kit:
    """The kit with the credits of what will stand on this page; `lines` by emblem, and `PHOTO`. Empty: none printed."""
    if not lines:
        return kit
    scene = compose(without_hidden(kit), family, page)
    names = [*emblems_on(scene, kit), *([PHOTO] if scene.photos() else [])]
    said = " · ".join(dict.fromkeys(lines[name] for name in names if name in lines))
    return replace(kit, copy=replace(kit.copy, credit=said))
