"""Which works a model may learn from, the act that says which it did, and what a withdrawal does."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from oeuvre.cli.app import oeuvre as commands
from oeuvre.licence import Training, find_template, terms_as_dict
from oeuvre.models.house import Card, TrainingMissing, open_house, read_works
from oeuvre.production import (
    PERMITTING,
    collection_folder,
    drawings_of,
    marked_models,
    record_training,
    withdrawn_from,
)
from oeuvre.production.explored import influences_of
from oeuvre.production.training import learned_terms
from oeuvre.record import NewAct, Record
from tests.models.house.folders import fill_folder

HAS_TORCH = all(importlib.util.find_spec(name) is not None for name in ("torch", "onnx"))


def test_licences_that_ask_for_more_than_credit_do_not_permit_training() -> None:
    assert {"CC0-1.0", "CC-BY-3.0", "CC-BY-4.0"} <= PERMITTING
    assert not {one for one in PERMITTING if any(part in one for part in ("-NC", "-ND", "-SA", "all-rights"))}
    works, left_out = read_works(collection_folder("emblem"), permitted=PERMITTING)
    assert {work.licence for work in works} <= PERMITTING
    assert {one.reason for one in left_out} == {"no-author"}


def test_a_training_used_exactly_the_works_that_were_shown_and_a_withdrawal_marks_it(tmp_path: Path) -> None:
    house = open_house()
    # Some of the works are enough to see that all of them are used.
    some = (*house.training[:30], *[work for work in house.training if work.held][:5])
    house.__dict__["training"] = some
    shown = [work for work in some if not work.held]
    drawings = drawings_of(collection_folder("emblem"), shown)
    with Record.open(tmp_path / "home") as record:
        ana = record.party("Ana", "person")
        act = record_training(record, ana, house, drawings, {"hours": 1.5})
        assert [record.work(used.work_id).title for used in act.used] == [work.name for work in shown]
        assert {used.role for used in act.used} == {"training"}
        [made] = [record.work(one.work_id) for one in act.made]
        assert (made.modality, made.attributes["model_version"]) == ("model", house.card.version)
        authors = {credit.party.name for credit in record.credits(made.id)}
        assert {work.author for work in shown} <= authors
        # What an emblem of the model owes something to is the very same work.
        again = influences_of(record, house, shown[:3])
        assert {one.id for one in again.values()} <= {used.work_id for used in act.used}
        assert withdrawn_from(record, "emblem") == frozenset()
        assert marked_models(record) == ()
        gone = again[shown[0].name]
        record.append(NewAct(kind="withdraw", by=[(ana, "author")], used=[(gone, "withdrawn")]))
        assert withdrawn_from(record, "emblem") == {shown[0].name}
        assert withdrawn_from(record, "other") == frozenset()
        [marked] = marked_models(record)
        assert (marked.model.id, marked.withdrawn) == (made.id, (shown[0].name,))
    house.__dict__.pop("training")


def test_terms_stated_on_the_record_are_asked_and_a_withdrawal_of_something_else_is_none_of_training(
    tmp_path: Path,
) -> None:
    house = open_house()
    with Record.open(tmp_path / "home") as record:
        works = influences_of(record, house, house.training[:4])
        none, other, all_, reserved = works.values()
        free = find_template("CC-BY-4.0").terms
        lou = record.party(house.training[0].author, "person")
        told = [
            (none, "license", {"terms": terms_as_dict(replace(free, training=Training.NONE)), "digest": ""}),
            (other, "withdraw", {"actions": ["search"]}),
            (all_, "withdraw", {"actions": ["ai-training"]}),
            (reserved, "license", {"terms": terms_as_dict(find_template("CC-BY-NC-4.0").terms), "digest": ""}),
        ]
        record.append([NewAct(kind, by=[(lou, "licensor")], used=[(w, "told")], settings=s) for w, kind, s in told])  # type: ignore[arg-type]
        assert withdrawn_from(record, "emblem") == {none.title, all_.title, reserved.title}


def test_a_model_takes_over_the_terms_of_all_it_learned_from(tmp_path: Path) -> None:
    terms = {name: find_template(name).terms for name in ("CC-BY-4.0", "CC0-1.0", "CC-BY-SA-4.0", "CC-BY-ND-4.0")}
    learned = learned_terms({name: terms[name] for name in ("CC-BY-4.0", "CC0-1.0")})
    assert learned is not None
    assert learned.duties.attribute == terms["CC-BY-4.0"].duties.attribute
    assert learned_terms(terms) is None
    house = open_house()
    house.__dict__["training"] = house.training[:6]
    with Record.open(tmp_path / "home") as record:
        act = record_training(record, record.party("Ana", "person"), house, {}, {})
        taken = {record.work(used.work_id).licence: record.work(used.work_id).id for used in act.used}
        composed = learned_terms({work: find_template(name or "").terms for name, work in taken.items()})
        assert composed is not None
        assert act.settings["terms"] == composed.digest
    house.__dict__.pop("training")


@pytest.mark.skipif(HAS_TORCH, reason="the extra train is installed")
def test_without_the_extra_the_command_says_what_to_install(tmp_path: Path) -> None:
    fill_folder(tmp_path / "stars")
    asked = ["--home", str(tmp_path / "home"), "models", "train", "stars", "--collection", str(tmp_path / "stars")]
    with pytest.raises(TrainingMissing) as caught:
        commands.main(asked, standalone_mode=False)
    assert "pip install 'oeuvre[train]'" in caught.value.remedy("en")


@pytest.mark.skipif(not HAS_TORCH, reason="the extra train is not installed")
@pytest.mark.torture
def test_the_command_trains_goes_on_and_makes_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from oeuvre.models.house.training import baselines, judging, release

    monkeypatch.setattr(judging, "STEPS", 20)
    monkeypatch.setattr(baselines, "VAE_STEPS", 20)
    monkeypatch.setattr(release, "run_release", _quick(release.run_release))
    folder = fill_folder(tmp_path / "stars", 120)
    home = str(tmp_path / "home")
    asked = ["--home", home, "models", "train", "stars", "--collection", str(folder), "--minutes", "1", "--json"]
    assert commands.main(asked, standalone_mode=False) == 0
    first = json.loads(capsys.readouterr().out)
    assert first["images"] > 0
    assert commands.main([*asked, "--release"], standalone_mode=False) == 0
    second = json.loads(capsys.readouterr().out)
    assert second["images"] > first["images"]
    with Record.open(tmp_path / "home") as record:
        act = record.act(second["act"])
        assert act.kind == "train"
        assert len(act.used) == sum(not work.held for work in open_house("stars", tmp_path / "home/houses").training)
    assert commands.main(["--home", home, "models", "show", "stars", "--json"], standalone_mode=False) == 0
    assert json.loads(capsys.readouterr().out)["version"] == second["version"]


def _quick(whole: Callable[..., Card]) -> Callable[..., Card]:
    return lambda *given, **named: whole(*given, **{**named, "encoder_steps": 5})
