"""The ledger against its goals: posting beside plain SQLite, restating a month, and why each cent.

    python -m benchmarks.royalties_ledger [--quick]

100,000 works with 200,000 edges and a million lines of usage of one month. The peer of posting inserts the very same
rows into tables of the same shape, without digests, chain, triggers and whereabouts; both commit once, in turns.
"""

from __future__ import annotations

import contextlib
import gc
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.royalties import EDGE, made_events, made_lineage, memory
from oeuvre.royalties import Books, Usage


def made_terms(works: int) -> str:
    """The lineage of the other benchmark as a file of terms."""
    graph = made_lineage(works, EDGE)
    parents: dict[int, list[dict[str, object]]] = {}
    for child, parent, share in zip(graph.child.tolist(), graph.parent.tolist(), graph.numerator.tolist(), strict=True):
        edge = {"work": f"w{parent:07}", "percent": share / 10, "policy": "absolute-edge"}
        parents.setdefault(child, []).append(edge)
    bounds, party, weight = graph.first_share.tolist(), graph.party.tolist(), graph.weight.tolist()
    listed = []
    for work in range(works):
        held = range(bounds[work], bounds[work + 1])
        shares = [{"party": f"p{party[place]}", "weight": weight[place]} for place in held]
        listed.append({"id": f"w{work:07}", "shares": shares, "parents": parents.get(work, [])})
    return json.dumps({"works": listed})


def made_usage(works: int, events: int) -> Iterator[Usage]:
    """Lines of one month, in two uses and three territories."""
    work, amount = made_events(works, events)
    uses, places = ("stream", "download"), ("FR", "BE", "CH")
    for number, (of, cents) in enumerate(zip(work.tolist(), amount.tolist(), strict=True)):
        day = f"2026-10-{number % 28 + 1:02}"
        told = (f"w{of:07}", uses[number % 2], places[number % 3], "", day, "", number % 90, cents, "EUR", "shop", "")
        yield Usage("shop", f"l{number}", 0, *told)


@contextlib.contextmanager
def timed(spent: dict[str, float], name: str) -> Iterator[None]:
    gc.collect()
    start, used = time.perf_counter(), time.process_time()
    yield
    spent[name] = time.perf_counter() - start
    spent[f"{name}, of it on the processor"] = time.process_time() - used


def plain_inserts(books: Books, folder: Path) -> float:
    """Seconds for the same rows of the ledger's two large tables in a database of their own."""
    rows = {
        table: books.store.rows(f"SELECT * FROM {table} WHERE {key} <= (SELECT count(*) FROM posting)")
        for table, key in (("posting", "seq"), ("entry", "posting"))
    }
    path = folder / "plain.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as peer:
        peer.execute("PRAGMA journal_mode=WAL")
        peer.execute("PRAGMA synchronous=FULL")
        for table in rows:
            peer.execute(str(books.store.one("SELECT sql FROM sqlite_master WHERE name = ?", (table,))))
        gc.collect()
        start = time.perf_counter()
        peer.execute("BEGIN")
        for table, values in rows.items():
            peer.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(values[0]))})", values)
        peer.execute("COMMIT")
        took = time.perf_counter() - start
    for file in folder.glob("plain.db*"):
        file.unlink()
    return took


def again(books: Books, folder: Path) -> float:
    """Seconds for posting the same postings once more, into an empty ledger."""
    import numpy as np

    from oeuvre.royalties.ledger import Entries, Header

    headers = [
        Header(*row)
        for row in books.store.rows(
            "SELECT kind, name, work, period, currency, gross, known, day, facts FROM posting ORDER BY seq"
        )
    ]
    columns = np.array(
        books.store.rows("SELECT posting, account, party, work, amount, paths FROM entry ORDER BY posting, place"),
        np.int64,
    ).T
    counts = np.bincount(columns[0])[1:].astype(np.int64)
    names = [name for (name,) in books.store.rows("SELECT id FROM name ORDER BY seq")]
    with Books.open(folder) as other:
        with other.store.writing():
            other.store.db.executemany("INSERT INTO name VALUES (?, ?)", enumerate(names))
        gc.collect()
        start = time.perf_counter()
        with other.store.writing():
            other.store.post(headers, Entries(counts, *columns[1:]))
        took = time.perf_counter() - start
    for file in folder.glob("*"):
        file.unlink()
    return took


def main(quick: bool = False) -> dict[str, Any]:
    """Measures, prints, and returns the figures; the full run takes a few minutes."""
    works, events, turns = (10_000, 100_000, 1) if quick else (100_000, 1_000_000, 3)
    spent: dict[str, float] = {}
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        terms = made_terms(works)
        with Books.open(folder / "home") as books:
            with timed(spent, "terms taken in, s"):
                books.take_terms(terms)
            with timed(spent, "usage taken in, s"):
                books.import_lines(made_usage(works, events))
            with timed(spent, "first run, s"):
                first = books.run()
            pairs = [(again(books, folder / "again"), plain_inserts(books, folder)) for _ in range(turns)]
            with timed(spent, "a run that finds nothing to do, s"):
                books.run()
            told = ("stream", "FR", "", "2026-10-05", "", 5, 777, "EUR", "shop", "")
            corrected = [Usage("shop", f"l{number * 997}", 1, f"w{number:07}", *told) for number in range(100)]
            books.import_lines(corrected)
            with timed(spent, "restating a month after 100 corrections, s (goal 5)"):
                restated = books.run()
            lines = books.store.rows(
                "SELECT posting || '.' || place FROM entry WHERE account = 2 AND work >= 0 LIMIT 200000"
            )
            asked = random.Random(3).sample(lines, min(500, len(lines)))
            took = []
            for (line,) in asked:
                start = time.perf_counter()
                books.why(line)
                took.append((time.perf_counter() - start) * 1000)
            with timed(spent, "verifying the whole ledger, s"):
                broken = books.verify()
    posted, plain = (statistics.median(each) for each in zip(*pairs, strict=True))
    figures: dict[str, Any] = {
        "works": works,
        "lines of usage": events,
        "postings": first.postings,
        "lines posted": first.lines,
        **{key: round(value, 2) for key, value in spent.items()},
        "posting to SQLite, s": round(posted, 2),
        "plain inserts of the same rows, s": round(plain, 2),
        "ratio to plain inserts (goal 0.5)": round(plain / posted, 2),
        "postings made and reversed by the restatement": f"{restated.postings}, {restated.reversals}",
        "why, median, ms": round(statistics.median(took), 1),
        "why, p95, ms (goal 50)": round(statistics.quantiles(took, n=20)[-1], 1),
        "first posting that does not hold": broken,
        "most memory, GB": round(memory(), 2),
    }
    print(json.dumps(figures, indent=2))
    return figures


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
