"""Reading a file's credential, inside the worker: bytes in, verdict out. No network, nothing written anywhere."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from oeuvre.credentials.errors import FileMissing, FileUnreadable, KindUnknown, SidecarAlone
from oeuvre.credentials.kinds import HEAD_BYTES, MANIFEST_STORE, PLAIN_TEXT, Family, Kind, is_text, tell_kind
from oeuvre.credentials.traces import find_trace, open_bytes, remote_reference
from oeuvre.credentials.verdict import judge

# Usages a signer's certificate may carry: e-mail protection, document signing, C2PA claim signing.
USAGES = "1.3.6.1.5.5.7.3.4\n1.3.6.1.5.5.7.3.36\n1.3.6.1.4.1.62558.2.1\n"
_SIDECAR_BYTES = 64 << 20


def make_context(anchors: Sequence[str]) -> Any:
    """A library context that trusts `anchors` (PEM), fetches nothing and draws no thumbnails."""
    return _context(tuple(anchors))


@lru_cache(maxsize=16)
def _context(anchors: tuple[str, ...]) -> Any:
    from c2pa import Context

    trust: dict[str, Any] = {"trust_config": USAGES}
    if anchors:
        trust["user_anchors"] = "\n".join(anchors)
    return Context.from_dict(
        {
            "trust": trust,
            "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_after_sign": False},
            "builder": {"thumbnail": {"enabled": False}},
        }
    )


def examine(path: Path, own: Sequence[str], added: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The verdict on the file at `path`. `own` are the home's roots, `added` other anchors as (name, PEM)."""
    kind, path = _open(path)
    sidecar = find_sidecar(path)
    broken = False
    if kind is not None and kind.embeds:
        with path.open("rb") as stream:
            outcome = _read(kind.media_type, stream, None, own, added, kind.family)
        if isinstance(outcome, dict):
            return _tell_more(path, kind, outcome, own, added)
        broken = outcome == "broken"
    # What the file itself carries comes first; a manifest beside it counts where it carries none.
    with open_bytes(path) as data:
        marked = find_trace(data, reads_as_text=is_text(data[:HEAD_BYTES], len(data) <= HEAD_BYTES))
        address = remote_reference(data)
    if broken and marked:
        return _plain("altered", "manifest-unreadable")
    if sidecar is not None:
        return _with_sidecar(path, kind or PLAIN_TEXT, sidecar, own, added)
    if marked:
        carried = kind is None or kind.embeds or kind.family == "text"
        return _plain("altered", "manifest-unreadable" if carried else "carrier-unread")
    if kind is None:
        raise KindUnknown(str(path))
    if address is not None:
        return _plain("none", "manifest-elsewhere", address=address)
    return _plain("none", "no-sidecar" if kind.family == "text" else "no-manifest")


def _open(path: Path) -> tuple[Kind | None, Path]:
    if not path.exists():
        raise FileMissing(str(path))
    try:
        if not path.is_file():
            raise FileUnreadable(str(path), detail=os.strerror(errno.EISDIR))
        kind = tell_kind(path)
    except OSError as error:
        raise FileUnreadable(str(path), detail=error.strerror or str(error)) from error
    if kind == MANIFEST_STORE:
        work = path.with_suffix("")
        if path.suffix == ".c2pa" and work.is_file():
            return tell_kind(work), work
        raise SidecarAlone(str(path))
    return kind, path


def find_sidecar(path: Path) -> Path | None:
    """The manifest beside a work: `NAME.c2pa`, or the name with its ending replaced, as other makers write it."""
    for name in (f"{path.name}.c2pa", f"{path.stem}.c2pa"):
        beside = path.with_name(name)
        if beside != path and beside.is_file():
            return beside
    return None


