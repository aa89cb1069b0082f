"""Doing again what a model did: within the project's cap, paid for on the record, and never the same for nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from oeuvre.create.brief import read_brief
from oeuvre.models import (
    Cost,
    ImageAnswer,
    ImageAsk,
    ModelCard,
    SpendCapReached,
    TextAnswer,
    TextAsk,
)
from oeuvre.production import NotRepeatable, Reach, Run, rerun
from oeuvre.production.at_hand import spent
from oeuvre.production.exchanges import Exchange, answer_bytes, record_exchange
from oeuvre.record import Act, NewAct, NewWork, Record

CARD = ModelCard(
    "ink", "Ink 7B", "openai", frozenset({"text", "image"}), "ink-7b", "Apache-2.0", "any",
    Cost("priced", "EUR", 1_000_000, 1_000_000, 900), "here", cap_micro=2_000,
)  # fmt: skip
ASK = TextAsk("Write.", "A line.", max_tokens=100, seed=3)


class Ink:
    """A model that says the same each time, for 400 millionths."""

    def __init__(self, card: ModelCard = CARD) -> None:
        self.card = card
        self.calls = 0

    def write(self, ask: TextAsk) -> TextAnswer:
        self.calls += 1
        return TextAnswer("A line of bread.", None, 10, 10, 400, 0.1, ask.seed, "stop")

    def draw(self, ask: ImageAsk) -> ImageAnswer:
        self.calls += 1
        return ImageAnswer(b"picture", "image/png", 64, 64, ask.prompt, ask.seed, "", 900)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "home") as opened:
        yield opened


def again(record: Record, act: Act, model: Ink, tmp_path: Path) -> Any:
    path = tmp_path / "brief.toml"
    path.write_text('title = "Bread"\nabout = "Bread at night."\nlanguage = "en"\n', encoding="utf-8")
    run = Run("a" * 32, "bread", tmp_path / "out", read_brief(path), 0)
    # What a model did is done again without composing anything: a record and a run are all that is looked at.
    loop = SimpleNamespace(record=record, run=run, brief=run.brief, trades=None)
    reach = Reach(lambda _: model, lambda _: model)
    return rerun(cast(Any, loop), act, cast(Any, None), reach)


def exchange(record: Record, *answers: TextAnswer) -> Act:
    said = Exchange(CARD, "lines", (ASK,) * len(answers), answers, (), 1, 400, None, None)
    record_exchange(record, said, project="bread", run="a" * 32, title="Bread", brief=None, seed=3)
    return record.acts()[-1]


def test_the_same_answer_is_told_and_paid_for(record: Record, tmp_path: Path) -> None:
    model = Ink()
    act = exchange(record, model.write(ASK))
    done = again(record, act, model, tmp_path)
    assert done.same
    assert spent(record, "bread") == {"EUR": 800}
    assert record.acts()[-1].settings["act"] == act.digest
    assert not record.acts()[-1].made


def test_what_costs_nothing_adds_nothing(record: Record, tmp_path: Path) -> None:
    class Free(Ink):
        def write(self, ask: TextAsk) -> TextAnswer:
            return replace(super().write(ask), cost_micro=0)

    act = exchange(record, Free().write(ASK))
    before = len(record.acts())
    assert again(record, act, Free(replace(CARD, cost=Cost("local"))), tmp_path).same
    assert len(record.acts()) == before


def test_the_cap_holds_for_it_too(record: Record, tmp_path: Path) -> None:
    model = Ink(replace(CARD, cap_micro=500))
    act = exchange(record, Ink().write(ASK))
    with pytest.raises(SpendCapReached):
        again(record, act, model, tmp_path)
    assert model.calls == 0


def test_nothing_answered_is_nothing_to_do_again(record: Record, tmp_path: Path) -> None:
    with pytest.raises(NotRepeatable):
        again(record, exchange(record), Ink(), tmp_path)


@pytest.mark.parametrize(
    "asked",
    [b"{}", b"[1]", b"not json", json.dumps([{**ASK.settings(), "max_tokens": 10**9}]).encode(),
     json.dumps([{**ASK.settings(), "schema": "x"}]).encode(), json.dumps([{"prompt": "x"}]).encode()],
)  # fmt: skip
def test_a_question_that_is_none_is_not_asked(record: Record, tmp_path: Path, asked: bytes) -> None:
    """A record can come from anyone."""
    party, model = record.party("Ink 7B", "model"), Ink()
    media, answer = "application/vnd.oeuvre.exchange+json", answer_bytes([])
    made = [
        (NewWork(record.store.put(asked), media, "text", len(asked)), "prompt"),
        (NewWork(record.store.put(answer), media, "text", len(answer)), "answer"),
    ]
    record.append(NewAct("propose", by=[(party, "writer")], made=made, settings={"model": "ink"}))
    with pytest.raises(NotRepeatable):
        again(record, record.acts()[-1], model, tmp_path)
    assert model.calls == 0


def test_a_picture_drawn_again_is_paid_for(record: Record, tmp_path: Path) -> None:
    party, prompt = record.party("Ink 7B", "model"), b"A loaf."
    made = [
        (NewWork(record.store.put(prompt), "text/plain", "text", len(prompt)), "prompt"),
        (NewWork(record.store.put(b"picture"), "image/png", "image", 7), "piece"),
    ]
    settings = {"model": "ink", "width": 64, "height": 64, "seed": 1, "cost_micro": 900, "currency": "EUR"}
    record.append(NewAct("generate", by=[(party, "author")], made=made, settings=settings, project="bread"))
    assert again(record, record.acts()[-1], Ink(), tmp_path).same
    assert spent(record, "bread") == {"EUR": 1800}
    with pytest.raises(SpendCapReached):
        again(record, record.acts(kinds=("generate",))[-1], Ink(), tmp_path)
