"""The order of terms: which permit no more than others, and the most that several permit together.

`meet` takes the stricter of every clause, so it is associative, commutative and idempotent, and `OPEN` is neutral:
permissions and permitted values intersect; prohibitions, duties, prices and notes unite; counts, ceilings and dates go
to the nearer; of two training consents the lesser holds. `a` permits no more than `b` when their meet is `a` (the
lattice of licences of Moreau et al., CaLi, and the composition of Villata and Gandon, COLD 2012).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import lru_cache, reduce
from types import MappingProxyType
from typing import Any, TypeVar

from oeuvre.licence.terms import (
    LIMIT_SETS,
    OPEN,
    PROHIBITED,
    Action,
    Derivatives,
    Duties,
    Limits,
    Rule,
    Terms,
    terms_as_dict,
)

T = TypeVar("T", int, datetime, Fraction)


def _nearer(pick: Callable[[T, T], T], one: T | None, other: T | None) -> T | None:
    if one is None or other is None:
        return other if one is None else one
    return pick(one, other)


def _within(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def meet_rules(one: Rule, other: Rule) -> Rule:
    """What both rules permit."""
    if not (one.permitted and other.permitted):
        return PROHIBITED
    a, b = one.limits, other.limits
    sets = {name: _within(getattr(a, name), getattr(b, name)) for name in LIMIT_SETS}
    limits = Limits(
        not_before=_nearer(max, a.not_before, b.not_before),
        not_after=_nearer(min, a.not_after, b.not_after),
        count=_nearer(min, a.count, b.count),
        exclusive=a.exclusive or b.exclusive,
        **sets,
    )
    return Rule(True, limits)


def joined(several: Iterable[Limits]) -> Limits:
    """The narrowest limits within which all of several lie; one that is exclusive makes them so."""
    given = list(several)

    def widest(name: str, pick: Callable[[Iterable[Any]], Any]) -> Any:
        values = [getattr(one, name) for one in given]
        return None if not values or any(value is None for value in values) else pick(values)

    return Limits(
        not_before=widest("not_before", min),
        not_after=widest("not_after", max),
        count=widest("count", max),
        exclusive=any(one.exclusive for one in given),
        **{name: widest(name, lambda values: frozenset().union(*values)) for name in LIMIT_SETS},
    )


def meet(one: Terms, other: Terms) -> Terms:
    """The most permissive terms that permit no more than either."""
    a, b = one.derivatives, other.derivatives
    return Terms(
        names=one.names | other.names,
        rules=tuple(meet_rules(left, right) for left, right in zip(one.rules, other.rules, strict=True)),
        duties=Duties(
            attribute=one.duties.attribute | other.duties.attribute,
            label_ai=one.duties.label_ai or other.duties.label_ai,
            report_every_days=_nearer(min, one.duties.report_every_days, other.duties.report_every_days),
        ),
        prices=one.prices | other.prices,
        derivatives=Derivatives(
            allowed=a.allowed and b.allowed,
            reciprocal=_within(a.reciprocal, b.reciprocal),
            ceiling=_nearer(min, a.ceiling, b.ceiling),
            minimum_fees=a.minimum_fees | b.minimum_fees,
            reviewed=a.reviewed or b.reviewed,
            expires=_nearer(min, a.expires, b.expires),
            direct_grant=a.direct_grant and b.direct_grant,
        ),
        training=min(one.training, other.training, key=lambda consent: consent.rank),
        moral_rights=one.moral_rights | other.moral_rights,
        binds_embedding=one.binds_embedding or other.binds_embedding,
    )


def meet_all(several: Iterable[Terms]) -> Terms:
    """The meet of any number of terms; of none, OPEN."""
    return reduce(meet, several, OPEN)


def permits_no_more(one: Terms, other: Terms) -> bool:
    """Whether whatever `one` permits `other` permits too, for no more duties and no higher price."""
    return clauses(meet(one, other)) == clauses(one)


@lru_cache(maxsize=4096)
def clauses(terms: Terms) -> Mapping[str, str]:
    """What terms say, clause by clause, as canonical text; what limits nothing is left out, and so are names.

    Keys: `actions.<action>`, `duties.<duty>`, `prices`, `derivatives.<field>`, `training`, `moral-rights`,
    `binds-embedding`.
    """
    told = _flat(terms)
    return MappingProxyType({key: value for key, value in told.items() if _NOTHING[key] != value})


def _flat(terms: Terms) -> dict[str, str]:
    value = terms_as_dict(terms)
    flat: dict[str, object] = {f"actions.{action}": value["actions"][action] for action in Action}
    flat |= {f"duties.{name.replace('_', '-')}": told for name, told in value["duties"].items()}
    flat["prices"] = value["prices"]
    flat |= {f"derivatives.{name.replace('_', '-')}": told for name, told in value["derivatives"].items()}
    flat |= {"training": value["training"], "moral-rights": value["moral_rights"]}
    flat["binds-embedding"] = value["binds_embedding"]
    return {
        key: told if isinstance(told, str) else json.dumps(told, sort_keys=True, ensure_ascii=False)
        for key, told in flat.items()
    }


_NOTHING: dict[str, str] = _flat(OPEN)
CLAUSES: tuple[str, ...] = tuple(_NOTHING)
"""The key of every clause that terms have, in their order."""


# Clauses that stay with the original's own part, whatever a derivative is put under.
_STAY = {"derivatives.reciprocal", "derivatives.direct-grant", "moral-rights", "binds-embedding"}


@lru_cache(maxsize=4096)
def lifted(original: Terms, result: Terms) -> tuple[str, ...]:
    """The clauses of `original` that `result` would lift, were a derivative put under it.

    An attribution in another form is one still; where nobody may share the result, nobody owes attribution for it. To
    whom a price is owed makes no difference: it stays owed to them, since composed terms carry every price.
    """
    original, result = _to_nobody(original), _to_nobody(result)
    kept, told = clauses(meet(original, result)), clauses(result)
    shared = result.rule(Action.DISTRIBUTE).permitted or result.rule(Action.PRESENT).permitted
    attributed = bool(result.duties.attribute) or not shared
    return tuple(
        key
        for key, value in kept.items()
        if key not in _STAY and told.get(key) != value and not (key == "duties.attribute" and attributed)
    )


def _to_nobody(terms: Terms) -> Terms:
    """The terms as if their prices were nobody's."""
    if not terms.prices and not terms.derivatives.minimum_fees:
        return terms
    fees = frozenset(replace(fee, of="") for fee in terms.derivatives.minimum_fees)
    prices = frozenset(replace(price, of="") for price in terms.prices)
    return replace(terms, prices=prices, derivatives=replace(terms.derivatives, minimum_fees=fees))
