"""Write docs/models/emblem.md and its sheet from the model that ships.

python tools/write_model_card.py            writes the page and the picture
python tools/write_model_card.py --check    exits with 1 when the page is stale
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from oeuvre.models.house import UNPICKED, UNPICKED_PSI, UNPICKED_SEED, House, draw_sheet, open_house

FOLDER = Path(__file__).parent.parent / "docs/models"

_COLUMNS = (
    ("frechet", "Fréchet, judge"),
    ("frechet_fields", "Fréchet, fields"),
    ("precision", "precision"),
    ("recall", "recall"),
    ("density", "density"),
    ("coverage", "coverage"),
    ("vendi", "Vendi"),
    ("nearest_median", "nearest, median"),
    ("nearest_hundredth", "nearest, 1%"),
    ("nearest_twentieth", "nearest, 5%"),
    ("nearer_than_tenth", "nearer than 0.1"),
)
_ROWS = (
    ("model", "the model, psi 1, nothing filtered"),
    ("model_filtered", "the model, filtered"),
    ("model_shown", "as shown: whole figures alone, psi 0.8 (1)"),
    ("gaussian", "a Gaussian in the axes of fields"),
    ("autoencoder", "a variational autoencoder of the same size"),
    ("affine", "training figures, moved and stretched"),
    ("training", "training figures: the floor"),
    ("held_out", "held-out figures"),
)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"


def _table(table: Mapping[str, Mapping[str, float]]) -> list[str]:
    lines = ["| | " + " | ".join(name for _, name in _COLUMNS) + " |", "| --- |" + " --- |" * len(_COLUMNS)]
    for key, name in _ROWS:
        if key in table:
            lines.append(f"| {name} | " + " | ".join(_number(table[key].get(one)) for one, _ in _COLUMNS) + " |")
    return lines


def page(house: House) -> str:
    """The whole page as text."""
    card = house.card
    figures: Mapping[str, Any] = card.figures
    left_out = Counter(one.reason for one in card.left_out)
    licences = Counter({author.licence: 0 for author in card.authors})
    for author in card.authors:
        licences[author.licence] += author.works
    under = ", ".join(f"{count:,} under {name}" for name, count in licences.most_common())
    families = Counter(work.family for work in house.training if work.family)
    projection = figures["projection"]
    lines = [
        "# The emblem model",
        "",
        "Written by `tools/write_model_card.py` from the model that ships; a test holds it to it. `oeuvre models show",
        "emblem` says the same. Why it is made so: [decision 17](../decisions/0017-the-house-gan.md); what else was",
        "tried: [variants](emblem-tried.md).",
        "",
        f"Version `{card.version}`, {card.images:,} images in {card.hours:.2f} hours of one processor thread "
        f"({card.machine}).",
        "",
        "![A hundred emblems, not picked](emblem-unpicked.png)",
        "",
        f"A hundred figures of seed {UNPICKED_SEED}, psi {UNPICKED_PSI}, fixed before training; nothing filtered or "
        "picked.",
        "",
        "## What it was taught",
        "",
        f"{card.works:,} silhouettes of game-icons, {under}; {card.held_out} more were held out, and measure it. Left "
        f"out by name: {left_out['no-author']} whose author is not known, {left_out['no-figure']} no half of which "
        "makes a figure.",
        "",
        "Families of near-twins, shown as often as four works together: "
        + ", ".join(f"{name} ({count})" for name, count in families.most_common())
        + ".",
        "",
        "## Figures",
        "",
        f"{figures['samples']} samples against the held-out figures, in the features of the judge unless said "
        "otherwise; Fréchet distances in units of the mean variance. The nearest training figure is at one less the "
        "overlap, moved and rescaled copies included: 0 is a copy.",
        "",
        *_table(figures["table"]),
        "",
        "(1) Measured against all held-out figures, of which mirrored halves are a part that is not shown: far by "
        "choice.",
        "",
        "Filters, of the model as it is and as it is shown:",
        "",
        "| | " + " | ".join(sorted({*figures["filtered"], *figures["filtered_shown"]})) + " |",
        "| --- |" + " --- |" * len({*figures["filtered"], *figures["filtered_shown"]}),
    ]
    for name, rates in (("psi 1", figures["filtered"]), ("as shown", figures["filtered_shown"])):
        kinds = sorted({*figures["filtered"], *figures["filtered_shown"]})
        lines.append(f"| {name} | " + " | ".join(f"{100 * rates.get(kind, 0):.1f}%" for kind in kinds) + " |")
    lines += [
        "",
        f"Projection of {projection['figures']:.0f} held-out figures that are their own mirror image: overlap "
        f"{projection['encoder_mean']:.2f} by the encoder, {projection['refined_mean']:.2f} refined (a tenth under "
        f"{projection['refined_tenth']:.2f}), {projection['seconds']:.2f} s of the processor each. Redrawn by an "
        "unsteady hand (outlines that waver by 1% of the side, strokes up to 1% bolder or lighter, two gaps 3% wide): "
        f"{projection['redrawn_mean']:.2f} with the drawing, {projection['redrawn_meant']:.2f} with the figure that "
        f"was meant. The likest of 700 other outputs overlaps by {figures['most_alike']:.2f} (median).",
        "",
        "![Fréchet distance over the run](emblem-curve.svg)",
        "",
        "## To go on with it",
        "",
        "`pip install 'oeuvre[train]'`, then `oeuvre models train emblem`, or `oeuvre.models.house.train(folder)` and",
        "`release(folder)`. In a new working folder the run goes on from `checkpoint.npz` of the model; in a folder",
        "that it has worked in, from the last five minutes there, to the bit. Its rates fall by images shown, so it",
        "may be stopped and gone on with at any time; what ships is where it stood when it was released.",
        "",
        "## Terms",
        "",
        f"Weights: {card.weights_licence}. {card.outputs}",
        "",
        "For attribution: masks and features of every training figure (`figures.npz`) and the checkpoint, "
        f"{card.attribution['bytes'] / 1e6:.1f} MB together, are kept; projections of per-work gradients are remade "
        "from the checkpoint by `training/attribution.py`.",
        "",
        "## Known failings",
        "",
        *(f"- {one}" for one in card.failings),
        "",
        "## Authors",
        "",
        f"{card.credit}",
        "",
        "| author | works | licence | page |",
        "| --- | --- | --- | --- |",
        *(f"| {one.name} | {one.works} | {one.licence} | {one.page or ''} |" for one in card.authors),
        "",
    ]
    return "\n".join(line.rstrip() for line in lines)


def curve_svg(house: House) -> str:
    """The judge's distances over the run, on a scale of powers."""
    lines = (house.folder / "curve.csv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")
    rows = [dict(zip(names, line.split(","), strict=True)) for line in lines[1:]]
    taken = [row for row in rows if row.get("frechet")]
    wide, high, edge = 720, 260, 44
    if not taken:
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"/>\n'
    last = max(float(row["images"]) for row in taken)

    def place(images: float, value: float) -> str:
        x = edge + (wide - edge - 10) * images / last
        y = high - 30 - (high - 50) * (np.log2(value) / 5)
        return f"{x:.1f} {y:.1f}"

    parts = []
    for value in (1, 2, 4, 8, 16, 32):
        x, y = place(0, value).split()
        parts.append(f'<path stroke="#ccc" d="M{x} {y}H{wide - 10}"/><text x="8" y="{float(y) + 4:.1f}">{value}</text>')
    for name, colour in (("frechet", "#a33"), ("frechet_fields", "#357")):
        points = "L".join(place(float(row["images"]), float(row[name])) for row in taken)
        parts.append(f'<path fill="none" stroke="{colour}" stroke-width="2" d="M{points}"/>')
    parts.append(f'<text x="{edge}" y="{high - 8}">{last:,.0f} images; red: judge, blue: fields</text>')
    style = 'font-family="sans-serif" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" {style}>{"".join(parts)}</svg>\n'


def main() -> int:
    house = open_house()
    texts = {"emblem.md": page(house), "emblem-curve.svg": curve_svg(house)}
    if "--check" in sys.argv:
        stale = [name for name, text in texts.items() if (FOLDER / name).read_text(encoding="utf-8") != text]
        print("\n".join(stale), end="")
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for name, text in texts.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    z = np.random.default_rng(UNPICKED_SEED).standard_normal((UNPICKED, house.latent_size)).astype(np.float32)
    cv2.imwrite(str(FOLDER / "emblem-unpicked.png"), draw_sheet(house.fields(z, UNPICKED_PSI), across=10, scale=2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
