"""What an ONNX file holds, read without running any of it: operators, tensors, inputs and outputs.

The layout is that of `onnx.proto` (Protocol Buffers). Only its outline is read, and everything is bounded, since the
file may be anyone's: operators are those of ONNX itself, data lies in the file or in plain files beside it, and all
tensors together are of a size that a small machine can hold.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import prod
from pathlib import Path

from oeuvre.models.foreign.errors import GeneratorUnfit

MOST_FILE, MOST_TENSORS, MOST_NODES, DEEPEST = 1 << 30, 2 << 30, 20_000, 8
_MOST_MESSAGES = 2_000_000
DOMAINS = frozenset({"", "ai.onnx"})
# Bytes of a value, by the numbers that ONNX gives to kinds.
_BYTES = {1: 4, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8, 12: 4, 13: 8, 16: 2}
# Kinds that an input of latents and an output of pixels may have: float32, float16, float64.
FLOATS = {1: "float32", 10: "float16", 11: "float64"}

Bytes = bytes | memoryview


@dataclass(frozen=True)
class Port:
    """An input or output of a graph: its kind as ONNX numbers it, its sides (None: any)."""

    name: str
    kind: int
    shape: tuple[int | None, ...]


@dataclass
class OnnxFile:
    """The outline of a model. `inputs` are those that no tensor of the file fills; `beside` names its other files."""

    inputs: list[Port] = field(default_factory=list)
    outputs: list[Port] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)
    operators: set[str] = field(default_factory=set)
    nodes: int = 0
    tensor_bytes: int = 0
    filled: set[str] = field(default_factory=set)


class _Cut(Exception):
    """The file ends in the middle."""


def read_onnx(path: Path) -> OnnxFile:
    """The outline of the file at `path`. Raises `GeneratorUnfit` with the reason why it is not taken."""
    place = path.name
    try:
        size = path.stat().st_size
        if size > MOST_FILE:
            raise GeneratorUnfit(place, reason="too-large")
        if size < 16:
            raise GeneratorUnfit(place, reason="not-onnx")
        with path.open("rb") as handle:
            # Let go of with the last view of it, which an error that is on its way may still hold.
            return _read(memoryview(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)), path)
    except OSError:
        raise GeneratorUnfit(place, reason="no-file") from None
    except _Cut:
        raise GeneratorUnfit(place, reason="truncated") from None


def _read(data: memoryview, path: Path) -> OnnxFile:
    found, graphs = OnnxFile(), 0
    count = [0]
    for number, value in _fields(data, count):
        if number == 7 and isinstance(value, memoryview):
            graphs += 1
            _graph(value, found, path, count, 0)
        elif number == 8 and isinstance(value, memoryview):
            # The operators that a graph may use, by domain.
            for inner, text in _fields(value, count):
                if inner == 1 and isinstance(text, memoryview):
                    _check_domain(bytes(text).decode("utf-8", "replace"), path)
        elif number in (20, 25):
            raise GeneratorUnfit(path.name, reason="custom-operators", operator="functions")
    if graphs != 1 or not found.outputs:
        raise GeneratorUnfit(path.name, reason="not-onnx")
    found.inputs = [port for port in found.inputs if port.name not in found.filled]
    return found


def _graph(data: memoryview, found: OnnxFile, path: Path, count: list[int], depth: int) -> None:
    if depth > DEEPEST:
        raise GeneratorUnfit(path.name, reason="too-deep")
    for number, value in _fields(data, count):
        if not isinstance(value, memoryview):
            continue
        if number == 1:
            _node(value, found, path, count, depth)
        elif number == 5:
            found.filled.add(_tensor(value, found, path, count))
        elif number == 15:
            raise GeneratorUnfit(path.name, reason="kind")
        elif number == 11 and depth == 0:
            found.inputs.append(_port(value, count))
        elif number == 12 and depth == 0:
            found.outputs.append(_port(value, count))


def _node(data: memoryview, found: OnnxFile, path: Path, count: list[int], depth: int) -> None:
    found.nodes += 1
    if found.nodes > MOST_NODES:
        raise GeneratorUnfit(path.name, reason="too-large")
    for number, value in _fields(data, count):
        if not isinstance(value, memoryview):
            continue
        if number == 4:
            found.operators.add(_text(value))
        elif number == 7:
            _check_domain(_text(value), path)
        elif number == 5:
            for inner, held in _fields(value, count):
                if not isinstance(held, memoryview):
                    continue
                if inner in (5, 10):
                    _tensor(held, found, path, count)
                elif inner in (6, 11):
                    _graph(held, found, path, count, depth + 1)


def _check_domain(domain: str, path: Path) -> None:
    if domain not in DOMAINS:
        raise GeneratorUnfit(path.name, reason="custom-operators", operator=domain[:60] or "–")


def _tensor(data: memoryview, found: OnnxFile, path: Path, count: list[int]) -> str:
    """Counts a tensor's size by its sides, checks that its data is whole, and gives its name."""
    sides: list[int] = []
    kind, held, name, is_beside, beside = 0, 0, "", False, ""
    for number, value in _fields(data, count):
        if number == 1:
            sides += _numbers(value)
        elif number == 2 and isinstance(value, int):
            kind = value
        elif number == 8 and isinstance(value, memoryview):
            name = _text(value)
        elif number == 9 and isinstance(value, memoryview):
            held = len(value)
        elif number == 13 and isinstance(value, memoryview):
            pair = {inner: _text(text) for inner, text in _fields(value, count) if isinstance(text, memoryview)}
            beside = pair.get(2, "") if pair.get(1) == "location" else beside
        elif number == 14:
            is_beside = value == 1
    if kind not in _BYTES or any(side < 0 for side in sides):
        raise GeneratorUnfit(path.name, reason="kind")
    size = prod(sides) * _BYTES[kind]
    found.tensor_bytes += size
    if found.tensor_bytes > MOST_TENSORS:
        raise GeneratorUnfit(path.name, reason="tensors-large", size=f"{found.tensor_bytes / 1e9:.1f}")
    if is_beside or beside:
        found.beside.add(_beside(beside, path, size))
    elif held and held != size:
        raise GeneratorUnfit(path.name, reason="truncated")
    return name


