"""Emblems of a run on the record, and from the record among the pieces that its designs are made with.

An emblem is one `generate` act of the house model, under the influence of works whose authors are named; it keeps what
draws it again, and the seamless pattern that it makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, cast

from oeuvre.create.design import Press, Repeat
from oeuvre.create.explore import SIDE, draw_emblem, repeat
from oeuvre.create.explore import Emblem as Drawn
from oeuvre.create.library import Credit, Emblem
from oeuvre.foundation import OeuvreError
from oeuvre.models.house import House, HouseError, open_house
from oeuvre.production.emblems import Fit, Wish, fit_figure, inks_of, wishes
from oeuvre.production.explored import (
    EXPLORED,
    PICTURE,
    SVG_TYPE,
    figure_settings,
    influences_of,
    party_name,
    recipe_of,
)
from oeuvre.production.exploring import half_of
from oeuvre.production.ideas import Proposed
from oeuvre.production.own import OWN, own_emblem
from oeuvre.production.pieces import HEROES, PATTERNS, Piece, Pieces
from oeuvre.production.recording import Recorder
from oeuvre.production.space import kept_emblems
from oeuvre.record import JSON, Act, NewWork, Record, Work

# How many emblems a run gets.
MOST_DRAWN = 3
# How many of those that people kept lead its designs.
MOST_KEPT = 2
# Wallpaper groups in which a figure that is its own mirror image makes a lively ground.
GROUPS = ("p2gg", "p4", "p2", "c2mm", "p31m", "p4gm", "pg")
# A figure of less than so much of its height, or of its width, the other way is thin.
_THIN = 0.4
Role = Literal["hero", "pattern", "tile", "mark"]
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PATH = re.compile(r'<path fill="[^"]*" fill-rule="evenodd" d="([^"]*)"/>')


def draw_emblems(recorder: Recorder, brief: Work, ideas: Sequence[Proposed], pieces: Pieces) -> list[OeuvreError]:
    """Draw what is missing of a run's emblems and put each on the record; what went wrong with the model is returned,
    and the sheet goes on with what the library has."""
    try:
        _draw(recorder, brief, ideas, pieces)
    except HouseError as error:
        return [error]
    return []


def _draw(recorder: Recorder, brief: Work, ideas: Sequence[Proposed], pieces: Pieces) -> None:
    run = recorder.run
    house = open_house()
    names = {work.name: work for work in house.training if not work.held}
    have = {str(act.settings.get("word")) for act, _ in emblems_of(recorder.record, run.id)}
    room, inks = MOST_DRAWN - len(have), inks_of(run.brief, run.seed)
    made = 0
    for wish in wishes(run.brief, pieces, ideas, names):
        # A project's own emblem is for one that has no other.
        if made >= room or wish.word in have or (not wish.name and made + len(have)):
            continue
        fit = fit_figure(house, wish, run.brief, pieces.language, inks, run.seed)
        if fit is not None:
            _record(recorder, house, brief, wish, fit)
            made += 1


def emblems_of(record: Record, run: str) -> Iterator[tuple[Act, Work]]:
    """The acts in which the house model drew an emblem for a run, each with it."""
    for act in record.acts(run=run, kinds=("generate",)):
        if act.settings.get("explored") == EXPLORED:
            yield from ((act, record.work(made.work_id)) for made in act.made if made.role == EXPLORED)


def _record(recorder: Recorder, house: House, brief: Work, wish: Wish, fit: Fit) -> None:
    record, run, figure = recorder.record, recorder.run, fit.figure
    owed = dict.fromkeys((*fit.drawn_on, *(near for near, _ in figure.nearest)))
    influences = influences_of(record, house, tuple(owed))
    with Press() as press:
        picture = press.drawing(figure.svg, PICTURE)
    group = GROUPS[(run.seed + len(wish.word)) % len(GROUPS)]
    title = wish.word or run.brief.title
    digest = record.store.put(figure.svg)
    emblem = NewWork(
        digest,
        SVG_TYPE,
        "image",
        len(figure.svg),
        title=title,
        licence=house.card.weights_licence,
        attributes={"piece": f"generated:{digest[:16]}", "source": house.card.name, "terms": house.card.outputs},
    )
    idea = [(wish.idea.work, "idea")] if wish.idea is not None else []
    record.append(
        recorder.act(
            "generate",
            by=[(record.party(party_name(house), "model"), "author")],
            used=[(brief, "brief"), *idea, *((influences[work.name], "influence") for work in owed)],
            made=[
                (emblem, EXPLORED),
                (NewWork(record.store.put(picture), "image/png", "image", len(picture)), "preview"),
            ],
            settings={
                **figure_settings(house, figure, run.seed),
                "word": wish.word,
                "of_brief": wish.idea is None,
                "nearer": round(fit.nearer, 5),
                "overlap": round(fit.overlap, 4),
                "named": round(fit.named, 4),
                "pattern": _pattern(figure.emblem, group),
            },
        )
    )


def _pattern(emblem: Drawn, group: str) -> dict[str, JSON]:
    """The seamless pattern of an emblem, as the record keeps it."""
    made = repeat(emblem, group)
    places = [[round(float(value), 7) for value in place[:2].T.ravel()] for place in made.places]
    return {"group": group, "tile": [round(side, 7) for side in made.tile], "places": cast(JSON, places)}


def with_emblems(record: Record, run: str, pieces: Pieces) -> Pieces:
    """The pieces with the emblems that were drawn for this run, and those that people kept for its project before
    it had a draft: these, and those of the brief's own words, lead."""
    for act, work in (*emblems_of(record, run), *_kept_for(record, run)):
        name = f"{OWN}{work.id}"
        if pieces.emblem_named(name) is not None:
            continue
        again = _drawn_again(act)
        emblem = _emblem(record, act, work, name, again)
        piece = _piece(record, work, name, emblem.credit)
        word = str(act.settings.get("word") or "")
        leads = bool(act.settings.get("of_brief") or act.settings.get("kept"))
        pieces = replace(
            pieces,
            own_marks=(*pieces.own_marks, (emblem, piece)),
            drawn={**pieces.drawn, **({word.casefold(): name} if word else {})},
            leading=(*pieces.leading, name) if leads else pieces.leading,
            repeats={**pieces.repeats, **_repeat(act, emblem, again)},
            heroes=((emblem, *pieces.heroes) if leads else (*pieces.heroes, emblem))[: HEROES + 1],
            patterns=((emblem, *pieces.patterns) if "pattern" in emblem.roles else pieces.patterns)[: PATTERNS + 1],
        )
    return pieces


