"""Which line stands in large letters, and which under it: always the brief's own words.

Until ideas are had by other means, a rule chooses: the given headline; else the title and the strongest clauses.
Better plain than wrong: a text without a clause that can stand alone gives its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from oeuvre.create.brief import Brief
from oeuvre.create.voice.capitals import with_capital
from oeuvre.create.voice.clauses import MOST_WORDS, sentences, stand_alone, word_count
from oeuvre.foundation import set_text, verbatim_key

LineSource = Literal["given", "clause", "title", "fact", "idea"]

# A title of up to this many signs reads as a headline; a longer one gives way to a clause.
_SHORT_TITLE = 48
_LONGEST_LINE = 160
_MOST_CLAUSES = 6


@dataclass(frozen=True)
class Line:
    """A line to set, with where its words come from: a field of the brief, such as `facts.promise`."""

    text: str
    source: LineSource
    from_field: str


def headlines(brief: Brief) -> tuple[Line, ...]:
    """Possible headlines, the best first; never none."""
    if brief.copy.headline:
        return (Line(set_text(brief.copy.headline, brief.language), "given", "copy.headline"),)
    title = Line(set_text(brief.title, brief.language), "title", "title")
    clauses = [line for line in _ranked(brief) if verbatim_key(line.text) != verbatim_key(title.text)]
    if len(brief.title) > _SHORT_TITLE and clauses:
        return (clauses[0], title, *clauses[1:])
    return (title, *clauses)


def supporting_lines(brief: Brief, headline: Line) -> tuple[Line, ...]:
    """Lines that may stand under a headline, the best first; perhaps none.

    A given line is used as it stands, alone. Under a clause comes the title first, since it names the thing.
    """
    if brief.copy.line:
        return (Line(set_text(brief.copy.line, brief.language), "given", "copy.line"),)
    found: list[Line] = []
    if headline.source != "title":
        found.append(Line(set_text(brief.title, brief.language), "title", "title"))
    if brief.facts.promise:
        found.append(_clause(brief.facts.promise, "facts.promise", brief.language))
    for text in (brief.about, *sentences(brief.about)):
        if len(text) <= _LONGEST_LINE:
            found.append(Line(_closed(set_text(text, brief.language)), "clause", "about"))
    # One word alone (« Exposition ») is no line.
    if brief.facts.product and (word_count(brief.facts.product) > 1 or not found):
        found.append(Line(with_capital(set_text(brief.facts.product, brief.language)), "fact", "facts.product"))
    said = _bare(headline.text)
    kept: dict[str, Line] = {}
    for line in found:
        bare = _bare(line.text)
        own_title = line.source == "title"
        if own_title or (said not in bare and bare not in said and not holds_any(line.text, brief.words_avoid)):
            kept.setdefault(bare, line)
    return tuple(kept.values())


def holds_any(text: str, words: Iterable[str]) -> bool:
    """Whether any of some words, or its plural, stands in a text."""
    return any(_holds(text, word) for word in words)


def _holds(text: str, word: str) -> bool:
    pattern = rf"(?<!\w){re.escape(verbatim_key(word))}(?:e?s|x)?(?!\w)"
    return re.search(pattern, verbatim_key(text)) is not None


def _ranked(brief: Brief) -> list[Line]:
    return [line for line, _ in weighed_clauses(brief)]


def weighed_clauses(brief: Brief) -> list[tuple[Line, float]]:
    """The brief's own clauses with their strength (2 and more), the strongest first, at most six.

    At equal strength the one that comes first in the brief. None in a language whose clauses cannot be cut.
    """
    if brief.language not in ("fr", "en"):
        return []
    found: list[tuple[str, str, float]] = []
    promise = brief.facts.promise.strip()
    if promise and word_count(promise) <= MOST_WORDS:
        found.append((promise, "facts.promise", 3.0))
    else:
        found += [(text, "facts.promise", 2.6) for text in stand_alone(promise, brief.language)]
    found += [(text, "about", 2.0) for text in stand_alone(brief.about, brief.language)]
    kept = [item for item in found if not holds_any(item[0], brief.words_avoid)]
    strongest = sorted(kept, key=lambda item: -(item[2] + _strength(item[0], brief)))
    lines: dict[str, tuple[Line, float]] = {}
    for text, field, base in strongest:
        if not any(says_the_same(text, kept_already) for kept_already in lines):
            lines[text] = (_clause(text, field, brief.language), base + _strength(text, brief))
    return list(lines.values())[:_MOST_CLAUSES]


def says_the_same(one: str, other: str) -> bool:
    """Whether two clauses share most of their words, so that one of them is enough."""
    first, second = (set(re.findall(r"\w+", verbatim_key(text))) for text in (one, other))
    return len(first & second) > 0.6 * min(len(first), len(second))


def _strength(text: str, brief: Brief) -> float:
    """Words the client asked for, the right length, and speaking to somebody make a clause stronger."""
    points = sum(1.0 for word in brief.words_use if _holds(text, word))
    points += 0.4 if 4 <= word_count(text) <= 6 else 0.0
    points -= 0.4 if len(text) > 42 else 0.0
    points += 0.2 if re.search(r"\b(?:vous|votre|vos|you|your)\b", text, re.IGNORECASE) else 0.0
    return points


def _clause(text: str, field: str, language: str) -> Line:
    return Line(_closed(with_capital(set_text(text, language))), "clause", field)


def _bare(text: str) -> str:
    return verbatim_key(text).rstrip(" .!?…")


def _closed(text: str) -> str:
    """A full stop at the end, unless some sign ends it already."""
    return text if not text or re.search(r"[.!?…:;,»”\"]$", text) else text + "."
