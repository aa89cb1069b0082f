"""Kits with a photograph of the library, developed by the real darkroom at a third of the size."""

from __future__ import annotations

from dataclasses import replace

from oeuvre.create.design.kit import Develop, Developed, Kit, Picture
from oeuvre.create.library import photographs
from oeuvre.production.darkroom import develop, picture_from


def small(picture: Picture, ask: Develop) -> Developed:
    """The same picture with a third of the pixels: what families read of it hardly changes."""
    size = (max(ask.width // 3, 8), max(ask.height // 3, 8))
    return develop(picture, replace(ask, width=size[0], height=size[1], cell=max(ask.cell / 3, 2.0)))


def photographed(kit: Kit, number: int = 0) -> Kit:
    """`kit` with one of the six photographs."""
    photos = photographs()
    return replace(kit, picture=picture_from(photos[(kit.seed + number) % len(photos)]), develop=small)


def owned(kit: Kit, number: int = 0) -> Kit:
    """The same as a client's own picture, which may not be recoloured."""
    pictured = photographed(kit, number)
    assert pictured.picture is not None
    return replace(pictured, picture=replace(pictured.picture, own=True, may_recolour=False))
