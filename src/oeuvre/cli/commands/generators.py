"""Generators of other makers and house models from the command line: added, shown, sampled, explored."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oeuvre.cli.options import common, first_use
from oeuvre.cli.output import COLON, LANGUAGE, Progress, emit, show, tell
from oeuvre.foundation import Settings, say
from oeuvre.models.foreign import GeneratorCard, add_generator, generator_ids, read_generator, remove_generator
from oeuvre.models.house import house_names

if TYPE_CHECKING:
    from oeuvre.production import PictureExplorer, PictureWish
    from oeuvre.studio import Studio

_LAST_SEED = 2**31 - 1


def add_onnx(settings: Settings, as_json: bool, model: Path, manifest: Path) -> int:
    """`oeuvre models add MODEL.onnx --manifest FILE`."""
    card = add_generator(settings.home, model, manifest)
    if as_json:
        emit(card.as_dict())
        return 0
    high, wide, _ = card.shape
    show(say("foreign:shown.added", LANGUAGE, name=card.name, id=card.id, version=card.version, wide=wide, high=high))
    show(say(f"foreign:shown.{card.known}", LANGUAGE) + (f"{COLON}{card.works}" if card.works else "."))
    return 0


def generator_cards(settings: Settings) -> list[GeneratorCard]:
    """The cards of the generators that the home has."""
    return [read_generator(settings.home, name) for name in generator_ids(settings.home)]


def house_models(settings: Settings) -> list[str]:
    """The house models that are at hand, those that the home trained among them."""
    from oeuvre.production import HOUSES

    return sorted({*house_names(), *house_names(settings.home / HOUSES)})


def show_generator(settings: Settings, as_json: bool, name: str) -> int:
    """The card of a generator."""
    card = read_generator(settings.home, name)
    if as_json:
        emit(card.as_dict())
        return 0
    high, wide, channels = card.shape
    show(f"{card.name}  {card.id}")
    rows = {
        "foreign:shown.author": card.author,
        "models:shown.version": card.version,
        "models:shown.licence": card.weights_licence,
        "models:shown.outputs": card.outputs,
        "foreign:shown.picture": f"{wide} × {high} × {channels}",
        "foreign:shown.latent": str(card.latent_size),
        f"foreign:shown.{card.known}": card.works or "–",
    }
    for key, value in rows.items():
        if value:
            show(f"  {say(key, LANGUAGE)}{COLON}{value}")
    return 0


def drop_generator(settings: Settings, as_json: bool, name: str) -> int:
    """`oeuvre models remove NAME` for a generator."""
    card = remove_generator(settings.home, name)
    if as_json:
        emit({"removed": card.id})
    else:
        show(say("models:shown.removed", LANGUAGE, name=card.name, id=card.id))
    return 0


@click.command("sample", help=say("foreign:help.sample", LANGUAGE))
@click.argument("model", metavar=say("models:arguments.model", LANGUAGE), default="emblem")
@click.option("-n", "count", type=click.IntRange(1, 400), default=24, help=say("foreign:help.count", LANGUAGE))
@click.option("--seed", type=click.IntRange(0, _LAST_SEED), default=0, help=say("foreign:help.seed", LANGUAGE))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help=say("foreign:help.sample_out", LANGUAGE),
)
@common
def sample_command(settings: Settings, as_json: bool, model: str, count: int, seed: int, out: Path) -> int:
    from oeuvre.models.foreign import load_generator
    from oeuvre.production import find_house, sample_emblems, sample_pictures

    if model in generator_ids(settings.home):
        with load_generator(settings.home, model) as generator:
            sheet = sample_pictures(generator, out, count, seed)
    else:
        sheet = sample_emblems(find_house(settings.home, model), out, count, seed, settings.language)
    if as_json:
        emit({"model": model, "count": count, "seed": seed, "sheet": sheet.name})
    else:
        tell(say("foreign:shown.made", LANGUAGE, count=count))
        click.echo(sheet)
    return 0


@click.command("directions", help=say("foreign:help.directions", LANGUAGE))
@click.argument("model", metavar=say("models:arguments.model", LANGUAGE))
@click.option("--seed", type=click.IntRange(0, _LAST_SEED), default=0, help=say("foreign:help.seed", LANGUAGE))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help=say("foreign:help.sample_out", LANGUAGE),
)
@common
def directions_command(settings: Settings, as_json: bool, model: str, seed: int, out: Path) -> int:
    from oeuvre.production import close_pictures, draw_directions, open_pictures, tones_in_words

    explorer = open_pictures(settings.home, model)
    try:
        sheet = draw_directions(explorer, out, seed)
        ends = [[{"tone": tone, "sign": sign} for tone, sign in dial.more] for dial in explorer.dials]
    finally:
        close_pictures()
    if as_json:
        emit({"model": model, "seed": seed, "sheet": sheet.name, "directions": ends})
        return 0
    for number, dial in enumerate(explorer.dials, 1):
        name = say("explore:pictures.direction", LANGUAGE, number=number)
        less, more = (tones_in_words(end, LANGUAGE) or "–" for end in (dial.less, dial.more))
        show(f"{name}{COLON}{less} … {more}")
    click.echo(sheet)
    return 0


@dataclass(frozen=True)
class Ways:
    """How pictures are asked for, as it was typed."""

    mix: tuple[str, ...] = ()
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    begin: Path | None = None
    author: str = ""
    licence: str = ""

    @property
    def first(self) -> str:
        """The first option that was given, if any."""
        given = {"--mix": self.mix, "--like": self.like, "--unlike": self.unlike, "--from": self.begin}
        return next((name for name, value in given.items() if value), "")


def explore_foreign(
    settings: Settings,
    as_json: bool,
    model: str,
    prompt: str,
    count: int,
    seed: int | None,
    out: Path,
    project: str | None,
    ways: Ways,
) -> int:
    """`oeuvre explore --model NAME` with a generator of another maker."""
    from oeuvre.production import close_pictures, explore_generator, open_pictures
    from oeuvre.studio import Studio, project_meant

    explorer = open_pictures(settings.home, model)
    progress = Progress(as_json)
    first_use(settings, as_json)
    with Studio(settings) as studio:
        try:
            belongs = project_meant(studio, project, out / "explore.json")
            done = explore_generator(
                studio.record,
                explorer,
                studio.party(),
                out,
                count=count,
                seed=secrets.randbelow(_LAST_SEED) if seed is None else seed,
                project=belongs,
                prompt=prompt,
                wish=_wish(studio, explorer, ways, belongs),
                tell=progress,
            )
        finally:
            progress.close()
            close_pictures()
    card = explorer.card
    if done.unknown:
        tell(say("foreign:shown.no_words", LANGUAGE))
    if as_json:
        emit(done.value)
        return 0
    alike = done.value["alike"]
    if isinstance(alike, float):
        tell(say("foreign:shown.alike", LANGUAGE, percent=round(100 * alike)))
    tell(say("foreign:shown.made", LANGUAGE, count=count))
    tell(say(f"foreign:shown.{card.known}", LANGUAGE) + (f"{COLON}{card.works}" if card.works else "."))
    click.echo(out / str(done.value["sheet"]))
    return 0


def _wish(studio: Studio, explorer: PictureExplorer, ways: Ways, project: str | None) -> PictureWish:
    """What was typed, with the works and the latents that it names."""
    from oeuvre.cli.commands.look import work_of
    from oeuvre.production import DRAWN_FROM, LIKE, PictureWish, latent_of_work, read_picture
    from oeuvre.studio import bring_drawing

    record, card = studio.record, explorer.card
    if ways.begin is not None:
        sought = explorer.sought(read_picture(ways.begin, card.shape))
        work = bring_drawing(studio, ways.begin, project, author=ways.author, licence=ways.licence)
        return PictureWish(sought=sought, parents=((record.work(work), DRAWN_FROM),))
    mix = [one.partition("=") for one in ways.mix]
    mixed = [(work_of(record, name), _weight(weight)) for name, _, weight in mix]
    like, unlike = ([work_of(record, name) for name in names] for names in (ways.like, ways.unlike))
    return PictureWish(
        mix=tuple((latent_of_work(record, card, work), weight) for work, weight in mixed),
        like=tuple(latent_of_work(record, card, work) for work in like),
        unlike=tuple(latent_of_work(record, card, work) for work in unlike),
        parents=tuple((work, LIKE) for work in dict.fromkeys([*(work for work, _ in mixed), *like])),
    )


def _weight(told: str) -> float:
    try:
        return float(told) if told else 1.0
    except ValueError:
        return -1.0
