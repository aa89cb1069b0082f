"""Exploring with the house model, live: nine figures at a time, steered, kept, and a project's own space.

With `project`, what is chosen and kept is that project's; without, it is the home's own. What is only looked at leaves
nothing on the record. Questions are worked on one at a time; where too many wait, the answer is 429 `explorer-busy`.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi import Path as PathOf
from fastapi.responses import Response

from oeuvre.api.asking import Asking, Here
from oeuvre.api.exploring_rows import (
    ends_of,
    figure_shape,
    heard_shapes,
    inks_shapes,
    kept_shape,
    look_of,
    points_of,
    space_shape,
)
from oeuvre.api.exploring_shapes import (
    ChosenShape,
    DialShape,
    DrawnShape,
    ExplorerShape,
    FigureShape,
    FiguresWish,
    FrameShape,
    KeepWish,
    KeptShape,
    MannerShape,
    Named,
    NineShape,
    NineWish,
    OneWish,
    PatternShape,
    RoundTold,
    SharedSpace,
    SpaceShape,
    SteerWish,
    TurnShape,
    TurnWish,
)
from oeuvre.api.files import RAW, receive_into
from oeuvre.create.explore import (
    FRAMES,
    GROUPS,
    MANNERS,
    MARGIN,
    draw_emblem,
    fields_between,
    frame_of,
    hear,
    layers_of,
    repeat,
    turn,
    turn_svg,
)
from oeuvre.foundation import say
from oeuvre.production import (
    DRAWN_FROM,
    LIKE,
    MOST_SPACE_BYTES,
    MOST_TURN,
    Explorer,
    Point,
    Showing,
    export_space,
    fields_of,
    import_space,
    keep_emblem,
    kept_emblems,
    open_explorer,
    read_drawing,
    read_space,
    record_choice,
    reset_space,
    rounds_of,
    space_of,
    undo_choice,
)
from oeuvre.studio import safe_name, take_drawing

router = APIRouter(prefix="/explore", tags=["explore"])
Project = Annotated[str | None, Query(max_length=80, description="Whose choices and emblems; the home's without.")]
ActNumber = Annotated[int, PathOf(ge=1, le=2**53, description="The act that the choice is.")]
# Width of a pattern's tile and so many steps of a turn; how long a drawing is refined, kept or only tried.
_TILE, _STEPS, _REFINED, _TRIED = 256.0, 12, 5, 1
_FIELDS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get("")
def read_explorer(here: Here, project: Project = None) -> ExplorerShape:
    """The model that draws, and what can be picked: manners, frames, colours, the project's own first."""
    check_project(here, project)
    explorer, language = open_explorer(), here.language
    card = explorer.house.card
    return ExplorerShape(
        model=card.name,
        version=card.version,
        works=card.works,
        authors=len(card.authors),
        credit=card.credit,
        outputs=card.outputs,
        margin=MARGIN,
        manners=[
            MannerShape(id=one, name=say(f"explore:manners.{one}", language), layers=list(layers_of(one)))
            for one in MANNERS
        ],
        frames=[
            FrameShape(id=one, name=say(f"explore:frames.{one}", language), path=path, square=square)
            for one in FRAMES
            for path, square in [frame_of(one)]
        ],
        inks=inks_shapes(here, project),
        groups=[Named(id=one, name=say(f"explore:groups.{one}", language)) for one in GROUPS],
    )


@router.get("/dials")
def list_dials(here: Here) -> list[DialShape]:
    """What can be turned: measured attributes, then directions that were found and are named by what they change."""
    explorer, language = open_explorer(), here.language
    with explorer.turn():
        dials = explorer.dials
    return [
        DialShape(
            id=dial.id,
            name=_dial_name(dial.id, ends_of(dial.more, language), here),
            less=ends_of(dial.less, language),
            more=ends_of(dial.more, language),
            most=MOST_TURN,
        )
        for dial in dials
    ]


