"""`oeuvre projects`, `lineage`, `credits`: what the record says. Looking creates nothing."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from oeuvre.cli.options import common
from oeuvre.cli.output import LANGUAGE, emit, show, tell
from oeuvre.foundation import Settings, say
from oeuvre.record import Record, Work, WorkUnclear, WorkUnknown
from oeuvre.studio import Studio

_ID = re.compile(r"[0-9a-fA-F]{1,64}")
MARKS = {"person": "●", "collective": "●", "model": "◆", "rule": "■"}


def record_of(studio: Studio) -> Record | None:
    """The home's record; where there is none, that is said."""
    record = studio.existing_record()
    if record is None:
        tell(say("cli:look.no_record", LANGUAGE, home=studio.home))
    return record


def work_of(record: Record, name: str, out: Path | None = None) -> Work:
    """The work that an id, its beginning, a file's bytes, or a number on a sheet mean: of the run in the folder `out`,
    else of the latest. Raises `WorkUnknown`, and `NothingToChoose` for a folder that holds no run."""
    path = Path(name)
    try:
        is_file = path.is_file()
    except OSError:  # longer than the name of any file
        is_file = False
    if not is_file and not _ID.fullmatch(name.strip()):
        raise WorkUnclear(name[:200])
    if name.isdigit() and len(name) <= 3:
        from oeuvre.production import NothingToChoose, drafts_of, find_draft, latest_run, read_run_of

        held = read_run_of(out) if out is not None else None
        if out is not None and held is None:
            raise NothingToChoose(str(out))
        run = held[0] if held is not None else latest_run(record)
        draft = find_draft(drafts_of(record, run), name) if run else None
        if draft is None:
            raise WorkUnknown(name)
        return draft.design
    if is_file:
        with path.open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
        known = record.works_with_digest(digest)
        if not known:
            raise WorkUnknown(name)
        return known[-1]
    return record.find_work(name)


@click.command("projects", help=say("cli:help.projects", LANGUAGE))
@common
def projects_command(settings: Settings, as_json: bool) -> int:
    with Studio(settings) as studio:
        record = studio.existing_record()
        projects = record.projects() if record else ()
        if as_json:
            emit([_project(project) for project in projects])
        elif not projects:
            tell(say("cli:look.no_projects", LANGUAGE, home=settings.home))
        else:
            for project in projects:
                day = project.last.date().isoformat()
                show(f"{project.slug}\t{project.title}\t{say('cli:look.acts', LANGUAGE, count=project.acts)}\t{day}")
    return 0 if projects else 1


def _project(project: Any) -> dict[str, object]:
    return {
        "project": project.slug,
        "title": project.title,
        "first": _moment(project.first),
        "last": _moment(project.last),
        "acts": project.acts,
        "runs": list(project.runs),
    }


def _moment(at: datetime) -> str:
    """A time as the record's acts give it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@click.command("lineage", help=say("cli:help.lineage", LANGUAGE))
@click.argument("work", metavar=say("cli:arguments.work", LANGUAGE))
@common
def lineage_command(settings: Settings, as_json: bool, work: str) -> int:
    with Studio(settings) as studio:
        record = record_of(studio)
        if record is None:
            return nothing(as_json, work)
        lineage = record.lineage(work_of(record, work).id)
        if as_json:
            emit(lineage.as_dict())
            return 0
        titles = {node.id: node.title or node.id[:12] for node in lineage.nodes}
        for edge in lineage.edges:
            told = say("cli:look.edge", LANGUAGE, role=word("roles", edge.used_role), act=edge.act)
            show(f"{titles[edge.parent]} → {titles[edge.child]}  ({told})")
        if not lineage.edges:
            show(titles[lineage.work])
    return 0


@click.command("credits", help=say("cli:help.credits", LANGUAGE))
@click.argument("work", metavar=say("cli:arguments.work", LANGUAGE))
@common
def credits_command(settings: Settings, as_json: bool, work: str) -> int:
    from oeuvre.production import shown_name

    with Studio(settings) as studio:
        record = record_of(studio)
        if record is None:
            return nothing(as_json, work)
        found = work_of(record, work)
        credits_ = record.credits(found.id)
        if as_json:
            emit({"work": found.id, "credits": [credit.as_dict() for credit in credits_]})
            return 0
        for credit in credits_:
            titles = [record.work(one).title or "" for one in credit.works] if credit.role == "author" else []
            what = f" ({', '.join(dict.fromkeys(title for title in titles if title))})" if titles else ""
            who = f"{MARKS[credit.party.kind]} {shown_name(credit.party, LANGUAGE)}"
            show(f"{who}  {word('roles', credit.role)}{what}")
    return 0


def word(group: str, name: str) -> str:
    """The language's word for a role, a kind or a modality; others' records have some that only they name."""
    try:
        return say(f"cli:look.{group}.{name}", LANGUAGE)
    except KeyError:
        return name


def nothing(as_json: bool, work: str) -> int:
    """How looking ends where there is no record."""
    if as_json:
        raise WorkUnknown(work)
    return 1
