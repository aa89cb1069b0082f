"""Opens a picture that somebody gave, safely: bytes decide what it is, and doubt refuses it by name.

Nothing of a picture is rendered before `open_picture` accepted it. Sizes are read from the header, so that a
decompression bomb is refused before a pixel is decoded.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import (
    Image,
    ImageCms,
    ImageOps,
    WebPImagePlugin,  # noqa: F401 - makes Pillow know the kind before any picture is opened
)

from oeuvre.create.brief.errors import PictureError
from oeuvre.create.brief.svg import UnsafeSvg, clean_svg, looks_like_svg, svg_size

Kind = Literal["png", "jpeg", "svg", "webp"]

# 100 megapixels: an A0 poster at 150 dpi has 35.
LARGEST_PIXELS = 100_000_000
LARGEST_FILE = 200_000_000

# What other files begin with, so that a refusal can say what it met.
_OTHERS = (
    (rb"GIF8", "GIF"),
    (rb"%PDF", "PDF"),
    (rb"II\*\0|MM\0\*", "TIFF"),
    (rb"BM", "BMP"),
    (rb"....ftyp(?:avif|avis)", "AVIF"),
    (rb"....ftyp(?:heic|heix|mif1|msf1|hevc)", "HEIC"),
    (rb"8BPS", "PSD"),
    (rb"PK\x03\x04", "ZIP"),
    (rb"\x1f\x8b", "GZIP"),
    (rb"\x7fELF|MZ", "program"),
)


@dataclass(frozen=True)
class Picture:
    """A picture that may be used. Width and height in pixels as seen, that is after the camera's turn (EXIF).

    For an SVG they come from its `width` and `height`, else its `viewBox`. `digest` is the sha256 of the file.
    """

    path: Path
    kind: Kind
    width: int
    height: int
    digest: str
    has_alpha: bool


def open_picture(path: str | Path) -> Picture:
    """The picture at `path`, looked at whole. Raises `PictureError` with the reason of a refusal."""
    path = Path(path)
    data = _read(path)
    try:
        return picture_of(data, path)
    except UnsafeSvg as error:
        raise UnsafeSvg(error.reason, error.detail, str(path), path.name) from error


def picture_of(data: bytes, path: Path) -> Picture:
    """The picture in `data`, which came from `path`. Raises `PictureError` or `UnsafeSvg`."""
    digest = hashlib.sha256(data).hexdigest()
    if looks_like_svg(data):
        width, height = svg_size(clean_svg(data))
        return Picture(path, "svg", width, height, digest, has_alpha=True)
    kind = _raster_kind(data, path)
    with _opened(data, path) as image:
        width, height = image.size
        if width < 1 or height < 1:
            raise _refuse(path, "zero-size")
        if width * height > LARGEST_PIXELS:
            raise _refuse(path, "bomb", f"{width} × {height}")
        if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
            raise _refuse(path, "animated")
        _decode(image, path)
        has_alpha = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
        turned = _turn(image) in (5, 6, 7, 8)
    size = (height, width) if turned else (width, height)
    return Picture(path, kind, *size, digest, has_alpha)


def load_rgb(picture: Picture) -> Image.Image:
    """The pixels of a PNG, JPEG or WebP as seen: turned upright, in sRGB; mode `RGB`, or `RGBA` with transparency.

    Raises `PictureError` when the file is no longer the one that was opened, or is an SVG.
    """
    data = _read(picture.path)
    if hashlib.sha256(data).hexdigest() != picture.digest:
        raise _refuse(picture.path, "changed")
    if picture.kind == "svg":
        raise _refuse(picture.path, "vector")
    with _opened(data, picture.path) as image:
        _decode(image, picture.path)
        upright = ImageOps.exif_transpose(image) if _turn(image) in range(2, 9) else image
        target = "RGBA" if picture.has_alpha else "RGB"
        plain = _to_srgb(upright, target)
    plain.info.clear()
    return plain


def _to_srgb(image: Image.Image, target: str) -> Image.Image:
    """Colours as sRGB: through the profile inside the file where there is one that holds."""
    if image.mode.startswith("I;16") or image.mode == "I":
        # Sixteen bits a sample: the high eight are what a screen shows.
        image = image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    profile = image.info.get("icc_profile")
    if image.mode in ("P", "PA", "LA", "La", "1", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA" if target == "RGBA" else "RGB")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L", "LAB"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            alpha = image.getchannel("A") if image.mode == "RGBA" else None
            colours = image.convert("RGB") if image.mode == "RGBA" else image
            changed = ImageCms.profileToProfile(
                colours, source, ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB"
            )
            if changed is not None:
                if alpha is not None:
                    changed.putalpha(alpha)
                return changed.convert(target)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # A profile that does not fit its picture is ignored, as every viewer does.
    return image.convert(target)


def _read(path: Path) -> bytes:
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise _refuse(path, "missing")
        if state.st_size > LARGEST_FILE:
            raise _refuse(path, "too-heavy", f"{state.st_size / 1_000_000:.0f} MB")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise _refuse(path, "missing") from error


def _raster_kind(data: bytes, path: Path) -> Kind:
    if not data:
        raise _refuse(path, "empty")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    for pattern, name in _OTHERS:
        if re.match(pattern, data, re.DOTALL):
            raise _refuse(path, "other-kind", name)
    raise _refuse(path, "not-an-image")


@contextmanager
def _opened(data: bytes, path: Path) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        # Our own limit is told by `picture_of`; Pillow's warning would come first, in English.
        warnings.simplefilter("ignore")
        try:
            image = Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"])
        except Image.DecompressionBombError as error:
            raise _refuse(path, "bomb", _bomb_size(data)) from error
        except Exception as error:
            raise _refuse(path, "broken") from error
        with image:
            yield image


def _bomb_size(data: bytes) -> str:
    """The size that the header of a PNG claims, as far as it can be told without opening it."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        return f"{int.from_bytes(data[16:20])} × {int.from_bytes(data[20:24])}"
    return ""


def _turn(image: Image.Image) -> int:
    """How the camera was held (EXIF orientation, 1 to 8); upright when the note is missing or broken."""
    try:
        return int(image.getexif().get(0x0112, 1))
    except Exception:
        return 1


def _decode(image: Image.Image, path: Path) -> None:
    # Pillow's decoders raise whatever a broken stream makes them trip over.
    try:
        image.load()
    except Exception as error:
        raise _refuse(path, "truncated") from error


def _refuse(path: Path, reason: str, detail: str = "") -> PictureError:
    return PictureError(str(path), name=path.name, reason=reason, detail=f" ({detail})" if detail else "")
