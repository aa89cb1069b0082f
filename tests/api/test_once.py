"""A write that is sent twice is done once."""

from __future__ import annotations

import threading
from typing import Any

from oeuvre.record import Record
from tests.api.conftest import FEW, TOKEN, Opened, Studio

BODY = {"brief": {"title": "Bal", "about": "Un bal avec un orchestre."}, "start": "brief"}


def send(studio: Studio, key: str, body: Any = BODY, path: str = "/api/projects", **more: Any) -> Any:
    return studio.client.post(path, json=body, headers={"Idempotency-Key": key}, **more)


def test_the_same_key_and_body_get_the_same_answer(opened: Opened) -> None:
    studio = opened(drafts=None)
    first, again = send(studio, "one"), send(studio, "one")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first.headers["content-type"] == again.headers["content-type"]
    assert len(studio.get("/acts?kind=import")["items"]) == 1


def test_the_same_key_with_another_body_is_refused(opened: Opened) -> None:
    studio = opened(drafts=None)
    send(studio, "one")
    answer = send(studio, "one", {**BODY, "seed": 3})
    assert (answer.status_code, answer.json()["code"]) == (409, "key-reused")
    other = studio.client.put("/api/me", json={"name": "Awa"}, headers={"Idempotency-Key": "one"})
    assert other.status_code == 200


def test_what_was_refused_may_be_mended_under_its_key(opened: Opened) -> None:
    studio = opened(drafts=None)
    assert send(studio, "one", {"brief": {}}).status_code == 422
    assert send(studio, "one").status_code == 201


def test_the_keys_of_another_session_are_its_own(opened: Opened) -> None:
    from starlette.testclient import TestClient

    studio = opened(drafts=None)
    send(studio, "one")
    other = TestClient(studio.client.app, base_url=studio.client.base_url)
    other.get("/?token=" + TOKEN, follow_redirects=False)
    answer = other.post("/api/projects", json=BODY, headers={"Idempotency-Key": "one"})
    assert answer.json()["code"] == "project-taken"


def test_files_are_told_apart_by_their_bytes(studio: Studio) -> None:
    path = f"/api/projects/{studio.slug}/files"
    values = {"name": "a.txt", "author": "Zoé", "licence": "CC0-1.0"}

    def bring(data: bytes) -> Any:
        return studio.client.post(path, params=values, content=data, headers={"Idempotency-Key": "f"})

    first, again, other = bring(b"words"), bring(b"words"), bring(b"other words")
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (409, "key-reused")
    assert studio.get(f"/projects/{studio.slug}/works?kind=text")["total"] == 1


def test_keys_are_forgotten_before_they_are_too_many(studio: Studio) -> None:
    for index in range(FEW.keys + 8):
        answer = studio.client.put("/api/me", json={"name": "Awa"}, headers={"Idempotency-Key": str(index)})
        assert answer.status_code == 200


def test_many_at_once_under_one_key_make_one_project(opened: Opened) -> None:
    studio = opened(drafts=None)
    answers: list[int] = []

    def one() -> None:
        answers.append(send(studio, "one").status_code)

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {201, 409}
    assert 201 in answers
    assert len(studio.get("/projects")["items"]) == 1
    assert len(studio.get("/acts?kind=import")["items"]) == 1


def test_words_that_were_erased_are_in_no_answer_that_was_kept(studio: Studio) -> None:
    idea = studio.get(f"/projects/{studio.slug}/works?kind=idea")["items"]
    work = idea[0]["id"] if idea else studio.designs[0]
    path = f"/api/works/{work}/decisions"
    said = {"kind": "keep", "because": "for Zenobia alone"}
    assert studio.client.post(path, json=said, headers={"Idempotency-Key": "k"}).status_code < 300
    files = [studio.home / name for name in ("studio.db", "studio.db-wal")]
    assert any(b"Zenobia" in file.read_bytes() for file in files if file.is_file())
    with Record.open(studio.home) as record:
        record.erase_words(record.acts(kinds=("keep",))[-1].seq)
    studio.get(f"/projects/{studio.slug}/works")
    assert not any(b"Zenobia" in file.read_bytes() for file in files if file.is_file())
