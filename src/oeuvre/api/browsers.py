"""Which browser is whom, over the end of the studio: a file of the home's own, of digests and party ids.

A browser keeps a random number in a cookie; the file has its digest, so that whoever reads the file is nobody's
browser. The number lets nobody in: it counts only with the token that the studio printed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import threading
from pathlib import Path
from typing import Any

FILE = "browsers.json"
_COOKIE = "oeuvre_browser"
# The browsers that a home remembers; the one that was named longest ago is forgotten first.
_MOST = 512


class Browsers:
    """The browsers that a home knows. A file that is damaged is one that remembers nobody."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        self._lock = threading.Lock()
        held = _read(self._path)
        name = held.get("home")
        # Told apart by home and not by port: a studio may be started on another one.
        self._home = name if isinstance(name, str) and name.isalnum() and len(name) <= 32 else secrets.token_hex(6)
        people = held.get("people")
        self._people = {
            key: one for key, one in (people if isinstance(people, dict) else {}).items() if isinstance(one, str)
        }

    @property
    def cookie(self) -> str:
        """The name of the cookie that a browser is known again by."""
        return f"{_COOKIE}_{self._home}"

    def person(self, browser: str) -> str:
        """The id of the party that a browser was last; empty for one that was nobody."""
        return self._people.get(_digest(browser), "") if browser else ""

    def remember(self, browser: str, person: str) -> None:
        """Keep who a browser is. A disk that takes nothing makes a studio that forgets, and no more."""
        with self._lock:
            self._people.pop(_digest(browser), None)
            self._people[_digest(browser)] = person
            while len(self._people) > _MOST:
                self._people.pop(next(iter(self._people)))
            told = json.dumps({"home": self._home, "people": self._people}, indent=1)
            beside = self._path.with_suffix(".new")
            with contextlib.suppress(OSError):
                with os.fdopen(os.open(beside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as handle:
                    handle.write(told)
                beside.replace(self._path)


def _read(path: Path) -> dict[str, Any]:
    try:
        held = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}


def _digest(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()
