"""`oeuvre models` as a person uses it: what it prints, how it ends, and that no key is ever among it."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from oeuvre.cli import main
from tests.models.conftest import KEY
from tests.models.fault_server import BREAD
from tests.models.servers import Server


@dataclass(frozen=True)
class Ended:
    """An exit code and what was printed."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Ended]


@pytest.fixture
def oeuvre(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Command]:
    """Runs a command of `models` in a home of its own."""
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OEUVRE_TEST_KEY", KEY)

    def run(*words: str | Path) -> Ended:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(["--home", "home", "models", *map(str, words)])
        printed = capfd.readouterr()
        assert KEY not in printed.out + printed.err
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    yield run
    signal.signal(signal.SIGTERM, before)


def add(oeuvre: Command, server: Server, model: str, *words: str) -> Ended:
    return oeuvre("add", "openai", "--url", server.url, "--model", model, "--key-env", "OEUVRE_TEST_KEY", *words)


def test_from_adding_to_removing(oeuvre: Command, fault_server: Server) -> None:
    assert oeuvre("list", "--json").value == []
    assert "No model" in oeuvre("list").err
    prices = ("--price-in", "1", "--price-out", "2", "--currency", "EUR", "--cap", "5", "--licence", "of its maker")
    added = add(oeuvre, fault_server, "good", *prices)
    assert added.code == 0
    assert "good" in added.out
    (card,) = oeuvre("list", "--json").value
    cost: dict[str, object] = {
        "basis": "priced",
        "currency": "EUR",
        "per_million_in": 1_000_000,
        "per_million_out": 2_000_000,
    }
    cost["per_image"] = 0
    assert card == {
        "id": "good",
        "name": "good",
        "provider": "openai",
        "does": ["text"],
        "version": "good",
        "weights_licence": "of its maker",
        "outputs": "unknown",
        "cost": cost,
        "data_goes": "stays on this machine",
        "digest": "",
        "size": 0,
        "context": 0,
        "cap_micro": 5_000_000,
    }
    assert oeuvre("list").out.startswith("good\tgood\twrites\t1.00 EUR")
    shown = oeuvre("show", "good")
    assert "from OEUVRE_TEST_KEY" in shown.out
    assert oeuvre("show", "good", "--json").value["settings"]["key_env"] == "OEUVRE_TEST_KEY"
    tried = oeuvre("try", "good")
    assert (tried.code, tried.out.splitlines()[0]) == (0, f"{BREAD[0]}  (let through)")
    assert "100 tokens read, 50 written" in tried.err
    assert "0.0002 EUR" in tried.err
    value = oeuvre("try", "good", "--json").value
    assert value["accepted"] == BREAD
    assert (value["tokens_in"], value["cost_micro"], value["currency"], value["tries"]) == (100, 200, "EUR", 1)
    assert oeuvre("remove", "good", "--json").value == {"removed": "good"}
    assert oeuvre("list", "--json").value == []


def test_a_model_that_gives_nothing_usable_ends_with_its_reasons(oeuvre: Command, fault_server: Server) -> None:
    add(oeuvre, fault_server, "price")
    tried = oeuvre("try", "price")
    assert tried.code == 1
    assert "refused: something that the brief does not say" in tried.out
    assert "Nothing that “price” wrote can be used" in tried.err
    value = oeuvre("try", "price", "--json").value
    assert value["error"]["code"] == "nothing-usable"
    assert {one["reason"] for one in value["refused"]} == {"fact"}


@pytest.mark.parametrize("fault", ["unauthorized", "tells-key", "broken", "html"])
def test_a_failing_endpoint_is_one_clear_error_without_the_key(
    oeuvre: Command, fault_server: Server, fault: str
) -> None:
    add(oeuvre, fault_server, fault)
    ended = oeuvre("try", fault)
    assert ended.code == 1
    assert ended.err.count("→") == 1
    assert oeuvre("try", fault, "--json").value["error"]["remedy"]


def test_a_picture_is_tried_and_kept_where_one_says(oeuvre: Command, image_server: Server, tmp_path: Path) -> None:
    add(oeuvre, image_server, "png", "--does", "image")
    ended = oeuvre("try", "png", "--out", tmp_path / "trial.png")
    assert ended.code == 0
    assert "image/png, 1024 × 1024" in ended.out
    with Image.open(tmp_path / "trial.png") as picture:
        assert picture.size == (1024, 1024)
    value = oeuvre("try", "png", "--json").value
    assert (value["media_type"], value["seed"], value["file"]) == ("image/png", 7, None)


def test_a_file_of_weights_is_added_and_shown(oeuvre: Command, weights: Path) -> None:
    added = oeuvre("add", weights, "--name", "Smol", "--json")
    assert added.code == 0
    assert (added.value["id"], added.value["weights_licence"], added.value["digest"][:8]) == (
        "smol",
        "apache-2.0",
        "b179c952",
    )
    assert oeuvre("show", "smol").out.count("b179c952") == 1


def test_plain_http_to_another_machine_is_warned_of(oeuvre: Command) -> None:
    ended = oeuvre("add", "openai", "--url", "http://10.0.0.3/v1", "--model", "m")
    assert ended.code == 0
    assert "10.0.0.3 in clear" in ended.err
    assert "plain-http" in oeuvre("show", "m", "--json").value["warnings"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["add", "nowhere.gguf"], "gguf-missing"),
        (["add", "openai", "--model", "m"], "bad-use"),
        (["add", "openai", "--url", "http://127.0.0.1:1/v1"], "bad-use"),
        (["add", "openai", "--url", "http://127.0.0.1:1/v1", "--model", "m", "--key-env", KEY], "key-pasted"),
        (["show", "nobody"], "model-unknown"),
        (["try", "nobody"], "model-unknown"),
        (["remove", "nobody"], "model-unknown"),
    ],
)
def test_bad_use_is_told_and_ends_with_2(oeuvre: Command, tmp_path: Path, words: list[str], code: str) -> None:
    ended = oeuvre(*words, "--json")
    assert (ended.code, ended.value["error"]["code"]) == (2, code)
    assert not (tmp_path / "home").exists()


def test_a_text_instead_of_weights_is_named(oeuvre: Command, tmp_path: Path) -> None:
    (tmp_path / "letter.gguf").write_text("Dear model,")
    ended = oeuvre("add", "letter.gguf", "--json")
    assert (ended.code, ended.value["error"]["code"]) == (2, "not-gguf")


def test_what_a_model_wrote_cannot_steer_the_terminal(oeuvre: Command, fault_server: Server) -> None:
    add(oeuvre, fault_server, "injected", "--name", "a\x1b[2Jb")
    (card,) = oeuvre("list", "--json").value
    assert "\x1b" not in oeuvre("list").out + oeuvre("try", card["id"]).out
