"""A server that speaks the images protocol and draws by rule: colours and shapes from the prompt and the seed.

Like several local servers it knows a seed. The names of models choose what it is unlike: one that refuses a
parameter, one that answers with an address, with text, with more pixels than anyone should open.
"""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

from tests.models.servers import Handler, Heard


def drawn(prompt: str, seed: int, width: int, height: int, kind: str = "PNG") -> bytes:
    """The same picture for the same prompt and seed."""
    digest = hashlib.sha256(f"{seed}:{prompt}".encode()).digest()
    picture = Image.new("RGB", (width, height), tuple(digest[:3]))
    pen = ImageDraw.Draw(picture)
    for at in range(3, 27, 6):
        left, top, size = digest[at] * width // 256, digest[at + 1] * height // 256, 8 + digest[at + 2] * width // 512
        pen.ellipse((left, top, left + size, top + size), fill=tuple(digest[at + 3 : at + 6]))
    held = io.BytesIO()
    picture.save(held, kind)
    return held.getvalue()


def vast() -> bytes:
    """The header of a PNG that claims 60,000 pixels by 60,000, and hardly any bytes."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


class ImageHandler(Handler):
    def answer(self, heard: Heard) -> None:
        body = heard.body
        model = str(body.get("model"))
        if heard.path != "/v1/images/generations" or not isinstance(body.get("prompt"), str):
            self.send_json(404, {"error": {"message": "no such call", "type": "invalid_request_error"}})
            return
        for parameter in ("response_format", "seed"):
            if model == f"without-{parameter}" and parameter in body:
                message = f"Unknown parameter: '{parameter}'."
                self.send_json(400, {"error": {"message": message, "param": parameter, "code": "unknown_parameter"}})
                return
        width, height = (int(side) for side in str(body.get("size", "1024x1024")).split("x"))
        seed = int(body.get("seed", 0))
        if model == "addresses":
            self.send_json(200, {"created": 1, "data": [{"url": f"http://{heard.headers['host']}/picture.png"}]})
            return
        data = {
            "text": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "vast": vast(),
        }.get(model) or drawn(body["prompt"], seed, width, height, {"jpeg": "JPEG", "webp": "WEBP"}.get(model, "PNG"))
        item: dict[str, Any] = {"b64_json": base64.b64encode(data).decode()}
        if model == "reviser":
            item["revised_prompt"] = f"In flat shapes: {body['prompt']}"
        if model == "not-base64":
            item["b64_json"] = "%%%%"
        if model == "letters":
            item["b64_json"] = "une image légère…"
        self.send_json(200, {"created": 1, "data": [item]})
