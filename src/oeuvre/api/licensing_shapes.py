"""Bodies about terms: what a work is under and why, may it be used and for how much, grants. Amounts: minor units."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictBool

from oeuvre.api.shapes import Shape, sendable

ActionName = Literal[
    "use",
    "reproduce",
    "distribute",
    "present",
    "adapt",
    "commercialise",
    "ai-training",
    "ai-input",
    "ai-derivative",
    "text-and-data-mining",
    "search",
]
Word = Annotated[str, Field(max_length=80)]
Why = Annotated[str, Field(max_length=2000, description="Why, in a person’s words.")]
Figure = Annotated[str, Field(max_length=30, description="A number as people write it: `120`, `120.50`, `120,50`.")]
MOMENT = r"^2\d{3}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2}))?$"
DayOrMoment = Annotated[
    str, Field(max_length=40, pattern=MOMENT, description="A day (YYYY-MM-DD), or a moment with its zone.")
]
Amount = Annotated[int, Field(description="In minor units of the currency.")]


class TemplateShape(Shape):
    """A licence that people know by name; `attribution` is the form of its credit."""

    id: str
    family: str
    name: str
    summary: str
    deed: str | None
    attribution: str
    lines: list[str] = Field(description="What its terms say, a sentence each.")


class NamedWork(Shape):
    work: str
    title: str


class WitnessShape(Shape):
    """A clause of the terms, and the works that it comes from."""

    clause: str
    says: str
    value: Any = None
    from_: list[NamedWork] = Field(alias="from")


class ParentShape(Shape):
    work: str
    title: str
    relation: str
    licence: list[str]
    holders: list[str]


class ConflictClause(Shape):
    work: str = Field(description="`result` for the licence that the result is put under.")
    title: str
    clause: str
    says: str


class ResolutionShape(Shape):
    """What would resolve a conflict; `clauses` are what a permission has to name."""

    kind: Literal["another-work", "another-licence", "permission", "grant"]
    works: list[str]
    parties: list[str]
    clauses: list[str]
    says: str


class ConflictShape(Shape):
    reason: Literal["forbidden", "discouraged"]
    clauses: list[ConflictClause]
    works: list[str]
    resolutions: list[ResolutionShape]
    says: str


class CautionShape(Shape):
    kind: str
    works: list[str]
    says: str


class CoveredShape(Shape):
    """What a permission, or terms under which a piece was brought in, lets go of."""

    work: str
    kind: str
    clauses: list[str]
    act: int | None
    party: str | None
    reported_by: str | None = Field(None, description="Who wrote it down on the holder’s word, who has not signed it.")
    credit: str | None = Field(None, description="The form of the credit that was agreed on.")
    says: str


class HaltedShape(Shape):
    work: str
    kind: Literal["withdrawn", "disputed"]
    since: str
    actions: list[str] = Field([], description="What consent was withdrawn to, or what is in dispute.")
    says: str


class PartyNamed(Shape):
    party: str
    name: str


class StatementOfTerms(Shape):
    act: int | None
    work: str
    template: str | None
    since: str
    told: str


class StandingShape(Shape):
    """The terms of a work at `at`, as they were known at `known_at`."""

    work: str | None
    title: str
    basis: Literal["stated", "came-in", "model", "made-here"]
    says: str = Field(description="Where the terms come from, in a sentence.")
    line: str
    licence: str | None
    name: str | None
    deed: str | None
    summary: str | None
    terms: dict[str, Any]
    lines: list[str]
    inherits: dict[str, Any] | None
    witnesses: list[WitnessShape]
    parents: list[ParentShape]
    holders: list[str]
    conflicts: list[ConflictShape]
    resolved: bool = Field(False, description="Whether, by what was told since, its editions collide in nothing.")
    cautions: list[CautionShape]
    covered: list[CoveredShape]
    halted: HaltedShape | None
    published: str | None = Field(None, description="A public licence of before, that whoever has a copy keeps.")
    decide: list[PartyNamed] = Field([], description="Who may price, grant and withdraw it; anybody where nobody is.")
    statement: StatementOfTerms | None
    attribution: list[str] = Field(description="The credit to set beside the work, a line each.")
    at: str
    known_at: str


class NameAndRole(Shape):
    name: str
    role: str


class TermsAct(Shape):
    """An act on a work's terms."""

    act: int
    kind: str
    at: str
    since: str | None
    until: str | None
    by: list[NameAndRole]
    because: str
    credit: str = ""
    template: str | None
    name: str | None = Field(None, description="What the template is called.")
    digest: str | None
    actions: list[str]
    clauses: list[str]
    renewed: list[str] = Field([], description="What consent was given anew to.")
    for_project: str | None
    for_work: str | None
    work: str = Field("", description="The work that it is about: this one, one that it is a state of, its brief.")
    title: str = ""
    state: str | None


