"""Who holds what, drawn from the record into the books: work by work, so that one that cannot be paid stops no other.

A work whose lineage takes more than there is, or cannot be followed, is told as a problem by its name. Nobody is paid
for it from that day on: its usage waits, and is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from oeuvre.foundation import ManyErrors, OeuvreError
from oeuvre.production.earning import (
    MoneyLineage,
    PoolOf,
    authors_on_record,
    days_of,
    moment_of,
    money_lineage,
    read_apart,
)
from oeuvre.production.holding import Asked, asks_nothing
from oeuvre.record import Record
from oeuvre.royalties import Books, Holding, RoyaltyError, ScenarioRefused, faults_of

_ARROW = " → "


@dataclass(frozen=True)
class DrawnHoldings:
    """How many works were taken in anew, the titles of those that nobody holds by id, and what stands in the way."""

    taken: int
    nobody: Mapping[str, str] = field(hash=False)
    problems: tuple[RoyaltyError, ...] = ()


def draw_holdings(
    record: Record, books: Books, *, asked: Asked = asks_nothing, pool_of: PoolOf | None = None
) -> DrawnHoldings:
    """Takes into the ledger who holds what in every work of the record that has usage, from each day on which that
    changed; what the ledger knows already is left alone."""
    used = {node: read_apart(node)[0] for node in books.used_works()}
    known = record.works_at(set(used.values()))
    drawing = _Drawing(record, asked, pool_of)
    nobody: dict[str, str] = {}
    for node, work in used.items():
        if work in known and not drawing.add(node):
            nobody[node] = known[work].title or work[:12]
    taken = 0
    with books.store.writing():
        for day, drawn in sorted(drawing.days.items()):
            taken += _take(books, drawing, day, drawn)
    return DrawnHoldings(taken, nobody, tuple(drawing.problems.values()))


class _Drawing:
    """What is drawn: by day and by the work that earns, the works that are paid."""

    def __init__(self, record: Record, asked: Asked, pool_of: PoolOf | None) -> None:
        self.record, self.asked, self.pool_of = record, asked, pool_of
        self.days: dict[str, dict[str, Mapping[str, Holding]]] = {}
        self.titles: dict[str, str] = {}
        self.problems: dict[tuple[str, str], RoyaltyError] = {}

    def add(self, node: str) -> bool:
        """Draws a work for each day on which it is held otherwise; whether anybody holds it."""
        now = self._draw(node, datetime.now(UTC))
        if node in now.nobody:
            return False
        if authors_on_record(self.record, now.works):
            now = self._draw(node, datetime.now(UTC))
        for day in days_of(self.record, now):
            drawn = self._draw(node, moment_of(day))
            self.titles |= drawn.titles
            works = drawn.works
            if faults := faults_of(works):
                self.tell(faults)
                works = void(node)
            self.days.setdefault(day, {})[node] = works
        return True

    def _draw(self, node: str, at: datetime) -> MoneyLineage:
        return money_lineage(self.record, node, at=at, asked=self.asked, pool_of=self.pool_of)

    def tell(self, faults: Iterable[ScenarioRefused]) -> None:
        """Problems, with works by their titles."""
        for one in faults:
            values = dict(one.values)
            if isinstance(values.get("path"), str):
                values["path"] = _ARROW.join(self._called(work) for work in str(values["path"]).split(_ARROW))
            self.problems[one.code, one.place] = type(one)(self._called(one.place), **values)

    def _called(self, node: str) -> str:
        return self.titles.get(node) or read_apart(node)[0][:12]


def void(node: str) -> Mapping[str, Holding]:
    """A work that nobody can be paid for."""
    return {node: Holding(node, ())}


def _take(books: Books, drawing: _Drawing, day: str, drawn: Mapping[str, Mapping[str, Holding]]) -> int:
    """Takes in what is new on a day: all of it, or, where that does not hold with what the books know from elsewhere,
    each work by itself."""
    everything = {work: one for works in drawn.values() for work, one in works.items()}
    new = {work: one for work, one in everything.items() if not books.agrees(work, one, day)}
    if not new:
        return 0
    try:
        return _taken(books, drawing, day, new)
    except (ScenarioRefused, ManyErrors):
        return sum(_take_alone(books, drawing, day, node, works) for node, works in drawn.items())


def _take_alone(books: Books, drawing: _Drawing, day: str, node: str, works: Mapping[str, Holding]) -> int:
    new = {work: one for work, one in works.items() if not books.agrees(work, one, day)}
    try:
        return _taken(books, drawing, day, new)
    except (ScenarioRefused, ManyErrors) as refused:
        told: Iterable[OeuvreError] = refused.errors if isinstance(refused, ManyErrors) else (refused,)
        drawing.tell(one for one in told if isinstance(one, ScenarioRefused))
    if books.agrees(node, Holding(node, ()), day):
        return 0
    try:
        return _taken(books, drawing, day, void(node))
    except (ScenarioRefused, ManyErrors):
        # Something from elsewhere stands on it: it is left as it was.
        return 0


def _taken(books: Books, drawing: _Drawing, day: str, new: Mapping[str, Holding]) -> int:
    if new:
        books.take_holdings(new, {work: drawing.titles.get(work, "") for work in new}, day)
    return len(new)
