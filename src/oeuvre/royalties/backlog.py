"""What a run still has to look at: the works of a month about which something came in since it was last run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from oeuvre.royalties.errors import LineUnfit
from oeuvre.royalties.layout import LAYOUT
from oeuvre.royalties.period import last_day, months_after
from oeuvre.royalties.store import Store
from oeuvre.royalties.suspicion import NEWEST, USED, USED_BY_WORK
from oeuvre.royalties.terms_store import VOID
from oeuvre.royalties.usage import EARLIEST, RESTS, latest_day, rest_of

_MOST = 20_000
"""With more works to look at than this the whole month is faster."""


@dataclass(frozen=True)
class Unmatched:
    """Usage of a work that nobody described for its days: it waits."""

    work: str
    month: str
    currency: str
    amount: int
    lines: int

    def as_dict(self) -> dict[str, object]:
        return dict(vars(self))


def months_in_use(store: Store) -> list[str]:
    """Every month that has usage as it was last corrected, or postings of usage, in order."""
    rows = store.named(
        f"WITH RECURSIVE found (day) AS (SELECT min(u.day) FROM usage u WHERE u.day >= :first AND {NEWEST} "
        "UNION ALL SELECT (SELECT min(u.day) FROM usage u WHERE u.day > substr(found.day, 1, 7) || '-99' "
        f"AND {NEWEST}) FROM found WHERE found.day IS NOT NULL) "
        "SELECT substr(day, 1, 7) FROM found WHERE day <= :last UNION SELECT DISTINCT period FROM posting "
        "WHERE kind IN ('royalty', 'held') AND period >= substr(:first, 1, 7) ORDER BY 1",
        {"first": EARLIEST, "last": latest_day()},
    )
    return [str(month) for (month,) in rows]


def lines_out_of_time(store: Store) -> list[LineUnfit]:
    """Lines of days on which nothing can have been used, taken in before such were refused: they are not posted."""
    rows = store.rows(
        f"SELECT u.source, u.line, u.day FROM usage u WHERE (u.day < ? OR u.day > ?) AND {NEWEST} ORDER BY 1, 2",
        (EARLIEST, latest_day()),
    )
    return [LineUnfit(f"{source}:{line}", line=line, why="line_day", found=day) for source, line, day in rows]


def choose_works(store: Store, month: str, known: int, always: Collection[str] = ()) -> int | None:
    """Fills the temporary tables `dirty` with the works to look at and `dirty_told` with what their usage came in for;
    returns how many works, or None for all of them.

    Every rule is about one work and the months that a spike is measured against, so new usage touches its work in its
    month and the three that follow; new terms and holds touch the works they speak of and all that descend from them;
    new rules and rates touch everything, but in a month that is closed. `always` are works that any other month may
    touch.
    """
    last = store.rows(
        "SELECT usage, decision, terms, named, hold FROM run WHERE month = ? AND layout = ? ORDER BY seq DESC LIMIT 1",
        (month, LAYOUT),
    )
    if not last:
        return None
    usage, decision, terms, named, hold = last[0]
    closed = store.one("SELECT 1 FROM closing WHERE month = ?", (month,))
    if (
        known > terms
        and not closed
        and (
            store.one("SELECT 1 FROM terms WHERE seq > ? AND rules IS NOT NULL", (terms,))
            or store.one("SELECT 1 FROM rate WHERE terms > ?", (terms,))
        )
    ):
        return None
    db = store.db
    for table, column in (("dirty", "work"), ("dirty_told", "told")):
        db.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} ({column} TEXT PRIMARY KEY)")
        db.execute(f"DELETE FROM {table}")
    put = "INSERT OR IGNORE INTO dirty "
    db.execute(
        f"{put} SELECT u.work FROM {USED} WHERE u.seq > ? AND u.day BETWEEN ? AND ?",
        (usage, f"{months_after(month, -3)}-01", last_day(month).isoformat()),
    )
    db.execute(
        f"{put} SELECT coalesce(n.work, v.work) FROM usage u JOIN usage v ON v.source = u.source AND v.line = u.line "
        "AND v.revision < u.revision LEFT JOIN named n ON n.told = v.work WHERE u.seq > ?",
        (usage,),
    )
    db.execute(f"{put} SELECT work FROM named WHERE seq > ?", (named,))
    db.execute(
        f"{put} SELECT u.work FROM {USED} JOIN decision d ON u.source = d.source AND u.line = d.line WHERE d.seq > ?",
        (decision,),
    )
    db.execute(
        f"{put} WITH RECURSIVE below (work) AS (SELECT work FROM holding WHERE terms > ? "
        "UNION SELECT work FROM hold WHERE seq > ? "
        "UNION SELECT e.child FROM edge e JOIN below b ON b.work = e.parent) SELECT work FROM below",
        (terms, hold),
    )
    db.executemany(f"{put} VALUES (?)", ((work,) for work in sorted(always)))
    db.execute(
        "INSERT INTO dirty_told SELECT work FROM dirty UNION SELECT n.told FROM dirty d JOIN named n ON n.work = d.work"
    )
    count = int(store.one("SELECT count(*) FROM dirty"))
    return None if count > _MOST else count


def note_run(store: Store, month: str, known: int) -> None:
    """Notes up to what a month was run."""
    store.db.execute(
        "INSERT INTO run (month, usage, decision, terms, named, hold, layout) "
        "VALUES (?, (SELECT coalesce(max(seq), 0) FROM usage), (SELECT coalesce(max(seq), 0) FROM decision), ?, "
        "(SELECT coalesce(max(seq), 0) FROM named), (SELECT coalesce(max(seq), 0) FROM hold), ?)",
        (month, known, LAYOUT),
    )


def unmatched(store: Store, month: str) -> list[Unmatched]:
    """Usage of works that nobody described for its days, or that nobody can be paid for, by work and currency."""
    first, last = f"{month}-01", last_day(month).isoformat()
    total = f"sum(u.amount), {RESTS}, count(*)"
    told = "u.told IN (SELECT k.work UNION SELECT n.told FROM named n WHERE n.work = k.work)"
    rows = store.rows(
        "WITH unknown AS (SELECT DISTINCT coalesce(n.work, u.work) AS work FROM (SELECT DISTINCT work FROM usage) u "
        "LEFT JOIN named n ON n.told = u.work EXCEPT SELECT work FROM holding WHERE valid_from <= ?) "
        f"SELECT u.work, ?, u.currency, {total} FROM unknown k JOIN {USED_BY_WORK} ON {told} "
        f"WHERE u.day BETWEEN ? AND ? AND {NEWEST} GROUP BY u.work, u.currency ORDER BY u.work, u.currency",
        (first, month, first, last),
    )
    late = store.rows(
        f"SELECT u.work, ?, u.currency, {total} FROM (SELECT work, min(valid_from) AS since "
        "FROM holding GROUP BY work HAVING min(valid_from) > ? AND min(valid_from) <= ?) k "
        f"JOIN {USED_BY_WORK} ON {told} "
        f"WHERE u.day BETWEEN ? AND ? AND u.day < k.since AND {NEWEST} GROUP BY u.work, u.currency",
        (month, first, last, first, last),
    )
    void = store.rows(
        f"SELECT u.work, ?, u.currency, {total} FROM (SELECT work, valid_from AS since, body, row_number() OVER "
        "(PARTITION BY work ORDER BY valid_from DESC, terms DESC) AS place FROM holding WHERE valid_from <= ?) k "
        f"JOIN {USED_BY_WORK} ON {told} WHERE k.place = 1 AND k.body = ? AND u.day BETWEEN max(k.since, ?) AND ? "
        f"AND {NEWEST} GROUP BY u.work, u.currency",
        (month, last, VOID, first, last),
    )
    described = {work for work, *_ in late}
    found = sorted([*(row for row in rows if row[0] not in described), *late, *void])
    return [
        Unmatched(work, when, currency, amount + round(rest_of(rests)), lines)
        for work, when, currency, amount, rests, lines in found
    ]
