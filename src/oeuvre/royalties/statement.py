"""A statement: what a party earned in a period, from which usage and by which way, and what becomes of it.

A posting belongs to the statement of its own month, unless that month was closed before it was made: then it is an
adjustment in the first month that was not. What was posted and reversed within one statement is left out of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import lcm
from typing import Any

from oeuvre.royalties.errors import NotConserved, PartyUnknown
from oeuvre.royalties.explaining import Readings, figure, way_of
from oeuvre.royalties.holds import why_waits
from oeuvre.royalties.ledger import AccountKind
from oeuvre.royalties.period import Period, booked_in, read_period
from oeuvre.royalties.rounding import apportion, controlled
from oeuvre.royalties.store import Store
from oeuvre.royalties.terms import Payee
from oeuvre.royalties.terms_store import known_terms, payees, rules_at, titles


@dataclass(frozen=True)
class StatementLine:
    """One use of one work as it reached one party, in minor units.

    `net` is this party's; `gross` and `deductions` are of the whole usage. `work` is what was used, `paid_for` what the
    party holds, `path` the way between. A reversal has negative amounts.
    """

    line: str
    month: str
    work: str
    paid_for: str
    path: tuple[str, ...]
    paths: int
    use: str
    territory: str
    channel: str
    payer: str
    units: int
    gross: int
    deductions: int
    share: Fraction
    net: int
    evidence: tuple[str, ...] = ()
    rate: tuple[str, ...] = ()
    held: str = ""
    day: str = ""
    """The day by which its shares were read."""

    def as_dict(self) -> dict[str, object]:
        value = {**vars(self), "path": list(self.path), "share": str(self.share), "percent": figure(self.share * 100)}
        del value["day"]
        return {**value, "evidence": list(self.evidence), "rate": list(self.rate)}


@dataclass(frozen=True)
class Statement:
    """A party's statement in one currency, all amounts in minor units.

    `moves` lead from `opening` to `closing`, which is what the party is owed; `payable` is what of it is paid now, and
    `carried` what waits for the minimum. `standing` has the other accounts as they stand at the end.
    """

    party: Payee
    currency: str
    period: Period
    number: str
    issued: date
    dispute_until: date
    opening: int
    moves: tuple[tuple[str, int], ...]
    closing: int
    payable: int
    carried: int
    minimum: int
    lines: tuple[StatementLine, ...]
    adjustments: tuple[StatementLine, ...]
    held: tuple[StatementLine, ...]
    taxes: tuple[tuple[str, int], ...]
    standing: tuple[tuple[str, int], ...]
    disputed: bool
    titles: Mapping[str, str] = field(hash=False)
    grounds: Mapping[tuple[str, str], str] = field(default_factory=dict, hash=False)
    """Why the party held its share of each work that it is paid for, by the work and the day of the shares, in words,
    where somebody above says so."""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Who is behind the ids of payers, where somebody above knows."""
    closed: bool = False
    """Whether its last month is closed: what stands in it until then may still change."""

    @property
    def earned(self) -> int:
        """What the lines of the period sum to."""
        return sum(line.net for line in self.lines)

    @property
    def paid(self) -> int:
        """What was transferred in the period."""
        return max(0, -dict(self.moves).get("paid", 0))

    def title(self, work: str) -> str:
        return self.titles.get(work, work)

    def ground(self, line: StatementLine) -> str:
        """Why the party held its share when the line was earned."""
        return self.grounds.get((line.paid_for, line.day), "")

    def name(self, payer: str) -> str:
        """Who paid, by name."""
        return self.names.get(payer, payer)

    def as_dict(self) -> dict[str, object]:
        """The shape of `oeuvre royalties statement --json`."""
        return {
            "number": self.number,
            "party": self.party.id,
            "name": self.party.name,
            "identifiers": dict(self.party.identifiers),
            "currency": self.currency,
            "period": self.period.name,
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat(),
            "issued": self.issued.isoformat(),
            "dispute_until": self.dispute_until.isoformat(),
            "disputed": self.disputed,
            "opening": self.opening,
            "earned": self.earned,
            "moves": dict(self.moves),
            "taxes": dict(self.taxes),
            "closing": self.closing,
            "minimum": self.minimum,
            "payable": self.payable,
            "carried": self.carried,
            "accounts": dict(self.standing),
            "lines": [line.as_dict() for line in self.lines],
            "adjustments": [line.as_dict() for line in self.adjustments],
            "held": [line.as_dict() for line in self.held],
        }


