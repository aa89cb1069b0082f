"""A scene as a web page that looks the same, so that a browser can be timed on the same layouts.

Every line of type stands where the scene says, in the same font file; drawings are the same SVG, photographs the same
bytes. Nothing is left for the browser to lay out: the boxes are given, which is more than a page of its own would have.
"""

from __future__ import annotations

import html
import os
import shutil
from pathlib import Path

from oeuvre.create.design import Scene
from oeuvre.create.design.measure import metrics
from oeuvre.create.design.scene import Drawing, Photo, Plate, Rule, Text
from oeuvre.create.library import Face


def write_page(scene: Scene, folder: Path, name: str) -> Path:
    """Write the page with its pictures and fonts beside it; the font files are shared by all pages of a folder."""
    faces = {
        text.face: f"face-{index}" for index, text in enumerate({item.face: item for item in scene.texts()}.values())
    }
    body: list[str] = []
    for index, item in enumerate(scene.items):
        if isinstance(item, Text):
            body.append(_text(item, faces[item.face]))
        elif isinstance(item, Plate):
            body.append(_plate(item))
        elif isinstance(item, Rule):
            box = item.box
            body.append(f'<div style="{_where(box.x, box.y, box.width, box.height)};background:{item.colour}"></div>')
        else:
            body.append(_picture(item, folder, f"{name}-{index}"))
    rules = "".join(_font_face(face, family, folder) for face, family in faces.items())
    page = scene.page
    text = (
        f'<!doctype html><html lang="{scene.language}"><meta charset="utf-8"><style>{rules}'
        "*{margin:0;padding:0;box-sizing:border-box}div,img{position:absolute}"
        ".line{white-space:pre;line-height:0;font-kerning:normal;font-synthesis:none}"
        f"body{{width:{page.width}px;height:{page.height}px;overflow:hidden;position:relative;background:{scene.ground}}}"
        f"</style><body>{''.join(body)}</body></html>"
    )
    path = folder / f"{name}.html"
    path.write_text(text, encoding="utf-8")
    return path


def _where(x: float, y: float, width: float, height: float) -> str:
    return f"left:{x:.3f}px;top:{y:.3f}px;width:{width:.3f}px;height:{height:.3f}px"


def _font_face(face: Face, family: str, folder: Path) -> str:
    here = folder / face.path.name
    if not here.exists():
        os.link(face.path, here) if _same_disk(face.path, folder) else shutil.copyfile(face.path, here)
    return f'@font-face{{font-family:"{family}";src:url("{face.path.name}")}}'


def _same_disk(path: Path, folder: Path) -> bool:
    return path.stat().st_dev == folder.stat().st_dev


def _text(item: Text, family: str) -> str:
    """Lines whose baselines are those of the scene: with no line height, a baseline lies half of what the face rises
    over what it descends below the line's top."""
    face, frame = metrics(item.face), item.level_frame()
    drop = (face.ascender - face.descender) / 2 * item.size
    lines = []
    for line, shaped, baseline in zip(item.lines, item.shaped(), item.baselines(), strict=True):
        free = frame.width - shaped.advance * item.size
        x = {"left": 0.0, "center": free / 2, "right": free}[item.align]
        top = baseline - frame.y - drop
        lines.append(f'<div class="line" style="left:{x:.3f}px;top:{top:.3f}px">{html.escape(line)}</div>')
    turn = f";transform:rotate({item.turn}deg)" if item.turn else ""
    style = (
        f"{_where(frame.x, frame.y, frame.width, frame.height)};font-family:'{family}';font-size:{item.size:.3f}px;"
        f"letter-spacing:{item.tracking:.4g}em;color:{item.colour}{turn}"
    )
    return f'<div style="{style}">{"".join(lines)}</div>'


def _plate(item: Plate) -> str:
    box, half = item.box, item.thickness / 2 if item.stroke else 0.0
    parts = [_where(box.x - half, box.y - half, box.width + 2 * half, box.height + 2 * half)]
    if item.fill:
        parts.append(f"background:{item.fill}")
    if item.stroke:
        parts.append(f"border:{item.thickness:.3f}px solid {item.stroke}")
    if item.radius:
        parts.append(f"border-radius:{item.radius + half:.3f}px")
    return f'<div style="{";".join(parts)}"></div>'


def _picture(item: Drawing | Photo, folder: Path, name: str) -> str:
    if isinstance(item, Drawing):
        data, ending, rounding = item.svg.encode(), "svg", ""
    else:
        data = item.pixels
        ending = "png" if data.startswith(b"\x89PNG") else "jpg"
        half = item.box.width / 2
        corners = {"rect": f"{item.radius:.3f}px", "disc": "50%", "arch": f"{half:.3f}px {half:.3f}px 0 0"}
        rounding = f";border-radius:{corners[item.clip]}"
    (folder / f"{name}.{ending}").write_bytes(data)
    box = item.box
    style = f"{_where(box.x, box.y, box.width, box.height)};object-fit:contain{rounding}"
    return f'<img src="{name}.{ending}" style="{style}">'
