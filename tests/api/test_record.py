"""Whether the record holds, and the record as a file."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from oeuvre.record import Record
from tests.api.conftest import Studio


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
    assert list((studio.home / "cache" / "uploads").iterdir()) == []


def test_a_project_that_is_not_there_has_no_record(studio: Studio) -> None:
    answer = studio.client.get("/api/record/export?project=nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "project-unknown")
