"""The brief in the studio: six questions, a live reading, versions on the record."""

from __future__ import annotations

from typing import Any

import pytest

from oeuvre.record import Record
from tests.api.conftest import Opened, Studio

NEW = {"title": "Bal d’hiver", "about": "Un bal à la salle des fêtes, avec un orchestre.", "language": "fr"}


def test_a_reading_writes_and_records_nothing(studio: Studio) -> None:
    before = studio.get("/acts?limit=1")["items"][0]["seq"]
    files = sorted(studio.home.rglob("*"))
    body = {**NEW, "facts": {"date": "samedi 5 décembre", "place": "Salle des fêtes"}, "formats": ["card"]}
    told = studio.client.post("/api/brief/reading", json={"brief": body}, headers={"Accept-Language": "fr"}).json()
    assert told["errors"] == []
    assert told["language"] == "fr"
    assert "Bal d’hiver" in told["headlines"]
    assert {fact["kind"] for fact in told["facts"]} == {"date", "place"}
    assert len(told["formats"]) == 1
    assert studio.get("/acts?limit=1")["items"][0]["seq"] == before
    assert sorted(studio.home.rglob("*")) == files


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "field-missing"),
        ({**NEW, "titel": "x"}, "field-unknown"),
        ({**NEW, "title": 3}, "field-type"),
        ({**NEW, "formats": ["nope"]}, "format-unknown"),
        ({**NEW, "brand": {"logo": "missing.svg"}}, "file-missing"),
        ({**NEW, "brand": {"logo": "/etc/passwd"}}, "brief-outside"),
        ({**NEW, "references": [{"path": "../../x.png"}]}, "brief-outside"),
        ({**NEW, "brand": {"partners": ["~/x.png"]}}, "brief-outside"),
        ({**NEW, "brand": {"fonts": ["C:\\x.ttf"]}}, "brief-outside"),
        ({**NEW, "facts": {"n": 2**70}}, "brief-value"),
        ({**NEW, "about": None}, "field-missing"),
    ],
)
def test_what_is_wrong_with_a_brief_is_told_while_it_is_typed(studio: Studio, values: Any, code: str) -> None:
    told = studio.client.post("/api/brief/reading", json={"brief": values}).json()
    assert code in [error["code"] for error in told["errors"]], told["errors"]
    refused = studio.client.post("/api/projects", json={"brief": values, "start": "brief"})
    assert 400 <= refused.status_code < 500


def test_a_project_of_a_brief_alone(opened: Opened) -> None:
    studio = opened(drafts=None)
    answer = studio.client.post("/api/projects", json={"brief": NEW, "start": "brief", "seed": 7})
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["project"]["slug"], made["project"]["state"], made["job"]) == ("bal-dhiver", "brief", None)
    brief = studio.get("/projects/bal-dhiver/brief")
    assert brief["brief"] == NEW
    assert (studio.home / "briefs" / "bal-dhiver" / "brief.toml").read_text(encoding="utf-8") == brief["toml"]
    assert [act["kind"] for act in studio.get("/acts?project=bal-dhiver")["items"]] == ["import"]
    again = studio.client.post("/api/projects", json={"brief": NEW, "start": "brief"})
    assert (again.status_code, again.json()["code"]) == (409, "project-taken")


def test_a_changed_brief_is_a_version_on_the_record(studio: Studio) -> None:
    brief = studio.get(f"/projects/{studio.slug}/brief")
    same = studio.client.put(f"/api/projects/{studio.slug}/brief", json={"brief": brief["brief"]}).json()
    changed = {**brief["brief"], "about": "Une boulangerie ouvre le samedi soir."}
    after = studio.client.put(f"/api/projects/{studio.slug}/brief", json={"brief": changed}).json()
    assert after["brief"]["about"] == "Une boulangerie ouvre le samedi soir."
    assert len({brief["work"], same["work"], after["work"]}) == 3  # as typed by hand, as written here, as changed
    unchanged = studio.client.put(f"/api/projects/{studio.slug}/brief", json={"brief": changed}).json()
    assert unchanged["work"] == after["work"]
    back = studio.client.put(f"/api/projects/{studio.slug}/brief", json={"brief": brief["brief"]}).json()
    assert back["brief"] == brief["brief"]
    cards = studio.get(f"/projects/{studio.slug}/works?kind=brief")["items"]
    assert [card["id"] for card in cards] == [back["work"]]
    with Record.open(studio.home) as record:
        assert record.verify(content=True).holds


def test_a_brief_that_breaks_a_rule_changes_nothing(studio: Studio) -> None:
    before = studio.get(f"/projects/{studio.slug}/brief")
    answer = studio.client.put(f"/api/projects/{studio.slug}/brief", json={"brief": {"title": "x", "colour": 1}})
    assert answer.status_code in (400, 422)
    assert len(answer.json()["errors"]) == 2
    assert studio.get(f"/projects/{studio.slug}/brief") == before


def test_a_logo_that_holds_a_program_is_told_as_such_and_the_words_are_read_all_the_same(studio: Studio) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>x()</script><path d="M1 1h7v7z"/></svg>'
    )
    sent = studio.client.post(
        f"/api/projects/{studio.slug}/files?name=evil.svg&author=Awa&licence=all-rights-reserved",
        content=drawing,
        headers={"Content-Type": "image/svg+xml"},
    )
    assert sent.status_code in (200, 201), sent.text
    for logo in (sent.json()["id"], sent.json()["title"]):
        body = {**NEW, "brand": {"logo": logo}}
        told = studio.client.post(
            f"/api/brief/reading?project={studio.slug}", json={"brief": body}, headers={"Accept-Language": "fr"}
        ).json()
        (error,) = told["errors"]
        assert error["place"].endswith("brand.logo")
        assert "script" in error["message"]
        assert "Bal d’hiver" in told["headlines"]


def test_an_earlier_brief_is_read_as_it_was_and_taken_again(studio: Studio) -> None:
    at = f"/projects/{studio.slug}/brief"
    before = studio.get(at)
    changed = {**before["brief"], "about": "Une boulangerie ouvre aussi le dimanche matin."}
    after = studio.client.put(f"/api{at}", json={"brief": changed, "base": before["work"]}).json()
    earlier = studio.get(f"{at}?work={before['work']}")
    assert (earlier["work"], earlier["brief"]) == (before["work"], before["brief"])
    assert studio.get(at)["brief"] == after["brief"]
    told = studio.client.get(f"/api/acts?project={studio.slug}&kind=import&limit=1", headers={"Accept-Language": "fr"})
    assert told.json()["items"][0]["what"] == "écrit le brief"
    again = studio.client.put(f"/api{at}", json={"brief": earlier["brief"], "base": after["work"]}).json()
    assert again["brief"] == before["brief"]
    # A work that is no brief of this project is none of its briefs.
    draft = studio.get(f"/projects/{studio.slug}/works?kind=draft&limit=1")["items"][0]["id"]
    for other in (draft, "0" * 32):
        assert studio.client.get(f"/api{at}?work={other}").status_code == 404
