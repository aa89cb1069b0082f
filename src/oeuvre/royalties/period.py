"""Periods: a calendar month is what the ledger posts by; a quarter or a year is the months in it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from oeuvre.royalties.errors import PeriodUnfit

_SHAPE = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?")


@dataclass(frozen=True)
class Period:
    """Whole calendar months, both ends inclusive, as `YYYY-MM`; `name` is how it was asked for."""

    name: str
    first: str
    last: str

    @property
    def start(self) -> date:
        return date(int(self.first[:4]), int(self.first[5:]), 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return last_day(self.last)

    def days_after(self, days: int) -> date:
        return self.end + timedelta(days=days)


def read_period(name: str) -> Period:
    """`2026-10`, `2026-Q3` or `2026`. Raises `PeriodUnfit`."""
    found = _SHAPE.fullmatch(name)
    if not found or not 1 <= int(found[1]) <= 9998:
        raise PeriodUnfit(name)
    year, month, quarter = found.groups()
    if month:
        return Period(name, name, name)
    if quarter:
        last = int(quarter) * 3
        return Period(name, f"{year}-{last - 2:02}", f"{year}-{last:02}")
    return Period(name, f"{year}-01", f"{year}-12")


def last_day(month: str) -> date:
    """The last day of a month `YYYY-MM`."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, calendar.monthrange(year, number)[1])


def months_after(month: str, count: int) -> str:
    """The month `count` months after `YYYY-MM`."""
    total = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{total // 12:04}-{total % 12 + 1:02}"


def booked_in(month: str, seq: int, closed: Mapping[str, int]) -> str:
    """The month in whose statement a posting is told."""
    while month in closed and seq > closed[month]:
        month = months_after(month, 1)
    return month
