"""What the record says of a work, as a claim to sign. A pure projection: the same record gives the same claim.

A work is made by whoever made or edited its *visible pieces*: the acts that composed it and, upwards, those that made
what it shows. A brief, a reference looked at, a typeface or a palette went into it without being seen as a piece; who
only chose, kept or refused made nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oeuvre.credentials.authorship import blend
from oeuvre.credentials.claims import Action, Claim, Ingredient, MadeBy, Relationship, Training
from oeuvre.foundation import Language, say

if TYPE_CHECKING:
    from oeuvre.record import Act, Edge, Lineage, Party, Record, Work

# Roles in which a work is used without being seen in what is made.
UNSEEN_ROLES = frozenset(
    {
        "brief",
        "reference",
        "inspiration",
        "palette",
        "tokens",
        "font",
        "fonts",
        "typeface",
        "pairing",
        "prompt",
        "idea",
        "seed",
        "facts",
        "mood",
        "sheet",
        "contact-sheet",
        "model",
        "weights",
        "training",
        "settings",
    }
)
UNSEEN_MODALITIES = frozenset({"model"})
# Acts that judge, file or pass on what others made.
NOT_MAKING = frozenset(
    {"enrol", "erase", "choose", "keep", "refuse", "audit", "license", "sign", "publish", "withdraw", "train"}
)
# Roles in which a party takes part in a making without making anything itself.
NOT_MAKERS = frozenset(
    {
        "importer",
        "import",
        "client",
        "commissioner",
        "arbiter",
        "chooser",
        "choice",
        "curator",
        "reviewer",
        "publisher",
        "custodian",
    }
)
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
_PEOPLE = ("person", "collective")
_MAKERS: tuple[MadeBy, ...] = ("human", "machine", "mixed", "unknown")
_TRAINING: tuple[Training, ...] = ("notAllowed", "allowed", "constrained")


@dataclass(frozen=True)
class Piece:
    """A visible work of a lineage, the acts that made it and who did; `makers` is None where it was only passed on."""

    work: Work
    acts: tuple[Act, ...]
    makers: MadeBy | None
    parties: tuple[Party, ...]

    @property
    def by_model(self) -> bool:
        return any(party.kind == "model" for party in self.parties)


def made_by(record: Record, work_id: str) -> MadeBy:
    """Who made a work, as its record has it: `human`, `machine`, `mixed`, or `unknown` if any origin is unrecorded."""
    return _blend(visible_pieces(record, record.ancestors(work_id)).values())


def visible_pieces(record: Record, lineage: Lineage) -> dict[str, Piece]:
    """The work itself and every ancestor that is seen in it, by id, the work first."""
    nodes = {node.id: node for node in lineage.nodes}
    parties = {party.id: party for party in lineage.parties}
    above: dict[str, list[Edge]] = {}
    for edge in lineage.edges:
        above.setdefault(edge.child, []).append(edge)
    known_acts: dict[int, Act] = {}
    found: dict[str, Piece] = {}
    pending = [lineage.work]
    while pending:
        current = pending.pop(0)
        if current in found:
            continue
        edges = above.get(current, [])
        found[current] = _piece(record, nodes[current], edges, parties, known_acts)
        pending.extend(edge.parent for edge in edges if _is_seen(edge.used_role, nodes[edge.parent]))
    return found


def _is_seen(role: str, work: Work) -> bool:
    return role not in UNSEEN_ROLES and work.modality not in UNSEEN_MODALITIES


def _piece(
    record: Record, work: Work, edges: Iterable[Edge], parties: Mapping[str, Party], known: dict[int, Act]
) -> Piece:
    first = record.made_by_act(work.id)
    known[first.seq] = first
    for edge in edges:
        if edge.act not in known:
            known[edge.act] = record.act(edge.act)
    numbers = dict.fromkeys([first.seq, *(edge.act for edge in edges)])
    acts = tuple(act for act in (known[number] for number in numbers) if act.kind not in NOT_MAKING)
    makers = tuple(
        parties[by.party_id] for act in acts for by in act.by if by.role not in NOT_MAKERS and by.party_id in parties
    )
    return Piece(work, acts, _makers(work, first, acts, makers), makers)


def _makers(work: Work, first: Act, acts: tuple[Act, ...], parties: tuple[Party, ...]) -> MadeBy | None:
    stated = work.attributes.get("made_by")
    if stated in _MAKERS and first.kind == "import":
        # What an imported file's own credential states, written down when it was imported.
        return stated
    if not acts and first.used:
        # Only signed or passed on: who made it is said by what it was.
        return None
    if not parties or work.attributes.get("origin") == "unknown":
        return "unknown"
    kinds = {"human" if party.kind in _PEOPLE else "machine" for party in parties}
    return "mixed" if len(kinds) == 2 else ("human" if "human" in kinds else "machine")


def _blend(pieces: Iterable[Piece]) -> MadeBy:
    return blend(piece.makers for piece in pieces if piece.makers is not None)


def source_type(makers: MadeBy, *, by_model: bool, composed: bool) -> str:
    """The IPTC digital source type of a work: who made it, whether a model took part, whether it stands on others."""
    if makers == "human":
        return "humanEdits" if composed else "digitalCreation"
    if makers == "machine":
        if not by_model:
            return "algorithmicMedia"
        return "compositeSynthetic" if composed else "trainedAlgorithmicMedia"
    return "compositeWithTrainedAlgorithmicMedia" if by_model else "composite"


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
    makers = _blend(pieces.values())
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
        seen = _is_seen(edge.used_role, nodes[edge.parent])
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
            if not _is_seen(edge.used_role, below) or below.id in looked:
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
    software = sorted((party for party in piece.parties if party.kind not in _PEOPLE), key=lambda one: one.kind)
    if not software:
        return None, None
    version = software[0].identifiers.get("version")
    return software[0].name, version


def _authors(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """The people behind the visible pieces, whoever made the work itself first."""
    names = (party.name for piece in pieces for party in piece.parties if party.kind in _PEOPLE)
    return tuple(dict.fromkeys(names))


def _software(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """The models and rules behind the visible pieces."""
    names = (f"{party.name} ({party.kind})" for piece in pieces for party in piece.parties if party.kind not in _PEOPLE)
    return tuple(dict.fromkeys(names))
