"""A collection of a person's own: a folder of SVG and PNG files with `works.toml`, which says whose they are.

    [terms]                      # of every drawing that says nothing else
    author = "Ada"
    licence = "CC0-1.0"
    [[works]]
    file = "star.svg"
    author = "Bo"
    licence = "CC-BY-4.0"
    page = "https://bo.example"
    [about]                      # of a model that is taught on them
    weights_licence = "CC-BY-4.0"
    outputs = "As you like, with credit to Bo."
    source = ""

A drawing for which no author or no licence is said is left out by name, as any other is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from oeuvre.models.house.errors import CollectionUnfit

TABLE = "works.toml"
ENDINGS = (".svg", ".png")
_TERMS = ("author", "licence", "page")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")


def own_rows(folder: Path) -> list[list[str]] | None:
    """Name, author, licence and page of every drawing in the folder; None where it has no `works.toml`. Raises
    `CollectionUnfit` for a table that cannot be read, or that names a drawing twice or one that is not there."""
    held = _read(folder)
    if held is None:
        return None
    common, told = held.get("terms", {}), held.get("works", [])
    if not isinstance(common, Mapping) or not isinstance(told, list):
        raise CollectionUnfit(TABLE, reason="bad-table")
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())
    names = [path.stem for path in found]
    if len(set(names)) < len(names):
        raise CollectionUnfit(TABLE, reason="bad-table")
    own: dict[str, Mapping[str, object]] = {}
    for row in told:
        name = Path(str(row.get("file", ""))).stem if isinstance(row, Mapping) else ""
        if name not in names or name in own:
            raise CollectionUnfit(f"{TABLE}, {name or '[[works]]'}", reason="bad-table")
        own[name] = row
    return [[name, *(_text(own.get(name, {}), common, key) for key in _TERMS)] for name in names]


def own_about(folder: Path) -> Mapping[str, str] | None:
    """What `[about]` says; None where there is no `works.toml`. Raises `CollectionUnfit`."""
    held = _read(folder)
    if held is None:
        return None
    about = held.get("about", {})
    if not isinstance(about, Mapping) or not all(isinstance(value, str) for value in about.values()):
        raise CollectionUnfit(TABLE, reason="bad-table")
    return {str(key): str(value) for key, value in about.items()}


def _read(folder: Path) -> Mapping[str, object] | None:
    path = folder / TABLE
    if not path.is_file():
        return None
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise CollectionUnfit(TABLE, reason="bad-table") from None


def _text(row: Mapping[str, object], common: Mapping[str, object], key: str) -> str:
    """A drawing's own word, else the folder's; on one line. A drawing with an author of its own has its own terms."""
    value = row.get(key, "" if key != "author" and "author" in row else common.get(key, ""))
    return " ".join(_CONTROLS.sub(" ", value).split())[:200] if isinstance(value, str) else ""
