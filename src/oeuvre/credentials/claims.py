"""What is said of a work when it is signed: plain values, ready to cross to the worker as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

Relationship = Literal["parentOf", "componentOf", "inputTo"]
Training = Literal["notAllowed", "allowed", "constrained"]
MadeBy = Literal["human", "machine", "mixed", "unknown"]

SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@dataclass(frozen=True)
class Ingredient:
    """A work that went into another. With `path`, its bytes are hashed and its own manifest is kept.

    `instance_id` is what `Action.ingredients` refers to; `digest` is the sha256 of its bytes.
    """

    title: str
    media_type: str
    relationship: Relationship
    path: Path | None = None
    instance_id: str = ""
    digest: str = ""
    iscc: str | None = None


@dataclass(frozen=True)
class Action:
    """One act as C2PA tells it. `source_type` is the last part of an IPTC digital source type, `when` ISO 8601."""

    action: str
    source_type: str | None = None
    agent_name: str | None = None
    agent_version: str | None = None
    description: str | None = None
    ingredients: tuple[str, ...] = ()
    when: str | None = None


@dataclass(frozen=True)
class Claim:
    """Everything that a signature will hold beside the hash of the file.

    `record_digest` is the head of the record's chain when it was signed; `iscc` is the work's content code; `editors`
    are the people who corrected by hand what a rule or a model had made. `terms` is the digest of the work's terms,
    `mining` what they say to machines: each entry of the CAWG assertion with its use and, where that is constrained,
    where the constraint is to be read. `packet` is XMP that is put into the file before it is signed.
    """

    title: str
    media_type: str
    actions: tuple[Action, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    authors: tuple[str, ...] = ()
    licence: str | None = None
    terms_url: str | None = None
    training: Training = "notAllowed"
    record_digest: str = ""
    work_id: str = ""
    made_by: MadeBy = "unknown"
    iscc: str | None = None
    credits: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    terms: str = ""
    mining: tuple[tuple[str, Training, str], ...] = ()
    packet: str = ""

    def as_json(self) -> dict[str, Any]:
        """The claim as JSON values."""
        value = asdict(self)
        for ingredient in value["ingredients"]:
            ingredient["path"] = str(ingredient["path"]) if ingredient["path"] is not None else None
        return value

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Claim:
        """The inverse of `as_json`."""
        ingredients = tuple(
            Ingredient(**{**one, "path": Path(one["path"]) if one["path"] is not None else None})
            for one in value["ingredients"]
        )
        actions = tuple(Action(**{**one, "ingredients": tuple(one["ingredients"])}) for one in value["actions"])
        plain: dict[str, Any] = {
            name: tuple(item) if isinstance(item, list) else item
            for name, item in value.items()
            if name not in ("actions", "ingredients", "mining")
        }
        plain["mining"] = tuple((name, use, told) for name, use, told in value.get("mining", ()))
        return cls(actions=actions, ingredients=ingredients, **plain)


@dataclass(frozen=True)
class Signed:
    """A signed file: where it lies, the sha256 and size of its bytes there, the size of its manifest store.

    `sidecar` is set for kinds of file that cannot hold a manifest; `digest` is then that of the unchanged work.
    """

    path: Path
    digest: str
    size: int
    manifest_bytes: int
    sidecar: Path | None = field(default=None)
