"""Drawings of unknown makers, drawn apart: in a process of little memory that ends itself when one takes too long.

`clean_svg` leaves out what is dangerous and bounds what can be counted; what cannot (how long a mask over a mask
takes) is found by drawing. A drawing that ends the process is refused, and the next one gets a fresh process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Literal

from oeuvre.create.brief import UnsafeSvg
from oeuvre.create.design.errors import TypesettingFailed
from oeuvre.create.design.press import Press

# Seconds of work of the processor that one drawing may take: a drawing of 20,000 elements takes a tenth of it.
MOST_SECONDS = 20.0
MOST_MEMORY = 2 << 30
# After so many seconds without a drawing the process ends, and its memory is free again.
IDLE = 60.0

Ground = Literal["white", "none"]


class Apart:
    """Draws in a process of its own; for several threads, one drawing at a time."""

    def __init__(self, *, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY, idle: float = IDLE) -> None:
        self._limits = (seconds, memory, idle)
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def png(self, svg: bytes, width: int, ground: Ground = "white") -> bytes:
        """A cleaned SVG as PNG, `width` pixels wide.

        Raises `UnsafeSvg` for one that takes too much time or memory, `TypesettingFailed` for one that does not draw.
        """
        with self._lock:
            if self._process is None or not self._process.is_alive():
                self._start()
            told = self._exchange(svg, width, ground)
            if told is None and self._process is not None and self._process.exitcode == 0:
                # It had nothing to do for a while and was just going.
                self._start()
                told = self._exchange(svg, width, ground)
            if told is None:
                self._end()
                raise UnsafeSvg("svg-too-hard")
        drawn, why = told
        if drawn is None:
            raise TypesettingFailed("", detail=why)
        return drawn

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _exchange(self, svg: bytes, width: int, ground: Ground) -> tuple[bytes | None, str] | None:
        assert self._pipe is not None
        assert self._process is not None
        seconds = self._limits[0]
        try:
            self._pipe.send((svg, width, ground))
            # The process keeps its own time; this is for one that waits for something and works at nothing.
            if self._pipe.poll(seconds * 10):
                told: tuple[bytes | None, str] = self._pipe.recv()
                return told
        except (EOFError, OSError):
            self._process.join(5)
        return None

    def _start(self) -> None:
        self._end()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_draw_all, args=(theirs, *self._limits), daemon=True)
        self._process.start()
        theirs.close()

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._pipe = None


def _draw_all(pipe: Connection, seconds: float, memory: int, idle: float) -> None:
    """Draw what comes, until nothing comes for a while or nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(memory)
    with Press() as press:
        while pipe.poll(idle):
            try:
                svg, width, ground = pipe.recv()
            except EOFError:
                return
            _time(seconds)
            try:
                told: tuple[bytes | None, str] = (press.drawing(svg, width, ground), "")
            except TypesettingFailed as error:
                told = (None, str(error.values.get("detail", "")))
            except MemoryError:
                os._exit(1)
            _time(0)
            pipe.send(told)


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:
        return
    for what, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _time(seconds: float) -> None:
    """Have the system end this process after so many seconds of work, whatever native code it is in; 0 for never."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)
