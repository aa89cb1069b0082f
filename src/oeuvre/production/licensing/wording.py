"""Terms, conflicts and decisions of works on the record as people and programs read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from oeuvre.foundation import LANGUAGES, Language, say
from oeuvre.licence import (
    INALIENABLE,
    OPEN,
    Action,
    CheckReason,
    EventKind,
    Terms,
    all_templates,
    clause_in_words,
    clause_of,
    clauses,
    day_in_words,
    describe_terms,
    halting,
    terms_as_dict,
)
from oeuvre.production.licensing.errors import TermsCollide
from oeuvre.production.licensing.holders import holders
from oeuvre.production.licensing.published import Publication, publications
from oeuvre.production.licensing.standing import Standing, Word
from oeuvre.production.naming import shown_name
from oeuvre.record import Record, WorkUnknown

RESULT = "result"
# Licences by work: those whose clauses collide.
Named = Mapping[str, Sequence[str]]


def called(record: Record, work_id: str, language: Language) -> str:
    """What a work is called: its title, else the beginning of its id; the thing being made where there is no id."""
    if not work_id:
        return say("licence:shown.result", language)
    try:
        return record.work(work_id).title or work_id[:12]
    except WorkUnknown:
        return work_id


def licence_called(name: str, language: Language) -> str:
    """A licence by the name that people know, else as it was written."""
    template = all_templates().get(name)
    return template.name(language) if template is not None else name


# --- conflicts ----------------------------------------------------------------------------------------------------


def conflict_in_words(record: Record, names: Named, reason: CheckReason, language: Language) -> str:
    """Which clauses of which works collide, in a sentence; `names` are the licences of each (see `named_in`)."""
    told: dict[str, list[str]] = {}
    keys = {(clause.work, clause.key) for clause in reason.collision.clauses}
    for clause in reason.collision.clauses:
        # Who may not adapt is told so once.
        if clause.key != "derivatives.allowed" or (clause.work, "actions.adapt") not in keys:
            told.setdefault(clause.work, []).append(clause_in_words(clause.key, language))
    said = []
    for work, phrases in told.items():
        licences = ", ".join(licence_called(name, language) for name in names.get(work, ()))
        values = {
            "clause": ", ".join(phrases),
            "work": called(record, work, language),
            "licence": licences or say("licence:collide.own_terms", language),
        }
        if len(told) == 1 and work and reason.kind == "forbidden":
            return say("licence:collide.alone", language, **values)
        said.append(say("licence:collide.clause" if work else "licence:collide.result", language, **values))
    between = say("licence:collide.and", language)
    return say(f"licence:collide.{reason.kind}", language, clauses=between.join(said))


def named_in(standing: Standing) -> dict[str, tuple[str, ...]]:
    """The licences of a work's parents by their ids, and its own under the empty one."""
    found = {one.work: tuple(sorted(one.terms.names)) for one in standing.parents}
    return found | {"": (standing.licence,) if standing.licence else ()}


def resolutions_of(record: Record, reason: CheckReason, language: Language) -> list[dict[str, Any]]:
    """What would resolve a conflict: another work, another licence for the result, permission from named parties."""
    found = []
    for kind, works in reason.collision.resolutions:
        named = [work for work in works if work]
        parties = list(dict.fromkeys(shown_name(party, language) for work in named for party in _holders(record, work)))
        if kind == "permission" and not named:
            continue
        titles = ", ".join(
            say("licence:collide.quoted", language, work=called(record, work, language)) for work in named
        )
        who = ", ".join(parties) or say("licence:collide.nobody", language)
        keys = sorted({one.key for one in reason.collision.clauses if one.work})
        if kind == "permission" and not _can_be_let_go(reason):
            continue
        keys = [key for key in keys if key not in INALIENABLE]
        keys = sorted({clause_of(one.key) for one in reason.collision.clauses if one.work})
        found.append(
            {
                "kind": str(kind),
                "works": named,
                "parties": parties if kind == "permission" else [],
                "clauses": keys if kind == "permission" else [],
                "says": say(f"licence:collide.{kind}", language, works=titles, who=who),
            }
        )
    return found


