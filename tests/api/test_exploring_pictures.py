"""A generator of another maker explored over the API: in colour, turned, mixed, sought, chosen among, kept."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from oeuvre.cli.app import oeuvre as commands
from oeuvre.models.foreign import add_generator
from oeuvre.record import Record
from tests.api.conftest import Opened, Studio
from tests.api.planted import SLUG
from tests.models.foreign.building import SIDE, write

Ask = Callable[..., Any]


@pytest.fixture
def home(opened: Opened, tmp_path: Path) -> Studio:
    studio = opened(drafts=2)
    add_generator(studio.home, *write(tmp_path / "in"))
    return studio


def ask(studio: Studio, path: str, body: Any = None, *, method: str = "POST", **query: Any) -> Any:
    answer = studio.client.request(method, f"/api/explore/generators/petals{path}", json=body, params=query or None)
    assert answer.status_code < 300, answer.text
    return answer.json()


def pixels(figure: dict[str, Any]) -> NDArray[np.float64]:
    """What a figure shows, out of its SVG."""
    found = re.search(r"base64,([^\"]+)", figure["svg"])
    assert found is not None
    picture = Image.open(io.BytesIO(base64.b64decode(found[1])))
    assert picture.mode == "RGB"
    return np.asarray(picture, np.float64)


def points(figures: list[dict[str, Any]]) -> list[str]:
    return [one["point"] for one in figures]


def acts(studio: Studio) -> int:
    with Record.open(studio.home) as record:
        return record.head()


def test_a_generator_is_listed_and_draws_nine_in_colour_and_looking_leaves_no_trace(home: Studio) -> None:
    before = acts(home)
    (told,) = home.get("/explore/generators")
    assert (told["id"], told["colour"], told["wide"], told["known"]) == ("petals", True, SIDE, "known")
    nine = ask(home, "/nine", {"seed": 1})["figures"]
    assert len(set(points(nine))) == 9
    seen = [pixels(one) for one in nine]
    assert all(one.shape == (SIDE, SIDE, 3) for one in seen)
    assert max(float(np.ptp(one.mean((0, 1)))) for one in seen) > 5
    assert ask(home, "/nine", {"seed": 1})["figures"] == nine
    assert set(points(ask(home, "/nine", {"seed": 2})["figures"])).isdisjoint(points(nine))
    assert acts(home) == before


def test_directions_move_pictures_and_are_told_by_what_they_change(home: Studio) -> None:
    nine = ask(home, "/nine", {"seed": 3})["figures"]
    dials = ask(home, "/dials", method="GET")
    assert [one["id"] for one in dials] == [f"way-{number}" for number in range(1, len(dials) + 1)]
    assert any(one["more"] and one["less"] for one in dials)
    still = ask(home, "/figures", {"points": points(nine), "dials": {"way-1": 0.0}})
    assert still == nine
    moved = ask(home, "/figures", {"points": points(nine), "dials": {"way-1": 2.0}, "small": True})
    back = ask(home, "/figures", {"points": points(moved), "dials": {"way-1": -2.0}})
    gap = [float(np.abs(pixels(a) - pixels(b)).mean()) for a, b in zip(moved, nine, strict=True)]
    home_again = [float(np.abs(pixels(a) - pixels(b)).mean()) for a, b in zip(back, nine, strict=True)]
    assert min(gap) > 10 * max(home_again)


def test_a_mixture_lies_between_its_parents(home: Studio) -> None:
    first, last = points(ask(home, "/nine", {"seed": 4})["figures"])[:2]

    def mixed(weight: float) -> NDArray[np.float64]:
        parents = [{"point": first, "weight": 1 - weight}, {"point": last, "weight": weight}]
        return pixels(ask(home, "/figures", {"mix": {"parents": parents, "seed": 1, "spread": 0.2}})[0])

    ends, middle = (mixed(0.0), mixed(1.0)), mixed(0.5)
    apart = np.abs(ends[0] - ends[1]).mean()
    assert max(np.abs(middle - one).mean() for one in ends) < apart


def test_choices_lead_are_told_taken_back_and_forgotten_and_leave_emblems_alone(home: Studio) -> None:
    nine = points(ask(home, "/nine", {"seed": 5}, project=SLUG)["figures"])
    chosen = ask(home, "/choices", {"points": nine, "picked": [0, 1], "refused": [7, 8]}, project=SLUG)
    assert (chosen["space"]["picked"], chosen["space"]["refused"]) == (2, 2)
    assert set(chosen["space"]["figures"]) == {nine[0], nine[1]}
    led = points(ask(home, "/nine", {"seed": 6}, project=SLUG)["figures"])
    free = points(ask(home, "/nine", {"seed": 6, "chance": True}, project=SLUG)["figures"])
    assert len(set(led)) == 9
    assert led != free
    assert not set(led) & set(nine)
    again = ask(home, "/choices", {"points": led, "picked": [3], "refused": []}, project=SLUG)
    assert ask(home, f"/choices/{again['act']}", method="DELETE", project=SLUG)["choices"] == [chosen["act"]]
    lost = home.client.delete(f"/api/explore/generators/petals/choices/{again['act']}", params={"project": SLUG})
    assert (lost.status_code, lost.json()["code"]) == (404, "choice-unknown")
    # Choices among emblems and among pictures are two spaces: neither knows or forgets the other's.
    emblems = home.client.post("/api/explore/nine", json={"seed": 5}).json()["figures"]
    told = {"points": points(emblems), "picked": [2], "refused": []}
    home.client.post("/api/explore/choices", json=told, params={"project": SLUG})
    assert ask(home, "/space", method="DELETE", project=SLUG)["rounds"] == 0
    assert home.get("/explore/space", params={"project": SLUG})["picked"] == 1
    assert home.get("/explore/generators/petals/space")["rounds"] == 0


def test_a_kept_picture_lies_on_the_table_with_its_terms_and_is_drawn_again_to_the_byte(home: Studio) -> None:
    nine = ask(home, "/nine", {"seed": 7}, project=SLUG)["figures"]
    kept = ask(home, "/emblems", {"point": nine[0]["point"], "title": "Rose"}, project=SLUG)
    assert (kept["title"], kept["authors"]) == ("Rose", ["Ada"])
    row = next(one for one in home.get(f"/projects/{SLUG}/works")["items"] if one["id"] == kept["work"])
    assert (row["kind"], row["state"], row["made_by"]) == ("picture", "kept", "machine")
    content = home.client.get(f"/api/works/{kept['work']}/content").content
    assert (np.asarray(Image.open(io.BytesIO(content)).convert("RGB")) == pixels(nine[0])).all()
    with Record.open(home.home) as record:
        act = record.act(kept["act"])
        assert (act.settings["training"], act.settings["kept"]) == ("known", True)
    assert commands.main(["--home", str(home.home), "rerun", str(kept["act"]), "--json"], standalone_mode=False) == 0
    child = ask(home, "/emblems", {"point": kept["point"], "parents": [kept["work"]]}, project=SLUG)
    assert any(node["id"] == kept["work"] for node in home.get(f"/works/{child['work']}/lineage")["nodes"])
    assert [one["work"] for one in home.get("/explore/generators/petals/emblems", params={"project": SLUG})] == [
        child["work"],
        kept["work"],
    ]
    assert home.get("/explore/emblems", params={"project": SLUG}) == []


def sent(picture: NDArray[np.uint8]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).resize((96, 96), Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


def test_a_picture_is_sought_and_on_the_record_only_when_it_is_explored_from(home: Studio) -> None:
    meant = pixels(ask(home, "/nine", {"seed": 8})["figures"][4]).astype(np.uint8)
    before = acts(home)
    path = "/api/explore/generators/petals/drawings"
    tried = home.client.post(path, content=sent(meant)).json()
    assert tried["work"] is None
    assert tried["alike"] > 0.8
    assert acts(home) == before
    kept = home.client.post(
        path, content=sent(meant), params={"keep": True, "author": "Awa Diop", "licence": "CC-BY-4.0", "project": SLUG}
    ).json()
    emblem = ask(home, "/emblems", {"point": kept["point"], "parents": [kept["work"]]}, project=SLUG)
    assert emblem["authors"] == ["Ada", "Awa Diop"]
    for flat, said in ((255, "empty"), (0, "all ink")):
        refused = home.client.post(path, content=sent(np.full((16, 16, 3), flat, np.uint8)))
        assert (refused.status_code, refused.json()["code"]) == (422, "drawing-unfit")
        assert said in refused.json()["detail"]
    assert home.client.post(path, content=b"no picture").status_code == 422


def test_what_no_generator_gave_is_refused(home: Studio) -> None:
    point = ask(home, "/nine", {"seed": 9})["figures"][0]["point"]
    path = "/api/explore/generators/petals/figures"
    for wrong in (f"00000000{point[8:]}", point[:-4], f"{point}AAAA"):
        answer = home.client.post(path, json={"points": [wrong]})
        assert (answer.status_code, answer.json()["code"]) == (422, "point-unknown")
    for body in ({}, {"points": [point], "dials": {"way-1": 9}}, {"points": ["no"]}):
        assert home.client.post(path, json=body).status_code == 422
    nobody = home.client.post("/api/explore/generators/rose/nine", json={})
    assert (nobody.status_code, nobody.json()["code"]) == (404, "generator-unknown")
