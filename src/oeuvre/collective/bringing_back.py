"""An earlier state of a table brought back into the present one: what came since stays."""

from __future__ import annotations

from typing import Any

from pycrdt import Array, Doc, Map, Text

from oeuvre.collective.signatures import MAPS


def document_of(body: bytes) -> Doc[Any]:
    """A document out of one update that has all of it."""
    doc: Doc[Any] = Doc()
    doc.apply_update(body)
    return doc


def bring_back(doc: Doc[Any], old: Doc[Any]) -> None:
    """Give cards, edges and groups what they had in `old`; of comments, only those come back that are gone."""
    for name in MAPS:
        now, then = doc.get(name, type=Map), old.get(name, type=Map)
        for key, value in then.items():
            here = now.get(key)
            if not isinstance(value, Map):
                continue
            if not isinstance(here, Map):
                now[key] = _copied(value)
            elif name != "comments":
                _as_before(here, value)


def _as_before(now: Map[Any], then: Map[Any]) -> None:
    for key in [key for key, _ in now.items() if key not in then]:
        del now[key]
    for key, value in then.items():
        if _plain(now.get(key)) != _plain(value):
            now[key] = _copied(value)


def _plain(value: Any) -> Any:
    return value.to_py() if isinstance(value, (Map, Array)) else str(value) if isinstance(value, Text) else value


def _copied(value: Any) -> Any:
    """A value of another document, types included, to be put into this one."""
    if isinstance(value, Map):
        return Map({key: _copied(one) for key, one in value.items()})
    if isinstance(value, Array):
        return Array([_copied(one) for one in value])
    return Text(str(value)) if isinstance(value, Text) else value
