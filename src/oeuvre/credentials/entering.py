"""How a work enters another's manifest as an ingredient, with the credential it has."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from oeuvre.credentials.claims import Ingredient
from oeuvre.credentials.errors import FileUnreadable
from oeuvre.credentials.kinds import PLAIN_TEXT, Kind, tell_kind
from oeuvre.credentials.reading import find_sidecar
from oeuvre.credentials.traces import find_trace, open_bytes

_WORDS = (re.compile(rb"c2pa"), re.compile(rb"jumb"))


@dataclass(frozen=True)
class Entry:
    """One ingredient, ready to enter: written out in the definition, or added from its file by the library."""

    instance_id: str
    value: dict[str, Any]
    file: Path | None = None
    media_type: str = ""
    resources: tuple[tuple[str, bytes], ...] = field(default=())

    def add_to(self, builder: Any) -> None:
        """Hands the library what it needs beside the definition. Raises its error if it cannot read the file."""
        for name, data in self.resources:
            builder.add_resource(name, BytesIO(data))
        if self.file is not None:
            with self.file.open("rb") as stream:
                builder.add_ingredient(self.value, self.media_type, stream)


def enter(ingredient: Ingredient, label: str, context: Any, *, unreadable: bool = False) -> Entry:
    """The entry for an ingredient. `unreadable` says that the library has refused its file once.

    Such a file is written down without its bytes; if it bears the mark of a manifest, as one that failed, so that
    every work made from it says so too.
    """
    value: dict[str, Any] = {
        "title": ingredient.title,
        "relationship": ingredient.relationship,
        "label": label,
        "instance_id": ingredient.instance_id,
    }
    path = ingredient.path
    if path is None:
        return Entry(ingredient.instance_id, {**value, "format": ingredient.media_type})
    try:
        kind = tell_kind(path)
        media_type = state_type(kind, ingredient.media_type)
        beside = None if kind is not None and kind.embeds else find_sidecar(path)
        if unreadable and beside is None:
            ruined = is_marked(path, media_type)
            written = _failed(value, media_type) if ruined else {**value, "format": media_type}
            return Entry(ingredient.instance_id, written)
        if beside is not None:
            return _with_sidecar(ingredient.instance_id, value, media_type, path, beside.read_bytes(), context)
    except OSError as error:
        raise FileUnreadable(str(path), detail=error.strerror or str(error)) from error
    return Entry(ingredient.instance_id, value, path, media_type)


def state_type(kind: Kind | None, stated: str) -> str:
    """What the bytes say; where they only say "text" or nothing, what was stated, unless the bytes contradict it."""
    from c2pa import Builder

    if kind is not None and kind != PLAIN_TEXT:
        return kind.media_type
    if stated and stated not in Builder.get_supported_mime_types():
        return stated
    return PLAIN_TEXT.media_type if kind == PLAIN_TEXT else "application/octet-stream"


def is_marked(path: Path, media_type: str) -> bool:
    """Whether a file bears the mark of a manifest, readable or not."""
    with open_bytes(path) as data:
        # Nearly every file that is signed is fresh: two words tell, before all the marks are looked for.
        fresh = not any(word.search(data) for word in _WORDS)
        if fresh and media_type != "application/pdf":
            return False
        return find_trace(data, reads_as_text=media_type == "image/svg+xml")


def _with_sidecar(
    instance_id: str, value: dict[str, Any], media_type: str, path: Path, store: bytes, context: Any
) -> Entry:
    """An ingredient whose manifest lies beside it: the library takes it as a resource together with its verdict."""
    from c2pa import C2paError, Reader

    try:
        with path.open("rb") as stream, Reader(media_type, stream, manifest_data=store, context=context) as reader:
            report = json.loads(reader.json())
    except C2paError:
        return Entry(instance_id, _failed(value, media_type))
    name = f"{value['label']}.c2pa"
    whole = {
        **value,
        "format": media_type,
        "active_manifest": report["active_manifest"],
        "validation_results": report["validation_results"],
        "manifest_data": {"format": "application/c2pa", "identifier": name},
    }
    return Entry(instance_id, whole, resources=((name, store),))


def _failed(value: dict[str, Any], media_type: str) -> dict[str, Any]:
    failure = {"code": "claim.malformed", "explanation": "a manifest was found that could not be read"}
    results = {"activeManifest": {"success": [], "informational": [], "failure": [failure]}}
    return {**value, "format": media_type, "validation_results": results}
