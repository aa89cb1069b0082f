"""Files that people bring to a table: told by their bytes, kept whole and inert, shown small."""

from __future__ import annotations

import contextlib
import filecmp
import io
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

from oeuvre.foundation import OeuvreError
from oeuvre.studio.errors import KindLies, KindRefused, LicenceUnclear, NoPicture, OriginUnnamed, QuotaReached
from oeuvre.studio.folded import Fold
from oeuvre.studio.opened import Studio
from oeuvre.studio.places import brief_folder

if TYPE_CHECKING:
    from oeuvre.record import Modality, Record, Work

CACHE = "cache"
SIZES = (64, 256, 1024)
MOST_BYTES = 200 * 1024 * 1024
QUOTA = 20 * 1024**3
_PICTURES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", "svg": "image/svg+xml"}
_ENDINGS: dict[str, str] = {
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".avif", ".tif", ".tiff", ".bmp"), "image"),
    **dict.fromkeys((".wav", ".mp3", ".flac", ".ogg"), "audio"),
    **dict.fromkeys((".txt", ".md", ".html", ".htm"), "text"),
    **dict.fromkeys((".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"), "font"),
}
# Kinds of signs that nobody sees, and the two of them that writing needs.
_UNSEEN = frozenset(("Cf", "Cs", "Co", "Cn"))
_JOINERS = "\u200c\u200d"
# Files that are written in signs of text and are none.
_PAPERS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:%PDF-|%!PS|\{\\rtf)")
_MOST_TEXT = 4 * 1024 * 1024
_MARKUP = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|svg)\b", re.I | re.S)


def plain_words(text: str) -> str:
    """Words on one line, without signs that cannot be seen: controls, and those that turn the writing around.

    The two that join letters or keep them apart, without which Persian cannot be written, stay between words' letters.
    """
    seen = "".join(" " if category(sign) == "Cc" else sign for sign in text)
    seen = "".join(sign for sign in seen if category(sign) not in _UNSEEN or sign in _JOINERS)
    return " ".join(word.strip(_JOINERS) for word in seen.split()).strip()


def safe_name(name: str) -> str:
    """A name for a file, whatever was sent: its last part, on one line, without what leads anywhere or is not seen."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(" " if sign in '<>:"|?*' else sign for sign in plain_words(last))
    plain = " ".join(plain.split()).strip(". ")
    while len(plain.encode("utf-8", "replace")) > 180:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[:-1]}{dot}{ending}" if dot and len(ending) < 12 and stem else plain[:-1]
    return plain.encode("utf-8", "ignore").decode() or "file"


def kind_of(path: Path, name: str) -> tuple[str, Modality, str]:
    """Media type, modality and, for a drawing that no program may run, the reason: told by the bytes of a file.

    A font that is packed for browsers is unpacked where it lies, since no typesetter reads it as it is. Raises
    `FontRefused` for one that is unsound, `KindRefused` for what no table holds, and `KindLies` where the name says
    another kind than the bytes.
    """
    media_type, modality, unsafe = _told_by_bytes(path, name)
    said = _ENDINGS.get(Path(name).suffix.lower())
    if said is not None and said != modality:
        raise KindLies(name, said=Path(name).suffix, found=media_type)
    return media_type, modality, unsafe


def _told_by_bytes(path: Path, name: str) -> tuple[str, Modality, str]:
    from oeuvre.create.brief import PictureError, UnsafeSvg, looks_like_svg, open_picture
    from oeuvre.create.library import check_font, font_type
    from oeuvre.production import SOUND_HEAD, sound_of

    with path.open("rb") as handle:
        head = handle.read(SOUND_HEAD)
    if not head:
        raise KindRefused(name)
    if sound := sound_of(head):
        return sound, "audio", ""
    if font_type(head):
        unpacked = path.with_name(f"{path.name}.unpacked")
        font = check_font(path, unpacked, name=name)
        if unpacked.is_file():
            unpacked.replace(path)
        return font, "font", ""
    try:
        return _PICTURES[open_picture(path).kind], "image", ""
    except UnsafeSvg as error:
        return "image/svg+xml", "image", error.reason
    except PictureError as error:
        if looks_like_svg(head) and Path(name).suffix.lower() == ".svg":
            return "image/svg+xml", "image", "unreadable"
        refused = error
    text = _text(path, name)
    if text:
        return text, "text", ""
    if head[:8] == b"\x89PNG\r\n\x1a\n" or head[:3] == b"\xff\xd8\xff" or head[:4] == b"RIFF":
        # A picture indeed, and one that cannot be used: why is said, under the name that its owner gave it.
        raise PictureError(name, **{**refused.values, "name": name}) from refused
    raise KindRefused(name)


def _text(path: Path, name: str) -> str:
    if path.stat().st_size > _MOST_TEXT:
        return ""
    data = path.read_bytes()
    try:
        told = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    if _PAPERS.match(data) or any(ord(sign) < 32 and sign not in "\t\r\n\f" for sign in told):
        return ""
    if _MARKUP.match(data):
        return "text/html"
    return "text/markdown" if Path(name).suffix.lower() == ".md" else "text/plain"


def check_terms(name: str, author: str, licence: str) -> str:
    """The licence as the record writes it. Raises `OriginUnnamed` and `LicenceUnclear`."""
    from oeuvre.create.brief import is_licence, licence_named

    if not plain_words(author) or not plain_words(licence):
        raise OriginUnnamed(name)
    named = licence_named(licence.strip())
    if not is_licence(named):
        raise LicenceUnclear(name, licence=licence.strip()[:60])
    return named


def brought(fold: Fold) -> int:
    """How many bytes people have brought to a project."""
    return sum(card.work.size for card in fold.cards if card.work.attributes.get("imported"))


def take_in(studio: Studio, fold: Fold, path: Path, *, name: str, author: str, licence: str, quota: int) -> str:
    """Import a file into a project by its author, under its terms; returns the work's id.

    A picture is laid beside the project's brief as well, where the brief can name it; a font is named by its id.
    """
    from oeuvre.create.brief import UnsafeSvg
    from oeuvre.create.library import FONT_ENDINGS
    from oeuvre.production import bring_in, write_atomic

    name = safe_name(name)
    terms = check_terms(name, author, licence)
    media_type, modality, unsafe = kind_of(path, name)
    if brought(fold) + path.stat().st_size > quota:
        raise QuotaReached(fold.project, most=_megabytes(quota))
    if modality == "font":
        name = f"{name.rpartition('.')[0] or name}{FONT_ENDINGS[media_type]}"
    # What holds a program is never drawn, and yet lies beside the brief: whoever names it there is told why not.
    folder, pictured = brief_folder(studio.home, fold.project), modality == "image"
    beside = _free_name(folder, name, path) if pictured else folder / name

    def bring(unsafe: str) -> dict[str, object]:
        return bring_in(
            studio.record,
            path,
            author=plain_words(author)[:200],
            licence=terms,
            importer=studio.party(),
            project=fold.project,
            title=beside.name,
            kind=(media_type, modality),
            more={"unsafe": unsafe} if unsafe else None,
        )

    try:
        known = bring(unsafe)
    except UnsafeSvg as error:
        # Nothing in it is forbidden, and yet it cannot be drawn: it is kept, as those are that hold a program.
        known = bring(error.reason)
    if pictured and not beside.exists():
        write_atomic(beside, path.read_bytes())
    return str(known["work"])


def _free_name(folder: Path, name: str, path: Path) -> Path:
    """Where a file can lie beside the brief: under its own name, or a number after it where another has that name."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    for number in range(1, 10_000):
        found = folder / (name if number == 1 else f"{stem}-{number}{ending}")
        if found.name == "brief.toml":
            continue
        if not found.exists() or (found.is_file() and filecmp.cmp(found, path, shallow=False)):
            return found
    return folder / name


