"""Terms of works: read, stated, priced, asked about, granted. Each write is one act by whoever acts in this window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response

from oeuvre.api.asking import Asking, Cursor, Here, Limit, paged, paged_after
from oeuvre.api.errors import BadShape, NotThere
from oeuvre.api.ideas import WorkId
from oeuvre.api.licensing_rows import (
    answer_shape,
    export_shape,
    grant_shape,
    limits_of,
    moment_in,
    request_of,
    revenue_of,
    standing_shape,
    template_shape,
)
from oeuvre.api.licensing_shapes import (
    MOMENT,
    AnswerShape,
    ApprovalWish,
    CountedShape,
    CountWish,
    DisputeWish,
    ExportShape,
    GrantShape,
    GrantWish,
    OfferWish,
    PermissionWish,
    QuestionWish,
    RenewalWish,
    ReportWish,
    SettlementWish,
    StandingShape,
    TemplateShape,
    TermsAct,
    TermsWish,
    WithdrawalWish,
)
from oeuvre.api.rows import job_shape
from oeuvre.api.shapes import Job, Page
from oeuvre.credentials import Authority
from oeuvre.licence import Action, all_templates, find_template, read_terms
from oeuvre.production import (
    Granted,
    approve,
    ask,
    clauses_in_the_way,
    dispute,
    find_grant,
    grant,
    grants_of,
    offer,
    permit,
    read_price,
    renew,
    report_use,
    settle,
    standing_terms,
    state_terms,
    told_terms,
    use_grant,
    withdraw,
)
from oeuvre.record import Party, PartyUnknown, Record, Work
from oeuvre.studio import NotDecidable, Studio, Tell, to_editions

router = APIRouter(tags=["rights"])
GrantId = Annotated[str, Path(max_length=64, description="The id of a grant, or how it begins.")]
At = Annotated[str | None, Query(max_length=40, pattern=MOMENT, description="At this day or moment; now without.")]
KnownAt = Annotated[
    str | None, Query(max_length=40, pattern=MOMENT, description="As they were known then; as now without.")
]
FormatName = Literal["odrl-json", "odrl-turtle", "rsl", "tdmrep", "cawg", "xmp", "spdx", "cc"]
_JWT = "application/jwt"
_RECEIPT: dict[int | str, dict[str, Any]] = {200: {"content": {_JWT: {"schema": {"type": "string"}}}}}


@router.get("/licences")
def list_licences(here: Here, cursor: Cursor = None, limit: Limit = 50) -> Page[TemplateShape]:
    """The licences that are known by name, each with a plain summary and the form of its credit."""
    return paged("l", tuple(all_templates().values()), cursor, limit, lambda one: template_shape(one, here.language))


@router.get("/works/{work}/terms")
def read_terms_of(here: Here, work: WorkId, at: At = None, known_at: KnownAt = None) -> StandingShape:
    """What a work is under and why: each clause with the works that it comes from, and what collides."""
    found = here.desk.record.work(work)
    standing = standing_terms(
        here.desk.record, found, at=moment_in(at, end=True), known_at=moment_in(known_at, end=True)
    )
    return standing_shape(here, found, standing)


@router.get("/works/{work}/terms/acts")
def list_terms_acts(here: Here, work: WorkId, cursor: Cursor = None, limit: Limit = 50) -> Page[TermsAct]:
    """Every act on a work's terms, the newest first."""
    found = told_terms(here.desk.record, here.desk.record.work(work), here.language)
    return paged_after("t", found, lambda one: str(one["act"]), cursor, limit, TermsAct.model_validate)


@router.get("/works/{work}/terms/formats/{name}")
def export_terms_of(here: Here, work: WorkId, name: FormatName) -> ExportShape:
    """The terms of a work in a format of others, and all that this format cannot say."""
    found = here.desk.record.work(work)
    return export_shape(found, standing_terms(here.desk.record, found).terms, name)


@router.post("/works/{work}/terms", status_code=201)
def state_terms_of(here: Here, work: WorkId, wish: TermsWish) -> StandingShape:
    """Put a work under terms: a licence by name, or terms of one's own. What collides with its pieces is refused."""
    if bool(wish.template.strip()) == (wish.terms is not None):
        raise BadShape("template", detail="template | terms")
    template = find_template(wish.template) if wish.template.strip() else None
    terms = template.terms if template is not None else read_terms(wish.terms or {})
    since = moment_in(wish.since)

    def write(record: Record, by: Party, found: Work) -> None:
        name = template.id if template is not None else ""
        renew = [Action(one) for one in wish.renew]
        state_terms(record, by, found, terms, template=name, renew=renew, since=since, because=wish.because)

    return _written(here, work, write)


