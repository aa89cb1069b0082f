"""Terms, answers and grants as the wire has them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from oeuvre.api.asking import Asking
from oeuvre.api.licensing_shapes import (
    AnswerShape,
    ExportShape,
    GrantShape,
    OfferWish,
    StandingShape,
    TemplateShape,
    UseWish,
)
from oeuvre.api.whole import SEEN, credit_lines
from oeuvre.foundation import Language, say
from oeuvre.licence import NO_LIMITS, Action, Limits, Request, Template, Terms, all_templates, describe_terms
from oeuvre.licence.exchange import export_terms
from oeuvre.production import (
    Answer,
    Granted,
    MomentUnfit,
    Standing,
    answer_as_dict,
    conflicts_as_dicts,
    deciders,
    edition_today,
    granted_as_dict,
    read_amount,
    read_moment,
    shares_expected,
    standing_as_dict,
)
from oeuvre.record import PartyUnknown, Record, Work

# Under what type each format goes out.
_TYPES: Mapping[str, str] = {
    "odrl-json": "application/ld+json",
    "odrl-turtle": "text/turtle",
    "rsl": "application/xml",
    "tdmrep": "application/json",
    "cawg": "application/json",
    "xmp": "application/rdf+xml",
}


def moment_in(text: str | None, *, end: bool = False) -> datetime | None:
    """A day or moment as it was sent. Raises `MomentUnfit`."""
    if not text:
        return None
    try:
        return read_moment(text, end=end)
    except OverflowError:
        raise MomentUnfit(text) from None


def template_shape(one: Template, language: Language) -> TemplateShape:
    """A licence that people know by name."""
    return TemplateShape(
        id=one.id,
        family=one.family,
        name=one.name(language),
        summary=one.summary(language),
        deed=one.deed or None,
        attribution=one.attribution("…", "…", "", language),
        lines=list(describe_terms(one.terms, language)),
    )


def standing_shape(here: Asking, work: Work, standing: Standing) -> StandingShape:
    """The terms of a work, and the credit to set beside it."""
    told = standing_as_dict(here.desk.record, standing, here.language)
    decide = [{"party": one.id, "name": one.name} for one in deciders(here.desk.record, work)]
    more: dict[str, Any] = {"decide": decide}
    today = edition_today(here.desk.record, standing)
    if today is not None:
        # What was resolved since is in nobody's way; what is left, or came since, is.
        left = conflicts_as_dicts(here.desk.record, today, here.language)
        more |= {"resolved": not left, "conflicts": left or told["conflicts"]}
    return StandingShape.model_validate({**told, "attribution": attribution(here, work, told), **more})


def attribution(here: Asking, work: Work, told: Mapping[str, Any]) -> list[str]:
    """The credit of a work, then of everybody whose pictures and signs are seen on it, the most visible first."""
    title, author = str(told["title"]), ", ".join(told["holders"])
    template = all_templates().get(told["licence"] or "")
    if template is not None and author:
        own = template.attribution(title, author, "", here.language)
    else:
        own = " — ".join(one for one in (title, author) if one)
    seen = [one for one in credit_lines(here, work) if one.line and one.role_key in SEEN]
    seen.sort(key=lambda one: SEEN.index(one.role_key))
    return list(dict.fromkeys([own, *(one.line for one in seen)]))


def answer_shape(here: Asking, work: Work, answer: Answer) -> AnswerShape:
    """An answer; each reason and each duty with the works that its clause comes from."""
    record, language = here.desk.record, here.language
    told = answer_as_dict(record, answer, language)
    standing = standing_as_dict(record, answer.standing, language)
    sources = {one["clause"]: one["from"] for one in standing["witnesses"]}
    for row in (*told["reasons"], *told["duties"]):
        row["of"] = sources.get(row["clause"], [])
    error = told["error"]
    return AnswerShape.model_validate(
        {
            **told,
            "error": {key: str(value) for key, value in error.items()} if error else None,
            "waits": say("api:waits", language) if shares_expected(answer, language) else "",
            "attribution": attribution(here, work, standing),
        }
    )


def grant_shape(here: Asking, granted: Granted) -> GrantShape:
    """A grant without its receipt, which is a file of its own."""
    told = granted_as_dict(here.desk.record, granted, here.language)
    del told["receipt"]
    return GrantShape.model_validate(told)


def request_of(record: Record, wish: UseWish) -> Request:
    """What is asked for. Raises `FieldUnfit`, `PartyUnknown`."""
    party = record.find_party(wish.party_id) if wish.party_id else None
    if wish.party_id and (party is None or party.id != wish.party_id):
        raise PartyUnknown(wish.party_id)
    return Request(
        action=Action(wish.action),
        party=party.name if party is not None else " ".join(wish.party.split()),
        party_id=party.id if party is not None else "",
        territory=wish.territory.upper(),
        medium=wish.medium.strip(),
        channel=wish.channel.strip(),
        purpose=wish.purpose.strip(),
        industry=wish.industry.strip(),
        audience=wish.audience.strip(),
        units=wish.units,
        commercial=wish.commercial,
        by_model=wish.by_model,
    )


def revenue_of(terms: Terms, revenue: str) -> int:
    """The revenue that is expected, in minor units of the currency that the prices are in. Raises `FieldUnfit`."""
    if not revenue.strip():
        return 0
    currencies = sorted({price.currency for price in terms.prices})
    return read_amount(revenue, currencies[0] if currencies else "EUR", "revenue")


def limits_of(wish: OfferWish) -> Limits | None:
    """The limits of an offer; None where there are none."""
    made = Limits(
        not_after=moment_in(wish.until, end=True),
        territories=_set(one.upper() for one in wish.territories),
        media=_set(wish.media),
        purposes=_set(wish.purposes),
        count=wish.count,
        exclusive=wish.exclusive,
    )
    return made if made != NO_LIMITS else None


def _set(words: Any) -> frozenset[str] | None:
    return frozenset(one.strip() for one in words if one.strip()) or None


def export_shape(work: Work, terms: Terms, name: str) -> ExportShape:
    """Terms in a format of others. Raises `ExchangeUnknown`."""
    target = work.iscc or f"urn:oeuvre:{work.id}"
    made = export_terms(terms, name, target)
    lost = [{"field": one.field, "value": str(one.value)} for one in made.lost]
    return ExportShape(format=made.format, media_type=_TYPES.get(name, "text/plain"), text=made.text, lost=lost)
