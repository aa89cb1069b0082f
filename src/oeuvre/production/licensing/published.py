"""Public licences that a work was once under. Nobody takes them back: whoever has a copy under one keeps it.

Creative Commons (4.0, 2(a)(1) and 6(c)), the software licences and the licence for fonts grant everybody for as long as
the law protects the work. Who takes consent back, or states other terms, gives out no more copies under it; no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from oeuvre.licence import EventKind, all_templates
from oeuvre.production.licensing.lineage import Reader
from oeuvre.production.licensing.standing import Standing
from oeuvre.record import Record


@dataclass(frozen=True)
class Publication:
    """A public licence (by its template's name) that a work was under from `since` until `until`."""

    licence: str
    since: datetime
    until: datetime


def is_public(licence: str) -> bool:
    """Whether a licence is one that everybody has who has a copy: one that people know by its deed."""
    template = all_templates().get(licence)
    return template is not None and bool(template.deeds)


def publications(record: Record, standing: Standing) -> tuple[Publication, ...]:
    """The public licences that a work was under and is under no more, at the moment and as known of its standing."""
    if not standing.work:
        return ()
    reader = Reader(record)
    making = reader.making(standing.work)
    line = reader.line(making)
    told = [reader.told(one.made) for one in line]
    told += [reader.told(brief) for brief in reader.briefs_of(line)] if making.kind != "import" else []
    stated = [
        (one.version.counts_from, one.template)
        for works in told
        for one in works.statements
        if one.version.known <= standing.known_at and one.version.counts_from <= standing.at
    ]
    licence = reader.work(standing.work).licence if making.kind == "import" else None
    under = sorted([*stated, *([(making.at, licence)] if licence else [])])
    ends = [
        event.counts_from
        for works in told
        for event in works.happened(standing.at, standing.known_at)
        if event.kind is EventKind.WITHDRAWN and event.known <= standing.known_at and event.counts_from <= standing.at
    ]
    found = []
    for place, (since, name) in enumerate(under):
        later = [when for when, other in under[place + 1 :] if other != name]
        until = min((when for when in (*ends, *later) if when > max(since, making.at)), default=None)
        if is_public(name) and until is not None:
            found.append(Publication(name, max(since, making.at), until))
    return tuple(found)
