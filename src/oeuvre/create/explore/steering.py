"""Steering through styles: sliders found without labels and named by what they change, mixing of parents, words.

Styles are rows of numbers that a model turns into fields; how it does is handed in as a function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from oeuvre.create.explore.contours import Floats
from oeuvre.create.explore.measures import ATTRIBUTES, Attribute, measure

Draw = Callable[[Floats], Floats]
Judge = Callable[[Floats], Floats]

# A slider is measured by a step of so many standard deviations each way; what counts as a change is a part of an
# attribute's own spread.
_STEP, _LEAST = 1.5, 0.15
# Ridge of the regression of attributes on styles, as a part of the mean square of a style.
_RIDGE = 0.3
# Below so many samples of a field lies its fine detail.
_COARSE = 2.4
# Generations about a word, by how far children stray from their parents (1: as far as chance); how many are born in
# each, in all and for each figure that is asked for; masks that share more than this are one kind of figure.
_STRAYS = (0.6, 0.45)
_BORN, _BORN_EACH, _ALIKE = 32, 3, 0.75
# How much of a work's own style figures keep that are born of it.
_HOLD = (0.8, 1.0)


@dataclass(frozen=True)
class Slider:
    """A direction of styles: a step of one along `axis` is one standard deviation. `changes` is what a step does to
    each attribute, in that attribute's standard deviations; `name` the one it changes most, if any."""

    name: Attribute | None
    axis: Floats
    changes: tuple[tuple[Attribute, float], ...]


def find_sliders(draw: Draw, styles: Floats, axes: Floats) -> list[Slider]:
    """Sliders along principal axes of styles (k, size), as of GANSpace (Härkönen et al. 2020): each measured on
    `styles` (n, size), which stand for what is usual, and turned so that it adds to what it is named by."""
    usual = measure(draw(styles))
    spread = np.maximum(usual.std(0), 1e-6)
    found = []
    for axis in np.asarray(axes, np.float32):
        gap = measure(draw(styles + _STEP * axis)) - measure(draw(styles - _STEP * axis))
        changes = gap.mean(0) / (2 * _STEP) / spread
        most = int(np.argmax(np.abs(changes)))
        sign = -1.0 if changes[most] < 0 else 1.0
        named = ATTRIBUTES[most] if abs(changes[most]) >= _LEAST else None
        pairs = tuple((name, round(float(sign * c), 3)) for name, c in zip(ATTRIBUTES, changes, strict=True))
        found.append(Slider(named, np.asarray(sign * axis, np.float32), pairs))
    return found


