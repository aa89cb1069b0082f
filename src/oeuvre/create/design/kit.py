"""What a family is given to lay out: words, colours, type, pictures. Plain values; production fills them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from oeuvre.create.library import Emblem, Pairing

FactKind = Literal["date", "place", "price", "url"]


@dataclass(frozen=True)
class FactLine:
    """One fact: its strong line and, when it has two parts, the weak one below; every sign is the brief's."""

    kind: FactKind
    strong: str
    weak: str = ""


@dataclass(frozen=True)
class ProgrammeRow:
    """A row of a line-up, a menu, a timetable."""

    time: str
    name: str
    place: str


@dataclass(frozen=True)
class Copy:
    """The words that may be set, already typographically right. An empty string or tuple is "nothing to say".

    `people` are names that this copy has no line for: no family sets them, so that they are told as left out.
    `named` says that the line is the thing's own name, which the headline does not give: it is then said louder.
    """

    headline: str
    line: str = ""
    facts: tuple[FactLine, ...] = ()
    action: str = ""
    client: str = ""
    small: str = ""
    credit: str = ""
    answer: str = ""
    programme: tuple[ProgrammeRow, ...] = ()
    people: str = ""
    named: bool = False

    def fact(self, kind: FactKind) -> FactLine | None:
        return next((fact for fact in self.facts if fact.kind == kind), None)

    def elements(self) -> tuple[str, ...]:
        """The names of what this copy holds, in order of importance."""
        names = ["headline", *(fact.kind for fact in self.facts)]
        names += [name for name in ("line", "action", "small", "credit") if getattr(self, name)]
        if self.programme:
            names.append("programme")
        if self.people:
            names.append("people")
        return tuple(names)

    def without(self, element: str) -> Copy:
        """This copy with one element dropped."""
        if element in ("date", "place", "price", "url"):
            return replace(self, facts=tuple(fact for fact in self.facts if fact.kind != element))
        if element == "programme":
            return replace(self, programme=())
        if element in ("line", "action", "small", "credit", "answer"):
            changed: dict[str, Any] = {element: ""}
            return replace(self, **changed)
        return self


@dataclass(frozen=True)
class Palette:
    """Roles, not a list (ART_DIRECTION D). All are #rrggbb.

    `ground` covers most of the page and `ink` is read on it; `signal` is spent once; `second` is the second surface;
    `light` the lightest (on a dark ground) or the deepest (on a light one) of the set. `layers` go from near the
    ground to deep, for scenes. `on(colour)` says what is read on any of them.
    """

    name: str
    ground: str
    ink: str
    signal: str
    second: str
    light: str
    layers: tuple[str, ...] = ()
    mood: str = ""
    dark: bool = False
    origin: Literal["mood", "brand", "picture"] = "mood"
    brand: tuple[str, ...] = ()

    def on(self, colour: str) -> str:
        """Of this palette's colours, the one that is best read on `colour`; never the colour itself."""
        from oeuvre.create.design.contrast import best_on

        return best_on(colour, (self.ink, self.ground, self.light, self.second))


@dataclass(frozen=True)
class Logo:
    """The client's sign: their own file (never recoloured), or a mark in one colour beside their name.

    `svg` or `pixels` is the file; `ratio` its width over height; `colours` its main colours, for contrast with what
    lies under it; `has_name` when the file spells the name already, so that it is not set again.
    """

    svg: str = ""
    pixels: bytes = b""
    pixel_size: tuple[int, int] = (0, 0)
    ratio: float = 1.0
    colours: tuple[str, ...] = ()
    has_name: bool = False
    mark: Emblem | None = None
    mark_svg: str = ""

    @property
    def own(self) -> bool:
        return bool(self.svg or self.pixels)


@dataclass(frozen=True)
class Picture:
    """A photograph that a family may use: the original's size and its subject.

    Boxes are (x, y, width, height) in shares of the original, 0 to 1. `path` names the file for `Kit.develop`.
    """

    name: str
    width: int
    height: int
    subject: tuple[float, float, float, float]
    faces: tuple[tuple[float, float, float, float], ...] = ()
    own: bool = True
    may_recolour: bool = False
    path: str = ""


