"""Shares of what is earned in some places: the lineage of a work as money follows it from one territory.

A piece may ask a tenth of what is earned in France and two fifths of what is earned in the United States. What is
earned somewhere goes by the edges that are for that place; where nobody said which place it was, the largest counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from oeuvre.royalties.scenario import Holding, Parent

_ANYWHERE = frozenset(("", "WORLD"))


def placed_works(works: Mapping[str, Holding]) -> frozenset[str]:
    """The works whose edges are not the same everywhere."""
    return frozenset(work for work, one in works.items() if any(parent.places for parent in one.parents))


def in_place(works: Mapping[str, Holding], territory: str) -> Mapping[str, Holding]:
    """A lineage with the edges that are for one territory ("" where nobody told it): one for each parent."""
    placed = placed_works(works)
    if not placed:
        return works
    found = {work: replace(works[work], parents=_meant(works[work].parents, territory)) for work in placed}
    return {**works, **found}


def territories_of(works: Mapping[str, Holding]) -> list[str]:
    """Every territory that edges are told apart by, and one that stands for all the others."""
    named = {place for one in works.values() for parent in one.parents for place in parent.places}
    return ["", "elsewhere", *sorted(named)] if named else [""]


def _meant(parents: Iterable[Parent], told: str) -> tuple[Parent, ...]:
    territory = told.strip().upper()
    found: dict[tuple[str, str], Parent] = {}
    kept = list[Parent]()
    for parent in parents:
        if not parent.places:
            kept.append(parent)
        elif territory in _ANYWHERE or (territory in parent.places) is not parent.elsewhere:
            known = found.get((parent.work, parent.policy))
            if known is None or (parent.share, parent.cap is None) > (known.share, known.cap is None):
                found[parent.work, parent.policy] = parent
    return (*kept, *(replace(one, places=(), elsewhere=False) for one in found.values()))
