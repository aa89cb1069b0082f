"""The line under a headline: a fact of the letter that answers this headline, short, and another on each sheet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from oeuvre.create.brief import Brief
from oeuvre.create.voice.clauses import sentences
from oeuvre.create.voice.headline import Line, holds_any, says_the_same
from oeuvre.foundation import set_text, verbatim_key

# Of more signs a line is a paragraph.
MOST_SIGNS = 90
_LEAST_WORDS = 2
_HALVES = re.compile(r"\s*[;:]\s+|,\s+(?=(?:and|but|so|because|et|mais|car)\s)")
_LED = re.compile(r"^(?:and|but|so|because|et|mais|car)\s+", re.IGNORECASE)
# What leans on the sentence before it answers it, and nothing else.
_LEANS = re.compile(
    r"^(?:it|they|he|she|this|that|these|those|its|their|ils?|elles?|cela|ça|ce|cette|ces|c’|leurs?|y|en)\b|"
    r"^(?:who|which|whose|qui|que|dont|où)\b",
    re.IGNORECASE,
)


def answering_line(brief: Brief, headline: Line, taken: Collection[str] = ()) -> str:
    """A line of the brief to stand under a headline; empty where it has none.

    A given line is used as it stands. Else the sentence next to the one that the headline is of, then facts (when, how
    much, where), then the nearest sentences; at most MOST_SIGNS, none of `taken` (lines of other sheets, as printed)
    while another is left, none that says what the headline says.
    """
    if brief.copy.line:
        return set_text(brief.copy.line, brief.language)
    said = {verbatim_key(line) for line in taken}
    fit = [
        line
        for line in dict.fromkeys(_offered(brief, headline))
        if len(line) <= MOST_SIGNS
        and not says_the_same(headline.text, line)
        and not holds_any(line, brief.words_avoid)
        and len(line.split()) >= _LEAST_WORDS
    ]
    return next((line for line in fit if verbatim_key(line) not in said), fit[0] if fit else "")


def _offered(brief: Brief, headline: Line) -> Iterator[str]:
    told = [one.replace("'", "’") for one in sentences(brief.about)]
    at = _place_of(headline.text, told)
    facts = brief.facts
    if at is not None:
        # What follows a sentence answers it, even where it leans on it; its own other half does as well.
        yield from (_printed(part, brief) for part in _parts(told[at]) if not _LEANS.match(part))
        if at + 1 < len(told):
            yield from (_printed(part, brief) for part in (told[at + 1], *_parts(told[at + 1])[:1]))
    when_and_price = ". ".join(_capital(text.strip().rstrip(".")) for text in (facts.date, facts.price) if text.strip())
    yield _printed(when_and_price, brief)
    if facts.promise:
        yield _printed(facts.promise, brief)
    order = sorted(range(len(told)), key=lambda place: abs(place - (at if at is not None else 0)))
    for place in order:
        if not _LEANS.match(told[place]):
            yield _printed(told[place], brief)
        yield from (_printed(part, brief) for part in _parts(told[place]) if not _LEANS.match(part))
    yield _printed(
        ". ".join(_capital(text.strip().rstrip(".")) for text in (facts.place, facts.date) if text.strip()), brief
    )
    yield _printed(
        ". ".join(_capital(text.strip().rstrip(".")) for text in (facts.place, facts.price) if text.strip()), brief
    )
    yield _printed(facts.product, brief)
    yield set_text(brief.title, brief.language)


def _place_of(headline: str, told: list[str]) -> int | None:
    """Which sentence a headline is of: the one that has most of its words, and more than half of them."""
    words = set(re.findall(r"\w{3,}", verbatim_key(headline)))
    if not words:
        return None
    met = [len(words & set(re.findall(r"\w{3,}", verbatim_key(one)))) / len(words) for one in told]
    best = max(range(len(met)), key=lambda place: met[place], default=None)
    return best if best is not None and met[best] > 0.5 else None


def _parts(sentence: str) -> list[str]:
    parts = [_LED.sub("", part.strip()) for part in _HALVES.split(sentence.strip().rstrip("."))]
    return [part for part in parts if len(part.split()) > _LEAST_WORDS] if len(parts) > 1 else []


def _printed(text: str, brief: Brief) -> str:
    line = set_text(_capital(text.strip()), brief.language)
    return line if not line or re.search(r"[.!?…»”]$", line) else f"{line}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
