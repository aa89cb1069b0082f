"""The table, live: people who all move cards on one table, against a Node server that carries the same, in turns.

    python -m benchmarks.live [--quick] [--seconds N]

The peer is the server that y-websocket 2.1.0 ships, in memory only; ours is `oeuvre studio`, which has each edit on the
disk before anybody sees it. The people are one Node process with a Yjs document each, on the same processors.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from oeuvre.record import NewAct, NewWork, Record

HERE = Path(__file__).parent / "live"
# People, and moves of each in a second.
LOADS = ((50, 2.0), (100, 1.0))
CARDS = 600


@dataclass
class Server:
    """A server that runs: where its table is, and what it took of memory and processor while people were at it."""

    url: str
    headers: dict[str, str]
    pid: int
    durable: bool
    memory: list[float] = field(default_factory=list)

    def processor(self) -> float:
        """Seconds of the processor until now."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self) -> float:
        """Memory in use, in MB."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextlib.contextmanager
def ours(folder: Path, table: str) -> Iterator[Server]:
    """`oeuvre studio` over a home of its own."""
    home = folder / f"home-{table}"
    with Record.open(home) as record:
        person = record.party("Ana", "person")
        work = NewWork(digest=record.store.put(b"a text"), size=6, media_type="text/plain", modality="text")
        record.append(NewAct("generate", by=[(person, "author")], made=[(work, "text")], project=table))
    command = [str(Path(sys.executable).parent / "oeuvre"), "--home", str(home), "studio", "--port", "0", "--no-open"]
    with _running(command, cwd=folder) as process:
        assert process.stdout is not None
        address = urlsplit(process.stdout.readline().strip())
        token = parse_qs(address.query)["token"][0]
        url = f"ws://{address.netloc}/api/tables/{table}/live"
        yield Server(url, {"Authorization": f"Bearer {token}"}, process.pid, durable=True)


@contextlib.contextmanager
def node(folder: Path, table: str) -> Iterator[Server]:
    """The server of y-websocket, in memory."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port)}
    with _running(["node", "node_modules/y-websocket/bin/server.cjs"], cwd=HERE, env=environment) as process:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield Server(f"ws://127.0.0.1:{port}/{table}", {}, process.pid, durable=False)


@contextlib.contextmanager
def _running(command: list[str], **more: Any) -> Iterator[subprocess.Popen[str]]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet, text=True, **more)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()


def carry(server: Server, people: int, rate: float, seconds: float) -> dict[str, Any]:
    """Have people at a server's table; what they saw, and what it took."""
    asked = {
        "url": server.url,
        "headers": server.headers,
        "durable": server.durable,
        "people": people,
        "rate": rate,
        "seconds": seconds,
        "cards": CARDS,
    }
    done: queue.Queue[None] = queue.Queue()

    def watch() -> None:
        while True:
            with contextlib.suppress(queue.Empty):
                done.get(timeout=0.5)
                return
            server.memory.append(server.resident())

    watching = threading.Thread(target=watch)
    before = server.processor()
    watching.start()
    try:
        told = subprocess.run(
            ["node", "people.mjs", json.dumps(asked)], cwd=HERE, check=True, capture_output=True, text=True
        )
    finally:
        done.put(None)
        watching.join()
    found: dict[str, Any] = json.loads(told.stdout)
    found["server"] = server.processor() - before
    # The first part of the time holds the coming of everybody; growth is what comes after it.
    rest = server.memory[len(server.memory) // 3 :]
    found["memory"] = max(rest)
    found["growth"] = statistics.median(rest[-max(1, len(rest) // 5) :]) - statistics.median(
        rest[: max(1, len(rest) // 5)]
    )
    return found


def ready() -> None:
    """Install what the people and the peer are made of, as the lock has it."""
    if shutil.which("node") is None:
        raise RuntimeError("this benchmark needs Node 20")
    if not (HERE / "node_modules" / ".package-lock.json").is_file():
        subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--omit=optional", "--no-fund", "--no-audit", "--loglevel=error"],
            cwd=HERE,
            check=True,
            stdout=sys.stderr,
        )


def main(quick: bool = False, seconds: float | None = None) -> dict[str, Any]:
    """Measures, prints, and returns the figures; times in milliseconds, of all moves over all turns."""
    ready()
    seconds = seconds or (6.0 if quick else 60.0)
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        for people, rate in LOADS:
            found: dict[str, list[dict[str, Any]]] = {"ours": [], "Node": []}
            # Half the time each, there and back: what else the machine does falls on both.
            for number, who in enumerate(("ours", "Node", "Node", "ours")):
                start = ours if who == "ours" else node
                with start(Path(name), f"table-{people}-{number}") as server:
                    found[who].append(carry(server, people, rate, seconds / 2))
            figures[f"{people} people, {rate:g} moves a second each"] = _told(found, seconds)
    print(json.dumps(figures, indent=2))
    return figures


def _told(found: dict[str, list[dict[str, Any]]], seconds: float) -> dict[str, Any]:
    rows: dict[str, Any] = {"seconds": seconds}
    for who, turns in found.items():
        rows[who] = {
            "moves": sum(one["moves"] for one in turns),
            "seen by all": "yes" if all(one["complete"] and one["same"] for one in turns) else "NO",
            **{f"{name}: ms": round(statistics.mean(one[name] for one in turns), 1) for name in ("p50", "p95", "p99")},
            "server: µs of processor a delivery": round(
                1e6 * sum(t["server"] for t in turns) / sum(t["seen"] for t in turns), 1
            ),
            "server: MB at most": round(max(one["memory"] for one in turns)),
            "server: MB more at the end": round(max(one["growth"] for one in turns), 1),
        }
    rows["ours: all acknowledged as on the disk"] = (
        "yes" if all(one["acknowledged"] == one["people"] for one in found["ours"]) else "NO"
    )
    rows["p95: ratio to Node"] = round(rows["ours"]["p95: ms"] / rows["Node"]["p95: ms"], 2)
    return rows


if __name__ == "__main__":
    given = sys.argv[1:]
    main("--quick" in given, float(given[given.index("--seconds") + 1]) if "--seconds" in given else None)
