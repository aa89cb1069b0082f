"""What becomes of money that is owed: received, frozen, let go, paid."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oeuvre.cli.options import common
from oeuvre.cli.output import COLON, LANGUAGE, emit, show, tell
from oeuvre.foundation import Settings, say
from oeuvre.studio import Studio

if TYPE_CHECKING:
    from oeuvre.record import Act, Record
    from oeuvre.royalties import Books, Payout

READ = click.Path(path_type=Path, allow_dash=True)
WRITE = click.Path(path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[tuple[Record | None, Books]]:
    """The ledger of the home and its record, where it has one."""
    from oeuvre.production import open_books

    with Studio(settings) as studio:
        record = studio.existing_record()
        with open_books(settings.home, record) as books:
            yield record, books


def read_text(path: Path) -> bytes:
    """What is in a file, or on standard input for `-`."""
    from oeuvre.royalties import ScenarioUnreadable

    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise ScenarioUnreadable(str(path), detail=error.strerror or str(error)) from error


def day_of(told: datetime | None) -> date:
    """A day of the command line, or today."""
    return told.date() if told else datetime.now(UTC).date()


@click.command("dispute", help=say("royalties:help.dispute", LANGUAGE))
@click.argument("who", metavar=say("royalties:arguments.party", LANGUAGE))
@click.option("--lift", is_flag=True, help=say("royalties:help.lift", LANGUAGE))
@click.option("--because", metavar="TEXT", default="", help=say("royalties:help.because", LANGUAGE))
@common
def dispute_command(settings: Settings, as_json: bool, who: str, lift: bool, because: str) -> int:
    from oeuvre.production import party_id

    with opened(settings) as (record, books):
        party = party_id(record, books, who)
        books.dispute(party, "lift" if lift else "open", because, settings.party or "")
        accounts = {
            code: {kind.name.lower(): amount for kind, amount in one.items()}
            for code, one in books.balances(party).items()
        }
    if as_json:
        emit({"party": party, "disputed": not lift, "accounts": accounts})
    else:
        show(say(f"royalties:shown.{'lifted' if lift else 'frozen'}", LANGUAGE, party=who))
    return 0


@click.command("free", help=say("royalties:help.free", LANGUAGE))
@click.argument("work", metavar=say("royalties:arguments.work", LANGUAGE))
@click.option("--because", metavar="TEXT", required=True, help=say("royalties:help.because", LANGUAGE))
@common
def free_command(settings: Settings, as_json: bool, work: str, because: str) -> int:
    from oeuvre.production import WorkNames

    with opened(settings) as (record, books):
        causes = {one.cause for one in books.holds()}
        cause = work if work in causes or record is None else WorkNames(record).find(work).id
        books.let_go(cause, settings.party or "", because)
        books.run(by=settings.party or "")
        title = books.titles().get(cause, work)
    if as_json:
        emit({"work": cause, "freed": True})
    else:
        show(say("royalties:shown.freed", LANGUAGE, work=title))
    return 0


@click.command("receivable", help=say("royalties:help.receivable", LANGUAGE))
@common
def receivable_command(settings: Settings, as_json: bool) -> int:
    from oeuvre.production import receivables
    from oeuvre.royalties import money

    with opened(settings) as (record, _):
        found = [one.as_dict() for one in receivables(record)] if record is not None else []
        people = {one.id: one.name for one in record.parties()} if record is not None else {}
    if as_json:
        emit([{**one, "name": people.get(str(one["payer"]))} for one in found])
        return 0
    for one in found:
        if one["open"]:
            values = {name: money(int(str(one[name])), str(one["currency"]), LANGUAGE) for name in ("owed", "open")}
            told = {"grant": str(one["grant"])[:12], "payer": people.get(str(one["payer"]), one["payer"])}
            show(say("royalties:shown.receivable", LANGUAGE, **values, **told))
        if one["waits_for_revenue"]:
            told = {"grant": str(one["grant"])[:12], "payer": people.get(str(one["payer"]), one["payer"])}
            show(say("royalties:shown.waits_for_revenue", LANGUAGE, **told))
        if one["beyond"]:
            amount = money(int(str(one["beyond"])), str(one["currency"]), LANGUAGE)
            tell(f"  {say('royalties:shown.beyond', LANGUAGE, amount=amount)}")
    if not any(one["open"] or one["waits_for_revenue"] for one in found):
        tell(say("royalties:shown.nothing_receivable", LANGUAGE))
    return 0


@click.command("received", help=say("royalties:help.received", LANGUAGE))
@click.argument("grant", metavar=say("royalties:arguments.grant", LANGUAGE))
@click.option("--amount", metavar="AMOUNT", default="", help=say("royalties:help.received_amount", LANGUAGE))
@click.option("--day", metavar="DAY", type=DAY, help=say("royalties:help.received_day", LANGUAGE))
@click.option("--reference", metavar="TEXT", default="", help=say("royalties:help.reference", LANGUAGE))
@click.option("--reverse", metavar="RECEIPT", default="", help=say("royalties:help.reverse", LANGUAGE))
@click.option("--because", metavar="TEXT", default="", help=say("royalties:help.because", LANGUAGE))
@common
def received_command(
    settings: Settings,
    as_json: bool,
    grant: str,
    amount: str,
    day: datetime | None,
    reference: str,
    reverse: str,
    because: str,
) -> int:
    from oeuvre.production import find_receivable, receive, reverse_receipt
    from oeuvre.royalties import ReceiptUnfit, minor_units

    if bool(amount) == bool(reverse):
        raise click.UsageError(say("cli:errors.bad-use.missing", LANGUAGE, name="--amount"))
    with Studio(settings) as studio:
        found = find_receivable(studio.record, grant)
        if reverse:
            act, new = reverse_receipt(studio.record, studio.party(), found.act, reverse, because=because), True
            return _told_receipt(found.grant, act, new, "receipt_reversed", studio.record, as_json)
        units = minor_units(amount, found.currency, "," if LANGUAGE == "fr" and "," in amount else ".")
        if units is None:
            raise ReceiptUnfit(found.grant, why="line_amount", found=amount)
        act, new = receive(
            *(studio.record, studio.party(), found.act, units),
            day=day_of(day),
            reference=reference,
            because=because,
        )
        return _told_receipt(found.grant, act, new, "received" if new else "received_before", studio.record, as_json)


def _told_receipt(grant: str, act: Act, new: bool, said: str, record: Record, as_json: bool) -> int:
    """What a receipt, or its reversal, leaves open."""
    from oeuvre.production import find_receivable
    from oeuvre.royalties import money

    now = find_receivable(record, grant)
    if as_json:
        emit({"act": act.seq, "new": new, **now.as_dict()})
        return 0
    amounts = {"amount": abs(int(str(act.settings["amount"]))), "open": sum(now.open.values())}
    told = {name: money(amount, now.currency, LANGUAGE) for name, amount in amounts.items()}
    show(say(f"royalties:shown.{said}", LANGUAGE, **told, grant=now.grant[:12]))
    if now.beyond:
        tell(say("royalties:shown.beyond", LANGUAGE, amount=money(now.beyond, now.currency, LANGUAGE)))
    return 0


@click.command("pay", help=say("royalties:help.pay", LANGUAGE))
@click.option("--payer", metavar="NAME", default="", help=say("royalties:help.payer", LANGUAGE))
@click.option("--iban", metavar="IBAN", default="", help=say("royalties:help.iban", LANGUAGE))
@click.option("--bic", metavar="BIC", default="", help=say("royalties:help.bic", LANGUAGE))
@click.option("--day", metavar="DAY", type=DAY, help=say("royalties:help.day", LANGUAGE))
@click.option("--currency", metavar="CODE", default="EUR", help=say("royalties:help.currency", LANGUAGE))
@click.option("--out", metavar="FILE", type=WRITE, help=say("royalties:help.pay_out", LANGUAGE))
@click.option("--early", is_flag=True, help=say("royalties:help.early", LANGUAGE))
@click.option("--because", metavar="TEXT", default="", help=say("royalties:help.because", LANGUAGE))
@click.option("--returned", metavar="REFERENCE", multiple=True, help=say("royalties:help.returned", LANGUAGE))
@common
def pay_command(
    settings: Settings,
    as_json: bool,
    payer: str,
    iban: str,
    bic: str,
    day: datetime | None,
    currency: str,
    out: Path | None,
    early: bool,
    because: str,
    returned: tuple[str, ...],
) -> int:
    from oeuvre.production import follow_holds
    from oeuvre.royalties import Account, check_day

    by = settings.party or ""
    with opened(settings) as (record, books):
        if returned:
            books.returned(returned)
            if as_json:
                emit({"returned": list(returned)})
            else:
                show(say("royalties:shown.returned", LANGUAGE, count=len(returned)))
            return 0
        needed = [("--payer", payer), ("--iban", iban)]
        # Whoever pays before the time answers for it, by name.
        needed += [("--as", by), ("--because", because)] if early else []
        for option, given in needed:
            if not given:
                raise click.UsageError(say("cli:errors.bad-use.missing", LANGUAGE, name=option))
        check_day(day_of(day), datetime.now(UTC).date())
        if record is not None:
            # What is in dispute by now is not paid because nobody has run the ledger since.
            follow_holds(record, books, by=by)
        account = Account(iban, bic, payer)
        payout = books.pay(currency, day_of(day), payer, account, out, by=by, early=early, because=because)
        people = books.payees()
    names = {party: one.name for party, one in people.items()}
    return _told_payout(payout, out, names, as_json)


def _told_payout(payout: Payout, out: Path | None, names: dict[str, str], as_json: bool) -> int:
    from oeuvre.royalties import money

    code, written = payout.currency, out if payout.transfers else None
    if as_json:
        value: dict[str, Any] = {
            "file": str(written) if written else None,
            "currency": code,
            "day": payout.day.isoformat(),
            "through": payout.through or None,
            "early": payout.early,
            "total": payout.total,
            "transfers": [one.as_dict() for one in payout.transfers],
            "unpaid": [one.as_dict() for one in payout.unpaid],
        }
        emit(value)
    else:
        total = money(payout.total, code, LANGUAGE)
        if payout.transfers:
            show(say("royalties:shown.paid", LANGUAGE, count=len(payout.transfers), amount=total))
        else:
            show(say("royalties:shown.nobody_paid", LANGUAGE))
        for one in payout.transfers:
            known = ", ".join(f"{key.upper()} {told}" for key, told in sorted(one.identifiers.items()))
            name = f"{one.holder} ({known})" if known else one.holder
            show(f"  {name}{COLON}{money(one.amount, code, LANGUAGE)}  {one.reference}")
        for left in payout.unpaid:
            reason = say(f"royalties:unpaid.{left.reason}", LANGUAGE, until=left.until)
            tell(f"  {names.get(left.party, left.party)}{COLON}{money(left.amount, code, LANGUAGE)} – {reason}")
        if payout.early and payout.transfers:
            tell(say(f"royalties:shown.{'early' if written else 'early_told'}", LANGUAGE))
        show(say("royalties:shown.written" if written else "royalties:shown.not_written", LANGUAGE, file=written or ""))
    return 3 if any(one.reason != "minimum" for one in payout.unpaid) else 0
