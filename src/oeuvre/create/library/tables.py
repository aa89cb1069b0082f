"""Reading the package's own tables: tab-separated, UTF-8, a header row, lists parted by `; ` or `,`."""

from __future__ import annotations

import csv
import json
import re
from importlib import resources
from pathlib import Path
from typing import cast

_GENDER = re.compile(r"\s*\((?:m|f)(?: pl|pl)?\)\s*$")


def data_folder() -> Path:
    """Where the library's data lies; the package is always installed as files, since Typst reads fonts by path."""
    return Path(str(resources.files("oeuvre.create.library") / "data"))


def read_rows(name: str) -> list[dict[str, str]]:
    with (data_folder() / name).open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if not row["name"].startswith("#")
        ]


def read_shapes(name: str) -> dict[str, tuple[float, float, str]]:
    """Width, height and inner SVG of each piece."""
    raw = cast(dict[str, list[object]], json.loads((data_folder() / name).read_text(encoding="utf-8")))
    return {key: (float(cast(float, w)), float(cast(float, h)), str(body)) for key, (w, h, body) in raw.items()}


def words_of(cell: str) -> tuple[str, ...]:
    """The words of a cell in their order, without gender marks."""
    return tuple(_GENDER.sub("", word).strip() for word in cell.split(";") if word.strip())
