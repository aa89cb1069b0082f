"""`oeuvre edit` and `undo`: a person corrects a design by hand, or takes a decision back."""

from __future__ import annotations

from pathlib import Path

import click

from oeuvre.cli.options import common, first_use
from oeuvre.cli.output import LANGUAGE, Progress, emit, show, tell, tell_failed
from oeuvre.foundation import Settings, say


def _h(name: str) -> str:
    return say(f"cli:help.{name}", LANGUAGE)


@click.command("edit", help=_h("edit"))
@click.argument("work", metavar=say("cli:arguments.draft", LANGUAGE))
@click.option("--headline", metavar="TEXT", help=_h("edit_headline"))
@click.option("--line", metavar="TEXT", help=_h("edit_line"))
@click.option("--palette", metavar="NAME|ROLE=#RRGGBB,…", help=_h("edit_palette"))
@click.option("--mark", metavar="NAME|WORK|FILE", help=_h("edit_mark"))
@click.option("--picture", metavar="NAME|WORK|FILE", help=_h("edit_picture"))
@click.option("--nudge", multiple=True, metavar="ELEMENT=+X%,+Y%", help=_h("edit_nudge"))
@click.option("--hide", multiple=True, metavar="ELEMENT", help=_h("edit_hide"))
@click.option("--show", "shown", multiple=True, metavar="ELEMENT", help=_h("edit_show"))
@click.option("--because", default="", help=_h("because"))
@click.option("--anyway", is_flag=True, help=_h("edit_anyway"))
@click.option("--author", default="", help=_h("edit_author"))
@click.option("--licence", default="", help=_h("licence"))
@click.option("--out", type=click.Path(path_type=Path), help=_h("decide_out"))
@common
def edit_command(
    settings: Settings,
    as_json: bool,
    work: str,
    headline: str | None,
    line: str | None,
    palette: str | None,
    mark: str | None,
    picture: str | None,
    nudge: tuple[str, ...],
    hide: tuple[str, ...],
    shown: tuple[str, ...],
    because: str,
    anyway: bool,
    author: str,
    licence: str,
    out: Path | None,
) -> int:
    from oeuvre.create.design import Edit, read_nudge
    from oeuvre.studio import Brought, Studio, correct

    edit = Edit(
        headline=headline,
        line=line,
        palette=palette if palette is not None and "=" not in palette else None,
        colours=_colours(palette),
        mark=mark,
        picture=picture,
        nudge=dict(read_nudge(one) for one in nudge),
        hide=_names(hide),
        show=_names(shown),
    )
    brought = Brought(_file(mark), _file(picture), author, licence)
    if settings.home.exists():
        first_use(settings, as_json, may_ask=False)
    progress = Progress(as_json)
    with Studio(settings) as studio:
        try:
            done = correct(
                studio, work, edit, because=because.strip(), anyway=anyway, brought=brought, out=out, tell=progress
            )
        finally:
            progress.close()
    if as_json:
        emit(done.value)
        return done.exit_code
    made = done.works[0]
    key = "again" if done.again else "chosen" if made["state"] == "chosen" else "done"
    tell(say(f"cli:edit.{key}", LANGUAGE, draft=work, number=made["number"]))
    if done.kept:
        reasons = dict.fromkeys(fault.reason(LANGUAGE) for fault in done.kept)
        tell(say("cli:edit.kept", LANGUAGE, faults=say("production:page.semicolon", LANGUAGE).join(reasons)))
    if done.left_out:
        things = ", ".join(say(f"production:page.elements.{name}", LANGUAGE) for name in done.left_out)
        tell(say("cli:edit.left_out", LANGUAGE, things=things))
    tell_failed(done.made or {})
    show(str(done.out / str(made["path"])))
    return done.exit_code


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for one in given for name in one.split(",") if name.strip())


def _colours(palette: str | None) -> dict[str, str]:
    """`ground=#1b2a41,ink=#f5efe0` as roles and colours."""
    if palette is None or "=" not in palette:
        return {}
    parts = [part.partition("=") for part in palette.split(",") if part.strip()]
    return {role.strip().casefold(): colour.strip() for role, _, colour in parts}


def _file(name: str | None) -> Path | None:
    """A file of one's own, where what was given is one."""
    return Path(name) if name is not None and Path(name).is_file() else None


@click.command("undo", help=_h("undo"))
@click.argument("work", metavar=say("cli:arguments.draft", LANGUAGE))
@click.option("--because", default="", help=_h("because"))
@click.option("--out", type=click.Path(path_type=Path), help=_h("decide_out"))
@common
def undo_command(settings: Settings, as_json: bool, work: str, because: str, out: Path | None) -> int:
    from oeuvre.studio import Studio, undo

    progress = Progress(as_json)
    with Studio(settings) as studio:
        try:
            made = undo(studio, work, because.strip(), out=out, tell=progress)
        finally:
            progress.close()
    if as_json:
        emit(made.value)
    else:
        tell(say("cli:edit.undone", LANGUAGE, draft=work))
        tell_failed(made.value)
        click.echo(made.out / ("sheet.html" if made.waiting else "index.html"))
    return made.exit_code
