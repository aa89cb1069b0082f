"""ISCC (ISO 24138) for images and texts: a similarity-preserving code, the same wherever it is computed.

Composite of a content code, a data code and an instance code. Images are read as the standard's reference does:
first frame, turned upright by EXIF, transparency on white, cropped to content, 32 by 32 grey pixels by bicubic
resampling (iscc-core and iscc-sdk, `image_normalize`).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_TEXT_TYPES = ("text/plain", "text/markdown", "application/toml")
_IMAGE_TYPES = ("image/png", "image/jpeg", "image/webp", "image/tiff", "image/gif", "image/bmp")


def iscc(data: bytes, media_type: str, *, drawn: bytes | None = None, pixels: Image.Image | None = None) -> str | None:
    """The ISCC-CODE of an image or a text; None for other types, and for bytes that are not what they are said.

    `drawn` is the PNG that a vector picture draws to: its content code is the drawing's, its other codes the file's.
    `pixels` are the file's own, in RGB, for who has decoded it already.
    """
    kind = media_type.partition(";")[0].strip().lower()
    if kind in _TEXT_TYPES:
        content = _text_code(data)
    elif drawn is not None or kind in _IMAGE_TYPES:
        content = _pixel_code(pixels) if pixels is not None else _image_code(data if drawn is None else drawn)
    else:
        return None
    if content is None:
        return None
    import iscc_lib

    units = [content, iscc_lib.gen_data_code_v0(data).iscc, iscc_lib.gen_instance_code_v0(data).iscc]
    return str(iscc_lib.gen_iscc_code_v0(units).iscc)


def _text_code(data: bytes) -> str | None:
    import iscc_lib

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return str(iscc_lib.gen_text_code_v0(iscc_lib.text_clean(text)).iscc)


def _image_code(data: bytes) -> str | None:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as opened:
            ImageOps.exif_transpose(opened, in_place=True)
            picture: Image.Image = opened
            if picture.mode == "RGBA" and picture.getchannel("A").getextrema()[0] == 255:
                picture = picture.convert("RGB")  # nothing of a ground would be seen
            elif picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
                picture = picture.convert("RGBA")
                ground = Image.new("RGBA", picture.size, "white")
                ground.alpha_composite(picture)
                picture = ground.convert("RGB")
            return _pixel_code(picture.convert("RGB") if picture.mode not in ("RGB", "L") else picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def _pixel_code(picture: Image.Image) -> str:
    import iscc_lib
    from PIL import Image, ImageChops

    # An even border says nothing of the picture: what differs from the first pixel is its content.
    first = picture.getpixel((0, 0))
    plain = Image.new(picture.mode, picture.size, 0 if first is None else first)
    content = ImageChops.difference(picture, plain).getbbox()
    if content is not None:
        picture = picture.crop(content)
    pixels = picture.convert("L").resize((32, 32), Image.Resampling.BICUBIC).tobytes()
    return str(iscc_lib.gen_image_code_v0(pixels).iscc)
