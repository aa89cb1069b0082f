"""`oeuvre models`: the models that a person has, from adding one to trying it."""

from __future__ import annotations

from pathlib import Path

import click

from oeuvre.cli.commands.generators import (
    add_onnx,
    directions_command,
    drop_generator,
    generator_cards,
    house_models,
    sample_command,
    show_generator,
)
from oeuvre.cli.commands.training import train_command
from oeuvre.cli.options import common, common_of_group
from oeuvre.cli.output import COLON, LANGUAGE, emit, fail, show, tell
from oeuvre.foundation import Settings, say
from oeuvre.models import (
    STAYS_HERE,
    UNKNOWN,
    USES,
    Catalogue,
    Guard,
    ImageAsk,
    LinesAsk,
    ModelCard,
    shown,
    write_lines,
)
from oeuvre.models.foreign import generator_ids
from oeuvre.models.house import house_names

# The seed of a trial: the same model, tried twice, is asked the same.
_SEED = 7
_LONGEST = 70
# How many withdrawn works are named.
_MOST_GONE = 12


@click.group("models", help=say("models:help.models", LANGUAGE))
@common_of_group
def models_command() -> None:
    pass


@models_command.command("add", help=say("models:help.add", LANGUAGE))
@click.argument("what", metavar=say("models:arguments.what", LANGUAGE))
@click.option("--url", metavar="URL", help=say("models:help.url", LANGUAGE))
@click.option("--model", metavar="NAME", help=say("models:help.model", LANGUAGE))
@click.option("--name", metavar="NAME", default="", help=say("models:help.name", LANGUAGE))
@click.option("--key-env", metavar="NAME", default="", help=say("models:help.key_env", LANGUAGE))
@click.option("--does", type=click.Choice(["text", "image"]), multiple=True, help=say("models:help.does", LANGUAGE))
@click.option("--price-in", metavar="AMOUNT", help=say("models:help.price_in", LANGUAGE))
@click.option("--price-out", metavar="AMOUNT", help=say("models:help.price_out", LANGUAGE))
@click.option("--price-image", metavar="AMOUNT", help=say("models:help.price_image", LANGUAGE))
@click.option("--currency", metavar="CODE", default="", help=say("models:help.currency", LANGUAGE))
@click.option("--licence", metavar="NAME", default="", help=say("models:help.licence", LANGUAGE))
@click.option("--outputs", metavar="TEXT", default="", help=say("models:help.outputs", LANGUAGE))
@click.option("--cap", metavar="AMOUNT", help=say("models:help.cap", LANGUAGE))
@click.option("--timeout", type=click.IntRange(1, 3600), help=say("models:help.timeout", LANGUAGE))
@click.option("--manifest", type=click.Path(path_type=Path), help=say("foreign:help.manifest", LANGUAGE))
@click.option("--context", type=click.IntRange(256, 131_072), help=say("models:help.context", LANGUAGE))
@common
def add_model(
    settings: Settings,
    as_json: bool,
    what: str,
    url: str | None,
    model: str | None,
    name: str,
    key_env: str,
    does: tuple[str, ...],
    price_in: str | None,
    price_out: str | None,
    price_image: str | None,
    currency: str,
    licence: str,
    outputs: str,
    cap: str | None,
    timeout: int | None,
    context: int | None,
    manifest: Path | None,
) -> int:
    if manifest is not None or what.lower().endswith(".onnx"):
        if manifest is None:
            raise click.UsageError(say("cli:errors.bad-use.missing", LANGUAGE, name="--manifest"))
        return add_onnx(settings, as_json, Path(what), manifest)
    with Catalogue.open(settings.home) as catalogue:
        if what == "openai":
            for option, given in (("--url", url), ("--model", model)):
                if not given:
                    raise click.UsageError(say("cli:errors.bad-use.missing", LANGUAGE, name=option))
            card = catalogue.add_endpoint(
                url=url or "",
                model=model or "",
                name=name,
                key_env=key_env,
                does=does or ("text",),
                price_in=price_in,
                price_out=price_out,
                price_image=price_image,
                currency=currency,
                licence=licence,
                outputs=outputs,
                cap=cap,
                timeout=timeout,
            )
        else:
            card = catalogue.add_gguf(
                Path(what), name=name, licence=licence, outputs=outputs, context=context, timeout=timeout
            )
        if as_json:
            emit({**card.as_dict(), "warnings": list(catalogue.warnings(card.id))})
        else:
            show(say("models:shown.added", LANGUAGE, name=card.name, id=card.id))
            _tell_warnings(catalogue, card)
    return 0


