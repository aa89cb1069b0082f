"""`oeuvre make`: from a brief to the finished folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from oeuvre.cli.options import common, first_use
from oeuvre.cli.output import LANGUAGE, Progress, emit, spoken, tell
from oeuvre.foundation import Settings, say
from oeuvre.studio import Made, Studio


@click.command("make", help=say("cli:help.make", LANGUAGE))
@click.argument("brief", type=click.Path(path_type=Path))
@click.option("--choose", type=click.Choice(["auto", "later"]), help=say("cli:help.choose_option", LANGUAGE))
@click.option("--out", type=click.Path(path_type=Path, file_okay=True), help=say("cli:help.out", LANGUAGE))
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help=say("cli:help.seed", LANGUAGE))
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
    strict: bool,
    as_zip: bool,
) -> int:
    with Studio(settings) as studio:
        studio.read(brief)  # every fault of the brief is told before anything is created or asked
        first_use(settings, as_json)
        progress = Progress(as_json)
        interactive = choose is None and not as_json and sys.stdin.isatty()
        try:
            made = studio.make(
                brief,
                out=out,
                seed=seed,
                choose="auto" if choose == "auto" else ("ask" if interactive else "later"),
                strict=strict,
                ask=lambda report, sheet: _ask(progress, sheet, len(report.drafts)),
                tell=progress,
            )
        finally:
            progress.close()
        zipped = _zip(made) if as_zip and not made.waiting else None
    _say(made, as_json, zipped)
    return made.exit_code


def _ask(progress: Progress, sheet: Path, count: int) -> tuple[str, str] | None:
    progress.close()
    tell(say("cli:make.sheet", LANGUAGE, sheet=sheet, count=count))
    number = click.prompt(say("cli:make.which", LANGUAGE), default="", show_default=False, err=True).strip()
    if not number:
        return None
    because = click.prompt(say("cli:make.why", LANGUAGE), default="", show_default=False, err=True).strip()
    return number, because


def _zip(made: Made) -> Path:
    from oeuvre.production import zip_folder

    return zip_folder(made.out)


def _say(made: Made, as_json: bool, zipped: Path | None) -> None:
    for error in made.refused_files:
        tell(spoken(error))
    if as_json:
        emit(made.value)
        return
    if made.waiting:
        tell(say("cli:make.waiting", LANGUAGE, sheet=made.out / "sheet.html"))
        click.echo(made.out / "sheet.html")
        return
    if made.unchanged:
        tell(say("cli:make.unchanged", LANGUAGE))
    failed = made.value.get("failed")
    if isinstance(failed, list) and failed:
        tell(say("cli:make.failed", LANGUAGE, count=len(failed)))
        for one in failed:
            tell(f"  {one['format']}: {one['reason']}\n  → {one['remedy']}")
    editions = made.value.get("editions")
    if isinstance(editions, list):
        tell(say("cli:make.done", LANGUAGE, count=len(editions), out=made.out))
    if zipped is not None:
        tell(say("cli:make.zipped", LANGUAGE, path=zipped))
    click.echo(made.out / "index.html")
