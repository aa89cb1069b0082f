"""Palettes in OKLCH (Ottosson 2020): from a mood, around a brand's colour, or from a picture.

Roles, not lists. A brand's colour is kept to the bit in exactly one role; only the others move to gain contrast.
Gamut: chroma is lowered, lightness and hue kept (CSS Color 4, by coloraide).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np
from coloraide import Color
from numpy.typing import NDArray

from oeuvre.create.design.contrast import contrast
from oeuvre.create.design.kit import Palette

Oklch = tuple[float, float, float]

# WCAG AA: 3 for large type, 4.5 below; 7 is what facts aim at.
LARGE, SMALL, AIM = 3.0, 4.5, 7.0


@dataclass(frozen=True)
class Scheme:
    """A hand-made colour scheme; values in OKLCH."""

    id: str
    fr: str
    en: str
    dark: bool
    ground: Oklch
    ink: Oklch
    signal: Oklch
    second: Oklch
    light: Oklch
    layers: tuple[float, float, float, float]
    moods: tuple[str, ...]


@lru_cache(maxsize=8192)
def hex_of(lightness: float, chroma: float, hue: float) -> str:
    """OKLCH as #rrggbb, chroma lowered until sRGB holds it."""
    colour = Color("oklch", [lightness, max(chroma, 0.0), hue % 360])
    return str(colour.convert("srgb").fit(method="oklch-chroma", jnd=0).to_string(hex=True))


@lru_cache(maxsize=8192)
def oklch_of(colour: str) -> Oklch:
    """#rrggbb as OKLCH; the hue of a grey is 0."""
    lightness, chroma, hue = Color(colour).convert("oklch").coords(nans=False)
    return float(lightness), float(chroma), float(hue)


