"""Variants of designs: more like one, less like it, two mixed, the opposite, the same in other colours.

Everything here is pure: from designs, what the brief gives, a kind of round and a seed follows one list of variants,
the first of them the first to try. No two look alike, none looks like what is taken, and kept traits are kept.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from oeuvre.create.design.branded import branded
from oeuvre.create.design.looks import Features
from oeuvre.create.design.palette import distance
from oeuvre.create.design.plan import Ingredients
from oeuvre.create.design.sketching import (
    FAR_GROUND,
    PARTS,
    WEIGHTS,
    Axis,
    Bench,
    Part,
    Start,
    Trait,
    Variant,
    mark_of,
    part_alike,
    spec_features,
    unlikeness,
)

RoundKind = Literal["more", "less", "mix", "opposite", "palette"]
KINDS: tuple[RoundKind, ...] = ("more", "less", "mix", "opposite", "palette")
# What an opposite turns round: dark and light, loud and sober, a big word and a big picture, warm and cold.
AXES: tuple[Axis, ...] = ("dark", "vivid", "word", "warm")

# How many sketches a round is taken from, and one place in how many is left to chance whatever the taste.
POOL, EXPLORED = 240, 4
# What a taste, and being unlike those taken before, weigh against the kind's own measure.
WORTH, UNLIKE = 1.4, 0.7

# worth(features of several designs): how much each is likely to please, 0 to 1.
Worth = Callable[[Sequence[Features]], Sequence[float]]


def vary(
    starts: Sequence[Start],
    kind: RoundKind,
    given: Ingredients,
    *,
    keep: Iterable[Trait] = (),
    count: int = 12,
    seed: int = 0,
    worth: Worth | None = None,
    taken: Sequence[Start] = (),
    colours: Sequence[str] = (),
) -> tuple[Variant, ...]:
    """At most `count` variants, best first; fewer where there are no more to be had.

    `starts` is one design, or two for a mix. `taken` are designs that exist already: no variant looks like one of
    them. `colours` (#rrggbb) are for the kind `palette`: the brand's, the first leading; without them it takes the
    brief's own palettes. `worth` steers which are shown, but for one place in four.
    """
    ways = {"more": _more, "less": _less, "mix": _mix, "opposite": _opposite, "palette": _repainted}
    bench = Bench(given, random.Random(f"{kind} {seed}"), tuple(starts), keep)
    pool = _without_twins(ways[kind](bench, colours), (*starts, *taken), bench)
    return _taken_in_turn(pool, given, count, worth, bench.pick)


def _without_twins(found: Iterable[_Sketch], taken: Sequence[Start], bench: Bench) -> list[_Sketch]:
    seen = {_key(one, bench) for one in taken}
    kept = []
    for sketch in found:
        key = _key(sketch.variant, bench)
        if key not in seen:
            seen.add(key)
            kept.append(sketch)
    return kept


def _key(one: Variant | Start, bench: Bench) -> tuple[object, ...]:
    spec = one.spec
    return spec.family, bench.colour(spec.palette), mark_of(spec), one.headline, spec.pairing


def _taken_in_turn(
    pool: Sequence[_Sketch], given: Ingredients, count: int, worth: Worth | None, pick: random.Random
) -> tuple[Variant, ...]:
    """From a pool, one by one, what fits the round best and is unlike those before it (maximal marginal relevance,
    Carbonell and Goldstein 1998)."""
    if not pool:
        return ()
    pleases: Sequence[float] = [0.0] * len(pool)
    if worth is not None:
        pleases = worth([spec_features(one.variant.spec, one.variant.headline, given) for one in pool])
    chance = [pick.random() * 0.05 for _ in pool]
    near = [0.0] * len(pool)
    left = list(range(len(pool)))
    found: list[Variant] = []
    while left and len(found) < count:
        explored = worth is not None and len(found) % EXPLORED == EXPLORED - 1
        weight = 0.0 if explored else WORTH

        def score(i: int, weight: float = weight) -> float:
            return pool[i].fit + chance[i] + weight * pleases[i] - UNLIKE * near[i]

        best = max(left, key=score)
        left.remove(best)
        chosen = replace(pool[best].variant, explored=explored)
        found.append(chosen)
        for i in left:
            near[i] = max(near[i], 1 - unlikeness(pool[i].variant, chosen))
    return tuple(found)


# --- the kinds ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Sketch:
    """A variant and how well it is of its kind, about 0 to 1."""

    variant: Variant
    fit: float


def _more(bench: Bench, colours: Sequence[str]) -> Iterable[_Sketch]:
    """Near the start: what is ticked stays and the rest moves; with nothing ticked, one or two things move."""
    start = bench.starts[0]
    loose: list[Part] = [part for part in PARTS if part not in bench.keep]
    for _ in range(POOL):
        if bench.keep:
            moved = [part for part in loose if bench.pick.random() < 0.75] or [bench.pick.choice(loose)]
        else:
            moved = bench.some(1 + (bench.pick.random() < 0.45))
        variant = bench.sketch({part: 0 for part in PARTS if part not in moved})
        if variant is not None:
            # A near tone goes before a far one; how much moves is for the round to spread.
            yield _Sketch(variant, 0.3 * (1 - unlikeness(variant, start)))


def _less(bench: Bench, colours: Sequence[str]) -> Iterable[_Sketch]:
    """Away from the start in everything that is not ticked."""
    start = bench.starts[0]
    for _ in range(POOL):
        variant = bench.sketch(bench.ticked())
        if variant is not None and not _shared(variant, start, bench):
            yield _Sketch(variant, 0.6 * unlikeness(variant, start))


def _shared(variant: Variant, start: Start, bench: Bench) -> list[Part]:
    """The parts that a variant has in common with its start although it need not."""
    return [part for part in PARTS if part not in bench.keep and bench.has_other(part) and _near(part, variant, start)]


def _near(part: Part, variant: Variant, start: Start) -> bool:
    if part == "palette":
        return distance(variant.spec.palette.ground, start.spec.palette.ground) < FAR_GROUND / 4
    return part != "voice" and part_alike(part, variant, start)


def _mix(bench: Bench, colours: Sequence[str]) -> Iterable[_Sketch]:
    """Each part from one of two or from the other, both seen in every variant, each another combination."""
    one, other = bench.starts
    apart = [part for part in PARTS if part in bench.keep or not part_alike(part, one, other)]
    combinations = list(itertools.product((0, 1), repeat=len(apart)))
    bench.pick.shuffle(combinations)
    for combination in combinations:
        origins: dict[Part, int] = dict.fromkeys(PARTS, 0)
        origins |= dict(zip(apart, combination, strict=True))
        if any(origins[part] for part in bench.keep):
            continue
        variant = bench.sketch(origins)
        if variant is None:
            continue
        shares = [
            sum(
                WEIGHTS[part] for part in PARTS if not part_alike(part, one, other) and part_alike(part, variant, start)
            )
            for start in (one, other)
        ]
        if min(shares) > 0:
            yield _Sketch(variant, min(shares) / sum(shares))


def _opposite(bench: Bench, colours: Sequence[str]) -> Iterable[_Sketch]:
    """On the other side of as many axes as can be: dark and light, loud and sober, word and picture, warm and cold."""
    start = bench.starts[0]
    before = spec_features(start.spec, start.headline, bench.given)
    for _ in range(2 * POOL):
        variant = bench.sketch(bench.ticked())
        if variant is None:
            continue
        turned = turned_axes(before, spec_features(variant.spec, variant.headline, bench.given))
        if turned:
            yield _Sketch(replace(variant, turned=turned), 1.5 * len(turned) / len(AXES))


def turned_axes(before: Features, after: Features) -> tuple[Axis, ...]:
    """The axes on which two designs stand on opposite sides, clearly so."""
    return tuple(
        axis
        for axis in AXES
        if before.get(axis, 0) * after.get(axis, 0) <= 0 and abs(before.get(axis, 0) - after.get(axis, 0)) >= 0.5
    )


def _repainted(bench: Bench, colours: Sequence[str]) -> Iterable[_Sketch]:
    """The same design in other colours, all else as it was."""
    for palette in branded(colours) if colours else bench.given.palettes:
        variant = bench.sketch(dict.fromkeys((part for part in PARTS if part != "palette"), 0), palette=palette)
        if variant is not None:
            yield _Sketch(variant, 0.5)


__all__ = ["KINDS", "RoundKind", "Worth", "turned_axes", "vary"]
