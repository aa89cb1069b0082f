"""The lineage of a work as a graph that stays readable: what is farthest is folded."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from oeuvre.api.asking import Asking
from oeuvre.api.rows import party_shape
from oeuvre.api.shapes import LineageNode, LineageShape
from oeuvre.foundation import say
from oeuvre.record import Act, Edge, Lineage, Work
from oeuvre.studio import Card

FOLDED = ("before", "after")
# Fewer variants of a round than this stand for themselves.
FEW = 3


def lineage_shape(here: Asking, work: Work, most: int, *, rounds: bool = False) -> LineageShape:
    """Ancestors and descendants of a work; beyond `most` nodes the farthest are one node on each side.

    With `rounds`, the picture of a design is not told apart from it, and the variants of a round of which nothing came
    and nothing was kept are one node.
    """
    up, down = here.desk.record.ancestors(work.id), here.desk.record.descendants(work.id)
    whole = up.merged(down)
    folds = _rounds(here, work, whole) if rounds else {}
    as_shown = _shown_as(here, work, whole, folds) if rounds else {}
    edges = _renamed(whole.edges, as_shown)
    near = _nearest(work.id, edges, most)
    above, below = _outside(up, as_shown, near), _outside(down, as_shown, near)
    nodes = [_node(here, one, whole) for one in whole.nodes if one.id in near]
    nodes += [_round(here, name, cards) for name, cards in folds.items() if name in near]
    nodes += [_fold(name, len(names)) for name, names in zip(FOLDED, (above, below), strict=True) if names]
    return LineageShape(
        work=work.id,
        nodes=nodes,
        edges=_edges(edges, near, {**dict.fromkeys(above, "before"), **dict.fromkeys(below, "after")}),
        folded=len(above) + len(below),
    )


def _nearest(start: str, edges: Iterable[Edge], most: int) -> set[str]:
    """The works fewest steps away, by breadth."""
    around: dict[str, list[str]] = {}
    for edge in edges:
        around.setdefault(edge.child, []).append(edge.parent)
        around.setdefault(edge.parent, []).append(edge.child)
    found, waiting = {start}, deque([start])
    while waiting and len(found) < most:
        for other in around.get(waiting.popleft(), ()):
            if other not in found and len(found) < most:
                found.add(other)
                waiting.append(other)
    return found


def _outside(lineage: Lineage, as_shown: Mapping[str, str], near: set[str]) -> set[str]:
    return {as_shown.get(node.id, node.id) for node in lineage.nodes} - near


def _rounds(here: Asking, work: Work, lineage: Lineage) -> dict[str, list[Card]]:
    """The variants of each round that can be told together, by the name of their node."""
    of = {one.id: here.desk.card(one) for one in lineage.nodes}
    cards = {name: held[1] for name, held in of.items() if held is not None and held[1].work.id == name}
    led = {edge.parent for edge in lineage.edges if edge.child in cards}
    # What the work itself comes from stands for itself.
    led |= {edge.parent for edge in lineage.edges if edge.child == work.id} | {work.id}
    found: dict[str, list[Card]] = {}
    for name, card in cards.items():
        if card.kind == "draft" and card.round and name not in led and card.state not in ("chosen", "kept"):
            found.setdefault(f"round-{card.act.run}-{card.round}", []).append(card)
    return {name: told for name, told in found.items() if len(told) >= FEW}


def _shown_as(here: Asking, work: Work, lineage: Lineage, folds: Mapping[str, Sequence[Card]]) -> dict[str, str]:
    """By which node a work is shown that has none of its own: the design of a picture, the round of a variant."""
    found = {card.work.id: name for name, cards in folds.items() for card in cards}
    for one in lineage.nodes:
        card = here.desk.card(one)
        if one.id != work.id and card is not None and card[1].image is not None and card[1].image.id == one.id:
            found.setdefault(one.id, found.get(card[1].work.id, card[1].work.id))
    return {name: shown for name, shown in found.items() if name != shown}


def _renamed(edges: Iterable[Edge], as_shown: Mapping[str, str]) -> tuple[Edge, ...]:
    renamed = (
        replace(edge, parent=as_shown.get(edge.parent, edge.parent), child=as_shown.get(edge.child, edge.child))
        for edge in edges
    )
    return tuple(edge for edge in renamed if edge.parent != edge.child)


def _round(here: Asking, name: str, cards: Sequence[Card]) -> LineageNode:
    """The node of a round: how many of its variants it stands for, what the checks struck out among them."""
    first = cards[0]
    node = _fold(name, len(cards))
    number = str(first.round)
    return node.model_copy(
        update={
            "title": say("api:lineage.round", here.language, number=number, count=len(cards)),
            "kind": "round",
            "role": "round",
            "act": first.act.seq,
            "at": first.act.at,
        }
    )


def _edges(edges: Iterable[Edge], near: set[str], folded: Mapping[str, str]) -> list[dict[str, str]]:
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for edge in edges:
        parent = edge.parent if edge.parent in near else folded.get(edge.parent, "")
        child = edge.child if edge.child in near else folded.get(edge.child, "")
        if parent and child and parent != child:
            key = (parent, child, edge.used_role)
            found.setdefault(key, {"from": parent, "to": child, "role": edge.used_role, "act": str(edge.act)})
    return list(found.values())


def _node(here: Asking, work: Work, lineage: Lineage) -> LineageNode:
    act: Act = here.desk.making.acts(work.id)[0]
    parties = here.desk.parties()
    named = next((one for one in act.by if one.role in ("author", "editor")), act.by[0] if act.by else None)
    party = parties.get(named.party_id) if named else None
    role = next((one.role for one in act.made if one.work_id == work.id), "")
    card = here.desk.card(work)
    image = card[1].image.id if card and card[1].image and card[1].work.id == work.id else None
    return LineageNode(
        id=work.id,
        title=work.title or work.id[:12],
        kind=card[1].kind if card and card[1].work.id == work.id else work.modality,
        role=role,
        by=party_shape(party, here.language) if party else None,
        made_by=here.desk.making.made_by(work.id),
        act=act.seq,
        image=image or (work.id if work.modality == "image" else None),
        at=act.at,
        folded=0,
    )


def _fold(name: str, count: int) -> LineageNode:
    return LineageNode(
        id=name,
        title="",
        kind="fold",
        role=name,
        by=None,
        made_by="unknown",
        act=None,
        image=None,
        at=None,
        folded=count,
    )
