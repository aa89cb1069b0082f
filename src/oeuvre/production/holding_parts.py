"""By which parts makers hold a work where no sheet was signed: one table, set by an act of the collective.

A party has the parts of a kind of contribution once, however many acts it took: who clicks more is not owed more.
Models and rules have none. The table governs from the day on which it was set, never before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from types import MappingProxyType

from oeuvre.foundation import Language, say
from oeuvre.record import Act, NewAct, Party, Record, register_kind
from oeuvre.royalties import PartUnfit, exact, figure, percentage

SET_PARTS = register_kind("set-parts").name

# What one can contribute, in the order in which it is told; the parts that each has unless the collective says so.
USUAL: Mapping[str, Fraction] = MappingProxyType(
    {
        "piece": Fraction(4),
        "idea": Fraction(3),
        "words": Fraction(3),
        "composition": Fraction(3),
        "editing": Fraction(2),
        "direction": Fraction(1),
        "brief": Fraction(1),
        "choice": Fraction(1),
        # Terms that ask for no money: Creative Commons, open fonts, the public domain.
        "free-piece": Fraction(0),
    }
)
# Percentages of what a house model earns for the works that it learned from.
POOL: Mapping[str, Fraction] = MappingProxyType(
    {"emblem": Fraction(10), "training": Fraction(50), "equal": Fraction(30)}
)
_MOST = 1000


@dataclass(frozen=True)
class PartsTable:
    """Parts by contribution, and the percentages of the training pool.

    Of what a design earns its emblems by a house model have `emblem` percent together; of that, `training` percent go
    to the works that the model learned from, `equal` percent of those in equal parts and the rest by the analogy.
    `act` is the number of the act that set the table, None for the usual one.
    """

    parts: Mapping[str, Fraction] = field(default_factory=lambda: USUAL, hash=False)
    pool: Mapping[str, Fraction] = field(default_factory=lambda: POOL, hash=False)
    act: int | None = None

    def as_dict(self) -> dict[str, object]:
        """Figures as they are written: `4`, `2.5`, `1/3`."""
        return {"parts": _figures(self.parts), "pool": _figures(self.pool), "act": self.act}


def _figures(values: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: figure(one) for name, one in values.items()}


def parts_table(record: Record, at: datetime | None = None) -> PartsTable:
    """The table that governs at a moment (now)."""
    acts = record.acts(kinds=(SET_PARTS,), until=at, last=1)
    return _read(acts[-1]) if acts else PartsTable()


def set_parts(record: Record, by: Party, changed: Mapping[str, str]) -> PartsTable:
    """Sets figures of the table from now on; the others stay. Raises `PartUnfit`."""
    before = parts_table(record)
    parts, pool = dict(before.parts), dict(before.pool)
    for name, told in changed.items():
        value = exact(told.strip())
        among, most = (pool, 100) if name in POOL else (parts, _MOST)
        if name not in among:
            raise PartUnfit(name, why="part_unknown", found=name, among=", ".join((*USUAL, *POOL)))
        if value is None or not 0 <= value <= most:
            raise PartUnfit(name, why="part_figure", found=told, most=most)
        among[name] = value
    table = replace(before, parts=parts, pool=pool)
    settings = {"parts": _figures(table.parts), "pool": _figures(table.pool)}
    recorded = record.append(NewAct(SET_PARTS, by=[(by, "director")], settings=settings))
    return _read(recorded[0].act)


def _read(act: Act) -> PartsTable:
    """A table as an act has it; what a later version added is left out, what it lacks is as usual."""
    tables = []
    for name, usual in (("parts", USUAL), ("pool", POOL)):
        told = act.settings.get(name)
        held = {key: exact(str(value)) for key, value in told.items()} if isinstance(told, Mapping) else {}
        tables.append({key: held.get(key) or (Fraction(0) if key in held else value) for key, value in usual.items()})
    return PartsTable(MappingProxyType(tables[0]), MappingProxyType(tables[1]), act.seq)


def parts_in_words(table: PartsTable, language: Language) -> list[str]:
    """The table as sentences that people read, a line for each contribution and one for the pool."""
    lines = [
        say(f"royalties:contributions.{name}", language, count=float(one), parts=_figure(one, language))
        for name, one in table.parts.items()
    ]
    told = {name: percentage(one / 100, language) for name, one in table.pool.items()}
    return [*lines, say("royalties:shown.pool", language, **told)]


def _figure(value: Fraction, language: Language) -> str:
    told = figure(value)
    return told.replace(".", ",") if language == "fr" else told
