"""A person's own vector picture in the colours of a palette: a work of its own, made from theirs by rule."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import ImageColor

from oeuvre.create.brief import clean_svg
from oeuvre.create.design import Edit, Palette, palette_named
from oeuvre.create.design import recoloured as palette_of
from oeuvre.production.errors import NotRecoloured
from oeuvre.production.kits import kit_from
from oeuvre.production.own import OWN, mark_named
from oeuvre.production.recording import rule
from oeuvre.production.states import Draft
from oeuvre.record import NewWork, Work, iscc

if TYPE_CHECKING:
    from oeuvre.production.loop import Loop

_PAINT = re.compile(r'\b(fill|stroke|stop-color|color)="([^"]*)"')
# Under this spread of its channels (of 255), a colour is told by its lightness alone.
_GREY = 40
_NEUTRAL, _VIVID = ("ground", "ink", "light"), ("signal", "second")


def recoloured(svg: str, palette: Palette) -> str:
    """The drawing with its colours in the palette's: vivid ones become its vivid ones, the others the nearest in light.

    The same colour becomes the same everywhere; what is no plain colour (a gradient, nothing) stays.
    """
    found = dict.fromkeys(colour for _, colour in _PAINT.findall(svg))
    told = {colour: rgb for colour in found if (rgb := _rgb(colour)) is not None}
    vivid = sorted((one for one in told if max(told[one]) - min(told[one]) >= _GREY), key=lambda one: _light(told[one]))
    roles: dict[str, str] = {}
    for index, colour in enumerate(vivid):
        # The darker half of several takes the first, the lighter the second.
        roles[colour] = getattr(palette, _VIVID[index * len(_VIVID) // len(vivid)])
    neutral = [str(getattr(palette, role)) for role in _NEUTRAL]
    for colour, rgb in told.items():
        if colour not in roles:
            roles[colour] = min(neutral, key=lambda one: abs(_light(ImageColor.getrgb(one)[:3]) - _light(rgb)))
    return _PAINT.sub(lambda found: f'{found[1]}="{roles.get(found[2], found[2])}"', svg)


def _rgb(colour: str) -> tuple[int, int, int] | None:
    try:
        red, green, blue = ImageColor.getrgb(colour)[:3]
    except ValueError:
        return None
    return red, green, blue


def _light(rgb: tuple[int, ...]) -> float:
    return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]


def recolour(loop: Loop, own: str, palette: Palette) -> Work:
    """A vector picture of the record (by its id) in the colours of a palette, as a work that goes back to it.

    Raises `NotRecoloured` for what is no vector picture, `PictureError` for one that may not be used.
    """
    record = loop.record
    work = record.work(own.removeprefix(OWN))
    if work.media_type != "image/svg+xml":
        raise NotRecoloured(work.title or work.id[:12])
    data = recoloured(clean_svg(record.store.read(work.digest)), palette).encode()
    digest = record.store.put(data)
    for known in record.works_with_digest(digest):
        if known.attributes.get("recoloured") == work.id:
            return known
    made = NewWork(
        digest,
        work.media_type,
        "image",
        len(data),
        title=work.title,
        licence=work.licence,
        iscc=iscc(data, work.media_type),
        attributes={"piece": f"reference:{digest[:16]}", "recoloured": work.id, "palette": palette.name},
    )
    recorded = record.append(
        loop.recorder.act(
            "edit",
            by=[(rule(record, "composition"), "composer"), (loop.party, "director")],
            used=[(work, "edited")],
            made=[(made, "piece")],
            settings={"palette": palette.name, "recoloured": True},
        )
    )
    return recorded[0].works[0]


def in_palette(loop: Loop, draft: Draft, edit: Edit) -> Edit:
    """The correction with its own mark in the colours that the design will have, as a work of the record.

    Raises what `recolour` raises, `MarkUnknown` and `PaletteUnknown`.
    """
    design = json.loads(loop.record.store.read(draft.design.digest))
    palette = kit_from(design, loop.brief, loop.pieces).palette
    if edit.palette is not None:
        palette = palette_named(edit.palette, loop.ingredients.palettes, loop.brief.brand.colours)
    if edit.colours:
        palette = palette_of(palette, edit.colours)
    named = mark_named(loop.record, edit.mark or "")
    if not named.startswith(OWN):
        raise NotRecoloured(named)
    return replace(edit, mark=recolour(loop, named, palette).id)


__all__ = ["in_palette", "recolour", "recoloured"]
