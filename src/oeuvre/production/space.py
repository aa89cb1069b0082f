"""A project's own space: what its choices among figures say of it, out of the record and nothing else.

A choice is one act of kind `explore`: what was shown, what of it was picked, what refused. A later act takes one back,
or lets all before it be forgotten. A space can be written into a file, which is a work made from the emblems that were
kept, and read from one, which is an import; from then on its choices count as if they were made here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np

from oeuvre.create.explore import ATTRIBUTES, SHOWN, Attribute, PointUnknown, RoundUnknown, SpaceUnfit
from oeuvre.foundation import Language, say
from oeuvre.models.house import HEIGHT, SIDE, WIDTH, House, field_of
from oeuvre.production.explored import EXPLORED
from oeuvre.production.live import Explorer, Showing
from oeuvre.production.points import Floats, Point, fields_of, read_point, rounded, write_point
from oeuvre.record import JSON, Act, NewAct, NewWork, Party, Record, Work, register_kind

EXPLORE = register_kind("explore").name
# Acts of which a space is made.
SPACING = (EXPLORE, "import")
CHOICE, UNDONE, RESET = "choice", "undone", "reset"
SPACE = "space"
SPACE_TYPE = "application/vnd.oeuvre.space+json"
_FORMAT, _VERSION = "oeuvre-space", 1
# What a file may hold: rounds, bytes.
MOST_ROUNDS, MOST_SPACE_BYTES = 400, 8 * 1024 * 1024
# So many of the latest rounds count: tastes move on, and a choice takes time by their square.
_COUNTED = 40
# What differs from what was shown by so much of an attribute's spread is told; and after so many choices.
_TOLD, _ENOUGH = 0.25, 3


@dataclass(frozen=True)
class Kept:
    """A round as it is kept: by points of the model's version that showed it, and by masks, which outlast it."""

    version: str
    points: tuple[str, ...]
    masks: tuple[str, ...]
    picked: tuple[int, ...]
    refused: tuple[int, ...]

    def as_dict(self) -> dict[str, JSON]:
        """As an act and a file hold it."""
        return {
            "model_version": self.version,
            "points": list(self.points),
            "masks": list(self.masks),
            "picked": list(self.picked),
            "refused": list(self.refused),
        }


@dataclass(frozen=True)
class Space:
    """The choices that count, the oldest first, each with the act that made it, if any; `brought` counts those that
    came in a file, `since` is the act with which all began anew."""

    rounds: tuple[tuple[Act | None, Kept], ...]
    brought: int = 0
    since: int | None = None

    @property
    def picked(self) -> int:
        """How many figures were picked."""
        return sum(len(one.picked) for _, one in self.rounds)

    @property
    def refused(self) -> int:
        """How many figures were refused."""
        return sum(len(one.refused) for _, one in self.rounds)


def keep_round(house: House, shown: Showing) -> Kept:
    """A round as the record keeps it."""
    fields = fields_of(house, list(shown.shown))
    return Kept(
        house.card.version,
        tuple(write_point(house, point) for point in shown.shown),
        tuple(base64.b64encode(np.packbits(half > 0).tobytes()).decode() for half in fields),
        shown.picked,
        shown.refused,
    )


def record_choice(record: Record, house: House, project: str | None, party: Party, shown: Showing) -> Act:
    """One round of choosing, on the record."""
    settings = {"explored": CHOICE, "model": house.card.name, **keep_round(house, shown).as_dict()}
    act = NewAct(kind=EXPLORE, project=project, by=[(party, "chooser")], settings=settings)
    return record.append(act)[0].act


def undo_choice(record: Record, project: str | None, party: Party, seq: int) -> Act:
    """Take a round of choosing back, by a later act. Raises `RoundUnknown`."""
    found = next((act for act, _ in space_of(record, project).rounds if act is not None and act.seq == seq), None)
    if found is None:
        raise RoundUnknown(str(seq))
    return take_back(record, project, party, found)


def take_back(record: Record, project: str | None, party: Party, found: Act) -> Act:
    """A round of choosing taken back, of whatever model."""
    settings: dict[str, JSON] = {"explored": UNDONE, "act": found.id}
    act = NewAct(kind=EXPLORE, project=project, by=[(party, "chooser")], settings=settings)
    return record.append(act)[0].act


