"""lib0's encoding, read with distrust: what a browser could not read is refused before it is passed on."""

from __future__ import annotations

from oeuvre.collective.errors import BadMessage

# JavaScript counts exactly up to here; its readers throw at more (lib0: "Integer out of Range!").
MOST = (1 << 53) - 1


class Reader:
    """Bytes read from the front; every read that goes past the end, or over `MOST`, is a `BadMessage`."""

    __slots__ = ("at", "data", "end")

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.end = data, 0, len(data)

    @property
    def done(self) -> bool:
        return self.at == self.end

    def byte(self) -> int:
        if self.at >= self.end:
            raise BadMessage(1007, "a message that ends too soon")
        self.at += 1
        return self.data[self.at - 1]

    def uint(self) -> int:
        found = shift = 0
        while True:
            byte = self.byte()
            found |= (byte & 127) << shift
            if byte < 128:
                break
            shift += 7
            if shift > 49:
                raise BadMessage(1007, "a number without an end")
        if found > MOST:
            raise BadMessage(1007, "a number that is too great")
        return found

    def signed(self) -> None:
        """Pass over a number that may be negative: six bits and a sign, then seven by seven."""
        byte, bits = self.byte(), 6
        while byte > 127:
            byte, bits = self.byte(), bits + 7
            if bits > 55 or (bits == 55 and byte > 15):
                raise BadMessage(1007, "a number that is too great")

    def chunk(self) -> bytes:
        size = self.uint()
        self.skip(size)
        return self.data[self.at - size : self.at]

    def text(self) -> str:
        try:
            return self.chunk().decode()
        except UnicodeDecodeError:
            raise BadMessage(1007, "a text that is no UTF-8") from None

    def skip(self, size: int) -> None:
        if size > self.end - self.at:
            raise BadMessage(1007, "a message that ends too soon")
        self.at += size


def state_of(data: bytes) -> dict[int, int]:
    """A state vector: how far each client's edits are known. Raises `BadMessage` for what is none."""
    reader = Reader(data)
    state = {reader.uint(): reader.uint() for _ in range(reader.uint())}
    if not reader.done:
        raise BadMessage(1007, "a state with a rest")
    return state