@router.post("/works/{work}/offers", status_code=201)
def offer_use(here: Here, work: WorkId, wish: OfferWish) -> StandingShape:
    """Put a price on a work; what it names becomes permitted for it, the rest stays as it is."""
    named = [Action(one) for one in wish.actions]
    told = {"amount": wish.amount, "per": wish.per, "share": wish.share, "ceiling": wish.ceiling}
    price, limits, since = read_price(named, wish.currency.upper(), **told), limits_of(wish), moment_in(wish.since)

    def write(record: Record, by: Party, found: Work) -> None:
        offer(record, by, found, price, limits=limits, since=since, because=wish.because)

    return _written(here, work, write)


@router.post("/works/{work}/permissions", status_code=201)
def permit_use(here: Here, work: WorkId, wish: PermissionWish) -> StandingShape:
    """Write down that a holder of the work lets clauses go: those that were in the way of editions, or these."""
    since, until = moment_in(wish.since), moment_in(wish.until, end=True)
    if wish.project:
        here.desk.fold(wish.project)
    if wish.result:
        here.desk.record.work(wish.result)

    def write(record: Record, by: Party, found: Work) -> None:
        clauses = wish.clauses or clauses_in_the_way(record, found)
        more = {"project": wish.project, "result": wish.result, "credit": wish.credit, "because": wish.because}
        permit(record, by, found, wish.holder, clauses, since=since, until=until, **more)

    return _written(here, work, write)


@router.post("/works/{work}/withdrawals", status_code=201)
def withdraw_consent(here: Here, work: WorkId, wish: WithdrawalWish) -> StandingShape:
    """Take consent back from now on, or from a day; what was granted before goes on."""
    named, since = [Action(one) for one in wish.actions], moment_in(wish.since)

    def write(record: Record, by: Party, found: Work) -> None:
        withdraw(record, by, found, actions=named, since=since, because=wish.because)

    return _written(here, work, write)


@router.post("/works/{work}/renewals", status_code=201)
def renew_consent(here: Here, work: WorkId, wish: RenewalWish) -> StandingShape:
    """Give consent anew to what it was withdrawn from; the terms stay as they are."""
    named, since = [Action(one) for one in wish.actions], moment_in(wish.since)

    def write(record: Record, by: Party, found: Work) -> None:
        renew(record, by, found, named, since=since, because=wish.because)

    return _written(here, work, write)


@router.post("/works/{work}/approvals", status_code=201)
def approve_derivative(here: Here, work: WorkId, wish: ApprovalWish) -> StandingShape:
    """A holder approves one derivative, where terms want each one reviewed."""
    party = here.desk.record.find_party(wish.party) if wish.party else None
    if wish.party and (party is None or party.id != wish.party):
        raise PartyUnknown(wish.party)
    if wish.result:
        here.desk.record.work(wish.result)

    def write(record: Record, by: Party, found: Work) -> None:
        approve(record, by, found, party=party, result=wish.result, because=wish.because)

    return _written(here, work, write)


@router.post("/works/{work}/disputes", status_code=201)
def dispute_work(here: Here, work: WorkId, wish: DisputeWish) -> StandingShape:
    """Open a dispute: no new grant of the work, nor of what stands on it, until it is settled."""
    return _written(here, work, lambda record, by, found: dispute(record, by, found, wish.because))


@router.post("/works/{work}/settlements", status_code=201)
def settle_dispute(here: Here, work: WorkId, wish: SettlementWish) -> StandingShape:
    """Settle the dispute about a work."""
    return _written(here, work, lambda record, by, found: settle(record, by, found, wish.because))


def _written(here: Asking, work: str, write: Callable[[Record, Party, Work], object]) -> StandingShape:
    """The terms of a work after an act of whoever acts in this window."""
    found = here.desk.record.work(work)
    with here.desk.acting(here.session.actor) as studio:
        write(studio.record, studio.party(), found)
    here.hub.wake()
    return standing_shape(here, found, standing_terms(here.desk.record, found))


@router.post("/works/{work}/editions", status_code=202)
def make_editions(here: Here, work: WorkId) -> Job:
    """Make the editions of a chosen or kept draft that are missing: those whose clauses collide no more among them."""
    desk, actor = here.desk, here.session.actor
    found = desk.card(desk.record.work(work))
    if found is None or found[1].kind != "draft" or found[1].state not in ("chosen", "kept"):
        raise NotDecidable(work, kind=found[1].kind if found is not None else "other")
    fold, card = found
    run = card.act.run or ""

    def lay_out(studio: Studio, tell: Tell) -> None:
        to_editions(studio, desk.place(studio, fold.project), run, tell)

    mark = f"{run} {desk.record.head()}"
    return job_shape(here, desk.begin("editions", fold.project, actor, lay_out, mark=mark))