@dataclass(frozen=True)
class Repeat:
    """A seamless pattern of one emblem, by a wallpaper `group`.

    `places` are affine maps (a, b, c, d, e, f, as SVG has them) from the emblem's canvas to the tile, whose sides are
    `tile`; copies that reach into the tile from beyond are among them.
    """

    emblem: str
    group: str
    tile: tuple[float, float]
    places: tuple[tuple[float, ...], ...]


Treatment = Literal["plain", "duotone", "halftone"]


@dataclass(frozen=True)
class Scrim:
    """A flat tone laid over one edge of a developed picture, so that words can be read there.

    It is whole at the edge and gone, by a smooth curve, at `reach`; `hold` of that way it stays whole (both shares
    of the frame and of the reach). `strength` is how much of it there is at the edge, 0 to 1. Over a halftone it
    takes dots away.
    """

    edge: Literal["top", "bottom", "left", "right"]
    reach: float
    strength: float
    colour: str = ""
    hold: float = 0.0


@dataclass(frozen=True)
class Develop:
    """What a family asks of the darkroom: `width` x `height` pixels of a picture, cropped round its subject.

    `colours` are (dark, light) or (dark, middle, light) for a duotone, (dots,) for a halftone, which comes on a
    transparent ground; they paint the shadows, or with `lights` the lights. `toward` says where in the frame the
    subject should stand, as shares of it.
    """

    width: int
    height: int
    treatment: Treatment = "plain"
    colours: tuple[str, ...] = ()
    toward: tuple[float, float] = (0.5, 0.5)
    cell: float = 12.0
    lights: bool = False
    scrims: tuple[Scrim, ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class Developed:
    """Pixels, ready to place: their size, which part of the original they show, where the subject is in them.

    `crop` is in pixels of the original; `subject`, `faces` and `calm` are shares of the frame; `enlarged` is pixels
    placed for each pixel of the original (over 1.3 is a fault, unless screened). `light` is the mean relative
    luminance of each cell of a coarse grid over the frame, row by row, and `rough` its deviation inside the cell:
    what tells whether words may stand on it.
    """

    pixels: bytes
    size: tuple[int, int]
    crop: tuple[float, float, float, float]
    subject: tuple[float, float, float, float]
    calm: tuple[float, float, float, float]
    enlarged: float
    cuts_face: bool = False
    light: tuple[tuple[float, ...], ...] = ()
    rough: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True)
class Hand:
    """What a person's hand asks of every layout of a design, whatever the family does.

    `nudges` are (element, dx, dy), in shares of the page; `hidden` are elements left out everywhere; `accepted` are
    faults, (code, element), that stay on a person's word.
    """

    nudges: tuple[tuple[str, float, float], ...] = ()
    hidden: tuple[str, ...] = ()
    accepted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Kit:
    """Everything a family needs but the page."""

    copy: Copy
    palette: Palette
    pairing: Pairing
    language: str
    seed: int
    emblem: Emblem | None = None
    emblems: tuple[Emblem, ...] = ()
    repeat: Repeat | None = None
    drawing: str = ""
    picture: Picture | None = None
    logo: Logo | None = None
    partners: tuple[Logo, ...] = ()
    code_svg: str = ""
    pattern: bool = True
    develop: Callable[[Picture, Develop], Developed] | None = None
    options: dict[str, str] = field(default_factory=dict)
    hand: Hand = Hand()

    def elements(self) -> tuple[str, ...]:
        """What this kit holds that a page may have no room for."""
        names = list(self.copy.elements())
        if self.logo is not None:
            names.append("logo")
        if self.partners:
            names.append("partners")
        if self.code_svg:
            names.append("code")
        return tuple(names)

    def without(self, element: str) -> Kit:
        """This kit with one element dropped; what it does not hold stays as it is."""
        if element == "logo":
            return replace(self, logo=None)
        if element == "partners":
            return replace(self, partners=())
        if element == "code":
            return replace(self, code_svg="")
        if element == "pattern":
            return replace(self, pattern=False)
        return replace(self, copy=self.copy.without(element))
