"""The kinds of act, as one table that other rooms extend with `register_kind`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oeuvre.record.errors import KindUnknown

KIND_SHAPE = re.compile(r"[a-z][a-z0-9-]{0,39}\Z")


@dataclass(frozen=True)
class ActKind:
    """What the record must know of a kind of act.

    The parties of an act that made a work are always credited on it. `credits_used` names the roles in which a
    *used* work is credited too: who chose a work is credited on it, who refused it is not.
    """

    name: str
    credits_used: frozenset[str] = frozenset()


KINDS: dict[str, ActKind] = {
    kind.name: kind
    for kind in (
        ActKind("enrol"),  # a party comes onto the record, or is described anew
        ActKind("erase"),  # personal text of earlier acts was erased
        ActKind("import"),
        ActKind("propose"),
        ActKind("generate"),
        ActKind("edit"),
        ActKind("compose"),
        ActKind("choose", frozenset({"chosen"})),
        ActKind("keep"),
        ActKind("refuse"),
        ActKind("adapt"),
        ActKind("train"),
        ActKind("audit"),
        ActKind("license"),
        ActKind("sign"),
        ActKind("publish"),
        ActKind("withdraw"),
    )
}


def register_kind(name: str, *, credits_used: frozenset[str] = frozenset()) -> ActKind:
    """Adds a kind to the table; registering the same kind again is harmless, changing one is a mistake."""
    kind = ActKind(name, credits_used)
    if not KIND_SHAPE.match(name) or KINDS.get(name, kind) != kind:
        raise KindUnknown(name)
    KINDS[name] = kind
    return kind
