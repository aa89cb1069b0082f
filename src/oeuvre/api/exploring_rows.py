"""From what the explorer says to what goes over the wire; the colours that a project has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oeuvre.api.asking import Asking
from oeuvre.api.exploring_shapes import (
    FigureShape,
    HeardShape,
    InksShape,
    KeptShape,
    LookShape,
    NearShape,
    SpaceShape,
)
from oeuvre.api.rows import brief_values, design_of
from oeuvre.create.design import palette_named, schemes
from oeuvre.create.explore import Attribute, Heard, Inks
from oeuvre.foundation import Language, say
from oeuvre.models.house import FAULTS, Author, House, TrainingWork, credit_line
from oeuvre.production import (
    Explorer,
    Look,
    Point,
    Shown,
    Space,
    figure_of,
    leaning,
    leaning_words,
    point_of,
    read_point,
    rounds_of,
    shown_name,
    write_point,
)
from oeuvre.record import Act, Work

SOURCE = "game-icons.net"
# Palettes of drafts that are offered, hand-made schemes beside them, and figures that stand for a space.
_OWN, _SCHEMES, _PICKED = 5, 12, 9
_ROLES = ("ground", "ink", "signal", "second")


def look_of(shape: LookShape) -> Look:
    """A look as `production` takes it."""
    ground, figure, second, third = (colour.lower() for colour in shape.inks)
    return Look(Inks(ground, figure, second, third), shape.manner, shape.frame)


def figure_shape(house: House, shown: Shown, look: Look, language: Language) -> FigureShape:
    """A figure with its drawing and whom it lies near."""
    return FigureShape(
        point=write_point(house, shown.point),
        svg=figure_of(shown.point, look, shown).svg.decode() if shown.emblem is not None else "",
        near=[near_shape(work, distance) for work, distance in shown.nearest],
        fault=_fault(shown.fault, language),
    )


def _fault(reason: str, language: Language) -> str:
    if not reason:
        return ""
    return say(f"house:faults.{reason}" if reason in FAULTS else f"explore:reasons.{reason}", language)


def near_shape(work: TrainingWork, distance: float) -> NearShape:
    """A training work that a figure lies near."""
    return NearShape(name=work.name, author=work.author, licence=work.licence, distance=distance)


def heard_shapes(explorer: Explorer, heard: Heard) -> list[HeardShape]:
    """What each word led to, with the authors."""
    authors = {work.name: work.author for work in explorer.house.training}
    return [HeardShape(word=one.word, name=one.name, author=authors[one.name], way=one.way) for one in heard.called]


def ends_of(ends: Iterable[tuple[Attribute, int]], language: Language) -> str:
    """What an end of a dial brings, in words."""
    return ", ".join(leaning_words(ends, language))


def space_shape(explorer: Explorer, space: Space, language: Language) -> SpaceShape:
    """A project's space; whoever asks has a turn."""
    acts = [act.seq for act, _ in space.rounds if act is not None]
    picked: list[Point] = [
        one.shown[place] for one in reversed(rounds_of(explorer.house, space)) for place in one.picked
    ]
    return SpaceShape(
        rounds=len(space.rounds),
        picked=space.picked,
        refused=space.refused,
        brought=space.brought,
        since=space.since,
        leaning=leaning_words(leaning(explorer, space), language),
        figures=list(dict.fromkeys(write_point(explorer.house, point) for point in picked))[:_PICKED],
        choices=acts[::-1],
    )


def kept_shape(here: Asking, house: House, act: Act, work: Work) -> KeptShape:
    """An emblem that was kept, with whom it owes something."""
    recipe, point = point_of(house, act)
    making, parties = here.desk.making, here.desk.parties()
    owed = []
    for used in act.used:
        for made in making.acts(used.work_id):
            names = [
                shown_name(parties[by.party_id], here.language)
                for by in made.by
                if by.role == "author" and by.party_id in parties
            ]
            owed += [(name, making.work(used.work_id).licence or "", used.role) for name in names]
    lent = [Author(name, licence, 0) for name, licence, role in dict.fromkeys(owed) if role == "influence"]
    return KeptShape(
        work=work.id,
        title=work.title or work.id[:12],
        act=act.seq,
        point=write_point(house, point) if point is not None else None,
        manner=recipe.manner,
        frame=recipe.frame,
        inks=[recipe.inks[index] for index in range(4)],
        authors=list(dict.fromkeys(name for name, _, _ in owed)),
        credit=credit_line(lent, SOURCE) if lent else "",
    )


def inks_shapes(here: Asking, project: str | None) -> list[InksShape]:
    """The colours that a project has: of its drafts, the chosen one's first, and of its brand; then hand-made ones."""
    own = _of_drafts(here, project) + _of_brand(here, project) if project else []
    kept = {tuple(one.inks): one for one in reversed(own)}
    found = [*reversed(kept.values())]
    for scheme in schemes()[:_SCHEMES]:
        palette = palette_named(scheme.id, ())
        inks = [palette.ground, palette.ink, palette.signal, palette.second]
        found.append(
            InksShape(id=scheme.id, name=scheme.fr if here.language == "fr" else scheme.en, inks=inks, own=False)
        )
    return found


def _of_drafts(here: Asking, project: str) -> list[InksShape]:
    order = {"chosen": 0, "kept": 1, "draft": 2}
    cards = [card for card in tuple(here.desk.fold(project).cards) if card.kind == "draft" and card.state in order]
    cards.sort(key=lambda card: (order[card.state], card.place))
    found: dict[tuple[str, ...], InksShape] = {}
    for card in cards:
        palette = design_of(here.desk, card.work).get("palette")
        if isinstance(palette, dict) and all(role in palette for role in _ROLES):
            inks = [str(palette[role]).lower() for role in _ROLES]
            name = say("explore:emblem.colours", here.language, number=card.number or 0)
            found.setdefault(tuple(inks), InksShape(id=f"draft-{card.number}", name=name, inks=inks, own=True))
        if len(found) == _OWN:
            break
    return list(found.values())


def _of_brand(here: Asking, project: str) -> list[InksShape]:
    """The colours of a brief's brand, on a light ground and on a dark one."""
    brief = here.desk.fold(project).brief
    brand = brief_values(here.desk, brief).get("brand") if brief is not None else None
    colours = [str(one) for one in brand.get("colours", ())] if isinstance(brand, dict) else []
    found = []
    for dark in (False, True) if colours else ():
        scheme = next(one for one in schemes() if one.dark is dark)
        palette = palette_named(scheme.id, (), colours)
        name = say(f"explore:emblem.{'brand_dark' if dark else 'brand_light'}", here.language)
        inks = [palette.ground, palette.ink, palette.signal, palette.second]
        found.append(InksShape(id=f"brand-{'dark' if dark else 'light'}", name=name, inks=inks, own=True))
    return found


def points_of(explorer: Explorer, texts: Sequence[str]) -> list[Point]:
    """Points of texts. Raises `PointUnknown`."""
    return [read_point(explorer.house, text) for text in texts]
