"""`oeuvre licence ask`, `grant`, `grants`, `use`, `report`: may it be done, for how much, on which receipt."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oeuvre.cli.commands.licence_record import ACTIONS, LIMITS, WORK, found_work, record_for
from oeuvre.cli.options import common
from oeuvre.cli.output import COLON, LANGUAGE, emit, show, tell
from oeuvre.foundation import Settings, say

if TYPE_CHECKING:
    from oeuvre.licence import Request
    from oeuvre.production import Answer, Granted
    from oeuvre.record import Record


def _help(name: str) -> str:
    return say(f"licence:help.{name}", LANGUAGE)


def asking(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what somebody asks to do."""
    for name in reversed(LIMITS):
        function = click.option(f"--{name}", metavar="WORD", default="", help=_help(f"ask_{name}"))(function)
    options = (
        click.option("--use", "action", type=click.Choice(ACTIONS), required=True, help=_help("use_of")),
        click.option("--units", type=click.IntRange(1), default=1, help=_help("units")),
        click.option("--commercial", is_flag=True, help=_help("commercial")),
        click.option("--by-model", is_flag=True, help=_help("by_model")),
        click.option("--revenue", metavar="AMOUNT", default="", help=_help("revenue")),
        click.option("--until", metavar="DAY", help=_help("until")),
        click.option("--at", "moment", metavar="DAY", help=_help("at")),
    )
    return functools.reduce(lambda done, option: option(done), reversed(options), function)


def request_of(record: Record, action: str, party: str, told: dict[str, Any]) -> Request:
    """What is asked, from the options; `party` is the id of somebody on the record, or a name."""
    from oeuvre.licence import Action, Request
    from oeuvre.production import read_party

    known = read_party(record, party)
    words = {name: str(told[name]) for name in LIMITS}
    words["territory"] = words["territory"].upper()
    return Request(
        action=Action(action),
        party=known.name if known is not None else party,
        party_id=known.id if known is not None else "",
        units=int(told["units"]),
        commercial=bool(told["commercial"]),
        by_model=bool(told["by_model"]),
        **words,
    )


def _expected(record: Record, work: Any, revenue: str) -> int:
    """The revenue that is expected, in minor units of the currency that the work's prices are in."""
    from oeuvre.production import read_amount, standing_terms

    if not revenue:
        return 0
    currencies = sorted({price.currency for price in standing_terms(record, work).terms.prices})
    return read_amount(revenue, currencies[0] if currencies else "EUR", "revenue")


def _moment(text: str | None, *, end: bool = False) -> datetime | None:
    from oeuvre.production import read_moment

    return read_moment(text, end=end) if text else None