class TermsWish(Shape):
    """`template` (a name of `GET /licences`), or `terms` as docs/reference/licence.md has them.

    Consent that was withdrawn stays so, but to the actions of `renew`.
    """

    template: str = Field("", max_length=200)
    terms: Annotated[dict[str, Any], AfterValidator(sendable)] | None = None
    renew: list[ActionName] = Field([], max_length=11, description="Withdrawn actions that are consented to anew.")
    since: DayOrMoment | None = None
    because: Why = ""


class RenewalWish(Shape):
    """Consent to withdrawn actions is given anew; the terms stay as they are."""

    actions: list[ActionName] = Field(min_length=1, max_length=11)
    since: DayOrMoment | None = None
    because: Why = ""


class ApprovalWish(Shape):
    """A holder approves one derivative: a work of the record, or what a party of the record is about to make."""

    party: str = Field("", max_length=64, description="The id of whoever makes the derivative.")
    result: str = Field("", max_length=64)
    because: Why = ""


class OfferWish(Shape):
    """A price: an amount per something, or a share of revenue in percent; the actions are permitted for it."""

    actions: list[ActionName] = Field(min_length=1, max_length=11)
    currency: str = Field("EUR", min_length=3, max_length=3)
    amount: Figure = ""
    per: Literal["flat", "use", "unit", "guarantee"] = "flat"
    share: Figure = ""
    ceiling: Figure = ""
    territories: list[Word] = Field([], max_length=250)
    media: list[Word] = Field([], max_length=50)
    purposes: list[Word] = Field([], max_length=50)
    count: int | None = Field(None, ge=1, le=10**9)
    exclusive: StrictBool = False
    until: DayOrMoment | None = None
    since: DayOrMoment | None = None
    because: Why = ""


class PermissionWish(Shape):
    """That `holder` lets go of clauses; for a project, for one work (`result`), or for anything.

    Whoever writes it down for somebody else says in `because` how it was given.
    """

    holder: str = Field(min_length=1, max_length=200)
    clauses: list[Word] = Field([], max_length=100, description="Those in the way where none is named.")
    project: str = Field("", max_length=80)
    result: str = Field("", max_length=64)
    credit: str = Field("", max_length=400, description="The form of the credit, as agreed; the name itself stays.")
    since: DayOrMoment | None = None
    until: DayOrMoment | None = None
    because: Why = ""


class WithdrawalWish(Shape):
    """Consent to `actions`, or to all, is taken back; what was granted before goes on."""

    actions: list[ActionName] = Field([], max_length=11)
    since: DayOrMoment | None = None
    because: Why = ""


class DisputeWish(Shape):
    because: str = Field(min_length=1, max_length=2000)


class SettlementWish(Shape):
    because: Why = ""


