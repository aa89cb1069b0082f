"""What a run came to, as plain values: the page, the JSON, CREDITS.txt and copy.md are drawn from it and nothing else.

Everything here is a projection of the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

State = Literal["chosen", "kept", "refused", "draft"]
Mark = Literal["person", "collective", "model", "rule"]


@dataclass(frozen=True)
class DraftRow:
    """A draft on the sheet. `by` and `who` say who brought it into its state; `reason` is theirs, word for word."""

    number: int
    work: str
    path: str
    family: str
    family_name: str
    palette: str
    colours: tuple[str, ...]
    pairing: str
    headline: str
    state: State
    by: Mark
    who: str
    reason: str
    left_out: tuple[str, ...]
    signed_path: str = ""
    idea: str = ""
    """The idea's work, where the draft is of one."""
    line_by: str = ""
    """The model that wrote its headline, where one did."""

    def as_dict(self) -> dict[str, object]:
        return {
            "number": self.number,
            "work": self.work,
            "path": self.path,
            "family": self.family,
            "palette": self.palette,
            "pairing": self.pairing,
            "headline": self.headline,
            "idea": self.idea or None,
            "state": self.state,
            "by": self.by,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class IdeaRow:
    """An idea: what one would say aloud, the line for it, the path of words that led there, and what shows it.

    `motifs` are (word, how it is shown): an emblem's or a drawing's name, empty for a commission. `drafts` are the
    numbers of the drafts that are of it.
    """

    number: int
    work: str
    premise: str
    headline: str
    line: str
    technique: str
    path: tuple[str, ...]
    why: str
    motifs: tuple[tuple[str, str], ...]
    family: str
    family_name: str
    by: Mark
    who: str
    writer: Mark
    state: Literal["open", "kept", "refused"]
    decided_by: Mark | None
    reason: str
    drafts: tuple[int, ...] = ()
    also: str = ""
    also_by: str = ""
    """Another line for it, and the model that wrote that line."""
    art: tuple[str, ...] = ()
    """SVG of the motifs that are emblems, in `currentColor`."""

    @property
    def commissions(self) -> tuple[str, ...]:
        return tuple(word for word, shown in self.motifs if not shown)

    def as_dict(self) -> dict[str, object]:
        return {
            "id": self.work,
            "number": self.number,
            "premise": self.premise,
            "headline": self.headline,
            "line": self.line,
            "technique": self.technique,
            "path": list(self.path),
            "why": self.why,
            "motifs": [word for word, _ in self.motifs],
            "commissions": list(self.commissions),
            "family": self.family,
            "by": self.by,
            "writer": self.writer,
            "also": {"text": self.also, "by": "model", "who": self.also_by} if self.also else None,
            "state": self.state,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class EditionRow:
    """One file of an edition, signed. Sizes are of the trim."""

    path: str
    format: str
    label: str
    note: str
    media_type: str
    width: float
    height: float
    unit: str
    work: str
    digest: str
    size: int
    credential: str
    alt: str
    left_out: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    bleed: float = 0.0
    crop_marks: bool = False
    laid_out_as: str = ""
    licence: str = ""
    """The licence that it is under, by its name, or `LicenseRef-` and a digest."""

    def as_dict(self) -> dict[str, object]:
        return {
            "path": self.path,
            "format": self.format,
            "width": _plain(self.width),
            "height": _plain(self.height),
            "unit": self.unit,
            "work": self.work,
            "digest": self.digest,
            "credential": self.credential,
            "licence": self.licence,
            "alt": self.alt,
            "left_out": list(self.left_out),
        }


@dataclass(frozen=True)
class FailedRow:
    """A format that could not be made, why, and what would help; `conflicts` where terms collide, as `licence check`
    tells them."""

    format: str
    label: str
    reason: str
    remedy: str
    conflicts: tuple[Mapping[str, object], ...] = ()

    def as_dict(self) -> dict[str, object]:
        return {
            "format": self.format,
            "reason": self.reason,
            "remedy": self.remedy,
            "conflicts": [dict(one) for one in self.conflicts],
        }


@dataclass(frozen=True)
class CreditRow:
    """Who did what: a role in words, the party with its mark, the thing, its licence, the acts that say so.

    `line` is the full credit that a licence asks for, where one does; `source` the set that a piece came from.
    """

    role: str
    mark: Mark
    who: str
    what: str
    licence: str
    acts: tuple[int, ...]
    line: str = ""
    source: str = ""


@dataclass(frozen=True)
class ActRow:
    """One act, in words; `thing` is the title of what came in by it."""

    seq: int
    at: str
    kind: str
    mark: Mark
    who: str
    what: str
    thing: str = ""


@dataclass(frozen=True)
class Choice:
    """What was chosen, by whom, and why; `rule` is the sentence of the rule when no person chose."""

    number: int
    work: str
    by: Mark
    who: str
    because: str
    rule: str
    act: int


@dataclass(frozen=True)
class RunReport:
    """A run, whole."""

    project: str
    run: str
    seed: int
    version: str
    language: str
    page_language: Literal["fr", "en"]
    title: str
    about: str
    client: str
    audience: str
    goal: str
    mood: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    brand_colours: tuple[str, ...]
    pictures: tuple[str, ...]
    refused_files: tuple[tuple[str, str], ...]
    ideas: tuple[IdeaRow, ...]
    replaced: Mapping[str, int]
    diversity: tuple[str, float, float]
    """The space in which ideas are told apart, their mean distance in it and the nearest two's."""
    little: tuple[str, ...]
    spent: Mapping[str, int]
    """What the project's models cost, in micro-units by currency."""
    drafts: tuple[DraftRow, ...]
    choice: Choice | None
    editions: tuple[EditionRow, ...]
    failed: tuple[FailedRow, ...]
    credits: tuple[CreditRow, ...]
    acts: tuple[ActRow, ...]
    record_holds: bool
    record_acts: int
    record_head: str
    signer: str
    made_by: str
    previous: str | None
    timings: Mapping[str, float]
    thumbs: Mapping[str, bytes]
    """JPEG thumbnails by path: of each draft, and of each edition's first file (PDF and SVG drawn)."""

    def as_json(self) -> dict[str, object]:
        """The value that `oeuvre make --json` prints."""
        return {
            "project": self.project,
            "index": "index.html",
            "record": "record/record.prov.json",
            "ideas": [idea.as_dict() for idea in self.ideas],
            "chosen": self._chosen(),
            "drafts": [draft.as_dict() for draft in self.drafts],
            "editions": [edition.as_dict() for edition in self.editions],
            "failed": [failed.as_dict() for failed in self.failed],
            "timings": dict(self.timings),
        }

    def _chosen(self) -> dict[str, object] | None:
        if self.choice is None:
            return None
        idea = next((draft.idea for draft in self.drafts if draft.number == self.choice.number), "")
        return {"number": self.choice.number, "work": self.choice.work, "idea": idea or None}

    def ideas_json(self) -> dict[str, object]:
        """The value that `oeuvre ideas --json` prints."""
        space, mean, nearest = self.diversity
        return {
            "project": self.project,
            "ideas": [idea.as_dict() for idea in self.ideas],
            "replaced": dict(self.replaced),
            "diversity": {"space": space, "mean": mean, "nearest": nearest},
            "little": list(self.little),
        }


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value
