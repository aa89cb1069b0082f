"""What goes wrong on this machine is told as it is: no folder is named, no room is no room, no connection is lost."""

from __future__ import annotations

import errno
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from oeuvre.api.problems import problem_of, roots_of, without
from oeuvre.production import RunBusy
from oeuvre.record import Record
from oeuvre.studio import Desk
from tests.api.conftest import Studio
from tests.api.test_files import bring


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/srv/home/briefs/x.svg is lost", "briefs/x.svg is lost"),
        ("“/srv/home” is lost", "“home” is lost"),
        ("/data/srv/home/x", "/data/srv/home/x"),
        ("/srv/homes/x", "/srv/homes/x"),
        ("http://srv/home/x and https://a.org/srv/home", "http://srv/home/x and https://a.org/srv/home"),
        ("../c/d.svg and http://nope/x", "../c/d.svg and http://nope/x"),
    ],
)
def test_folders_of_this_machine_are_left_out_at_their_borders(text: str, told: str) -> None:
    assert without(text, roots_of(Path("/srv/home"), Path("/"))) == told


def test_a_folder_that_an_error_names_itself_is_left_out(tmp_path: Path) -> None:
    out = tmp_path / "elsewhere" / "My result"
    out.mkdir(parents=True)
    problem = problem_of(RunBusy(str(out)), "en", ())
    assert problem.place == "My result"
    assert "--out" not in problem.remedy
    assert str(tmp_path) not in problem.model_dump_json()


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Quota exceeded"),
        sqlite3.OperationalError("database or disk is full"),
    ],
)
def test_a_full_disk_is_told_as_one(studio: Studio, monkeypatch: pytest.MonkeyPatch, error: Any) -> None:
    if isinstance(error, sqlite3.Error):
        error.sqlite_errorcode = sqlite3.SQLITE_FULL

    def full(self: Desk) -> None:
        raise error

    monkeypatch.setattr(Desk, "uploads", full)
    answer = bring(studio, "note.txt", b"words")
    assert (answer.status_code, answer.json()["code"]) == (507, "disk-full")
    assert "command" not in answer.json()["remedy"]
    assert studio.client.get("/api/health").status_code == 200


def test_what_nobody_foresaw_is_told_once_and_the_app_goes_on(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(self: Record) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Record, "verify", broken)
    # Had it gone on to the server, this client would raise it.
    answer = studio.client.get("/api/record", headers={"Accept-Language": "fr"})
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert "secret" not in answer.text
    assert "commande" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert len([one for one in caplog.records if one.name == "oeuvre.api"]) == 1


def test_a_key_that_is_too_long_is_refused_and_nothing_is_written(studio: Studio) -> None:
    before = studio.get("/acts")["items"]
    path = f"/api/projects/{studio.slug}/files"
    terms = {"name": "a.txt", "author": "Zoé", "licence": "CC0-1.0"}
    answer = studio.client.post(path, params=terms, content=b"words", headers={"Idempotency-Key": "k" * 201})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-key")
    assert studio.get("/acts")["items"] == before


def test_a_brief_is_read_where_nothing_can_be_written(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    from oeuvre import production

    def full(path: Path, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    logo = bring(studio, "logo.svg", drawing).json()["id"]
    brief = {"title": "Nuit", "about": "Une boulangerie.", "brand": {"logo": logo}}
    monkeypatch.setattr(production, "write_atomic", full)
    answer = studio.client.post("/api/brief/reading", json={"brief": brief})
    assert answer.status_code == 200, answer.text
    assert answer.json()["errors"] == [], json.dumps(answer.json()["errors"])


def test_a_head_is_answered_without_a_body(studio: Studio) -> None:
    for path in ("/api/health", f"/api/projects/{studio.slug}/works", f"/api/projects/{studio.slug}/events"):
        answer = studio.client.head(path)
        assert answer.status_code == 200, path
        assert answer.content == b""
    assert studio.client.head("/api/projects/nobody").status_code == 404


def test_the_acts_of_a_project_that_is_not_there_are_none(studio: Studio) -> None:
    assert studio.client.get("/api/acts?project=nope").status_code == 404


def test_yes_in_words_is_no_yes(studio: Studio) -> None:
    path = f"/api/works/{studio.designs[0]}/edits"
    for body in ({"headline": "A", "anyway": "yes"}, {"nudge": {"mark": ["0.1", "0"]}}):
        answer = studio.client.post(path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-shape")


@pytest.mark.parametrize("names", [{"palette": "nope"}, {"mark": "../../etc/passwd"}, {"picture": "nope"}])
def test_what_is_wrong_with_a_correction_is_told_at_once_and_may_be_mended(studio: Studio, names: Any) -> None:
    path, key = f"/api/works/{studio.designs[0]}/edits", {"Idempotency-Key": "pk"}
    answer = studio.client.post(path, json=names, headers=key)
    assert 400 <= answer.status_code < 500
    assert answer.json()["code"] != "key-reused"
    again = studio.client.post(path, json={"palette": "nope again"}, headers=key)
    assert again.json()["code"] in ("palette-unknown", "not-repeatable", answer.json()["code"])
    assert studio.get("/acts")["items"][0]["kind"] != "edit"


def test_what_is_wrong_with_a_round_is_told_at_once(studio: Studio) -> None:
    path = f"/api/projects/{studio.slug}/rounds"
    answer = studio.client.post(path, json={"kind": "mix", "like": [studio.designs[0]]})
    assert (answer.status_code, answer.json()["code"]) == (422, "two-designs"), answer.text
