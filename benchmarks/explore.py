"""Exploring with the house model: outlines a second beside a tracer of pixels, and rounds of choosing beside chance.

    python -m benchmarks.explore [outlines|choices|slider]

`outlines`: latent to finished SVG in a palette, on one process, and the same figures traced as pixels by VTracer, where
it is installed. `choices`: simulated choosers with a hidden taste and a noisy hand, rounds of nine until one of the top
1 % of 100,000 figures was shown, beside mutation of the last pick and beside chance, which needs 11.6 in the mean
whatever the taste. Tastes are for likeness in the judge's eyes, for measures, for nearness of style; two kinds were
held out from tuning: for the drawing itself, in coarse pixels (`pixels`), and for either of two figures (`two`). It
takes some twenty minutes of one core. On 8,000 figures and 24 choosers a kind, mean rounds were 3.3, 2.2 and 3.0 for
the kinds that were tuned on, 3.8 and 3.8 for those held out: 3.1 to 5.2 times fewer than chance.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.explorer import sliding
from oeuvre.create.explore import (
    MANNERS,
    SHOWN,
    Choice,
    Inks,
    NoOutline,
    described,
    draw_emblem,
    measure,
    parted,
    propose,
    scaled,
    trace,
)
from oeuvre.models.house import House, open_house

Floats = NDArray[np.float64]
_INKS = Inks("#1b1838", "#fbf3df", "#f0592a", "#f3b53f")
_ALL, _POOL, _ROUNDS, _PEOPLE = 100_000, 4_000, 60, 24
_NOISE = 0.25
# Rounds of nine until one of the top hundredth is met by chance, in the mean.
_BY_CHANCE = 1 / (1 - 0.99**SHOWN)


def outlines(house: House, count: int = 200) -> dict[str, object]:
    """SVG a second on one process, plain and in two to four colours; and the peer's, of the same masks."""
    z = np.random.default_rng(1).standard_normal((count, house.latent_size)).astype(np.float32)
    begun = time.process_time()
    fields = house.fields(z, psi=0.8)
    drawn = time.process_time() - begun
    made = 0
    begun = time.process_time()
    for number, half in enumerate(fields):
        try:
            made += bool(draw_emblem(half, MANNERS[number % len(MANNERS)]).svg(_INKS))
        except NoOutline:
            continue
    coloured = time.process_time() - begun
    begun = time.process_time()
    segments = []
    for half in fields:
        try:
            segments.append(trace(half).segments)
        except NoOutline:
            continue
    plain = time.process_time() - begun
    result: dict[str, object] = {
        "fields_a_second": round(count / drawn, 1),
        "svg_a_second_one_core": round(made / (coloured + drawn), 1),
        "outlines_a_second_one_core": round(len(segments) / plain, 1),
        "segments_median": float(np.median(segments)),
    }
    peer = _peer(fields)
    if peer:
        result["peer"] = peer
        result["ratio"] = round(float(str(result["outlines_a_second_one_core"])) / float(str(peer["a_second"])), 2)
    return result


def _peer(fields: NDArray[np.float32]) -> dict[str, object]:
    """VTracer's splines on the same figures at 256 pixels a side, where it is installed."""
    try:
        import cv2
        import vtracer
    except ImportError:
        return {}
    pictures = []
    for half in fields:
        whole = cv2.resize(np.concatenate([half, half[:, ::-1]], 1), (256, 256), interpolation=cv2.INTER_CUBIC)
        ink = np.where(np.asarray(whole) > 0, 0, 255).astype(np.uint8)
        pictures.append(cv2.imencode(".png", ink)[1].tobytes())
    # Only the tracing is counted, not the pixels.
    begun = time.process_time()
    segments = [
        vtracer.convert_raw_image_to_svg(picture, img_format="png", colormode="binary").count("C")
        for picture in pictures
    ]
    spent = time.process_time() - begun
    return {"name": "vtracer", "a_second": round(len(fields) / spent, 1), "segments_median": float(np.median(segments))}


