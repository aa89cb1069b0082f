"""On which line of a TOML file each field stands.

The standard parser keeps no places. This reads a text that has already parsed, so it may be small: it follows
tables, arrays of tables, keys, strings over several lines and brackets, and gives up on nothing else.
"""

from __future__ import annotations

import re

Location = tuple[str | int, ...]

_PART = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\]|\\.)*\"|'[^']*')"
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_TABLE = re.compile(rf"\s*(\[\[?)\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]")
_TOKEN = re.compile(r"\"\"\"|'''|\"(?:[^\"\\]|\\.)*\"|'[^']*'|#.*|[\[{]|[\]}]")


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


class _Balance:
    """Whether a value goes on after the end of a line."""

    def __init__(self) -> None:
        self.depth = 0
        self.fence = ""

    def open(self) -> bool:
        return bool(self.depth or self.fence)

    def read(self, text: str) -> None:
        at = 0
        while at < len(text):
            if self.fence:
                end = _closing(text, at, self.fence)
                if end < 0:
                    return
                at, self.fence = end, ""
                continue
            token = _TOKEN.search(text, at)
            if not token:
                return
            at = token.end()
            sign = token.group()
            if sign in ('"""', "'''"):
                self.fence = sign
            elif sign in "[{":
                self.depth += 1
            elif sign in "]}":
                self.depth -= 1


def _closing(text: str, at: int, fence: str) -> int:
    """Where a string over several lines ends in `text`, or -1."""
    while True:
        found = text.find(fence, at)
        if found < 0:
            return -1
        slashes = len(text[:found]) - len(text[:found].rstrip("\\"))
        if fence == "'''" or slashes % 2 == 0:
            # Up to two more quotes belong to the string: """" ends with one quote inside.
            end = found + 3
            while end < len(text) and end < found + 5 and text[end] == fence[0]:
                end += 1
            return end
        at = found + 1


def field_lines(text: str) -> dict[Location, int]:
    """The line (from 1) of each table and key, `("references", 0, "path")` for rows of an array of tables."""
    lines: dict[Location, int] = {}
    rows: dict[Location, int] = {}
    table: Location = ()
    balance = _Balance()
    for number, line in enumerate(text.split("\n"), start=1):
        if balance.open():
            balance.read(line)
            continue
        header = _TABLE.match(line)
        if header:
            table = _under(_parts(header.group(2)), rows)
            if header.group(1) == "[[":
                plain = table
                rows[plain] = rows.get(plain, -1) + 1
                table = (*plain, rows[plain])
                lines.setdefault(plain, number)
            lines.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key:
            where = table + _parts(key.group(1))
            for length in range(len(table) + 1, len(where) + 1):
                lines.setdefault(where[:length], number)
            balance.read(line[key.end() :])
    return lines


def _under(parts: tuple[str, ...], rows: dict[Location, int]) -> Location:
    """A table's location, with the current row of each array of tables on the way (but not its own)."""
    where: Location = ()
    for depth, part in enumerate(parts):
        where = (*where, part)
        if where in rows and depth < len(parts) - 1:
            where = (*where, rows[where])
    return where


def line_of(location: Location, lines: dict[Location, int]) -> int:
    """The line of a field, else of what it stands in, else 1."""
    for length in range(len(location), 0, -1):
        if location[:length] in lines:
            return lines[location[:length]]
    return 1


def dotted(location: Location) -> str:
    """`("references", 0, "path")` as a person counts: `references[1].path`."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text
