"""Pictures for the page: what was made, small."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image

from oeuvre.create.brief import clean_svg
from oeuvre.create.design import Apart, Press
from oeuvre.foundation import OeuvreError
from oeuvre.production.bench import DRAWING
from oeuvre.production.run import write_atomic
from oeuvre.production.states import Draft, draft_path
from oeuvre.record import Act, Record, Work, iscc

DRAFT_THUMB = 320
CHOSEN_THUMB = 760
EDITION_THUMB = 620
# What a home remembers and can make again.
CACHE = "cache"


def thumbs_of(
    record: Record, drafts: Sequence[Draft], signed: Sequence[tuple[Act, Act, Work, Work]]
) -> dict[str, bytes]:
    """A JPEG by path of each draft, and of each edition's first file; what was made before is remembered."""
    found: dict[str, bytes] = {}
    for draft in drafts:
        side = CHOSEN_THUMB if draft.state == "chosen" else DRAFT_THUMB
        found[draft_path(draft)] = _remembered(record, draft.preview, side, by_width=True)
    seen: set[str] = set()
    for _, _, rendition, edition in signed:
        name = str(rendition.attributes["format"])
        if name in seen:
            continue
        seen.add(name)
        found[str(edition.attributes["path"])] = _remembered(record, rendition, EDITION_THUMB)
    return found


def remember_thumb(record: Record, digest: str, thumb: bytes) -> None:
    """Keep the picture of an edition's first file, drawn where the file was made."""
    _keep(_place(record, digest, EDITION_THUMB), thumb)


def _place(record: Record, digest: str, side: int, *, by_width: bool = False) -> Path:
    return record.home / CACHE / "pages" / digest[:2] / f"{digest}-{'w' if by_width else 's'}{side}.jpg"


def _keep(path: Path, data: bytes) -> None:
    # Where nothing can be remembered, it is drawn again next time.
    with contextlib.suppress(OSError, OeuvreError):
        write_atomic(path, data)


def _remembered(record: Record, work: Work, side: int, *, by_width: bool = False) -> bytes:
    """The thumbnail of a work of ours, out of the home's cache if it was made before."""
    # A work whose file is gone has no picture any more, whatever is remembered: reading it says so.
    stands = record.store.has(work.digest)
    path = _place(record, work.digest, side, by_width=by_width)
    if stands and path.is_file():
        return path.read_bytes()
    data = thumbnail(picture_of(work, record.store.read(work.digest)), side, by_width=by_width)
    _keep(path, data)
    return data


def thumbnail(data: bytes | Image.Image, side: int, *, by_width: bool = False) -> bytes:
    """A JPEG of a picture, `side` pixels along its long side (or wide)."""
    image = data if isinstance(data, Image.Image) else Image.open(io.BytesIO(data)).convert("RGB")
    scale = min(1.0, side / (image.width if by_width else max(image.size)))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    out = io.BytesIO()
    image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0).save(out, "JPEG", quality=84, optimize=True)
    return out.getvalue()


def picture_of(work: Work, data: bytes, *, ours: bool = True) -> bytes:
    """A picture of a file of ours, or of somebody's drawing that was cleaned: pixels as they are, else drawn."""
    return pixels_of(work.media_type, data, ours=ours)


def pixels_of(media_type: str, data: bytes, *, ours: bool = True) -> bytes:
    """The same of bytes that are no work yet."""
    if media_type == "application/pdf":
        with DRAWING:
            return draw_pdf(data)
    if media_type == "image/svg+xml":
        return draw_svg(data, ours=ours)
    return data


@cache
def _easel() -> Press:
    """One press for the small drawings of this process."""
    return Press()


@cache
def _apart() -> Apart:
    """The process in which drawings of unknown makers are drawn."""
    return Apart()


def draw_svg(data: bytes, width: int = EDITION_THUMB, *, ours: bool = True) -> bytes:
    """A drawing of ours, or a cleaned one of somebody's, as PNG on white, `width` pixels wide.

    Raises `UnsafeSvg` for one of somebody's that takes too much time or memory.
    """
    if not ours:
        return _apart().png(data, width)
    with DRAWING:
        return _easel().drawing(data, width)


def draw_alpha(data: bytes, width: int = EDITION_THUMB) -> Image.Image:
    """How opaque a cleaned drawing of somebody's is, `width` pixels wide, on nothing: a grey picture.

    Raises `UnsafeSvg` as `draw_svg` does.
    """
    return Image.open(io.BytesIO(_apart().png(data, width, "none"))).convert("RGBA").getchannel("A")


def content_code(data: bytes, media_type: str, *, ours: bool = True) -> str | None:
    """The content code of a picture or a text; a drawing's is that of what it shows, cleaned unless it is ours."""
    if media_type != "image/svg+xml":
        return iscc(data, media_type)
    return iscc(data, media_type, drawn=draw_svg(data if ours else clean_svg(data).encode(), ours=ours))


def draw_pdf(data: bytes, scale: float = 1.5) -> bytes:
    """A PDF's first page inside its trim, as PNG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    page = document[0]
    left, bottom, right, top = page.get_trimbox()
    media = page.get_mediabox()
    crop = (left - media[0], bottom - media[1], media[2] - right, media[3] - top)
    side = max(right - left, top - bottom)
    image = page.render(scale=min(scale, 1400 / side), crop=crop).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG")
    page.close()
    document.close()
    return out.getvalue()
