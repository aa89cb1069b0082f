"""What stands where on a design of a project, to be pointed at."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from oeuvre.studio.errors import NotDecidable
from oeuvre.studio.places import Place, looked_at

if TYPE_CHECKING:
    from oeuvre.production import Pointed
    from oeuvre.studio.folded import Card
    from oeuvre.studio.opened import Studio


def elements_of(studio: Studio, place: Place, card: Card) -> Pointed:
    """The elements of a draft with their boxes; nothing is written. Raises `NotDecidable` for what is no draft."""
    from oeuvre.production import outlined

    if card.kind != "draft" or card.act.run is None:
        raise NotDecidable(card.work.id, kind=card.kind)
    design = json.loads(studio.record.store.read(card.work.digest))
    left_out = card.act.settings.get("left_out")
    gone = [str(one) for one in left_out] if isinstance(left_out, Sequence) and not isinstance(left_out, str) else []
    with looked_at(studio, card.act.run, place.out) as loop:
        return outlined(loop, design, str(card.act.settings["family"]), gone)
