"""The tutorial, followed once as a newcomer would; other pages are compared with what it leaves behind."""

from __future__ import annotations

import fcntl
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.warm import shims

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
TUTORIAL = DOCS / "tutorial/first-project.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def fences(page: Path, language: str) -> list[str]:
    """The code blocks of a page in one language."""
    return [body for tongue, body in FENCE.findall(page.read_text(encoding="utf-8")) if tongue == language]


@dataclass(frozen=True)
class Done:
    """A command that ran: its line, exit code and output."""

    line: str
    code: int
    out: str
    err: str


Shell = Callable[[str, Path], Done]


@pytest.fixture(scope="session")
def shell() -> Shell:
    """Runs one line as a person would who has `oeuvre` on the path, in English, and nothing else set."""
    path = os.pathsep.join((str(shims()), str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OEUVRE_")}
    environment |= {"PATH": path, "OEUVRE_LANG": "en", "OEUVRE_WORKERS": "1", "LC_ALL": "C.UTF-8"}

    def run(line: str, folder: Path) -> Done:
        done = subprocess.run(
            line, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        return Done(line, done.returncode, done.stdout, done.stderr)

    return run


@dataclass(frozen=True)
class Followed:
    """The tutorial after it was followed: its folder, and every command with what it said."""

    folder: Path
    steps: tuple[Done, ...]


@pytest.fixture(scope="session")
def tutorial(tmp_path_factory: pytest.TempPathFactory, shell: Shell, worker_id: str) -> Followed:
    """Every command of the tutorial, in order, in one folder; followed once, whatever the number of test processes."""
    base = tmp_path_factory.getbasetemp()
    place = (base if worker_id == "master" else base.parent) / "tutorial"
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = place / "steps.json"
        if told.is_file():
            value = json.loads(told.read_text(encoding="utf-8"))
            return Followed(Path(value["folder"]), tuple(Done(*step) for step in value["steps"]))
        followed = _follow(place, shell)
        steps = [[step.line, step.code, step.out, step.err] for step in followed.steps]
        told.write_text(json.dumps({"folder": str(followed.folder), "steps": steps}), encoding="utf-8")
        return followed


def _follow(here: Path, shell: Shell) -> Followed:
    steps: list[Done] = []
    for tongue, body in FENCE.findall(TUTORIAL.read_text(encoding="utf-8")):
        if tongue == "toml":
            (here / "brief.toml").write_text(body, encoding="utf-8")
        elif tongue == "sh":
            for line in body.strip().splitlines():
                if line.startswith("cd "):
                    here = here / line.removeprefix("cd ")
                    continue
                steps.append(shell(_for_this_sheet(line, here, shell), here))
    return Followed(here, tuple(steps))


def _for_this_sheet(line: str, folder: Path, shell: Shell) -> str:
    """A reader takes drafts that are not struck out on the sheet before them: so do we, where the page's are."""
    found = re.match(r"(oeuvre (?:choose|keep|refuse)) (\d+)", line)
    if found is None:
        return line
    value = json.loads(shell("oeuvre make brief.toml --out market --choose later --json", folder).out)
    sound = [draft["number"] for draft in value.get("drafts", []) if draft["state"] == "draft"]
    if not sound:
        return line
    wanted = int(found[2])
    number = wanted if wanted in sound else min(sound, key=lambda one: abs(one - wanted))
    return line.replace(found[0], f"{found[1]} {number}", 1)
