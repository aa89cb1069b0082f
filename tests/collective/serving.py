"""A studio in a process of its own, to be killed: the first process imports, each line `HOME` forks a studio over it.

    python -m tests.collective.serving

It answers each line with `PID PORT` once the studio there takes connections.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from oeuvre.api.app import create_app
from oeuvre.api.connections import Direct
from oeuvre.api.serving import listen
from oeuvre.api.sessions import hosts_of
from oeuvre.foundation import Settings, read_settings
from oeuvre.record import NewAct, NewWork, Record

TOKEN = "token-of-the-test"
PROJECT = "pain"


def settings_of(home: Path) -> Settings:
    return read_settings(home=str(home), language="en", environment={})


def begin_project(home: Path) -> None:
    """A home with one project on the record, of one picture."""
    with Record.open(home) as record:
        ana = record.party("Ana", "person")
        work = NewWork(digest=record.store.put(b"a picture"), size=9, media_type="image/png", modality="image")
        record.append(NewAct("generate", by=[(ana, "author")], made=[(work, "picture")], project=PROJECT))


def app_of(home: Path, port: int) -> FastAPI:
    return create_app(settings_of(home), token=TOKEN, hosts=hosts_of(port), base=home)


def config_of(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_level="critical",
        access_log=False,
        ws=Direct,
        ws_max_size=1 << 20,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=5,
    )


def serve(home: Path) -> None:
    """Serve until the process ends."""
    with listen(0) as one:
        port = one.getsockname()[1]

        async def whole() -> None:
            server = uvicorn.Server(config_of(app_of(home, port)))
            serving = asyncio.create_task(server.serve([one]))
            while not server.started and not serving.done():
                await asyncio.sleep(0.005)
            sys.stdout.write(f"{os.getpid()} {port}\n")
            sys.stdout.flush()
            await serving

        asyncio.run(whole())


def main() -> None:
    for line in sys.stdin:
        if os.fork() == 0:
            serve(Path(line.strip()))
            os._exit(0)


if __name__ == "__main__":
    main()
