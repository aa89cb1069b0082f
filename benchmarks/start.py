"""Starting: `oeuvre --version` and `oeuvre verify` of a small signed file, start to end, in turns with two peers.

    python -m benchmarks.start [--quick]

The peers are the interpreter that does nothing, and the interpreter that imports SQLAlchemy alone.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PIL import Image

from oeuvre.credentials import Action, Authority, Claim, SigningPool

GOAL_SECONDS = 0.4


def signed_file(folder: Path) -> Path:
    """A JPEG of a few kilobytes, signed by the authority of `folder/home`."""
    plain, target = folder / "plain.jpg", folder / "small.jpg"
    Image.new("RGB", (320, 240), "#C8102E").save(plain)
    act = Action("c2pa.created", "composite", "Oeuvre", "0.1.0", "a plain picture", (), "2026-11-25T12:00:00Z")
    claim = Claim(
        "A small picture",
        "image/jpeg",
        actions=(act,),
        ingredients=(),
        authors=("Ana",),
        licence="CC-BY-4.0",
        record_digest="12" * 32,
        work_id="34" * 16,
        made_by="machine",
    )
    with SigningPool(Authority.open(folder / "home")) as pool:
        pool.sign(plain, target, claim)
    return target


def main(quick: bool = False) -> dict[str, Any]:
    """Measures, prints, and returns the figures: medians in milliseconds, and ratios to the peers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = [str(Path(sys.executable).parent / "oeuvre")]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import sqlalchemy'": [sys.executable, "-c", "import sqlalchemy"],
            "oeuvre --version": [*program, "--version"],
            "oeuvre verify": [*program, "--home", str(folder / "home"), "verify", str(signed_file(folder))],
        }
        times: dict[str, list[float]] = {label: [] for label in commands}
        for _ in range(3 if quick else 15):
            for label, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, check=True, capture_output=True)
                times[label].append(time.perf_counter() - start)
    median = {label: statistics.median(taken) for label, taken in times.items()}
    nothing, alchemy = median["python -c pass"], median["python -c 'import sqlalchemy'"]
    figures: dict[str, Any] = {f"{label}: ms": round(taken * 1000) for label, taken in median.items()}
    for label in ("oeuvre --version", "oeuvre verify"):
        figures[f"{label}: ratio to python -c pass"] = round(median[label] / nothing, 1)
        figures[f"{label}: ratio to importing SQLAlchemy"] = round(median[label] / alchemy, 1)
        figures[f"{label}: share of the goal of {GOAL_SECONDS} s"] = f"{median[label] / GOAL_SECONDS:.0%}"
    print(json.dumps(figures, indent=2))
    return figures


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