@click.command("ask", help=say("licence:help.ask", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.option("--party", "asker", metavar="NAME", default="", help=say("licence:help.party", LANGUAGE))
@asking
@common
def ask_command(settings: Settings, as_json: bool, work: str, action: str, asker: str, **told: Any) -> int:
    from oeuvre.production import answer_as_dict, ask
    from oeuvre.studio import Studio

    with Studio(settings) as studio:
        record = record_for(studio, work)
        found = found_work(record, work)
        answer = ask(
            record,
            found,
            request_of(record, action, asker, told),
            at=_moment(told["moment"], end=True),
            until=_moment(told["until"], end=True),
            revenue=_expected(record, found, told["revenue"]),
        )
        if as_json:
            emit(answer_as_dict(record, answer, LANGUAGE))
        else:
            show_answer(record, answer)
        return 0 if answer.decision.permitted and answer.error is None else 3


def show_decision(record: Record, answer: Answer) -> dict[str, Any]:
    """A decision for a person: yes or no and why, and what is owed; returns the answer's value."""
    from oeuvre.production import answer_as_dict

    value = answer_as_dict(record, answer, LANGUAGE)
    show(value["says"])
    for reason in value["reasons"][1:] if not value["allowed"] else ():
        show(f"  {reason['says']}")
    for duty in value["duties"]:
        show(f"  · {duty['says']}{_details(duty)}")
    for note in value["notes"] if value["allowed"] else ():
        show(f"  {note}")
    return value


def show_answer(record: Record, answer: Answer) -> None:
    """An answer for a person: the decision, then the price and who gets what."""
    from oeuvre.production import shares_expected

    value = show_decision(record, answer)
    if not value["allowed"]:
        return
    quote = value["quote"]
    if quote is None:
        if value["error"]:
            tell(f"  → {value['error']['remedy']}")
        return
    for line in quote["lines"]:
        show(f"  {line['says']}{COLON}{line['money']}")
    if quote["split"]:
        show(f"{say('licence:ask.split', LANGUAGE)}{COLON}")
    for part in quote["split"]:
        show(f"  {part['money']}  {part['name']}  ({part['title']})")
    if waits := shares_expected(answer, LANGUAGE):
        tell(waits)


def _details(duty: dict[str, Any]) -> str:
    if duty["kind"] == "attribute":
        parts = ", ".join(say(f"licence:elements.{one}", LANGUAGE) for one in duty["details"])
        return f" ({parts})"
    return f" ({', '.join(duty['details'])})" if duty["details"] and duty["kind"] != "pay" else ""


@click.command("grant", help=say("licence:help.grant", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.option("--to", "licensee", metavar="NAME", required=True, help=say("licence:help.to", LANGUAGE))
@click.option("--legal-term", is_flag=True, help=say("licence:help.legal_term", LANGUAGE))
@click.option("--count", type=click.IntRange(1), help=say("licence:help.grant_count", LANGUAGE))
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help=_help("out"))
@click.option("--because", default="", help=say("licence:help.because", LANGUAGE))
@asking
@common
def grant_command(
    settings: Settings,
    as_json: bool,
    work: str,
    action: str,
    licensee: str,
    legal_term: bool,
    count: int | None,
    out: Path | None,
    because: str,
    **told: Any,
) -> int:
    from oeuvre.credentials import Authority
    from oeuvre.licence import FieldUnfit
    from oeuvre.production import grant, granted_as_dict, slug, write_atomic
    from oeuvre.studio import Studio

    moment, today = _moment(told["moment"], end=True), datetime.now(UTC)
    if moment is not None and moment < today:
        raise FieldUnfit("at", found=told["moment"], expected="since", start=today.date().isoformat())
    if moment is not None and moment.date() == today.date():
        moment = None
    with Studio(settings) as studio:
        record = record_for(studio, work)
        found = found_work(record, work)
        made = grant(
            record,
            Authority.open(settings.home),
            studio.party(),
            found,
            request_of(record, action, licensee, told),
            at=moment,
            until=_moment(told["until"], end=True),
            legal_term=legal_term,
            units=count,
            revenue=_expected(record, found, told["revenue"]),
            because=because,
        )
        path = out or Path.cwd() / f"{slug(found.title or 'grant', 40)}-{made.grant.id[:8]}.jwt"
        write_atomic(path, f"{made.receipt}\n".encode())
        if as_json:
            emit({**granted_as_dict(record, made, LANGUAGE), "file": str(path)})
            return 0
        show_granted(record, made)
        tell(say("licence:shown.receipt", LANGUAGE, path=path))
        click.echo(path)
    return 0


def show_granted(record: Record, made: Granted) -> None:
    """A grant in a line, with its number and its price."""
    from oeuvre.production import granted_in_words, money_told

    price = f"  {money_told(made.grant.total, made.grant.currency, LANGUAGE)}" if made.grant.total else ""
    show(f"{made.grant.id[:8]}  {granted_in_words(record, made, LANGUAGE)}{price}")


@click.command("grants", help=say("licence:help.grants", LANGUAGE))
@click.argument("work", metavar=WORK, required=False)
@common
def grants_command(settings: Settings, as_json: bool, work: str | None) -> int:
    from oeuvre.production import granted_as_dict, grants_of
    from oeuvre.studio import Studio

    with Studio(settings) as studio:
        record = studio.existing_record()
        if record is None:
            if as_json:
                emit([])
            return 1
        found = grants_of(record, found_work(record, work) if work else None)
        if as_json:
            emit([granted_as_dict(record, one, LANGUAGE) for one in found])
            return 0
        for one in found:
            show_granted(record, one)
        if not found:
            tell(say("licence:shown.no_grants", LANGUAGE))
    return 0


@click.command("use", help=say("licence:help.use", LANGUAGE))
@click.argument("receipt", metavar=say("licence:arguments.grant", LANGUAGE))
@click.option("--units", type=click.IntRange(1), default=1, help=say("licence:help.units", LANGUAGE))
@click.option("--id", "use_id", metavar="ID", default="", help=say("licence:help.use_id", LANGUAGE))
@click.option("--on", "moment", metavar="DAY", help=say("licence:help.on", LANGUAGE))
@click.option("--territory", default="", help=say("licence:help.ask_territory", LANGUAGE))
@click.option("--medium", default="", help=say("licence:help.ask_medium", LANGUAGE))
@common
def use_command(
    settings: Settings,
    as_json: bool,
    receipt: str,
    units: int,
    use_id: str,
    moment: str | None,
    territory: str,
    medium: str,
) -> int:
    from dataclasses import replace

    from oeuvre.production import find_grant, granted_as_dict, use_grant
    from oeuvre.studio import Studio

    with Studio(settings) as studio:
        record = record_for(studio, receipt)
        granted = find_grant(record, receipt_text(receipt))
        asked = granted.grant.request
        request = replace(asked, territory=territory.upper() or asked.territory, medium=medium or asked.medium)
        after, counted = use_grant(
            record, studio.party(), granted, units=units, use_id=use_id, at=_moment(moment), request=request
        )
        if as_json:
            emit({**granted_as_dict(record, after, LANGUAGE), "counted": counted})
            return 0
        if not counted:
            tell(say("licence:shown.told_before", LANGUAGE, use=use_id))
        show_granted(record, after)
    return 0


@click.command("report", help=say("licence:help.report", LANGUAGE))
@click.argument("receipt", metavar=say("licence:arguments.grant", LANGUAGE))
@click.option("--units", type=click.IntRange(0), help=say("licence:help.report_units", LANGUAGE))
@click.option("--revenue", metavar="AMOUNT", default="", help=say("licence:help.report_revenue", LANGUAGE))
@click.option("--on", "moment", metavar="DAY", help=say("licence:help.report_on", LANGUAGE))
@click.option("--because", default="", help=say("licence:help.because", LANGUAGE))
@common
def report_command(
    settings: Settings, as_json: bool, receipt: str, units: int | None, revenue: str, moment: str | None, because: str
) -> int:
    from oeuvre.production import find_grant, granted_as_dict, read_amount, report_use
    from oeuvre.studio import Studio

    with Studio(settings) as studio:
        record = record_for(studio, receipt)
        granted = find_grant(record, receipt_text(receipt))
        figure = revenue.strip().removeprefix("-").removeprefix("\u2212")
        earned = read_amount(figure, granted.grant.currency or "EUR", "revenue") if revenue else None
        if earned is not None and figure != revenue.strip():
            earned = -earned
        after = report_use(
            *(record, studio.party(), granted), units=units, revenue=earned, at=_moment(moment), because=because
        )
        if as_json:
            emit(granted_as_dict(record, after, LANGUAGE))
            return 0
        show_granted(record, after)
    return 0


def receipt_text(named: str) -> str:
    """A receipt's own text where a file of that name holds one, else what was given: an id."""
    path = Path(named)
    try:
        return path.read_text(encoding="ascii").strip() if path.is_file() else named
    except (OSError, ValueError):
        return named
