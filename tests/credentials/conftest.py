"""Real files, real authorities and one shared pool: nothing here stands in for the thing under test."""

from __future__ import annotations

import random
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst

from oeuvre.credentials import Authority, Claim, SigningPool
from tests.credentials.signed_files import Make, Samples, noise, simple_claim

SVG = (
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">'
    '<rect width="5" height="5"/></svg>'
)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def authority(home: Path) -> Authority:
    return Authority.open(home)


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority of somebody else's home."""
    return Authority.open(tmp_path_factory.mktemp("other"))


@pytest.fixture(scope="session")
def pool(authority: Authority) -> Iterator[SigningPool]:
    with SigningPool(authority) as pool:
        yield pool


@pytest.fixture(scope="session")
def other_pool(other: Authority) -> Iterator[SigningPool]:
    with SigningPool(other) as pool:
        yield pool


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """One small unsigned file of each kind, by its ending."""
    folder = tmp_path_factory.mktemp("samples")
    for ending in ("jpg", "png", "webp", "gif", "tiff"):
        noise(1).save(folder / f"plain.{ending}")
    (folder / "plain.svg").write_text(SVG, encoding="utf-8")
    typst.compile(b"#set page(width: 5cm, height: 5cm)\nLe pain sort du four.", output=str(folder / "plain.pdf"))
    with wave.open(str(folder / "plain.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(random.Random(2).randbytes(2000))
    (folder / "plain.md").write_text("# Marché de nuit\n\nLe pain sort du four.\n", encoding="utf-8")
    return {path.suffix[1:]: path for path in folder.iterdir()}


@pytest.fixture
def signed(tmp_path: Path, pool: SigningPool, samples: Samples) -> Make:
    """A freshly signed file of a kind, in a folder of its own."""

    def make(ending: str) -> Path:
        target = tmp_path / f"signed.{ending}"
        pool.sign(samples[ending], target, simple_claim())
        return target

    return make


@pytest.fixture
def claim() -> Claim:
    return simple_claim()
