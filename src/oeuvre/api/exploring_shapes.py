"""What goes over the wire of the explorer. A point says where a figure lies among all that the model can draw: it is
given by one answer and sent back with the next question, and means nothing else. As in `shapes`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from oeuvre.api.shapes import Shape
from oeuvre.create.explore import SHOWN
from oeuvre.production import MOST_PARENTS, MOST_TURN, PICTURE_POINT_SHAPE, POINT_SHAPE

Manner = Literal["plain", "toned", "inline", "lined", "shadow", "engraved", "relief"]
Frame = Literal["none", "square", "rounded", "disc", "diamond", "hexagon", "shield", "arch"]
PointText = Annotated[str, Field(max_length=1200, pattern=POINT_SHAPE)]
PicturePoint = Annotated[str, Field(max_length=10_940, pattern=PICTURE_POINT_SHAPE)]
Colour = Annotated[str, Field(pattern="^#[0-9a-fA-F]{6}$")]
Group = Literal[
    "p1",
    "p2",
    "pm",
    "pg",
    "cm",
    "p2mm",
    "p2mg",
    "p2gg",
    "c2mm",
    "p4",
    "p4mm",
    "p4gm",
    "p3",
    "p3m1",
    "p31m",
    "p6",
    "p6mm",
]
Place = Annotated[int, Field(ge=0, lt=SHOWN)]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1)]
Turns = Annotated[float, Field(ge=-MOST_TURN, le=MOST_TURN)]


class LookShape(Shape):
    """How figures are shown: in which manner, frame and colours (ground, figure, second, third)."""

    manner: Manner = "plain"
    frame: Frame = "none"
    inks: Annotated[list[Colour], Field(min_length=4, max_length=4)] = Field(
        ["#fbf3df", "#1b1838", "#f0592a", "#f3b53f"]
    )


_PLAIN = LookShape(inks=["#fbf3df", "#1b1838", "#f0592a", "#f3b53f"])


class Named(Shape):
    """Something that can be picked, and what it is called."""

    id: str
    name: str


class MannerShape(Named):
    """`layers` are level and ink of each layer from the bottom to the top: enough to fill a figure's field quickly."""

    layers: list[tuple[float | Literal["cast"], int]]


class FrameShape(Named):
    """The path of a frame in a box of 256, empty for none; the square in which the figure stands (middle, side)."""

    path: str
    square: tuple[float, float, float]


class DialShape(Named):
    """What can be turned, from `-most` to `most`, and what either end brings."""

    less: str
    more: str
    most: float


class InksShape(Named):
    """Four colours that go together: ground, figure, second, third."""

    inks: list[str]
    own: bool = Field(description="Whether they are the project's own.")


class NearShape(Shape):
    """A work that the model was taught on and that a figure lies near: 0 is a copy, 1 has nothing in common."""

    name: str
    author: str
    licence: str
    distance: float


class FigureShape(Shape):
    """A figure: its point, its drawing, the works that it lies nearest to. `fault` says why it would not be shown by
    itself; of a copy there is no drawing."""

    point: str
    svg: str
    near: list[NearShape]
    fault: str = ""


class HeardShape(Shape):
    """A work to which a word led."""

    word: str
    name: str
    author: str
    way: Literal["name", "library", "association"]


class Told(Shape):
    """Which of some figures that were shown together were picked, which refused."""

    picked: Annotated[list[Place], Field(max_length=SHOWN)] = Field([])
    refused: Annotated[list[Place], Field(max_length=SHOWN)] = Field([])

    def check_places(self, count: int) -> None:
        """Raises `ValueError` where a place is none of `count`, or is in both."""
        told = [*self.picked, *self.refused]
        if any(place >= count for place in told) or set(self.picked) & set(self.refused):
            raise ValueError("picked and refused are places among the points, none of them in both")


class RoundTold(Told):
    """Figures that were shown together: which of them were picked, which refused."""

    points: Annotated[list[PointText], Field(min_length=1, max_length=SHOWN)]

    @model_validator(mode="after")
    def _consistent(self) -> RoundTold:
        self.check_places(len(self.points))
        return self


class NineWish(Shape):
    """What the next nine are to be about: words, points that one wants more like, or neither. `seed` tells one nine
    from the next; `chance` leaves aside what the project chose before."""

    words: str = Field("", max_length=12_000)
    like: Annotated[list[PointText], Field(max_length=MOST_PARENTS)] = Field([])
    seed: Seed = 0
    chance: bool = False
    look: LookShape = _PLAIN


class NineShape(Shape):
    """Nine figures, or fewer where no more are fit; what each word led to, and the words that led nowhere."""

    figures: list[FigureShape]
    heard: list[HeardShape]
    unknown: list[str]


