"""Why: from one line of the ledger back to the usage, the clauses, the share and the rounding that made it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from oeuvre.royalties.allocation import Claim, Claims, Split, split_of
from oeuvre.royalties.capping import Cut, cut_down
from oeuvre.royalties.errors import LineUnknown
from oeuvre.royalties.ledger import AccountKind
from oeuvre.royalties.period import last_day
from oeuvre.royalties.placing import in_place
from oeuvre.royalties.posting import terms_print
from oeuvre.royalties.scenario import Holding
from oeuvre.royalties.store import Store
from oeuvre.royalties.suspicion import USED_BY_WORK
from oeuvre.royalties.terms_store import days_of_change, lineage_at, prints_of, rules_at

MOST_USAGE = 200
"""As many lines of usage are told; the count is of all."""


@dataclass(frozen=True)
class Reading:
    """What one work is owed of each unit that another earned, as the terms of a posting say."""

    claim: Claim
    weight: Fraction
    weights: Fraction
    clauses: tuple[dict[str, object], ...]

    @property
    def share(self) -> Fraction:
        """The party's exact share of the posting's net."""
        return self.claim.share * self.weight / self.weights


@dataclass(frozen=True)
class Way:
    """What of a lineage the money of one posting followed: the edges that took less than their share, and the
    territory that it came from, where shares are not the same everywhere."""

    cuts: tuple[Cut, ...] = ()
    territory: str = ""


class Readings:
    """Readings of postings, each lineage followed once."""

    def __init__(self, store: Store) -> None:
        self._whole = lru_cache(maxsize=50_000)(lambda work, day, known: lineage_at(store, work, day, known))
        self._lineage = lru_cache(maxsize=50_000)(self._cut)
        self._claims = lru_cache(maxsize=50_000)(self._followed)
        self.split = lru_cache(maxsize=50_000)(self._split)

    def _cut(self, work: str, day: str, known: int, way: Way) -> Mapping[str, Holding]:
        """The lineage of a work as the money of one posting went: from one place, by edges that took less since a
        ceiling was reached."""
        whole = in_place(self._whole(work, day, known), way.territory)
        return {**whole, **cut_down(whole, way.cuts)} if way.cuts else whole

    def _followed(self, work: str, day: str, known: int, way: Way) -> dict[str, Claim]:
        return {claim.work: claim for claim in Claims(self._lineage(work, day, known, way)).on(work)}

    def _split(self, work: str, day: str, known: int, way: Way) -> Split:
        """All pairs of paid work and party of what a work earns, with their parts, in the order of its lines."""
        claims = self._claims(work, day, known, way)
        return split_of([claims[paid] for paid in sorted(claims)], self._lineage(work, day, known, way))

    def of(self, earner: str, day: str, known: int, paid: str, party: str, way: Way) -> Reading:
        """The reading for one line: what `paid` (and of it `party`) gets of what `earner` earns."""
        works: Mapping[str, Holding] = self._lineage(earner, day, known, way)
        claim = self._claims(earner, day, known, way)[paid]
        shares = works[paid].shares
        clauses = list[dict[str, object]]()
        for child, parent in zip(claim.path[:-1], claim.path[1:], strict=True):
            edge = next(edge for edge in works[child].parents if edge.work == parent)
            clause: dict[str, object] = {
                "work": child,
                "parent": parent,
                "percent": figure(edge.share * 100),
                "policy": edge.policy,
            }
            clause |= {"evidence": edge.evidence} if edge.evidence else {}
            clauses.append(clause | ({"ceiling": edge.cap.most, "account": edge.cap.account} if edge.cap else {}))
        return Reading(
            claim,
            next(share.weight for share in shares if share.party == party),
            sum((share.weight for share in shares), Fraction(0)),
            tuple(clauses),
        )


def way_of(facts: Mapping[str, Any]) -> Way:
    """The way of a posting, by its facts."""
    cuts = ((str(child), str(parent), str(share)) for child, parent, share in facts.get("cuts", ()))
    return Way(tuple(cuts), str(facts.get("territory", "")))


def figure(value: Fraction) -> str:
    """A decimal figure where there is one, else the fraction: `12.5`, `1/3`."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return str(value)
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    sign, whole = ("-" if value < 0 else ""), str(abs(value.numerator) * 10**places // value.denominator)
    whole = whole.rjust(places + 1, "0")
    return f"{sign}{whole[:-places]}.{whole[-places:]}" if places else f"{sign}{whole}"


def read_line_id(line: str) -> tuple[int, int]:
    """`12.3`: the third entry (from 0) of posting 12. Raises `LineUnknown`."""
    posting, _, place = line.partition(".")
    if not (posting.isascii() and posting.isdigit() and place.isascii() and place.isdigit() and len(line) < 30):
        raise LineUnknown(line)
    return int(posting), int(place)


def explain(store: Store, line: str) -> dict[str, Any]:
    """The path of each unit of a line, as values to print. Raises `LineUnknown`.

    For shares of what a work earned: the posting, usage as it was known then, deductions, the clause of every step of
    the shortest path, the exact share and amount, and what rounding added. For other lines: the posting's facts.
    """
    seq, place = read_line_id(line)
    rows = store.rows(
        "SELECT e.account, n.id, w.id, e.amount, p.kind, p.name, p.work, p.period, p.currency, p.gross, p.known, "
        "p.day, p.facts, p.digest, p.at, p.reverses, (SELECT r.seq FROM posting r WHERE r.reverses = p.seq) "
        "FROM entry e JOIN posting p ON p.seq = e.posting LEFT JOIN name n ON n.seq = e.party "
        "LEFT JOIN name w ON w.seq = e.work WHERE e.posting = ? AND e.place = ?",
        (seq, place),
    )
    if not rows:
        raise LineUnknown(line)
    account, party, paid, amount, kind, name, earner, period, currency, gross, *rest = rows[0]
    known, day, facts, digest, at, reverses, reversed_by = rest
    told = json.loads(facts)
    value: dict[str, Any] = {
        "line": line,
        "posting": seq,
        "kind": kind,
        "account": AccountKind(account).name.lower(),
        "party": party,
        "amount": amount,
        "currency": currency,
        "period": period,
        "reverses": reverses,
        "reversed_by": reversed_by,
        "digest": digest,
        "facts": told,
    }
    if paid is None or kind == "reversal":
        return value
    reading = Readings(store).of(earner, day, known, paid, party, way_of(told))
    exact = told["net"] * reading.share
    by = _rules_known(store, seq, period, known)
    # A claim that waits in part stands in two lines, and was rounded once.
    whole = sum(one[4] for one in store.entries_of(seq) if (one[2], one[3]) == (party, paid))
    usage, count = _usage(store, (seq, at), name, earner, period, known, by, told)
    value |= {
        "earned_by": earner,
        "paid_for": paid,
        "gross": gross,
        "deductions": [
            {"name": one, "percent": figure(Fraction(share) * 100), "amount": taken}
            for one, share, taken, _ in told["deductions"]
        ],
        "net": told["net"],
        "path": list(reading.claim.path),
        "paths": reading.claim.paths,
        "clauses": list(reading.clauses),
        "claim": figure(reading.claim.share * 100),
        "weight": figure(reading.weight),
        "weights": figure(reading.weights),
        "share": str(reading.share),
        "exact": str(exact),
        "whole": whole,
        "rounding": str(whole - exact),
        "terms": {"known": known, "day": day},
        "usage_lines": count,
        "usage": usage,
    }
    return value


def _rules_known(store: Store, seq: int, month: str, known: int) -> int:
    """How many terms were known for the rules of a posting: in a closed month those by which it was settled."""
    rows = store.rows("SELECT posting, terms FROM closing WHERE month = ?", (month,))
    return int(rows[0][1]) if rows and seq > rows[0][0] else known


def _usage(
    store: Store,
    posting: tuple[int, int],
    name: str,
    work: str,
    month: str,
    known: int,
    by: int,
    facts: Mapping[str, Any],
) -> tuple[list[dict[str, object]], int]:
    """The lines of usage that a posting sums, as they were known when it was made: the first of them, and how many."""
    (seq, at), source_currency = posting, name.split("|")[-2]
    held, there = facts.get("held", ""), "AND u.territory = :territory " if "territory" in facts else ""
    first, last = f"{month}-01", last_day(month).isoformat()
    starts = [first, *days_of_change(store, first, last, known)]
    found: list[dict[str, object]] = []
    count = 0
    for start, end in zip(starts, [*starts[1:], f"{last}~"], strict=True):
        works = lineage_at(store, work, start, known)
        terms = terms_print(rules_at(store, start, by))
        if work not in works or name.split("|")[-3] != prints_of(works)[work] + terms:
            continue
        newest = (
            "NOT EXISTS (SELECT 1 FROM usage v WHERE v.source = u.source AND v.line = u.line "
            "AND v.revision > u.revision AND v.at <= :at)"
        )
        if held:
            chosen = "EXISTS (SELECT 1 FROM held_line h WHERE h.usage = u.seq AND h.posting = :seq)"
        else:
            chosen = (
                "NOT EXISTS (SELECT 1 FROM held_line h JOIN posting p ON p.seq = h.posting WHERE h.usage = u.seq "
                "AND p.at <= :at AND NOT EXISTS (SELECT 1 FROM posting r WHERE r.reverses = p.seq AND r.at <= :at)) "
                "AND coalesce((SELECT d.verdict FROM decision d WHERE d.usage = u.seq "
                "AND d.at <= :at ORDER BY d.seq DESC LIMIT 1), '') <> 'return'"
            )
        rows = store.named(
            "SELECT u.source, u.line, u.use, u.territory, u.channel, u.day, u.units, u.amount, u.currency, u.payer, "
            f"u.rest FROM {USED_BY_WORK} "
            "WHERE u.told IN (SELECT :work UNION SELECT told FROM named WHERE work = :work) "
            "AND u.day >= :start AND u.day < :end AND u.currency = :currency "
            f"{there}AND u.at <= :at AND {newest} AND {chosen} ORDER BY u.source, u.line",
            {"work": work, "start": start, "end": end, "currency": source_currency, "at": at, "seq": seq}
            | ({"territory": facts["territory"]} if there else {}),
        )
        count += len(rows)
        keys = ("source", "line", "use", "territory", "channel", "day", "units", "amount", "currency", "payer")
        for *told, rest in rows[: MOST_USAGE - len(found)]:
            line = dict(zip(keys, told, strict=True))
            found.append({**line, "exact": figure(line["amount"] + Fraction(rest or 0))})
    return found, count