def _can_be_let_go(reason: CheckReason) -> bool:
    """Whether a permission could resolve a conflict: no author gives their name away, nor moral rights."""
    told = [one.key for one in reason.collision.clauses if one.work]
    several = len({one.work for one in reason.collision.clauses}) > 1
    held = [key in INALIENABLE for key in told]
    return not (all(held) if several else any(held))


def _holders(record: Record, work: str) -> Sequence[Any]:
    try:
        return holders(record, record.work(work))
    except WorkUnknown:
        return ()


def conflict_as_dict(record: Record, names: Named, reason: CheckReason, language: Language) -> dict[str, Any]:
    """A conflict in the shape of `oeuvre licence check`, its works by id with their titles beside."""
    return {
        "reason": reason.kind,
        "clauses": [
            {
                "work": one.work or RESULT,
                "title": called(record, one.work, language),
                "clause": one.key,
                "says": clause_in_words(one.key, language),
            }
            for one in reason.collision.clauses
        ],
        "works": [work for work in reason.collision.works if work],
        "resolutions": resolutions_of(record, reason, language),
        "says": conflict_in_words(record, names, reason, language),
    }


def collision_told(record: Record, standing: Standing, language: Language) -> str:
    """All conflicts of something, one sentence after the other."""
    names = named_in(standing)
    return " ".join(conflict_in_words(record, names, reason, language) for reason in standing.conflicts)


def collision_helps(record: Record, standing: Standing, language: Language) -> str:
    """What would resolve them, each way once."""
    said = (one["says"] for reason in standing.conflicts for one in resolutions_of(record, reason, language))
    return " ".join(dict.fromkeys(said))


def collided(record: Record, standing: Standing, place: str = "") -> TermsCollide:
    """The conflicts of something as an error."""
    return TermsCollide(
        place,
        reasons=standing.conflicts,
        told={language: collision_told(record, standing, language) for language in LANGUAGES},
        helps={language: collision_helps(record, standing, language) for language in LANGUAGES},
    )


# --- terms --------------------------------------------------------------------------------------------------------


def basis_in_words(record: Record, standing: Standing, language: Language) -> str:
    """Where a work's terms come from, in a sentence."""
    licence = licence_called(standing.licence, language) or say("licence:collide.own_terms", language)
    if standing.statement is not None:
        act = record.act(standing.statement.act) if standing.statement.act else None
        who = names_of(record, language).get(act.by[0].party_id, "?") if act is not None and act.by else "?"
        key = "stated" if standing.stated_for == standing.work else "stated_for"
        day = day_in_words(standing.statement.version.counts_from.date(), language)
        of = called(record, standing.stated_for, language)
        return say(f"licence:basis.{key}", language, who=who, day=day, licence=licence, work=of)
    if standing.basis == "made-here" and standing.inherited.derivatives.reciprocal is not None:
        return say("licence:basis.shared-alike", language, licence=licence)
    if standing.basis == "model" and standing.parents:
        return say("licence:basis.house", language, licence=licence)
    return say(f"licence:basis.{standing.basis}", language, licence=licence)


def terms_lines(record: Record, terms: Terms, language: Language) -> tuple[str, ...]:
    """What terms say, a sentence for each thing, works by their titles."""
    lines = describe_terms(terms, language)
    works = {price.of for price in terms.prices if price.of} | {fee.of for fee in terms.derivatives.minimum_fees}
    for work in sorted(works - {""}, key=len, reverse=True):
        lines = tuple(line.replace(work, called(record, work, language)) for line in lines)
    return lines


def witnesses_in_words(record: Record, standing: Standing, language: Language) -> list[dict[str, Any]]:
    """Each clause of the terms, and the works that it comes from."""
    said = clauses(standing.terms)
    rows = []
    for key, works in standing.witnesses.items():
        titles = [_own_or_called(record, standing, work, language) for work in works]
        rows.append(
            {
                "clause": key,
                "says": clause_in_words(key, language),
                "value": said.get(key, ""),
                "from": [{"work": work, "title": title} for work, title in zip(works, titles, strict=True)],
            }
        )
    return rows


