"""The data package: the file that was built, its notices, and the one error where it is missing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import oeuvre_words

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "packages" / "words"


def test_the_file_is_the_one_that_the_build_wrote() -> None:
    manifest = json.loads((oeuvre_words.path().parent / "manifest.json").read_text(encoding="utf-8"))
    assert hashlib.sha256(oeuvre_words.path().read_bytes()).hexdigest() == manifest["words.sqlite"]


def test_the_lists_are_those_of_the_build() -> None:
    """A list that was edited without building again would be no list at all."""
    manifest = json.loads((PACKAGE / "src" / "oeuvre_words" / "manifest.json").read_text(encoding="utf-8"))
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (PACKAGE / "lists").iterdir()}
    assert digests == manifest["lists"]


def test_it_stays_small_enough_to_be_kept() -> None:
    assert oeuvre_words.path().stat().st_size <= 12_000_000


def test_every_licence_that_it_names_lies_beside_it() -> None:
    terms = tomllib.loads((PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["license"]
    texts = " ".join(path.stem for path in (PACKAGE / "licences").iterdir())
    assert "CC-BY-SA-4.0" in terms
    assert set(texts.split()) == {"Apache-2.0", "CC-BY-SA-4.0", "CMUdict", "LGPL-2.1", "LGPLLR", "SCOWL", "WordNet"}
    notice = (PACKAGE / "NOTICE").read_text(encoding="utf-8")
    assert all(name in notice for name in ("Lexique", "Lefff", "Wiktionary", "thes_fr", "WordNet", "CMU", "SCOWL"))


def test_it_holds_no_definition() -> None:
    base = sqlite3.connect(f"{oeuvre_words.path().as_uri()}?mode=ro&immutable=1", uri=True)
    tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    base.close()
    assert tables == {"aspirated", "codes", "forms", "links", "unfit", "vocabulary"}


def test_without_the_package_one_error_says_what_to_do() -> None:
    script = (
        "import sys; sys.modules['oeuvre_words'] = None\n"
        "from oeuvre.create.lexicon import NoWordData, zipf\n"
        "try:\n    zipf('pain', 'fr')\n"
        "except NoWordData as error:\n    print(error.message('fr'), error.remedy('en'))\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "oeuvre-words" in told
    assert "pip install ./packages/words" in told
