"""Do emblems show what words ask for? Asked of an examiner, beside search in the icon set and beside chance.

    python -m benchmarks.naming [FOLDER]

An examiner, a classifier of names of another seed and size than the one by which figures are chosen, is taught on the
works that the model was shown (some three minutes of one core, with the extra `train`; kept in FOLDER) and told to say
which of forty words is meant. Eight figures are asked for by each word: of `oeuvre explore` (`words`), of mixing styles
of the works that the word calls, as before (`mixed`), of chance (`chance`), and the icons that the word finds
(`search`, which the examiner was taught on; the held-out icons so named are what it makes of icons that it never saw).
Beside accuracy: how unlike figures of one word are, as mean distance between two, in the judge's features and as one
less their overlap; where search finds fewer than eight, those it has (`search`), or again until there are eight
(`search, to eight`); and how near the nearest training figure is.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.explore import around_words, hear
from oeuvre.foundation import Language
from oeuvre.models.house import COLLECTIONS, House, open_house, read_collection
from oeuvre.production import explore_figures, half_field_of

Floats = NDArray[np.float32]
Examine = Callable[[Floats], Floats]

WORDS = [
    "moon",
    "bread",
    "tree",
    "bird",
    "fish",
    "crown",
    "key",
    "skull",
    "leaf",
    "star",
    "lion",
    "boat",
    "heart",
    "wheat",
    "sun",
    "cat",
    "dog",
    "flower",
    "mask",
    "helmet",
    "shield",
    "sword",
    "hammer",
    "bell",
    "bottle",
    "candle",
    "castle",
    "eye",
    "feather",
    "fire",
    "hand",
    "house",
    "lamp",
    "mushroom",
    "owl",
    "snake",
    "spider",
    "tower",
    "wolf",
    "dragon",
]
FRENCH = {"lune": "moon", "pain": "bread", "arbre": "tree", "oiseau": "bird", "poisson": "fish", "couronne": "crown"}
FRENCH |= {"clé": "key", "crâne": "skull", "feuille": "leaf", "étoile": "star", "cœur": "heart", "soleil": "sun"}
_EACH, _SEED, _PSI = 8, 1, 0.8


def naming(house: House, examine: Examine, held_out: tuple[Floats, list[int]]) -> dict[str, object]:
    """Accuracy, unlikeness and nearness of figures by forty words, by way of making them."""
    ways: dict[str, Callable[[str], Floats]] = {
        "words": lambda word: _explored(house, word, "en"),
        "mixed": lambda word: _mixed(house, word),
        "chance": lambda word: _by_chance(house, word),
        "search": lambda word: _found(house, word),
    }
    result: dict[str, object] = {}
    for way, make in ways.items():
        rows = [_row(house, make(word), place, examine) for place, word in enumerate(WORDS)]
        result[way] = _mean(rows)
        if way == "search":
            again = [np.resize(make(word), (_EACH, 64, 32)) for word in WORDS]
            result["search, to eight"] = _mean([_row(house, some, i, examine) for i, some in enumerate(again)])
    fields, meant = held_out
    result["held-out icons"] = {
        "accuracy": round(float((examine(fields).argmax(1) == meant).mean()), 3),
        "of": len(meant),
    }
    french = [
        float((examine(_explored(house, word, "fr")).argmax(1) == WORDS.index(same)).mean())
        for word, same in FRENCH.items()
    ]
    result["words, in French"] = {"accuracy": round(float(np.mean(french)), 3), "of": len(french)}
    return result


def _row(house: House, fields: Floats, place: int, examine: Examine) -> dict[str, float]:
    """One word's figures: how many are recognised, how unlike, how near to what was taught."""
    if not len(fields):
        return {"accuracy": 0.0}
    row = {"accuracy": float((examine(fields).argmax(1) == place).mean())}
    row["nearest"] = float(np.median([near[0][1] for near in house.nearest(fields, 1)]))
    if len(fields) > 1:
        one, other = np.triu_indices(len(fields), 1)
        told, ink = house.features(fields), (fields > 0).reshape(len(fields), -1)
        shared = (ink[one] & ink[other]).sum(1) / np.maximum((ink[one] | ink[other]).sum(1), 1)
        row["apart, judge"] = float(np.linalg.norm(told[one] - told[other], axis=1).mean())
        row["apart, overlap"] = float(1 - shared.mean())
    return row


def _mean(rows: list[dict[str, float]]) -> dict[str, float]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: round(float(np.mean([row[name] for row in rows if name in row])), 3) for name in names}


def _explored(house: House, word: str, language: Language) -> Floats:
    made = explore_figures(house, word, _EACH, _SEED, language).figures
    if not made:
        return np.zeros((0, 64, 32), np.float32)
    return house.fields(np.array([one.recipe.latent for one in made], np.float32), made[0].recipe.psi)


def _found(house: House, word: str) -> Floats:
    """The icons whose names bear the word, the shortest names first."""
    names = sorted(
        (work.name for work in house.training if not work.held and word in work.words),
        key=lambda name: (len(name), name),
    )
    halves = [half for half in (half_field_of(house, name) for name in names[:_EACH]) if half is not None]
    return np.array(halves, np.float32).reshape(-1, 64, 32)


def _chance(house: House, word: str) -> tuple[Floats, np.random.Generator]:
    chance = np.random.default_rng([_SEED, WORDS.index(word)])
    z = chance.standard_normal((_EACH, house.latent_size)).astype(np.float32)
    return house.mean + np.float32(_PSI) * (house.map(z) - house.mean), chance


def _by_chance(house: House, word: str) -> Floats:
    return house.fields(_chance(house, word)[0])


def _mixed(house: House, word: str) -> Floats:
    known = {work.name: work.words for work in house.training if not work.held}
    halves = [half_field_of(house, one.name) for one in hear(word, known, "en").called]
    styles = house.encode(np.array([half for half in halves if half is not None]))
    free, chance = _chance(house, word)
    return house.fields(around_words(styles, [0] * len(styles), [1.0] * len(styles), free, chance))


def _examiner(folder: Path, house: House) -> tuple[Examine, tuple[Floats, list[int]]]:
    """The examiner, and the held-out icons of the forty words."""
    import torch

    from oeuvre.models.house.training.naming import EXAMINER
    from oeuvre.models.house.training.train import keep_namer

    torch.set_num_threads(1)
    collection = read_collection(COLLECTIONS / "emblem", cache=folder / "rows.npz")
    examiner = keep_namer(collection, folder / "examiner.pt", EXAMINER)
    places = [house.words[word] for word in WORDS]

    def examine(fields: Floats) -> Floats:
        with torch.no_grad():
            return np.asarray(examiner(torch.tensor(fields).unsqueeze(1)).numpy()[:, places], np.float32)

    named = {index: work.words[-1] for index, work in enumerate(collection.works) if work.held and work.words}
    rows = [row for row, owner in enumerate(collection.owners.tolist()) if named.get(owner) in WORDS]
    return examine, (collection.half(np.array(rows)), [WORDS.index(named[int(collection.owners[row])]) for row in rows])


def main() -> None:
    """Prints the figures as JSON."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "oeuvre-examiner"
    folder.mkdir(parents=True, exist_ok=True)
    house = open_house()
    print(json.dumps(naming(house, *_examiner(folder, house)), indent=2))


if __name__ == "__main__":
    main()
