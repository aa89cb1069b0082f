"""Text measured, and a headline placed."""

from __future__ import annotations

from dataclasses import dataclass

from oeuvre.create.design.page import Box
from oeuvre.create.library import Face


@dataclass(frozen=True)
class Block:
    """Text measured but not yet placed: `height` from the first capitals to the last baseline."""

    lines: tuple[str, ...]
    face: Face
    size: float
    pitch: float
    width: float
    height: float
    below: float


@dataclass(frozen=True)
class Headline:
    """A headline placed: the box from its first capitals (accents on them counted) to its last baseline, and the ink
    below it."""

    box: Box
    size: float
    below: float
    lines: tuple[str, ...]

    @property
    def bottom(self) -> float:
        """Where the next thing may begin, descenders counted."""
        return self.box.bottom + self.below
