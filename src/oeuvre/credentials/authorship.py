"""Who made a work: a person, a machine (a model or a rule), both, or nobody can say.

For files of any maker it is read from their manifests; for works of the home it follows from the record (`made_by` in
`makers.py`). Digital source types: IPTC NewsCodes, vocabulary of 2024-10-23, and the two of C2PA.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from oeuvre.credentials.claims import MadeBy

# What each digital source type says of its makers; `mixed` and `unknown` are as IPTC words them.
MAKERS_BY_SOURCE_TYPE: Mapping[str, MadeBy] = {
    "digitalCapture": "human",
    "computationalCapture": "human",
    "negativeFilm": "human",
    "positiveFilm": "human",
    "print": "human",
    "humanEdits": "human",
    "minorHumanEdits": "human",
    "digitalCreation": "human",
    "digitalArt": "human",
    "softwareImage": "human",
    "screenCapture": "human",
    "virtualRecording": "human",
    "compositeCapture": "human",
    "trainedAlgorithmicMedia": "machine",
    "trainedAlgorithmicData": "machine",
    "algorithmicMedia": "machine",
    "dataDrivenMedia": "machine",
    "algorithmicallyEnhanced": "mixed",
    "compositeWithTrainedAlgorithmicMedia": "mixed",
    "compositeSynthetic": "mixed",
    "composite": "mixed",
}
_RECORD_LABEL = "org.oeuvre.record"
_MAKERS: tuple[MadeBy, ...] = ("human", "machine", "mixed", "unknown")


def blend(makers: Iterable[MadeBy]) -> MadeBy:
    """All human is human, all machine is machine, any unknown is unknown, else mixed; nothing at all is unknown."""
    kinds = set(makers)
    if not kinds or "unknown" in kinds:
        return "unknown"
    return kinds.pop() if len(kinds) == 1 else "mixed"


def read_makers(manifests: Mapping[str, Mapping[str, Any]], label: str) -> MadeBy:
    """Who made what the manifest `label` describes, as it and its ingredients state it.

    Our own assertion is taken first; else the source types of the actions; a manifest whose actions name none leaves
    the word to its parents and components.
    """
    return blend(_stated(manifests, label, set()) or ["unknown"])


def _stated(manifests: Mapping[str, Mapping[str, Any]], label: str, seen: set[str]) -> list[MadeBy]:
    pending, found = [label], list[MadeBy]()
    while pending:
        current = pending.pop()
        if current in seen or current not in manifests:
            continue
        seen.add(current)
        manifest = manifests[current]
        own = _own_statement(manifest)
        types = _source_types(manifest)
        if own is not None:
            # Whoever writes "human" beside acts of machines does not turn them into a person's.
            found.append("mixed" if own == "human" and {"machine", "mixed"}.intersection(types) else own)
            continue
        found.extend(types)
        opened = any(action.get("action") == "c2pa.opened" for action in _actions(manifest))
        if types and not opened:
            continue
        for ingredient in manifest.get("ingredients") or ():
            # Edits name their own maker; who made what was opened stands with the parent.
            if ingredient.get("relationship") == "inputTo":
                continue
            target = ingredient.get("active_manifest")
            if target:
                pending.append(str(target))
            elif ingredient.get("relationship") == "parentOf":
                found.append("unknown")
    return found


def _actions(manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [
        action
        for assertion in manifest.get("assertions") or ()
        if str(assertion.get("label", "")).startswith("c2pa.actions") and isinstance(assertion.get("data"), Mapping)
        for action in assertion["data"].get("actions") or ()
        if isinstance(action, Mapping)
    ]


def _source_types(manifest: Mapping[str, Any]) -> list[MadeBy]:
    found: list[MadeBy] = []
    for action in _actions(manifest):
        stated = str(action.get("digitalSourceType") or "")
        name = stated.rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
        if stated and name != "empty":
            found.append(MAKERS_BY_SOURCE_TYPE.get(name, "unknown"))
    return found


def read_editors(manifests: Mapping[str, Mapping[str, Any]], label: str) -> tuple[str, ...]:
    """The people who corrected by hand what the manifest `label` describes, as our own assertion states it."""
    for assertion in (manifests.get(label) or {}).get("assertions") or ():
        data = assertion.get("data")
        if assertion.get("label") == _RECORD_LABEL and isinstance(data, Mapping):
            told = data.get("edited_by")
            return tuple(str(name)[:200] for name in told[:20]) if isinstance(told, list) else ()
    return ()


def _own_statement(manifest: Mapping[str, Any]) -> MadeBy | None:
    for assertion in manifest.get("assertions") or ():
        data = assertion.get("data")
        if assertion.get("label") == _RECORD_LABEL and isinstance(data, Mapping):
            return next((maker for maker in _MAKERS if maker == data.get("made_by")), None)
    return None
