"""Small ONNX generators for tests, written byte by byte: real graphs that onnxruntime runs, and hostile ones."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SIZE, SIDE = 8, 16
MANIFEST = """name = "Petals"
[latent]
input = "z"
size = 8
[image]
output = "image"
colour = "rgb"
range = [-1.0, 1.0]
[terms]
weights = "CC0-1.0"
outputs = "As you like."
author = "Ada"
[training]
known = "known"
works = "Nothing: its weights are drawn by a seed."
"""


def number(value: int) -> bytes:
    """A varint; negative numbers in two's complement."""
    value &= (1 << 64) - 1
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def field(place: int, value: int | bytes | str) -> bytes:
    """A field: a number, or bytes with their length."""
    if isinstance(value, int):
        return number(place << 3) + number(value)
    data = value.encode() if isinstance(value, str) else value
    return number(place << 3 | 2) + number(len(data)) + data


def tensor(name: str, values: NDArray[np.generic]) -> bytes:
    """A float32 or int64 tensor with its data."""
    kind = 7 if values.dtype == np.int64 else 1
    sides = b"".join(field(1, side) for side in values.shape)
    return sides + field(2, kind) + field(8, name) + field(9, values.tobytes())


def port(name: str, shape: Sequence[int | str], kind: int = 1) -> bytes:
    """An input or output; a text is a side that may be any."""
    sides = b"".join(field(1, field(2, side) if isinstance(side, str) else field(1, side)) for side in shape)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, sides)))


def node(operator: str, given: Sequence[str], made: str, attributes: bytes = b"", domain: str = "") -> bytes:
    """One operator."""
    said = b"".join(field(1, name) for name in given) + field(2, made) + field(4, operator) + attributes
    return said + (field(7, domain) if domain else b"")


def ints(name: str, values: Sequence[int]) -> bytes:
    """An attribute of whole numbers."""
    return field(5, field(1, name) + b"".join(field(8, value) for value in values) + field(20, 7))


def model(graph: bytes, extra: bytes = b"") -> bytes:
    """A model of a graph, by operators of version 17."""
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 17)) + extra


def petals(
    *,
    nodes: bytes = b"",
    tensors: bytes = b"",
    shape: Sequence[int | str] = ("n", SIZE),
    more: bytes = b"",
    channels: int = 3,
    shown: str = "image",
) -> bytes:
    """Latents to pictures of three channels, 16 a side: a layer, a Relu, a transposed convolution, a Tanh."""
    rng = np.random.default_rng(5)
    first = tensor("w", rng.standard_normal((SIZE, 12 * 4 * 4)).astype(np.float32) * 0.6)
    second = tensor("k", rng.standard_normal((12, channels, 4, 4)).astype(np.float32) * 0.4)
    sides = tensor("s", np.array([-1, 12, 4, 4], np.int64))
    graph = field(1, node("MatMul", ["z", "w"], "a")) + field(1, node("Relu", ["a"], "b"))
    graph += field(1, node("Reshape", ["b", "s"], "c"))
    graph += field(1, node("ConvTranspose", ["c", "k"], "d", ints("strides", [4, 4]) + ints("kernel_shape", [4, 4])))
    graph += field(1, node("Tanh", ["d"], "image")) + nodes
    graph += field(2, "petals") + b"".join(field(5, one) for one in (first, second, sides)) + tensors
    graph += field(11, port("z", shape)) + more + field(12, port(shown, ("n", channels, SIDE, SIDE)))
    return model(graph)


def write(folder: Path, data: bytes | None = None, manifest: str = MANIFEST) -> tuple[Path, Path]:
    """A model and its manifest as files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "petals.onnx").write_bytes(petals() if data is None else data)
    (folder / "petals.toml").write_text(manifest, encoding="utf-8")
    return folder / "petals.onnx", folder / "petals.toml"


def external(location: str, sides: Sequence[int] = (4,), name: str = "x") -> bytes:
    """A tensor whose data lies elsewhere."""
    said = b"".join(field(1, side) for side in sides) + field(2, 1) + field(8, name)
    return said + field(13, field(1, "location") + field(2, location)) + field(14, 1)


def floats(values: Sequence[float]) -> bytes:
    """Values as a tensor's bytes."""
    return struct.pack(f"<{len(values)}f", *values)
