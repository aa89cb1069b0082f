"""Designs as rounds see them: what stands in each part, how two are told apart, and sketches of new ones."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from oeuvre.create.design.families import BY_ID
from oeuvre.create.design.kit import Palette
from oeuvre.create.design.looks import features_of, figure_of, same_colours
from oeuvre.create.design.palette import distance
from oeuvre.create.design.plan import DraftSpec, Ingredients, able_families
from oeuvre.create.design.suit import carries
from oeuvre.create.library import Pairing

Trait = Literal["family", "palette", "mark", "copy"]
# What a design is to a round. `voice` is its pairing of typefaces: it varies, and nobody ticks it.
Part = Literal["family", "palette", "mark", "copy", "voice"]
Axis = Literal["dark", "vivid", "word", "warm"]

TRAITS: tuple[Trait, ...] = ("family", "palette", "mark", "copy")
PARTS: tuple[Part, ...] = (*TRAITS, "voice")

# How much each part weighs in what tells two designs apart.
WEIGHTS: dict[Part, float] = {"family": 0.32, "palette": 0.26, "mark": 0.2, "copy": 0.14, "voice": 0.08}
# How often each part varies, where one or two do.
TURNS: dict[Part, float] = {"family": 0.3, "palette": 0.28, "mark": 0.22, "copy": 0.14, "voice": 0.06}
# Two grounds this far apart in OKLab are as different as colours get on a page.
FAR_GROUND = 0.45
# Whether a face carries words is measured once, for so many of both.
MOST_MEASURED = 20_000
_CARRIED: dict[tuple[str, str, str, str], bool] = {}


@dataclass(frozen=True)
class Start:
    """A design that a round starts from; `headline` is what stands on it, whatever `spec.headline` counts (or -1)."""

    spec: DraftSpec
    headline: str


@dataclass(frozen=True)
class Variant:
    """A variant to compose. `origins` says which parts are a start's own (its place among the starts).

    `spec.headline` is -1 where the words are a start's and no line of the brief. `turned` names the axes on which an
    opposite stands on the other side; `explored` that it was left to chance.
    """

    spec: DraftSpec
    headline: str
    origins: tuple[tuple[Part, int], ...] = ()
    turned: tuple[Axis, ...] = ()
    explored: bool = False

    def origin(self, part: Part) -> int | None:
        """The start whose part this is, or None where it is new."""
        return dict(self.origins).get(part)


def shows_picture(spec: DraftSpec) -> bool:
    """Whether a design shows its photograph rather than its emblem."""
    return figure_of(spec.family, pictured=spec.picture is not None) == "photo"


def mark_of(spec: DraftSpec) -> str:
    """What stands on a design: its photograph or its emblem, as one name."""
    return f"picture {spec.picture}" if shows_picture(spec) else spec.emblem


def spec_features(spec: DraftSpec, headline: str, given: Ingredients) -> dict[str, float]:
    """The features of a planned design."""
    pairing = next((one for one in given.pairings if one.id == spec.pairing), None)
    own = len(given.own_headlines)
    source = "own" if spec.headline < 0 else "brief" if spec.headline < own else "idea"
    pictured = shows_picture(spec)
    return features_of(
        spec.family,
        spec.palette,
        pairing,
        headline,
        source=source,
        mark=given.pictures[spec.picture].name if pictured and spec.picture is not None else spec.emblem,
        pictured=pictured,
    )


def part_alike(part: Part, one: Variant | Start, other: Variant | Start) -> bool:
    """Whether two designs look the same in this part."""
    a, b = one.spec, other.spec
    if part == "family":
        return a.family == b.family
    if part == "palette":
        return same_colours(a.palette, b.palette)
    if part == "mark":
        return mark_of(a) == mark_of(b)
    if part == "copy":
        return one.headline == other.headline
    return a.pairing == b.pairing


def is_same(one: Variant | Start, other: Variant | Start) -> bool:
    """Whether two designs differ in nothing that is seen."""
    return all(part_alike(part, one, other) for part in PARTS)


def unlikeness(one: Variant | Start, other: Variant | Start) -> float:
    """How far apart two designs look: 0 the same, 1 nothing in common; grounds count by how far they are apart."""
    found = sum(WEIGHTS[part] for part in PARTS if part != "palette" and not part_alike(part, one, other))
    if not part_alike("palette", one, other):
        apart = min(distance(one.spec.palette.ground, other.spec.palette.ground) / FAR_GROUND, 1.0)
        found += WEIGHTS["palette"] * (0.4 + 0.6 * apart)
    return found


class Bench:
    """What sketches of one round are made of."""

    def __init__(
        self, given: Ingredients, pick: random.Random, starts: tuple[Start, ...], keep: Iterable[Trait]
    ) -> None:
        self.given, self.pick, self.starts = given, pick, starts
        # In one order, whatever the order that they were ticked in.
        ticked = set(keep)
        self.keep: tuple[Trait, ...] = tuple(trait for trait in TRAITS if trait in ticked)
        self.families = [family.id for family in able_families(given, 24)]
        self.emblems = self._emblems()
        self._colours: list[Palette] = []
        self._carried: dict[str, list[Pairing]] = {}

    def _emblems(self) -> list[str]:
        names = [hero.name for hero in self.given.heroes]
        names += [name for concept in self.given.concepts for name in concept.heroes[:3]]
        return list(dict.fromkeys(names))

    def colour(self, palette: Palette) -> int:
        """A number that palettes share which an eye takes for one."""
        for index, other in enumerate(self._colours):
            if same_colours(palette, other):
                return index
        self._colours.append(palette)
        return len(self._colours) - 1

    def ticked(self) -> dict[Part, int]:
        """What stays as it is in the first start."""
        return {part: 0 for part in PARTS if part in self.keep}

    def some(self, count: int) -> list[Part]:
        """A few parts, each as often as its turn has it."""
        left, found = list(PARTS), list[Part]()
        for _ in range(count):
            part = self.pick.choices(left, [TURNS[one] for one in left])[0]
            left.remove(part)
            found.append(part)
        return found

    def has_other(self, part: Part) -> bool:
        """Whether there is anything else to be had in this part."""
        if part == "family":
            return len(self.families) > 1
        if part == "palette":
            return len(self.given.palettes) > 1
        if part == "mark":
            return len(self.emblems) > 1
        return len(self.given.headlines) > 1 if part == "copy" else len(self.given.pairings) > 1

    def sketch(self, kept: dict[Part, int], palette: Palette | None = None) -> Variant | None:
        """A variant with the kept parts of the starts, by place, and the others drawn anew and differing from the
        first start's; None where they do not go together."""
        given, start = self.given, self.starts[0]
        of = {part: self.starts[place].spec for part, place in kept.items()}
        if "copy" in of:
            words, line = self.starts[kept["copy"]].headline, of["copy"].headline
        else:
            drawn = self._line(start.headline)
            if drawn is None:
                return None
            line, words = drawn, given.headlines[drawn]
        tone = of["palette"].palette if "palette" in of else palette
        if "family" in of:
            family = of["family"].family
        else:
            drawn_family = self._family(words, tone, of.get("mark"), start.spec.family)
            if drawn_family is None:
                return None
            family = drawn_family
        tone = tone or self._palette(family, start.spec.palette)
        if tone is None or not _stands_on(family, tone):
            return None
        made = replace(
            start.spec, family=family, palette=tone, headline=line, seed=self.pick.randrange(1 << 30), drawing=""
        )
        if "copy" not in of:
            made = replace(made, concept=self._concept(line))
        elif kept["copy"] != 0:
            made = replace(made, concept=of["copy"].concept)
        marked = self._marked(made, of.get("mark"))
        if marked is None:
            return None
        pairing = of["voice"].pairing if "voice" in of else self._voice(family, words, start.spec.pairing)
        if pairing is None:
            return None
        origins = tuple((part, place) for part, place in kept.items())
        variant = Variant(replace(marked, pairing=pairing), words, origins)
        if any(part not in kept and self.has_other(part) and part_alike(part, variant, start) for part in TRAITS):
            return None
        return variant

    def _line(self, but: str) -> int | None:
        lines = [i for i, text in enumerate(self.given.headlines) if text != but]
        return self.pick.choice(lines) if lines else (0 if self.given.headlines else None)

    def _concept(self, line: int) -> int | None:
        """The idea that a line is of; the brief's own words say any."""
        found = [i for i, one in enumerate(self.given.concepts) if line in (one.headline, one.second)]
        if found:
            return found[0]
        return self.pick.randrange(len(self.given.concepts)) if self.given.concepts else None

    def _family(self, words: str, palette: Palette | None, mark: DraftSpec | None, but: str) -> str | None:
        """Another family that takes what is settled: the words' length, the ground, the thing that it shows."""
        fitting = [name for name in self.families if name != but and (palette is None or _stands_on(name, palette))]
        if mark is not None:
            fitting = [name for name in fitting if _can_show(name, picture=shows_picture(mark))]
            if shows_picture(mark) and mark.picture is not None:
                fitting = [name for name in fitting if mark.picture in self._treatable(name)]
        carried = [name for name in fitting if BY_ID[name].titles[0] <= len(words) <= BY_ID[name].titles[1]]
        return self.pick.choice(carried or fitting) if fitting else None

    def _palette(self, family: str, but: Palette) -> Palette | None:
        fitting = [one for one in self.given.palettes if _stands_on(family, one) and not same_colours(one, but)]
        return self.pick.choice(fitting) if fitting else None

    def _marked(self, made: DraftSpec, mark: DraftSpec | None) -> DraftSpec | None:
        """The design with its thing: the one to keep, else one of its idea's, else one of the brief's."""
        concept = self.given.concepts[made.concept] if made.concept is not None else None
        if mark is not None:
            picture = mark.picture
            if not shows_picture(mark) and made.family == "fenetre":
                picture = None
            if shows_picture(mark) and picture not in self._treatable(made.family):
                return None
            kept = replace(made, emblem=mark.emblem, motifs=mark.motifs, drawing=mark.drawing, picture=picture)
            return kept if mark_of(kept) == mark_of(mark) else None
        needs = BY_ID[made.family].needs
        names = list(self.emblems)
        if concept is not None and concept.heroes and self.pick.random() < 0.7:
            names = list(concept.heroes[:3])
        names = [name for name in names if name != self.starts[0].spec.emblem] or names
        emblem = self.pick.choice(names) if names else ""
        if "emblem" in needs and not emblem:
            return None
        picture = self._picture(made.family, concept.picture if concept else None)
        if "picture" in needs and picture is None:
            return None
        return replace(made, emblem=emblem, motifs=concept.heroes if concept else (), picture=picture)

    def _picture(self, family: str, own: int | None) -> int | None:
        allowed = self._treatable(family)
        if not allowed:
            return None
        return own if own in allowed and self.pick.random() < 0.7 else self.pick.choice(allowed)

    def _treatable(self, family: str) -> list[int]:
        """The photographs that a family may treat as it does: a person's own is recoloured only where they let it."""
        treats = BY_ID[family].treats
        return [i for i, one in enumerate(self.given.pictures) if not treats or not one.own or one.may_recolour]

    def _voice(self, family: str, words: str, but: str) -> str | None:
        """Another pairing that the family takes and that carries the words."""
        if words not in self._carried:
            self._carried[words] = [one for one in self.given.pairings if _carries(one, words, self.given.language)]
        able = [one for one in self._carried[words] if one.width in BY_ID[family].widths]
        able = able or [one for one in self.given.pairings if one.width in BY_ID[family].widths]
        able = able or list(self.given.pairings)
        names = [one.id for one in able if one.id != but] or [one.id for one in able]
        return self.pick.choice(names) if names else None


def _carries(pairing: Pairing, words: str, language: str) -> bool:
    """`carries`, measured once for the same face, words and language."""
    key = (pairing.id, str(pairing.headline.path), words, language)
    if key not in _CARRIED:
        if len(_CARRIED) >= MOST_MEASURED:
            _CARRIED.clear()
        _CARRIED[key] = carries(pairing, words, language)
    return _CARRIED[key]


def _stands_on(family: str, palette: Palette) -> bool:
    grounds = BY_ID[family].grounds
    return grounds == "any" or palette.dark == (grounds == "dark")


def _can_show(family: str, *, picture: bool) -> bool:
    """Whether a family can show a photograph, or an emblem."""
    return figure_of(family, pictured=picture) == "photo" if picture else "picture" not in BY_ID[family].needs


__all__ = [
    "FAR_GROUND",
    "PARTS",
    "TRAITS",
    "WEIGHTS",
    "Axis",
    "Bench",
    "Part",
    "Start",
    "Trait",
    "Variant",
    "is_same",
    "mark_of",
    "part_alike",
    "shows_picture",
    "spec_features",
    "unlikeness",
]
