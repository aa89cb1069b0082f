"""What a command line says too much or too little of is told in both languages, as one value with --json."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests import warm


def run(home: Path, language: str, *words: str) -> tuple[int, str, str]:
    environment = {**os.environ, "OEUVRE_LANG": language, "OEUVRE_HOME": str(home)}
    return warm.run("--lang", language, *words, env=environment)


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("fr", ("mix", "1", "2", "3", "--json"), "quelque chose de trop"),
        ("en", ("mix", "1", "2", "3", "--json"), "something too many"),
        ("fr", ("more", "1", "--like", "--unlike", "--json"), "n’en gardez qu’un"),
        ("fr", ("more", "1", "-n", "--json"), "-n"),
    ],
)
def test_bad_use_is_told_in_words(tmp_path: Path, language: str, words: tuple[str, ...], told: str) -> None:
    code, out, _ = run(tmp_path / "home", language, *words)
    assert code == 2
    assert told in json.loads(out)["error"]["message"]


def test_a_home_that_cannot_be_is_told_before_the_studio_serves(tmp_path: Path) -> None:
    code, out, err = run(Path("/dev/null"), "en", "--home", "/dev/null", "studio", "--no-open", "--port", "0", "--json")
    assert code == 1
    assert json.loads(out)["error"]["code"] == "home-unusable"
    assert "Traceback" not in err
