"""What of a work's lineage hands terms down: which works it stands on, in which relation, and whose word covers them.

Of what an act used, some is seen in what it made (pieces), some is the same work in another state (a design laid out, a
rendition signed), some led there and is not seen (a brief, an idea, a typeface's design). Only the first hand terms
down; the second carries what its makers stated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from oeuvre.credentials import is_seen
from oeuvre.licence import Relation
from oeuvre.production.licensing.acts import GRANT, NOTHING, USE, Told, told_of
from oeuvre.production.licensing.making import MEMBERS, GrantTold, Meant, brief_text, meant_by
from oeuvre.record import Act, Record, Work

# The same work in another state, in acts that go on with it.
CONTINUING = frozenset({"design", "rendition", "edited", "edition", "draft", "original", "parent", "source"})
_GOING_ON = frozenset({"adapt", "sign", "edit"})
# Set as they are, beside the rest: parts of a collection, not adapted.
_WHOLE = frozenset({"logo", "partner"})
# Works that a house model drew on, or lies near.
INFLUENCE = "influence"
PEOPLE = ("person", "collective")


@dataclass(frozen=True)
class Making:
    """How a work came about, or is about to: `made` is its id, empty for one that is not on the record yet."""

    made: str
    kind: str
    project: str | None
    at: datetime
    used: tuple[tuple[str, str], ...]
    act: Act | None = None

    @property
    def continued(self) -> tuple[str, ...]:
        """The works that this is another state of."""
        return tuple(work for work, role in self.used if self.kind in _GOING_ON and role in CONTINUING)


class Reader:
    """Reads works, the acts behind them and what was told of their terms, each once."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self._works: dict[str, Work] = {}
        self._makings: dict[str, Making] = {}
        self._told: dict[str, Told] = {}
        self._kinds: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._grants: dict[str, list[GrantTold]] | None = None

    def work(self, work_id: str) -> Work:
        """A work. Raises `WorkUnknown`."""
        if work_id not in self._works:
            self._works[work_id] = self.record.work(work_id)
        return self._works[work_id]

    def works(self, ids: Sequence[str]) -> Mapping[str, Work]:
        """Several works, read in one look."""
        missing = [one for one in ids if one not in self._works]
        if missing:
            self._works.update(self.record.works_at(missing))
        return {one: self.work(one) for one in ids}

    def making(self, work_id: str) -> Making:
        """How a work first came about."""
        if work_id not in self._makings:
            act = self.record.made_by_act(work_id)
            used = tuple(dict.fromkeys((one.work_id, one.role) for one in act.used))
            self._makings[work_id] = Making(work_id, act.kind, act.project, act.at, used, act)
        return self._makings[work_id]

    def told(self, work_id: str) -> Told:
        """What acts say of a work's terms."""
        if not work_id:
            return NOTHING
        if work_id not in self._told:
            self._told[work_id] = told_of(self.record, work_id)
        return self._told[work_id]

    def kind_of_party(self, party_id: str) -> str:
        """Person, collective, model or rule; empty for one that the record does not know."""
        if party_id not in self._kinds:
            self._kinds = {party.id: party.kind for party in self.record.parties()}
        return self._kinds.get(party_id, "")

    def parents(self, making: Making) -> tuple[tuple[str, Relation | None], ...]:
        """The works that hand terms down, each with its relation; None stands for a house model's influence.

        A work that is only another state of one takes that one's terms.
        """
        found: dict[str, Relation | None] = {}
        works = self.works([work for work, _ in making.used])
        for work, role in making.used:
            if role == INFLUENCE:
                found.setdefault(work, None)
            elif work not in making.continued and is_seen(role, works[work]):
                found[work] = Relation.COLLECTION if role in _WHOLE else Relation.ADAPTATION
        if not self._is_named(making):
            found |= dict.fromkeys(making.continued, Relation.ADAPTATION)
        return tuple(found.items())

    @staticmethod
    def _is_named(making: Making) -> bool:
        """Whether an act names what stands on its work; a page's typefaces and idea tell that its pieces are named."""
        return any(work not in making.continued and role != "brief" for work, role in making.used)

    def composed(self, making: Making) -> Making:
        """The making that tells what stands on a work: of a signed file, that of the rendition; else its own."""
        while making.continued and not self._is_named(making):
            above = self.making(making.continued[0])
            if not above.used:
                # A piece that came in, recoloured: it is adapted itself.
                return making
            making = above
        return making

    def line(self, making: Making) -> tuple[Making, ...]:
        """The making and those of the works that it goes on with, the nearest first, as far as they were made here."""
        found, pending, seen = [making], list(making.continued), set(making.continued)
        while pending:
            above = self.making(pending.pop(0))
            if above.kind == "import":
                continue
            found.append(above)
            fresh = [one for one in above.continued if one not in seen]
            seen.update(fresh)
            pending += fresh
        return tuple(found)

    def above(self, line: Sequence[Making]) -> tuple[str, ...]:
        """Every work that a line of states stands on, the nearest first."""
        pending = [work for one in line for work, _ in self.parents(one)]
        found: dict[str, None] = {}
        while pending:
            work = pending.pop(0)
            if work not in found:
                found[work] = None
                pending += [above for above, _ in self.parents(self.making(work))]
        return tuple(found)

    def briefs(self, line: Sequence[Making]) -> tuple[str, ...]:
        """The briefs that a line of makings was for."""
        return tuple(dict.fromkeys(work for one in line for work, role in one.used if role == "brief"))

    def briefs_of(self, line: Sequence[Making]) -> tuple[str, ...]:
        """Those briefs, and every version of the brief that there was in their project."""
        own = self.briefs(line)
        projects = {one.project for one in line if one.project} if own else set()
        more = [work.id for project in sorted(projects) for work in self.record.works(project=project, role="brief")]
        return tuple(dict.fromkeys((*own, *more)))

    def brought_for(self, work_id: str, project: str | None, briefs: Sequence[str]) -> bool:
        """Whether a person brought a work for this very project: it is among the brief's files, or came in by them.

        So is what its own author brought in, for anything that is made here.
        """
        digest = self.work(work_id).digest
        for brief in briefs:
            files = self.work(brief).attributes.get("files")
            if isinstance(files, Mapping) and digest in files.values():
                return True
        first = self.making(work_id).act
        if first is not None and self._by_author(first):
            return True
        acts = self.record.acts(project=project, kinds=("import",), work=work_id) if project else ()
        return any(by.role == "importer" and self.kind_of_party(by.party_id) in PEOPLE for act in acts for by in act.by)

    def meant(self, line: Sequence[Making]) -> Meant:
        """What a line of makings is for, as its briefs tell, and who of the house has a part in it."""
        briefs = self.briefs(line)
        acts = [one.act for one in (*line, *map(self.making, briefs)) if one.act is not None]
        people = {by.party_id for act in acts for by in act.by if by.role in MEMBERS}
        people = {one for one in people if self.kind_of_party(one) in PEOPLE}
        if briefs and briefs[0] not in self._texts:
            self._texts[briefs[0]] = brief_text(self.record, briefs[0])
        told = meant_by(self._texts[briefs[0]]) if briefs else Meant()
        return replace(told, people=frozenset(people))

    def grants(self, work_id: str) -> Sequence[GrantTold]:
        """What acts grant of a work, with the uses counted."""
        if self._grants is None:
            self._grants, uses = {}, dict[str, list[Act]]()
            for act in self.record.acts(kinds=(USE,)):
                uses.setdefault(str(act.settings.get("grant")), []).append(act)
            for act in self.record.acts(kinds=(GRANT,)):
                told = GrantTold(act, tuple(uses.get(str(act.settings.get("grant")), ())))
                for used in act.used:
                    self._grants.setdefault(used.work_id, []).append(told)
        return self._grants.get(work_id, ())

    def made_for(self, work_id: str, project: str | None, briefs: Sequence[str], meant: Meant) -> bool:
        """Whether a work was made or brought for those for whom something is made now."""
        own = self.making(work_id)
        if own.kind == "import":
            return self.brought_for(work_id, project, briefs)
        return bool(meant.client) and self.meant(self.line(own)).client == meant.client

    def _by_author(self, act: Act) -> bool:
        authors = {by.party_id for by in act.by if by.role == "author"}
        importers = {by.party_id for by in act.by if by.role == "importer"}
        return bool(authors & importers) and all(self.kind_of_party(one) in PEOPLE for one in authors & importers)
