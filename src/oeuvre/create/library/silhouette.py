"""Filling the hollows of a one-colour drawing, so that a second colour shows through them.

Each subpath of a path is drawn by itself, in the second colour, under the drawing: a hole becomes a plain shape. A
subpath may begin with a move relative to where the one before it ended, so the current point is followed through
every command (SVG 2, section 9.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
_PATH = re.compile(r'<path\b[^>]*?\bd="([^"]*)"[^>]*?/?>')
_COUNT = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers, repeated commands spelt out. Flags of an arc may stand without a space."""
    place, command = 0, ""
    while place < len(path):
        if path[place] in " ,\t\r\n":
            place += 1
            continue
        if path[place].isalpha():
            command, place = path[place], place + 1
            if command in "Zz":
                yield command, []
            continue
        numbers: list[float] = []
        for index in range(_COUNT[command.upper()]):
            while path[place] in " ,\t\r\n":
                place += 1
            if command in "Aa" and index in (3, 4):
                numbers.append(float(path[place]))
                place += 1
                continue
            found = _TOKEN.match(path, place)
            if found is None or found[2] is None:
                raise ValueError(f"not path data at {place}: {path[place : place + 12]!r}")
            numbers.append(float(found[2]))
            place = found.end()
        yield command, numbers
        command = {"M": "L", "m": "l"}.get(command, command)


def subpaths(path: str) -> list[str]:
    """The closed pieces of path data, each beginning with an absolute move."""
    pieces: list[list[str]] = []
    x = y = start_x = start_y = 0.0
    for command, numbers in _commands(path):
        kind, relative = command.upper(), command.islower()
        if kind == "M":
            x, y = (x + numbers[0], y + numbers[1]) if relative else (numbers[0], numbers[1])
            start_x, start_y = x, y
            pieces.append([f"M{x:g} {y:g}"])
            continue
        if kind == "Z":
            x, y = start_x, start_y
            pieces[-1].append("Z")
            continue
        if pieces[-1][-1] == "Z":
            pieces.append([f"M{x:g} {y:g}"])
        pieces[-1].append(command + " ".join(f"{number:g}" for number in numbers))
        if kind == "H":
            x = x + numbers[0] if relative else numbers[0]
        elif kind == "V":
            y = y + numbers[0] if relative else numbers[0]
        else:
            x, y = (x + numbers[-2], y + numbers[-1]) if relative else (numbers[-2], numbers[-1])
    return ["".join(piece) for piece in pieces if len(piece) > 1]


def fill_holes(body: str, colour: str) -> str:
    """The outline of each subpath of `body`, as plain shapes of `colour`."""
    painted = (path.group(1) for path in _PATH.finditer(body) if 'fill="none"' not in path.group())
    found = [piece for path in painted for piece in subpaths(path)]
    return "".join(f'<path fill="{colour}" d="{piece}"/>' for piece in found)
