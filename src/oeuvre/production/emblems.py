"""Emblems of the house model for a run: what the library does not show is drawn, where the model's words reach it well.

A motif that the library has only a near piece for, or none, is drawn about the training work that bears its very name;
where the brief's words call no piece at all, the project gets an emblem of its own. What is not fit to be shown is not
drawn: the library's piece, or the commission, stays.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from oeuvre.create.brief import Brief
from oeuvre.create.design import palettes_for
from oeuvre.create.explore import Inks, Lead, NoOutline, around_words, draw_emblem, hear, led_by
from oeuvre.create.ideas import is_near, resolve
from oeuvre.create.lexicon import content, find
from oeuvre.create.library import find_drawn
from oeuvre.foundation import Language
from oeuvre.models.house import BANK_PSI, House, TrainingWork, faults, overlap, project
from oeuvre.production.exploring import Figure, Recipe, half_field_of, named_as
from oeuvre.production.ideas import Proposed
from oeuvre.production.pieces import Pieces, words_of

Floats = NDArray[np.float32]
Names = Mapping[str, TrainingWork]

# How many words of a run are tried.
MOST_TRIED = 4
# Motifs of an idea that are looked at (the hero and what stands beside it), and texts that an own emblem is about.
_MOTIFS, _TEXTS = 2, 4
# Figures drawn about a word, those that the namer calls so, and how much of the word's own style others keep; chance
# strays so far from the mean.
_TRIES, _LED, _KEPT, _PSI = 64, 32, (0.55, 1.0), 0.7
_STEPS, _DECIMALS, _NEAREST = 4, 4, 3
# A figure shows its word where no more than this share of the training figures lie nearer to it in the judge's eyes
# than the word's own do, and where it covers so much of the word's own figure.
MOST_NEARER, LEAST_OVERLAP = 0.01, 0.62
# The namer gives its words so much of all that it could call it, as a logarithm: one third; what surer naming adds.
LEAST_NAMED, _NAMED_ADDS = -1.1, 0.05
# So far it keeps from every training figure: what the model draws freely, not what it was taught.
LEAST_APART = 0.2
# An outline of more segments is too busy to be seen from afar.
MOST_SEGMENTS = 110
# A part of so little of the ink is a speck; each costs as much as so much overlap.
_SPECK, _SPECK_COSTS = 0.015, 0.04
# An emblem of the project's own lies as near to some training figure, in the judge's eyes, as so many of them lie to
# their fifth neighbour: what the model draws surely.
_SURE = 0.5


@dataclass(frozen=True)
class Wish:
    """What the library does not show: a word as it was said and the training work of its name; both empty for an emblem
    of the project's own. `idea` is the one that it is of, if any."""

    word: str
    name: str
    idea: Proposed | None = None


@dataclass(frozen=True)
class Fit:
    """A figure that may stand for a wish, the works that its words drew on, and how well it shows them: the share of
    training figures that lie nearer in the judge's eyes than the word's own, the overlap with the word's own, and how
    surely the namer calls it so (a logarithm)."""

    figure: Figure
    drawn_on: tuple[TrainingWork, ...]
    nearer: float
    overlap: float
    named: float = 0.0


def wishes(brief: Brief, pieces: Pieces, ideas: Sequence[Proposed], names: Names) -> list[Wish]:
    """What is to be drawn, the brief's own words first, then the motifs of its ideas; each training work once."""
    found: dict[str, Wish] = {}
    for text in (*brief.words_use, brief.title, brief.facts.product):
        # A word in passing (a person, a table) asks for no picture: of whole texts, only what the table knows.
        known = [token.lemma for token in content(text, pieces.language) if find_drawn(token.lemma, pieces.language)]
        for word in (text, *known):
            _wish(found, word, pieces.language, names, None)
    for place in range(_MOTIFS):
        for one in ideas:
            for motif in one.idea.motifs[place : place + 1]:
                _wish(found, motif.word, "fr" if one.idea.language == "fr" else "en", names, one)
    wanted = list(found.values())[:MOST_TRIED]
    return [*wanted, Wish("", "")] if pieces.bare else wanted


