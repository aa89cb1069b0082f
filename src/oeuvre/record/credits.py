"""Credits: who did what for a work, as a pure function of the acts behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from oeuvre.record.kinds import KINDS, ActKind
from oeuvre.record.values import JSON, Act, Party


@dataclass(frozen=True)
class Credit:
    """One party in one role: the numbers of the acts that earn it, and the works that these acts made or chose."""

    party: Party
    role: str
    acts: tuple[int, ...]
    works: tuple[str, ...]

    def as_dict(self) -> dict[str, JSON]:
        return {"party": self.party.as_dict(), "role": self.role, "acts": list(self.acts), "works": list(self.works)}


def credited_works(act: Act, lineage: Collection[str], kinds: Mapping[str, ActKind] = KINDS) -> tuple[str, ...]:
    """The works of a lineage on which the parties of `act` are credited, by the table of kinds."""
    roles = kinds[act.kind].credits_used if act.kind in kinds else frozenset()
    made = [made.work_id for made in act.made]
    chosen = [used.work_id for used in act.used if used.role in roles]
    return tuple(work for work in dict.fromkeys((*made, *chosen)) if work in lineage)


def still_in(work: str, lineage: Collection[str], acts: Iterable[Act]) -> Collection[str]:
    """The part of a work's lineage that went into it: without what a later correction took off again.

    An `edit` may name in `settings["removed"]` works that stood in the version that it used in the role `edited` and
    stand in what it made no more. What another way leads to stays.
    """
    making: dict[str, list[Act]] = {}
    removing = False
    for act in acts:
        removing = removing or bool(_removed(act))
        for made in act.made:
            making.setdefault(made.work_id, []).append(act)
    if not removing:
        return lineage
    pending: list[tuple[str, frozenset[str]]] = [(work, frozenset())]
    looked = set(pending)
    while pending:
        current, gone = pending.pop()
        for act in making.get(current, ()):
            for used in act.used:
                step = (used.work_id, gone | _removed(act) if used.role == "edited" else gone)
                if used.work_id not in gone and step not in looked:
                    looked.add(step)
                    pending.append(step)
    return {reached for reached, _ in looked}


def _removed(act: Act) -> frozenset[str]:
    told = act.settings.get("removed") if act.kind == "edit" else None
    return frozenset(str(work) for work in told) if isinstance(told, list | tuple) else frozenset()


def credits_of(acts: Iterable[Act], lineage: Collection[str], parties: Mapping[str, Party]) -> tuple[Credit, ...]:
    """Credits on the last work of a lineage, in the order of the record.

    `lineage` holds the ids of the work and all its ancestors, `acts` at least those that made or used them.
    """
    earned: dict[tuple[str, str], tuple[list[int], list[str]]] = {}
    for act in acts:
        works = credited_works(act, lineage)
        if works:
            for by in act.by:
                numbers, all_works = earned.setdefault((by.party_id, by.role), ([], []))
                numbers.append(act.seq)
                all_works.extend(works)
    return tuple(
        Credit(parties[party], role, tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(works)))
        for (party, role), (numbers, works) in earned.items()
    )