def _dial_name(name: str, more: str, here: Asking) -> str:
    return more[:1].upper() + more[1:] if name.startswith("way-") else say(f"explore:dials.{name}.name", here.language)


@router.post("/nine")
def next_nine(here: Here, wish: NineWish, project: Project = None) -> NineShape:
    """The next nine: about words, more like some figures, or as the project's choices say; else by chance."""
    check_project(here, project)
    explorer, look = open_explorer(), look_of(wish.look)
    rounds = [] if wish.chance else rounds_of(explorer.house, space_of(here.desk.record, project))
    with explorer.turn():
        found = explorer.next_nine(
            prompt=wish.words,
            language=here.language,
            like=points_of(explorer, wish.like),
            rounds=rounds,
            seed=wish.seed,
            manner=look.manner,
        )
    return NineShape(
        figures=[figure_shape(explorer.house, one, look, here.language) for one in found.figures],
        heard=heard_shapes(explorer, found.heard),
        unknown=list(found.heard.unknown),
    )


@router.post("/fields", response_class=Response, responses=_FIELDS)
def draw_fields(here: Here, wish: SteerWish) -> Response:
    """Figures as fields, for a preview that moves: of each 64 rows of 32 signed bytes, the left half of a mirrored
    figure, 127 for ink that is far from its outline, -127 for ground."""
    explorer = open_explorer()
    with explorer.turn():
        fields = fields_of(explorer.house, _steered(explorer, wish))
    data = np.clip(np.round(fields * 127), -127, 127).astype(np.int8).tobytes()
    return Response(data, media_type="application/octet-stream")


@router.post("/figures")
def draw_figures(here: Here, wish: FiguresWish) -> list[FigureShape]:
    """Figures as finished drawings, with the works that they lie nearest to."""
    explorer, look = open_explorer(), look_of(wish.look)
    with explorer.turn():
        shown = explorer.shown(_steered(explorer, wish), look.manner)
    return [figure_shape(explorer.house, one, look, here.language) for one in shown]


def _steered(explorer: Explorer, wish: SteerWish) -> list[Point]:
    """The points that a wish names, mixed, turned and crossed."""
    if wish.mix is not None:
        parents = [(point, one.weight) for one in wish.mix.parents for point in points_of(explorer, [one.point])]
        points = explorer.mixed(parents, wish.mix.seed, wish.mix.spread)
    else:
        points = points_of(explorer, wish.points)
    if wish.dials:
        points = explorer.turned(points, wish.dials)
    if wish.cross is not None:
        (fine,) = points_of(explorer, [wish.cross.point])
        points = [Point(one.style, fine.style, round(wish.cross.share, 2)) for one in points]
    return points


@router.post("/patterns")
def draw_patterns(here: Here, wish: OneWish) -> list[PatternShape]:
    """A figure repeated by each of the 17 wallpaper groups, as tiles that repeat without a seam."""
    explorer, look = open_explorer(), look_of(wish.look)
    with explorer.turn():
        emblem = draw_emblem(fields_of(explorer.house, points_of(explorer, [wish.point]))[0], look.manner)
        patterns = [repeat(emblem, group) for group in GROUPS]
    return [
        PatternShape(
            id=one.group,
            name=say(f"explore:groups.{one.group}", here.language),
            svg=one.tile_svg(look.inks, _TILE),
            width=_TILE,
            height=round(_TILE * one.tile[1] / one.tile[0], 4),
        )
        for one in patterns
    ]


@router.post("/turns")
def draw_turn(here: Here, wish: TurnWish) -> TurnShape:
    """A figure that turns into another and back, as one drawing that moves."""
    explorer, look = open_explorer(), look_of(wish.look)
    with explorer.turn():
        first, last = fields_of(explorer.house, points_of(explorer, [wish.first, wish.last]))
        turned = turn(fields_between(first, last, _STEPS), look.manner)
    return TurnShape(svg=turn_svg(turned, look.inks), seconds=turned.seconds)


