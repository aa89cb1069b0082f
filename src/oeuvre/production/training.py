"""Training a model of the house for this home: whose works it may learn from, and the act that says which it did.

The terms of every work are asked beforehand, in a plain table of licences whose text permits it; what a work's authors
took back is left out. When a model is made of a training, one `train` act on the record used exactly those works.
"""

from __future__ import annotations

import base64
import json
import lzma
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from oeuvre import __version__
from oeuvre.models.house import COLLECTIONS, House, TrainingWork, house_names, open_house
from oeuvre.production.explored import SVG_TYPE, party_name
from oeuvre.production.run import write_atomic
from oeuvre.record import Act, NewAct, NewWork, Party, Record, Work

# Licences (SPDX) whose text permits to copy, adapt and share adaptations, for any purpose, at most with credit. Not
# here on purpose: share-alike (do weights and outputs fall under it?), non-commercial, no-derivatives.
PERMITTING: frozenset[str] = frozenset(
    {
        *("CC0-1.0", "CC-PDM-1.0", "0BSD", "Unlicense", "MIT", "MIT-0", "ISC", "BSD-2-Clause", "BSD-3-Clause"),
        *("Apache-2.0", "Zlib", "etalab-2.0", "OGL-UK-3.0"),
        *(f"CC-BY-{version}" for version in ("1.0", "2.0", "2.5", "3.0", "4.0")),
    }
)
# Where a home keeps the models that it trained.
HOUSES = "houses"
DRAWINGS = "silhouettes.json.xz"
_TOGETHER = 200
_WORD = "training"
_SILHOUETTE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">{}</svg>'


@dataclass(frozen=True)
class Marked:
    """A model of the record that learnt from a work that was taken back since."""

    model: Work
    withdrawn: tuple[str, ...]


def find_house(home: Path, name: str) -> House:
    """A model of the house by name: one that this home trained, else one that ships. Raises as `open_house` does."""
    return open_house(name, home / HOUSES) if name in house_names(home / HOUSES) else open_house(name)


def piece_key(model: str, name: str) -> str:
    """How the record knows a training work of a model."""
    return f"{_WORD}:{model}:{name}"


def withdrawn_from(record: Record | None, model: str) -> frozenset[str]:
    """The training works of a model, by name, that were withdrawn on the record."""
    if record is None:
        return frozenset()
    begin, found = piece_key(model, ""), set()
    for act in record.acts(kinds=("withdraw",)):
        for used in act.used:
            key = str(record.work(used.work_id).attributes.get("piece") or "")
            if key.startswith(begin):
                found.add(key.removeprefix(begin))
    return frozenset(found)


def record_training(
    record: Record, party: Party, house: House, drawings: Mapping[str, str], settings: Mapping[str, float | int | str]
) -> Act:
    """One `train` act: it used exactly the works that the model was shown, and made the model, which is its card."""
    shown = [work for work in house.training if not work.held]
    works = _imported(record, house.card.name, shown, drawings)
    data = (house.folder / "card.json").read_bytes()
    made = NewWork(
        record.store.put(data),
        "application/json",
        "model",
        len(data),
        title=house.card.name,
        licence=house.card.weights_licence if house.card.weights_licence != "unknown" else None,
        attributes={"model": house.card.name, "model_version": house.card.version, "terms": house.card.outputs},
    )
    act = NewAct(
        kind="train",
        by=[(party, "trainer")],
        used=[(works[work.name], "training") for work in shown],
        made=[(made, "model")],
        settings={
            **settings,
            "collection": house.card.collection,
            "images": house.card.images,
            "recipe": json.dumps(dict(house.card.recipe), sort_keys=True),
            "left_out": [[one.work, one.reason] for one in house.card.left_out],
            "model_party": party_name(house),
            "version": __version__,
        },
    )
    return record.append([act])[0].act


def _imported(
    record: Record, model: str, works: Sequence[TrainingWork], drawings: Mapping[str, str]
) -> dict[str, Work]:
    """The works on the record, by name; those that it does not have come in, each by its author."""
    found: dict[str, Work] = {}
    waiting: list[tuple[str, NewAct]] = []
    for work in works:
        data, key = _SILHOUETTE.format(drawings.get(work.name, "")).encode(), piece_key(model, work.name)
        digest = record.store.put(data)
        known = next((one for one in record.works_with_digest(digest) if one.attributes.get("piece") == key), None)
        if known is not None:
            found[work.name] = known
            continue
        new = NewWork(
            digest,
            SVG_TYPE,
            "image",
            len(data),
            title=work.name,
            licence=work.licence,
            attributes={"piece": key, "source": work.page},
        )
        act = NewAct(kind="import", by=[(record.party(work.author, "person"), "author")], made=[(new, "piece")])
        waiting.append((work.name, act))
    for low in range(0, len(waiting), _TOGETHER):
        part = waiting[low : low + _TOGETHER]
        for (name, _), recorded in zip(part, record.append([act for _, act in part]), strict=True):
            found[name] = recorded.works[0]
    return found


def drawings_of(folder: Path, works: Iterable[TrainingWork]) -> dict[str, str]:
    """The drawings of a collection, by name, as SVG elements on a page of 512; a file of its own stands in it whole."""
    names = [work.name for work in works]
    packed = folder / DRAWINGS
    if packed.is_file():
        held = json.loads(lzma.decompress(packed.read_bytes()))
        return {name: str(held[name]) for name in names if name in held}
    found = {}
    for name in names:
        for path in (folder / f"{name}.svg", folder / f"{name}.png"):
            if path.is_file():
                kind = "svg+xml" if path.suffix == ".svg" else "png"
                data = base64.b64encode(path.read_bytes()).decode()
                found[name] = f'<image width="512" height="512" href="data:image/{kind};base64,{data}"/>'
                break
    return found


def keep_drawings(model: Path, drawings: Mapping[str, str]) -> None:
    """Put the drawings beside a model, so that who they are by can be shown with what they look like."""
    write_atomic(model / DRAWINGS, lzma.compress(json.dumps(dict(drawings), sort_keys=True).encode()))


def marked_models(record: Record) -> tuple[Marked, ...]:
    """The models of the record that learnt from a work which was withdrawn since, with those works' titles."""
    gone = {used.work_id for act in record.acts(kinds=("withdraw",)) for used in act.used}
    found = []
    for act in record.acts(kinds=("train",)) if gone else ():
        names = tuple(record.work(used.work_id).title or "" for used in act.used if used.work_id in gone)
        if names:
            found += [Marked(record.work(made.work_id), names) for made in act.made]
    return tuple(found)


def collection_folder(name: str) -> Path:
    """The collection that ships under a model's name."""
    return COLLECTIONS / name
