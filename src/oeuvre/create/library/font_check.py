"""Fonts that people bring: looked at in a process of their own, and unpacked, before anything else reads them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import oeuvre
from oeuvre.create.library.errors import FontRefused

# A font of every Chinese sign is half of that.
MOST_FONT_BYTES = 32 * 1024 * 1024
_MEMORY, _SECONDS = 2 << 30, 30
_START = (
    "import sys; sys.path[:] = sys.argv[5:]; from oeuvre.create.library.font_worker import main; main(sys.argv[1:5])"
)


def check_font(path: Path, unpacked: Path, *, name: str = "") -> str:
    """The media type of a font that designs can be set in, `font/ttf` or `font/otf`.

    One that is packed for browsers (WOFF, WOFF2) is written to `unpacked`, as the typesetter reads it; of any other
    nothing is written. Raises `FontRefused`, under `name`, for what is damaged, empty, too large, a collection, or
    takes too long to read.
    """
    place = name or path.name
    if path.stat().st_size > MOST_FONT_BYTES:
        raise FontRefused(place, name=place, reason="large")
    home = str(Path(oeuvre.__file__).resolve().parent.parent)
    paths = dict.fromkeys([home, *(one for one in sys.path if one and Path(one).is_absolute())])
    words = [str(path), str(unpacked), str(_MEMORY), str(_SECONDS)]
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _START, *words, *paths],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=2 * _SECONDS,
        )  # fmt: skip
        said = json.loads(done.stdout) if done.stdout else {"refused": "late" if done.returncode < 0 else "damaged"}
    except subprocess.TimeoutExpired:
        said = {"refused": "late"}
    except ValueError:
        said = {"refused": "damaged"}
    if "kind" not in said:
        unpacked.unlink(missing_ok=True)
        raise FontRefused(place, name=place, reason=str(said.get("refused", "damaged")))
    return str(said["kind"])
