"""Which drafts a sheet shows: a plan of families, palettes, pairings and pictures, as different in kind as they can be.

A sheet is an argument, not a slot machine: every family that the brief can feed comes once before any comes twice,
none more than three times; palettes and pairings are spent evenly, light and dark alternate. Given the same
ingredients and seed the plan is the same.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from oeuvre.create.design.families import FAMILIES
from oeuvre.create.design.families.family import Family
from oeuvre.create.design.kit import Palette, Picture
from oeuvre.create.design.palette import Scheme, brand_roles, distance, from_brand, from_scheme, rank_schemes
from oeuvre.create.design.suit import carries, reached
from oeuvre.create.library import Emblem, Pairing

# The same family at most three times in 24 (ART_DIRECTION G).
MOST_OF_ONE_FAMILY = 3
MOST_OF_ONE_GROUND, SAME_GROUND = 5, 0.025
# Every fourth draft of an idea says it with the brief's own words.
OWN_WORDS = 4
# How many of a brand's palettes stand on one ground, while others are to be had.
MOST_PALETTES_OF_ONE_GROUND = 3
# How many pairings a sheet spends first.
MOST_PAIRINGS = 12
# How often each motif comes, the strongest first: the best two or three make the sheet.
TURNS = (1.0, 0.9, 0.75, 0.4, 0.3, 0.25)
# How much of a sheet is of the ideas that a person kept, where others are on it too.
LED = 2 / 3


@dataclass(frozen=True)
class Concept:
    """An idea as the planner knows it.

    `headline` is its place in the ingredients' headlines, `second` that of another line for it, if any; `heroes` and
    `drawings` are names, the strongest first; `families` the families it wants, `palettes` the names of palettes that
    have its light, `picture` the place among the ingredients' pictures of one that was made for it.
    `kept` says that a person chose it.
    """

    headline: int
    heroes: tuple[str, ...] = ()
    drawings: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    palettes: tuple[str, ...] = ()
    picture: int | None = None
    second: int | None = None
    kept: bool = False


@dataclass(frozen=True)
class Ingredients:
    """What a brief gives the planner, ranked best first.

    `headlines` are the words, the first `own` of them the brief's (all, where it is None); `heroes` the emblems that
    may stand alone, `drawings` the names of drawings by rule that answer the brief's words, `pictures` the photographs
    that may be used, `concepts` the ideas that the drafts are of.
    """

    headlines: tuple[str, ...]
    heroes: tuple[Emblem, ...]
    drawings: tuple[str, ...]
    pictures: tuple[Picture, ...]
    palettes: tuple[Palette, ...]
    pairings: tuple[Pairing, ...]
    programme: bool = False
    patterns: int = 0
    language: str = "en"
    code: bool = False
    concepts: tuple[Concept, ...] = ()
    own: int | None = None

    @property
    def own_headlines(self) -> tuple[str, ...]:
        """The headlines that are the brief's own words: the first `own` of them."""
        return self.headlines[: self.own]


@dataclass(frozen=True)
class DraftSpec:
    """One draft to compose. `emblem` and `drawing` are names, `picture` an index into the ingredients' pictures.

    `concept` is the place of its idea among the ingredients' concepts, `motifs` the emblems that show it.
    """

    number: int
    family: str
    palette: Palette
    pairing: str
    headline: int
    emblem: str
    drawing: str
    picture: int | None
    seed: int
    concept: int | None = None
    motifs: tuple[str, ...] = ()


def palettes_for(
    moods: Sequence[str], words: Sequence[str], brand: Sequence[str], *, count: int = 14, seed: int = 0
) -> tuple[Palette, ...]:
    """Palettes for a brief: the schemes its mood calls for, half dark and half light, around any brand."""
    ranked = rank_schemes(moods, words)
    dark = [scheme for scheme in ranked if scheme.dark]
    light = [scheme for scheme in ranked if not scheme.dark]
    half = count // 2
    mixed: list[Scheme] = []
    for pair in zip(dark[:half], light[:half], strict=False):
        mixed.extend(pair)
    if not brand:
        pick = random.Random(seed)
        return tuple(from_scheme(scheme, turn=pick.uniform(-7, 7)) for scheme in mixed)
    # A quiet colour is the ground of every dark scheme: the lighter ones that differ are called in from further down.
    rest = [scheme for scheme in ranked if scheme not in mixed]
    made: dict[Palette, None] = {}
    spare: dict[Palette, None] = {}
    for index, scheme in enumerate((*mixed, *rest)):
        # Each scheme shows another thing that the colour can do; the natural role comes twice as often.
        roles = brand_roles(scheme, brand[0])
        palette = from_brand(scheme, brand, role=roles[0 if index % 6 < 4 else -1])
        alike = sum(distance(palette.ground, other.ground) < SAME_GROUND for other in made)
        (made if alike < MOST_PALETTES_OF_ONE_GROUND else spare).setdefault(palette)
    return (*made, *spare)[:count]


