"""Terms: who holds what, who is who, and by which rules money is taken off, held back, taxed and paid.

Terms are valid from a day on (by the day of use) and known from the moment they were taken in. Later ones do not
replace earlier ones: they govern from their own day until the next that speak of the same thing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from oeuvre.royalties.currency import is_currency
from oeuvre.royalties.errors import (
    CurrencyUnknown,
    FieldMissing,
    FieldUnfit,
    PercentUnfit,
    RateUnfit,
    WeightUnfit,
)
from oeuvre.royalties.reading import Figure, Reader, parse, read_holdings
from oeuvre.royalties.scenario import Holding, Parent

ALWAYS = "0001-01-01"
RULES = (
    *("currency", "deductions", "taxes", "minimum", "reserve.percent", "reserve.months", "dispute_days"),
    *("suspicion.spike", "suspicion.one_listener", "suspicion.least_units", "suspicion.zero_units"),
)
"""What rules are about, by key: a file that says some of them leaves the others as they are."""


@dataclass(frozen=True)
class Account:
    """Where a party is paid: IBAN, BIC where there is one, and the holder's name."""

    iban: str
    bic: str = ""
    holder: str = ""


@dataclass(frozen=True)
class Payee:
    """A party as a statement names it. `identifiers` are IPI, ISNI, ORCID and the like, by their lower-case names."""

    id: str
    name: str
    identifiers: Mapping[str, str] = field(default_factory=dict, hash=False)
    account: Account | None = None


@dataclass(frozen=True)
class Deduction:
    """What is taken off the gross before it is shared: a share of one, for some uses or (empty) for all."""

    name: str
    share: Fraction
    uses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tax:
    """What is withheld from what would be paid to some parties, or (empty) to all; `reason` names the rule."""

    name: str
    share: Fraction
    parties: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Advance:
    """Money paid before it was earned, in minor units; recouped from later earnings in the same currency."""

    id: str
    party: str
    currency: str
    amount: int
    day: str


@dataclass(frozen=True)
class Rate:
    """One unit of `source` in units of `target` on a day, and where that was read."""

    source: str
    target: str
    day: str
    rate: Fraction
    origin: str


@dataclass(frozen=True)
class Suspicion:
    """From when on usage looks odd: the stated rules of fraud, all figures of a month and a work.

    `spike` times the mean month before, `one_listener` of all units, both from `least_units` on; `zero_units` without
    any money.
    """

    spike: Fraction = Fraction(20)
    one_listener: Fraction = Fraction(1, 2)
    least_units: int = 1000
    zero_units: int = 1000


@dataclass(frozen=True)
class Rules:
    """How the ledger treats money.

    `currency` is what usage is converted into ("" keeps each currency apart); `minimum` by currency is the least that
    is paid out; `reserve` is held back of each month's earnings for `reserve_months`; a statement may be disputed for
    `dispute_days`.
    """

    currency: str = ""
    deductions: tuple[Deduction, ...] = ()
    taxes: tuple[Tax, ...] = ()
    minimum: Mapping[str, int] = field(default_factory=dict, hash=False)
    reserve: Fraction = Fraction(0)
    reserve_months: int = 6
    dispute_days: int = 60
    suspicion: Suspicion = Suspicion()


@dataclass(frozen=True)
class Terms:
    """One file of terms. `titles` are of works; `rules` is None where the file has none, and `given` their keys."""

    valid_from: str
    works: Mapping[str, Holding] = field(hash=False)
    titles: Mapping[str, str] = field(hash=False)
    parties: tuple[Payee, ...] = ()
    rules: Rules | None = None
    advances: tuple[Advance, ...] = ()
    rates: tuple[Rate, ...] = ()
    given: frozenset[str] = frozenset()


