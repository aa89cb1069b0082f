"""The program as a user runs it: real processes, real files, one finished run shared by the tests that only look.

Processes are begun warm (tests/warm.py) and compose without workers; where sets might be ordered, or workers be left
behind, a test begins them cold or with workers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import warm

ROOT = Path(__file__).resolve().parents[2]
BAKERY = ROOT / "examples" / "boulangerie" / "brief.toml"
# Enough formats to see every kind of file; the whole table is tried by tests of editions.
FEW = ["social-square", "banner-leaderboard", "poster-a3", "vector"]


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)


def environment(**more: str) -> dict[str, str]:
    """No name, no home, English, whatever the machine says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OEUVRE_")}
    return {**kept, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", **more}


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "oeuvre", *map(str, words)]


def run(*words: str | Path, cwd: Path | None = None, text: str | None = None, **more: str) -> Ran:
    """Run a command to its end."""
    return Ran(*warm.run(*words, env=environment(**{"OEUVRE_WORKERS": "1", **more}), cwd=cwd, text=text))


def run_cold(*words: str | Path, cwd: Path | None = None, text: str | None = None, **more: str) -> Ran:
    """The same, started from nothing, with its own order of sets and its workers."""
    done = subprocess.run(
        command(*words), cwd=cwd, env=environment(**more), input=text, capture_output=True, text=True, timeout=300
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def oeuvre() -> Callable[..., Ran]:
    return run


def write_brief(folder: Path, *, formats: list[str] | None = None, more: str = "") -> Path:
    """The example's brief with few formats, in a folder of its own with its files."""
    shutil.copytree(BAKERY.parent, folder, dirs_exist_ok=True)
    path = folder / "brief.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("formats")]
    chosen = json.dumps(formats or FEW)
    path.write_text("\n".join([f"formats = {chosen}", *kept, more]), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Finished:
    """One finished run."""

    home: Path
    out: Path
    brief: Path
    value: dict[str, Any]
    code: int
    text: str


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """A run of the example in a few formats, by the rule. Tests that change something copy it first."""
    base = tmp_path_factory.mktemp("finished")
    brief = write_brief(base / "brief")
    home, out = base / "home", base / "result"
    done = run("--home", home, "make", brief, "--choose", "auto", "--out", out, "--seed", "7", "--json")
    assert done.code in (0, 3), done.err
    return Finished(home, out, brief, done.value, done.code, done.out)


@pytest.fixture
def workable(finished: Finished, tmp_path: Path) -> Finished:
    """The same, to be changed: home and result are copied, the run's own folder stays where it was."""
    home = tmp_path / "home"
    shutil.copytree(finished.home, home)
    return Finished(home, finished.out, finished.brief, finished.value, finished.code, finished.text)
