"""A studio in this process, over a planted home."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from oeuvre.api import Limits, create_app, hosts_of
from oeuvre.foundation import read_settings
from tests.api.planted import SLUG, plant

PORT = 8460
TOKEN = "a-token-of-this-test"
ADDRESS = f"http://127.0.0.1:{PORT}"
FEW = Limits(body=200_000, file=300_000, project=500_000, keys=64)


@dataclass
class Studio:
    """A client that has the token, the home behind it, and the designs that were planted there."""

    client: TestClient
    home: Path
    out: Path
    designs: Sequence[str]
    slug: str = SLUG

    def get(self, path: str, **values: Any) -> Any:
        """What an address answers, which must be a success."""
        answer = self.client.get(f"/api{path}", **values)
        assert answer.status_code < 300, answer.text
        return answer.json()

    def ended(self, job: dict[str, Any], seconds: float = 240.0) -> dict[str, Any]:
        """A job when it is over."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found: dict[str, Any] = self.get(f"/jobs/{job['id']}")
            if found["state"] not in ("waiting", "running"):
                return found
            time.sleep(0.05)
        raise AssertionError(f"job {job['id']} did not end")


def settings(home: Path) -> Any:
    return read_settings(home=str(home), language="en", environment={"OEUVRE_WORKERS": "1"}, here=home.parent)


Opened = Callable[..., Studio]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens studios; each is closed at the end of the test."""
    clients: list[TestClient] = []

    def open_one(*, drafts: int | None = 6, limits: Limits = FEW, name: str = "home", **more: Any) -> Studio:
        home, out = tmp_path / name, tmp_path / "out"
        out.mkdir(exist_ok=True)
        designs = plant(home, drafts=drafts) if drafts is not None else ()
        app = create_app(settings(home), token=TOKEN, hosts=hosts_of(PORT), base=out, limits=limits, **more)
        client = TestClient(app, base_url=ADDRESS, headers={"Authorization": f"Bearer {TOKEN}"})
        client.__enter__()
        clients.append(client)
        return Studio(client, home, out, designs)

    yield open_one
    for client in clients:
        client.__exit__()


@pytest.fixture
def studio(opened: Opened) -> Studio:
    return opened()