def _fits(family: Family, given: Ingredients) -> bool:
    needs = family.needs
    if "picture" in needs and not given.pictures:
        return False
    if "emblem" in needs and not given.heroes:
        return False
    if "emblems" in needs and given.patterns < 3:
        return False
    if "programme" in needs and not given.programme:
        return False
    if given.code and not family.takes_code:
        return False
    treats: frozenset[str] = getattr(family, "treats", frozenset())
    return not treats or any(not picture.own or picture.may_recolour for picture in given.pictures)


def _strain(family: Family, given: Ingredients) -> int:
    """How many letters the nearest headline has too few or too many for the family; 0 where one suits it."""
    low, high = family.titles
    return min(max(low - len(headline), len(headline) - high, 0) for headline in given.headlines)


def able_families(given: Ingredients, count: int) -> list[Family]:
    """The families that the brief can feed. Where a title is so short or long that too few are left, those that it
    strains least come too: their checks say whether it can be done."""
    fed = [family for family in FAMILIES if _fits(family, given)]
    able = [family for family in fed if _strain(family, given) == 0]
    enough = -(-count // MOST_OF_ONE_FAMILY)
    strained = sorted((f for f in fed if f not in able), key=lambda family: (_strain(family, given), family.id))
    return able + strained[: max(enough - len(able), 0)]


def _score(family: Family, given: Ingredients) -> float:
    score = 0.0
    first = len(given.headlines[0])
    if family.titles[0] <= first <= family.titles[1]:
        score += 1.0
    if "picture" in family.needs and any(picture.own for picture in given.pictures):
        score += 1.5
    if "programme" in family.needs:
        score += 1.2
    if set(family.drawings) & set(given.drawings):
        score += 0.8
    return score


def _headline_for(family: Family, headlines: Sequence[str], turn: int) -> int:
    """The first choice most of the time, a second one every third time a family can carry it."""
    able = [i for i, text in enumerate(headlines) if family.titles[0] <= len(text) <= family.titles[1]]
    if not able:
        return 0
    return able[1] if len(able) > 1 and turn % 3 == 2 else able[0]


def _concept_for(family: Family, given: Ingredients, use: Counter[int], count: int) -> int | None:
    """The idea whose turn it is: each has its share of the sheet, and goes to the families that say it best.

    Where a person kept some, two drafts in three are of those, and the others share what is left.
    """
    if not given.concepts:
        return None
    kept = sum(concept.kept for concept in given.concepts)
    mixed = 0 < kept < len(given.concepts)
    theirs = LED * count if mixed else count

    def most(index: int) -> float:
        if not mixed:
            return -(-count // len(given.concepts))
        share = theirs / kept if given.concepts[index].kept else (count - theirs) / (len(given.concepts) - kept)
        return math.ceil(share)

    low, high = family.titles

    def unfit(index: int) -> tuple[float, int]:
        concept = given.concepts[index]
        fit = 0.0
        if family.id in concept.families:
            fit += 1.6 - 0.3 * concept.families.index(family.id)
        fit += 1.2 * (low <= len(given.headlines[concept.headline]) <= high)
        fit += 0.8 * ("emblem" in family.needs and bool(concept.heroes))
        fit += 0.8 * bool(set(concept.drawings) & set(family.drawings))
        fit += 1.6 * ("picture" in family.needs and concept.picture is not None)
        # How full its share is counts: of a larger share more is open.
        even = count / len(given.concepts) / most(index)
        return (1.1 * use[index] * even - fit, index)

    return min((i for i in range(len(given.concepts)) if use[i] < most(i)), key=unfit)


def _words_for(family: Family, given: Ingredients, concept: Concept | None, turn: int) -> int:
    """The idea's headline where the family carries it; every fourth time, and else, the brief's own words.

    Its second line, where it has one, is said one time in four.
    """
    low, high = family.titles
    second = concept.second if concept is not None and turn % OWN_WORDS == 1 else None
    if second is not None and low <= len(given.headlines[second]) <= high:
        return second
    if concept is not None and turn % OWN_WORDS != OWN_WORDS - 1:
        if low <= len(given.headlines[concept.headline]) <= high:
            return concept.headline
        if not any(low <= len(text) <= high for text in given.own_headlines):
            return concept.headline
    return _headline_for(family, given.own_headlines, turn)


def _least(counts: Counter[str], names: Sequence[str]) -> str:
    """The name used least; the earliest of the ranking among equals."""
    return min(names, key=lambda name: (counts[name], names.index(name)))


def _alike(palette: Palette, grounds: Sequence[str]) -> int:
    """How many drafts stand already on a ground that an eye takes for this one."""
    return sum(distance(palette.ground, other) < SAME_GROUND for other in grounds)


def _pairing_for(
    family: Family, given: Ingredients, headline: str, use: Counter[str], used: set[tuple[str, str]]
) -> str:
    """The pairing used least among those that the family takes and that carry the headline.

    The first dozen of the ranking are spent before the others: a sheet has many voices, not all there are.
    """
    able = [one for one in given.pairings if one.width in family.widths] or list(given.pairings)
    carried = [one for one in able if carries(one, headline, given.language)]
    able = carried or sorted(able, key=lambda one: -reached(one, headline, given.language))[:4]
    voiced = [one for one in able if set(one.voices) & set(family.voices)] if family.voices else []
    able = (voiced or able)[:MOST_PAIRINGS]
    fresh = [one for one in able if (family.id, one.id) not in used] or able
    return _least(use, [one.id for one in fresh])


def _hero_for(
    family: Family,
    given: Ingredients,
    concept: Concept | None,
    use: Counter[str],
    used: set[tuple[str, str]],
    last: str,
) -> str:
    """The motif whose turn it is: the strongest come most often, none twice in a family or twice in a row."""
    if concept is not None and concept.heroes:
        own = concept.heroes[: len(TURNS)]
        fresh = [name for name in own if (family.id, name) not in used] or list(own)
        return min(fresh, key=lambda name: ((use[name] + 1) / TURNS[own.index(name)], own.index(name)))
    names = [emblem.name for emblem in given.heroes[: len(TURNS)]]
    fresh = [name for name in names if (family.id, name) not in used and name != last]
    return min(fresh or names, key=lambda name: ((use[name] + 1) / TURNS[names.index(name)], names.index(name)))


def plan(given: Ingredients, seed: int, count: int = 24) -> tuple[DraftSpec, ...]:
    """The sheet: `count` drafts, at most three of a family."""
    pick = random.Random(seed)
    able = able_families(given, count)
    able.sort(key=lambda family: (-_score(family, given) - pick.uniform(0, 0.9), family.id))
    turns: list[Family] = []
    for _ in range(MOST_OF_ONE_FAMILY):
        turns.extend(able)
    turns = turns[:count]
    palette_use: Counter[str] = Counter()
    grounds: list[str] = []
    pairing_use: Counter[str] = Counter()
    picture_use: Counter[int] = Counter()
    hero_use: Counter[str] = Counter()
    concept_use: Counter[int] = Counter()
    specs: list[DraftSpec] = []
    used: set[tuple[str, str]] = set()
    for index, family in enumerate(turns):
        turn = index // max(len(able), 1) + index
        chosen = _concept_for(family, given, concept_use, count)
        concept = given.concepts[chosen] if chosen is not None else None
        headline = _words_for(family, given, concept, turn if chosen is None else concept_use[chosen])
        palettes = [p for p in given.palettes if family.grounds == "any" or p.dark == (family.grounds == "dark")]
        palettes = palettes or list(given.palettes)
        fresh = [p for p in palettes if (family.id, p.name) not in used] or palettes
        # Light and dark alternate where the family leaves it open.
        shade = [p for p in fresh if p.dark == (index % 2 == 0)] or fresh
        # One ground on at most five of a sheet (a brand's own ground is one ground in all its palettes).
        open_grounds = [p for p in shade if _alike(p, grounds) < MOST_OF_ONE_GROUND]
        for wider in (palettes, given.palettes):
            open_grounds = open_grounds or [p for p in wider if _alike(p, grounds) < MOST_OF_ONE_GROUND]
        open_grounds = open_grounds or shade
        if "picture" in family.needs:
            # A photograph's own palette is for a page with the photograph.
            open_grounds = [
                p for p in open_grounds if p.origin == "picture" and not palette_use[p.name]
            ] or open_grounds
        if concept is not None:
            open_grounds = [p for p in open_grounds if p.name in concept.palettes] or open_grounds
        name = _least(palette_use, [p.name for p in open_grounds])
        palette = next(p for p in open_grounds if p.name == name)
        pairing = _pairing_for(family, given, given.headlines[headline], pairing_use, used)
        hero = ""
        if given.heroes or (concept is not None and concept.heroes):
            last = specs[-1].emblem if specs else ""
            hero = _hero_for(family, given, concept, hero_use, used, last)
            if "picture" not in family.needs:
                hero_use[hero] += 1
        fitting = [one for one in (concept.drawings if concept else ()) if one in family.drawings]
        fitting = fitting or [one for one in given.drawings if one in family.drawings]
        drawing = fitting[(index // max(len(able), 1)) % len(fitting)] if fitting else ""
        picture = None
        if given.pictures:
            allowed = list(range(len(given.pictures)))
            if getattr(family, "treats", frozenset()):
                allowed = [i for i in allowed if not given.pictures[i].own or given.pictures[i].may_recolour] or allowed
            own = concept.picture if concept else None
            picture = own if own in allowed else min(allowed, key=lambda i: (picture_use[i], i))
            if "picture" in family.needs:
                picture_use[picture] += 1
        palette_use[palette.name] += 1
        grounds.append(palette.ground)
        pairing_use[pairing] += 1
        used.update({(family.id, palette.name), (family.id, pairing), (family.id, hero)})
        if chosen is not None:
            concept_use[chosen] += 1
        specs.append(
            DraftSpec(
                index + 1,
                family.id,
                palette,
                pairing,
                headline,
                hero,
                drawing,
                picture,
                pick.randrange(1 << 30),
                chosen,
                concept.heroes if concept else (),
            )
        )
    return tuple(specs)