@models_command.command("list", help=say("models:help.list", LANGUAGE))
@common
def list_models(settings: Settings, as_json: bool) -> int:
    with Catalogue.open(settings.home) as catalogue:
        cards = catalogue.all()
    generators = generator_cards(settings)
    if as_json:
        emit([*(card.as_dict() for card in cards), *(card.as_dict() for card in generators)])
        return 0
    for card in cards:
        goes = say("models:shown.here", LANGUAGE) if card.data_goes == STAYS_HERE else f"→ {card.data_goes}"
        show("\t".join((card.id, card.name, _uses(card), _price(card), goes)))
    here = say("models:shown.here", LANGUAGE)
    for one in generators:
        show("\t".join((one.id, one.name, say("foreign:shown.generator", LANGUAGE), one.weights_licence, here)))
    if not cards and not generators:
        tell(say("models:shown.none", LANGUAGE, home=settings.home))
    for name in house_models(settings):
        tell(f"{name}\t{say('foreign:shown.house', LANGUAGE)}\t{here}")
    return 0


@models_command.command("show", help=say("models:help.show", LANGUAGE))
@click.argument("model", metavar=say("models:arguments.model", LANGUAGE))
@common
def show_model(settings: Settings, as_json: bool, model: str) -> int:
    from oeuvre.production import HOUSES

    if model in (*house_names(settings.home / HOUSES), *house_names()):
        return _show_house(settings, model, as_json)
    if model in generator_ids(settings.home):
        return show_generator(settings, as_json, model)
    with Catalogue.open(settings.home) as catalogue:
        card, entry = catalogue.card(model), catalogue.entry(model)
        if as_json:
            emit({**card.as_dict(), "settings": dict(entry.settings), "warnings": list(catalogue.warnings(model))})
            return 0
        unsaid = say("models:shown.unknown", LANGUAGE)
        goes = {STAYS_HERE: say("models:shown.here", LANGUAGE), UNKNOWN: unsaid}
        key = entry.text("key_env")
        rows = {
            "provider": card.provider,
            "does": _uses(card),
            "version": card.version,
            "licence": unsaid if card.weights_licence == UNKNOWN else card.weights_licence,
            "outputs": unsaid if card.outputs == UNKNOWN else card.outputs,
            "cost": _price(card),
            "cap": "" if card.cap_micro is None else f"{shown(card.cap_micro)} {card.cost.currency}",
            "goes": goes.get(card.data_goes, card.data_goes),
            "address": entry.text("url"),
            "key": say("models:shown.key_from", LANGUAGE, name=key) if key else "",
            "file": entry.text("path"),
            "digest": card.digest,
            "size": str(card.size or ""),
            "context": str(card.context or ""),
        }
        show(f"{card.name}  {card.id}")
        for name, value in rows.items():
            if value:
                show(f"  {say(f'models:shown.{name}', LANGUAGE)}{COLON}{value}")
        _tell_warnings(catalogue, card)
    return 0


def _show_house(settings: Settings, model: str, as_json: bool) -> int:
    """The card of a model of the house, and what was withdrawn since of the works that it learnt from."""
    from oeuvre.production import find_house, withdrawn_from
    from oeuvre.studio import Studio

    house = find_house(settings.home, model)
    card = house.card
    with Studio(settings) as studio:
        learnt = {work.name for work in house.training if not work.held}
        gone = sorted(withdrawn_from(studio.existing_record(), model) & learnt)
    if as_json:
        emit({**card.as_dict(), "withdrawn": gone})
        return 0
    if gone:
        tell(say("training:shown.withdrawn", LANGUAGE, count=len(gone), names=", ".join(gone[:_MOST_GONE])))
    rows = {
        "version": card.version,
        "works": str(card.works),
        "held_out": str(card.held_out),
        "left_out": str(len(card.left_out)),
        "images": str(card.images),
        "licence": card.weights_licence,
        "outputs": card.outputs,
    }
    show(card.name)
    for name, value in rows.items():
        show(f"  {say(f'explore:shown.{name}', LANGUAGE)}{COLON}{value}")
    show(card.credit)
    return 0


@models_command.command("try", help=say("models:help.try", LANGUAGE))
@click.argument("model", metavar=say("models:arguments.model", LANGUAGE))
@click.option("--does", type=click.Choice(["text", "image"]), help=say("models:help.does", LANGUAGE))
@click.option("--out", type=click.Path(path_type=Path), help=say("models:help.out", LANGUAGE))
@common
def try_model(settings: Settings, as_json: bool, model: str, does: str | None, out: Path | None) -> int:
    with Catalogue.open(settings.home) as catalogue:
        card = catalogue.card(model)
        _tell_warnings(catalogue, card)
        if does == "image" or (does is None and "text" not in card.does and "image" in card.does):
            return _try_picture(catalogue, card, settings, as_json, out)
        return _try_lines(catalogue, card, settings, as_json)


@models_command.command("remove", help=say("models:help.remove", LANGUAGE))
@click.argument("model", metavar=say("models:arguments.model", LANGUAGE))
@common
def remove_model(settings: Settings, as_json: bool, model: str) -> int:
    if model in generator_ids(settings.home):
        return drop_generator(settings, as_json, model)
    with Catalogue.open(settings.home) as catalogue:
        card = catalogue.remove(model)
    if as_json:
        emit({"removed": card.id})
    else:
        show(say("models:shown.removed", LANGUAGE, name=card.name, id=card.id))
    return 0


