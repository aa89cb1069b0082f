"""A fault found: which check, on what, where, with the figures that a designer would name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from oeuvre.create.design.page import Box
from oeuvre.foundation import Language, say

# Elements that the catalogue names; any other is told as it is.
_TEXTS = frozenset(("headline", "answer", "line", "date", "place", "price", "url", "action", "row", "small", "credit"))
_THINGS = frozenset(
    ("logo", "photo", "emblem", "pattern", "scene", "code", "mark", "plate", "rule", "partner", "frame")
)
_ELEMENTS = _TEXTS | _THINGS | {"people", "facts", "programme", "partners"}


@dataclass(frozen=True)
class Fault:
    """`number` is the check's (0 for a sheet's), `place` in points on the page, `element` what is concerned."""

    number: int
    code: str
    values: Mapping[str, object] = field(default_factory=dict)  # a plain one: faults cross processes
    place: Box | None = None
    element: str = ""

    def reason(self, language: Language = "en") -> str:
        """One line, as a designer would say it."""
        filled = {name: _told(name, value, language) for name, value in self.values.items()}
        return say(f"design:checks.{self.code}.reason", language, what=_named(self.element, language), **filled)

    def as_dict(self, language: Language = "en") -> dict[str, object]:
        """For programs: the values as they are, and the sentence."""
        place = self.place
        return {
            "number": self.number,
            "code": self.code,
            "element": self.element,
            "place": [round(value, 2) for value in (place.x, place.y, place.width, place.height)] if place else None,
            "values": dict(self.values),
            "reason": self.reason(language),
        }


@dataclass(frozen=True)
class Report:
    """What the checks found on one scene. `shown` is the PNG that was looked at, at `scale` pixels a point."""

    faults: tuple[Fault, ...]
    shown: bytes = b""
    scale: float = 1.0

    @property
    def sound(self) -> bool:
        return not self.faults

    def reasons(self, language: Language = "en") -> tuple[str, ...]:
        """Each reason once, in the order of the checks."""
        return tuple(dict.fromkeys(fault.reason(language) for fault in self.faults))


def in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    """By number; of several alike (same code, same element) the first alone, since one is enough to mend."""
    seen: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        seen.setdefault((fault.code, fault.element), fault)
    return tuple(sorted(seen.values(), key=lambda fault: (fault.number, fault.code)))


def _named(element: str, language: Language) -> str:
    if not element:
        return say("design:checks.elements.something", language)
    return say(f"design:checks.elements.{element}", language) if element in _ELEMENTS else element


def _told(name: str, value: object, language: Language) -> object:
    """Elements by their names; figures as the language writes them: at most two decimals, a comma in French."""
    if name == "other" and isinstance(value, str):
        return _named(value, language)
    if isinstance(value, float):
        text = f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.1f}".removesuffix(".0")
        return text.replace(".", ",") if language == "fr" else text
    return value
