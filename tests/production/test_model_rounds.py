"""Rounds of ideas with a model at hand: paid for once, recorded whole, and each line by whoever wrote it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from oeuvre.cli.commands.ideas import MOST
from oeuvre.create.brief import read_brief
from oeuvre.foundation import Language
from oeuvre.models import (
    REASONS,
    AnswerCut,
    Cost,
    ImageAnswer,
    ImageAsk,
    ModelCard,
    NothingUsable,
    SpendCapReached,
    TextAnswer,
    TextAsk,
)
from oeuvre.production import MOST_IDEAS, Run, excerpt, search
from oeuvre.production.at_hand import AtHand, spent
from oeuvre.production.exchanges import EXCHANGE_TYPE
from oeuvre.production.generating import draw, picture_index, with_generated
from oeuvre.production.ideas import Proposed, ideas_of
from oeuvre.production.ideation import to_ideas
from oeuvre.production.preparing import prepare
from oeuvre.production.recording import Recorder
from oeuvre.record import NewAct, NewWork, Record

BRIEF = """title = "Night Market at the Mill Oven"
about = "A village bakery opens its yard on Friday night. Bread comes out of the oven while you wait."
language = "en"
client = "The Mill Oven"
mood = ["warm", "night"]
"""
CARD = ModelCard(
    "ink", "Ink 7B", "openai", frozenset({"text"}), "ink-7b", "Apache-2.0", "any", Cost("priced", "EUR", 1, 1), "here"
)
LINES = ("The oven keeps the village awake.", "Bread waits for nobody.", "Follow the smell of the crust.")
IDEA = {
    "premise": "The bakery is a lighthouse for people who forgot to eat.",
    "headline": "Follow the oven home.",
    "line": "",
    "motifs": ["lighthouse", "loaf"],
    "path": ["oven", "glow", "lighthouse"],
}


class Ink:
    """A model that writes by rule: a line for every other idea, one idea of its own; `last` is its last call."""

    card = CARD

    def __init__(self, last: int = 999) -> None:
        self.asked: list[str] = []
        self._last = last

    def write(self, ask: TextAsk) -> TextAnswer:
        if len(self.asked) >= self._last:
            raise KeyboardInterrupt
        self.asked.append(json.dumps(ask.settings(), sort_keys=True))
        value: dict[str, object] = {"ideas": [IDEA]}
        if "lines" in json.dumps(ask.schema):
            turn = sum(ord(sign) for sign in ask.prompt)
            value = {"lines": [LINES[turn % 3], LINES[(turn + 1) % 3]] if turn % 2 else ["As an AI, I cannot."]}
        return TextAnswer(json.dumps(value), value, 10, 10, 7, 0.1, ask.seed, "stop")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "home") as opened:
        yield opened


def recorder(record: Record, tmp_path: Path) -> Recorder:
    path = tmp_path / "brief.toml"
    path.write_text(BRIEF, encoding="utf-8")
    run = Run("a" * 32, "market", tmp_path / "out", read_brief(path), 0)
    return Recorder(record, run, record.party("Ana", "person"))


def ideas(recorder: Recorder, model: Ink) -> tuple[Proposed, ...]:
    at_hand = AtHand(model)
    return to_ideas(recorder, recorder.brief(recorder.run.brief), 6, at_hand=at_hand).ideas


def said(found: tuple[Proposed, ...]) -> list[tuple[int, str, str, str, str]]:
    return [(one.number, one.idea.premise, one.line.text, one.also, one.writer, one.by) for one in found]


@pytest.mark.parametrize("calls", [1, 3, 6])
def test_whoever_is_cut_off_pays_no_question_twice(tmp_path: Path, calls: int) -> None:
    whole = Ink()
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with Record.open(tmp_path / "one" / "home") as record:
        expected = said(ideas(recorder(record, tmp_path / "one"), whole))
        paid = spent(record, "market")
    with Record.open(tmp_path / "two" / "home") as record:
        by = recorder(record, tmp_path / "two")
        first, second = Ink(last=calls), Ink()
        with pytest.raises(KeyboardInterrupt):
            ideas(by, first)
        assert ideas_of(record, by.run.id) == ()
        assert said(ideas(by, second)) == expected
        # A conversation that was cut off in the middle is the only one that may be had again.
        again = set(first.asked) & set(second.asked)
        assert len(again) < 3
        assert len(first.asked) + len(second.asked) - len(again) == len(whole.asked)
        assert spent(record, "market") == paid
        third = Ink()
        ideas(by, third)
        assert third.asked == []


def test_a_model_is_credited_for_its_own_lines_alone(record: Record, tmp_path: Path) -> None:
    found = ideas(recorder(record, tmp_path), Ink())
    assert {(one.by, one.writer) for one in found} == {("rule", "rule"), ("model", "model")}
    for one in found:
        parties = {credit.party.kind for credit in record.credits(one.work.id)}
        assert ("model" in parties) == (one.by == "model"), one.number
        answers = [used for used in one.act.used if used.role == "answer"]
        assert bool(answers) == (one.by == "model")
    beside = [one for one in found if one.also_work is not None]
    assert beside
    for one in beside:
        assert one.by == "rule"
        assert one.also_work is not None
        made = record.made_by_act(one.also_work.id)
        assert [by.role for by in made.by] == ["writer"]
        assert {used.role for used in made.used} == {"idea", "answer"}
        assert "model" in {credit.party.kind for credit in record.credits(one.also_work.id)}


def test_what_another_home_says_gives_no_money_back(record: Record) -> None:
    party = record.party("Ink 7B", "model")
    for cost in (500, -400, True):
        settings = {"currency": "EUR", "cost_micro": cost}
        record.append(NewAct("propose", by=[(party, "writer")], project="market", settings=settings))
    assert spent(record, "market") == {"EUR": 500}


def test_search_goes_past_what_another_homes_record_left_behind_or_bent(tmp_path: Path) -> None:
    idea = "application/vnd.oeuvre.idea+json"
    with Record.open(tmp_path / "theirs") as record:
        party = record.party("Ink 7B", "model")
        for data, kind in ((b"[]", idea), (b"{", idea), (b'{"number": {}, "line": 3}', idea), (b"{}", EXCHANGE_TYPE)):
            work = NewWork(record.store.put(data), kind, "text", len(data))
            record.append(NewAct("propose", run="a" * 32, by=[(party, "x")], made=[(work, "idea")], project="market"))
        record.append(NewAct("choose", by=[(party, "x")], words={"because": "a loaf like a moon"}, project="market"))
        assert [one.where for one in search(record, "moon")] == ["because"]
        record.export_prov(tmp_path / "export.json")
    with Record.open(tmp_path / "ours") as record:
        record.import_prov(tmp_path / "export.json")
        assert [one.where for one in search(record, "moon")] == ["because"]
        # Nor do they become ideas of a run of ours that has the same name.
        assert {one.by for one in ideas(recorder(record, tmp_path), Ink())} == {"rule", "model"}


class Broken:
    """A model whose pictures break off on the way: they may have been billed."""

    card = replace(CARD, does=frozenset({"image"}), cost=Cost("priced", "EUR", per_image=20_000), cap_micro=30_000)

    def draw(self, ask: ImageAsk) -> ImageAnswer:
        raise AnswerCut(self.card.id)


def test_a_picture_that_broke_off_counts_towards_the_cap(record: Record, tmp_path: Path) -> None:
    by, model = recorder(record, tmp_path), Broken()
    brief = by.brief(by.run.brief)
    found = to_ideas(by, brief, 6).ideas
    assert [error.code for error in draw(by, brief, model, found, 0)] == ["answer-cut"]
    assert spent(record, "market") == {"EUR": 20_000}
    (told,) = draw(by, brief, model, found, 0)
    assert isinstance(told, SpendCapReached)
    pieces = prepare(by.run.brief, "en", strict=False)
    assert with_generated(record, by.run.id, pieces) == pieces
    assert all(picture_index(pieces, record, by.run.id, one) is None for one in found)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_reason_against_a_models_idea_has_its_words(language: Language) -> None:
    ours = ("too-close", "near-refused", "brief", "cliche", "avoid", "unfit")
    reasons = dict.fromkeys((*REASONS, "shape", "motifs", "path", *ours), 1)
    assert NothingUsable("ink", reasons=reasons).message(language).count("(1)") == len(reasons)


def test_a_models_idea_that_everybody_has_is_told_and_let_be(record: Record, tmp_path: Path) -> None:
    class Echo(Ink):
        def write(self, ask: TextAsk) -> TextAnswer:
            answer = super().write(ask)
            held = {"ideas": [{**IDEA, "premise": "Baked with love."}]}
            return answer if "lines" in json.dumps(ask.schema) else replace(answer, text=json.dumps(held), data=held)

    by, at_hand = recorder(record, tmp_path), AtHand(Echo())
    found = to_ideas(by, by.brief(by.run.brief), 6, at_hand=at_hand).ideas
    assert {one.by for one in found} == {"rule"}
    told = [error.message("fr") for error in at_hand.told if error.code == "nothing-usable"]
    assert any("ce que tout le monde dit du métier" in message for message in told)


def test_a_long_text_is_shown_around_the_words() -> None:
    text = "Avant. " * 200 + "La forêt d’ÉTÉ. " + "Après. " * 200
    shown = excerpt(text, "forêt été")
    assert "La forêt d’ÉTÉ." in shown
    assert len(shown) < 500
    assert excerpt("Court.\nEncore.", "court") == "Court. Encore."


def test_the_command_has_the_same_bound_as_the_rounds() -> None:
    assert MOST == MOST_IDEAS
