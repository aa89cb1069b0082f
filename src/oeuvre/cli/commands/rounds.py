"""`oeuvre more`, `mix` and `taste`: rounds of variants that a person steers, and what they have taught."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oeuvre.cli.options import common, first_use
from oeuvre.cli.output import LANGUAGE, Progress, emit, show, tell
from oeuvre.foundation import Settings, say

if TYPE_CHECKING:
    from oeuvre.create.design import RoundKind, Trait

# As `oeuvre.create.design` has them; a test holds the two together, so that `--help` loads neither fonts nor colours.
TRAITS = ("family", "palette", "mark", "copy")
ROUND, MOST = 12, 48


class Traits(click.ParamType[tuple[str, ...]]):
    """Traits to keep, with commas between them."""

    name = "traits"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        asked = [name.strip().casefold() for name in str(value).split(",") if name.strip()]
        for name in asked:
            if name not in TRAITS:
                self.fail(say("cli:rounds.trait", LANGUAGE, name=name, among=", ".join(TRAITS)), param, ctx)
        return tuple(asked)


@click.command("more", help=say("cli:help.more", LANGUAGE))
@click.argument("work", metavar=say("cli:arguments.draft", LANGUAGE))
@click.option("--like", is_flag=True, help=say("cli:help.like", LANGUAGE))
@click.option("--unlike", is_flag=True, help=say("cli:help.unlike", LANGUAGE))
@click.option("--opposite", is_flag=True, help=say("cli:help.opposite", LANGUAGE))
@click.option("--recolour", is_flag=True, help=say("cli:help.recolour", LANGUAGE))
@click.option("--colours", default="", metavar="#RRGGBB,…", help=say("cli:help.colours", LANGUAGE))
@click.option("--keep", type=Traits(), default="", metavar="TRAIT,…", help=say("cli:help.keep_traits", LANGUAGE))
@click.option("-n", "count", type=click.IntRange(1, MOST), default=ROUND, help=say("cli:help.round_count", LANGUAGE))
@click.option("--because", default="", help=say("cli:help.because", LANGUAGE))
@click.option("--out", type=click.Path(path_type=Path), help=say("cli:help.decide_out", LANGUAGE))
@common
def more_command(
    settings: Settings,
    as_json: bool,
    work: str,
    like: bool,
    unlike: bool,
    opposite: bool,
    recolour: bool,
    colours: str,
    keep: tuple[Trait, ...],
    count: int,
    because: str,
    out: Path | None,
) -> int:
    ways: dict[RoundKind, bool] = {"more": like, "less": unlike, "opposite": opposite, "palette": recolour}
    asked = [kind for kind, wanted in ways.items() if wanted]
    if len(asked) > 1:
        raise click.UsageError(say("cli:rounds.one_way", LANGUAGE))
    way: RoundKind = asked[0] if asked else "more"
    given = [colour.strip() for colour in colours.split(",") if colour.strip()]
    # Colours say what is wanted by themselves.
    kind: RoundKind = "palette" if given and way == "more" else way
    return _round(settings, as_json, kind, [work], keep, count, because, given, out)


@click.command("mix", help=say("cli:help.mix", LANGUAGE))
@click.argument("first", metavar=say("cli:arguments.draft", LANGUAGE))
@click.argument("second", metavar=say("cli:arguments.draft", LANGUAGE))
@click.option("-n", "count", type=click.IntRange(1, MOST), default=ROUND, help=say("cli:help.round_count", LANGUAGE))
@click.option("--because", default="", help=say("cli:help.because", LANGUAGE))
@click.option("--out", type=click.Path(path_type=Path), help=say("cli:help.decide_out", LANGUAGE))
@common
def mix_command(
    settings: Settings, as_json: bool, first: str, second: str, count: int, because: str, out: Path | None
) -> int:
    return _round(settings, as_json, "mix", [first, second], (), count, because, (), out)


def _round(
    settings: Settings,
    as_json: bool,
    kind: RoundKind,
    names: Sequence[str],
    keep: Sequence[Trait],
    count: int,
    because: str,
    colours: Sequence[str],
    out: Path | None,
) -> int:
    from oeuvre.studio import Studio, make_round

    if settings.home.exists():
        first_use(settings, as_json, may_ask=False)
    progress = Progress(as_json)
    with Studio(settings) as studio:
        try:
            made = make_round(
                studio, kind, names, keep=keep, count=count, because=because, colours=colours, out=out, tell=progress
            )
        finally:
            progress.close()
    if made.short:
        tell(say("cli:rounds.short", LANGUAGE, count=len(made.works), asked=made.asked))
    if as_json:
        emit(made.value)
    else:
        tell(made.title)
        for one in made.works:
            show(f"{one['number']}  {made.out / str(one['path'])}")
        page = made.out / ("sheet.html" if made.waiting else "index.html")
        tell(str(page))
    return 3 if made.short else 0


@click.command("taste", help=say("cli:help.taste", LANGUAGE))
@click.option("--project", metavar="SLUG", help=say("cli:help.taste_project", LANGUAGE))
@click.option("--reset", is_flag=True, help=say("cli:help.taste_reset", LANGUAGE))
@click.option("--out", type=click.Path(path_type=Path), help=say("cli:help.decide_out", LANGUAGE))
@common
def taste_command(settings: Settings, as_json: bool, project: str | None, reset: bool, out: Path | None) -> int:
    from oeuvre.studio import Studio, project_taste

    with Studio(settings) as studio:
        taste = project_taste(studio, project, forget=reset, out=out)
    if as_json:
        emit(taste.as_dict(LANGUAGE))
    else:
        for line in taste.words(LANGUAGE):
            show(line)
    return 0
