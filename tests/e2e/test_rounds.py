"""Rounds as a user runs them: more, mix, a round refused, what they teach; killed in the middle and asked again."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from oeuvre.record import Record
from tests import warm
from tests.e2e.conftest import Ran, environment, run, write_brief

Command = Callable[..., Ran]
KEYS = {"work", "number", "path", "family", "state"}


@dataclass(frozen=True)
class Sheet:
    """A sheet of drafts of which nothing is chosen."""

    home: Path
    out: Path
    drafts: list[dict[str, Any]]

    def run(self, *words: str | Path) -> Ran:
        return run("--home", self.home, *words, "--out", self.out, "--json")

    def sound(self) -> list[dict[str, Any]]:
        return [draft for draft in self.drafts if draft["state"] == "draft"]


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sheet]:
    base = tmp_path_factory.mktemp("sheet")
    brief = write_brief(base / "brief", formats=["social-square"])
    home, out = base / "home", base / "out"
    done = run("--home", home, "make", brief, "--choose", "later", "--out", out, "--json")
    assert done.code == 0, done.err
    yield Sheet(home, out, done.value["drafts"])
    shutil.rmtree(base)


def test_more_by_number_by_file_and_by_id(sheet: Sheet) -> None:
    start = sheet.sound()[0]
    highest = max(draft["number"] for draft in sheet.drafts)
    numbers: list[int] = []
    for name in (str(start["number"]), sheet.out / start["path"], start["work"][:8]):
        done = sheet.run("more", name, "--keep", "family,copy", "-n", "1")
        assert done.code == 0, done.err
        assert set(done.value) == {"acts", "works"}
        assert len(done.value["works"]) == 1
        for work in done.value["works"]:
            assert set(work) == KEYS
            assert (work["family"], work["state"]) == (start["family"], "draft")
            assert (sheet.out / work["path"]).is_file()
            numbers.append(work["number"])
    assert numbers == sorted(set(numbers))
    assert min(numbers) > highest
    page = (sheet.out / "sheet.html").read_text(encoding="utf-8")
    assert all(f"drafts/{number}-" in page for number in numbers)
    acts = run("--home", sheet.home, "record", "log", "--json").value
    composed = [act for act in acts if act["seq"] in done.value["acts"] and act["kind"] == "compose"]
    assert {act["settings"]["round"] for act in composed} == {3}
    assert all(act["settings"]["round_kind"] == "more" for act in composed)


@pytest.mark.parametrize(
    ("way", "role"), [(["--unlike"], "unlike"), (["--opposite"], "unlike"), (["--recolour"], "like")]
)
def test_the_other_kinds(sheet: Sheet, way: list[str], role: str) -> None:
    start = sheet.sound()[1]
    done = sheet.run("more", str(start["number"]), *way, "-n", "1", "--because", "Voyons ailleurs")
    assert done.code == 0, done.err
    acts = run("--home", sheet.home, "record", "log", "--json").value
    act = next(act for act in acts if act["seq"] == done.value["acts"][-1])
    assert (start["work"], role) in {(used["work"], used["role"]) for used in act["used"]}
    assert act["words"]["because"] == "Voyons ailleurs"
    found = run("--home", sheet.home, "search", "voyons ailleurs", "--json").value
    assert found


def test_a_mix_is_chosen_and_becomes_editions(sheet: Sheet) -> None:
    one, other = (str(draft["number"]) for draft in sheet.sound()[2:4])
    mixed = sheet.run("mix", one, other, "-n", "2")
    assert mixed.code == 0, mixed.err
    number = mixed.value["works"][0]["number"]
    chosen = sheet.run("choose", str(number))
    assert chosen.code in (0, 3), chosen.err
    assert chosen.value["chosen"]["number"] == number
    assert {edition["credential"] for edition in chosen.value["editions"]} == {"trusted"}
    after = sheet.run("more", str(number), "-n", "1")
    assert after.code == 0, after.err
    # Once one is chosen, the page of the run is made again with the new ones on it.
    assert f"drafts/{after.value['works'][0]['number']}-" in (sheet.out / "index.html").read_text(encoding="utf-8")
    verified = run("--home", sheet.home, "verify", sheet.out / chosen.value["editions"][0]["path"], "--json")
    assert verified.code == 0


def test_a_whole_round_is_refused_and_teaches(sheet: Sheet) -> None:
    start = str(sheet.sound()[0]["number"])
    made = sheet.run("more", start, "--unlike", "-n", "3").value
    acts = run("--home", sheet.home, "record", "log", "--json").value
    number = next(act["settings"]["round"] for act in acts if act["seq"] == made["acts"][0])
    refused = sheet.run("refuse", f"r{number}", "--because", "trop chargé")
    assert refused.code in (0, 3), refused.err
    states = {draft["work"]: draft["state"] for draft in refused.value["drafts"]}
    assert {states[work["work"]] for work in made["works"]} == {"refused"}
    for draft in sheet.sound()[4:7]:
        sheet.run("refuse", str(draft["number"]), "--because", "trop chargé")
    taste = run("--home", sheet.home, "taste", "--out", sheet.out, "--json").value
    assert set(taste) == {"words", "features", "decisions", "early", "since"}
    assert taste["decisions"] >= 4
    assert "empty space" in taste["words"]
    told = run("--home", sheet.home, "--lang", "fr", "taste")
    assert "de l’espace vide" in told.out
    reset = run("--home", sheet.home, "taste", "--reset", "--json").value
    assert reset["decisions"] == 0
    assert reset["since"]


@pytest.mark.parametrize(
    ("language", "words", "code", "error"),
    [
        ("fr", ["more", "999"], 2, "no-such-draft"),
        ("en", ["more", "1", "--keep", "soul"], 2, "bad-use"),
        ("fr", ["more", "1", "--colours", "red"], 2, "bad-colour"),
        ("en", ["mix", "1", "1"], 2, "two-designs"),
        ("fr", ["refuse", "r99"], 2, "no-such-round"),
        ("en", ["more", "1", "--opposite", "--keep", "family,palette,mark,copy"], 1, "nothing-to-vary"),
    ],
)
def test_bad_use_is_told_and_nothing_recorded(
    sheet: Sheet, language: str, words: list[str], code: int, error: str
) -> None:
    before = len(acts_of(sheet.home))
    done = sheet.run("--lang", language, *words)
    assert (done.code, done.value["error"]["code"]) == (code, error)
    assert done.value["error"]["message"]
    assert done.value["error"]["remedy"]
    assert len(acts_of(sheet.home)) == before


def test_without_a_run_there_is_nothing_to_vary(oeuvre: Command, tmp_path: Path) -> None:
    done = oeuvre("--home", tmp_path / "home", "more", "1", "--json")
    assert (done.code, done.value["error"]["code"]) == (1, "nothing-to-choose")
    assert not (tmp_path / "home").exists()


def test_killed_in_the_middle_and_asked_again_it_is_one_round(sheet: Sheet) -> None:
    words = ("more", str(sheet.sound()[0]["number"]), "--unlike", "-n", "8")
    rounds = [act.settings.get("round") for act in acts_of(sheet.home) if act.kind == "compose"]
    number = max((one for one in rounds if isinstance(one, int)), default=0) + 1
    process = warm.start(
        "--home", sheet.home, *words, "--out", sheet.out, "--json", env=environment(OEUVRE_WORKERS="2"), session=True
    )
    while process.poll() is None and not of_round(sheet.home, number):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    before = of_round(sheet.home, number)
    assert before
    done = sheet.run(*words)
    assert done.code in (0, 3), done.err
    after = of_round(sheet.home, number)
    assert after[: len(before)] == before
    assert not of_round(sheet.home, number + 1)
    assert len(done.value["works"]) == 8 or done.code == 3
    tried = [act.settings["candidate"] for act in acts_of(sheet.home) if act.seq in after]
    assert sorted(tried) == list(range(len(tried)))  # type: ignore[type-var]


def acts_of(home: Path) -> tuple[Any, ...]:
    record = Record.open_existing(home)
    assert record is not None
    with record:
        assert record.verify().holds
        return tuple(record.acts())


def of_round(home: Path, number: int) -> list[int]:
    return [act.seq for act in acts_of(home) if act.settings.get("round") == number and act.kind == "compose"]


def test_the_command_line_says_what_the_room_can() -> None:
    from oeuvre.cli.commands import rounds
    from oeuvre.create.design import TRAITS
    from oeuvre.production import MOST_OF_ROUND, ROUND

    assert (rounds.TRAITS, rounds.ROUND, rounds.MOST) == (TRAITS, ROUND, MOST_OF_ROUND)
