"""Jobs: one at a time, told as they go, stopped between steps; what asks for work gets it done."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from oeuvre.record import NewAct
from oeuvre.studio import Job, Jobs, JobUnknown, ProjectUnknown, Tell
from tests.api.conftest import Opened, Studio
from tests.api.planted import RUN, SLUG

Work = Callable[[Job, Tell], None]


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    one = Jobs()
    yield one
    one.close()


def until(true: Callable[[], bool]) -> None:
    for _ in range(4000):
        if true():
            return
        time.sleep(0.005)
    raise AssertionError("it did not come to that")


def test_one_at_a_time_in_the_order_asked(jobs: Jobs) -> None:
    seen: list[str] = []

    def work(name: str) -> Work:
        def run(job: Job, tell: Tell) -> None:
            seen.append(f"{name} begins")
            tell("drafts", 1, 2)
            seen.append(f"{name} ends")

        return run

    last = [jobs.ask("ideas", "p", "", work(name)) for name in "abc"][-1]
    until(lambda: last.over)
    assert seen == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]
    assert [job.state for job in jobs.all("p")] == ["done"] * 3
    assert (last.step, last.done, last.of) == ("drafts", 1, 2)
    assert jobs.all("other") == ()


def test_a_round_gives_way_to_a_correction_and_goes_on_where_it_stood(jobs: Jobs) -> None:
    made: list[int] = []
    order: list[str] = []
    asked = threading.Event()

    def compose(job: Job, tell: Tell) -> None:
        tell("round", len(made), 4)
        while len(made) < 4:
            made.append(len(made))
            if len(made) == 2:
                asked.wait(20)
            tell("round", len(made), 4)
        tell("handoff", 0, 1)
        order.append("round")

    def correct(job: Job, tell: Tell) -> None:
        order.append("edit")

    first = jobs.ask("round", "p", "", compose)
    until(lambda: len(made) == 2)
    second, third = jobs.ask("edit", "p", "", correct), jobs.ask("round", "p", "", lambda job, tell: None)
    asked.set()
    until(lambda: first.over and second.over and third.over)
    assert order == ["edit", "round"]
    assert made == [0, 1, 2, 3]
    assert {job.state for job in (first, second, third)} == {"done"}


def test_the_same_work_is_not_asked_for_twice_while_it_goes_on(jobs: Jobs) -> None:
    go = threading.Event()

    def work(job: Job, tell: Tell) -> None:
        go.wait(20)

    first = jobs.ask("drafts", "p", "", work, mark="x")
    assert jobs.ask("drafts", "p", "", work, mark="x") is first
    assert jobs.ask("drafts", "p", "", work, mark="y") is not first
    assert jobs.ask("drafts", "q", "", work, mark="x") is not first
    go.set()
    until(lambda: first.over)
    assert jobs.ask("drafts", "p", "", work, mark="x") is not first


def test_a_job_stops_between_two_steps_and_one_in_line_at_once(jobs: Jobs) -> None:
    began = threading.Event()

    def work(job: Job, tell: Tell) -> None:
        began.set()
        while True:
            tell("drafts", 0, 9)
            time.sleep(0.005)

    running, waiting = jobs.ask("drafts", "p", "", work), jobs.ask("ideas", "p", "", work)
    assert began.wait(20)
    assert jobs.cancel(waiting.id).state == "cancelled"
    jobs.cancel(running.id)
    until(lambda: running.over)
    assert (running.state, running.error) == ("cancelled", None)
    assert running.ended is not None
    assert jobs.cancel(running.id).state == "cancelled"


def test_what_goes_wrong_ends_its_job_and_no_other(jobs: Jobs) -> None:
    def ours(job: Job, tell: Tell) -> None:
        raise ProjectUnknown("p")

    def nobodys(job: Job, tell: Tell) -> None:
        raise RuntimeError("a secret")

    def good(job: Job, tell: Tell) -> None:
        return

    one, other, third = (jobs.ask("ideas", "p", "", work) for work in (ours, nobodys, good))
    until(lambda: third.over)
    assert [job.state for job in (one, other, third)] == ["failed", "failed", "done"]
    assert isinstance(one.error, ProjectUnknown)
    assert other.error is not None
    assert "secret" not in other.error.message()


def test_closing_stops_what_runs(jobs: Jobs) -> None:
    def work(job: Job, tell: Tell) -> None:
        while True:
            tell("drafts", 0, 9)
            time.sleep(0.005)

    running, waiting = jobs.ask("drafts", "p", "", work), jobs.ask("drafts", "p", "", work)
    until(lambda: running.state == "running")
    jobs.close()
    assert running.state == "interrupted"
    assert waiting.state == "interrupted"
    with pytest.raises(JobUnknown):
        jobs.get("none")


def test_from_six_questions_to_signed_editions(opened: Opened) -> None:
    """A newcomer's project, by the API alone: ideas, drafts, a round, a correction, a choice, its editions."""
    studio = opened(drafts=None)
    client = studio.client
    client.put("/api/me", json={"name": "Awa Diop", "role": "design"})
    brief = {
        "title": "Nuit des pains",
        "about": "Une boulangerie ouvre le vendredi soir, on y mange dehors.",
        "language": "fr",
        "formats": ["social-square"],
        "facts": {"date": "vendredi 4 décembre", "place": "12 rue du Levain"},
    }
    begun = client.post("/api/projects", json={"brief": brief}).json()
    slug = begun["project"]["slug"]
    assert studio.ended(begun["job"])["state"] == "done"
    ideas = studio.get(f"/projects/{slug}/ideas")["items"]
    assert len(ideas) == 6
    client.post(f"/api/ideas/{ideas[0]['id']}/decisions", json={"kind": "keep"})

    job = studio.ended(client.post(f"/api/projects/{slug}/drafts", json={}).json())
    assert (job["state"], job["done"], job["of"], job["problem"]) == ("done", 24, 24, None)
    drafts = studio.get(f"/projects/{slug}/works?kind=draft")["items"]
    assert len(drafts) == 24
    assert {draft["id"] for draft in drafts} <= set(job["works"])
    sound = [draft["id"] for draft in drafts if draft["state"] == "draft"]

    wish = {"kind": "more", "like": [sound[0]], "keep": ["palette"], "count": 2, "because": "plus chaud"}
    asked = client.post(f"/api/projects/{slug}/rounds", json=wish).json()
    # A reason is read as a partner reads a sentence, and what was understood is said before anything is composed.
    assert re.match(r"(Compris|Understood)\b.*(chaud|warm)", asked["said"]), asked["said"]
    job = studio.ended(asked)
    assert job["state"] == "done", job
    rounds = studio.get(f"/projects/{slug}/rounds")["items"]
    assert [(one["number"], one["kind"], one["because"]) for one in rounds] == [
        (0, "sheet", ""),
        (1, "more", "plus chaud"),
    ]
    assert rounds[1]["by"]["name"] == "Awa Diop"
    refused = client.post(f"/api/projects/{slug}/rounds/refuse", json={"round": 1, "because": "trop sombre"}).json()
    assert len(refused["acts"]) >= 1
    states = {row["state"] for row in studio.get(f"/projects/{slug}/works?round=1")["items"]}
    assert states == {"refused"}

    edit = {"headline": "Le pain du soir"}
    job = studio.ended(client.post(f"/api/works/{sound[1]}/edits", json=edit).json())
    assert job["state"] == "done", job
    mine = studio.get(f"/works/{job['works'][0]}")
    assert (mine["headline"], mine["work"]["by"]["name"]) == ("Le pain du soir", "Awa Diop")
    assert mine["work"]["made_by"] in ("human", "mixed")
    assert [row["id"] for row in mine["versions"]] == [sound[1], mine["work"]["id"]]

    answer = client.post(f"/api/works/{mine['work']['id']}/decisions", json={"kind": "choose", "because": "oui"})
    assert answer.status_code == 202
    assert studio.get(f"/projects/{slug}/works?state=chosen")["total"] == 1
    job = studio.ended(answer.json())
    assert job["state"] == "done", job
    whole = studio.get(f"/works/{mine['work']['id']}")
    assert {edition["format"] for edition in whole["editions"]} == {"social-square"}
    assert whole["credential"]["state"] == "trusted"
    signed = client.get(whole["editions"][0]["address"])
    told = client.post("/api/verify", params={"name": "e.png"}, content=signed.content).json()
    assert (told["state"], told["work"]) == ("trusted", whole["editions"][0]["work"])
    folder = studio.out / "Nuit des pains"
    assert (folder / "index.html").is_file()
    assert studio.get(f"/projects/{slug}")["state"] == "delivered"

    answer = client.post(f"/api/works/{mine['work']['id']}/decisions", json={"kind": "undo", "because": "non"})
    assert studio.ended(answer.json())["state"] == "done"
    assert studio.get(f"/projects/{slug}")["state"] == "drafts"
    assert list((folder / "previous").rglob("*.png"))


