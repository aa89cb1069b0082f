"""Reading a code in the finished picture: the one proof that it still leads where it should."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from oeuvre.create.design.checks.fault import Fault
from oeuvre.create.design.scene import Drawing, Scene
from oeuvre.foundation import verbatim_key


def check_code_patch(
    scene: Scene,
    brief_words: Sequence[str],
    render: Callable[[], Any],
    corner: tuple[float, float],
    scale: float,
) -> Iterator[Fault]:
    """`render` gives the page in RGB at `scale` pixels a point, its trim at `corner`; only called for a code."""
    codes = [item for item in scene.items if isinstance(item, Drawing) and item.role == "code"]
    if not codes:
        return
    import cv2
    import numpy as np

    image = render()
    for item in codes:
        # A fifth more all round: the quiet zone belongs to the code, and a code that slipped is found there or lost.
        box = item.box.inset(-0.08 * item.box.width)
        left, top = int(corner[0] + box.x * scale), int(corner[1] + box.y * scale)
        right, bottom = int(corner[0] + box.right * scale), int(corner[1] + box.bottom * scale)
        patch = np.ascontiguousarray(image[max(top, 0) : bottom, max(left, 0) : right])
        said = ""
        if patch.size:
            times = max(round(360 / max(min(patch.shape[:2]), 1)), 1)
            large = cv2.resize(patch, None, fx=times, fy=times, interpolation=cv2.INTER_NEAREST)
            framed = cv2.copyMakeBorder(large, 24, 24, 24, 24, cv2.BORDER_CONSTANT, value=(255, 255, 255))
            said = cv2.QRCodeDetector().detectAndDecode(framed)[0]
        told = verbatim_key(said)
        if not told or not any(
            told.rstrip("/").endswith(verbatim_key(words).rstrip("/")) for words in brief_words if words
        ):
            yield Fault(26, "code-moved", place=item.box, element="code")
