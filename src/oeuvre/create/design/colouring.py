"""Colours that a person gives: a palette by its name, or roles of it in colours of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from oeuvre.create.design.errors import ColourUnclear, PaletteUnknown
from oeuvre.create.design.kit import Palette
from oeuvre.create.design.palette import from_brand, from_scheme, oklch_of, own_layers, schemes

COLOUR_ROLES = ("ground", "ink", "signal", "second", "light")
# What the name of a palette ends with once a person changed colours of it.
OWN = "+"

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")


def colour_role(role: str) -> str:
    if role not in COLOUR_ROLES:
        raise ColourUnclear(role, given=role, among=", ".join(COLOUR_ROLES))
    return role


def colour_of(text: str, place: str = "") -> str:
    """A colour as #rrggbb. Raises `ColourUnclear`."""
    value = text.strip().casefold()
    if not _HEX.fullmatch(value):
        raise ColourUnclear(place, given=text.strip()[:40], among=", ".join(COLOUR_ROLES))
    return value if len(value) == 7 else "#" + "".join(sign * 2 for sign in value[1:])


def recoloured(palette: Palette, colours: Mapping[str, str]) -> Palette:
    """The palette with roles in other colours; the layers of scenes follow a new ground."""
    changed: dict[str, Any] = dict(colours)
    made = replace(palette, **changed)
    if "ground" in colours:
        dark = oklch_of(made.ground)[0] < 0.6
        made = replace(made, dark=dark, layers=own_layers(made.ground, dark=dark))
    name = palette.name.removesuffix(OWN)
    return replace(made, name=f"{name}{OWN}", mood=palette.mood)


def palette_named(name: str, among: Sequence[Palette], brand: Sequence[str] = ()) -> Palette:
    """A palette by its name: one of these, else a scheme by its id or its French or English name, round the brand.

    Raises `PaletteUnknown`.
    """
    wanted = " ".join(name.split()).casefold()
    for palette in among:
        if palette.name.casefold() == wanted:
            return palette
    for scheme in schemes():
        if wanted in (scheme.id.casefold(), scheme.fr.casefold(), scheme.en.casefold()):
            return from_brand(scheme, brand) if brand else from_scheme(scheme)
    names = dict.fromkeys((*(one.name for one in among), *(scheme.id for scheme in schemes())))
    raise PaletteUnknown(" ".join(name.split())[:60], among=", ".join(names))
