"""`oeuvre royalties`: usage in, money along the lineage, statements and transfers out, and why each cent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oeuvre.cli.commands.royalties_pay import (
    DAY,
    READ,
    WRITE,
    day_of,
    dispute_command,
    free_command,
    opened,
    pay_command,
    read_text,
    receivable_command,
    received_command,
)
from oeuvre.cli.options import common, common_of_group
from oeuvre.cli.output import COLON, LANGUAGE, emit, show, spoken, tell
from oeuvre.foundation import Settings, say

if TYPE_CHECKING:
    from oeuvre.production import Imported
    from oeuvre.royalties import ClaimHeld, Held, Run, Statement


@click.group("royalties", help=say("royalties:help.royalties", LANGUAGE))
@common_of_group
def royalties_command() -> None:
    pass


@royalties_command.command("import", help=say("royalties:help.import", LANGUAGE))
@click.argument("file", metavar=say("royalties:arguments.file", LANGUAGE), type=READ)
@click.option("--source", metavar="NAME", default="", help=say("royalties:help.source", LANGUAGE))
@click.option("--mapping", metavar="FILE", type=READ, help=say("royalties:help.mapping", LANGUAGE))
@click.option("--correct", is_flag=True, help=say("royalties:help.correct", LANGUAGE))
@click.option("--project", metavar="NAME", help=say("royalties:help.project", LANGUAGE))
@common
def import_usage(
    settings: Settings,
    as_json: bool,
    file: Path,
    source: str,
    mapping: Path | None,
    correct: bool,
    project: str | None,
) -> int:
    from oeuvre.production import import_usage
    from oeuvre.royalties import read_mapping

    with opened(settings) as (record, books):
        if mapping is not None:
            columns = read_mapping(read_text(mapping), str(mapping), source)
        else:
            if not source:
                raise click.UsageError(say("cli:errors.bad-use.missing", LANGUAGE, name="--source"))
            columns = books.mapping(source)
        made = import_usage(record, books, file, columns, project=project, correct=correct)
    return _told_imported(columns.source, made, as_json)


def _told_imported(source: str, made: Imported, as_json: bool) -> int:
    taken = made.taken
    if as_json:
        emit({"source": source, **made.as_dict(LANGUAGE)})
    else:
        values = {"known": taken.known, "corrected": taken.corrected}
        show(say("royalties:shown.imported", LANGUAGE, count=taken.imported, **values))
        if made.named:
            show(say("royalties:shown.named", LANGUAGE, count=len(made.named)))
        if made.waiting:
            names = ", ".join(made.waiting[:6]) + (", …" if len(made.waiting) > 6 else "")
            tell(say("royalties:shown.waiting", LANGUAGE, count=len(made.waiting), names=names))
        for one in taken.refused:
            tell(spoken(one))
    return 3 if taken.refused else 0


@royalties_command.command("run", help=say("royalties:help.run", LANGUAGE))
@click.option("--terms", metavar="FILE", type=READ, multiple=True, help=say("royalties:help.terms", LANGUAGE))
@click.option("--period", metavar="PERIOD", help=say("royalties:help.run_period", LANGUAGE))
@click.option("--month", metavar="MONTH", help=say("royalties:help.month", LANGUAGE))
@click.option("--restate", is_flag=True, help=say("royalties:help.restate", LANGUAGE))
@click.option("--close", metavar="PERIOD", help=say("royalties:help.close", LANGUAGE))
@common
def run_ledger(
    settings: Settings,
    as_json: bool,
    terms: tuple[Path, ...],
    period: str | None,
    month: str | None,
    restate: bool,
    close: str | None,
) -> int:
    from oeuvre.production import in_ids, run_books

    with opened(settings) as (record, books):
        numbers, kept = [], set[str]()
        for path in terms:
            text = read_text(path).decode("utf-8", "replace")
            text = in_ids(record, text) if record else text
            numbers.append(books.take_terms(text, str(path), restate=restate))
            kept.update(books.kept_months(text, str(path)))
        done = run_books(record, books, period or month, by=settings.party or "")
        if close:
            books.close(close, settings.party or "")
        digest, (postings, head) = books.digest(), books.head()
        names = books.titles()
    if as_json:
        value = {"terms": numbers, "kept": sorted(kept), **done.as_dict(LANGUAGE), "closed": close}
        emit({**value, "digest": digest, "head": head if postings else None})
    else:
        if kept:
            tell(say("royalties:shown.kept", LANGUAGE, months=", ".join(sorted(kept))))
        if done.grants:
            show(say("royalties:shown.grants", LANGUAGE, count=done.grants))
        if done.drawn:
            show(say("royalties:shown.drawn", LANGUAGE, count=done.drawn))
        _show_run(done.run, names)
        for work, title in done.nobody.items():
            tell(say("royalties:shown.nobody", LANGUAGE, title=title, work=work[:12]))
    return 3 if done.asks else 0


def _show_run(done: Run, names: Mapping[str, str]) -> None:
    from oeuvre.royalties import money

    show(say("royalties:shown.run", LANGUAGE, count=done.postings, reversals=done.reversals, lines=done.lines))
    for currency, amount in sorted(done.gross.items()):
        show(say("royalties:shown.gross", LANGUAGE, amount=money(amount, currency, LANGUAGE)))
    for held in done.held:
        _show_held(held, names)
    for claim in done.claims:
        _show_claim(claim, names)
    for waits in done.unmatched:
        values = {
            "work": names.get(waits.work, waits.work),
            "month": waits.month,
            "amount": money(waits.amount, waits.currency, LANGUAGE),
        }
        tell(say("royalties:shown.unmatched", LANGUAGE, count=waits.lines, **values))
    for problem in done.problems:
        tell(spoken(problem))


def _show_claim(claim: ClaimHeld, names: Mapping[str, str]) -> None:
    from oeuvre.royalties import money

    values = {
        "work": names.get(claim.paid_for, claim.paid_for),
        "earned_by": names.get(claim.work, claim.work),
        "month": claim.month,
        "amount": money(claim.amount, claim.currency, LANGUAGE),
        "reason": say(f"royalties:reasons.{claim.reason}", LANGUAGE),
    }
    tell(say("royalties:shown.claim", LANGUAGE, **values))


def _show_held(held: Held, names: Mapping[str, str]) -> None:
    from oeuvre.royalties import money

    reason = say(f"royalties:reasons.{held.reason}", LANGUAGE)
    amount = money(held.amount, held.currency, LANGUAGE)
    values = {
        "source": held.source,
        "line": held.line,
        "work": names.get(held.work, held.work),
        "amount": amount,
        "reason": reason,
    }
    tell(say("royalties:shown.held", LANGUAGE, **values))


@royalties_command.command("held", help=say("royalties:help.held", LANGUAGE))
@common
def list_held(settings: Settings, as_json: bool) -> int:
    from oeuvre.royalties import Books

    with Books.open(settings.home) as books:
        held, claims, names = books.held(), books.claims(), books.titles()
    if as_json:
        emit([*(one.as_dict() for one in held), *(one.as_dict() for one in claims)])
    else:
        for one in held:
            _show_held(one, names)
        for claim in claims:
            _show_claim(claim, names)
        if not held and not claims:
            tell(say("royalties:shown.nothing_held", LANGUAGE))
    return 0


@royalties_command.command("decide", help=say("royalties:help.decide", LANGUAGE))
@click.argument("verdict", type=click.Choice(["release", "return"]))
@click.argument("source", metavar=say("royalties:arguments.source", LANGUAGE))
@click.argument("line", metavar=say("royalties:arguments.line", LANGUAGE))
@click.option("--because", metavar="TEXT", default="", help=say("royalties:help.because", LANGUAGE))
@common
def decide_held(settings: Settings, as_json: bool, verdict: str, source: str, line: str, because: str) -> int:
    from oeuvre.royalties import Books

    with Books.open(settings.home) as books:
        books.decide(source, line, verdict, settings.party or "", because)
    if as_json:
        emit({"source": source, "line": line, "verdict": verdict})
    else:
        show(say(f"royalties:shown.{verdict}", LANGUAGE, source=source, line=line))
    return 0


@royalties_command.command("statement", help=say("royalties:help.statement", LANGUAGE))
@click.argument("who", metavar=say("royalties:arguments.party", LANGUAGE))
@click.option("--period", metavar="PERIOD", required=True, help=say("royalties:help.period", LANGUAGE))
@click.option("--out", metavar="DIR", type=WRITE, help=say("royalties:help.out", LANGUAGE))
@click.option("--payer", metavar="NAME", default="", help=say("royalties:help.payer_name", LANGUAGE))
@click.option("--day", metavar="DAY", type=DAY, help=say("royalties:help.issued", LANGUAGE))
@common
def make_statement(
    settings: Settings, as_json: bool, who: str, period: str, out: Path | None, payer: str, day: datetime | None
) -> int:
    from oeuvre.production import statement_value, statements_of
    from oeuvre.royalties import write_statement

    with opened(settings) as (record, books):
        made = statements_of(record, books, who, period, day_of(day), language=LANGUAGE)
    written = []
    for statement in made:
        files = write_statement(statement, out, LANGUAGE, payer) if out else {}
        written.append(
            {**statement_value(statement, LANGUAGE), "files": {kind: str(path) for kind, path in files.items()}}
        )
        if not as_json:
            _show_statement(statement)
            for path in files.values():
                show(str(path))
    if as_json:
        emit(written)
    elif not made:
        tell(say("royalties:shown.no_statement", LANGUAGE, party=who))
    return 0 if made else 1


def _show_statement(statement: Statement) -> None:
    from oeuvre.royalties import money

    code = statement.currency
    show(f"{statement.party.name}  {statement.period.name}  {statement.number}")
    show(f"  {say('royalties:paper.opening', LANGUAGE)}{COLON}{money(statement.opening, code, LANGUAGE)}")
    for name, amount in statement.moves:
        show(f"  {say(f'royalties:paper.moves.{name}', LANGUAGE)}{COLON}{money(amount, code, LANGUAGE)}")
    show(f"  {say('royalties:paper.closing', LANGUAGE)}{COLON}{money(statement.closing, code, LANGUAGE)}")
    due = "due" if statement.payable else "carried"
    amount = statement.payable or statement.carried
    show(f"  {say(f'royalties:paper.{due}', LANGUAGE)}{COLON}{money(amount, code, LANGUAGE)}")


@royalties_command.command("why", help=say("royalties:help.why", LANGUAGE))
@click.argument("line", metavar=say("royalties:arguments.ledger_line", LANGUAGE))
@common
def explain_line(settings: Settings, as_json: bool, line: str) -> int:
    from oeuvre.production import why_line

    with opened(settings) as (record, books):
        told = why_line(record, books, line, LANGUAGE)
    if as_json:
        emit(told)
    else:
        _show_why(told)
    return 0


def _show_why(told: dict[str, Any]) -> None:
    from oeuvre.royalties import money

    def amount(value: int) -> str:
        return money(value, told["currency"], LANGUAGE)

    names = told["names"]
    values = {"line": told["line"], "amount": amount(told["amount"]), "party": names.get(told["party"], "–")}
    show(say("royalties:shown.why", LANGUAGE, **values, period=told["period"], kind=told["kind"]))
    if "path" not in told:
        return
    show(say("royalties:shown.why_usage", LANGUAGE, count=told["usage_lines"], work=names[told["earned_by"]]))
    for one in told["usage"]:
        place = " · ".join(part for part in (one["use"], one["territory"], one["channel"]) if part)
        show(
            f"  {one['source']}:{one['line']}  {one['day']}  {place}  {money(one['amount'], one['currency'], LANGUAGE)}"
        )
    show(say("royalties:shown.why_gross", LANGUAGE, gross=amount(told["gross"]), net=amount(told["net"])))
    for one in told["deductions"]:
        show(f"  {one['name']} {one['percent']}%{COLON}{amount(-one['amount'])}")
    for one in told["clauses"]:
        show(f"  {names[one['work']]} → {names[one['parent']]}{COLON}{one['percent']}% ({one['policy']})")
    values = {"claim": told["claim"], "weight": told["weight"], "weights": told["weights"]}
    values["work"] = names[told["paid_for"]]
    show(say("royalties:shown.why_share", LANGUAGE, **values))
    show(say("royalties:shown.why_rounding", LANGUAGE, exact=told["exact"], rounding=told["rounding"]))


@royalties_command.command("verify", help=say("royalties:help.verify", LANGUAGE))
@common
def verify_ledger(settings: Settings, as_json: bool) -> int:
    from oeuvre.royalties import Books

    with Books.open(settings.home) as books:
        broken, (postings, head), digest = books.verify(), books.head(), books.digest()
    if as_json:
        value = {"holds": broken is None, "postings": postings, "head": head if postings else None}
        emit({**value, "broken_at": broken, "digest": digest})
    elif broken is None:
        show(say("royalties:shown.holds", LANGUAGE, count=postings, head=head[:16]))
    else:
        show(say("royalties:shown.broken", LANGUAGE, posting=broken))
    return 0 if broken is None else 3


@royalties_command.command("allocate", help=say("royalties:help.allocate", LANGUAGE))
@click.argument("scenario", metavar="SCENARIO.json", type=READ)
@common
def allocate_scenario(settings: Settings, as_json: bool, scenario: Path) -> int:
    from oeuvre.royalties import allocate, money, read_scenario

    read = read_scenario(read_text(scenario), str(scenario))
    made = allocate(read)
    if as_json:
        emit(made.as_dict())
        return 0
    for party, amount in made.parties.items():
        show(f"{party}{COLON}{money(amount, read.currency, LANGUAGE)}")
    return 0


royalties_command.add_command(dispute_command)
royalties_command.add_command(free_command)
royalties_command.add_command(pay_command)
royalties_command.add_command(receivable_command)
royalties_command.add_command(received_command)
