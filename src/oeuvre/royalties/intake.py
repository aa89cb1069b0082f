"""Taking usage and terms into the ledger's file: what is known already changes nothing, what changed is a revision."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from oeuvre.foundation import ManyErrors
from oeuvre.royalties.errors import LineUnfit, MappingUnknown, ScenarioRefused, WorkUnknown
from oeuvre.royalties.lineage import faults_of
from oeuvre.royalties.store import Store
from oeuvre.royalties.suspicion import NEWEST
from oeuvre.royalties.terms import Terms, holding_text
from oeuvre.royalties.terms_store import holdings_at, payee_text, rules_text
from oeuvre.royalties.usage import ColumnMapping, Usage, read_mapping

_BATCH = 2000


@dataclass(frozen=True)
class Taken:
    """What came of a file: lines taken in anew, known already, taken as corrections, and refused with their reasons."""

    imported: int
    known: int
    corrected: int
    refused: tuple[LineUnfit, ...]

    @property
    def lines(self) -> int:
        return self.imported + self.known + self.corrected + len(self.refused)


def save_mapping(store: Store, mapping: ColumnMapping) -> None:
    """Keeps a mapping under its source's name; the newest counts."""
    with store.writing():
        if (
            store.one("SELECT body FROM mapping WHERE name = ? ORDER BY seq DESC", (mapping.source,))
            != mapping.as_text()
        ):
            store.db.execute("INSERT INTO mapping (name, body) VALUES (?, ?)", (mapping.source, mapping.as_text()))


def saved_mapping(store: Store, name: str) -> ColumnMapping:
    """The mapping that was saved under a source's name. Raises `MappingUnknown`."""
    body = store.one("SELECT body FROM mapping WHERE name = ? ORDER BY seq DESC", (name,))
    if body is None:
        raise MappingUnknown(name)
    return read_mapping(body, name)


def take_usage(store: Store, lines: Iterable[Usage | LineUnfit], *, correct: bool = False) -> Taken:
    """Takes lines in, in one transaction; the same line again is known and changes nothing.

    A line with a higher revision corrects the one before. Where a source counts no revisions, a line with other values
    is refused, or (`correct`) taken as the next revision.
    """
    counts = {"imported": 0, "known": 0, "corrected": 0}
    refused: list[LineUnfit] = []
    moment = time.time_ns() // 1000
    waiting: Iterator[tuple[int, Usage | LineUnfit]] = enumerate(lines, 1)
    with store.writing():
        while batch := list(islice(waiting, _BATCH)):
            good = []
            for number, line in batch:
                if isinstance(line, LineUnfit):
                    refused.append(line)
                else:
                    good.append((number, line))
            known = _known(store, [usage for _, usage in good])
            for number, usage in good:
                _take(store, number, usage, known, counts, refused, correct, moment)
    return Taken(counts["imported"], counts["known"], counts["corrected"], tuple(refused))


Known = dict[tuple[str, str], dict[int, tuple[object, ...]]]


def _known(store: Store, lines: list[Usage]) -> Known:
    """What the file has of these lines: revisions and their values."""
    asked = json.dumps([[usage.source, usage.line] for usage in lines])
    found: Known = {}
    for source, line, revision, *values in store.rows(
        "SELECT u.source, u.line, u.revision, u.work, u.use, u.territory, u.channel, u.day, u.moment, u.units, "
        "u.amount, u.currency, u.payer, u.listener FROM json_each(?) j JOIN usage u ON u.source = j.value ->> 0 "
        "AND u.line = j.value ->> 1",
        (asked,),
    ):
        found.setdefault((source, line), {})[revision] = tuple(values)
    return found


