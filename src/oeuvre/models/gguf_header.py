"""Reads the header of a GGUF file: what it is, whose terms it states, and how long the file must be.

The layout is that of the GGUF specification, versions 2 and 3 (little-endian): magic, version, counts, key-value pairs,
then the name, shape, kind and offset of each tensor. Only the header is read; every count in it is bounded, since the
file may be anyone's.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from oeuvre.models.errors import GGUFMissing, GGUFTruncated, GGUFUnfit, NotGGUF

_MOST_PAIRS = 10_000
_MOST_TENSORS = 100_000
_MOST_ITEMS = 4_000_000
_LONGEST_STRING = 16 << 20
# Values of one text that are kept; longer ones (templates, vocabularies) are passed over.
_KEPT_TEXT = 2_000

_SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d"}
_STRING, _ARRAY = 8, 9
# Kinds of tensors as ggml numbers them: values in a block, bytes of a block.
_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82),
    23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip
# Architectures that read and do not write.
_ENCODERS = frozenset({"bert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "modern-bert", "clip"})


@dataclass(frozen=True)
class Header:
    """What a GGUF says of itself; texts are empty and numbers 0 where it says nothing.

    `least_size` is how many bytes the file must have for its tensors to be whole.
    """

    version: int
    name: str
    architecture: str
    licence: str
    author: str
    size_label: str
    context: int
    tensors: int
    least_size: int
    values: Mapping[str, object]


class _Ended(Exception):
    """The file ends within its header."""


class _Wrong(Exception):
    """A count or kind that no GGUF has."""


class _Reader:
    """Takes values off a file, one after the other."""

    def __init__(self, handle: BinaryIO) -> None:
        self.handle = handle

    def take(self, count: int) -> bytes:
        data = self.handle.read(count)
        if len(data) != count:
            raise _Ended
        return data

    def number(self, form: str) -> int:
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def string(self, keep: int = _KEPT_TEXT) -> str:
        length = self.number("<Q")
        if length > _LONGEST_STRING:
            raise _Wrong
        data = self.take(length)
        return data[:keep].decode("utf-8", "replace") if length <= keep else ""

    def value(self, kind: int) -> object:
        if kind in _SCALARS:
            form = _SCALARS[kind]
            return struct.unpack(form, self.take(struct.calcsize(form)))[0]
        if kind == _STRING:
            return self.string()
        if kind == _ARRAY:
            self._pass_over()
            return None
        raise _Wrong

    def _pass_over(self) -> None:
        """Arrays are vocabularies: nothing that a card shows."""
        kind, count = self.number("<I"), self.number("<Q")
        if count > _MOST_ITEMS:
            raise _Wrong
        if kind in _SCALARS:
            self.take(count * struct.calcsize(_SCALARS[kind]))
        elif kind == _STRING:
            for _ in range(count):
                self.string(0)
        else:
            raise _Wrong


def read_header(path: Path) -> Header:
    """The header of the GGUF at `path`, its tensors checked to lie within the file.

    Raises `GGUFMissing`, `NotGGUF` (with `reason`) or `GGUFTruncated`; `GGUFUnfit` for a sound one that is no whole
    model that writes.
    """
    try:
        if not path.is_file():
            raise GGUFMissing(str(path))
        with path.open("rb") as handle:
            size = path.stat().st_size
            magic = handle.read(4)
            if magic != b"GGUF":
                raise NotGGUF(str(path), reason="empty-file" if size == 0 else "no-magic")
            header = _read(_Reader(handle))
    except _Ended:
        raise GGUFTruncated(str(path), has=size, needs=size + 1) from None
    except _Wrong:
        raise NotGGUF(str(path), reason="bad-header") from None
    except PermissionError:
        raise GGUFMissing(str(path)) from None
    if size < header.least_size:
        raise GGUFTruncated(str(path), has=size, needs=header.least_size)
    _check_fit(header, path)
    return header


def _read(reader: _Reader) -> Header:
    version = reader.number("<I")
    if version not in (2, 3):
        raise _Wrong
    tensors, pairs = reader.number("<Q"), reader.number("<Q")
    if pairs > _MOST_PAIRS or tensors > _MOST_TENSORS:
        raise _Wrong
    values: dict[str, object] = {}
    for _ in range(pairs):
        name = reader.string()
        values[name] = reader.value(reader.number("<I"))
    end = 0
    for _ in range(tensors):
        end = max(end, _tensor_end(reader))
    alignment = _count(values.get("general.alignment"), 32)
    start = -(-reader.handle.tell() // alignment) * alignment
    architecture = _text(values.get("general.architecture"))
    return Header(
        version=version,
        name=_text(values.get("general.name")) or _text(values.get("general.basename")),
        architecture=architecture,
        licence=_text(values.get("general.license")) or _text(values.get("general.license.name")),
        author=_text(values.get("general.author")) or _text(values.get("general.organization")),
        size_label=_text(values.get("general.size_label")),
        context=_count(values.get(f"{architecture}.context_length"), 0),
        tensors=tensors,
        least_size=start + end,
        values=values,
    )


def _tensor_end(reader: _Reader) -> int:
    """Where a tensor ends, in bytes from the start of all of them."""
    reader.string()
    dimensions = reader.number("<I")
    if dimensions > 8:
        raise _Wrong
    count = 1
    for _ in range(dimensions):
        count *= reader.number("<Q")
    kind, offset = reader.number("<I"), reader.number("<Q")
    if count > 1 << 48 or offset > 1 << 48:
        raise _Wrong
    values, size = _BLOCKS.get(kind, (1, 0))
    return offset + -(-count // values) * size


def _check_fit(header: Header, path: Path) -> None:
    if _count(header.values.get("split.count"), 1) > 1:
        raise GGUFUnfit(str(path), reason="split")
    kind = _text(header.values.get("general.type")) or "model"
    if kind != "model" or not header.architecture or not header.tensors:
        raise GGUFUnfit(str(path), reason="not-a-model")
    if header.architecture in _ENCODERS:
        raise GGUFUnfit(str(path), reason="encoder")


def _text(value: object) -> str:
    return " ".join("".join(one for one in value if one.isprintable()).split())[:200] if isinstance(value, str) else ""


def _count(value: object, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1 << 31 else default


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
