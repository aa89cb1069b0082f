"""All figures, as one table.

    python -m benchmarks [--quick] [--write docs/explanation/figures.md]

Nothing is written unless asked for. Ratios are goals; absolute times are printed and never gated.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import importlib
import importlib.metadata
import inspect
import io
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

BENCHMARKS = (
    "start",
    "demo",
    "drafts",
    "editions",
    "signing",
    "record",
    "ideas",
    "rounds",
    "corrections",
    "api",
    "live",
    "table",
    "licence",
    "royalties",
    "royalties_ledger",
)
START = """# Figures

Written by `python -m benchmarks --write docs/explanation/figures.md`. Ratios are goals; times are of one machine.

"""
PEERS = ("sqlalchemy", "typst", "playwright", "c2pa-python", "pillow", "uharfbuzz")


def machine() -> dict[str, str]:
    """What the figures were measured on and against."""
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    load = os.getloadavg()[0]
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    told = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=False) if chromium else None
    return {
        "day": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "processor": cpu,
        "cores": str(len(os.sched_getaffinity(0))),
        "load before the start": f"{load:.1f}",
        "system": platform.platform(aliased=True, terse=True),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "browser": told.stdout.strip() if told else "none",
        **{name: importlib.metadata.version(name) for name in ("oeuvre", *PEERS)},
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).is_file() else []


def rows(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """A nested result as (name, figure) rows."""
    if isinstance(value, Mapping) and value:
        for key, part in value.items():
            yield from rows(part, f"{name} · {key}" if name else str(key))
    elif isinstance(value, float):
        yield name, f"{value:.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    elif isinstance(value, list | tuple):
        yield name, ", ".join(map(str, value)) or "none"
    else:
        yield name, "none" if value is None or value == {} else str(value)


def table(heading: str, result: Mapping[str, Any]) -> str:
    """A Markdown table."""
    lines = [f"## {heading}", "", "| figure | value |", "| --- | --- |"]
    lines += [f"| {name} | {figure} |" for name, figure in rows(result)]
    return "\n".join(lines) + "\n"


def run(name: str, quick: bool, seconds: float | None = None) -> tuple[str, str]:
    """A benchmark's heading and results; what it prints itself goes to standard error.

    `seconds` is for one that carries a load for a while.
    """
    module = importlib.import_module(f"benchmarks.{name}")
    heading = (module.__doc__ or name).splitlines()[0].rstrip(".")
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        asked = {"seconds": seconds} if seconds and "seconds" in inspect.signature(module.main).parameters else {}
        result = module.main(quick=quick, **asked)
    sys.stderr.write(printed.getvalue())
    return heading, table(heading, result)


def main() -> int:
    """Run what was asked for; a benchmark that fails is named, and the rest still runs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Figures against named peers.")
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="which (all)")
    parser.add_argument("--quick", action="store_true", help="few rounds: whether it works, not how fast it is")
    parser.add_argument("--seconds", type=float, help="for how long people are at a table (60)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the tables as Markdown")
    asked = parser.parse_args()
    parts = [table("The machine", machine())]
    code = 0
    for name in asked.names or BENCHMARKS:
        try:
            parts.append(run(name, asked.quick, asked.seconds)[1])
        except Exception:
            traceback.print_exc()
            parts.append(f"## {name}\n\nfailed\n")
            code = 1
    print("\n".join(parts))
    if asked.write:
        asked.write.write_text(START + "\n".join(parts), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
