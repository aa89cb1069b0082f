"""What a slot of a frame asks of a word, read from the words of a condition: `noun kind:food num:count +hot -cold`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, cast

from oeuvre.create.voice.vocabulary import KINDS, NUMBERS, PARTS, TAGS, Part

Origin = Literal["brief", "trade", "any"]
_ORIGINS = ("brief", "trade", "any")
_MARK = re.compile(r"(.+?)\s*<(m|f|mpl|fpl|sg|pl|mass)>")


class SlotFault(ValueError):
    """A condition that cannot be read. `offset` counts signs from the start of the slots' text."""

    def __init__(self, offset: int, found: str, expected: str) -> None:
        super().__init__(f"{found}: {expected}")
        self.offset, self.found, self.expected = offset, found, expected


@dataclass(frozen=True)
class Listed:
    """A word of a closed list; `mark` is its gender and number (`f`, `mpl`, …) where the list says so."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Slot:
    """What may stand under one letter of a frame. Empty conditions ask for nothing.

    `rhyme` is an ordinary word, or `@A` for the word in slot A; `initial` a first sound as it is spelt, `vowel`,
    `consonant` or `@A`; `gender` is of the word, or for an adjective of the form it takes (`@A`: as the noun in A);
    `by_reader` asks for a verb that the brief calls the reader to do, `said_many` for a noun that it
    says in the plural.
    """

    letter: str
    part: Part
    kinds: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    having: frozenset[str] = frozenset()
    having_one: tuple[frozenset[str], ...] = ()
    lacking: frozenset[str] = frozenset()
    gender: str = ""
    form: str = ""
    origin: Origin = "trade"
    rhyme: str = ""
    initial: str = ""
    syllables: tuple[int, int] | None = None
    most_words: int = 3
    among: tuple[Listed, ...] = ()
    never: frozenset[str] = frozenset()
    opposite: str = ""
    by_reader: bool = False
    said_many: bool = False

    @property
    def tagged(self) -> bool:
        """Whether the slot asks for something that only the hand-tagged lexicon knows."""
        return bool(self.kinds or self.having or self.having_one or self.lacking or self.opposite)

    @property
    def leans_on(self) -> str:
        """The letters that must be filled before this one."""
        told = (self.rhyme, self.initial, self.opposite, self.gender)
        return "".join(sorted({value[1:] for value in told if value.startswith("@")}))


def read_slots(text: str) -> tuple[Slot, ...]:
    """The slots of a cell such as `A=noun num:count ; B=verb +gentle`, in its order. Raises `SlotFault`."""
    slots: list[Slot] = []
    for clause, offset in _clauses(text, " ; "):
        head = re.match(r"([A-Z])=(\S+)", clause)
        if not head:
            raise SlotFault(offset, clause[:20], "A=part")
        if head[2] not in PARTS:
            raise SlotFault(offset + 2, head[2], " | ".join(sorted(PARTS)))
        if any(slot.letter == head[1] for slot in slots):
            raise SlotFault(offset, head[1], "one clause a letter")
        slot = Slot(head[1], cast(Part, head[2]))
        for told, place in _conditions(clause[head.end() :], offset + head.end()):
            slot = _with(slot, told, place)
        slots.append(slot)
    known = {slot.letter for slot in slots}
    for slot in slots:
        if not known.issuperset(slot.leans_on) or slot.letter in slot.leans_on:
            raise SlotFault(0, f"@{slot.leans_on}", "@ and the letter of another slot")
    return tuple(slots)


def _clauses(text: str, border: str) -> list[tuple[str, int]]:
    found, at = [], 0
    for part in text.split(border):
        if part.strip():
            found.append((part.strip(), at + len(part) - len(part.lstrip())))
        at += len(part) + len(border)
    return found


def _conditions(text: str, offset: int) -> list[tuple[str, int]]:
    """Conditions and where they begin; words of a list may hold spaces (`in:pain au levain|brioche`)."""
    found: list[tuple[str, int]] = []
    for part in re.finditer(r"\S+", text):
        begins = re.match(r"[+]|-(?=\w)|[a-z]+:", part[0])
        if found and not begins and found[-1][0].startswith(("in:", "not:")):
            found[-1] = (f"{found[-1][0]} {part[0]}", found[-1][1])
        else:
            found.append((part[0], offset + part.start()))
    return found


def _with(slot: Slot, told: str, offset: int) -> Slot:
    if told[0] in "+-":
        tags = frozenset(told[1:].split("/"))
        for tag in tags - TAGS:
            raise SlotFault(offset + 1, tag, "a tag of the vocabulary")
        if told[0] == "-":
            return replace(slot, lacking=slot.lacking | tags)
        if len(tags) > 1:
            return replace(slot, having_one=(*slot.having_one, tags))
        return replace(slot, having=slot.having | tags)
    name, _, value = told.partition(":")
    if name not in _READERS:
        raise SlotFault(offset, told, " | ".join((*sorted(_READERS), "+tag", "-tag")))
    if not value:
        raise SlotFault(offset + len(name), told, f"{name}:value")
    try:
        return _READERS[name](slot, value)
    except KeyError as error:
        raise SlotFault(offset + len(name) + 1, value, str(error.args[0])) from error


def _only(value: str, known: frozenset[str]) -> frozenset[str]:
    values = frozenset(value.split(","))
    if not values <= known:
        raise KeyError(", ".join(sorted(known)))
    return values


def _one(value: str, *known: str) -> str:
    if value not in known and not (value.startswith("@") and "@" in known and len(value) == 2):
        raise KeyError(" | ".join(known))
    return value


def _span(value: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d+)(?:-(\d+))?", value)
    if not found:
        raise KeyError("1 | 1-2")
    return int(found[1]), int(found[2] or found[1])


def _listed(value: str) -> tuple[Listed, ...]:
    found = []
    for item in value.split("|"):
        mark = _MARK.fullmatch(item.strip())
        if not item.strip() or ("<" in item and not mark):
            raise KeyError("word<f>|word<mpl>|word")
        found.append(Listed(mark[1], mark[2]) if mark else Listed(item.strip()))
    return tuple(found)


_READERS: dict[str, Callable[[Slot, str], Slot]] = {
    "kind": lambda slot, value: replace(slot, kinds=_only(value, KINDS)),
    "num": lambda slot, value: replace(slot, numbers=_only(value, NUMBERS)),
    "gender": lambda slot, value: replace(slot, gender=_one(value, "m", "f", "@")),
    "form": lambda slot, value: replace(slot, form=_one(value, "sg", "pl")),
    "from": lambda slot, value: replace(slot, origin=cast(Origin, _one(value, *_ORIGINS))),
    "rhyme": lambda slot, value: replace(slot, rhyme=value),
    "initial": lambda slot, value: replace(slot, initial=value),
    "syl": lambda slot, value: replace(slot, syllables=_span(value)),
    "words": lambda slot, value: replace(slot, most_words=_span(value)[1]),
    "in": lambda slot, value: replace(slot, among=_listed(value)),
    "not": lambda slot, value: replace(slot, never=frozenset(item.strip() for item in value.split("|"))),
    "by": lambda slot, value: replace(slot, by_reader=_one(value, "reader") == "reader"),
    "said": lambda slot, value: replace(slot, said_many=_one(value, "many") == "many"),
    "opp": lambda slot, value: replace(slot, opposite=_one(value, "@")),
}
