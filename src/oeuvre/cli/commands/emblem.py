"""`oeuvre emblem`: what is made of an emblem on the record, from a lockup to a turn."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from oeuvre.cli.options import common, common_of_group
from oeuvre.cli.output import LANGUAGE, emit
from oeuvre.create.explore import GROUPS
from oeuvre.foundation import Settings, say

if TYPE_CHECKING:
    from oeuvre.production import Composed
    from oeuvre.record import Record, Work

_WORK = say("emblem:arguments.work", LANGUAGE)
_SIZE = re.compile(r"(\d{1,5})[x×](\d{1,5})")
_OUT = click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help=say("emblem:help.out", LANGUAGE)
)

_PROJECT = click.option("--project", metavar="NAME", help=say("emblem:help.project", LANGUAGE))


class PageSize(click.ParamType[tuple[int, int]]):
    """Width and height in pixels: 1200x800."""

    name = "WxH"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        found = _SIZE.fullmatch(str(value).strip())
        if found is None or not all(16 <= int(side) <= 20_000 for side in found.groups()):
            self.fail(say("emblem:help.size", LANGUAGE), param, ctx)
        return int(found[1]), int(found[2])


@click.group("emblem", help=say("emblem:help.emblem", LANGUAGE))
@common_of_group
def emblem_command() -> None:
    pass


@emblem_command.command("lockup", help=say("emblem:help.lockup", LANGUAGE))
@click.argument("work", metavar=_WORK)
@click.argument("name", metavar=say("emblem:arguments.name", LANGUAGE))
@click.option("--under", is_flag=True, help=say("emblem:help.under", LANGUAGE))
@click.option("--font", default="", metavar="NAME", help=say("emblem:help.font", LANGUAGE))
@_OUT
@_PROJECT
@common
def lockup_command(
    settings: Settings, as_json: bool, work: str, name: str, under: bool, font: str, out: Path, project: str | None
) -> int:
    from oeuvre.production import figured, make_lockup
    from oeuvre.studio import Studio, project_meant

    _ending(out, ("svg", "png"))
    with Studio(settings) as studio:
        emblem = figured(studio.record, _work(studio.record, work))
        place: Literal["beside", "under"] = "under" if under else "beside"
        belongs = project_meant(studio, project, out)
        done = make_lockup(studio.record, studio.party(), emblem, name, font=font, place=place, project=belongs)
        return _done(studio.record, done, out, as_json)


@emblem_command.command("pattern", help=say("emblem:help.pattern", LANGUAGE))
@click.argument("work", metavar=_WORK)
@click.option("--group", type=click.Choice(GROUPS), default="p2gg", help=say("emblem:help.group", LANGUAGE))
@click.option("--page", type=PageSize(), help=say("emblem:help.page", LANGUAGE))
@click.option("--cell", type=click.IntRange(16, 4000), default=240, help=say("emblem:help.cell", LANGUAGE))
@_OUT
@_PROJECT
@common
def pattern_command(
    settings: Settings,
    as_json: bool,
    work: str,
    group: str,
    page: tuple[int, int] | None,
    cell: int,
    out: Path,
    project: str | None,
) -> int:
    from oeuvre.production import figured, make_pattern
    from oeuvre.studio import Studio, project_meant

    _ending(out, ("svg", "png"))
    with Studio(settings) as studio:
        emblem = figured(studio.record, _work(studio.record, work))
        sheet = (float(page[0]), float(page[1]), float(cell)) if page else None
        belongs = project_meant(studio, project, out)
        done = make_pattern(studio.record, studio.party(), emblem, group, sheet, project=belongs)
        return _done(studio.record, done, out, as_json)


@emblem_command.command("turn", help=say("emblem:help.turn", LANGUAGE))
@click.argument("first", metavar=_WORK)
@click.argument("last", metavar=_WORK)
@click.option("--steps", type=click.IntRange(3, 60), default=16, help=say("emblem:help.steps", LANGUAGE))
@_OUT
@_PROJECT
@common
def turn_command(
    settings: Settings, as_json: bool, first: str, last: str, steps: int, out: Path, project: str | None
) -> int:
    from oeuvre.production import figured, make_turn
    from oeuvre.studio import Studio, project_meant

    ending = _ending(out, ("svg", "gif", "png"))
    form = cast(Literal["svg", "gif", "apng"], {"png": "apng"}.get(ending, ending))
    with Studio(settings) as studio:
        record = studio.record
        both = [figured(record, _work(record, name)) for name in (first, last)]
        belongs = project_meant(studio, project, out)
        done = make_turn(record, studio.party(), both[0], both[1], form, steps, project=belongs)
        return _done(record, done, out, as_json)


def _work(record: Record, name: str) -> Work:
    from oeuvre.cli.commands.look import work_of

    return work_of(record, name)


def _ending(out: Path, among: tuple[str, ...]) -> str:
    from oeuvre.production import FileEnding

    ending = out.suffix.lower().removeprefix(".")
    if ending not in among:
        raise FileEnding(str(out), among=", ".join(f".{one}" for one in among))
    return ending


_MEDIA = {"svg": "image/svg+xml", "png": "image/png", "gif": "image/gif"}


def _done(record: Record, done: Composed, out: Path, as_json: bool) -> int:
    from oeuvre.production import write_atomic

    write_atomic(out, done.files[_MEDIA[out.suffix.lower().removeprefix(".")]])
    authors = [credit.party.name for credit in record.credits(done.work.id) if credit.role == "author"]
    if as_json:
        emit({"path": str(out), "work": done.work.id, "authors": authors})
    else:
        click.echo(say("emblem:shown.authors", LANGUAGE, names=", ".join(authors)), err=True)
        click.echo(out)
    return 0
