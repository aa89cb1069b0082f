"""What an idea is: frozen values, with their JSON twin."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from oeuvre.create.ideas.errors import IdeaBad

Technique = Literal[
    "association",
    "analogy",
    "inversion",
    "constraint",
    "blend",
    "viewpoint",
    "exaggeration",
    "metonymy",
    "ambiguity",
]
TECHNIQUES: tuple[Technique, ...] = get_args(Technique)


@dataclass(frozen=True)
class Motif:
    """A thing to draw: a piece of the library, a drawing by rule, or, with neither, a commission for somebody."""

    word: str
    emblem: str = ""
    drawing: str = ""

    @property
    def drawable(self) -> bool:
        return bool(self.emblem or self.drawing)


@dataclass(frozen=True)
class Idea:
    """One concept for a brief.

    `premise` is a sentence that one can say aloud, `headline` a short line that says the idea, `words` what a headline
    of this idea should use, `path` the three to six words that led there. The first of `motifs` is the hero. `light`
    is one of the trade table's, `families` are design families by id, the best first.
    """

    technique: Technique
    premise: str
    headline: str
    words: tuple[str, ...]
    path: tuple[str, ...]
    why: str
    motifs: tuple[Motif, ...]
    mood: tuple[str, ...]
    light: str
    families: tuple[str, ...]
    language: str

    @property
    def key(self) -> str:
        """A digest of all that it says: the same idea has the same key, in any run."""
        text = json.dumps(idea_json(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Diversity:
    """How far apart the ideas of a proposal are in `space`: mean and smallest distance of two, 0 (same) to 1."""

    space: str
    mean: float
    nearest: float


@dataclass(frozen=True)
class Proposal:
    """Ideas, the best first; how many were replaced and why; what there was little of.

    Codes of `replaced`: too-close, near-refused, brief, cliche, avoid, unfit. Codes of `little`: no-trade,
    far-trade, short-brief, long-brief, language, contradictory, no-subject, few.
    """

    ideas: tuple[Idea, ...]
    replaced: Mapping[str, int]
    diversity: Diversity
    little: tuple[str, ...] = field(default=())


def idea_json(idea: Idea) -> dict[str, object]:
    """An idea as plain JSON values; `idea_from` reads it back."""
    return {
        "technique": idea.technique,
        "premise": idea.premise,
        "headline": idea.headline,
        "words": list(idea.words),
        "path": list(idea.path),
        "why": idea.why,
        "motifs": [{"word": one.word, "emblem": one.emblem, "drawing": one.drawing} for one in idea.motifs],
        "mood": list(idea.mood),
        "light": idea.light,
        "families": list(idea.families),
        "language": idea.language,
    }


def idea_from(value: object) -> Idea:
    """The idea that `idea_json` wrote, or that a model proposed in the same shape. Raises IdeaBad."""
    if not isinstance(value, dict):
        raise IdeaBad(field="idea", expected="object")
    raw = cast(dict[str, object], value)
    technique = _text(raw, "technique")
    if technique not in TECHNIQUES:
        raise IdeaBad(field="technique", expected="technique")
    motifs = raw.get("motifs")
    if not isinstance(motifs, list) or not 1 <= len(motifs) <= 4:
        raise IdeaBad(field="motifs", expected="motifs")
    return Idea(
        technique=technique,
        premise=_text(raw, "premise"),
        headline=_text(raw, "headline"),
        words=_texts(raw, "words"),
        path=_texts(raw, "path"),
        why=_text(raw, "why"),
        motifs=tuple(_motif(one) for one in motifs),
        mood=_texts(raw, "mood"),
        light=_text(raw, "light"),
        families=_texts(raw, "families"),
        language=_text(raw, "language"),
    )


def _motif(value: object) -> Motif:
    if not isinstance(value, dict):
        raise IdeaBad(field="motifs", expected="motifs")
    raw = cast(dict[str, object], value)
    return Motif(_text(raw, "word"), _text(raw, "emblem", ""), _text(raw, "drawing", ""))


def _text(raw: Mapping[str, object], name: str, default: str | None = None) -> str:
    value = raw.get(name, default)
    if not isinstance(value, str):
        raise IdeaBad(field=name, expected="text")
    return value


def _texts(raw: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = raw.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise IdeaBad(field=name, expected="texts")
    return tuple(cast(list[str], value))