def reset_space(record: Record, project: str | None, party: Party) -> Act:
    """Forget, for this purpose, all choices so far; the record keeps them."""
    act = NewAct(kind=EXPLORE, project=project, by=[(party, "chooser")], settings={"explored": RESET})
    return record.append(act)[0].act


def space_of(record: Record, project: str | None) -> Space:
    """The space of a project, or of the home where there is none."""
    rounds: dict[str, tuple[Act | None, Kept]] = {}
    brought, since = 0, None
    for act in record.acts(project, kinds=SPACING):
        if act.project != project:
            continue
        told = act.settings.get("explored")
        if act.kind == EXPLORE and told == CHOICE:
            kept = _kept(act.settings)
            if kept is not None:
                rounds[act.id] = (act, kept)
        elif act.kind == EXPLORE and told == UNDONE:
            rounds.pop(str(act.settings.get("act")), None)
        elif act.kind == EXPLORE and told == RESET and "model" not in act.settings:
            # One that names a model is of the pictures of another maker's.
            rounds.clear()
            brought, since = 0, act.seq
        elif act.kind == "import":
            for made in act.made:
                if made.role == SPACE:
                    told_in = _read_work(record, record.work(made.work_id))
                    brought += len(told_in)
                    rounds.update({f"{act.id} {place}": (None, one) for place, one in enumerate(told_in)})
    return Space(tuple(rounds.values()), brought, since)


def _read_work(record: Record, work: Work) -> list[Kept]:
    if not record.store.has(work.digest):
        return []
    try:
        return read_space(record.store.read(work.digest))
    except SpaceUnfit:
        return []


def rounds_of(house: House, space: Space) -> list[Showing]:
    """The latest rounds of a space as this version of the model has them: what another version showed is found again by
    its masks."""
    return [Showing(tuple(_points(house, one)), one.picked, one.refused) for _, one in space.rounds[-_COUNTED:]]


def _points(house: House, kept: Kept) -> list[Point]:
    try:
        return [read_point(house, text) for text in kept.points]
    except PointUnknown:
        fields = np.stack([_field(mask) for mask in kept.masks])
        return [Point(style) for style in rounded(house.encode(fields))]


