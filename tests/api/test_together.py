"""Several people in one project: nobody's decision or brief is overruled unseen, and a list is kept up with cheaply."""

from __future__ import annotations

from typing import Any

import pytest

from oeuvre.record import NewAct, Record
from tests.api.conftest import Opened, Studio
from tests.api.planted import SLUG, draft


def decide(studio: Studio, work: str, kind: str, **more: Any) -> Any:
    body = {"kind": kind, "editions": False, **more}
    return studio.client.post(f"/api/works/{work}/decisions", json=body)


class TestDecisions:
    def test_an_undo_that_names_its_act_never_takes_back_another_persons(self, studio: Studio) -> None:
        work = studio.designs[0]
        anns = decide(studio, work, "refuse").json()["decided"]
        bobs = decide(studio, work, "keep").json()
        answer = decide(studio, work, "undo", act=anns)
        assert (answer.status_code, answer.json()["code"]) == (409, "decided-since")
        assert str(bobs["decided"]) in answer.json()["detail"]
        assert studio.get(f"/works/{work}")["work"]["state"] == "kept"
        answer = decide(studio, work, "undo", act=bobs["decided"])
        assert (answer.json()["state"], answer.json()["decided"]) == ("draft", None)

    def test_what_was_not_seen_is_not_overruled(self, studio: Studio) -> None:
        work = studio.designs[0]
        first = decide(studio, work, "keep", seen=0).json()
        answer = decide(studio, work, "refuse", seen=0)
        assert (answer.status_code, answer.json()["code"]) == (409, "decided-since")
        assert decide(studio, work, "refuse", seen=first["decided"]).json()["state"] == "refused"

    def test_an_undo_of_what_was_taken_back_already_says_so(self, studio: Studio) -> None:
        work = studio.designs[0]
        act = decide(studio, work, "keep").json()["decided"]
        decide(studio, work, "undo", act=act)
        assert decide(studio, work, "undo", act=act).json()["code"] == "decided-since"

    def test_ideas_are_guarded_alike(self, studio: Studio) -> None:
        idea = studio.get(f"/projects/{studio.slug}/ideas")["items"][0]["id"]
        address = f"/api/ideas/{idea}/decisions"
        assert studio.client.post(address, json={"kind": "keep", "seen": 0}).status_code == 200
        assert studio.client.post(address, json={"kind": "refuse", "seen": 0}).json()["code"] == "decided-since"


class TestRoundsOfTwoRuns:
    @pytest.fixture
    def two(self, opened: Opened) -> Studio:
        """A project whose second run has drafts of its own."""
        studio = opened(drafts=2)
        with Record.open(studio.home) as record:
            rule = record.party("Oeuvre: composition by rule", "rule")
            works = record.works(project=SLUG)
            brief = next(one for one in works if one.media_type == "application/toml")
            idea = next(one for one in works if one.media_type.startswith("application/vnd.oeuvre.idea"))
            new = draft(record, 9, SLUG, "Nuit des pains", rule, brief, idea)
            record.append(NewAct(**{**vars_of(new), "run": "b" * 32}))
        return studio

    def test_none_of_these_needs_the_run_and_refuses_its_drafts_alone(self, two: Studio) -> None:
        address = f"/api/projects/{two.slug}/rounds/refuse"
        answer = two.client.post(address, json={"round": 0})
        assert (answer.status_code, answer.json()["code"]) == (409, "round-unclear")
        runs = [one["run"] for one in two.get(f"/projects/{two.slug}/rounds")["items"]]
        assert runs == ["a" * 32, "b" * 32]
        assert two.get(f"/projects/{two.slug}/works?round=0&run={'b' * 32}")["total"] == 1
        answer = two.client.post(address, json={"round": 0, "run": "c" * 32})
        assert answer.json()["code"] == "no-such-round"


def vars_of(act: NewAct) -> dict[str, Any]:
    return {name: getattr(act, name) for name in act.__dataclass_fields__}


class TestKeepingUp:
    def test_what_changed_since_is_all_that_is_told(self, studio: Studio) -> None:
        whole = studio.get(f"/projects/{studio.slug}/works?limit=200")
        assert studio.get(f"/projects/{studio.slug}/works?since={whole['head']}")["items"] == []
        decide(studio, studio.designs[1], "keep")
        news = studio.get(f"/projects/{studio.slug}/works?since={whole['head']}")
        assert [(one["id"], one["state"]) for one in news["items"]] == [(studio.designs[1], "kept")]
        decide(studio, studio.designs[1], "undo")
        later = studio.get(f"/projects/{studio.slug}/works?since={news['head']}")
        assert [one["state"] for one in later["items"]] == ["draft"]

    def test_works_are_told_by_their_ids_and_by_what_shows_them(self, studio: Studio) -> None:
        row = studio.get(f"/projects/{studio.slug}/works?kind=draft")["items"][0]
        found = studio.get(f"/projects/{studio.slug}/works?ids={row['image']},{studio.designs[2]},nothing")
        assert [one["id"] for one in found["items"]] == [row["id"], studio.designs[2]]


class TestBriefs:
    def test_a_brief_changed_from_an_old_one_is_not_written_over(self, studio: Studio) -> None:
        address = f"/api/projects/{studio.slug}/brief"
        old = studio.get(f"/projects/{studio.slug}/brief")
        ann = {**old["brief"], "goal": "Fill the hall"}
        assert studio.client.put(address, json={"brief": ann, "base": old["work"]}).status_code == 200
        bob = {**old["brief"], "audience": "Neighbours"}
        answer = studio.client.put(address, json={"brief": bob, "base": old["work"]})
        assert (answer.status_code, answer.json()["code"]) == (409, "brief-changed")
        stands = studio.get(f"/projects/{studio.slug}/brief")
        assert stands["brief"]["goal"] == "Fill the hall"
        answer = studio.client.put(address, json={"brief": {**bob, "goal": "Fill the hall"}, "base": stands["work"]})
        assert answer.json()["brief"]["audience"] == "Neighbours"


def test_of_two_who_choose_at_once_the_slower_is_told(studio: Studio) -> None:
    one, other = studio.designs[:2]
    chosen = decide(studio, one, "choose", editions=False, instead_of=0)
    assert chosen.json()["state"] == "chosen"
    late = decide(studio, other, "choose", editions=False, seen=0, instead_of=0)
    assert (late.status_code, late.json()["code"]) == (409, "decided-since")
    again = decide(studio, other, "choose", editions=False, seen=0, instead_of=chosen.json()["decided"])
    assert again.json()["state"] == "chosen"
