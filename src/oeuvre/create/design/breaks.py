"""Where a headline may break: between word groups, never inside one.

A line must not end with an article, a preposition, a possessive, a number that waits for its unit or an opening
quote, nor leave a lone short word behind. No-break spaces are never broken; words are never hyphenated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

# Words that lean on the next one. A line of type that ends with one of them reads as cut.
LEANING: dict[str, frozenset[str]] = {
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "des",
            "du",
            "de",
            "d",
            "au",
            "aux",
            "à",
            "a",
            "en",
            "dans",
            "sur",
            "sous",
            "par",
            "pour",
            "avec",
            "sans",
            "chez",
            "vers",
            "entre",
            "contre",
            "dès",
            "et",
            "ou",
            "ni",
            "mais",
            "où",
            "que",
            "qu",
            "qui",
            "dont",
            "ce",
            "cet",
            "cette",
            "ces",
            "mon",
            "ton",
            "son",
            "ma",
            "ta",
            "sa",
            "mes",
            "tes",
            "ses",
            "notre",
            "votre",
            "nos",
            "vos",
            "leur",
            "leurs",
            "quel",
            "quelle",
            "quels",
            "quelles",
            "ne",
            "n",
            "se",
            "s",
            "me",
            "m",
            "te",
            "t",
            "je",
            "j",
            "tu",
            "il",
            "elle",
            "on",
            "nous",
            "vous",
            "ils",
            "elles",
            "très",
            "plus",
            "si",
            "y",
            "est",
            "sont",
            "c",
            "tout",
            "toute",
            "tous",
            "toutes",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "saint",
            "sainte",
            "m.",
            "mme",
            "n°",
            "jusqu",
            "comme",
            "quand",
        ]
    ),
    "en": frozenset(
        [
            "a",
            "an",
            "the",
            "of",
            "to",
            "in",
            "on",
            "at",
            "by",
            "for",
            "with",
            "from",
            "into",
            "onto",
            "over",
            "under",
            "and",
            "or",
            "but",
            "nor",
            "as",
            "if",
            "than",
            "that",
            "this",
            "these",
            "those",
            "my",
            "your",
            "his",
            "her",
            "its",
            "our",
            "their",
            "no",
            "not",
            "is",
            "are",
            "was",
            "were",
            "be",
            "do",
            "does",
            "who",
            "which",
            "where",
            "when",
            "i",
            "you",
            "he",
            "she",
            "we",
            "they",
            "it",
            "so",
            "very",
            "more",
            "most",
            "all",
            "two",
            "three",
            "four",
            "five",
            "mr",
            "mrs",
            "ms",
            "dr",
            "st",
            "new",
            "per",
        ]
    ),
}
_STOPS = frozenset(".!?…,;:")
_WORD = re.compile(r"[^\W_]+[.°]?", re.UNICODE)


def leans(line: str, language: str) -> bool:
    """Whether `line` ends with a word that belongs to the next one."""
    words = _WORD.findall(line.replace("’", " ").replace("'", " "))
    stripped = line.rstrip()
    if stripped.endswith(("«", "“", "(", "–", "-")):
        return True
    if not words or not stripped[-1:].isalnum():
        return False
    last = words[-1].casefold()
    return last in LEANING.get(language, frozenset()) or last.isdigit()


def _ends_torn(line: Sequence[str]) -> bool:
    """Whether a line ends with the first word of the next sentence, or clause: "Take a seat. Take"."""
    return len(line) > 1 and line[-2][-1:] in _STOPS and line[-1][-1:] not in _STOPS


def _begins_torn(pieces: Sequence[str], start: int, end: int) -> bool:
    """Whether a line begins with the last word of a sentence that began above, and goes on: "seat. Take a shot."."""
    return pieces[start][-1:] in _STOPS and end - start > 1 and start > 0 and pieces[start - 1][-1:] not in _STOPS


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The unbreakable pieces of a text: split at ordinary spaces only."""
    return tuple(piece for piece in text.split(" ") if piece)


def line_options(
    text: str, language: str, most: int, width_of: Callable[[str], float]
) -> tuple[tuple[tuple[str, ...], int], ...]:
    """For each count of lines up to `most`: the best break and how many bad ends it has.

    Best is the least sum of bad ends first (weighed as 35 % of extra width), then the narrowest widest line.
    `width_of` measures a line; any unit.
    """
    pieces = words_of(text)
    n = len(pieces)
    if n == 0:
        return ()
    width: dict[tuple[int, int], float] = {}
    bad: dict[tuple[int, int], int] = {}
    for start in range(n):
        for end in range(start + 1, n + 1):
            line = " ".join(pieces[start:end])
            width[start, end] = width_of(line)
            lone = end == n and start > 0 and len(line) < 4
            torn = (end < n and _ends_torn(pieces[start:end])) or (start > 0 and _begins_torn(pieces, start, end))
            bad[start, end] = int((end < n and leans(line, language)) or lone or torn)
    options = []
    best: dict[tuple[int, int], tuple[float, int, tuple[int, ...]]] = {
        (end, 1): (width[0, end] * (1 + 0.35 * bad[0, end]), bad[0, end], (end,)) for end in range(1, n + 1)
    }
    for count in range(2, min(most, n) + 1):
        for end in range(count, n + 1):
            choices = []
            for cut in range(count - 1, end):
                before = best[cut, count - 1]
                cost = max(before[0], width[cut, end] * (1 + 0.35 * bad[cut, end]))
                choices.append((cost, before[1] + bad[cut, end], (*before[2], end)))
            best[end, count] = min(choices, key=lambda choice: (choice[1], choice[0]))
    for count in range(1, min(most, n) + 1):
        _, bads, cuts = best[n, count]
        starts = (0, *cuts[:-1])
        lines = tuple(" ".join(pieces[start:end]) for start, end in zip(starts, cuts, strict=True))
        options.append((lines, bads))
    return tuple(options)
