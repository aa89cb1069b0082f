"""Who gets what of a price: the holders of each work by the record, and what pieces take by their own terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import cache

from oeuvre.licence import NO_LIMITS, Edge, Part, PlacedShare, Relation, countries_of, inherited, shares_by_place
from oeuvre.production.earning import money_lineage, read_apart
from oeuvre.production.holding import Asked, Asking
from oeuvre.production.licensing.acts import LICENSE
from oeuvre.production.licensing.holders import holders
from oeuvre.production.licensing.standing import Licensing
from oeuvre.record import Record
from oeuvre.royalties import Holding, in_place


def percent_asked(record: Record) -> Asked:
    """What the pieces on a work ask of what is earned with it, by the terms that it inherited when it was made.

    A price that somebody raised since, or that a holder's permission waives for it, is not among them, nor is one for
    other places, media or purposes than those that its brief tells; one that collides with others is, so that whoever
    pays along this lineage is told. Shares that differ by territory stay apart.
    """
    licensing = Licensing(record)

    def asked(work: str) -> Mapping[str, Asking]:
        handed = inherited(licensing.standing(work).parents, Relation.ADAPTATION).prices
        if any(price.limits != NO_LIMITS for price in handed):
            reader = licensing.reader
            meant = reader.meant(reader.line(reader.making(work)))
            handed = frozenset(price for price in handed if meant.touches(price.limits))
        found = {}
        for piece, shares in shares_by_place(handed).items():
            first, *others = map(_asking, shares)
            found[piece] = replace(first, beside=tuple(others))
        return found

    return cache(asked)


def _asking(one: PlacedShare) -> Asking:
    price = one.price
    share = (price.percent or Fraction(0)) / 100
    return Asking(share, price.ceiling, price.currency, tuple(sorted(one.places)), one.elsewhere)


def shares_of(
    record: Record, works: Iterable[str], at: datetime, territory: str = ""
) -> tuple[dict[str, dict[str, Fraction]], tuple[Edge, ...]]:
    """The holders of each work with their shares, by party id, and what the works in it take, as a quote splits.

    Those of the books (`money_lineage`), of a use in a territory; what nobody holds by them is held by whoever may
    speak for it, in equal parts.
    """
    asked = percent_asked(record)
    # Of a use in several countries the largest share counts, as where none is told.
    country = territory if len(countries_of([territory])) == 1 else ""
    shares: dict[str, dict[str, Fraction]] = {}
    edges: dict[Edge, None] = {}
    for work in dict.fromkeys(works):
        lineage = money_lineage(record, work, at=at, asked=asked)
        shares |= lineage.shares()
        edges |= dict.fromkeys(_edges(in_place(lineage.works, country)))
        if work not in shares:
            people = [party.id for party in holders(record, record.work(work))] or _stating(record, work)
            shares[work] = {party: Fraction(1, len(people)) for party in people}
    return shares, tuple(edges)


def _edges(works: Mapping[str, Holding]) -> Iterator[Edge]:
    """What parents take of works, up to their ceilings."""
    for work, holding in works.items():
        for one in holding.parents:
            cap = (one.cap.most, one.cap.currency, one.cap.account) if one.cap is not None else ()
            yield Edge(work, one.work, one.share * 100, *cap)


def told_by_work(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Parts by the works that people know: what is paid without the share of a piece is paid for the work itself."""
    sums: dict[tuple[str, str], int] = {}
    for one in parts:
        key = (read_apart(one.work)[0], one.party)
        sums[key] = sums.get(key, 0) + one.amount
    return tuple(Part(work, party, amount) for (work, party), amount in sorted(sums.items()))


def _stating(record: Record, work: str) -> list[str]:
    """Whoever put the work under the terms that it is under."""
    acts = record.acts(kinds=(LICENSE,), work=work)
    return list(dict.fromkeys(by.party_id for act in acts[-1:] for by in act.by))