@dataclass(frozen=True)
class _Posting:
    seq: int
    kind: str
    name: str
    work: str
    period: str
    currency: str
    known: int
    day: str
    facts: Mapping[str, Any] = field(hash=False)
    reverses: int | None
    booked: str


MOVES = ("earned", "adjusted", "recouped", "tax", "reserved", "released", "advanced", "frozen", "paid", "unsettled")


def statements(
    store: Store, party: str, period: str, issued: date, known: Mapping[str, Payee] | None = None
) -> list[Statement]:
    """The statements of a party for a period, one for each currency in which it has anything. Raises `PartyUnknown`.

    `known` says who is behind an id (those that terms describe).
    """
    asked = read_period(period)
    number = store.number(party)
    known = payees(store) if known is None else known
    if number is None and party not in known:
        raise PartyUnknown(party)
    # A party may send usage too, or have the name of a deduction: those entries are not its money.
    entries = [one for one in store.entries_for(number) if one[2] >= AccountKind.EARNED] if number is not None else []
    postings = _postings(store, {entry[0] for entry in entries})
    payee = known.get(party, Payee(party, party))
    names = titles(store)
    made = []
    for currency in sorted({posting.currency for posting in postings.values()}):
        own = [(postings[entry[0]], entry) for entry in entries if postings[entry[0]].currency == currency]
        made.append(_statement(store, payee, currency, asked, issued, own, names))
    return made


def shared_out(store: Store) -> list[tuple[str, str, str, int, int]]:
    """(party, month, currency, earned in it, corrections of closed months told in it), in minor units, by the month in
    whose statement it is told."""
    closed = dict(store.rows("SELECT month, posting FROM closing"))
    found: dict[tuple[str, str, str], list[int]] = {}
    for party, currency, month, late, amount in store.rows(
        "SELECT n.id, p.currency, p.period, CASE WHEN p.seq > c.posting THEN p.seq ELSE 0 END, sum(e.amount) "
        "FROM posting p JOIN entry e ON e.posting = p.seq JOIN name n ON n.seq = e.party "
        "LEFT JOIN closing c ON c.month = p.period "
        "WHERE p.name LIKE 'royalty|%' AND e.account = ? GROUP BY 1, 2, 3, 4",
        (AccountKind.EARNED,),
    ):
        told = booked_in(month, late, closed) if late else month
        found.setdefault((party, told, currency), [0, 0])[told != month] += amount
    return [(*key, own, corrected) for key, (own, corrected) in sorted(found.items()) if own or corrected]


Entry = tuple[int, int, int, int, int, int]


def _postings(store: Store, seqs: Iterable[int]) -> dict[int, _Posting]:
    """Postings with the months they are told in; a reversal has the facts of what it reverses."""
    closed = dict(store.rows("SELECT month, posting FROM closing"))
    rows = store.rows(
        "SELECT p.seq, p.kind, p.name, p.work, p.period, p.currency, coalesce(o.known, p.known), "
        "coalesce(o.day, p.day), coalesce(o.facts, p.facts), p.reverses FROM json_each(?) j "
        "JOIN posting p ON p.seq = j.value LEFT JOIN posting o ON o.seq = p.reverses",
        (json.dumps(sorted(seqs)),),
    )
    found = {}
    for seq, kind, name, work, month, currency, known, day, facts, reverses in rows:
        booked = booked_in(month, seq, closed)
        found[seq] = _Posting(seq, kind, name, work, month, currency, known, day, json.loads(facts), reverses, booked)
    return found


