"""A draft as the workshop composed it, on the record: the same for a round's variant and for a partner's proposal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from oeuvre.create.design import DraftSpec, Fault, Kit
from oeuvre.production.workshop import DraftResult
from oeuvre.record import JSON, Party, Work

if TYPE_CHECKING:
    from oeuvre.production.loop import Loop


def record_composed(
    loop: Loop,
    spec: DraftSpec,
    kits: Sequence[Kit],
    result: DraftResult,
    led: Sequence[tuple[Work, str]],
    *,
    faults: Sequence[Fault],
    by: Sequence[tuple[Party, str]],
    more: Mapping[str, JSON],
    because: str,
) -> None:
    """One draft of a loop's run, of whichever of its kits the checks let stand; `led` is what led to it, with roles.

    The rest is as `Recorder.draft` has it.
    """
    loop.recorder.draft(
        loop.recorder.brief(loop.brief),
        spec,
        kits[result.kit_index],
        result.kit_index,
        loop.pieces,
        result.png,
        result.shown,
        result.emblems,
        result.left_out,
        faults,
        result.big,
        loop.words,
        led,
        by=by,
        more=more,
        because=because,
    )


__all__ = ["record_composed"]
