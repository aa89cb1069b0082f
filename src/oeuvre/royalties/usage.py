"""Usage as it comes in: delimited files read by a saved mapping of columns, line by line, each fault with its place.

Block files in the shape of a DSR report are read too: lines whose first cell is not the mapping's `record` are passed
over. That is a way of reading such files, and no claim of conformance with any standard.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import cast

from oeuvre.royalties.currency import exact_units, is_currency, minor_units
from oeuvre.royalties.errors import LineUnfit, MappingUnfit, UsageUnreadable

COLUMNS = (
    *("line", "work", "amount", "currency", "day", "units", "use", "territory", "channel", "payer"),
    *("listener", "revision"),
)
"""What a column can hold. `line`, `work` and `amount` are needed; `day` or a fixed one too."""

_FIXED = ("currency", "day", "use", "territory", "channel", "payer")
_KEYS = {"source", "columns", "fixed", "separator", "decimal", "encoding", "record", "dates", "header"}
_MOST = 2**62
EARLIEST = "1900-01-01"
"""No usage is of an earlier day."""
_AHEAD = timedelta(days=31)
_DATES = {"iso": None, "dmy": "%d/%m/%Y", "mdy": "%m/%d/%Y", "dotted": "%d.%m.%Y", "compact": "%Y%m%d"}
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class ColumnMapping:
    """How the columns of one source are read.

    `columns` maps what we call a thing to the file's heading, or to a column's number from 1 where `header` is false;
    `fixed` has values that are the same on every line. `record` is the first cell of the lines that count, in block
    files. `dates` is a key of `_DATES`.
    """

    source: str
    columns: Mapping[str, str | int] = field(hash=False)
    fixed: Mapping[str, str] = field(hash=False)
    separator: str = ","
    decimal: str = "."
    encoding: str = "utf-8-sig"
    record: str = ""
    dates: str = "iso"
    header: bool = True

    def as_text(self) -> str:
        """As JSON, as it is saved."""
        value = {**vars(self), "columns": dict(self.columns), "fixed": dict(self.fixed)}
        return json.dumps(value, ensure_ascii=False, sort_keys=True)


PAID, DUE, OVER = 0, 1, 2
"""Where the money of a line is: with us, with whoever owes it, or with us though nobody owes it."""


@dataclass(frozen=True)
class Usage:
    """One line of usage: `amount` in minor units of `currency`, `day` of use, `moment` as exactly as it was told.

    `revision` counts corrections of the same source and line; the highest one counts. `listener` is a hash, or empty.
    `rest` is what the amount has below the minor unit, as a fraction of it ("" for nothing): shares of a stream are
    less than a cent. `due` says that the payer has not paid it yet (`DUE`), or paid more than is owed (`OVER`).
    `number` is that of the line in its file.
    """

    source: str
    line: str
    revision: int
    work: str
    use: str
    territory: str
    channel: str
    day: str
    moment: str
    units: int
    amount: int
    currency: str
    payer: str
    listener: str
    rest: str = ""
    due: int = PAID
    number: int = field(default=0, compare=False)

    def values(self) -> tuple[object, ...]:
        """All but source, line and revision, in the order of the ledger's table."""
        return (
            *(self.work, self.use, self.territory, self.channel, self.day, self.moment, self.units, self.amount),
            *(self.currency, self.payer, self.listener, self.rest, self.due),
        )


RESTS = "group_concat(u.rest, ' ') FILTER (WHERE u.rest <> '')"
"""In SQL: what the lines of a group have below the minor unit, for `rest_of`."""


def rest_of(rests: str | None) -> Fraction:
    """The sum of what `RESTS` found."""
    counts = Counter((rests or "").split())
    return sum((Fraction(rest) * count for rest, count in counts.items()), Fraction(0))


