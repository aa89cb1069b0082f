"""`oeuvre royalties`: usage in, money along the lineage, statements and transfers out, and why each cent."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from oeuvre.cli.options import common, common_of_group
from oeuvre.cli.output import COLON, LANGUAGE, emit, show
from oeuvre.foundation import Settings, say

READ = click.Path(path_type=Path, allow_dash=True)


@click.group("royalties", help=say("royalties:help.royalties", LANGUAGE))
@common_of_group
def royalties_command() -> None:
    pass


@royalties_command.command("allocate", help=say("royalties:help.allocate", LANGUAGE))
@click.argument("scenario", metavar="SCENARIO.json", type=READ)
@common
def allocate_scenario(settings: Settings, as_json: bool, scenario: Path) -> int:
    from oeuvre.royalties import allocate, money, read_scenario

    read = read_scenario(_text(scenario), str(scenario))
    made = allocate(read)
    if as_json:
        emit(made.as_dict())
        return 0
    for party, amount in made.parties.items():
        show(f"{party}{COLON}{money(amount, read.currency, LANGUAGE)}")
    return 0


def _text(path: Path) -> bytes:
    """What is in a file, or on standard input for `-`."""
    from oeuvre.royalties import ScenarioUnreadable

    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise ScenarioUnreadable(str(path), detail=error.strerror or str(error)) from error
