"""Exploring with a generator of another maker, live: nine pictures at a time, steered, sought, chosen among and kept.

As `exploring` is for the model of the house. Words do not lead such a model; a picture that is brought is sought.
"""

from __future__ import annotations

import asyncio
import base64
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi import Path as PathOf
from numpy.typing import NDArray
from PIL import Image

from oeuvre.api.asking import Asking, Here
from oeuvre.api.exploring import ActNumber, Project, check_project, keep_drawing, parent_of
from oeuvre.api.exploring_shapes import ChosenShape, DialShape, FigureShape, KeptShape, NineShape, SpaceShape
from oeuvre.api.files import RAW, receive_into
from oeuvre.api.picture_shapes import (
    GeneratorShape,
    PictureKeepWish,
    PictureNineWish,
    PictureRoundTold,
    PictureSought,
    PictureSteer,
)
from oeuvre.foundation import say
from oeuvre.models.foreign import GeneratorCard, generator_ids, read_generator
from oeuvre.production import (
    MOST_SPACE_BYTES,
    MOST_TURN,
    PictureExplorer,
    PictureRound,
    keep_picture,
    kept_pictures,
    latent_in,
    open_pictures,
    picture_choices,
    picture_leaning,
    png_of,
    read_picture,
    read_picture_point,
    record_picture_choice,
    reset_picture_choices,
    shown_name,
    tones_in_words,
    undo_picture_choice,
    write_picture_point,
)
from oeuvre.record import Act, Work

router = APIRouter(prefix="/explore/generators", tags=["explore"])
Model = Annotated[str, PathOf(max_length=80, description="The generator, by its id.")]
# Pixels across a picture that is shown, and across one of a preview; beyond how few, samples are shown as they are.
_SHOWN, _SMALL, _COARSE = 512, 176, 96
# For how long a picture is sought, kept or only tried, in seconds; how many of those picked last stand for a space.
_SOUGHT, _TRIED, _PICKED = 8.0, 2.0, 9
Floats = NDArray[np.float32]


@router.get("")
def list_generators(here: Here) -> list[GeneratorShape]:
    """The generators of other makers that this home has, each with its terms."""
    home = here.desk.settings.home
    return [_generator(read_generator(home, name)) for name in generator_ids(home)]


def _generator(card: GeneratorCard) -> GeneratorShape:
    high, wide, channels = card.shape
    return GeneratorShape(
        id=card.id,
        name=card.name,
        version=card.version,
        author=card.author,
        weights=card.weights_licence,
        outputs=card.outputs,
        known=card.known,
        works=card.works,
        wide=wide,
        high=high,
        colour=channels == 3,
        size=card.latent_size,
    )


@router.get("/{model}/dials")
def list_directions(here: Here, model: Model) -> list[DialShape]:
    """The directions that change the generator's pictures most, and what either end brings. The first time, some
    hundreds of pictures are drawn to find them."""
    explorer = open_pictures(here.desk.settings.home, model)
    with explorer.turn():
        dials = explorer.dials
    return [
        DialShape(
            id=dial.id,
            name=say("explore:pictures.direction", here.language, number=number),
            less=tones_in_words(dial.less, here.language),
            more=tones_in_words(dial.more, here.language),
            most=MOST_TURN,
        )
        for number, dial in enumerate(dials, 1)
    ]


@router.post("/{model}/nine")
def next_nine_pictures(here: Here, model: Model, wish: PictureNineWish, project: Project = None) -> NineShape:
    """The next nine pictures: more like some, or as the project's choices say; else by chance."""
    check_project(here, project)
    explorer = open_pictures(here.desk.settings.home, model)
    rounds = [] if wish.chance else picture_choices(here.desk.record, project, explorer.card).latest
    like = _latents(explorer, wish.like) if wish.like else None
    with explorer.turn():
        found = explorer.next_nine(like=like, rounds=rounds, seed=wish.seed)
    return NineShape(
        figures=[_figure(explorer, one.latent, one.picture) for one in found],
        heard=[],
        unknown=[],
    )


