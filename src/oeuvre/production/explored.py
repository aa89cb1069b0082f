"""Emblems on the record and in a folder: each by the model, under the influence of works whose authors are named.

An emblem is one `generate` act. It used, in the role “influence”, the training works that lie nearest and those that
the prompt's words drew on; these come onto the record by an `import` act each, the first time. What a person wrote
stays where it can be erased. Nothing is signed: that is for what is kept.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from oeuvre import __version__
from oeuvre.create.design import Press
from oeuvre.create.explore import SIDE, FrameShape, Inks, Manner, document
from oeuvre.foundation import Language
from oeuvre.models.house import COLLECTIONS, Author, House, TrainingWork, credit_line
from oeuvre.production.errors import NotRepeatable
from oeuvre.production.exploring import Explored, Figure, Recipe, Tell, explore_figures, redraw
from oeuvre.production.run import write_atomic
from oeuvre.record import JSON, Act, NewAct, NewWork, Party, Record, Work

if TYPE_CHECKING:
    from oeuvre.production.rerunning import Rerun

EXPLORED = "emblem"
SVG_TYPE, PNG_TYPE = "image/svg+xml", "image/png"
SHEET = "sheet.png"
# Pixels across a file's picture, and across one on the contact sheet, which shows so many at most.
PICTURE, _ON_SHEET, _MOST_ON_SHEET = 512, 160, 400
_PAPER, _GAP = "#f4f0e8", 24.0
# Acts written in one transaction.
_TOGETHER = 200
_SILHOUETTE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">{}</svg>'


@dataclass(frozen=True)
class Exploration:
    """What exploring into a folder came to: the value that scripts get, and the words that led nowhere."""

    value: Mapping[str, object]
    unknown: tuple[str, ...]


def explore_into(
    record: Record,
    house: House,
    party: Party,
    out: Path,
    *,
    prompt: str,
    count: int,
    seed: int,
    language: Language,
    project: str | None = None,
    tell: Tell | None = None,
) -> Exploration:
    """Draw emblems into `out` as SVG and PNG with a contact sheet, each on the record, of `project` if any. Raises
    `TooManyWords`, `FolderUnwritable`."""
    timings: dict[str, float] = {}
    begun = time.monotonic()
    found = explore_figures(house, prompt, count, seed, language, tell)
    timings["draw"] = round(time.monotonic() - begun, 3)
    begun = time.monotonic()
    with Press() as press:
        pictures = [press.drawing(figure.svg, PICTURE) for figure in found.figures]
        sheet = press.drawing(sheet_svg(found.figures), _across(len(found.figures)) * _ON_SHEET)
    timings["pictures"] = round(time.monotonic() - begun, 3)
    begun = time.monotonic()
    works, influences = _record(record, house, party, project, found, pictures, prompt, seed)
    timings["record"] = round(time.monotonic() - begun, 3)
    digits = max(3, len(str(count)))
    rows: list[dict[str, object]] = []
    for number, (figure, picture, work) in enumerate(zip(found.figures, pictures, works, strict=True), 1):
        name = f"emblem-{number:0{digits}d}"
        write_atomic(out / f"{name}.svg", figure.svg)
        write_atomic(out / f"{name}.png", picture)
        rows.append(
            {
                "path": f"{name}.png",
                "svg": f"{name}.svg",
                "work": work.id,
                "seed": seed,
                "latent": list(figure.recipe.latent),
                "nearest": [
                    {
                        "work": influences[near.name].id,
                        "name": near.name,
                        "author": near.author,
                        "distance": distance,
                    }
                    for near, distance in figure.nearest
                ],
            }
        )
    write_atomic(out / SHEET, sheet)
    value: dict[str, object] = {
        "model": house.card.name,
        "version": house.card.version,
        "sheet": SHEET,
        "works": rows,
        "filtered": dict(sorted(found.filtered.items())),
        "heard": [{"word": one.word, "name": one.name, "by": one.way} for one in found.heard.called],
        "unknown": list(found.heard.unknown),
        "credit": credit_of(house, influences),
        "timings": timings,
    }
    write_atomic(out / "explore.json", (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode())
    return Exploration(value, found.heard.unknown)


def credit_of(house: House, influences: Mapping[str, Work]) -> str:
    """“Icons made by …” for the authors of these training works."""
    works = [work for work in house.training if work.name in influences]
    names = dict.fromkeys((work.author, work.licence) for work in works)
    return credit_line([Author(author, licence, 0) for author, licence in names], "game-icons.net") if names else ""


def sheet_svg(figures: Sequence[Figure]) -> bytes:
    """A contact sheet: the figures side by side, each on its own ground; the first four hundred of many."""
    shown = figures[:_MOST_ON_SHEET]
    across = _across(len(shown))
    cells = []
    for index, figure in enumerate(shown):
        inks = figure.recipe.inks
        x, y = _GAP + index % across * (SIDE + _GAP), _GAP + index // across * (SIDE + _GAP)
        ground = f'<rect width="{SIDE:g}" height="{SIDE:g}" rx="20" fill="{inks.ground}"/>'
        body = figure.emblem.framed(inks, figure.recipe.frame)
        cells.append(f'<g transform="translate({x:g} {y:g})">{ground}{body}</g>')
    down = max(-(-len(shown) // across), 1)
    box = (across * (SIDE + _GAP) + _GAP, down * (SIDE + _GAP) + _GAP)
    return document("".join(cells), _PAPER, box).encode()


def _across(count: int) -> int:
    """Columns of a sheet that is about three high by four wide."""
    return max(1, min(count, round(math.sqrt(min(count, _MOST_ON_SHEET) * 4 / 3))))


def _record(
    record: Record,
    house: House,
    party: Party,
    project: str | None,
    found: Explored,
    pictures: Sequence[bytes],
    prompt: str,
    seed: int,
) -> tuple[list[Work], dict[str, Work]]:
    """The emblems as works, and the works that they owe something to, by name."""
    wanted = [near for figure in found.figures for near, _ in figure.nearest]
    influences = influences_of(record, house, (*found.drawn_on, *wanted))
    model = record.party(party_name(house), "model")
    made: list[Work] = []
    acts: list[NewAct] = []
    for number, (figure, picture) in enumerate(zip(found.figures, pictures, strict=True), 1):
        owed = dict.fromkeys((*found.drawn_on, *(near for near, _ in figure.nearest)))
        acts.append(
            NewAct(
                kind="generate",
                project=project,
                by=[(model, "author"), (party, "director")],
                used=[(influences[work.name], "influence") for work in owed],
                made=[
                    (_emblem_work(record, figure, house, f"{house.card.name} {seed}-{number}"), EXPLORED),
                    (NewWork(record.store.put(picture), PNG_TYPE, "image", len(picture)), "preview"),
                ],
                settings=figure_settings(house, figure, seed),
                words={"prompt": prompt} if prompt.strip() else {},
            )
        )
        if len(acts) == _TOGETHER:
            made += [one.works[0] for one in record.append(acts)]
            acts = []
    made += [one.works[0] for one in record.append(acts)]
    return made, influences


def party_name(house: House) -> str:
    """The name under which a model of the house is a party of the record."""
    return f"Oeuvre: {house.card.name}"


def _emblem_work(record: Record, figure: Figure, house: House, title: str) -> NewWork:
    return NewWork(
        record.store.put(figure.svg),
        SVG_TYPE,
        "image",
        len(figure.svg),
        title=title,
        attributes={"source": house.card.name, "terms": house.card.outputs},
    )


def figure_settings(house: House, figure: Figure, seed: int) -> dict[str, JSON]:
    """What an exact re-run needs, and what the figure lies near."""
    recipe = figure.recipe
    return {
        "explored": EXPLORED,
        "model": house.card.name,
        "model_version": house.card.version,
        "weights_licence": house.card.weights_licence,
        "version": __version__,
        "seed": seed,
        "latent": list(recipe.latent),
        "psi": recipe.psi,
        "manner": recipe.manner,
        "frame": recipe.frame,
        "inks": [recipe.inks[index] for index in range(4)],
        **({"fine": list(recipe.fine), "share": recipe.share} if recipe.fine else {}),
        "nearest": [[work.name, distance] for work, distance in figure.nearest],
        "cost_micro": 0,
    }


def influences_of(record: Record, house: House, works: Sequence[TrainingWork]) -> dict[str, Work]:
    """The training works as works of the record, by name; those that it does not have come in, with their authors."""
    return training_works(record, house.card.name, works, _drawings(house.folder, house.card.name))


def piece_key(model: str, name: str) -> str:
    """How the record knows a training work of a model."""
    return f"training:{model}:{name}"


def training_works(
    record: Record, model: str, works: Sequence[TrainingWork], drawings: Mapping[str, str]
) -> dict[str, Work]:
    """The same of a model by its name, with the drawings (SVG elements on a page of 512) by the works' names."""
    found: dict[str, Work] = {}
    waiting: list[tuple[str, NewAct]] = []
    for work in dict.fromkeys(works):
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


