"""What is made of an emblem on the record: a lockup with a name, a seamless pattern, a turn from one to another.

Each is one `compose` act by rule, as a person asked, that used the emblem: whose influence it stands under goes along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from oeuvre import __version__
from oeuvre.create.design import Press, outlined_text
from oeuvre.create.explore import (
    Lettering,
    Moving,
    draw_emblem,
    fields_between,
    lockup,
    repeat,
    turn,
    turn_pictures,
    turn_svg,
)
from oeuvre.create.library import Face, pairings
from oeuvre.models.house import House, open_house
from oeuvre.production.emblem_errors import EmblemOfOther, FontUnknown, NameUndrawable, NotAnEmblem
from oeuvre.production.errors import NotRepeatable
from oeuvre.production.explored import EXPLORED, PICTURE, PNG_TYPE, SVG_TYPE, is_explored, recipe_of
from oeuvre.production.exploring import Floats, Recipe, half_of
from oeuvre.production.pieces import face_piece
from oeuvre.production.recording import rule
from oeuvre.record import JSON, Act, NewAct, NewWork, Party, Record, Work

# A name beside an emblem has at most so many signs.
LONGEST_NAME = 60
GIF_TYPE = "image/gif"
Place = Literal["beside", "under"]


@dataclass(frozen=True)
class Figured:
    """An emblem of the record, drawn again: its work, what it is drawn from, its half-field."""

    work: Work
    recipe: Recipe
    half: Floats


@dataclass(frozen=True)
class Composed:
    """What was made of an emblem: its work on the record, and its files by media type."""

    work: Work
    files: Mapping[str, bytes]


def figured(record: Record, work: Work) -> Figured:
    """An emblem as it can be taken apart. Raises `NotAnEmblem`, and `EmblemOfOther` where another version drew it."""
    act = record.made_by_act(work.id)
    if not is_explored(act) or all(made.work_id != work.id or made.role != EXPLORED for made in act.made):
        raise NotAnEmblem(work.title or work.id[:12])
    house = _house_of(act, work)
    try:
        recipe = recipe_of(act)
    except NotRepeatable:
        raise NotAnEmblem(work.title or work.id[:12]) from None
    return Figured(work, recipe, half_of(house, recipe))


def _house_of(act: Act, work: Work) -> House:
    house = open_house(str(act.settings["model"]))
    if house.card.version != act.settings.get("model_version"):
        was = str(act.settings.get("model_version"))
        raise EmblemOfOther(work.title or work.id[:12], model=house.card.name, was=was, now=house.card.version)
    return house


def make_lockup(
    record: Record, party: Party, emblem: Figured, name: str, *, font: str = "", place: Place = "beside"
) -> Composed:
    """The emblem with a name beside or under it, in the headline face of a pairing (the first, when none is named).
    Raises `NameUndrawable`, `FontUnknown`."""
    said = " ".join(name.split())
    known = {pairing.id: pairing for pairing in pairings()}
    if font and font not in known:
        raise FontUnknown(font, known=", ".join(known))
    pairing = known[font] if font else pairings()[0]
    lacking = pairing.headline.covers(said)
    if not said or len(said) > LONGEST_NAME or lacking:
        raise NameUndrawable(said[:80] or "–", most=LONGEST_NAME, lacking=lacking or "–", font=pairing.id)
    data, box = outlined_text(pairing.headline, said, pairing.tracking)
    if box[0] >= box[2]:
        raise NameUndrawable(said, most=LONGEST_NAME, lacking="–", font=pairing.id)
    recipe = emblem.recipe
    drawn = draw_emblem(emblem.half, recipe.manner)
    svg = lockup(drawn, recipe.inks, Lettering(data, box), place, recipe.frame).encode()
    used = [(emblem.work, "emblem"), (_face_work(record, pairing.headline), "typeface")]
    settings: dict[str, JSON] = {"made": "lockup", "font": pairing.id, "place": place}
    return _record(record, party, f"{said}", svg, used, settings, {"name": said})


def make_pattern(
    record: Record, party: Party, emblem: Figured, group: str, page: tuple[float, float, float] | None = None
) -> Composed:
    """A seamless tile of the emblem by a wallpaper group, or with `page` (width, height, cell) a page covered with it.
    Raises `KeyError` for a group that there is not."""
    inks = emblem.recipe.inks
    pattern = repeat(draw_emblem(emblem.half), group)
    svg = (pattern.spread_svg(inks, *page) if page else pattern.tile_svg(inks)).encode()
    settings: dict[str, JSON] = {"made": "pattern", "group": group, "page": list(page) if page else None}
    title = f"{emblem.work.title or emblem.work.id[:12]} · {group}"
    return _record(record, party, title, svg, [(emblem.work, "emblem")], settings, {})


def make_turn(
    record: Record, party: Party, first: Figured, last: Figured, form: Moving | Literal["svg"] = "svg", steps: int = 16
) -> Composed:
    """A turn from one emblem to another and back, in the colours and the manner of the first."""
    recipe = first.recipe
    turned = turn(fields_between(first.half, last.half, steps), recipe.manner)
    title = f"{first.work.title or first.work.id[:12]} – {last.work.title or last.work.id[:12]}"
    svg = turn_svg(turned, recipe.inks, title).encode()
    moving: dict[str, bytes] = {}
    if form != "svg":
        with Press() as press:
            data = turn_pictures(turned, recipe.inks, lambda one: press.drawing(one.encode(), PICTURE), form)
        moving[GIF_TYPE if form == "gif" else PNG_TYPE] = data
    settings: dict[str, JSON] = {"made": "turn", "form": form, "steps": steps}
    used = [(first.work, "emblem"), (last.work, "emblem")]
    return _record(record, party, title, svg, used, settings, {}, moving)


def _record(
    record: Record,
    party: Party,
    title: str,
    svg: bytes,
    used: Sequence[tuple[Work, str]],
    settings: Mapping[str, JSON],
    words: Mapping[str, str],
    moving: Mapping[str, bytes] | None = None,
) -> Composed:
    """One act with what it made: what moves where something does, else the drawing; and its picture."""
    files = {SVG_TYPE: svg, **(moving or {})}
    media, data = next(iter(moving.items())) if moving else (SVG_TYPE, svg)
    licence = next((work.licence for work, role in used if role == "emblem" and work.licence), None)
    terms = next((str(work.attributes["terms"]) for work, _ in used if "terms" in work.attributes), "")
    made = [
        (
            NewWork(
                record.store.put(data),
                media,
                "image",
                len(data),
                title=title,
                licence=licence,
                attributes={"terms": terms} if terms else {},
            ),
            "piece",
        )
    ]
    if not moving:
        with Press() as press:
            files[PNG_TYPE] = press.drawing(svg, 2 * PICTURE)
        picture = files[PNG_TYPE]
        made.append((NewWork(record.store.put(picture), PNG_TYPE, "image", len(picture)), "preview"))
    act = NewAct(
        kind="compose",
        by=[(rule(record, "composition"), "composer"), (party, "director")],
        used=list(used),
        made=made,
        settings={**settings, "version": __version__},
        words=dict(words),
    )
    return Composed(record.append([act])[0].works[0], files)


def _face_work(record: Record, face: Face) -> Work:
    """The work that a packaged face is; it comes in the first time that it is used."""
    piece = face_piece(face)
    known = next(
        (one for one in record.works_with_digest(piece.digest) if one.attributes.get("piece") == piece.key), None
    )
    if known is not None:
        return known
    made = NewWork(
        record.store.put(piece.data),
        piece.media_type,
        "design",
        len(piece.data),
        title=piece.title,
        licence=piece.licence,
        attributes={"piece": piece.key, "source": piece.source},
    )
    makers = record.party(piece.author, "collective")
    by = [(makers, "author"), (rule(record, "library"), "importer")]
    return record.append([NewAct(kind="import", by=by, made=[(made, "piece")])])[0].works[0]
