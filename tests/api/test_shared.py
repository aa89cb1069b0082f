"""What projects share: brand kits with their versions, and pictures that any brief names by their works."""

from __future__ import annotations

import threading
from typing import Any

from oeuvre.create.brief import Brief
from oeuvre.create.design import Fault
from oeuvre.production import Recorder, Run, rule
from oeuvre.record import Record
from tests.api.conftest import Opened, Studio
from tests.api.planted import RUN, SLUG, plant, png

KIT = {"id": "fournil", "name": "Le Fournil", "colours": ["#c8102e"]}
LOGO = {"name": "logo.png", "author": "Awa Diop", "licence": "CC-BY-4.0"}


def bring(studio: Studio, data: bytes, **more: str) -> dict[str, Any]:
    answer = studio.client.post(f"/api/projects/{studio.slug}/files", params={**LOGO, **more}, content=data)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


class TestKits:
    def test_a_kit_that_was_changed_since_is_not_written_over(self, studio: Studio) -> None:
        first = studio.client.put("/api/brands/fournil", json={**KIT, "version": ""}).json()
        ann = {**first, "colours": ["#102030"]}
        assert studio.client.put("/api/brands/fournil", json=ann).status_code == 200
        answer = studio.client.put("/api/brands/fournil", json={**first, "words": ["pain"]})
        assert (answer.status_code, answer.json()["code"]) == (409, "brand-changed")
        (stands,) = studio.get("/brands")["items"]
        assert stands["colours"] == ["#102030"]
        assert studio.client.put("/api/brands/fournil", json={**stands, "words": ["pain"]}).json()["words"] == ["pain"]
        assert studio.client.put("/api/brands/fournil", json={**KIT, "version": ""}).json()["code"] == "brand-changed"

    def test_a_logo_of_one_project_is_named_by_the_brief_of_another(self, studio: Studio) -> None:
        logo = bring(studio, png((200, 0, 0)))["id"]
        plant(studio.home, drafts=1, project="autre", title="Autre")
        brief = studio.get("/projects/autre/brief")
        wanted = {**brief["brief"], "brand": {"logo": logo}}
        reading = studio.client.post("/api/brief/reading?project=autre", json={"brief": wanted}).json()
        assert reading["errors"] == []
        answer = studio.client.put("/api/projects/autre/brief", json={"brief": wanted, "base": brief["work"]})
        assert answer.status_code == 200, answer.text
        with Record.open(studio.home) as record:
            kept = record.work(answer.json()["work"])
            assert kept.attributes["files"] == {logo: record.work(logo).digest}
        assert studio.client.put("/api/projects/autre/brief", json={"brief": wanted}).status_code == 200

    def test_a_work_that_is_not_there_is_a_file_that_is_missing(self, studio: Studio) -> None:
        brief = {"title": "Bal", "about": "Un bal.", "brand": {"logo": "f" * 32}}
        told = studio.client.post("/api/brief/reading", json={"brief": brief}).json()
        assert [error["code"] for error in told["errors"]] == ["file-missing"]


class TestFilesOfOneName:
    def test_a_second_file_of_a_name_lies_beside_the_first_under_its_own(self, studio: Studio) -> None:
        red, blue = bring(studio, png((200, 0, 0))), bring(studio, png((0, 0, 200)))
        assert (red["title"], blue["title"]) == ("logo.png", "logo-2.png")
        brief = studio.get(f"/projects/{studio.slug}/brief")["brief"]
        for row in (blue, red):
            body = {"brief": {**brief, "brand": {"logo": row["title"]}}}
            work = studio.client.put(f"/api/projects/{studio.slug}/brief", json=body).json()["work"]
            with Record.open(studio.home) as record:
                assert record.work(work).attributes["files"] == {row["title"]: record.work(row["id"]).digest}
        assert bring(studio, png((200, 0, 0)))["id"] == red["id"]

    def test_two_files_that_fit_one_by_one_and_not_together_do_not_both_come_in(self, opened: Opened) -> None:
        studio = opened()
        answers: list[int] = []

        def send(tint: int) -> None:
            data = png((tint, 1, 1)) + bytes(280_000)
            answer = studio.client.post(
                f"/api/projects/{studio.slug}/files", params={**LOGO, "name": f"{tint}.png"}, content=data
            )
            answers.append(answer.status_code)

        threads = [threading.Thread(target=send, args=(tint,)) for tint in (10, 20)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        assert sorted(answers) == [201, 413]


def test_what_a_check_found_is_told_in_the_readers_language(studio: Studio) -> None:
    with Record.open(studio.home) as record:
        design = record.work(studio.designs[0])
        brief = Brief("Nuit des pains", "Un marché.", "fr", source=studio.out / "brief.toml", base=studio.out)
        run = Run(RUN, SLUG, studio.out, brief, 0)
        fault = Fault(5, "overflow", {}, element="headline")
        Recorder(record, run, rule(record, "checks")).strike([(design, 1, fault)], "fr")
    told = {
        language: studio.client.get(f"/api/works/{studio.designs[0]}", headers={"Accept-Language": language}).json()
        for language in ("fr", "en")
    }
    assert "place manque" in told["fr"]["work"]["faults"][0]
    assert "place manque" not in told["en"]["work"]["faults"][0]
    assert told["en"]["work"]["reason"] == told["en"]["work"]["faults"][0]
