"""From a brief and a draft's plan to the kit that a family lays out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import segno

from oeuvre.create.brief import Brief, load_rgb, open_picture
from oeuvre.create.design import (
    Concept,
    Copy,
    DraftSpec,
    FactLine,
    Ingredients,
    Kit,
    Palette,
    Picture,
    ProgrammeRow,
    from_pixels,
    hand_of,
    palettes_for,
)
from oeuvre.create.library import Emblem, Pairing
from oeuvre.create.voice import Line, facts_of, headlines, supporting_lines
from oeuvre.foundation import set_text
from oeuvre.production.darkroom import develop
from oeuvre.production.errors import DesignNeeds
from oeuvre.production.ideas import Proposed
from oeuvre.production.pieces import Pieces, words_of

T = TypeVar("T")

# Emblems of a pattern or a mosaic: four or five kinds, one of them odd (ART_DIRECTION B 8).
PATTERN_KINDS = 5


# The moods that an idea's light calls for among the schemes, where the word itself names none.
LIGHTS: Mapping[str, tuple[str, ...]] = {
    "dawn": ("matin", "morning", "aube"),
    "morning": ("matin", "morning", "frais"),
    "noon": ("soleil", "summer", "vif"),
    "golden-hour": ("chaleureux", "warm", "été"),
    "dusk": ("crépuscule", "dusk", "soir"),
    "night": ("nuit", "night"),
    "moon": ("nuit", "lune", "moon"),
    "stars": ("nuit", "magique"),
    "embers": ("chaleureux", "nuit", "warm"),
    "furnace": ("chaleureux", "warm", "énergie"),
    "candle": ("intime", "nuit", "warm"),
    "lantern": ("festif", "soir", "warm"),
    "neon": ("électrique", "electric", "nuit"),
    "headlights": ("nuit", "night"),
    "spotlight": ("théâtre", "nuit", "intense"),
    "snow": ("hiver", "winter", "froid"),
    "underwater": ("mer", "sea", "océan"),
    "overcast": ("sobre", "calm", "calme"),
    "fog": ("calme", "calm", "mystérieux"),
    "storm": ("intense", "mystérieux", "nuit"),
    "workshop-lamp": ("artisanal", "craft", "chaleureux"),
    "window": ("doux", "soft", "calme"),
    "screen": ("moderne", "modern", "électrique"),
    "dapple": ("nature", "printemps", "spring"),
}
# How many palettes an idea asks for.
CONCEPT_PALETTES = 5


def headline_lines(brief: Brief, ideas: Sequence[Proposed] = ()) -> tuple[Line, ...]:
    """The headlines that drafts may carry: the brief's own words, best first, then the lines of its ideas.

    A given headline is every draft's.
    """
    own = headlines(brief)
    said = [line for one in ideas for line in (one.line, one.also) if line is not None and line.source == "idea"]
    return own if brief.copy.headline else (*own, *said)


def ingredients_of(
    brief: Brief, pieces: Pieces, seed: int, ideas: Sequence[Proposed] = (), drawn: Sequence[int | None] = ()
) -> Ingredients:
    """What the planner works with; `ideas` are those that the sheet is made of, `drawn` the picture of each, if any."""
    lines = headline_lines(brief, ideas)
    words = [word for text in words_of(brief) for word in text.replace("’", " ").replace("'", " ").split()]
    palettes = palettes_for(brief.mood, words, brief.brand.colours, seed=seed)
    concepts = []
    for index, one in enumerate(ideas):
        asked = (*LIGHTS.get(one.idea.light, ()), *one.idea.mood)
        lit = palettes_for((*asked, *brief.mood), words, brief.brand.colours, count=CONCEPT_PALETTES + 1, seed=seed)
        names = {palette.name for palette in palettes}
        palettes += tuple(palette for palette in lit if palette.name not in names)
        concepts.append(
            Concept(
                headline=lines.index(one.line) if one.line in lines else 0,
                second=lines.index(one.also) if one.also in lines else None,
                heroes=pieces.heroes_of(one.idea.motifs),
                drawings=tuple(motif.drawing for motif in one.idea.motifs if motif.drawing),
                families=one.idea.families,
                palettes=tuple(palette.name for palette in lit[:CONCEPT_PALETTES]),
                picture=drawn[index] if index < len(drawn) else None,
                kept=one.state == "kept",
            )
        )
    return Ingredients(
        headlines=tuple(line.text for line in lines),
        heroes=pieces.heroes,
        drawings=pieces.drawings,
        pictures=pieces.pictures,
        palettes=with_pictured(palettes, pieces.pictures, brief.brand.colours),
        pairings=pieces.pairings,
        programme=len(brief.programme) >= 3,
        patterns=len(pieces.patterns),
        language=brief.language,
        code=bool(brief.facts.qr and brief.facts.url),
        concepts=tuple(concepts),
        own=len(headlines(brief)),
    )


def with_pictured(
    palettes: tuple[Palette, ...], pictures: Sequence[Picture], brand: Sequence[str]
) -> tuple[Palette, ...]:
    """The brief's palettes with those of its photographs among the first; a brand's colours leave no room for them."""
    if not pictures or brand:
        return palettes
    found = [pixels_palette(pictures[0].path, dark=dark) for dark in (True, False)]
    if len(pictures) > 1:
        other = pixels_palette(pictures[1].path, dark=True)
        found.append(replace(other, name=f"{other.name}-2"))
    return (*palettes[:2], *found, *palettes[2:])


@lru_cache(maxsize=16)
def pixels_palette(path: str, *, dark: bool) -> Palette:
    """The palette of a photograph, from a small copy of its pixels."""
    image = load_rgb(open_picture(Path(path))).convert("RGB")
    image.thumbnail((192, 192))
    return from_pixels(np.asarray(image), dark=dark)


def copy_of(brief: Brief, headline: Line, credit: str = "", *, turn: int = 0) -> Copy:
    """Every word that may be set, typographically right, verbatim otherwise.

    Where the brief names people, every other `turn` their names are the supporting line, unless one is given.
    """
    language = brief.language
    lines = supporting_lines(brief, headline)
    line = set_text(lines[0].text, language) if lines else ""
    people = set_text(", ".join(brief.facts.people), language)
    if people and not brief.copy.line and (turn % 2 or not line):
        line, people = people, ""
    facts = tuple(
        FactLine(fact.kind, fact.strong, fact.weak)
        for fact in facts_of(brief, language)
        if fact.kind in ("date", "place", "price", "url")
    )
    return Copy(
        headline=set_text(headline.text, language),
        line=line,
        facts=facts,
        action=set_text(brief.copy.action, language),
        client=set_text(brief.client, language),
        small=set_text(brief.copy.small, language),
        credit=credit,
        programme=tuple(
            ProgrammeRow(set_text(row.time, language), set_text(row.name, language), set_text(row.place, language))
            for row in brief.programme
        ),
        people=people,
        named=bool(lines) and lines[0].source == "title" and line == set_text(lines[0].text, language),
    )


def brief_texts(brief: Brief) -> tuple[str, ...]:
    """Every text of a brief that may be set on a page, typographically right, in capitals too (headlines may be)."""
    texts: list[str] = []
    for line in headlines(brief):
        copy = copy_of(brief, line)
        texts += [copy.headline, copy.headline.upper(), copy.line, copy.people]
        facts = [f"{fact.strong} {fact.weak}" for fact in copy.facts]
        rows = [text for row in copy.programme for text in (row.time, row.name, row.place)]
        texts += [*facts, copy.action, copy.client, copy.small, *rows]
    return tuple(dict.fromkeys(text for text in texts if text.strip()))


def code_svg(url: str) -> str:
    """A QR code (ISO/IEC 18004, by segno) that leads to `url`, with its quiet zone, on nothing."""
    address = url if "://" in url or url.startswith(("mailto:", "tel:")) else f"https://{url}"
    if not any(sign.isalpha() for sign in url):
        address = "tel:" + "".join(sign for sign in url if sign.isdigit() or sign == "+")
    return segno.make(address, error="m", micro=False).svg_inline(border=4, dark="#000000", omitsize=False)


def emblems_for(spec: DraftSpec, pieces: Pieces) -> tuple[Emblem | None, tuple[Emblem, ...]]:
    """The hero of a draft and the pieces of its pattern, the hero's kin first."""
    hero = pieces.emblem_named(spec.emblem)
    kin = [piece for piece in pieces.patterns if piece is not hero]
    start = spec.number % max(len(kin), 1)
    turned = kin[start:] + kin[:start]
    own = [one for name in (spec.emblem, *spec.motifs) if (one := pieces.emblem_named(name)) is not None]
    lead = [piece for piece in dict.fromkeys(own) if piece.roles & {"pattern", "tile"}]
    turned = [piece for piece in turned if piece not in lead]
    return hero, tuple((lead + turned)[:PATTERN_KINDS])


