"""`oeuvre make`: from a brief to the finished folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oeuvre.cli.options import common, first_use
from oeuvre.cli.output import LANGUAGE, Progress, ask, emit, spoken, tell, tell_failed, tell_ideas
from oeuvre.foundation import Settings, say
from oeuvre.studio import Made, Studio

if TYPE_CHECKING:
    from oeuvre.production import Draft


class IdeaNumber(click.IntRange):
    """An idea's number, with or without the letter that `keep` and `refuse` ask for: 4 or i4."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        bare: Any = value.strip().casefold().removeprefix("i") if isinstance(value, str) else value
        return super().convert(bare, param, ctx)


@click.command("make", help=say("cli:help.make", LANGUAGE))
@click.argument("brief", metavar=say("cli:arguments.brief", LANGUAGE), type=click.Path(path_type=Path))
@click.option("--choose", type=click.Choice(["auto", "later"]), help=say("cli:help.choose_option", LANGUAGE))
@click.option("--out", type=click.Path(path_type=Path, file_okay=True), help=say("cli:help.out", LANGUAGE))
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help=say("cli:help.seed", LANGUAGE))
@click.option("--idea", type=IdeaNumber(1, 9999), help=say("cli:help.make_idea", LANGUAGE))
@click.option("--house", is_flag=True, help=say("cli:help.house", LANGUAGE))
@click.option("--strict", is_flag=True, help=say("cli:help.strict", LANGUAGE))
@click.option("--zip", "as_zip", is_flag=True, help=say("cli:help.zip", LANGUAGE))
@common
def make_command(
    settings: Settings,
    as_json: bool,
    brief: Path,
    choose: str | None,
    out: Path | None,
    seed: int,
    idea: int | None,
    house: bool,
    strict: bool,
    as_zip: bool,
) -> int:
    with Studio(settings) as studio:
        progress = Progress(as_json)
        interactive = choose is None and not as_json and sys.stdin.isatty()
        try:
            made = studio.make(
                brief,
                out=out,
                seed=seed,
                idea=idea,
                house=house,
                choose="auto" if choose == "auto" else ("ask" if interactive else "later"),
                strict=strict,
                as_zip=as_zip,
                ask=lambda drafts, sheet: _ask(progress, sheet, drafts),
                tell=progress,
                begin=lambda: first_use(settings, as_json),
            )
        finally:
            progress.close()
        zipped = _zip(made) if as_zip and not made.waiting else None
    _say(made, as_json, zipped)
    return made.exit_code


def _ask(progress: Progress, sheet: Path, drafts: Sequence[Draft]) -> tuple[str, str] | None:
    from oeuvre.production import find_draft

    progress.close()
    tell(say("cli:make.sheet", LANGUAGE, sheet=sheet, count=len(drafts)))
    while True:
        name = ask(say("cli:make.which", LANGUAGE))
        if not name:
            return None
        if find_draft(drafts, name) is not None:
            break
        tell(say("cli:make.again", LANGUAGE, name=name))
    because = ask(say("cli:make.why", LANGUAGE))
    return name, because


def _zip(made: Made) -> Path:
    from oeuvre.production import zip_folder

    return zip_folder(made.out)


def _say(made: Made, as_json: bool, zipped: Path | None) -> None:
    for error in made.told:
        tell(spoken(error))
    if made.restored:
        names = ", ".join(made.restored[:6]) + (", …" if len(made.restored) > 6 else "")
        tell(say("cli:make.restored", LANGUAGE, count=len(made.restored), files=names))
    if as_json:
        emit(made.value)
        return
    if made.waiting:
        tell_ideas(made.value)
        tell(say("cli:make.waiting", LANGUAGE, sheet=made.out / "sheet.html"))
        click.echo(made.out / "sheet.html")
        return
    if made.unchanged and not made.restored:
        tell(say("cli:make.unchanged", LANGUAGE))
    tell_failed(made.value)
    editions = made.value.get("editions")
    if isinstance(editions, list):
        tell(say("cli:make.done", LANGUAGE, count=len(editions), out=made.out))
    if zipped is not None:
        tell(say("cli:make.zipped", LANGUAGE, path=zipped))
    click.echo(made.out / "index.html")
