"""Usage that looks odd by stated rules is marked, with the rule, before anything is posted; a person decides on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from oeuvre.royalties.period import last_day, months_after
from oeuvre.royalties.store import STANDS, Store
from oeuvre.royalties.terms import Suspicion
from oeuvre.royalties.usage import DUE, OVER

Reason = Literal["duplicate", "one-listener", "spike", "zero-rate", "receivable", "beyond"]
REASONS: tuple[Reason, ...] = ("duplicate", "one-listener", "spike", "zero-rate", "receivable", "beyond")
RETURNED = "returned"
RECEIVABLE = "receivable"
"""The reason of money that its payer owes and has not paid."""

NEWEST = "NOT EXISTS (SELECT 1 FROM usage v WHERE v.source = u.source AND v.line = u.line AND v.revision > u.revision)"
"""In SQL: whether `u` is the line as it was last corrected."""

_SAME = (
    "u.work, u.use, u.territory, u.channel, u.day, u.moment, u.units, u.amount, u.rest, u.currency, u.payer, u.listener"
)
_USED = (
    "(SELECT u.seq, u.source, u.line, u.revision, coalesce(n.work, u.work) AS work, u.work AS told, u.use, "
    "u.territory, u.channel, u.day, u.moment, u.units, u.amount, u.rest, u.due, u.currency, u.payer, u.listener, u.at "
    "FROM usage u {} LEFT JOIN named n ON n.told = u.work) u"
)
USED = _USED.format("")
"""In SQL: usage as `u`, each line for the work that its name stands for; `told` is what it came in for."""
USED_BY_WORK = _USED.format("INDEXED BY usage_work")
"""The same where the lines of few works are asked for, by `told`."""


@dataclass(frozen=True)
class Held:
    """A line of usage whose money waits, why, and what a person decided ("" while nobody has)."""

    source: str
    line: str
    work: str
    day: str
    units: int
    amount: int
    currency: str
    reason: Reason
    verdict: str

    def as_dict(self) -> dict[str, object]:
        return dict(vars(self))


def usage_of(chosen: bool) -> str:
    """In SQL: all usage as `u`, or that of the works in the temporary table `dirty` (told as in `dirty_told`)."""
    return f"{USED_BY_WORK} WHERE u.told IN (SELECT told FROM dirty_told) AND" if chosen else f"{USED} WHERE"


def mark(store: Store, month: str, rules: Suspicion, chosen: bool = False) -> None:
    """Fills the temporary table `mark` (usage, rule) for a month; within a transaction.

    What a person released is not marked, and what was returned to its payer is marked so, each as it was when they said
    it: a line that was corrected since is looked at anew. What is not paid yet is marked so, whatever anybody said.
    `chosen` looks at the works in `dirty` alone: every rule is about one work.
    """
    usage = usage_of(chosen)
    first, last = f"{month}-01", last_day(month).isoformat()
    store.db.execute("CREATE TEMP TABLE IF NOT EXISTS mark (usage INTEGER PRIMARY KEY, rule TEXT NOT NULL)")
    store.db.execute("DELETE FROM mark")
    month_of = f"u.day BETWEEN '{first}' AND '{last}' AND {NEWEST}"
    put = "INSERT OR IGNORE INTO mark "
    # Without a moment or a listener two equal lines are two uses that were counted alike.
    store.db.execute(
        f"{put} SELECT seq, 'duplicate' FROM (SELECT u.seq, row_number() OVER (PARTITION BY {_SAME} "
        f"ORDER BY u.source, u.line) AS place FROM {usage} {month_of} AND (u.moment <> '' OR u.listener <> '')) "
        "WHERE place > 1"
    )
    part = rules.one_listener
    store.db.execute(
        f"{put} WITH month AS (SELECT u.* FROM {usage} {month_of}), "
        "everyone AS (SELECT work, sum(units) AS units FROM month GROUP BY work HAVING sum(units) >= ?), "
        "lone AS (SELECT m.work, m.listener FROM month m JOIN everyone e ON e.work = m.work WHERE m.listener <> '' "
        "GROUP BY m.work, m.listener, e.units HAVING sum(m.units) * ? > e.units * ?) "
        "SELECT m.seq, 'one-listener' FROM month m JOIN lone l ON l.work = m.work AND l.listener = m.listener",
        (rules.least_units, part.denominator, part.numerator),
    )
    before = f"u.day BETWEEN '{months_after(month, -3)}-01' AND '{last_day(months_after(month, -1))}' AND {NEWEST}"
    store.db.execute(
        f"{put} WITH month AS (SELECT u.* FROM {usage} {month_of} AND u.seq NOT IN (SELECT usage FROM mark)), "
        f"before AS (SELECT work, sum(units) AS units, count(DISTINCT substr(day, 1, 7)) AS months FROM {usage} "
        f"{before} GROUP BY work HAVING sum(units) > 0), "
        "high AS (SELECT m.work FROM month m JOIN before b ON b.work = m.work GROUP BY m.work, b.units, b.months "
        "HAVING sum(m.units) >= ? AND sum(m.units) * b.months * ? > b.units * ?) "
        "SELECT seq, 'spike' FROM month WHERE work IN (SELECT work FROM high)",
        (rules.least_units, rules.spike.denominator, rules.spike.numerator),
    )
    store.db.execute(
        f"{put} SELECT u.seq, 'zero-rate' FROM {usage} {month_of} AND u.amount = 0 AND u.rest = '' AND u.units >= ?",
        (max(1, rules.zero_units),),
    )
    store.db.execute(f"INSERT OR REPLACE INTO mark SELECT u.seq, 'beyond' FROM {usage} {month_of} AND u.due = {OVER}")
    decided = (
        "SELECT d.usage AS seq FROM decision d WHERE d.seq = (SELECT max(e.seq) FROM decision e "
        "WHERE e.source = d.source AND e.line = d.line) AND d.verdict ="
    )
    store.db.execute(f"DELETE FROM mark WHERE usage IN ({decided} 'release')")
    store.db.execute(
        f"INSERT OR REPLACE INTO mark SELECT u.seq, '{RECEIVABLE}' FROM {usage} {month_of} AND u.due = {DUE}"
    )
    store.db.execute(f"INSERT OR REPLACE INTO mark SELECT seq, '{RETURNED}' FROM ({decided} 'return')")


def held_lines(store: Store, month: str = "", *, receivable: bool = False) -> list[Held]:
    """What is held by the postings that stand (of a month), by source and line; or what is `receivable` alone."""
    rows = store.rows(
        "SELECT u.source, u.line, p.work, u.day, u.units, u.amount, u.currency, json_extract(p.facts, '$.held'), "
        "coalesce((SELECT d.verdict FROM decision d WHERE d.source = u.source AND d.line = u.line "
        "AND d.usage = u.seq ORDER BY d.seq DESC LIMIT 1), '') FROM posting p JOIN held_line h ON h.posting = p.seq "
        f"JOIN usage u ON u.seq = h.usage WHERE p.kind = 'held' AND {STANDS} AND p.period LIKE ? "
        "AND (p.name LIKE ?) = ? ORDER BY u.source, u.line",
        (month or "%", f"%|{RECEIVABLE}", receivable),
    )
    return [Held(*row) for row in rows]
