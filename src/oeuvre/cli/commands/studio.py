"""`oeuvre studio`: the studio in the browser, on this machine alone."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from oeuvre.cli.options import common
from oeuvre.cli.output import LANGUAGE, emit, tell
from oeuvre.foundation import Settings, say


@click.command("studio", help=say("cli:help.studio", LANGUAGE))
@click.option("--port", type=click.IntRange(0, 65535), default=8460, help=say("cli:help.port", LANGUAGE))
@click.option("--no-open", is_flag=True, help=say("cli:help.no_open", LANGUAGE))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help=say("cli:help.studio_out", LANGUAGE))
@common
def studio_command(settings: Settings, as_json: bool, port: int, no_open: bool, out: Path | None) -> int:
    from oeuvre.api import serve

    def ready(address: str) -> None:
        if as_json:
            emit({"address": address, "home": str(settings.home)})
        else:
            click.echo(address)
            tell(say("cli:studio.ready", LANGUAGE, home=settings.home))
        if not no_open:
            webbrowser.open(address)

    serve(settings, port=port, base=(out or Path.cwd()).absolute(), ready=ready)
    return 0
