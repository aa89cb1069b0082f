"""Helpers of these tests: pictures of noise, and what the library itself reports of a file."""

from __future__ import annotations

import json
import random
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from c2pa import Builder, C2paSignerInfo, Reader, Signer
from PIL import Image

from oeuvre.credentials import Claim, Verification
from oeuvre.credentials.kinds import tell_kind
from oeuvre.credentials.reading import make_context

# One small unsigned file of each kind by its ending; a freshly signed file of a kind.
Samples: TypeAlias = Mapping[str, Path]
Make: TypeAlias = Callable[[str], Path]
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def noise(seed: int, size: int = 48) -> Image.Image:
    return Image.frombytes("RGB", (size, size), random.Random(seed).randbytes(3 * size * size))


def simple_claim(title: str = "Affiche", **more: object) -> Claim:
    values: dict[str, object] = {"authors": ("Ana",), "licence": "CC-BY-4.0", "made_by": "mixed", "work_id": "w1"}
    return Claim(title, "image/jpeg", **(values | more))  # type: ignore[arg-type]


def read_manifests(path: Path, sidecar: Path | None = None) -> dict[str, Any]:
    """The whole manifest store of a file, as the library prints it."""
    kind = tell_kind(path)
    assert kind is not None
    manifest = sidecar.read_bytes() if sidecar else None
    with path.open("rb") as stream:
        reader = Reader(kind.media_type, stream, manifest_data=manifest, context=make_context([]))
        report: dict[str, Any] = json.loads(reader.json())
    return report


def sign_as_other_maker(
    source: Path,
    target: Path,
    signer_pem: Path,
    actions: Sequence[dict[str, Any]],
    *,
    ingredients: Sequence[tuple[dict[str, Any], str, Path]] = (),
    remote: str | None = None,
    assertions: Sequence[dict[str, Any]] = (),
) -> None:
    """Signs with the bare library and none of our assertions, as another program would."""
    kind = tell_kind(source)
    assert kind is not None
    definition = {
        "claim_generator_info": [{"name": "Another program", "version": "3"}],
        "title": "theirs",
        "assertions": [{"label": "c2pa.actions.v2", "created": True, "data": {"actions": list(actions)}}, *assertions],
    }
    builder = Builder(definition, make_context([]))
    for entry, media_type, path in ingredients:
        with path.open("rb") as stream:
            builder.add_ingredient(entry, media_type, stream)
    if remote is not None:
        builder.set_no_embed()
        builder.set_remote_url(remote)
    key, _, certificate = signer_pem.read_text(encoding="ascii").partition("-----BEGIN CERTIFICATE-----")
    chain = "-----BEGIN CERTIFICATE-----" + certificate
    signer = Signer.from_info(C2paSignerInfo(b"es256", chain.encode(), key.encode(), None))
    with source.open("rb") as stream, target.open("w+b") as out:
        builder.sign(signer, kind.media_type, stream, out)


def codes(found: Verification) -> list[str]:
    return [reason.code for reason in found.reasons]


def mend_png(data: bytes) -> bytes:
    """The same PNG with right checksums, so that only its content is in question; other kinds come back as they are."""
    if not data.startswith(b"\x89PNG"):
        return data
    place, mended = 8, data[:8]
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        body = data[place + 4 : place + 8 + length]
        mended += data[place : place + 4] + body + struct.pack(">I", zlib.crc32(body))
        place += 12 + length
    return mended