def _statement(
    store: Store,
    payee: Payee,
    currency: str,
    period: Period,
    issued: date,
    own: Sequence[tuple[_Posting, Entry]],
    names: Mapping[str, str],
) -> Statement:
    numbers = {posting.seq: posting for posting, _ in own}
    undone = {
        seq
        for posting in numbers.values()
        if posting.reverses in numbers and numbers[posting.reverses].booked == posting.booked
        for seq in (posting.seq, posting.reverses)
    }
    opening = sum(
        entry[4] for posting, entry in own if entry[2] == AccountKind.PAYABLE and posting.booked < period.first
    )
    told = [
        (posting, entry)
        for posting, entry in own
        if period.first <= posting.booked <= period.last and posting.seq not in undone
    ]
    lines, adjustments, held = _lines(store, payee.id, period, told)
    moves = _moves(told, sum(line.net for line in lines), sum(line.net for line in adjustments))
    closing = opening + sum(moves.values())
    up_to = [(posting, entry) for posting, entry in own if posting.booked <= period.last]
    standing = {
        kind: sum(entry[4] for _, entry in up_to if entry[2] == kind)
        for kind in (
            *(AccountKind.HELD, AccountKind.RECEIVABLE, AccountKind.RESERVE, AccountKind.ADVANCE, AccountKind.PAYABLE),
        )
    }
    if standing.pop(AccountKind.PAYABLE) != closing:
        raise NotConserved(f"{payee.id} {period.name}", detail=closing)
    closed = store.rows("SELECT at, terms FROM closing WHERE month = ?", (period.last,))
    rules = rules_at(store, period.end.isoformat(), closed[0][1] if closed else known_terms(store))
    # Once a month is closed its deadline does not move with the day on which the page is set.
    counted = datetime.fromtimestamp(closed[0][0] / 1_000_000, UTC).date() if closed else issued
    minimum = rules.minimum.get(currency, 0)
    verdicts = dict(store.rows("SELECT party, verdict FROM dispute ORDER BY seq"))
    is_paid = closing > 0 and closing >= minimum
    made = Statement(
        payee,
        currency,
        period,
        "",
        issued,
        counted + timedelta(days=rules.dispute_days),
        opening,
        tuple((name, amount) for name, amount in moves.items() if amount),
        closing,
        closing if is_paid else 0,
        0 if is_paid else closing,
        minimum,
        tuple(lines),
        tuple(adjustments),
        tuple(held),
        _taxes(told),
        tuple((kind.name.lower(), amount) for kind, amount in standing.items() if amount),
        verdicts.get(payee.id) == "open",
        names,
        closed=bool(closed),
    )
    content = json.dumps({**made.as_dict(), "issued": "", "dispute_until": ""}, ensure_ascii=False, sort_keys=True)
    return replace(made, number=f"{period.name}-{hashlib.sha256(content.encode()).hexdigest()[:8]}")


def _moves(told: Sequence[tuple[_Posting, Entry]], earned: int, adjusted: int) -> dict[str, int]:
    """What leads from the opening balance to the closing one, in the order of `MOVES`."""
    moves = dict.fromkeys(MOVES, 0)
    moves["earned"], moves["adjusted"] = earned, adjusted
    released = dict[int, int]()
    for posting, (_, _, account, _, amount, _) in told:
        kind = posting.kind if posting.kind != "reversal" else posting.name.partition("|")[0]
        if kind == "settlement":
            if account in (AccountKind.ADVANCE, AccountKind.TAX, AccountKind.RESERVE):
                move = {AccountKind.ADVANCE: "recouped", AccountKind.TAX: "tax"}.get(AccountKind(account), "reserved")
                moves[move] -= amount
            free = posting.facts.get("released", 0)
            released[posting.seq] = -free if posting.kind == "reversal" else free
        elif account == AccountKind.PAYABLE:
            moves[{"advance": "advanced", "freeze": "frozen", "payout": "paid"}[kind]] += amount
        if account == AccountKind.EARNED:
            moves["unsettled"] -= amount
    moves["released"] = sum(released.values())
    moves["reserved"] -= moves["released"]
    return moves


def _taxes(told: Sequence[tuple[_Posting, Entry]]) -> tuple[tuple[str, int], ...]:
    """Tax withheld in the period, by the name of its rule."""
    sums: dict[str, int] = {}
    for posting in {posting.seq: posting for posting, _ in told}.values():
        sign = -1 if posting.kind == "reversal" else 1
        for name, amount in posting.facts.get("taxes", ()):
            sums[name] = sums.get(name, 0) + sign * amount
    return tuple(sorted(sums.items()))


def _lines(
    store: Store, party: str, period: Period, told: Sequence[tuple[_Posting, Entry]]
) -> tuple[list[StatementLine], list[StatementLine], list[StatementLine]]:
    """Lines of the period's own months, adjustments to earlier ones, and money that is held; by month and work."""
    readings = Readings(store)
    paid_for = {entry[3]: "" for posting, entry in told if posting.name.startswith(("royalty|", "held|"))}
    paid_for.update(
        store.rows(
            "SELECT seq, id FROM name WHERE seq IN (SELECT value FROM json_each(?))", (json.dumps(sorted(paid_for)),)
        )
    )
    lines, adjustments, held = list[StatementLine](), list[StatementLine](), list[StatementLine]()
    uses = _Uses(store, readings)
    for posting, (seq, place, account, work, amount, _) in told:
        kind = posting.name.partition("|")[0]
        if kind not in ("royalty", "held"):
            continue
        reading = readings.of(posting.work, posting.day, posting.known, paid_for[work], party, way_of(posting.facts))
        told_held = _why_held(posting, AccountKind(account), paid_for[work], party)
        nets = uses.nets(posting, paid_for[work], party, amount, waits=bool(told_held))
        parts = _parts(posting, f"{seq}.{place}", paid_for[work], reading.share, nets, told_held)
        evidence = tuple(dict.fromkeys(str(one["evidence"]) for one in reading.clauses if one.get("evidence")))
        claim, day = reading.claim, posting.day
        whole = [replace(one, path=claim.path, paths=claim.paths, evidence=evidence, day=day) for one in parts]
        is_own = posting.period >= period.first
        (held if told_held else lines if is_own else adjustments).extend(whole)
    for each in (lines, adjustments, held):
        each.sort(key=lambda line: (line.month, line.work, line.paid_for, line.use, line.territory, line.line))
    return lines, adjustments, held


