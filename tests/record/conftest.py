"""A record in a fresh home, with a clock and salts that stand still, and the few things one hands in."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from oeuvre.record import NewAct, NewWork, Party, Record, Work

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)


def still_clock() -> Callable[[], datetime]:
    """Tells a time one second later at each look."""
    ticks = itertools.count()
    return lambda: START + timedelta(seconds=next(ticks))


def counted_salts(beginning: str) -> Callable[[], str]:
    count = itertools.count(1)
    return lambda: f"{beginning}{next(count):0{32 - len(beginning)}x}"


def open_record(home: Path, salt: str = "a") -> Record:
    return Record.open(home, clock=still_clock(), salts=counted_salts(salt))


def new_work(record: Record, content: bytes = b"a picture", **fields: object) -> NewWork:
    digest = record.store.put(content)
    told = {"media_type": "image/png", "modality": "image", **fields}
    return NewWork(digest=digest, size=len(content), **told)  # type: ignore[arg-type]


def make(record: Record, by: Party, used: list[Work] | None = None, kind: str = "edit", **fields: object) -> Work:
    """One act that makes one work of others."""
    act = NewAct(
        kind,
        by=[(by, "maker")],
        used=[(work, "source") for work in used or []],
        made=[(new_work(record), "result")],
        **fields,  # type: ignore[arg-type]
    )
    return record.append(act)[0].works[0]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with open_record(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def anna(record: Record) -> Party:
    return record.party("Anna Moreau", "person", role="illustrator", identifiers={"orcid": "0000-0002-1825-0097"})
