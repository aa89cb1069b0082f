"""The terms that a manifest states, of any maker: CAWG metadata and training assertions, and our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_RECORD_LABEL = "org.oeuvre.record"
_MOST_SIGNS = 500
_USES = ("allowed", "notAllowed", "constrained")


def read_terms(manifest: Mapping[str, Any]) -> dict[str, Any] | None:
    """The licence, its address, the digest of our terms and the uses of machines; None where nothing is said."""
    licence, address, digest = "", "", ""
    mining: dict[str, str] = {}
    for assertion in manifest.get("assertions") or ():
        label, data = str(assertion.get("label", "")).partition("__")[0], assertion.get("data")
        if not isinstance(data, Mapping):
            continue
        if label == "cawg.metadata":
            licence = licence or _text(data.get("xmpRights:UsageTerms")) or _text(data.get("dc:rights"))
            address = address or _text(data.get("xmpRights:WebStatement"))
        elif label in ("cawg.training-mining", "c2pa.training-mining"):
            mining |= _mining(data.get("entries"))
        elif label == _RECORD_LABEL:
            licence, digest = _text(data.get("licence")) or licence, _text(data.get("terms"))
    if not (licence or address or digest or mining):
        return None
    return {"licence": licence, "address": address, "digest": digest, "mining": mining}


def _text(value: object) -> str:
    """A text, or the first of a language alternative, cut to what a page can show."""
    if isinstance(value, Mapping):
        value = value.get("x-default") or next(iter(value.values()), "")
    if isinstance(value, list) and value:
        value = value[0]
    return value[:_MOST_SIGNS] if isinstance(value, str) else ""


def _mining(entries: object) -> dict[str, str]:
    found = {}
    for name, entry in entries.items() if isinstance(entries, Mapping) else ():
        use = entry.get("use") if isinstance(entry, Mapping) else None
        if isinstance(use, str) and use in _USES:
            found[str(name).rpartition(".")[2][:60]] = use
    return found
