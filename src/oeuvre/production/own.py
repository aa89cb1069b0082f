"""Pieces that a person brings to a design by hand: their own drawing as its mark, their own photograph as its picture.

They are works of the home, imported by their author under their terms; a design names them as `work:` and their id.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from PIL import Image

from oeuvre.create.brief import ALL_RIGHTS_RESERVED, PictureError, clean_svg, open_picture
from oeuvre.create.design import Picture
from oeuvre.create.library import Credit, Emblem, emblems, photographs
from oeuvre.production.darkroom import picture_from
from oeuvre.production.errors import MarkUnknown, PictureUnknown
from oeuvre.production.pieces import Piece, Pieces, photo_piece
from oeuvre.production.thumbnails import draw_alpha
from oeuvre.record import Record, RecordError, Work

OWN = "work:"
PHOTO = "photo:"

_PAINT = re.compile(r'\b(fill|stroke|stop-color|color)="([^"]*)"')
_VIEW = re.compile(r'\bviewBox="\s*([-\d.eE+]+)[\s,]+([-\d.eE+]+)[\s,]+([-\d.eE+]+)[\s,]+([-\d.eE+]+)')
_OPENING = re.compile(r"<svg\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
# What of an SVG's root says where it lies, not how it is painted.
_FRAMING = frozenset(
    {"xmlns", "xmlns:xlink", "viewBox", "width", "height", "x", "y", "version", "preserveAspectRatio", "id"}
)
_PATH_DATA = re.compile(r'\bd="([^"]*)"')
# A mark's canvas, in units, along its longer side.
CANVAS = 512.0


def mark_named(record: Record, name: str) -> str:
    """A mark as a design names it: a piece of the library, or the id (or its beginning) of an imported picture.

    Raises `MarkUnknown`.
    """
    plain = name.strip()
    if plain in emblems():
        return plain
    work = _work(record, plain.removeprefix(OWN))
    if work is None or work.modality != "image":
        raise MarkUnknown(plain[:60])
    return f"{OWN}{work.id}"


def picture_named(record: Record, name: str) -> str:
    """A picture by the name of a photograph of the library, or by the id (or its beginning) of an imported one.

    Raises `PictureUnknown`.
    """
    plain = name.strip()
    if any(photo.name == plain.removeprefix(PHOTO) for photo in photographs()):
        return f"{PHOTO}{plain.removeprefix(PHOTO)}"
    work = _work(record, plain.removeprefix(OWN))
    if work is None or work.modality != "image" or work.media_type == "image/svg+xml":
        raise PictureUnknown(plain[:60])
    return f"{OWN}{work.id}"


def _work(record: Record, name: str) -> Work | None:
    """An imported or generated piece, or one recoloured, by its id or the beginning of it; no preview or edition."""
    try:
        work = record.find_work(name)
    except RecordError:
        return None
    return (
        work
        if record.made_by_act(work.id).kind in ("import", "generate") or work.attributes.get("recoloured")
        else None
    )


def with_own(record: Record, run: str, pieces: Pieces) -> Pieces:
    """The pieces with those that corrections of this run have placed by hand, and those that models drew on request."""
    for act in record.acts(run=run, kinds=("edit", "compose")):
        edit = act.settings.get("edit")
        if act.kind == "compose":
            # A picture that a model drew for a selection is on the drafts that it was proposed with.
            pieces = with_named(record, pieces, "", str(act.settings.get("picture") or ""))
        elif isinstance(edit, Mapping):
            pieces = with_named(record, pieces, str(edit.get("mark") or ""), str(edit.get("picture") or ""))
    return pieces


def with_named(record: Record, pieces: Pieces, mark: str, picture: str) -> Pieces:
    """The pieces with one mark and one picture more, each by its name in a design; what is there already stays."""
    if mark.startswith(OWN) and all(emblem.name != mark for emblem, _ in pieces.own_marks):
        work = record.work(mark.removeprefix(OWN))
        emblem = own_emblem(work, record.store.read(work.digest), _author(record, work))
        pieces = replace(pieces, own_marks=(*pieces.own_marks, (emblem, _piece(record, work, mark))))
    if not picture or picture in pieces.photo_keys:
        return pieces
    if picture.startswith(PHOTO):
        photo = next(one for one in photographs() if one.name == picture.removeprefix(PHOTO))
        found, piece = picture_from(photo), photo_piece(photo.name)
        extra: tuple[Piece, ...] = ()
    else:
        work = record.work(picture.removeprefix(OWN))
        piece = _piece(record, work, picture)
        found, extra = picture_from(record.store.path(work.digest)), (piece,)
    return replace(
        pieces,
        pictures=(*pieces.pictures, found),
        photo_keys=(*pieces.photo_keys, picture),
        client_pieces=(*pieces.client_pieces, *extra),
    )


def picture_of(pieces: Pieces, name: str) -> Picture:
    """The picture that stands among the pieces under this name."""
    return pieces.pictures[pieces.photo_keys.index(name)]


def _author(record: Record, work: Work) -> str:
    names = {party.id: party.name or "" for party in record.parties()}
    return ", ".join(names[by.party_id] for by in record.made_by_act(work.id).by if by.role == "author")


def _piece(record: Record, work: Work, key: str) -> Piece:
    return Piece(
        key,
        work.title or work.id[:12],
        _author(record, work),
        work.licence or ALL_RIGHTS_RESERVED,
        work.media_type,
        "image",
        record.store.read(work.digest),
        work=work.id,
    )


def own_emblem(work: Work, data: bytes, author: str) -> Emblem:
    """A person's own drawing as an emblem: one of a single colour takes the palette's, any other keeps its own.

    Raises `MarkUnknown` when nothing can be seen of it, `PictureError` when the file may not be used.
    """
    view, body = _drawing(data, work.media_type, work.id)
    title = (work.title or work.id[:12]).rsplit(".", 1)[0]
    credit = Credit(title, author, work.licence or ALL_RIGHTS_RESERVED, "")
    ratio = view[0] / view[1]
    shape: Literal["tall", "wide", "square"] = "tall" if ratio < 0.75 else "wide" if ratio > 1.34 else "square"
    return Emblem(
        name=f"{OWN}{work.id}",
        words_fr=(title,),
        words_en=(title,),
        fields=(),
        shape=shape,
        mirror=False,
        weight="solid",
        roles=frozenset({"hero", "pattern", "tile", "mark"}),
        score=3,
        note="mirror",
        credit=credit,
        view=view,
        body=body,
    )


@lru_cache(maxsize=32)
def _drawing(data: bytes, media_type: str, name: str) -> tuple[tuple[float, float], str]:
    """The canvas and the body of a mark, its ink outlined by a path that paints nothing.

    Families measure a piece by its paths: whatever shapes a drawing is made of, that one tells where its ink is.
    """
    if media_type == "image/svg+xml":
        svg = clean_svg(data)
    else:
        image = Image.open(io.BytesIO(data)).convert("RGBA")
        image.thumbnail((1600, 1600))
        out = io.BytesIO()
        image.save(out, "PNG")
        held = base64.b64encode(out.getvalue()).decode()
        across, down = image.size
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}">'
            f'<image width="{across}" height="{down}" href="data:image/png;base64,{held}"/></svg>'
        )
    alpha = draw_alpha(svg.encode())
    inked = alpha.point(lambda value: 255 if value > 24 else 0).getbbox()
    opening = _OPENING.search(svg)
    if inked is None or opening is None:
        raise MarkUnknown(name)
    box = _VIEW.search(opening.group())
    x, y, width, height = (float(one) for one in box.groups()) if box else (0.0, 0.0, *_sized(opening.group(), alpha))
    scale = CANVAS / max(width, height)
    view = (width * scale, height * scale)
    left, top = inked[0] / alpha.width * view[0], inked[1] / alpha.height * view[1]
    right, bottom = inked[2] / alpha.width * view[0], inked[3] / alpha.height * view[1]
    outline = f'<path d="M{left:.3f} {top:.3f}H{right:.3f}V{bottom:.3f}H{left:.3f}Z" fill="none"/>'
    inner = svg[opening.end() : svg.rindex("</svg>")]
    colours = {colour for _, colour in _PAINT.findall(svg) if colour not in ("none", "transparent", "inherit")}
    plain = colours if len(colours) <= 1 and "<image" not in svg else set()
    for colour in plain:
        inner = inner.replace(f'="{colour}"', '="currentColor"')
    # Only the outline is measured: the drawing's own paths may stand under transforms.
    inner = _PATH_DATA.sub(r"d='\1'", inner)
    kept = [(one, two) for one, two in _ATTRIBUTE.findall(opening.group()) if one not in _FRAMING]
    root = " ".join(f'{one}="{"currentColor" if two in plain else two}"' for one, two in kept)
    return view, f'{outline}<g transform="scale({scale:.6f}) translate({-x:.4f} {-y:.4f})" {root}>{inner}</g>'


def _sized(opening: str, alpha: Image.Image) -> tuple[float, float]:
    """The size that an SVG without a view box says of itself, else the one that it was drawn at."""
    width, height = (re.search(rf'\b{name}="([\d.]+)', opening) for name in ("width", "height"))
    if width and height:
        return float(width[1]), float(height[1])
    return float(alpha.width), float(alpha.height)


def check_own(record: Record, mark: str | None, picture: str | None) -> None:
    """Whether the files behind a mark and a picture may be used. Raises `PictureError`, or what names them."""
    for name in (mark, picture):
        if name and name.startswith(OWN):
            open_picture(record.store.path(record.work(name.removeprefix(OWN)).digest))


__all__ = [
    "PictureError",
    "check_own",
    "mark_named",
    "own_emblem",
    "picture_named",
    "picture_of",
    "with_named",
    "with_own",
]
