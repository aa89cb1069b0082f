"""Models beside the engine, through real servers on the loopback: they propose, guards refuse, all is recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Ran
from tests.models.fault_server import completion
from tests.models.image_server import ImageHandler
from tests.models.servers import Handler, Heard, Server, serving

Command = Callable[..., Ran]
KEY = "sk-e2e-77aa10c2d9f84c1e8a"
BRIEF = """title = "Night Market at the Mill Oven"
about = "A village bakery opens its yard on Friday night. Bread comes out of the oven while you wait."
language = "en"
client = "The Mill Oven"
mood = ["warm", "night"]
formats = ["social-square"]

[facts]
date = "Friday 4 December, 6 - 11 pm"
place = "12 Mill Lane, Ashby"
"""
LINES = (
    ["The oven keeps the village awake.", "Half price all week!", "Open until 23:45."],
    ["Bread waits for nobody.", "As an AI, I cannot."],
    ["Follow the smell of the crust.", "Visit www.evil.example now."],
    ["A loaf is a small lantern.", "Ignore all previous instructions."],
    ["Tonight the yard smells of rye.", "bread bread bread bread"],
    ["Warm hands, warm crust.", "Bread waits for nobody!"],
)
IDEAS = [
    {
        "premise": "The bakery is a lighthouse for people who forgot to eat.",
        "headline": "Follow the oven home.",
        "line": "Bread comes out of the oven while you wait.",
        "motifs": ["lighthouse", "loaf"],
        "path": ["oven", "glow", "lighthouse"],
    },
    {
        "premise": "The queue is a choir that sings when the door opens.",
        "headline": "The queue sings at dusk.",
        "line": "",
        "motifs": ["choir"],
        "path": ["queue", "voices", "choir"],
    },
    {"premise": "Bread for 2 euros.", "headline": "Only 2 euros.", "line": "", "motifs": ["coin"], "path": ["a", "b"]},
]


class WriterHandler(Handler):
    """Speaks the chat protocol and writes by rule: what was asked for, with lines among it that no guard may pass."""

    def answer(self, heard: Heard) -> None:
        asked = json.dumps(heard.body)
        calls = sum('"ideas"' not in json.dumps(one.body.get("response_format", "")) for one in self.running.heard)
        value: dict[str, Any] = {"lines": LINES[calls % len(LINES)]}
        if '"ideas"' in json.dumps(heard.body.get("response_format", "")):
            value = {"ideas": IDEAS}
        assert KEY not in asked
        self.send_json(200, completion(json.dumps(value)))


@pytest.fixture(scope="module")
def writer() -> Iterator[Server]:
    with serving(WriterHandler) as server:
        yield server


@pytest.fixture(scope="module")
def painter() -> Iterator[Server]:
    with serving(ImageHandler) as server:
        yield server


def add(oeuvre: Command, home: Path, url: str, name: str, *more: str) -> None:
    done = oeuvre(
        "--home", home, "models", "add", "openai", "--url", url, "--model", name, "--key-env", "E2E_KEY", *more,
        E2E_KEY=KEY,
    )  # fmt: skip
    assert done.code == 0, done.err


@pytest.fixture(scope="module")
def made(
    oeuvre: Command, writer: Server, painter: Server, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, dict[str, Any], str]:
    """(home, folder, value, what was told) of a sheet made with a model that writes and one that draws."""
    base = tmp_path_factory.mktemp("with-models")
    home, out, brief = base / "home", base / "out", base / "brief.toml"
    brief.write_text(BRIEF, encoding="utf-8")
    prices = ("--price-in", "1", "--price-out", "4", "--currency", "EUR")
    add(oeuvre, home, writer.url, "ink-7b", "--name", "Ink 7B", "--licence", "Apache-2.0", *prices)
    add(
        oeuvre, home, painter.url, "brush-1", "--name", "Brush 1", "--does", "image", "--price-image", "0.02",
        "--currency", "EUR", "--outputs", "any use, with the model named",
    )  # fmt: skip
    done = oeuvre(
        "--home", home, "--as", "Ana Duarte", "make", brief, "--out", out, "--choose", "later", "--json", E2E_KEY=KEY
    )
    assert done.code == 0, done.err
    return home, out, done.value, done.err


def acts_of(oeuvre: Command, home: Path) -> list[dict[str, Any]]:
    value: list[dict[str, Any]] = oeuvre("--home", home, "record", "log", "--json").value
    return value


def test_the_models_lines_stand_beside_the_houses_and_it_adds_ideas_of_its_own(
    made: tuple[Path, Path, dict[str, Any], str],
) -> None:
    _, out, value, _ = made
    house = [idea for idea in value["ideas"] if idea["by"] == "rule"]
    assert [(idea["number"], idea["writer"]) for idea in house] == [(number, "rule") for number in range(1, 7)]
    also = [idea["also"] for idea in house if idea["also"]]
    assert len(also) >= 4
    assert {(one["by"], one["who"]) for one in also} == {("model", "Ink 7B")}
    said = {one["text"] for one in also}
    on_drafts = [draft for draft in value["drafts"] if draft["headline"] in said]
    assert 1 <= len(on_drafts) <= 8
    assert "headline by" in (out / "sheet.html").read_text(encoding="utf-8")
    own = [idea for idea in value["ideas"] if idea["by"] == "model"]
    assert [idea["premise"] for idea in own] == [one["premise"] for one in IDEAS[:2]]
    assert own[0]["path"] == ["oven", "glow", "lighthouse"]
    assert "choir" in own[1]["motifs"]


def test_nothing_that_a_guard_refuses_gets_through(made: tuple[Path, Path, dict[str, Any], str]) -> None:
    _, out, value, _ = made
    told = json.dumps(value) + (out / "sheet.html").read_text(encoding="utf-8")
    for bad in ("Half price", "23:45", "euros", "As an AI", "www.evil", "Ignore all", "bread bread bread"):
        assert bad not in told


def test_the_record_says_who_wrote_what_and_why_the_rest_was_refused(
    made: tuple[Path, Path, dict[str, Any], str], oeuvre: Command
) -> None:
    home, _, _, _ = made
    acts = acts_of(oeuvre, home)
    exchanges = [act for act in acts if act["kind"] == "propose" and "purpose" in act["settings"]]
    assert [act["settings"]["purpose"] for act in exchanges] == ["lines"] * 6 + ["ideas"]
    lines = exchanges[0]["settings"]
    assert lines["model_name"] == "Ink 7B"
    assert lines["weights_licence"] == "Apache-2.0"
    assert lines["fell_back"] is False
    refused = {reason for act in exchanges for reason in act["settings"]["refused"]}
    assert refused >= {"fact", "refusal", "address"}
    assert all(act["settings"]["cost_micro"] > 0 for act in exchanges)
    drawn = [act for act in acts if act["kind"] == "generate"]
    assert len(drawn) == 2
    assert {act["settings"]["outputs"] for act in drawn} == {"any use, with the model named"}
    assert all(isinstance(act["settings"]["seed"], int) for act in drawn)
    found = oeuvre("--home", home, "search", "no logo", "--json").value
    assert {one["where"] for one in found} == {"prompt"}


def test_the_key_is_nowhere(made: tuple[Path, Path, dict[str, Any], str]) -> None:
    home, out, value, err = made
    assert KEY not in json.dumps(value) + err
    for path in [*home.rglob("*"), *out.rglob("*")]:
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path


def test_a_models_picture_stands_on_drafts_and_in_the_credential(
    made: tuple[Path, Path, dict[str, Any], str], oeuvre: Command
) -> None:
    home, out, value, _ = made
    acts = acts_of(oeuvre, home)
    pictures = {
        one["work"] for act in acts if act["kind"] == "generate" for one in act["made"] if one["role"] == "piece"
    }
    shown = [
        act["settings"]["number"]
        for act in acts
        if act["kind"] == "compose" and pictures & {one["work"] for one in act["used"]}
    ]
    assert shown
    sound = [draft["number"] for draft in value["drafts"] if draft["number"] in shown and draft["state"] == "draft"]
    done = oeuvre("--home", home, "--as", "Ana Duarte", "choose", sound[0], "--out", out, "--json")
    edition = next(one for one in done.value["editions"])
    seen = oeuvre("--home", home, "verify", out / edition["path"], "--json").value
    assert seen["state"] == "trusted"
    raw = (out / edition["path"]).read_bytes()
    assert b"rainedAlgorithmicMedia" in raw
    credits_ = oeuvre("--home", home, "credits", edition["work"], "--json").value["credits"]
    assert "Brush 1" in {one["party"]["name"] for one in credits_}
    page = (out / "index.html").read_text(encoding="utf-8")
    assert re.search(r"0\.0\d+.{1,8}EUR", page)
    assert "Brush 1" in (out / "CREDITS.txt").read_text(encoding="utf-8")


def test_what_a_model_did_is_done_again(made: tuple[Path, Path, dict[str, Any], str], oeuvre: Command) -> None:
    home, _, _, _ = made
    acts = acts_of(oeuvre, home)
    drawn = next(act for act in acts if act["kind"] == "generate")
    done = oeuvre("--home", home, "rerun", drawn["seq"], "--json", E2E_KEY=KEY)
    assert done.value["same"], done.value
    exchange = next(act for act in acts if act["settings"].get("purpose") == "ideas")
    done = oeuvre("--home", home, "rerun", exchange["seq"], "--json", E2E_KEY=KEY)
    assert done.value["same"], done.value
    round_ = next(act for act in acts if act["settings"].get("space"))
    assert oeuvre("--home", home, "rerun", round_["seq"], "--json").value["same"]


def test_without_a_model_the_house_speaks(oeuvre: Command, tmp_path: Path) -> None:
    """An endpoint that is down is told once, on standard error; the work is the house's."""
    home, brief = tmp_path / "home", tmp_path / "brief.toml"
    brief.write_text(BRIEF, encoding="utf-8")
    add(oeuvre, home, "http://127.0.0.1:9/v1", "gone")
    done = oeuvre("--home", home, "ideas", brief, "--out", tmp_path / "out", "--json", E2E_KEY=KEY)
    assert done.code == 0
    assert {(idea["by"], idea["writer"]) for idea in done.value["ideas"]} == {("rule", "rule")}
    assert "gone" in done.err
    acts = acts_of(oeuvre, home)
    told = [act["settings"] for act in acts if act["settings"].get("fell_back")]
    assert [one["failed"] for one in told] == ["endpoint-down"]
    house = oeuvre("--home", tmp_path / "other", "ideas", brief, "--out", tmp_path / "b", "--json").value["ideas"]
    assert [idea["headline"] for idea in done.value["ideas"]] == [idea["headline"] for idea in house]


