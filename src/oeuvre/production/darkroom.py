"""The darkroom: a photograph cropped round its subject, toned or screened, ready to be placed in a design.

What a family asks for (`Develop`) is answered with pixels and with what they show (`Developed`). The same picture
and the same wish give the same bytes; each is made once in a process.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from oeuvre.create import adapt
from oeuvre.create.brief import load_rgb, open_picture
from oeuvre.create.design import Develop, Developed, Picture
from oeuvre.create.library import Photograph
from oeuvre.production import toning

Share = tuple[float, float, float, float]
Developer = Callable[[Picture, Develop], Developed]

# Placed pixels are judged up to this quality; more only weighs.
QUALITY = 88

# Where words may stand in a picture, in the order of preference: shares of the frame.
_PLACES: tuple[Share, ...] = (
    (0.0, 0.0, 1.0, 0.4),
    (0.0, 0.6, 1.0, 0.4),
    (0.0, 0.0, 0.5, 1.0),
    (0.5, 0.0, 0.5, 1.0),
    (0.0, 0.0, 1.0, 0.3),
    (0.0, 0.7, 1.0, 0.3),
    (0.0, 0.0, 0.6, 0.5),
    (0.4, 0.0, 0.6, 0.5),
    (0.0, 0.5, 0.6, 0.5),
    (0.4, 0.5, 0.6, 0.5),
)


def picture_from(source: Path | Photograph, *, may_recolour: bool = False) -> Picture:
    """A picture that families may use, its subject (unless a person pointed at it) and faces found once.

    A photograph of the library may always be recoloured; a person's own file only with `may_recolour`. Raises
    `PictureError` with the reason when the file may not be used.
    """
    if isinstance(source, Photograph):
        return _picture(str(source.path), _mtime(source.path), False, True, source.subject)
    return _picture(str(source), _mtime(Path(source)), True, may_recolour, None)


@lru_cache(maxsize=64)
def _picture(path: str, mtime: int, own: bool, may_recolour: bool, known: Share | None) -> Picture:
    width, height = _opened(path, mtime).size

    def share(box: adapt.Box) -> Share:
        return box.left / width, box.top / height, box.width / width, box.height / height

    faces: tuple[Share, ...] = ()
    if known is None:
        found = adapt.find_subject(_opened(path, mtime).convert("RGB"))
        known, faces = share(found.box), tuple(share(face) for face in found.faces)
    return Picture(
        name=Path(path).name,
        width=width,
        height=height,
        subject=known,
        faces=faces,
        own=own,
        may_recolour=may_recolour,
        path=path,
    )


def develop(picture: Picture, ask: Develop) -> Developed:
    """`picture` as `ask` wants it. A picture that may not be recoloured is developed plain, whatever is asked.

    Raises `PictureError` when the file is gone or no longer opens.
    """
    return _developed(picture, _mtime(Path(picture.path)), ask)


def panned(developing: Developer, by: tuple[float, float]) -> Developer:
    """The same darkroom, with the subject moved in every frame by `by` pixels of it, as far as the picture reaches."""

    def develop_panned(picture: Picture, ask: Develop) -> Developed:
        box = place_crop(picture, ask).box
        subject = _in_pixels(picture.subject, (picture.width, picture.height))
        now = (
            (subject.left + subject.width / 2 - box.left) / box.width,
            (subject.top + subject.height / 2 - box.top) / box.height,
        )
        return developing(
            picture, replace(ask, toward=(now[0] + by[0] / ask.width, now[1] + by[1] / ask.height), exact=True)
        )

    return develop_panned


def _mtime(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0  # `open_picture` refuses it by name.


@lru_cache(maxsize=3)
def _opened(path: str, mtime: int) -> Image.Image:
    """The whole picture, upright, in sRGB: RGB, or RGBA when it has transparency."""
    return load_rgb(open_picture(path))


@lru_cache(maxsize=6)
def _frame(path: str, mtime: int, box: adapt.Box, size: tuple[int, int]) -> Image.Image:
    """A part of the picture at the size it is placed; several grades of one frame share it."""
    return _opened(path, mtime).resize(
        size, Image.Resampling.LANCZOS, box=(box.left, box.top, box.right, box.bottom), reducing_gap=3.0
    )


@lru_cache(maxsize=96)
def _developed(picture: Picture, mtime: int, ask: Develop) -> Developed:
    crop = place_crop(picture, ask)
    box = crop.box
    frame = _frame(picture.path, mtime, box, (ask.width, ask.height))
    alpha = _opacity(frame)
    rgb = np.asarray(frame.convert("RGB"))
    treatment = ask.treatment if picture.may_recolour or not picture.own else "plain"
    if treatment == "halftone":
        pixels = toning.halftone(rgb, ask.colours[0], ask.cell, lights=ask.lights, scrims=ask.scrims, alpha=alpha)
    else:
        if treatment == "duotone":
            rgb = toning.duotone(rgb, ask.colours)
        if ask.scrims:
            rgb = toning.scrimmed(rgb, ask.scrims)
        pixels = _encoded(rgb, alpha)
    light, rough = toning.tone_grid(rgb)
    subject = _in_frame(picture.subject, picture, box)
    faces = [_in_frame(face, picture, box) for face in picture.faces]
    return Developed(
        pixels=pixels,
        size=(ask.width, ask.height),
        crop=(box.left, box.top, box.width, box.height),
        subject=subject,
        calm=_calm(rgb, [subject, *faces]),
        enlarged=crop.enlargement(ask.width),
        cuts_face=crop.cuts_face,
        light=light,
        rough=rough,
    )


def _opacity(frame: Image.Image) -> toning.Floats | None:
    if frame.mode != "RGBA":
        return None
    return np.asarray(np.asarray(frame.getchannel("A"), np.float32) / 255, np.float32)


def _encoded(rgb: toning.Bytes, alpha: toning.Floats | None) -> bytes:
    out = io.BytesIO()
    if alpha is None:
        Image.fromarray(rgb).save(out, "JPEG", quality=QUALITY, optimize=True)
    else:
        layers = np.dstack([rgb, np.round(alpha * 255).astype(np.uint8)])
        Image.fromarray(layers).save(out, "PNG")
    return out.getvalue()


def place_crop(picture: Picture, ask: Develop) -> adapt.Crop:
    """The crop round the subject, slid so that the subject stands where `ask.toward` says, as far as that keeps
    all of the subject that a centred crop keeps, and cuts no face. What `ask.exact` asks for is a person's own wish,
    and gives way only at the picture's edge."""
    size = (picture.width, picture.height)
    subject = adapt.Subject(
        _in_pixels(picture.subject, size),
        "face" if picture.faces else "salient",
        tuple(_in_pixels(face, size) for face in picture.faces),
    )
    first = adapt.crop_for(subject, size, ask.width / ask.height, float(ask.width))
    box, about = first.box, subject.box
    wanted = (
        about.left + about.width / 2 - ask.toward[0] * box.width,
        about.top + about.height / 2 - ask.toward[1] * box.height,
    )
    room = (max(size[0] - box.width, 0.0), max(size[1] - box.height, 0.0))
    if ask.exact:
        left, top = (min(max(want, 0.0), free) for want, free in zip(wanted, room, strict=True))
        return _judge(adapt.Box(left, top, box.width, box.height), subject)
    # From the wanted place back to the centred crop, step by step, until nothing is lost.
    for step in range(13):
        back = step / 12
        left, top = (
            min(max(want, 0.0), free) * (1 - back) + have * back
            for want, free, have in zip(wanted, room, (box.left, box.top), strict=True)
        )
        tried = _judge(adapt.Box(left, top, box.width, box.height), subject)
        if tried.kept >= first.kept - 0.005 and (first.cuts_face or not tried.cuts_face):
            return tried
    return first


