"""Finding what was thought, asked, said and refused: ideas, lines, prompts and reasons on the record."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from oeuvre.production.exchanges import PROMPT
from oeuvre.production.ideas import IDEA_TYPE, LINE_TYPE, read_line
from oeuvre.production.words import LINES_TYPE
from oeuvre.record import Act, Record

# Acts in which somebody thinks, asks, says why or refuses.
KINDS = ("import", "propose", "generate", "compose", "edit", "choose", "keep", "refuse", "publish", "withdraw")


# Those of them whose works are words: a design's are told by its act.
MAKING = ("import", "propose", "generate")
# How much of a long text is shown to a person around the words that were found, in signs.
AROUND = 240


@dataclass(frozen=True)
class Found:
    """One place where the words stand. `where` is idea, line, prompt, headline, title, or a key of an act's words.

    `number` is the idea's or the draft's, where there is one; `phrase` says that the words stand there as asked.
    """

    act: int
    kind: str
    at: str
    project: str
    where: str
    text: str
    number: int | None
    who: str
    mark: str
    phrase: bool

    def as_dict(self) -> dict[str, object]:
        return {
            "act": self.act,
            "kind": self.kind,
            "at": self.at,
            "project": self.project,
            "where": self.where,
            "number": self.number,
            "text": self.text,
            "by": self.mark,
            "who": self.who,
        }


@cache
def _letter(sign: str) -> str:
    return {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'"}.get(sign) or "".join(
        one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one)
    )


def folded(text: str) -> str:
    """A text without case and accents, one space between words."""
    return " ".join("".join(_letter(sign) for sign in text.casefold()).split())


def excerpt(text: str, asked: str) -> str:
    """What stands around the first word asked for, where a text is long: a whole prompt says too much at once."""
    told = " ".join(text.split())
    if len(told) <= 2 * AROUND:
        return told
    plain = "".join(_letter(sign)[:1] or " " for sign in told.lower())
    word = (folded(asked).split() or [""])[0]
    start = max(0, plain.find(word) - AROUND)
    return ("… " if start else "") + told[start : start + 2 * AROUND] + (" …" if start + 2 * AROUND < len(told) else "")


def search(record: Record, text: str, *, project: str | None = None, most: int = 50) -> tuple[Found, ...]:
    """Where all words of `text` stand together: the phrase itself first, then the newest; at most `most`."""
    asked = folded(text)
    words = asked.split()
    if not words:
        return ()
    parties = {party.id: party for party in record.parties()}
    found = []
    for act in record.acts(project=project, kinds=KINDS):
        for where, number, told in _texts(record, act):
            plain = folded(told)
            if all(word in plain for word in words):
                party = parties.get(act.by[0].party_id) if act.by else None
                found.append(
                    Found(
                        act.seq,
                        act.kind,
                        act.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
                        act.project or "",
                        where,
                        told,
                        number,
                        party.name or "" if party else "",
                        party.kind if party else "rule",
                        asked in plain,
                    )
                )
    found.sort(key=lambda one: (not one.phrase, -one.act))
    return tuple(found[:most])


def sayings(record: Record, act: Act) -> tuple[str, ...]:
    """What an act says, each text as a search compares it: `folded`."""
    return tuple(told for *_, text in _texts(record, act) if (told := folded(text)))


def _texts(record: Record, act: Act) -> Iterator[tuple[str, int | None, str]]:
    """(where, number, text) of what an act says; folders are no words of anybody."""
    told = act.settings.get("number")
    number = told if isinstance(told, int) else None
    for key, text in act.words.items():
        if text and key not in ("out", "lines", "alt", "remedy"):
            yield key, number, text
    for made in act.made if act.kind in MAKING else ():
        work = record.work(made.work_id)
        if act.kind == "import" and made.role == "brief":
            yield "title", None, work.title or ""
        elif not record.store.has(work.digest):
            # Another home's record came without its bytes.
            continue
        elif work.media_type == IDEA_TYPE:
            yield from _of_idea(_held(record, work.digest))
        elif work.media_type == LINE_TYPE:
            line = read_line(record.store.read(work.digest))
            if line is not None:
                yield "line", line[0], line[1].text
        elif work.media_type == LINES_TYPE:
            lines = _held(record, work.digest).get("lines")
            for one in lines if isinstance(lines, list) else ():
                if isinstance(one, Mapping):
                    yield "line", None, str(one.get("text", ""))
        elif made.role == PROMPT:
            prompt = record.store.read(work.digest).decode("utf-8", "replace")
            yield "prompt", number, prompt.replace("\\n", " ")


def _of_idea(held: Mapping[str, object]) -> Iterator[tuple[str, int | None, str]]:
    line, path, number = held.get("line"), held.get("path"), held.get("number")
    said = line.get("text", "") if isinstance(line, Mapping) else ""
    walked = " › ".join(map(str, path)) if isinstance(path, list) else ""
    parts = (held.get("premise"), said, walked, held.get("why"))
    yield "idea", number if isinstance(number, int) else None, " — ".join(str(part) for part in parts if part)


def _held(record: Record, digest: str) -> dict[str, object]:
    try:
        held = json.loads(record.store.read(digest))
        # JSON may escape half a sign, which no terminal can be sent.
        json.dumps(held, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}
