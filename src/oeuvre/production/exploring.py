"""Exploring with a house model: what a prompt calls, figures drawn about it, filtered, and turned into emblems.

The model is handed in; what a seed, a prompt and a version give is the same to the byte. A figure is remade from its
latent alone: that is what the record keeps of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from oeuvre.create.design import palette_named, schemes
from oeuvre.create.explore import (
    FRAMES,
    MANNERS,
    Emblem,
    FrameShape,
    Heard,
    Inks,
    Lead,
    Manner,
    NoOutline,
    coarse_with_fine,
    draw_emblem,
    hear,
    led_by,
)
from oeuvre.foundation import Language
from oeuvre.models.house import (
    BANK_PSI,
    HEIGHT,
    SIDE,
    WIDTH,
    House,
    TrainingWork,
    faults,
    field_of,
    project,
)

Floats = NDArray[np.float32]
Tell = Callable[[str, int, int], None]

# How far figures of chance may stray from the mean style; what words called is drawn as it is.
PSI = 0.8
NEAREST = 3
# Figures drawn at once, and how many may be drawn for each that is asked for before the rest is left.
_BATCH, _TRIES, _TRIES_LED, _LEAST = 48, 12, 4, 12
# Decimals of a latent as the record keeps it; it is rounded before it is drawn.
_DECIMALS = 4
# Two works of each word are drawn on; the first word's best, and so on, so many are brought nearer by refinement.
_EACH, _REFINED, _STEPS = 2, 4, 3
# Masks that share more than this are one figure drawn twice.
_TWIN = 0.92
# Of a hundred emblems, so many stand in a frame.
_FRAMED = 30


@dataclass(frozen=True)
class Recipe:
    """All that an emblem is drawn from, besides the model: a latent (of chance) or a style (about words), how far it
    may stray, and how the figure is shown. What remakes it to the byte. A crossed figure has `fine`, the style whose
    fine detail it takes, and `share`, how much of that."""

    latent: tuple[float, ...]
    psi: float
    manner: Manner
    frame: FrameShape
    inks: Inks
    fine: tuple[float, ...] = ()
    share: float = 0.0


@dataclass(frozen=True)
class Figure:
    """An emblem drawn: its recipe and file, and the training figures that lie nearest, with their distances."""

    recipe: Recipe
    svg: bytes
    emblem: Emblem
    nearest: tuple[tuple[TrainingWork, float], ...]


@dataclass
class Explored:
    """What exploring came to: figures, what was understood of the prompt, the works that its words drew on, and what
    was drawn and not shown, counted by reason."""

    heard: Heard
    drawn_on: tuple[TrainingWork, ...]
    figures: list[Figure] = field(default_factory=list)
    filtered: Counter[str] = field(default_factory=Counter)


def explore_figures(
    house: House, prompt: str, count: int, seed: int, language: Language, tell: Tell | None = None
) -> Explored:
    """Draw `count` emblems about a prompt (an empty one, or one that nothing knows, leaves all to chance). Fewer come
    where the filters let no more through. Raises `TooManyWords`."""
    known = {work.name: work for work in house.training if not work.held}
    heard = hear(prompt, {name: work.words for name, work in known.items()}, language)
    anchors, owners, _, works = anchors_of(house, heard, known)
    # Words choose among many figures for each: no more are asked for than are likely to be shown.
    batch = min(_BATCH, max(count + count // 4, _LEAST)) if len(anchors) else _BATCH
    found = Explored(heard, works)
    inks = inks_for(heard, seed)
    masks: list[NDArray[np.uint8]] = []
    chance = np.random.default_rng(seed)
    for number in range(-(-count * (_TRIES_LED if len(anchors) else _TRIES) // batch)):
        z = chance.standard_normal((_BATCH, house.latent_size)).astype(np.float32)
        if len(anchors):
            given, psi = np.round(styles_about(house, heard, anchors, owners, batch, chance), _DECIMALS), 1.0
        else:
            given, psi = np.round(z, _DECIMALS), PSI
        for figure in _shown(house, given, psi, (seed, number), inks, found.filtered, masks):
            found.figures.append(figure)
            if tell is not None:
                tell("explore", len(found.figures), count)
            if len(found.figures) == count:
                return found
    return found


def _shown(
    house: House,
    given: Floats,
    psi: float,
    seed: tuple[int, int],
    inks: Inks,
    filtered: Counter[str],
    masks: list[NDArray[np.uint8]],
) -> Iterator[Figure]:
    """Those of a batch that may be shown; what may not is counted when its turn comes."""
    fields = house.fields(given, psi=psi)
    nearest = house.nearest(fields, NEAREST)
    why = faults(fields, [row[0][1] for row in nearest])
    for index, (latent, half, near) in enumerate(zip(given, fields, nearest, strict=True)):
        if why[index] is not None:
            filtered[str(why[index])] += 1
            continue
        mask = np.packbits(half > 0)
        if _is_twin(mask, masks):
            filtered["twin"] += 1
            continue
        chance = np.random.default_rng([*seed, index])
        manner = MANNERS[int(chance.integers(len(MANNERS)))]
        frame = FRAMES[int(chance.integers(1, len(FRAMES)))] if chance.integers(100) < _FRAMED else FRAMES[0]
        recipe = Recipe(tuple(float(f"{value:.{_DECIMALS}f}") for value in latent), psi, manner, frame, inks)
        try:
            emblem = draw_emblem(half, manner)
        except NoOutline as refused:
            filtered[refused.reason] += 1
            continue
        masks.append(mask)
        yield Figure(recipe, emblem.svg(inks, frame).encode(), emblem, tuple(near))


def _is_twin(mask: NDArray[np.uint8], masks: list[NDArray[np.uint8]]) -> bool:
    if not masks:
        return False
    others = np.array(masks)
    both = np.bitwise_count(others & mask).sum(1, dtype=np.int32)
    either = np.bitwise_count(others | mask).sum(1, dtype=np.int32)
    return bool((both > _TWIN * either).any())


def redraw(house: House, recipe: Recipe) -> bytes:
    """The SVG file of a recipe, the same to the byte by the same model. Raises `NoOutline`."""
    return draw_emblem(half_of(house, recipe), recipe.manner).svg(recipe.inks, recipe.frame).encode()


def half_of(house: House, recipe: Recipe) -> Floats:
    """The half-field of a recipe."""
    half: Floats = house.fields(np.array([recipe.latent], np.float32), psi=recipe.psi)[0]
    if not recipe.fine:
        return half
    return coarse_with_fine(half, house.fields(np.array([recipe.fine], np.float32))[0], recipe.share)


def inks_for(heard: Heard, seed: int) -> Inks:
    """The colours of a hand-made scheme: one whose moods the words name, else one by the seed."""
    words = {word.casefold() for word in heard.words}
    fitting = [scheme for scheme in schemes() if words & {mood.casefold() for mood in scheme.moods}] or list(schemes())
    palette = palette_named(fitting[seed % len(fitting)].id, ())
    return Inks(palette.ground, palette.ink, palette.signal, palette.second)


def half_field_of(house: House, name: str) -> Floats | None:
    """The half-field of a training work's figure, preferably of one that is its own mirror image; from the mask that
    the model keeps, so nearly what it was taught. None for a work that it never saw."""
    figures = house.figures
    owner = next((index for index, work in enumerate(house.training) if work.name == name and not work.held), None)
    if owner is None:
        return None
    rows: list[int] = np.flatnonzero(figures.owners == owner).tolist()
    if not rows:
        return None
    row = min(rows, key=lambda place: (int(figures.kinds[place]), place))
    bits = np.unpackbits(figures.in_place[row].view(np.uint8)).reshape(HEIGHT, WIDTH)
    whole = np.concatenate([bits, bits[:, ::-1]], 1).astype(np.float32)
    large = cv2.resize(cv2.GaussianBlur(whole, (0, 0), 0.6), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    return field_of(np.asarray(large) > 0.5)[:, :WIDTH]


def styles_about(
    house: House, heard: Heard, anchors: Floats, owners: Sequence[int], count: int, chance: np.random.Generator
) -> Floats:
    """Styles, `count` of them or fewer, of figures that the words of a prompt name, as far as the model can tell: the
    words take turns. `anchors` are styles of the works that they called, `owners` which word each is of."""
    leads = []
    for place, word in enumerate(heard.words):
        called = [one for one in heard.called if one.word == word]
        said = next((one.said for one in called if one.said), "")
        words = house.words_of(said, {one.name: one.weight for one in called})
        if words:
            own = [index for index, owner in enumerate(owners) if owner == place]
            leads.append(Lead(house.called(words), anchors[own], partial(named_as, house, words)))

    def style(z: Floats) -> Floats:
        return np.asarray(house.mean + np.float32(BANK_PSI) * (house.map(z) - house.mean), np.float32)

    def fit(fields: Floats) -> Floats:
        return np.array([fault is None for fault in faults(fields)], np.float32)

    return led_by(leads, count, chance, style=style, draw=house.fields, fit=fit)


def named_as(house: House, words: Mapping[int, float], fields: Floats) -> Floats:
    """How surely these words, by their places and shares, together name half-fields (n,): a logarithm."""
    places = list(words)
    shares = np.log(np.array([words[place] for place in places]))
    return np.asarray(np.logaddexp.reduce(house.named(fields)[:, places] + shares, axis=1), np.float32)


def anchors_of(
    house: House, heard: Heard, known: dict[str, TrainingWork]
) -> tuple[Floats, list[int], list[float], tuple[TrainingWork, ...]]:
    """The styles of the works that words called, which word each is of, how much each counts, and the works."""
    chosen, owners, weights, halves = [], [], [], []
    for place, word in enumerate(heard.words):
        best = sorted((one for one in heard.called if one.word == word), key=lambda one: (-one.weight, one.name))
        for called in best[:_EACH]:
            half = half_field_of(house, called.name)
            if half is not None:
                chosen.append(known[called.name])
                owners.append(place)
                weights.append(called.weight)
                halves.append(half)
    if not halves:
        return np.zeros((0, house.style_size), np.float32), [], [], ()
    styles = house.encode(np.stack(halves))
    first = [owners.index(place) for place in dict.fromkeys(owners)][:_REFINED]
    for index in first:
        styles[index] = project(house, halves[index], _STEPS).style
    return styles, owners, weights, tuple(dict.fromkeys(chosen))