@router.post("/drawings", status_code=201, openapi_extra=RAW)
async def read_a_drawing(
    here: Here,
    request: Request,
    project: Project = None,
    name: Annotated[str, Query(max_length=400, description="What the file is called.")] = "",
    author: Annotated[
        str, Query(max_length=200, description="Whose drawing it is; one's own where nobody is named.")
    ] = "",
    licence: Annotated[str, Query(max_length=200, description="Under which terms; all rights reserved else.")] = "",
    fill: Annotated[bool, Query(description="Whether what an outline encloses is ink.")] = False,
    half: Annotated[Literal["both", "left", "right"], Query(description="Which half is mirrored.")] = "both",
    keep: Annotated[bool, Query(description="Whether the drawing comes onto the record, to be explored from.")] = False,
) -> DrawnShape:
    """A sketch, a logo or the silhouette of a photograph, found again among what the model draws: the raw bytes of a
    PNG, JPEG, WebP or SVG as the body. A picture without a figure on an even ground is refused with the reason."""
    await asyncio.to_thread(check_project, here, project)
    with tempfile.TemporaryDirectory(prefix="upload-", dir=here.desk.uploads()) as folder:
        path = Path(folder) / "file"
        await receive_into(request, path, min(here.limits.file, MOST_SPACE_BYTES))

        def find() -> DrawnShape:
            explorer = open_explorer()
            halves = read_drawing(path, fill=fill, half=half)
            with explorer.turn():
                found = explorer.drawn(halves, _REFINED if keep else _TRIED)
                (shown,) = explorer.shown([found.point], "plain")
            look = look_of(OneWish(point="00000000.AAAAAAAA").look)
            work = keep_drawing(here, project, path, name, author, licence) if keep else None
            return DrawnShape(
                figure=figure_shape(explorer.house, shown, look, here.language),
                overlap=round(found.overlap, 3),
                side=found.side,
                work=work,
            )

        answer = await asyncio.to_thread(find)
    if keep:
        here.hub.wake()
    return answer


def keep_drawing(here: Asking, project: str | None, path: Path, name: str, author: str, licence: str) -> str:
    """A drawing as a work of the project or of the home, by its author."""
    called = safe_name(name) if name.strip() else say("explore:emblem.drawing", here.language) + ".png"
    with here.desk.alone(project or ""), here.desk.acting(here.session.actor) as studio:
        fold = here.desk.fold(project) if project is not None else None
        return take_drawing(studio, fold, path, name=called, author=author, licence=licence, quota=here.limits.project)


@router.get("/emblems")
def list_kept(here: Here, project: Project = None) -> list[KeptShape]:
    """The emblems that were kept, the latest first, a hundred at most."""
    check_project(here, project)
    house = open_explorer().house
    return [kept_shape(here, house, act, work) for act, work in kept_emblems(here.desk.record, project)[:100]]


@router.post("/emblems", status_code=201)
def keep_an_emblem(here: Here, wish: KeepWish, project: Project = None) -> KeptShape:
    """Keep a figure: it comes onto the record, by the model and the person, with all it owes; into a project, it lies
    on the table."""
    check_project(here, project)
    explorer, record = open_explorer(), here.desk.record
    (point,) = points_of(explorer, [wish.point])
    parents = [parent_of(here, one) for one in dict.fromkeys(wish.parents)]
    known = {work.name: work for work in explorer.house.training}
    called = hear(wish.words, {name: work.words for name, work in known.items() if not work.held}, here.language).called
    number = len(kept_emblems(record, project)) + 1
    title = " ".join(wish.title.split()) or say("explore:emblem.title", here.language, number=number)
    with here.desk.acting(here.session.actor) as studio, explorer.turn():
        act, work = keep_emblem(
            studio.record,
            explorer,
            project,
            studio.party(),
            point,
            look_of(wish.look),
            title=title,
            prompt=wish.words,
            drawn_on=[known[one.name] for one in called],
            parents=parents,
        )
    here.hub.wake()
    return kept_shape(here, explorer.house, act, work)