def read_mapping(text: str | bytes, place: str = "", source: str = "") -> ColumnMapping:
    """A mapping out of JSON. Raises `MappingUnfit` with what is lacking or not known."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageUnreadable(place, detail=str(error)) from error
    if not isinstance(value, dict):
        raise UsageUnreadable(place, detail=type(value).__name__)
    for key in value:
        if key not in _KEYS:
            raise MappingUnfit(place, why="mapping_key", field=key)
    columns, fixed = value.get("columns", {}), value.get("fixed", {})
    for name, told, among in (("columns", columns, COLUMNS), ("fixed", fixed, _FIXED)):
        if not isinstance(told, dict):
            raise MappingUnfit(place, why="mapping_value", field=name, found=told)
        for key, one in told.items():
            if key not in among:
                raise MappingUnfit(place, why="mapping_key", field=f"{name}.{key}")
            if not (isinstance(one, str) and one) and not (name == "columns" and type(one) is int and one > 0):
                raise MappingUnfit(place, why="mapping_value", field=f"{name}.{key}", found=one)
    made = ColumnMapping(
        str(value.get("source", "") or source),
        cast("dict[str, str | int]", columns),
        cast("dict[str, str]", fixed),
        **{
            key: value[key] for key in ("separator", "decimal", "encoding", "record", "dates", "header") if key in value
        },
    )
    _check(made, place)
    return made


def _check(made: ColumnMapping, place: str) -> None:
    lacking = [name for name in ("line", "work", "amount") if name not in made.columns]
    lacking += [name for name in ("day", "currency") if name not in made.columns and name not in made.fixed]
    if not made.source:
        lacking.append("source")
    if lacking:
        raise MappingUnfit(place, why="mapping_lacks", field=lacking[0])
    try:
        codecs.lookup(made.encoding)
        known = True
    except (LookupError, TypeError):
        known = False
    fits = {
        "separator": isinstance(made.separator, str) and len(made.separator) == 1,
        "decimal": made.decimal in (".", ","),
        "encoding": known,
        "dates": made.dates in _DATES,
        "record": isinstance(made.record, str),
        "header": isinstance(made.header, bool),
    }
    for name, fit in fits.items():
        if not fit:
            raise MappingUnfit(place, why="mapping_value", field=name, found=getattr(made, name))
    if "currency" in made.fixed and not is_currency(made.fixed["currency"]):
        raise MappingUnfit(place, why="mapping_value", field="currency", found=made.fixed["currency"])
    if not made.header and any(isinstance(column, str) for column in made.columns.values()):
        raise MappingUnfit(place, why="mapping_value", field="columns", found="header")


def read_usage(path: Path, mapping: ColumnMapping) -> Iterator[Usage | LineUnfit]:
    """The lines of a file, the good as `Usage` and the others as what is wrong with them (place: file and line).

    Raises `UsageUnreadable` or `MappingUnfit` when nothing can be read at all.
    """
    try:
        with path.open(encoding=mapping.encoding, newline="") as file:
            yield from _lines(file, path.name, mapping)
    except OSError as error:
        raise UsageUnreadable(str(path), detail=error.strerror or str(error)) from error
    except (UnicodeError, csv.Error) as error:
        raise UsageUnreadable(str(path), detail=str(error)) from error


def read_usage_text(text: str, name: str, mapping: ColumnMapping) -> Iterator[Usage | LineUnfit]:
    """The same, of a text that is there already."""
    yield from _lines(io.StringIO(text), name, mapping)


def _lines(file: Iterable[str], name: str, mapping: ColumnMapping) -> Iterator[Usage | LineUnfit]:
    rows = csv.reader(file, delimiter=mapping.separator)
    places: dict[str, int] | None = None
    width = 0
    if not mapping.header:
        places = {key: int(column) - 1 for key, column in mapping.columns.items()}
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if places is None:
            places, width = _places(row, name, mapping), len(row)
            continue
        if mapping.record and row[0].strip() != mapping.record:
            continue
        line = rows.line_num
        if (width and len(row) != width) or len(row) <= max(places.values()):
            expected = width or max(places.values()) + 1
            yield _fault(name, line, "line_columns", found=len(row), expected=expected)
            continue
        cells = {key: row[column].strip() for key, column in places.items()}
        yield _read(cells, name, line, mapping)
    if places is None:
        raise UsageUnreadable(name, detail="empty")


def _places(heading: list[str], name: str, mapping: ColumnMapping) -> dict[str, int]:
    """Which column holds what, by the heading."""
    titles = [title.strip() for title in heading]
    found = {}
    for key, column in mapping.columns.items():
        if isinstance(column, int):
            found[key] = column - 1
        elif column in titles:
            found[key] = titles.index(column)
        else:
            raise MappingUnfit(name, why="mapping_column", column=column)
    return found


def _fault(name: str, line: int, why: str, **values: object) -> LineUnfit:
    return LineUnfit(f"{name}:{line}", line=line, why=why, **values)


def _read(cells: Mapping[str, str], name: str, line: int, mapping: ColumnMapping) -> Usage | LineUnfit:
    values = {key: cells.get(key) or mapping.fixed.get(key, "") for key in COLUMNS}
    for key in ("line", "work", "amount", "day", "currency"):
        if not values[key]:
            return _fault(name, line, "line_missing", field=key)
    currency = values["currency"].upper()
    if not is_currency(currency):
        return _fault(name, line, "line_currency", found=values["currency"])
    exactly = exact_units(values["amount"], currency, mapping.decimal)
    if exactly is None:
        return _fault(name, line, "line_amount", found=values["amount"])
    if exactly < 0:
        return _fault(name, line, "line_negative", found=values["amount"])
    amount = exactly.numerator // exactly.denominator
    rest = str(exactly - amount) if exactly.denominator > 1 else ""
    day = _day(values["day"], mapping.dates)
    if day is None or not is_day_of_use(day):
        return _fault(name, line, "line_day", found=values["day"])
    units, revision = (_count(values[key], mapping.decimal) for key in ("units", "revision"))
    if units is None or revision is None:
        return _fault(name, line, "line_units", found=values["units"] if units is None else values["revision"])
    if max(amount, units) >= _MOST:
        return _fault(name, line, "line_large", found=values["amount"])
    listener = values["listener"]
    if listener:
        # Who listened is nobody's business here: only whether it was one and the same.
        listener = hashlib.sha256(f"{mapping.source} {listener}".encode()).hexdigest()[:16]
    return Usage(
        *(mapping.source, values["line"], revision, values["work"], values["use"], values["territory"]),
        *(values["channel"], day, values["day"] if len(values["day"]) > 10 else "", units, amount, currency),
        *(values["payer"] or mapping.source, listener, rest, PAID, line),
    )


def is_day_of_use(day: str) -> bool:
    """Whether usage may be of this day: a slip of the pen would post a month that nobody ever comes to."""
    return EARLIEST <= day <= latest_day()


def latest_day() -> str:
    """The last day of which usage may come in: a month from now."""
    return (datetime.now(UTC).date() + _AHEAD).isoformat()


def misfit(usage: Usage) -> LineUnfit | None:
    """What is wrong with usage that comes in as values; None for a good line."""
    told: tuple[str, object] | None = None
    if not usage.work or not usage.line:
        told = "line_missing", ""
    elif not is_currency(usage.currency):
        told = "line_currency", usage.currency
    elif usage.amount < 0:
        told = "line_negative", usage.amount
    elif max(usage.amount, usage.units) >= _MOST:
        told = "line_large", usage.amount
    elif usage.units < 0:
        told = "line_units", usage.units
    elif _day(usage.day, "iso") != usage.day or not is_day_of_use(usage.day):
        told = "line_day", usage.day
    if told is None:
        return None
    why, found = told
    return LineUnfit(f"{usage.source}:{usage.line}", line=usage.line, why=why, found=found, field="line, work")


def _count(told: str, decimal: str) -> int | None:
    """A whole number of uses; nothing is 0."""
    if not told:
        return 0
    found = minor_units(told, "JPY", decimal)
    return found if found is not None and found >= 0 else None


def _day(told: str, dates: str) -> str | None:
    """A day (or a moment, or a month, which is its first day) as `YYYY-MM-DD`."""
    try:
        pattern = _DATES[dates]
        if pattern is not None:
            return datetime.strptime(told[:10] if dates != "compact" else told[:8], pattern).date().isoformat()
        if _MONTH.fullmatch(told):
            return f"{told}-01"
        if len(told) > 10:
            datetime.fromisoformat(told)
        return date.fromisoformat(told[:10]).isoformat()
    except ValueError:
        return None
