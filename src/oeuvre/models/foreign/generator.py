"""A generator of another maker, opened: latents to pictures, in a process with limits."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from math import prod
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

import numpy as np
from numpy.typing import NDArray

from oeuvre.models import Apart, ApartEnded, ApartGarbled
from oeuvre.models.foreign.errors import GeneratorStopped, GeneratorUnfit
from oeuvre.models.foreign.manifest import Manifest
from oeuvre.models.foreign.onnx_file import FLOATS, OnnxFile, Port, read_onnx
from oeuvre.models.foreign.worker import MEMORY

Floats = NDArray[np.float32]
Pictures = NDArray[np.uint8]

# Kinds that another input may have, by the numbers that ONNX gives them.
_CONSTANTS = {**FLOATS, 6: "int32", 7: "int64", 9: "bool"}
_MOST_PIXELS, _ANSWER = 24_000_000, 200 << 20
LOAD_SECONDS, DRAW_SECONDS = 60.0, 120.0


@dataclass(frozen=True)
class Fitted:
    """What a manifest and a file agree on, ready for the worker: sides of one latent, how many at once (0: any)."""

    sides: tuple[int, ...]
    batch: int
    kind: str
    constants: dict[str, tuple[float, str, tuple[int, ...]]]


def fit(outline: OnnxFile, manifest: Manifest, place: str) -> Fitted:
    """Whether the file has what the manifest says. Raises `GeneratorUnfit`."""
    inputs = {port.name: port for port in outline.inputs}
    outputs = {port.name: port for port in outline.outputs}
    for name, known in ((manifest.latent_input, inputs), (manifest.image_output, outputs)):
        if name not in known:
            raise GeneratorUnfit(place, reason="no-port", name=name, known=", ".join(known)[:200] or "–")
    latent = inputs[manifest.latent_input]
    sides = tuple(side or 1 for side in latent.shape[1:])
    if latent.shape[1:].count(None) == 1 and len(latent.shape) == 2:
        sides = (manifest.latent_size,)
    if latent.kind not in FLOATS or len(latent.shape) < 2 or prod(sides) != manifest.latent_size:
        raise GeneratorUnfit(place, reason="latent-shape", shape=_shown(latent), size=manifest.latent_size)
    image = outputs[manifest.image_output]
    channels = [side for side in image.shape[1:] if side is not None]
    if image.kind not in FLOATS or (len(image.shape) == 4 and len(channels) == 3 and manifest.channels not in channels):
        raise GeneratorUnfit(place, reason="image-shape", shape=_shown(image), channels=manifest.channels)
    missing = inputs.keys() - {manifest.latent_input} - manifest.constants.keys()
    if missing:
        raise GeneratorUnfit(place, reason="input-unsaid", name=sorted(missing)[0])
    constants = {}
    for name, value in manifest.constants.items():
        port = inputs.get(name)
        if port is None or port.kind not in _CONSTANTS or prod(side or 1 for side in port.shape) > 4096:
            raise GeneratorUnfit(place, reason="no-port", name=name, known=", ".join(inputs)[:200])
        constants[name] = (value, _CONSTANTS[port.kind], tuple(side or 1 for side in port.shape))
    # A constant of one row would not go with many latents at once.
    batch = latent.shape[0] or (1 if any(shape for _, _, shape in constants.values()) else 0)
    return Fitted(sides, batch, FLOATS[latent.kind], constants)


def _shown(port: Port) -> str:
    return "×".join("n" if side is None else str(side) for side in port.shape) or "–"


class Generator:
    """One generator. A context manager: its process ends with it, and is started when it is first asked."""

    def __init__(self, path: Path, manifest: Manifest, fitted: Fitted, *, name: str, memory: int = MEMORY) -> None:
        self.manifest, self.name = manifest, name
        told = {
            "memory": memory,
            "input": manifest.latent_input,
            "size": manifest.latent_size,
            "sides": list(fitted.sides),
            "batch": fitted.batch,
            "kind": fitted.kind,
            "output": manifest.image_output,
            "channels": manifest.channels,
            "low": manifest.low,
            "high": manifest.high,
            "constants": fitted.constants,
        }
        self._process = Apart("oeuvre.models.foreign.worker", (str(path), json.dumps(told)), _ANSWER)
        self._shape: tuple[int, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def latent_size(self) -> int:
        """How many numbers a latent has."""
        return self.manifest.latent_size

    def draw(self, latents: Floats, *, alone: bool = False) -> Pictures:
        """Pictures (n, high, wide, channels) of latents (n, size). Drawn together they may differ in a last bit from
        the same drawn one by one: `alone` is for what is to come out the same whatever it was drawn with. Raises
        `GeneratorStopped` and `GeneratorUnfit`, `ValueError` for latents of another shape."""
        given = np.ascontiguousarray(latents, np.float32)
        if given.ndim != 2 or given.shape[1] != self.latent_size or not np.isfinite(given).all():
            raise ValueError(f"latents of shape {given.shape}")
        step = max(1, min(64, _MOST_PIXELS // prod(self._shape))) if self._shape else 1
        parts, low = [], 0
        while low < len(given):
            parts.append(self._ask(given[low : low + step], alone))
            low += step
            self._shape = parts[-1].shape[1:]
            step = max(1, min(64, _MOST_PIXELS // prod(self._shape)))
        return np.concatenate(parts) if parts else np.zeros((0, 4, 4, self.manifest.channels), np.uint8)

    def close(self) -> None:
        """Ends its process."""
        self._process.close()

    def _ask(self, latents: Floats, alone: bool) -> Pictures:
        asked = {"count": len(latents), "latents": base64.b64encode(latents.tobytes()).decode(), "alone": alone}
        try:
            hello = {} if self._process.is_running else self._process.start(LOAD_SECONDS)
            answer = hello if "failed" in hello else self._process.ask(asked, DRAW_SECONDS)
        except ApartEnded as ended:
            raise GeneratorStopped(self.name, reason="late" if ended.is_late else "ended") from None
        except ApartGarbled:
            raise GeneratorStopped(self.name, reason="ended") from None
        if "failed" in answer:
            self._refuse(answer)
        try:
            high, wide, channels = (int(side) for side in answer["shape"][1:])
            pixels = np.frombuffer(base64.b64decode(answer["pixels"]), np.uint8)
            found = pixels.reshape(len(latents), high, wide, channels)
            if self._shape and found.shape[1:] != self._shape:
                raise ValueError("pictures of two sizes")
        except (KeyError, TypeError, ValueError):
            self.close()
            raise GeneratorUnfit(self.name, reason="image-shape", shape="–", channels=self.manifest.channels) from None
        return found

    def _refuse(self, answer: dict[str, Any]) -> NoReturn:
        self.close()
        if answer["failed"] == "memory":
            raise GeneratorStopped(self.name, reason="memory")
        detail = " ".join(str(answer.get("detail", "")).split())[:200]
        raise GeneratorUnfit(self.name, reason=f"{answer['failed']}-failed", detail=detail)


def open_generator(path: Path, manifest: Manifest, *, name: str, memory: int = MEMORY) -> Generator:
    """A generator of a file, its outline checked against its manifest. Raises `GeneratorUnfit`."""
    return Generator(path, manifest, fit(read_onnx(path), manifest, path.name), name=name, memory=memory)


def digest_of(path: Path, beside: set[str]) -> str:
    """The SHA-256 of a model's file and of those beside it."""
    whole = hashlib.sha256()
    for one in (path, *(path.parent / name for name in sorted(beside))):
        with one.open("rb") as handle:
            whole.update(hashlib.file_digest(handle, "sha256").digest())
    return whole.hexdigest()
