"""Collections of a person's own for tests: figures drawn by rule, so that every one differs."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

HEADING = "name\tauthor\tlicence\tpage"


def star(index: int) -> str:
    """An SVG of a star whose points, depth and turn follow its number."""
    points, depth = 3 + index % 7, 0.35 + 0.05 * (index // 7 % 8)
    corners = []
    for step in range(2 * points):
        angle = np.pi * step / points - np.pi / 2 + (0.2 if index % 2 else 0.0)
        reach = 230 * (1.0 if step % 2 == 0 else depth)
        corners.append(f"{256 + reach * np.cos(angle):.1f} {256 + reach * np.sin(angle):.1f}")
    drawn = "M" + "L".join(corners) + "Z"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><path d="{drawn}"/></svg>'


def fill_folder(folder: Path, count: int = 60) -> Path:
    """`count` stars by two authors, every tenth as a PNG, with their table."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [HEADING]
    for index in range(count):
        name = f"star-{index:03d}"
        lines.append(f"{name}\t{'Ada' if index % 3 else 'Bo'}\t{'CC0-1.0' if index % 3 else 'CC-BY-4.0'}\t")
        if index % 10 == 9:
            picture = np.full((300, 300), 255, np.uint8)
            cv2.circle(picture, (150, 150), 60 + index, 0, -1)
            (folder / f"{name}.png").write_bytes(cv2.imencode(".png", picture)[1].tobytes())
        else:
            (folder / f"{name}.svg").write_text(star(index), encoding="utf-8")
    (folder / "works.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