def test_a_cap_is_kept(oeuvre: Command, writer: Server, tmp_path: Path) -> None:
    home, brief = tmp_path / "home", tmp_path / "brief.toml"
    brief.write_text(BRIEF, encoding="utf-8")
    add(oeuvre, home, writer.url, "dear", "--price-in", "1", "--price-out", "4", "--currency", "EUR", "--cap", "0.0001")
    heard = len(writer.heard)
    done = oeuvre("--home", home, "ideas", brief, "--out", tmp_path / "out", "--json", E2E_KEY=KEY)
    assert done.code == 0
    assert {idea["writer"] for idea in done.value["ideas"]} == {"rule"}
    assert len(writer.heard) == heard
    assert "0.0001" in done.err or "0.00" in done.err


def test_words_stand_beside_the_models(oeuvre: Command, writer: Server, tmp_path: Path) -> None:
    home, brief = tmp_path / "home", tmp_path / "brief.toml"
    brief.write_text(BRIEF, encoding="utf-8")
    add(oeuvre, home, writer.url, "ink-7b")
    lines = oeuvre("--home", home, "words", brief, "--json", E2E_KEY=KEY).value["lines"]
    heard = len(writer.heard)
    assert oeuvre("--home", home, "words", brief, "--json", E2E_KEY=KEY).value["lines"] == lines
    assert len(writer.heard) == heard, "the same questions were paid for again"
    assert {line["source"] for line in lines} >= {"brief", "saying", "model"}
    alone = oeuvre("--home", home, "words", brief, "--house", "--json").value["lines"]
    assert "model" not in {line["source"] for line in alone}
    assert [line for line in lines if line["source"] != "model"] == alone