def _own_or_called(record: Record, standing: Standing, work: str, language: Language) -> str:
    if work == standing.work:
        return say("licence:shown.this_work", language)
    return called(record, work, language)


def one_line(record: Record, standing: Standing, language: Language) -> str:
    """A work's terms in one line: the licence, and what it inherits from whom."""
    if standing.conflicts:
        return collision_told(record, standing, language)
    licence = licence_called(standing.licence, language) or say("licence:collide.own_terms", language)
    giving = [one for one in standing.parents if clauses(one.terms)]
    if not giving:
        return licence
    by_licence: dict[str, list[str]] = {}
    for one in giving:
        name = ", ".join(licence_called(name, language) for name in sorted(one.terms.names)) or "?"
        by_licence.setdefault(name, []).append(called(record, one.work, language))
    told = [
        say("licence:shown.inherited", language, licence=name, works=", ".join(dict.fromkeys(works)))
        for name, works in by_licence.items()
    ]
    between = "\u202f; " if language == "fr" else "; "
    return say("licence:shown.inherits", language, licence=licence, from_=between.join(told))


def conflicts_as_dicts(record: Record, standing: Standing, language: Language) -> list[dict[str, Any]]:
    """The conflicts of something, each in the shape of `oeuvre licence check`."""
    names = named_in(standing)
    return [conflict_as_dict(record, names, reason, language) for reason in standing.conflicts]


def standing_as_dict(record: Record, standing: Standing, language: Language) -> dict[str, Any]:
    """A work's terms for a program and for people: the terms, where each clause comes from, what collides."""
    template = all_templates().get(standing.licence)
    halted, names = standing.halted(), named_in(standing)
    return {
        "work": standing.work or None,
        "title": called(record, standing.work, language),
        "basis": standing.basis,
        "says": basis_in_words(record, standing, language),
        "line": one_line(record, standing, language),
        "licence": standing.licence or None,
        "name": licence_called(standing.licence, language) or None,
        "deed": template.deed or None if template is not None else None,
        "summary": template.summary(language) if template is not None else None,
        "terms": {"digest": standing.terms.digest, **terms_as_dict(standing.terms)},
        "lines": list(terms_lines(record, standing.terms, language)),
        "inherits": None
        if standing.inherited == OPEN
        else {"digest": standing.inherited.digest, **terms_as_dict(standing.inherited)},
        "witnesses": witnesses_in_words(record, standing, language),
        "parents": [
            {
                "work": one.work,
                "title": called(record, one.work, language),
                "relation": str(one.relation or "adaptation"),
                "licence": sorted(one.terms.names),
                "holders": [shown_name(party, language) for party in _holders(record, one.work)],
            }
            for one in standing.parents
        ],
        "holders": [shown_name(party, language) for party in _holders(record, standing.work)] if standing.work else [],
        "conflicts": [conflict_as_dict(record, names, reason, language) for reason in standing.conflicts],
        "cautions": [
            *_cautions(record, standing, language),
            *_doubts(record, standing, language),
            *_sold(record, standing, language),
        ],
        "covered": _covered(record, standing, language),
        "halted": _halted(record, standing, halted, language) if halted is not None else None,
        "published": published_in_words(publications(record, standing), language) or None,
        "statement": _statement(standing),
        "at": standing.at.isoformat(),
        "known_at": standing.known_at.isoformat(),
    }


def _cautions(record: Record, standing: Standing, language: Language) -> Iterable[dict[str, Any]]:
    for one in standing.cautions:
        told = [
            say(
                "licence:shown.clause",
                language,
                clause=clause_in_words(clause.key, language),
                work=called(record, clause.work, language),
            )
            for clause in one.clauses
        ]
        yield {
            "kind": one.kind,
            "works": sorted({clause.work for clause in one.clauses}),
            "says": say(f"licence:shown.{one.kind}", language, clauses=", ".join(told)),
        }


