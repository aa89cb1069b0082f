"""What makes two briefs the same: their values and the bytes of all files they name, wherever they lie."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import rfc8785

from oeuvre.create.brief.model import Brief


def brief_digest(brief: Brief) -> str:
    """sha256, in hexadecimal, over the canonical brief (RFC 8785) and the bytes of its files.

    Comments, the order of fields and the folder do not count; a file counts by its name and bytes.
    Raises `OSError` when a file has gone since the brief was read.
    """
    values = asdict(brief)
    del values["source"], values["base"]
    # A partner of no name is its file alone, as it was before partners had names.
    values["brand"]["partners"] = [one if one["name"] else one["path"] for one in values["brand"]["partners"]]
    return hashlib.sha256(rfc8785.dumps(_canonical(values))).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _canonical(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, Path):
        with value.open("rb") as file:
            return {"name": value.name, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
    return value
