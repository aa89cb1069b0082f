"""The checks as data: their numbers, names, thresholds, and what each one reads.

Numbers 1 to 26 are those of the art direction's list of faults; 0 is for what only a whole sheet shows. The
sentences, of what is checked and of what is told when it fails, stand in the catalogue of words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from oeuvre.foundation import Language, say

# What a check reads: boxes of the scene, pixels of the two renders, the press's warnings, the file, the sheet.
Source = Literal["scene", "pixels", "press", "file", "sheet"]


@dataclass(frozen=True)
class Check:
    """One kind of fault. `exempt` says that a family may ask to be free of it (`Scene.asks`), by its design."""

    number: int
    code: str
    reads: tuple[Source, ...]
    thresholds: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    exempt: bool = False

    def what(self, language: Language) -> str:
        """What is checked, in one line."""
        return say(f"design:checks.{self.code}.what", language)


def _check(number: int, code: str, *reads: Source, exempt: bool = False, **thresholds: float) -> Check:
    return Check(number, code, reads, MappingProxyType(thresholds), exempt)


CHECKS: tuple[Check, ...] = (
    _check(1, "off-page", "scene", "pixels", edge=0.03, art_edge=0.015),
    _check(1, "unsafe-area", "scene", slack=0.015),
    _check(1, "hidden-text", "pixels", seen=0.35),
    _check(2, "overflow", "scene"),
    _check(3, "text-on-text", "scene", "pixels", overlap=1),
    _check(3, "text-on-rule", "scene", overlap=1, exempt=True),
    _check(4, "text-on-emblem", "scene", "pixels", share=0.01, exempt=True),
    _check(5, "contrast", "pixels", small=4.5, large=3, large_cap=0.04, tile=54, percentile=10),
    _check(6, "busy-ground", "pixels", deviation=0.12, edges=0.08, exempt=True),
    _check(7, "straddle", "pixels", difference=0.25, exempt=True),
    _check(8, "small-headline", "scene", cap=0.06, ratio=2.5, exempt=True),
    _check(9, "small-print", "scene", screen=0.024, printed=7, poster=9),
    _check(10, "many-lines", "scene", headline=4, line=3, exempt=True),
    _check(11, "widow", "scene", share=0.25, letters=4, exempt=True),
    _check(12, "bad-break", "scene", exempt=True),
    _check(13, "tofu", "scene"),
    _check(14, "font-swapped", "press", "file"),
    _check(15, "wrong-spaces", "scene"),
    _check(16, "fact-changed", "scene", "file"),
    _check(17, "logo-zone", "scene", "pixels", zone=0.5, exempt=True),
    _check(17, "logo-stretched", "scene", ratio=0.005),
    _check(17, "logo-contrast", "pixels", contrast=3),
    _check(18, "stretched", "scene", ratio=0.005),
    _check(19, "enlarged", "scene", screen=1.3, dpi=150),
    _check(20, "subject-cut", "scene", inside=0.9, exempt=True),
    _check(21, "empty", "pixels", share=0.45, exempt=True),
    _check(22, "crowded", "pixels", share=0.85, margin=0.04),
    _check(23, "many-colours", "pixels", colours=5, area=0.015, exempt=True),
    _check(23, "brand-lost", "pixels"),
    _check(24, "many-fonts", "scene", families=2),
    _check(24, "many-sizes", "scene", sizes=4, apart=1.25, exempt=True),
    _check(25, "near-edges", "scene", nearest=1, farthest=8, exempt=True),
    _check(25, "uneven-gaps", "scene", low=0.9, high=1.1, exempt=True),
    _check(26, "no-bleed", "scene", "file"),
    _check(26, "thin-line", "scene", least=0.25),
    _check(26, "small-reversed", "scene", least=8),
    _check(26, "code-moved", "scene", "file"),
    _check(26, "page-boxes", "file"),
    _check(26, "font-not-embedded", "file"),
    _check(26, "wrong-size", "file"),
    _check(26, "too-heavy", "file"),
    _check(26, "text-not-outlined", "file"),
    _check(0, "duplicate", "sheet", distance=8),
    _check(0, "family-again", "sheet", most=3),
    _check(0, "ground-again", "sheet", most=5),
    _check(0, "one-shade", "sheet"),
)

BY_CODE: Mapping[str, Check] = MappingProxyType({check.code: check for check in CHECKS})
# What a family may write in `Scene.asks`.
EXEMPTIONS = frozenset(check.code for check in CHECKS if check.exempt)


def limit(code: str, name: str) -> float:
    """A threshold by the check's code and the threshold's name."""
    return BY_CODE[code].thresholds[name]


def as_markdown(language: Language) -> str:
    """The table of the documentation, one row a check."""
    titles = ("number", "code", "what", "thresholds", "reads", "waived")
    rows = ["| " + " | ".join(say(f"design:checks.table.{title}", language) for title in titles) + " |"]
    rows.append("| --- " * len(titles) + "|")
    for check in CHECKS:
        thresholds = ", ".join(f"`{name}` {value:g}" for name, value in check.thresholds.items())
        reads = ", ".join(check.reads)
        waived = say("design:checks.table.yes", language) if check.exempt else ""
        rows.append(f"| {check.number} | `{check.code}` | {check.what(language)} | {thresholds} | {reads} | {waived} |")
    return "\n".join(rows)
