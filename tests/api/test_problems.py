"""Refusals: one shape, in the language of the request, naming nothing of this machine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.conftest import Opened, Studio

NOWHERE = "0" * 32


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("GET", "/nothing", None, 404, "not-there"),
        ("PATCH", "/me", None, 405, "not-allowed"),
        ("GET", "/projects/nobody", None, 404, "project-unknown"),
        ("GET", "/projects/nobody/works", None, 404, "project-unknown"),
        ("GET", "/projects/nobody/events", None, 404, "project-unknown"),
        ("GET", f"/works/{NOWHERE}", None, 404, "work-unknown"),
        ("GET", "/works/%00", None, 404, "work-unknown"),
        ("GET", f"/works/{NOWHERE}/thumb", None, 404, "work-unknown"),
        ("GET", "/jobs/none", None, 404, "job-unknown"),
        ("GET", "/jobs/none/events", None, 404, "job-unknown"),
        ("DELETE", "/jobs/none", None, 404, "job-unknown"),
        ("GET", "/acts/999999", None, 404, "act-unknown"),
        ("GET", "/acts?since=yesterday", None, 422, "bad-shape"),
        ("GET", "/projects?limit=0", None, 422, "bad-shape"),
        ("GET", "/projects?limit=201", None, 422, "bad-shape"),
        ("GET", "/projects?cursor=!!", None, 400, "bad-cursor"),
        ("GET", "/projects?cursor=YTox", None, 400, "bad-cursor"),
        ("GET", "/emblems/none.svg", None, 404, "not-there"),
        ("PUT", "/me", {"name": ""}, 422, "bad-shape"),
        ("PUT", "/me", {"name": "A", "admin": True}, 422, "bad-shape"),
        ("POST", f"/ideas/{NOWHERE}/decisions", {"kind": "keep"}, 404, "work-unknown"),
        ("POST", "/projects", {"brief": {"title": "x"}}, 422, "field-missing"),
        ("PUT", "/brands/one", {"id": "two", "name": "x"}, 422, "other-id"),
        ("DELETE", "/brands/none", None, 404, "brand-unknown"),
    ],
)
def test_each_refusal_is_a_problem(studio: Studio, method: str, path: str, body: Any, status: int, code: str) -> None:
    for language in ("fr", "en"):
        answer = studio.client.request(method, f"/api{path}", json=body, headers={"Accept-Language": language})
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert (problem["status"], problem["code"]) == (status, code)
        assert problem["detail"]
        assert problem["remedy"]


def test_a_problem_speaks_the_language_of_the_request(studio: Studio) -> None:
    path = "/api/projects/nobody"
    said = {
        studio.client.get(path, headers={"Accept-Language": told}).json()["detail"]
        for told in ("fr-CA, en;q=0.5", "de, fr;q=0.3")
    }
    assert said == {"Aucun projet ne s’appelle «\u202fnobody\u202f»."}
    assert studio.client.get(path + "?lang=en", headers={"Accept-Language": "fr"}).json()["detail"].startswith("There")


@pytest.mark.parametrize("body", [b"{", b'"', b"\xff\xfe", b"[" * 100_000, b'{"name": "\\ud800"}'])
def test_bodies_that_cannot_be_read(studio: Studio, body: bytes) -> None:
    answer = studio.client.put("/api/me", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


def test_half_a_sign_in_a_brief_is_told(studio: Studio) -> None:
    body = b'{"brief": {"title": "\\ud800", "about": "x", "\\udfff": 1}}'
    answer = studio.client.post("/api/brief/reading", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-shape")


def test_a_body_larger_than_may_be_is_not_read(studio: Studio) -> None:
    answer = studio.client.put("/api/me", json={"name": "x" * 300_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_no_answer_names_a_folder_of_this_machine(opened: Opened) -> None:
    studio = opened()
    brief = {"title": "Autre", "about": "Une boulangerie.", "brand": {"logo": "logo.svg", "fonts": ["../x.ttf"]}}
    told = studio.client.post("/api/projects", json={"brief": brief}).text
    told += studio.client.post("/api/brief/reading", json={"brief": brief}).text
    brief["brand"] = {"logo": "logo.svg"}
    told += studio.client.post("/api/projects", json={"brief": brief}).text
    told += studio.client.post("/api/brief/reading", json={"brief": brief}).text
    assert str(studio.home.parent) not in told
    assert "logo.svg" in told


def test_what_nobody_foresaw_is_told_without_its_insides(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.testclient import TestClient

    from oeuvre.record import Record

    def broken(self: Record) -> None:
        raise RuntimeError(f"secret in {studio.home}")

    monkeypatch.setattr(Record, "verify", broken)
    client = TestClient(
        studio.client.app, base_url=studio.client.base_url, headers=studio.client.headers, raise_server_exceptions=False
    )
    answer = client.get("/api/record")
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert "secret" not in answer.text
    assert str(studio.home) not in json.dumps(answer.json())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "il manque"),
        ({"kind": "pick"}, "au choix"),
        ({"kind": "keep", "because": "x" * 3000}, "2000 signes au plus"),
        ({"kind": "keep", "because": 3}, "un texte est attendu"),
        ({"kind": "keep", "colour": "red"}, "ce champ est inconnu ici"),
        ({"kind": "undo", "act": 0}, "pas moins de 1"),
        ({"kind": "undo", "act": "x"}, "un nombre est attendu"),
        ([], "un objet avec des champs est attendu"),
    ],
)
def test_what_is_wrong_with_a_body_is_told_in_the_readers_language(studio: Studio, body: Any, words: str) -> None:
    answer = studio.client.post(
        f"/api/works/{studio.designs[0]}/decisions", json=body, headers={"Accept-Language": "fr"}
    )
    assert answer.status_code == 422
    assert words in answer.json()["detail"]
