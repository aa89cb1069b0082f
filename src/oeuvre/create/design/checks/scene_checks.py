"""All checks that need no pixels: a few milliseconds on a scene as the family returned it."""

from __future__ import annotations

from oeuvre.create.design.checks.fault import Fault, in_order
from oeuvre.create.design.checks.geometry import check_geometry
from oeuvre.create.design.checks.placed import check_placed
from oeuvre.create.design.checks.table import EXEMPTIONS
from oeuvre.create.design.checks.wording import check_copy, check_wording
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.scene import Scene


def check_scene(scene: Scene, kit: Kit) -> tuple[Fault, ...]:
    """What boxes, sizes and words show; what the family asks to be free of, and may, is left out."""
    found = [*check_geometry(scene), *check_wording(scene), *check_copy(scene, kit.copy), *check_placed(scene)]
    return in_order(without_asked(found, scene))


def without_asked(faults: list[Fault], scene: Scene) -> list[Fault]:
    """The faults that the scene's family is not exempt from by design."""
    free = scene.asks & EXEMPTIONS
    return [fault for fault in faults if fault.code not in free]
