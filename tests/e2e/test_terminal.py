"""At a terminal: `oeuvre make` asks who one is, shows the sheet, asks for a number and a reason, and finishes."""

from __future__ import annotations

import os
import re
import select
import subprocess
import time
from pathlib import Path

import pytest

from oeuvre.foundation import say
from tests.e2e.conftest import command, environment, run, write_brief

pty = pytest.importorskip("pty")

DEADLINE = 120.0
# What a terminal is told beside words: colours, places, the cursor.
_STEERING = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A command at a terminal of its own, read as it prints."""

    def __init__(self, *words: str | Path) -> None:
        try:
            self._ours, theirs = pty.openpty()
        except OSError:
            pytest.skip("no terminal can be had here")
        self.process = subprocess.Popen(
            command(*words), stdin=theirs, stdout=theirs, stderr=theirs, env=environment(TERM="xterm"), close_fds=True
        )
        os.close(theirs)
        self.said = ""
        self._read_to = 0

    def _more(self, until: float) -> bool:
        """Read what came; false when the command has closed its side."""
        ready, _, _ = select.select([self._ours], [], [], max(0.0, until - time.monotonic()))
        assert ready, f"nothing more came after: {self.said[-600:]!r}"
        try:
            data = os.read(self._ours, 65536)
        except OSError:
            return False
        self.said += data.decode("utf-8", "replace")
        return bool(data)

    def wait_for(self, words: str) -> str:
        """What was printed since the last wait, once `words` stand in it."""
        until = time.monotonic() + DEADLINE
        while words not in self.said[self._read_to :]:
            assert self._more(until), f"it ended before {words!r}: {self.said[-600:]!r}"
        start, self._read_to = self._read_to, self.said.index(words, self._read_to) + len(words)
        return _STEERING.sub("", self.said[start : self._read_to])

    def answer(self, line: str) -> None:
        os.write(self._ours, f"{line}\n".encode())

    def end(self) -> int:
        until = time.monotonic() + DEADLINE
        while self._more(until):
            pass
        os.close(self._ours)
        return self.process.wait(timeout=10)


def test_make_asks_shows_and_finishes(tmp_path: Path) -> None:
    home, out = tmp_path / "home", tmp_path / "result"
    brief = write_brief(tmp_path / "brief", formats=["social-square"])
    terminal = Terminal("--home", home, "make", brief, "--out", out)
    try:
        terminal.wait_for("Your name, for the credits")
        terminal.answer("Inès Morvan")
        terminal.wait_for(say("cli:init.role", "en"))
        terminal.answer("")
        terminal.wait_for(str(out / "sheet.html"))
        terminal.wait_for("Which one?")
        assert (out / "sheet.html").is_file()
        terminal.answer("99")
        terminal.wait_for("No draft answers to “99”")
        terminal.wait_for("Which one?")
        terminal.answer("3")
        terminal.wait_for("Why?")
        terminal.answer("On y lit le soir.")
        code = terminal.end()
    finally:
        terminal.process.kill()
        terminal.process.wait()
    assert code in (0, 3), terminal.said[-600:]
    assert str(out / "index.html") in terminal.said
    assert not (out / "sheet.html").exists()
    choice = next(act for act in run("--home", home, "record", "log", "--json").value if act["kind"] == "choose")
    assert (choice["settings"]["number"], choice["words"]["because"]) == (3, "On y lit le soir.")
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "Inès Morvan" in page
    assert "On y lit le soir." in page
