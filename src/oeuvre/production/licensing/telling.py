"""Answers, grants and the history of terms as people and programs read them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from oeuvre.foundation import Language, say
from oeuvre.licence import (
    WORLD,
    Quote,
    QuoteLine,
    day_in_words,
    decimal_figure,
    decision_as_dict,
    money_told,
    percent_told,
    reason_in_words,
)
from oeuvre.production.licensing.acts import TELLING
from oeuvre.production.licensing.asking import Answer
from oeuvre.production.licensing.granted import Granted
from oeuvre.production.licensing.lineage import Reader
from oeuvre.production.licensing.wording import called, licence_called, names_of, published_in_words
from oeuvre.record import Act, Record, Work


def answer_as_dict(record: Record, answer: Answer, language: Language) -> dict[str, Any]:
    """The answer to “may I use this”: the decision in words, its duties, the price with its lines and its split."""
    told = decision_as_dict(answer.decision, language)
    request = asdict(answer.request) | {"action": str(answer.request.action)}
    return {
        "work": answer.standing.work,
        "title": called(record, answer.standing.work, language),
        "request": request,
        "allowed": answer.decision.permitted,
        "outcome": told["outcome"],
        "says": answer_in_words(answer, language),
        "reasons": told["reasons"],
        "duties": told["duties"],
        "notes": [*_beside(record, answer, language), *told["notes"]],
        "terms": told["terms"],
        "quote": _quote(record, answer.quote, language) if answer.quote is not None else None,
        "error": answer.error.as_dict(language) if answer.error is not None else None,
    }


def _beside(record: Record, answer: Answer, language: Language) -> list[str]:
    """What should be known beside a decision: a public licence of before, a price that rests on who somebody is."""
    found = []
    if answer.published is not None:
        found.append(published_in_words([answer.published], language))
    if answer.member:
        who = names_of(record, language).get(answer.request.party_id, answer.request.party)
        found.append(say("licence:ask.member", language, who=who))
    return found


def answer_in_words(answer: Answer, language: Language) -> str:
    """Yes, for how much; or no, and by which clause."""
    decision, made = answer.decision, answer.quote
    if not decision.permitted and answer.standing.conflicts:
        return say("licence:ask.collides", language)
    if not decision.permitted:
        reason = decision.reasons[0]
        return say("licence:ask.refused", language, why=reason_in_words(reason.clause, reason.fact, language))
    if answer.error is not None:
        return answer.error.message(language)
    if made is not None and made.total and answer.published is not None:
        licence = licence_called(answer.published.licence, language)
        money = money_told(made.total, made.currency, language)
        return say("licence:ask.priced_or_free", language, money=money, licence=licence)
    if made is not None and made.total:
        return say("licence:ask.priced", language, money=money_told(made.total, made.currency, language))
    return say(f"licence:ask.{decision.outcome}", language)


def _quote(record: Record, made: Quote, language: Language) -> dict[str, Any]:
    names = names_of(record, language)
    return {
        "currency": made.currency or None,
        "total": made.total,
        "money": money_told(made.total, made.currency, language),
        "lines": [_line(record, made, line, language) for line in made.lines],
        "split": [
            {
                "work": part.work,
                "title": called(record, part.work, language),
                "party": part.party,
                "name": names.get(part.party, part.party),
                "amount": part.amount,
                "money": money_told(part.amount, made.currency, language),
            }
            for part in made.split
        ],
        "at": made.at.isoformat(),
        "until": made.until.isoformat() if made.until else None,
    }


def _line(record: Record, made: Quote, line: QuoteLine, language: Language) -> dict[str, Any]:
    title = called(record, line.work, language)
    basis = "fee" if line.clause == "derivatives.minimum-fees" else line.basis
    named = say(f"licence:ask.bases.{basis}", language)
    return {
        **{key: told for key, told in asdict(line).items() if key not in ("percent", "ceiling")},
        "title": title,
        "money": money_told(line.amount, made.currency, language),
        "says": say("licence:ask.line", language, basis=named, work=title),
    }


def shares_expected(answer: Answer, language: Language) -> str:
    """What a share of revenue comes to is asked of the revenue: said where nobody told it."""
    percents = [
        price.percent
        for price in answer.standing.terms.prices
        if price.percent and answer.quote is not None and any(line.basis == price.basis for line in answer.quote.lines)
    ]
    lines = answer.quote.lines if answer.quote is not None else ()
    if not percents or any(line.basis == "revenue-share" and line.counted for line in lines):
        return ""
    figure = percent_told(decimal_figure(sum(percents[1:], percents[0])), language)
    return say("licence:ask.expected", language, percent=figure)


def granted_as_dict(record: Record, granted: Granted, language: Language) -> dict[str, Any]:
    """A grant: what it lets whom do, until when, how much of it is used."""
    made = granted.grant
    names = names_of(record, language)
    licensee = names.get(granted.licensee, "")
    licensor = next((names.get(by.party_id, "") for by in granted.act.by if by.role == "licensor"), "")
    request = made.request
    return {
        "grant": made.id,
        "work": made.work,
        "title": called(record, made.work, language),
        "party": licensee,
        "party_id": granted.licensee or None,
        "by": licensor,
        "action": str(request.action),
        "says": granted_in_words(record, granted, language),
        "territory": request.territory or None,
        "medium": request.medium or None,
        "purpose": request.purpose or None,
        "commercial": request.commercial,
        "units": request.units,
        "issued": made.issued.isoformat(),
        "not_before": made.not_before.isoformat() if made.not_before else None,
        "expires": made.expires.isoformat() if made.expires else None,
        "legal_term": made.term == "legal",
        "exclusive": granted.exclusive,
        "began": granted.began.isoformat() if granted.began else None,
        "reported": granted.reported.isoformat() if granted.reported else None,
        "report_due": granted.report_due.isoformat() if granted.report_due else None,
        "count": made.count,
        "used": granted.used,
        "left": granted.left,
        "state": granted.state,
        "duties": list(made.duties),
        "total": made.total,
        "currency": made.currency or None,
        "money": money_told(made.total, made.currency, language) if made.total else None,
        "terms": made.digest,
        "act": granted.act.seq,
        "receipt": granted.receipt or None,
    }


def granted_in_words(record: Record, granted: Granted, language: Language) -> str:
    """A grant in one line."""
    made = granted.grant
    who = names_of(record, language).get(granted.licensee, "?")
    action = say(f"licence:actions.{made.request.action}", language)
    parts = [say("licence:grants.says", language, who=who, action=action, work=called(record, made.work, language))]
    if made.request.territory:
        where = "world" if made.request.territory == WORLD else "where"
        parts.append(say(f"licence:grants.{where}", language, territory=made.request.territory))
    if made.request.purpose:
        parts.append(say("licence:grants.purpose", language, purpose=made.request.purpose))
    if made.expires is not None:
        parts.append(say("licence:grants.until", language, day=day_in_words(made.expires.date(), language)))
    elif made.term:
        parts.append(say("licence:grants.legal_term", language))
    key = "any" if made.count is None else "count"
    parts.append(say(f"licence:grants.{key}", language, used=granted.used, count=made.count))
    parts.append(say(f"licence:grants.{granted.state}", language))
    return ", ".join(parts)


def told_terms(record: Record, work: Work, language: Language = "en") -> list[dict[str, Any]]:
    """Every act on a work's terms, the newest first: statements, permissions, withdrawals, disputes.

    Those for a work that it is a state of, and for its brief, are among them: they hold for it too.
    """
    reader, names = Reader(record), names_of(record, language)
    line = reader.line(reader.making(work.id))
    briefs = reader.briefs_of(line) if line[0].kind != "import" else ()
    acts: dict[int, tuple[Act, str]] = {}
    for one in (*(state.made for state in line), *briefs):
        for act in record.acts(kinds=TELLING, work=one):
            acts.setdefault(act.seq, (act, one))
    return [
        {
            **_told(act, names),
            "work": of,
            "title": called(record, of, language),
            "name": licence_called(str(act.settings.get("template") or ""), language) or None,
        }
        for _, (act, of) in sorted(acts.items(), reverse=True)
    ]


def _told(act: Act, names: dict[str, str]) -> dict[str, Any]:
    settings = act.settings
    return {
        "act": act.seq,
        "kind": act.kind,
        "at": act.at.isoformat(),
        "since": settings.get("since"),
        "until": settings.get("until"),
        "by": [{"name": names.get(by.party_id, by.party_id[:8]), "role": by.role} for by in act.by],
        "because": act.words.get("because") or "",
        "credit": act.words.get("credit") or "",
        "template": settings.get("template"),
        "digest": settings.get("digest"),
        "actions": settings.get("actions") or [],
        "clauses": settings.get("clauses") or [],
        "for_project": settings.get("for_project"),
        "for_work": settings.get("for_work"),
        "renewed": settings.get("renewed") or [],
        "state": settings.get("state"),
    }
