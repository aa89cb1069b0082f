"""What a family declares about itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from oeuvre.create.design.kit import Kit, Treatment
from oeuvre.create.design.page import Page, Shape
from oeuvre.create.design.scene import Scene


@dataclass(frozen=True)
class Family:
    """A way to lay a design out.

    `needs` is what the kit must hold; `grounds` which palettes suit; `titles` the shortest and longest headline, in
    signs, that it carries well; `widths` the pairings' widths it takes ("narrow", "normal", "wide"); `drawings` the
    library's drawings it can use as scene or figure; `not_offered` the shapes of page it refuses by design; `treats`
    the treatments without which it does not live, so that a picture that may not be recoloured never comes to it.
    `kin` is the family that lays the design out, from the same kit, in a shape that this one does not offer.
    `takes_code` is false where a code to scan would push the idea aside.
    """

    id: str
    fr: str
    en: str
    compose: Callable[[Kit, Page], Scene]
    needs: frozenset[Literal["emblem", "emblems", "picture", "programme", "answer"]] = frozenset()
    grounds: Literal["dark", "light", "any"] = "any"
    titles: tuple[int, int] = (3, 60)
    widths: frozenset[str] = frozenset({"narrow", "normal", "wide"})
    drawings: tuple[str, ...] = ()
    not_offered: frozenset[Shape] = field(default_factory=frozenset)
    voices: tuple[str, ...] = ()
    treats: frozenset[Treatment] = frozenset()
    kin: str = ""
    takes_code: bool = True

    def name(self, language: str) -> str:
        return self.fr if language == "fr" else self.en
