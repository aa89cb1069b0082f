"""`oeuvre studio` as a person starts it: a process, an address, a browser's cookie, streams, and its end."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from oeuvre.record import NewAct, Record
from tests.api.planted import RUN, SLUG, plant


class Served:
    """A studio's process and its address."""

    def __init__(self, home: Path, *more: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OEUVRE_")}
        words = ["--home", str(home), "--lang", "en", "studio", "--no-open", "--port", "0", *more]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "oeuvre", *words],
            cwd=home.parent,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline().strip()

    @property
    def address(self) -> str:
        return self.line.partition("/?")[0]

    @contextlib.contextmanager
    def client(self) -> Iterator[httpx2.Client]:
        """A browser that opened the printed address."""
        with httpx2.Client(base_url=self.address, follow_redirects=True, timeout=60) as client:
            client.get(self.line.removeprefix(self.address), headers={"Sec-Fetch-Site": "none"})
            yield client

    def end(self, sign: int = signal.SIGTERM) -> tuple[int, str, str]:
        self.process.send_signal(sign)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    plant(tmp_path / "home")
    one = Served(tmp_path / "home")
    yield one
    if one.process.poll() is None:
        one.process.kill()
        one.process.wait()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_one_line_an_answer_and_a_clean_end(served: Served, sign: int) -> None:
    assert served.line.startswith("http://127.0.0.1:")
    assert "/?token=" in served.line
    assert httpx2.get(served.address + "/api/health", timeout=60).json()["status"] == "ok"
    with served.client() as client:
        assert client.get("/api/me").json()["unnamed"] is True
        assert client.get("/api/projects").json()["items"][0]["slug"] == SLUG
    code, out, err = served.end(sign)
    assert (code, out) == (0, "")
    assert "Traceback" not in err


def test_it_listens_on_this_machine_alone(served: Served) -> None:
    port = int(served.address.rpartition(":")[2])
    with socket.socket() as other:
        other.bind(("127.0.0.2", port))  # free: the studio has taken one address of loopback, not all of them


def test_a_port_that_is_taken_is_told(served: Served, tmp_path: Path) -> None:
    port = served.address.rpartition(":")[2]
    done = subprocess.run(
        [sys.executable, "-m", "oeuvre", "--home", str(tmp_path / "home"), "studio", "--no-open", "--port", port],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert port in done.stderr
    assert "Traceback" not in done.stderr


def test_a_stream_opened_again_tells_what_was_missed_and_every_job_of_the_project(served: Served) -> None:
    address = f"/api/projects/{SLUG}/events"
    with served.client() as client:
        with client.stream("GET", address) as stream:
            first = next(line for line in stream.iter_lines() if line.startswith("id:"))[3:].strip()
        design = client.get(f"/api/projects/{SLUG}/works?kind=draft").json()["items"][0]["id"]
        client.post(f"/api/works/{design}/decisions", json={"kind": "keep"})
        job = client.post(f"/api/projects/{SLUG}/ideas", json={"count": 2}).json()
        with client.stream("GET", address, headers={"Last-Event-ID": first}) as stream:
            name, seen, ended = "", [], False
            for line in stream.iter_lines():
                if line.startswith("event:"):
                    name = line[6:].strip()
                elif line.startswith("data:"):
                    told = json.loads(line[5:])
                    seen.append((name, told))
                    ended = ended or (name == "job" and told["state"] not in ("waiting", "running"))
                    name = ""
                if ended and any(not kind for kind, _ in seen):
                    break
    missed = [told for kind, told in seen if not kind]
    assert design in missed[0]["works"]
    assert {told["id"] for kind, told in seen if kind == "job"} == {job["id"]}


def test_what_is_recorded_is_told_as_it_comes(served: Served, tmp_path: Path) -> None:
    """The stream of a project tells acts of this studio and of other programs, and ends with the studio."""
    told: list[Any] = []
    opened, two = threading.Event(), threading.Event()

    def listen() -> None:
        with served.client() as client, client.stream("GET", f"/api/projects/{SLUG}/events") as stream:
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    told.append(json.loads(line[5:]))
                    opened.set()
                    if len(told) >= 3:
                        two.set()

    thread = threading.Thread(target=listen)
    thread.start()
    assert opened.wait(60)
    with served.client() as client:
        design = client.get(f"/api/projects/{SLUG}/works?kind=draft").json()["items"][0]["id"]
        client.post(f"/api/works/{design}/decisions", json={"kind": "keep"})
    with Record.open(tmp_path / "home") as record:
        person = record.party("Awa Diop", "person")
        record.append(
            NewAct("refuse", project=SLUG, run=RUN, by=[(person, "reviewer")], used=[(design, "refused")],
                   settings={"number": 1})
        )  # fmt: skip
    assert two.wait(60)
    assert [design in one["works"] for one in told[1:3]] == [True, True]
    code, _, _ = served.end()
    thread.join(60)
    assert code == 0
    assert not thread.is_alive()


def test_a_studio_of_a_new_home_makes_it(tmp_path: Path) -> None:
    one = Served(tmp_path / "new")
    try:
        with one.client() as client:
            assert client.get("/api/projects").json()["items"] == []
            page = client.get("/")
            assert page.headers["content-type"].startswith("text/html")
    finally:
        code, _, _ = one.end()
    assert code == 0
