"""A run: usage of a month becomes postings, one for each work, month and terms; what stands already is left alone.

What should stand is worked out anew from usage and terms, and held against what does. Where they differ the old posting
is reversed and a new one made, so that a correction touches exactly the works it must, and neither the order in which
usage came nor the batches change the state that is reached.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import lcm

import numpy as np

from oeuvre.royalties.backlog import Unmatched, choose_works, lines_out_of_time, months_in_use, note_run, unmatched
from oeuvre.royalties.capping import Caps, Cut, cut_down
from oeuvre.royalties.cascade import Cascade, Ints, Lines
from oeuvre.royalties.currency import MINOR_DIGITS
from oeuvre.royalties.errors import AmountTooLarge, RateMissing, RoyaltyError
from oeuvre.royalties.holds import Claimed, ClaimHeld, Waiting, held_claims
from oeuvre.royalties.ledger import NOBODY, AccountKind, Entries, Header, facts_text
from oeuvre.royalties.period import last_day
from oeuvre.royalties.placing import in_place, placed_works
from oeuvre.royalties.rounding import apportion
from oeuvre.royalties.scenario import Holding
from oeuvre.royalties.store import STANDS, Store
from oeuvre.royalties.suspicion import NEWEST, RECEIVABLE, RETURNED, Held, held_lines, mark, usage_of
from oeuvre.royalties.terms import Deduction, Rate, Rules
from oeuvre.royalties.terms_store import (
    days_of_change,
    holdings_above,
    holdings_at,
    known_terms,
    prints_of,
    rate_on,
    rules_at,
    settled_by,
)
from oeuvre.royalties.usage import RESTS, rest_of

_MOST = 2**61
_AT_ONCE = 200_000

Group = tuple[str, str, str, str]
"""Use, territory, channel, payer."""


@dataclass
class Run:
    """What a run did: counts, sums by currency, and what it could not post, each with its reason."""

    postings: int = 0
    reversals: int = 0
    lines: int = 0
    settlements: int = 0
    unsettled: int = 0
    gross: dict[str, int] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    claims: list[ClaimHeld] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    problems: list[RoyaltyError] = field(default_factory=list)


@dataclass
class _Draft:
    """A posting that should stand. `groups` are [gross, units, lines] as reported; a gross may be less than whole."""

    name: str
    work: str
    day: str
    currency: str
    reason: str
    rules: Rules
    # Where a work's shares are not the same everywhere: the territory ("" where nobody told it), else None.
    territory: str | None = None
    groups: dict[Group, tuple[Fraction | int, int, int]] = field(default_factory=dict)
    rate: Rate | None = None
    # Worked out by `_settle`:
    gross: int = 0
    net: int = 0
    taken: list[tuple[str, int]] = field(default_factory=list)
    payers: dict[str, int] = field(default_factory=dict)
    claims: Claimed | None = None
    cuts: tuple[Cut, ...] = ()
    # The units of each paid work and party, where a ceiling is on the way.
    lines: Mapping[tuple[str, str], int] | None = None
    works: Mapping[str, Holding] | None = None
    facts: str = ""

    @property
    def alone(self) -> bool:
        """Whether money follows a lineage of its own: by a ceiling, or from one territory."""
        return self.lines is not None or self.works is not None

    @property
    def paid_in(self) -> str:
        """The currency that it is shared out in."""
        return self.rules.currency or self.currency


def run_months(store: Store, months: Sequence[str] | None = None) -> Run:
    """Brings the postings of these months (all that have any usage or posting) to what usage and terms say.

    Only works about which something new came in since a month's last run are looked at again.
    """
    done = Run()
    with store.writing():
        known = known_terms(store)
        waits, caps = Waiting(store), Caps(store)
        for month in months_in_use(store) if months is None else months:
            chosen = choose_works(store, month, known, caps.works)
            if chosen != 0:
                waiting = len(done.problems)
                _run(store, month, known, waits, caps, done, chosen is not None)
                # A month in which something waits for a rate is looked at whole until there is one.
                if len(done.problems) == waiting:
                    note_run(store, month, known)
            done.held += held_lines(store, month)
            done.unmatched += unmatched(store, month)
            for currency, gross in store.rows(
                "SELECT p.currency, sum(p.gross) FROM posting p WHERE p.period = ? "
                f"AND p.kind IN ('royalty', 'held') AND {STANDS} GROUP BY 1 HAVING sum(p.gross) > 0",
                (month,),
            ):
                done.gross[currency] = done.gross.get(currency, 0) + gross
        done.problems += lines_out_of_time(store)
        asked = None if months is None else set(months)
        done.claims += [one for one in held_claims(store) if asked is None or one.month in asked]
    return done


def _run(store: Store, month: str, known: int, waits: Waiting, caps: Caps, done: Run, chosen: bool) -> None:
    """One month, or (`chosen`) those of its works that are in the temporary table `dirty`.

    A closed month keeps the rules and rates that it was settled by.
    """
    first, last = f"{month}-01", last_day(month).isoformat()
    settled = settled_by(store, month)
    by = known if settled is None else settled
    mark(store, month, rules_at(store, last, by).suspicion, chosen)
    starts = [first, *days_of_change(store, first, last, known)]
    drafts: dict[str, _Draft] = {}
    works: dict[str, Mapping[str, Holding]] = {}
    placed: dict[str, frozenset[str]] = {}
    for start, end in zip(starts, [*starts[1:], "~"], strict=True):
        works[start] = holdings_above(store, start, known) if chosen else holdings_at(store, start, known)
        placed[start] = _below(works[start], placed_works(works[start]))
        _draft(
            store,
            month,
            start,
            min(end, f"{last}~"),
            works[start],
            rules_at(store, start, by),
            drafts,
            chosen,
            placed[start],
        )
    ready = {}
    caps.begin(month)
    waits.begin()
    for name, draft in sorted(drafts.items(), key=lambda one: (one[1].day, one[1].work, one[0])):
        try:
            facts = _settle(store, draft, last, (by, known))
        except RateMissing as missing:
            done.problems.append(missing)
            continue
        lineage = works[draft.day]
        if draft.territory is not None:
            draft.works = lineage = in_place(_above(lineage, [draft.work]), draft.territory)
            facts["territory"] = draft.territory
        capped = None if draft.reason else caps.of(draft.work, lineage, draft.net, month, draft.currency)
        if capped is not None:
            draft.cuts, draft.lines = capped.cuts, capped.lines
            facts |= capped.facts()
        if not draft.reason:
            draft.claims = waits.of(draft.work, lineage, draft.net, month, draft.currency, draft.lines)
        if draft.claims is not None:
            facts |= draft.claims.facts()
        draft.facts = facts_text(facts)
        # Held usage without any money is posted too, so that it can be listed and decided on.
        if draft.gross or draft.reason not in ("", RECEIVABLE):
            ready[name] = draft
    among = "AND p.work IN (SELECT work FROM dirty)" if chosen else ""
    standing = {
        name: (seq, gross, facts)
        for seq, name, gross, facts in store.rows(
            "SELECT p.seq, p.name, p.gross, p.facts FROM posting p WHERE p.period = ? "
            f"AND p.kind IN ('royalty', 'held') {among} AND {STANDS}",
            (month,),
        )
    }
    same = {name for name, draft in ready.items() if standing.get(name, ())[1:] == (draft.gross, draft.facts)}
    gone = sorted(seq for name, (seq, _, _) in standing.items() if name not in same)
    done.reversals += len(store.reverse(gone, known, first))
    new = [ready[name] for name in sorted(ready) if name not in same]
    for day in sorted({draft.day for draft in new}):
        of_day = [draft for draft in new if draft.day == day and not draft.alone]
        for at in range(0, len(of_day), _AT_ONCE):
            _post(store, month, of_day[at : at + _AT_ONCE], works[day], known, done)
        for draft in (one for one in new if one.day == day and one.alone):
            lineage = _above(draft.works or works[day], [draft.work])
            _post(store, month, [draft], {**lineage, **cut_down(lineage, draft.cuts)}, known, done)


def _draft(
    store: Store,
    month: str,
    start: str,
    end: str,
    works: Mapping[str, Holding],
    rules: Rules,
    drafts: dict[str, _Draft],
    chosen: bool,
    placed: frozenset[str],
) -> None:
    """Usage from a day up to another (not included), summed by posting and group."""
    prints = prints_of(works)
    terms = terms_print(rules)
    source = usage_of(chosen).replace(" WHERE", " LEFT JOIN mark m ON m.usage = u.seq WHERE")
    for work, currency, reason, use, territory, channel, payer, amount, rests, units, lines in store.rows(
        "SELECT u.work, u.currency, coalesce(m.rule, ''), u.use, u.territory, u.channel, u.payer, sum(u.amount), "
        f"{RESTS}, sum(u.units), count(*) FROM {source} u.day >= ? AND u.day < ? "
        f"AND coalesce(m.rule, '') <> '{RETURNED}' AND {NEWEST} GROUP BY 1, 2, 3, 4, 5, 6, 7",
        (start, end),
    ):
        if work not in works:
            continue  # it waits: `unmatched` lists it
        kind = "held" if reason else "royalty"
        there = territory if work in placed else None
        told = () if there is None else (f"in {there}",)
        name = "|".join((kind, month, *told, work, prints[work] + terms, currency, reason))
        draft = drafts.get(name)
        if draft is None:
            draft = drafts[name] = _Draft(name, work, start, currency, reason, rules, there)
        group = (use, territory, channel, payer)
        before = draft.groups.get(group, (0, 0, 0))
        exact = amount + rest_of(rests) if rests else amount
        draft.groups[group] = (before[0] + exact, before[1] + units, before[2] + lines)


def _below(works: Mapping[str, Holding], placed: frozenset[str]) -> frozenset[str]:
    """These works and all that descend from them."""
    if not placed:
        return placed
    children: dict[str, list[str]] = {}
    for work, one in works.items():
        for parent in one.parents:
            children.setdefault(parent.work, []).append(work)
    found, waiting = set[str](), list(placed)
    while waiting:
        work = waiting.pop()
        if work not in found:
            found.add(work)
            waiting += children.get(work, ())
    return frozenset(found)


def terms_print(rules: Rules) -> str:
    """A digest of those rules that shape a posting."""
    deductions = json.dumps([[one.name, str(one.share), one.uses] for one in rules.deductions], ensure_ascii=False)
    return hashlib.sha256(f"{deductions}{rules.currency}".encode()).hexdigest()[:8]


def _settle(store: Store, draft: _Draft, last: str, known: tuple[int, ...]) -> dict[str, object]:
    """Converts once, rounds once, takes the deductions off; returns the facts.

    `known` counts the terms by which a rate is looked for; a month that was closed without one takes a later one.
    """
    groups = sorted(draft.groups.items())
    reported = sum((Fraction(sums[0]) for _, sums in groups), Fraction(0))
    facts: dict[str, object] = {"units": sum(s[1] for _, s in groups), "lines": sum(s[2] for _, s in groups)}
    target, total = draft.paid_in, reported
    if target != draft.currency:
        rates = (rate_on(store, draft.currency, target, last, count) for count in known)
        rate = next((one for one in rates if one is not None), None)
        if rate is None:
            raise RateMissing(draft.name, source=draft.currency, target=target, day=last)
        facts["from"] = [draft.currency, reported.numerator if reported.denominator == 1 else str(reported)]
        facts["rate"] = [str(rate.rate), rate.day, rate.origin]
        total = Fraction(converted(reported, rate))
        draft.currency = target
    elif reported.denominator > 1:
        facts["exact"] = str(reported)
    draft.gross = round(total)
    common = lcm(*(Fraction(sums[0]).denominator for _, sums in groups))
    gross = apportion(draft.gross, [int(sums[0] * common) for _, sums in groups], int(reported * common) or 1)
    if draft.gross >= _MOST:
        raise AmountTooLarge(draft.work)
    shares = [(one.name, _part(one, groups, gross)) for one in draft.rules.deductions]
    amounts = split_exactly(draft.gross, [part for _, part in shares])
    draft.taken = [(name, amount) for (name, _), amount in zip(shares, amounts, strict=False) if amount]
    draft.net = amounts[-1]
    for (_, _, _, payer), amount in zip((group for group, _ in groups), gross, strict=True):
        draft.payers[payer] = draft.payers.get(payer, 0) + amount
    facts["net"] = draft.net
    facts["deductions"] = [
        [one.name, str(one.share), dict(draft.taken).get(one.name, 0), list(one.uses)] for one in draft.rules.deductions
    ]
    facts["groups"] = [[*group, amount, *sums[1:]] for (group, sums), amount in zip(groups, gross, strict=True)]
    if draft.reason:
        facts["held"] = draft.reason
    return facts


def converted(amount: Fraction, rate: Rate) -> int:
    """`amount` minor units at a rate, in minor units of the other currency, rounded half to even."""
    digits = MINOR_DIGITS[rate.target] - MINOR_DIGITS[rate.source]
    return round(amount * rate.rate * Fraction(10) ** digits)


def _part(deduction: Deduction, groups: Iterable[tuple[Group, object]], gross: Sequence[int]) -> Fraction:
    """What a deduction takes, exactly."""
    taken = sum(
        amount
        for (group, _), amount in zip(groups, gross, strict=True)
        if not deduction.uses or group[0] in deduction.uses
    )
    return taken * deduction.share


def split_exactly(whole: int, parts: Sequence[Fraction]) -> list[int]:
    """Exact parts of `whole` and, last, what they leave of it, in whole units that sum to it (largest remainder)."""
    if not whole:
        return [0] * (len(parts) + 1)
    exact = [*parts, whole - sum(parts, Fraction(0))]
    common = lcm(*(part.denominator for part in exact))
    return apportion(whole, [int(part * common) for part in exact], whole * common)


def _post(
    store: Store, month: str, drafts: Sequence[_Draft], works: Mapping[str, Holding], known: int, done: Run
) -> None:
    """Posts drafts that are all read by the terms of one day; one with lines of its own by itself."""
    lineage = _above(works, [draft.work for draft in drafts])
    cascade = Cascade.of(lineage)
    place = {work: number for number, work in enumerate(cascade.work_ids)}
    payers = sorted({payer for draft in drafts for payer in draft.payers})
    taken = sorted({name for draft in drafts for name, _ in draft.taken})
    numbers = store.numbers([*cascade.work_ids, *cascade.party_ids, *payers, *taken])
    lines = cascade.spread(
        np.array([place[draft.work] for draft in drafts], np.int64), np.array([draft.net for draft in drafts], np.int64)
    )
    if drafts[0].lines is not None:
        told = (
            drafts[0].lines.get((cascade.work_ids[work], cascade.party_ids[party]), 0)
            for work, party in zip(lines.work.tolist(), lines.party.tolist(), strict=True)
        )
        amount = np.fromiter(told, np.int64, len(lines.work))
        # Streams that flow together may leave a unit that belongs to no line: the largest has it.
        amount[np.argmax(amount)] += drafts[0].net - amount.sum()
        lines = replace(lines, amount=amount)
    account, amount, held = _accounts(drafts, lines, cascade)
    some, waiting = amount != 0, held != 0
    work_numbers = np.array([numbers[work] for work in cascade.work_ids], np.int64)
    party_numbers = np.array([numbers[party] for party in cascade.party_ids], np.int64)
    before = [
        (at, int(kind), numbers[name], amount)
        for at, draft in enumerate(drafts)
        for kind, name, amount in (
            *((AccountKind.RECEIPTS, payer, -amount) for payer, amount in sorted(draft.payers.items()) if amount),
            *((AccountKind.DEDUCTIONS, name, amount) for name, amount in draft.taken),
        )
    ]
    posting, kinds, names, amounts = np.array(before, np.int64).reshape(-1, 4).T
    nobody, nothing = np.full(len(before), NOBODY, np.int64), np.zeros(len(before), np.int64)
    posting = np.concatenate([posting, lines.posting[some], lines.posting[waiting]])
    order = np.argsort(posting, kind="stable")
    columns = (
        np.concatenate([kinds, account[some], np.full(int(waiting.sum()), int(AccountKind.HELD), np.int64)]),
        np.concatenate([names, *(party_numbers[lines.party[each]] for each in (some, waiting))]),
        np.concatenate([nobody, *(work_numbers[lines.work[each]] for each in (some, waiting))]),
        np.concatenate([amounts, amount[some], held[waiting]]),
        np.concatenate([nothing, *(lines.paths[each] for each in (some, waiting))]),
    )
    counts = np.bincount(posting, minlength=len(drafts)).astype(np.int64)
    headers = [
        Header(
            *("held" if draft.reason else "royalty", draft.name, draft.work, month, draft.currency, draft.gross),
            *(known, draft.day, draft.facts),
        )
        for draft in drafts
    ]
    account, party, work, amount, paths = (column[order] for column in columns)
    posted = store.post(headers, Entries(counts, account, party, work, amount, paths))
    for seq, draft in zip(posted, drafts, strict=True):
        if draft.reason:
            store.db.execute(
                "INSERT INTO held_line SELECT ?, u.seq FROM mark m JOIN usage u ON u.seq = m.usage "
                "LEFT JOIN named n ON n.told = u.work WHERE m.rule = ? AND coalesce(n.work, u.work) = ?",
                (seq, draft.reason, draft.work),
            )
    done.postings += len(headers)
    done.lines += int(some.sum() + waiting.sum())


def _accounts(drafts: Sequence[_Draft], lines: Lines, cascade: Cascade) -> tuple[Ints, Ints, Ints]:
    """The account of each line with its amount, and what of it waits beside that.

    It is earned, unless its usage is held or not paid yet, or its claim waits; of a claim that had left in part the
    rest waits in a line of its own.
    """
    of = {"": AccountKind.EARNED, RECEIVABLE: AccountKind.RECEIVABLE}
    account: Ints = np.array([of.get(draft.reason, AccountKind.HELD) for draft in drafts], np.int64)[lines.posting]
    amount, held = lines.amount.copy(), np.zeros_like(lines.amount)
    if any(draft.claims is not None for draft in drafts):
        for at in np.flatnonzero(np.array([draft.claims is not None for draft in drafts])[lines.posting]).tolist():
            claims = drafts[lines.posting[at]].claims
            paid, party = cascade.work_ids[lines.work[at]], cascade.party_ids[lines.party[at]]
            waits = claims.waits(paid, party, int(amount[at])) if claims is not None else 0
            if waits and waits == amount[at]:
                account[at] = AccountKind.HELD
            elif waits:
                amount[at] -= waits
                held[at] = waits
    return account, amount, held


def _above(works: Mapping[str, Holding], earners: Iterable[str]) -> dict[str, Holding]:
    """The earners and all of their ancestors."""
    found: dict[str, Holding] = {}
    waiting = list(earners)
    while waiting:
        work = waiting.pop()
        if work not in found:
            found[work] = works[work]
            waiting += [parent.work for parent in works[work].parents]
    return found
