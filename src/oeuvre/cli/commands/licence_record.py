"""`oeuvre licence set`, `offer`, `permit`, `approve`, `withdraw`, `dispute`, `settle`, `reading`: what is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oeuvre.cli.options import common
from oeuvre.cli.output import COLON, LANGUAGE, emit, show, tell
from oeuvre.foundation import Settings, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oeuvre.record import Act, Record, Work
    from oeuvre.studio import Studio

WORK = say("licence:arguments.work", LANGUAGE)
ACTIONS = [
    *("use", "reproduce", "distribute", "present", "adapt", "commercialise"),
    *("ai-training", "ai-input", "ai-derivative", "text-and-data-mining", "search"),
]
PER = ["flat", "use", "unit", "guarantee"]
LIMITS = ("territory", "medium", "channel", "purpose", "industry", "audience")


def found_work(record: Record, named: str) -> Work:
    """The work that an id, a file, or a draft's number means; a project's name means its brief. Raises WorkUnknown."""
    from oeuvre.cli.commands.look import work_of
    from oeuvre.foundation import OeuvreError
    from oeuvre.production import brief_of

    try:
        return work_of(record, named)
    except OeuvreError:
        brief = brief_of(record, named)
        if brief is None:
            raise
        return brief


def record_for(studio: Studio, named: str) -> Record:
    """The home's record, to look at a work in it: looking creates nothing. Raises WorkUnknown where there is none."""
    from oeuvre.record import WorkUnknown

    record = studio.existing_record()
    if record is None:
        raise WorkUnknown(named[:200])
    return record


def _done(record: Record, as_json: bool, work: Work, act: Act) -> int:
    """What an act came to: the terms as they stand after it."""
    from oeuvre.licence import price_lines
    from oeuvre.production import one_line, standing_as_dict, standing_terms

    standing = standing_terms(record, work)
    if as_json:
        emit({"act": act.seq, "work": work.id, "terms": standing_as_dict(record, standing, LANGUAGE)})
        return 0
    show(f"{work.title or work.id[:12]}{COLON}{one_line(record, standing, LANGUAGE)}")
    value = standing_as_dict(record, standing, LANGUAGE)
    if act.kind == "license":
        for line in price_lines(standing.terms, LANGUAGE):
            show(f"  {line}")
    for caution in value["cautions"]:
        tell(caution["says"])
    tell(say("licence:shown.act", LANGUAGE, act=act.seq))
    return 0


def _studio(settings: Settings) -> Studio:
    from oeuvre.studio import Studio

    return Studio(settings)