def _beside(name: str, path: Path, size: int) -> str:
    """A file of data beside the model: a plain name in its own folder, no link, and long enough."""
    target = path.parent / name
    if not name or Path(name).name != name or name in (".", "..") or target.is_symlink():
        raise GeneratorUnfit(path.name, reason="data-outside", file=name[:80] or "–")
    if not target.is_file() or target.stat().st_size < size:
        raise GeneratorUnfit(path.name, reason="data-missing", file=name[:80])
    return name


def _port(data: memoryview, count: list[int]) -> Port:
    name, kind, shape = "", 0, ()  # type: tuple[str, int, tuple[int | None, ...]]
    for number, value in _fields(data, count):
        if number == 1 and isinstance(value, memoryview):
            name = _text(value)
        elif number == 2 and isinstance(value, memoryview):
            for inner, tensor in _fields(value, count):
                if inner == 1 and isinstance(tensor, memoryview):
                    kind, shape = _tensor_type(tensor, count)
    return Port(name, kind, shape)


def _tensor_type(data: memoryview, count: list[int]) -> tuple[int, tuple[int | None, ...]]:
    kind, sides = 0, []  # type: tuple[int, list[int | None]]
    for number, value in _fields(data, count):
        if number == 1 and isinstance(value, int):
            kind = value
        elif number == 2 and isinstance(value, memoryview):
            for inner, side in _fields(value, count):
                if inner == 1 and isinstance(side, memoryview):
                    told = [one for which, one in _fields(side, count) if which == 1 and isinstance(one, int)]
                    sides.append(told[0] if told and told[0] > 0 else None)
    return kind, tuple(sides)


def _text(data: memoryview) -> str:
    return bytes(data[:200]).decode("utf-8", "replace")


def _numbers(value: int | memoryview) -> list[int]:
    """Repeated numbers, one by one or packed."""
    if isinstance(value, int):
        return [value]
    found, place = [], 0
    while place < len(value):
        number, place = _varint(value, place)
        found.append(number)
        if len(found) > 32:
            raise _Cut
    return found


def _fields(data: memoryview, count: list[int]) -> Iterator[tuple[int, int | memoryview]]:
    """The fields of a message: numbers as they are, all else as bytes."""
    place, end = 0, len(data)
    while place < end:
        count[0] += 1
        if count[0] > _MOST_MESSAGES:
            raise _Cut
        key, place = _varint(data, place)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, place = _varint(data, place)
            yield number, value
            continue
        if wire == 2:
            length, place = _varint(data, place)
        elif wire in (1, 5):
            length = 8 if wire == 1 else 4
        else:
            raise _Cut
        if length > end - place:
            raise _Cut
        if wire == 2:
            yield number, data[place : place + length]
        place += length


def _varint(data: memoryview, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if place >= len(data) or shift > 63:
            raise _Cut
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            # Negative numbers are written in two's complement.
            return (value - (1 << 64) if value >= 1 << 63 else value), place
        shift += 7
