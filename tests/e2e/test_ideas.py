"""Ideas before drafts, kept and refused with reasons; words; the record searched; acts done again."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import BAKERY, Finished, Ran, run_cold, write_brief

Command = Callable[..., Ran]
IDEA_KEYS = {
    *("id", "number", "premise", "headline", "line", "technique", "path", "why", "motifs", "commissions", "family"),
    *("by", "writer", "also", "state", "reason"),
}


class TestIdeas:
    def test_six_ideas_far_apart_each_with_its_path(self, oeuvre: Command, tmp_path: Path) -> None:
        done = oeuvre("--home", tmp_path / "home", "ideas", BAKERY, "--out", tmp_path / "out", "--json")
        assert done.code == 0
        value = done.value
        assert set(value) == {"project", "ideas", "replaced", "diversity", "little"}
        ideas = value["ideas"]
        assert [idea["number"] for idea in ideas] == list(range(1, 7))
        for idea in ideas:
            assert set(idea) == IDEA_KEYS
            assert idea["premise"]
            assert idea["headline"]
            assert len(idea["path"]) >= 3
            assert idea["motifs"]
            assert idea["by"] == "rule"
            assert idea["state"] == "open"
        assert len({idea["premise"] for idea in ideas}) == len({idea["headline"] for idea in ideas}) == 6
        assert len({idea["technique"] for idea in ideas}) >= 4
        assert 0 < value["diversity"]["nearest"] <= value["diversity"]["mean"] <= 1
        assert value["diversity"]["space"]
        page = (tmp_path / "out" / "ideas.html").read_text(encoding="utf-8")
        assert all(f'id="i{number}"' in page for number in range(1, 7))

    def test_the_same_seed_gives_the_same_ideas_in_another_home(self, oeuvre: Command, tmp_path: Path) -> None:
        # One of them begun from nothing, in an order of sets of its own.
        both = [
            begin("--home", tmp_path / name, "ideas", BAKERY, "--out", tmp_path / "out" / name, "--json").value
            for name, begin in (("one", oeuvre), ("two", run_cold))
        ]
        told = [[(i["premise"], i["headline"], i["path"]) for i in value["ideas"]] for value in both]
        assert told[0] == told[1]
        other = oeuvre(
            "--home", tmp_path / "one", "ideas", BAKERY, "--seed", "5", "--out", tmp_path / "three", "--json"
        ).value
        assert [i["premise"] for i in other["ideas"]] != [premise for premise, *_ in told[0]]

    def test_a_refused_idea_is_replaced_by_another_and_its_reason_stays(self, oeuvre: Command, tmp_path: Path) -> None:
        home, out = tmp_path / "home", tmp_path / "out"
        first = oeuvre("--home", home, "ideas", BAKERY, "--out", out, "--json").value
        kept = oeuvre("--home", home, "keep", "i1", "--because", "On la voit de loin", "--out", out)
        refused = oeuvre("--home", home, "refuse", "i3", "--because", "Trop sombre pour nous", "--out", out)
        assert kept.code == refused.code == 0
        assert kept.out.strip().endswith("ideas.html")
        second = oeuvre("--home", home, "ideas", BAKERY, "--out", out, "--json").value
        states = {idea["number"]: (idea["state"], idea["reason"]) for idea in second["ideas"]}
        assert states[1] == ("kept", "On la voit de loin")
        assert states[3] == ("refused", "Trop sombre pour nous")
        assert states[7] == ("open", "")
        assert len(states) == 7
        assert second["ideas"][6]["premise"] not in {idea["premise"] for idea in first["ideas"]}
        page = (out / "ideas.html").read_text(encoding="utf-8")
        assert "Trop sombre pour nous" in page
        found = oeuvre("--home", home, "search", "trop SOMBRE", "--json").value
        assert [(one["kind"], one["where"], one["number"]) for one in found] == [("refuse", "because", 3)]

    def test_what_a_home_refused_once_is_not_proposed_to_its_next_project(
        self, oeuvre: Command, tmp_path: Path
    ) -> None:
        home = tmp_path / "home"
        about = "Une boulangerie ouvre la nuit. Le pain sort du four devant vous."
        told = f'title = "{{}}"\nabout = "{about}"\nlanguage = "fr"\n'
        briefs = []
        for name in ("Nuit du pain", "Pain de nuit"):
            briefs.append(tmp_path / f"{name}.toml")
            briefs[-1].write_text(told.format(name), encoding="utf-8")
        fresh = oeuvre("--home", tmp_path / "new", "ideas", briefs[1], "--out", tmp_path / "new-out", "--json").value
        first = oeuvre("--home", home, "ideas", briefs[0], "--out", tmp_path / "a", "--json").value
        both = {idea["premise"] for idea in first["ideas"]} & {idea["premise"] for idea in fresh["ideas"]}
        assert both
        for idea in first["ideas"]:
            if idea["premise"] in both:
                oeuvre("--home", home, "refuse", f"i{idea['number']}", "--out", tmp_path / "a")
        second = oeuvre("--home", home, "ideas", briefs[1], "--out", tmp_path / "b", "--json").value
        assert not both & {idea["premise"] for idea in second["ideas"]}
        acts = oeuvre("--home", home, "record", "log", "--json").value
        act = [act for act in acts if act["kind"] == "propose"][-1]
        assert oeuvre("--home", home, "rerun", act["seq"], "--json").value["same"]

    def test_an_unknown_idea_is_told_and_nothing_recorded(self, oeuvre: Command, tmp_path: Path) -> None:
        home, out = tmp_path / "home", tmp_path / "out"
        oeuvre("--home", home, "ideas", BAKERY, "--out", out, "--json")
        before = len(oeuvre("--home", home, "record", "log", "--json").value)
        done = oeuvre("--home", home, "refuse", "i44", "--out", out, "--json")
        assert done.code == 2
        assert done.value["error"]["code"] == "no-such-idea"
        assert len(oeuvre("--home", home, "record", "log", "--json").value) == before

    def test_ten_thousand_ideas_are_refused_with_the_bound(self, oeuvre: Command, tmp_path: Path) -> None:
        done = oeuvre("--home", tmp_path / "home", "ideas", BAKERY, "-n", "10000", "--json")
        assert done.code == 2
        assert "48" in done.value["error"]["message"]
        assert not (tmp_path / "home").exists()


class TestOtherLanguages:
    def test_no_nonsense_is_made_of_words_that_the_engine_does_not_know(self, oeuvre: Command, tmp_path: Path) -> None:
        brief = tmp_path / "brief.toml"
        brief.write_text(
            'title = "Nachtmarkt am Backhaus"\nabout = "Das Brot kommt vor Ihren Augen aus dem Ofen."\n'
            'language = "de"\nformats = ["social-square"]\n',
            encoding="utf-8",
        )
        home, out = tmp_path / "home", tmp_path / "out"
        value = oeuvre("--home", home, "ideas", brief, "--out", out, "--json").value
        assert value["ideas"] == []
        assert value["little"] == ["language"]
        made = oeuvre("--home", home, "make", brief, "--out", out, "--choose", "auto", "--json")
        assert made.code == 0
        assert {draft["headline"] for draft in made.value["drafts"]} == {"Nachtmarkt am Backhaus"}
        assert {draft["idea"] for draft in made.value["drafts"]} == {None}


class TestDraftsOfIdeas:
    def test_drafts_are_of_ideas_and_say_which(self, finished: Finished) -> None:
        value = finished.value
        ids = {idea["id"] for idea in value["ideas"]}
        assert len(ids) >= 6
        assert {draft["idea"] for draft in value["drafts"]} <= ids
        assert len({draft["idea"] for draft in value["drafts"]}) == 6
        chosen = next(draft for draft in value["drafts"] if draft["number"] == value["chosen"]["number"])
        assert value["chosen"]["idea"] == chosen["idea"]
        said = {idea["headline"] for idea in value["ideas"]}
        assert sum(draft["headline"] in said for draft in value["drafts"]) >= 8

    def test_the_idea_is_in_the_lineage_and_credits_of_every_edition(self, finished: Finished, oeuvre: Command) -> None:
        work = finished.value["editions"][0]["work"]
        nodes = oeuvre("--home", finished.home, "lineage", work, "--json").value["nodes"]
        ideas = [node["id"] for node in nodes if node["media_type"] == "application/vnd.oeuvre.idea+json"]
        assert ideas == [finished.value["chosen"]["idea"]]
        credits_ = oeuvre("--home", finished.home, "credits", work, "--json").value["credits"]
        assert "concept" in {credit["role"] for credit in credits_}

    def test_one_idea_alone(self, oeuvre: Command, tmp_path: Path) -> None:
        home, out = tmp_path / "home", tmp_path / "out"
        brief = write_brief(tmp_path, formats=["social-square"])
        ideas = oeuvre("--home", home, "ideas", brief, "--out", out, "--json").value["ideas"]
        done = oeuvre("--home", home, "make", brief, "--out", out, "--idea", "2", "--choose", "auto", "--json")
        assert {draft["idea"] for draft in done.value["drafts"]} == {ideas[1]["id"]}
        assert done.value["chosen"]["idea"] == ideas[1]["id"]
        again = oeuvre("--home", home, "make", brief, "--out", out, "--idea", "2", "--choose", "auto", "--json")
        assert again.value == done.value
        missing = oeuvre("--home", home, "make", brief, "--out", tmp_path / "b", "--idea", "40", "--json")
        assert missing.code == 2
        assert missing.value["error"]["code"] == "no-such-idea"

    def test_a_given_headline_is_every_ideas(self, oeuvre: Command, tmp_path: Path) -> None:
        brief = write_brief(tmp_path, formats=["social-square"], more='headline = "Le pain veille"')
        value = oeuvre("--home", tmp_path / "h", "ideas", brief, "--out", tmp_path / "o", "--json").value
        assert {idea["headline"] for idea in value["ideas"]} == {"Le pain veille"}
        assert len({idea["premise"] for idea in value["ideas"]}) == 6
        assert len({tuple(idea["motifs"]) for idea in value["ideas"]}) >= 5


class TestWords:
    def test_lines_for_every_use_the_same_each_time(self, oeuvre: Command, tmp_path: Path) -> None:
        done = oeuvre("--home", tmp_path / "home", "words", BAKERY, "--json")
        again = oeuvre("--home", tmp_path / "other", "words", BAKERY, "--json")
        assert done.code == 0
        lines = done.value["lines"]
        assert again.value["lines"] == lines
        assert {line["use"] for line in lines} == {"headline", "line", "action", "caption", "announcement", "alt"}
        assert {line["source"] for line in lines} <= {"brief", "saying", "figure"}
        kinds = [act["kind"] for act in oeuvre("--home", tmp_path / "home", "record", "log", "--json").value]
        assert kinds.count("propose") == 1
        oeuvre("--home", tmp_path / "home", "words", BAKERY, "--json")
        kinds = [act["kind"] for act in oeuvre("--home", tmp_path / "home", "record", "log", "--json").value]
        assert kinds.count("propose") == 1


class TestAgain:
    def test_lines_alone_are_done_again_and_begin_no_run(self, oeuvre: Command, tmp_path: Path) -> None:
        home = tmp_path / "home"
        oeuvre("--home", home, "words", BAKERY, "--json")
        acts = oeuvre("--home", home, "record", "log", "--json").value
        done = oeuvre("--home", home, "rerun", next(act["seq"] for act in acts if act["kind"] == "propose"), "--json")
        assert done.value["same"], done.value
        assert oeuvre("--home", home, "choose", "1", "--json").value["error"]["code"] == "nothing-to-choose"
        assert len(oeuvre("--home", home, "record", "log", "--json").value) == len(acts)

    @pytest.mark.parametrize("kind", ["propose", "compose", "adapt"])
    def test_an_act_done_again_gives_the_same_bytes(self, finished: Finished, oeuvre: Command, kind: str) -> None:
        acts = oeuvre("--home", finished.home, "record", "log", "--json").value
        act = [act for act in acts if act["kind"] == kind][-1]
        before = len(acts)
        done = oeuvre("--home", finished.home, "rerun", act["seq"], "--json")
        assert set(done.value) == {"act", "same", "digest", "expected", "changed"}
        assert done.value["same"], done.value
        assert done.value["digest"] == done.value["expected"]
        assert done.code == 0
        assert len(oeuvre("--home", finished.home, "record", "log", "--json").value) == before

    def test_what_a_person_did_is_not_done_again(self, finished: Finished, oeuvre: Command) -> None:
        acts = oeuvre("--home", finished.home, "record", "log", "--json").value
        choice = next(act for act in acts if act["kind"] == "choose")
        done = oeuvre("--home", finished.home, "rerun", choice["seq"], "--json")
        assert done.code == 2
        assert done.value["error"]["code"] == "not-repeatable"


@pytest.fixture(scope="module")
def whole(oeuvre: Command, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """(home, brief, folder) of a finished run in one format."""
    base = tmp_path_factory.mktemp("whole")
    home, out = base / "home", base / "out"
    brief = write_brief(base / "brief", formats=["social-square"])
    assert oeuvre("--home", home, "make", brief, "--out", out, "--choose", "auto", "--json").code == 0
    return home, brief, out


class TestFinishedFolder:
    """What is asked of a folder in which a whole result lies."""

    def test_ideas_are_shown_beside_it_and_decided_on(self, oeuvre: Command, whole: tuple[Path, Path, Path]) -> None:
        home, brief, out = whole
        done = oeuvre("--home", home, "ideas", brief, "--out", out, "--json")
        assert done.code == 0, done.err
        assert len(done.value["ideas"]) == 6
        assert (out / "index.html").is_file()
        assert oeuvre("--home", home, "refuse", "i2", "--because", "Trop vu", "--out", out).code == 0
        assert "Trop vu" in (out / "index.html").read_text(encoding="utf-8")

    def test_a_wish_that_cannot_be_fulfilled_moves_nothing(
        self, oeuvre: Command, whole: tuple[Path, Path, Path]
    ) -> None:
        home, brief, out = whole
        oeuvre("--home", home, "refuse", "i2", "--out", out)
        before = sorted(out.rglob("*"))
        for number, code in (("99", "no-such-idea"), ("2", "idea-refused")):
            done = oeuvre("--home", home, "make", brief, "--out", out, "--idea", number, "--json")
            assert done.code == 2
            assert done.value["error"]["code"] == code
        assert sorted(out.rglob("*")) == before

    @pytest.mark.parametrize("name", ["²", "i²", "1²-affiche.png", "٣٣٣٣٣-x.png"])
    def test_a_name_that_only_looks_like_a_number_is_told(
        self, oeuvre: Command, whole: tuple[Path, Path, Path], name: str
    ) -> None:
        home, _, out = whole
        done = oeuvre("--home", home, "keep", name, "--out", out, "--json")
        assert (done.code, done.value["error"]["code"]) == (2, "no-such-draft")

    def test_a_decision_on_an_idea_reaches_the_page_of_its_drafts(
        self, oeuvre: Command, whole: tuple[Path, Path, Path]
    ) -> None:
        """Even where whoever decided was cut off before the page was made again."""
        home, brief, out = whole
        made = ("--home", home, "make", brief, "--out", out, "--idea", "3", "--choose", "auto", "--json")
        first = oeuvre(*made)
        assert first.code == 0, first.err
        cut_off = (
            "import sys; from pathlib import Path; from oeuvre.foundation import read_settings\n"
            "from oeuvre.studio import Studio; from oeuvre.production import ideas_of, identify\n"
            "from oeuvre.production.recording import Recorder\n"
            "home, out = sys.argv[1:]\n"
            "with Studio(read_settings(home=home)) as studio, studio.restored('', Path(out)) as run:\n"
            "    from dataclasses import replace\n"
            "    idea = ideas_of(studio.record, run.ideas)[0]\n"
            "    base = replace(run, id=run.ideas, idea=None)\n"
            "    recorder = Recorder(studio.record, base, studio.party())\n"
            "    recorder.decide_idea('refuse', idea.work, studio.party(), 'Non')\n"
        )
        done = subprocess.run([sys.executable, "-c", cut_off, home, out], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        again = oeuvre(*made)
        assert next(idea for idea in again.value["ideas"] if idea["number"] == 1)["state"] == "refused"
