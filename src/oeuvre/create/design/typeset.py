"""A scene as Typst source: what is compiled, and what a designer opens.

One source for all: the main text, the palette and faces as named tokens in front, pictures as files beside it,
named by their digest. Every word goes in as a string literal, so that no sign of a brief is ever read as code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from oeuvre.create.design.page import Box
from oeuvre.create.design.scene import Drawing, Photo, Plate, Rule, Scene, Text
from oeuvre.create.library import Face

LIBRARY_NAME = "oeuvre.typ"


@dataclass(frozen=True)
class Source:
    """`main` imports `oeuvre.typ`; `assets` maps names such as `assets/1f2e.svg` to their bytes."""

    main: str
    assets: Mapping[str, bytes]


def library() -> str:
    """The text of `oeuvre.typ`, which every source imports."""
    return (resources.files("oeuvre.create.design") / LIBRARY_NAME).read_text(encoding="utf-8")


def string_literal(text: str) -> str:
    """`text` as a Typst string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "").replace("\t", " ")
    return f'"{escaped}"'


def _pt(value: float) -> str:
    rounded = f"{value:.3f}".rstrip("0").rstrip(".")
    return f"{'0' if rounded in ('-0', '') else rounded}pt"


def _asset(data: bytes, ending: str) -> str:
    return f"assets/{hashlib.sha256(data).hexdigest()[:16]}.{ending}"


def _face_value(face: Face) -> str:
    parts = [f"font: {string_literal(face.family)}", f"weight: {face.weight}"]
    if face.style != "normal":
        parts.append(f"style: {string_literal(face.style)}")
    if face.stretch != 100:
        parts.append(f"stretch: {face.stretch}%")
    return f"({', '.join(parts)})"


class _Names:
    """Names for the colours and faces of one source, given in the order they are met."""

    def __init__(self, tokens: Mapping[str, str]) -> None:
        self.colours: dict[str, str] = {}
        for name, colour in tokens.items():
            self.colours.setdefault(colour, name)
        self.faces: dict[Face, str] = {}

    def colour(self, value: str) -> str:
        if len(value) == 9:  # #rrggbbaa has no role of its own
            return f"rgb({string_literal(value)})"
        return f"palette.{self.colours.setdefault(value, f'tone-{len(self.colours) + 1}')}"

    def face(self, face: Face, role: str) -> str:
        name = self.faces.get(face)
        if name is None:
            base = "headline" if role in ("headline", "answer") else f"text-{face.weight}"
            taken = set(self.faces.values())
            name = base if base not in taken else f"{base}-{len(taken)}"
            self.faces[face] = name
        return f"faces.{name}"

    def preamble(self) -> str:
        colours = "".join(f"  {name}: rgb({string_literal(value)}),\n" for value, name in self.colours.items())
        faces = "".join(f"  {name}: {_face_value(face)},\n" for face, name in self.faces.items())
        return f"#let palette = (\n{colours})\n#let faces = (\n{faces or '  :'})\n"


def _text(item: Text, names: _Names) -> str:
    lines = ", ".join(string_literal(line) for line in item.lines)
    parts = [
        f"{_pt(item.x)}, {_pt(item.y)}, ({lines},)",
        f"face: {names.face(item.face, item.role)}",
        f"size: {_pt(item.size)}",
        f"pitch: {_pt(item.pitch)}",
        f"fill: {names.colour(item.colour)}",
    ]
    if item.align != "left":
        parts.append(f"anchor: {item.align}")
    if item.tracking:
        parts.append(f"tracking: {item.tracking:.4g}em")
    if item.turn:
        parts.append(f"turn: {item.turn}deg")
    return f"// {item.role}\n#set-lines({', '.join(parts)})\n"


def _plate(item: Plate, names: _Names) -> str:
    fill = names.colour(item.fill) if item.fill else "none"
    stroke = f"{_pt(item.thickness)} + {names.colour(item.stroke)}" if item.stroke else "none"
    radius = f", radius: {_pt(item.radius)}" if item.radius else ""
    return f"#plate({_where(item.box)}, fill: {fill}, stroke: {stroke}{radius})\n"


def _where(box: Box) -> str:
    return f"{_pt(box.x)}, {_pt(box.y)}, {_pt(box.width)}, {_pt(box.height)}"


def _rule(item: Rule, names: _Names) -> str:
    angle = ", angle: 90deg" if item.upright else ""
    start = f"{_pt(item.x)}, {_pt(item.y)}, {_pt(item.length)}, {_pt(item.thickness)}"
    return f"#hairline({start}, {names.colour(item.colour)}{angle})\n"


def _photo_radius(item: Photo) -> str:
    if item.clip == "arch":
        half = _pt(item.box.width / 2)
        return f", radius: (top-left: {half}, top-right: {half}, rest: 0pt)"
    if item.clip == "disc":
        return f", radius: {_pt(item.box.width / 2)}"
    return f", radius: {_pt(item.radius)}" if item.radius else ""


def _ending(pixels: bytes) -> str:
    return "png" if pixels.startswith(b"\x89PNG") else "jpg"


def write_source(scene: Scene, *, bleed: float = 0.0, title: str = "") -> Source:
    """The whole of a scene as Typst. `bleed` in points adds a bleed box, for print."""
    names = _Names(scene.tokens)
    assets: dict[str, bytes] = {}
    body: list[str] = []
    for item in scene.items:
        if isinstance(item, Text):
            body.append(_text(item, names))
        elif isinstance(item, Plate):
            body.append(_plate(item, names))
        elif isinstance(item, Rule):
            body.append(_rule(item, names))
        elif isinstance(item, Drawing):
            data = item.svg.encode()
            path = _asset(data, "svg")
            assets[path] = data
            body.append(f"// {item.role}\n#picture({string_literal(path)}, {_where(item.box)})\n")
        else:
            path = _asset(item.pixels, _ending(item.pixels))
            assets[path] = item.pixels
            body.append(f"// {item.role}\n#picture({string_literal(path)}, {_where(item.box)}{_photo_radius(item)})\n")
    page = scene.page
    ground = names.colour(scene.ground)
    setup = (
        f"#set page(width: {_pt(page.width)}, height: {_pt(page.height)}, margin: 0pt, fill: {ground}"
        f"{f', bleed: {_pt(bleed)}' if bleed else ''})\n"
        f"#set text(lang: {string_literal(scene.language[:2] if scene.language else 'en')})\n"
    )
    document = f"#set document(title: {string_literal(title)})\n" if title else ""
    main = f"#import {string_literal(LIBRARY_NAME)}: *\n{names.preamble()}{document}{setup}\n{''.join(body)}"
    return Source(main, assets)
