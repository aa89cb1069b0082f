"""Scenarios and terms out of JSON, with every fault named and its place.

Figures are read as the decimal numbers they are written as: 33.33 is 3333/100, never a binary float.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import cast

from oeuvre.foundation import ManyErrors
from oeuvre.royalties.currency import exact, is_currency
from oeuvre.royalties.errors import (
    AmountUnfit,
    CurrencyUnknown,
    Duplicate,
    FieldMissing,
    FieldUnfit,
    PercentUnfit,
    PolicyUnknown,
    ScenarioRefused,
    ScenarioUnreadable,
    SharesEmpty,
    SharesZero,
    WeightUnfit,
    WorkUnknown,
)
from oeuvre.royalties.lineage import faults_of
from oeuvre.royalties.scenario import POLICIES, Earning, Holding, Parent, Policy, Scenario, Share


class Figure(str):
    """A JSON number as it was written."""

    __slots__ = ()


def parse(text: str | bytes, place: str = "") -> dict[str, object]:
    """The JSON object in `text`, its numbers as `Figure`.

    Raises `ScenarioUnreadable`, or `Duplicate` for a key that stands twice in one object.
    """

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(items)
        if len(found) < len(items):
            names = [name for name, _ in items]
            raise Duplicate(place, id=next(name for name in names if names.count(name) > 1))
        return found

    def constant(name: str) -> object:
        raise ValueError(name)

    try:
        value = json.loads(text, parse_int=Figure, parse_float=Figure, parse_constant=constant, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:
        raise ScenarioUnreadable(place, detail=str(error)) from error
    if not isinstance(value, dict):
        raise ScenarioUnreadable(place, detail=type(value).__name__)
    return cast(dict[str, object], value)


class Reader:
    """Takes values out of parsed JSON and keeps every fault with its place."""

    def __init__(self) -> None:
        self.faults: list[ScenarioRefused] = []

    def fault(self, kind: type[ScenarioRefused], place: str, **values: object) -> None:
        self.faults.append(kind(place, **values))

    def text(self, source: Mapping[str, object], name: str, place: str) -> str | None:
        """A non-empty string."""
        value = source.get(name)
        where = f"{place}.{name}" if place else name
        if name not in source:
            self.fault(FieldMissing, where, field=name)
        elif not isinstance(value, str) or isinstance(value, Figure) or not value.strip():
            self.fault(FieldUnfit, where, field=name)
        else:
            return value
        return None

    def items(
        self, source: Mapping[str, object], name: str, place: str, *, needed: bool
    ) -> list[tuple[str, dict[str, object]]]:
        """The objects of a list, each with its place."""
        where = f"{place}.{name}" if place else name
        value = source.get(name)
        if value is None:
            if needed:
                self.fault(FieldMissing, where, field=name)
            return []
        if not isinstance(value, list):
            self.fault(FieldUnfit, where, field=name)
            return []
        found = []
        for index, one in enumerate(value):
            if isinstance(one, dict):
                found.append((f"{where}[{index}]", one))
            else:
                self.fault(FieldUnfit, f"{where}[{index}]", field=name)
        return found

    def number(
        self, source: Mapping[str, object], name: str, place: str, kind: type[ScenarioRefused], most: int | None = None
    ) -> Fraction | None:
        """A non-negative JSON number, at most `most`; `kind` is the fault otherwise."""
        value = source.get(name)
        if name not in source:
            self.fault(FieldMissing, f"{place}.{name}", field=name)
            return None
        number = exact(value) if isinstance(value, Figure) else None
        if number is None or number < 0 or (most is not None and number > most):
            self.fault(kind, f"{place}.{name}", found=json.dumps(value) if not isinstance(value, Figure) else value)
            return None
        return number

    def amount(self, source: Mapping[str, object], name: str, place: str) -> int | None:
        """A whole, non-negative number, written as one: `100`, not `100.0` or `"100"`."""
        value = source.get(name)
        if name not in source:
            self.fault(FieldMissing, f"{place}.{name}", field=name)
        elif isinstance(value, Figure) and value.isdigit() and len(value) <= 4000:
            return int(value)
        else:
            self.fault(AmountUnfit, f"{place}.{name}", found=value if isinstance(value, Figure) else json.dumps(value))
        return None

    def once(self, seen: set[str], key: str, place: str) -> bool:
        """Whether `key` was not met before."""
        if key in seen:
            self.fault(Duplicate, place, id=key)
            return False
        seen.add(key)
        return True

    def settle(self) -> None:
        """Raises what was found: one fault as it is, several as `ManyErrors`."""
        if len(self.faults) == 1:
            raise self.faults[0]
        if self.faults:
            raise ManyErrors(self.faults)


def read_holdings(reader: Reader, source: Mapping[str, object], *, closed: bool = True) -> dict[str, Holding]:
    """The works of a scenario or of terms, by id; faults are left with `reader`.

    In a `closed` list every parent has to be described too.
    """
    found: dict[str, Holding] = {}
    named: list[tuple[str, str]] = []
    seen: set[str] = set()
    for place, one in reader.items(source, "works", "", needed=True):
        work = reader.text(one, "id", place)
        if work is None or not reader.once(seen, work, f"{place}.id"):
            continue
        parents = _parents(reader, one, place)
        named += [(f"{place}.parents", parent.work) for parent in parents]
        found[work] = Holding(work, _shares(reader, one, place, work), parents)
    for place, work in named:
        if closed and work not in seen:
            reader.fault(WorkUnknown, place, id=work)
    return found


def _shares(reader: Reader, one: Mapping[str, object], place: str, work: str) -> tuple[Share, ...]:
    shares, seen = [], set[str]()
    listed = reader.items(one, "shares", place, needed=False)
    if not listed:
        reader.fault(SharesEmpty, f"{place}.shares", id=work)
        return ()
    before = len(reader.faults)
    for inner, share in listed:
        party = reader.text(share, "party", inner)
        weight = reader.number(share, "weight", inner, WeightUnfit)
        if party is not None and weight is not None and reader.once(seen, party, f"{inner}.party"):
            shares.append(Share(party, weight))
    if len(reader.faults) == before and not sum(share.weight for share in shares):
        reader.fault(SharesZero, f"{place}.shares", id=work)
    return tuple(shares)


def _parents(reader: Reader, one: Mapping[str, object], place: str) -> tuple[Parent, ...]:
    parents, seen = [], set[str]()
    for inner, parent in reader.items(one, "parents", place, needed=False):
        work = reader.text(parent, "work", inner)
        percent = reader.number(parent, "percent", inner, PercentUnfit, most=100)
        named = reader.text(parent, "policy", inner)
        policy: Policy | None = next((one for one in POLICIES if one == named), None)
        if named is not None and policy is None:
            reader.fault(PolicyUnknown, f"{inner}.policy", found=named, among=", ".join(POLICIES))
        if work is None or percent is None or policy is None:
            continue
        if reader.once(seen, work, f"{inner}.work"):
            evidence = parent.get("evidence", "")
            parents.append(Parent(work, percent / 100, policy, evidence if isinstance(evidence, str) else ""))
    return tuple(parents)


def read_scenario(text: str | bytes, place: str = "") -> Scenario:
    """The scenario in `text` (JSON). Raises one `ScenarioRefused`, or `ManyErrors` with every reason.

    What a reader cannot see in single fields (cycles, percentages over 100, mixes) is looked for too:
    `oeuvre.royalties.lineage.faults_of`.
    """
    source = parse(text, place)
    reader = Reader()
    currency = reader.text(source, "currency", "")
    if currency is not None and not is_currency(currency):
        reader.fault(CurrencyUnknown, "currency", found=currency)
    works = read_holdings(reader, source)
    known = {one.get("id") for _, one in Reader().items(source, "works", "", needed=False)}
    events = _events(reader, source, known.__contains__)
    reader.faults += faults_of(works)
    reader.settle()
    return Scenario(currency or "", MappingProxyType(works), tuple(events))


def _events(reader: Reader, source: Mapping[str, object], is_known: Callable[[object], bool]) -> list[Earning]:
    events, seen = [], set[str]()
    for place, one in reader.items(source, "events", "", needed=True):
        event = reader.text(one, "id", place)
        work = reader.text(one, "work", place)
        amount = reader.amount(one, "amount", place)
        if event is not None and not reader.once(seen, event, f"{place}.id"):
            continue
        if work is not None and not is_known(work):
            reader.fault(WorkUnknown, f"{place}.work", id=work)
        if event is not None and work is not None and amount is not None:
            events.append(Earning(event, work, amount))
    return events
