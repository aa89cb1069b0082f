"""What was agreed, asked of the ledger's file: as of a day of use, as known when so many terms were known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from oeuvre.royalties.lineage import ordered
from oeuvre.royalties.scenario import POLICIES, Cap, Holding, Parent, Policy, Share
from oeuvre.royalties.store import Store
from oeuvre.royalties.terms import RULES, Account, Advance, Deduction, Payee, Rate, Rules, Suspicion, Tax, holding_text

VOID = holding_text(Holding("", ()))
"""How a work is kept that nobody can be paid for: its usage waits, from the day on for which that is said."""
_POLICY: dict[str, Policy] = {name: name for name in POLICIES}


def known_terms(store: Store) -> int:
    """How many terms are known: the number of the newest."""
    return int(store.one("SELECT coalesce(max(seq), 0) FROM terms"))


def holdings_at(store: Store, day: str, known: int) -> dict[str, Holding]:
    """Every work that is described for a day of use, by the terms up to number `known`, and that somebody holds."""
    rows = store.rows(
        "SELECT work, body FROM (SELECT work, body, row_number() OVER (PARTITION BY work ORDER BY valid_from DESC, "
        "terms DESC) AS place FROM holding WHERE valid_from <= ? AND terms <= ?) WHERE place = 1",
        (day, known),
    )
    return {work: _holding(work, body) for work, body in rows if body != VOID}


def lineage_at(store: Store, work: str, day: str, known: int) -> dict[str, Holding]:
    """A work and its ancestors, and nobody else: what is needed to explain one posting."""
    found: dict[str, Holding] = {}
    waiting = [work]
    while waiting:
        one = waiting.pop()
        if one in found:
            continue
        body = store.one(
            "SELECT body FROM holding WHERE work = ? AND valid_from <= ? AND terms <= ? "
            "ORDER BY valid_from DESC, terms DESC LIMIT 1",
            (one, day, known),
        )
        if body not in (None, VOID):
            found[one] = _holding(one, body)
            waiting += [parent.work for parent in found[one].parents]
    return found


def holding_body(store: Store, work: str, day: str) -> str | None:
    """A work's shares and parents as they are kept, by the newest terms that govern a day of use."""
    found: str | None = store.one(
        "SELECT body FROM holding WHERE work = ? AND valid_from <= ? ORDER BY valid_from DESC, terms DESC LIMIT 1",
        (work, day),
    )
    return found


def holdings_above(store: Store, day: str, known: int) -> dict[str, Holding]:
    """The works in the temporary table `dirty` and all their ancestors."""
    found: dict[str, Holding] = {}
    for (work,) in store.rows("SELECT work FROM dirty ORDER BY work"):
        if work not in found:
            found.update(lineage_at(store, work, day, known))
    return found


@lru_cache(maxsize=4096)
def _fraction(text: str) -> Fraction:
    return Fraction(text)


def _holding(work: str, body: str) -> Holding:
    value = json.loads(body)
    return Holding(
        work,
        tuple(Share(party, _fraction(weight)) for party, weight in value["shares"]),
        tuple(
            Parent(parent, _fraction(share), _POLICY[policy], told, _cap(*more), *_places(*more))
            for parent, share, policy, told, *more in value["parents"]
        ),
    )


def _cap(more: Mapping[str, Any] | None = None) -> Cap | None:
    return Cap(*more["cap"]) if more and "cap" in more else None


def _places(more: Mapping[str, Any] | None = None) -> tuple[tuple[str, ...], bool]:
    return (tuple(more["places"]), bool(more["elsewhere"])) if more and "places" in more else ((), False)


def prints_of(works: Mapping[str, Holding]) -> dict[str, str]:
    """A digest of each work's terms and of all its ancestors', so that equal ones are known to pay alike."""
    found: dict[str, str] = {}
    for work in ordered(works):
        holding = works[work]
        value = [
            work,
            sorted((share.party, str(share.weight)) for share in holding.shares),
            sorted(
                (found[parent.work], str(parent.share), parent.policy, *([str(parent.cap)] if parent.cap else ()))
                for parent in holding.parents
            ),
        ]
        found[work] = hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:16]
    return found


def days_of_change(store: Store, first: str, last: str, known: int) -> list[str]:
    """The days after `first` and up to `last` on which other terms begin to govern."""
    return [
        str(day)
        for (day,) in store.rows(
            "SELECT DISTINCT valid_from FROM terms WHERE valid_from > ? AND valid_from <= ? AND seq <= ? ORDER BY 1",
            (first, last, known),
        )
    ]


def rules_at(store: Store, day: str, known: int) -> Rules:
    """The rules for a day of use; the usual ones where nobody gave any.

    Terms say some of the rules: each governs until others say the same anew.
    """
    rows = store.rows(
        "SELECT rules FROM terms WHERE rules IS NOT NULL AND valid_from <= ? AND seq <= ? ORDER BY valid_from, seq",
        (day, known),
    )
    return _rules(tuple(str(body) for (body,) in rows))


