"""`oeuvre search`: ideas, lines, prompts, reasons and refusals on the record, by their words."""

from __future__ import annotations

import click

from oeuvre.cli.options import common
from oeuvre.cli.output import COLON, LANGUAGE, emit, show, tell
from oeuvre.foundation import Settings, say

MARKS = {"person": "●", "collective": "●", "model": "◆", "rule": "■"}


@click.command("search", help=say("cli:help.search", LANGUAGE))
@click.argument("text", metavar=say("cli:arguments.text", LANGUAGE))
@click.option("--project", help=say("cli:help.search_project", LANGUAGE))
@common
def search_command(settings: Settings, as_json: bool, text: str, project: str | None) -> int:
    from oeuvre.production import excerpt, rule_name, search
    from oeuvre.studio import Studio

    with Studio(settings) as studio:
        record = studio.existing_record()
        found = search(record, text, project=project) if record else ()
    if as_json:
        emit([one.as_dict() for one in found])
        return 0
    if not found:
        tell(say("cli:search.none", LANGUAGE, text=text, home=settings.home))
        return 0
    for one in found:
        where = say(f"cli:search.where.{one.where}", LANGUAGE) if one.where in WHERE else one.where
        number = f" {one.number}" if one.number is not None else ""
        who = rule_name(one.who, LANGUAGE)
        show(f"{one.act}\t{MARKS[one.mark]} {who}\t{where}{number}{COLON}{excerpt(one.text, text)}")
    return 0


WHERE = ("idea", "line", "prompt", "headline", "title", "because")
