"""`oeuvre import`: a file of one's own becomes a work, by its author, under its terms."""

from __future__ import annotations

from pathlib import Path

import click

from oeuvre.cli.options import common, first_use
from oeuvre.cli.output import LANGUAGE, emit, fail, tell
from oeuvre.foundation import OeuvreError, Settings, gravest, say


@click.command("import", help=say("cli:help.import", LANGUAGE))
@click.argument(
    "files", metavar=say("cli:arguments.files", LANGUAGE), nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--author", default="", help=say("cli:help.author", LANGUAGE))
@click.option("--licence", default="", help=say("cli:help.licence", LANGUAGE))
@common
def import_command(settings: Settings, as_json: bool, files: tuple[Path, ...], author: str, licence: str) -> int:
    from oeuvre.studio import Studio

    values: list[dict[str, object]] = []
    codes = []
    with Studio(settings) as studio:
        named = False
        for path in files:
            try:
                studio.check_import(path, author=author, licence=licence)
                if not named:
                    first_use(settings, as_json, may_ask=False)
                    named = True
                value = studio.bring_in(path, author=author, licence=licence)
                values.append(value)
                codes.append(0)
                if not as_json:
                    tell(say("cli:imported", LANGUAGE, file=path, work=str(value["work"])[:12], author=author))
                    click.echo(value["work"])
            except OeuvreError as error:
                if len(files) == 1:
                    raise
                codes.append(error.exit_code)
                values.append({"file": str(path), "error": error.as_dict(LANGUAGE)})
                if not as_json:
                    fail(error, False)
    if as_json:
        emit(values[0] if len(values) == 1 else values)
    return gravest(codes)
