"""A sheet under composition: what every family builds its page with.

It keeps what has been placed, so that what was left out is known without asking, and what did not fit, so that a
scene says itself when it is too full. A family asks for a headline in a box, a logo at a corner, the facts at the
foot; the sheet solves the sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from oeuvre.create.design import copyfit
from oeuvre.create.design.contrast import best_on, contrast
from oeuvre.create.design.kit import Develop, Developed, Kit, Logo, Scrim, Treatment
from oeuvre.create.design.measure import metrics, shape
from oeuvre.create.design.page import Box, Page
from oeuvre.create.design.scene import Align, Drawing, Item, Photo, Plate, Role, Rule, Scene, Text
from oeuvre.create.library import Emblem, Face

# A supporting line of at most so many signs is set as strong as a fact.
_SHORT_LINE = 24


@dataclass(frozen=True)
class Block:
    """Text measured but not yet placed: `height` from the first capitals to the last baseline."""

    lines: tuple[str, ...]
    face: Face
    size: float
    pitch: float
    width: float
    height: float
    below: float


@dataclass(frozen=True)
class Headline:
    """A headline placed: the box from its first capitals (accents on them counted) to its last baseline, and the ink
    below it."""

    box: Box
    size: float
    below: float
    lines: tuple[str, ...]

    @property
    def bottom(self) -> float:
        """Where the next thing may begin, descenders counted."""
        return self.box.bottom + self.below


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

    def headline(
        self,
        box: Box,
        *,
        colour: str,
        colours: Sequence[str] = (),
        align: Align = "left",
        valign: str = "top",
        most_lines: int = 4,
        lines: int | None = None,
        most_size: float | None = None,
        upper: bool = False,
        on_art: bool = False,
    ) -> Headline:
        """The headline as large as `box` allows, choosing among its breaks the one with the largest type.

        `valign` "bottom" hangs the last baseline (descenders counted) on the box's bottom. `colours` alternate by
        line.
        """
        pairing = self.kit.pairing
        words = self.kit.copy.headline.upper() if upper else self.kit.copy.headline
        fitted = copyfit.fit_headline(
            pairing.headline,
            words,
            self.kit.language,
            box.width,
            box.height,
            pairing.leading,
            pairing.tracking,
            most_lines=most_lines,
            lines=lines,
        )
        least = self.page.least_headline / metrics(pairing.headline).cap_height
        if lines is None and fitted.size < least:
            # Rather a bad line end than a headline too small to be read.
            for count, language in product(range(1, most_lines + 1), (self.kit.language, "")):
                tried = copyfit.fit_headline(
                    pairing.headline,
                    words,
                    language,
                    box.width,
                    box.height,
                    pairing.leading,
                    pairing.tracking,
                    lines=count,
                )
                fitted = tried if tried.size > fitted.size else fitted
        if most_size is not None and fitted.size > most_size:
            again = copyfit.fit_lines(
                pairing.headline, fitted.lines, box.width, box.height, pairing.leading, pairing.tracking
            )
            k = most_size / again.size
            fitted = copyfit.Fitted(
                again.lines, most_size, again.pitch * k, again.height * k, again.width * k, again.below * k, 0
            )
        # An accent on the first line, and the tails of the last unless it may hang below, stay inside the box.
        rise = self._rise(fitted)
        below = max(fitted.below, 0.0) if valign in ("bottom", "middle") else 0.0
        if rise + fitted.height + below > box.height * 1.001:
            k = box.height / (rise + fitted.height + below)
            fitted = copyfit.Fitted(
                fitted.lines,
                fitted.size * k,
                fitted.pitch * k,
                fitted.height * k,
                fitted.width * k,
                fitted.below * k,
                fitted.bad_ends,
            )
        return self.set_headline(fitted, box, colour, colours, align=align, valign=valign, on_art=on_art)

    def set_headline(
        self,
        fitted: copyfit.Fitted,
        box: Box,
        colour: str,
        colours: Sequence[str] = (),
        *,
        align: Align = "left",
        valign: str = "top",
        on_art: bool = False,
    ) -> Headline:
        """Place a fitted headline in `box`."""
        pairing = self.kit.pairing
        if fitted.size * metrics(pairing.headline).cap_height < self.page.least_headline:
            self.overflow.append("headline")
        if len(set(colours)) > 1:
            fitted = self._parted(fitted, box.height)
        rise = self._rise(fitted)
        slack = box.height - fitted.height - rise
        hung = max(slack - max(fitted.below, 0.0), 0.0)
        y = box.y + rise + (0 if valign == "top" else min(slack / 2, hung) if valign == "middle" else hung)
        x = box.x + {"left": 0.0, "center": 0.5, "right": 1.0}[align] * box.width
        if align == "left":
            # A tail may hang into the margin (of a J, of an italic f), a third of it at most.
            hung = -min(shape(pairing.headline, line, pairing.tracking).left for line in fitted.lines) * fitted.size
            x += max(hung - self.page.margin * 0.35, 0.0)
        tones = tuple(colours) or (colour,)
        runs: list[tuple[str, list[str], int]] = []
        for index, line in enumerate(fitted.lines):
            tone = tones[index % len(tones)]
            if runs and runs[-1][0] == tone:
                runs[-1][1].append(line)
            else:
                runs.append((tone, [line], index))
        for tone, lines, start in runs:
            self.items.append(
                Text(
                    "headline",
                    tuple(lines),
                    pairing.headline,
                    fitted.size,
                    tone,
                    x,
                    y + start * fitted.pitch,
                    fitted.pitch,
                    align,
                    pairing.tracking,
                    on_art=on_art,
                    large=True,
                )
            )
        self.placed.add("headline")
        left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * fitted.width
        return Headline(
            Box(left, y - rise, fitted.width, fitted.height + rise), fitted.size, fitted.below, fitted.lines
        )

    def _parted(self, fitted: copyfit.Fitted, height: float) -> copyfit.Fitted:
        """The same lines, each its own block: the ink of lines in two colours never meets."""
        pairing = self.kit.pairing
        shaped = [shape(pairing.headline, line, pairing.tracking) for line in fitted.lines]
        need = max((a.below + b.above for a, b in pairwise(shaped)), default=0.0) + 0.01
        if len(shaped) < 2 or fitted.pitch >= need * fitted.size:
            return fitted
        tall = metrics(pairing.headline).cap_height + need * (len(shaped) - 1)
        size = min(fitted.size, height / tall)
        k = size / fitted.size if fitted.size else 1.0
        return copyfit.Fitted(
            fitted.lines, size, need * size, tall * size, fitted.width * k, fitted.below * k, fitted.bad_ends
        )

    def _rise(self, fitted: copyfit.Fitted) -> float:
        """How far the first line's accents stand over its capitals; round letters and ascenders do not count."""
        face = self.kit.pairing.headline
        cap, above = metrics(face).cap_height, shape(face, fitted.lines[0]).above
        return (above - cap) * fitted.size if above > cap * 1.12 else 0.0

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
        block = self.measure(text, wanted, width, weight=weight, most_lines=most_lines, element="line", leading=1.3)
        top = y - block.height - block.below if anchor == "bottom" else y
        made = self.put("line", block, x, top, colour, align=align)
        self.placed.add("line")
        return made.box

    # --- the client's sign -----------------------------------------------------------------------------------

    def logo(
        self,
        x: float,
        y: float,
        height: float,
        colour: str,
        *,
        ground: str | None = None,
        align: Align = "left",
        anchor: str = "top",
        most_width: float | None = None,
        mark_only: bool = False,
    ) -> Box | None:
        """The client's logo, or a mark and their name, `height` high. Returns its box, None when there is nothing.

        An own logo keeps its colours; where they lack contrast (3) with the ground, it stands on a plate.
        """
        kit = self.kit
        if kit.logo is None:
            return None
        ground = ground or self.ground
        logo = kit.logo
        name = "" if (logo.has_name or mark_only) else kit.copy.client
        sign_ratio = logo.ratio if logo.own else 1.0
        sign_height = height * (1.3 if logo.own or logo.mark or logo.mark_svg else 0.0)
        sign_width = min(sign_height * sign_ratio, most_width or 9e9)
        sign_height = sign_width / sign_ratio if sign_width else 0.0
        face = self.text_face(700)
        size = max(height * 0.8, self.page.least_text)
        gap = size * 0.42 if sign_width and name else 0.0
        room = (most_width or self.page.width) - sign_width - gap
        lines: tuple[str, ...] = (name,)
        name_width = shape(face, name, -0.01).advance * size if name else 0.0
        if name and name_width > room:
            smaller = size * room / name_width if room > 0 else 0.0
            parted, parted_width = self._parted_name(face, name, room) if sign_width else ((), 0.0)
            if smaller >= self.page.least_text:
                size, name_width = smaller, room
            elif parted:
                lines, size = parted, self.page.least_text
                name_width = parted_width
            elif sign_width:
                name, name_width, gap = "", 0.0, 0.0
            else:
                self.overflow.append("logo")
        width = sign_width + gap + name_width
        pitch = size * 1.14
        cap = metrics(face).cap_height * size + pitch * (len(lines) - 1)
        tall = max(sign_height, cap)
        left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width
        top = y if anchor == "top" else (y - tall if anchor == "bottom" else y - tall / 2)
        box = Box(left, top, width, tall)
        if logo.own and logo.colours and min(contrast(tone, ground) for tone in logo.colours[:2]) < 3:
            fill = best_plate(logo, self.palette.ground, self.palette.light, self.palette.ink)
            # The plate's edge stands where the sign's would have stood.
            left += {"left": 0.3, "center": 0.0, "right": -0.3}[align] * tall
            plate = Box(left - tall * 0.3, top - tall * 0.26, width + tall * 0.6, tall * 1.52)
            self.plate(plate, fill)
            box = Box(plate.x, top, plate.width, tall)
            colour = best_on(fill, (self.palette.ink, self.palette.ground, self.palette.light))
        sign = Box(left, top + (tall - sign_height) / 2, sign_width, sign_height)
        if sign_width:
            self._sign(logo, sign, colour)
        if name:
            self.items.append(
                Text(
                    "logo",
                    lines,
                    face,
                    size,
                    colour,
                    left + sign_width + gap,
                    top + (tall - cap) / 2,
                    pitch,
                    "left",
                    -0.01,
                )
            )
        self.placed.add("logo")
        return box

    def _parted_name(self, face: Face, name: str, room: float) -> tuple[tuple[str, ...], float]:
        """A long name on two lines at the least size beside its mark, and their width; nothing when it is too wide."""
        size = self.page.least_text
        # A strip has no height to give away, and a name of one word has no break.
        if self.page.shape == "strip" or " " not in name:
            return (), 0.0
        lines = copyfit.wrap(face, name, size, max(room, 1.0) * 0.995, tracking=-0.01, language=self.kit.language)
        if lines is None or len(lines) != 2:
            return (), 0.0
        return lines, max(shape(face, line, -0.01).advance for line in lines) * size

    def _sign(self, logo: Logo, box: Box, colour: str) -> None:
        if logo.svg:
            self.items.append(Drawing(logo.svg, box, "logo", ink=box))
        elif logo.pixels:
            self.items.append(Photo(logo.pixels, box, logo.pixel_size, role="logo"))
        elif logo.mark is not None:
            self.items.append(Drawing(logo.mark.svg(colour), box, "mark", ink=box))
        elif logo.mark_svg:
            self.items.append(Drawing(logo.mark_svg.replace("currentColor", colour), box, "mark", ink=box))

    # --- facts -------------------------------------------------------------------------------------------------

    def fact_pairs(self, most: int = 4) -> list[tuple[tuple[str, ...], Role, str, str]]:
        """(elements, role, strong, weak) for what the foot says: date, place, price, then action with the address."""
        copy = self.kit.copy
        pairs: list[tuple[tuple[str, ...], Role, str, str]] = [
            ((fact.kind,), fact.kind, fact.strong, fact.weak) for fact in copy.facts if fact.kind != "url"
        ]
        url = copy.fact("url")
        address = f"{url.strong} {url.weak}".strip() if url else ""
        if copy.action:
            pairs.append((("action", "url") if url else ("action",), "action", copy.action, address))
        elif url:
            pairs.append((("url",), "url", address, ""))
        return pairs[:most]

    def facts_columns(
        self,
        x: float,
        bottom: float,
        width: float,
        colour: str,
        *,
        rule: str | None = None,
        size: float | None = None,
        most: int = 4,
    ) -> float:
        """Facts in columns as wide as their words, hung from hairlines, standing on `bottom`. Returns their top."""
        pairs = self.fact_pairs(most)
        if not pairs:
            return bottom
        full = size or self.strong
        # (rows, shrink, most lines): a second row of whole lines before a first row of broken ones.
        tries = (
            (1, 1.0, 1),
            (1, 0.9, 1),
            (2, 1.0, 1),
            (2, 0.9, 1),
            (1, 0.92, 2),
            (2, 1.0, 2),
            (1, 0.8, 2),
            (2, 0.82, 3),
        )
        for rows, shrink, lines in tries:
            plan = self._plan_columns(pairs, width, max(full * shrink, self.page.least_text), rows, lines)
            if plan is not None:
                break
        else:
            self.overflow.append("facts")
            plan = self._plan_columns(pairs, width, self.page.least_text, min(len(pairs), 4), 4, force=True)
        assert plan is not None
        heights = [max(cell[2] for cell in row) for row in plan]
        gap = full * 0.75
        y = bottom - sum(heights) - gap * (len(heights) - 1)
        top = y
        for row, height in zip(plan, heights, strict=True):
            at = x
            for (elements, role, _, _), blocks, _, cell_width in row:
                self._fact(elements, role, blocks, at, y, cell_width, colour, rule or colour, full)
                at += cell_width + full * 0.8
            y += height + gap
        return top

    def _plan_columns(
        self,
        pairs: list[tuple[tuple[str, ...], Role, str, str]],
        width: float,
        size: float,
        rows: int,
        most_lines: int,
        *,
        force: bool = False,
    ) -> list[list[tuple[tuple[tuple[str, ...], Role, str, str], list[Block], float, float]]] | None:
        per_row = -(-len(pairs) // rows)
        gap = (self.strong if size < self.strong else size) * 0.8
        plan = []
        bold, plain = self.text_face(700), self.text_face(500)
        weak_size = max(size * 0.79, self.page.least_text)
        parted = [pairs[start : start + per_row] for start in range(0, len(pairs), per_row)]
        needs = [
            [
                max(
                    shape(bold, strong).advance * size,
                    shape(plain, weak).advance * weak_size if weak else 0.0,
                )
                * 1.01
                for _, _, strong, weak in row
            ]
            for row in parted
        ]
        whole = width - gap * (per_row - 1)
        common = _common(needs, whole - 9 * self.page.u * per_row)
        if not common and len(needs) > 1:
            # Rows whose columns stand almost under each other look like a slip: they share them, or lines are broken.
            if most_lines == 1:
                return None
            common = _share(_widest(needs), whole)
        for row, need in zip(parted, needs, strict=True):
            natural = common[: len(row)] if common else need
            room = width - gap * (len(row) - 1)
            if common and len(row) < len(common):
                # A short last row keeps to the columns of the first.
                room = sum(natural) + (width - gap * (per_row - 1) - sum(common)) * len(row) / len(common)
            # A rule that ends just past its words looks like a slip: each gets 9 u more than they need, or none.
            if common and sum(common) > whole - 9 * self.page.u * per_row:
                widths = natural
            elif sum(natural) + 9 * self.page.u * len(row) <= room:
                widths = [have + (room - sum(natural)) / len(row) for have in natural]
            elif most_lines == 1:
                return None
            else:
                widths = _share(natural, room)
            cells = []
            for pair, cell_width in zip(row, widths, strict=True):
                blocks = []
                for text, type_size, weight in ((pair[2], size, 700), (pair[3], weak_size, 500)):
                    if not text:
                        continue
                    lines = copyfit.wrap(
                        self.text_face(weight), text, type_size, cell_width, language=self.kit.language
                    )
                    if lines is None and force:
                        lines = (text,)
                    if lines is None or (len(lines) > most_lines and not force):
                        return None
                    blocks.append(self._block(lines, self.text_face(weight), type_size))
                cells.append((pair, blocks, self._fact_height(blocks), cell_width))
            plan.append(cells)
        return plan

    def _block(self, lines: tuple[str, ...], face: Face, size: float, leading: float = 1.22) -> Block:
        cap = metrics(face).cap_height * size
        wide = max(shape(face, line).advance for line in lines) * size
        below = shape(face, lines[-1]).below * size
        return Block(lines, face, size, size * leading, wide, cap + size * leading * (len(lines) - 1), below)

    def _fact_height(self, blocks: list[Block], rule: bool = True) -> float:
        first = blocks[0].size
        return (first * 0.62 if rule else 0) + sum(one.height for one in blocks) + first * 0.5 * (len(blocks) - 1)

    def _fact(
        self,
        elements: tuple[str, ...],
        role: Role,
        blocks: list[Block],
        x: float,
        y: float,
        width: float,
        colour: str,
        rule: str,
        size: float,
    ) -> None:
        # A rule a hair longer than its words looks like a mistake: then it ends with them.
        widest = 0.0
        for block in blocks:
            shaped = [shape(block.face, line) for line in block.lines]
            hung = min(max(shaped[0].left, 0.0), 0.09)
            widest = max(widest, max(one.right - hung for one in shaped) * block.size)
        length = widest if 0 < width - widest < 10 * self.page.u else width
        self.rule(x, y, length, rule, max(size * 0.075, 0.4))
        at = y + blocks[0].size * 0.62
        for index, block in enumerate(blocks):
            # An action's second line is the address; any other fact's is its own second part.
            told: Role = "url" if role == "action" and index else role
            # The first letter's ink stands under the rule's end, not its side bearing.
            bearing = shape(block.face, block.lines[0]).left * block.size
            self.put(told, block, x - min(max(bearing, 0.0), block.size * 0.09), at, colour)
            at += block.height + blocks[0].size * 0.5
        self.placed.update(elements)

    def facts_stack(
        self,
        x: float,
        y: float,
        width: float,
        colour: str,
        *,
        anchor: str = "top",
        align: Align = "left",
        size: float | None = None,
        most: int = 4,
        most_lines: int = 3,
        room: float | None = None,
    ) -> Box:
        """Facts one under the other. `anchor` "bottom" stands them on `y`; `room` is the height they may take."""
        strong = size or self.strong
        pairs = self.fact_pairs(most)
        for shrink in (1.0, 0.92, 0.85, 0.78):
            before = list(self.overflow)
            cells = [
                [
                    self.measure(
                        text, strong * shrink * k, width, weight=weight, most_lines=most_lines, element="facts"
                    )
                    for text, k, weight in ((one[2], 1.0, 700), (one[3], 0.79, 500))
                    if text
                ]
                for one in pairs
            ]
            gap = strong * shrink * 0.82
            inner = strong * shrink * 0.42
            total = sum(sum(b.height for b in cell) + inner * (len(cell) - 1) for cell in cells)
            total += gap * max(len(cells) - 1, 0)
            fits = (room is None or total <= room) and self.overflow == before
            if fits:
                break
            if shrink != 0.78:
                self.overflow = before
        if room is not None and cells and total > room * 1.002:
            self.overflow.append("facts")
        at = y - total - (cells[-1][-1].below if cells else 0) if anchor == "bottom" else y
        top = at
        for pair, cell in zip(pairs, cells, strict=True):
            for index, block in enumerate(cell):
                told: Role = "url" if pair[1] == "action" and index else pair[1]
                self.put(told, block, x, at, colour, align=align)
                at += block.height + (inner if index < len(cell) - 1 else gap)
            self.placed.update(pair[0])
        left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width
        return Box(left, top, width, total)

    def facts_line(
        self,
        x: float,
        baseline: float,
        width: float,
        colour: str,
        *,
        size: float | None = None,
        most: int = 3,
        sign: bool | None = None,
        ground: str | None = None,
    ) -> float:
        """Facts on one line with points between, as many as fit, for strips. Returns the top of the capitals.

        With `sign`, which the lowest strips have unless told otherwise, the client's mark opens the line: what is
        dropped before the logo may then stay.
        """
        strong = size or self.strong
        above = baseline
        if (self.page.ratio >= 5 if sign is None else sign) and "logo" not in self.placed:
            made = self._line_sign(x, baseline, width, strong, colour, ground)
            if made:
                away = made.height * 0.5 + strong * 0.35
                x, width, above = made.right + away, width - made.width - away, made.y - made.height * 0.5
                above += strong * 0.6
        face = self.text_face(700)
        cap = metrics(face).cap_height
        gap = strong * 0.95
        at = x
        for index, (elements, role, first, second) in enumerate(self.fact_pairs(most)):
            words = f"{first} {second}".strip() if role != "action" else first
            wide = shape(face, words).advance * strong
            if index == 0 and wide > width:
                strong = max(strong * width / wide * 0.999, self.page.least_text)
                wide = shape(face, words).advance * strong
            start = at + (gap if index else 0.0)
            if start + wide > x + width:
                if index == 0:
                    self.overflow.append("facts")
                    break
                continue
            if index:
                r = strong * 0.09
                self.plate(Box(at + gap / 2 - r, baseline - cap * strong / 2 - r, 2 * r, 2 * r), colour, radius=r)
            block = Block((words,), face, strong, strong, wide, cap * strong, 0.0)
            self.put(role, block, start, baseline - cap * strong, colour)
            at = start + wide
            self.placed.update(elements if role != "action" else ("action",))
        return min(baseline - cap * strong, above)

    def _line_sign(
        self, x: float, baseline: float, width: float, strong: float, colour: str, ground: str | None
    ) -> Box | None:
        """The mark, or a client's own logo, at the head of a line of facts, its middle on that of the capitals."""
        logo = self.kit.logo
        if logo is None or not (logo.own or logo.mark or logo.mark_svg):
            return None
        if logo.own and logo.colours and min(contrast(tone, ground or self.ground) for tone in logo.colours[:2]) < 3:
            # It would need a plate, for which a line has no height.
            return None
        middle = baseline - metrics(self.text_face(700)).cap_height * strong / 2
        return self.logo(
            x, min(middle, baseline - strong * 0.35), strong * 0.95, colour, ground=ground, anchor="middle",
            most_width=width * 0.2, mark_only=True,
        )  # fmt: skip

    # --- the foot ----------------------------------------------------------------------------------------------

    def foot(
        self,
        x: float,
        bottom: float,
        width: float,
        colour: str,
        *,
        rule: str | None = None,
        ground: str | None = None,
        style: str = "columns",
        align: Align = "left",
        most: int = 4,
        size: float | None = None,
        room: float | None = None,
    ) -> float:
        """Facts, and under them the legal line, the credits, partners and the code, standing on `bottom`.

        `style` is "columns", "stack", or "none" when the family sets the facts itself. Returns the top of it all: the
        family lays the rest out above.
        """
        y = self.small_print(x, bottom, width, colour, align=align)
        y = self.partner_row(x, y, width, ground or self.ground, align=align)
        code = self._code(x, y, width, align)
        inner = width - (code.width + self.strong if code else 0.0)
        if style == "stack":
            box = self.facts_stack(
                self._anchor(x, inner, align),
                y,
                inner,
                colour,
                anchor="bottom",
                align=align,
                most=most,
                size=size,
                room=room,
            )
            top = box.y if self.fact_pairs(most) else y
        elif style == "none":
            top = y
        else:
            top = self.facts_columns(x, y, inner, colour, rule=rule, most=most, size=size)
        return min(top, code.y) if code else top

    @staticmethod
    def _anchor(x: float, width: float, align: Align) -> float:
        return x + {"left": 0.0, "center": 0.5, "right": 1.0}[align] * width

    def small_print(self, x: float, bottom: float, width: float, colour: str, *, align: Align = "left") -> float:
        """The legal line and the credits, at the least size, standing on `bottom`; returns what is above them."""
        y = bottom
        lines = {"tower": 5, "tiny": 3}.get(self.page.shape, 2)
        for role, text in (("credit", self.kit.copy.credit), ("small", self.kit.copy.small)):
            if not text:
                continue
            block = self.measure(text, self.page.least_text, width, weight=400, most_lines=lines, element=role)
            y -= block.height + block.below
            self.put(role, block, self._anchor(x, width, align), y, colour, align=align)  # type: ignore[arg-type]
            self.placed.add(role)
            y -= self.page.least_text * 1.3
        return y

    def partner_row(self, x: float, bottom: float, width: float, ground: str, *, align: Align = "left") -> float:
        """Partners' logos in a row of equal optical size, on a plate where they need one; returns what is above."""
        partners = self.kit.partners
        if not partners:
            return bottom
        height = max(44 * self.page.u, self.page.least_text * 1.5)
        # Equal area, not equal height: a long logo is lower than a square one.
        sizes = [(height * min(max(one.ratio, 0.3), 6.0) ** 0.5, one) for one in partners]
        gap = height * 0.7
        total = sum(wide for wide, _ in sizes) + gap * (len(sizes) - 1)
        scale = min(1.0, width / total)
        if scale < 0.6:
            self.overflow.append("partners")
        tall = max(wide * scale / max(one.ratio, 0.3) for wide, one in sizes)
        at = x + {"left": 0.0, "center": 0.5, "right": 1.0}[align] * (width - total * scale)
        top = bottom - tall
        weak = any(one.colours and min(contrast(tone, ground) for tone in one.colours[:1]) < 3 for one in partners)
        if weak:
            pad = height * 0.3
            fill = best_plate(partners[0], self.palette.light, self.palette.ground, "#ffffff")
            self.plate(Box(at - pad, top - pad, total * scale + 2 * pad, tall + 2 * pad), fill)
        for wide, one in sizes:
            w = wide * scale
            h = w / max(one.ratio, 0.01)
            box = Box(at, top + (tall - h) / 2, w, h)
            if one.svg:
                self.items.append(Drawing(one.svg, box, "partner", ink=box))
            elif one.pixels:
                self.items.append(Photo(one.pixels, box, one.pixel_size, role="partner"))
            at += w + gap * scale
        self.placed.add("partners")
        above: float = top - height * 0.75
        return above

    def _code(self, x: float, bottom: float, width: float, align: Align) -> Box | None:
        """The code that leads to the address, on a light plate with its quiet zone, at the right of the foot."""
        if not self.kit.code_svg or self.page.shape in ("strip", "tower", "tiny"):
            return None
        side = max(130 * self.page.u, 62.0 if self.page.printed else 110.0)
        box = Box(x + width - side, bottom - side, side, side)
        self.plate(box, "#ffffff")
        self.items.append(Drawing(self.kit.code_svg, box.inset(side * 0.02), "code", ink=box))
        self.placed.add("code")
        return box

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


def _common(rows: Sequence[Sequence[float]], room: float) -> list[float]:
    """Widths that all rows can share, so that their columns stand under each other; none when they would not fit."""
    if len(rows) < 2:
        return []
    widest = _widest(rows)
    return widest if sum(widest) <= room else []


def _widest(rows: Sequence[Sequence[float]]) -> list[float]:
    return [max(row[index] for row in rows if index < len(row)) for index in range(len(rows[0]))]


def _share(natural: Sequence[float], room: float) -> list[float]:
    """Widths that sum to `room`: short ones keep what they need, long ones share the rest."""
    widths = list(natural)
    fair = room / len(widths)
    short = [index for index, have in enumerate(widths) if have <= fair]
    long = [index for index in range(len(widths)) if index not in short]
    left = room - sum(widths[index] for index in short)
    total = sum(widths[index] for index in long) or 1.0
    for index in long:
        widths[index] = left * widths[index] / total
    return widths


def best_plate(logo: Logo, *candidates: str) -> str:
    """The ground on which the weakest of a logo's main colours is read best; plain white when none will do."""
    tones = logo.colours[:3] or ("#000000",)
    best = max(candidates, key=lambda ground: min(contrast(tone, ground) for tone in tones))
    return best if min(contrast(tone, best) for tone in tones) >= 3 else "#ffffff"
