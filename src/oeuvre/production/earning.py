"""The lineage of a work as money follows it, drawn from the record: who holds it, and what its components take.

Every work that earns is a node: the edition, not each of the files and drafts behind it, whose makers are in its
holders. Above it stand its components, each a node of its own: a piece whose terms ask for a share, and every emblem
of a house model, above which stands the training pool. All take their percentage of what reaches the work that they
stand on (the policy *relative*), so that any of them may stand on another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cache

from oeuvre.models.house import HouseError, open_house
from oeuvre.production.explored import is_explored
from oeuvre.production.holding import Asked, Holdings, asks_nothing, holdings
from oeuvre.production.holding_parts import SET_PARTS, PartsTable
from oeuvre.production.splitting import sheets_of
from oeuvre.record import Act, Party, Record
from oeuvre.royalties import ALWAYS, Cap, Holding, Parent, Share, in_place, pool_parents, share_pool

POOL = "pool:"
"""How the id of a training pool begins; the model's name and version follow."""
_APART = "~"

# The authors of the works that a model of the house learned from, with how many are whose, by name and version.
PoolOf = Callable[[str, str], Mapping[str, int]]


@dataclass(frozen=True)
class MoneyLineage:
    """A work and everything that is paid when it earns, at one moment.

    `works` are as the ledger shares them, by id, parents included; `held` says why, for those that are works of the
    record. A work that nobody holds is in `nobody` and in no other.
    """

    work: str
    at: datetime
    works: Mapping[str, Holding] = field(hash=False)
    titles: Mapping[str, str] = field(hash=False)
    held: Mapping[str, Holdings] = field(hash=False)
    nobody: tuple[str, ...] = ()

    def shares(self) -> dict[str, dict[str, Fraction]]:
        """The parties of each work and their weights."""
        return {work: {one.party: one.weight for one in holding.shares} for work, holding in self.works.items()}

    def edges(self, territory: str = "") -> list[tuple[str, str, Fraction]]:
        """(work, parent, percent of what reaches the work), of what is earned in a territory; where none is told, the
        largest."""
        works = in_place(self.works, territory)
        return [(work, one.work, one.share * 100) for work, holding in works.items() for one in holding.parents]


def paid_apart(work: str, pieces: Collection[str]) -> str:
    """The id, for money, of a work without what these pieces take of it: they are paid for it elsewhere."""
    return _APART.join((work, *sorted(pieces)))


def read_apart(node: str) -> tuple[str, frozenset[str]]:
    """The work behind an id of the ledger, and the pieces that take nothing of it."""
    work, *pieces = node.split(_APART)
    return work, frozenset(pieces)


def money_lineage(
    record: Record,
    work: str,
    *,
    at: datetime | None = None,
    asked: Asked = asks_nothing,
    pool_of: PoolOf | None = None,
) -> MoneyLineage:
    """The lineage of a work (its id, or one of `paid_apart`) at a moment (now).

    A share that terms ask is taken once: of what reaches a piece, another takes nothing that the work below pays it
    already. Reads only: an author of a pool who is not on the record has the name as id. Raises `WorkUnknown`.
    """
    moment = at or datetime.now(UTC)
    drawn = _Drawing(record, moment, asked, pool_of or house_pool)
    drawn.add(*read_apart(work))
    return MoneyLineage(work, moment, drawn.works, drawn.titles, drawn.held, tuple(sorted(drawn.nobody)))


@cache
def house_pool(name: str, version: str) -> Mapping[str, int]:
    """The authors of what a packaged model learned from; empty where this home has not that version of it."""
    try:
        card = open_house(name).card
    except HouseError:
        return {}
    if card.version != version:
        return {}
    counts: dict[str, int] = {}
    for author in card.authors:
        counts[author.name] = counts.get(author.name, 0) + author.works
    return counts


