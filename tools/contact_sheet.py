"""All drafts, or all editions, of a result folder on one picture, to judge them together.

python tools/contact_sheet.py demo --what drafts --out /tmp/sheet.png
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from oeuvre.production.thumbnails import draw_pdf


def opened(path: Path) -> Image.Image:
    """A picture or the first page of a PDF."""
    if path.suffix == ".pdf":
        return Image.open(io.BytesIO(draw_pdf(path.read_bytes()))).convert("RGB")
    return Image.open(path).convert("RGB")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--what", default="drafts", choices=["drafts", "editions"])
    parser.add_argument("--columns", type=int, default=8)
    parser.add_argument("--width", type=int, default=300)
    parser.add_argument("--out", type=Path, default=Path("contact-sheet.png"))
    args = parser.parse_args()
    endings = {".png", ".pdf"}
    paths = sorted(path for path in (args.folder / args.what).iterdir() if path.suffix in endings)
    cells = []
    for path in paths:
        image = opened(path)
        if args.what == "drafts":
            image = image.resize((args.width, round(image.height * args.width / image.width)), Image.Resampling.LANCZOS)
        else:
            scale = min(1.0, args.width * 2 / max(image.size))
            size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
            image = image.resize(size, Image.Resampling.LANCZOS)
        cells.append((path.stem, image))
    font = ImageFont.load_default(13)
    rows = [cells[start : start + args.columns] for start in range(0, len(cells), args.columns)]
    width = max(sum(image.width + 14 for _, image in row) for row in rows) + 14
    height = sum(max(image.height for _, image in row) + 34 for row in rows) + 14
    sheet = Image.new("RGB", (width, height), "#f4f1ea")
    pen = ImageDraw.Draw(sheet)
    y = 14
    for row in rows:
        x = 14
        for name, image in row:
            sheet.paste(image, (x, y))
            pen.text((x, y + image.height + 4), name[-max(image.width // 7, 14) :], fill="#15120e", font=font)
            x += image.width + 14
        y += max(image.height for _, image in row) + 34
    sheet.save(args.out)


if __name__ == "__main__":
    main()