def _why_held(posting: _Posting, account: AccountKind, paid: str, party: str) -> str:
    """Why a line of usage cannot be paid yet: a key of `royalties:reasons`; empty where it can."""
    if account == AccountKind.EARNED:
        return ""
    return str(posting.facts.get("held") or why_waits(posting.facts, paid, party)[0])


class _Uses:
    """Lines of the ledger by what was used where: every table is made once, for all parties of a posting together."""

    def __init__(self, store: Store, readings: Readings) -> None:
        self._store, self._readings = store, readings
        self._known: dict[int, dict[tuple[str, str], list[int]]] = {}

    def nets(self, posting: _Posting, paid: str, party: str, amount: int, *, waits: bool) -> list[int]:
        """What a party's line has of each group of its posting; rows sum to lines, and columns to what was shared.

        Of a claim that waits in part, the one line (`waits`) has its part of the row, and the other what that leaves.
        """
        if len(posting.facts["groups"]) == 1:
            return [abs(amount)]
        seq = posting.seq if posting.reverses is None else posting.reverses
        if seq not in self._known:
            self._known[seq] = self._table(seq, posting)
        row = self._known[seq][paid, party]
        whole = sum(row)
        if abs(amount) == whole:
            return row
        waiting = apportion(abs(amount) if waits else whole - abs(amount), row, whole)
        return waiting if waits else [one - other for one, other in zip(row, waiting, strict=True)]

    def _table(self, seq: int, posting: _Posting) -> dict[tuple[str, str], list[int]]:
        split = self._readings.split(posting.work, posting.day, posting.known, way_of(posting.facts))
        pairs = [(claim.work, party) for claim, party in zip(split.claims, split.parties, strict=True)]
        amounts: dict[tuple[str, str | None], int] = {}
        for _, _, party, work, amount, _ in self._store.entries_of(seq):
            if work is not None:
                amounts[work, party] = amounts.get((work, party), 0) + amount
        weights, shared = _shared(posting.facts)
        rows = [amounts.get(pair, 0) for pair in pairs]
        try:
            table = controlled(rows, shared, split.parts, weights)
        except ValueError:
            # A ceiling rounded lines of several ways apart: each is shared by itself, so that it is what was posted.
            table = [apportion(row, weights, sum(weights)) for row in rows]
        return dict(zip(pairs, table, strict=True))


def _shared(facts: Mapping[str, Any]) -> tuple[list[int], list[int]]:
    """The weights of a posting's groups, and what of its net each has, in whole units."""
    exact = []
    for use, _, _, _, gross, _, _ in facts["groups"]:
        taken = sum(
            (Fraction(part) for _, part, _, uses in facts["deductions"] if not uses or use in uses), Fraction(0)
        )
        exact.append(gross * (1 - taken))
    common = lcm(*(part.denominator for part in exact))
    weights = [int(part * common) for part in exact]
    if not any(weights):
        weights = [1] + [0] * (len(weights) - 1)
    return weights, apportion(facts["net"], weights, sum(weights))


def _parts(
    posting: _Posting, line: str, paid_for: str, share: Fraction, nets: Sequence[int], held: str
) -> list[StatementLine]:
    """A line of the ledger by use, territory, channel and payer; amounts sum to the line's."""
    facts = posting.facts
    sign = -1 if posting.kind == "reversal" else 1
    _, shared = _shared(facts)
    rate = facts.get("rate")
    told = (facts["from"][0], figure(Fraction(rate[0])), rate[1], rate[2]) if rate else ()
    return [
        StatementLine(
            *(line, posting.period, posting.work, paid_for, (), 1, use, territory, channel, payer),
            *(sign * units, sign * gross, sign * (gross - after), share, sign * net, (), told, held),
        )
        for (use, territory, channel, payer, gross, units, _), after, net in zip(
            facts["groups"], shared, nets, strict=True
        )
    ]
