"""What a person can pick from, and the emblems and drawings of the library as pictures."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from oeuvre.api.asking import Cursor, Here, Limit, paged
from oeuvre.api.errors import NotThere
from oeuvre.api.inert import picture_response
from oeuvre.api.shapes import Page
from oeuvre.api.shapes_of_home import Choices, EmblemShape
from oeuvre.create.design import COLOUR_ROLES, FAMILIES, palette_named, schemes
from oeuvre.create.lexicon import trades
from oeuvre.create.library import ROLES, Emblem, drawings, emblems, look_up, pairings
from oeuvre.production import licence_name

router = APIRouter(tags=["studio"])
# The sides of a drawing that is made by rule, in pixels.
_SIDE = 480.0
# The terms that people choose among; any other SPDX identifier may be written.
LICENCES = ("all-rights-reserved", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0")


@router.get("/choices")
def list_choices(here: Here) -> Choices:
    """Families, palettes with their colours, pairings of type, formats, licences and trades."""
    language = here.language
    palettes = [(scheme, palette_named(scheme.id, ())) for scheme in schemes()]
    formats = here.desk.studio.formats().values()
    return Choices(
        families=[{"id": one.id, "label": one.name(language)} for one in FAMILIES],
        palettes=[
            {
                "id": scheme.id,
                "label": scheme.fr if language == "fr" else scheme.en,
                "dark": palette.dark,
                "colours": {role: getattr(palette, role) for role in COLOUR_ROLES},
            }
            for scheme, palette in palettes
        ],
        pairings=[
            {
                "id": one.id,
                "label": one.name,
                "headline": one.headline.family,
                "text": next(iter(one.text.values())).family,
                "voices": list(one.voices),
            }
            for one in pairings()
        ],
        formats=[
            {
                "id": one.name,
                "label": one.label(language),
                "note": one.note(language),
                "width": one.width,
                "height": one.height,
                "unit": one.unit,
            }
            for one in formats
        ],
        licences=[{"id": one, "label": licence_name(one, language)} for one in LICENCES],
        trades=[
            {"id": trade.id, "label": trade.name(language)} for trade in trades(here.desk.studio.trades()).values()
        ],
    )


@router.get("/emblems")
def list_emblems(
    here: Here,
    q: Annotated[str, Query(max_length=80, description="A word, or how one begins, in French or in English.")] = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[EmblemShape]:
    """Pieces of the library that a design can show, those that bear the word first; all of them without one."""
    return paged("m", look_up(q, here.language), cursor, limit, lambda one: _emblem(here, one))


def _emblem(here: Here, one: Emblem) -> EmblemShape:
    return EmblemShape(
        name=one.name,
        label=one.words(here.language)[0],
        author=one.credit.author,
        licence=one.credit.licence,
        page=one.credit.page,
        address=f"/api/emblems/{one.name}.svg",
    )


@router.get(
    "/emblems/{name}.svg",
    response_class=Response,
    responses={200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}},
)
def read_emblem(
    name: Annotated[str, Path(max_length=80)],
    colour: Annotated[str, Query(pattern="^[0-9A-Fa-f]{6}$", description="As six hexadecimal digits.")] = "1b1b1b",
) -> Response:
    """An emblem of the library in one colour."""
    found = emblems().get(name)
    if found is None:
        raise NotThere(name)
    return picture_response(found.svg(f"#{colour}").encode(), "image/svg+xml", f'"{name}-{colour.lower()}"')


@router.get(
    "/drawings/{name}.svg",
    response_class=Response,
    responses={200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}},
)
def read_drawing(
    name: Annotated[str, Path(max_length=80)],
    palette: Annotated[str, Query(max_length=40, description="The id of a palette, as /api/choices has it.")] = "nuit",
    seed: Annotated[int, Query(ge=0, le=2**31 - 1, description="Another one draws it otherwise.")] = 0,
) -> Response:
    """A drawing that is made by rule, 480 by 480 pixels, in the colours of a palette."""
    found = drawings().get(name)
    if found is None:
        raise NotThere(name)
    named = next((scheme.id for scheme in schemes() if scheme.id == palette), None)
    if named is None:
        raise NotThere(palette)
    colours = palette_named(named, ())
    svg = found.draw(_SIDE, _SIDE, {role: getattr(colours, role) for role in ROLES}, seed)
    return picture_response(svg.encode(), "image/svg+xml", f'"{name}-{named}-{seed}"')