class _Drawing:
    """Nodes, drawn from a work upwards."""

    def __init__(self, record: Record, at: datetime, asked: Asked, pool_of: PoolOf) -> None:
        self.record, self.at, self.asked, self.pool_of = record, at, asked, pool_of
        self.works: dict[str, Holding] = {}
        self.titles: dict[str, str] = {}
        self.held: dict[str, Holdings] = {}
        self.nobody: set[str] = set()

    def add(self, work: str, apart: frozenset[str] = frozenset()) -> bool:
        """Draws a work and all above it, but the pieces of `apart`; whether anybody holds it."""
        node = paid_apart(work, apart)
        if node in self.works or node in self.nobody:
            return node in self.works
        found = holdings(self.record, work, at=self.at, asked=self.asked)
        first = self.record.made_by_act(work)
        shares = tuple(Share(one.party.id, one.share) for one in found.holders)
        paid = apart | {one.work.id for one in found.components if one.why == "terms"}
        parents: tuple[Parent, ...] = ()
        for one in found.components:
            above = (paid - {one.work.id}) & set(self.asked(one.work.id))
            if one.work.id not in apart and self.add(one.work.id, above):
                # Once for all versions of what stands on it, corrections among them: by the first that there was.
                most = one.ceiling
                cap = None if most is None else Cap(f"{found.versions[-1]}>{one.work.id}", most, one.currency)
                piece = paid_apart(one.work.id, above)
                parents += (Parent(piece, one.share, "relative", "", cap, one.places, one.elsewhere),)
        if is_explored(first):
            pool = found.table.pool["training"] / 100 if shares else Fraction(1)
            learned = self._pool(first, found.table, pool)
            parents += learned
            if learned and not shares:
                # Nobody directed it: the pool takes all, and a work needs somebody of whom that is said.
                shares = self.works[learned[-1].work].shares
        self.held[node] = found
        if not shares:
            self.nobody.add(node)
            return False
        self.works[node] = Holding(node, shares, parents)
        self.titles[node] = found.work.title or work[:12]
        return True

    def _pool(self, act: Act, table: PartsTable, pool: Fraction) -> tuple[Parent, ...]:
        """What an emblem owes to the works that its model learned from: the equal part, then by the analogy."""
        name, version = (str(act.settings.get(key, "")) for key in ("model", "model_version"))
        learned = self._learned(name, version)
        near = self._leaning(act)
        if not pool or not (learned or near):
            return ()
        equal = table.pool["equal"] / 100
        equal = Fraction(0) if not learned else Fraction(1) if not near else equal
        found: list[Parent] = []
        if equal:
            node = f"{POOL}{name}@{version}"
            self.works[node] = Holding(node, tuple(Share(party, Fraction(count)) for party, count in learned.items()))
            self.titles[node] = f"{name} ({sum(learned.values())})"
            found.append(Parent(node, pool * equal, "relative", "equal"))
        if near and equal < 1:
            shares = share_pool(list(near), Fraction(0), uses=near)
            found += pool_parents(tuple(one for one in shares if one.share), pool * (1 - equal))
        return tuple(found)

    def _learned(self, name: str, version: str) -> dict[str, int]:
        """The authors of a model's training works, by party, with how many are whose."""
        trained = [
            act
            for act in self.record.acts(kinds=("train",))
            if act.settings.get("model") == name and act.settings.get("model_version") == version
        ]
        counts: dict[str, int] = {}
        if trained:
            for used in trained[-1].used:
                for by in self.record.made_by_act(used.work_id).by:
                    if by.role == "author":
                        counts[by.party_id] = counts.get(by.party_id, 0) + 1
            return counts
        for author, count in self.pool_of(name, version).items():
            party = self.record.find_party(author)
            counts[party.id if party else author] = count
        return counts

    def _leaning(self, act: Act) -> dict[str, int]:
        """How far an emblem leans on each work, in thousandths: the analogy by which the pool's other part is shared.

        A work that lies near counts by how near (1 - distance); one that the words drew on as much as the nearest.
        """
        told = act.settings.get("nearest")
        gaps = {str(row[0]): row[1] for row in told if isinstance(row, Sequence) and len(row) == 2} if isinstance(
            told, Sequence
        ) and not isinstance(told, str) else {}  # fmt: skip
        works = self.record.works_at([used.work_id for used in act.used if used.role == "influence"])
        near = {work: gaps.get(one.title or "") for work, one in works.items()}
        leaning = {work: max(0, round(1000 * (1 - gap))) for work, gap in near.items() if isinstance(gap, int | float)}
        most = max(leaning.values(), default=1000) or 1
        return {
            work: leaning.get(work, most) for work in sorted(works) if self.add(work) and leaning.get(work, most) > 0
        }


def days_of(record: Record, lineage: MoneyLineage) -> list[str]:
    """The days of use from which a work of a lineage may be held otherwise than on the day before: `ALWAYS` first.

    A day is one on which an act changed what somebody holds: the table of parts, a sheet that the last has signed (or
    the later day that it names), a contribution. Terms are not among them: a work is under those of its making.
    """
    days = {act.at.date().isoformat() for act in record.acts(kinds=(SET_PARTS,))}
    for one in lineage.held.values():
        days.update(one.days)
        for version in one.versions:
            days.update(sheet.since.date().isoformat() for sheet in sheets_of(record, version) if sheet.since)
    return [ALWAYS, *sorted(days)]


def moment_of(day: str) -> datetime:
    """The last moment of a day of use, by which it is read; for `ALWAYS` the earliest there is."""
    if day == ALWAYS:
        return datetime.min.replace(tzinfo=UTC)
    return datetime.combine(date.fromisoformat(day), time.min, UTC) + timedelta(days=1, microseconds=-1)


def authors_on_record(record: Record, works: Mapping[str, Holding]) -> Mapping[str, Party]:
    """Enrols the authors of training pools that the record does not know yet; by the name that stood for them."""
    names = {share.party for work, one in works.items() if work.startswith(POOL) for share in one.shares}
    known = {party.id for party in record.parties()}
    return {name: record.party(name, "person") for name in sorted(names - known)}
