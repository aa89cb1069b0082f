"""The terms of a licence: one typed, frozen value, named by the digest of what it says.

Everything that terms can limit is a field here, and `decide` or `quote` enforces each (docs/reference/licence.md has
the list). What is stored once is derived everywhere else: the duty to share alike from `Derivatives.reciprocal`,
the duty to pay from `prices` and `training`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any


class Action(StrEnum):
    """What somebody may wish to do with a work."""

    USE = "use"
    REPRODUCE = "reproduce"
    DISTRIBUTE = "distribute"
    PRESENT = "present"
    ADAPT = "adapt"
    COMMERCIALISE = "commercialise"
    AI_TRAINING = "ai-training"
    AI_INPUT = "ai-input"
    AI_DERIVATIVE = "ai-derivative"
    TEXT_AND_DATA_MINING = "text-and-data-mining"
    SEARCH = "search"


class Stance(StrEnum):
    """Where terms stand on an action; conditional means permitted within limits."""

    PERMITTED = "permitted"
    CONDITIONAL = "conditional"
    PROHIBITED = "prohibited"


class Training(StrEnum):
    """What a model may learn from a work; each allows what stands before it, training for pay is less than free."""

    NONE = "none"
    SEARCH_ONLY = "search-only"
    RETRIEVAL = "retrieval"
    TRAIN_WITH_PAY = "train-with-pay"
    TRAIN = "train"

    @property
    def rank(self) -> int:
        """0 for none up to 4 for training without pay."""
        return list(Training).index(self)


class Basis(StrEnum):
    """What a price is counted by."""

    FLAT = "flat"
    PER_USE = "per-use"
    PER_UNIT = "per-unit"
    MINIMUM_GUARANTEE = "minimum-guarantee"
    REVENUE_SHARE = "revenue-share"
    TIERED = "tiered"


ATTRIBUTION = ("author", "title", "source", "licence", "notice", "changes")
"""What an attribution may have to name, in the order in which it is set."""


@dataclass(frozen=True)
class Limits:
    """Within what an action is permitted; `None` is no limit, every limit must hold.

    Sets hold the values that are permitted: territories as ISO 3166-1 alpha-2 codes, the others as plain words.
    `count` is the number of uses under one grant; `exclusive` says that one holder at a time may have it.
    """

    not_before: datetime | None = None
    not_after: datetime | None = None
    territories: frozenset[str] | None = None
    media: frozenset[str] | None = None
    channels: frozenset[str] | None = None
    purposes: frozenset[str] | None = None
    industries: frozenset[str] | None = None
    audiences: frozenset[str] | None = None
    count: int | None = None
    exclusive: bool = False

    @property
    def void(self) -> bool:
        """Whether nothing can lie within: such a rule is a prohibition."""
        closed = self.not_before is not None and self.not_after is not None and self.not_before > self.not_after
        return closed or self.count == 0 or any(getattr(self, name) == frozenset() for name in LIMIT_SETS)


LIMIT_SETS = ("territories", "media", "channels", "purposes", "industries", "audiences")
NO_LIMITS = Limits()


@dataclass(frozen=True)
class Rule:
    """Whether one action is permitted, and within what."""

    permitted: bool = False
    limits: Limits = NO_LIMITS

    def __post_init__(self) -> None:
        if self.limits != NO_LIMITS and (not self.permitted or self.limits.void):
            object.__setattr__(self, "permitted", False)
            object.__setattr__(self, "limits", NO_LIMITS)

    @property
    def stance(self) -> Stance:
        """Permitted, conditional or prohibited."""
        if not self.permitted:
            return Stance.PROHIBITED
        return Stance.PERMITTED if self.limits == NO_LIMITS else Stance.CONDITIONAL


PERMITTED, PROHIBITED = Rule(True), Rule(False)


@dataclass(frozen=True)
class Duties:
    """What a permitted use owes: elements of attribution (see ATTRIBUTION), a label, a report every so many days."""

    attribute: frozenset[str] = frozenset()
    label_ai: bool = False
    report_every_days: int | None = None


@dataclass(frozen=True, order=True)
class Tier:
    """From `from_units` units on, every unit costs `amount` minor units."""

    from_units: int
    amount: int


@dataclass(frozen=True)
class Price:
    """What is owed to the holders of one work, in integer minor units of `currency`.

    `of` is the work it is owed for; empty until composition stamps it. `actions` are those that cost it, within
    `limits`: where a work has several prices, each is for its own territory, medium or time, and what none of them
    covers has no price. `percent` and `ceiling` belong to a revenue share, `tiers` to a tiered price, `member_amount`
    is what members pay instead.
    """

    basis: Basis
    currency: str
    amount: int = 0
    of: str = ""
    actions: frozenset[Action] = frozenset({Action.COMMERCIALISE})
    member_amount: int | None = None
    percent: Fraction | None = None
    ceiling: int | None = None
    tiers: tuple[Tier, ...] = ()
    limits: Limits = NO_LIMITS


@dataclass(frozen=True, order=True)
class Fee:
    """A fee for each derivative, owed for work `of`, that no descendant can waive; integer minor units."""

    currency: str
    amount: int
    of: str = ""


@dataclass(frozen=True)
class Derivatives:
    """What may be derived, and what follows it down.

    `reciprocal` names the licences one of which a derivative must be put under (share alike); None leaves it free.
    `ceiling` is the highest percentage of a derivative's revenue that all its ancestors together may take.
    `reviewed`: each needs a person's approval. `direct_grant`: whoever receives a derivative has the original's part
    straight from its licensor, under the original's terms, whatever the derivative is put under (as Creative Commons,
    MIT and Apache have it); putting it under less is then discouraged, not impossible.
    """

    allowed: bool = False
    reciprocal: frozenset[str] | None = None
    ceiling: Fraction | None = None
    minimum_fees: frozenset[Fee] = frozenset()
    reviewed: bool = False
    expires: datetime | None = None
    direct_grant: bool = False


@dataclass(frozen=True)
class Terms:
    """The terms of a licence. `names` are the licences that it is, or was composed of; they decide nothing.

    `rules` holds one rule for each Action, in their order. `binds_embedding` is False for a font: a design that it
    is set in takes no terms from it. `moral_rights` are notes that are handed on with every decision.
    """

    names: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = (PROHIBITED,) * len(Action)
    duties: Duties = field(default_factory=Duties)
    prices: frozenset[Price] = frozenset()
    derivatives: Derivatives = field(default_factory=Derivatives)
    training: Training = Training.NONE
    moral_rights: frozenset[str] = frozenset()
    binds_embedding: bool = True

    def rule(self, action: Action) -> Rule:
        """The rule on one action."""
        return self.rules[_PLACE[action]]

    def with_rules(self, changed: Mapping[Action, Rule]) -> Terms:
        """These terms with other rules on some actions."""
        return replace(self, rules=tuple(changed.get(action, self.rule(action)) for action in Action))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON: equal terms have equal digests, on any machine."""
        text = json.dumps(terms_as_dict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"

    def __hash__(self) -> int:
        return hash(self.digest)


_PLACE = {action: place for place, action in enumerate(Action)}

OPEN = Terms(
    rules=(PERMITTED,) * len(Action),
    derivatives=Derivatives(allowed=True, direct_grant=True),
    training=Training.TRAIN,
    binds_embedding=False,
)
"""No terms at all: what composing nothing gives, the neutral element of composition; binds nothing that it is in."""


def _moment(value: datetime | None) -> str | None:
    # In one zone, since equal moments must have one digest.
    return value.astimezone(UTC).isoformat() if value else None


def decimal_figure(value: Fraction) -> str:
    """A percentage as a decimal figure where it has one (`12.5`), as a fraction where it has not (`100/3`)."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    whole = str((value * 10**digits).numerator).rjust(digits + 1, "0")
    return f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole


def rule_as_value(rule: Rule) -> str | dict[str, Any]:
    """`permitted`, `prohibited`, or the limits that there are."""
    return str(rule.stance) if rule.stance is not Stance.CONDITIONAL else limits_as_dict(rule.limits)


def limits_as_dict(limits: Limits) -> dict[str, Any]:
    """The limits that there are, sets sorted."""
    told: dict[str, Any] = {}
    for name in ("not_before", "not_after"):
        if getattr(limits, name) is not None:
            told[name] = _moment(getattr(limits, name))
    for name in LIMIT_SETS:
        if getattr(limits, name) is not None:
            told[name] = sorted(getattr(limits, name))
    if limits.count is not None:
        told["count"] = limits.count
    if limits.exclusive:
        told["exclusive"] = True
    return told


def price_as_dict(price: Price) -> dict[str, Any]:
    """A price in the shape that `read_terms` reads; what it does not have is left out."""
    value: dict[str, Any] = {"basis": str(price.basis), "currency": price.currency}
    value |= {"of": price.of} if price.of else {}
    value |= {"amount": price.amount} if price.amount else {}
    value["actions"] = [str(action) for action in Action if action in price.actions]
    value |= {"member_amount": price.member_amount} if price.member_amount is not None else {}
    value |= {"percent": decimal_figure(price.percent)} if price.percent is not None else {}
    value |= {"ceiling": price.ceiling} if price.ceiling is not None else {}
    if price.tiers:
        value["tiers"] = [{"from_units": tier.from_units, "amount": tier.amount} for tier in price.tiers]
    return value | ({"limits": limits_as_dict(price.limits)} if price.limits != NO_LIMITS else {})


def terms_as_dict(terms: Terms) -> dict[str, Any]:
    """Terms in the shape that `read_terms` reads: every field, in one order, sets sorted."""
    derivatives = terms.derivatives
    return {
        "names": sorted(terms.names),
        "actions": {str(action): rule_as_value(rule) for action, rule in zip(Action, terms.rules, strict=True)},
        "duties": {
            "attribute": [part for part in ATTRIBUTION if part in terms.duties.attribute],
            "label_ai": terms.duties.label_ai,
            "report_every_days": terms.duties.report_every_days,
        },
        "prices": sorted(map(price_as_dict, terms.prices), key=lambda price: json.dumps(price, sort_keys=True)),
        "derivatives": {
            "allowed": derivatives.allowed,
            "reciprocal": None if derivatives.reciprocal is None else sorted(derivatives.reciprocal),
            "ceiling": None if derivatives.ceiling is None else decimal_figure(derivatives.ceiling),
            "minimum_fees": [
                {"currency": fee.currency, "amount": fee.amount} | ({"of": fee.of} if fee.of else {})
                for fee in sorted(derivatives.minimum_fees)
            ],
            "reviewed": derivatives.reviewed,
            "expires": _moment(derivatives.expires),
            "direct_grant": derivatives.direct_grant,
        },
        "training": str(terms.training),
        "moral_rights": sorted(terms.moral_rights),
        "binds_embedding": terms.binds_embedding,
    }
