"""Frames: sayings and figures with slots, read from `data/frames-<language>.tsv` and checked word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from oeuvre.create.voice.cues import CUES, SENSITIVE
from oeuvre.create.voice.errors import FrameFault
from oeuvre.create.voice.slots import Slot, SlotFault, read_slots
from oeuvre.create.voice.vocabulary import CAPITAL, CHOICES, FIGURES, FORMS, REGISTERS, TOPICS
from oeuvre.foundation import Language

COLUMNS = ("id", "frame", "slots", "when", "avoid", "topics", "register", "form", "source", "fires", "line")
_PIECE = re.compile(r"\{([^{}]*)\}|\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Reference:
    """Where a slot's word stands: `{A:le.pl.Maj}`."""

    letter: str
    form: str
    plural: bool = False
    capital: bool = False


@dataclass(frozen=True)
class Agreement:
    """Words or endings that agree with a slot's word: `[A:m|f|mpl|fpl]`, in English `[A:sg|pl]`."""

    letter: str
    choices: tuple[str, ...]


Piece = str | Reference | Agreement


@dataclass(frozen=True)
class Frame:
    """A line with slots, and all that must hold where it fires.

    `when` are cues that a brief must all give, `avoid` cues, sensitive topics and topics that forbid it. `fires` is a
    mini brief in which it rightly fires and `line` what then comes out of it.
    """

    id: str
    language: Language
    text: str
    pieces: tuple[Piece, ...]
    slots: tuple[Slot, ...]
    when: frozenset[str]
    avoid: frozenset[str]
    topics: frozenset[str]
    register: str
    form: str
    source: str
    fires: str
    line: str

    @property
    def fixed(self) -> str:
        """The words that stand in it whatever fills it."""
        return "".join(piece if isinstance(piece, str) else " " for piece in self.pieces)

    def slot(self, letter: str) -> Slot:
        """The slot under a letter. Raises `StopIteration` where there is none, which reading has ruled out."""
        return next(slot for slot in self.slots if slot.letter == letter)


@cache
def frames(language: Language) -> tuple[Frame, ...]:
    """The packaged frames of a language, in the order of their file."""
    folder = Path(str(resources.files("oeuvre.create.voice") / "data"))
    return read_frames(folder / f"frames-{language}.tsv", language)


@cache
def frames_by_id(language: Language) -> dict[str, Frame]:
    """The packaged frames by id."""
    return {frame.id: frame for frame in frames(language)}


def read_frames(path: Path, language: Language) -> tuple[Frame, ...]:
    """The frames of a tab-separated file with a header row. Raises `FrameFault` at the first fault."""
    lines = path.read_text(encoding="utf-8").split("\n")
    if tuple(lines[0].rstrip("\r").split("\t")) != COLUMNS:
        raise _fault(path, 1, 1, lines[0][:60], "\\t".join(COLUMNS))
    found: dict[str, Frame] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        frame = _read_row(path, number, line.rstrip("\r"), language)
        if frame.id in found:
            raise _fault(path, number, 1, frame.id, "an id of its own")
        found[frame.id] = frame
    return tuple(found.values())


def _read_row(path: Path, number: int, line: str, language: Language) -> Frame:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise _fault(path, number, 1, f"{len(cells)} columns", f"{len(COLUMNS)} columns")
    row = dict(zip(COLUMNS, (cell.strip() for cell in cells), strict=True))
    starts = {name: 1 + sum(len(cell) + 1 for cell in cells[:order]) for order, name in enumerate(COLUMNS)}

    def values(name: str, known: frozenset[str]) -> frozenset[str]:
        told = frozenset(value.strip() for value in row[name].split(",") if value.strip())
        for value in sorted(told - known):
            raise _fault(path, number, starts[name], value, f"a word of the vocabulary in `{name}`")
        return told

    try:
        slots = read_slots(row["slots"])
    except SlotFault as fault:
        raise _fault(path, number, starts["slots"] + fault.offset, fault.found, fault.expected) from fault
    pieces = _pieces(path, number, starts["frame"], row["frame"], language)
    used = {piece.letter for piece in pieces if not isinstance(piece, str)}
    for letter in sorted(used ^ {slot.letter for slot in slots}):
        raise _fault(path, number, starts["frame"], letter, "the same letters in frame and slots")
    for name in ("register", "form"):
        values(name, REGISTERS if name == "register" else FIGURES)
    if not row["topics"] or not row["register"] or not row["form"] or "," in row["register"] + row["form"]:
        raise _fault(path, number, starts["topics"], line[:40], "topics, one register and one form")
    return Frame(
        row["id"],
        language,
        row["frame"],
        pieces,
        slots,
        when=values("when", CUES),
        avoid=values("avoid", CUES | SENSITIVE | TOPICS),
        topics=values("topics", TOPICS | {"any"}),
        register=row["register"],
        form=row["form"],
        source=row["source"],
        fires=row["fires"],
        line=row["line"],
    )


def _pieces(path: Path, number: int, start: int, text: str, language: Language) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = 0
    for found in _PIECE.finditer(text):
        if found.start() > at:
            pieces.append(text[at : found.start()])
        at = found.end()
        read = _reference(found[1], language) if found[1] is not None else _agreement(found[2], language)
        if read is None:
            expected = f"{{A:{'|'.join(sorted(FORMS[language]))}}}" if found[1] is not None else "[A:…|…]"
            raise _fault(path, number, start + found.start(), found[0], expected)
        pieces.append(read)
    if at < len(text):
        pieces.append(text[at:])
    for piece in pieces:
        if isinstance(piece, str) and re.search(r"[{}\[\]]", piece):
            raise _fault(path, number, start + text.index(piece), piece[:20], "closed brackets")
    return tuple(pieces)


def _reference(text: str, language: Language) -> Reference | None:
    found = re.fullmatch(r"([A-Z]):(\w+)((?:\.\w+)*)", text)
    if not found or found[2] not in FORMS[language]:
        return None
    marks = found[3].split(".")[1:]
    if not set(marks) <= {"pl", CAPITAL[language]}:
        return None
    return Reference(found[1], found[2], "pl" in marks, CAPITAL[language] in marks)


def _agreement(text: str, language: Language) -> Agreement | None:
    letter, colon, rest = text.partition(":")
    choices = tuple(rest.split("|"))
    if not colon or not re.fullmatch("[A-Z]", letter) or len(choices) != CHOICES[language]:
        return None
    return Agreement(letter, choices)


def _fault(path: Path, line: int, column: int, found: str, expected: str) -> FrameFault:
    return FrameFault(f"{path.name}:{line}:{column}", found=found, expected=expected)
