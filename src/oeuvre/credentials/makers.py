"""Who made a work, as the record has it.

A work is made by whoever made or edited its *visible pieces*: the acts that composed it and, upwards, those that made
what it shows. A brief, a reference looked at, a typeface or a palette went into it without being seen as a piece; who
only chose, kept, refused or signed made nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oeuvre.credentials.authorship import blend
from oeuvre.credentials.claims import MadeBy

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
        "like",
        "unlike",
        "influence",
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
        "director",
        "arbiter",
        "chooser",
        "choice",
        "curator",
        "reviewer",
        "publisher",
        "custodian",
    }
)
PEOPLE = ("person", "collective")
# The role in which a correction uses the version before it.
EDITED = "edited"
_MAKERS: tuple[MadeBy, ...] = ("human", "machine", "mixed", "unknown")


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
    return blend_pieces(visible_pieces(record, record.ancestors(work_id)).values())


def visible_pieces(record: Record, lineage: Lineage) -> dict[str, Piece]:
    """The work itself and every ancestor that is seen in it, by id, the work first.

    What a correction took off a page is not seen in the version that came of it, although it is in the one before.
    """
    nodes = {node.id: node for node in lineage.nodes}
    parties = {party.id: party for party in lineage.parties}
    above: dict[str, list[Edge]] = {}
    for edge in lineage.edges:
        above.setdefault(edge.child, []).append(edge)
    known_acts: dict[int, Act] = {}
    found: dict[str, Piece] = {}
    pending: list[tuple[str, frozenset[str]]] = [(lineage.work, frozenset())]
    looked: set[tuple[str, frozenset[str]]] = set()
    while pending:
        current, gone = pending.pop(0)
        if (current, gone) in looked:
            continue
        looked.add((current, gone))
        edges = above.get(current, [])
        if current not in found:
            found[current] = _piece(record, nodes[current], edges, parties, known_acts)
        for edge in edges:
            if edge.parent not in gone and is_seen(edge.used_role, nodes[edge.parent]):
                taken_off = removed_by(known_acts[edge.act]) if edge.used_role == EDITED else frozenset()
                pending.append((edge.parent, gone | taken_off))
    return found


def removed_by(act: Act) -> frozenset[str]:
    """The works that stood on a design before a correction and stand there no more."""
    told = act.settings.get("removed") if act.kind == "edit" else None
    return frozenset(str(work) for work in told) if isinstance(told, list | tuple) else frozenset()


def is_seen(role: str, work: Work) -> bool:
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
    return Piece(work, acts, _makers(work, first, acts, [party.kind for party in makers]), makers)


def makers_of(work: Work, acts: Sequence[Act], kinds: Mapping[str, str]) -> MadeBy | None:
    """Who made this one piece, whatever stands behind it; None where it was only passed on.

    `acts` are all that made it, the first first; `kinds` says what each party is.
    """
    making = tuple(act for act in acts if act.kind not in NOT_MAKING)
    found = [
        kinds[by.party_id] for act in making for by in act.by if by.role not in NOT_MAKERS and by.party_id in kinds
    ]
    return _makers(work, acts[0], making, found)


def _makers(work: Work, first: Act, acts: Sequence[Act], parties: Sequence[str]) -> MadeBy | None:
    stated = work.attributes.get("made_by")
    if stated in _MAKERS and first.kind == "import":
        # What an imported file's own credential states, written down when it was imported.
        return stated
    if not acts and first.used:
        # Only signed or passed on: who made it is said by what it was.
        return None
    if not parties or work.attributes.get("origin") == "unknown":
        return "unknown"
    kinds = {"human" if kind in PEOPLE else "machine" for kind in parties}
    return "mixed" if len(kinds) == 2 else ("human" if "human" in kinds else "machine")


def blend_pieces(pieces: Iterable[Piece]) -> MadeBy:
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
