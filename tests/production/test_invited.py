"""Partners in a studio, over loopback servers: invited to moments, saying what they understood, stopped in a call."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from starlette.testclient import TestClient

from oeuvre.api import create_app, hosts_of
from oeuvre.models import Catalogue
from tests.api.conftest import ADDRESS, PORT, TOKEN, Studio, settings
from tests.models.fault_server import completion, lines
from tests.models.servers import Handler, Heard, Server, serving
from tests.production.corrected import Bench

# A studio with models at work takes a minute on two cores: run by `make torture`.
pytestmark = pytest.mark.torture
LINES = ("Le pain sort du four devant vous.", "Le four ne dort pas.")


class WriterHandler(Handler):
    """Writes the same lines whatever it is asked; as the model `silent` it hears and does not answer."""

    asked = threading.Event()
    over = threading.Event()

    def answer(self, heard: Heard) -> None:
        if heard.body["model"] == "silent":
            self.asked.set()
            self.over.wait(30)
            return
        self.send_json(200, completion(lines(*LINES)))


@pytest.fixture(scope="module")
def writer() -> Iterator[Server]:
    with serving(WriterHandler) as server:
        yield server
        WriterHandler.over.set()


@contextlib.contextmanager
def studio_of(bench: Bench) -> Iterator[Studio]:
    app = create_app(settings(bench.home), token=TOKEN, hosts=hosts_of(PORT), base=bench.out.parent)
    with TestClient(app, base_url=ADDRESS, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        studio = Studio(client, bench.home, bench.out, ())
        studio.slug = studio.get("/projects")["items"][0]["slug"]
        yield studio


def model(bench: Bench, url: str, name: str) -> str:
    with Catalogue.open(bench.home) as catalogue:
        return catalogue.add_endpoint(url=url, model=name, does=["text"], outputs="any").id


def asks(studio: Studio) -> list[dict[str, Any]]:
    return [job for job in studio.get(f"/jobs?project={studio.slug}")["items"] if job["kind"] == "ask"]


def drafts(studio: Studio) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = studio.get(f"/projects/{studio.slug}/works?kind=draft&limit=200")["items"]
    return found


def test_an_invited_model_proposes_when_a_round_is_refused_until_it_is_dismissed(
    made: Bench, tmp_path: Path, writer: Server
) -> None:
    bench = made.copied(tmp_path)
    ink = model(bench, writer.url, "ink")
    with studio_of(bench) as studio:
        here = f"/api/projects/{studio.slug}"
        wish = {"moments": ["round"], "say": "plus court", "count": 1}
        answer = studio.client.put(f"{here}/invitations/{ink}", json=wish)
        assert answer.status_code == 200, answer.text
        (stands,) = studio.get(f"/projects/{studio.slug}/invitations")["items"]
        assert stands == answer.json()
        assert (stands["moments"], stands["say"], stands["count"], stands["by"]["kind"]) == (
            ["round"],
            "plus court",
            1,
            "person",
        )
        act = studio.get(f"/acts/{stands['act']}")
        assert (act["kind"], {one["role"] for one in act["by"]}) == ("invite", {"director", "partner"})
        # The sheet is refused whole: the model proposes, and decides nothing.
        row = drafts(studio)[0]
        refused = studio.client.post(f"{here}/rounds/refuse", json={"round": 0, "run": row["run"], "because": "non"})
        assert refused.status_code == 200, refused.text
        job = studio.ended(asks(studio)[0])
        assert (job["state"], job["problem"]) == ("done", None)
        assert "when a whole round is refused" in job["said"]
        assert "One draft waits for you" in job["said"]
        mine = [one for one in drafts(studio) if one["round"]]
        assert [(one["by"]["kind"], one["state"]) for one in mine] == [("model", "draft")]
        assert all("plus court" in studio.get(f"/acts/{one['act']}")["because"] for one in mine)
        # Dismissed, it is asked nothing more.
        assert studio.client.delete(f"{here}/invitations/{ink}").status_code == 204
        assert studio.get(f"/projects/{studio.slug}/invitations")["items"] == []
        gone = studio.client.delete(f"{here}/invitations/{ink}")
        assert (gone.status_code, gone.json()["code"]) == (404, "not-invited")
        again = {"round": mine[0]["round"], "run": mine[0]["run"], "because": "encore non"}
        assert studio.client.post(f"{here}/rounds/refuse", json=again).status_code == 200
        assert len(asks(studio)) == 1


def test_the_engine_of_rules_says_what_it_understood_and_looks_for_it(made: Bench, tmp_path: Path) -> None:
    bench = made.copied(tmp_path)
    with studio_of(bench) as studio:
        row = drafts(studio)[0]
        wish = {"partner": "house", "say": "deux variantes plus claires", "works": [row["id"]]}
        asked = studio.client.post(f"/api/projects/{studio.slug}/ask", json=wish).json()
        assert asked["said"] == f"Understood: more like {row['number']}; light grounds."
        job = studio.ended(asked)
        assert job["said"].startswith(asked["said"])
        assert "nothing is decided" in job["said"]
        mine = [one for one in drafts(studio) if one["round"] and one["state"] == "draft"]
        assert 0 < len(mine) <= 2
        acts = [studio.get(f"/acts/{one['act']}") for one in mine]
        assert all(one["because"] == wish["say"] for one in acts)
        heard = cast(Any, studio.client.app).state.desk.record.act(mine[0]["act"]).settings["heard"]
        assert [one[0] for one in heard] == ["dark"]


def test_a_stop_reaches_the_model_that_is_being_asked(made: Bench, tmp_path: Path, writer: Server) -> None:
    bench = made.copied(tmp_path)
    silent = model(bench, writer.url, "silent")
    with studio_of(bench) as studio:
        wish = {"partner": silent, "say": "plus court", "works": [drafts(studio)[0]["id"]]}
        job = studio.client.post(f"/api/projects/{studio.slug}/ask", json=wish).json()
        assert WriterHandler.asked.wait(60)
        studio.client.delete(f"/api/jobs/{job['id']}")
        ended = studio.ended(job, 30)
        assert (ended["state"], ended["problem"]) == ("cancelled", None)
        assert [one for one in drafts(studio) if one["round"]] == []
