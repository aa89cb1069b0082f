"""Bodies about money: usage in, runs, held usage, statements and the path of each cent. Amounts: minor units."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from oeuvre.api.shapes import Shape

Amount = Annotated[int, Field(description="In minor units of the currency.")]
Verdict = Literal["release", "return"]
ColumnName = Literal[
    "line",
    "work",
    "amount",
    "currency",
    "day",
    "units",
    "use",
    "territory",
    "channel",
    "payer",
    "listener",
    "revision",
]


class BooksShape(Shape):
    """The books at a glance. `holds` is false where the chain of postings is broken, `broken_at` says from where."""

    works: int = Field(description="Works of which any usage came in.")
    held: int
    postings: int
    head: str
    digest: str
    holds: bool
    broken_at: int | None
    disputed: list[str]


class StatementRow(Shape):
    party: str
    name: str
    period: str
    currency: str
    earned: Amount = Field(description="What the statement of the period has come to: its own months, and corrections.")
    corrections: Amount = Field(0, description="Of it, corrections of months that were closed before.")
    closed: bool = False
    disputed: bool


class StatementLineShape(Shape):
    """One use of one work as it reached the party. `line` opens at `/royalties/lines/{line}`."""

    line: str
    month: str
    work: str
    paid_for: str
    path: list[str]
    paths: int
    use: str
    territory: str
    channel: str
    payer: str
    units: int
    gross: Amount
    deductions: Amount
    share: str
    percent: str
    net: Amount
    evidence: list[str]
    rate: list[str]
    held: str


class StatementShape(Shape):
    """A statement in one currency: `opening` and `moves` come to `closing`."""

    number: str
    party: str
    name: str
    identifiers: dict[str, str]
    currency: str
    period: str
    from_: str = Field(alias="from")
    to: str
    issued: str
    dispute_until: str
    disputed: bool
    opening: Amount
    earned: Amount
    moves: dict[str, int]
    taxes: dict[str, int]
    closing: Amount
    minimum: Amount
    payable: Amount
    carried: Amount
    accounts: dict[str, int]
    lines: list[StatementLineShape]
    adjustments: list[StatementLineShape]
    held: list[StatementLineShape]
    leads: Literal["due", "so_far", "carried", "owed_back", "paid"] = Field(
        description="What `amount` is: to be paid, the same of months still open, carried forward, owed back, paid."
    )
    amount: Amount
    closed: bool
    titles: dict[str, str]
    names: dict[str, str] = Field({}, description="Who is behind the ids of payers.")
    uses: dict[str, str] = Field({}, description="Uses in words.")


class WhyShape(Shape):
    """Why a line of a statement is what it is: usage, deductions, each clause on the way, the share, the rounding."""

    line: str
    names: dict[str, str]
    uses: dict[str, str] = Field({}, description="Uses in words.")
    posting: int
    kind: str
    account: str
    party: str | None
    amount: Amount
    currency: str
    period: str
    reverses: int | None
    reversed_by: int | None
    digest: str
    facts: dict[str, Any]
    earned_by: str | None = None
    paid_for: str | None = None
    gross: Amount | None = None
    deductions: list[dict[str, Any]] = Field([])
    net: Amount | None = None
    path: list[str] = Field([])
    paths: int = 0
    clauses: list[Any] = Field([])
    claim: str | None = None
    weight: str | None = None
    weights: str | None = None
    share: str | None = None
    exact: str | None = None
    whole: int | None = None
    rounding: str | None = None
    terms: dict[str, Any] | None = None
    usage_lines: int = 0
    usage: list[dict[str, Any]] = Field([])


class MappingShape(Shape):
    """How the columns of one source are read (docs/reference/royalties.md): by heading, or by number from 1."""

    source: str = Field(min_length=1, max_length=80)
    columns: dict[ColumnName, str | int] = Field(max_length=12)
    fixed: dict[Literal["currency", "day", "use", "territory", "channel", "payer"], str] = Field({})
    separator: str = Field(",", min_length=1, max_length=1)
    decimal: Literal[".", ","] = "."
    encoding: str = Field("utf-8-sig", max_length=40)
    record: str = Field("", max_length=40)
    dates: Literal["iso", "dmy", "mdy", "dotted", "compact"] = "iso"
    header: bool = True


class ColumnsShape(Shape):
    """What a file of usage looks like, and how it would be read: nothing of it is kept."""

    headings: list[str]
    rows: list[list[str]]
    mapping: MappingShape = Field(description="A guess, or what was saved for this source.")
    saved: bool
    lacking: list[str] = Field(description="What has no column yet and needs one, or a value for every line.")


class RefusedLine(Shape):
    line: str
    code: str
    message: str
    place: str
    remedy: str


class ImportedShape(Shape):
    """What came of a file: lines taken in, and those that could not be, each with its reason."""

    source: str
    lines: int
    imported: int
    known: int
    corrected: int
    refused: list[RefusedLine]
    works: dict[str, str]
    titles: dict[str, str]
    waiting: list[str]


class HeldShape(Shape):
    """Usage whose money waits for a person’s word, and the rule that asks for it."""

    source: str
    line: str
    work: str
    title: str
    day: str
    units: int
    amount: Amount
    currency: str
    reason: str
    says: str
    verdict: str


class ClaimShape(Shape):
    """A claim that waits because of a work, `cause`: what `party` is owed for `paid_for` of what `work` earned."""

    line: str
    month: str
    work: str
    title: str
    paid_for: str
    paid_for_title: str
    party: str
    name: str
    amount: Amount
    currency: str
    cause: str
    cause_title: str
    reason: Literal["disputed", "withdrawn"]
    says: str


class ReleaseWish(Shape):
    because: str = Field(min_length=1, max_length=2000)


class ReceiptShape(Shape):
    """Money that arrived for a grant, by the number of its act; `reversed` once it was taken back."""

    act: int
    day: str | None
    amount: Amount
    reference: str | None
    reversed: bool


class ReceivableShape(Shape):
    """A grant with a price: what is owed for it, what was received, what is open; `revenue` once some was reported."""

    grant: str
    work: str | None
    title: str
    payer: str
    name: str
    day: str
    currency: str
    owed: Amount
    received: Amount
    open: Amount
    beyond: Amount = Field(description="What came beyond what is owed: it is held.")
    revenue: Amount | None
    waits_for_revenue: bool = Field(description="A share of revenue is owed, and nobody reported any.")
    receipts: list[ReceiptShape]


class ReversalWish(Shape):
    """Why a receipt is taken back."""

    because: str = Field("", max_length=2000)


class ReceiptWish(Shape):
    """Money that arrived for a grant, in minor units of its currency; a `reference` told twice counts once."""

    grant: str = Field(min_length=4, max_length=80)
    amount: int = Field(gt=0, lt=2**53)
    day: date | None = None
    reference: str = Field("", max_length=200)
    because: str = Field("", max_length=2000)


class HeldDecision(Shape):
    source: str = Field(min_length=1, max_length=80)
    line: str = Field(min_length=1, max_length=400)
    verdict: Verdict
    because: str = Field("", max_length=2000)


class RunWish(Shape):
    """A month, a quarter or a year (`2026-10`, `2026-Q4`, `2026`); all without."""

    period: str | None = Field(None, max_length=10)


class RanShape(Shape):
    drawn: int
    grants: int
    postings: int
    reversals: int
    lines: int
    settlements: int
    gross: dict[str, int]
    corrected: dict[str, int] = Field({}, description="Of it, what came to months that are closed, by currency.")
    held: list[HeldShape]
    claims: list[ClaimShape]
    unmatched: list[dict[str, Any]]
    nobody: dict[str, str]
    problems: list[dict[str, str]]


class PartyDispute(Shape):
    verdict: Literal["open", "lift"]
    because: str = Field("", max_length=2000)


class BalanceShape(Shape):
    """A party’s accounts by currency, whether a dispute freezes them, and the last signs of the IBAN to which it is
    paid."""

    party: str
    name: str
    disputed: bool
    accounts: dict[str, dict[str, int]]
    iban: str = Field("", description="Its last four signs; empty where none is known.")


class MonthShape(Shape):
    """A month of the books: `closed` for good, or `over` and still to be closed."""

    month: str
    closed: bool
    over: bool


class CloseWish(Shape):
    """A month, a quarter or a year that is over."""

    period: str = Field(min_length=4, max_length=10)


class AccountWish(Shape):
    """Where a party is paid."""

    iban: str = Field(min_length=1, max_length=42)
    bic: str = Field("", max_length=14)
    holder: str = Field("", max_length=70)


class PayoutWish(Shape):
    """From which account everybody is paid, and the day; `plan` writes nothing and needs no account.

    Paid is what belongs to closed months whose time for objections is over; `early` pays all that is payable, with
    the reason why.
    """

    currency: str = Field("EUR", min_length=3, max_length=3)
    day: date | None = None
    payer: str = Field("", max_length=70)
    iban: str = Field("", max_length=42)
    bic: str = Field("", max_length=14)
    early: bool = False
    because: str = Field("", max_length=2000)
    plan: bool = False

    @model_validator(mode="after")
    def _told(self) -> Self:
        if not self.plan and not (self.payer.strip() and self.iban.strip()):
            raise ValueError("payer, iban")
        if not self.plan and self.early and not self.because.strip():
            raise ValueError("because")
        return self


class TransferShape(Shape):
    party: str
    name: str
    iban: str = Field(description="Its last four signs.")
    amount: Amount
    reference: str


class UnpaidShape(Shape):
    party: str
    name: str
    amount: Amount
    reason: str
    says: str
    until: str


class PayoutShape(Shape):
    """Who is paid, and who is not and why; `file` is read at `/royalties/payouts/{file}`, none where nothing left."""

    currency: str
    day: str
    through: str
    early: bool
    total: Amount
    transfers: list[TransferShape]
    unpaid: list[UnpaidShape]
    file: str | None
