"""`oeuvre split`: who holds what in a work, by sheets that are proposed and signed, else by the default."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from oeuvre.cli.options import common, common_of_group, first_use
from oeuvre.cli.output import COLON, LANGUAGE, emit, show, tell
from oeuvre.foundation import Settings, say
from oeuvre.studio import NoRecord, Studio

if TYPE_CHECKING:
    from oeuvre.production import Sheet
    from oeuvre.record import Record

DAY = click.DateTime(["%Y-%m-%d"])
WORK = say("royalties:arguments.work", LANGUAGE)


@click.group("split", help=say("royalties:help.split", LANGUAGE))
@common_of_group
def split_command() -> None:
    pass


@split_command.command("propose", help=say("royalties:help.split_propose", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.option("--share", "shares", metavar="NAME=SHARE", multiple=True, help=say("royalties:help.share", LANGUAGE))
@click.option("--parts", is_flag=True, help=say("royalties:help.parts", LANGUAGE))
@click.option("--payee", "payees", metavar="MODEL=NAME", multiple=True, help=say("royalties:help.payee", LANGUAGE))
@click.option("--contract", metavar="TEXT", default="", help=say("royalties:help.contract", LANGUAGE))
@click.option("--from", "since", metavar="DAY", type=DAY, help=say("royalties:help.since", LANGUAGE))
@click.option("--because", metavar="TEXT", default="", help=say("royalties:help.because", LANGUAGE))
@click.option("--project", metavar="NAME", help=say("royalties:help.project", LANGUAGE))
@common
def propose_sheet(
    settings: Settings,
    as_json: bool,
    work: str,
    shares: tuple[str, ...],
    parts: bool,
    payees: tuple[str, ...],
    contract: str,
    since: datetime | None,
    because: str,
    project: str | None,
) -> int:
    from oeuvre.production import WorkNames, held_work, propose_split, read_shares
    from oeuvre.royalties import PayeeUnfit

    with Studio(settings) as studio:
        record = _existing(studio)
        held = held_work(record, WorkNames(record, project).find(work).id)
        told = [(name, weight) for name, _, weight in (share.rpartition("=") for share in shares)]
        named = read_shares(record, told, parts=parts)
        first_use(settings, as_json, may_ask=False)
        day = since.date() if since else None
        ids, paid = {party.name: party.id for party, _ in named}, {}
        for told_payee in payees:
            model, _, name = told_payee.rpartition("=")
            if model.strip() not in ids or not name.strip() or not contract.strip():
                raise PayeeUnfit(model.strip() or told_payee)
            paid[ids[model.strip()]] = (record.party(name.strip(), "person"), contract)
        sheet = propose_split(record, held, studio.party(), named, payees=paid, since=day, because=because.strip())
        _tell_sheet(record, sheet, as_json)
    return 0


def _answering(kind: str) -> click.Command:
    @click.command(kind, help=say(f"royalties:help.split_{kind}", LANGUAGE))
    @click.argument("work", metavar=WORK, required=False)
    @click.option("--sheet", metavar="ID", help=say("royalties:help.sheet", LANGUAGE))
    @click.option("--because", metavar="TEXT", default="", help=say("royalties:help.because", LANGUAGE))
    @click.option("--project", metavar="NAME", help=say("royalties:help.project", LANGUAGE))
    @common
    def command(
        settings: Settings, as_json: bool, work: str | None, sheet: str | None, because: str, project: str | None
    ) -> int:
        from oeuvre.production import refuse_split, shown_name, sign_split

        with Studio(settings) as studio:
            record = _existing(studio)
            party = studio.party()
            found = _sheet_for(record, party.id, work, sheet, project)
            made = (
                sign_split(record, found, party)
                if kind == "sign"
                else refuse_split(record, found, party, because.strip())
            )
            if not as_json:
                key = "signed" if kind == "sign" else "refused"
                name = shown_name(party, LANGUAGE)
                tell(say(f"royalties:shown.split_{key}", LANGUAGE, name=name, sheet=made.id[:12]))
            _tell_sheet(record, made, as_json)
        return 0

    return command


split_command.add_command(_answering("sign"))
split_command.add_command(_answering("refuse"))


def _sheet_for(record: Record, party: str, work: str | None, sheet: str | None, project: str | None) -> Sheet:
    """The sheet that is meant: by its id, else the newest open one of the work (or of all) that waits for a party."""
    from oeuvre.production import WorkNames, all_sheets, held_work, sheet_at, sheets_of
    from oeuvre.royalties import SheetUnknown

    if sheet:
        return sheet_at(record, sheet)
    sheets = all_sheets(record, project)
    if work:
        sheets = sheets_of(record, held_work(record, WorkNames(record, project).find(work).id).id)
    waiting = [one for one in sheets if party in {who.id for who in one.waits_for}]
    # One that waits for others, or for nobody, is handed on: whoever signs it is told why they cannot.
    for found in (*waiting, *(sheets if work else ())):
        return found
    raise SheetUnknown(work or "")


@split_command.command("show", help=say("royalties:help.split_show", LANGUAGE))
@click.argument("work", metavar=WORK)
@click.option("--at", metavar="DAY", type=DAY, help=say("royalties:help.at", LANGUAGE))
@click.option("--project", metavar="NAME", help=say("royalties:help.project", LANGUAGE))
@common
def show_holdings(settings: Settings, as_json: bool, work: str, at: datetime | None, project: str | None) -> int:
    from oeuvre.production import (
        WorkNames,
        component_in_words,
        holder_in_words,
        holdings,
        holdings_in_words,
        moment_of,
        percent_asked,
        shown_name,
    )
    from oeuvre.royalties import percentage

    with Studio(settings) as studio:
        record = _existing(studio)
        moment = moment_of(at.date().isoformat()) if at else datetime.now(UTC)
        named = WorkNames(record, project).find(work).id
        found = holdings(record, named, at=moment, asked=percent_asked(record))
    if as_json:
        emit(found.as_dict(LANGUAGE))
        return 0
    show(f"{found.held.title or found.held.id}{COLON}{holdings_in_words(found, LANGUAGE)}")
    for part in found.components:
        show(f"  {component_in_words(part, LANGUAGE)}")
    if found.components:
        show(say("royalties:shown.rest", LANGUAGE))
    for one in found.holders:
        share = percentage(one.share, LANGUAGE)
        show(f"  {share}  {shown_name(one.party, LANGUAGE)}  ({holder_in_words(one, LANGUAGE)})")
    if found.absent:
        names = ", ".join(shown_name(one, LANGUAGE) for one in found.absent)
        tell(say("royalties:shown.absent", LANGUAGE, names=names))
    return 0 if found.holders else 1


@split_command.command("list", help=say("royalties:help.split_list", LANGUAGE))
@click.argument("work", metavar=WORK, required=False)
@click.option("--project", metavar="NAME", help=say("royalties:help.project", LANGUAGE))
@common
def list_sheets(settings: Settings, as_json: bool, work: str | None, project: str | None) -> int:
    from oeuvre.production import WorkNames, all_sheets, held_work, sheets_of

    with Studio(settings) as studio:
        record = _existing(studio)
        sheets = all_sheets(record, project)
        if work:
            sheets = sheets_of(record, held_work(record, WorkNames(record, project).find(work).id).id)
        return _tell_sheets(record, sheets, as_json, say("royalties:shown.no_sheets", LANGUAGE))


@split_command.command("awaiting", help=say("royalties:help.split_awaiting", LANGUAGE))
@common
def list_awaiting(settings: Settings, as_json: bool) -> int:
    from oeuvre.production import sheets_awaiting, shown_name

    with Studio(settings) as studio:
        record = _existing(studio)
        party = studio.party()
        none = say("royalties:shown.none_awaiting", LANGUAGE, name=shown_name(party, LANGUAGE))
        return _tell_sheets(record, sheets_awaiting(record, party), as_json, none)


@split_command.command("default", help=say("royalties:help.split_default", LANGUAGE))
@click.option("--set", "changed", metavar="PART=FIGURE", multiple=True, help=say("royalties:help.set", LANGUAGE))
@common
def show_default(settings: Settings, as_json: bool, changed: tuple[str, ...]) -> int:
    from oeuvre.production import parts_in_words, parts_table, set_parts

    with Studio(settings) as studio:
        if changed:
            told = {name.strip(): figure for name, _, figure in (one.partition("=") for one in changed)}
            table = set_parts(studio.record, studio.party(), told)
        else:
            table = parts_table(_existing(studio))
    if as_json:
        emit({**table.as_dict(), "words": parts_in_words(table, LANGUAGE)})
        return 0
    show(say("royalties:shown.table", LANGUAGE))
    for line in parts_in_words(table, LANGUAGE):
        show(f"  {line}")
    return 0


def _existing(studio: Studio) -> Record:
    record = studio.existing_record()
    if record is None:
        raise NoRecord(str(studio.home))
    return record


def _tell_sheets(record: Record, sheets: tuple[Sheet, ...], as_json: bool, none: str) -> int:
    if as_json:
        emit([one.as_dict(LANGUAGE) for one in sheets])
        return 0
    for sheet in sheets:
        _tell_sheet(record, sheet, as_json)
    if not sheets:
        tell(none)
    return 0


def _tell_sheet(record: Record, sheet: Sheet, as_json: bool) -> None:
    from oeuvre.licence import day_in_words
    from oeuvre.production import shown_name
    from oeuvre.royalties import percentage

    if as_json:
        emit(sheet.as_dict(LANGUAGE))
        return
    title = record.work(sheet.work).title or sheet.work[:12]
    values = {"sheet": sheet.id[:12], "title": title, "name": shown_name(sheet.proposer, LANGUAGE)}
    show(say("royalties:shown.sheet", LANGUAGE, **values, day=day_in_words(sheet.proposed.date(), LANGUAGE)))
    whole = sum(one.weight for one in sheet.shares)
    for one in sheet.shares:
        mark = "✓" if one.signed else "·" if one.must_sign else " "
        show(f"  {mark} {percentage(one.weight / whole, LANGUAGE)}  {shown_name(one.party, LANGUAGE)}")
    names = ", ".join(shown_name(one, LANGUAGE) for one in sheet.waits_for)
    day = day_in_words(sheet.since.date(), LANGUAGE) if sheet.since else ""
    refused = shown_name(sheet.refused_by, LANGUAGE) if sheet.refused_by else ""
    show(f"  {say(f'royalties:shown.sheet_{sheet.state}', LANGUAGE, names=names, day=day, name=refused)}")
