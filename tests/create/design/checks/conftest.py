"""The press and the two renders that checks on pixels read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from oeuvre.create.design.checks import read_pixels
from oeuvre.create.design.press import Press
from oeuvre.create.design.scene import Scene

Render = Callable[..., tuple[Any, Any]]


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    with Press() as made:
        yield made


@pytest.fixture(scope="session")
def render(press: Press) -> Render:
    """A scene with its words and without, half a pixel a point: the working copy of a page of 1080."""

    def both(scene: Scene, scale: float = 0.5) -> tuple[Any, Any]:
        shown, hidden = (press.png(scene, scale=scale, words=words) for words in (True, False))
        return read_pixels(shown), read_pixels(hidden)

    return both