def kit_from(design: Mapping[str, Any], brief: Brief, pieces: Pieces, *, place: str = "") -> Kit:
    """The kit of a design on the record, as it was composed, whatever a later version would plan.

    Raises `DesignNeeds` when it names a typeface, a piece or a picture that is no longer there, or lacks what a design
    says: a record may be another's.
    """
    try:
        return _kit_from(design, brief, pieces, place)
    except (KeyError, TypeError) as error:
        raise DesignNeeds(place, what=str(error.args[0]) if isinstance(error, KeyError) else "copy") from error


def _kit_from(design: Mapping[str, Any], brief: Brief, pieces: Pieces, place: str) -> Kit:
    def found(items: Iterable[T], key: Callable[[T], object], name: object) -> T:
        for item in items:
            if key(item) == name:
                return item
        raise DesignNeeds(place, what=str(name))

    copy, palette = dict(design["copy"]), dict(design["palette"])
    copy["facts"] = tuple(FactLine(**fact) for fact in copy["facts"])
    copy["programme"] = tuple(ProgrammeRow(**row) for row in copy["programme"])
    palette |= {name: tuple(value) for name, value in palette.items() if isinstance(value, list)}
    marks = {name: pieces.emblem_named(name) for name in (design["emblem"], *design["emblems"]) if name}
    for name, mark in marks.items():
        if mark is None:
            raise DesignNeeds(place, what=str(name))
    unknown = [name for value, kind in ((copy, Copy), (palette, Palette)) for name in value if name not in named(kind)]
    if unknown:
        raise DesignNeeds(place, what=unknown[0])
    return Kit(
        copy=Copy(**copy),
        palette=Palette(**palette),
        pairing=found(pieces.pairings, lambda one: one.id, design["pairing"]["id"]),
        language=design["language"],
        seed=design["seed"],
        emblem=marks.get(design["emblem"]),
        emblems=tuple(mark for name in design["emblems"] if (mark := marks[name]) is not None),
        repeat=pieces.repeats.get(design["emblem"] or ""),
        drawing=design["drawing"] or "",
        picture=found(pieces.pictures, lambda one: one.name, design["picture"]) if design["picture"] else None,
        logo=pieces.logo,
        partners=pieces.partners,
        code_svg=code_svg(brief.facts.url) if brief.facts.qr and brief.facts.url else "",
        develop=develop,
        hand=hand_of(design),
    )


