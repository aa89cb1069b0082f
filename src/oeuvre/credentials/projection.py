"""What the record says of a work, as a claim to sign. A pure projection: the same record gives the same claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oeuvre.credentials.claims import Action, Claim, Ingredient, Relationship, Training
from oeuvre.credentials.makers import PEOPLE, Piece, blend_pieces, is_seen, source_type, visible_pieces
from oeuvre.foundation import Language, say

if TYPE_CHECKING:
    from oeuvre.record import Act, Edge, Lineage, Record, Work

# Acts whose work is another state of what it used, and the roles in which that is used.
CONTINUING = frozenset({"edit", "adapt", "sign"})
PARENT_ROLES = frozenset(
    {
        "parent",
        "original",
        "base",
        "chosen",
        "draft",
        "design",
        "composition",
        "edition",
        "work",
        "edited",
        "adapted",
        "source",
    }
)
_TRAINING: tuple[Training, ...] = ("notAllowed", "allowed", "constrained")


def claim_for(
    record: Record,
    work_id: str,
    *,
    title: str | None = None,
    media_type: str | None = None,
    language: Language = "en",
) -> Claim:
    """The claim that the record supports for a work.

    Every work that the act behind it used is an ingredient; of a parent that is itself a design, the pieces stand in
    it too, so that their own credentials go along even where the design carries none.
    """
    lineage = record.ancestors(work_id)
    pieces = visible_pieces(record, lineage)
    nodes = {node.id: node for node in lineage.nodes}
    piece, act = pieces[work_id], record.made_by_act(work_id)
    work = piece.work
    makers = blend_pieces(pieces.values())
    used = _ingredients(lineage, nodes, act, pieces)
    corrections = _corrections(pieces.values(), act)
    kind = source_type(makers, by_model=any(one.by_model for one in pieces.values()), composed=len(pieces) > 1)
    terms = work.attributes.get("terms_url")
    training = work.attributes.get("training")
    return Claim(
        title=title or work.title or work.id[:12],
        media_type=media_type or work.media_type,
        actions=_actions(act, piece, pieces, used, kind, language, corrections),
        ingredients=tuple(_ingredient(record, nodes[id_], relationship) for id_, relationship in used.items()),
        authors=_authors(pieces.values()),
        licence=work.licence,
        terms_url=terms if isinstance(terms, str) else _address(work.licence),
        training=training if training in _TRAINING else "notAllowed",
        record_digest=act.digest,
        work_id=work.id,
        made_by=makers,
        iscc=work.iscc,
        credits=_software(pieces.values()),
        editors=tuple(dict.fromkeys(name for one in corrections for name in _people(one, pieces.values()))),
    )


def _address(licence: str | None) -> str | None:
    return licence if licence and licence.startswith(("https://", "http://")) else None


def _ingredients(
    lineage: Lineage, nodes: Mapping[str, Work], act: Act, pieces: Mapping[str, Piece]
) -> dict[str, Relationship]:
    """Ids of the works that went in, and how: the parent first, then what is placed, then what only informed it.

    Of what stands in a parent, `pieces` are seen here: a piece that a correction took off the page is not placed.
    """
    above: dict[str, list[Edge]] = {}
    for edge in lineage.edges:
        above.setdefault(edge.child, []).append(edge)
    found: dict[str, Relationship] = {}
    for edge in above.get(lineage.work, []):
        seen = is_seen(edge.used_role, nodes[edge.parent])
        continues = act.kind in CONTINUING and edge.used_role in PARENT_ROLES
        relationship: Relationship = "parentOf" if continues and seen else ("componentOf" if seen else "inputTo")
        if relationship == "parentOf" and "parentOf" in found.values():
            relationship = "componentOf"
        found.setdefault(edge.parent, relationship)
    pending = [id_ for id_, how in found.items() if how != "inputTo" and nodes[id_].modality == "design"]
    looked = set(pending)
    while pending:
        for edge in above.get(pending.pop(0), []):
            below = nodes[edge.parent]
            if not is_seen(edge.used_role, below) or below.id in looked or below.id not in pieces:
                continue
            looked.add(below.id)
            if below.modality == "design":
                pending.append(below.id)
            else:
                found.setdefault(below.id, "componentOf")
    order: tuple[Relationship, ...] = ("parentOf", "componentOf", "inputTo")
    return {id_: how for one in order for id_, how in found.items() if how == one}


def _ingredient(record: Record, work: Work, relationship: Relationship) -> Ingredient:
    path: Path | None = record.store.path(work.digest) if record.store.has(work.digest) else None
    return Ingredient(
        title=work.title or work.id[:12],
        media_type=work.media_type,
        relationship=relationship,
        path=path,
        instance_id=work.id,
        digest=work.digest,
        iscc=work.iscc,
    )


def _actions(
    act: Act,
    piece: Piece,
    pieces: Mapping[str, Piece],
    used: Mapping[str, Relationship],
    kind: str,
    language: Language,
    corrections: Sequence[Act],
) -> tuple[Action, ...]:
    """What was done to the work, as C2PA tells it: opened or created, what was placed, what people corrected by hand
    in the designs that it came from, then the act that made it.
    """
    when = act.at.isoformat(timespec="seconds")
    agent, version = _agent(piece)
    names = ", ".join(dict.fromkeys(party.name for party in piece.parties))
    said = say(f"credentials:actions.{act.kind if act.kind in _TOLD else 'made'}", language, name=names or "?")
    parent = next((id_ for id_, how in used.items() if how == "parentOf"), None)
    placed = tuple(
        Action("c2pa.placed", source_type=_piece_type(pieces[id_]), ingredients=(id_,))
        for id_, how in used.items()
        if how == "componentOf" and id_ in pieces
    )
    if parent is None:
        return (Action("c2pa.created", kind, agent, version, said, (), when), *placed)
    edited = Action("c2pa.edited", kind, agent, version, said, (), when)
    by_hand = (action for one in corrections for action in _by_hand(one, pieces, used, language))
    return (Action("c2pa.opened", ingredients=(parent,)), *placed, *by_hand, edited)


# What a person changed by hand, as C2PA names it.
_HAND = {"palette": "c2pa.color_adjustments", "colours": "c2pa.color_adjustments"}
_PLACED = {"mark": ("emblem", "pattern"), "picture": ("photograph",)}


def _corrections(pieces: Iterable[Piece], act: Act) -> tuple[Act, ...]:
    """The acts by which people corrected the work or the designs that it came from, in their order."""
    found = {one.seq: one for piece in pieces for one in (*piece.acts, act) if one.kind == "edit" and _changes(one)}
    return tuple(found[seq] for seq in sorted(found))


def _changes(act: Act) -> tuple[str, ...]:
    told = act.settings.get("changed")
    return tuple(map(str, told)) if isinstance(told, list | tuple) else ()


def _people(act: Act, pieces: Iterable[Piece]) -> list[str]:
    """The people behind an act, by name."""
    acting = {by.party_id for by in act.by}
    known = {party.id: party for piece in pieces for party in piece.parties}
    return [known[id_].name for id_ in acting if id_ in known and known[id_].kind in PEOPLE and known[id_].name]


def _by_hand(
    act: Act, pieces: Mapping[str, Piece], used: Mapping[str, Relationship], language: Language
) -> Iterator[Action]:
    """One action for each kind of thing that a person changed; a piece that they set names it, where it is seen."""
    name, when = ", ".join(_people(act, pieces.values())) or "?", act.at.isoformat(timespec="seconds")
    told: set[tuple[str, str]] = set()
    for change in _changes(act):
        known = change if change in _CHANGES else "other"
        said = say(f"credentials:changes.{known}", language, name=name)
        set_by_hand = tuple(
            one.work_id
            for one in act.used
            if one.role in _PLACED.get(change, ()) and used.get(one.work_id) == "componentOf"
        )
        action = "c2pa.placed" if set_by_hand else _HAND.get(change, "c2pa.edited")
        if (action, said) not in told:
            told.add((action, said))
            yield Action(action, "humanEdits", None, None, said, set_by_hand, when)


_CHANGES = frozenset({"headline", "line", "palette", "colours", "mark", "picture", "nudge", "hide", "show"})


def _piece_type(piece: Piece) -> str | None:
    if piece.makers not in ("human", "machine"):
        return None
    return source_type(piece.makers, by_model=piece.by_model, composed=False)


_TOLD = frozenset({"import", "generate", "edit", "compose", "adapt", "propose"})


def _agent(piece: Piece) -> tuple[str | None, str | None]:
    """The model or rule behind a work; a model is named before a rule."""
    software = sorted((party for party in piece.parties if party.kind not in PEOPLE), key=lambda one: one.kind)
    if not software:
        return None, None
    version = software[0].identifiers.get("version")
    return software[0].name, version


def _authors(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """The people behind the visible pieces, whoever made the work itself first."""
    names = (party.name for piece in pieces for party in piece.parties if party.kind in PEOPLE)
    return tuple(dict.fromkeys(names))


def _software(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """The models and rules behind the visible pieces."""
    names = (f"{party.name} ({party.kind})" for piece in pieces for party in piece.parties if party.kind not in PEOPLE)
    return tuple(dict.fromkeys(names))
