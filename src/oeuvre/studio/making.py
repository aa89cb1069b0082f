"""Who made each of many works, each piece of them looked at once: `made_by`, remembered."""

from __future__ import annotations

from collections.abc import Sequence

from oeuvre.credentials import MadeBy, blend, is_seen, made_by, makers_of, removed_by
from oeuvre.record import Act, Record, Work


class Making:
    """What the record says of the makers of works, kept in memory. Acts and works that are known are handed in."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._works: dict[str, Work] = {}
        self._acts: dict[str, dict[int, Act]] = {}
        self._kinds: dict[str, frozenset[MadeBy]] = {}
        self._people: dict[str, str] = {}

    def take(self, act: Act, works: Sequence[Work]) -> None:
        """Take in an act with the works that it made; one that is known already changes nothing."""
        for work in works:
            known = self._acts.setdefault(work.id, {})
            if known and act.seq not in known:
                # Made once more: what stands on it may have other makers now. Who sums meanwhile keeps the old sums.
                self._kinds = {}
            self._works[work.id] = work
            known[act.seq] = act

    def know(self, work: Work) -> None:
        """Take in a work that was read anyway."""
        self._works.setdefault(work.id, work)

    def work(self, work_id: str) -> Work:
        """A work. Raises `WorkUnknown`."""
        if work_id not in self._works:
            self._works[work_id] = self._record.work(work_id)
        return self._works[work_id]

    def acts(self, work_id: str) -> Sequence[Act]:
        """The acts that made a work, the first first."""
        if not self._acts.get(work_id):
            first = self._record.made_by_act(work_id)
            self._acts[work_id] = {first.seq: first}
        return tuple(act for _, act in sorted(self._acts[work_id].items()))

    def forget(self) -> None:
        """Let go of all acts, whose words may have been erased; works hold none of them."""
        self._acts, self._kinds = {}, {}

    def made_by(self, work_id: str) -> MadeBy:
        """Who made a work, as `credentials.made_by` has it."""
        kinds, pending = self._kinds, [work_id]
        while pending:
            current = pending[-1]
            if current in kinds:
                pending.pop()
                continue
            acts = self.acts(current)
            if any(removed_by(act) for act in acts):
                # What a correction took off the page counts no more, which a sum over what is above cannot tell.
                kinds[current] = frozenset({made_by(self._record, current)})
                pending.pop()
                continue
            above = dict.fromkeys(
                used.work_id
                for act in acts
                for used in act.used
                if used.work_id != current and is_seen(used.role, self.work(used.work_id))
            )
            waiting = [one for one in above if one not in kinds]
            if waiting:
                pending += waiting
                continue
            own = makers_of(self.work(current), acts, self._kinds_of(acts))
            found = frozenset({own} - {None}) | frozenset(kind for one in above for kind in kinds[one])
            kinds[current] = frozenset(kind for kind in found if kind is not None)
            pending.pop()
        return blend(kinds[work_id])

    def _kinds_of(self, acts: Sequence[Act]) -> dict[str, str]:
        if any(by.party_id not in self._people for act in acts for by in act.by):
            self._people = {party.id: party.kind for party in self._record.parties()}
        return self._people
