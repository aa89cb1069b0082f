"""One chosen design in fifty formats: the eleven that ship and thirty-nine more out of a table.

    python -m benchmarks.editions [--quick]

Each format is laid out anew, checked, and written as the files that it asks for (not signed), on two processes, with
and without checks. For each it is then said where every word of the design is: on the page as the brief has it, or in
the list of what was left out. The peer is a limit: a public design service's interface allows 20 resizes a minute.
"""

from __future__ import annotations

import json
import sys
import tempfile
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.clocks import Spent, seconds
from benchmarks.designs import BAKERY, WALK, Design, chosen_design
from oeuvre.create.adapt import Format, all_formats
from oeuvre.production import Workshop
from oeuvre.production.workshop import EditionResult

PROCESSES = 2
SERVICE_A_MINUTE = 20
# Sizes that networks, shops and printers ask for, by kind; pixels on screen, millimetres on paper.
SCREEN = (
    (1200, 1200), (1600, 1600), (800, 800), (1080, 1440), (1200, 1500), (1000, 1500), (1350, 1080), (1600, 900),
    (1280, 720), (1200, 675), (1200, 630), (1500, 500), (1640, 856), (1584, 396), (2560, 1440), (1440, 2560),
    (750, 1334), (1242, 2208), (600, 1200), (300, 600), (300, 250), (336, 280), (320, 480), (480, 320), (468, 60),
    (970, 90), (120, 600), (640, 360),
)  # fmt: skip
PAPER = ((105, 148), (148, 210), (210, 297), (297, 210), (420, 594), (99, 210), (210, 99), (148, 148), (210, 210))
MORE_PAPER = ((55, 85), (90, 50))


def write_table(home: Path) -> None:
    """A home's `formats.toml` with the thirty-nine sizes."""
    rows = []
    for width, height in SCREEN:
        media = '["png"]' if min(width, height) < 320 else '["png", "jpeg"]'
        rows.append(_row(f"screen-{width}x{height}", width, height, "px", media))
    for width, height in (*PAPER, *MORE_PAPER):
        rows.append(_row(f"paper-{width}x{height}", width, height, "mm", '["pdf"]', "bleed_mm = 3\n"))
    (home / "formats.toml").write_text("\n".join(rows), encoding="utf-8")


def _row(name: str, width: int, height: int, unit: str, media: str, more: str = "") -> str:
    return f'[[format]]\nname = "{name}"\nwidth = {width}\nheight = {height}\nunit = "{unit}"\nmedia = {media}\n{more}'


def same(text: str) -> str:
    """Words as they are compared: NFKC, one kind of space, apostrophe and dash, case folded, and no space at all, since
    a line may end where a space was."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").replace("–", "-").casefold()
    return "".join(plain.split())


def unaccounted(design: Design, result: EditionResult) -> list[str]:
    """Elements whose words stand neither on the page to the letter nor in the list of what was left out."""
    copy = design.kit.copy
    wanted = {"headline": copy.headline, "line": copy.line, "action": copy.action}
    wanted |= {fact.kind: f"{fact.strong} {fact.weak}" for fact in copy.facts}
    parted: dict[str, str] = {fact.kind: f"{fact.strong.rstrip(',; ')} {fact.weak}" for fact in copy.facts if fact.weak}
    if copy.programme:
        wanted["programme"] = " ".join(f"{row.time} {row.name} {row.place}" for row in copy.programme)
    roles = {"programme": "row"}
    shown: dict[str, str] = {}
    for role, text in result.lines:
        shown[role] = shown.get(role, "") + same(text)
    lost = []
    for element, text in wanted.items():
        if not text.strip() or element in result.left_out:
            continue
        found = shown.get(roles.get(element, element), "")
        # Rows may be set by column, and a stacked headline letter under letter: every sign, in any order of blocks. Of
        # a fact in two lines, the end of the first stands for its comma.
        exact = same(text) in found or same(parted.get(element, text)) in found
        if not exact and not (element == "programme" and sorted(same(text)) == sorted(found)):
            lost.append(element)
    return lost


def lay_out_all(
    design: Design, forms: Sequence[Format], workshop: Workshop, *, checks: bool
) -> tuple[Spent, list[EditionResult]]:
    """What every format takes, and the results."""
    results: list[EditionResult] = []
    jobs = [design.job(form, checks=checks) for form in forms]
    return seconds(lambda: results.extend(workshop.editions(jobs))), results


def measure(brief: Path, forms: Sequence[Format], workshop: Workshop) -> dict[str, Any]:
    """The figures of one brief's chosen design."""
    design = chosen_design(brief, 0, workshop)
    plain, _ = lay_out_all(design, forms, workshop, checks=False)
    checked, results = lay_out_all(design, forms, workshop, checks=True)
    failed = [one for one in results if one.faults or one.error]
    made = [one for one in results if not (one.faults or one.error)]
    lost = {one.form.name: gone for one in made if (gone := unaccounted(design, one))}
    return {
        "family": design.family,
        "formats": len(forms),
        "seconds, without checks": round(plain.wall, 2),
        "processor seconds, without checks": round(plain.processor, 2),
        "seconds, with checks (goal about 10)": round(checked.wall, 2),
        "processor seconds, with checks": round(checked.processor, 2),
        "formats a minute, with checks": round(len(forms) / checked.wall * 60),
        f"ratio to {SERVICE_A_MINUTE} a minute": round(len(forms) / checked.wall * 60 / SERVICE_A_MINUTE, 1),
        "files": sum(len(one.files) for one in results),
        "sound": len(made),
        "failed by a check, each with its reason": len(failed),
        "sound with every word verbatim or listed as left out": len(made) - len(lost),
        "words unaccounted for": lost,
        "failed": {
            one.form.name: sorted({fault.code for fault in one.faults}) or [one.error.code if one.error else ""]
            for one in failed
        },
    }


def main(quick: bool = False) -> dict[str, Any]:
    """Measures, prints, and returns the figures."""
    with tempfile.TemporaryDirectory() as name, Workshop(PROCESSES) as workshop:
        write_table(Path(name))
        forms = list(all_formats(Path(name)).values())[: 12 if quick else 50]
        briefs = (BAKERY,) if quick else (BAKERY, WALK)
        figures = {brief.parent.name: measure(brief, forms, workshop) for brief in briefs}
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    return figures


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
