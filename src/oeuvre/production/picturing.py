"""The explorer of a generator of another maker: nine pictures at a time, turned, mixed, sought and chosen among.

As `live` is for the house model, without what needs to know the model from within: words do not lead here, directions
are found from pictures and named by their tones, and a picture that is brought is sought by evolution.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from oeuvre.create.explore import SHOWN, TONES, Choice, Tone, described, measure_tones, parted, propose
from oeuvre.models.foreign import (
    BUDGET,
    SAMPLES,
    Generator,
    GeneratorCard,
    directions_among,
    latents_of_chance,
    load_generator,
    mix_latents,
    project_picture,
    read_generator,
    small_pictures,
)
from oeuvre.production.points import rounded
from oeuvre.production.turns import Turns

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Pictures = NDArray[np.uint8]

# How far a direction goes each way, in standard deviations; how many are looked for.
_MOST_TURN, _DIRECTIONS = 3.0, 8
# No more pictures than these are drawn to find directions, however many numbers a latent has; pictures near what was
# picked or asked for.
_MOST_SAMPLES, _NEAR = 1024, 48
# Latents on which directions are measured, by how long a step; what a step must change of a tone's spread to be told.
_MEASURED, _STEP, _TOLD = 12, 1.5, 0.25
# Axes of small pictures by which choosing goes.
_AXES = 24
# Near pictures keep between these shares of what they are near to.
_HOLD = (0.5, 0.9)
# A picture is sought for so many seconds at most, and with so many pictures at least.
_SECONDS, _LEAST = 8.0, 240
_REMEMBERED = 2_000
# Pictures drawn at once to know a generator, and for how long that may go on, in seconds.
_TOGETHER, _PATIENCE = 32, 20.0
_OPEN = 2


@dataclass(frozen=True)
class PictureDial:
    """A direction that was found: a unit axis of latents, and what either end brings, tones with a sign."""

    id: str
    axis: Floats
    more: tuple[tuple[Tone, int], ...]

    @property
    def less(self) -> tuple[tuple[Tone, int], ...]:
        """What the other end brings."""
        return tuple((tone, -sign) for tone, sign in self.more)


@dataclass(frozen=True)
class Pictured:
    """A latent (size,) and what it draws (high, wide, channels)."""

    latent: Floats
    picture: Pictures


@dataclass(frozen=True)
class PictureRound:
    """Latents (n, size) that were shown together, and which of them were picked and refused."""

    shown: Floats
    picked: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sought:
    """What was found of a picture: the latent, how alike they are in small (1: the same), and how many pictures were
    drawn for it."""

    latent: Floats
    alike: float
    drawn: int


@dataclass(frozen=True)
class PictureExplorer:
    """A generator with what exploring it live needs at hand. Whoever asks holds a `turn`."""

    generator: Generator
    card: GeneratorCard
    turns: Turns = field(default_factory=Turns, repr=False)
    _small: OrderedDict[bytes, tuple[Doubles, Doubles]] = field(default_factory=OrderedDict, repr=False)

    def turn(self) -> AbstractContextManager[None]:
        """One's turn at the generator. Raises `ExplorerBusy` where too many wait already."""
        return self.turns.take(self.card.id)

    def chance(self, count: int, seed: int) -> Floats:
        """Latents (count, size) of chance."""
        return rounded(latents_of_chance(self.card.latent_size, count, seed))

    @cached_property
    def pool(self) -> tuple[Floats, Doubles, float]:
        """Latents of chance, their small pictures (n, any), and how many seconds one took to draw."""
        latents = self.chance(min(max(SAMPLES, 2 * self.card.latent_size), _MOST_SAMPLES), 2)
        begun, seen, tones = time.monotonic(), [], []
        for low in range(0, len(latents), _TOGETHER):
            small, measured = self._seen(latents[low : low + _TOGETHER])
            seen.append(small)
            tones.append(measured)
            # A slow generator is known by fewer pictures: nobody waits for minutes.
            if time.monotonic() - begun > _PATIENCE:
                break
        known = np.concatenate(seen)
        self._remember(latents[: len(known)], known, np.concatenate(tones))
        return latents[: len(known)], known, (time.monotonic() - begun) / len(known)

    @cached_property
    def dials(self) -> tuple[PictureDial, ...]:
        """The directions that change pictures most, the strongest first, each turned so that it adds to the tone that
        it changes most."""
        latents, seen, _ = self.pool
        spread = np.maximum(self.known(latents[:SAMPLES])[1].std(0), 1e-6)
        base = latents[:_MEASURED]
        found = []
        for number, axis in enumerate(directions_among(latents, seen, _DIRECTIONS).axes, 1):
            ends = [self._seen(base + np.float32(sign * _STEP) * axis)[1].mean(0) for sign in (1, -1)]
            changes = (ends[0] - ends[1]) / (2 * _STEP) / spread
            order = np.argsort(-np.abs(changes), kind="stable")
            sign = -1 if changes[order[0]] < 0 else 1
            told = tuple(
                (TONES[place], 1 if sign * changes[place] > 0 else -1)
                for place in order[:2]
                if abs(changes[place]) >= _TOLD
            )
            found.append(PictureDial(f"way-{number}", np.asarray(sign * axis, np.float32), told))
        return tuple(found)

    def turned(self, latents: Floats, values: Mapping[str, float]) -> Floats:
        """Latents (n, size) with directions turned; one that is not known turns nothing."""
        moved = latents.astype(np.float64)
        for dial in self.dials:
            moved = moved + float(np.clip(values.get(dial.id, 0.0), -_MOST_TURN, _MOST_TURN)) * dial.axis
        return rounded(moved.astype(np.float32))

    def mixed(self, parents: Floats, weights: Sequence[float], seed: int, spread: float, count: int = SHOWN) -> Floats:
        """A mixture of two to four latents (k, size) and others about it, which stray by `spread` of what chance does;
        the first is the mixture itself. The same seed strays alike."""
        return self.near(mix_latents(parents, list(weights)), seed, spread, count)

    def near(self, latent: Floats, seed: int, spread: float, count: int = SHOWN) -> Floats:
        """A latent (size,), and others about it that are as long as latents are: (count, size)."""
        away = latents_of_chance(self.card.latent_size, count, 1000 + seed)
        about = np.float32(np.sqrt(max(1 - spread**2, 0.0))) * latent + np.float32(spread) * away
        about[0] = latent
        return rounded(about)

    def shown(self, latents: Floats) -> list[Pictured]:
        """What latents (n, size) draw."""
        return [Pictured(one, drawn) for one, drawn in zip(latents, self.generator.draw(latents), strict=True)]

    def alone(self, latent: Floats) -> Pictured:
        """What a latent (size,) draws by itself: as it is drawn again from the record."""
        return Pictured(latent, self.generator.draw(latent[None], alone=True)[0])

    def next_nine(
        self, *, like: Floats | None = None, rounds: Sequence[PictureRound] = (), seed: int = 0
    ) -> list[Pictured]:
        """The next nine: near latents `like` (k, size), or as choices so far say; else by chance."""
        return self.shown(self.proposed(like=like, rounds=rounds, seed=seed))

    def proposed(
        self,
        *,
        like: Floats | None = None,
        rounds: Sequence[PictureRound] = (),
        seed: int = 0,
        count: int = SHOWN,
    ) -> Floats:
        """Latents (count, size) near `like` (k, size), or as choices so far say; else by chance."""
        number = 10_000 + 131 * seed + len(rounds)
        asked = like if like is not None and len(like) else None
        if asked is None and not rounds:
            return self.chance(count, number)
        picked = [one.shown[place] for one in rounds for place in one.picked][-6:]
        parents = np.stack(picked) if asked is None and picked else asked
        free = self.chance(_NEAR + 2 * count, number)
        chance = np.random.default_rng([6, seed, len(rounds)])
        near = self._about(parents, free, chance) if parents is not None else free
        return self._chosen(near, asked is None, rounds, chance, count)

    def _about(self, parents: Floats, free: Floats, chance: np.random.Generator) -> Floats:
        """Latents between parents and chance, as long as latents are."""
        shares = chance.dirichlet(np.full(len(parents), 0.7), len(free)).astype(np.float32)
        hold = chance.uniform(*_HOLD, (len(free), 1)).astype(np.float32)
        mixed = shares @ parents / np.linalg.norm(shares, axis=1, keepdims=True)
        return rounded(hold * mixed + np.sqrt(1 - hold**2) * free)

    def _chosen(
        self, near: Floats, wide: bool, rounds: Sequence[PictureRound], chance: np.random.Generator, count: int
    ) -> Floats:
        """Some of these latents, by what choices say; `wide` looks among those of chance as well."""
        latents = np.concatenate([near, *(one.shown for one in rounds), self.pool[0][:SAMPLES]])
        seen, tones = self.known(latents)
        middle = seen - seen.mean(0)
        axes = np.linalg.svd(middle, full_matrices=False)[2][:_AXES]
        ways = (middle @ axes.T, latents.astype(np.float64), tones)
        choices, offset = [], len(near)
        for one in rounds:
            places = tuple(range(offset, offset + len(one.shown)))
            offset += len(one.shown)
            choices.append(
                Choice(places, tuple(places[at] for at in one.picked), tuple(places[at] for at in one.refused))
            )
        free = [*range(len(near)), *(range(offset, len(latents)) if wide else ())]
        return latents[list(propose(described(*ways), choices, chance, free, count, parted(*ways)))]

    def known(self, latents: Floats) -> tuple[Doubles, Doubles]:
        """The small pictures (n, any) and the tones (n, 5) of latents (n, size); what was seen once is remembered."""
        keys = [one.tobytes() for one in latents]
        lacking = [place for place, key in enumerate(keys) if key not in self._small]
        if lacking:
            self._remember(latents[lacking], *self._seen(latents[lacking]))
        rows = [self._small[key] for key in keys]
        while len(self._small) > _REMEMBERED:
            self._small.popitem(last=False)
        return np.stack([row[0] for row in rows]), np.stack([row[1] for row in rows])

    def _seen(self, latents: Floats) -> tuple[Doubles, Doubles]:
        pictures = self.generator.draw(latents)
        return small_pictures(pictures), measure_tones(pictures)

    def _remember(self, latents: Floats, seen: Doubles, tones: Doubles) -> None:
        for latent, small, tone in zip(latents, seen, tones, strict=True):
            self._small[latent.tobytes()] = (small, tone)

    def sought(self, picture: Pictures, seconds: float = _SECONDS) -> Sought:
        """The latent whose picture is nearest to `picture` (high, wide, channels), for so many seconds at most."""
        pace = max(self.pool[2], 1e-4)
        budget = int(np.clip(seconds / pace, _LEAST, 2 * BUDGET))
        found = project_picture(self.generator.draw, self.card.latent_size, picture, budget=budget)
        return Sought(rounded(found.latent), 1 - min(float(np.sqrt(found.distance)), 1.0), found.drawn)


_opened: OrderedDict[tuple[Path, str, str], PictureExplorer] = OrderedDict()
_opening = threading.Lock()


def open_pictures(home: Path, identifier: str) -> PictureExplorer:
    """The explorer of a generator of the home, its process kept while it is asked; which was asked longest ago is
    closed for another. Raises `GeneratorUnknown`, `GeneratorUnfit`."""
    card = read_generator(home, identifier)
    key = (home, identifier, card.version)
    with _opening:
        if key not in _opened:
            _opened[key] = PictureExplorer(load_generator(home, identifier), card)
        _opened.move_to_end(key)
        old = [_opened.popitem(last=False)[1] for _ in range(len(_opened) - _OPEN)]
        found = _opened[key]
    for one in old:
        one.turns.finish(one.generator.close)
    return found


def close_pictures() -> None:
    """End the processes of all generators that were opened."""
    with _opening:
        old = list(_opened.values())
        _opened.clear()
    for one in old:
        one.turns.finish(one.generator.close)
