"""Payouts: a SEPA credit transfer file (pain.001) for a bank to execute. Oeuvre writes it and sends nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from oeuvre.royalties.errors import AccountUnfit, NothingToPay, PayDayUnfit, UsageUnknown
from oeuvre.royalties.ledger import NOBODY, AccountKind, Entries, Header, facts_text
from oeuvre.royalties.period import booked_in, last_day
from oeuvre.royalties.settlement import disputed
from oeuvre.royalties.store import STANDS, Store
from oeuvre.royalties.terms import Account, Payee
from oeuvre.royalties.terms_store import known_terms, payees, rules_at

SCHEMA = "pain.001.001.09"
"""The version of the message that is written."""
_WEEKS = 4
"""A transfer is ordered so long ahead at most."""

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")


@dataclass(frozen=True)
class Transfer:
    """One party's payment, in minor units; `reference` is the end-to-end id that comes back with the bank's answer."""

    party: str
    holder: str
    iban: str
    bic: str
    amount: int
    reference: str
    identifiers: Mapping[str, str] = field(default_factory=dict, hash=False)

    def as_dict(self) -> dict[str, object]:
        return {**vars(self), "identifiers": dict(self.identifiers)}


@dataclass(frozen=True)
class Unpaid:
    """A party that is owed something and is not in the file, and why.

    `reason` is no-account, iban, bic, minimum, disputed, identity (another party bears the same name, and no IPI, ISNI
    or ORCID tells them apart), open (of months that are not closed) or deadline (closed, and may be disputed until the
    day `until`).
    """

    party: str
    amount: int
    reason: str
    until: str = ""

    def as_dict(self) -> dict[str, object]:
        return dict(vars(self))


@dataclass(frozen=True)
class Payout:
    """What goes into a file, and who is told that nothing does.

    `months` are those that it pays, `through` the newest; `early` says that all were paid, such as may still be
    corrected among them.
    """

    currency: str
    day: date
    transfers: tuple[Transfer, ...]
    unpaid: tuple[Unpaid, ...]
    through: str = ""
    early: bool = False
    months: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(transfer.amount for transfer in self.transfers)


def is_iban(text: str) -> bool:
    """Whether the check digits of an IBAN (ISO 13616) hold; spaces do not matter."""
    iban = text.replace(" ", "").upper()
    if not _IBAN.fullmatch(iban):
        return False
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def is_bic(text: str) -> bool:
    """Whether a text has the shape of a BIC (ISO 9362)."""
    return bool(_BIC.fullmatch(text.replace(" ", "").upper()))


TELLING = ("ipi", "isni", "orcid")
"""The identifiers that tell people of one name apart."""


def check_day(day: date, today: date) -> None:
    """Raises `PayDayUnfit` for a day on which no transfer can be executed any more, or that is too far ahead."""
    if not today <= day <= today + timedelta(weeks=_WEEKS):
        raise PayDayUnfit(day.isoformat(), why="day_gone" if day < today else "day_far", weeks=_WEEKS)


def plan_payout(
    store: Store,
    currency: str,
    day: date,
    known: Mapping[str, Payee] | None = None,
    *,
    early: bool = False,
    today: date | None = None,
) -> Payout:
    """Who is paid on a day and who is not; `known` says who is behind an id.

    Paid is what belongs to closed months whose dispute deadline is before that day, and over by `today` (now): no order
    for a day to come shortens it. Advances are paid as well; with `early` everything that is payable. Raises
    `NothingToPay` where nobody is owed anything.
    """
    rules = rules_at(store, day.isoformat(), known_terms(store))
    known, frozen = payees(store) if known is None else known, disputed(store)
    ready, waits, through = _ready(store, min(day, today or datetime.now(UTC).date()))
    owed = _owed(store, currency, ready)
    waiting = store.rows(
        "SELECT n.id, sum(e.amount) FROM entry e JOIN posting p ON p.seq = e.posting JOIN name n ON n.seq = e.party "
        "WHERE p.kind = 'freeze' AND e.account = ? AND p.currency = ? GROUP BY 1 HAVING sum(e.amount) > 0 ORDER BY 1",
        (AccountKind.HELD, currency),
    )
    if not owed and not waiting:
        raise NothingToPay(currency)
    transfers = list[Transfer]()
    unpaid = [Unpaid(party, amount, "disputed") for party, amount in waiting]
    head = store.head()[0]
    unclear = _of_one_name(known)
    for party, (whole, due) in sorted(owed.items()):
        amount = whole if early else min(whole, due)
        if whole > max(amount, 0):
            later = Unpaid(party, whole - max(amount, 0), "deadline" if waits else "open", waits)
            unpaid.append(later)
        if amount <= 0:
            continue
        payee = known.get(party, Payee(party, party))
        reason = _obstacle(payee.account, amount, rules.minimum, currency, party in frozen)
        if not reason and party in unclear:
            reason = "identity"
        if reason or payee.account is None:
            unpaid.append(Unpaid(party, amount, reason))
            continue
        account = payee.account
        iban, bic = (text.replace(" ", "").upper() for text in (account.iban, account.bic))
        reference = f"OEUVRE-{head}-{len(transfers) + 1}"
        holder = account.holder or payee.name
        transfers.append(Transfer(party, holder, iban, bic, amount, reference, payee.identifiers))
    told = tuple(sorted(unpaid, key=lambda one: (one.party, one.reason)))
    newest = day.isoformat()[:7] if early else through
    return Payout(currency, day, tuple(transfers), told, newest, early, tuple(sorted(ready)))


def _ready(store: Store, day: date) -> tuple[set[str], str, str]:
    """The months that can be paid on a day; the first deadline of those that are closed and cannot be yet, and the
    newest that can."""
    ready, deadlines = set[str](), list[str]()
    for month, at, terms in store.rows("SELECT month, at, terms FROM closing ORDER BY month"):
        rules = rules_at(store, last_day(month).isoformat(), terms)
        closed = datetime.fromtimestamp(at / 1_000_000, UTC).date()
        until = closed + timedelta(days=rules.dispute_days)
        if until < day:
            ready.add(month)
        else:
            deadlines.append(until.isoformat())
    return ready, min(deadlines, default=""), max(ready, default="")


def _owed(store: Store, currency: str, ready: Collection[str]) -> dict[str, tuple[int, int]]:
    """What everybody is owed in all, and what of it belongs to months that are ready; who is owed nothing is left out.

    What was paid or frozen counts wherever it was booked, and an advance is owed at once.
    """
    closed = dict(store.rows("SELECT month, posting FROM closing"))
    whole, due = dict[str, int](), dict[str, int]()
    for party, name, period, seq, amount in store.rows(
        "SELECT n.id, p.name, p.period, p.seq, e.amount FROM entry e JOIN posting p ON p.seq = e.posting "
        "JOIN name n ON n.seq = e.party WHERE e.account = ? AND p.currency = ?",
        (AccountKind.PAYABLE, currency),
    ):
        whole[party] = whole.get(party, 0) + amount
        if not name.startswith("settlement|") or booked_in(period, seq, closed) in ready:
            due[party] = due.get(party, 0) + amount
    return {party: (amount, due.get(party, 0)) for party, amount in whole.items() if amount > 0}


def _of_one_name(known: Mapping[str, Payee]) -> set[str]:
    """Parties that bear the name of another and have no identifier that tells them apart."""
    named: dict[str, list[Payee]] = {}
    for payee in known.values():
        named.setdefault(" ".join(payee.name.casefold().split()), []).append(payee)
    return {
        payee.id
        for several in named.values()
        if len(several) > 1
        for payee in several
        if not any(payee.identifiers.get(key) for key in TELLING)
    }


def _obstacle(account: Account | None, amount: int, minimum: Mapping[str, int], currency: str, frozen: bool) -> str:
    """Why a party is not paid, or nothing."""
    if frozen:
        return "disputed"
    if amount < minimum.get(currency, 0):
        return "minimum"
    if account is None:
        return "no-account"
    if not is_iban(account.iban):
        return "iban"
    return "bic" if account.bic and not is_bic(account.bic) else ""


def sepa_file(payout: Payout, payer: str, account: Account) -> bytes:
    """The payout as pain.001, checked against its schema. Raises `AccountUnfit`, `NothingToPay`."""
    if payout.currency != "EUR":
        raise AccountUnfit(payout.currency, why="sepa_currency", found=payout.currency)
    if not is_iban(account.iban):
        raise AccountUnfit(payer, why="iban", found=account.iban)
    if account.bic and not is_bic(account.bic):
        raise AccountUnfit(payer, why="bic", found=account.bic)
    if not payout.transfers:
        raise NothingToPay(payout.currency)
    from sepaxml import SepaTransfer
    from sepaxml.validation import ValidationError

    settings = {"name": payer, "IBAN": account.iban.replace(" ", ""), "batch": True, "currency": payout.currency}
    if account.bic:
        settings["BIC"] = account.bic.replace(" ", "")
    file = SepaTransfer(settings, schema=SCHEMA, clean=True)
    for transfer in payout.transfers:
        payment = {
            "name": transfer.holder,
            "IBAN": transfer.iban,
            "amount": transfer.amount,
            "execution_date": payout.day,
            "description": f"Royalties {transfer.reference}",
            "endtoend_id": transfer.reference,
        }
        file.add_payment(payment | ({"BIC": transfer.bic} if transfer.bic else {}))
    try:
        written: bytes = file.export(validate=True)
    except ValidationError as error:
        raise AccountUnfit(payer, why="schema", found=str(error.__cause__ or error)[:120]) from error
    return written


def record_payout(store: Store, payout: Payout, by: str = "", because: str = "") -> list[int]:
    """Notes that what is in the file has left, by whose word; one posting for each party. Returns their numbers."""
    with store.writing():
        numbers = store.numbers(transfer.party for transfer in payout.transfers)
        known, month = known_terms(store), payout.day.isoformat()[:7]
        told: dict[str, object] = {"day": payout.day.isoformat(), "through": payout.through, "by": by}
        if payout.early:
            told |= {"early": True, "because": because}
        else:
            told["months"] = list(payout.months)
        headers = [
            Header(
                *("payout", f"payout|{one.reference}", "", month, payout.currency, one.amount, known),
                payout.day.isoformat(),
                facts_text({**told, "reference": one.reference, "iban": one.iban[-4:]}),
            )
            for one in payout.transfers
        ]
        rows = [
            [
                (int(AccountKind.PAYABLE), numbers[one.party], NOBODY, -one.amount),
                (int(AccountKind.PAID), numbers[one.party], NOBODY, one.amount),
            ]
            for one in payout.transfers
        ]
        return store.post(headers, Entries.of(rows))


def return_payout(store: Store, references: Sequence[str]) -> list[int]:
    """Takes back payouts that the bank did not execute. Raises `UsageUnknown` for a reference nobody has."""
    with store.writing():
        found = []
        for reference in references:
            seq = store.one(
                f"SELECT p.seq FROM posting p WHERE p.kind = 'payout' AND p.name = ? AND {STANDS}",
                (f"payout|{reference}",),
            )
            if seq is None:
                raise UsageUnknown(reference)
            found.append(int(seq))
        return store.reverse(found, known_terms(store), "")