def named(kind: type[Copy] | type[Palette]) -> frozenset[str]:
    """The fields that this version knows of a value on the record; a newer one may have written more."""
    return frozenset(one.name for one in fields(kind))


def kit_of(
    brief: Brief,
    pieces: Pieces,
    spec: DraftSpec,
    *,
    palette: Palette | None = None,
    pairing: Pairing | None = None,
    credit: str = "",
    ideas: Sequence[Proposed] = (),
) -> Kit:
    """The kit of one draft; `palette` and `pairing` replace the plan's when a draft is repaired.

    `ideas` are those that the draft was planned with.
    """
    lines = headline_lines(brief, ideas)
    hero, several = emblems_for(spec, pieces)
    chosen = pairing or next(one for one in pieces.pairings if one.id == spec.pairing)
    picture = pieces.pictures[spec.picture] if spec.picture is not None else None
    return Kit(
        copy=copy_of(brief, lines[spec.headline], credit, turn=spec.number),
        palette=palette or spec.palette,
        pairing=chosen,
        language=brief.language,
        seed=spec.seed,
        emblem=hero,
        emblems=several,
        repeat=pieces.repeats.get(spec.emblem),
        drawing=spec.drawing,
        picture=picture,
        logo=pieces.logo,
        partners=pieces.partners,
        code_svg=code_svg(brief.facts.url) if brief.facts.qr and brief.facts.url else "",
        develop=develop,
    )
