"""The two how-tos, followed as a newcomer would, on servers and weights of this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from oeuvre.models import Catalogue
from tests.models.conftest import KEY
from tests.models.servers import Server
from tests.warm import shims

HOW_TO = Path(__file__).parent.parent.parent / "docs/how-to"


def follow(page: str, folder: Path, addresses: dict[str, str]) -> list[tuple[str, int, str, str]]:
    """Every command of a page, in order, with its exit code and what it said."""
    text = (HOW_TO / page).read_text(encoding="utf-8")
    path = os.pathsep.join((str(shims()), str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OEUVRE_")}
    environment |= {"PATH": path, "OEUVRE_LANG": "en", "WRITER_KEY": KEY}
    told = []
    for block in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.strip().splitlines():
            command = line
            for shown, real in addresses.items():
                command = command.replace(shown, real)
            done = subprocess.run(
                command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
            )
            told.append((line, done.returncode, done.stdout, done.stderr))
    return told


def test_the_page_on_endpoints(fault_server: Server, image_server: Server, tmp_path: Path) -> None:
    addresses = {"http://127.0.0.1:8080/v1": fault_server.url, "http://127.0.0.1:8081/v1": image_server.url}
    told = follow("use-an-endpoint.md", tmp_path, addresses)
    assert len(told) == 7
    assert [line for line, code, *_ in told if code != 0] == []
    said = "".join(out + err for _, _, out, err in told)
    assert KEY not in said
    assert "from WRITER_KEY" in said
    assert (tmp_path / "trial.png").read_bytes().startswith(b"\x89PNG")
    with Catalogue.open(tmp_path / "oeuvre-home") as catalogue:
        assert [card.id for card in catalogue.all()] == ["writer", "painter"]


def test_the_page_on_files(weights: Path, tmp_path: Path) -> None:
    shutil.copy(weights, tmp_path / "model.gguf")
    told = follow("use-a-model-file.md", tmp_path, {})
    assert len(told) == 4
    # Whether a line of so small a model passes is not ours to say; that it is told is.
    assert [line for line, code, *_ in told if code != 0 and " try " not in line] == []
    for line, code, out, err in told:
        if " try " in line:
            assert code in (0, 1)
            assert out
            assert "tokens" in err or "jetons" in err
    assert (tmp_path / "model.gguf").is_file()


@pytest.mark.parametrize("page", ["use-an-endpoint.md", "use-a-model-file.md"])
def test_the_version_of_the_engine_is_the_pinned_one(page: str) -> None:
    project = (HOW_TO.parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    for pin in re.findall(r"xllamacpp==[\d.]+", (HOW_TO / page).read_text(encoding="utf-8")):
        assert project.count(f'"{pin}"') == 2
