"""What a permitted use costs, line by line, and who gets it.

An ask that is refused has no price. A price that depends on revenue is asked for the revenue that is expected, and says
so; of several shares that one work asks for the same use the larger counts, up to its ceiling in all that a party has
paid. Every minimum fee of an ancestor is in the quote of a derivative, whatever the descendant asks: nobody waives it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from fractions import Fraction
from functools import reduce
from typing import Any

from oeuvre.foundation import Language
from oeuvre.licence.decide import Decision, DutyKind, Facts, Request, actions_of, decide, decision_as_dict, is_within
from oeuvre.licence.errors import CurrenciesDiffer, FieldUnfit, QuoteRefused, Unpriced
from oeuvre.licence.history import Version, terms_as_of
from oeuvre.licence.order import meet_rules
from oeuvre.licence.sharing import Edge, Part, split_amount
from oeuvre.licence.terms import NO_LIMITS, PERMITTED, Action, Basis, Limits, Price, Rule, Terms, Tier

REVENUE, RECEIPTS = "revenue", "receipts"
"""What a share is of: what whoever uses a work earns by it, or what the holders of the work are paid."""
_COUNTED_APART = frozenset({Basis.REVENUE_SHARE, Basis.MINIMUM_GUARANTEE})


@dataclass(frozen=True)
class QuoteLine:
    """One price of one work: what it is counted by, how many, and what that comes to in minor units.

    `clause` is `prices` or `derivatives.minimum-fees`; `counted` the units, or the revenue that a share is of. A share
    has a `base`: `revenue` of whoever uses the work, or `receipts`, where nobody told that: what the holders of the
    work are paid, out of which the share then goes up. Its `percent` (a fraction) and `ceiling` (what is left of it)
    say what is asked of revenue that turns out otherwise.
    """

    work: str
    clause: str
    basis: str
    counted: int
    amount: int
    base: str = ""
    percent: str = ""
    ceiling: int | None = None


@dataclass(frozen=True)
class Quote:
    """A use with its price: the request, the decision it rests on, lines that sum to `total`, and parts that do too.

    `until` is the moment to which it is held; `within` are the limits of the prices in it. `digest` names the terms
    that it was made from.
    """

    work: str
    request: Request
    decision: Decision
    currency: str
    lines: tuple[QuoteLine, ...]
    total: int
    split: tuple[Part, ...]
    at: datetime
    until: datetime | None = None
    within: Limits = NO_LIMITS

    @property
    def digest(self) -> str:
        """The digest of the terms."""
        return self.decision.digest


def quote(
    work: str,
    terms: Terms | Sequence[Version],
    request: Request,
    facts: Facts,
    at: datetime,
    shares: Mapping[str, Mapping[str, Fraction]],
    edges: Sequence[Edge] = (),
    revenue: int = 0,
    until: datetime | None = None,
    known_at: datetime | None = None,
) -> Quote:
    """The price of `request` for `work`, and its split.

    `revenue` is what the use is expected to earn, in minor units of the price's currency. What is owed to an ancestor
    by name goes up from that ancestor; what is owed to the work itself goes up along `edges`, but to no work that has a
    share of the revenue as a line of its own: that would take it twice. Raises QuoteRefused with the first reason,
    Unpriced, CurrenciesDiffer, SharesUnfit, FieldUnfit.
    """
    if revenue < 0:
        raise FieldUnfit("revenue", found=revenue, expected="whole")
    decision = decide(terms, request, facts, at, known_at)
    governing = terms if isinstance(terms, Terms) else terms_as_of(terms, at, known_at or at)
    if not decision.permitted or governing is None:
        raise QuoteRefused(work, clause=decision.reasons[0].clause, fact=decision.reasons[0].fact)
    prices = _covering(work, governing, request, facts, at)
    lines, currencies = _lines(work, governing, prices, request, facts, revenue)
    if len(currencies) > 1:
        raise CurrenciesDiffer(work, found=", ".join(sorted(currencies)))
    if not lines and any(duty.kind is DutyKind.PAY for duty in decision.duties):
        raise Unpriced(work)
    total, currency = sum(line.amount for line in lines), next(iter(currencies), "")
    parts: dict[tuple[str, str], int] = {}
    owed: dict[str, int] = {}
    for line in lines:
        owed[line.work] = owed.get(line.work, 0) + line.amount
    paid_apart = {line.work for line in lines if line.base == REVENUE}
    left = [edge for edge in edges if edge.parent not in paid_apart]
    for owed_to, amount in sorted(owed.items()):
        for part in split_amount(amount, owed_to, shares, left, currency) if amount else ():
            parts[part.work, part.party] = parts.get((part.work, part.party), 0) + part.amount
    split = tuple(Part(of, party, amount) for (of, party), amount in sorted(parts.items()))
    within = reduce(meet_rules, (Rule(True, price.limits) for price in prices), PERMITTED).limits
    return Quote(work, request, decision, currency, lines, total, split, at, until, within)


def _covering(work: str, terms: Terms, request: Request, facts: Facts, at: datetime) -> list[Price]:
    """The prices that a request meets: of each work that has any for it, those within whose limits it lies.

    Of several that one work asks by one basis for the same actions, each within limits, or for some of the actions that
    another is for, the highest counts. Raises Unpriced for a work none of whose prices covers the request.
    """
    needed = set(actions_of(request))
    asked: dict[str, list[Price]] = {}
    for price in terms.prices:
        if price.actions & needed:
            asked.setdefault(price.of or work, []).append(price)
    found: list[Price] = []
    for of, prices in asked.items():
        covering = [price for price in prices if is_within(price.limits, request, facts, at)]
        if not covering:
            raise Unpriced(of)
        groups: list[tuple[Basis, frozenset[Action], list[Price]]] = []
        for price in sorted(covering, key=lambda one: (-len(one.actions & needed), repr(one))):
            part = price.actions & needed
            same = (group for basis, actions, group in groups if basis is price.basis and part <= actions)
            if (group := next(same, None)) is not None:
                group.append(price)
            else:
                groups.append((price.basis, frozenset(part), [price]))
        for basis, _, group in groups:
            apart = any(one.limits != NO_LIMITS for one in group) or len({one.actions for one in group}) > 1
            found += [max(group, key=_height)] if apart and basis is not Basis.REVENUE_SHARE else group
    return sorted(found, key=lambda price: (price.of or work, price.basis, price.currency, price.amount))


def _height(price: Price) -> tuple[int, int, str]:
    return price.amount, sum(tier.amount for tier in price.tiers), price.currency


def _lines(
    work: str, terms: Terms, prices: Sequence[Price], request: Request, facts: Facts, revenue: int
) -> tuple[tuple[QuoteLine, ...], set[str]]:
    lines = _shares(work, [one for one in prices if one.basis is Basis.REVENUE_SHARE], facts, revenue)
    lines += [_priced(work, one, request, facts) for one in prices if one.basis not in _COUNTED_APART]
    lines.sort(key=lambda line: (line.work, line.basis))
    for price in (one for one in prices if one.basis is Basis.MINIMUM_GUARANTEE):
        of = price.of or work
        least = _member(price.amount, price, facts)
        lacking = least - sum(line.amount for line in lines if line.work == of)
        lines.append(QuoteLine(of, "prices", str(price.basis), least, max(0, lacking)))
    currencies = {price.currency for price in prices}
    if Action.ADAPT in actions_of(request):
        for fee in sorted(terms.derivatives.minimum_fees):
            of = fee.of or work
            lines.append(QuoteLine(of, "derivatives.minimum-fees", str(Basis.FLAT), 1, fee.amount))
            currencies.add(fee.currency)
    return tuple(lines), currencies


def _shares(work: str, prices: Sequence[Price], facts: Facts, revenue: int) -> list[QuoteLine]:
    """One line for the share of each work: the largest of those it asks, each within what its ceiling leaves."""
    found: dict[str, QuoteLine] = {}
    for price in prices:
        of = price.of or work
        percent, left = price.percent or Fraction(0), price.ceiling
        if left is not None:
            left = max(0, left - facts.paid.get((of, price.currency), 0))
        amount = share_of_revenue(revenue, percent, left)
        if of not in found or amount > found[of].amount:
            base = REVENUE if revenue else RECEIPTS
            found[of] = QuoteLine(of, "prices", str(price.basis), revenue, amount, base, str(percent), left)
    return list(found.values())


def _member(amount: int, price: Price, facts: Facts) -> int:
    return price.member_amount if facts.member and price.member_amount is not None else amount


def _priced(work: str, price: Price, request: Request, facts: Facts) -> QuoteLine:
    of, basis = price.of or work, str(price.basis)
    if price.basis is Basis.TIERED:
        return QuoteLine(of, "prices", basis, request.units, tiered(price.tiers, facts.granted, request.units))
    each = _member(price.amount, price, facts)
    counted = request.units if price.basis is Basis.PER_UNIT else 1
    return QuoteLine(of, "prices", basis, counted, each * counted)


def share_of_revenue(revenue: int, percent: Fraction, ceiling: int | None = None) -> int:
    """What a share comes to, in minor units: in favour of who pays, a part of one is not asked for."""
    exact = revenue * percent / 100
    amount = exact.numerator // exact.denominator
    return amount if ceiling is None else min(amount, ceiling)


def tiered(tiers: Sequence[Tier], used: int, units: int) -> int:
    """What `units` more cost after `used`, each at the price of the tier that it falls in; minor units."""
    ends = [tier.from_units for tier in tiers[1:]]
    total = 0
    for index, tier in enumerate(tiers):
        first = max(tier.from_units, used)
        last = used + units if index == len(ends) else min(ends[index], used + units)
        total += max(0, last - first) * tier.amount
    return total


def quote_as_dict(made: Quote, language: Language = "en") -> dict[str, Any]:
    """A quote for a program and for people; amounts are integers of minor units."""
    return {
        "work": made.work,
        "action": str(made.request.action),
        "decision": decision_as_dict(made.decision, language),
        "currency": made.currency or None,
        "total": made.total,
        "lines": [asdict(line) for line in made.lines],
        "split": [asdict(part) for part in made.split],
        "at": made.at.isoformat(),
        "until": made.until.isoformat() if made.until else None,
    }
