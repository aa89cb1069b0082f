"""A sheet under composition: what every family builds its page with.

It keeps what has been placed, so that what was left out is known without asking, and what did not fit, so that a
scene says itself when it is too full. A family asks for a headline in a box, a logo at a corner, the facts at the
foot; the sheet solves the sizes.
"""

from __future__ import annotations

from dataclasses import replace

from oeuvre.create.design import copyfit
from oeuvre.create.design.kit import Develop, Developed, Kit, Scrim, Treatment
from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Align, Drawing, Item, Photo, Plate, Role, Rule, Scene, Text
from oeuvre.create.design.sheet import facts, footing, headlines, signs
from oeuvre.create.design.sheet.measured import Block
from oeuvre.create.library import Emblem, Face

# A supporting line of at most so many signs is set as strong as a fact.
_SHORT_LINE = 24
# A name under another headline, in signs, and how much larger than a strong fact it is said.
_LONGEST_NAME, NAME = 44, 1.45


class Sheet:
    """One page being composed from one kit. Family functions are its only callers."""

    def __init__(self, kit: Kit, page: Page, *, ground: str | None = None, reversed_words: bool = False) -> None:
        self.kit = kit
        self.given = page
        # Light words on a dark ground fill in when they are printed: 8 pt at least.
        dark = kit.palette.dark or reversed_words
        self.page = replace(page, least_text=max(page.least_text, 8.0)) if page.printed and dark else page
        self.palette = kit.palette
        self.ground = ground or kit.palette.ground
        self.items: list[Item] = []
        self.placed: set[str] = set()
        self.overflow: list[str] = []
        # A tower is too narrow for whole phrases: short words stand one under the other, little ones too.
        self.asks: set[str] = {"many-lines", "bad-break"} if page.shape == "tower" else set()

    # --- sizes -------------------------------------------------------------------------------------------------

    @property
    def strong(self) -> float:
        """The size of a fact's strong line, in points."""
        page = self.page
        # In a tower the longest word decides how large the headline can be, and facts follow it.
        tower = 0.088 if max((len(word) for word in self.kit.copy.headline.split()), default=0) <= 9 else 0.077
        base = {"strip": 0.105 * page.height, "tower": tower * page.width, "tiny": 0.052 * page.height}
        # A fact is never so large that a long headline is less than two and a half times its size.
        usual = 40 if len(self.kit.copy.headline) <= 28 else 38 if len(self.kit.copy.headline) <= 36 else 36
        return max(base.get(page.shape, usual * page.u), page.least_text * 1.12)

    @property
    def weak(self) -> float:
        """The size of a fact's weak line and of other small text."""
        return max(self.strong * 0.79, self.page.least_text)

    def text_face(self, weight: int) -> Face:
        """The pairing's text face nearest to this weight."""
        faces = self.kit.pairing.text
        return faces[min(faces, key=lambda have: (abs(have - weight), -have))]

    # --- things ------------------------------------------------------------------------------------------------

    def add(self, *items: Item) -> None:
        self.items.extend(items)

    def plate(self, box: Box, fill: str, *, radius: float = 0.0, role: str = "plate") -> Plate:
        made = Plate(box, fill, radius=radius, role=role)  # type: ignore[arg-type]
        self.items.append(made)
        return made

    def rule(self, x: float, y: float, length: float, colour: str, thickness: float, *, upright: bool = False) -> None:
        self.items.append(Rule(x, y, length, thickness, colour, upright))

    def drawing(self, svg: str, box: Box, role: str = "scene", *, ink: Box | None = None) -> Drawing:
        """An SVG whose view box has the ratio of `box`."""
        made = Drawing(svg, box, role, ink)  # type: ignore[arg-type]
        self.items.append(made)
        return made

    def emblem(self, emblem: Emblem, cx: float, cy: float, size: float, colour: str, *, turn: float = 0.0) -> Drawing:
        """An emblem in one flat colour, centred, `size` high and wide, turned clockwise in degrees."""
        width, height = emblem.view
        inner = emblem.body.replace("currentColor", colour)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
            f'width="{width:g}" height="{height:g}"><g fill="{colour}" '
            f'transform="rotate({turn:g} {width / 2:g} {height / 2:g})">{inner}</g></svg>'
        )
        w, h = (size, size * height / width) if width >= height else (size * width / height, size)
        box = Box(cx - w / 2, cy - h / 2, w, h)
        return self.drawing(svg, box, "emblem", ink=box.inset(min(w, h) * 0.05))

    def photo(
        self,
        box: Box,
        *,
        treatment: Treatment = "plain",
        colours: tuple[str, ...] = (),
        clip: str = "rect",
        radius: float = 0.0,
        toward: tuple[float, float] = (0.5, 0.5),
        cell: float = 12.0,
        lights: bool = False,
        scrims: tuple[Scrim, ...] = (),
    ) -> Photo | None:
        """The kit's picture in `box`, cropped round its subject; None when the kit has none."""
        got = self.develop(
            box, treatment=treatment, colours=colours, toward=toward, cell=cell, lights=lights, scrims=scrims
        )
        return self.place_photo(got, box, treatment=treatment, clip=clip, radius=radius) if got else None

    def develop(
        self,
        box: Box,
        *,
        treatment: Treatment = "plain",
        colours: tuple[str, ...] = (),
        toward: tuple[float, float] = (0.5, 0.5),
        cell: float = 12.0,
        lights: bool = False,
        scrims: tuple[Scrim, ...] = (),
    ) -> Developed | None:
        """The kit's picture developed for `box` but not yet placed; None when the kit has none."""
        picture, develop = self.kit.picture, self.kit.develop
        if picture is None or develop is None:
            return None
        density = self.page.density
        width, height = max(round(box.width * density), 8), max(round(box.height * density), 8)
        return develop(picture, Develop(width, height, treatment, colours, toward, cell * density, lights, scrims))

    def place_photo(
        self, got: Developed, box: Box, *, treatment: Treatment = "plain", clip: str = "rect", radius: float = 0.0
    ) -> Photo:
        """A developed picture in the box that it was developed for."""
        x, y, w, h = got.subject
        subject = Box(box.x + x * box.width, box.y + y * box.height, w * box.width, h * box.height)
        made = Photo(
            got.pixels,
            box,
            got.size,
            clip,  # type: ignore[arg-type]
            radius,
            subject=subject,
            crop=got.crop,
            treatment=treatment,
            enlarged=got.enlarged,
            cuts_face=got.cuts_face,
        )
        self.items.append(made)
        return made

    # --- words -------------------------------------------------------------------------------------------------

    def measure(
        self,
        text: str,
        size: float,
        width: float,
        *,
        weight: int = 500,
        face: Face | None = None,
        leading: float = 1.28,
        tracking: float = 0.0,
        most_lines: int = 3,
        least: float | None = None,
        element: str = "line",
    ) -> Block:
        """`text` wrapped and balanced in `width`; shrunk towards the page's least size when it needs more lines.

        What still does not fit is noted in `overflow` under `element`.
        """
        face = face or self.text_face(weight)
        least = max(least or 0.0, self.page.least_text)
        tried = max(size, least)
        while True:
            lines = copyfit.wrap(face, text, tried, width, tracking=tracking, language=self.kit.language)
            if lines is not None and len(lines) <= most_lines:
                break
            if tried <= least * 1.001:
                if lines is None and not _is_address(text):
                    lines = copyfit.wrap(face, text, tried, width, tracking=tracking, hyphenate=self.kit.language)
                if lines is None or len(lines) > most_lines:
                    self.overflow.append(element)
                    lines = lines or (text,)
                break
            tried = max(tried * 0.94, least)
        cap = metrics(face).cap_height * tried
        pitch = tried * leading
        shaped = [shape(face, line, tracking) for line in lines]
        wide = max((one.advance for one in shaped), default=0.0) * tried
        return Block(
            lines, face, tried, pitch, wide, cap + pitch * (len(lines) - 1), (shaped[-1].below if shaped else 0) * tried
        )

    def put(
        self, role: Role, block: Block, x: float, y: float, colour: str, *, align: Align = "left", tracking: float = 0.0
    ) -> Text:
        """Place a measured block with its first capitals at `y`."""
        made = Text(role, block.lines, block.face, block.size, colour, x, y, block.pitch, align, tracking)
        self.items.append(made)
        return made

    def line(
        self,
        x: float,
        y: float,
        width: float,
        colour: str,
        *,
        align: Align = "left",
        anchor: str = "top",
        size: float | None = None,
        weight: int = 500,
        most_lines: int = 3,
    ) -> Box | None:
        """The supporting line; `anchor` "bottom" stands it on `y`. None when there is none to set."""
        text = self.kit.copy.line
        if not text:
            return None
        wanted = size or self.weak * 1.08
        if len(text) <= _SHORT_LINE and self.page.shape in ("tall", "square", "wide"):
            # A few words are a name, not a sentence: they are said louder.
            wanted, weight = max(wanted, self.strong), max(weight, 700)
        if self.kit.copy.named and len(text) <= _LONGEST_NAME and self.page.shape in ("tall", "square"):
            wanted, weight = max(wanted, self.strong * NAME), max(weight, 700)
        block = self.measure(text, wanted, width, weight=weight, most_lines=most_lines, element="line", leading=1.3)
        top = y - block.height - block.below if anchor == "bottom" else y
        made = self.put("line", block, x, top, colour, align=align)
        self.placed.add("line")
        return made.box

    # --- what stands in modules of its own: headline, sign, facts, foot -----------------------------------------

    headline = headlines.headline
    set_headline = headlines.set_headline
    logo = signs.logo
    fact_pairs = facts.fact_pairs
    facts_columns = facts.facts_columns
    facts_stack = facts.facts_stack
    facts_line = facts.facts_line
    foot = footing.foot
    small_print = footing.small_print
    partner_row = footing.partner_row
    place_code = footing.place_code

    # --- the end -----------------------------------------------------------------------------------------------

    def scene(self, family: str, *, tokens: dict[str, str] | None = None) -> Scene:
        """What was composed. What the kit held and nobody placed is told as left out."""
        palette = self.palette
        named = {
            "ground": palette.ground,
            "ink": palette.ink,
            "signal": palette.signal,
            "second": palette.second,
            "light": palette.light,
            **{f"layer-{index + 1}": tone for index, tone in enumerate(palette.layers)},
            **(tokens or {}),
        }
        return Scene(
            page=self.given,
            ground=self.ground,
            items=tuple(self.items),
            family=family,
            language=self.kit.language,
            left_out=tuple(name for name in self.kit.elements() if name not in self.placed),
            overflow=tuple(dict.fromkeys(self.overflow)),
            asks=frozenset(self.asks),
            tokens=named,
        )


def _is_address(text: str) -> bool:
    """Whether a text is a web or mail address: a hyphen would become part of it."""
    return " " not in text and ("." in text.strip(".") or "@" in text or "/" in text)
