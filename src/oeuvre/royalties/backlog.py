"""What a run still has to look at: the works of a month about which something came in since it was last run."""

from __future__ import annotations

import json
from dataclasses import dataclass

from oeuvre.royalties.period import last_day, months_after
from oeuvre.royalties.store import STANDS, Store
from oeuvre.royalties.suspicion import DISPUTED, NEWEST, works_in_dispute

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
    """Every month that has usage or postings of usage, in order."""
    rows = store.rows(
        "WITH RECURSIVE found (day) AS (SELECT min(day) FROM usage UNION ALL SELECT (SELECT min(u.day) FROM usage u "
        "WHERE u.day > substr(found.day, 1, 7) || '-99') FROM found WHERE found.day IS NOT NULL) "
        "SELECT substr(day, 1, 7) FROM found WHERE day IS NOT NULL UNION SELECT DISTINCT period FROM posting "
        "WHERE kind IN ('royalty', 'held') ORDER BY 1"
    )
    return [str(month) for (month,) in rows]


def choose_works(store: Store, month: str, known: int) -> int | None:
    """Fills the temporary table `dirty` with the works to look at; returns how many, or None for all of them.

    Every rule is about one work and the months that a spike is measured against, so new usage touches its work in its
    month and the three that follow; new terms touch the works they speak of and all that descend from them; new rules
    and rates touch everything.
    """
    last = store.rows("SELECT usage, decision, terms FROM run WHERE month = ? ORDER BY seq DESC LIMIT 1", (month,))
    if not last:
        return None
    usage, decision, terms = last[0]
    if known > terms and (
        store.one("SELECT 1 FROM terms WHERE seq > ? AND rules IS NOT NULL", (terms,))
        or store.one("SELECT 1 FROM rate WHERE terms > ?", (terms,))
    ):
        return None
    db = store.db
    db.execute("CREATE TEMP TABLE IF NOT EXISTS dirty (work TEXT PRIMARY KEY)")
    db.execute("DELETE FROM dirty")
    put = "INSERT OR IGNORE INTO dirty "
    db.execute(
        f"{put} SELECT work FROM usage WHERE seq > ? AND day BETWEEN ? AND ?",
        (usage, f"{months_after(month, -3)}-01", last_day(month).isoformat()),
    )
    db.execute(
        f"{put} SELECT v.work FROM usage u JOIN usage v ON v.source = u.source AND v.line = u.line "
        "AND v.revision < u.revision WHERE u.seq > ?",
        (usage,),
    )
    db.execute(
        f"{put} SELECT u.work FROM decision d JOIN usage u ON u.source = d.source AND u.line = d.line WHERE d.seq > ?",
        (decision,),
    )
    db.execute(
        f"{put} WITH RECURSIVE below (work) AS (SELECT work FROM holding WHERE terms > ? "
        "UNION SELECT e.child FROM edge e JOIN below b ON b.work = e.parent) SELECT work FROM below",
        (terms,),
    )
    disputed = json.dumps(sorted(works_in_dispute(store)))
    db.execute(
        f"{put} SELECT p.work FROM posting p WHERE p.period = ? AND p.kind IN ('royalty', 'held') AND {STANDS} "
        f"AND (p.work IN (SELECT value FROM json_each(?))) <> (p.name LIKE '%|{DISPUTED}')",
        (month, disputed),
    )
    count = int(store.one("SELECT count(*) FROM dirty"))
    return None if count > _MOST else count


def note_run(store: Store, month: str, known: int) -> None:
    """Notes up to what a month was run."""
    store.db.execute(
        "INSERT INTO run (month, usage, decision, terms) VALUES (?, (SELECT coalesce(max(seq), 0) FROM usage), "
        "(SELECT coalesce(max(seq), 0) FROM decision), ?)",
        (month, known),
    )


def unmatched(store: Store, month: str) -> list[Unmatched]:
    """Usage of works that nobody described for its days, by work and currency."""
    rows = store.rows(
        "WITH unknown AS (SELECT DISTINCT work FROM usage EXCEPT SELECT work FROM holding WHERE valid_from <= ?) "
        f"SELECT u.work, ?, u.currency, sum(u.amount), count(*) FROM unknown k JOIN usage u ON u.work = k.work "
        f"WHERE u.day BETWEEN ? AND ? AND {NEWEST} GROUP BY u.work, u.currency ORDER BY u.work, u.currency",
        (f"{month}-01", month, f"{month}-01", last_day(month).isoformat()),
    )
    late = store.rows(
        "SELECT u.work, ?, u.currency, sum(u.amount), count(*) FROM (SELECT work, min(valid_from) AS since "
        "FROM holding GROUP BY work HAVING min(valid_from) > ? AND min(valid_from) <= ?) k "
        "JOIN usage u ON u.work = k.work "
        f"WHERE u.day BETWEEN ? AND ? AND u.day < k.since AND {NEWEST} GROUP BY u.work, u.currency",
        (month, f"{month}-01", last_day(month).isoformat(), f"{month}-01", last_day(month).isoformat()),
    )
    described = {work for work, *_ in late}
    return [Unmatched(*row) for row in sorted([*(row for row in rows if row[0] not in described), *late])]
