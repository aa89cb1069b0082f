"""A person's own trade file: read, and checked field by field, every finding told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from oeuvre.create.lexicon.errors import TradeField, TradeFileUnreadable
from oeuvre.foundation import LANGUAGES, ManyErrors, OeuvreError

GROUPS = ("tools", "materials", "gestures", "sounds", "smells_tastes", "places", "hours_seasons", "people")
_FIELDS = frozenset(
    {"id", "fr", "en", "topics", "shapes", "light", "kin"}
    | {f"{field}_{language}" for field in ("opposite", "cliches", "words") for language in LANGUAGES}
)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_trade_file(path: Path) -> Sequence[Mapping[str, object]]:
    """The tables `[[trade]]` of a file, unchecked. Raises TradeFileUnreadable."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise TradeFileUnreadable(str(path), reason="missing") from None
    except IsADirectoryError:
        raise TradeFileUnreadable(str(path), reason="folder") from None
    except UnicodeDecodeError:
        raise TradeFileUnreadable(str(path), reason="encoding") from None
    except OSError as error:
        raise TradeFileUnreadable(str(path), reason="other", detail=error.strerror or str(error)) from None
    try:
        tables = tomllib.loads(text).get("trade")
    except tomllib.TOMLDecodeError as error:
        raise TradeFileUnreadable(str(path), reason="toml", detail=str(error)) from None
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise TradeFileUnreadable(str(path), reason="empty")
    return tables


def check_trade(
    table: Mapping[str, object], path: Path, known: Collection[str], values: Mapping[str, Sequence[str]]
) -> None:
    """Raise all that is wrong with one trade: TradeField, or ManyErrors of several."""
    findings = list(_findings(table, path, known, values))
    if len(findings) == 1:
        raise findings[0]
    if findings:
        raise ManyErrors(findings)


def _findings(
    table: Mapping[str, object], path: Path, known: Collection[str], values: Mapping[str, Sequence[str]]
) -> Iterator[OeuvreError]:
    name = table.get("id")
    place = f"{path}, {name}" if isinstance(name, str) else str(path)

    def wrong(field: str, expected: str, choices: Collection[str] = ()) -> TradeField:
        return TradeField(
            place, field=field, found=repr(table.get(field)), expected=expected, choices=", ".join(choices)
        )

    if not isinstance(name, str) or not _ID.fullmatch(name):
        yield wrong("id", "id")
    for language in LANGUAGES:
        if not isinstance(table.get(language), str) or not str(table[language]).strip():
            yield wrong(language, "text")
    for field in sorted(set(table) - _FIELDS):
        yield wrong(field, "absent")
    for field in ("shapes", "light", "topics"):
        if not _are_texts(table.get(field, [])) or not set(_listed(table, field)) <= set(values[field]):
            yield wrong(field, field, values[field])
    for field in (f"{field}_{language}" for field in ("opposite", "cliches") for language in LANGUAGES):
        if not _are_texts(table.get(field, [])):
            yield wrong(field, "texts")
    if not _is_kin(table.get("kin", []), known):
        yield wrong("kin", "kin")
    told = [f"words_{language}" for language in LANGUAGES if f"words_{language}" in table]
    if not told:
        yield wrong("words_fr", "words", GROUPS)
    for field in told:
        groups = table[field]
        if not isinstance(groups, dict) or not set(groups) <= set(GROUPS) or not all(map(_are_texts, groups.values())):
            yield wrong(field, "words", GROUPS)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)


def _listed(table: Mapping[str, object], field: str) -> list[str]:
    value = table.get(field, [])
    return [str(one) for one in value] if isinstance(value, list) else []


def _is_kin(value: object, known: Collection[str]) -> bool:
    if not isinstance(value, list):
        return False
    for one in value:
        if not isinstance(one, dict) or not all(isinstance(text, str) and text for text in one.values()):
            return False
        if not {"why_fr", "why_en"} <= set(one):
            return False
        if ("id" in one and one["id"] not in known) or ("id" not in one and not {"field_fr", "field_en"} <= set(one)):
            return False
    return True
