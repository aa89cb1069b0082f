"""One sound scene, set by hand, that every planted fault is a small change of."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import numpy as np
from PIL import Image

from oeuvre.create.design.kit import Copy, FactLine, Kit, Logo, Palette
from oeuvre.create.design.page import MM, Box, Page
from oeuvre.create.design.scene import Drawing, Photo, Rule, Scene, Text
from oeuvre.create.library import emblems, pairings

N, B = "\u202f", "\u00a0"
GROUND, INK, SIGNAL = "#1c1440", "#f6efdc", "#f2b134"
PAGE = Page("social-portrait", 1080, 1350, 26, 56)
CARD = Page("card", 85 * MM, 55 * MM, 7, 13, bleed=3 * MM, printed=True, small=True)
PAIRING = next(pairing for pairing in pairings() if "Fraunces" in pairing.headline.family)

COPY = Copy(
    headline="La nuit du pain",
    line="Marché nocturne des artisans boulangers",
    facts=(
        FactLine("date", f"Vendredi 12{B}juin,", f"de 19{N}h à minuit"),
        FactLine("place", "Place des Halles,", "Tours"),
    ),
    client="Levain & Lune",
)
PALETTE = Palette("essai", GROUND, INK, SIGNAL, "#5b4a9e", INK, dark=True)
KIT = Kit(copy=COPY, palette=PALETTE, pairing=PAIRING, language="fr", seed=1, logo=Logo(mark=emblems()["bread"]))


def words(role: str, lines: tuple[str, ...], x: float, y: float, size: float, **more: Any) -> Text:
    """Type in the pairing's faces, in the ink's colour."""
    face = PAIRING.headline if role in ("headline", "answer") else PAIRING.text_face(500)
    values: dict[str, Any] = {"colour": INK, "pitch": size * 1.25, "face": face, **more}
    return Text(role, lines, x=x, y=y, size=size, large=role == "headline", **values)  # type: ignore[arg-type]


def emblem(x: float, y: float, side: float, colour: str = SIGNAL, name: str = "croissant") -> Drawing:
    box = Box(x, y, side, side)
    return Drawing(emblems()[name].svg(colour), box, "emblem", ink=box.inset(side * 0.05))


def noise(width: int, height: int, seed: int = 3) -> bytes:
    """Pixels that no line of type can be read on."""
    pixels = np.random.default_rng(seed).integers(0, 255, (height // 6, width // 6, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).resize((width, height), Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


def photo(box: Box, **more: Any) -> Photo:
    width, height = round(box.width), round(box.height)
    return Photo(noise(width, height), box, (width, height), **more)


def sound_items() -> tuple[Any, ...]:
    return (
        emblem(270, 190, 540),
        words("logo", ("Levain & Lune",), 120, 80, 32),
        Drawing(emblems()["bread"].svg(INK), Box(70, 74, 40, 40), "mark", ink=Box(70, 74, 40, 40)),
        words("headline", ("La nuit", "du pain"), 70, 800, 200, pitch=190),
        words("line", ("Marché nocturne", "des artisans boulangers"), 640, 80, 30),
        Rule(70, 1190, 400, 3, SIGNAL),
        words("date", (f"Vendredi 12{B}juin,",), 70, 1210, 36),
        words("date", (f"de 19{N}h à minuit",), 70, 1258, 28),
        Rule(540, 1190, 400, 3, SIGNAL),
        words("place", ("Place des Halles,",), 540, 1210, 36),
        words("place", ("Tours",), 540, 1258, 28),
    )


def sound() -> Scene:
    return Scene(PAGE, GROUND, sound_items(), "essai", "fr")


def change(scene: Scene, role: str, **values: Any) -> Scene:
    """The scene with the first item of a role (or kind) altered."""
    items = list(scene.items)
    index = next(i for i, item in enumerate(items) if getattr(item, "role", "rule") == role)
    items[index] = replace(items[index], **values)
    return replace(scene, items=tuple(items))


def plus(scene: Scene, *items: Any) -> Scene:
    return replace(scene, items=(*scene.items, *items))


def under(scene: Scene, *items: Any) -> Scene:
    return replace(scene, items=(*items, *scene.items))


def without(scene: Scene, *roles: str) -> Scene:
    return replace(scene, items=tuple(i for i in scene.items if getattr(i, "role", "rule") not in roles))


def card() -> Scene:
    """A sound printed card on a light ground."""
    dark = "#241a4d"
    items = (
        words("headline", ("La nuit", "du pain"), 20, 22, 34, pitch=32, colour=dark),
        words("date", (f"Vendredi 12{B}juin,",), 20, 104, 9, colour=dark),
        words("date", (f"de 19{N}h à minuit",), 20, 118, 9, colour=dark),
        emblem(150, 30, 80, "#b3271e"),
    )
    return Scene(CARD, "#f7f1e3", items, "essai", "fr")
