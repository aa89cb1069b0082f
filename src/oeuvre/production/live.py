"""The explorer: nine figures at a time, steered live by words, dials, mixing, a drawing and by choice alone.

Everything is asked in points and answered in points, so that nothing has to be remembered between two questions. One
question is worked on at a time, a few wait in line, and whatever else is asked meanwhile is refused.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.explore import (
    SHOWN,
    Attribute,
    Called,
    Choice,
    Emblem,
    Heard,
    Manner,
    NoOutline,
    Slider,
    attribute_sliders,
    described,
    draw_emblem,
    find_sliders,
    hear,
    measure,
    mix,
    parted,
    propose,
)
from oeuvre.foundation import Language
from oeuvre.models.house import REPEATED, Fault, House, TrainingWork, faults, open_house, overlap, project
from oeuvre.production.exploring import NEAREST, PSI, anchors_of, styles_about
from oeuvre.production.points import Point, fields_of, rounded, settled
from oeuvre.production.turns import Turns

Floats = NDArray[np.float32]
Side = Literal["whole", "left", "right"]
# Styles, which word each is of, how much each counts, and the works.
Anchors = tuple[Floats, list[int], list[float], tuple[TrainingWork, ...]]

# How far a dial goes each way, in standard deviations.
MOST_TURN = 3.0
MOST_PARENTS = 4
# Figures of chance that choosing goes among, and how many more are drawn near what was picked, asked for or mixed.
_POOL, _NEAR = 1200, 96
# Figures that words are led to, of which nine are chosen.
_LED = 20
# Styles on which dials are measured; how many directions without a name of their own are looked at, and kept.
_MEASURED, _LOOKED_AT, _DIRECTIONS = 400, 8, 4
# What a step of a direction must change, in the attribute's own spread, to be told by it.
_TOLD = 0.25
# Near figures keep between these shares of what they are near to.
_HOLD = (0.2, 0.65)
# Features that were computed once, by the style; and what words led to.
_REMEMBERED, _WORDS_REMEMBERED = 4_000, 64


@dataclass(frozen=True)
class Dial:
    """What can be turned: `id` is an attribute, or `way-` and a number; `less` and `more` are what either end brings,
    as attributes with a sign."""

    id: str
    axis: Floats
    less: tuple[tuple[Attribute, int], ...]
    more: tuple[tuple[Attribute, int], ...]


@dataclass(frozen=True)
class Shown:
    """A figure as it is shown: its point, its emblem (None with a `fault`), the training works that lie nearest."""

    point: Point
    emblem: Emblem | None
    nearest: tuple[tuple[TrainingWork, float], ...]
    fault: str = ""


@dataclass(frozen=True)
class Showing:
    """Points that were shown together, and which of them were picked and refused."""

    shown: tuple[Point, ...]
    picked: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


@dataclass(frozen=True)
class Nine:
    """The next figures, what was understood of the words, and the works that they drew on."""

    figures: tuple[Shown, ...]
    heard: Heard
    drawn_on: tuple[TrainingWork, ...]


@dataclass(frozen=True)
class Drawn:
    """What the model makes of a drawing: the point, how much it overlaps, which half of the drawing it mirrors."""

    point: Point
    overlap: float
    side: Side


@dataclass(frozen=True)
class Described:
    """Figures in the ways that choosing goes by: the judge's features, styles, measures; a row each."""

    judged: Floats
    styles: Floats
    measured: NDArray[np.float64]


