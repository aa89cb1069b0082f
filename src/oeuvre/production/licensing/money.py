"""What a dispute about a work, or consent withdrawn, does to money: the work's claims wait, whatever earned them.

Nothing is lost, nothing is moved to anybody else, and nothing else of whoever holds the work waits.
"""

from __future__ import annotations

from oeuvre.production.earning_holds import refresh_holds
from oeuvre.production.licensing.splits import percent_asked
from oeuvre.record import Record, Work
from oeuvre.royalties import Books


def hold_money(record: Record, books: Books, work: Work, because: str, by: str = "") -> tuple[str, ...]:
    """Hold the claims of a work that is in dispute or withdrawn by now, on the word of `by`; the parties, by id, whose
    claims wait for it."""
    follow_holds(record, books, because=because, by=by)
    return _waiting(books, work)


def free_money(record: Record, books: Books, work: Work, because: str, by: str = "") -> tuple[str, ...]:
    """Free what was held for a work whose dispute is settled, and that alone, whoever holds the work now; the parties,
    by id, whose claims waited for it and wait no more."""
    before = _waiting(books, work)
    follow_holds(record, books, because=because, by=by)
    after = _waiting(books, work)
    return tuple(party for party in before if party not in after)


def follow_holds(record: Record, books: Books, *, because: str = "", by: str = "") -> None:
    """Tell the books what is in dispute or withdrawn by now, and have them follow where that is new to them."""
    if refresh_holds(record, books, percent_asked(record), by, because):
        books.run(by=by)


def _waiting(books: Books, work: Work) -> tuple[str, ...]:
    return tuple(sorted({one.party for one in books.claims() if one.cause == work.id}))