def _megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB"


def thumbnail(record: Record, home: Path, work: Work, size: int) -> bytes:
    """A WebP of a work, `size` pixels along its long side, remembered in the home. Raises `NoPicture`."""
    from oeuvre.production import write_atomic

    if work.modality not in ("image", "design") or work.attributes.get("unsafe"):
        raise NoPicture(work.id)
    path = home / CACHE / "thumbs" / work.digest[:2] / f"{work.digest}-{size}.webp"
    if path.is_file():
        return path.read_bytes()
    data = _small(record.store.read(work.digest), work, size)
    # Where nothing can be remembered, it is drawn again next time.
    with contextlib.suppress(OSError, OeuvreError):
        write_atomic(path, data)
    return data


def picture_size(record: Record, work: Work | None) -> tuple[int, int] | None:
    """Width and height of a picture, by its header; None for what has no pixels or cannot be read."""
    from PIL import Image

    if work is None or not work.media_type.startswith("image/") or work.media_type == "image/svg+xml":
        return None
    try:
        with Image.open(record.store.path(work.digest)) as image:
            turned = image.getexif().get(0x0112) in (5, 6, 7, 8) if work.attributes.get("imported") else False
            return (image.height, image.width) if turned else (image.width, image.height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _small(data: bytes, work: Work, size: int) -> bytes:
    from PIL import Image

    from oeuvre.create.brief import clean_svg
    from oeuvre.production import picture_of

    try:
        if work.media_type == "image/svg+xml" and work.attributes.get("imported"):
            data = clean_svg(data).encode()
        drawn = picture_of(work, data, ours=not work.attributes.get("imported"))
        image: Image.Image = Image.open(io.BytesIO(drawn))
        image.draft("RGB", (size * 2, size * 2))
        flat = image.convert("RGBA") if image.mode in ("RGBA", "LA", "P", "PA") else image.convert("RGB")
    except (OeuvreError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise NoPicture(work.id) from error
    scale = min(1.0, size / max(flat.size))
    shape = (max(1, round(flat.width * scale)), max(1, round(flat.height * scale)))
    out = io.BytesIO()
    flat.resize(shape, Image.Resampling.LANCZOS).save(out, "WEBP", quality=84, method=2)
    return out.getvalue()


def clear_old(folder: Path, seconds: float, most: int) -> None:
    """Remove files that were last written so many seconds ago, and the oldest while all weigh over `most` bytes."""
    now, found = time.time(), []
    for path in folder.iterdir():
        with contextlib.suppress(OSError):
            told = path.lstat()
            if path.is_file() and not path.is_symlink():
                found.append((told.st_mtime, told.st_size, path))
    weight = sum(size for _, size, _ in found)
    for at, size, path in sorted(found):
        if at >= now - seconds and weight <= most:
            break
        with contextlib.suppress(OSError):
            path.unlink()
            weight -= size