@cache
def schemes() -> tuple[Scheme, ...]:
    """The table of hand-made schemes."""
    text = (resources.files("oeuvre.create.design") / "schemes.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["scheme"]
    values: list[dict[str, Any]] = [
        {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()} for row in rows
    ]
    return tuple(Scheme(**value) for value in values)


def gap(one: float, other: float) -> float:
    """Degrees between two hues, 0 to 180."""
    return abs((one - other + 180) % 360 - 180)


def reach(colour: Oklch, against: str, ratio: float) -> str:
    """`colour` moved in lightness alone, as little as possible, until it has `ratio` against a ground."""
    lightness, chroma, hue = colour
    if contrast(hex_of(*colour), against) >= ratio:
        return hex_of(*colour)
    candidates = []
    for direction in (1, -1):
        for step in range(1, 100):
            tried = lightness + direction * step * 0.01
            if not 0.03 <= tried <= 0.985:
                break
            # Chroma falls towards the ends, so that a colour pushed to the edge does not shout.
            value = hex_of(tried, chroma * (1 - 0.6 * step / 100), hue)
            if contrast(value, against) >= ratio:
                candidates.append((step, value))
                break
    if not candidates:
        best = max((hex_of(0.985, 0.01, hue), hex_of(0.14, 0.03, hue)), key=lambda tone: contrast(tone, against))
        if contrast(best, against) < min(ratio, SMALL):
            # On a middling ground only the ends of the scale are read; a hue is no use when it is not.
            best = max(("#ffffff", "#000000"), key=lambda tone: contrast(tone, against))
        return best
    return min(candidates)[1]


def _layers(hue: float, chroma: float, first: float, last: float) -> tuple[str, ...]:
    return tuple(
        hex_of(first + (last - first) * step / 4, chroma * (1 - 0.08 * step), hue + 5 * step) for step in range(5)
    )


def own_layers(ground: str, *, dark: bool) -> tuple[str, ...]:
    """The layers of scenes on a ground of somebody's own choice: its hue, from near it to deep."""
    lightness, chroma, hue = oklch_of(ground)
    ends = (min(lightness + 0.16, 0.6), max(lightness - 0.12, 0.12)) if dark else (lightness - 0.12, 0.32)
    return _layers(hue, max(chroma * 0.8, 0.05), *ends)


def _vibrates(one: Oklch, other: Oklch) -> bool:
    return one[1] > 0.15 and other[1] > 0.15 and abs(one[0] - other[0]) < 0.15


def from_scheme(scheme: Scheme, *, turn: float = 0.0, mood: str = "") -> Palette:
    """A scheme's palette; `turn` rotates the hues of ground and layers by a few degrees, for variety."""

    def turned(value: Oklch, share: float = 1.0) -> Oklch:
        return value[0], value[1], value[2] + turn * share

    ground_value = turned(scheme.ground)
    ground = hex_of(*ground_value)
    ink = reach(scheme.ink, ground, AIM)
    signal_value = turned(scheme.signal, 0.4)
    if _vibrates(ground_value, signal_value):
        signal_value = (signal_value[0] + (0.16 if scheme.dark else -0.16), signal_value[1], signal_value[2])
    signal = reach(signal_value, ground, LARGE)
    hue, chroma, first, last = scheme.layers
    return Palette(
        name=scheme.id,
        ground=ground,
        ink=ink,
        signal=signal,
        second=hex_of(*turned(scheme.second, 0.5)),
        light=hex_of(*scheme.light),
        layers=_layers(hue + turn, chroma, first, last),
        mood=mood or scheme.moods[0],
        dark=scheme.dark,
        origin="mood",
    )


def from_brand(scheme: Scheme, colours: Sequence[str], *, role: str = "auto") -> Palette:
    """A palette around a brand's first colour, which is kept to the bit in exactly one role.

    `role` is "signal", "ground" or "ink"; "auto" takes what the scheme's shade and the colour allow. Further brand
    colours become `second`. The scheme lends the other roles; only they move to gain contrast.
    """
    brand = colours[0].lower()
    if role == "auto":
        role = brand_roles(scheme, brand)[0]
    base = from_scheme(scheme)
    made = {"ground": _brand_ground, "ink": _brand_ink, "signal": _brand_signal}[role](scheme, base, brand)
    return replace(
        made,
        second=colours[1].lower() if len(colours) > 1 else made.second,
        origin="brand",
        brand=tuple(colours),
    )


def brand_roles(scheme: Scheme, brand: str) -> tuple[str, ...]:
    """The roles that a brand's colour can take in a scheme, the most natural first.

    Vivid colours signal; quiet ones are read (ink) on the other shade, or are the ground of their own.
    """
    lightness, chroma, _ = oklch_of(brand)
    dark = lightness < 0.6
    vivid = chroma > 0.12 and 0.3 < lightness < 0.88
    if vivid and not scheme.dark and lightness > 0.74:
        # Nothing light lets a light colour be read: it is the ground itself.
        return ("ground",)
    roles = []
    if vivid:
        roles.append("signal")
    if dark == scheme.dark and not 0.45 < lightness < 0.72:
        roles.append("ground")
    if dark != scheme.dark and (lightness < 0.5 or lightness > 0.82):
        roles.append("ink")
    if vivid and 0.4 < lightness < 0.72:
        roles.append("ground")
    return tuple(dict.fromkeys(roles)) or ("signal",)


def _brand_ground(scheme: Scheme, base: Palette, brand: str) -> Palette:
    """The brand is the ground; ink is its own hue, far from it; the scheme's warm or light tone signals."""
    _, chroma, hue = oklch_of(brand)
    # White where it can be read, since it is quieter on a colour; one of the two always can.
    dark = contrast(brand, "#ffffff") >= SMALL
    ink = reach((0.965, 0.028, 88) if dark else (0.24, 0.07, hue + 10), brand, AIM)
    # A mere complement shouts: the accent is a tone that is at home on many grounds, and far enough from this one.
    wanted = (scheme.light if scheme.dark else scheme.second) if dark else scheme.signal
    if gap(wanted[2], hue) < 45 and chroma > 0.08:
        wanted = (0.88, 0.125, 88.0) if gap(hue, 88) > 45 else (0.9, 0.06, 200.0)
    signal = reach((max(wanted[0], 0.8), min(wanted[1], 0.14), wanted[2]) if dark else wanted, brand, LARGE)
    return replace(
        base,
        name=f"{scheme.id}-marque-fond",
        ground=brand,
        ink=ink,
        signal=signal,
        second=hex_of(0.74 if dark else 0.86, 0.11, wanted[2] + 45),
        light=hex_of(0.9, 0.09, wanted[2]) if dark else hex_of(0.3, 0.09, hue),
        layers=own_layers(brand, dark=dark),
        dark=dark,
    )


def _brand_ink(scheme: Scheme, base: Palette, brand: str) -> Palette:
    """The brand is what is read; the scheme's ground and signal stay, moved until both can be told apart."""
    lightness, _, hue = oklch_of(brand)
    ground = reach((scheme.ground[0], min(scheme.ground[1], 0.11), scheme.ground[2]), brand, AIM)
    signal_value = scheme.signal
    if gap(signal_value[2], hue) < 30:
        signal_value = (signal_value[0], signal_value[1], hue + 150)
    return replace(
        base,
        name=f"{scheme.id}-marque-encre",
        ground=ground,
        ink=brand,
        signal=reach(signal_value, ground, LARGE),
        light=brand,
        layers=_layers(hue, 0.08, 0.72, 0.3) if lightness < 0.6 else base.layers,
        dark=oklch_of(ground)[0] < 0.55,
    )


def _brand_signal(scheme: Scheme, base: Palette, brand: str) -> Palette:
    """The brand is spent once, on a ground of the scheme's that is far enough from it."""
    _, _, hue = oklch_of(brand)
    ground_lightness, ground_chroma, ground_hue = scheme.ground
    if gap(ground_hue, hue) < 60 and ground_chroma > 0.06:
        ground_hue = hue + 180
    ground = reach((ground_lightness, min(ground_chroma, 0.1), ground_hue), brand, LARGE)
    dark = oklch_of(ground)[0] < 0.55
    ink = reach((0.965, 0.025, 88) if dark else (0.25, 0.06, ground_hue), ground, AIM)
    return replace(
        base,
        name=f"{scheme.id}-marque",
        ground=ground,
        ink=ink,
        signal=brand,
        second=hex_of(0.78 if dark else 0.84, 0.12, hue + 50),
        light=hex_of(0.88, 0.10, hue + 50) if dark else ink,
        layers=_layers(ground_hue, 0.08, 0.5 if dark else 0.74, 0.2 if dark else 0.3),
        dark=dark,
    )


def from_pixels(pixels: NDArray[np.uint8], *, dark: bool) -> Palette:
    """A palette out of a picture: k-means in OKLab (k = 6) on a small copy, roles by area and chroma.

    `pixels` is (height, width, 3), sRGB. The ground and the ink are pushed to the ranges of paper or night.
    """
    small = pixels[:: max(pixels.shape[0] // 96, 1), :: max(pixels.shape[1] // 96, 1)].reshape(-1, 3)
    labs = _oklab(small.astype(np.float64) / 255)
    centres, counts = _k_means(labs, 6)
    found: list[tuple[Oklch, float]] = []
    for centre, count in sorted(zip(centres, counts, strict=True), key=lambda pair: -pair[1]):
        lightness, a, b = (float(v) for v in centre)
        value = (lightness, float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)) % 360))
        if all(_delta(value, have) > 0.06 for have, _ in found):
            found.append((value, float(count)))
    main = found[0][0]
    vivid = max((value for value, _ in found), key=lambda value: value[1] * (1 - abs(value[0] - 0.62)))
    ground = hex_of(0.24, min(max(main[1], 0.05), 0.08), main[2]) if dark else hex_of(0.95, 0.025, main[2])
    ink = reach((0.965, 0.03, main[2]) if dark else (0.26, 0.07, main[2]), ground, AIM)
    signal = reach((0.80 if dark else 0.57, max(vivid[1], 0.14), vivid[2]), ground, LARGE)
    other = next((value for value, _ in found if gap(value[2], vivid[2]) > 40), vivid)
    return Palette(
        "image-nuit" if dark else "image-jour",
        ground,
        ink,
        signal,
        hex_of(0.78 if dark else 0.85, max(other[1], 0.08), other[2]),
        hex_of(0.88, 0.1, vivid[2]) if dark else hex_of(0.33, 0.09, main[2]),
        _layers(main[2], max(main[1], 0.06), 0.5 if dark else 0.74, 0.2 if dark else 0.32),
        "image",
        dark,
        "picture",
    )