def _with_sidecar(
    path: Path, kind: Kind, sidecar: Path, own: Sequence[str], added: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    if sidecar.stat().st_size > _SIDECAR_BYTES:
        return _plain("altered", "sidecar-unreadable", sidecar=sidecar.name)
    with path.open("rb") as stream:
        outcome = _read(kind.media_type, stream, sidecar.read_bytes(), own, added, kind.family)
    if isinstance(outcome, dict):
        return outcome
    return _plain("altered", "sidecar-unreadable", sidecar=sidecar.name)


def _read(
    media_type: str,
    stream: BinaryIO,
    manifest: bytes | None,
    own: Sequence[str],
    added: Sequence[tuple[str, str]],
    family: Family,
) -> dict[str, Any] | str:
    """A verdict, or `absent` or `broken` where the library reads none."""
    from c2pa import C2paError, Reader

    def report(anchors: Sequence[str]) -> dict[str, Any] | str:
        stream.seek(0)
        try:
            reader = Reader.try_create(media_type, stream, manifest_data=manifest, context=make_context(anchors))
        except C2paError as error:
            return "absent" if str(error).startswith("Remote") else "broken"
        if reader is None:
            return "absent"
        with reader:
            value: dict[str, Any] = json.loads(reader.json())
        return value

    found = report([*own, *(pem for _, pem in added)])
    if isinstance(found, str):
        return found
    by_own, anchor = bool(own), ""
    if found.get("validation_state") == "Trusted" and added:
        # Which anchor it was, the library does not say: ask again with each.
        by_own = bool(own) and _trusted(report(own))
        if not by_own:
            anchor = next((name for name, pem in added if _trusted(report([pem]))), "")
    return judge(found, family, own=by_own, anchor=anchor)


def _trusted(found: dict[str, Any] | str) -> bool:
    return isinstance(found, dict) and found.get("validation_state") == "Trusted"


def _plain(state: str, code: str, **values: str) -> dict[str, Any]:
    return {
        "state": state,
        "own_home": False,
        "reasons": [[code, values]],
        "ingredients": [],
        "made_by": "unknown",
        "edited_by": [],
        "signer": "",
        "signed_at": None,
    }


def _tell_more(
    path: Path, kind: Kind, outcome: dict[str, Any], own: Sequence[str], added: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Says of changed content whether bytes were only put behind it, or cut off it, where that can be proved."""
    changed = [f"{kind.family}-changed", {}]
    if changed not in outcome["reasons"]:
        return outcome
    data = path.read_bytes()
    more: list[Any] | None = None
    for end in _ends(kind.media_type, data):
        if end > len(data):
            more = ["cut-short", {}]
            break
        shorter = _read(kind.media_type, BytesIO(data[:end]), None, own, added, kind.family)
        if isinstance(shorter, dict) and changed not in shorter["reasons"]:
            more = ["bytes-appended", {"count": len(data) - end}]
            break
    if more is not None:
        outcome["reasons"] = [more if reason == changed else reason for reason in outcome["reasons"]]
    return outcome


def _ends(media_type: str, data: bytes) -> Iterator[int]:
    """Where a file of this type may have ended before something was put behind it; past the end if it was cut."""
    if data[:4] == b"RIFF":
        end = 8 + int.from_bytes(data[4:8], "little")
        yield from (end, end + end % 2) if end < len(data) else ((end,) if end > len(data) else ())
        return
    tails = {
        "image/jpeg": rb"\xff\xd9",
        "image/png": rb"IEND\xaeB`\x82",
        "image/gif": rb"\x3b",
        "image/svg+xml": rb"</(?:[\w.-]+:)?svg\s*>\s*",
        "application/pdf": rb"%%EOF[ \t]*(?:\r\n|\n|\r)?",
    }
    tail = tails.get(media_type)
    if tail is None:
        return
    ends = [found.end() for found in re.finditer(tail, data)]
    if not ends and media_type in ("image/jpeg", "image/png", "image/svg+xml", "application/pdf"):
        yield len(data) + 1
    yield from [end for end in reversed(ends[-6:]) if end < len(data)]