def _take(
    store: Store,
    number: int,
    usage: Usage,
    known: Known,
    counts: dict[str, int],
    refused: list[LineUnfit],
    correct: bool,
    moment: int,
) -> None:
    revisions = known.setdefault((usage.source, usage.line), {})
    if correct and revisions and not usage.revision:
        newest = max(revisions)
        usage = replace(usage, revision=newest + (revisions[newest] != usage.values()))
    same = revisions.get(usage.revision)
    if same is not None:
        if same == usage.values():
            counts["known"] += 1
        else:
            refused.append(LineUnfit(f"{usage.source}:{usage.line}", line=usage.line, why="line_changed"))
        return
    store.db.execute(
        f"INSERT INTO usage ({_COLUMNS}) VALUES ({','.join('?' * 15)})",
        (usage.source, usage.line, usage.revision, *usage.values(), moment),
    )
    counts["corrected" if revisions else "imported"] += 1
    revisions[usage.revision] = usage.values()


_COLUMNS = (
    "source, line, revision, work, use, territory, channel, day, moment, units, amount, currency, payer, listener, at"
)


def name_work(store: Store, told: str, work: str) -> int:
    """Lines that came in for a name are for the work that it stands for, as their next revision; returns how many."""
    with store.writing():
        kept = "use, territory, channel, day, moment, units, amount, currency, payer, listener"
        done = store.db.execute(
            f"INSERT INTO usage ({_COLUMNS}) SELECT source, line, revision + 1, ?, {kept}, ? FROM usage u "
            f"WHERE u.work = ? AND {NEWEST}",
            (work, time.time_ns() // 1000, told),
        )
        return done.rowcount


def take_terms(store: Store, terms: Terms, text: str) -> int:
    """Takes terms in; returns their number, or that of the same terms taken in before.

    Raises what a lineage is refused for, by itself or together with what is known already, on any day it would govern.
    """
    with store.writing():
        body = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)
        newest = store.rows("SELECT seq, body FROM terms ORDER BY seq DESC LIMIT 1")
        if newest and newest[0][1] == body:
            return int(newest[0][0])
        number = int(store.one("SELECT coalesce(max(seq), 0) + 1 FROM terms"))
        store.db.execute(
            "INSERT INTO terms VALUES (?, ?, ?, ?, ?)",
            (number, time.time_ns() // 1000, terms.valid_from, rules_text(terms.rules), body),
        )
        store.db.executemany(
            "INSERT INTO holding VALUES (?, ?, ?, ?, ?)",
            (
                (work, terms.valid_from, number, terms.titles.get(work), holding_text(holding))
                for work, holding in terms.works.items()
            ),
        )
        store.db.executemany(
            "INSERT OR IGNORE INTO edge VALUES (?, ?)",
            ((parent.work, work) for work, holding in terms.works.items() for parent in holding.parents),
        )
        store.db.executemany(
            "INSERT INTO payee VALUES (?, ?, ?)", ((one.id, number, payee_text(one)) for one in terms.parties)
        )
        store.db.executemany(
            "INSERT INTO rate VALUES (?, ?, ?, ?, ?, ?)",
            ((one.source, one.target, one.day, number, str(one.rate), one.origin) for one in terms.rates),
        )
        store.db.executemany(
            "INSERT OR IGNORE INTO advance VALUES (?, ?, ?, ?, ?, ?)",
            ((one.id, number, one.party, one.currency, one.amount, one.day) for one in terms.advances),
        )
        if terms.works:
            _hold(store, number, terms.valid_from)
    return number


def _hold(store: Store, number: int, valid_from: str) -> None:
    """Refuses terms whose lineage does not hold from their day on."""
    days = store.rows("SELECT DISTINCT valid_from FROM holding WHERE valid_from >= ? ORDER BY 1", (valid_from,))
    faults: list[ScenarioRefused] = []
    for (day,) in days:
        works = holdings_at(store, day, number)
        faults += [
            WorkUnknown(work, id=parent.work)
            for work, holding in works.items()
            for parent in holding.parents
            if parent.work not in works
        ]
        faults += faults_of(works)
        if faults:
            break
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise ManyErrors(faults)
