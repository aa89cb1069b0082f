"""One frozen, typed `Settings`, read once: arguments, then OEUVRE_* variables, then defaults.

No other module reads the environment.
"""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oeuvre.foundation.words import Language

HOME_NAME = "oeuvre-home"


@dataclass(frozen=True)
class Settings:
    """Where the home is, who acts, in which language the program speaks; `origins` says where each came from."""

    home: Path
    language: Language
    party: str | None
    workers: int
    origins: Mapping[str, str]


def _language(asked: str | None, environment: Mapping[str, str]) -> tuple[Language, str]:
    if asked in ("fr", "en"):
        return ("fr" if asked == "fr" else "en"), "argument"
    for name in ("OEUVRE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(name)
        if value:
            return ("fr" if value.lower().startswith("fr") else "en"), name
    code = locale.getlocale()[0] or ""
    return ("fr" if code.lower().startswith("fr") else "en"), "locale"


def _home(asked: str | None, environment: Mapping[str, str], here: Path) -> tuple[Path, str]:
    if asked:
        return Path(asked).expanduser().absolute(), "argument"
    if environment.get("OEUVRE_HOME"):
        return Path(environment["OEUVRE_HOME"]).expanduser().absolute(), "OEUVRE_HOME"
    for folder in (here, *here.parents):
        if (folder / HOME_NAME).is_dir():
            return folder / HOME_NAME, "nearest"
    return here / HOME_NAME, "default"


def _workers(told: str) -> int:
    """Processes to work with, 1 to 64; as many as there are cores (8 at most) where nothing usable is said."""
    if told.strip().isascii() and told.strip().isdigit() and int(told) > 0:
        return min(int(told), 64)
    return max(1, min(8, os.cpu_count() or 1))


def read_settings(
    home: str | None = None,
    language: str | None = None,
    party: str | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    here: Path | None = None,
) -> Settings:
    """Settings from arguments, environment and defaults, in this order."""
    environment = os.environ if environment is None else environment
    here = (here or Path.cwd()).absolute()
    home_path, home_origin = _home(home, environment, here)
    tongue, language_origin = _language(language, environment)
    name = party or environment.get("OEUVRE_AS") or None
    workers = _workers(environment.get("OEUVRE_WORKERS", ""))
    return Settings(
        home=home_path,
        language=tongue,
        party=name,
        workers=workers,
        origins={
            "home": home_origin,
            "language": language_origin,
            "party": "argument" if party else ("OEUVRE_AS" if name else "none"),
        },
    )


def read_secret(name: str, *, environment: Mapping[str, str] | None = None) -> str:
    """The secret in the variable `name`, which a person chose, without white space around it; empty when not set.

    It is not kept: a secret is no setting, and `Settings` may be printed.
    """
    environment = os.environ if environment is None else environment
    return environment.get(name, "").strip()