@click.command("set", help=say("licence:help.set", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.argument("terms", metavar=say("licence:arguments.terms", LANGUAGE))
@click.option("--renew", type=click.Choice(ACTIONS), multiple=True, help=say("licence:help.renew", LANGUAGE))
@click.option("--from", "since", metavar="DAY", help=say("licence:help.from", LANGUAGE))
@click.option("--because", default="", help=say("licence:help.because", LANGUAGE))
@click.option("--format", "format_", metavar="NAME", help=say("licence:help.set_format", LANGUAGE))
@common
def set_command(
    settings: Settings,
    as_json: bool,
    work: str,
    terms: str,
    renew: Sequence[str],
    since: str | None,
    because: str,
    format_: str | None,
) -> int:
    from oeuvre.licence import Action, find_template, read_terms
    from oeuvre.licence.exchange import import_terms
    from oeuvre.licence.odrl import read_bytes
    from oeuvre.production import read_moment, state_terms

    name = ""
    if format_ is not None:
        imported = import_terms(read_bytes(Path(terms)).decode("utf-8-sig", "replace"), format_, terms)
        stated = imported.terms
        for loss in imported.unread:
            tell("  " + say("odrl:shown.lost_line", LANGUAGE, field=loss.field, value=loss.value))
    elif terms.endswith(".json"):
        stated = read_terms(read_bytes(Path(terms)))
    else:
        template = find_template(terms)
        name, stated = template.id, template.terms
    with _studio(settings) as studio:
        record = record_for(studio, work)
        found = found_work(record, work)
        moment = read_moment(since) if since else None
        anew = [Action(one) for one in renew]
        act = state_terms(
            record, studio.party(), found, stated, template=name, renew=anew, since=moment, because=because
        )
        return _done(record, as_json, found, act)


@click.command("offer", help=say("licence:help.offer", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.option("--for", "actions", type=click.Choice(ACTIONS), multiple=True, help=say("licence:help.for", LANGUAGE))
@click.option("--price", metavar="AMOUNT", default="", help=say("licence:help.price", LANGUAGE))
@click.option("--currency", metavar="CODE", default="EUR", help=say("licence:help.currency", LANGUAGE))
@click.option("--per", type=click.Choice(PER), default="flat", help=say("licence:help.per", LANGUAGE))
@click.option("--share", metavar="PERCENT", default="", help=say("licence:help.share", LANGUAGE))
@click.option("--ceiling", metavar="AMOUNT", default="", help=say("licence:help.ceiling", LANGUAGE))
@click.option("--territory", "territories", multiple=True, help=say("licence:help.territory", LANGUAGE))
@click.option("--medium", "media", multiple=True, help=say("licence:help.medium", LANGUAGE))
@click.option("--purpose", "purposes", multiple=True, help=say("licence:help.purpose", LANGUAGE))
@click.option("--count", type=click.IntRange(1), help=say("licence:help.count", LANGUAGE))
@click.option("--exclusive", is_flag=True, help=say("licence:help.exclusive", LANGUAGE))
@click.option("--until", metavar="DAY", help=say("licence:help.until", LANGUAGE))
@click.option("--from", "since", metavar="DAY", help=say("licence:help.from", LANGUAGE))
@click.option("--because", default="", help=say("licence:help.because", LANGUAGE))
@common
def offer_command(
    settings: Settings,
    as_json: bool,
    work: str,
    actions: Sequence[str],
    price: str,
    currency: str,
    per: str,
    share: str,
    ceiling: str,
    since: str | None,
    because: str,
    **limits: Any,
) -> int:
    from oeuvre.licence import Action
    from oeuvre.production import offer, read_moment, read_price

    if bool(price) == bool(share):
        raise click.UsageError(say("licence:shown.price_or_share", LANGUAGE))
    named = [Action(one) for one in actions] or [Action.REPRODUCE, Action.COMMERCIALISE]
    priced = read_price(named, currency.upper(), amount=price, per=per, share=share, ceiling=ceiling)
    with _studio(settings) as studio:
        record = record_for(studio, work)
        found = found_work(record, work)
        moment = read_moment(since) if since else None
        within = _limits(**limits)
        act = offer(record, studio.party(), found, priced, limits=within, since=moment, because=because)
        return _done(record, as_json, found, act)


@click.command("take-back", help=say("licence:help.take_back", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.option("--for", "actions", type=click.Choice(ACTIONS), multiple=True, help=say("licence:help.of", LANGUAGE))
@click.option("--territory", "territories", multiple=True, help=say("licence:help.territory", LANGUAGE))
@click.option("--from", "since", metavar="DAY", help=say("licence:help.from", LANGUAGE))
@click.option("--because", default="", help=say("licence:help.because", LANGUAGE))
@common
def take_back_command(
    settings: Settings,
    as_json: bool,
    work: str,
    actions: Sequence[str],
    territories: Sequence[str],
    since: str | None,
    because: str,
) -> int:
    from oeuvre.licence import Action
    from oeuvre.production import read_moment, take_back

    with _studio(settings) as studio:
        record = record_for(studio, work)
        found = found_work(record, work)
        act = take_back(
            *(record, studio.party(), found),
            actions=[Action(one) for one in actions],
            territories=territories,
            since=read_moment(since) if since else None,
            because=because,
        )
        return _done(record, as_json, found, act)


def _limits(
    territories: Sequence[str],
    media: Sequence[str],
    purposes: Sequence[str],
    count: int | None,
    exclusive: bool,
    until: str | None,
) -> Any:
    """The limits of an offer; None where there are none."""
    from oeuvre.licence import NO_LIMITS, Limits
    from oeuvre.production import read_moment

    made = Limits(
        not_after=read_moment(until, end=True) if until else None,
        territories=frozenset(one.upper() for one in territories) or None,
        media=frozenset(media) or None,
        purposes=frozenset(purposes) or None,
        count=count,
        exclusive=exclusive,
    )
    return made if made != NO_LIMITS else None


@click.command("permit", help=say("licence:help.permit", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.option("--by", "holder", metavar="NAME", required=True, help=say("licence:help.by", LANGUAGE))
@click.option("--clause", "clauses", metavar="KEY", multiple=True, help=say("licence:help.clause", LANGUAGE))
@click.option("--for", "target", metavar="PROJECT|WORK", default="", help=say("licence:help.permit_for", LANGUAGE))
@click.option("--from", "since", metavar="DAY", help=say("licence:help.from", LANGUAGE))
@click.option("--until", metavar="DAY", help=say("licence:help.until", LANGUAGE))
@click.option("--credit", metavar="TEXT", default="", help=say("licence:help.credit", LANGUAGE))
@click.option("--because", default="", help=say("licence:help.evidence", LANGUAGE))
@common
def permit_command(
    settings: Settings,
    as_json: bool,
    work: str,
    holder: str,
    clauses: Sequence[str],
    target: str,
    since: str | None,
    until: str | None,
    credit: str,
    because: str,
) -> int:
    from oeuvre.production import clauses_in_the_way, permit, read_moment

    with _studio(settings) as studio:
        record = record_for(studio, work)
        found = found_work(record, work)
        project = target if target and any(one.slug == target for one in record.projects()) else ""
        result = found_work(record, target).id if target and not project else ""
        act = permit(
            record,
            studio.party(),
            found,
            holder,
            clauses or (() if credit else clauses_in_the_way(record, found)),
            project=project,
            result=result,
            credit=credit,
            since=read_moment(since) if since else None,
            until=read_moment(until, end=True) if until else None,
            because=because,
        )
        return _done(record, as_json, found, act)


@click.command("approve", help=say("licence:help.approve", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.option("--for", "target", metavar="PARTY|WORK", required=True, help=say("licence:help.approve_for", LANGUAGE))
@click.option("--because", default="", help=say("licence:help.because", LANGUAGE))
@common
def approve_command(settings: Settings, as_json: bool, work: str, target: str, because: str) -> int:
    from oeuvre.production import approve, read_party

    with _studio(settings) as studio:
        record = record_for(studio, work)
        found = found_work(record, work)
        party = read_party(record, target)
        result = "" if party is not None else found_work(record, target).id
        act = approve(record, studio.party(), found, party=party, result=result, because=because)
        return _done(record, as_json, found, act)


@click.command("withdraw", help=say("licence:help.withdraw", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.option("--action", "actions", type=click.Choice(ACTIONS), multiple=True, help=say("licence:help.of", LANGUAGE))
@click.option("--from", "since", metavar="DAY", help=say("licence:help.from", LANGUAGE))
@click.option("--because", default="", help=say("licence:help.because", LANGUAGE))
@common
def withdraw_command(
    settings: Settings, as_json: bool, work: str, actions: Sequence[str], since: str | None, because: str
) -> int:
    from oeuvre.licence import Action
    from oeuvre.production import read_moment, withdraw

    with _studio(settings) as studio:
        record = record_for(studio, work)
        found = found_work(record, work)
        moment = read_moment(since) if since else None
        named = [Action(one) for one in actions]
        act = withdraw(record, studio.party(), found, actions=named, since=moment, because=because)
        return _halted(record, as_json, found, act)


@click.command("dispute", help=say("licence:help.dispute", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.option("--because", required=True, help=say("licence:help.because", LANGUAGE))
@common
def dispute_command(settings: Settings, as_json: bool, work: str, because: str) -> int:
    from oeuvre.production import dispute, hold_money, open_books

    with _studio(settings) as studio:
        found = found_work(record_for(studio, work), work)
        act = dispute(studio.record, studio.party(), found, because)
        with open_books(settings.home, studio.record) as books:
            hold_money(studio.record, books, found, because)
        return _halted(studio.record, as_json, found, act)


@click.command("settle", help=say("licence:help.settle", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.option("--because", default="", help=say("licence:help.because", LANGUAGE))
@common
def settle_command(settings: Settings, as_json: bool, work: str, because: str) -> int:
    from oeuvre.production import disputed_works, free_money, open_books, settle

    with _studio(settings) as studio:
        found = found_work(record_for(studio, work), work)
        act = settle(studio.record, studio.party(), found, because)
        with open_books(settings.home, studio.record) as books:
            free_money(studio.record, books, found, because)
        if not as_json and found.id not in disputed_works(studio.record):
            tell(say("licence:shown.settled", LANGUAGE, work=found.title or found.id[:12]))
        return _done(studio.record, as_json, found, act)


def _halted(record: Record, as_json: bool, work: Work, act: Act) -> int:
    from oeuvre.production import standing_as_dict, standing_terms

    value = standing_as_dict(record, standing_terms(record, work), LANGUAGE)
    if as_json:
        emit({"act": act.seq, "work": work.id, "terms": value})
    elif value["halted"]:
        show(value["halted"]["says"])
    return 0


@click.command("reading", help=say("licence:help.reading", LANGUAGE))
@click.argument("name", metavar=say("licence:arguments.reading", LANGUAGE), required=False, default="")
@click.option("--adaptation", metavar="PERCENT", default="", help=say("licence:help.leaning", LANGUAGE))
@click.option("--credit", metavar="PERCENT", default="", help=say("licence:help.leaning_credit", LANGUAGE))
@click.option("--unmeasured/--no-unmeasured", default=None, help=say("licence:help.unmeasured", LANGUAGE))
@click.option("--because", metavar="TEXT", default="", help=say("licence:help.because", LANGUAGE))
@common
def reading_command(
    settings: Settings, as_json: bool, name: str, adaptation: str, credit: str, unmeasured: bool | None, because: str
) -> int:
    from oeuvre.licence import STRICT
    from oeuvre.production import reading_as_dict, reading_at, set_reading

    with _studio(settings) as studio:
        if name or adaptation or credit or unmeasured is not None:
            made = set_reading(
                *(studio.record, studio.party(), name),
                adaptation=adaptation,
                credit=credit,
                unmeasured=unmeasured,
                because=because,
            )
        else:
            record = studio.existing_record()
            made = STRICT if record is None else reading_at(record)
    told = reading_as_dict(made, LANGUAGE)
    if as_json:
        emit(told)
        return 0
    show(str(told["says"]))
    return 0