@cache
def _drawings(folder: Path, model: str) -> Mapping[str, str]:
    """The silhouettes that a model was taught on, by name: beside a model that a home trained, else those of a shipped
    collection; none where neither is there."""
    paths = (folder / "silhouettes.json.xz", COLLECTIONS / model / "silhouettes.json.xz")
    path = next((one for one in paths if one.is_file()), None)
    return {} if path is None else cast(Mapping[str, str], json.loads(lzma.decompress(path.read_bytes())))


def is_explored(act: Act) -> bool:
    """Whether an act is one of exploring, which is done again from itself alone."""
    return act.kind == "generate" and act.settings.get("explored") == EXPLORED


def recipe_of(act: Act) -> Recipe:
    """The recipe that an act of exploring keeps. Raises `NotRepeatable` for one that keeps none."""
    held = act.settings
    try:
        latent, inks = cast(list[float], held["latent"]), cast(list[str], held["inks"])
        ground, first, second, third = map(str, inks)
        return Recipe(
            tuple(map(float, latent)),
            float(cast(float, held["psi"])),
            cast(Manner, str(held["manner"])),
            cast(FrameShape, str(held["frame"])),
            Inks(ground, first, second, third),
            tuple(map(float, cast(list[float], held.get("fine") or []))),
            float(cast(float, held.get("share") or 0.0)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotRepeatable(str(act.seq), kind=act.kind) from error


def rerun_explored(record: Record, house: House, act: Act) -> Rerun:
    """An act of exploring done again, its drawing and its picture. Raises `NotRepeatable`."""
    # Doing acts again reaches down to all that may be drawn for a design, emblems among it.
    from oeuvre.production.rerunning import Rerun

    svg = redraw(house, recipe_of(act))
    with Press() as press:
        now = {EXPLORED: svg, "preview": press.drawing(svg, PICTURE)}
    pairs = [
        (one.role, record.work(one.work_id).digest, hashlib.sha256(now[one.role]).hexdigest())
        for one in act.made
        if one.role in now
    ]
    differing = [pair for pair in pairs if pair[1] != pair[2]]
    _, expected, digest = (differing or pairs)[0]
    changed = [role for role, *_ in differing]
    then = {"model_version": house.card.version, "version": __version__}
    if differing:
        changed += [
            f"{key} {act.settings.get(key)} → {new}" for key, new in then.items() if act.settings.get(key) != new
        ]
    return Rerun(act.seq, not differing, digest, expected, tuple(changed))
