"""A file of usage, looked at before it is taken in: its columns, a few rows, and how it would be read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oeuvre.royalties import ColumnMapping

_MOST_BYTES, _ROWS = 64 * 1024, 6
_SEPARATORS = (",", ";", "\t", "|")
# What reports call a thing, by what we call it; the first heading that fits is taken.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "line": ("line", "line id", "id", "ligne", "transaction", "transaction id", "reference", "référence", "row"),
    "work": ("work", "work id", "œuvre", "oeuvre", "title", "titre", "iscc", "isrc", "sku", "file", "fichier"),
    "amount": ("amount", "net", "revenue", "price", "montant", "somme", "prix", "royalty", "total", "gross"),
    "currency": ("currency", "devise", "monnaie", "cur"),
    "day": ("day", "date", "jour", "sale date", "date of sale", "period", "période", "month", "mois"),
    "units": ("units", "quantity", "qty", "count", "unités", "quantité", "nombre", "copies", "streams"),
    "use": ("use", "usage", "type", "utilisation", "use type"),
    "territory": ("territory", "country", "pays", "territoire"),
    "channel": ("channel", "store", "shop", "canal", "boutique", "service"),
    "payer": ("payer", "client", "customer", "payeur", "partner"),
    "listener": ("listener", "user", "listener id", "auditeur"),
    "revision": ("revision", "version", "révision"),
}
_NEEDED = ("line", "work", "amount", "currency", "day")
_DATES = {
    "iso": re.compile(r"\d{4}-\d{2}(-\d{2}.*)?"),
    "compact": re.compile(r"\d{8}"),
    "dotted": re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"),
    "dmy": re.compile(r"\d{1,2}/\d{1,2}/\d{4}"),
}


@dataclass(frozen=True)
class Look:
    """The beginning of a file of usage and a mapping that may read it; `lacking` still needs a column or a value."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: ColumnMapping
    lacking: tuple[str, ...]


def look_at_usage(path: Path, source: str) -> Look:
    """What the beginning of a delimited file tells of it. Raises `UsageUnreadable`."""
    from oeuvre.royalties import ColumnMapping, UsageUnreadable

    with path.open("rb") as file:
        data = file.read(_MOST_BYTES)
    encoding = "utf-8-sig"
    try:
        # A sign that the cut went through is no sign of another encoding.
        text = data.decode(encoding) if len(data) < _MOST_BYTES else data[: data.rfind(b"\n") + 1].decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "cp1252", data.decode("cp1252", "replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    if "\0" in text or not first:
        raise UsageUnreadable(path.name, detail="empty" if not first else "binary")
    separator = max(_SEPARATORS, key=first.count)
    try:
        table = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UsageUnreadable(path.name, detail=str(error)) from error
    if len(data) == _MOST_BYTES and len(table) > 1:
        table = table[:-1]
    headings = [cell.strip() for cell in table[0]]
    rows = table[1 : _ROWS + 1]
    columns = guess_columns(headings)
    made = ColumnMapping(source, columns, {}, separator=separator, encoding=encoding)
    made = replace(made, decimal=_decimal(_cells(made, headings, rows, "amount")))
    made = replace(made, dates=_dates(_cells(made, headings, rows, "day")))
    return Look(tuple(headings), tuple(tuple(row) for row in rows), made, lacking_in(made))


def guess_columns(headings: Sequence[str]) -> dict[str, str]:
    """Which heading holds what, as reports usually call it; each heading once."""
    plain = {re.sub(r"[\s_\-.]+", " ", heading).strip().casefold(): heading for heading in reversed(headings)}
    found: dict[str, str] = {}
    for name, called in _CALLED.items():
        heading = next((plain[one] for one in called if one in plain and plain[one] not in found.values()), None)
        if heading:
            found[name] = heading
    return found


def lacking_in(mapping: ColumnMapping) -> tuple[str, ...]:
    """What a mapping needs and does not have, in our names."""
    return tuple(one for one in _NEEDED if one not in mapping.columns and one not in mapping.fixed)


def _cells(mapping: ColumnMapping, headings: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> list[str]:
    heading = mapping.columns.get(name)
    if heading not in headings:
        return []
    place = headings.index(str(heading))
    return [row[place].strip() for row in rows if len(row) > place]


def _decimal(cells: Sequence[str]) -> str:
    return "," if any("," in cell for cell in cells) and not any("." in cell for cell in cells) else "."


def _dates(cells: Sequence[str]) -> str:
    if not cells:
        return "iso"
    for name, shape in _DATES.items():
        if all(shape.fullmatch(cell) for cell in cells):
            months_first = name == "dmy" and any(int(cell.split("/")[1]) > 12 for cell in cells)
            return "mdy" if months_first else name
    return "iso"