@router.post("/{model}/figures")
def draw_pictures(here: Here, model: Model, wish: PictureSteer) -> list[FigureShape]:
    """Pictures as they are steered, each in an SVG; with `small` as previews."""
    explorer = open_pictures(here.desk.settings.home, model)
    if wish.mix is not None:
        parents = _latents(explorer, [one.point for one in wish.mix.parents])
        weights = [one.weight for one in wish.mix.parents]
        latents = explorer.mixed(parents, weights, wish.mix.seed, wish.mix.spread)
    else:
        latents = _latents(explorer, wish.points)
    with explorer.turn():
        if wish.dials:
            latents = explorer.turned(latents, wish.dials)
        found = explorer.shown(latents)
    most = _SMALL if wish.small else _SHOWN
    return [_figure(explorer, one.latent, one.picture, most) for one in found]


@router.post("/{model}/drawings", status_code=201, openapi_extra=RAW)
async def seek_a_picture(
    here: Here,
    request: Request,
    model: Model,
    project: Project = None,
    name: Annotated[str, Query(max_length=400, description="What the file is called.")] = "",
    author: Annotated[str, Query(max_length=200, description="Whose picture it is; one's own where none is.")] = "",
    licence: Annotated[str, Query(max_length=200, description="Under which terms; all rights reserved else.")] = "",
    keep: Annotated[bool, Query(description="Whether the picture comes onto the record, to be explored from.")] = False,
) -> PictureSought:
    """A picture sought among what the generator draws: the raw bytes of a PNG, JPEG, WebP or SVG as the body. One of a
    single colour is refused."""
    await asyncio.to_thread(check_project, here, project)
    with tempfile.TemporaryDirectory(prefix="upload-", dir=here.desk.uploads()) as folder:
        path = Path(folder) / "file"
        await receive_into(request, path, min(here.limits.file, MOST_SPACE_BYTES))

        def find() -> PictureSought:
            explorer = open_pictures(here.desk.settings.home, model)
            picture = read_picture(path, explorer.card.shape)
            with explorer.turn():
                found = explorer.sought(picture, _SOUGHT if keep else _TRIED)
                (shown,) = explorer.shown(found.latent[None])
            work = keep_drawing(here, project, path, name, author, licence) if keep else None
            return PictureSought(
                point=write_picture_point(explorer.card, found.latent),
                svg=_svg(shown.picture, _SHOWN),
                alike=round(found.alike, 3),
                drawn=found.drawn,
                work=work,
            )

        answer = await asyncio.to_thread(find)
    if keep:
        here.hub.wake()
    return answer


@router.get("/{model}/emblems")
def list_kept_pictures(here: Here, model: Model, project: Project = None) -> list[KeptShape]:
    """The pictures that were kept, the latest first, a hundred at most."""
    check_project(here, project)
    card = read_generator(here.desk.settings.home, model)
    return [_kept(here, card, act, work) for act, work in kept_pictures(here.desk.record, project, card)[:100]]


@router.post("/{model}/emblems", status_code=201)
def keep_a_picture(here: Here, model: Model, wish: PictureKeepWish, project: Project = None) -> KeptShape:
    """Keep a picture: it comes onto the record, by the generator and the person, with its terms; into a project, it
    lies on the table."""
    check_project(here, project)
    explorer, record = open_pictures(here.desk.settings.home, model), here.desk.record
    (latent,) = _latents(explorer, [wish.point])
    parents = [parent_of(here, one) for one in dict.fromkeys(wish.parents)]
    number = len(kept_pictures(record, project, explorer.card)) + 1
    title = " ".join(wish.title.split()) or f"{explorer.card.name} {number}"
    with here.desk.acting(here.session.actor) as studio, explorer.turn():
        act, work = keep_picture(studio.record, explorer, project, studio.party(), latent, title=title, parents=parents)
    here.hub.wake()
    return _kept(here, explorer.card, act, work)


@router.get("/{model}/space")
def read_picture_space(here: Here, model: Model, project: Project = None) -> SpaceShape:
    """What the choices among the generator's pictures say so far."""
    check_project(here, project)
    return _space(here, open_pictures(here.desk.settings.home, model), project)


