"""`oeuvre choose`, `keep` and `refuse`: a person decides on a draft; what follows is made again."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from oeuvre.cli.options import common, first_use
from oeuvre.cli.output import LANGUAGE, Progress, emit, tell, tell_failed
from oeuvre.foundation import Settings, say


def _command(kind: Literal["choose", "keep", "refuse"]) -> click.Command:
    @click.command(kind, help=say(f"cli:help.{kind}", LANGUAGE))
    @click.argument("draft", metavar=say("cli:arguments.draft", LANGUAGE))
    @click.option("--because", default="", help=say("cli:help.because", LANGUAGE))
    @click.option("--out", type=click.Path(path_type=Path), help=say("cli:help.decide_out", LANGUAGE))
    @common
    def command(settings: Settings, as_json: bool, draft: str, because: str, out: Path | None) -> int:
        from oeuvre.studio import Studio

        if settings.home.exists():
            first_use(settings, as_json, may_ask=False)
        progress = Progress(as_json)
        with Studio(settings) as studio:
            try:
                made = studio.decide(kind, draft, because.strip(), out=out, tell=progress)
            finally:
                progress.close()
        if as_json:
            emit(made.value)
        else:
            tell(say(f"cli:decided.{kind}", LANGUAGE, draft=draft))
            tell_failed(made.value)
            click.echo(made.out / ("sheet.html" if made.waiting else "index.html"))
        return made.exit_code

    return command


choose_command = _command("choose")
keep_command = _command("keep")
refuse_command = _command("refuse")
