"""One call that checks a scene: boxes and words first, then pixels of two renders at a working size."""

from __future__ import annotations

from oeuvre.create.design.checks.fault import Fault, Report, in_order
from oeuvre.create.design.checks.light import Image, read_pixels
from oeuvre.create.design.checks.pixels import check_pixels
from oeuvre.create.design.checks.scene_checks import check_scene
from oeuvre.create.design.errors import TypesettingFailed
from oeuvre.create.design.kit import Kit
from oeuvre.create.design.page import Page
from oeuvre.create.design.press import Press
from oeuvre.create.design.scene import Scene

WORKING_SIDE = 540
# A banner at 540 px short side would be several megapixels; that many are enough to see everything in it.
_MOST_PIXELS = 420_000


def working_scale(page: Page) -> float:
    """Pixels a point of the working copy: 540 px short side, less for very long pages, so that no copy is large."""
    return float(min(WORKING_SIDE / page.short, (_MOST_PIXELS / (page.width * page.height)) ** 0.5))


def check(scene: Scene, kit: Kit, press: Press, *, scale: float | None = None, shown: bytes | None = None) -> Report:
    """All checks but those of the finished file.

    Two renders at the working scale, unless `shown` hands in a PNG of the scene that was made anyway, at `scale`
    pixels a point: then one more, without words, at that same scale, and both are brought down together.
    """
    found = list(check_scene(scene, kit))
    scale = scale or working_scale(scene.page)
    try:
        shown = shown or press.png(scene, scale=scale)
        hidden = press.png(scene, scale=scale, words=False)
    except TypesettingFailed as failure:
        detail = str(failure.values.get("detail", ""))
        if "font" not in detail:
            raise
        return Report(in_order([*found, Fault(14, "font-swapped", {"font": detail})]))
    with_words, without = read_pixels(shown), read_pixels(hidden)
    factor = int(scale / working_scale(scene.page) + 0.05)
    small = (_reduced(with_words, factor), _reduced(without, factor)) if factor > 1 else (with_words, without)
    found += check_pixels(scene, *small, brand=kit.palette.brand)
    return Report(in_order(found), shown, scale)


def _reduced(image: Image, factor: int) -> Image:
    import cv2
    import numpy as np

    height, width = image.shape[0] // factor, image.shape[1] // factor
    cut = image[: height * factor, : width * factor]
    return np.asarray(cv2.resize(cut, (width, height), interpolation=cv2.INTER_AREA), dtype=np.uint8)
