"""One catalogue in two languages: the same keys, the same slots, the same plurals, and French set as French."""

from __future__ import annotations

import importlib
import importlib.util
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import oeuvre
from oeuvre.foundation import OeuvreError, say

WORDS = Path(oeuvre.__file__).parent / "foundation/words"
ROOMS = sorted(path.stem for path in (WORDS / "en").glob("*.json"))
SLOT = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def sentences(tree: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Every sentence of a file with its key."""
    if isinstance(tree, dict):
        for key, part in tree.items():
            yield from sentences(part, f"{place}.{key}" if place else key)
    elif isinstance(tree, list):
        for index, part in enumerate(tree):
            yield from sentences(part, f"{place}[{index}]")
    else:
        yield place, tree


def catalogue(language: str, room: str) -> dict[str, str]:
    return dict(sentences(json.loads((WORDS / language / f"{room}.json").read_text(encoding="utf-8"))))


def test_both_languages_have_the_same_rooms() -> None:
    assert sorted(path.stem for path in (WORDS / "fr").glob("*.json")) == ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_have_the_same_keys_and_slots(room: str) -> None:
    english, french = catalogue("en", room), catalogue("fr", room)
    # French counts by the million in a form of its own, which English has not.
    many = {key for key in french if key.endswith("_many")}
    assert {key.removesuffix("_many") + "_other" for key in many} <= french.keys()
    assert english.keys() == french.keys() - many
    odd = [key for key in english if set(SLOT.findall(english[key])) != set(SLOT.findall(french[key]))]
    # A singular may leave its number out.
    assert [key for key in odd if not key.endswith("_one")] == []


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_plurals_come_in_pairs(room: str, language: str) -> None:
    keys = catalogue(language, room).keys()
    ones = {key.removesuffix("_one") for key in keys if key.endswith("_one")}
    others = {key.removesuffix("_other") for key in keys if key.endswith("_other")}
    assert ones == others


@pytest.mark.parametrize("room", ROOMS)
def test_french_is_set_as_french(room: str) -> None:
    """U+202F before ; ! ? and inside « », U+00A0 before a colon, ’ for an apostrophe."""
    wrong = []
    for key, sentence in catalogue("fr", room).items():
        text = re.sub(r"`[^`]*`|\{\{[^}]*\}\}|https?://\S+", "x", sentence)
        if re.search(r"[^\u202f?!…x][;!?](\s|$)|«[^\u202f]|[^\u202f]»|[^\u00a0\d/x]:(\s|$)|\w'\w", text):
            wrong.append(f"{key}: {sentence}")
    assert wrong == []


def error_classes() -> list[type[OeuvreError]]:
    """Every error of every room."""
    for module in pkgutil.walk_packages(oeuvre.__path__, "oeuvre."):
        if ".house.training." in module.name and importlib.util.find_spec("torch") is None:
            continue
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, waiting = [], [OeuvreError]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if "code" in vars(one):
                found.append(one)
    return found


def test_every_error_has_its_sentence_and_its_next_step_in_both_languages() -> None:
    classes = error_classes()
    assert len(classes) > 40
    lacking = []
    for one in classes:
        for language in ("fr", "en"):
            for part in ("message", "remedy"):
                key = f"errors.{one.code}.{part}"
                if not any(key in k for k in (catalogue(language, one.room) if one.room in ROOMS else ())):
                    lacking.append(f"{language} {one.__name__} {one.room}:{key}")
    assert lacking == []


@pytest.mark.parametrize(
    ("count", "french", "english"), [(0, "one", "other"), (1, "one", "one"), (2, "other", "other")]
)
def test_each_language_counts_by_its_own_rule(count: int, french: str, english: str) -> None:
    for language, form in (("fr", french), ("en", english)):
        expected = catalogue(language, "cli")[f"record.holds_{form}"]
        wanted = SLOT.sub(lambda slot: str({"count": count, "head": "h"}[slot[1]]), expected)
        assert say("cli:record.holds", language, count=count, head="h") == wanted  # type: ignore[arg-type]


def test_a_missing_key_is_a_programming_error() -> None:
    with pytest.raises(KeyError, match=r"cli:nowhere"):
        say("cli:nowhere")