def _judge(box: adapt.Box, subject: adapt.Subject) -> adapt.Crop:
    kept = box.shared(subject.box) / subject.box.area if subject.box.area else 1.0
    cuts = any(0.01 * face.area < box.shared(face) < 0.99 * face.area for face in subject.faces)
    return adapt.Crop(box, min(kept, 1.0), cuts)


def _in_pixels(share: Share, size: tuple[int, int]) -> adapt.Box:
    return adapt.Box(share[0] * size[0], share[1] * size[1], share[2] * size[0], share[3] * size[1])


def _in_frame(share: Share, picture: Picture, crop: adapt.Box) -> Share:
    """A part of the original as a part of the frame, what is outside cut away."""
    box = _in_pixels(share, (picture.width, picture.height))
    left, top = (box.left - crop.left) / crop.width, (box.top - crop.top) / crop.height
    right, bottom = left + box.width / crop.width, top + box.height / crop.height
    left, top = min(max(left, 0.0), 1.0), min(max(top, 0.0), 1.0)
    return left, top, max(min(right, 1.0) - left, 0.0), max(min(bottom, 1.0) - top, 0.0)


def _calm(rgb: toning.Bytes, avoid: list[Share]) -> Share:
    """The calmest place for words in the frame, off the subject where one can be."""
    image = Image.fromarray(rgb)
    width, height = image.size
    size = (width, height)
    zone = adapt.calm_zone(
        image, [_in_pixels(place, size) for place in _PLACES], [_in_pixels(one, size) for one in avoid]
    )
    return zone.box.left / width, zone.box.top / height, zone.box.width / width, zone.box.height / height
