"""What is made of an emblem on the record: a lockup with a name, a seamless pattern, a turn from one to another.

Each is one `compose` act by rule, as a person asked, that used the emblem: whose influence it stands under goes along.
In a project it lies on the table. What an act says of it makes it again to the byte.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

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
from oeuvre.create.library import Face, Pairing, pairings
from oeuvre.models.house import House, house_names, open_house
from oeuvre.production.emblem_errors import EmblemOfOther, FontUnknown, NameUndrawable, NotAnEmblem
from oeuvre.production.errors import NotRepeatable
from oeuvre.production.explored import EXPLORED, PICTURE, PNG_TYPE, SVG_TYPE, is_explored, recipe_of
from oeuvre.production.exploring import Floats, Recipe, half_of
from oeuvre.production.pieces import face_piece
from oeuvre.production.recording import rule
from oeuvre.production.rerunning import Rerun
from oeuvre.production.training import find_house
from oeuvre.record import JSON, Act, NewAct, NewWork, Party, Record, Work

# A name beside an emblem has at most so many signs.
LONGEST_NAME = 60
GIF_TYPE = "image/gif"
Place = Literal["beside", "under"]
Form = Moving | Literal["svg"]
FORMS: tuple[Form, ...] = ("svg", "gif", "apng")
USES = ("lockup", "pattern", "turn")
# What an act makes of an emblem, by its role: a picture on the table.
MADE = "picture"


@dataclass(frozen=True)
class Figured:
    """An emblem of the record, drawn again: its work, what it is drawn from, its half-field."""

    work: Work
    recipe: Recipe
    half: Floats

    @property
    def title(self) -> str:
        """What it is called."""
        return self.work.title or self.work.id[:12]


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
    house = _house_of(record, act, work)
    try:
        recipe = recipe_of(act)
    except NotRepeatable:
        raise NotAnEmblem(work.title or work.id[:12]) from None
    return Figured(work, recipe, half_of(house, recipe))


def house_of(home: Path, act: Act) -> House:
    """The model that an act drew with: the home's own of this name or the one that ships, by its version; where neither
    is of that version, the one that the name means here."""
    name, was = str(act.settings["model"]), act.settings.get("model_version")
    house = find_house(home, name)
    shipped = open_house(name) if house.card.version != was and name in house_names() else house
    return shipped if shipped.card.version == was else house


def _house_of(record: Record, act: Act, work: Work) -> House:
    house = house_of(record.home, act)
    if house.card.version != act.settings.get("model_version"):
        was = str(act.settings.get("model_version"))
        raise EmblemOfOther(work.title or work.id[:12], model=house.card.name, was=was, now=house.card.version)
    return house


def make_lockup(
    record: Record,
    party: Party,
    emblem: Figured,
    name: str,
    *,
    font: str = "",
    place: Place = "beside",
    project: str | None = None,
) -> Composed:
    """The emblem with a name beside or under it, in the headline face of a pairing (the first, when none is named).
    Raises `NameUndrawable`, `FontUnknown`."""
    said = " ".join(name.split())
    pairing = _pairing(font)
    files = _lockup(emblem, said, pairing, place)
    used = [(emblem.work, "emblem"), (_face_work(record, pairing.headline), "typeface")]
    settings: dict[str, JSON] = {"made": "lockup", "font": pairing.id, "place": place}
    return _record(record, party, project, said, files, used, settings, {"name": said})


def make_pattern(
    record: Record,
    party: Party,
    emblem: Figured,
    group: str,
    page: tuple[float, float, float] | None = None,
    *,
    project: str | None = None,
) -> Composed:
    """A seamless tile of the emblem by a wallpaper group, or with `page` (width, height, cell) a page covered with it.
    Raises `KeyError` for a group that there is not."""
    settings: dict[str, JSON] = {"made": "pattern", "group": group, "page": list(page) if page else None}
    title = f"{emblem.title} · {group}"
    files = _pattern(emblem, group, page)
    return _record(record, party, project, title, files, [(emblem.work, "emblem")], settings, {})


def make_turn(
    record: Record,
    party: Party,
    first: Figured,
    last: Figured,
    form: Form = "svg",
    steps: int = 16,
    *,
    project: str | None = None,
) -> Composed:
    """A turn from one emblem to another and back, in the colours and the manner of the first."""
    title = f"{first.title} – {last.title}"
    settings: dict[str, JSON] = {"made": "turn", "form": form, "steps": steps}
    used = [(first.work, "emblem"), (last.work, "emblem")]
    return _record(record, party, project, title, _turn(first, last, form, steps, title), used, settings, {})


def _pairing(font: str) -> Pairing:
    known = {pairing.id: pairing for pairing in pairings()}
    if font and font not in known:
        raise FontUnknown(font, known=", ".join(known))
    return known[font] if font else pairings()[0]


def _lockup(emblem: Figured, said: str, pairing: Pairing, place: Place) -> dict[str, bytes]:
    lacking = pairing.headline.covers(said)
    if not said or len(said) > LONGEST_NAME or lacking:
        raise NameUndrawable(said[:80] or "–", most=LONGEST_NAME, lacking=lacking or "–", font=pairing.id)
    data, box = outlined_text(pairing.headline, said, pairing.tracking)
    if box[0] >= box[2]:
        raise NameUndrawable(said, most=LONGEST_NAME, lacking="–", font=pairing.id)
    recipe = emblem.recipe
    drawn = draw_emblem(emblem.half, recipe.manner)
    return _pictured(lockup(drawn, recipe.inks, Lettering(data, box), place, recipe.frame).encode())


def _pattern(emblem: Figured, group: str, page: tuple[float, float, float] | None) -> dict[str, bytes]:
    inks = emblem.recipe.inks
    pattern = repeat(draw_emblem(emblem.half), group)
    return _pictured((pattern.spread_svg(inks, *page) if page else pattern.tile_svg(inks)).encode())


def _turn(first: Figured, last: Figured, form: Form, steps: int, title: str) -> dict[str, bytes]:
    recipe = first.recipe
    turned = turn(fields_between(first.half, last.half, steps), recipe.manner)
    svg = turn_svg(turned, recipe.inks, title).encode()
    if form == "svg":
        return _pictured(svg)
    with Press() as press:
        data = turn_pictures(turned, recipe.inks, lambda one: press.drawing(one.encode(), PICTURE), form)
    return {GIF_TYPE if form == "gif" else PNG_TYPE: data, SVG_TYPE: svg}


def _pictured(svg: bytes) -> dict[str, bytes]:
    """A drawing and its picture; the first of the files is the work."""
    with Press() as press:
        return {SVG_TYPE: svg, PNG_TYPE: press.drawing(svg, 2 * PICTURE)}


def _record(
    record: Record,
    party: Party,
    project: str | None,
    title: str,
    files: Mapping[str, bytes],
    used: Sequence[tuple[Work, str]],
    settings: Mapping[str, JSON],
    words: Mapping[str, str],
) -> Composed:
    """One act with what it made: what moves where something does, else the drawing; and its picture."""
    media, data = next(iter(files.items()))
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
            MADE,
        )
    ]
    if media == SVG_TYPE:
        picture = files[PNG_TYPE]
        made.append((NewWork(record.store.put(picture), PNG_TYPE, "image", len(picture)), "preview"))
    act = NewAct(
        kind="compose",
        project=project,
        by=[(rule(record, "composition"), "composer"), (party, "director")],
        used=list(used),
        made=made,
        settings={**settings, "version": __version__},
        words=dict(words),
    )
    return Composed(record.append([act])[0].works[0], files)


def is_emblem_use(act: Act) -> bool:
    """Whether an act made something of an emblem, which is done again from the act and the emblem alone."""
    return act.kind == "compose" and act.settings.get("made") in USES


def rerun_use(record: Record, act: Act) -> Rerun:
    """What was made of an emblem, made again. Raises `NotRepeatable` where the act does not say all of it (a name that
    was erased), and as `figured`."""
    held = act.settings
    emblems = [figured(record, record.work(used.work_id)) for used in act.used if used.role == "emblem"]
    try:
        files = _again(record, act, emblems)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise NotRepeatable(str(act.seq), kind=act.kind) from error
    pairs = []
    for one in act.made:
        work = record.work(one.work_id)
        data = files.get(work.media_type)
        pairs.append((one.role, work.digest, hashlib.sha256(data).hexdigest() if data is not None else ""))
    differing = [pair for pair in pairs if pair[1] != pair[2]]
    _, expected, digest = (differing or pairs)[0]
    changed = [role for role, *_ in differing]
    if differing and held.get("version") != __version__:
        changed.append(f"version {held.get('version')} → {__version__}")
    return Rerun(act.seq, not differing, digest, expected, tuple(changed))


def _again(record: Record, act: Act, emblems: Sequence[Figured]) -> dict[str, bytes]:
    held = act.settings
    if held["made"] == "lockup":
        name = act.words.get("name")
        if name is None:
            raise KeyError("name")
        return _lockup(emblems[0], name, _pairing(str(held["font"])), "under" if held["place"] == "under" else "beside")
    if held["made"] == "pattern":
        page = held["page"]
        if page is None:
            return _pattern(emblems[0], str(held["group"]), None)
        wide, high, cell = (float(str(side)) for side in cast(Sequence[JSON], page))
        return _pattern(emblems[0], str(held["group"]), (wide, high, cell))
    form = next(one for one in FORMS if one == held["form"])
    title = record.work(act.made[0].work_id).title or ""
    return _turn(emblems[0], emblems[-1], form, int(str(held["steps"])), title)


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
        "font",
        len(piece.data),
        title=piece.title,
        licence=piece.licence,
        attributes={"piece": piece.key, "source": piece.source},
    )
    makers = record.party(piece.author, "collective")
    by = [(makers, "author"), (rule(record, "library"), "importer")]
    return record.append([NewAct(kind="import", by=by, made=[(made, "piece")])])[0].works[0]
