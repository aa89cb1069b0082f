"""The bench of this process: one warm press, and whose turn it is to draw."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from oeuvre.create.design import Press

# Drawing in one process (Typst, PDFium) is not for several threads at once: who draws outside a pool holds this.
DRAWING = threading.RLock()
_press: Press | None = None
_holder: object = None


def warm_press(own_fonts: Sequence[Path], holder: object = None) -> None:
    """Warm the press of this process; it stays as it is for the workshop that has it already."""
    global _holder, _press
    if holder is None or holder is not _holder:
        _press, _holder = Press(own_fonts), holder


def press_here() -> Press:
    """The press of this process, made when it is first asked for."""
    global _press
    if _press is None:
        _press = Press()
    return _press
