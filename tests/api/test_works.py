"""Cards, works, their bytes and pictures, decisions, lineage, the record."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest
from PIL import Image

from oeuvre.credentials import made_by
from oeuvre.production import drafts_of, ideas_of
from oeuvre.record import NewAct, NewWork, Record
from oeuvre.studio import Desk
from tests.api.conftest import Opened, Studio, settings


def decide(studio: Studio, work: str, kind: str, **more: Any) -> Any:
    return studio.client.post(f"/api/works/{work}/decisions", json={"kind": kind, **more})


def test_projects_are_listed_with_how_far_they_are(studio: Studio) -> None:
    found = studio.get("/projects")
    assert [row["slug"] for row in found["items"]] == [studio.slug]
    row = found["items"][0]
    assert (row["title"], row["client"], row["state"], row["drafts"]) == ("Nuit des pains", "Le Fournil", "drafts", 6)
    assert row["cover"] == studio.designs[0]
    assert studio.get(f"/projects/{studio.slug}") == row


def test_cards_come_in_pages_that_hold_all_of_them_once(studio: Studio) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        page = studio.get(
            f"/projects/{studio.slug}/works", params={"limit": 2, **({"cursor": cursor} if cursor else {})}
        )
        assert page["total"] == 9
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
        assert len(page["items"]) == 2
    assert len(seen) == len(set(seen)) == 9
    kinds = [row["kind"] for row in studio.get(f"/projects/{studio.slug}/works")["items"]]
    assert kinds == ["brief", "idea", "idea", *["draft"] * 6]


def test_a_card_tells_what_a_draft_is(studio: Studio) -> None:
    rows = studio.get(f"/projects/{studio.slug}/works?kind=draft&q=ligne 3")["items"]
    assert [row["number"] for row in rows] == [3]
    row = rows[0]
    assert row["colours"] == ["#101030", "#faf3e1", "#c8102e", "#e6aa5a", "#ffce90"]
    assert (row["family"], row["headline"], row["state"], row["round"]) == ("rideau", "Ligne 3", "draft", 0)
    assert (row["width"], row["height"], row["made_by"]) == (40, 50, "machine")
    assert row["by"]["kind"] == "rule"
    idea = studio.get(f"/projects/{studio.slug}/ideas")["items"][1]
    assert row["parents"] == [idea["id"]]


def test_ideas_are_kept_and_refused(studio: Studio) -> None:
    ideas = studio.get(f"/projects/{studio.slug}/ideas")["items"]
    assert [one["number"] for one in ideas] == [1, 2]
    assert ideas[0]["svg"] == ["/api/emblems/bread.svg"]
    assert ideas[0]["commissions"] == ["nuit"]
    assert studio.client.get(ideas[0]["svg"][0]).headers["content-type"] == "image/svg+xml"
    answer = studio.client.post(f"/api/ideas/{ideas[0]['id']}/decisions", json={"kind": "refuse", "because": "worn"})
    assert (answer.json()["state"], answer.json()["reason"]) == ("refused", "worn")
    answer = studio.client.post(f"/api/ideas/{ideas[0]['id']}/decisions", json={"kind": "keep"})
    assert (answer.json()["state"], answer.json()["reason"]) == ("kept", "")
    answer = studio.client.post(f"/api/ideas/{ideas[0]['id']}/decisions", json={"kind": "undo", "because": "later"})
    assert (answer.status_code, answer.json()["state"], answer.json()["reason"]) == (200, "open", "")
    act = studio.get("/acts?limit=1")["items"][0]
    assert (act["kind"], act["settings"]["undone"], act["because"]) == ("reopen", "keep", "later")
    with Record.open(studio.home) as record:
        assert [one.state for one in ideas_of(record, "a" * 32)] == ["open", "open"]
    answer = studio.client.post(f"/api/ideas/{ideas[0]['id']}/decisions", json={"kind": "undo"})
    assert answer.json()["code"] == "nothing-to-undo"
    answer = studio.client.post(f"/api/ideas/{ideas[0]['id']}/decisions", json={"kind": "choose"})
    assert answer.json()["code"] == "not-decidable"


def test_decisions_are_acts_and_the_latest_holds(studio: Studio) -> None:
    one, other, third = studio.designs[:3]
    assert decide(studio, one, "keep").json()["state"] == "kept"
    assert decide(studio, one, "refuse", because="too dark").json()["reason"] == "too dark"
    answer = decide(studio, other, "choose", because="it sings", editions=False)
    assert (answer.status_code, answer.json()["state"]) == (200, "chosen")
    assert decide(studio, third, "choose", editions=False).json()["state"] == "chosen"
    states = [row["state"] for row in studio.get(f"/projects/{studio.slug}/works?kind=draft")["items"]]
    assert states == ["refused", "draft", "chosen", "draft", "draft", "draft"]
    kinds = [act["kind"] for act in studio.get("/acts?limit=4")["items"]]
    assert kinds == ["choose", "choose", "refuse", "keep"]
    assert studio.get(f"/projects/{studio.slug}")["state"] == "chosen"


def test_whoever_refuses_what_is_chosen_takes_the_choice_back(studio: Studio) -> None:
    one, other = studio.designs[:2]
    decide(studio, one, "choose", editions=False)
    decide(studio, other, "choose", editions=False)
    answer = decide(studio, other, "refuse", because="on second thoughts", editions=False)
    assert (answer.status_code, answer.json()["state"], answer.json()["reason"]) == (
        200,
        "refused",
        "on second thoughts",
    )
    # The choice before it holds again.
    rows = {row["id"]: row["state"] for row in studio.get(f"/projects/{studio.slug}/works?kind=draft")["items"]}
    assert (rows[one], rows[other]) == ("chosen", "refused")
    acts = studio.get("/acts?limit=2")["items"]
    assert [act["kind"] for act in acts] == ["refuse", "reopen"]
    assert acts[1]["settings"]["undone"] == "choose"
    with Record.open(studio.home) as record:
        assert {draft.design.id: draft.state for draft in drafts_of(record, "a" * 32)} == rows


def test_what_is_no_draft_is_not_decided_on(studio: Studio) -> None:
    brief = studio.get(f"/projects/{studio.slug}/works?kind=brief")["items"][0]["id"]
    answer = decide(studio, brief, "keep")
    assert (answer.status_code, answer.json()["code"]) == (409, "not-decidable")


def test_the_states_are_those_that_production_tells(studio: Studio) -> None:
    for index, kind in enumerate(("keep", "refuse", "choose", "choose", "refuse", "keep")):
        decide(studio, studio.designs[index], kind, editions=False)
    with Record.open(studio.home) as record:
        told = {draft.design.id: draft.state for draft in drafts_of(record, "a" * 32)}
    shown = {row["id"]: row["state"] for row in studio.get(f"/projects/{studio.slug}/works?kind=draft")["items"]}
    assert shown == told


def test_who_made_a_work_is_what_the_record_says(studio: Studio) -> None:
    """The memory of makers gives what `made_by` gives, work by work."""
    with Record.open(studio.home) as record:
        person, model = record.party("Zoé", "person"), record.party("a model", "model")
        data = [record.store.put(f"text {index}".encode()) for index in range(4)]

        def text(index: int, **more: Any) -> NewWork:
            return NewWork(data[index], "text/plain", "text", 6, title=str(index), attributes=more)

        own, said, both, lost = text(0, imported=True), text(1), text(2), text(3, origin="unknown", imported=True)
        project = {"project": studio.slug}
        record.append(
            [
                NewAct("import", by=[(person, "author")], made=[(own, "piece")], **project),  # type: ignore[arg-type]
                NewAct("propose", by=[(model, "writer")], made=[(said, "lines")], **project),  # type: ignore[arg-type]
                NewAct("edit", by=[(person, "editor")], used=[(said, "edited"), (own, "text")], made=[(both, "text")],
                       **project),  # type: ignore[arg-type]
                NewAct("import", by=[(person, "importer")], made=[(lost, "piece")], **project),  # type: ignore[arg-type]
            ]
        )  # fmt: skip
        rows = studio.get(f"/projects/{studio.slug}/works?limit=200")["items"]
        assert {row["made_by"] for row in rows} == {"human", "machine", "mixed", "unknown"}
        assert {row["id"]: row["made_by"] for row in rows} == {row["id"]: made_by(record, row["id"]) for row in rows}


def test_the_page_of_a_work_follows_from_the_record(studio: Studio) -> None:
    decide(studio, studio.designs[0], "choose", because="it sings", editions=False)
    whole = studio.get(f"/works/{studio.designs[0]}")
    assert (whole["work"]["state"], whole["headline"]) == ("chosen", "Ligne 1")
    assert whole["copy"] == {"headline": "Ligne 1"}
    assert {piece["role"] for piece in whole["pieces"]} == {"brief", "idea"}
    assert ("chooser", "home") not in [(line["role_key"], line["who"]["name"]) for line in whole["credits"]]
    assert "chooser" in [line["role_key"] for line in whole["credits"]]
    assert whole["credential"] is None
    assert whole["settings"]["number"] == 1


def test_lineage_is_whole_or_folded(studio: Studio) -> None:
    brief = studio.get(f"/projects/{studio.slug}/works?kind=brief")["items"][0]["id"]
    whole = studio.get(f"/works/{brief}/lineage")
    assert whole["folded"] == 0
    assert len(whole["nodes"]) == 1 + 2 + 12
    folded = studio.get(f"/works/{brief}/lineage?fold=10")
    assert len(folded["nodes"]) == 11
    assert folded["folded"] == 5
    node = next(one for one in folded["nodes"] if one["folded"])
    assert (node["id"], node["folded"]) == ("after", 5)
    names = {one["id"] for one in folded["nodes"]}
    assert all(edge["from"] in names and edge["to"] in names for edge in folded["edges"])


def test_a_lineage_tells_a_picture_with_its_design_where_rounds_are_folded(studio: Studio) -> None:
    brief = studio.get(f"/projects/{studio.slug}/works?kind=brief")["items"][0]["id"]
    told = studio.get(f"/works/{brief}/lineage?rounds=true")
    names = {one["id"] for one in told["nodes"]}
    assert "preview" not in {one["role"] for one in told["nodes"]}
    assert set(studio.designs) <= names
    assert all(edge["from"] in names and edge["to"] in names for edge in told["edges"])


@pytest.mark.parametrize("size", [64, 256, 1024])
def test_thumbnails_are_small_and_kept(studio: Studio, size: int) -> None:
    answer = studio.client.get(f"/api/works/{studio.designs[0]}/thumb?size={size}")
    assert answer.headers["content-type"] == "image/webp"
    assert "immutable" in answer.headers["cache-control"]
    assert Image.open(io.BytesIO(answer.content)).size == (40, 50)
    assert list((studio.home / "cache" / "thumbs").rglob("*.webp"))
    again = studio.client.get(
        f"/api/works/{studio.designs[0]}/thumb?size={size}", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_a_thumbnail_of_another_size_is_refused(studio: Studio) -> None:
    assert studio.client.get(f"/api/works/{studio.designs[0]}/thumb?size=4096").status_code == 422


def test_bytes_that_the_store_lost_are_told(studio: Studio) -> None:
    digest = studio.get(f"/works/{studio.designs[0]}")["work"]["image"]
    with Record.open(studio.home) as record:
        record.store.path(record.work(digest).digest).unlink()
    assert studio.client.get(f"/api/works/{digest}/content").json()["code"] == "bytes-missing"
    assert studio.client.get(f"/api/works/{studio.designs[0]}/thumb").json()["code"] == "bytes-missing"
    assert studio.get(f"/projects/{studio.slug}/works?kind=draft")["total"] == 6


def test_a_design_is_never_served_as_a_page(studio: Studio) -> None:
    answer = studio.client.get(f"/api/works/{studio.designs[0]}/content")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"].startswith("sandbox")


def test_acts_are_found_by_who_what_when_and_words(studio: Studio) -> None:
    decide(studio, studio.designs[0], "refuse", because="une forêt trop sombre")
    assert [act["kind"] for act in studio.get("/acts?q=foret")["items"]] == ["refuse"]
    assert studio.get("/acts?q=nothing of the kind")["items"] == []
    assert {act["kind"] for act in studio.get("/acts?kind=compose,propose")["items"]} == {"compose", "propose"}
    last = studio.get("/acts?limit=1")["items"][0]
    party = last["by"][0]["party"]
    assert all(party in [by["party"] for by in act["by"]] for act in studio.get(f"/acts?party={party}")["items"])
    assert studio.get("/acts", params={"until": "2000-01-01T00:00:00Z"})["items"] == []
    assert studio.get("/acts", params={"since": last["at"]})["items"][0]["seq"] == last["seq"]
    assert studio.get(f"/acts/{last['seq']}") == last
    seen, cursor = [], None
    while True:
        page = studio.get("/acts", params={"limit": 3, **({"cursor": cursor} if cursor else {})})
        seen += [act["seq"] for act in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == list(range(last["seq"], 0, -1))


def test_what_another_program_records_is_seen_at_once(studio: Studio) -> None:
    assert studio.get(f"/projects/{studio.slug}/works?kind=draft&state=kept")["total"] == 0
    with Record.open(studio.home) as record:
        person = record.party("Awa Diop", "person")
        record.append(
            NewAct("keep", project=studio.slug, run="a" * 32, by=[(person, "chooser")],
                   used=[(studio.designs[4], "kept")], settings={"number": 5})
        )  # fmt: skip
    assert studio.get(f"/projects/{studio.slug}/works?kind=draft&state=kept")["items"][0]["number"] == 5


def test_choices_are_said_in_the_language_of_the_request(opened: Opened) -> None:
    studio = opened(drafts=None)
    said = {
        language: studio.client.get("/api/choices", headers={"Accept-Language": language}).json()
        for language in ("fr", "en")
    }
    assert {len(said[one]["families"]) for one in said} == {len(said["fr"]["families"])}
    assert said["fr"]["formats"] != said["en"]["formats"]
    assert all(set(one["colours"]) >= {"ground", "ink"} for one in said["fr"]["palettes"])
    assert "all-rights-reserved" in [one["id"] for one in said["en"]["licences"]]


def test_a_drawing_made_by_rule_has_a_picture(studio: Studio) -> None:
    answer = studio.client.get("/api/drawings/sea.svg?palette=foret&seed=3")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.content.startswith(b"<svg")
    assert answer.content != studio.client.get("/api/drawings/sea.svg?palette=nuit&seed=3").content
    for path in ("/api/drawings/nope.svg", "/api/drawings/sea.svg?palette=nope"):
        assert studio.client.get(path).json()["code"] == "not-there"


def test_acts_say_who_asked_and_call_ids_by_their_names(studio: Studio) -> None:
    acts = {act["kind"]: act for act in studio.get("/acts?kind=compose,propose,import")["items"]}
    assert acts["compose"]["asked"]["name"] == acts["propose"]["asked"]["name"] == "Awa Diop"
    # What a person does, nobody asked for.
    assert acts["import"]["asked"] is None
    named = acts["compose"]["named"]
    assert named["palette"] == {"fr": "Nuit ambrée", "en": "Amber night"}
    assert set(named) >= {"family", "palette", "pairing"}
    assert studio.get(f"/works/{studio.designs[0]}")["named"] == named


def test_a_format_that_was_lost_is_told_until_it_is_there(studio: Studio) -> None:
    def refuse(record: Record) -> NewAct:
        return NewAct(
            "refuse",
            project=studio.slug,
            run="a" * 32,
            by=[(record.party("Oeuvre: checks by rule", "rule"), "checker")],
            used=[(studio.designs[0], "refused")],
            settings={"format": "social-square", "design": studio.designs[0]},
            words={"because": "the headline does not fit", "remedy": "shorten it"},
        )

    with Desk(settings(studio.home), studio.out) as desk:

        def lose(opened: Any, tell: Any) -> None:
            opened.record.append(refuse(opened.record))

        job = desk.begin("editions", studio.slug, "", lose)
        while not job.over:
            threading.Event().wait(0.005)
        assert [(one.format, one.reason) for one in job.lost] == [("social-square", "the headline does not fit")]
    lost = studio.get(f"/works/{studio.designs[0]}")["failed"]
    assert [(one["format"], one["reason"], one["remedy"]) for one in lost] == [
        ("social-square", "the headline does not fit", "shorten it")
    ]
    assert set(lost[0]["named"]) == {"fr", "en"}
    told = studio.get("/acts?kind=refuse")["items"][0]
    assert told["named"]["format"] == lost[0]["named"]
    assert "social-square" not in told["what"]


def test_the_engine_of_rules_is_a_partner_and_says_so(studio: Studio) -> None:
    partners = studio.get(f"/projects/{studio.slug}/partners")["items"]
    assert [(one["id"], one["kind"], one["modality"]) for one in partners] == [("house", "rule", "rules")]


def test_brand_kits_are_kept(studio: Studio) -> None:
    kit = {"id": "fournil", "name": "Le Fournil", "colours": ["#C8102E"], "words": ["four"]}
    kept = studio.client.put("/api/brands/fournil", json=kit).json()
    assert studio.get("/brands") == {"items": [kept], "next": None, "total": 1, "head": None}
    assert studio.client.put("/api/brands/fournil", json={**kit, "colours": ["red"]}).status_code == 422
    assert studio.client.delete("/api/brands/fournil").status_code == 204
    assert studio.get("/brands")["items"] == []
