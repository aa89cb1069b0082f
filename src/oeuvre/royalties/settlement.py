"""What becomes of what a party earned in a month: advances recouped, tax withheld, a reserve kept, the rest payable.

Each month is settled as a whole, from all that the ledger knows of it. When a month is restated its settlement is
reversed and made anew, and so are later ones that it moves.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from oeuvre.royalties.holds import paid_in_dispute
from oeuvre.royalties.layout import LAYOUT
from oeuvre.royalties.ledger import NOBODY, AccountKind, Entries, Header, facts_text
from oeuvre.royalties.period import last_day, months_after
from oeuvre.royalties.posting import split_exactly
from oeuvre.royalties.store import STANDS, Store
from oeuvre.royalties.terms import Advance, Rules
from oeuvre.royalties.terms_store import advances, known_terms, rules_at, settled_by

_MOST_TOUCHED = 20_000
"""With more parties to look at than this, looking at everybody is faster."""


@dataclass(frozen=True)
class Settlement:
    """One party, one month, one currency, in minor units.

    `earned` = recouped + taxes + reserved + payable - released.
    """

    month: str
    earned: int
    recouped: int
    taxes: tuple[tuple[str, int], ...]
    reserved: int
    released: int
    payable: int

    def __bool__(self) -> bool:
        return bool(self.earned or self.released)


def settle(
    party: str,
    earned: Mapping[str, int],
    given: Sequence[Advance],
    rules_of: Callable[[str], Rules],
    through: str,
    waits: Mapping[str, int] = MappingProxyType({}),
) -> list[Settlement]:
    """The settlements of a party in one currency, month by month.

    `earned` is by month, never negative. An advance counts from the month of its day on. What is earned first recoups;
    of the rest tax is withheld by every rule that names the party or all (largest remainder among them); of what is
    left then the reserve is kept, rounded down, and comes free after the rules' months, once that month is `through`
    (the newest that was closed), whether anything was earned in it or not. `waits` is what of a month's earnings
    had left before its claims were held: the part of the reserve that was kept of it does not come free.
    """
    if not earned:
        return []
    found: list[Settlement] = []
    recouped, waiting = 0, dict[str, int]()
    month = min(earned)
    end_of_all = max(*earned, through)
    while month <= end_of_all:
        rules = rules_of(month)
        end = last_day(month).isoformat()
        open_advance = sum(one.amount for one in given if one.day <= end) - recouped
        amount = earned.get(month, 0)
        back = max(0, min(amount, open_advance))
        recouped += back
        rest = amount - back
        taxes = [tax for tax in rules.taxes if not tax.parties or party in tax.parties]
        *withheld, free = split_exactly(rest, [rest * tax.share for tax in taxes])
        kept = int(free * rules.reserve) if rules.reserve else 0
        if kept:
            due = months_after(month, max(1, rules.reserve_months))
            held = -(-kept * min(waits.get(month, 0), amount) // amount)
            waiting[due] = waiting.get(due, 0) + kept - held
        released = waiting.pop(month, 0) if month <= through else 0
        one = Settlement(
            *(month, amount, back),
            tuple((tax.name, held) for tax, held in zip(taxes, withheld, strict=True) if held),
            *(kept, released, free - kept + released),
        )
        if one:
            found.append(one)
        month = months_after(month, 1)
    return found


def settle_all(store: Store, by: str = "", *, through: str = "") -> tuple[int, int]:
    """Posts advances and settlements that should stand and do not; returns how many were made and reversed.

    Reserves come free up to the newest closed month, or `through` where that is about to be closed; `by` had it done.
    Where neither terms nor the last closed month are new, only parties whose earnings moved since are looked at.
    """
    with store.writing():
        known = known_terms(store)
        made, taken_back = _post_advances(store, known)
        through = max(freed_through(store), through)
        moved = _moved(store, known, through)
        if moved is None:
            earned, standing = earned_by_month(store), _standing(store)
        else:
            earned, standing = _of_parties(store, moved)
        wanted = _wanted(store, known, earned, through)
        same = {
            name for name, (header, _) in wanted.items() if standing.get(name, ())[1:] == (header.gross, header.facts)
        }
        gone = sorted(seq for name, (seq, _, _) in standing.items() if name not in same)
        undone = store.reverse(gone, known, "")
        new = [wanted[name] for name in sorted(wanted) if name not in same]
        store.post([header for header, _ in new], Entries.of([rows for _, rows in new]))
        made += len(new)
        freeze_all(store)
        store.db.execute(
            "INSERT INTO run (month, usage, decision, terms, layout, by) VALUES ('', ?, ?, ?, ?, ?)",
            (store.head()[0], _as_number(through), known, LAYOUT, by),
        )
    return made, len(undone) + taken_back


def freed_through(store: Store) -> str:
    """The month up to which reserves come free: the newest that was closed. Usage of some later day frees nothing."""
    return str(store.one("SELECT max(month) FROM (SELECT month FROM closing UNION ALL SELECT month FROM freed)") or "")


Rows = list[tuple[int, int, int, int]]
Earned = dict[tuple[str, str], dict[str, int]]
Standing = dict[str, tuple[int, int, str]]


def _as_number(month: str) -> int:
    return int(month.replace("-", "") or 0)


def _moved(store: Store, known: int, through: str) -> Earned | None:
    """By how much what parties earned has moved since they were last settled, or None to look at everybody."""
    last = store.rows(
        "SELECT usage, decision, terms FROM run WHERE month = '' AND layout = ? ORDER BY seq DESC LIMIT 1", (LAYOUT,)
    )
    if not last or last[0][1:] != (_as_number(through), known):
        return None
    found: Earned = {}
    for party, currency, month, amount in store.rows(
        "SELECT n.id, p.currency, p.period, sum(e.amount) FROM entry e JOIN posting p ON p.seq = e.posting "
        "JOIN name n ON n.seq = e.party WHERE e.posting > ? AND e.account = ? AND p.name LIKE 'royalty|%' "
        "GROUP BY 1, 2, 3",
        (last[0][0], AccountKind.EARNED),
    ):
        # What moved by nothing was restated for another reason, as a claim that waits is: a reserve may wait with it.
        found.setdefault((party, currency), {})[month] = amount
    return found if len(found) <= _MOST_TOUCHED else None


def earned_by_month(store: Store) -> Earned:
    """What everybody earned, by party and currency, by month."""
    found: Earned = {}
    for party, currency, month, amount in store.rows(
        "SELECT n.id, p.currency, p.period, sum(e.amount) FROM posting p JOIN entry e ON e.posting = p.seq "
        "JOIN name n ON n.seq = e.party WHERE p.name LIKE 'royalty|%' AND e.account = ? GROUP BY 1, 2, 3",
        (AccountKind.EARNED,),
    ):
        if amount:
            found.setdefault((party, currency), {})[month] = amount
    return found


def _standing(store: Store) -> Standing:
    """The settlements that stand, by name."""
    rows = store.rows(f"SELECT p.seq, p.name, p.gross, p.facts FROM posting p WHERE p.kind = 'settlement' AND {STANDS}")
    return {name: (seq, gross, facts) for seq, name, gross, facts in rows}


def _of_parties(store: Store, moved: Earned) -> tuple[Earned, Standing]:
    """Both for parties that have moved: what they were last settled for, and what came since."""
    months = [month for (month,) in store.rows("SELECT DISTINCT period FROM posting WHERE kind = 'settlement'")]
    names = {
        f"settlement|{month}|{party}|{currency}": (party, currency, month)
        for party, currency in moved
        for month in months
    }
    earned: Earned = {key: dict(by_month) for key, by_month in moved.items()}
    standing: Standing = {}
    for seq, name, gross, facts in store.rows(
        "SELECT p.seq, p.name, p.gross, p.facts FROM json_each(?) j JOIN posting p ON p.name = j.value "
        f"AND p.kind = 'settlement' WHERE {STANDS}",
        (json.dumps(list(names)),),
    ):
        standing[name] = (seq, gross, facts)
        party, currency, month = names[name]
        by_month = earned[party, currency]
        by_month[month] = by_month.get(month, 0) + gross
    return {
        key: {month: amount for month, amount in by_month.items() if amount} for key, by_month in earned.items()
    }, standing


def _wanted(store: Store, known: int, earned: Earned, through: str) -> dict[str, tuple[Header, Rows]]:
    """Every settlement that should stand, by name."""
    given: dict[tuple[str, str], list[Advance]] = {}
    for advance in advances(store):
        given.setdefault((advance.party, advance.currency), []).append(advance)
    remembered: dict[str, Rules] = {}

    def rules_of(month: str) -> Rules:
        if month not in remembered:
            settled = settled_by(store, month)
            by = known if settled is None else settled
            remembered[month] = rules_at(store, last_day(month).isoformat(), by)
        return remembered[month]

    numbers = store.numbers(party for party, _ in earned)
    found = {}
    waiting = paid_in_dispute(store)
    for (party, currency), months in sorted(earned.items()):
        key = (party, currency)
        for one in settle(party, months, given.get(key, ()), rules_of, through, waiting.get(key, {})):
            name = f"settlement|{one.month}|{party}|{currency}"
            facts = facts_text(
                {
                    "earned": one.earned,
                    "recouped": one.recouped,
                    "taxes": [list(tax) for tax in one.taxes],
                    "reserved": one.reserved,
                    "released": one.released,
                }
            )
            header = Header("settlement", name, "", one.month, currency, one.earned, known, "", facts)
            found[name] = (header, _entries(one, numbers[party]))
    return found


def _entries(one: Settlement, party: int) -> Rows:
    amounts = (
        (AccountKind.EARNED, -one.earned),
        (AccountKind.ADVANCE, one.recouped),
        *((AccountKind.TAX, held) for _, held in one.taxes),
        (AccountKind.RESERVE, one.reserved - one.released),
        (AccountKind.PAYABLE, one.payable),
    )
    return [(int(account), party, NOBODY, amount) for account, amount in amounts if amount]


def _post_advances(store: Store, known: int) -> tuple[int, int]:
    """An advance is owed at once, and owed back by what is earned later; one that was amended is reversed and posted
    anew. Returns how many were made and reversed."""
    standing = {
        name: (seq, (party, currency, amount, day))
        for seq, name, party, currency, amount, day in store.rows(
            "SELECT p.seq, p.name, n.id, p.currency, p.gross, p.day FROM posting p JOIN entry e ON e.posting = p.seq "
            "AND e.place = 0 JOIN name n ON n.seq = e.party WHERE p.kind = 'advance' AND " + STANDS
        )
    }
    wanted = {f"advance|{one.id}": one for one in advances(store) if one.amount}
    told = {name: (one.party, one.currency, one.amount, one.day) for name, one in wanted.items()}
    gone = sorted(seq for name, (seq, as_it_stands) in standing.items() if told.get(name) != as_it_stands)
    undone = store.reverse(gone, known, "")
    new = [wanted[name] for name in sorted(wanted) if standing.get(name, (0, None))[1] != told[name]]
    numbers = store.numbers(one.party for one in new)
    headers = [
        Header(
            *("advance", f"advance|{one.id}", "", one.day[:7], one.currency, one.amount, known, one.day),
            facts_text({"advance": one.id, "day": one.day}),
        )
        for one in new
    ]
    rows = [
        [
            (int(AccountKind.ADVANCE), numbers[one.party], NOBODY, -one.amount),
            (int(AccountKind.PAYABLE), numbers[one.party], NOBODY, one.amount),
        ]
        for one in new
    ]
    store.post(headers, Entries.of(rows))
    return len(new), len(undone)


def balances(store: Store, party: str) -> dict[str, dict[AccountKind, int]]:
    """A party's accounts by currency, only those that are not empty."""
    number = store.number(party)
    found: dict[str, dict[AccountKind, int]] = {}
    if number is None:
        return found
    entries = store.entries_for(number)
    currency = _currencies(store, {entry[0] for entry in entries})
    for posting, _, account, _, amount, _ in entries:
        if account >= AccountKind.EARNED:
            accounts = found.setdefault(currency[posting], {})
            accounts[AccountKind(account)] = accounts.get(AccountKind(account), 0) + amount
    return {
        code: {kind: amount for kind, amount in sorted(one.items()) if amount} for code, one in sorted(found.items())
    }


