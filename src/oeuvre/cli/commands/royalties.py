"""`oeuvre royalties`: usage in, money along the lineage, statements and transfers out, and why each cent."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oeuvre.cli.options import common, common_of_group
from oeuvre.cli.output import COLON, LANGUAGE, emit, show, spoken, tell
from oeuvre.foundation import Settings, say
from oeuvre.studio import Studio

if TYPE_CHECKING:
    from oeuvre.production import Imported
    from oeuvre.record import Record
    from oeuvre.royalties import Books, Held, Payout, Run, Statement

READ = click.Path(path_type=Path, allow_dash=True)
WRITE = click.Path(path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@contextlib.contextmanager
def _open(settings: Settings) -> Iterator[tuple[Record | None, Books]]:
    """The ledger of the home and its record, where it has one."""
    from oeuvre.production import open_books

    with Studio(settings) as studio:
        record = studio.existing_record()
        with open_books(settings.home, record) as books:
            yield record, books


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

    with _open(settings) as (record, books):
        if mapping is not None:
            columns = read_mapping(_text(mapping), str(mapping), source)
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
@click.option("--close", metavar="PERIOD", help=say("royalties:help.close", LANGUAGE))
@common
def run_ledger(
    settings: Settings,
    as_json: bool,
    terms: tuple[Path, ...],
    period: str | None,
    month: str | None,
    close: str | None,
) -> int:
    from oeuvre.production import in_ids, run_books

    with _open(settings) as (record, books):
        numbers = []
        for path in terms:
            text = _text(path).decode("utf-8", "replace")
            numbers.append(books.take_terms(in_ids(record, text) if record else text, str(path)))
        done = run_books(record, books, period or month)
        if close:
            books.close(close)
        digest, (postings, head) = books.digest(), books.head()
        names = books.titles()
    if as_json:
        value = {"terms": numbers, **done.as_dict(LANGUAGE), "closed": close}
        emit({**value, "digest": digest, "head": head if postings else None})
    else:
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
    for waits in done.unmatched:
        values = {
            "work": names.get(waits.work, waits.work),
            "month": waits.month,
            "amount": money(waits.amount, waits.currency, LANGUAGE),
        }
        tell(say("royalties:shown.unmatched", LANGUAGE, count=waits.lines, **values))
    for problem in done.problems:
        tell(spoken(problem))


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
        held, names = books.held(), books.titles()
    if as_json:
        emit([one.as_dict() for one in held])
    else:
        for one in held:
            _show_held(one, names)
        if not held:
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


@royalties_command.command("dispute", help=say("royalties:help.dispute", LANGUAGE))
@click.argument("who", metavar=say("royalties:arguments.party", LANGUAGE))
@click.option("--lift", is_flag=True, help=say("royalties:help.lift", LANGUAGE))
@click.option("--because", metavar="TEXT", default="", help=say("royalties:help.because", LANGUAGE))
@common
def dispute_party(settings: Settings, as_json: bool, who: str, lift: bool, because: str) -> int:
    from oeuvre.production import party_id

    with _open(settings) as (record, books):
        party = party_id(record, books, who)
        books.dispute(party, "lift" if lift else "open", because)
        accounts = _accounts(books.balances(party))
    if as_json:
        emit({"party": party, "disputed": not lift, "accounts": accounts})
    else:
        show(say(f"royalties:shown.{'lifted' if lift else 'frozen'}", LANGUAGE, party=who))
    return 0


def _accounts(balances: Any) -> dict[str, dict[str, int]]:
    return {code: {kind.name.lower(): amount for kind, amount in one.items()} for code, one in balances.items()}


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

    with _open(settings) as (record, books):
        made = statements_of(record, books, who, period, _day(day), language=LANGUAGE)
    written = []
    for statement in made:
        files = write_statement(statement, out, LANGUAGE, payer) if out else {}
        written.append({**statement_value(statement), "files": {kind: str(path) for kind, path in files.items()}})
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

    with _open(settings) as (record, books):
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


@royalties_command.command("pay", help=say("royalties:help.pay", LANGUAGE))
@click.option("--payer", metavar="NAME", default="", help=say("royalties:help.payer", LANGUAGE))
@click.option("--iban", metavar="IBAN", default="", help=say("royalties:help.iban", LANGUAGE))
@click.option("--bic", metavar="BIC", default="", help=say("royalties:help.bic", LANGUAGE))
@click.option("--day", metavar="DAY", type=DAY, help=say("royalties:help.day", LANGUAGE))
@click.option("--currency", metavar="CODE", default="EUR", help=say("royalties:help.currency", LANGUAGE))
@click.option("--out", metavar="FILE", type=WRITE, help=say("royalties:help.pay_out", LANGUAGE))
@click.option("--returned", metavar="REFERENCE", multiple=True, help=say("royalties:help.returned", LANGUAGE))
@common
def pay_parties(
    settings: Settings,
    as_json: bool,
    payer: str,
    iban: str,
    bic: str,
    day: datetime | None,
    currency: str,
    out: Path | None,
    returned: tuple[str, ...],
) -> int:
    from oeuvre.royalties import Account

    with _open(settings) as (_, books):
        if returned:
            books.returned(returned)
            if as_json:
                emit({"returned": list(returned)})
            else:
                show(say("royalties:shown.returned", LANGUAGE, count=len(returned)))
            return 0
        for option, given in (("--payer", payer), ("--iban", iban)):
            if not given:
                raise click.UsageError(say("cli:errors.bad-use.missing", LANGUAGE, name=option))
        payout = books.pay(currency, _day(day), payer, Account(iban, bic, payer), out)
    return _told_payout(payout, out, as_json)


def _told_payout(payout: Payout, out: Path | None, as_json: bool) -> int:
    from oeuvre.royalties import money

    code, written = payout.currency, out if payout.transfers else None
    if as_json:
        emit(
            {
                "file": str(written) if written else None,
                "currency": code,
                "day": payout.day.isoformat(),
                "total": payout.total,
                "transfers": [one.as_dict() for one in payout.transfers],
                "unpaid": [one.as_dict() for one in payout.unpaid],
            }
        )
    else:
        total = money(payout.total, code, LANGUAGE)
        show(say("royalties:shown.paid", LANGUAGE, count=len(payout.transfers), amount=total))
        for one in payout.transfers:
            show(f"  {one.holder}{COLON}{money(one.amount, code, LANGUAGE)}  {one.reference}")
        for left in payout.unpaid:
            reason = say(f"royalties:unpaid.{left.reason}", LANGUAGE)
            tell(f"  {left.party}{COLON}{money(left.amount, code, LANGUAGE)} – {reason}")
        show(say("royalties:shown.written" if written else "royalties:shown.not_written", LANGUAGE, file=written or ""))
    return 3 if any(one.reason != "minimum" for one in payout.unpaid) else 0


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

    read = read_scenario(_text(scenario), str(scenario))
    made = allocate(read)
    if as_json:
        emit(made.as_dict())
        return 0
    for party, amount in made.parties.items():
        show(f"{party}{COLON}{money(amount, read.currency, LANGUAGE)}")
    return 0


def _text(path: Path) -> bytes:
    """What is in a file, or on standard input for `-`."""
    from oeuvre.royalties import ScenarioUnreadable

    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise ScenarioUnreadable(str(path), detail=error.strerror or str(error)) from error


def _day(told: datetime | None) -> date:
    return told.date() if told else datetime.now(UTC).date()
