"""The words that works are named by, as the model that names figures knows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from oeuvre.models.house.collection import TrainingWork

# Words that say nothing of what is drawn.
_EMPTY = frozenset(("the", "and", "for", "with", "from", "into", "your"))
_SHORTEST = 3
# The last word of an English name says what the thing is, those before it say which one.
_LAST, _BEFORE = 1.0, 0.5


def vocabulary(works: Sequence[TrainingWork]) -> tuple[str, ...]:
    """The words of the names of all works that a model was shown, sorted; a plural is the word itself where that is a
    name's word too."""
    found = {word for work in works if not work.held for word in work.words}
    return tuple(sorted({_singular(word, found) for word in found if _speaks(word)}))


def named_by(work: TrainingWork, places: Mapping[str, int]) -> dict[int, float]:
    """The places of a work's words in a vocabulary, and how much each counts; a sum of one, or nothing."""
    counted: dict[int, float] = defaultdict(float)
    said = [word for word in work.words if _speaks(word)]
    for number, word in enumerate(said):
        place = places.get(_singular(word, places))
        if place is not None:
            counted[place] += _LAST if number == len(said) - 1 else _BEFORE
    whole = sum(counted.values())
    return {place: weight / whole for place, weight in counted.items()}


def place_of(word: str, places: Mapping[str, int]) -> int | None:
    """The place of a word in a vocabulary, None where no name bears it."""
    return places.get(_singular(word.lower(), places))


def _speaks(word: str) -> bool:
    return len(word) >= _SHORTEST and word not in _EMPTY


def _singular(word: str, known: Mapping[str, int] | set[str]) -> str:
    """A plural's singular where it is known."""
    for ending, instead in (("ies", "y"), ("ves", "f"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + instead in known:
            return word[: -len(ending)] + instead
    return word
