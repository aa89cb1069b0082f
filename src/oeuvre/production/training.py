"""Training a model of the house for this home: whose works it may learn from, and the act that says which it did.

The terms of every work are asked beforehand, composed for training: those that it has on the record, else those of the
licence that it came under; what a work's authors took back is left out. When a model is made of a training, one `train`
act on the record used exactly those works.
"""

from __future__ import annotations

import base64
import json
import lzma
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from oeuvre import __version__
from oeuvre.licence import Action, Conflict, Parent, Relation, Terms, Training, all_templates, compose
from oeuvre.models.house import COLLECTIONS, House, TrainingWork, house_names, open_house
from oeuvre.production.explored import party_name, piece_key, training_works
from oeuvre.production.licensing.arriving import terms_by_name
from oeuvre.production.licensing.standing import Licensing
from oeuvre.production.run import write_atomic
from oeuvre.record import Act, NewAct, NewWork, Party, Record, Work

# Licences (SPDX) beside our templates whose text permits to copy, adapt and share adaptations, for any purpose, at most
# with credit.
_BESIDE = ("0BSD", "Unlicense", "MIT-0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Zlib", "etalab-2.0", "OGL-UK-3.0")
_EARLIER = ("CC-BY-1.0", "CC-BY-2.0", "CC-BY-2.5")
_LEARNING = frozenset({Action.AI_TRAINING})
_TAUGHT = piece_key("", "").removesuffix(":")
# Where a home keeps the models that it trained.
HOUSES = "houses"
DRAWINGS = "silhouettes.json.xz"


@dataclass(frozen=True)
class Marked:
    """A model of the record that learnt from a work that was taken back since."""

    model: Work
    withdrawn: tuple[str, ...]


def find_house(home: Path, name: str) -> House:
    """A model of the house by name: one that this home trained, else one that ships. Raises as `open_house` does."""
    return open_house(name, home / HOUSES) if name in house_names(home / HOUSES) else open_house(name)


def learned_terms(terms: Mapping[str, Terms]) -> Terms | None:
    """What a model takes over from the works that it learns from, by id or name; None where one does not permit it, or
    its outputs would not be free to be used for anything, at most with credit (shared alike, not sold, not changed)."""
    composed = compose([Parent(work, one) for work, one in terms.items()], Relation.TRAINING)
    if isinstance(composed, Conflict) or composed.prices or composed.training is not Training.TRAIN:
        return None
    free = all(composed.rule(action).permitted for action in (Action.ADAPT, Action.DISTRIBUTE, Action.COMMERCIALISE))
    return composed if free and composed.derivatives.allowed and composed.derivatives.reciprocal is None else None


PERMITTING: frozenset[str] = frozenset(_BESIDE) | {
    name for name in (*all_templates(), *_EARLIER) if learned_terms({name: terms_by_name(name).terms}) is not None
}
"""The licences under which a work may be learned from, as their terms say."""


def withdrawn_from(record: Record | None, model: str) -> frozenset[str]:
    """The training works of a model, by name, that may not be learned from any more: consent to that was withdrawn, or
    terms that were stated on the record do not permit it. A withdrawal of something else is none of training."""
    if record is None:
        return frozenset()
    begin, found = piece_key(model, ""), set()
    for work in _told_of(record).values():
        key = str(work.attributes.get("piece") or "")
        if key.startswith(begin) and _taken_back(record, work):
            found.add(key.removeprefix(begin))
    return frozenset(found)


def _told_of(record: Record) -> dict[str, Work]:
    """The training works of whose terms acts tell."""
    ids = {used.work_id for act in record.acts(kinds=("withdraw", "license")) for used in act.used}
    works = record.works_at(ids)
    return {id_: one for id_, one in works.items() if str(one.attributes.get("piece") or "").startswith(_TAUGHT)}


def _taken_back(record: Record, work: Work) -> bool:
    standing = Licensing(record).standing(work.id)
    if standing.halted(_LEARNING) is not None:
        return True
    # What nobody stated terms for was looked at by the name of its licence.
    return standing.statement is not None and learned_terms({work.id: standing.terms}) is None


def record_training(
    record: Record, party: Party, house: House, drawings: Mapping[str, str], settings: Mapping[str, float | int | str]
) -> Act:
    """One `train` act: it used exactly the works that the model was shown, and made the model, which is its card."""
    shown = [work for work in house.training if not work.held]
    works = training_works(record, house.card.name, shown, drawings)
    licensing = Licensing(record)
    learned = learned_terms({one.id: licensing.standing(one.id).terms for one in works.values()})
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
            "terms": learned.digest if learned is not None else None,
            "version": __version__,
        },
    )
    return record.append([act])[0].act


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
    gone = {work for work, one in _told_of(record).items() if _taken_back(record, one)}
    found = []
    for act in record.acts(kinds=("train",)) if gone else ():
        names = tuple(record.work(used.work_id).title or "" for used in act.used if used.work_id in gone)
        if names:
            found += [Marked(record.work(made.work_id), names) for made in act.made]
    return tuple(found)


def collection_folder(name: str) -> Path:
    """The collection that ships under a model's name."""
    return COLLECTIONS / name
