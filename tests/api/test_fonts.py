"""Fonts that people bring: works like pictures, which briefs and brand kits name by their ids, in any project."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from oeuvre.create.library import faces
from tests.api.conftest import Studio

GLOOCK = faces()["gloock-400-normal"].path
TERMS = {"author": "Zoé Martin", "licence": "OFL-1.1"}
OTHER = {"title": "Fête du quai", "about": "Une guinguette ouvre au bord de l’eau.", "formats": ["social-square"]}


def bring(studio: Studio, name: str, data: bytes, **more: Any) -> Any:
    return studio.client.post(
        f"/api/projects/{studio.slug}/files", params={"name": name, **TERMS, **more}, content=data
    )


def packed(path: Path) -> bytes:
    with TTFont(GLOOCK) as font:
        font.flavor = "woff2"
        font.save(path)
    return path.read_bytes()


def test_a_font_is_a_work_of_its_author_under_its_terms(studio: Studio) -> None:
    answer = bring(studio, "Quais.ttf", GLOOCK.read_bytes())
    assert answer.status_code == 201, answer.text
    row = answer.json()
    assert (row["kind"], row["modality"], row["media_type"], row["title"]) == ("font", "font", "font/ttf", "Quais.ttf")
    assert (row["by"]["name"], row["made_by"]) == ("Zoé Martin", "human")
    whole = studio.get(f"/works/{row['id']}")
    assert whole["licence"] == "OFL-1.1"
    content = studio.client.get(f"/api/works/{row['id']}/content")
    assert content.content == GLOOCK.read_bytes()
    assert content.headers["content-disposition"].startswith("attachment")
    assert content.headers["content-type"] == "application/octet-stream"
    assert studio.client.get(f"/api/works/{row['id']}/thumb").json()["code"] == "no-picture"
    assert bring(studio, "Again.ttf", GLOOCK.read_bytes()).json()["id"] == row["id"]
    assert [one["id"] for one in studio.get(f"/projects/{studio.slug}/works?kind=font")["items"]] == [row["id"]]


def test_a_font_for_browsers_is_unpacked(studio: Studio, tmp_path: Path) -> None:
    row = bring(studio, "Quais.woff2", packed(tmp_path / "g.woff2")).json()
    assert (row["media_type"], row["title"]) == ("font/ttf", "Quais.ttf")
    assert studio.client.get(f"/api/works/{row['id']}/content").content[:4] == b"\0\1\0\0"
    assert [one for one in (studio.home / "cache" / "uploads").rglob("*") if one.is_file()] == []


@pytest.mark.parametrize(
    ("name", "data", "status", "code"),
    [
        ("Quais.ttf", GLOOCK.read_bytes()[:900], 422, "font-refused"),
        ("Quais.ttf", b"wOF2" + bytes(300), 422, "font-refused"),
        ("Quais.ttf", b"hello", 415, "kind-lies"),
        ("photo.png", GLOOCK.read_bytes(), 415, "kind-lies"),
    ],
)
def test_what_cannot_be_set_in_is_refused(studio: Studio, name: str, data: bytes, status: int, code: str) -> None:
    answer = bring(studio, name, data)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert name in answer.json()["detail"] or name in answer.json()["place"]
    assert studio.get(f"/projects/{studio.slug}/works?kind=font,picture,text")["total"] == 0
    assert [one for one in (studio.home / "cache" / "uploads").rglob("*") if one.is_file()] == []


def test_a_brief_of_any_project_is_set_in_it(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oeuvre.production.loop.DRAFTS", 2)
    font = bring(studio, "Quais.ttf", GLOOCK.read_bytes()).json()["id"]
    kit = {"id": "quais", "name": "Quais", "heading": font, "body": "", "version": ""}
    assert studio.client.put("/api/brands/quais", json=kit).json()["heading"] == font
    brief = {**OTHER, "brand": {"fonts": [font]}}
    made = studio.client.post("/api/projects", json={"brief": brief, "start": "brief"})
    assert made.status_code == 201, made.text
    slug = made.json()["project"]["slug"]
    assert studio.get(f"/projects/{slug}/brief")["reading"]["errors"] == []
    job = studio.ended(studio.client.post(f"/api/projects/{slug}/drafts", json={}).json())
    assert job["state"] == "done", job
    draft = studio.get(f"/projects/{slug}/works?kind=draft")["items"][0]["id"]
    # Whoever drew it is credited, by the work that was brought and no other.
    whole = studio.get(f"/works/{draft}")
    (credit,) = [one for one in whole["credits"] if one["what"] == "Quais.ttf"]
    assert (credit["who"]["name"], credit["licence"]) == ("Zoé Martin", "SIL OFL 1.1")
    assert font in {node["id"] for node in studio.get(f"/works/{draft}/lineage")["nodes"]}


def test_a_font_that_is_not_there_is_told_at_its_field(studio: Studio) -> None:
    brief = {**OTHER, "brand": {"fonts": ["Gloock", "0" * 32]}}
    (error,) = studio.client.post("/api/brief/reading", json={"brief": brief}).json()["errors"]
    assert error["code"] == "file-missing"
    assert error["place"].endswith("brand.fonts[2]")


def test_a_picture_is_no_font(studio: Studio) -> None:
    from tests.api.planted import png

    picture = bring(studio, "logo.png", png((1, 2, 3))).json()["id"]
    brief = {**OTHER, "brand": {"fonts": [picture]}}
    (error,) = studio.client.post("/api/brief/reading", json={"brief": brief}).json()["errors"]
    assert error["code"] == "font-file-bad"


def test_a_font_whose_bytes_are_gone_is_missing_and_consent_to_it_is_taken_back(studio: Studio) -> None:
    # Whoever drew it decides about it.
    studio.client.put("/api/me", json={"name": "Zoé Martin"})
    row = bring(studio, "Quais.ttf", GLOOCK.read_bytes()).json()
    withdrawn = studio.client.post(f"/api/works/{row['id']}/withdrawals", json={"because": "plus à louer"})
    assert withdrawn.status_code == 201, withdrawn.text
    assert withdrawn.json()["halted"]["kind"] == "withdrawn"
    digest = hashlib.sha256(GLOOCK.read_bytes()).hexdigest()
    (kept,) = [path for path in studio.home.rglob("*") if path.is_file() and digest.endswith(path.name[-40:])]
    kept.chmod(0o600)
    kept.unlink()
    brief = {**OTHER, "brand": {"fonts": [row["id"]]}}
    (error,) = studio.client.post("/api/brief/reading", json={"brief": brief}).json()["errors"]
    assert error["code"] == "file-missing"