def settled_by(store: Store, month: str) -> int | None:
    """How many terms were known when a month was closed; None while it is open."""
    found: int | None = store.one("SELECT terms FROM closing WHERE month = ?", (month,))
    return found


def closed_months(store: Store, since: str) -> list[str]:
    """The closed months that have any day from `since` on."""
    rows = store.rows("SELECT month FROM closing WHERE month >= ? ORDER BY month", (since[:7],))
    return [str(month) for (month,) in rows]


def rate_on(store: Store, source: str, target: str, day: str, known: int) -> Rate | None:
    """The newest rate on that day or before it."""
    rows = store.rows(
        "SELECT day, rate, origin FROM rate WHERE source = ? AND target = ? AND day <= ? AND terms <= ? "
        "ORDER BY day DESC, terms DESC LIMIT 1",
        (source, target, day, known),
    )
    return Rate(source, target, rows[0][0], Fraction(rows[0][1]), rows[0][2]) if rows else None


def advances(store: Store) -> list[Advance]:
    """All advances as the newest terms have them, by day, then id."""
    rows = store.rows(
        "SELECT id, party, currency, amount, day FROM advance a WHERE NOT EXISTS (SELECT 1 FROM advance b "
        "WHERE b.id = a.id AND b.terms > a.terms) ORDER BY day, id"
    )
    return [Advance(*row) for row in rows]


def payees(store: Store) -> dict[str, Payee]:
    """Everybody who is described, as the newest terms describe them."""
    return {party: _payee(body) for party, body in store.rows("SELECT id, body FROM payee ORDER BY id, terms")}


def titles(store: Store) -> dict[str, str]:
    """The newest title of each work that has one."""
    rows = store.rows("SELECT work, title FROM holding WHERE title IS NOT NULL ORDER BY work, terms")
    return {str(work): str(title) for work, title in rows}


def payee_text(payee: Payee) -> str:
    """A payee as it is kept."""
    account = payee.account
    held = [account.iban, account.bic, account.holder] if account else None
    return json.dumps([payee.id, payee.name, dict(payee.identifiers), held], ensure_ascii=False, sort_keys=True)


def _payee(body: str) -> Payee:
    party, name, identifiers, held = json.loads(body)
    return Payee(party, name, identifiers, Account(*held) if held else None)


def rules_text(rules: Rules | None, given: Collection[str] = RULES) -> str | None:
    """Those of the rules that were `given`, as they are kept: figures as exact fractions."""
    if rules is None:
        return None
    suspicion = rules.suspicion
    value = {
        "currency": rules.currency,
        "deductions": [[one.name, str(one.share), list(one.uses)] for one in rules.deductions],
        "taxes": [[one.name, str(one.share), list(one.parties), one.reason] for one in rules.taxes],
        "minimum": dict(rules.minimum),
        "reserve.percent": str(rules.reserve),
        "reserve.months": rules.reserve_months,
        "dispute_days": rules.dispute_days,
        "suspicion.spike": str(suspicion.spike),
        "suspicion.one_listener": str(suspicion.one_listener),
        "suspicion.least_units": suspicion.least_units,
        "suspicion.zero_units": suspicion.zero_units,
    }
    kept = {key: told for key, told in value.items() if key in given}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _by_key(body: str) -> dict[str, Any]:
    """Rules as they are kept, by key; in an earlier layout all of them stood together."""
    value: dict[str, Any] = json.loads(body)
    if isinstance(value.get("reserve"), list):
        value["reserve.percent"], value["reserve.months"] = value.pop("reserve")
        names = ("spike", "one_listener", "least_units", "zero_units")
        value |= {f"suspicion.{name}": told for name, told in zip(names, value.pop("suspicion"), strict=True)}
        value["all"] = True
    return value


@lru_cache(maxsize=64)
def _rules(bodies: tuple[str, ...]) -> Rules:
    """The rules that several terms say, the later over the earlier; minima by currency."""
    value: dict[str, Any] = {}
    for body in bodies:
        told = _by_key(body)
        if not told.pop("all", False):
            told["minimum"] = {**value.get("minimum", {}), **told.get("minimum", {})}
        value |= told
    usual = Rules()
    odd = usual.suspicion
    return Rules(
        value.get("currency", usual.currency),
        tuple(Deduction(name, Fraction(share), tuple(uses)) for name, share, uses in value.get("deductions", ())),
        tuple(Tax(name, Fraction(share), tuple(who), reason) for name, share, who, reason in value.get("taxes", ())),
        MappingProxyType(value.get("minimum", {})),
        Fraction(value.get("reserve.percent", usual.reserve)),
        value.get("reserve.months", usual.reserve_months),
        value.get("dispute_days", usual.dispute_days),
        Suspicion(
            Fraction(value.get("suspicion.spike", odd.spike)),
            Fraction(value.get("suspicion.one_listener", odd.one_listener)),
            value.get("suspicion.least_units", odd.least_units),
            value.get("suspicion.zero_units", odd.zero_units),
        ),
    )
