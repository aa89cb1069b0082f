"""What goes over the wire when pictures of a generator of another maker are explored. As in `exploring_shapes`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from oeuvre.api.exploring_shapes import Named, PicturePoint, Seed, Told, Turns
from oeuvre.api.shapes import Shape
from oeuvre.create.explore import SHOWN
from oeuvre.production import MOST_PARENTS


class GeneratorShape(Named):
    """A generator that can be explored: whose it is, under which terms, and what is known of the works it learnt from.
    `wide` and `high` are of its pictures, in pixels; `size` how many numbers lead to one."""

    version: str
    author: str
    weights: str
    outputs: str
    known: Literal["known", "stated", "unknown"]
    works: str
    wide: int
    high: int
    colour: bool
    size: int


class PictureParent(Shape):
    """A picture in a mixture, and how much of it."""

    point: PicturePoint
    weight: float = Field(1.0, ge=0, le=100)


class PictureMix(Shape):
    """Two to four pictures mixed, and eight more about the mixture, which stray by `spread`; one seed strays alike."""

    parents: Annotated[list[PictureParent], Field(min_length=2, max_length=MOST_PARENTS)]
    seed: Seed = 0
    spread: float = Field(0.3, ge=0, le=1)

    @model_validator(mode="after")
    def _weighed(self) -> PictureMix:
        if sum(parent.weight for parent in self.parents) <= 0:
            raise ValueError("weights that are not all zero")
        return self


class PictureSteer(Shape):
    """Pictures as they are steered: these points, or a mixture; directions turned. `small` asks for previews."""

    points: Annotated[list[PicturePoint], Field(max_length=SHOWN)] = Field([])
    mix: PictureMix | None = None
    dials: Annotated[dict[str, Turns], Field(max_length=24)] = Field({})
    small: bool = False

    @model_validator(mode="after")
    def _something(self) -> PictureSteer:
        if bool(self.points) == (self.mix is not None):
            raise ValueError("points or a mixture, one of the two")
        return self


class PictureNineWish(Shape):
    """What the next nine are to be like: some points, or as choices say; `chance` leaves these aside."""

    like: Annotated[list[PicturePoint], Field(max_length=MOST_PARENTS)] = Field([])
    seed: Seed = 0
    chance: bool = False


class PictureRoundTold(Told):
    """Pictures that were shown together: which of them were picked, which refused."""

    points: Annotated[list[PicturePoint], Field(min_length=1, max_length=SHOWN)]

    @model_validator(mode="after")
    def _consistent(self) -> PictureRoundTold:
        self.check_places(len(self.points))
        return self


class PictureKeepWish(Shape):
    """The picture to be kept, and the works that it came from: what was brought, and pictures that were mixed."""

    point: PicturePoint
    title: str = Field("", max_length=200)
    parents: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=8)] = Field([])


class PictureSought(Shape):
    """What the generator makes of a picture: a point, how alike they are in small (0 to 1), and how many pictures
    were drawn in search of it; `work` is the picture on the record, where it was to be kept."""

    point: str
    svg: str
    alike: float
    drawn: int
    work: str | None
