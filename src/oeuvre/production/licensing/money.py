"""What a dispute about a work does to money: what its holders could be paid is held until it is settled.

Nothing is lost and nothing is moved to anybody else; the books keep it as theirs, held.
"""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from typing import Literal

from oeuvre.production.earning import money_lineage
from oeuvre.production.licensing.holders import holders
from oeuvre.production.licensing.splits import percent_asked
from oeuvre.production.licensing.stating import disputed_works
from oeuvre.record import Record, Work
from oeuvre.royalties import Books, PartyUnknown


def hold_money(record: Record, books: Books, work: Work, because: str) -> tuple[str, ...]:
    """Hold what the holders of a disputed work could be paid; the parties, by id, that the books know."""
    return _told(books, _holding(record, work), "open", because)


def free_money(record: Record, books: Books, work: Work, because: str) -> tuple[str, ...]:
    """Free what was held for a work whose dispute is settled, but of whoever holds another that is in dispute."""
    still = {party for other in disputed_works(record) for party in _holding(record, record.work(other))}
    held = books.disputed()
    return _told(books, [one for one in _holding(record, work) if one in held and one not in still], "lift", because)


def _holding(record: Record, work: Work) -> list[str]:
    lineage = money_lineage(record, work.id, at=datetime.now(UTC), asked=percent_asked(record))
    found = lineage.shares().get(work.id) or {party.id: Fraction(1) for party in holders(record, work)}
    return sorted(found)


def _told(books: Books, parties: list[str], verdict: Literal["open", "lift"], because: str) -> tuple[str, ...]:
    told = []
    for party in parties:
        try:
            books.dispute(party, verdict, because)
        except PartyUnknown:
            # Nothing was ever earned by them: there is nothing to hold.
            continue
        told.append(party)
    return tuple(told)