def parent_of(here: Asking, work: str) -> tuple[Any, str]:
    """A work that an emblem came from, and in which role it was used."""
    found = here.desk.record.work(work)
    made = here.desk.record.made_by_act(found.id)
    return found, LIKE if made.kind == "generate" else DRAWN_FROM


@router.get("/space")
def read_project_space(here: Here, project: Project = None) -> SpaceShape:
    """What the choices of a project say of it so far."""
    check_project(here, project)
    return _space(here, project)


@router.post("/choices", status_code=201)
def choose_among(here: Here, wish: RoundTold, project: Project = None) -> ChosenShape:
    """Say what is picked and what refused of figures that were shown together; what comes next goes by it."""
    check_project(here, project)
    explorer = open_explorer()
    points = points_of(explorer, wish.points)
    with here.desk.acting(here.session.actor) as studio, explorer.turn():
        shown = Showing(tuple(points), tuple(wish.picked), tuple(wish.refused))
        act = record_choice(studio.record, explorer.house, project, studio.party(), shown)
    here.hub.wake()
    return ChosenShape(act=act.seq, space=_space(here, project))


@router.delete("/choices/{act}")
def take_back_choice(here: Here, act: ActNumber, project: Project = None) -> SpaceShape:
    """Take a choice among figures back, by a later act."""
    check_project(here, project)
    with here.desk.acting(here.session.actor) as studio:
        undo_choice(studio.record, project, studio.party(), act)
    here.hub.wake()
    return _space(here, project)


@router.delete("/space")
def forget_space(here: Here, project: Project = None) -> SpaceShape:
    """Begin anew: choices so far count no more, and stand on the record as they are."""
    check_project(here, project)
    with here.desk.acting(here.session.actor) as studio:
        reset_space(studio.record, project, studio.party())
    here.hub.wake()
    return _space(here, project)


@router.post("/space/shared", status_code=201)
def share_space(here: Here, project: Project = None) -> SharedSpace:
    """The space as a file, which is a work made from the emblems that were kept; another project can take it in."""
    check_project(here, project)
    house = open_explorer().house
    title = next((one.title for one in here.desk.projects() if one.slug == project), "Oeuvre")
    name = say("explore:emblem.space", here.language, project=title)
    with here.desk.acting(here.session.actor) as studio:
        work = export_space(studio.record, house, project, studio.party(), name)
    here.hub.wake()
    return SharedSpace(work=work.id, name=f"{safe_name(name)}.json", address=f"/api/works/{work.id}/content")


@router.post("/space", status_code=201, openapi_extra=RAW)
async def bring_space(
    here: Here,
    request: Request,
    project: Project = None,
    name: Annotated[str, Query(max_length=400, description="What the file is called.")] = "",
    author: Annotated[
        str, Query(max_length=200, description="Whose space it is; one's own where nobody is named.")
    ] = "",
) -> SpaceShape:
    """Take in a space that was shared: its choices count from now on. The raw bytes of the file as the body."""
    await asyncio.to_thread(check_project, here, project)
    with tempfile.TemporaryDirectory(prefix="upload-", dir=here.desk.uploads()) as folder:
        path = Path(folder) / "file"
        await receive_into(request, path, min(here.limits.file, MOST_SPACE_BYTES))

        def take() -> SpaceShape:
            # What is none is refused before anybody is enrolled for it.
            data = path.read_bytes()
            read_space(data)
            with here.desk.acting(here.session.actor) as studio:
                party = studio.party()
                called = safe_name(name) if name.strip() else "space.json"
                import_space(studio.record, project, party, data, called, author.strip() or party.name)
            return _space(here, project)

        answer = await asyncio.to_thread(take)
    here.hub.wake()
    return answer


def _space(here: Asking, project: str | None) -> SpaceShape:
    explorer = open_explorer()
    with explorer.turn():
        return space_shape(explorer, space_of(here.desk.record, project), here.language)


def check_project(here: Asking, project: str | None) -> None:
    """Raises `ProjectUnknown` for a project that is named and is not there."""
    if project is not None:
        here.desk.fold(project)
