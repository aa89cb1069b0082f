"""Whether the record holds, and the record as a file."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from oeuvre.record import Record
from tests.api.conftest import Opened, Studio


def test_the_record_says_that_it_holds(studio: Studio) -> None:
    found = studio.get("/record")
    assert (found["holds"], found["broken_at"], found["reason"]) == (True, None, "")
    assert found["acts"] == studio.get("/acts?limit=1")["items"][0]["seq"]


def test_an_act_that_was_altered_is_told_in_the_language_of_the_request(studio: Studio) -> None:
    with sqlite3.connect(studio.home / "oeuvre.db") as database:
        (seq,) = database.execute("SELECT max(seq) FROM act").fetchone()
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE act SET kind = 'choose' WHERE seq = ?", (seq,))
    told = {
        language: studio.client.get("/api/record", headers={"Accept-Language": language}).json()
        for language in ("fr", "en")
    }
    assert [(one["holds"], one["broken_at"]) for one in told.values()] == [(False, seq)] * 2
    assert told["fr"]["reason"] != told["en"]["reason"] != ""


def test_the_record_goes_out_whole_or_a_project_of_it(studio: Studio, tmp_path: Path) -> None:
    answer = studio.client.get("/api/record/export")
    assert answer.status_code == 200
    assert "record.prov.json" in answer.headers["content-disposition"]
    whole = tmp_path / "whole.json"
    whole.write_bytes(answer.content)
    (tmp_path / "other").mkdir()
    with Record.open(tmp_path / "other") as other:
        assert other.import_prov(whole).acts == studio.get("/record")["acts"]
    part = studio.client.get(f"/api/record/export?project={studio.slug}").json()
    assert set(studio.designs) <= {name.rpartition(":")[2] for name in part["entity"]}
    assert str(studio.home) not in json.dumps(part) + answer.text
    assert [one for one in (studio.home / "cache" / "uploads").rglob("*") if one.is_file()] == []


def test_a_project_that_is_not_there_has_no_record(studio: Studio) -> None:
    answer = studio.client.get("/api/record/export?project=nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "project-unknown")


class TestFinding:
    def test_a_search_goes_on_to_the_first_act_and_never_ends_before(self, opened: Opened) -> None:
        studio = opened(drafts=60)
        studio.client.post(f"/api/works/{studio.designs[0]}/decisions", json={"kind": "refuse", "because": "Sans pain"})
        pages, cursor = [], ""
        while True:
            page = studio.get("/acts", params={"q": "ligne", "limit": 7, **({"cursor": cursor} if cursor else {})})
            pages += [act["seq"] for act in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert len(pages) == 60
        assert pages == sorted(pages, reverse=True)
        assert [act["kind"] for act in studio.get("/acts?q=PAIN sans")["items"]] == ["refuse"]

    def test_a_search_holds_to_project_kind_party_and_work(self, opened: Opened) -> None:
        studio = opened(drafts=6)
        draft = studio.get(f"/works/{studio.designs[2]}")["work"]
        assert [act["seq"] for act in studio.get(f"/acts?q=ligne&work={draft['id']}")["items"]] == [draft["act"]]
        assert len(studio.get(f"/acts?q=ligne&party={draft['by']['id']}")["items"]) == 6
        assert studio.get("/acts?q=ligne&kind=refuse")["items"] == []
        assert studio.client.get("/api/acts?q=ligne&project=another").status_code == 404

    def test_moments_are_told_apart_by_the_database(self, opened: Opened) -> None:
        studio = opened(drafts=3)
        acts = studio.get("/acts?limit=200")["items"]
        moments = sorted({act["at"] for act in acts})
        found = studio.get("/acts", params={"since": moments[-1]})["items"]
        assert {act["at"] for act in found} == {moments[-1]}
        earlier = studio.get("/acts", params={"until": moments[-1]})["items"]
        assert [act["seq"] for act in (*found, *earlier)] == [act["seq"] for act in acts]
        assert studio.get("/acts", params={"q": "ligne", "until": moments[0]})["items"] == []

    def test_words_that_were_erased_are_found_no_more(self, studio: Studio) -> None:
        work = studio.designs[0]
        studio.client.post(f"/api/works/{work}/decisions", json={"kind": "refuse", "because": "Un secret"})
        (act,) = studio.get("/acts?q=secret")["items"]
        with Record.open(studio.home) as record:
            record.erase_words(act["seq"])
        assert studio.get("/acts?q=secret")["items"] == []
        assert studio.get(f"/works/{work}")["work"]["reason"] == ""
        assert studio.get(f"/projects/{studio.slug}/works?q=secret")["items"] == []