@lru_cache(maxsize=8192)
def distance(one: str, other: str) -> float:
    """How far two colours are apart in OKLab; under 0.02 an eye takes them for one."""
    return _delta(oklch_of(one), oklch_of(other))


def _delta(one: Oklch, other: Oklch) -> float:
    def point(value: Oklch) -> NDArray[np.float64]:
        angle = np.radians(value[2])
        return np.array([value[0], value[1] * np.cos(angle), value[1] * np.sin(angle)])

    return float(np.linalg.norm(point(one) - point(other)))


def _oklab(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """sRGB rows in 0..1 to OKLab rows (Ottosson's matrices)."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    lms = (
        linear
        @ np.array(
            [
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ]
        ).T
    )
    root = np.cbrt(lms)
    lab: NDArray[np.float64] = (
        root
        @ np.array(
            [
                [0.2104542553, 0.7936177850, -0.0040720468],
                [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ]
        ).T
    )
    return lab


def _k_means(rows: NDArray[np.float64], k: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Lloyd's algorithm from deterministic, far-apart seeds."""
    seeds = [rows.mean(axis=0)]
    for _ in range(k - 1):
        distance = np.min([((rows - seed) ** 2).sum(axis=1) for seed in seeds], axis=0)
        seeds.append(rows[int(distance.argmax())])
    centres = np.array(seeds)
    owner = np.zeros(len(rows), dtype=np.int64)
    for _ in range(12):
        owner = ((rows[:, None, :] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
        centres = np.array(
            [rows[owner == index].mean(axis=0) if (owner == index).any() else centres[index] for index in range(k)]
        )
    return centres, np.bincount(owner, minlength=k)


def rank_schemes(moods: Iterable[str], words: Iterable[str]) -> tuple[Scheme, ...]:
    """Schemes, those that the brief's moods and words call for first; the order of the table breaks ties."""
    wanted = [mood.casefold() for mood in moods]
    spoken = {word.casefold() for word in words}

    def score(scheme: Scheme) -> float:
        asked = sum(2.0 for mood in wanted if any(mood[:6] == have[:6] for have in scheme.moods))
        return asked + sum(1.0 for have in scheme.moods if have in spoken)

    return tuple(sorted(schemes(), key=lambda scheme: -score(scheme)))
