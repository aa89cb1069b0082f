"""Traces of a manifest in bytes, looked for when the library finds none or cannot read the one it finds.

A file that once carried a credential and no longer holds together must not pass for one that never had any. So the
marks are looked for in the raw bytes, one by one, since any one of them may be what was damaged: JUMBF boxes of C2PA
(ISO 19566-5 and C2PA 2.x, 11.1), the wrapper of each container format (C2PA 2.x, annex A), and base64 of the same
in SVG.
"""

from __future__ import annotations

import base64
import mmap
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

Bytes: TypeAlias = "bytes | mmap.mmap"

# The content type of a C2PA box: four letters and this tail, the same for each of them.
_UUID_TAIL = b"\x00\x11\x00\x10\x80\x00\x00\xaa\x00\x38\x9b\x71"
_BINARY: tuple[re.Pattern[bytes], ...] = (
    re.compile(rb"c2(?:pa|ma|um|cm|as|cl|cs|vc|ds)" + re.escape(_UUID_TAIL)),
    re.compile(rb"jumd(?:c2pa|c2ma|c2as|c2cl|c2cs)"),
    re.compile(rb"jumd.{17}(?:c2pa|urn:c2pa:|cawg\.)", re.DOTALL),
    # A manifest box cut off inside its own first header.
    re.compile(rb"jumb.{4}jumd.{0,16}\Z", re.DOTALL),
    re.compile(rb"JP.{2}\x00\x00\x00\x01.{4}jumb.{0,8}\Z", re.DOTALL),
    re.compile(
        rb"c2pa\.(?:assertions|signature|claim(?:\.v2)?|actions(?:\.v2)?|hash\.[a-z]+|ingredient(?:\.v\d)?)\x00"
    ),
    # Wrappers: PNG chunk, RIFF chunk, ISO base media box, ID3 frame, TIFF or GIF block, PDF association, ZIP entry.
    # (Four letters alone turn up by chance in compressed pixels: each is taken together with what follows it.)
    re.compile(rb"caBX(?:.{4}jumb|.{0,8}\Z)", re.DOTALL),
    re.compile(rb"C2PA.{4}.{4}jumb", re.DOTALL),
    re.compile(rb"uuid\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81"),
    re.compile(rb"GEOB.{7,80}application/(?:x-)?c2pa", re.DOTALL),
    re.compile(rb"C2PA_GIF"),
    re.compile(rb"/AFRelationship\s*/C2PA_Manifest"),
    re.compile(rb"META-INF/content_credential\.c2pa"),
)
# What may also stand in a file that reads as text: the element of an SVG, and the base64 of the box's fixed bytes in
# each of the three positions that base64 gives them.
_IN_TEXT: tuple[re.Pattern[bytes], ...] = (
    re.compile(rb"<c2pa:manifest[\s>]"),
    *(re.compile(re.escape(base64.b64encode(b"\x00" * lead + _UUID_TAIL)[lead and 4 : -4])) for lead in range(3)),
)
# In a file that opens as markup, the namespace alone is left of a manifest element that was cut off.
_IN_MARKUP = re.compile(rb"xmlns:c2pa\s*=|<c2pa:|http://c2pa\.org/manifest")
_PROVENANCE = re.compile(rb"dcterms:provenance(?:\s*=\s*[\"']|\s*>\s*)([^\"'<\s]{1,2000})")
# PDF producers pack objects into compressed streams; this much of each, and of all, is looked into.
_STREAM = re.compile(rb"stream\r?\n")
_STREAM_BYTES = 1 << 16
_STREAMS = 4000
_WHOLE_BYTES = 1 << 30
_END_BYTES = 128 << 20


@contextmanager
def open_bytes(path: Path) -> Iterator[Bytes]:
    """The bytes of a file without holding them in memory; of a very large one, its two ends, where manifests stand."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        if size == 0:
            yield b""
        elif size > _WHOLE_BYTES:
            head = stream.read(_END_BYTES)
            stream.seek(-_END_BYTES, 2)
            yield head + stream.read()
        else:
            with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
                yield data


def find_trace(data: Bytes, *, reads_as_text: bool) -> bool:
    """Whether any mark of a C2PA manifest stands in `data`.

    A text that merely speaks of C2PA carries none: of a file that reads as text, only markup and base64 count.
    """
    if any(mark.search(data) for mark in _IN_TEXT):
        return True
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and _IN_MARKUP.search(data):
        return True
    if reads_as_text:
        return False
    if any(mark.search(data) for mark in _BINARY):
        return True
    reference = _PROVENANCE.search(data)
    if reference is not None and b"jumbf" in reference.group(1):
        # The file says that its manifest lies within itself, and it does not.
        return True
    return data[:1024].find(b"%PDF-") >= 0 and _in_pdf_streams(data)


def _in_pdf_streams(data: Bytes) -> bool:
    for count, start in enumerate(_STREAM.finditer(data)):
        if count >= _STREAMS:
            break
        try:
            body = zlib.decompressobj().decompress(data[start.end() : start.end() + _STREAM_BYTES], _STREAM_BYTES)
        except zlib.error:
            continue
        if any(mark.search(body) for mark in _BINARY):
            return True
    return False


def remote_reference(data: Bytes) -> str | None:
    """The address at which a file says its manifest is kept, where it is kept elsewhere."""
    found = _PROVENANCE.search(data)
    if found is None or b"jumbf" in found.group(1):
        return None
    return found.group(1).decode("utf-8", "replace")
