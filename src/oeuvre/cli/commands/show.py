"""`oeuvre show`: what the record says of one work, and what stands on it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from oeuvre.cli.commands.look import MARKS, nothing, record_of, word, work_of
from oeuvre.cli.options import common
from oeuvre.cli.output import COLON, LANGUAGE, emit, show
from oeuvre.foundation import Settings, say
from oeuvre.studio import Studio


@click.command("show", help=say("cli:help.show", LANGUAGE))
@click.argument("work", metavar=say("cli:arguments.work", LANGUAGE))
@click.option("--out", type=click.Path(path_type=Path), help=say("cli:help.decide_out", LANGUAGE))
@common
def show_command(settings: Settings, as_json: bool, work: str, out: Path | None) -> int:
    from oeuvre.production import licence_name, show_work, shown_name

    with Studio(settings) as studio:
        record = record_of(studio)
        if record is None:
            return nothing(as_json, work)
        found = work_of(record, work, out)
        value = show_work(record, found)
        if as_json:
            emit(value)
            return 0
        act = record.made_by_act(found.id)
        parties = {party.id: party for party in record.parties()}
        show(f"{found.title or found.id[:12]}  {found.id}")
        show(f"  {word('modalities', found.modality)}, {found.media_type}, {found.size} B, sha256 {found.digest}")
        if found.iscc:
            show(f"  {found.iscc}")
        if found.licence:
            show(f"  {say('cli:look.licence', LANGUAGE, licence=licence_name(found.licence, LANGUAGE))}")
        makers = value["made_by"]
        show(f"  {say(f'credentials:made_by.{makers}', LANGUAGE)}")
        names = ", ".join(
            f"{MARKS[parties[by.party_id].kind]} {shown_name(parties[by.party_id], LANGUAGE)}" for by in act.by
        )
        show(f"  {say('cli:look.act', LANGUAGE, seq=act.seq, kind=word('kinds', act.kind), names=names)}")
        for one in value["pieces"]:
            show(f"    {word('roles', one['role'])}{COLON}{one['title'] or one['work'][:12]}  {one['work'][:12]}")
        if value["family"]:
            _design(value)
        for one in value["versions"] if len(value["versions"]) > 1 else ():
            _version(one, found.id, {id_: shown_name(party, LANGUAGE) for id_, party in parties.items()})
    return 0


def _design(value: Mapping[str, Any]) -> None:
    """What stands on a design, in words."""
    from oeuvre.create.design import BY_ID

    family = value["family"]
    named = BY_ID[family].name(LANGUAGE) if family in BY_ID else family
    show(f"  {say('cli:show.family', LANGUAGE, family=named)}")
    colours = " ".join(value["colours"].values())
    show(f"  {say('cli:show.palette', LANGUAGE, palette=value['palette'], colours=colours)}")
    if value["mark"]:
        show(f"  {say('cli:show.mark', LANGUAGE, mark=value['mark'])}")
    if value["picture"]:
        show(f"  {say('cli:show.picture', LANGUAGE, picture=value['picture'])}")
    for name, text in value["copy"].items():
        if isinstance(text, str):
            show(f"  {say(f'production:page.elements.{name}', LANGUAGE)}{COLON}{text}")
    hidden = (value["edits"] or {}).get("hidden") or ()
    if hidden:
        things = ", ".join(say(f"design:edits.elements.{name}", LANGUAGE) for name in hidden)
        show(f"  {say('cli:show.hidden', LANGUAGE, things=things)}")


def _version(one: Mapping[str, Any], mine: str, names: Mapping[str, str]) -> None:
    """One version of a design, or of a brief, on a line."""
    if "number" not in one:
        show(f"  {say('cli:show.brief_version', LANGUAGE, act=one['act'])}  {one['work'][:12]}")
        return
    state = say(f"cli:show.states.{one['state']}", LANGUAGE)
    changed = ", ".join(say(f"cli:show.changes.{name}", LANGUAGE) for name in one["changed"])
    line = say("cli:show.version", LANGUAGE, number=one["number"], state=state, name=names.get(one["by"] or "", "?"))
    reason = f"{COLON}{one['because']}" if one["because"] else ""
    sign = "→" if one["work"] == mine else " "
    show(f"  {sign} {line}{f' ({changed})' if changed else ''}{reason}")