def test_a_correction_that_breaks_a_check_is_told_and_may_stand_on_a_persons_word(finished_ideas: Studio) -> None:
    studio = finished_ideas
    draft = next(
        row for row in studio.get(f"/projects/{studio.slug}/works?kind=draft")["items"] if row["state"] == "draft"
    )
    wanted = {"colours": {"ink": draft["colours"][0]}}  # words in the colour of the ground
    job = studio.ended(studio.client.post(f"/api/works/{draft['id']}/edits", json=wanted).json())
    assert (job["state"], job["problem"]["code"], job["works"]) == ("failed", "breaks-check", [])
    assert str(studio.home.parent) not in json.dumps(job)
    again = {**wanted, "anyway": True, "because": "c’est voulu"}
    job = studio.ended(studio.client.post(f"/api/works/{draft['id']}/edits", json=again).json())
    assert job["state"] == "done", job


def test_a_job_that_was_stopped_goes_on_when_it_is_asked_again(finished_ideas: Studio) -> None:
    studio = finished_ideas
    ideas = studio.get(f"/projects/{studio.slug}/ideas")["items"]
    path = f"/api/projects/{studio.slug}/drafts"
    job = studio.client.post(path, json={"idea": ideas[1]["number"]}).json()
    until(lambda: studio.get(f"/jobs/{job['id']}")["done"] >= 2)
    studio.client.delete(f"/api/jobs/{job['id']}")
    assert studio.ended(job)["state"] == "cancelled"
    before = studio.get(f"/projects/{studio.slug}/works?kind=draft")["total"]
    again = studio.ended(studio.client.post(path, json={"idea": ideas[1]["number"]}).json())
    assert again["state"] == "done"
    rows = studio.get(f"/projects/{studio.slug}/works?kind=draft&limit=200")["items"]
    run = rows[-1]["run"]
    mine = sorted(row["number"] for row in rows if row["run"] == run)
    # Numbers go on through a project: one whole sheet, none missing and none twice.
    assert mine == list(range(mine[0], mine[0] + 24))
    assert before < len(rows)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a project that has its drafts, made once."""
    from starlette.testclient import TestClient

    from oeuvre.api import create_app, hosts_of
    from tests.api.conftest import ADDRESS, PORT, TOKEN, settings

    base = tmp_path_factory.mktemp("made")
    (base / "out").mkdir()
    app = create_app(settings(base / "home"), token=TOKEN, hosts=hosts_of(PORT), base=base / "out")
    with TestClient(app, base_url=ADDRESS, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        studio = Studio(client, base / "home", base / "out", ())
        brief = {"title": "Bal", "about": "Un bal d’hiver avec un orchestre.", "language": "fr", "formats": ["card"]}
        begun = client.post("/api/projects", json={"brief": brief, "start": "drafts"}).json()
        assert studio.ended(begun["job"])["state"] == "done"
    return base


@pytest.fixture
def finished_ideas(made: Path, tmp_path: Path) -> Iterator[Studio]:
    """The same home, opened anew; its folder is where it was made."""
    from starlette.testclient import TestClient

    from oeuvre.api import create_app, hosts_of
    from tests.api.conftest import ADDRESS, PORT, TOKEN, settings

    app: Any = create_app(settings(made / "home"), token=TOKEN, hosts=hosts_of(PORT), base=made / "out")
    with TestClient(app, base_url=ADDRESS, headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        yield Studio(client, made / "home", made / "out", (), slug="bal")


def test_projects_are_worked_on_beside_each_other_and_each_in_its_order(jobs: Jobs) -> None:
    go, both = threading.Event(), threading.Barrier(2)

    def meet(job: Job, tell: Tell) -> None:
        both.wait(20)

    def wait(job: Job, tell: Tell) -> None:
        go.wait(20)

    one, other = jobs.ask("round", "p", "", meet), jobs.ask("round", "q", "", meet)
    until(lambda: one.over and other.over)
    assert (one.state, other.state) == ("done", "done")
    first, second = jobs.ask("round", "p", "", wait), jobs.ask("ideas", "p", "", wait)
    until(lambda: first.state == "running")
    assert second.state == "waiting"
    go.set()
    until(lambda: second.over)


def test_a_correction_is_done_before_what_waits(jobs: Jobs) -> None:
    go, seen = threading.Event(), list[str]()

    def work(name: str) -> Work:
        def run(job: Job, tell: Tell) -> None:
            go.wait(20)
            seen.append(name)

        return run

    first = jobs.ask("round", "p", "", work("first"))
    until(lambda: first.state == "running")
    rest = [jobs.ask("round", "p", "", work("round")), jobs.ask("edit", "p", "", work("correction"))]
    go.set()
    until(lambda: all(job.over for job in rest))
    assert seen == ["first", "correction", "round"]


def test_the_same_wish_of_another_person_is_theirs(jobs: Jobs) -> None:
    go = threading.Event()

    def work(job: Job, tell: Tell) -> None:
        go.wait(20)

    anas = jobs.ask("round", "p", "ana", work, mark="x")
    bens = jobs.ask("round", "p", "ben", work, mark="x")
    assert (anas.actor, bens.actor) == ("ana", "ben")
    assert jobs.ask("round", "p", "ben", work, mark="x") is bens
    go.set()
    until(lambda: bens.over)


def test_a_job_tells_its_own_acts_and_no_one_elses(studio: Studio) -> None:
    app: Any = studio.client.app
    desk = app.state.desk
    person = desk.record.party("Awa Diop", "person")

    def keep(record: Any, place: int) -> int:
        new = NewAct("keep", project=SLUG, run=RUN, by=[(person, "reviewer")], used=[(studio.designs[place], "kept")])
        return int(record.append(new)[0].act.seq)

    numbers: list[int] = []

    def work(mine: Any, tell: Tell) -> None:
        keep(desk.record, 0)  # somebody else, meanwhile
        numbers.append(keep(mine.record, 1))

    job = desk.begin("round", SLUG, "", work)
    until(lambda: job.over)
    assert (job.state, job.acts) == ("done", numbers)