def attribute_sliders(draw: Draw, styles: Floats) -> list[Slider]:
    """One slider for each attribute: the direction in which it grows most, by ridge regression over `styles`
    (n, size; a few hundred), as long as styles spread along it; what it changes is then measured as of any."""
    given = measure(draw(styles))
    centred = styles - styles.mean(0)
    spread = np.maximum(given.std(0), 1e-6)
    scatter = centred.T @ centred / len(styles)
    ridge = _RIDGE * float(np.trace(scatter)) / len(scatter) * np.eye(len(scatter))
    slopes = np.linalg.solve(scatter + ridge, centred.T @ ((given - given.mean(0)) / spread) / len(styles))
    axes = []
    for slope in slopes.T:
        # Along the way in which the attribute grows among what is usual, not through styles that never occur.
        way = scatter @ slope
        length = np.sqrt(max(float(way @ slope), 1e-12))
        axes.append(way / length)
    some = styles[: max(len(styles) // 8, 8)]
    measured = find_sliders(draw, some, np.array(axes, np.float32))
    return [
        Slider(name, slider.axis if dict(slider.changes)[name] >= 0 else -slider.axis, _turned(slider, name))
        for name, slider in zip(ATTRIBUTES, measured, strict=True)
    ]


def _turned(slider: Slider, name: Attribute) -> tuple[tuple[Attribute, float], ...]:
    sign = 1.0 if dict(slider.changes)[name] >= 0 else -1.0
    return tuple((one, sign * change) for one, change in slider.changes)


def mix(parents: Floats, weights: Sequence[float]) -> Floats:
    """The style between two to four parents (k, size), by weights of any sum above zero. Raises `ValueError`."""
    shares = np.asarray(weights, np.float64)
    if not 2 <= len(parents) <= 4 or len(shares) != len(parents):
        raise ValueError("two to four parents, a weight each")
    if not np.isfinite(shares).all() or (shares < 0).any() or shares.sum() <= 0:
        raise ValueError("weights are not below zero and not all zero")
    return np.asarray(shares / shares.sum() @ parents, np.float32)


def coarse_with_fine(coarse: Floats, fine: Floats, detail: float = 1.0) -> Floats:
    """A half-field with the coarse form of one and the fine detail of another, `detail` of it (0 to 1, or a little
    more): their fields parted by smoothing, which at the axis goes on into the mirror image."""

    def smooth(half: Floats) -> Floats:
        whole = np.concatenate([half, half[:, ::-1]], 1)
        blurred = cv2.GaussianBlur(whole, (0, 0), _COARSE, borderType=cv2.BORDER_REPLICATE)
        return np.asarray(blurred[:, : half.shape[1]], np.float32)

    form = smooth(coarse)
    # Detail of a field is worth what the other's is: both were clipped at the same distance.
    own, other = coarse - form, fine - smooth(fine)
    near = np.exp(-((form / 0.6) ** 2))
    return np.asarray(np.clip(form + (1 - detail * near) * own + detail * near * other, -1, 1), np.float32)


def around_words(
    anchors: Floats,
    owners: Sequence[int],
    weights: Sequence[float],
    free: Floats,
    chance: np.random.Generator,
    *,
    hold: tuple[float, float] = (0.45, 0.8),
) -> Floats:
    """Styles (n, size) about what words called. `anchors` (k, size) are the styles of the works they drew on, `owners`
    which word each is of, `weights` how much each counts; `free` (n, size) are styles of chance, one for each.

    Each figure takes one work of each of a few words, mixed at random, and keeps between the two shares of `hold` of
    that; the rest is chance. The first word is in most of them, every word leads some.
    """
    words = sorted(set(owners))
    by_word = [[index for index, owner in enumerate(owners) if owner == word] for word in words]
    made = np.empty_like(free)
    for number in range(len(free)):
        lead = number % len(words)
        shares = chance.dirichlet(np.full(len(words), 0.6))
        shares[lead] += 1.0
        style = np.zeros(free.shape[1])
        for share, members in zip(shares / shares.sum(), by_word, strict=True):
            odds = np.array([max(weights[index], 1e-6) for index in members])
            style += share * anchors[chance.choice(members, p=odds / odds.sum())]
        kept = chance.uniform(*hold)
        made[number] = kept * style + (1 - kept) * free[number]
    return made


@dataclass(frozen=True)
class Lead:
    """A word that figures are led by: latents (k, size) of chance that come near it already, styles (j, other size) of
    the works that bear it, and how surely it names half-fields, as logarithms."""

    latents: Floats
    styles: Floats
    named: Judge


def led_by(
    leads: Sequence[Lead], count: int, chance: np.random.Generator, *, style: Draw, draw: Draw, fit: Judge
) -> Floats:
    """Styles (n, size), at most `count`, that words name most surely, the words taking turns.

    About each word the likeliest latents are varied for some generations, and joined by styles between those of its
    works and chance; what names it best and is unlike the rest is kept (an evolution strategy with niches). `style`
    leads from latents to styles, `draw` from styles to half-fields; `fit` tells which may be shown (1 or 0).
    """
    each = -(-count // max(len(leads), 1))
    found = [_led_by(lead, each, chance, style, draw, fit) for lead in leads]
    turns = [styles[turn] for turn in range(each) for styles in found if turn < len(styles)]
    return np.array(turns[:count], np.float32)


def _led_by(lead: Lead, count: int, chance: np.random.Generator, style: Draw, draw: Draw, fit: Judge) -> Floats:
    kept = max(count, len(lead.latents))
    latents = lead.latents
    styles = style(latents)
    fields = draw(styles)
    sure = _sureness(lead, fields, fit)
    born = max(_BORN, _BORN_EACH * count)
    for stray in _STRAYS:
        parents = latents[chance.integers(0, len(latents), born)]
        children = np.sqrt(1 - stray**2) * parents + stray * chance.standard_normal(parents.shape)
        latents = np.concatenate([latents, children.astype(np.float32)])
        more = style(latents[-born:])
        drawn = draw(more)
        styles, fields = np.concatenate([styles, more]), np.concatenate([fields, drawn])
        sure = np.concatenate([sure, _sureness(lead, drawn, fit)])
        best = _unlike_best(fields, sure, kept)
        latents, styles, fields, sure = latents[best], styles[best], fields[best], sure[best]
    if len(lead.styles):
        free = style(chance.standard_normal((born, latents.shape[1])).astype(np.float32))
        hold = chance.uniform(*_HOLD, (born, 1)).astype(np.float32)
        more = hold * lead.styles[chance.integers(0, len(lead.styles), born)] + (1 - hold) * free
        drawn = draw(more)
        styles, fields = np.concatenate([styles, more]), np.concatenate([fields, drawn])
        sure = np.concatenate([sure, _sureness(lead, drawn, fit)])
    return styles[_unlike_best(fields, sure, count)]


def _sureness(lead: Lead, fields: Floats, fit: Judge) -> Floats:
    """How surely the word names figures; not at all what may not be shown."""
    return np.where(fit(fields) > 0, lead.named(fields), -np.inf).astype(np.float32)


def _unlike_best(fields: Floats, sure: Floats, count: int) -> list[int]:
    """The surest figures that are unlike one another, after them the surest of the rest; none that may not be shown."""
    masks = (fields > 0).reshape(len(fields), -1)
    order = [int(place) for place in np.argsort(-sure, kind="stable") if np.isfinite(sure[place])]
    kept: list[int] = []
    for place in order:
        if len(kept) == count:
            return kept
        others = masks[kept]
        both, either = (others & masks[place]).sum(1), (others | masks[place]).sum(1)
        if not (both > _ALIKE * either).any():
            kept.append(place)
    rest = [place for place in order if place not in kept]
    return [*kept, *rest[: count - len(kept)]]
