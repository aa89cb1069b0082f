"""`oeuvre explore`: emblems by the house model, about a few words or none, each on the record."""

from __future__ import annotations

import secrets
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oeuvre.cli.options import common, first_use
from oeuvre.cli.output import LANGUAGE, Progress, emit, tell
from oeuvre.foundation import Settings, say

if TYPE_CHECKING:
    from oeuvre.cli.commands.generators import Ways

MOST = 10_000
_LAST_SEED = 2**31 - 1


@click.command("explore", help=say("explore:help.explore", LANGUAGE))
@click.option("--prompt", metavar="TEXT", default="", help=say("explore:help.prompt", LANGUAGE))
@click.option("-n", "count", type=click.IntRange(1, MOST), default=24, help=say("explore:help.count", LANGUAGE))
@click.option("--seed", type=click.IntRange(0, _LAST_SEED), help=say("explore:help.seed", LANGUAGE))
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("explore:help.out", LANGUAGE),
)
@click.option("--model", metavar="NAME", default="emblem", help=say("foreign:help.model", LANGUAGE))
@click.option("--project", metavar="NAME", help=say("emblem:help.project", LANGUAGE))
@click.option("--mix", multiple=True, metavar="WORK[=WEIGHT]", help=say("foreign:help.mix", LANGUAGE))
@click.option("--like", multiple=True, metavar="WORK", help=say("foreign:help.like", LANGUAGE))
@click.option("--unlike", multiple=True, metavar="WORK", help=say("foreign:help.unlike", LANGUAGE))
@click.option(
    "--from",
    "begin",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=say("foreign:help.from", LANGUAGE),
)
@click.option("--author", default="", help=say("foreign:help.author", LANGUAGE))
@click.option("--licence", default="", help=say("foreign:help.licence", LANGUAGE))
@click.option("--serve", "is_served", is_flag=True, help=say("explore:help.serve", LANGUAGE))
@click.option("--port", type=click.IntRange(0, 65535), default=0, help=say("explore:help.port", LANGUAGE))
@click.option("--no-open", is_flag=True, help=say("cli:help.no_open", LANGUAGE))
@common
def explore_command(
    settings: Settings,
    as_json: bool,
    prompt: str,
    count: int,
    seed: int | None,
    out: Path | None,
    model: str,
    project: str | None,
    mix: tuple[str, ...],
    like: tuple[str, ...],
    unlike: tuple[str, ...],
    begin: Path | None,
    author: str,
    licence: str,
    is_served: bool,
    port: int,
    no_open: bool,
) -> int:
    if is_served:
        return _serve(settings, as_json, port, no_open)
    if out is None:
        raise click.MissingParameter(param_hint="--out", param_type="option")
    from oeuvre.cli.commands.generators import Ways

    ways = Ways(mix, like, unlike, begin, author, licence)
    return _draw(settings, as_json, prompt, count, seed, out, model, project, ways)


def _serve(settings: Settings, as_json: bool, port: int, no_open: bool) -> int:
    """The explorer of the home in the browser, until it is told to end."""
    from oeuvre.api import serve

    def ready(address: str) -> None:
        page = address.replace("/?", "/explore?", 1)
        if as_json:
            emit({"address": page, "home": str(settings.home)})
        else:
            click.echo(page)
            tell(say("cli:studio.ready", LANGUAGE, home=settings.home))
        if not no_open:
            webbrowser.open(page)

    serve(settings, port=port, base=Path.cwd(), ready=ready)
    return 0


def _draw(
    settings: Settings,
    as_json: bool,
    prompt: str,
    count: int,
    seed: int | None,
    out: Path,
    model: str,
    project: str | None,
    ways: Ways,
) -> int:
    """Emblems into a folder, or pictures of a generator of another maker."""
    from oeuvre.cli.commands.generators import explore_foreign
    from oeuvre.create.explore import checked_prompt
    from oeuvre.models.foreign import generator_ids
    from oeuvre.models.house import FAULTS
    from oeuvre.production import WaysOfHouse, explore_into, find_house
    from oeuvre.studio import Studio, project_meant

    prompt = checked_prompt(prompt)
    if model in generator_ids(settings.home):
        return explore_foreign(settings, as_json, model, prompt, count, seed, out, project, ways)
    if ways.first:
        raise WaysOfHouse(ways.first)
    house = find_house(settings.home, model)
    progress = Progress(as_json)
    first_use(settings, as_json)
    with Studio(settings) as studio:
        try:
            done = explore_into(
                studio.record,
                house,
                studio.party(),
                out,
                prompt=prompt,
                count=count,
                seed=secrets.randbelow(_LAST_SEED) if seed is None else seed,
                language=settings.language,
                project=project_meant(studio, project, out / "explore.json"),
                tell=progress,
            )
        finally:
            progress.close()
    if done.unknown:
        tell(say("explore:shown.unknown", LANGUAGE, words=", ".join(done.unknown)))
    if as_json:
        emit(done.value)
        return 0
    works, filtered = done.value["works"], done.value["filtered"]
    assert isinstance(works, list)
    assert isinstance(filtered, dict)
    tell(say("explore:shown.made", LANGUAGE, count=len(works), left=sum(filtered.values())))
    for reason, number in filtered.items():
        key = f"house:faults.{reason}" if reason in FAULTS else f"explore:reasons.{reason}"
        tell(f"  {number}  {say(key, LANGUAGE)}")
    tell(str(done.value["credit"]))
    click.echo(out / str(done.value["sheet"]))
    return 0
