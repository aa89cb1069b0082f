"""Bringing a file into the home as a work by its author, under its terms."""

from __future__ import annotations

from pathlib import Path

from oeuvre.create.brief import open_picture
from oeuvre.production.errors import FileUnknown
from oeuvre.production.recording import is_by, stated_maker
from oeuvre.production.thumbnails import content_code
from oeuvre.record import Modality, NewAct, NewWork, Party, Record

# What is not a picture: by ending, since text has no signature in its bytes.
_TEXTS = {".txt": "text/plain", ".md": "text/markdown"}
_SOUNDS = {".wav": "audio/wav", ".mp3": "audio/mpeg", ".flac": "audio/flac", ".ogg": "audio/ogg"}
# How a sound file begins: (offset, bytes); an MP3 has a tag first, or a frame at once.
_SOUND_SIGNS = {
    ".wav": ((8, b"WAVE"),),
    ".mp3": ((0, b"ID3"), *((0, bytes([0xFF, second])) for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2))),
    ".flac": ((0, b"fLaC"),),
    ".ogg": ((0, b"OggS"),),
}
_PICTURES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", "svg": "image/svg+xml"}
MOST_BYTES = 200 * 1024 * 1024


def bring_in(record: Record, path: Path, *, author: str, licence: str, importer: Party) -> dict[str, object]:
    """Import `path`; returns the work's id, digest and content code. The same file and author again is one work."""
    media_type, modality = check_file_kind(path)
    data = path.read_bytes()
    digest = record.store.put(data)
    for known in record.works_with_digest(digest):
        if known.licence == licence and known.attributes.get("imported") and is_by(record, known, author):
            return {"work": known.id, "digest": digest, "iscc": known.iscc}
    attributes: dict[str, str | bool] = {"imported": True}
    attributes |= stated_maker(path)
    work = NewWork(
        digest,
        media_type,
        modality,
        len(data),
        title=path.name,
        licence=licence,
        iscc=content_code(data, media_type, ours=False),
        attributes=attributes,
    )
    creator = record.find_party(author) or record.party(author, "person")
    recorded = record.append(
        NewAct(kind="import", by=[(creator, "author"), (importer, "importer")], made=[(work, "piece")])
    )
    made = recorded[0].works[0]
    return {"work": made.id, "digest": digest, "iscc": made.iscc}


def check_file_kind(path: Path) -> tuple[str, Modality]:
    """A file's media type and modality; raises when it cannot be imported."""
    if not path.is_file() or not 0 < path.stat().st_size <= MOST_BYTES:
        raise FileUnknown(str(path))
    ending = path.suffix.lower()
    if ending in _TEXTS:
        try:
            path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise FileUnknown(str(path)) from error
        return _TEXTS[ending], "text"
    if ending in _SOUNDS:
        with path.open("rb") as handle:
            start = handle.read(12)
        if not any(start[at : at + len(sign)] == sign for at, sign in _SOUND_SIGNS[ending]):
            raise FileUnknown(str(path))
        return _SOUNDS[ending], "audio"
    return _PICTURES[open_picture(path).kind], "image"
