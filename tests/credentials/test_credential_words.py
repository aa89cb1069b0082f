"""Every word that a person may read stands in both languages, with the same slots."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import pytest

from oeuvre.credentials import Reason, errors, pool, projection, reading, verdict
from oeuvre.foundation import LANGUAGES, set_text

CATALOGUES = {
    language: json.loads(
        (resources.files("oeuvre.foundation") / "words" / language / "credentials.json").read_text(encoding="utf-8")
    )
    for language in ("fr", "en")
}


def flat(tree: dict[str, object], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            found |= flat(value, f"{above}{key}.")
        else:
            found[above + key] = str(value)
    return found


def test_both_languages_say_the_same_things_with_the_same_slots() -> None:
    french, english = flat(CATALOGUES["fr"]), flat(CATALOGUES["en"])
    assert french.keys() == english.keys()
    for key, sentence in french.items():
        assert set(re.findall(r"{{\w+}}", sentence)) == set(re.findall(r"{{\w+}}", english[key])), key


def test_french_is_set_as_french() -> None:
    for key, sentence in flat(CATALOGUES["fr"]).items():
        assert set_text(sentence, "fr") == sentence, key


def test_every_error_has_its_sentence() -> None:
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.CredentialsError)
    ]
    kinds.remove(errors.CredentialsError)
    assert {kind.code for kind in kinds} == set(CATALOGUES["en"]["errors"])


@pytest.mark.parametrize("module", [verdict, reading, pool])
def test_every_reason_that_may_be_given_has_its_sentence(module: object) -> None:
    source = Path(str(module.__file__)).read_text(encoding="utf-8")  # type: ignore[attr-defined]
    given = set(re.findall(r'\[+"([a-z]+(?:-[a-z]+)+)", {', source))
    given |= set(re.findall(r'_plain\("[a-z]+", "([a-z-]+)"', source))
    given |= {"carrier-unread", "no-sidecar", "no-manifest", "signature-broken"}
    given |= set(re.findall(r'Reason\("([a-z-]+)"', source))
    given |= {f"{family}-changed" for family in ("picture", "pages", "sound", "film", "text", "other")}
    for code in given:
        for language in LANGUAGES:
            assert Reason(code, {"part": "x", "title": "t"}).sentence(language)


def test_every_act_that_is_told_has_its_sentence() -> None:
    assert projection._TOLD | {"made"} == set(CATALOGUES["fr"]["actions"])
