"""Double entry: postings whose entries sum to nothing, and the digests that chain them.

An amount in an account is a plain signed integer of minor units. What a payer sent is negative in `receipts` and
positive where it went, so that every posting sums to zero. A party's money lies in exactly one of its accounts; all of
them together are what it has earned:

    earned    shared out and not yet settled        payable   owed and free to be paid
    held      frozen: looked odd, or disputed       paid      left in a payout
    reserve   kept back for returns                 tax       withheld
    advance   negative: paid before it was earned; recouping brings it back to zero
    receivable  shared out and not yet paid by who owes it: nobody can be paid of it
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from oeuvre.royalties.errors import NotConserved

Ints = npt.NDArray[np.int64]
NO_POSTING = "0" * 64
"""The digest before the first posting of a ledger."""
NOBODY = -1
"""In an entry: no work, or no party."""


class AccountKind(IntEnum):
    """The accounts. `RECEIPTS` is by payer and `DEDUCTIONS` by name; all others are by party."""

    RECEIPTS = 0
    DEDUCTIONS = 1
    EARNED = 2
    HELD = 3
    RESERVE = 4
    ADVANCE = 5
    TAX = 6
    PAYABLE = 7
    PAID = 8
    RECEIVABLE = 9


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode

PARTY_ACCOUNTS = tuple(kind for kind in AccountKind if kind >= AccountKind.EARNED)


@dataclass(frozen=True)
class Header:
    """A posting without its entries.

    `kind` is royalty, held, reversal, settlement, advance, freeze or payout. `name` says what it is about: one posting
    that was not reversed stands under each name. `known` counts the terms and `day` is the day of use by which they
    were read. `facts` is canonical JSON (`facts_text`): what a person needs in order to understand the amounts.
    """

    kind: str
    name: str
    work: str
    period: str
    currency: str
    gross: int
    known: int
    day: str
    facts: str
    reverses: int | None = None

    def text(self) -> str:
        """What of it is hashed: nothing that depends on when or in which order postings were made."""
        value = [self.kind, self.name, self.work, self.period, self.currency, self.gross, self.facts]
        return _encode(value)


def facts_text(facts: Mapping[str, object]) -> str:
    """Facts in the one way in which they are written and hashed: sorted keys, no spaces."""
    return _encode(facts)


@dataclass(frozen=True, eq=False)
class Entries:
    """The entries of several postings, one after the other: posting i has the next `counts[i]`.

    `party` and `work` are numbers of names in the ledger's file; `paths` is 0 where no lineage was followed.
    """

    counts: Ints
    account: Ints
    party: Ints
    work: Ints
    amount: Ints
    paths: Ints

    @classmethod
    def of(cls, postings: Sequence[Sequence[tuple[int, int, int, int]]]) -> Entries:
        """From rows of (account, party, work, amount), a list for each posting."""
        rows = [row for posting in postings for row in posting]
        account, party, work, amount = np.array(rows, np.int64).reshape(-1, 4).T
        counts = np.array([len(posting) for posting in postings], np.int64)
        return cls(counts, account, party, work, amount, np.zeros(len(rows), np.int64))


_ROW = np.dtype([("account", "<i8"), ("party", "V16"), ("work", "V16"), ("amount", "<i8"), ("paths", "<i8")])


def name_digest(name: str) -> bytes:
    """The 16 bytes that stand for a name (a party, a work, a payer) in what is hashed."""
    return hashlib.sha256(name.encode()).digest()[:16]


def content_digests(headers: Sequence[Header], entries: Entries, names: npt.NDArray[np.void]) -> list[str]:
    """The sha256 of each posting's content: its header's text, then its entries as 56 bytes each.

    `names` are the name digests by number, and a last one of zeros that `NOBODY` finds. Raises `NotConserved` for a
    posting whose entries do not sum to zero: this is the one door to the ledger.
    """
    bounds = np.concatenate([[0], np.cumsum(entries.counts)]).astype(np.int64)
    if len(headers):
        sums = np.add.reduceat(np.concatenate([entries.amount, [0]]), bounds[:-1])
        sums[entries.counts == 0] = 0
        if sums.any():
            wrong = int(np.flatnonzero(sums)[0])
            raise NotConserved(headers[wrong].name, detail=int(sums[wrong]))
    rows = np.empty(len(entries.amount), _ROW)
    rows["account"], rows["amount"], rows["paths"] = entries.account, entries.amount, entries.paths
    rows["party"], rows["work"] = names[entries.party], names[entries.work]
    body = memoryview(rows.tobytes())
    size = _ROW.itemsize
    found = []
    for header, start, end in zip(headers, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        digest = hashlib.sha256(header.text().encode())
        digest.update(b"\n")
        digest.update(body[start * size : end * size])
        found.append(digest.hexdigest())
    return found


def chained(previous: str, content: str, seq: int, at: int, header: Header) -> str:
    """The digest of a posting in the chain: of the one before it, its content, and when and by what it was made."""
    line = f"{previous} {content} {seq} {at} {header.known} {header.day} {header.reverses or 0}"
    return hashlib.sha256(line.encode()).hexdigest()


def ledger_digest(contents: Sequence[str]) -> str:
    """One digest for a whole state: of the sorted content digests of all postings that stand.

    Neither order nor batches of what came in change it, since a posting's content is a function of the usage and the
    terms of its period, and reversed postings do not count.
    """
    return hashlib.sha256("\n".join(sorted(contents)).encode()).hexdigest()
