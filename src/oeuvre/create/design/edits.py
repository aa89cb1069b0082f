"""Corrections of a design: what a person changes of it, as data, and what that makes of a kit and of a scene.

A design on the record holds what stands on it now; its `edits` hold what a person's hand did to it, so that edits
add up and every format follows. Words, colours and pieces change the kit, and the family lays out again; what is
nudged is moved after the family laid out, by shares of the page; what is hidden is left out of every format.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from oeuvre.create.design.colouring import colour_of, colour_role
from oeuvre.create.design.elements import OF_KIT, ROLES, element_named, items_of
from oeuvre.create.design.errors import (
    HeadlineEmpty,
    NothingEdited,
    NudgeUnclear,
    StaysShown,
    WordsTooLong,
)
from oeuvre.create.design.kit import Hand, Kit, Palette
from oeuvre.create.design.scene import Scene

# What never hides: a page says something, in its headline.
STAYS = frozenset({"headline", "answer"})
# A nudge is smaller than the page.
FARTHEST = 1.0
LONGEST_HEADLINE, LONGEST_LINE = 300, 500


@dataclass(frozen=True)
class Edit:
    """A correction; what is None or empty stays as it is.

    `palette` is a name, `colours` roles with #rrggbb; `mark` and `picture` name a piece of the library or the id of a
    work; `nudge` moves elements by (dx, dy) in shares of the page, right and down; `hide` and `show` name elements.
    """

    headline: str | None = None
    line: str | None = None
    palette: str | None = None
    colours: Mapping[str, str] = field(default_factory=dict)
    mark: str | None = None
    picture: str | None = None
    nudge: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    hide: tuple[str, ...] = ()
    show: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """What it changes, by name."""
        names = ("headline", "line", "palette", "colours", "mark", "picture", "nudge", "hide", "show")
        return tuple(name for name in names if getattr(self, name) not in (None, {}, ()))

    def as_dict(self) -> dict[str, Any]:
        """The correction as JSON values, without what stays."""
        held = asdict(self)
        held["nudge"] = {name: list(by) for name, by in self.nudge.items()}
        return {name: list(held[name]) if name in ("hide", "show") else held[name] for name in self.changed}

    @classmethod
    def from_dict(cls, held: Mapping[str, Any]) -> Edit:
        """The inverse of `as_dict`."""
        known = dict(held)
        if "nudge" in known:
            known["nudge"] = {name: (float(by[0]), float(by[1])) for name, by in known["nudge"].items()}
        for name in ("hide", "show"):
            if name in known:
                known[name] = tuple(known[name])
        return cls(**known)


def plain_words(text: str) -> str:
    """What a person typed, as one line: runs of space and controls become one space; every other sign is kept."""
    return " ".join("".join(" " if ord(sign) < 32 or ord(sign) == 127 else sign for sign in text).split())


def checked(edit: Edit) -> Edit:
    """The same correction in the words of this room, or the error that names what is wrong with it.

    Raises `NothingEdited`, `HeadlineEmpty`, `WordsTooLong`, `ColourUnclear`, `ElementUnknown`, `NudgeUnclear` or
    `StaysShown`.
    """
    if not edit.changed:
        raise NothingEdited("edit")
    headline = plain_words(edit.headline) if edit.headline is not None else None
    line = plain_words(edit.line) if edit.line is not None else None
    for place, words, most in (("headline", headline, LONGEST_HEADLINE), ("line", line, LONGEST_LINE)):
        if len(words or "") > most:
            raise WordsTooLong(place, most=most, count=len(words or ""))
    if headline == "":
        raise HeadlineEmpty("headline")
    hide, show = tuple(map(element_named, edit.hide)), tuple(map(element_named, edit.show))
    for name in hide:
        if name in STAYS or name in show:
            raise StaysShown(name)
    nudge = {}
    for name, by in edit.nudge.items():
        if len(by) != 2 or not all(abs(one) <= FARTHEST for one in by):
            raise NudgeUnclear(name, given=", ".join(f"{one * 100:+g}%" for one in by))
        nudge[element_named(name)] = (round(float(by[0]), 4), round(float(by[1]), 4))
    return replace(
        edit,
        headline=headline,
        line=line,
        colours={colour_role(role): colour_of(colour, role) for role, colour in edit.colours.items()},
        nudge=nudge,
        hide=tuple(dict.fromkeys(hide)),
        show=tuple(dict.fromkeys(show)),
    )


def edited(
    design: Mapping[str, Any],
    edit: Edit,
    *,
    headline: str | None = None,
    line: str | None = None,
    palette: Palette | None = None,
    mark: str | None = None,
    picture: str | None = None,
    accepted: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """The value of a design (as the record keeps it) after a correction; the given one is left alone.

    What the correction names is resolved by the caller: `headline` and `line` typographically right, `palette`
    whole, `mark` and `picture` by the names that a design uses. `accepted` are faults (code, element) that stay on a
    person's word.
    """
    made = {**design, "copy": dict(design["copy"])}
    held = dict(design.get("edits") or {})
    if headline is not None:
        made["copy"]["headline"] = held["headline"] = headline
    if line is not None:
        made["copy"] |= {"line": line, "named": False}
        held["line"] = line
    if palette is not None:
        made["palette"] = {name: _listed(value) for name, value in asdict(palette).items()}
        held["palette"] = palette.name
    if mark is not None:
        old, several = design["emblem"], list(design["emblems"])
        made["emblem"] = held["mark"] = mark
        made["emblems"] = list(dict.fromkeys(mark if name == old else name for name in several))
    if picture is not None:
        made["picture"] = held["picture"] = picture
    nudges = {name: tuple(by) for name, by in (held.get("nudge") or {}).items()}
    for name, (dx, dy) in edit.nudge.items():
        before = nudges.get(name, (0.0, 0.0))
        nudges[name] = (round(before[0] + dx, 4), round(before[1] + dy, 4))
    hidden = [name for name in (held.get("hidden") or ()) if name not in edit.show and not _within(name, edit.show)]
    # A retyped line is there to be read.
    gone = [name for name in dict.fromkeys((*hidden, *edit.hide)) if not (name == "line" and line and not edit.hide)]
    kept = [list(one) for one in dict.fromkeys((*map(tuple, held.get("accepted") or ()), *accepted))]
    held |= {
        "nudge": {name: list(by) for name, by in nudges.items() if by != (0.0, 0.0)},
        "hidden": gone,
        "accepted": kept,
    }
    made["edits"] = {name: value for name, value in held.items() if value not in ([], {})}
    return made


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _within(name: str, shown: Sequence[str]) -> bool:
    """Whether an element is shown with the group that it belongs to."""
    return "facts" in shown and name in ROLES["facts"]


def hand_of(design: Mapping[str, Any]) -> Hand:
    """What a design's edits ask of every layout."""
    held = design.get("edits") or {}
    return Hand(
        nudges=tuple((name, float(by[0]), float(by[1])) for name, by in (held.get("nudge") or {}).items()),
        hidden=tuple(held.get("hidden") or ()),
        accepted=tuple((str(code), str(element)) for code, element in held.get("accepted") or ()),
    )


def without_hidden(kit: Kit) -> Kit:
    """The kit without the elements that its hand hides, as far as a kit holds them."""
    for name in kit.hand.hidden:
        for one in ROLES["facts"] if name == "facts" else (name,):
            if one in OF_KIT:
                kit = kit.without(one)
    return kit


def uncovered(scene: Scene, hand: Hand) -> Scene:
    """The scene without the drawings and pictures that the hand hides."""
    gone = {index for name in hand.hidden if name not in OF_KIT for index in items_of(scene, name)}
    if not gone:
        return scene
    return replace(scene, items=tuple(item for index, item in enumerate(scene.items) if index not in gone))
