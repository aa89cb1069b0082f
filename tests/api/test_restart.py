"""A studio that ends, or dies, and begins again: what it answered under a key stands, its jobs are told."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path
from typing import Any

from oeuvre.foundation import ManyErrors, read_settings
from oeuvre.studio import Answer, Desk, Job, Journal, ProjectUnknown, Studio, Tell
from tests.api.conftest import Opened
from tests.api.planted import SLUG, plant

BODY = {"brief": {"title": "Bal", "about": "Un bal avec un orchestre."}, "start": "brief"}


def dead() -> int:
    """A process that has ended."""
    with subprocess.Popen(["true"]) as one:
        one.wait()
    return one.pid


def held(**more: Any) -> dict[str, Any]:
    """A job as a studio that died left it."""
    return {
        "id": "j1",
        "kind": "round",
        "project": SLUG,
        "actor": "",
        "state": "running",
        "step": "round",
        "done": 3,
        "of": 12,
        "works": [],
        "acts": [],
        "lost": [],
        "errors": [],
        "begun": "2026-11-26T08:00:00+00:00",
        "ended": "",
        "process": dead(),
        **more,
    }


def journal_of(home: Path, *jobs: dict[str, Any]) -> None:
    journal = Journal(home)
    for job in jobs:
        journal.write_job(job["id"], job, most=500)
    journal.close()


def test_a_key_is_known_to_the_next_studio(opened: Opened) -> None:
    studio = opened(drafts=None)
    headers = {"Idempotency-Key": "one"}
    first = studio.client.post("/api/projects", json=BODY, headers=headers)
    assert first.status_code == 201
    studio.client.__exit__()
    again = opened(drafts=None)
    second = again.client.post("/api/projects", json=BODY, headers=headers)
    assert (second.status_code, second.content) == (201, first.content)
    assert len(again.get("/acts?kind=import")["items"]) == 1
    other = again.client.post("/api/projects", json={**BODY, "seed": 2}, headers=headers)
    assert other.json()["code"] == "key-reused"


def test_a_job_that_the_studio_died_on_is_told_and_its_key_asks_again(opened: Opened) -> None:
    studio = opened()
    headers = {"Idempotency-Key": "sheet"}
    path = f"/api/projects/{SLUG}/ideas"
    begun = studio.client.post(path, json={"count": 2}, headers=headers).json()
    assert studio.ended(begun)["state"] == "done"
    studio.client.__exit__()
    journal_of(studio.home, held(id=begun["id"], kind="ideas"))

    again = opened(drafts=None)
    told = again.get(f"/jobs/{begun['id']}")
    assert (told["state"], told["problem"]["code"], told["done"]) == ("interrupted", "job-interrupted", 3)
    assert "goes on from there" in told["problem"]["remedy"]
    before = again.get("/acts?limit=1")["items"][0]["seq"]
    second = again.client.post(path, json={"count": 2}, headers=headers).json()
    assert second["id"] != begun["id"]
    assert again.ended(second)["state"] == "done"
    # Two ideas stood already: nothing was done twice.
    assert again.get("/acts?limit=1")["items"][0]["seq"] == before


def test_a_job_of_another_studio_that_lives_is_not_ours_to_tell(tmp_path: Path) -> None:
    plant(tmp_path / "home")
    with subprocess.Popen(["sleep", "60"]) as other:
        journal_of(tmp_path / "home", held(process=other.pid), held(id="j2"))
        with Desk(read_settings(home=str(tmp_path / "home"), environment={}), tmp_path) as desk:
            assert [(job.id, job.state) for job in desk.jobs.all()] == [("j2", "interrupted")]
        other.kill()


def test_what_ended_is_told_as_it_was_and_what_was_stopped_by_the_end_as_interrupted(tmp_path: Path) -> None:
    settings = read_settings(home=str(tmp_path / "home"), environment={})
    plant(tmp_path / "home")
    begun = threading.Event()

    def fails(studio: Studio, tell: Tell) -> None:
        raise ManyErrors([ProjectUnknown("Bal"), ProjectUnknown("Fête")])

    def waits(studio: Studio, tell: Tell) -> None:
        begun.set()
        while True:
            tell("round", 1, 2)

    def until_over(job: Job) -> None:
        while not job.over:
            threading.Event().wait(0.005)

    with Desk(settings, tmp_path) as desk:
        failed = desk.begin("round", SLUG, "", fails)
        until_over(failed)
        running, waiting = (desk.begin("round", SLUG, "", waits, mark=name) for name in "ab")
        assert begun.wait(60)
    assert [job.state for job in (failed, running, waiting)] == ["failed", "interrupted", "interrupted"]
    with Desk(settings, tmp_path) as desk:
        told = {job.id: job for job in desk.jobs.all()}
    assert {one: told[one].state for one in told} == {
        failed.id: "failed",
        running.id: "interrupted",
        waiting.id: "interrupted",
    }
    first, again = failed.error, told[failed.id].error
    assert first is not None
    assert again is not None
    for language in ("fr", "en"):
        assert [one.as_dict(language) for one in again.all()] == [one.as_dict(language) for one in first.all()]


def test_the_journal_keeps_so_many_and_no_older(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for at in range(6):
        answer = Answer("d", float(at), 200, (("a", "é"),), b"\0")
        journal.keep(("o", "POST", "/p", str(at)), answer, since=1.0, most=3)
    kept = [journal.answer(("o", "POST", "/p", str(at)), since=1.0) for at in range(6)]
    assert [one is not None for one in kept] == [False, False, False, True, True, True]
    assert kept[5] == Answer("d", 5.0, 200, (("a", "é"),), b"\0")
    assert journal.answer(("o", "POST", "/p", "5"), since=6.0) is None
    journal.close()


def test_a_home_that_takes_no_journal_has_a_studio_without_memory(tmp_path: Path) -> None:
    (tmp_path / "studio.db").write_bytes(b"no database" * 100)
    journal = Journal(tmp_path)
    name = ("o", "POST", "/p", "k")
    journal.keep(name, Answer("d", 1.0, 200, (), b""), since=0.0, most=3)
    assert journal.answer(name, since=0.0) is None
    assert journal.jobs() == []
    journal.write_job("j", {}, most=3)
    journal.close()