@dataclass(frozen=True)
class Explorer:
    """A house model with what exploring it live needs at hand. Whoever asks holds a `turn`."""

    house: House
    turns: Turns = field(default_factory=Turns, repr=False)
    _features: OrderedDict[bytes, tuple[Floats, NDArray[np.float64]]] = field(default_factory=OrderedDict, repr=False)
    _called: OrderedDict[tuple[Called, ...], Anchors] = field(default_factory=OrderedDict, repr=False)

    def turn(self) -> AbstractContextManager[None]:
        """One's turn at the model. Raises `ExplorerBusy` where too many wait already."""
        return self.turns.take(self.house.card.name)

    def chance(self, count: int, seed: Sequence[int]) -> Floats:
        """Styles (count, size) of chance, as calm as emblems are drawn."""
        z = np.random.default_rng(list(seed)).standard_normal((count, self.house.latent_size)).astype(np.float32)
        return rounded(self.house.mean + np.float32(PSI) * (self.house.map(z) - self.house.mean))

    @cached_property
    def dials(self) -> tuple[Dial, ...]:
        """The dials: one for each attribute, then directions that were found without names."""
        styles = self.chance(_MEASURED, (1,))
        named = [
            _dial(str(slider.name), slider, ((slider.name, 1),))
            for slider in attribute_sliders(self.house.fields, styles)
            if slider.name is not None
        ]
        found: list[Dial] = []
        ways = find_sliders(self.house.fields, styles[:12], self.house.style_axes[:_LOOKED_AT])
        for slider in ways:
            told = sorted((one for one in slider.changes if abs(one[1]) >= _TOLD), key=lambda one: -abs(one[1]))[:2]
            ends = tuple((name, 1 if change > 0 else -1) for name, change in told)
            # What would be called as another is called would be two names for one thing.
            if len(ends) == 2 and all({*ends} != {*one.more} and {*ends} != {*one.less} for one in found):
                found.append(_dial(f"way-{len(found) + 1}", slider, ends))
            if len(found) == _DIRECTIONS:
                break
        return (*named, *found)

    @cached_property
    def pool(self) -> Described:
        """Figures of chance that are fit to be shown, described."""
        styles = self.chance(_POOL, (2,))
        fields = self.house.fields(styles)
        fit = [place for place, fault in enumerate(faults(fields)) if fault is None]
        return Described(self.house.features(fields[fit]), styles[fit], measure(fields[fit]))

    def turned(self, points: Sequence[Point], values: Mapping[str, float]) -> list[Point]:
        """Points with dials turned, each by so many standard deviations; a dial that is not known turns nothing."""
        shift = sum(
            (np.float32(np.clip(values[dial.id], -MOST_TURN, MOST_TURN)) * dial.axis)
            for dial in self.dials
            if values.get(dial.id)
        )
        if isinstance(shift, int):
            return list(points)
        return [Point(rounded(one.style + shift), one.fine, one.share) for one in points]

    def mixed(
        self, parents: Sequence[tuple[Point, float]], seed: int, spread: float, count: int = SHOWN
    ) -> list[Point]:
        """A mixture of two to four parents and figures about it: the first is the mixture itself, the others stray by
        `spread` of what chance strays. The same seed strays alike, so that weights can be moved under it."""
        base = mix(settled(self.house, [point for point, _ in parents]), [weight for _, weight in parents])
        return self._about(base, seed, spread, count)

    def near(self, point: Point, seed: int, spread: float, count: int = SHOWN) -> list[Point]:
        """A point and figures about it, as of `mixed`."""
        about = self._about(settled(self.house, [point])[0], seed, spread, count)
        return [point, *about[1:]]

    def _about(self, base: Floats, seed: int, spread: float, count: int) -> list[Point]:
        away = self.chance(count, (3, seed)) - self.house.mean
        away[0] = 0
        return [Point(style) for style in rounded(base + np.float32(spread) * away)]

    def shown(self, points: Sequence[Point], manner: Manner) -> list[Shown]:
        """Figures drawn, each with what is wrong with it, if anything."""
        fields = fields_of(self.house, list(points))
        return self._drawn(points, fields, manner)

    def _drawn(self, points: Sequence[Point], fields: Floats, manner: Manner) -> list[Shown]:
        nearest = self.house.nearest(fields, NEAREST) if len(fields) else []
        why: list[Fault | None] = faults(fields, [row[0][1] for row in nearest], REPEATED)
        found = []
        for point, half, near, fault in zip(points, fields, nearest, why, strict=True):
            emblem, reason = None, str(fault or "")
            # A figure that a hand steered to is shown even where chance would not be: a copy alone is not.
            if fault != "copy":
                try:
                    emblem = draw_emblem(half, manner)
                except NoOutline as refused:
                    reason = refused.reason
            found.append(Shown(point, emblem, tuple(near), reason))
        return found

    def next_nine(
        self,
        *,
        prompt: str = "",
        language: Language = "en",
        like: Sequence[Point] = (),
        rounds: Sequence[Showing] = (),
        seed: int = 0,
        manner: Manner = "plain",
    ) -> Nine:
        """The next nine about words, like some points, or as choices so far say; by chance where nothing is said.
        Raises `TooManyWords`."""
        heard = hear(prompt, {name: work.words for name, work in self._known.items()}, language)
        anchors, owners, _, works = self._anchors(heard)
        chance = np.random.default_rng([4, seed, len(rounds)])
        picked = [one.shown[place] for one in rounds for place in one.picked][-6:]
        free = self.chance(_NEAR, (5, seed, len(rounds)))
        near = free
        if len(anchors):
            near = rounded(styles_about(self.house, heard, anchors, owners, _LED, chance))
        elif like or picked:
            near = self._near(settled(self.house, list(like or picked)), free, chance)
        # Words and points that one asked for hold; choices alone look everywhere.
        wide = bool(rounds) and not (len(anchors) or like)
        figures = self._proposed(self._described_anew(near), wide, rounds, chance, manner)
        return Nine(tuple(figures), heard, works)

    def _anchors(self, heard: Heard) -> Anchors:
        """The styles that words lead to; of the same words, found once."""
        key = heard.called
        if key not in self._called:
            self._called[key] = anchors_of(self.house, heard, self._known)
            while len(self._called) > _WORDS_REMEMBERED:
                self._called.popitem(last=False)
        self._called.move_to_end(key)
        return self._called[key]

    def _near(self, parents: Floats, free: Floats, chance: np.random.Generator) -> Floats:
        """Styles between parents and chance."""
        shares = chance.dirichlet(np.full(len(parents), 0.7), len(free)).astype(np.float32)
        hold = chance.uniform(*_HOLD, (len(free), 1)).astype(np.float32)
        return rounded(hold * (shares @ parents) + (1 - hold) * free)

    def _described_anew(self, styles: Floats) -> Described:
        """Those of the figures that may be shown, described."""
        fields = self.house.fields(styles)
        fit = [place for place, fault in enumerate(faults(fields)) if fault is None]
        return Described(self.house.features(fields[fit]), styles[fit], measure(fields[fit]))

    def _proposed(
        self,
        about: Described,
        wide: bool,
        rounds: Sequence[Showing],
        chance: np.random.Generator,
        manner: Manner,
    ) -> list[Shown]:
        """Nine of these figures, by what choices say; some more are looked at, for those that turn out to be copies."""
        parts = [about]
        if rounds:
            # What is usual is told by many: by it one scale holds from one nine to the next.
            parts += [self.known([point for one in rounds for point in one.shown]), self.pool]
        ways = [np.concatenate(rows).astype(np.float64) for rows in _columns(parts)]
        features = described(*ways)
        first = len(about.styles)
        offset, choices = first, []
        for one in rounds:
            places = range(offset, offset + len(one.shown))
            offset += len(one.shown)
            choices.append(
                Choice(tuple(places), tuple(places[i] for i in one.picked), tuple(places[i] for i in one.refused))
            )
        pool = [*range(first), *(range(offset, len(features)) if wide else ())]
        order = propose(features, choices, chance, pool, SHOWN + 5, parted(*ways))
        styles = np.concatenate([part.styles for part in parts])
        found: list[Shown] = []
        for start in range(0, len(order), SHOWN):
            points = [Point(styles[place]) for place in order[start : start + SHOWN]]
            fit = [one for one in self.shown(points, manner) if not one.fault]
            found += fit[: SHOWN - len(found)]
            if len(found) == SHOWN:
                break
        return found

    def known(self, points: Sequence[Point]) -> Described:
        """Points, one or more, described; what was described once is remembered."""
        styles = settled(self.house, list(points))
        keys = [style.tobytes() for style in styles]
        lacking = [place for place, key in enumerate(keys) if key not in self._features]
        if lacking:
            fields = self.house.fields(styles[lacking])
            judged, measured = self.house.features(fields), measure(fields)
            for row, place in enumerate(lacking):
                self._features[keys[place]] = (judged[row], measured[row])
        rows = [self._features[key] for key in keys]
        while len(self._features) > _REMEMBERED:
            self._features.popitem(last=False)
        return Described(np.stack([row[0] for row in rows]), styles, np.stack([row[1] for row in rows]))

    @cached_property
    def _known(self) -> dict[str, TrainingWork]:
        return {work.name: work for work in self.house.training if not work.held}

    def drawn(self, halves: Sequence[tuple[Side, Floats]], steps: int) -> Drawn:
        """The point that draws one of these half-fields best, after `steps` of refinement."""
        found = [(side, project(self.house, half, steps), half) for side, half in halves]
        side, best, half = max(found, key=lambda one: one[1].overlap)
        point = Point(rounded(best.style))
        return Drawn(point, overlap(fields_of(self.house, [point])[0], half), side)


def _columns(parts: Sequence[Described]) -> list[list[NDArray[np.floating]]]:
    return [[part.judged for part in parts], [part.styles for part in parts], [part.measured for part in parts]]


def _dial(name: str, slider: Slider, more: tuple[tuple[Attribute, int], ...]) -> Dial:
    return Dial(name, slider.axis, tuple((one, -sign) for one, sign in more), more)


@cache
def open_explorer(model: str = "emblem") -> Explorer:
    """The explorer of a house model, opened once. Raises `HouseUnknown` and `HouseUnfit`."""
    return Explorer(open_house(model))