class UseWish(Shape):
    """What somebody asks to do. A limit of the terms that asks what is not told here refuses."""

    action: ActionName
    party: str = Field("", max_length=200, description="Who asks, by a name that nothing proves.")
    party_id: str = Field("", max_length=64, description="Who asks, as the record knows them; goes before the name.")
    territory: str = Field(
        "",
        max_length=5,
        pattern=r"^([A-Za-z]{2}|[Ww][Oo][Rr][Ll][Dd])?$",
        description="ISO 3166-1: two letters; `WORLD` for the whole world.",
    )
    medium: Word = ""
    channel: Word = ""
    purpose: Word = ""
    industry: Word = ""
    audience: Word = ""
    units: int = Field(1, ge=1, le=10**9)
    commercial: StrictBool = False
    by_model: StrictBool = False
    revenue: Figure = Field("", description="What the use is expected to earn.")
    until: DayOrMoment | None = None


class QuestionWish(UseWish):
    at: DayOrMoment | None = None
    known_at: DayOrMoment | None = None


class GrantWish(UseWish):
    """Where, what for and how long have to be told: `territory`, `purpose`, and `until` or `legal_term`."""

    legal_term: StrictBool = Field(False, description="For as long as the law protects the work.")
    count: int | None = Field(None, ge=1, le=10**9, description="How many units it may be used for, at most.")
    because: Why = ""


class ReasonShape(Shape):
    clause: str
    fact: str
    says: str
    of: list[NamedWork] = Field([], description="The works that the clause comes from.")


class DutyShape(Shape):
    kind: str
    details: list[str]
    clause: str
    says: str
    of: list[NamedWork] = Field([], description="The works that the clause comes from.")


class QuoteLineShape(Shape):
    work: str
    title: str
    clause: str
    basis: str
    base: str
    counted: int
    amount: Amount
    money: str
    says: str


class SplitPart(Shape):
    work: str
    title: str
    party: str
    name: str
    amount: Amount
    money: str


class QuoteShape(Shape):
    currency: str | None
    total: Amount
    money: str
    lines: list[QuoteLineShape]
    split: list[SplitPart]
    at: str
    until: str | None


class AnswerShape(Shape):
    """The answer in words, each reason and duty with its clause; a price where it may be done and has one."""

    work: str
    title: str
    request: dict[str, Any]
    allowed: bool
    outcome: Literal["permitted", "permitted-with-duties", "refused"]
    says: str
    reasons: list[ReasonShape]
    duties: list[DutyShape]
    notes: list[str]
    terms: str | None
    quote: QuoteShape | None
    waits: str = Field("", description="What is still to be told before a share of revenue can be priced.")
    error: dict[str, str] | None
    attribution: list[str]


class GrantShape(Shape):
    """A grant, and how it stands; its signed receipt is at `/grants/{grant}/receipt`."""

    grant: str
    work: str
    title: str
    party: str
    party_id: str | None = None
    by: str
    action: str
    says: str
    territory: str | None
    medium: str | None
    purpose: str | None
    commercial: bool
    units: int
    issued: str
    not_before: str | None
    expires: str | None
    legal_term: bool = False
    exclusive: bool = False
    began: str | None = Field(None, description="The first use.")
    reported: str | None = Field(None, description="When use was last reported.")
    report_due: str | None = Field(None, description="Until when use is to be reported next.")
    count: int | None
    used: int
    left: int | None
    state: Literal["running", "not-begun", "expired", "used-up"]
    duties: list[str]
    total: Amount
    currency: str | None
    money: str | None
    terms: str
    act: int


class CountWish(Shape):
    """Units that were used; the same `use` told twice counts once."""

    units: int = Field(1, ge=1, le=10**9)
    use: str = Field("", max_length=80)


class ReportWish(Shape):
    """The use made of a grant so far, as they tell it; reporting counts nothing."""

    units: int | None = Field(None, ge=0, le=10**9)
    revenue: int | None = Field(
        None,
        gt=-(2**53),
        lt=2**53,
        description="What was earned by it since the last report, in minor units; below zero takes back too much.",
    )
    because: Why = ""


class CountedShape(Shape):
    counted: bool
    grant: GrantShape


class ExportShape(Shape):
    """Terms in a format of others, and what that format cannot say."""

    format: str
    media_type: str
    text: str
    lost: list[dict[str, str]]
