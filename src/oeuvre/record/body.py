"""The hashed body of an act: how it is built, read back, and drawn as rows.

    {"v": 1, "chain", "position", "previous", "kind", "at", "project", "run",
     "by": [[party, role]], "used": [[work, role]],
     "made": [{"work", "role", "new"?: {digest, media_type, modality, size, title?, ...}}],
     "enrol"?: {"party", "kind"}, "settings": {...}, "words": {key: commitment}}

A body holds ids, never a name. What `draw` makes of it is all that the tables say beside the words, so that they can
be recomputed and compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

from oeuvre.record.content import DIGEST_SHAPE
from oeuvre.record.errors import ActRefused
from oeuvre.record.kinds import KIND_SHAPE
from oeuvre.record.values import MODALITIES, PARTY_KINDS, Act, By, Made, Used, Work

ID_SHAPE = re.compile(r"[0-9a-f]{32}\Z")
WORD_KEY_SHAPE = re.compile(r"[a-z][a-z0-9_.-]{0,79}\Z")
_MEDIA_TYPE_SHAPE = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9!#$&^_.+-]*/[a-zA-Z0-9][a-zA-Z0-9!#$&^_.+-]*\Z")
_AT_SHAPE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z\Z")
_OPTIONAL = frozenset(("title", "language", "iscc", "licence"))
_WORK_FIELDS = _OPTIONAL | {"digest", "media_type", "modality", "size", "attributes"}
_REQUIRED_KEYS = frozenset(
    ("v", "chain", "position", "previous", "kind", "at", "project", "run", "by", "used", "made", "settings", "words")
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Body = dict[str, Any]


def write_time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read_time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def microseconds(at: datetime) -> int:
    """Since 1970, exactly (a float timestamp would round)."""
    apart = at - _EPOCH
    return (apart.days * 86_400 + apart.seconds) * 1_000_000 + apart.microseconds


def _need(holds: bool, field: str) -> None:
    if not holds:
        raise ActRefused(field, detail=field)


def _label(value: object, field: str) -> None:
    _need(type(value) is str and 0 < len(value) <= 500, field)


@lru_cache(maxsize=1000)
def _is_media_type(text: str) -> bool:
    return bool(_MEDIA_TYPE_SHAPE.match(text))


def check_new_work(new: Mapping[str, Any]) -> None:
    """Raises `ActRefused`, with the field as its place, unless `new` describes a work."""
    digest, media_type, size = new.get("digest"), new.get("media_type"), new.get("size")
    _need(type(digest) is str and DIGEST_SHAPE.match(digest) is not None, "digest")
    _need(type(media_type) is str and len(media_type) < 200 and _is_media_type(media_type), "media_type")
    _need(new.get("modality") in MODALITIES, "modality")
    _need(type(size) is int and size >= 0, "size")
    _need(type(new.get("attributes", {})) is dict, "attributes")
    for field in new:
        _need(field in _WORK_FIELDS, "made.new")
        _need(field not in _OPTIONAL or type(new[field]) is str, field)


def check_body(body: object) -> Body:
    """`body` again, once it has the shape of a body; raises `ActRefused` with the field as its place.

    For bodies that come from elsewhere. What they point to is not checked here.
    """
    _need(isinstance(body, dict), "body")
    body = cast(Body, body)
    _need(body.keys() - {"enrol"} == _REQUIRED_KEYS, "body")
    _need(body["v"] == 1, "v")
    _need(type(body["chain"]) is str and bool(ID_SHAPE.match(body["chain"])), "chain")
    _need(type(body["position"]) is int and body["position"] > 0, "position")
    _need(type(body["previous"]) is str and bool(DIGEST_SHAPE.match(body["previous"])), "previous")
    _need(type(body["kind"]) is str and bool(KIND_SHAPE.match(body["kind"])), "kind")
    _need(type(body["at"]) is str and bool(_AT_SHAPE.match(body["at"])), "at")
    try:
        read_time(body["at"])
    except ValueError as error:
        raise ActRefused("at", detail="at") from error
    for field in ("project", "run"):
        if body[field] is not None:
            _label(body[field], field)
    for field in ("by", "used"):
        _need(isinstance(body[field], list), field)
        for pair in body[field]:
            _need(isinstance(pair, list) and len(pair) == 2, field)
            _need(type(pair[0]) is str and bool(ID_SHAPE.match(pair[0])), field)
            _label(pair[1], field)
    _need(isinstance(body["made"], list), "made")
    for made in body["made"]:
        _need(isinstance(made, dict) and made.keys() - {"new"} == {"work", "role"}, "made")
        _need(type(made["work"]) is str and bool(ID_SHAPE.match(made["work"])), "made")
        _label(made["role"], "made")
        if "new" in made:
            _need(isinstance(made["new"], dict), "made.new")
            check_new_work(made["new"])
    _need(isinstance(body["settings"], dict), "settings")
    _need(isinstance(body["words"], dict), "words")
    for key, value in body["words"].items():
        _need(bool(WORD_KEY_SHAPE.match(key)), "words")
        _need(type(value) is str and bool(DIGEST_SHAPE.match(value)), "words")
    if "enrol" in body:
        enrol = body["enrol"]
        _need(isinstance(enrol, dict) and enrol.keys() == {"party", "kind"}, "enrol")
        _need(type(enrol["party"]) is str and bool(ID_SHAPE.match(enrol["party"])), "enrol")
        _need(enrol["kind"] in PARTY_KINDS, "enrol")
    return body


def act_of(
    seq: int, body: Mapping[str, Any], digest: str, words: Mapping[str, str | None], at: datetime | None = None
) -> Act:
    """The act of a body; `at` spares reading the time again where it is known."""
    return Act(
        seq=seq,
        id=digest[:32],
        kind=body["kind"],
        at=at or read_time(body["at"]),
        project=body["project"],
        run=body["run"],
        by=tuple([By(party, role) for party, role in body["by"]]),
        used=tuple([Used(work, role) for work, role in body["used"]]),
        made=tuple([Made(made["work"], made["role"]) for made in body["made"]]),
        settings=body["settings"],
        words={key: words.get(key) for key in body["words"]},
        digest=digest,
        previous=body["previous"],
        chain=body["chain"],
        position=body["position"],
    )


def work_of(id: str, new: Mapping[str, Any]) -> Work:  # noqa: A002 (the field's name)
    return Work(
        id=id,
        digest=new["digest"],
        media_type=new["media_type"],
        modality=new["modality"],
        title=new.get("title"),
        language=new.get("language"),
        iscc=new.get("iscc"),
        size=new["size"],
        licence=new.get("licence"),
        attributes=new.get("attributes", {}),
    )


@dataclass(frozen=True)
class Drawn:
    """What the tables must say of one act, with ids in place of row numbers."""

    kind: str
    at: int
    project: str | None
    run: str | None
    by: list[tuple[str, str]]
    used: list[tuple[str, str]]
    made: list[tuple[str, str]]
    works: list[Work]
    enrol: tuple[str, str] | None


def draw(body: Mapping[str, Any]) -> Drawn:
    enrol = body.get("enrol")
    return Drawn(
        kind=body["kind"],
        at=microseconds(read_time(body["at"])),
        project=body["project"],
        run=body["run"],
        by=[(party, role) for party, role in body["by"]],
        used=[(work, role) for work, role in body["used"]],
        made=[(made["work"], made["role"]) for made in body["made"]],
        works=[work_of(made["work"], made["new"]) for made in body["made"] if "new" in made],
        enrol=(enrol["party"], enrol["kind"]) if enrol else None,
    )