class ParentShape(Shape):
    """A figure in a mixture, and how much of it."""

    point: PointText
    weight: float = Field(1.0, ge=0, le=100)


class MixShape(Shape):
    """Two to four figures mixed, and eight more about the mixture, which stray by `spread`; one seed strays alike."""

    parents: Annotated[list[ParentShape], Field(min_length=2, max_length=MOST_PARENTS)]
    seed: Seed = 0
    spread: float = Field(0.3, ge=0, le=1)

    @model_validator(mode="after")
    def _weighed(self) -> MixShape:
        if sum(parent.weight for parent in self.parents) <= 0:
            raise ValueError("weights that are not all zero")
        return self


class CrossShape(Shape):
    """The figure whose fine detail all take, and how much of it."""

    point: PointText
    share: float = Field(1.0, ge=0, le=1)


class SteerWish(Shape):
    """Figures as they are steered: these points, or a mixture; dials turned, each by standard deviations; crossed."""

    points: Annotated[list[PointText], Field(max_length=SHOWN)] = Field([])
    mix: MixShape | None = None
    dials: Annotated[dict[str, Turns], Field(max_length=24)] = Field({})
    cross: CrossShape | None = None

    @model_validator(mode="after")
    def _something(self) -> SteerWish:
        if bool(self.points) == (self.mix is not None):
            raise ValueError("points or a mixture, one of the two")
        return self


class FiguresWish(SteerWish):
    """The same, to be drawn as emblems."""

    look: LookShape = _PLAIN


class OneWish(Shape):
    """One figure as it is shown."""

    point: PointText
    look: LookShape = _PLAIN


class TurnWish(Shape):
    """The figure that turns, and the one that it turns into."""

    first: PointText
    last: PointText
    look: LookShape = _PLAIN


class TurnShape(Shape):
    """A drawing that moves; there and back takes so many seconds."""

    svg: str
    seconds: float


class PatternShape(Named):
    """A tile that repeats without a seam, `width` by `height`; `id` is the short name of its wallpaper group."""

    svg: str
    width: float
    height: float


class DrawnShape(Shape):
    """What the model makes of a drawing: a figure, how much of the drawing it covers (0 to 1), and which half of it is
    mirrored; `work` is the drawing on the record, where it was to be kept."""

    figure: FigureShape
    overlap: float
    side: Literal["whole", "left", "right"]
    work: str | None


class KeepWish(OneWish):
    """The figure to be kept; the words and works that it came from: drawings, and emblems that were mixed."""

    words: str = Field("", max_length=12_000)
    title: str = Field("", max_length=200)
    parents: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=8)] = Field([])


class KeptShape(Shape):
    """An emblem that was kept: the work, the act that made it, whom it owes something. `point` is null where the model
    that drew it is not this version."""

    work: str
    title: str
    act: int
    point: str | None
    manner: Manner
    frame: Frame
    inks: list[str]
    authors: list[str]
    credit: str


class LockupWish(Shape):
    """A name beside an emblem, or under it; `font` is a pairing, the first where none is named."""

    name: str = Field(min_length=1, max_length=200)
    font: str = Field("", max_length=80)
    place: Literal["beside", "under"] = "beside"


class PatternWish(Shape):
    """The wallpaper group by which an emblem is repeated, by its short name."""

    group: Group


class TurnIntoWish(Shape):
    """The emblem that another turns into, in so many steps, and as what."""

    into: str = Field(max_length=64)
    form: Literal["svg", "gif", "apng"] = "svg"
    steps: int = Field(16, ge=3, le=60)


class MadeShape(Shape):
    """What was made of an emblem: the work, the act, whom it owes something."""

    work: str
    title: str
    act: int
    media_type: str
    authors: list[str]


class SpaceShape(Shape):
    """What the choices of a project say of it. `leaning` is in words; `figures` are those picked last; `choices` are
    the acts that can be taken back, the latest first."""

    rounds: int
    picked: int
    refused: int
    brought: int
    since: int | None
    leaning: list[str]
    figures: list[str]
    choices: list[int]


class ChosenShape(Shape):
    """A choice on the record, and the space as it is with it."""

    act: int
    space: SpaceShape


class SharedSpace(Shape):
    """The space as a work, and where its file lies."""

    work: str
    name: str
    address: str


class ExplorerShape(Shape):
    """The model that draws, and what can be picked. `credit` names every author of the works it was taught on."""

    model: str
    version: str
    works: int
    authors: int
    credit: str
    outputs: str
    margin: float = Field(description="Ground around a field of 64 samples, in samples.")
    manners: list[MannerShape]
    frames: list[FrameShape]
    inks: list[InksShape]
    groups: list[Named] = Field(description="The wallpaper groups, by their short names.")
