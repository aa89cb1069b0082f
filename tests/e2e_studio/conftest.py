"""The real studio on a free port, over a home of its own, and real browser windows on it."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import time
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests import warm
from tests.conftest import CHROMIUM
from tests.e2e_studio.hand import PATIENCE, Hand
from tests.e2e_studio.words import LOCALES, Words

# The fewest formats that show a screen and a print file; one word of brief a field.
BRIEF = {
    "title": "Marché de nuit",
    "about": "Une boulangerie artisanale ouvre ses portes le vendredi soir, on y mange dehors.",
    "client": "Le Fournil",
    "language": "fr",
    "formats": ["social-square", "card"],
}
DESKTOP = {"width": 1440, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser these tests cannot be."""
    if CHROMIUM is None:
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine (apt-get install chromium)"))


@dataclass(frozen=True)
class Served:
    """A studio that runs: its address with the token, and the same without."""

    address: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def token(self) -> str:
        return self.address.partition("token=")[2]

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """What a script asks of the same API as the pages do."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.origin}/api{path}", data=data, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    def finish(self, job: dict[str, Any]) -> dict[str, Any]:
        """Wait for a job; it must come to a good end."""
        while job["state"] in ("waiting", "running"):
            time.sleep(0.1)
            job = self.ask("GET", f"/jobs/{job['id']}")
        assert job["state"] == "done", job
        return job


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """`oeuvre studio` as a person starts it, in a folder, over an empty home."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OEUVRE_")}
    heard, told = os.pipe()
    with (
        os.fdopen(heard, encoding="utf-8") as said,
        os.fdopen(told, "wb") as out,
        (folder / "said.txt").open("wb") as errors,
    ):
        process = warm.start(
            *("--home", "home", "studio", "--no-open", "--port", "0"),
            cwd=folder,
            env={**kept, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "OEUVRE_WORKERS": "1"},
            stdout=out,
            stderr=errors,
        )
        # The end of what it says is heard once it alone can say it.
        out.close()
        try:
            address = said.readline().strip()
            assert address.startswith("http://127.0.0.1:"), (folder / "said.txt").read_text()
            yield Served(address)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="module", autouse=True)
def patience() -> None:
    expect.set_options(timeout=PATIENCE)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    """A studio in which nothing was begun."""
    with serving(tmp_path) as served:
        yield served


@dataclass(frozen=True)
class Begun:
    """A studio with one project, finished: its ideas, its sheet, one draft chosen and its editions signed."""

    served: Served
    slug: str
    chosen: str


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    with serving(tmp_path_factory.mktemp("begun")) as served:
        made = served.ask("POST", "/projects", {"brief": BRIEF, "start": "ideas"})
        slug = made["project"]["slug"]
        served.finish(made["job"])
        served.finish(served.ask("POST", f"/projects/{slug}/drafts", {}))
        drafts = served.ask("GET", f"/projects/{slug}/works?kind=draft&limit=200")["items"]
        chosen = next(draft["id"] for draft in drafts if draft["number"] == 1)
        job = served.ask("POST", f"/works/{chosen}/decisions", {"kind": "choose", "because": "se lit de loin"})
        served.finish(job)
        yield Begun(served, slug, chosen)


Opener = Callable[..., Hand]


@pytest.fixture
def opening(browser: Browser) -> Iterator[Opener]:
    """Open a window of its own (its own cookies, so its own person); nothing that it shows may come from elsewhere."""
    with ExitStack() as stack:
        hands: list[Hand] = []

        def opened(
            served: Served, language: str, path: str = "/", *, let_in: bool = True, by: type[Hand] = Hand, **more: Any
        ) -> Hand:
            context: BrowserContext = browser.new_context(
                locale=LOCALES[language], viewport=more.pop("viewport", DESKTOP), reduced_motion="reduce", **more
            )
            context.set_default_timeout(PATIENCE)
            context.set_default_navigation_timeout(PATIENCE)
            stack.callback(context.close)
            page = context.new_page()
            hand = by(page, Words(language), served.origin)
            hands.append(hand)
            page.goto(f"{served.origin}{path}?token={served.token}" if let_in else f"{served.origin}{path}")
            return hand

        yield opened
        for hand in hands:
            assert not hand.strangers, f"asked of another host: {hand.strangers}"
            assert not hand.errors, f"broken in the page: {hand.errors}"


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drawing of one's own: a disc on paper."""
    side = 240
    rows = b"".join(b"\0" + b"".join(_ink(x, y, side) for x in range(side)) for y in range(side))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    path = tmp_path_factory.mktemp("brought") / "croissant.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )
    return path


def _ink(x: int, y: int, side: int) -> bytes:
    inside = (x - side / 2) ** 2 + (y - side / 2) ** 2 < (side * 0.4) ** 2
    return b"\xdd\x3b\x14" if inside else b"\xff\xf8\xe8"