def _kept_for(record: Record, run: str) -> list[tuple[Act, Work]]:
    """The latest emblems that were kept for a run's project while exploring; drafts do not change for later ones."""
    acts = record.acts(run=run)
    if not acts or not acts[0].project:
        return []
    first = next((act.seq for act in acts if act.kind == "compose"), None)
    kept = kept_emblems(record, acts[0].project)
    return [(act, work) for act, work in kept if first is None or act.seq < first][:MOST_KEPT]


def _drawn_again(act: Act) -> Drawn | None:
    """The figure of an emblem that a person kept, plain and without its frame; None where another version of the model
    drew it, and for one whose file is all that is needed."""
    if "pattern" in act.settings:
        return None
    house = open_house(str(act.settings["model"]))
    if house.card.version != act.settings.get("model_version"):
        return None
    return draw_emblem(half_of(house, recipe_of(act)))


def _emblem(record: Record, act: Act, work: Work, name: str, again: Drawn | None) -> Emblem:
    """An emblem on the record as a piece of the library: its outline alone, in one colour.

    One that was kept of another version of the model stays as it was kept.
    """
    svg = record.store.read(work.digest)
    licence = work.licence or str(act.settings.get("weights_licence") or "")
    credit = Credit(work.title or name, _makers(record, act), licence, "game-icons.net")
    if "pattern" not in act.settings and again is None:
        return replace(own_emblem(work, svg, credit.author), credit=credit)
    data = again.outline.data if again is not None else "".join(_PATH.findall(svg.decode()))
    shape, roles = _stance(data)
    return Emblem(
        name=name,
        words_fr=(credit.title,),
        words_en=(credit.title,),
        fields=(),
        shape=shape,
        mirror=True,
        weight="solid",
        roles=roles,
        score=3,
        note="",
        credit=credit,
        view=(SIDE, SIDE),
        body=f'<path fill="currentColor" fill-rule="evenodd" d="{data}"/>',
    )


def _stance(data: str) -> tuple[Literal["tall", "wide", "square"], frozenset[Role]]:
    """The shape of an outline, and what it is good for: repeated, what is thin makes a thin ground."""
    numbers = [float(one) for one in _NUMBER.findall(data)]
    wide, high = (max(some) - min(some) for some in (numbers[::2], numbers[1::2]))
    roles: frozenset[Role] = frozenset({"hero", "mark"})
    if wide < _THIN * high:
        return "tall", roles
    if high < _THIN * wide:
        return "wide", roles
    return "square", roles | {"pattern", "tile"}


def _makers(record: Record, act: Act) -> str:
    """The model, and the authors of the works that it owes most to."""
    names = {party.id: party.name or "" for party in record.parties()}
    model = next(names[by.party_id] for by in act.by if by.role == "author")
    authors = [
        names[by.party_id]
        for used in act.used
        if used.role == "influence"
        for by in record.made_by_act(used.work_id).by
        if by.role == "author"
    ]
    return f"{model} ({', '.join(dict.fromkeys(authors))})"


def _piece(record: Record, work: Work, key: str, credit: Credit) -> Piece:
    return Piece(
        key,
        work.title or key,
        credit.author,
        credit.licence,
        work.media_type,
        "image",
        record.store.read(work.digest),
        str(work.attributes.get("source") or ""),
        work=work.id,
    )


def _repeat(act: Act, emblem: Emblem, again: Drawn | None) -> dict[str, Repeat]:
    """The seamless pattern of an emblem, by its name: the one that its act keeps; none where there is none."""
    given = act.settings.get("pattern") or (_pattern(again, GROUPS[act.seq % len(GROUPS)]) if again else None)
    if not given:
        return {}
    held = cast(dict[str, list[list[float]]], given)
    wide, high = cast(list[float], held["tile"])
    places = tuple(tuple(map(float, place)) for place in held["places"])
    return {emblem.name: Repeat(emblem.name, str(held["group"]), (float(wide), float(high)), places)}
