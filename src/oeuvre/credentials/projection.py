"""What the record says of a work, as a claim to sign. A pure projection: the same record gives the same claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    used = _ingredients(lineage, nodes, act)
    kind = source_type(makers, by_model=any(one.by_model for one in pieces.values()), composed=len(pieces) > 1)
    terms = work.attributes.get("terms_url")
    training = work.attributes.get("training")
    return Claim(
        title=title or work.title or work.id[:12],
        media_type=media_type or work.media_type,
        actions=_actions(act, piece, pieces, used, kind, language),
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
    )


def _address(licence: str | None) -> str | None:
    return licence if licence and licence.startswith(("https://", "http://")) else None


def _ingredients(lineage: Lineage, nodes: Mapping[str, Work], act: Act) -> dict[str, Relationship]:
    """Ids of the works that went in, and how: the parent first, then what is placed, then what only informed it."""
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
            if not is_seen(edge.used_role, below) or below.id in looked:
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
) -> tuple[Action, ...]:
    """What was done to the work, as C2PA tells it: opened or created, what was placed, then the act that made it."""
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
    return (Action("c2pa.opened", ingredients=(parent,)), *placed, edited)


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