def _field(mask: str) -> Floats:
    bits = np.unpackbits(np.frombuffer(base64.b64decode(mask), np.uint8)).reshape(HEIGHT, WIDTH)
    whole = np.concatenate([bits, bits[:, ::-1]], 1).astype(np.float32)
    large = cv2.resize(cv2.GaussianBlur(whole, (0, 0), 0.6), (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    return field_of(np.asarray(large) > 0.5)[:, :WIDTH]


def leaning(explorer: Explorer, space: Space) -> list[tuple[Attribute, int]]:
    """What picks have more (1) or less (-1) of than what they were shown with, the most telling first; nothing before
    there are enough of them."""
    rounds = [one for one in rounds_of(explorer.house, space) if one.picked or one.refused]
    if sum(len(one.picked) + len(one.refused) for one in rounds) < _ENOUGH:
        return []
    spread = np.maximum(explorer.pool.measured.std(0), 1e-6)
    gaps = []
    for one in rounds:
        measured = explorer.known(one.shown).measured
        others = measured.mean(0)
        gaps += [(measured[place] - others) / spread for place in one.picked]
        gaps += [(others - measured[place]) / (2 * spread) for place in one.refused]
    mean = np.mean(gaps, 0)
    order = np.argsort(-np.abs(mean), kind="stable")
    return [(ATTRIBUTES[i], 1 if mean[i] > 0 else -1) for i in order if abs(mean[i]) >= _TOLD]


def leaning_words(leaning: Iterable[tuple[Attribute, int]], language: Language) -> list[str]:
    """What a space leans to, in words."""
    return [say(f"explore:dials.{name}.{'more' if sign > 0 else 'less'}", language) for name, sign in leaning]


# --- as a file ------------------------------------------------------------------------------------------------------


def export_space(record: Record, house: House, project: str | None, party: Party, title: str) -> Work:
    """The space as a work: a file made of the emblems that were kept. The same space is one work."""
    space = space_of(record, project)
    emblems = kept_emblems(record, project)
    held = {
        "format": _FORMAT,
        "version": _VERSION,
        "model": house.card.name,
        "title": title,
        "rounds": [one.as_dict() for _, one in space.rounds[-MOST_ROUNDS:]],
        "made_of": [{"work": work.id, "title": work.title or ""} for _, work in emblems],
    }
    data = json.dumps(held, ensure_ascii=False, sort_keys=True, indent=1).encode()
    digest = hashlib.sha256(data).hexdigest()
    for known in record.works_with_digest(digest):
        maker = record.made_by_act(known.id)
        if maker.project == project and maker.kind == EXPLORE:
            return known
    new = NewWork(record.store.put(data), SPACE_TYPE, "collection", len(data), title=title, attributes={SPACE: True})
    act = NewAct(
        kind=EXPLORE,
        project=project,
        by=[(party, "chooser")],
        used=[(work, "kept") for _, work in emblems],
        made=[(new, SPACE)],
        settings={"explored": "shared", "rounds": len(space.rounds)},
    )
    return record.append(act)[0].works[0]


def import_space(record: Record, project: str | None, party: Party, data: bytes, name: str, author: str) -> Work:
    """A space from a file, by its author: its choices count from now on. Raises `SpaceUnfit`."""
    read_space(data)
    digest = record.store.put(data)
    by = [(record.find_party(author) or record.party(author, "person"), "author"), (party, "importer")]
    known = next((one for one in record.works_with_digest(digest) if one.attributes.get(SPACE)), None)
    new = known or NewWork(
        digest, SPACE_TYPE, "collection", len(data), title=name, attributes={SPACE: True, "imported": True}
    )
    return record.append(NewAct(kind="import", project=project, by=by, made=[(new, SPACE)]))[0].works[0]


def read_space(data: bytes) -> list[Kept]:
    """The rounds of a file. Raises `SpaceUnfit`."""
    if len(data) > MOST_SPACE_BYTES:
        raise SpaceUnfit(reason="large")
    try:
        held = json.loads(data)
        if held["format"] != _FORMAT or held["version"] != _VERSION or not isinstance(held["rounds"], list):
            raise SpaceUnfit(reason="other")
        found = [_kept(one) for one in held["rounds"][:MOST_ROUNDS]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SpaceUnfit(reason="other") from error
    if not found or None in found:
        raise SpaceUnfit(reason="broken" if found else "empty")
    return [one for one in found if one is not None]


def _kept(held: Mapping[str, JSON]) -> Kept | None:
    """A round as an act or a file holds it; None where it is not whole."""
    try:
        points = _texts(held["points"])
        masks = _texts(held["masks"])
        picked, refused = _places(held["picked"], len(points)), _places(held["refused"], len(points))
        if not 0 < len(points) <= SHOWN or len(masks) != len(points) or set(picked) & set(refused):
            return None
        if any(len(base64.b64decode(mask, validate=True)) != HEIGHT * WIDTH // 8 for mask in masks):
            return None
    except (KeyError, TypeError, ValueError, binascii.Error):
        return None
    return Kept(str(held.get("model_version", "")), points, masks, picked, refused)


def _texts(held: JSON) -> tuple[str, ...]:
    if not isinstance(held, list | tuple) or not all(isinstance(one, str) and len(one) < 2000 for one in held):
        raise TypeError
    return tuple(cast(Sequence[str], held))


def _places(held: JSON, count: int) -> tuple[int, ...]:
    if not isinstance(held, list | tuple) or not all(type(one) is int and 0 <= one < count for one in held):
        raise TypeError
    return tuple(dict.fromkeys(cast(Sequence[int], held)))


def kept_emblems(record: Record, project: str | None) -> list[tuple[Act, Work]]:
    """The emblems that were kept while exploring, the latest first, each with the act that made it."""
    found = []
    for act in reversed(record.acts(project, kinds=("generate",))):
        if act.project == project and act.settings.get("explored") == EXPLORED and act.settings.get("kept") is True:
            found += [(act, record.work(made.work_id)) for made in act.made if made.role == EXPLORED]
    return found
