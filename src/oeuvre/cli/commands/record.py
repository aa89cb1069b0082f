"""`oeuvre record`: verify the chain, export it, import it, list its acts."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from oeuvre.cli.options import common, common_of_group
from oeuvre.cli.output import LANGUAGE, emit, show, tell
from oeuvre.foundation import Settings, say
from oeuvre.studio import NoRecord, Studio


@click.group("record", help=say("cli:help.record", LANGUAGE))
@common_of_group
def record_command() -> None:
    pass


@record_command.command("verify", help=say("cli:help.record_verify", LANGUAGE))
@click.option("--content", is_flag=True, help=say("cli:help.content", LANGUAGE))
@common
def verify_record(settings: Settings, as_json: bool, content: bool) -> int:
    with Studio(settings) as studio:
        record = studio.existing_record()
        if record is None:
            # A home without any act holds.
            if as_json:
                emit(
                    {
                        "holds": True,
                        "acts": 0,
                        "head": None,
                        "broken_at": None,
                        "reason_code": None,
                        "reason": None,
                        "detail": "",
                    }
                )
            else:
                show(say("cli:record.empty", LANGUAGE))
            return 0
        verdict = record.verify(content=content)
    if as_json:
        emit(verdict.as_dict(LANGUAGE))
    elif verdict.holds:
        show(say("cli:record.holds", LANGUAGE, count=verdict.acts, head=verdict.head[:16]))
    else:
        show(say("cli:record.broken", LANGUAGE, act=verdict.broken_at, reason=verdict.reason(LANGUAGE)))
    return 0 if verdict.holds else 3


@record_command.command("export", help=say("cli:help.record_export", LANGUAGE))
@click.option("--prov", "target", type=click.Path(path_type=Path), required=True, help=say("cli:help.prov", LANGUAGE))
@click.option("--project", default=None, help=say("cli:help.project", LANGUAGE))
@common
def export_record(settings: Settings, as_json: bool, target: Path, project: str | None) -> int:
    with Studio(settings) as studio:
        record = studio.existing_record()
        if record is None:
            raise NoRecord(str(settings.home))
        if str(target) == "-":
            record.export_prov(sys.stdout.buffer, project=project)
            return 0
        record.export_prov(target, project=project)
        acts = record.verify().acts
    if as_json:
        emit({"file": str(target), "acts": acts})
    else:
        tell(say("cli:record.exported", LANGUAGE, file=target))
        show(str(target))
    return 0


@record_command.command("import", help=say("cli:help.record_import", LANGUAGE))
@click.option("--prov", "source", type=click.Path(path_type=Path), required=True, help=say("cli:help.prov", LANGUAGE))
@common
def import_record(settings: Settings, as_json: bool, source: Path) -> int:
    with Studio(settings) as studio:
        taken = studio.import_record(source)
    if as_json:
        emit({"acts": taken.acts, "works": taken.works, "known": taken.known})
    else:
        tell(say("cli:record.imported", LANGUAGE, count=taken.acts, works=taken.works))
    return 0


@record_command.command("log", help=say("cli:help.record_log", LANGUAGE))
@click.option("--project", default=None, help=say("cli:help.project", LANGUAGE))
@common
def log_record(settings: Settings, as_json: bool, project: str | None) -> int:
    from oeuvre.production import shown_name

    with Studio(settings) as studio:
        record = studio.existing_record()
        acts = record.acts(project=project) if record else ()
        parties = {party.id: party for party in record.parties()} if record else {}
        if as_json:
            emit([act.as_dict() for act in acts])
        else:
            for act in acts:
                names = ", ".join(shown_name(parties[by.party_id], LANGUAGE) for by in act.by if by.party_id in parties)
                because = act.words.get("because")
                said = f"  « {because} »" if because else ""
                show(f"{act.seq}\t{act.at.isoformat(timespec='seconds')}\t{act.kind}\t{names}{said}")
    return 0 if acts else 1