def _doubts(record: Record, standing: Standing, language: Language) -> Iterable[dict[str, Any]]:
    for kind, work in standing.doubts:
        licence = (record.work(work).licence or "") if work else ""
        said = say(f"licence:doubts.{kind}", language, work=called(record, work, language), licence=licence)
        yield {"kind": kind, "works": [work] if work else [], "says": said}


def _sold(record: Record, standing: Standing, language: Language) -> Iterable[dict[str, Any]]:
    """That a price of its own stands on a work with pieces that permit no commerce: selling a licence is commerce."""
    priced = any(not price.of and (price.amount or price.percent or price.tiers) for price in standing.terms.prices)
    works = [one.work for one in standing.parents if not one.terms.rule(Action.COMMERCIALISE).permitted]
    if priced and works and not standing.conflicts:
        titles = ", ".join(say("licence:collide.quoted", language, work=called(record, one, language)) for one in works)
        said = say("licence:shown.noncommercial-price", language, works=titles)
        yield {"kind": "noncommercial-price", "works": works, "says": said}


def _covered(record: Record, standing: Standing, language: Language) -> list[dict[str, Any]]:
    names = names_of(record, language) if standing.words else {}
    return [
        {
            "work": one.work,
            "kind": one.kind,
            "clauses": list(one.clauses),
            "act": one.act or None,
            "party": names.get(one.party),
            "reported_by": names.get(one.recorder),
            "credit": one.credit or None,
            "says": word_in_words(record, one, names, language),
        }
        for one in standing.words
    ]


def names_of(record: Record, language: Language) -> dict[str, str]:
    """The names of everybody on the record, by id, as people read them."""
    return {party.id: shown_name(party, language) for party in record.parties()}


def word_in_words(record: Record, word: Word, names: Mapping[str, str], language: Language) -> str:
    """Whose word lets a work be used, and whether they signed it themselves or somebody reports it."""
    key = "reported" if word.recorder else word.kind
    values = {
        "work": called(record, word.work, language),
        "who": names.get(word.party, word.party),
        "by": names.get(word.recorder, word.recorder),
        "clauses": ", ".join(clause_in_words(one, language) for one in word.clauses),
    }
    said = say(f"licence:covered.{key}", language, **values) if word.clauses or word.kind == "brought" else ""
    agreed = say("licence:covered.credit", language, credit=word.credit, **values) if word.credit else ""
    return " ".join(one for one in (said, agreed) if one)


def _halted(record: Record, standing: Standing, work: str, language: Language) -> dict[str, Any]:
    events = dict(standing.histories)[work]
    event = halting(events, frozenset(Action), standing.at, standing.known_at)
    assert event is not None
    day = day_in_words(event.counts_from.date(), language)
    said = say(f"licence:halted.{event.kind}", language, work=called(record, work, language), day=day)
    if event.kind is EventKind.WITHDRAWN:
        actions = ", ".join(say(f"licence:actions.{one}", language) for one in Action if one in event.actions)
        if event.actions != frozenset(Action):
            said = say("licence:halted.partly", language, work=called(record, work, language), day=day, actions=actions)
        kept = published_in_words(publications(record, standing), language)
        said = " ".join((said, kept)) if kept else said
    return {
        "work": work,
        "kind": str(event.kind),
        "since": event.counts_from.isoformat(),
        "actions": [str(one) for one in Action if one in event.actions],
        "says": said,
    }


def published_in_words(found: Sequence[Publication], language: Language) -> str:
    """That a public licence of before goes on for whoever has a copy; nothing where there was none."""
    told = [
        say(
            "licence:halted.published",
            language,
            licence=licence_called(one.licence, language),
            day=day_in_words(one.until.date(), language),
        )
        for one in found[-1:]
    ]
    return " ".join(told)


def _statement(standing: Standing) -> dict[str, Any] | None:
    stated = standing.statement
    if stated is None:
        return None
    return {
        "act": stated.act or None,
        "work": standing.stated_for,
        "template": stated.template or None,
        "since": stated.version.since.isoformat(),
        "told": stated.version.known.isoformat(),
    }
