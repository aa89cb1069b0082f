"""An emblem that was steered to and kept: drawn once more from its recipe, and put on the record with all it owes.

Two acts in one: the model generated it, under the influence of works whose authors are named and from what a person
brought or mixed; and the person kept it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from oeuvre.create.design import Press
from oeuvre.create.explore import FrameShape, Inks, Manner, NoOutline
from oeuvre.models.house import House, TrainingWork
from oeuvre.production.explored import (
    EXPLORED,
    PICTURE,
    PNG_TYPE,
    SVG_TYPE,
    figure_settings,
    influences_of,
    party_name,
    recipe_of,
)
from oeuvre.production.exploring import Figure, Recipe
from oeuvre.production.live import Explorer, Shown
from oeuvre.production.points import Point, rounded
from oeuvre.record import Act, NewAct, NewWork, Party, Record, Work

# The roles in which an emblem uses what a person brought, and emblems that were mixed into it.
DRAWING, LIKE = "drawing", "like"


@dataclass(frozen=True)
class Look:
    """How a figure is shown: its manner, its frame, its colours."""

    inks: Inks
    manner: Manner = "plain"
    frame: FrameShape = "none"


def recipe_at(point: Point, look: Look) -> Recipe:
    """What remakes a point's emblem."""
    recipe = Recipe(point.latent, 1.0, look.manner, look.frame, look.inks)
    if point.fine is None:
        return recipe
    return replace(recipe, fine=tuple(round(float(value), 3) for value in point.fine), share=point.share)


def keep_emblem(
    record: Record,
    explorer: Explorer,
    project: str | None,
    party: Party,
    point: Point,
    look: Look,
    *,
    title: str,
    prompt: str = "",
    drawn_on: Sequence[TrainingWork] = (),
    parents: Sequence[tuple[Work, str]] = (),
) -> tuple[Act, Work]:
    """Put an emblem on the record and keep it; returns the act that made it, and the work. Raises `NoOutline` where
    there is none to keep, a copy of a training work among them."""
    (shown,) = explorer.shown([point], look.manner)
    if shown.emblem is None:
        raise NoOutline(reason=shown.fault)
    figure = figure_of(point, look, shown)
    with Press() as press:
        picture = press.drawing(figure.svg, PICTURE)
    owed = list(dict.fromkeys((*drawn_on, *(work for work, _ in shown.nearest))))
    influences = influences_of(record, explorer.house, owed)
    new = NewWork(
        record.store.put(figure.svg),
        SVG_TYPE,
        "image",
        len(figure.svg),
        title=title,
        attributes={"source": explorer.house.card.name, "terms": explorer.house.card.outputs},
    )
    made = NewAct(
        kind="generate",
        project=project,
        by=[(record.party(party_name(explorer.house), "model"), "author"), (party, "director")],
        used=[*((work, role) for work, role in parents), *((influences[work.name], "influence") for work in owed)],
        made=[(new, EXPLORED), (NewWork(record.store.put(picture), PNG_TYPE, "image", len(picture)), "preview")],
        settings={**figure_settings(explorer.house, figure, 0), "kept": True},
        words={"prompt": prompt} if prompt.strip() else {},
    )
    kept = NewAct(
        kind="keep", project=project, by=[(party, "chooser")], used=[(new, "kept")], settings={"explored": EXPLORED}
    )
    recorded = record.append([made, kept])
    return recorded[0].act, recorded[0].works[0]


def figure_of(point: Point, look: Look, shown: Shown) -> Figure:
    """A figure as `explored` records it."""
    assert shown.emblem is not None
    svg = shown.emblem.svg(look.inks, look.frame).encode()
    return Figure(recipe_at(point, look), svg, shown.emblem, shown.nearest)


def point_of(house: House, act: Act) -> tuple[Recipe, Point | None]:
    """The recipe of an act that drew an emblem, and its point; none where another version of the model drew it."""
    recipe = recipe_of(act)
    if act.settings.get("model_version") != house.card.version:
        return recipe, None
    given = np.array([recipe.latent], np.float32)
    if given.shape[1] == house.latent_size:
        given = house.map(given)
    if recipe.psi != 1.0:
        given = house.mean + np.float32(recipe.psi) * (given - house.mean)
    style = rounded(given)[0]
    if not recipe.fine:
        return recipe, Point(style)
    return recipe, Point(style, rounded(np.array(recipe.fine, np.float32)), recipe.share)
