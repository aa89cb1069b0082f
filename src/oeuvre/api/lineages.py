"""The lineage of a work as a graph that stays readable: what is farthest is folded."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from oeuvre.api.asking import Asking
from oeuvre.api.rows import party_shape
from oeuvre.api.shapes import LineageNode, LineageShape
from oeuvre.record import Act, Edge, Lineage, Work

FOLDED = ("before", "after")


def lineage_shape(here: Asking, work: Work, most: int) -> LineageShape:
    """Ancestors and descendants of a work; beyond `most` nodes the farthest are one node on each side."""
    up, down = here.desk.record.ancestors(work.id), here.desk.record.descendants(work.id)
    near = _nearest(work.id, (*up.edges, *down.edges), most)
    above, below = _outside(up, near), _outside(down, near)
    whole = up.merged(down)
    nodes = [_node(here, one, whole) for one in whole.nodes if one.id in near]
    nodes += [_fold(name, len(names)) for name, names in zip(FOLDED, (above, below), strict=True) if names]
    return LineageShape(
        work=work.id,
        nodes=nodes,
        edges=_edges(whole.edges, near, {**dict.fromkeys(above, "before"), **dict.fromkeys(below, "after")}),
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


def _outside(lineage: Lineage, near: set[str]) -> set[str]:
    return {node.id for node in lineage.nodes} - near


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
