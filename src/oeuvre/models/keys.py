"""Keys of endpoints: where they are found, and that they are found nowhere else.

A key comes from the environment variable that the catalogue names, or from `keys.toml` in the home, which its owner
alone may read. It is handed to the client of one endpoint and to nothing else: never to the catalogue, the record, a
log or an error.
"""

from __future__ import annotations

import re
import stat
import sys
import tomllib
from pathlib import Path

from oeuvre.foundation import read_secret
from oeuvre.models.errors import CatalogueUnreadable, KeyMissing, KeyNameUnfit, KeyPasted, KeysOpen

KEYS_FILE = "keys.toml"
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
# Shorter ones are no secret but what a local server is told to content it, and may be any word of an answer.
SHORTEST_KEY = 8
# How keys begin that are in use, and what nothing but a key looks like: long, unbroken, letters and figures mixed.
_KEY_STARTS = re.compile(r"((sk|pk|rk|gsk|xai|nvapi)[-_]|(hf|r8|ghp|github_pat)_|AIza|Bearer\s)(?=\S*\d)[^\s/]{12,}")
_KEY_RUN = re.compile(r"(?=[^\s/]*\d)(?=[^\s/]*[A-Za-z])[A-Za-z0-9+=]{24,}")


def looks_like_key(text: str) -> bool:
    """Whether `text` holds what is most likely a secret."""
    return bool(_KEY_STARTS.match(text.strip()) or _KEY_RUN.search(text))


def refuse_pasted_key(text: str, option: str) -> None:
    """Raises `KeyPasted`, naming the option and not the key, where a key was given instead of a name."""
    if looks_like_key(text):
        raise KeyPasted(option, option=option)


def check_key_name(name: str) -> str:
    """The name of a variable that holds a key; empty stays empty. Raises `KeyPasted` or `KeyNameUnfit`."""
    name = name.strip()
    if not name:
        return ""
    refuse_pasted_key(name, "--key-env")
    if not _VARIABLE.fullmatch(name):
        # What is no name may be a key of a kind not seen before: it is not repeated.
        raise KeyNameUnfit("--key-env")
    return name


def read_key(name: str, home: Path, model: str) -> str:
    """The key that `name` stands for: from the environment, else from the home's `keys.toml`.

    Empty when the endpoint has no key's name. Raises `KeyMissing`, or `KeysOpen` where others can read the file.
    """
    if not name:
        return ""
    key = read_secret(name) or _from_home(name, home)
    if not key or not key.isascii() or any(character.isspace() for character in key):
        raise KeyMissing(model, name=name, file=str(home / KEYS_FILE))
    return key


def _from_home(name: str, home: Path) -> str:
    path = home / KEYS_FILE
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        raise CatalogueUnreadable(str(path), detail=KEYS_FILE) from None
    if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeysOpen(str(path))
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        # The parser's sentence may quote a line, and a line may be a key.
        held = None
    if held is None:
        raise CatalogueUnreadable(str(path), detail="TOML")
    value = held.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def scrub(text: str, key: str) -> str:
    """`text` without the key, whole or as endpoints shorten it, and without control characters."""
    if len(key) >= SHORTEST_KEY:
        text = text.replace(key, "…")
        if len(key) >= 12:
            text = re.sub(rf"{re.escape(key[:6])}\S*|\S*{re.escape(key[-4:])}(?!\w)", "…", text)
    text = _KEY_RUN.sub("…", text)
    text = re.sub(r"(?i)\b(bearer|sk-|api[-_ ]?key[:=]?)\s*\S+", "…", text)
    return " ".join(
        re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", " ", text).split()
    )
