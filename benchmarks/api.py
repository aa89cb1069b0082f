"""Reading the API of a project with 10,000 drafts (20,000 works), in turns with a bare Starlette route.

    python -m benchmarks.api [--quick]

Both are served by uvicorn in processes of their own, on this machine, and asked over one connection each by a client
in this process. The bare route answers `{"ok": true}`: what any answer costs here. Goal: p95 under 20 ms.

What stands where on a design, and which formats it would lose, is read of a real sheet of drafts in the same home. Both
are composed when they are first asked for, which is told by itself, and remembered from then on.
"""

from __future__ import annotations

import io
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
from PIL import Image

from oeuvre.foundation import read_settings
from oeuvre.record import NewAct, NewWork, Record
from oeuvre.studio import Studio

GOAL_MS = 20.0
SLUG, RUN = "night-market", "a" * 32
# Every so many drafts one is refused, for one of these reasons.
REFUSED = 5
WORDS = ("dark", "busy", "photographs", "legible", "warm")
# Distinct pictures and designs; the others have the same bytes and are works of their own.
DISTINCT = 200
REAL_SLUG = "kiln-days"
REAL = """title = "Kiln Days"
about = "A ceramicist opens her studio and unpacks the kiln in front of visitors."
language = "en"
formats = ["social-square", "banner-leaderboard", "card"]
"""
BARE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
app = Starlette(routes=[Route("/ok", lambda request: JSONResponse({"ok": True}))])
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
"""


def plant(home: Path, drafts: int) -> None:
    """A project of so many drafts on the record of `home`."""
    with Record.open(home) as record:
        person, rule = record.party("Awa", "person"), record.party("Oeuvre: composition by rule", "rule")
        text = b'title = "Night market"\nabout = "A bakery opens on Friday evening."\n'
        brief = NewWork(record.store.put(text), "application/toml", "text", len(text), title="Night market")
        begun = NewAct(
            "import",
            project=SLUG,
            run=RUN,
            by=[(person, "commissioner")],
            made=[(brief, "brief")],
            settings={"seed": 0, "project_title": "Night market"},
        )
        acts = [begun]
        for number in range(1, drafts + 1):
            design, picture = _bytes(number % DISTINCT)
            attributes = {"number": number, "family": "rideau", "palette": "night", "pairing": "fraunces"}
            title = f"Night market · {number}"
            works = [
                NewWork(record.store.put(data), kind, modality, len(data), title=title, attributes=attributes)
                for data, kind, modality in (
                    (design, "application/vnd.oeuvre.design+json", "design"),
                    (picture, "image/png", "image"),
                )
            ]
            settings = {**attributes, "round": number // 24, "left_out": [], "shown": []}
            acts.append(
                NewAct(
                    "compose",
                    project=SLUG,
                    run=RUN,
                    by=[(rule, "composer")],
                    used=[(brief, "brief")],
                    made=[(works[0], "draft"), (works[1], "preview")],
                    settings=settings,
                    words={"headline": f"Line {number}"},
                )
            )
        composed = record.append(acts)[1:]
        record.append(
            [
                NewAct(
                    "refuse",
                    project=SLUG,
                    run=RUN,
                    by=[(person, "reviewer")],
                    used=[(composed[place].works[0], "refused")],
                    settings={"number": place + 1},
                    words={"because": f"too {WORDS[place % len(WORDS)]}"},
                )
                for place in range(0, drafts, REFUSED)
            ]
        )


def compose_sheet(home: Path, folder: Path) -> None:
    """A second project, with a sheet of drafts that the engine composed."""
    folder.mkdir()
    brief = folder / "brief.toml"
    brief.write_text(REAL, encoding="utf-8")
    with Studio(read_settings(str(home), "en", "Awa", environment={"OEUVRE_WORKERS": "2"})) as opened:
        opened.make(brief, out=folder / "out", seed=3, choose="later")


def _bytes(number: int) -> tuple[bytes, bytes]:
    colours = {"ground": "#101030", "ink": "#faf3e1", "signal": "#c8102e", "second": "#e6aa5a", "light": "#ffce90"}
    design = json.dumps({"number": number, "palette": {"name": "night", **colours}}).encode()
    out = io.BytesIO()
    Image.new("RGB", (108, 135), (number, 60, 90)).save(out, "PNG")
    return design, out.getvalue()


@contextmanager
def studio(home: Path) -> Iterator[httpx2.Client]:
    """The studio over `home`, and a client that has its token."""
    words = [sys.executable, "-m", "oeuvre", "--home", str(home), "studio", "--no-open", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        address, _, token = process.stdout.readline().strip().partition("/?token=")
        headers = {"Authorization": f"Bearer {token}"}
        try:
            with httpx2.Client(base_url=address, headers=headers, timeout=120) as client:
                yield client
        finally:
            process.terminate()


@contextmanager
def bare() -> Iterator[httpx2.Client]:
    """A route that says nothing but yes."""
    port = random.randint(20_000, 40_000)
    with subprocess.Popen([sys.executable, "-c", BARE, str(port)], stderr=subprocess.DEVNULL) as process:
        try:
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                for _ in range(200):
                    try:
                        client.get("/ok")
                        break
                    except httpx2.TransportError:
                        time.sleep(0.05)
                yield client
        finally:
            process.terminate()


def timed(client: httpx2.Client, path: str) -> float:
    """Milliseconds until an answer is read, which must be a success."""
    start = time.perf_counter()
    answer = client.get(path)
    spent = (time.perf_counter() - start) * 1000
    assert answer.status_code == 200, answer.text
    return spent


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def main(quick: bool = False) -> dict[str, Any]:
    """Measures, prints, and returns the figures: milliseconds by address, beside the bare route's."""
    drafts, turns = (1_000, 40) if quick else (10_000, 300)
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as name, bare() as other:
        home = Path(name) / "home"
        plant(home, drafts)
        compose_sheet(home, Path(name) / "real")
        with studio(home) as client:
            start = time.perf_counter()
            cursors, works = _pages(client, chance)
            first = time.perf_counter() - start
            sheet = client.get(f"/api/projects/{REAL_SLUG}/works?kind=draft&limit=200").json()["items"]
            composed = {
                what: [timed(client, f"/api/works/{row['id']}/{what}") for row in sheet]
                for what in ("elements", "formats/foreseen")
            }
            real = [row["id"] for row in sheet]
            asked: dict[str, Callable[[], str]] = {
                "projects": lambda: "/api/projects",
                "a project": lambda: f"/api/projects/{SLUG}",
                "a page of cards": lambda: f"/api/projects/{SLUG}/works?cursor={chance.choice(cursors)}",
                "cards with a word": lambda: f"/api/projects/{SLUG}/works?q=line {chance.randint(1, drafts)}",
                "cards of a round": lambda: f"/api/projects/{SLUG}/works?round={chance.randint(0, drafts // 24)}",
                "a work": lambda: f"/api/works/{chance.choice(works)}",
                "a thumbnail": lambda: f"/api/works/{chance.choice(works)}/thumb?size=64",
                "a work's lineage": lambda: f"/api/works/{chance.choice(works)}/lineage",
                "a draft's elements": lambda: f"/api/works/{chance.choice(real)}/elements",
                "the formats that a draft would lose": lambda: f"/api/works/{chance.choice(real)}/formats/foreseen",
                "whether the record holds": lambda: "/api/record",
                "a work's bytes": lambda: f"/api/works/{chance.choice(works)}/content",
                "ideas": lambda: f"/api/projects/{SLUG}/ideas",
                "rounds": lambda: f"/api/projects/{SLUG}/rounds",
                "the brief": lambda: f"/api/projects/{SLUG}/brief",
                "the taste": lambda: f"/api/projects/{SLUG}/taste",
                "partners": lambda: f"/api/projects/{SLUG}/partners",
                "a page of acts": lambda: f"/api/acts?project={SLUG}",
                "acts with a word": lambda: f"/api/acts?project={SLUG}&q={chance.choice(WORDS)}",
                "acts with a word that nobody said": lambda: f"/api/acts?q=nobody{chance.randint(1, 99)}",
                "acts of a day": lambda: f"/api/acts?since=2020-01-01T00:00:00Z&until=2099-01-0{chance.randint(1, 9)}",
                "acts on a work": lambda: f"/api/acts?work={chance.choice(works)}",
                "acts of a kind": lambda: "/api/acts?kind=refuse",
                "an act": lambda: f"/api/acts/{chance.randint(1, drafts)}",
                "parties": lambda: "/api/parties",
                "choices": lambda: "/api/choices",
                "brands": lambda: "/api/brands",
                "versions of the table": lambda: f"/api/tables/{SLUG}/versions",
                "me": lambda: "/api/me",
                "jobs": lambda: "/api/jobs",
            }
            ours: dict[str, list[float]] = {label: [] for label in asked}
            theirs: list[float] = []
            for turn in range(turns + 5):
                for label, path in asked.items():
                    spent = timed(client, path())
                    if turn >= 5:
                        ours[label].append(spent)
                if turn >= 5:
                    theirs.append(timed(other, "/ok"))
    worst = max(p95(times) for times in ours.values())
    result = {
        "drafts in the project": drafts,
        "the project read whole, page by page, for the first time (s)": first,
        "composed when first asked for, median (ms)": {
            what: statistics.median(times) for what, times in composed.items()
        },
        "p95 of a bare Starlette route (ms)": p95(theirs),
        "p95 (ms)": {label: p95(times) for label, times in ours.items()},
        "median (ms)": {label: statistics.median(times) for label, times in ours.items()},
        "worst p95 (ms), goal 20": worst,
        "goal reached": worst < GOAL_MS,
    }
    print(json.dumps(result, indent=2))
    return result


def _pages(client: httpx2.Client, chance: random.Random) -> tuple[list[str], list[str]]:
    """A cursor of each page of cards, and some works of all pages; so each card was looked at once."""
    cursors, works, cursor = [], [], ""
    while True:
        page = client.get(f"/api/projects/{SLUG}/works?limit=200" + (f"&cursor={cursor}" if cursor else "")).json()
        works += [item["id"] for item in chance.sample(page["items"], min(4, len(page["items"]))) if item["image"]]
        cursor = page["next"]
        if cursor is None:
            return cursors or [""], works
        cursors.append(cursor)


if __name__ == "__main__":
    main("--quick" in sys.argv)