def _wish(found: dict[str, Wish], word: str, language: Language, names: Names, idea: Proposed | None) -> None:
    name = reached(word, language, names)
    if name and name not in found:
        found[name] = Wish(word, name, idea)


def reached(word: str, language: Language, names: Names) -> str:
    """The training work of this very name, where the library shows the word only nearly or not at all; else nothing."""
    known = find(word, language)
    for said in dict.fromkeys((word, known.text if known is not None else word)):
        name = find_drawn(said, language)
        if name not in names and language == "en":
            name = said.casefold().replace(" ", "-")
        if name in names:
            motif = resolve(word, language)
            return name if not motif.drawable or is_near(motif, language) else ""
    return ""


def inks_of(brief: Brief, seed: int) -> Inks:
    """The project's palette as an emblem wears it: the first of those that its drafts are made with."""
    words = [word for text in words_of(brief) for word in text.replace("’", " ").replace("'", " ").split()]
    palette = palettes_for(brief.mood, words, brief.brand.colours, seed=seed)[0]
    return Inks(palette.ground, palette.ink, palette.signal, palette.second)


def fit_figure(house: House, wish: Wish, brief: Brief, language: Language, inks: Inks, seed: int) -> Fit | None:
    """The best figure for a wish, the same for the same model, words and seed; None where none is fit."""
    chance = np.random.default_rng([seed, zlib.crc32(wish.name.encode())])
    if wish.name:
        return _of_word(house, wish.name, inks, chance)
    return _of_project(house, brief, language, inks, chance)


def _of_word(house: House, name: str, inks: Inks, chance: np.random.Generator) -> Fit | None:
    """The figure that shows a training work's word best, without being a copy of it or of another.

    Figures are looked for among those that the namer calls so and their children, and between the work's own style and
    chance. Namer, judge and outline must agree: each alone takes for the thing what no person would.
    """
    half = half_field_of(house, name)
    words = house.words_of("", {name: 1.0})
    if half is None or not words:
        return None
    work = next(one for one in house.training if one.name == name)
    own = project(house, half, _STEPS).style
    styles = _rounded(np.concatenate([_named_so(house, words, own, chance), _between(house, own, chance)]))
    fields = house.fields(styles)
    sure = named_as(house, words, fields)
    apart = _apart(house, fields)
    mine = np.array([house.training[owner].name == name for owner in house.figures.owners.tolist()])
    others = ~house.figures.held & ~mine
    found = []
    for index, sound in enumerate(_sound(house, fields)):
        nearer = float((apart[index, others] < apart[index, mine].min()).mean())
        covered = overlap(fields[index], half)
        if sound and sure[index] >= LEAST_NAMED and nearer <= MOST_NEARER and covered >= LEAST_OVERLAP:
            score = covered + _NAMED_ADDS * sure[index] - 10 * nearer - _SPECK_COSTS * specks(fields[index])
            found.append((score, index, nearer, covered))
    for _, index, nearer, covered in sorted(found, reverse=True):
        figure = _figure(house, styles[index], fields[index], inks)
        if figure is not None:
            return Fit(figure, (work,), nearer, covered, float(sure[index]))
    return None


def _named_so(house: House, words: Mapping[int, float], own: Floats, chance: np.random.Generator) -> Floats:
    """Styles of figures that words, by their places, name most surely, and of such as are born of the work's own."""

    def style(z: Floats) -> Floats:
        return np.asarray(house.mean + np.float32(BANK_PSI) * (house.map(z) - house.mean), np.float32)

    def fit(fields: Floats) -> Floats:
        return np.array([fault is None for fault in faults(fields)], np.float32)

    lead = Lead(house.called(words), own[None], lambda fields: named_as(house, words, fields))
    return led_by([lead], _LED, chance, style=style, draw=house.fields, fit=fit)


def _between(house: House, own: Floats, chance: np.random.Generator) -> Floats:
    """Styles between a work's own and chance."""
    kept = chance.uniform(*_KEPT, (_TRIES, 1)).astype(np.float32)
    return np.asarray(kept * own + (1 - kept) * _free(house, chance), np.float32)


