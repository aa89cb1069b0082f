"""`oeuvre rerun`: do an act of a rule or a model again, and say whether the result is the same."""

from __future__ import annotations

import click

from oeuvre.cli.options import common
from oeuvre.cli.output import LANGUAGE, emit, tell
from oeuvre.foundation import Settings, say


@click.command("rerun", help=say("cli:help.rerun", LANGUAGE))
@click.argument("act", metavar=say("cli:arguments.act", LANGUAGE), type=click.IntRange(1))
@common
def rerun_command(settings: Settings, as_json: bool, act: int) -> int:
    from oeuvre.studio import Studio, rerun_act

    with Studio(settings) as studio:
        done = rerun_act(studio, act)
    if as_json:
        emit(done.as_dict())
    elif done.same:
        tell(say("cli:rerun.same", LANGUAGE, act=act))
        click.echo(done.digest)
    else:
        tell(say("cli:rerun.differs", LANGUAGE, act=act, changed=", ".join(done.changed)))
        tell(say("cli:rerun.expected", LANGUAGE, digest=done.expected))
        click.echo(done.digest)
    return 0 if done.same else 3