def choices(house: House) -> dict[str, object]:
    """Median and mean rounds to the top 1 %, by kind of taste and by way of proposing."""
    styles, features, ways, tables = _figures(house)
    result: dict[str, object] = {}
    for kind in ("likeness", "measures", "style", "pixels", "two"):
        rounds: dict[str, list[int]] = {"mutation": [], "taste": []}
        for person in range(_PEOPLE):
            chance = np.random.default_rng([person, len(kind)])
            worth = _taste(kind, tables, chance)
            top = worth >= np.quantile(worth, 0.99)
            nexts: dict[str, Callable[[list[Choice]], tuple[int, ...]]] = {
                "mutation": lambda past, c=chance: _mutated(past, styles, c),
                "taste": lambda past, c=chance: propose(
                    features, past, c, c.choice(_ALL, _POOL, replace=False), SHOWN, ways
                ),
            }
            for way, next_nine in nexts.items():
                rounds[way].append(_rounds(next_nine, worth, top, chance))
        table = {way: {"median": float(np.median(r)), "mean": round(float(np.mean(r)), 2)} for way, r in rounds.items()}
        fewer = _BY_CHANCE / table["taste"]["mean"]
        result[kind] = {**table, "times_fewer_than_chance": round(fewer, 2)}
    return result


def _figures(house: House) -> tuple[Floats, Floats, tuple[slice, ...], dict[str, Floats]]:
    """Styles of 100,000 figures, the features that choosing goes by and their parts, and what tastes are about."""
    styles, judged, measured, coarse = [], [], [], []
    chance = np.random.default_rng(7)
    for _ in range(_ALL // 2000):
        z = chance.standard_normal((2000, house.latent_size)).astype(np.float32)
        style = house.mean + np.float32(0.8) * (house.map(z) - house.mean)
        fields = house.fields(style)
        styles.append(style)
        judged.append(house.features(fields))
        measured.append(measure(fields))
        coarse.append(fields[:, ::4, ::4].reshape(len(fields), -1))
    w, f, m, c = (np.concatenate(rows).astype(np.float64) for rows in (styles, judged, measured, coarse))
    tables = {"likeness": scaled(f), "two": scaled(f), "measures": scaled(m), "style": scaled(w), "pixels": c}
    return w, described(f, w, m), parted(f, w, m), tables


def _taste(kind: str, tables: dict[str, Floats], chance: np.random.Generator) -> Floats:
    """What each figure is worth to somebody, with a spread of one."""
    table = tables[kind]
    if kind == "measures":
        return scaled((table @ chance.standard_normal(table.shape[1]))[:, None])[:, 0]
    middles = table[chance.integers(0, len(table), 2 if kind == "two" else 1)]
    nearest = np.min([np.sqrt(((table - middle) ** 2).sum(1)) for middle in middles], 0)
    return scaled(-nearest[:, None])[:, 0]


def _rounds(
    next_nine: Callable[[list[Choice]], tuple[int, ...]],
    worth: Floats,
    top: NDArray[np.bool_],
    chance: np.random.Generator,
) -> int:
    past: list[Choice] = []
    for number in range(1, _ROUNDS + 1):
        shown = next_nine(past)
        if top[list(shown)].any():
            return number
        felt = worth[list(shown)] + _NOISE * chance.standard_normal(len(shown))
        order = np.argsort(-felt)
        refused = tuple(shown[i] for i in order[-2:] if felt[i] < -0.5)
        past.append(Choice(shown, (shown[order[0]],), refused))
    return _ROUNDS


def _mutated(past: list[Choice], styles: Floats, chance: np.random.Generator) -> tuple[int, ...]:
    """Nine figures near the last pick moved at random: the nearest of a pool to where it was moved to."""
    if not past:
        return tuple(int(i) for i in chance.integers(0, _ALL, 9))
    pool = chance.choice(_ALL, _POOL, replace=False)
    spread = styles.std(0)
    found: list[int] = []
    for _ in range(9):
        wanted = styles[past[-1].picked[0]] + 0.6 * spread * chance.standard_normal(styles.shape[1])
        gaps = (((styles[pool] - wanted) / spread) ** 2).sum(1)
        gaps[np.isin(pool, found)] = np.inf
        found.append(int(pool[np.argmin(gaps)]))
    return tuple(found)


def main() -> None:
    """Prints the figures as JSON."""
    house = open_house()
    asked = sys.argv[1:] or ["outlines", "choices"]
    parts = {"outlines": outlines, "choices": choices, "slider": lambda _: sliding()}
    print(json.dumps({name: parts[name](house) for name in asked}, indent=2))


if __name__ == "__main__":
    main()
