"""Generators of other makers and house models from the command line: added, shown, sampled, explored."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from oeuvre.cli.options import common, first_use
from oeuvre.cli.output import COLON, LANGUAGE, Progress, emit, show, tell
from oeuvre.foundation import Settings, say
from oeuvre.models.foreign import GeneratorCard, add_generator, generator_ids, read_generator, remove_generator
from oeuvre.models.house import house_names

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


def explore_foreign(
    settings: Settings, as_json: bool, model: str, prompt: str, count: int, seed: int | None, out: Path
) -> int:
    """`oeuvre explore --model NAME` with a generator of another maker."""
    from oeuvre.models.foreign import load_generator
    from oeuvre.production import explore_generator
    from oeuvre.studio import Studio

    card = read_generator(settings.home, model)
    progress = Progress(as_json)
    first_use(settings, as_json)
    with Studio(settings) as studio, load_generator(settings.home, model) as generator:
        try:
            done = explore_generator(
                studio.record,
                generator,
                card,
                studio.party(),
                out,
                count=count,
                seed=secrets.randbelow(_LAST_SEED) if seed is None else seed,
                prompt=prompt,
                tell=progress,
            )
        finally:
            progress.close()
    if done.unknown:
        tell(say("foreign:shown.no_words", LANGUAGE))
    if as_json:
        emit(done.value)
        return 0
    tell(say("foreign:shown.made", LANGUAGE, count=count))
    tell(say(f"foreign:shown.{card.known}", LANGUAGE) + (f"{COLON}{card.works}" if card.works else "."))
    click.echo(out / str(done.value["sheet"]))
    return 0
