"""What the networks are told of each figure while they train: its own mirror image or not, how detailed, its words."""

from __future__ import annotations

from collections import Counter
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from oeuvre.models.house.collection import Collection
from oeuvre.models.house.fields import WHOLE, Floats, outline_length
from oeuvre.models.house.recipe import Condition

# The words of names that most works share; a rarer one teaches its own few works and nothing else.
WORDS = 96


def conditions_of(collection: Collection, condition: Condition) -> Floats:
    """A row of numbers for each half-field: (rows, 0), (rows, 2) or (rows, 2 + WORDS).

    The first is 1 or -1: its own mirror image or a mirrored half. The second is how much outline it has, as a normal
    score among the figures of its kind that are shown, so that whoever samples draws it from a normal distribution.
    """
    if condition == "none":
        return np.zeros((len(collection.owners), 0), np.float32)
    shape = np.stack([np.where(collection.kinds == WHOLE, 1.0, -1.0), detail_scores(collection)], 1)
    if condition == "words":
        shape = np.concatenate([shape, word_rows(collection)[0]], 1)
    return np.asarray(shape, dtype=np.float32)


def detail_scores(collection: Collection) -> NDArray[np.float64]:
    """The normal score of each row's length of outline among the shown rows of its kind, weighted as they are shown."""
    lengths = np.concatenate(
        [outline_length(part.astype(np.float32)) for part in np.array_split(collection.fields, 16)]
    )
    scores = np.zeros(len(lengths))
    seen, weights = ~collection.held, collection.weights()
    normal = NormalDist()
    for of_kind in (collection.kinds == WHOLE, collection.kinds != WHOLE):
        known = np.flatnonzero(of_kind & seen)
        if not len(known):
            continue
        order = known[np.argsort(lengths[known], kind="stable")]
        shares = (np.cumsum(weights[order]) - weights[order] / 2) / weights[order].sum()
        places = np.interp(lengths[of_kind], lengths[order], shares)
        places[np.flatnonzero(seen[of_kind])] = shares[np.argsort(np.argsort(lengths[known], kind="stable"))]
        scores[of_kind] = [normal.inv_cdf(float(np.clip(place, 0.001, 0.999))) for place in places]
    return scores


def word_rows(collection: Collection) -> tuple[NDArray[np.float32], tuple[str, ...]]:
    """Which of the commonest words each row's name has, and these words; from the works that are shown alone."""
    counts = Counter(word for work in collection.works if not work.held for word in set(work.words) if len(word) > 2)
    words = tuple(word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:WORDS])
    place = {word: index for index, word in enumerate(words)}
    of_work = np.zeros((len(collection.works), WORDS), np.float32)
    for index, work in enumerate(collection.works):
        for word in work.words:
            if word in place:
                of_work[index, place[word]] = 1.0
    return of_work[collection.owners], words