@router.post("/{model}/choices", status_code=201)
def choose_among_pictures(here: Here, model: Model, wish: PictureRoundTold, project: Project = None) -> ChosenShape:
    """Say what is picked and what refused of pictures that were shown together; what comes next goes by it."""
    check_project(here, project)
    explorer = open_pictures(here.desk.settings.home, model)
    told = PictureRound(_latents(explorer, wish.points), tuple(wish.picked), tuple(wish.refused))
    with here.desk.acting(here.session.actor) as studio:
        act = record_picture_choice(studio.record, explorer.card, project, studio.party(), told)
    here.hub.wake()
    return ChosenShape(act=act.seq, space=_space(here, explorer, project))


@router.delete("/{model}/choices/{act}")
def take_back_picture_choice(here: Here, model: Model, act: ActNumber, project: Project = None) -> SpaceShape:
    """Take a choice among pictures back, by a later act."""
    check_project(here, project)
    explorer = open_pictures(here.desk.settings.home, model)
    with here.desk.acting(here.session.actor) as studio:
        undo_picture_choice(studio.record, explorer.card, project, studio.party(), act)
    here.hub.wake()
    return _space(here, explorer, project)


@router.delete("/{model}/space")
def forget_picture_space(here: Here, model: Model, project: Project = None) -> SpaceShape:
    """Begin anew: choices among the generator's pictures count no more, and stand on the record as they are."""
    check_project(here, project)
    explorer = open_pictures(here.desk.settings.home, model)
    with here.desk.acting(here.session.actor) as studio:
        reset_picture_choices(studio.record, explorer.card, project, studio.party())
    here.hub.wake()
    return _space(here, explorer, project)


def _latents(explorer: PictureExplorer, points: Sequence[str]) -> Floats:
    """Latents (n, size) of points. Raises `PointUnknown`."""
    return np.stack([read_picture_point(explorer.card, point) for point in points])


def _figure(explorer: PictureExplorer, latent: Floats, picture: NDArray[np.uint8], most: int = _SHOWN) -> FigureShape:
    return FigureShape(point=write_picture_point(explorer.card, latent), svg=_svg(picture, most), near=[])


def _svg(picture: NDArray[np.uint8], most: int) -> str:
    """A picture inside an SVG, at most so many pixels across: what is shown, where the work is the picture itself."""
    high, wide, _ = picture.shape
    data = png_of(picture)
    scale = most / max(high, wide)
    if scale < 1:
        small = Image.open(io.BytesIO(data)).resize((max(1, round(wide * scale)), max(1, round(high * scale))))
        out = io.BytesIO()
        small.save(out, "PNG", compress_level=1)
        data = out.getvalue()
    told = base64.b64encode(data).decode()
    crisp = ' style="image-rendering:pixelated"' if max(high, wide) < _COARSE else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"><image width="{wide}" height="{high}"'
        f'{crisp} href="data:image/png;base64,{told}"/></svg>'
    )


def _kept(here: Asking, card: GeneratorCard, act: Act, work: Work) -> KeptShape:
    latent, making, parties = latent_in(card, act), here.desk.making, here.desk.parties()
    owed = [
        shown_name(parties[by.party_id], here.language)
        for used in act.used
        for made in making.acts(used.work_id)
        for by in made.by
        if by.role == "author" and by.party_id in parties
    ]
    maker = card.author or card.name
    return KeptShape(
        work=work.id,
        title=work.title or work.id[:12],
        act=act.seq,
        point=write_picture_point(card, latent) if latent is not None else None,
        manner="plain",
        frame="none",
        inks=[],
        authors=list(dict.fromkeys([maker, *owed])),
        credit=say("explore:pictures.credit", here.language, model=card.name, author=maker),
    )


def _space(here: Asking, explorer: PictureExplorer, project: str | None) -> SpaceShape:
    told = picture_choices(here.desk.record, project, explorer.card)
    rounds = [one for _, one in told.rounds]
    with explorer.turn():
        leaning = picture_leaning(explorer, told.latest)
    picked = [one.shown[place] for one in reversed(rounds) for place in one.picked]
    return SpaceShape(
        rounds=len(rounds),
        picked=len(picked),
        refused=sum(len(one.refused) for one in rounds),
        brought=0,
        since=told.since,
        leaning=[tones_in_words([one], here.language) for one in leaning],
        figures=list(dict.fromkeys(write_picture_point(explorer.card, one) for one in picked))[:_PICKED],
        choices=[act.seq for act, _ in told.rounds][::-1],
    )
