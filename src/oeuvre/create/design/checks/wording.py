"""Checks on the words as set: widows, bad breaks, missing signs, wrong spaces, and facts letter for letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import product

from oeuvre.create.design.breaks import leans
from oeuvre.create.design.checks.blocks import grouped, join_words
from oeuvre.create.design.checks.fault import Fault
from oeuvre.create.design.checks.table import limit
from oeuvre.create.design.kit import Copy, FactLine
from oeuvre.create.design.measure import missing, shape
from oeuvre.create.design.scene import Scene, Text
from oeuvre.foundation import set_text, verbatim_key

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d$")
_SPACED = re.compile(r"  |[\w]'[\w]")


def check_wording(scene: Scene) -> Iterator[Fault]:
    """Faults 11, 12, 13 and 15: what the words look like, whatever they ought to say."""
    groups = grouped(scene.texts())
    for (role, _), texts in groups.items():
        if role in ("headline", "answer"):
            yield from _headline_breaks(scene, role, texts)
    for text in scene.texts():
        element = text.element or text.role
        if text.role not in ("headline", "answer", "row", "logo"):
            yield from _widow(text, element)
        for line in text.lines:
            lacking = missing(text.face, line)
            if lacking:
                yield Fault(13, "tofu", {"signs": " ".join(lacking)}, text.box, element)
        if text.role not in ("url", "logo"):
            yield from _spaces(text, scene.language, element)


def _headline_breaks(scene: Scene, role: str, texts: Sequence[Text]) -> Iterator[Fault]:
    """The lines of all pieces in the order they are read."""
    lines = [
        (line, shape(text.face, line, text.tracking).advance * text.size, text) for text in texts for line in text.lines
    ]
    if len(lines) < 2:
        return
    for line, _, text in lines[:-1]:
        if leans(line, scene.language) and not _YEAR.search(line.rstrip()):
            yield Fault(12, "bad-break", {"words": line.split()[-1]}, text.box, role)
    # A short word may open a headline, or fill a line of its own; alone at the end it is a widow.
    last, width, text = lines[-1]
    words = last.split()
    short = len(words) == 1 and len(words[0].strip("!?…., \u202f\u00a0")) < limit("widow", "letters")
    longest = max(one[1] for one in lines)
    if (short and width < 0.9 * longest) or width < limit("widow", "share") * longest:
        yield Fault(11, "widow", {"words": last}, text.box, role)


def _widow(text: Text, element: str) -> Iterator[Fault]:
    if len(text.lines) < 2:
        return
    widths = [one.advance for one in text.shaped()]
    if widths[-1] < limit("widow", "share") * max(widths):
        yield Fault(11, "widow", {"words": text.lines[-1]}, text.box, element)


def _spaces(text: Text, language: str, element: str) -> Iterator[Fault]:
    for line in text.lines:
        # Line by line: a space at a line's end is the break itself.
        right = set_text(line, language)
        if _SPACED.search(line) or unicodedata.normalize("NFC", line).strip() != right:
            yield Fault(15, "wrong-spaces", {"words": line}, text.box, element)
            return


def joins(lines: Sequence[str]) -> Iterator[str]:
    """The texts that these lines may stand for: a hyphen at a line's end was put by typesetting, or was there."""
    ends = [len(line) > 1 and line[-1] in "-\u2010\u00ad" and line[-2].isalnum() for line in lines[:-1]]
    broken = [index for index, end in enumerate(ends) if end][:5]
    for choice in product(("kept", "undone", "apart"), repeat=len(broken)):
        way = dict(zip(broken, choice, strict=True))
        text = ""
        for index, line in enumerate(lines):
            how = way.get(index, "apart")
            text += line if how == "kept" else line[:-1] if how == "undone" else line + " "
        yield text.strip()


def says(lines: Sequence[str], wanted: str) -> bool:
    """Whether the lines are `wanted`, verbatim, set once or several times over."""
    goal = verbatim_key(wanted)
    if not goal:
        return False
    for text in joins(lines):
        key = verbatim_key(text)
        if key == goal or (len(key) > len(goal) and key == " ".join([goal] * round(len(key) / len(goal)))):
            return True
    return False


def check_copy(scene: Scene, copy: Copy) -> Iterator[Fault]:
    """Fault 16: every role's words equal the copy's, in the order set or in the order read."""
    wanted: dict[str, tuple[str, ...]] = {
        "headline": (copy.headline,),
        # Without an answer of its own, another of the brief's words may stand in the answer's place.
        "answer": (copy.answer, copy.headline, copy.client, copy.line, copy.action),
        "line": (copy.line,),
        "action": (copy.action,),
        "logo": (copy.client,),
        "small": (copy.small,),
        "credit": (copy.credit,),
        **{fact.kind: _told(fact) for fact in copy.facts},
    }
    texts: dict[str, list[Text]] = {}
    for text in scene.texts():
        texts.setdefault(text.role, []).append(text)
    for role, mine in texts.items():
        if role == "row":
            yield from _rows(mine, copy)
        elif role != "people" and not any(_matches(mine, goal) for goal in wanted.get(role, ())):
            set_words = join_words([line for text in mine for line in text.lines])
            yield Fault(16, "fact-changed", {"words": set_words}, mine[0].box, role)
    if "headline" not in texts:
        yield Fault(16, "fact-changed", {"words": ""}, None, "headline")


def _told(fact: FactLine) -> tuple[str, ...]:
    """A fact as it may be set: whole, or in two lines whose end stands for the comma between them."""
    whole = f"{fact.strong} {fact.weak}".strip()
    return (whole, f"{fact.strong.rstrip(',; ')} {fact.weak}") if fact.weak else (whole,)


def orders(texts: Sequence[Text]) -> tuple[list[str], list[str]]:
    """The lines of several texts as they were painted, and as they are read: down the page, then across."""
    read = sorted(texts, key=lambda text: (text.turn, round(text.box.y / max(text.size, 1)), text.box.x))
    return [line for text in texts for line in text.lines], [line for text in read for line in text.lines]


def _matches(texts: Sequence[Text], goal: str) -> bool:
    return any(says(lines, goal) for lines in orders(texts))


def _rows(texts: Sequence[Text], copy: Copy) -> Iterator[Fault]:
    allowed = set()
    for row in copy.programme:
        parts = [part for part in (row.time, row.name, row.place) if part]
        allowed.update(parts)
        allowed.update(f"{one} {other}" for one in parts for other in parts if one != other)
        allowed.add(" ".join(parts))
    for text in texts:
        if not any(says(text.lines, one) for one in allowed):
            yield Fault(16, "fact-changed", {"words": join_words(text.lines)}, text.box, "row")
