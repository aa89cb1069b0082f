"""The explorer over the API: what is drawn, steered, chosen, kept, shared; what is only looked at leaves no trace."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from oeuvre.create.explore import ExplorerBusy
from oeuvre.production import open_explorer
from oeuvre.record import Record
from tests.api.conftest import Opened, Studio
from tests.api.planted import SLUG

LOOK = {"manner": "toned", "frame": "disc", "inks": ["#161234", "#faf3e1", "#c8102e", "#e6aa5a"]}


@pytest.fixture
def home(opened: Opened) -> Studio:
    return opened(drafts=2)


def ask(studio: Studio, path: str, body: Any = None, *, method: str = "POST", **query: Any) -> Any:
    answer = studio.client.request(method, f"/api/explore{path}", json=body, params=query or None)
    assert answer.status_code < 300, answer.text
    return answer.json()


def send(studio: Studio, picture: bytes, **query: Any) -> Any:
    return studio.client.post("/api/explore/drawings", content=picture, params=query)


def acts(studio: Studio) -> int:
    with Record.open(studio.home) as record:
        return record.head()


def png(draw: Callable[[ImageDraw.ImageDraw], object], ground: str = "white", side: int = 240) -> bytes:
    picture = Image.new("RGB", (side, side), ground)
    draw(ImageDraw.Draw(picture))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def bottle(pen: ImageDraw.ImageDraw) -> None:
    """A bottle: a figure that is its own mirror image."""
    pen.rectangle((100, 20, 139, 90), fill="black")
    pen.rounded_rectangle((70, 80, 169, 220), 24, fill="black")


def test_nine_are_drawn_in_the_colours_asked_for_and_looking_leaves_nothing_on_the_record(home: Studio) -> None:
    before = acts(home)
    model = home.get("/explore", params={"project": SLUG})
    assert model["inks"][0]["own"]
    assert {one["id"] for one in model["manners"]} >= {"plain", "engraved"}
    nine = ask(home, "/nine", {"seed": 1, "look": LOOK}, project=SLUG)
    assert len(nine["figures"]) == 9
    assert len({one["point"] for one in nine["figures"]}) == 9
    for figure in nine["figures"]:
        assert figure["svg"].startswith("<svg ")
        assert figure["fault"] == ""
        assert "#161234" in figure["svg"]
        assert len(figure["near"]) == 3
        assert all(one["author"] for one in figure["near"])
    assert ask(home, "/nine", {"seed": 1, "look": LOOK}, project=SLUG) == nine
    other = ask(home, "/nine", {"seed": 2, "look": LOOK}, project=SLUG)
    assert {one["point"] for one in other["figures"]} != {one["point"] for one in nine["figures"]}
    assert acts(home) == before


def test_words_name_the_works_they_lead_to_and_the_words_that_lead_nowhere(home: Studio) -> None:
    english = ask(home, "/nine", {"words": "crown, qwxzkj"})
    assert {one["word"] for one in english["heard"]} == {"crown"}
    assert all(one["author"] and one["name"] for one in english["heard"])
    assert english["unknown"] == ["qwxzkj"]
    french = home.client.post("/api/explore/nine", json={"words": "couronne"}, headers={"Accept-Language": "fr"}).json()
    assert any("crown" in one["name"] for one in french["heard"])
    long = home.client.post("/api/explore/nine", json={"words": "word " * 1001})
    assert (long.status_code, long.json()["code"]) == (422, "too-many-words")


def test_a_dial_moves_fields_and_drawings_alike_and_back_in_the_middle_nothing_has_moved(home: Studio) -> None:
    points = [one["point"] for one in ask(home, "/nine", {"seed": 3})["figures"]]

    def fields(**steer: Any) -> Any:
        answer = home.client.post("/api/explore/fields", json={"points": points, **steer})
        assert answer.headers["content-type"] == "application/octet-stream"
        return np.frombuffer(answer.content, np.int8).reshape(9, 64, 32)

    dials = {one["id"]: one for one in ask(home, "/dials", method="GET")}
    assert {"fill", "roundness", "parts", "aspect", "detail", "spikiness"} <= set(dials)
    assert all(one["less"] and one["more"] and one["less"] != one["more"] for one in dials.values())
    ink = [float((fields(dials={"fill": turn}) > 0).mean()) for turn in (-2.0, 0.0, 2.0)]
    assert ink[0] < ink[1] < ink[2]
    assert (fields(dials={"fill": 0.0}) == fields()).all()
    drawn = ask(home, "/figures", {"points": points, "dials": {"fill": 2.0}})
    again = np.frombuffer(
        home.client.post("/api/explore/fields", json={"points": [one["point"] for one in drawn]}).content, np.int8
    )
    assert (again.reshape(9, 64, 32) == fields(dials={"fill": 2.0})).mean() > 0.999


def test_a_mixture_lies_between_its_parents_and_a_crossed_figure_has_the_detail_of_another(home: Studio) -> None:
    first, second, *_ = (one["point"] for one in ask(home, "/nine", {"seed": 4})["figures"])

    def mixture(weight: float) -> Any:
        parents = [{"point": first, "weight": 1 - weight}, {"point": second, "weight": weight}]
        wish = {"mix": {"parents": parents, "seed": 1, "spread": 0.2}}
        data = home.client.post("/api/explore/fields", json=wish).content
        return np.frombuffer(data, np.int8).reshape(9, 64, 32).astype(float)

    ends = [mixture(weight)[0] for weight in (0.0, 1.0)]
    middle = mixture(0.5)[0]
    gaps = [float(np.abs(middle - end).mean()) for end in ends]
    assert max(gaps) < float(np.abs(ends[0] - ends[1]).mean())
    crossed = ask(home, "/figures", {"points": [first], "cross": {"point": second, "share": 0.8}})[0]
    assert crossed["point"] != first
    assert ask(home, "/figures", {"points": [crossed["point"]]})[0]["svg"] == crossed["svg"]


def test_choices_lead_are_told_can_be_taken_back_forgotten_and_carried_to_another_project(home: Studio) -> None:
    nine = ask(home, "/nine", {"seed": 5}, project=SLUG)
    points = [one["point"] for one in nine["figures"]]
    chosen = ask(home, "/choices", {"points": points, "picked": [0, 2], "refused": [4, 5]}, project=SLUG)
    assert (chosen["space"]["picked"], chosen["space"]["refused"]) == (2, 2)
    assert set(chosen["space"]["figures"]) == {points[0], points[2]}
    led = ask(home, "/nine", {"seed": 6}, project=SLUG)
    free = ask(home, "/nine", {"seed": 6, "chance": True}, project=SLUG)
    assert [one["point"] for one in led["figures"]] != [one["point"] for one in free["figures"]]
    assert not {one["point"] for one in led["figures"]} & set(points)

    second = ask(home, "/choices", {"points": points[3:], "picked": [0], "refused": []}, project=SLUG)
    assert second["space"]["choices"] == [second["act"], chosen["act"]]
    back = ask(home, f"/choices/{second['act']}", method="DELETE", project=SLUG)
    assert back["choices"] == [chosen["act"]]
    missing = home.client.delete(f"/api/explore/choices/{second['act']}", params={"project": SLUG})
    assert (missing.status_code, missing.json()["code"]) == (404, "choice-unknown")

    shared = ask(home, "/space/shared", project=SLUG)
    assert ask(home, "/space/shared", project=SLUG)["work"] == shared["work"]
    file = home.client.get(shared["address"]).content
    assert len(json.loads(file)["rounds"]) == 1
    empty = ask(home, "/space", method="DELETE", project=SLUG)
    assert (empty["rounds"], empty["figures"]) == (0, [])
    taken = home.client.post("/api/explore/space", content=file, params={"name": "space.json"}).json()
    assert (taken["brought"], taken["picked"], taken["refused"]) == (1, 2, 2)
    assert home.get("/explore/space", params={"project": SLUG})["rounds"] == 0


def test_a_space_that_another_version_showed_is_found_again_by_its_masks(home: Studio) -> None:
    points = [one["point"] for one in ask(home, "/nine", {"seed": 7})["figures"]]
    ask(home, "/choices", {"points": points, "picked": [1], "refused": [2]})
    shared = ask(home, "/space/shared")
    held = json.loads(home.client.get(shared["address"]).content)
    for one in held["rounds"]:
        one["model_version"] = "0" * 16
        one["points"] = ["00000000" + point[8:] for point in one["points"]]
    ask(home, "/space", method="DELETE")
    taken = home.client.post("/api/explore/space", content=json.dumps(held).encode()).json()
    assert taken["picked"] == 1
    assert len(taken["figures"]) == 1
    assert taken["figures"][0].startswith(open_explorer().house.card.version[:8])
    assert len(ask(home, "/nine", {"seed": 8})["figures"]) == 9


@pytest.mark.parametrize("data", [b"{}", b"[]", b"\xff\xfe", b"null", b'{"format": "oeuvre-space", "version": 1}'])
def test_what_is_no_space_is_refused(home: Studio, data: bytes) -> None:
    before = acts(home)
    answer = home.client.post("/api/explore/space", content=data)
    assert (answer.status_code, answer.json()["code"]) == (422, "space-unfit")
    assert acts(home) == before


def test_a_kept_emblem_lies_on_the_table_with_its_act_its_authors_and_its_colours(home: Studio) -> None:
    nine = ask(home, "/nine", {"words": "crown", "look": LOOK}, project=SLUG)
    figure = nine["figures"][0]
    kept = ask(home, "/emblems", {"point": figure["point"], "look": LOOK, "words": "crown"}, project=SLUG)
    assert kept["inks"] == LOOK["inks"]
    assert {one["author"] for one in figure["near"]} <= set(kept["authors"])
    assert kept["credit"].startswith("Icons made by ")
    row = next(one for one in home.get(f"/projects/{SLUG}/works")["items"] if one["id"] == kept["work"])
    assert (row["kind"], row["state"], row["made_by"]) == ("picture", "kept", "machine")
    assert home.client.get(f"/api/works/{kept['work']}/content").text == figure["svg"]
    with Record.open(home.home) as record:
        act = record.act(kept["act"])
        assert act.kind == "generate"
        assert len(act.settings["latent"]) == open_explorer().house.style_size
        influences = [used.work_id for used in act.used if used.role == "influence"]
        assert {record.work(one).title for one in influences} >= {one["name"] for one in figure["near"]}
        assert act.words["prompt"] == "crown"
    assert [one["work"] for one in home.get("/explore/emblems", params={"project": SLUG})] == [kept["work"]]
    assert home.get("/explore/emblems") == []
    child = ask(
        home, "/emblems", {"point": kept["point"], "parents": [kept["work"]], "title": "The second"}, project=SLUG
    )
    lineage = home.get(f"/works/{child['work']}/lineage")
    assert any(node["id"] == kept["work"] for node in lineage["nodes"])


def test_a_drawing_is_found_again_and_on_the_record_only_when_it_is_explored_from(home: Studio) -> None:
    before = acts(home)
    tried = send(home, png(bottle)).json()
    assert tried["work"] is None
    assert tried["overlap"] > 0.4
    assert acts(home) == before
    kept = send(home, png(bottle), keep=True, author="Awa Diop", licence="CC-BY-4.0", name="bottle.png", project=SLUG)
    found = kept.json()
    assert (kept.status_code, found["side"]) == (201, "whole")
    assert found["overlap"] >= tried["overlap"] - 0.05
    emblem = ask(home, "/emblems", {"point": found["figure"]["point"], "parents": [found["work"]]}, project=SLUG)
    assert "Awa Diop" in emblem["authors"]
    with Record.open(home.home) as record:
        work = record.work(found["work"])
        assert work.licence == "CC-BY-4.0"
        assert (work.id, "drawing") in [(used.work_id, used.role) for used in record.act(emblem["act"]).used]


NOISE = np.random.default_rng(1).integers(0, 255, (200, 200, 3), dtype=np.uint8)


def scene() -> bytes:
    """Something like a photograph of a place: tones all over, up to its edges."""
    down, across = np.mgrid[0:240, 0:240] / 240
    tones = [np.sin(7 * down + 3 * across), np.cos(5 * across - 4 * down), np.sin(9 * across * down)]
    out = io.BytesIO()
    Image.fromarray((127 + 120 * np.dstack(tones)).astype(np.uint8)).save(out, "JPEG", quality=90)
    return out.getvalue()


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (png(lambda pen: None), "empty"),
        (png(lambda pen: None, ground="black"), "all ink"),
        (scene(), "even ground"),
        (png(lambda pen: pen.point((9, 9), fill="black")), ""),
    ],
)
def test_what_gives_no_figure_is_refused_with_the_reason(home: Studio, picture: bytes, said: str) -> None:
    answer = send(home, picture, keep=True)
    assert (answer.status_code, answer.json()["code"]) == (422, "drawing-unfit")
    assert said in answer.json()["detail"]


def test_what_is_no_picture_and_what_is_too_large_is_refused(home: Studio) -> None:
    assert send(home, b"no picture at all").status_code == 422
    assert send(home, b"").json()["code"] == "nothing-sent"
    out = io.BytesIO()
    Image.fromarray(np.tile(NOISE, (4, 4, 1))).save(out, "PNG")
    assert send(home, out.getvalue()).status_code == 413


def test_patterns_are_of_all_groups_and_a_turn_moves(home: Studio) -> None:
    first, second, *_ = (one["point"] for one in ask(home, "/nine", {"seed": 9})["figures"])
    patterns = ask(home, "/patterns", {"point": first, "look": LOOK})
    assert len({one["id"] for one in patterns}) == 17
    assert len({one["name"] for one in patterns}) == 17
    turn = ask(home, "/turns", {"first": first, "last": second, "look": LOOK})
    assert "@keyframes" in turn["svg"]
    assert turn["seconds"] > 0


def test_points_of_nothing_and_of_another_version_are_refused(home: Studio) -> None:
    point = ask(home, "/nine", {"seed": 10})["figures"][0]["point"]
    for wrong in ("00000000" + point[8:], point[:-40]):
        answer = home.client.post("/api/explore/figures", json={"points": [wrong]})
        assert (answer.status_code, answer.json()["code"]) == (422, "point-unknown")
    for body in ({}, {"points": [point] * 10}, {"points": [point], "dials": {"fill": 99}}, {"points": ["no"]}):
        assert home.client.post("/api/explore/figures", json=body).status_code == 422
    answer = home.client.get("/api/explore", params={"project": "nowhere"})
    assert answer.status_code == 404


def test_only_so_many_wait_in_line(home: Studio) -> None:
    explorer = open_explorer()
    places = [explorer.turn() for _ in range(8)]
    taken = 0
    with explorer.turn():
        # Who waits holds a place in the line without a turn of their own.
        for _ in itertools.repeat(None, len(places)):
            if not explorer.turns.line.acquire(blocking=False):
                break
            taken += 1
        try:
            with pytest.raises(ExplorerBusy), explorer.turn():
                raise AssertionError
            answer = home.client.post("/api/explore/nine", json={"seed": 1})
            assert (answer.status_code, answer.json()["code"]) == (429, "explorer-busy")
        finally:
            for _ in range(taken):
                explorer.turns.line.release()
