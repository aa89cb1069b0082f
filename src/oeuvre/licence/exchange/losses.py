"""What a format cannot say: found by reading back what was written, so that nothing is lost without being listed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oeuvre.licence import Terms, terms_as_dict


@dataclass(frozen=True)
class Loss:
    """A field of terms, by its path, and the value that it has and that the other side will not know."""

    field: str
    value: str


@dataclass(frozen=True)
class Exported:
    """Terms as another format has them, and all that it could not say."""

    format: str
    text: str
    lost: tuple[Loss, ...]


@dataclass(frozen=True)
class Imported:
    """Terms read from another format, and what stood there that terms here do not hold.

    What a format does not speak of is prohibited or absent: reading never permits more than was written.
    """

    format: str
    terms: Terms
    unread: tuple[Loss, ...] = ()


def losses(terms: Terms, read_back: Terms) -> tuple[Loss, ...]:
    """Every field in which the terms that were read back differ, with the value that it had."""
    was, came = dict(_fields(terms_as_dict(terms))), dict(_fields(terms_as_dict(read_back)))
    return tuple(
        Loss(field, json.dumps(value, ensure_ascii=False)) for field, value in was.items() if came.get(field) != value
    )


def _fields(value: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, part in value.items():
        path = f"{above}{name}"
        if isinstance(part, Mapping) and above == "":
            found += _fields(part, f"{path}.")
        else:
            found.append((path, part))
    return found