def read_terms(text: str | bytes, place: str = "") -> Terms:
    """Terms out of JSON. Raises one `ScenarioRefused`, or `ManyErrors` with every reason.

    Whether parents are known and percentages hold is for the ledger to say, which knows the other works.
    """
    source = parse(text, place)
    reader = Reader()
    works = read_holdings(reader, source, closed=False) if "works" in source else {}
    titles = {
        str(one["id"]): str(one["title"])
        for _, one in Reader().items(source, "works", "", needed=False)
        if isinstance(one.get("title"), str) and isinstance(one.get("id"), str)
    }
    terms = Terms(
        _day(reader, source, "from", "") if "from" in source else ALWAYS,
        MappingProxyType(works),
        MappingProxyType(titles),
        tuple(_payee(reader, one, where) for where, one in reader.items(source, "parties", "", needed=False)),
        _rules(reader, source["rules"]) if "rules" in source else None,
        tuple(_advance(reader, one, where) for where, one in reader.items(source, "advances", "", needed=False)),
        tuple(_rate(reader, one, where) for where, one in reader.items(source, "rates", "", needed=False)),
        _given(source.get("rules")),
    )
    seen = set[str]()
    for index, advance in enumerate(terms.advances):
        reader.once(seen, advance.id, f"advances[{index}].id")
    reader.settle()
    return terms


def _given(source: object) -> frozenset[str]:
    """Which of `RULES` a file says."""
    if not isinstance(source, Mapping):
        return frozenset()
    told = set[str]()
    for key, value in source.items():
        told |= {f"{key}.{inner}" for inner in value} if isinstance(value, Mapping) and key != "minimum" else {str(key)}
    return frozenset(told) & frozenset(RULES)


def _day(reader: Reader, source: Mapping[str, object], name: str, place: str) -> str:
    told = reader.text(source, name, place)
    if told is None:
        return ALWAYS
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        reader.fault(FieldUnfit, f"{place}.{name}" if place else name, field=name)
        return ALWAYS


def _currency(reader: Reader, source: Mapping[str, object], name: str, place: str) -> str:
    told = reader.text(source, name, place) or ""
    if told and not is_currency(told):
        reader.fault(CurrencyUnknown, f"{place}.{name}", found=told)
    return told


def _words(reader: Reader, source: Mapping[str, object], name: str, place: str) -> tuple[str, ...]:
    told = source.get(name, [])
    if isinstance(told, list) and all(isinstance(one, str) and not isinstance(one, Figure) for one in told):
        return tuple(told)
    reader.fault(FieldUnfit, f"{place}.{name}", field=name)
    return ()


def _percent(reader: Reader, source: Mapping[str, object], place: str) -> Fraction:
    return (reader.number(source, "percent", place, PercentUnfit, most=100) or Fraction(0)) / 100


def _payee(reader: Reader, one: Mapping[str, object], place: str) -> Payee:
    party = reader.text(one, "id", place) or ""
    name = one.get("name", party)
    told = one.get("identifiers", {})
    identifiers = {}
    if isinstance(told, dict) and all(isinstance(value, str) for value in told.values()):
        identifiers = {str(key).lower(): str(value) for key, value in told.items()}
    else:
        reader.fault(FieldUnfit, f"{place}.identifiers", field="identifiers")
    account, where = one.get("account"), f"{place}.account"
    if account is not None and not isinstance(account, dict):
        reader.fault(FieldUnfit, where, field="account")
        account = None
    read = None
    if account:
        iban = reader.text(account, "iban", where) or ""
        read = Account(iban, *(str(account.get(key, "")) for key in ("bic", "holder")))
    return Payee(party, str(name), identifiers, read)