def _try_lines(catalogue: Catalogue, card: ModelCard, settings: Settings, as_json: bool) -> int:
    from oeuvre.create.lexicon import is_word

    tongue = settings.language
    brief = say("models:trial.brief", tongue)
    ask = LinesAsk("headline", brief, language=tongue, count=3, seed=_SEED)
    guard = Guard(tongue, allowed_text=brief, longest=_LONGEST, is_word=lambda word: is_word(word, tongue))
    result = write_lines(catalogue.open_text(card.id), ask, guard)
    tokens_in = sum(answer.tokens_in for answer in result.answers)
    tokens_out = sum(answer.tokens_out for answer in result.answers)
    if as_json:
        value: dict[str, object] = {
            "model": card.id,
            "accepted": list(result.accepted),
            "refused": [{"text": text, "reason": reason} for text, reason in result.refused],
            "tries": result.tries,
            "tokens_in": tokens_in,
            "tokens_out": tokens_out,
            "cost_micro": result.cost_micro,
            "currency": card.cost.currency,
            "seconds": round(result.seconds, 3),
        }
        if result.failed is not None:
            value["error"] = result.failed.as_dict(LANGUAGE)
        emit(value)
        return 0 if result.failed is None else result.failed.exit_code
    for line in result.accepted:
        show(f"{line}  ({say('models:shown.accepted', LANGUAGE)})")
    for line, reason in result.refused:
        said = say(f"models:reasons.{reason}", LANGUAGE)
        show(f"{line}  ({say('models:shown.refused', LANGUAGE, reason=said)})")
    if result.answers:
        cost, seconds = _paid(card, result.cost_micro), _number(result.seconds)
        tell(say("models:shown.sum", LANGUAGE, tokens_in=tokens_in, tokens_out=tokens_out, seconds=seconds, cost=cost))
    return 0 if result.failed is None else fail(result.failed, as_json)


def _try_picture(catalogue: Catalogue, card: ModelCard, settings: Settings, as_json: bool, out: Path | None) -> int:
    prompt = say("models:trial.picture", settings.language)
    answer = catalogue.open_image(card.id).draw(ImageAsk(prompt, seed=_SEED))
    if out is not None:
        out.write_bytes(answer.data)
    if as_json:
        emit(
            {
                "model": card.id,
                "media_type": answer.media_type,
                "width": answer.width,
                "height": answer.height,
                "size": len(answer.data),
                "seed": answer.seed,
                "revised_prompt": answer.revised_prompt,
                "cost_micro": answer.cost_micro,
                "currency": card.cost.currency,
                "seconds": round(answer.seconds, 3),
                "file": None if out is None else str(out),
            }
        )
        return 0
    show(
        say(
            "models:shown.picture",
            LANGUAGE,
            media=answer.media_type,
            width=answer.width,
            height=answer.height,
            size=len(answer.data),
            seconds=_number(answer.seconds),
            cost=_paid(card, answer.cost_micro),
        )
    )
    if out is not None:
        show(say("models:shown.saved", LANGUAGE, path=out))
    return 0


def _uses(card: ModelCard) -> str:
    names = [say(f"models:shown.{use}", LANGUAGE) for use in USES if use in card.does]
    return ", ".join(names) or say("models:shown.nothing", LANGUAGE)


def _price(card: ModelCard) -> str:
    cost = card.cost
    if cost.basis != "priced":
        return say(f"models:shown.{cost.basis}", LANGUAGE)
    amounts = {"in": cost.per_million_in, "out": cost.per_million_out, "image": cost.per_image}
    values = {name: _amount(micro) for name, micro in amounts.items()} | {"currency": cost.currency}
    kinds = [f"priced_{use}" for use in ("text", "image") if use in card.does]
    return ", ".join(say(f"models:shown.{kind}", LANGUAGE, **values) for kind in kinds)


def _paid(card: ModelCard, micro: int) -> str:
    if card.cost.basis == "unknown":
        return say("models:shown.paid_unknown", LANGUAGE)
    if not micro:
        return say("models:shown.paid_nothing", LANGUAGE)
    return say("models:shown.paid", LANGUAGE, cost=_amount(micro), currency=card.cost.currency)


def _amount(micro: int) -> str:
    return shown(micro).replace(".", "," if LANGUAGE == "fr" else ".")


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", "," if LANGUAGE == "fr" else ".")


def _tell_warnings(catalogue: Catalogue, card: ModelCard) -> None:
    for code in catalogue.warnings(card.id):
        tell(say(f"models:warnings.{code}", LANGUAGE, host=card.data_goes))


models_command.add_command(train_command)
models_command.add_command(sample_command)
models_command.add_command(directions_command)
