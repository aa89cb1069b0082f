"""Bringing a file into the home as a work by its author, under its terms."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oeuvre.create.brief import open_picture
from oeuvre.create.library import FONT_ENDINGS, check_font
from oeuvre.production.errors import FileUnknown
from oeuvre.production.recording import is_by, stated_maker
from oeuvre.production.sounds import HEAD, sound_of
from oeuvre.production.thumbnails import content_code
from oeuvre.record import JSON, Modality, NewAct, NewWork, Party, Record

# What is not a picture: by ending, since text has no signature in its bytes.
_TEXTS = {".txt": "text/plain", ".md": "text/markdown"}
_SOUNDS = {".wav": "audio/wav", ".mp3": "audio/mpeg", ".flac": "audio/flac", ".ogg": "audio/ogg"}
_FONTS = frozenset((".ttf", ".otf", ".woff", ".woff2"))
_PICTURES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", "svg": "image/svg+xml"}
MOST_BYTES = 200 * 1024 * 1024


def bring_in(
    record: Record,
    path: Path,
    *,
    author: str,
    licence: str,
    importer: Party,
    project: str | None = None,
    title: str = "",
    kind: tuple[str, Modality] | None = None,
    more: Mapping[str, JSON] | None = None,
) -> dict[str, object]:
    """Import `path`; returns the work's id, digest and content code. The same file and author again is one work.

    With `project`, it comes into that one too. `title` is what it is called, else its file's name; `kind` its media
    type and modality where they are known already, `more` what else its attributes say.
    """
    if kind is None and path.suffix.lower() in _FONTS:
        return _bring_font(
            record, path, author=author, licence=licence, importer=importer, project=project, title=title, more=more
        )
    media_type, modality = kind or check_file_kind(path)
    data = path.read_bytes()
    digest = record.store.put(data)
    creator = record.find_party(author) or record.party(author, "person")
    by = [(creator, "author"), (importer, "importer")]
    for known in record.works_with_digest(digest):
        if known.licence == licence and known.attributes.get("imported") and is_by(record, known, author):
            acts = record.acts(project=project, kinds=("import",), work=known) if project else ()
            if project and not any(made.work_id == known.id for act in acts for made in act.made):
                record.append(NewAct(kind="import", project=project, by=by, made=[(known, "piece")]))
            return {"work": known.id, "digest": digest, "iscc": known.iscc}
    attributes: dict[str, JSON] = {"imported": True, **(more or {})}
    attributes |= stated_maker(path)
    work = NewWork(
        digest,
        media_type,
        modality,
        len(data),
        title=title or path.name,
        licence=licence,
        iscc=None if attributes.get("unsafe") else content_code(data, media_type, ours=False),
        attributes=attributes,
    )
    recorded = record.append(NewAct(kind="import", project=project, by=by, made=[(work, "piece")]))
    made = recorded[0].works[0]
    return {"work": made.id, "digest": digest, "iscc": made.iscc}


def _bring_font(record: Record, path: Path, *, title: str, **rest: Any) -> dict[str, object]:
    """Import a font as it is set in: one that is packed for browsers is unpacked first. Raises `FontRefused`."""
    with tempfile.TemporaryDirectory(prefix="oeuvre-font-") as folder:
        unpacked = Path(folder) / "font"
        media_type = check_font(path, unpacked)
        source = unpacked if unpacked.is_file() else path
        title = title or f"{path.stem}{FONT_ENDINGS[media_type]}"
        return bring_in(record, source, title=title, kind=(media_type, "font"), **rest)


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
            if sound_of(handle.read(HEAD)) != _SOUNDS[ending]:
                raise FileUnknown(str(path))
        return _SOUNDS[ending], "audio"
    if ending in _FONTS:
        with tempfile.TemporaryDirectory(prefix="oeuvre-font-") as folder:
            return check_font(path, Path(folder) / "font"), "font"
    return _PICTURES[open_picture(path).kind], "image"
