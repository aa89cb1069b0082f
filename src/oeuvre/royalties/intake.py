"""Taking usage and terms into the ledger's file: what is known already changes nothing, what changed is a revision."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from oeuvre.foundation import ManyErrors
from oeuvre.royalties.errors import LineUnfit, MappingUnknown, MonthsClosed, ScenarioRefused, WorkUnknown
from oeuvre.royalties.lineage import faults_of
from oeuvre.royalties.store import STANDS, Store
from oeuvre.royalties.suspicion import NEWEST
from oeuvre.royalties.terms import Terms, holding_text
from oeuvre.royalties.terms_store import holdings_at, payee_text, rules_text
from oeuvre.royalties.usage import ColumnMapping, Usage, misfit, read_mapping

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


_VALUES = (
    *("work", "use", "territory", "channel", "day", "moment", "units", "amount", "currency", "payer", "listener"),
    *("rest", "due"),
)
"""The columns of usage in the order of `Usage.values`."""
_LINE = ("source", "line", "revision", *_VALUES)


def take_usage(store: Store, lines: Iterable[Usage | LineUnfit], *, correct: bool = False) -> Taken:
    """Takes lines in, in one transaction; the same line again is known and changes nothing.

    A line with a higher revision corrects the one before. Where a source counts no revisions, a line with other values
    is refused, or (`correct`) taken as the next revision. An id that comes twice with other values is refused both
    times, so that the order of lines decides nothing.
    """
    refused: list[LineUnfit] = []
    waiting: Iterator[tuple[int, Usage | LineUnfit]] = enumerate(lines, 1)
    with store.writing():
        columns = ", ".join(("number INTEGER PRIMARY KEY", "place INTEGER", *_LINE))
        store.db.execute("DROP TABLE IF EXISTS temp.incoming")
        store.db.execute(f"CREATE TEMP TABLE incoming ({columns})")
        while batch := list(islice(waiting, _BATCH)):
            good = []
            for number, line in batch:
                fault = line if isinstance(line, LineUnfit) else misfit(line)
                if fault is not None:
                    refused.append(fault)
                elif isinstance(line, Usage):
                    good.append((number, line.number or number, line.source, line.line, line.revision, *line.values()))
            store.db.executemany(f"INSERT INTO incoming VALUES ({','.join('?' * (2 + len(_LINE)))})", good)
        refused += _twice(store)
        counts = _take(store, refused, correct)
        store.db.execute("DROP TABLE temp.incoming")
    return Taken(counts["imported"], counts["known"], counts["corrected"], tuple(refused))


def _twice(store: Store) -> list[LineUnfit]:
    """Ids that came twice with other values, which are taken out of what comes in."""
    differs = " OR ".join(f"min({column}) <> max({column})" for column in _VALUES)
    store.db.execute("DROP TABLE IF EXISTS temp.twice")
    store.db.execute(
        "CREATE TEMP TABLE twice AS SELECT i.number, i.place, i.source, i.line, i.revision FROM (SELECT source, line, "
        f"revision FROM incoming GROUP BY 1, 2, 3 HAVING count(*) > 1 AND ({differs})) t JOIN incoming i "
        "ON i.source = t.source AND i.line = t.line AND i.revision = t.revision"
    )
    rows = store.rows("SELECT place, source, line, revision FROM twice ORDER BY number")
    store.db.execute("DELETE FROM incoming WHERE number IN (SELECT number FROM twice)")
    store.db.execute("DROP TABLE temp.twice")
    places: dict[tuple[str, str, int], list[int]] = {}
    for place, *line in rows:
        places.setdefault((line[0], line[1], line[2]), []).append(place)
    return [
        LineUnfit(
            f"{source}:{line}",
            line=place,
            why="line_twice",
            found=line,
            others=", ".join(str(one) for one in places[source, line, revision] if one != place),
        )
        for place, source, line, revision in rows
    ]


def _take(store: Store, refused: list[LineUnfit], correct: bool) -> dict[str, int]:
    """Writes down what came in and is new; returns the counts."""
    counts = {"imported": 0, "known": 0, "corrected": 0}
    moment = time.time_ns() // 1000
    columns = ", ".join((*_LINE, "at"))
    last = 0
    while rows := store.rows(
        f"SELECT number, {', '.join(_LINE)} FROM incoming WHERE number > ? ORDER BY number LIMIT {_BATCH}", (last,)
    ):
        last, known = int(rows[-1][0]), _known(store, int(rows[0][0]), int(rows[-1][0]))
        new = []
        for _, source, line, revision, *told in rows:
            values, revisions = tuple(told), known.setdefault((source, line), {})
            if correct and revisions and not revision:
                newest = max(revisions)
                revision = newest + (revisions[newest] != values)
            same = revisions.get(revision)
            if same is None:
                new.append((source, line, revision, *values, moment))
                counts["corrected" if revisions else "imported"] += 1
                revisions[revision] = values
            elif same == values:
                counts["known"] += 1
            else:
                refused.append(LineUnfit(f"{source}:{line}", line=line, why="line_changed"))
        store.db.executemany(f"INSERT INTO usage ({columns}) VALUES ({','.join('?' * (len(_LINE) + 1))})", new)
    return counts


Known = dict[tuple[str, str], dict[int, tuple[object, ...]]]


def _known(store: Store, first: int, last: int) -> Known:
    """What the file has of these incoming lines: revisions and their values."""
    found: Known = {}
    for source, line, revision, *values in store.rows(
        f"SELECT DISTINCT {', '.join(f'u.{column}' for column in _LINE)} FROM incoming i JOIN usage u "
        "ON u.source = i.source AND u.line = i.line WHERE i.number BETWEEN ? AND ?",
        (first, last),
    ):
        found.setdefault((source, line), {})[revision] = tuple(values)
    return found


def name_work(store: Store, told: str, work: str) -> int:
    """Usage that came in for a name is for the work that it stands for; returns how many lines.

    The lines stay as their source told them, so that the source's own corrections come in as ever.
    """
    with store.writing():
        done = store.db.execute(
            "INSERT OR IGNORE INTO named (told, work, at) VALUES (?, ?, ?)", (told, work, time.time_ns() // 1000)
        )
        if not done.rowcount:
            return 0
        return int(store.one(f"SELECT count(*) FROM usage u WHERE u.work = ? AND {NEWEST}", (told,)))


def take_terms(store: Store, terms: Terms, text: str, *, restate: bool = True) -> int:
    """Takes terms in; returns their number, or that of the same terms taken in before.

    Without `restate` raises `MonthsClosed` where works that they speak of earned in months that are closed.

    Raises what a lineage is refused for, by itself or together with what is known already, on any day it would govern.
    """
    with store.writing():
        body = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)
        newest = store.rows("SELECT seq, body FROM terms ORDER BY seq DESC LIMIT 1")
        if newest and newest[0][1] == body:
            return int(newest[0][0])
        months = [] if restate else _restated(store, terms)
        if months:
            raise MonthsClosed(", ".join(months), months=", ".join(months))
        number = int(store.one("SELECT coalesce(max(seq), 0) + 1 FROM terms"))
        store.db.execute(
            "INSERT INTO terms VALUES (?, ?, ?, ?, ?)",
            (number, time.time_ns() // 1000, terms.valid_from, rules_text(terms.rules, terms.given), body),
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
            "INSERT INTO advance VALUES (?, ?, ?, ?, ?, ?)",
            ((one.id, number, one.party, one.currency, one.amount, one.day) for one in terms.advances),
        )
        if terms.works:
            _hold(store, number, terms.valid_from)
    return number


def _restated(store: Store, terms: Terms) -> list[str]:
    """The closed months in which works that terms speak of, or that stand on them, have earned."""
    if not terms.works:
        return []
    rows = store.rows(
        "WITH RECURSIVE below (work) AS (SELECT value FROM json_each(?) "
        "UNION SELECT e.child FROM edge e JOIN below b ON b.work = e.parent) "
        "SELECT DISTINCT p.period FROM closing c JOIN posting p ON p.period = c.month "
        "WHERE p.kind IN ('royalty', 'held') AND c.month >= ? AND p.work IN (SELECT work FROM below) "
        f"AND {STANDS} ORDER BY 1",
        (json.dumps(sorted(terms.works)), terms.valid_from[:7]),
    )
    return [str(month) for (month,) in rows]


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
