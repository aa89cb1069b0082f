"""The words of the record as frozen values: parties, works, acts, and what one hands in to be recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal, TypeAlias

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"
PartyKind = Literal["person", "collective", "model", "rule"]
Modality = Literal["image", "audio", "text", "design", "font", "model", "collection"]
PARTY_KINDS: tuple[PartyKind, ...] = ("person", "collective", "model", "rule")
MODALITIES: tuple[Modality, ...] = ("image", "audio", "text", "design", "font", "model", "collection")

_NOTHING: Mapping[str, JSON] = MappingProxyType({})


@dataclass(frozen=True)
class Party:
    """A person, a collective, a model or a rule.

    `name`, `role` and `identifiers` (ORCID, ISNI, IPI by their lower-case names) are personal text that can be
    erased; once it is, `forgotten` is true and the beginning of the id stands for the name.
    """

    id: str
    name: str
    kind: PartyKind
    role: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict, hash=False)
    forgotten: bool = False

    def as_dict(self) -> dict[str, JSON]:
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "role": self.role,
            "identifiers": dict(self.identifiers),
            "forgotten": self.forgotten,
        }


@dataclass(frozen=True)
class Work:
    """One immutable version of a creative thing; its bytes lie in the content store under `digest` (sha256, hex)."""

    id: str
    digest: str
    media_type: str
    modality: Modality
    title: str | None
    language: str | None
    iscc: str | None
    size: int
    licence: str | None
    attributes: Mapping[str, JSON] = field(default_factory=dict, hash=False)

    def as_dict(self) -> dict[str, JSON]:
        return {
            "id": self.id,
            "digest": self.digest,
            "media_type": self.media_type,
            "modality": self.modality,
            "title": self.title,
            "language": self.language,
            "iscc": self.iscc,
            "size": self.size,
            "licence": self.licence,
            "attributes": dict(self.attributes),
        }


@dataclass(frozen=True)
class By:
    """A party and the role it acted in."""

    party_id: str
    role: str


@dataclass(frozen=True)
class Used:
    """A work and the role in which an act used it."""

    work_id: str
    role: str


@dataclass(frozen=True)
class Made:
    """A work and the role in which an act made it."""

    work_id: str
    role: str


@dataclass(frozen=True)
class Act:
    """Something that happened.

    `seq` counts the acts of this home in the order they came in; `chain` and `position` say where the act stands in
    the chain it was first written on, and only these are hashed. `words` are free or personal text: a value is None
    once it was erased. `id` is the beginning of `digest`.
    """

    seq: int
    id: str
    kind: str
    at: datetime
    project: str | None
    run: str | None
    by: tuple[By, ...]
    used: tuple[Used, ...]
    made: tuple[Made, ...]
    settings: Mapping[str, JSON] = field(hash=False)
    words: Mapping[str, str | None] = field(hash=False)
    digest: str
    previous: str
    chain: str
    position: int

    def as_dict(self) -> dict[str, JSON]:
        return {
            "seq": self.seq,
            "id": self.id,
            "kind": self.kind,
            "at": self.at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "project": self.project,
            "run": self.run,
            "by": [{"party": by.party_id, "role": by.role} for by in self.by],
            "used": [{"work": used.work_id, "role": used.role} for used in self.used],
            "made": [{"work": made.work_id, "role": made.role} for made in self.made],
            "settings": dict(self.settings),
            "words": dict(self.words),
            "digest": self.digest,
            "previous": self.previous,
            "chain": self.chain,
            "position": self.position,
        }


@dataclass(frozen=True)
class NewWork:
    """A work to be recorded as made; its bytes must be in the content store already."""

    digest: str
    media_type: str
    modality: Modality
    size: int
    title: str | None = None
    language: str | None = None
    iscc: str | None = None
    licence: str | None = None
    attributes: Mapping[str, JSON] = field(default_factory=lambda: _NOTHING, hash=False)


@dataclass(frozen=True)
class NewAct:
    """An act to be recorded.

    `used` may name a `NewWork` that an earlier act of the same call makes (the same object). `settings` are hashed
    and stay for ever: nothing personal goes there; what a person wrote goes into `words`, which can be erased.
    """

    kind: str
    by: Sequence[tuple[Party | str, str]] = ()
    used: Sequence[tuple[Work | NewWork | str, str]] = ()
    made: Sequence[tuple[NewWork | Work, str]] = ()
    project: str | None = None
    run: str | None = None
    settings: Mapping[str, JSON] = field(default_factory=lambda: _NOTHING)
    words: Mapping[str, str | None] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True)
class Recorded:
    """An act as it now stands on the record, with the works it made, in the order they were handed in."""

    act: Act
    works: tuple[Work, ...]


@dataclass(frozen=True)
class Project:
    """A project as its acts draw it; `title` is `settings["project_title"]` of the latest act that has one."""

    slug: str
    title: str
    first: datetime
    last: datetime
    acts: int
    runs: tuple[str, ...]
