"""`oeuvre ideas` and `oeuvre words`: what may be said and shown for a brief, before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from oeuvre.cli.options import common, first_use
from oeuvre.cli.output import LANGUAGE, Progress, emit, spoken, tell, tell_ideas
from oeuvre.foundation import Settings, say

# As many ideas as a person can look through; production has the same bound.
MOST = 48


@click.command("ideas", help=say("cli:help.ideas", LANGUAGE))
@click.argument("brief", metavar=say("cli:arguments.brief", LANGUAGE), type=click.Path(path_type=Path))
@click.option("-n", "count", type=click.IntRange(1, MOST), default=6, help=say("cli:help.ideas_count", LANGUAGE))
@click.option("--out", type=click.Path(path_type=Path, file_okay=True), help=say("cli:help.out", LANGUAGE))
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help=say("cli:help.seed", LANGUAGE))
@click.option("--house", is_flag=True, help=say("cli:help.house", LANGUAGE))
@common
def ideas_command(
    settings: Settings, as_json: bool, brief: Path, count: int, out: Path | None, seed: int, house: bool
) -> int:
    from oeuvre.studio import Studio, find_ideas

    progress = Progress(as_json)
    with Studio(settings) as studio:
        try:
            shown = find_ideas(
                studio,
                brief,
                count=count,
                seed=seed,
                out=out,
                house=house,
                tell=progress,
                begin=lambda: first_use(settings, as_json),
            )
        finally:
            progress.close()
    for error in shown.told:
        tell(spoken(error))
    if as_json:
        emit(shown.value)
        return 0
    ideas = shown.value["ideas"]
    assert isinstance(ideas, Sequence)
    tell_ideas(shown.value)
    tell(say("cli:ideas.count", LANGUAGE, count=sum(idea["state"] != "refused" for idea in ideas), page=shown.page))
    little = shown.value["little"]
    assert isinstance(little, Sequence)
    for code in little:
        tell(say(f"ideas:little.{code}", LANGUAGE))
    click.echo(shown.page)
    return 0


@click.command("words", help=say("cli:help.words", LANGUAGE))
@click.argument("brief", metavar=say("cli:arguments.brief", LANGUAGE), type=click.Path(path_type=Path))
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help=say("cli:help.seed", LANGUAGE))
@click.option("--house", is_flag=True, help=say("cli:help.house", LANGUAGE))
@common
def words_command(settings: Settings, as_json: bool, brief: Path, seed: int, house: bool) -> int:
    from oeuvre.studio import Studio, write_words

    with Studio(settings) as studio:
        studio.read(brief)
        first_use(settings, as_json)
        value, told = write_words(studio, brief, seed=seed, house=house)
    for error in told:
        tell(spoken(error))
    if as_json:
        emit(value)
        return 0
    lines = value["lines"]
    assert isinstance(lines, Sequence)
    # The model's lines stand beside the house's of the same use.
    uses = list(dict.fromkeys(line["use"] for line in lines))
    lines = sorted(lines, key=lambda line: uses.index(line["use"]))
    last = ""
    for line in lines:
        assert isinstance(line, Mapping)
        if line["use"] != last:
            last = str(line["use"])
            click.echo(("" if line is lines[0] else "\n") + say(f"cli:words.{last}", LANGUAGE))
        named = f"[{line['for']}] " if "for" in line else ""
        mark = "◆ " if line["source"] == "model" else ""
        click.echo(f"  {mark}{named}{line['text']}")
    return 0
