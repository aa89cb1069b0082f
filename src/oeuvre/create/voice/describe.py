"""Alternative texts, and the sheet of copy that goes with a result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from oeuvre.foundation import Language, say

LONGEST_ALT = 250
_LONGEST_HEADLINE = 150


@dataclass(frozen=True)
class SetLine:
    """A line as it was set. `role` is a key under `brief:copy.roles`; `where` are the formats, empty for all."""

    role: str
    text: str
    where: tuple[str, ...] = ()


def alt_text(
    language: Language,
    *,
    label: str,
    headline: str,
    shown: Sequence[str] = (),
    facts: Sequence[str] = (),
    client: str = "",
    limit: int = LONGEST_ALT,
) -> str:
    """What a person who cannot see an edition is told: what it is, what it says, what it shows.

    `label` names the format, `shown` names what is pictured, both in `language`; `facts` are the facts on it. The
    last facts go first when it would be longer than `limit` signs, then what is shown; the headline stays.
    """
    # The sentence around it has its own full stop.
    words = _shortened(re.sub(r"(?<!\.)\.$", "", headline.strip()), min(_LONGEST_HEADLINE, limit - len(label) - 12))
    opening = say("brief:alt.opening", language, label=label, headline=words)
    seen = say("brief:alt.shown", language, things=", ".join(shown)) if shown else ""
    told = [fact.strip() for fact in facts if fact.strip()]
    names = [client.strip()] if client.strip() and client.casefold() not in headline.casefold() else []
    while True:
        parts = [opening, seen, *(_sentence(part) for part in (*told, *names))]
        text = " ".join(part for part in parts if part)
        if len(text) <= limit:
            return text
        if told:
            told.pop()
        elif names:
            names.pop()
        elif seen:
            seen = ""
        else:
            return _shortened(text, limit)


def _sentence(text: str) -> str:
    return text if re.search(r"[.!?…]$", text) else f"{text.rstrip(',;')}."


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    return text[: max(1, limit - 1)].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def copy_markdown(
    title: str,
    lines: Sequence[SetLine],
    alternatives: Sequence[tuple[str, str]],
    language: Language,
) -> str:
    """The text of `copy.md`: every line that was set and where, and each edition's alternative text by file name."""
    out = [f"# {_plain(title)}", "", f"## {say('brief:copy.lines', language)}", ""]
    for line in lines:
        role = say(f"brief:copy.roles.{line.role}", language)
        where = f" ({', '.join(f'`{name}`' for name in line.where)})" if line.where else ""
        out.append(f"- **{role}**{where}{say('brief:copy.colon', language)}{_plain(line.text)}")
    if alternatives:
        out += ["", f"## {say('brief:copy.alternatives', language)}", ""]
        out += [f"- `{name}`{say('brief:copy.colon', language)}{_plain(text)}" for name, text in alternatives]
    return "\n".join(out) + "\n"


def _plain(text: str) -> str:
    """Signs that Markdown takes for its own, as themselves."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(text.split("\n")))