def _rules(reader: Reader, source: object) -> Rules:
    place = "rules"
    if not isinstance(source, dict):
        reader.fault(FieldUnfit, place, field=place)
        return Rules()
    deductions = [
        Deduction(
            reader.text(one, "name", where) or "", _percent(reader, one, where), _words(reader, one, "uses", where)
        )
        for where, one in reader.items(source, "deductions", place, needed=False)
    ]
    taxes = [
        Tax(
            reader.text(one, "name", where) or "",
            _percent(reader, one, where),
            _words(reader, one, "parties", where),
            str(one.get("reason", "")),
        )
        for where, one in reader.items(source, "taxes", place, needed=False)
    ]
    taken = {
        "deductions": [(deduction.name, deduction.share) for deduction in deductions],
        "taxes": [(tax.name, tax.share) for tax in taxes],
    }
    for kind, shares in taken.items():
        if sum((share for _, share in shares), Fraction(0)) > 1:
            reader.fault(PercentUnfit, f"{place}.{kind}", found="> 100")
        seen = set[str]()
        for index, (name, _) in enumerate(shares):
            reader.once(seen, name, f"{place}.{kind}[{index}].name")
    reserve = source.get("reserve", {})
    if not isinstance(reserve, dict):
        reader.fault(FieldUnfit, f"{place}.reserve", field="reserve")
        reserve = {}
    usual = Rules()
    return Rules(
        _currency(reader, source, "currency", place) if "currency" in source else "",
        tuple(sorted(deductions, key=lambda one: one.name)),
        tuple(sorted(taxes, key=lambda one: one.name)),
        MappingProxyType(_minimum(reader, source.get("minimum", {}))),
        _percent(reader, reserve, f"{place}.reserve") if reserve else Fraction(0),
        _count(reader, reserve, "months", f"{place}.reserve", usual.reserve_months),
        _count(reader, source, "dispute_days", place, usual.dispute_days),
        _suspicion(reader, source.get("suspicion", {})),
    )


def _count(reader: Reader, source: Mapping[str, object], name: str, place: str, usual: int) -> int:
    if name not in source:
        return usual
    return min(reader.amount(source, name, place) or 0, 10_000)


def _minimum(reader: Reader, source: object) -> dict[str, int]:
    if not isinstance(source, dict):
        reader.fault(FieldUnfit, "rules.minimum", field="minimum")
        return {}
    for code in source:
        if not is_currency(code):
            reader.fault(CurrencyUnknown, "rules.minimum", found=code)
    return {str(code): reader.amount(source, code, "rules.minimum") or 0 for code in sorted(source)}


def _suspicion(reader: Reader, source: object) -> Suspicion:
    place, usual = "rules.suspicion", Suspicion()
    if not isinstance(source, dict):
        reader.fault(FieldUnfit, place, field="suspicion")
        return usual
    return Suspicion(
        (reader.number(source, "spike", place, WeightUnfit) if "spike" in source else usual.spike) or usual.spike,
        _percent(reader, {"percent": source["one_listener"]}, place)
        if "one_listener" in source
        else usual.one_listener,
        _count(reader, source, "least_units", place, usual.least_units),
        _count(reader, source, "zero_units", place, usual.zero_units),
    )


def _advance(reader: Reader, one: Mapping[str, object], place: str) -> Advance:
    return Advance(
        reader.text(one, "id", place) or "",
        reader.text(one, "party", place) or "",
        _currency(reader, one, "currency", place),
        reader.amount(one, "amount", place) or 0,
        _day(reader, one, "day", place),
    )


def _rate(reader: Reader, one: Mapping[str, object], place: str) -> Rate:
    rate = reader.number(one, "rate", place, RateUnfit)
    if rate == 0:
        reader.fault(RateUnfit, f"{place}.rate", found="0")
    if "day" not in one:
        reader.fault(FieldMissing, f"{place}.day", field="day")
    return Rate(
        _currency(reader, one, "from", place),
        _currency(reader, one, "to", place),
        _day(reader, one, "day", place) if "day" in one else ALWAYS,
        rate or Fraction(1),
        str(one.get("source", "")),
    )


def holding_text(holding: Holding) -> str:
    """A holding as canonical text: the same for the same shares and parents, in whatever order they came."""
    value = {
        "shares": sorted([share.party, str(share.weight)] for share in holding.shares),
        "parents": [_parent_value(parent) for parent in sorted(holding.parents, key=_parent_order)],
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _parent_order(parent: Parent) -> tuple[str, str, str, str, tuple[str, ...], bool]:
    return parent.work, str(parent.share), parent.policy, parent.evidence, parent.places, parent.elsewhere


def _parent_value(parent: Parent) -> list[object]:
    value: list[object] = [parent.work, str(parent.share), parent.policy, parent.evidence]
    cap, more = parent.cap, dict[str, object]()
    if cap is not None:
        more["cap"] = [cap.account, cap.most, cap.currency]
    if parent.places:
        more |= {"places": sorted(parent.places), "elsewhere": parent.elsewhere}
    return [*value, more] if more else value