def _currencies(store: Store, postings: Iterable[int]) -> dict[int, str]:
    return dict(
        store.rows(
            "SELECT p.seq, p.currency FROM json_each(?) j JOIN posting p ON p.seq = j.value",
            (json.dumps(sorted(postings)),),
        )
    )


def disputed(store: Store) -> set[str]:
    """The parties whose money is frozen at the moment."""
    # In an earlier layout disputes about works stood among them.
    rows = store.rows("SELECT party, verdict FROM dispute WHERE party NOT LIKE 'work:%' ORDER BY seq")
    return {party for party, verdict in dict(rows).items() if verdict == "open"}


def freeze_all(store: Store) -> int:
    """Moves what disputed parties could be paid to `held`, and back what is disputed no more."""
    frozen: dict[tuple[str, str], int] = {
        (party, currency): amount
        for party, currency, amount in store.rows(
            "SELECT n.id, p.currency, sum(e.amount) FROM posting p JOIN entry e ON e.posting = p.seq "
            "JOIN name n ON n.seq = e.party WHERE p.kind = 'freeze' AND e.account = ? GROUP BY 1, 2",
            (AccountKind.HELD,),
        )
    }
    open_ = disputed(store)
    moves: dict[tuple[str, str], int] = {
        key: -amount for key, amount in frozen.items() if amount and key[0] not in open_
    }
    for party in sorted(open_):
        for currency, accounts in balances(store, party).items():
            free = accounts.get(AccountKind.PAYABLE, 0)
            # A restatement may have taken back what was frozen.
            move = free if free > 0 else max(free, -frozen.get((party, currency), 0))
            if move:
                moves[party, currency] = move
    if not moves:
        return 0
    known, seq = known_terms(store), store.head()[0]
    month = time.strftime("%Y-%m", time.gmtime())
    latest = store.one("SELECT max(period) FROM posting") or month
    numbers = store.numbers(party for party, _ in moves)
    headers = [
        Header(
            *("freeze", f"freeze|{seq}|{party}|{currency}", "", min(latest, month), currency, amount, known, ""),
            facts_text({"party": party}),
        )
        for (party, currency), amount in sorted(moves.items())
    ]
    rows = [
        [
            (int(AccountKind.PAYABLE), numbers[party], NOBODY, -amount),
            (int(AccountKind.HELD), numbers[party], NOBODY, amount),
        ]
        for (party, _), amount in sorted(moves.items())
    ]
    store.post(headers, Entries.of(rows))
    return len(headers)
