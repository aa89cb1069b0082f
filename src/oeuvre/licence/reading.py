"""Terms written as JSON, read strictly: every finding with its place, all at once, and nothing passed over."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from oeuvre.foundation import ManyErrors
from oeuvre.licence.errors import FieldMissing, FieldUnfit, FieldUnknown, TermsUnreadable, Unreadable
from oeuvre.licence.terms import (
    ATTRIBUTION,
    LIMIT_SETS,
    NO_LIMITS,
    PERMITTED,
    PROHIBITED,
    Action,
    Basis,
    Derivatives,
    Duties,
    Fee,
    Limits,
    Price,
    Rule,
    Terms,
    Tier,
    Training,
)

T = TypeVar("T")
_CURRENCY = re.compile(r"[A-Z]{3}")
_TERRITORY = re.compile(r"[A-Z]{2}")
_FIGURE = re.compile(r"\d{1,20}(\.\d{1,20})?")
_RATIO = re.compile(r"\d{1,40}/[1-9]\d{0,39}")
_MOST_SIGNS = 10_000
_HALF = re.compile("[\ud800-\udfff]")


def read_terms(value: str | bytes | Mapping[str, Any]) -> Terms:
    """Terms from their JSON, or from what it was parsed to (see `terms_as_dict` for the shape).

    Raises the one error there is, or ManyErrors with all: TermsUnreadable, FieldUnknown, FieldMissing, FieldUnfit.
    An action that is not named is prohibited; every other field may be left out and then limits nothing, except
    `derivatives.allowed` and `training`, which are then no.
    """
    if isinstance(value, str | bytes):
        value = _parsed(value)
    if not isinstance(value, Mapping):
        raise TermsUnreadable(detail=type(value).__name__)
    found = _Findings()
    terms = found.terms(value)
    if found.errors:
        raise found.errors[0] if len(found.errors) == 1 else ManyErrors(found.errors)
    return terms


def _parsed(text: str | bytes) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        read = dict(pairs)
        if len(read) != len(pairs):
            twice = next(key for key, _ in pairs if [name for name, _ in pairs].count(key) > 1)
            raise FieldUnfit(twice, found=twice, expected="once")
        return read

    try:
        # A figure is kept as it was written: a percentage is exact.
        return json.loads(text, object_pairs_hook=once, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise TermsUnreadable(detail=str(error)) from error


class _Findings:
    """A pass over one value that collects what is wrong with it; what cannot be read is as if it were not there."""

    def __init__(self) -> None:
        self.errors: list[Unreadable] = []

    def unfit(self, place: str, found: object, expected: str) -> None:
        """Tell that a value is none that its field takes."""
        self.errors.append(FieldUnfit(place, found=str(found)[:80], expected=expected))

    def members(self, value: object, place: str, known: Iterable[str], needed: Iterable[str] = ()) -> dict[str, Any]:
        """The members of an object, after telling what it has too many and too few."""
        if not isinstance(value, Mapping):
            self.unfit(place, value, "object")
            return {}
        inside = f"{place}." if place else ""
        listed = list(known)
        for key in value:
            if key not in listed:
                self.errors.append(FieldUnknown(f"{inside}{key}", among=", ".join(listed)))
        for key in needed:
            if key not in value:
                self.errors.append(FieldMissing(f"{inside}{key}"))
        return {key: told for key, told in value.items() if key in listed}

    def optional(self, value: object, place: str, read: Callable[[object, str], T | None]) -> T | None:
        return None if value is None else read(value, place)

    def flag(self, value: object, place: str) -> bool:
        if not isinstance(value, bool):
            self.unfit(place, value, "flag")
        return value is True

    def whole(self, value: object, place: str) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            self.unfit(place, value, "whole")
            return None
        return value

    def days(self, value: object, place: str) -> int | None:
        days = self.whole(value, place)
        if days == 0:
            self.unfit(place, value, "days")
        return days or None

    def percent(self, value: object, place: str) -> Fraction | None:
        text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
        if _FIGURE.fullmatch(text):
            exact = Fraction(Decimal(text))
        elif _RATIO.fullmatch(text):
            exact = Fraction(text)
        else:
            exact = Fraction(101)
        if exact > 100:
            self.unfit(place, value, "percent")
            return None
        return exact

    def word(self, value: object, place: str) -> str:
        # Half a surrogate pair is no text: it has no bytes, so no digest.
        fits = isinstance(value, str) and value.strip() and len(value) <= _MOST_SIGNS and not _HALF.search(value)
        if not isinstance(value, str) or not fits:
            self.unfit(place, ascii(value), "text")
            return ""
        return value

    def words(self, value: object, place: str) -> frozenset[str]:
        if not isinstance(value, list):
            self.unfit(place, value, "list")
            return frozenset()
        return frozenset(filter(None, (self.word(one, f"{place}[{index}]") for index, one in enumerate(value))))

    def moment(self, value: object, place: str) -> datetime | None:
        try:
            read = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            read = None
        if read is None or read.tzinfo is None:
            self.unfit(place, value, "moment")
            return None
        return read

    def among(self, value: object, place: str, kinds: Iterable[T], otherwise: T) -> T:
        listed = {str(kind): kind for kind in kinds}
        if isinstance(value, str) and value in listed:
            return listed[value]
        self.errors.append(FieldUnfit(place, found=str(value)[:80], expected="among", among=", ".join(listed)))
        return otherwise

    def each(self, value: object, place: str, read: Callable[[object, str], T]) -> list[T]:
        if not isinstance(value, list):
            self.unfit(place, value, "list")
            return []
        return [read(one, f"{place}[{index}]") for index, one in enumerate(value)]

    # From here on, the parts of terms.

    def terms(self, value: Mapping[str, Any]) -> Terms:
        known = ("names", "actions", "duties", "prices", "derivatives", "training", "moral_rights", "binds_embedding")
        told = self.members(value, "", known, ("actions",))
        actions = self.members(told.get("actions", {}), "actions", [str(action) for action in Action])
        rules = {Action(name): self.rule(rule, f"actions.{name}") for name, rule in actions.items()}
        return Terms(
            names=self.words(told.get("names", []), "names"),
            rules=tuple(rules.get(action, PROHIBITED) for action in Action),
            duties=self.duties(told.get("duties", {})),
            prices=frozenset(self.each(told.get("prices", []), "prices", self.price)),
            derivatives=self.derivatives(told.get("derivatives", {})),
            training=self.among(told.get("training", "none"), "training", Training, Training.NONE),
            moral_rights=self.words(told.get("moral_rights", []), "moral_rights"),
            binds_embedding=self.flag(told.get("binds_embedding", True), "binds_embedding"),
        )

    def rule(self, value: object, place: str) -> Rule:
        if isinstance(value, str):
            return self.among(value, place, (_Plain("permitted"), _Plain("prohibited")), _Plain("prohibited")).rule
        return Rule(True, self.limits(value, place))

    def limits(self, value: object, place: str) -> Limits:
        moments = ("not_before", "not_after")
        told = self.members(value, place, (*moments, *LIMIT_SETS, "count", "exclusive"))
        sets = {name: self.words(told[name], f"{place}.{name}") for name in LIMIT_SETS if name in told}
        for code in sorted(sets.get("territories", frozenset())):
            if not _TERRITORY.fullmatch(code):
                self.unfit(f"{place}.territories", code, "territory")
        limits = Limits(
            not_before=self.optional(told.get("not_before"), f"{place}.not_before", self.moment),
            not_after=self.optional(told.get("not_after"), f"{place}.not_after", self.moment),
            count=self.optional(told.get("count"), f"{place}.count", self.whole),
            exclusive=self.flag(told.get("exclusive", False), f"{place}.exclusive"),
            **sets,
        )
        if limits.void:
            self.unfit(place, "∅", "possible")
        return limits

    def duties(self, value: object) -> Duties:
        told = self.members(value, "duties", ("attribute", "label_ai", "report_every_days"))
        elements = self.words(told.get("attribute", []), "duties.attribute")
        for element in sorted(elements - set(ATTRIBUTION)):
            self.among(element, "duties.attribute", ATTRIBUTION, "")
        return Duties(
            attribute=elements,
            label_ai=self.flag(told.get("label_ai", False), "duties.label_ai"),
            report_every_days=self.optional(told.get("report_every_days"), "duties.report_every_days", self.days),
        )

    def derivatives(self, value: object) -> Derivatives:
        place = "derivatives"
        flags = ("allowed", "reviewed", "direct_grant")
        told = self.members(value, place, (*flags, "reciprocal", "ceiling", "minimum_fees", "expires"))
        return Derivatives(
            reciprocal=self.optional(told.get("reciprocal"), f"{place}.reciprocal", self.words),
            ceiling=self.optional(told.get("ceiling"), f"{place}.ceiling", self.percent),
            minimum_fees=frozenset(self.each(told.get("minimum_fees", []), f"{place}.minimum_fees", self.fee)),
            expires=self.optional(told.get("expires"), f"{place}.expires", self.moment),
            **{name: self.flag(told.get(name, False), f"{place}.{name}") for name in flags},
        )

    def currency(self, value: object, place: str) -> str:
        if not isinstance(value, str) or not _CURRENCY.fullmatch(value):
            self.unfit(place, value, "currency")
            return ""
        return value

    def fee(self, value: object, place: str) -> Fee:
        told = self.members(value, place, ("currency", "amount", "of"), ("currency", "amount"))
        return Fee(
            currency=self.currency(told.get("currency"), f"{place}.currency") if "currency" in told else "",
            amount=self.whole(told["amount"], f"{place}.amount") or 0 if "amount" in told else 0,
            of=self.word(told["of"], f"{place}.of") if "of" in told else "",
        )

    def price(self, value: object, place: str) -> Price:
        known = (
            "basis",
            "currency",
            "amount",
            "of",
            "actions",
            "member_amount",
            "percent",
            "ceiling",
            "tiers",
            "limits",
        )
        told = self.members(value, place, known, ("basis", "currency"))
        basis = self.among(told["basis"], f"{place}.basis", Basis, Basis.FLAT) if "basis" in told else Basis.FLAT
        self._fits(basis, told, place)
        actions = frozenset({Action.COMMERCIALISE})
        if "actions" in told:
            named = self.each(
                told["actions"], f"{place}.actions", lambda one, at: self.among(one, at, Action, Action.USE)
            )
            actions = frozenset(named)
        return Price(
            basis=basis,
            currency=self.currency(told["currency"], f"{place}.currency") if "currency" in told else "",
            amount=self.whole(told["amount"], f"{place}.amount") or 0 if "amount" in told else 0,
            of=self.word(told["of"], f"{place}.of") if "of" in told else "",
            actions=actions,
            member_amount=self.optional(told.get("member_amount"), f"{place}.member_amount", self.whole),
            percent=self.optional(told.get("percent"), f"{place}.percent", self.percent),
            ceiling=self.optional(told.get("ceiling"), f"{place}.ceiling", self.whole),
            tiers=self.tiers(told["tiers"], f"{place}.tiers") if "tiers" in told else (),
            limits=self.limits(told["limits"], f"{place}.limits") if "limits" in told else NO_LIMITS,
        )

    def _fits(self, basis: Basis, told: dict[str, Any], place: str) -> None:
        """A price has the fields that its basis counts by, and no other: what would not be enforced is not stored."""
        share, tiered = basis is Basis.REVENUE_SHARE, basis is Basis.TIERED
        needed = "percent" if share else "tiers" if tiered else "amount"
        if needed not in told:
            self.errors.append(FieldMissing(f"{place}.{needed}"))
        strange = {"percent", "ceiling"} if not share else {"amount", "member_amount"}
        strange |= {"amount"} if tiered else {"tiers"}
        for name in sorted(strange & set(told)):
            self.errors.append(FieldUnfit(f"{place}.{name}", found=name, expected="basis", basis=str(basis)))

    def tiers(self, value: object, place: str) -> tuple[Tier, ...]:
        def one(told: object, at: str) -> Tier:
            members = self.members(told, at, ("from_units", "amount"), ("from_units", "amount"))
            read = {name: self.whole(members[name], f"{at}.{name}") or 0 for name in members}
            return Tier(read.get("from_units", 0), read.get("amount", 0))

        tiers = self.each(value, place, one)
        starts = [tier.from_units for tier in tiers]
        if not tiers or starts[0] != 0 or starts != sorted(set(starts)):
            self.unfit(place, starts, "tiers")
        return tuple(tiers)


class _Plain(str):
    """A rule that is one word."""

    @property
    def rule(self) -> Rule:
        return PERMITTED if self == "permitted" else PROHIBITED
