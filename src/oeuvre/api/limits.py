"""How much is taken in at once; tests take less."""

from __future__ import annotations

from dataclasses import dataclass

from oeuvre.studio import MOST_BYTES, QUOTA


@dataclass(frozen=True)
class Limits:
    """In bytes: of a JSON body, of a file, of all files that a project brings in; how long keys are remembered."""

    body: int = 1 << 20
    file: int = MOST_BYTES
    project: int = QUOTA
    keys: int = 4096
    key_seconds: float = 24 * 3600.0