@router.post("/works/{work}/questions")
def ask_use(here: Here, work: WorkId, wish: QuestionWish) -> AnswerShape:
    """May this be done with the work, how, where, for how much, and who gets what? Nothing is written."""
    found, record = here.desk.record.work(work), here.desk.record
    at, known = moment_in(wish.at, end=True), moment_in(wish.known_at, end=True)
    standing = standing_terms(record, found, at=at, known_at=known)
    answer = ask(
        record,
        found,
        request_of(record, wish),
        at=at,
        known_at=known,
        until=moment_in(wish.until, end=True),
        revenue=revenue_of(standing.terms, wish.revenue),
    )
    return answer_shape(here, found, answer)


@router.get("/works/{work}/grants")
def list_grants_of(here: Here, work: WorkId, cursor: Cursor = None, limit: Limit = 50) -> Page[GrantShape]:
    """The grants of a work, the newest first, as they stand now."""
    return _listed(here, grants_of(here.desk.record, here.desk.record.work(work)), cursor, limit)


@router.post("/works/{work}/grants", status_code=201)
def grant_use(here: Here, work: WorkId, wish: GrantWish) -> GrantShape:
    """Grant what was asked for, with a signed receipt. Refused as the question would be, and nothing is written."""
    found = here.desk.record.work(work)
    revenue = revenue_of(standing_terms(here.desk.record, found).terms, wish.revenue)
    with here.desk.acting(here.session.actor) as studio:
        granted = grant(
            studio.record,
            Authority.open(here.desk.settings.home),
            studio.party(),
            found,
            request_of(studio.record, wish),
            until=moment_in(wish.until, end=True),
            legal_term=wish.legal_term,
            units=wish.count,
            revenue=revenue,
            because=wish.because,
        )
    here.hub.wake()
    return grant_shape(here, granted)


@router.get("/grants")
def list_grants(here: Here, cursor: Cursor = None, limit: Limit = 50) -> Page[GrantShape]:
    """Every grant of this home, the newest first."""
    return _listed(here, grants_of(here.desk.record), cursor, limit)


def _listed(here: Asking, found: tuple[Granted, ...], cursor: str | None, limit: int) -> Page[GrantShape]:
    rows = tuple(reversed(found))
    return paged_after("g", rows, lambda one: one.grant.id, cursor, limit, lambda one: grant_shape(here, one))


@router.get("/grants/{grant_id}")
def read_grant_of(here: Here, grant_id: GrantId) -> GrantShape:
    """A grant, and how much of it is used."""
    return grant_shape(here, find_grant(here.desk.record, grant_id))


@router.get("/grants/{grant_id}/receipt", response_class=Response, responses=_RECEIPT)
def read_receipt_of(here: Here, grant_id: GrantId) -> Response:
    """The signed receipt of a grant, to hand out: whoever trusts this home reads it offline (`oeuvre verify`)."""
    found = find_grant(here.desk.record, grant_id)
    if not found.receipt:
        raise NotThere(f"/grants/{grant_id}/receipt")
    headers = {"Content-Disposition": f'attachment; filename="{found.grant.id[:12]}.jwt"'}
    return Response(found.receipt, media_type=_JWT, headers=headers)


@router.post("/grants/{grant_id}/uses", status_code=201)
def count_use(here: Here, grant_id: GrantId, wish: CountWish) -> CountedShape:
    """Count a use against a grant; refused, with the reason, where it is over, used up or not begun."""
    with here.desk.acting(here.session.actor) as studio:
        found = find_grant(studio.record, grant_id)
        now, counted = use_grant(studio.record, studio.party(), found, units=wish.units, use_id=wish.use)
    here.hub.wake()
    return CountedShape(counted=counted, grant=grant_shape(here, now))


@router.post("/grants/{grant_id}/reports", status_code=201)
def report_use_of(here: Here, grant_id: GrantId, wish: ReportWish) -> GrantShape:
    """Report the use made of a grant so far, where its terms want that."""
    with here.desk.acting(here.session.actor) as studio:
        found = find_grant(studio.record, grant_id)
        now = report_use(
            *(studio.record, studio.party(), found), units=wish.units, revenue=wish.revenue, because=wish.because
        )
    here.hub.wake()
    return grant_shape(here, now)
