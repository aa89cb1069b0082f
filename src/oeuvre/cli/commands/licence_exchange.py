"""`oeuvre licence decide`, `export` and `import`: policies and licences in the formats of others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oeuvre.cli.options import common
from oeuvre.cli.output import LANGUAGE, emit, show, tell
from oeuvre.foundation import Settings, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oeuvre.licence.exchange import Loss
    from oeuvre.licence.odrl import Evaluation, Reason

READ = click.Path(path_type=Path, dir_okay=False)


@click.command("decide", help=say("odrl:help.decide", LANGUAGE))
@click.option("--policy", metavar="FILE", type=READ, required=True, help=say("odrl:help.policy", LANGUAGE))
@click.option("--request", metavar="FILE", type=READ, required=True, help=say("odrl:help.request", LANGUAGE))
@click.option("--world", metavar="FILE", type=READ, help=say("odrl:help.world", LANGUAGE))
@click.option("--report", metavar="FILE", type=READ, help=say("odrl:help.report", LANGUAGE))
@common
def decide_command(
    settings: Settings, as_json: bool, policy: Path, request: Path, world: Path | None, report: Path | None
) -> int:
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
    from oeuvre.licence import find_template, read_terms
    from oeuvre.licence.exchange import export_terms
    from oeuvre.licence.odrl import read_bytes

    path = Path(source)
    terms = read_terms(read_bytes(path)) if path.suffix == ".json" else find_template(source).terms
    exported = export_terms(terms, format_, target)
    if out is not None:
        out.write_text(exported.text, encoding="utf-8")
    if as_json:
        emit({"format": exported.format, "text": exported.text, "lost": _losses_as_dicts(exported.lost)})
        return 0
    if out is None:
        click.echo(exported.text, nl=not exported.text.endswith("\n"))
    _tell_losses(exported.format, exported.lost)
    return 0


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
