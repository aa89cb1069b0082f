"""An XMP packet put into a file before it is signed, since no byte may change after.

Where each format has it: XMP Specification, part 3 (PNG `iTXt`, JPEG `APP1`, PDF `/Metadata`, SVG `<metadata>`). What a
file carried of XMP before gives way: it is our own, and says less.
"""

from __future__ import annotations

import io
import re
import struct
import zlib

from oeuvre.credentials.errors import SigningRefused

_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_END = '<?xpacket end="r"?>'
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEY = b"XML:com.adobe.xmp"
_JPEG_KEY = b"http://ns.adobe.com/xap/1.0/\x00"
_MOST_JPEG = 65533 - len(_JPEG_KEY)
_SVG = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
_OLD = re.compile(rb"<metadata>\s*<\?xpacket begin=.*?<\?xpacket end=[^>]*\?>\s*</metadata>", re.DOTALL)
TAKES = ("image/png", "image/jpeg", "image/svg+xml", "application/pdf")
"""The media types that a packet can be put into; other files carry their terms in the manifest alone."""


def with_packet(data: bytes, media_type: str, packet: str) -> bytes:
    """The file with the packet. Raises `SigningRefused` for a file that is none of its kind, or too long a packet."""
    wrapped = f"{_BEGIN}{packet.strip()}\n{_END}".encode()
    if media_type == "image/png" and data.startswith(_PNG):
        return _png(data, wrapped)
    if media_type == "image/jpeg" and data.startswith(b"\xff\xd8"):
        return _jpeg(data, wrapped)
    if media_type == "image/svg+xml":
        return _svg(data, wrapped)
    if media_type == "application/pdf":
        return _pdf(data, wrapped)
    raise SigningRefused(media_type, detail="XMP")


def packet_in(data: bytes, media_type: str) -> str:
    """The packet that a file carries, without its wrapper; empty where there is none."""
    if media_type == "application/pdf":
        import pikepdf

        with pikepdf.open(io.BytesIO(data)) as document:
            held = document.Root.get("/Metadata")
            found = bytes(held.read_bytes()) if held is not None else b""
    else:
        start = data.find(b"<x:xmpmeta")
        end = data.find(b"</x:xmpmeta>", start)
        found = data[start : end + len(b"</x:xmpmeta>")] if 0 <= start < end else b""
    text = found.decode("utf-8", "replace")
    return re.sub(r"<\?xpacket[^>]*\?>", "", text).strip()


def _png(data: bytes, packet: bytes) -> bytes:
    """Behind the header chunk: whoever reads a picture by halves still learns whose it is."""
    kept, at = [_PNG], len(_PNG)
    placed = False
    while at + 8 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + length
        chunk = data[at:end]
        if not (kind == b"iTXt" and data[at + 8 :].startswith(_PNG_KEY)):
            kept.append(chunk)
        if not placed:
            body = _PNG_KEY + b"\x00\x00\x00\x00\x00" + packet
            kept.append(struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body)))
            placed = True
        at = end
    return b"".join(kept)


def _jpeg(data: bytes, packet: bytes) -> bytes:
    """Behind the first segment where that is JFIF or Exif, else at the beginning."""
    if len(packet) > _MOST_JPEG:
        raise SigningRefused("image/jpeg", detail=f"XMP {len(packet)} > {_MOST_JPEG}")
    segment = b"\xff\xe1" + struct.pack(">H", 2 + len(_JPEG_KEY) + len(packet)) + _JPEG_KEY + packet
    kept, at, placed = [data[:2]], 2, False
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xDA, 0xD9):
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        end = at + 2 + length
        first = data[at + 1] == 0xE0 or data[at + 4 : at + 8] == b"Exif"
        if not placed and not first:
            kept.append(segment)
            placed = True
        if not data[at + 4 :].startswith(_JPEG_KEY):
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, b"" if placed else segment, data[at:]])


def _svg(data: bytes, packet: bytes) -> bytes:
    data = _OLD.sub(b"", data, 1)
    opening = _SVG.search(data)
    if opening is None or opening.group().rstrip().endswith(b"/>"):
        raise SigningRefused("image/svg+xml", detail="<svg>")
    return data[: opening.end()] + b"<metadata>" + packet + b"</metadata>" + data[opening.end() :]


def _pdf(data: bytes, packet: bytes) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        stream = document.make_stream(packet)
        stream["/Type"], stream["/Subtype"] = pikepdf.Name("/Metadata"), pikepdf.Name("/XML")
        document.Root["/Metadata"] = stream
        out = io.BytesIO()
        document.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()
