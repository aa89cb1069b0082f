"""Reading a whole export back: strictly, since it comes from elsewhere and becomes part of a record.

Nothing of the document is believed: each act is hashed again, each id computed again, each chain walked, and the
whole document is drawn anew from the acts and must equal what was read. The first thing that does not is named, with
its place.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Never

from oeuvre.record.body import check_body
from oeuvre.record.canonical import NO_ACT, canonical, commitment, party_id, sha256, work_id
from oeuvre.record.errors import ActRefused, ProvPartial, ProvUnreadable, RecordUnreachable
from oeuvre.record.prov import EXPORT, Document, Written, document

LARGEST = 1 << 30  # bytes; a document is held in memory
_SALT_LENGTH = 32


class _Refused(Exception):
    """A reason (a key under `record:prov`), the place within the document, and what was found there."""

    def __init__(self, reason: str, place: str = "", detail: str = "") -> None:
        super().__init__(reason, place, detail)
        self.reason, self.place, self.detail = reason, place, detail


def read_export(source: Path) -> tuple[Written, ...]:
    """The acts of a whole export, in order. Raises `ProvUnreadable` (with its place) or `ProvPartial`."""
    try:
        if source.stat().st_size > LARGEST:
            raise ProvUnreadable(str(source), reason="too-large", found=LARGEST)
        data = source.read_bytes()
    except OSError as error:
        raise RecordUnreachable(str(source), detail=error.strerror or str(error)) from error
    try:
        return _acts(_parse(data), source)
    except _Refused as refused:
        place = f"{source}: {refused.place}" if refused.place else str(source)
        raise ProvUnreadable(place, reason=refused.reason, found=refused.detail) from None


def _parse(data: bytes, place: str = "") -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        built = dict(pairs)
        if len(built) != len(pairs):
            keys = [key for key, _ in pairs]
            raise _Refused("twice", place, next(key for key in keys if keys.count(key) > 1)[:80])
        return built

    def never(constant: str) -> Never:
        raise _Refused("not-json", place, constant)

    try:
        return json.loads(data.decode(), object_pairs_hook=once, parse_constant=never)
    except RecursionError as error:
        raise _Refused("too-deep", place) from error
    except ValueError as error:  # not UTF-8, not JSON, or a number of thousands of digits
        raise _Refused("not-json", place, str(error)[:120]) from error


def _section(parsed: dict[str, Any], name: str) -> dict[str, Any]:
    section = parsed.get(name, {})
    if not isinstance(section, dict):
        raise _Refused("not-an-object", name)
    for key, value in section.items():
        if not isinstance(value, dict):
            raise _Refused("not-an-object", f"{name}/{key}"[:200])
    return section


def _acts(parsed: Any, source: Path) -> tuple[Written, ...]:
    if not isinstance(parsed, dict):
        raise _Refused("not-an-object")
    about = _section(parsed, "entity").get(EXPORT)
    if about is None:
        raise _Refused("not-ours", f"entity/{EXPORT}")
    if about.get("oeuvre:scope") == "part":
        raise ProvPartial(str(source))
    ordered: dict[int, Written] = {}
    for name, activity in _section(parsed, "activity").items():
        place = f"activity/{name}"[:200]
        order = activity.get("oeuvre:order")
        if type(order) is not int or order in ordered:
            raise _Refused("not-ours", f"{place}/oeuvre:order")
        ordered[order] = _act(name, activity, place)
    if sorted(ordered) != list(range(1, len(ordered) + 1)):
        raise _Refused("not-ours", "activity")
    acts = tuple(ordered[order] for order in sorted(ordered))
    _walk(acts)
    try:
        expected = document(acts)
    except RecursionError as error:
        raise _Refused("too-deep") from error
    _agree(expected, parsed)
    return acts


def _act(name: str, activity: dict[str, Any], place: str) -> Written:
    text, words = activity.get("oeuvre:body"), activity.get("oeuvre:words")
    if not isinstance(text, str) or not isinstance(words, str):
        raise _Refused("not-ours", place)
    where = f"{place}/oeuvre:body"
    try:
        body = check_body(_parse(text.encode(), where))
        same = canonical(body) == text
    except (ActRefused, UnicodeEncodeError, RecursionError) as error:
        field = error.place if isinstance(error, ActRefused) else type(error).__name__
        raise _Refused("act-shape", where, field[:80]) from error
    digest = sha256(text)
    if not same or activity.get("oeuvre:digest") != digest or name != f"act:{digest[:32]}":
        raise _Refused("digest", place)
    for index, made in enumerate(body["made"]):
        if "new" in made and made["work"] != work_id(body["chain"], body["position"], index, made["new"]["digest"]):
            raise _Refused("ids", where, made["work"])
    return Written(body, text, digest, _words(words, body["words"], f"{place}/oeuvre:words"))


def _words(text: str, commitments: dict[str, str], place: str) -> dict[str, tuple[str, str] | None]:
    try:
        given = _parse(text.encode(), place)
    except UnicodeEncodeError as error:
        raise _Refused("words", place) from error
    if not isinstance(given, dict) or given.keys() != commitments.keys():
        raise _Refused("words", place)
    words: dict[str, tuple[str, str] | None] = {}
    for key, value in given.items():
        if value is None:
            words[key] = None
            continue
        if not isinstance(value, dict) or value.keys() != {"salt", "text"}:
            raise _Refused("words", place, key)
        salt, said = value["salt"], value["text"]
        try:
            holds = (
                type(salt) is str
                and len(salt) == _SALT_LENGTH
                and type(said) is str
                and commitment(salt, key, said) == commitments[key]
            )
        except UnicodeEncodeError:
            holds = False
        if not holds:
            raise _Refused("words", place, key)
        words[key] = (salt, said)
    return words


def _walk(acts: tuple[Written, ...]) -> None:
    """Each chain from its first act on without a gap, and nothing named before it was recorded."""
    ends: dict[str, tuple[int, str]] = {}
    works: set[str] = set()
    parties: dict[str, str] = {}
    for act in acts:
        body, place = act.body, f"activity/{act.name}"
        position, previous = ends.get(body["chain"], (0, NO_ACT))
        if body["position"] != position + 1 or body["previous"] != previous:
            raise _Refused("chain", place)
        ends[body["chain"]] = (body["position"], act.digest)
        if "enrol" in body:
            party, kind = body["enrol"]["party"], body["enrol"]["kind"]
            if party == party_id(body["chain"], body["position"]):
                parties[party] = kind
            if parties.get(party) != kind:
                raise _Refused("ids", place, party)
        unknown = [party for party, _ in body["by"] if party not in parties]
        unknown += [work for work, _ in body["used"] if work not in works]
        unknown += [made["work"] for made in body["made"] if "new" not in made and made["work"] not in works]
        if unknown:
            raise _Refused("unknown-id", place, unknown[0])
        works.update(made["work"] for made in body["made"])


def _agree(expected: Document, parsed: dict[str, Any]) -> None:
    """What stands beside the acts must say what they say; otherwise a reader would be told something else."""
    for name in dict.fromkeys((*expected, *parsed)):
        wanted, found = expected.get(name, {}), parsed.get(name, {})
        if wanted == found and name in expected:
            continue
        if not isinstance(found, dict) or name not in expected:
            raise _Refused("disagrees", name[:80])
        for key in dict.fromkeys((*wanted, *found)):
            if wanted.get(key) != found.get(key) or (key in wanted) != (key in found):
                raise _Refused("disagrees", f"{name}/{key}"[:200])
