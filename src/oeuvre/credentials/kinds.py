"""What a file is, told by its bytes and never by its name.

Signatures of formats: each format's own specification; ISO base media brands from the MP4 registration authority.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Family = Literal["picture", "pages", "sound", "film", "text", "other"]

# Enough for every signature below, and for the root element of an SVG behind a long preamble.
HEAD_BYTES = 65536


@dataclass(frozen=True)
class Kind:
    """A media type, whether a manifest can live inside such a file, and what a person calls its content."""

    media_type: str
    embeds: bool
    family: Family


PLAIN_TEXT = Kind("text/plain", False, "text")
MANIFEST_STORE = Kind("application/c2pa", False, "other")

_MAGIC: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"\xff\xd8\xff", Kind("image/jpeg", True, "picture")),
    (0, b"\x89PNG\r\n\x1a\n", Kind("image/png", True, "picture")),
    (0, b"GIF87a", Kind("image/gif", True, "picture")),
    (0, b"GIF89a", Kind("image/gif", True, "picture")),
    (0, b"II*\x00", Kind("image/tiff", True, "picture")),
    (0, b"MM\x00*", Kind("image/tiff", True, "picture")),
    (0, b"\x00\x00\x00\x0cJXL \r\n\x87\n", Kind("image/jxl", True, "picture")),
    (0, b"\xff\x0a", Kind("image/jxl", True, "picture")),
    (0, b"fLaC", Kind("audio/flac", True, "sound")),
    (0, b"ID3", Kind("audio/mpeg", True, "sound")),
    (0, b"OggS", Kind("audio/ogg", False, "sound")),
    (0, b"MThd", Kind("audio/midi", False, "sound")),
    (0, b"\x1aE\xdf\xa3", Kind("video/webm", False, "film")),
    (0, b"wOF2", Kind("font/woff2", False, "other")),
    (0, b"OTTO", Kind("font/otf", False, "other")),
    (0, b"\x00\x01\x00\x00\x00", Kind("font/ttf", False, "other")),
    (0, b"glTF", Kind("model/gltf-binary", False, "other")),
    (0, b"BM", Kind("image/bmp", False, "picture")),
)
_RIFF: dict[bytes, Kind] = {
    b"WEBP": Kind("image/webp", True, "picture"),
    b"WAVE": Kind("audio/wav", True, "sound"),
    b"AVI ": Kind("video/avi", True, "film"),
}
_BRANDS: dict[bytes, Kind] = {
    b"avif": Kind("image/avif", True, "picture"),
    b"avis": Kind("image/avif", True, "picture"),
    b"heic": Kind("image/heic", True, "picture"),
    b"heix": Kind("image/heic", True, "picture"),
    b"mif1": Kind("image/heif", True, "picture"),
    b"M4A ": Kind("audio/mp4", True, "sound"),
    b"M4V ": Kind("video/x-m4v", True, "film"),
    b"qt  ": Kind("video/quicktime", True, "film"),
}
_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OFFICE = {
    "word/": _OPEN_XML + "wordprocessingml.document",
    "xl/": _OPEN_XML + "spreadsheetml.sheet",
    "ppt/": _OPEN_XML + "presentationml.presentation",
}
# The root element of an SVG, behind a declaration, comments, instructions and a document type.
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)*"
    rb"<(?:[A-Za-z_][\w.-]*:)?svg[\s>/]",
    re.DOTALL,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _zip_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                media_type = archive.read("mimetype").decode("ascii", "replace").strip()
                if media_type == "application/epub+zip" or media_type.startswith("application/vnd.oasis."):
                    return Kind(media_type, True, "pages")
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError):
        return Kind("application/x-zip", True, "other")
    for folder, media_type in _OFFICE.items():
        if any(name.startswith(folder) for name in names) and "[Content_Types].xml" in names:
            return Kind(media_type, True, "pages")
    return Kind("application/x-zip", True, "other")


def is_text(head: bytes, whole: bool) -> bool:
    """Whether the bytes read as UTF-8 text; a sign cut at the end of a partial reading is forgiven."""
    if not head or _CONTROL.search(head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return not whole and error.start >= len(head) - 3
    return True


def tell_kind(path: Path) -> Kind | None:
    """The kind of the file at `path`, or None where no signature is known and the bytes are not text."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES + 1)
    whole = len(head) <= HEAD_BYTES
    for offset, magic, kind in _MAGIC:
        if head.startswith(magic, offset):
            # Two letters are a weak signature: a text may begin with them.
            if len(magic) < 3 and is_text(head, whole):
                continue
            return kind
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], Kind("video/mp4", True, "film"))
    if b"%PDF-" in head[:1024]:
        return Kind("application/pdf", True, "pages")
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _zip_kind(path)
    if head[4:8] == b"jumb":
        return MANIFEST_STORE
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return Kind("audio/mpeg", True, "sound")
    if _SVG.match(head):
        return Kind("image/svg+xml", True, "picture")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") and whole:
        return PLAIN_TEXT if _reads_as_utf16(head) else None
    return PLAIN_TEXT if is_text(head, whole) else None


def _reads_as_utf16(head: bytes) -> bool:
    try:
        return head.decode("utf-16").replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
    except UnicodeDecodeError:
        return False