def specks(half: Floats) -> int:
    """How many parts of a figure are so small that they look like a slip of the pen."""
    whole = (np.concatenate([half, half[:, ::-1]], 1) > 0).astype(np.uint8)
    _, _, parts, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    sizes = parts[1:, cv2.CC_STAT_AREA]
    return int((sizes < _SPECK * sizes.sum()).sum())


def _of_project(house: House, brief: Brief, language: Language, inks: Inks, chance: np.random.Generator) -> Fit | None:
    """An ornament of the project's own: about its words as far as they lead anywhere, and surely drawn."""
    known = {work.name: work for work in house.training if not work.held}
    heard = hear(" ".join(words_of(brief)[:_TEXTS])[:400], {name: one.words for name, one in known.items()}, language)
    halves, owners, weights, works = [], [], [], []
    for place, word in enumerate(heard.words):
        called = max((one for one in heard.called if one.word == word), key=lambda one: (one.weight, one.name))
        half = half_field_of(house, called.name)
        if half is not None:
            halves.append(half)
            owners.append(place)
            weights.append(called.weight)
            works.append(known[called.name])
    free = _free(house, chance)
    if halves:
        free = around_words(house.encode(np.stack(halves)), owners, weights, free, chance, hold=(0.2, 0.6))
    styles = _rounded(free)
    fields = house.fields(styles)
    gaps = np.where(house.figures.held[None], np.inf, _apart(house, fields)).min(1)
    surely = _reach(house)
    for index in np.argsort(gaps, kind="stable").tolist():
        if gaps[index] > surely:
            break
        figure = _figure(house, styles[index], fields[index], inks) if _is_sound(house, fields[index]) else None
        if figure is not None:
            return Fit(figure, tuple(dict.fromkeys(works)), 0.0, 0.0)
    return None


def _free(house: House, chance: np.random.Generator) -> Floats:
    """Styles of chance, not far from the mean."""
    z = chance.standard_normal((_TRIES, house.latent_size)).astype(np.float32)
    return np.asarray(house.mean + np.float32(_PSI) * (house.map(z) - house.mean), np.float32)


def _rounded(styles: Floats) -> Floats:
    """Styles as the record keeps them."""
    return np.asarray(np.round(styles, _DECIMALS), np.float32)


def _apart(house: House, fields: Floats) -> Floats:
    """Distances in the judge's space from figures to all training figures."""
    theirs = house.figures.features.astype(np.float32)
    ours = house.features(fields)
    squares = (ours**2).sum(1)[:, None] + (theirs**2).sum(1)[None] - 2 * ours @ theirs.T
    return np.asarray(np.sqrt(np.maximum(squares, 0)), np.float32)


def _reach(house: House) -> float:
    """How far a training figure's fifth neighbour lies in the judge's space, for some hundreds of them."""
    theirs = house.figures.features.astype(np.float32)[~house.figures.held]
    some = theirs[:: max(len(theirs) // 400, 1)]
    squares = (some**2).sum(1)[:, None] + (theirs**2).sum(1)[None] - 2 * some @ theirs.T
    fifth = np.partition(np.sqrt(np.maximum(squares, 0)), 5, axis=1)[:, 5]
    return float(np.quantile(fifth, _SURE))


def _sound(house: House, fields: Floats) -> Iterator[bool]:
    """Whether each figure passes the model's filters and keeps from what was taught."""
    near = [row[0][1] for row in house.nearest(fields, 1)]
    found = faults(fields, near)
    return (fault is None and far >= LEAST_APART for fault, far in zip(found, near, strict=True))


def _is_sound(house: House, field: Floats) -> bool:
    return next(_sound(house, field[None]))


def _figure(house: House, style: Floats, field: Floats, inks: Inks) -> Figure | None:
    """The figure as an emblem in the palette, None where its outline is too busy or none."""
    try:
        emblem = draw_emblem(field)
    except NoOutline:
        return None
    if emblem.outline.segments > MOST_SEGMENTS:
        return None
    recipe = Recipe(tuple(float(f"{value:.{_DECIMALS}f}") for value in style), 1.0, "plain", "none", inks)
    return Figure(recipe, emblem.svg(inks).encode(), emblem, tuple(house.nearest(field[None], _NEAREST)[0]))
