"""`oeuvre licence decide`, `export` and `import`: policies and licences in the formats of others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oeuvre.cli.commands.licence_grants import request_of, show_decision
from oeuvre.cli.commands.licence_record import ACTIONS, found_work, record_for
from oeuvre.cli.options import common
from oeuvre.cli.output import LANGUAGE, emit, show, tell
from oeuvre.foundation import OeuvreError, Settings, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oeuvre.licence import Terms
    from oeuvre.licence.exchange import Loss
    from oeuvre.licence.odrl import Evaluation, Reason

READ = click.Path(path_type=Path, dir_okay=False)


@click.command("decide", help=say("odrl:help.decide", LANGUAGE))
@click.argument("work", metavar=say("licence:arguments.decided", LANGUAGE), required=False)
@click.option("--policy", metavar="FILE", type=READ, help=say("odrl:help.policy", LANGUAGE))
@click.option("--request", metavar="FILE", type=READ, help=say("odrl:help.request", LANGUAGE))
@click.option("--world", metavar="FILE", type=READ, help=say("odrl:help.world", LANGUAGE))
@click.option("--report", metavar="FILE", type=READ, help=say("odrl:help.report", LANGUAGE))
@click.option("--action", "--use", "action", type=click.Choice(ACTIONS), help=say("licence:help.use_of", LANGUAGE))
@click.option("--party", "asker", metavar="NAME", default="", help=say("licence:help.party", LANGUAGE))
@click.option("--territory", metavar="WORD", default="", help=say("licence:help.ask_territory", LANGUAGE))
@click.option("--medium", metavar="WORD", default="", help=say("licence:help.ask_medium", LANGUAGE))
@click.option("--channel", metavar="WORD", default="", help=say("licence:help.ask_channel", LANGUAGE))
@click.option("--purpose", metavar="WORD", default="", help=say("licence:help.ask_purpose", LANGUAGE))
@click.option("--industry", metavar="WORD", default="", help=say("licence:help.ask_industry", LANGUAGE))
@click.option("--audience", metavar="WORD", default="", help=say("licence:help.ask_audience", LANGUAGE))
@click.option("--units", type=click.IntRange(1), default=1, help=say("licence:help.units", LANGUAGE))
@click.option("--commercial", is_flag=True, help=say("licence:help.commercial", LANGUAGE))
@click.option("--by-model", is_flag=True, help=say("licence:help.by_model", LANGUAGE))
@click.option("--at", "moment", metavar="DAY", help=say("licence:help.at", LANGUAGE))
@click.option("--known-at", metavar="DAY", help=say("licence:help.known_at", LANGUAGE))
@common
def decide_command(
    settings: Settings,
    as_json: bool,
    work: str | None,
    policy: Path | None,
    request: Path | None,
    world: Path | None,
    report: Path | None,
    action: str | None,
    asker: str,
    **told: Any,
) -> int:
    if work is not None and policy is None and request is None and action is not None:
        return _decide_work(settings, as_json, work, action, asker, told)
    if work is not None or policy is None or request is None:
        raise click.UsageError(say("licence:shown.decide_what", LANGUAGE))
    return _decide_policy(as_json, policy, request, world, report)


def _decide_work(settings: Settings, as_json: bool, work: str, action: str, asker: str, told: dict[str, Any]) -> int:
    """May it be done, by the terms of a work of the record: exit code 3 where not."""
    from oeuvre.production import answer_as_dict, ask, read_moment
    from oeuvre.studio import Studio

    with Studio(settings) as studio:
        record = record_for(studio, work)
        answer = ask(
            record,
            found_work(record, work),
            request_of(record, action, asker, told),
            at=read_moment(told["moment"], end=True) if told["moment"] else None,
            known_at=read_moment(told["known_at"], end=True) if told["known_at"] else None,
        )
        if as_json:
            value = answer_as_dict(record, answer, LANGUAGE)
            emit({name: one for name, one in value.items() if name not in ("quote", "error")})
        else:
            show_decision(record, answer)
    return 0 if answer.decision.permitted else 3


def _decide_policy(as_json: bool, policy: Path, request: Path, world: Path | None, report: Path | None) -> int:
    from oeuvre.licence.odrl import (
        compile_policy,
        read_bytes,
        read_graph,
        read_request,
        read_world,
        refuse_crossed,
        report_as_turtle,
        utc_now,
    )

    compiled = compile_policy(read_bytes(policy), str(policy))
    asked = read_request(read_graph(read_bytes(request), str(request)), str(request))
    stated = read_bytes(world) if world is not None else b""
    state = read_world(read_graph(stated, str(world or "")), str(world or ""), utc_now())
    refuse_crossed(compiled.policy, asked, state, str(world or policy))
    evaluation = compiled.evaluate(asked, state)
    if report is not None:
        report.write_text(report_as_turtle(evaluation), encoding="utf-8")
    if as_json:
        emit(
            {
                "active": list(evaluation.active),
                "inactive": list(evaluation.inactive),
                "decision": evaluation.decision,
                "reasons": [_reason_as_dict(reason) for reason in evaluation.reasons],
            }
        )
    else:
        _show_evaluation(evaluation, report)
    return 0


def _said(reason: Reason) -> str:
    values = {"rule": reason.rule, "node": reason.node, "detail": reason.detail}
    return say(f"odrl:reasons.{reason.code}", LANGUAGE, **values)


def _reason_as_dict(reason: Reason) -> dict[str, Any]:
    told = {"code": reason.code, "rule": reason.rule, "node": reason.node, "detail": reason.detail}
    return {name: value for name, value in told.items() if value} | {"message": _said(reason)}


def _show_evaluation(evaluation: Evaluation, report: Path | None) -> None:
    none = say("odrl:shown.none", LANGUAGE)
    show(say(f"odrl:shown.{evaluation.decision}", LANGUAGE))
    show(say("odrl:shown.active", LANGUAGE, names=", ".join(evaluation.active) or none))
    show(say("odrl:shown.inactive", LANGUAGE, names=", ".join(evaluation.inactive) or none))
    for reason in evaluation.reasons:
        show(f"  {_said(reason)}")
    if report is not None:
        tell(say("odrl:shown.report", LANGUAGE, place=report))


@click.command("export", help=say("odrl:help.export", LANGUAGE))
@click.argument("source", metavar=say("odrl:arguments.source", LANGUAGE))
@click.option("--format", "format_", metavar="NAME", required=True, help=say("odrl:help.format", LANGUAGE))
@click.option("--target", metavar="ID", default="", help=say("odrl:help.target", LANGUAGE))
@click.option("--out", metavar="FILE", type=READ, help=say("odrl:help.out", LANGUAGE))
@common
def export_command(settings: Settings, as_json: bool, source: str, format_: str, target: str, out: Path | None) -> int:
    from oeuvre.licence.exchange import export_terms

    terms, work = _terms_of(settings, source)
    exported = export_terms(terms, format_, target or (f"urn:oeuvre:work:{work}" if work else ""))
    if out is not None:
        out.write_text(exported.text, encoding="utf-8")
    if as_json:
        emit({"format": exported.format, "text": exported.text, "lost": _losses_as_dicts(exported.lost)})
        return 0
    if out is None:
        click.echo(exported.text, nl=not exported.text.endswith("\n"))
    _tell_losses(exported.format, exported.lost)
    return 0


def _terms_of(settings: Settings, source: str) -> tuple[Terms, str]:
    """The terms of a file of terms, of a licence by name, or of a work of the record (with its id)."""
    from oeuvre.licence import LicenceUnknown, find_template, read_terms
    from oeuvre.licence.odrl import read_bytes
    from oeuvre.production import standing_terms
    from oeuvre.studio import Studio

    path = Path(source)
    if path.suffix == ".json":
        return read_terms(read_bytes(path)), ""
    try:
        return find_template(source).terms, ""
    except LicenceUnknown:
        with Studio(settings) as studio:
            record = studio.existing_record()
            try:
                work = found_work(record, source) if record is not None else None
            except OeuvreError:
                work = None
            if record is None or work is None:
                raise
            return standing_terms(record, work).terms, work.id


@click.command("import", help=say("odrl:help.import", LANGUAGE))
@click.argument("file", metavar=say("odrl:arguments.file", LANGUAGE), type=READ)
@click.option("--format", "format_", metavar="NAME", required=True, help=say("odrl:help.format", LANGUAGE))
@common
def import_command(settings: Settings, as_json: bool, file: Path, format_: str) -> int:
    from oeuvre.licence import describe_terms, terms_as_dict
    from oeuvre.licence.exchange import import_terms
    from oeuvre.licence.odrl import read_bytes

    imported = import_terms(read_bytes(file).decode("utf-8-sig", "replace"), format_, str(file))
    if as_json:
        value = {"format": format_, "terms": terms_as_dict(imported.terms)}
        emit(value | {"unread": _losses_as_dicts(imported.unread)})
        return 0
    for line in describe_terms(imported.terms, LANGUAGE):
        show(line)
    if imported.unread:
        tell(say("odrl:shown.unread", LANGUAGE, count=len(imported.unread)))
        _tell_each(imported.unread)
    return 0


def _losses_as_dicts(losses: Sequence[Loss]) -> list[dict[str, str]]:
    return [{"field": loss.field, "value": loss.value} for loss in losses]


def _tell_losses(name: str, losses: Sequence[Loss]) -> None:
    from oeuvre.licence.exchange import format_named

    title = format_named(name).title
    if not losses:
        tell(say("odrl:shown.kept", LANGUAGE, format=title))
        return
    tell(say("odrl:shown.lost", LANGUAGE, count=len(losses), format=title))
    _tell_each(losses)


def _tell_each(losses: Sequence[Loss]) -> None:
    for loss in losses:
        tell("  " + say("odrl:shown.lost_line", LANGUAGE, field=loss.field, value=loss.value))
